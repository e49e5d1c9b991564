/* tool_security.c – security: generic passwords in a keychain. What is neither about them nor about
 * keychains (security_verbs.c) is refused by name. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "input.h"
#include "security.h"
#include "tools.h"
#include "words.h"

static bool matches(struct simmac_security *call, const struct vouch_plist *item)
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
static size_t find(struct simmac_security *call)
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
	return SIMMAC_SECURITY_NO_ITEM;
}

static int add(struct simmac_security *call)
{
	struct vouch_plist *item;
	size_t place = find(call), count = vouch_plist_count(call->items);

	if (place < count && !call->updates) {
		fputs("security: SecKeychainItemCreateFromContent (<default>): The specified item "
		      "already exists in the keychain.\n",
			stderr);
		return SIMMAC_SECURITY_ITEM_EXISTS;
	}
	item = vouch_plist_new_dict();
	vouch_plist_set(item, "acct", vouch_plist_new_string(call->account));
	vouch_plist_set(item, "svce", vouch_plist_new_string(call->service));
	vouch_plist_set(
		item, "labl", vouch_plist_new_string(call->label ? call->label : call->service));
	vouch_plist_set(item, "data", vouch_plist_new_string(call->password ? call->password : ""));
	if (call->names_trusted && !call->trusts_itself)
		vouch_plist_set(item, "asks", vouch_plist_new_boolean(true));
	if (place < count)
		vouch_plist_replace_item(call->items, place, item);
	else
		vouch_plist_append(call->items, item);
	return simmac_keychain_save(call);
}

static void print_item(struct simmac_security *call, const struct vouch_plist *item)
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

/* FACTS K1 */
static int no_interaction(void)
{
	fputs("security: SecKeychainItemCopyContent: User interaction is not allowed.\n", stderr);
	return SIMMAC_SECURITY_NO_INTERACTION;
}

/* FACTS K2 */
static void print_password(const char *password)
{
	const char *at = password;

	while (*at >= ' ' && *at <= '~')
		at++;
	if (*at == '\0') {
		puts(password);
		return;
	}
	for (at = password; *at; at++)
		printf("%02x", (unsigned char)*at);
	putchar('\n');
}

static int find_password(struct simmac_security *call)
{
	size_t place = find(call);
	const struct vouch_plist *item = vouch_plist_item(call->items, place);
	const char *password;

	if (!item)
		return not_found();
	/* Nobody sits at the screen of a simulated Mac to let a program have it. */
	if ((call->shows_password || call->shows_all) && vouch_plist_get(item, "asks"))
		return no_interaction();
	password = vouch_plist_string(&call->mac->arena, vouch_plist_get(item, "data"));
	if (call->shows_password) {
		print_password(password ? password : "");
		return 0;
	}
	print_item(call, item);
	(void)fflush(stdout);
	if (call->shows_all)
		fprintf(stderr, "password: \"%s\"\n", password ? password : "");
	return 0;
}

static int delete_password(struct simmac_security *call)
{
	size_t place = find(call);

	if (place == vouch_plist_count(call->items))
		return not_found();
	print_item(call, vouch_plist_item(call->items, place));
	vouch_plist_remove_item(call->items, place);
	puts("password has been deleted.");
	return simmac_keychain_save(call);
}

static const struct verb {
	const char *name;
	bool makes;
	int (*run)(struct simmac_security *call);
} verbs[] = {{"add-generic-password", true, add}, {"find-generic-password", false, find_password},
	{"delete-generic-password", false, delete_password}};

