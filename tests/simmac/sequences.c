/* sequences.c – random calls of a simulated Mac's tools, beside a model that knows what must come
 * of them: every tool agrees with it and with every other, whatever was killed or ran at once.
 *
 * sequences ROUNDS [SEED]: the seed is printed; the same one makes the same calls.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "mac.h"
#include "sequences.h"
#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/plist.h"
#include "vouch/base/text.h"
#include "vouch_test.h"

static struct vouch_test_run shell(struct world *world, const char *script)
{
	const char *all = vouch_arena_printf(&world->arena, "PATH=%s/usr/bin:%s/usr/sbin:$PATH\n%s",
		world->root, world->root, script);

	return vouch_test_run(&world->arena, "", ARGUMENTS("/bin/sh", "-c", all));
}

/* -- What every way of looking says, as lines of one form ----------------------------------------
 */

static void expect_model(const struct model *model, struct vouch_buf *out)
{
	unsigned u, g;

	for (u = 0; u < USERS; u++) {
		const struct user *user = &model->users[u];

		if (!user->there)
			continue;
		vouch_buf_printf(out, "seq%u:%u:", u, FIRST_UID + u);
		if (user->number)
			vouch_buf_printf(out, "Number %u", user->number);
		vouch_buf_printf(
			out, ":%s\n", user->shell ? sequences_shells[user->shell - 1] : "");
	}
	for (g = 0; g < GROUPS; g++) {
		if (!model->groups[g].there)
			continue;
		vouch_buf_printf(out, "seqgroup%u:%u:", g, FIRST_GID + g);
		for (u = 0; u < USERS; u++)
			if (model->users[u].there &&
				(model->groups[g].named[u] || model->groups[g].numbered[u]))
				vouch_buf_printf(out, " seq%u", u);
		vouch_buf_text(out, "\n");
	}
}

/* By tools, each in its own way. */
static const char by_dscl[] =
	"for user in $(dscl . -list /Users | grep '^seq'); do\n"
	"	value() { dscl . -read /Users/$user $1 | sed -e '1s/^[A-Za-z]*: *//' -e '/^No such "
	"key/d' -e "
	"'/^$/d' -e 's/^ //'; }\n"
	"	echo \"$user:$(value UniqueID):$(value RealName):$(value UserShell)\"\n"
	"done\n";
static const char by_id[] = "for user in $(dscl . -list /Users | grep '^seq'); do\n"
			    "	id -P $user | awk -F: '{ print $1 \":\" $3 \":\" $8 \":\" $10 }'\n"
			    "done\n";
static const char by_cache[] = "dscacheutil -q user | awk -F': ' '{ value[$1] = $2 }\n"
			       "	/^name: / { value[\"gecos\"] = value[\"shell\"] = \"\" }\n"
			       "	/^$/ && value[\"name\"] ~ /^seq/ { print value[\"name\"] "
			       "\":\" value[\"uid\"] \":\" "
			       "value[\"gecos\"] \":\" value[\"shell\"] }' | sort\n";
static const char by_list[] =
	"for user in $(dscl . -list /Users | grep '^seq'); do\n"
	"	value() { dscl -plist . -read /Users/$user $1 | plutil -extract "
	"dsAttrTypeStandard:$1.0 raw -o - - 2>/dev/null || true; }\n"
	"	echo \"$user:$(value UniqueID):$(value RealName):$(value UserShell)\"\n"
	"done\n";
static const char *const users_by[] = {by_dscl, by_id, by_list, by_cache};
static const char groups_by[] = "for group in $(dscl . -list /Groups | grep '^seq'); do\n"
				"	printf '%s' \"$group:$(dscl . -read /Groups/$group "
				"PrimaryGroupID | sed 's/.*: //'):\"\n"
				"	for user in $(dscl . -list /Users | grep '^seq'); do\n"
				"		if is_member; then printf ' %s' $user; fi\n"
				"	done\n"
				"	echo\n"
				"done\n";
static const char *const members[] = {
	"is_member() { dseditgroup -o checkmember -m $user $group >/dev/null; }\n",
	("is_member() { dsmemberutil checkmembership -U $user -G $group | grep -q 'is a member'; "
	 "}\n"),
	"is_member() { id -Gn $user | tr ' ' '\\n' | grep -qx $group; }\n",
};

static const char *first(
	struct vouch_arena *arena, const struct vouch_plist *record, const char *key)
{
	const char *text =
		vouch_plist_string(arena, vouch_plist_item(vouch_plist_get(record, key), 0));

