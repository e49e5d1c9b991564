/* test_actor_delete.c – what the actor says to which tool when it removes an account, and in which
 * order. */
#include "actor_fixture.h"

/* It died between the two halves of the first write. */
/* A home belongs to the uid that the record has when it is made. */
/* Nothing that is looked at afterwards shows a home: without one no password is set, so that the
 * account does not count as made. */
/* FACTS 1.2, 1.7: one way for each version, and none where it is not known. */
/* FACTS 1.6: there sysadminctl does nothing without an administrator. */
#define READ_HOME  "dscl -plist . -read /Users/alice NFSHomeDirectory\n"
#define READ_GROUP "dscl -plist . -read /Groups/admin GroupMembership GroupMembers\n"

static void a_deletion_keeps_the_home_and_takes_the_token_off_first(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	f->before.token = VOUCH_TOKEN_LIVE;
	answer(f, "-deleteUser", 0, "", "sysadminctl[1:2] Deleting record for alice\\n");
	answer(f, "-secureTokenOff", 0, "", "sysadminctl[1:2] - Done!\\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_string_equal(
		calls(f), READ_HOME "sysadminctl -deleteUser alice -keepHome\n" READ_GROUP);
	f->change.by = "steward";
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_string_equal(calls(f), READ_HOME
		"sysadminctl -secureTokenOff alice -password - -adminUser steward -adminPassword - "
		"<steward-pw|alice-pw|\n"
		"sysadminctl -deleteUser alice -keepHome -adminUser steward -adminPassword - "
		"<steward-pw|\n" READ_GROUP);
	f->before.token = VOUCH_TOKEN_NONE;
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_null(strstr(calls(f), "-secureTokenOff"));
}

