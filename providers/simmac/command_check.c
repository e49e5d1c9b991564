/* command_check.c – `simmac check`: is the Mac as a description says? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "check.h"
#include "command.h"
#include "description.h"
#include "groups.h"
#include "input.h"
#include "physics.h"

enum { EXIT_DIFFERS = 1, EXIT_BAD_DESCRIPTION = 65 };

static const char usage[] =
	"usage: simmac check DIR --expect FILE\n"
	"\n"
	"FILE has the form that `simmac create --from` reads. Only what it says is compared; where "
	"an\n"
	"account has `password: \"-\"`, the next line of standard input must be its password. "
	"Besides:\n"
	"`token: false`, `groups: crew, staff` (at least these), and `absent: NAME` in place of "
	"`user`.\n"
	"Ends with 0: it is so; 1: it differs, one line each on standard output.\n";

struct check {
	struct simmac_mac *mac;
	const char *name;          /* of the account that is looked at, or NULL */
	struct simmac_record user; /* without a list: there is none */
	size_t compared, differs;
	bool unknown; /* the description says what cannot be compared */
};

static void differ(struct check *check, const char *key, const char *is, const char *expected)
{
	struct vouch_arena *arena = &check->mac->arena;

	check->differs++;
	if (check->name)
		printf("account %s: ", vouch_text_escaped(arena, check->name));
	printf("%s is %s, expected %s\n", key, is ? vouch_text_escaped(arena, is) : "not there",
		vouch_text_escaped(arena, expected));
}

static void compare(struct check *check, const char *key, const char *is, const char *expected)
{
	check->compared++;
	if (strcmp(key, "uuid") == 0 ? !is || !vouch_text_equal_nocase(is, expected)
				     : !vouch_text_equal(is, expected))
		differ(check, key, is, expected);
}

static int check_password(struct check *check)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	bool matches = false;

	check->compared++;
	if (!simmac_input_line(NULL, &password)) {
		differ(check, "password", NULL, "the next line of standard input");
		return 0;
	}
	if (check->user.list &&
		simmac_password_matches(check->mac, &check->user, &password, &matches) < 0)
		return -1;
	if (!matches)
		differ(check, "password", "another one, or none", "the one given");
	return 0;
}

static int check_groups(struct check *check, const char *wanted)
{
	const char *at = wanted;

	while (*(at += strspn(at, ", "))) {
		size_t length = strcspn(at, ", ");
		const char *group = vouch_arena_text_n(&check->mac->arena, at, length);
		bool found;
		int r = simmac_groups_member(check->mac, &check->user, group, &found);

		if (r < 0)
			return r;
		check->compared++;
		if (r == 0)
			differ(check, "groups", found ? "without it" : "without it (no such group)",
				group);
		at += length;
	}
	return 0;
}

/* admin, user, absent: the account that the following keys are about. */
static int begin_account(struct check *check, const char *as, const char *name)
{
	int r;

	simmac_record_release(&check->user);
	check->user = (struct simmac_record){0};
	check->name = name;
	check->compared++;
	r = simmac_record_find(check->mac, SIMMAC_USERS, name, &check->user);
	if (r < 0)
		return r;
	if (strcmp(as, "absent") == 0) {
		if (r == 1)
			differ(check, "it", "there", "absent");
		return 0;
	}
	if (r == 0)
		differ(check, "it", NULL, as);
	else if (simmac_is_admin(check->mac, &check->user) != (strcmp(as, "admin") == 0))
		differ(check, "it", as[0] == 'a' ? "user" : "admin", as);
	return 0;
}

static int check_account(struct check *check, const char *key, const char *expected)
{
	const struct simmac_account_fact *fact = simmac_account_facts;

	if (strcmp(key, "password") == 0)
		return check_password(check);
	if (strcmp(key, "groups") == 0)
		return check->user.list ? check_groups(check, expected) : 0;
	while (fact->key && strcmp(fact->key, key) != 0)
		fact++;
	if (!fact->key)
		check->unknown = true;
	else if (check->user.list)
		compare(check, key, fact->read(check->mac, &check->user), expected);
	return 0;
}

static void check_quirk(struct check *check, const char *setting)
{
	const char *equals = strchr(setting, '=');
	const char *name = vouch_arena_text_n(
		&check->mac->arena, setting, equals ? (size_t)(equals - setting) : strlen(setting));
	enum simmac_quirk quirk = simmac_quirk_find(name);

	if (!equals || quirk == SIMMAC_QUIRK_COUNT)
		check->unknown = true;
	else
		compare(check, name, simmac_quirk(check->mac, quirk) ? "on" : "off", equals + 1);
}

static int check_pair(struct check *check, const char *key, const char *expected)
{
	const struct simmac_machine_fact *fact = simmac_machine_facts;

	if (strcmp(key, "admin") == 0 || strcmp(key, "user") == 0 || strcmp(key, "absent") == 0)
		return begin_account(check, key, expected);
	if (check->name)
		return check_account(check, key, expected);
	if (strcmp(key, "quirk") == 0) {
		check_quirk(check, expected);
		return 0;
	}
	while (fact->key && strcmp(fact->key, key) != 0)
		fact++;
	if (!fact->key)
		check->unknown = true;
	else
		compare(check, key, fact->read(check->mac), expected);
	return 0;
}

static int check_words(struct check *check, const struct simmac_words *words, const char *from)
{
	size_t i;

	for (i = 0; i + 1 < words->count; i += 2) {
		const char *key = words->items[i] + strlen("--");

		if (check_pair(check, key, words->items[i + 1]) < 0)
			return simmac_mac_failed(check->mac);
		if (check->unknown) {
			fprintf(stderr,
				"simmac: --expect: %s: %s is nothing that can be compared\n", from,
				key);
			return EXIT_BAD_DESCRIPTION;
		}
	}
	printf("%zu compared, %zu different\n", check->compared, check->differs);
	return check->differs ? EXIT_DIFFERS : 0;
}

static int check_mac(const char *root, const char *from)
{
	struct simmac_mac mac;
	struct check check = {.mac = &mac};
	struct simmac_words words = {NULL, 0, 0};
	struct vouch_err err = {0};
	int status;

	if (simmac_mac_open(&mac, root) < 0 || simmac_mac_lock(&mac, SIMMAC_READ) < 0) {
		status = simmac_mac_failed(&mac);
	} else if (simmac_description_pairs(&mac.arena, from, &words, &err) < 0) {
		fprintf(stderr, "simmac: --expect: %s\n", err.msg);
		status = EXIT_BAD_DESCRIPTION;
	} else {
		status = check_words(&check, &words, from);
	}
	simmac_record_release(&check.user);
	simmac_mac_close(&mac);
	return status;
}

int simmac_command_check(int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_pointer_free) char *root = NULL;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(usage, stdout);
		return 0;
	}
	if (argc != 4 || strcmp(argv[2], "--expect") != 0) {
		fputs(usage, stderr);
		return SIMMAC_USAGE;
	}
	root = simmac_command_root(argv[1]);
	return root ? check_mac(root, argv[3]) : 1;
}