/* add takes a password behind -w, or asks where nothing follows; find shows one. */
static bool take_words(struct simmac_security *call, bool makes, int argc, char **argv)
{
	int option;

	if (makes && argc > 1 && strcmp(argv[argc - 1], "-w") == 0) {
		call->asks = true;
		argc--;
	}
	opterr = 0;
	optind = 1;
	while ((option = getopt(argc, argv,
			makes ? "+a:s:l:w:D:j:C:G:c:T:UA" : "+a:s:l:wgD:j:C:G:c:")) != -1) {
		switch (option) {
		case 'a': call->account = optarg; break;
		case 's': call->service = optarg; break;
		case 'l': call->label = optarg; break;
		case 'U': call->updates = true; break;
		case 'A': call->trusts_itself = true; break; /* everybody is trusted */
		case 'T':
			call->names_trusted = true;
			call->trusts_itself |= strcmp(optarg, "/usr/bin/security") == 0;
			break;
		case 'g': call->shows_all = true; break;
		case 'w':
			call->shows_password = true;
			call->password = makes ? optarg : NULL;
			break;
		case '?': return false;
		default: break; /* what it is called: nobody here asks */
		}
	}
	if (optind < argc)
		call->keychain = argv[optind++];
	return optind == argc && (!makes || (call->account && call->service)) &&
	       (!call->keychain || *call->keychain);
}

static bool are_text(const struct simmac_security *call)
{
	const char *words[] = {
		call->account, call->service, call->label, call->password, call->keychain};
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i] && !vouch_text_is_utf8(words[i], strlen(words[i])))
			return false;
	return true;
}

static int run(struct simmac_security *call, const struct verb *verb)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret typed = {0};
	struct simmac_mac *mac = call->mac;
	int status;

	if (call->asks) {
		if (!simmac_input_prompt(&mac->heard, "password data for new item: ", &typed))
			return SIMMAC_SECURITY_USAGE;
		call->password = vouch_arena_text_n(
			&mac->arena, typed.length ? typed.bytes : "", typed.length);
		if (!are_text(call))
			return SIMMAC_SECURITY_USAGE;
	}
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	status = simmac_keychain_load(call);
	if (status == 0 && simmac_keychain_is_locked(call) &&
		(verb->makes || call->shows_password || call->shows_all))
		return no_interaction();
	return status == 0 ? verb->run(call) : status;
}

static int one(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_security call = {.mac = mac};
	int status = simmac_keychain_verb(mac, argc, argv);
	size_t v;

	if (status >= 0)
		return status;
	for (v = 0; argc > 1 && v < sizeof verbs / sizeof *verbs; v++)
		if (strcmp(verbs[v].name, argv[1]) == 0)
			break;
	if (argc < 2 || v == sizeof verbs / sizeof *verbs) {
		fprintf(stderr,
			"security: %s: the simulated Mac knows generic passwords (add-, find-, "
			"delete-generic-password) and their keychains\n",
			argc > 1 ? argv[1] : "no command");
		return SIMMAC_SECURITY_USAGE;
	}
	if (!take_words(&call, verbs[v].makes, argc - 1, argv + 1) || !are_text(&call)) {
		fprintf(stderr, "Usage: %s [-a account] [-s service] [-l label] [-w] [keychain]\n",
			argv[1]);
		return SIMMAC_SECURITY_USAGE;
	}
	status = run(&call, &verbs[v]);
	vouch_plist_free(call.file);
	return status;
}

/* -i: a line is a command, so that a password stands in no argument of a program. Ends as the last
 * one that failed. */
static int interactive(struct simmac_mac *mac)
{
	struct simmac_words words;
	int status = 0;

	for (;;) {
		VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret line = {0};
		int result;

		printf("security> ");
		(void)fflush(stdout);
		if (!simmac_input_line(&mac->heard, &line))
			break;
		words = (struct simmac_words){NULL, 0, 0};
		*VOUCH_PUSH(&mac->arena, &words) = vouch_arena_text(&mac->arena, "security");
		simmac_words_split(&mac->arena, line.bytes ? line.bytes : "", &words);
		if (words.count > 1 && (strcmp(words.items[1], "quit") == 0 ||
					       strcmp(words.items[1], "exit") == 0))
			break;
		if (words.count < 2)
			continue;
		result = one(mac, (int)words.count, words.items);
		simmac_mac_unlock(mac);
		status = result ? result : status;
	}
	printf("\n");
	return status;
}

int simmac_security(struct simmac_mac *mac, int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "-i") == 0)
		return interactive(mac);
	return one(mac, argc, argv);
}
