/* security_verbs.c – what security does with keychains: made, listed, locked, unlocked, deleted. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "hash.h"
#include "input.h"
#include "security.h"

struct words {
	struct simmac_security call;
	struct vouch_secret secret; /* of -p */
	bool has_secret, sets;      /* -s: what follows is set */
	char **names;
	int count;
};

static int create(struct words *words)
{
	struct simmac_security *call = &words->call;
	struct simmac_hash hash;
	int i, status = 0;

	if (words->count == 0)
		return SIMMAC_SECURITY_USAGE;
	for (i = 0; i < words->count && status == 0; i++) {
		call->keychain = words->names[i];
		if (access(simmac_keychain_path(call, call->keychain), F_OK) == 0) {
			fprintf(stderr,
				"security: SecKeychainCreate %s: A keychain with the same name "
				"already exists.\n",
				call->keychain);
			return SIMMAC_SECURITY_EXISTS;
		}
		if (simmac_hash_make(&words->secret, call->mac->settings.iterations, &hash,
			    &call->mac->err) < 0)
			return simmac_mac_failed(call->mac);
		vouch_plist_release(&call->file);
		call->file = vouch_plist_new_dict();
		vouch_plist_set(call->file, "items", vouch_plist_new_array());
		vouch_plist_set(call->file, "password", simmac_hash_to_plist(&hash));
		status = simmac_keychain_save(call);
	}
	return status;
}

static int unlock(struct words *words)
{
	struct simmac_security *call = &words->call;
	struct simmac_mac *mac = call->mac;
	struct simmac_hash hash;
	bool matches = true;
	int status = simmac_keychain_load(call);

	if (status != 0)
		return status;
	hash = simmac_hash_from_plist(&mac->arena, vouch_plist_get(call->file, "password"));
	if (hash.set && simmac_hash_check(&hash, &words->secret, &matches, &mac->err) < 0)
		return simmac_mac_failed(mac);
	if (!matches) {
		fprintf(stderr,
			"security: SecKeychainUnlock %s: The user name or passphrase you entered "
			"is "
			"not correct.\n",
			call->keychain ? call->keychain : "<default>");
		return SIMMAC_SECURITY_WRONG_PASSWORD;
	}
	vouch_plist_set(call->file, "locked", vouch_plist_new_boolean(false));
	return simmac_keychain_save(call);
}

static int lock(struct words *words)
{
	int status = simmac_keychain_load(&words->call);

	if (status != 0)
		return status;
	vouch_plist_set(words->call.file, "locked", vouch_plist_new_boolean(true));
	return simmac_keychain_save(&words->call);
}

static int show(struct words *words)
{
	int status = simmac_keychain_load(&words->call);

	if (status == 0)
		fprintf(stderr, "Keychain \"%s\" no-timeout\n",
			words->call.keychain ? words->call.keychain : "<NULL>");
	return status;
}

static int delete (struct words *words)
{
	struct simmac_security *call = &words->call;
	const char *path = simmac_keychain_path(call, call->keychain);

	if (words->count == 0)
		return SIMMAC_SECURITY_USAGE;
	if (access(path, F_OK) < 0)
		return simmac_keychain_missing(call->keychain);
	if (unlink(path) < 0) {
		fprintf(stderr, "security: %s: %s\n", call->keychain, strerror(errno));
		return 1;
	}
	simmac_mac_changed(call->mac, "removed", path);
	return 0;
}

static void print_path(const char *path)
{
	printf("    \"%s\"\n", path);
}

static int list(struct words *words)
{
	struct simmac_mac *mac = words->call.mac;
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *lists = simmac_keychain_lists(mac);
	struct vouch_plist *own = vouch_plist_get(lists, mac->caller), *search;
	size_t i;
	int n;

	if (words->sets) {
		search = vouch_plist_new_array();
		for (n = 0; n < words->count; n++)
			vouch_plist_append(search, vouch_plist_new_string(simmac_keychain_told_path(
							   mac, words->names[n])));
		vouch_plist_set(own, "search", search);
		return simmac_keychain_save_lists(mac, lists);
	}
	if (words->count > 0)
		return SIMMAC_SECURITY_USAGE;
	search = vouch_plist_get(own, "search");
	for (i = 0; i < vouch_plist_count(search); i++) {
		const char *path = vouch_plist_string(&mac->arena, vouch_plist_item(search, i));

		print_path(path ? path : "");
	}
	if (!search && !simmac_mac_is_root(mac))
		print_path(simmac_keychain_told_path(mac, "login.keychain"));
	print_path("/Library/Keychains/System.keychain");
	return 0;
}

