/* security_keychain.c – keychains themselves: made, listed, locked, unlocked, deleted. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "hash.h"
#include "input.h"
#include "list_file.h"
#include "record.h"
#include "security.h"

static const char *home_of_caller(struct simmac_mac *mac)
{
	SIMMAC_RECORD user = {0};

	if (!simmac_mac_is_root(mac) &&
		simmac_record_find(mac, SIMMAC_USERS, mac->caller, &user) == 1 &&
		simmac_record_count(&user, "home") > 0)
		return simmac_record_first(mac, &user, "home");
	return "/private/var/root";
}

/* {search: […], default: …} of the caller. */
static struct vouch_plist *load_lists(struct simmac_mac *mac)
{
	struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(mac, simmac_mac_store(mac, "keychains.plist"), &bytes) == 0)
		list = simmac_list_parse(&bytes, &form, &mac->err);
	if (list && vouch_plist_kind(list) != VOUCH_PLIST_DICT)
		vouch_plist_release(&list);
	if (!list)
		list = vouch_plist_new_dict();
	if (vouch_plist_kind(vouch_plist_get(list, mac->caller)) != VOUCH_PLIST_DICT)
		vouch_plist_set(list, mac->caller, vouch_plist_new_dict());
	return list;
}

static int save_lists(struct simmac_mac *mac, const struct vouch_plist *list)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};

	vouch_plist_write_binary(list, &bytes);
	return simmac_mac_replace(mac, simmac_mac_store(mac, "keychains.plist"), 0600, bytes.bytes,
		       bytes.length) < 0
		       ? simmac_mac_failed(mac)
		       : 0;
}

/* As the Mac tells it: a bare name is one of the caller's own keychains. */
static const char *told_path(struct simmac_mac *mac, const char *name)
{
	if (strchr(name, '/'))
		return name;
	return vouch_arena_printf(&mac->arena, "%s/Library/Keychains/%s%s", home_of_caller(mac),
		name, vouch_text_ends(name, ".keychain") ? "-db" : "");
}

static const char *default_path(struct simmac_mac *mac)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *lists = load_lists(mac);
	const char *chosen = vouch_plist_string(
		&mac->arena, vouch_plist_get(vouch_plist_get(lists, mac->caller), "default"));

	if (chosen)
		return chosen;
	return simmac_mac_is_root(mac) ? "/Library/Keychains/System.keychain"
				       : told_path(mac, "login.keychain");
}

const char *simmac_keychain_path(struct simmac_security *call, const char *name)
{
	struct simmac_mac *mac = call->mac;

	name = name ? told_path(mac, name) : default_path(mac);
	/* Apple's own is sealed to others by its format; here it lies in the store. */
	if (strcmp(name, "/Library/Keychains/System.keychain") == 0)
		return simmac_mac_store(mac, "System.keychain");
	if (vouch_text_starts(name, home_of_caller(mac)))
		return simmac_mac_path(mac, name);
	return simmac_list_path(mac, name);
}

static int no_keychain(const char *name)
{
	fprintf(stderr, "security: %s: The specified keychain could not be found.\n",
		name ? name : "<default>");
	return SIMMAC_SECURITY_NO_KEYCHAIN;
}

/* Those that every account has are made when they are first wanted. */
int simmac_keychain_load(struct simmac_security *call)
{
	struct vouch_bytes bytes;
	enum simmac_list_form form;
	const char *path = simmac_keychain_path(call, call->keychain);
	bool own = vouch_text_ends(path, "/login.keychain-db") ||
		   vouch_text_ends(path, "/System.keychain");

	if (access(path, F_OK) < 0 && !own)
		return no_keychain(call->keychain);
	if (simmac_list_read_bytes(call->mac, path, &bytes) == 0) {
		call->file = simmac_list_parse(&bytes, &form, &call->mac->err);
	} else {
		call->file = vouch_plist_new_dict();
		vouch_plist_set(call->file, "items", vouch_plist_new_array());
	}
	call->items = vouch_plist_get(call->file, "items");
	if (vouch_plist_kind(call->items) == VOUCH_PLIST_ARRAY)
		return 0;
	fputs("security: the keychain is none that the simulated Mac made\n", stderr);
	return 1;
}

/* The folder of an account's keychains comes with the first of them. */
static int make_folder(const char *path)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf folder = {0};
	const char *mark = strstr(path, "/Library/Keychains/");
	size_t top;

	if (!mark)
		return 0;
	top = (size_t)(mark - path) + strlen("/Library");
	vouch_buf_add(&folder, path, top);
	if (mkdir(vouch_buf_get(&folder), 0700) < 0 && errno != EEXIST)
		return -1;
	vouch_buf_add(&folder, path + top, strlen("/Keychains"));
	return mkdir(vouch_buf_get(&folder), 0700) < 0 && errno != EEXIST ? -1 : 0;
}

int simmac_keychain_save(struct simmac_security *call)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	const char *path = simmac_keychain_path(call, call->keychain);

	vouch_plist_write_binary(call->file, &bytes);
	if (make_folder(path) < 0 ||
		simmac_mac_replace(call->mac, path, 0600, bytes.bytes, bytes.length) < 0) {
		fprintf(stderr, "security: %s: it cannot be written\n",
			call->keychain ? call->keychain : "<default>");
		return 1;
	}
	return 0;
}

bool simmac_keychain_is_locked(const struct simmac_security *call)
{
	bool locked = false;

	(void)vouch_plist_boolean(vouch_plist_get(call->file, "locked"), &locked);
	return locked;
}

/* -- The verbs -----------------------------------------------------------------------------------
 */

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
		return no_keychain(call->keychain);
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
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *lists = load_lists(mac);
	struct vouch_plist *own = vouch_plist_get(lists, mac->caller), *search;
	size_t i;
	int n;

	if (words->sets) {
		search = vouch_plist_new_array();
		for (n = 0; n < words->count; n++)
			vouch_plist_append(
				search, vouch_plist_new_string(told_path(mac, words->names[n])));
		vouch_plist_set(own, "search", search);
		return save_lists(mac, lists);
	}
	if (words->count > 0)
		return SIMMAC_SECURITY_USAGE;
	search = vouch_plist_get(own, "search");
	for (i = 0; i < vouch_plist_count(search); i++) {
		const char *path = vouch_plist_string(&mac->arena, vouch_plist_item(search, i));

		print_path(path ? path : "");
	}
	if (!search && !simmac_mac_is_root(mac))
		print_path(told_path(mac, "login.keychain"));
	print_path("/Library/Keychains/System.keychain");
	return 0;
}

static int choose(struct words *words)
{
	struct simmac_mac *mac = words->call.mac;
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *lists = load_lists(mac);

	if (!words->sets && words->count == 0) {
		print_path(default_path(mac));
		return 0;
	}
	if (!words->sets || words->count != 1)
		return SIMMAC_SECURITY_USAGE;
	vouch_plist_set(vouch_plist_get(lists, mac->caller), "default",
		vouch_plist_new_string(told_path(mac, words->names[0])));
	return save_lists(mac, lists);
}

static int login_keychain(struct words *words)
{
	if (words->sets || words->count > 0)
		return SIMMAC_SECURITY_USAGE;
	print_path(told_path(words->call.mac, "login.keychain"));
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
