/* fdesetup_input.c – the property list of fdesetup on standard input, and its prompts. FACTS 4.2,
 * 4.3 */
#include "fdesetup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/plist.h"

#include "input.h"

enum { INPUT_MAX = 1024 * 1024 };

void simmac_fde_release(struct simmac_fde *call)
{
	size_t i;

	vouch_secret_release(&call->password);
	for (i = 0; i < call->people.count; i++)
		vouch_secret_release(&call->people.items[i].password);
}

/* --- the property list -------------------------------------------------------------------------
 */

static bool take_password(
	struct simmac_mac *mac, const struct vouch_plist *dict, struct vouch_secret *out, bool *has)
{
	const char *text = vouch_plist_string(&mac->arena, vouch_plist_get(dict, "Password"));

	*has = text != NULL;
	return !text || vouch_secret_set(out, text, strlen(text), &mac->err) == 0;
}

static bool take_people(struct simmac_fde *call, const struct vouch_plist *list)
{
	struct simmac_mac *mac = call->mac;
	size_t i;

	for (i = 0; i < vouch_plist_count(list); i++) {
		const struct vouch_plist *item = vouch_plist_item(list, i);
		const char *name =
			vouch_plist_string(&mac->arena, vouch_plist_get(item, "Username"));
		struct simmac_fde_person *person = VOUCH_PUSH(&mac->arena, &call->people);

		*person = (struct simmac_fde_person){.name = name};
		if (!name || !take_password(mac, item, &person->password, &person->has_password))
			return false;
	}
	return true;
}

static bool take_list(struct simmac_fde *call, const struct vouch_plist *root)
{
	struct simmac_mac *mac = call->mac;

	call->certificate_data = vouch_plist_get(root, "Certificate") != NULL;
	call->has_key_path |= vouch_plist_get(root, "KeychainPath") != NULL;
	call->name = vouch_plist_string(&mac->arena, vouch_plist_get(root, "Username"));
	return vouch_plist_kind(root) == VOUCH_PLIST_DICT &&
	       take_password(mac, root, &call->password, &call->has_password) &&
	       take_people(call, vouch_plist_get(root, "AdditionalUsers"));
}

static bool read_all(struct simmac_heard *heard, struct vouch_buf *out)
{
	char block[4096];
	ssize_t got;

	while (out->length <= INPUT_MAX) {
		got = read(STDIN_FILENO, block, sizeof block);
		if (got < 0 && errno == EINTR)
			continue;
		if (got > 0)
			vouch_buf_add(out, block, (size_t)got);
		if (got > 0)
			simmac_heard_add(heard, block, (size_t)got);
		vouch_wipe(block, sizeof block);
		if (got <= 0)
			return got == 0;
	}
	return false;
}

bool simmac_fde_read_input(struct simmac_fde *call)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = NULL;
	struct vouch_buf bytes = {0};
	struct vouch_err err = {0};
	bool good = read_all(&call->mac->heard, &bytes);

	good = good && vouch_plist_parse(bytes.bytes, bytes.length, INPUT_MAX, &root, &err) == 0 &&
	       take_list(call, root);
	if (bytes.length > 0)
		vouch_wipe(bytes.bytes, bytes.length);
	vouch_buf_release(&bytes);
	if (good && call->verbose)
		fputs("fdesetup: auth info dictionary path = stdin\n", stderr);
	if (!good)
		fputs("Error: Unable to parse the input dictionary.\n", stderr);
	return good;
}

/* --- prompts -----------------------------------------------------------------------------------
 */

void simmac_fde_ask_user(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;

	if (call->user)
		call->name = call->user;
	if (!call->name || call->prompts) {
		VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret name = {0};

		(void)simmac_input_ask(&call->mac->heard, "Enter the user name:", true,
			&name); /* none: an empty one */
		call->name = vouch_arena_text_n(&mac->arena, name.bytes, name.length);
	}
	if (call->has_password && !call->prompts)
		return;
	call->has_password = simmac_input_ask(&call->mac->heard,
		vouch_arena_printf(&mac->arena, "Enter the password for user '%s':", call->name),
		false, &call->password);
}

void simmac_fde_ask_key(struct simmac_fde *call)
{
	if (!call->has_password)
		call->has_password = simmac_input_ask(&call->mac->heard,
			"Enter a password for '/', or the recovery key:", false, &call->password);
}

void simmac_fde_ask_added(struct simmac_fde *call, struct simmac_fde_person *person)
{
	if (!person->has_password)
		person->has_password = simmac_input_ask(&call->mac->heard,
			vouch_arena_printf(&call->mac->arena,
				"Enter the password for the added user '%s':", person->name),
			false, &person->password);
}
