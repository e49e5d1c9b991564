/* tool_security.c – security: generic passwords in a keychain, which here is a property list that
 * its owner alone can read. Everything else is refused by name. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "input.h"
#include "list_file.h"
#include "record.h"
#include "tools.h"

/* What security ends with: errSecItemNotFound, errSecDuplicateItem modulo 256; a word it does not
 * know. */
enum { ITEM_NOT_FOUND = 44, DUPLICATE_ITEM = 45, EXIT_USAGE = 2 };

struct call {
	struct simmac_mac *mac;
	const char *account, *service, *label, *password, *keychain;
	bool asks, updates, shows_password, shows_all;
	struct vouch_plist *items;
};

static const char *keychain_path(struct call *call)
{
	struct simmac_mac *mac = call->mac;
	const char *home = "/private/var/root";
	SIMMAC_RECORD user = {0};

	if (call->keychain)
		return simmac_list_path(mac, call->keychain);
	if (simmac_mac_is_root(mac))
		return simmac_mac_store(mac, "System.keychain");
	if (simmac_record_find(mac, SIMMAC_USERS, mac->caller, &user) == 1 &&
		simmac_record_count(&user, "home") > 0)
		home = simmac_record_first(mac, &user, "home");
	return simmac_mac_path(mac, vouch_arena_printf(&mac->arena, "%s/login.keychain-db", home));
}

/* An absent keychain is an empty one; one that is no list is broken. */
static bool load(struct call *call)
{
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(call->mac, keychain_path(call), &bytes) == 0)
		call->items = simmac_list_parse(&bytes, &form, &call->mac->err);
	else
		call->items = vouch_plist_new_array();
	return vouch_plist_kind(call->items) == VOUCH_PLIST_ARRAY;
}

static int save(struct call *call)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};

	vouch_plist_write_binary(call->items, &bytes);
	return simmac_mac_replace(call->mac, keychain_path(call), 0600, bytes.bytes, bytes.length) <
			       0
		       ? simmac_mac_failed(call->mac)
		       : 0;
}

static bool matches(struct call *call, const struct vouch_plist *item)
{
	const struct {
		const char *key, *wanted;
	} parts[] = {{"acct", call->account}, {"svce", call->service}, {"labl", call->label}};
	size_t i;

	for (i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].wanted &&
			!vouch_text_equal(vouch_plist_string(&call->mac->arena,
						  vouch_plist_get(item, parts[i].key)),
				parts[i].wanted))
			return false;
	return true;
}

/* The place of the first that matches; the count where none does. */
static size_t find(struct call *call)
{
	size_t i, count = vouch_plist_count(call->items);

	for (i = 0; i < count; i++)
		if (matches(call, vouch_plist_item(call->items, i)))
			break;
	return i;
}

static int not_found(void)
{
	fputs("security: SecKeychainSearchCopyNext: The specified item could not be found in the "
	      "keychain.\n",
		stderr);
	return ITEM_NOT_FOUND;
}

static int add(struct call *call)
{
	struct vouch_plist *item;
	size_t place = find(call), count = vouch_plist_count(call->items);

	if (place < count && !call->updates) {
		fputs("security: SecKeychainItemCreateFromContent (<default>): The specified item "
		      "already exists in the keychain.\n",
			stderr);
		return DUPLICATE_ITEM;
	}
	item = vouch_plist_new_dict();
	vouch_plist_set(item, "acct", vouch_plist_new_string(call->account));
	vouch_plist_set(item, "svce", vouch_plist_new_string(call->service));
	vouch_plist_set(
		item, "labl", vouch_plist_new_string(call->label ? call->label : call->service));
	vouch_plist_set(item, "data", vouch_plist_new_string(call->password ? call->password : ""));
	if (place < count)
		vouch_plist_replace_item(call->items, place, item);
	else
		vouch_plist_append(call->items, item);
	return save(call);
}

static void print_item(struct call *call, const struct vouch_plist *item)
{
	struct vouch_arena *arena = &call->mac->arena;

	printf("keychain: \"%s\"\nversion: 512\nclass: \"genp\"\nattributes:\n",
		call->keychain ? call->keychain : "/Library/Keychains/System.keychain");
	printf("    0x00000007 <blob>=\"%s\"\n",
		vouch_plist_string(arena, vouch_plist_get(item, "labl")));
	printf("    \"acct\"<blob>=\"%s\"\n",
		vouch_plist_string(arena, vouch_plist_get(item, "acct")));
	printf("    \"svce\"<blob>=\"%s\"\n",
		vouch_plist_string(arena, vouch_plist_get(item, "svce")));
}