/* FACTS 7.8, 7.9: nothing is taken away where the record cannot be. */
static void a_deletion_asks_first_whether_it_may(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	f->before.token = VOUCH_TOKEN_LIVE;
	f->change.by = "steward";
	answer(f, READ_ALICE, 0, RECORD(VALUE("NFSHomeDirectory", "/Users/alice")), "");
	answer(f, "-create /Users/alice NFSHomeDirectory /Users/alice", 40, "",
		"<main> attribute status: eDSPermissionError\\n<dscl_cmd> DS Error: -14120 "
		"(eDSPermissionError)\\n");
	assert_failed(f, apply(f, VOUCH_ACTION_DELETE_USER), "Full Disk Access");
	assert_text_contains(f->err.msg, "is left as it is");
	assert_string_equal(
		calls(f), READ_HOME "dscl . -create /Users/alice NFSHomeDirectory /Users/alice\n");
	/* It was not asked so before 10.14. */
	set_version(f, "10.13.6");
	answer(f, "-secureTokenOff", 0, "", "sysadminctl[1:2] - Done!\\n");
	answer(f, "-deleteUser", 0, "", "sysadminctl[1:2] Deleting record for alice\\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_null(strstr(calls(f), "NFSHomeDirectory"));
}

/* A second home would be lost by writing one. */
static void a_record_of_two_homes_is_not_written(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	answer(f, READ_ALICE, 0, RECORD(BOTH("NFSHomeDirectory", "/Users/alice", "/var/alice")),
		"");
	answer(f, "-deleteUser", 0, "", "sysadminctl[1:2] Deleting record for alice\\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_null(strstr(calls(f), "-create"));
}

/* FACTS 9.6, 7.22: what the tool left in the group is taken out. */
static void a_deletion_leaves_no_nameless_administrator(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	answer(f, "-deleteUser", 0, "", "sysadminctl[1:2] Deleting record for alice\\n");
	answer(f, READ_ADMIN, 0,
		RECORD(VALUE("GroupMembership", "root") BOTH("GroupMembers", OTHER_UUID, UUID)),
		"");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_text_contains(calls(f), "dscl . -delete /Groups/admin GroupMembers " UUID "\n");
}

/* FACTS 1.6, X3: without an administrator's password the first 10.13 deletes by dscl alone. */
static void the_first_10_13_deletes_by_dscl_after_the_groups(void **state)
{
	struct fixture *f = *state;

	set_version(f, "10.13.2");
	f->exists = true;
	f->before.token = VOUCH_TOKEN_LIVE;
	f->before.groups.known = true;
	vouch_names_add(&f->arena, &f->before.groups.names, "admin");
	answer(f, READ_ADMIN, 0, RECORD(VALUE("GroupMembership", "root")), "");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_string_equal(calls(f), "dseditgroup -o edit -d alice -t user admin\n" READ_GROUP
				      "dscl . -delete /Users/alice\n" READ_GROUP);
}

/* FACTS 1.8. */
static void who_is_the_last_of_nothing_goes_all_the_same(void **state)
{
	static const char last[] =
		"sysadminctl[1:2] User alice can not be deleted (it's either last admin user or "
		"last secure token user neither of which can be deleted)\\n";
	struct fixture *f = *state;

	f->exists = true;
	f->before.token = VOUCH_TOKEN_NONE;
	f->before.admin = VOUCH_NO;
	answer(f, "-deleteUser", 0, "", last);
	set_version(f, "10.13.6");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_text_contains(calls(f), "dscl . -delete /Users/alice\n");
	/* But not an administrator, and not where the guard is right. */
	f->before.admin = VOUCH_YES;
	assert_failed(f, apply(f, VOUCH_ACTION_DELETE_USER), "make another one first");
	assert_null(strstr(calls(f), "-delete /Users"));
	f->before.admin = VOUCH_NO;
	set_version(f, "10.14");
	assert_failed(f, apply(f, VOUCH_ACTION_DELETE_USER), "make another one first");
}

/* HFS+: the FileVault list stands alone. */
/* On HFS+ a leaver unlocks the disk until it is taken off the list. */
static void a_leaver_unlocks_nothing_any_more(void **state)
{
	struct fixture *f = *state;

	set_version(f, "10.13.6");
	f->exists = true;
	f->before.token = VOUCH_TOKEN_NONE;
	f->before.filevault = VOUCH_YES;
	answer(f, "-deleteUser", 0, "", "sysadminctl[1:2] Deleting record for alice\\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER), &f->err);
	assert_string_equal(calls(f), "fdesetup remove -user alice\nsysadminctl -deleteUser alice "
				      "-keepHome\n" READ_GROUP);
	answer(f, "remove -user", 25, "", "");
	assert_failed(f, apply(f, VOUCH_ACTION_DELETE_USER), "last account that unlocks");
	assert_null(strstr(calls(f), "-deleteUser"));
}

/* FACTS B1: on a terminal, and nowhere else. */
/* FACTS C6. */
/* FACTS 7.A: only by a tool that keeps the token. */
/* What is printed and never seen before is kept, without what is secret in it. */
static void a_deletion_that_is_refused_fails(void **state)
{
	struct fixture *f = *state;

	f->exists = true;
	answer(f, "-deleteUser", 0, "",
		"sysadminctl[1:2] User alice can not be deleted (it's either last admin user or "
		"last secure token user neither of which can be deleted)\\n");
	assert_failed(f, apply(f, VOUCH_ACTION_DELETE_USER), "make another one first");
	vouch_buf_clear(&f->answers);
	answer(f, "-deleteUser", 0, "",
		"sysadminctl[1:2] Killing all processes for UID 502\\nsysadminctl[1:2] Deleting "
		"record for alice\\nsysadminctl[1:2] ### Error:-14120 File:x Line:563\\n");
	assert_failed(f, apply(f, VOUCH_ACTION_DELETE_USER), "Full Disk Access");
}

static void a_home_of_somebody_is_not_removed(void **state)
{
	struct fixture *f = *state;
	static const char list[] =
		"<plist version=\"1.0\"><array>"
		"<dict>" VALUE("RecordName", "bob")
			VALUE("NFSHomeDirectory", "/users/ALICE/") "</dict></array></plist>";

	vouch_test_write(f->root, "Users/alice/notes", "x");
	answer(f, "-readall /Users", 0, list, "");
	assert_failed(f,
		f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice", 501,
			VOUCH_REMOVAL_DELETE, 0, &f->transcript, &f->err),
		"the home of bob");
	vouch_buf_clear(&f->answers);
	answer(f, "-readall /Users", 70, "", "Operation failed\\n");
	assert_true(f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice", 501,
			    VOUCH_REMOVAL_DELETE, 0, &f->transcript, &f->err) < 0);
	assert_int_equal(
		access(vouch_arena_printf(&f->arena, "%s/Users/alice/notes", f->root), F_OK), 0);
	assert_vouch_ok(f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice", 501,
				VOUCH_REMOVAL_KEEP, 0, &f->transcript, &f->err),
		&f->err);
	vouch_buf_clear(&f->answers);
	answer(f, "-readall /Users", 0,
		"<plist version=\"1.0\"><array><dict>" VALUE("RecordName", "bob")
			VALUE("NFSHomeDirectory", "/Users/alice2") "</dict></array></plist>",
		"");
	assert_vouch_ok(
		f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice",
			(int64_t)geteuid(), VOUCH_REMOVAL_DELETE, 0, &f->transcript, &f->err),
		&f->err);
	assert_int_equal(
		access(vouch_arena_printf(&f->arena, "%s/Users/alice", f->root), F_OK), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_deletion_keeps_the_home_and_takes_the_token_off_first),
		TEST(a_deletion_asks_first_whether_it_may),
		TEST(a_record_of_two_homes_is_not_written),
		TEST(a_deletion_leaves_no_nameless_administrator),
		TEST(the_first_10_13_deletes_by_dscl_after_the_groups),
		TEST(who_is_the_last_of_nothing_goes_all_the_same),
		TEST(a_leaver_unlocks_nothing_any_more),
		TEST(a_deletion_that_is_refused_fails),
		TEST(a_home_of_somebody_is_not_removed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