	return text ? text : "";
}

static struct vouch_plist *read_record(struct world *world, const char *folder, const char *name)
{
	const char *path = vouch_arena_printf(&world->arena,
		"%s/private/var/db/dslocal/nodes/Default/%s/%s.plist", world->root, folder, name);
	struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	struct vouch_err err = {0};

	if (vouch_file_read(&world->arena, path, 1024 * 1024, &bytes, &err) < 0)
		return NULL;
	if (vouch_plist_parse(bytes.data, bytes.length, 1024 * 1024, &list, &err) < 0)
		fail_msg("%s: %s", path, err.msg);
	return list;
}

static bool lists(
	struct world *world, const struct vouch_plist *record, const char *key, const char *text)
{
	const struct vouch_plist *values = vouch_plist_get(record, key);
	size_t i;

	for (i = 0; i < vouch_plist_count(values); i++)
		if (vouch_text_equal(
			    vouch_plist_string(&world->arena, vouch_plist_item(values, i)), text))
			return true;
	return false;
}

/* By the property lists themselves. */
static void read_files(struct world *world, struct vouch_buf *out)
{
	struct vouch_arena *arena = &world->arena;
	struct vouch_plist *users[USERS];
	unsigned u, g;

	for (u = 0; u < USERS; u++) {
		users[u] = read_record(world, "users", vouch_arena_printf(arena, "seq%u", u));
		if (users[u])
			vouch_buf_printf(out, "%s:%s:%s:%s\n", first(arena, users[u], "name"),
				first(arena, users[u], "uid"), first(arena, users[u], "realname"),
				first(arena, users[u], "shell"));
	}
	for (g = 0; g < GROUPS; g++) {
		VOUCH_CLEANUP(vouch_plist_release)
		struct vouch_plist *group =
			read_record(world, "groups", vouch_arena_printf(arena, "seqgroup%u", g));

		if (!group)
			continue;
		vouch_buf_printf(out, "seqgroup%u:%s:", g, first(arena, group, "gid"));
		for (u = 0; u < USERS; u++)
			if (users[u] &&
				(lists(world, group, "users", first(arena, users[u], "name")) ||
					lists(world, group, "groupmembers",
						first(arena, users[u], "generateduid"))))
				vouch_buf_printf(out, " seq%u", u);
		vouch_buf_text(out, "\n");
	}
	for (u = 0; u < USERS; u++)
		vouch_plist_release(&users[u]);
}

static void agree(struct world *world, const char *who, const char *wanted, const char *is)
{
	if (strcmp(wanted, is) != 0)
		fail_msg("after: %s\n%s says:\n%sexpected:\n%s", world->calls, who, is, wanted);
}

/* What was set, and nothing else, proves an account. */
static void check_passwords(struct world *world)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf script = {0};
	struct vouch_test_run run;
	unsigned u;

	for (u = 0; u < USERS; u++) {
		const struct user *user = &world->model.users[u];

		if (user->there && user->password)
			vouch_buf_printf(&script, "dscl . -authonly seq%u pw%u || exit 1\n", u,
				user->password);
		if (user->there)
			vouch_buf_printf(&script,
				"! dscl . -authonly seq%u pw%u >/dev/null 2>&1 || exit 2\n", u,
				user->password + 1);
	}
	run = shell(world, vouch_buf_get(&script));
	if (run.status != 0)
		fail_msg("after: %s\npasswords: %d: %s\n%s", world->calls, run.status, run.err,
			vouch_buf_get(&script));
}

static void check(struct world *world)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf wanted = {0}, files = {0};
	size_t i;

	expect_model(&world->model, &wanted);
	read_files(world, &files);
	agree(world, "the property lists", vouch_buf_get(&wanted), vouch_buf_get(&files));
	for (i = 0; i < sizeof members / sizeof *members; i++)
		agree(world, members[i], vouch_buf_get(&wanted),
			shell(world, vouch_arena_printf(&world->arena, "%s%s%s", members[i],
					     users_by[i], groups_by))
				.out);
	agree(world, by_cache, vouch_buf_get(&wanted),
		shell(world, vouch_arena_printf(
				     &world->arena, "%s%s%s", members[0], by_cache, groups_by))
			.out);
	check_passwords(world);
	/* Every record, not only ours, can be read. */
	assert_int_equal(shell(world, "dscl . -readall /Users && dscl . -readall /Groups && "
				      "fdesetup status")
				 .status,
		0);
	/* And the files that look-ups of names read. */
	agree(world, "passwd", "",
		shell(world, vouch_arena_printf(&world->arena,
				     "cd %s/private/var/db/names\n"
				     "dscl . -list /Users | sort >a; cut -d: -f1 passwd | sort >b; "
				     "diff a b",
				     world->root))
			.out);
}