static int choose(struct words *words)
{
	struct simmac_mac *mac = words->call.mac;
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *lists = simmac_keychain_lists(mac);

	if (!words->sets && words->count == 0) {
		print_path(simmac_keychain_default(mac));
		return 0;
	}
	if (!words->sets || words->count != 1)
		return SIMMAC_SECURITY_USAGE;
	vouch_plist_set(vouch_plist_get(lists, mac->caller), "default",
		vouch_plist_new_string(simmac_keychain_told_path(mac, words->names[0])));
	return simmac_keychain_save_lists(mac, lists);
}

static int login_keychain(struct words *words)
{
	if (words->sets || words->count > 0)
		return SIMMAC_SECURITY_USAGE;
	print_path(simmac_keychain_told_path(words->call.mac, "login.keychain"));
	return 0;
}

static const struct {
	const char *name, *options, *usage;
	bool asks; /* for a password that stands in no word */
	int (*run)(struct words *words);
} verbs[] = {
	{"create-keychain", "+p:P", "[-p password] keychains...", true, create},
	{"delete-keychain", "+", "keychain", false, delete},
	{"unlock-keychain", "+p:u", "[-u] [-p password] [keychain]", true, unlock},
	{"lock-keychain", "+a", "[-a | keychain]", false, lock},
	{"show-keychain-info", "+", "[keychain]", false, show},
	{"list-keychains", "+d:s", "[-d user|system|common|dynamic] [-s [keychain...]]", false,
		list},
	{"default-keychain", "+d:s", "[-d user|system|common|dynamic] [-s keychain]", false,
		choose},
	{"login-keychain", "+d:s", "[-d user|system|common|dynamic]", false, login_keychain},
};

static bool take_words(struct words *words, const char *options, int argc, char **argv)
{
	int option;

	opterr = 0;
	optind = 1;
	while ((option = getopt(argc, argv, options)) != -1) {
		if (option == '?')
			return false;
		if (option == 'p') {
			if (vouch_secret_set(&words->secret, optarg, strlen(optarg),
				    &words->call.mac->err) < 0)
				return false;
			words->has_secret = true;
		}
		words->sets |= option == 's';
	}
	words->names = argv + optind;
	words->count = argc - optind;
	for (option = 0; option < words->count; option++)
		if (!vouch_text_is_utf8(words->names[option], strlen(words->names[option])) ||
			!*words->names[option])
			return false;
	if (words->count > 0)
		words->call.keychain = words->names[0];
	return true;
}

static int run(struct words *words, size_t v, int argc, char **argv)
{
	struct simmac_mac *mac = words->call.mac;
	int status = SIMMAC_SECURITY_USAGE;

	if (take_words(words, verbs[v].options, argc, argv)) {
		if (verbs[v].asks && !words->has_secret &&
			!simmac_input_prompt(&mac->heard,
				vouch_arena_printf(&mac->arena, "password for %s: ",
					words->call.keychain ? words->call.keychain : "default"),
				&words->secret))
			return 1;
		if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
			return simmac_mac_failed(mac);
		status = verbs[v].run(words);
	}
	if (status == SIMMAC_SECURITY_USAGE)
		fprintf(stderr, "Usage: %s %s\n", verbs[v].name, verbs[v].usage);
	return status;
}

int simmac_keychain_verb(struct simmac_mac *mac, int argc, char **argv)
{
	struct words words = {.call = {.mac = mac}};
	size_t v;
	int status;

	for (v = 0; argc > 1 && v < sizeof verbs / sizeof *verbs; v++)
		if (strcmp(verbs[v].name, argv[1]) == 0)
			break;
	if (argc < 2 || v == sizeof verbs / sizeof *verbs)
		return -1;
	status = run(&words, v, argc - 1, argv + 1);
	vouch_plist_release(&words.call.file);
	vouch_secret_release(&words.secret);
	return status;
}