static int find_password(struct call *call)
{
	size_t place = find(call);
	const struct vouch_plist *item = vouch_plist_item(call->items, place);
	const char *password;

	if (!item)
		return not_found();
	password = vouch_plist_string(&call->mac->arena, vouch_plist_get(item, "data"));
	if (call->shows_password) {
		printf("%s\n", password ? password : "");
		return 0;
	}
	print_item(call, item);
	(void)fflush(stdout);
	if (call->shows_all)
		fprintf(stderr, "password: \"%s\"\n", password ? password : "");
	return 0;
}

static int delete_password(struct call *call)
{
	size_t place = find(call);

	if (place == vouch_plist_count(call->items))
		return not_found();
	print_item(call, vouch_plist_item(call->items, place));
	vouch_plist_remove_item(call->items, place);
	puts("password has been deleted.");
	return save(call);
}

static const struct {
	const char *name;
	bool makes;
	int (*run)(struct call *call);
} verbs[] = {{"add-generic-password", true, add}, {"find-generic-password", false, find_password},
	{"delete-generic-password", false, delete_password}};

/* add takes a password behind -w, find shows one. */
static bool take_words(struct call *call, bool makes, int argc, char **argv)
{
	int i;

	for (i = 2; i < argc && argv[i][0] == '-' && argv[i][1] && !argv[i][2]; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;
		const char **place = argv[i][1] == 'a'   ? &call->account
				     : argv[i][1] == 's' ? &call->service
				     : argv[i][1] == 'l' ? &call->label
							 : NULL;

		if (argv[i][1] == 'w' && makes) {
			call->asks = !value;
			place = value ? &call->password : NULL;
			if (!value)
				continue;
		} else if (argv[i][1] == 'w' || argv[i][1] == 'g') {
			call->shows_password = argv[i][1] == 'w';
			call->shows_all = argv[i][1] == 'g';
			continue;
		} else if (argv[i][1] == 'U' || argv[i][1] == 'A') {
			call->updates |= argv[i][1] == 'U';
			continue;
		} else if (strchr("TDjCGc", argv[i][1]) && value) {
			i++; /* whom it trusts and what it is called: nobody here asks */
			continue;
		}
		if (!place || !value)
			return false;
		*place = value;
		i++;
	}
	if (i < argc)
		call->keychain = argv[i++];
	return i == argc && (!makes || (call->account && call->service));
}

static bool are_text(const struct call *call)
{
	const char *words[] = {call->account, call->service, call->label, call->password};
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i] && !vouch_text_is_utf8(words[i], strlen(words[i])))
			return false;
	return true;
}

int simmac_security(struct simmac_mac *mac, int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret typed = {0};
	struct call call = {.mac = mac};
	size_t v;
	int status;

	for (v = 0; argc > 1 && v < sizeof verbs / sizeof *verbs; v++)
		if (strcmp(verbs[v].name, argv[1]) == 0)
			break;
	if (argc < 2 || v == sizeof verbs / sizeof *verbs) {
		fprintf(stderr,
			"security: %s: the simulated Mac knows add-, find- and "
			"delete-generic-password\n",
			argc > 1 ? argv[1] : "no command");
		return EXIT_USAGE;
	}
	if (!take_words(&call, verbs[v].makes, argc, argv) || !are_text(&call)) {
		fprintf(stderr, "Usage: %s [-a account] [-s service] [-l label] [-w] [keychain]\n",
			argv[1]);
		return EXIT_USAGE;
	}
	if (call.asks) {
		if (!simmac_input_prompt(&mac->heard, "password data for new item: ", &typed))
			return EXIT_USAGE;
		call.password = vouch_arena_text_n(
			&mac->arena, typed.length ? typed.bytes : "", typed.length);
		if (!are_text(&call))
			return EXIT_USAGE;
	}
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	if (load(&call)) {
		status = verbs[v].run(&call);
	} else {
		fputs("security: the keychain is none that the simulated Mac made\n", stderr);
		status = 1;
	}
	vouch_plist_free(call.items);
	return status;
}