/* -- The rounds ----------------------------------------------------------------------------------
 */

static void one(struct world *world)
{
	struct call call = sequences_next(world, &world->model);
	struct vouch_test_run run;

	world->calls = call.text;
	run = shell(world, call.text);
	if (run.status != 0)
		fail_msg("%s: exit %d: %s%s", call.text, run.status, run.out, run.err);
}

/* As many as are about different things: any order has the same end. */
static void at_once(struct world *world)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf script = {0};
	bool user_taken[USERS] = {false};
	unsigned i;

	for (i = 0; i < 5; i++) {
		struct model after = world->model;
		struct call call = sequences_next(world, &after);

		/* A group may be edited by several at once, but not made or deleted meanwhile. */
		if (call.user == NOBODY || user_taken[call.user])
			continue;
		user_taken[call.user] = true;
		world->model = after;
		vouch_buf_printf(&script, "%s &\n", call.text);
	}
	vouch_buf_text(&script, "wait\n");
	world->calls = vouch_arena_text(&world->arena, script.bytes);
	(void)shell(world, script.bytes);
}

/* Killed within a write, or at any moment: as it was, or done; and then it can be done again. */
static void killed(struct world *world)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf before = {0}, after = {0}, is = {0};
	struct model next = world->model;
	struct call call = sequences_next(world, &next);
	bool within = sequences_pick(world, 2) == 0;

	if (call.many)
		return;

	expect_model(&world->model, &before);
	expect_model(&next, &after);
	world->calls = vouch_arena_printf(&world->arena, "%s (killed)", call.text);
	if (within)
		(void)vouch_test_simmac(
			&world->arena, "", ARGUMENTS("fault", world->root, "half-1"));
	(void)shell(world, vouch_arena_printf(&world->arena, "%s%s", call.text,
				   within ? "" : " & kill -9 $! 2>/dev/null; wait"));
	(void)vouch_test_simmac(&world->arena, "", ARGUMENTS("fault", world->root, "clear"));
	read_files(world, &is);
	/* What nobody sees (the number of a member who is named, too) may be done or not. */
	if (strcmp(vouch_buf_get(&is), vouch_buf_get(&after)) == 0 &&
		strcmp(vouch_buf_get(&before), vouch_buf_get(&after)) != 0) {
		world->model = next;
		return;
	}
	agree(world, "the property lists", vouch_buf_get(&before), vouch_buf_get(&is));
	(void)shell(world, call.text);
	world->model = next;
}

static void run_rounds(struct world *world)
{
	time_t end = time(NULL) + 60;
	unsigned i;

	for (i = 0; i < world->rounds && time(NULL) < end; i++) {
		unsigned how = sequences_pick(world, 4);

		if (how == 0)
			at_once(world);
		else if (how == 1)
			killed(world);
		else
			one(world);
		check(world);
	}
	printf("%u rounds\n", i);
}

/* From the command line: cmocka hands nothing on to a test. */
static uint64_t seed_of_test;
static unsigned rounds_of_test;

static void every_tool_agrees_with_the_model(void **state)
{
	struct world world = {.random = seed_of_test, .rounds = rounds_of_test};
	char *folder = vouch_test_folder(&world.arena);

	(void)state;
	world.root = vouch_test_mac(&world.arena, folder, "pw-setup\n",
		ARGUMENTS("--os", "14.5", "--iterations", "100", "--admin", "setup", "--password",
			"-"));
	assert_int_equal(
		mkdir(vouch_arena_printf(&world.arena, "%s/private/var/db/names", world.root),
			0755),
		0);
	run_rounds(&world);
	vouch_test_folder_remove(folder);
	vouch_arena_release(&world.arena);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_tool_agrees_with_the_model)};

	rounds_of_test = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 10;
	seed_of_test = argc > 2 ? strtoull(argv[2], NULL, 10) : (uint64_t)time(NULL) * 2654435761U;
	seed_of_test |= 1;
	printf("seed %llu\n", (unsigned long long)seed_of_test);
	(void)fflush(stdout);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
