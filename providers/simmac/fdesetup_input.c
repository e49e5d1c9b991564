/* fdesetup_input.c – options of fdesetup, its property list on standard input, and its prompts.
 * FACTS 4.2, 4.3 */
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

/* --- options ---------------------------------------------------------------------------------- */

static bool take_flag(struct simmac_fde *call, const char *word)
{
	const struct {
		const char *word;
		bool *place;
	} flags[] = {
		{"-inputplist", &call->input_plist},
		{"-i", &call->input_plist},
		{"-outputplist", &call->output_plist},
		{"-personal", &call->personal},
		{"-institutional", &call->institutional},
		{"-norecoverykey", &call->no_recovery_key},
		{"-extended", &call->extended},
		{"-verbose", &call->verbose},
		{"-keychain", &call->keychain},
	};
	size_t i;

	for (i = 0; i < sizeof flags / sizeof *flags; i++)
		if (strcmp(flags[i].word, word) == 0) {
			*flags[i].place = true;
			return true;
		}
	return false;
}

/* Taken and of no consequence here. */
static bool is_idle(const char *word)
{
	static const char *const idle[] = {"-forcerestart", "-authrestart", "-dontaskatlogout",
		"-prompt", "-offline", "-showrecoverykey"};
	size_t i;

	for (i = 0; i < sizeof idle / sizeof *idle; i++)
		if (strcmp(idle[i], word) == 0)
			return true;
	return false;
}

static bool take_value(struct simmac_fde *call, const char *word, const char *value)
{
	const char *ignored = NULL;
	const struct {
		const char *word;
		const char **place;
	} options[] = {
		{"-user", &call->user},
		{"-uuid", &call->uuid},
		{"-defer", &call->defer},
		{"-forceatlogin", &ignored},
		{"-delayminutes", &ignored},
		{"-certificate", &call->certificate},
	};
	struct simmac_fde_person *person;
	size_t i;

	if (strcmp(word, "-usertoadd") == 0) {
		person = VOUCH_PUSH(&call->mac->arena, &call->people);
		*person = (struct simmac_fde_person){.name = value};
		return true;
	}
	for (i = 0; i < sizeof options / sizeof *options; i++)
		if (strcmp(options[i].word, word) == 0) {
			*options[i].place = value;
			return true;
		}
	return false;
}

const char *simmac_fde_parse(struct simmac_fde *call, int argc, char **argv)
{
	int i;

	for (i = 2; i < argc; i++) {
		if (take_flag(call, argv[i]) || is_idle(argv[i]))
			continue;
		if (i + 1 == argc || !take_value(call, argv[i], argv[i + 1]))
			return argv[i];
		i++;
	}
	return NULL;
}

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
	if (!call->name) {
		VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret name = {0};

		(void)simmac_input_ask(&call->mac->heard, "Enter the user name:", true,
			&name); /* none: an empty one */
		call->name = vouch_arena_text_n(&mac->arena, name.bytes, name.length);
	}
	if (call->has_password)
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
