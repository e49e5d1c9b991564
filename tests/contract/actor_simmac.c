/* actor_simmac.c – every change an actor can do, on simulated Macs: what is there afterwards, seen
 * by the probe; that doing it twice changes nothing; and that no password is in any argument.
 */
#include "vouch_test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mac.h"
#include "vouch/base/text.h"
#include "vouch/macos/actor.h"
#include "vouch/macos/probe.h"

#define UUID "11111111-2222-4333-8444-555555555555"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	struct vouch_buf transcript;
	char *folder;
	const char *root;
	struct vouch_probe probe;
	struct vouch_actor actor;
	struct vouch_user desired;
	struct vouch_difference differences[8];
	struct vouch_change change;
	struct vouch_secret alice, steward, wrong;
	struct vouch_account now;
	enum vouch_tri present;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	f->folder = vouch_test_folder(&f->arena);
	assert_vouch_ok(vouch_secret_set(&f->alice, "canary-alice", 12, &f->err), &f->err);
	assert_vouch_ok(vouch_secret_set(&f->steward, "canary-steward", 14, &f->err), &f->err);
	assert_vouch_ok(vouch_secret_set(&f->wrong, "canary-wrong", 12, &f->err), &f->err);
	*state = f;
	return 0;
}

/* No password shows in how any tool was called, nor in what is kept for the journal. */
static void assert_no_canary(struct fixture *f)
{
	struct vouch_test_run trace =
		vouch_test_simmac(&f->arena, NULL, ARGUMENTS("trace", f->root));

	assert_int_equal(trace.status, 0);
	assert_text_contains(trace.out, "dscl");
	assert_null(strstr(trace.out, "canary"));
	assert_null(strstr(vouch_buf_get(&f->transcript), "canary"));
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	assert_no_canary(f);
	vouch_macos_actor_free(&f->actor);
	vouch_macos_probe_free(&f->probe);
	vouch_secret_release(&f->alice);
	vouch_secret_release(&f->steward);
	vouch_secret_release(&f->wrong);
	vouch_buf_release(&f->transcript);
	vouch_test_folder_remove(f->folder);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

/* steward is the administrator of the Setup Assistant, who holds the first token. */
static void make_mac(struct fixture *f, const char *input, const char *const *options)
{
	f->root = vouch_test_mac(&f->arena, f->folder, input, options);
	assert_vouch_ok(vouch_macos_probe_new(f->root, &f->probe, &f->err), &f->err);
	assert_vouch_ok(vouch_macos_actor_new(f->root, 0, &f->actor, &f->err), &f->err);
}

#define OPTIONS "--iterations", "100", "--status-lag", "0"

static void make_usual_mac(struct fixture *f)
{
	make_mac(f, "canary-steward\ncanary-alice\n",
		ARGUMENTS("--os", "14.5", OPTIONS, "--admin", "steward", "--password", "-",
			"--user", "alice", "--uid", "510", "--password", "-"));
}

static void make_mac_with_steward(struct fixture *f)
{
	make_mac(f, "canary-steward\n",
		ARGUMENTS("--os", "14.5", OPTIONS, "--admin", "steward", "--password", "-"));
}

static void look(struct fixture *f, const char *name)
{
	assert_vouch_ok(
		f->probe.ops->look(f->probe.self, &f->arena, name, &f->now, &f->present, &f->err),
		&f->err);
}

static int apply(struct fixture *f, enum vouch_action action, const char *user)
{
	struct vouch_credentials credentials = {.user = &f->alice, .by = &f->steward};

	look(f, user);
	f->desired.name = user;
	f->change.user = user;
	f->change.action = action;
	f->change.desired = &f->desired;
	f->change.differences = f->differences;
	return f->actor.ops->apply(f->actor.self, &f->change,
		f->present == VOUCH_YES ? &f->now : NULL, UUID, &credentials, &f->transcript,
		&f->err);
}

/* Does it, and does it again: the account is as after the first time. */
static void apply_twice(struct fixture *f, enum vouch_action action, const char *user)
{
	struct vouch_account first;

	assert_vouch_ok(apply(f, action, user), &f->err);
	look(f, user);
	first = f->now;
	assert_vouch_ok(apply(f, action, user), &f->err);
	look(f, user);
	assert_string_equal(f->now.uuid, first.uuid);
	assert_int_equal(f->now.uid.value, first.uid.value);
	assert_int_equal(f->now.token, first.token);
	assert_int_equal(f->now.admin, first.admin);
	assert_true(vouch_names_equal(&f->now.groups.names, &first.groups.names));
}

static void declare_text(struct fixture *f, enum vouch_field field, const char *text)
{
	f->desired.fields[field] = (struct vouch_value){.kind = VOUCH_VALUE_TEXT, .as.text = text};
}

static void differ(struct fixture *f, const char *field, const char *to)
{
	f->differences[f->change.difference_count++] = (struct vouch_difference){field, NULL, to};
}

static enum vouch_proof prove(
	struct fixture *f, const char *user, const struct vouch_secret *password)
{
	enum vouch_proof proof = VOUCH_PROOF_UNKNOWN;

	assert_vouch_ok(
		f->actor.ops->prove(f->actor.self, user, password, &proof, &f->err), &f->err);
	return proof;
}

static bool is_folder(struct fixture *f, const char *path)
{
	struct stat status;

	return lstat(vouch_arena_printf(&f->arena, "%s%s", f->root, path), &status) == 0 &&
	       S_ISDIR(status.st_mode);
}

static void an_account_is_made_with_all_that_is_declared(void **state)
{
	struct fixture *f = *state;

	make_mac_with_steward(f);
	declare_text(f, VOUCH_FIELD_FULL_NAME, "Alice Liddell");
	declare_text(f, VOUCH_FIELD_SHELL, "/bin/bash");
	declare_text(f, VOUCH_FIELD_PASSWORD_HINT, "rabbit hole");
	f->desired.fields[VOUCH_FIELD_HIDDEN] =
		(struct vouch_value){.kind = VOUCH_VALUE_FLAG, .as.flag = true};
	f->desired.fields[VOUCH_FIELD_UID] =
		(struct vouch_value){.kind = VOUCH_VALUE_NUMBER, .as.number = 450};
	differ(f, "admin", "true");
	apply_twice(f, VOUCH_ACTION_CREATE_USER, "alice");
	assert_int_equal(f->present, VOUCH_YES);
	assert_string_equal(f->now.uuid, UUID);
	assert_int_equal(f->now.uid.value, 450);
	assert_int_equal(f->now.gid.value, 20);
	assert_string_equal(f->now.full_name, "Alice Liddell");
	assert_string_equal(f->now.shell, "/bin/bash");
	assert_string_equal(f->now.home, "/Users/alice");
	assert_string_equal(f->now.password_hint, "rabbit hole");
	assert_int_equal(f->now.hidden, VOUCH_YES);
	assert_int_equal(f->now.admin_by_name, VOUCH_YES);
	assert_int_equal(f->now.admin_by_guid, VOUCH_YES);
	assert_int_equal(f->now.token, VOUCH_TOKEN_NONE);
	assert_true(is_folder(f, "/Users/alice"));
	assert_int_equal(prove(f, "alice", &f->alice), VOUCH_PROOF_RIGHT);
	assert_int_equal(prove(f, "alice", &f->wrong), VOUCH_PROOF_WRONG);
}

static void an_account_is_made_with_a_token_where_somebody_vouches(void **state)
{
	struct fixture *f = *state;

	make_mac_with_steward(f);
	f->change.by = "steward";
	apply_twice(f, VOUCH_ACTION_CREATE_USER, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_LIVE);
	assert_int_equal(f->now.admin, VOUCH_NO);
}

static void a_wrong_grantor_makes_no_token_and_says_so(void **state)
{
	struct fixture *f = *state;

	make_mac_with_steward(f);
	f->change.by = "steward";
	assert_vouch_ok(vouch_secret_set(&f->steward, "canary-wrong", 12, &f->err), &f->err);
	assert_true(apply(f, VOUCH_ACTION_CREATE_USER, "alice") < 0);
	assert_text_contains(f->err.msg, "authorises it was not accepted");
	look(f, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_NONE);
	/* Half made, it is finished with the right one. */
	assert_vouch_ok(vouch_secret_set(&f->steward, "canary-steward", 14, &f->err), &f->err);
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER, "alice"), &f->err);
	look(f, "alice");
	assert_string_equal(f->now.uuid, UUID);
	assert_int_equal(f->now.token, VOUCH_TOKEN_LIVE);
	assert_true(is_folder(f, "/Users/alice"));
}

/* The first account of a Mac without any holder: with the tag no token, without it one. */
static void the_first_token_is_given_or_kept_away(void **state)
{
	struct fixture *f = *state;

	make_mac(f, "", ARGUMENTS("--os", "14.5", OPTIONS));
	f->change.suppress_token = true;
	apply_twice(f, VOUCH_ACTION_CREATE_USER, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_NONE);
	f->change.suppress_token = false;
	assert_vouch_ok(apply(f, VOUCH_ACTION_MINT_TOKEN, "alice"), &f->err);
	look(f, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_LIVE);
	assert_int_equal(prove(f, "alice", &f->alice), VOUCH_PROOF_RIGHT);
}

static void a_first_token_comes_with_the_password(void **state)
{
	struct fixture *f = *state;

	make_mac(f, "", ARGUMENTS("--os", "14.5", OPTIONS));
	f->change.first_token = true;
	apply_twice(f, VOUCH_ACTION_CREATE_USER, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_LIVE);
}

static void a_reset_that_is_refused_is_done_by_the_other_tool(void **state)
{
	struct fixture *f = *state;

	make_mac(f, "canary-steward\n",
		ARGUMENTS("--os", "14.5", OPTIONS, "--quirk", "reset_refused_tokenless=on",
			"--admin", "steward", "--password", "-"));
	assert_vouch_ok(apply(f, VOUCH_ACTION_CREATE_USER, "alice"), &f->err);
	assert_int_equal(prove(f, "alice", &f->alice), VOUCH_PROOF_RIGHT);
	assert_text_contains(vouch_buf_get(&f->transcript), "dscl . -passwd /Users/alice");
}

static void admin_comes_and_goes(void **state)
{
	struct fixture *f = *state;

	make_usual_mac(f);
	apply_twice(f, VOUCH_ACTION_PROMOTE, "alice");
	assert_int_equal(f->now.admin_by_name, VOUCH_YES);
	assert_int_equal(f->now.admin_by_guid, VOUCH_YES);
	apply_twice(f, VOUCH_ACTION_DEMOTE, "alice");
	assert_int_equal(f->now.admin_by_name, VOUCH_NO);
	assert_int_equal(f->now.admin_by_guid, VOUCH_NO);
}

/* FACTS 7.22: as scripts leave it behind. */
static void half_an_admin_is_made_whole_or_none(void **state)
{
	struct fixture *f = *state;
	const char *const by_name[] = {
		".", "-append", "/Groups/admin", "GroupMembership", "alice", NULL};

	make_usual_mac(f);
	assert_int_equal(
		vouch_test_tool(&f->arena, f->root, NULL, "usr/bin/dscl", by_name).status, 0);
	look(f, "alice");
	assert_int_equal(f->now.admin_by_name, VOUCH_YES);
	assert_int_equal(f->now.admin_by_guid, VOUCH_NO);
	assert_vouch_ok(apply(f, VOUCH_ACTION_PROMOTE, "alice"), &f->err);
	look(f, "alice");
	assert_int_equal(f->now.admin_by_guid, VOUCH_YES);
	assert_vouch_ok(apply(f, VOUCH_ACTION_DEMOTE, "alice"), &f->err);
	assert_int_equal(
		vouch_test_tool(&f->arena, f->root, NULL, "usr/bin/dscl", by_name).status, 0);
	assert_vouch_ok(apply(f, VOUCH_ACTION_DEMOTE, "alice"), &f->err);
	look(f, "alice");
	assert_int_equal(f->now.admin, VOUCH_NO);
}

static void attributes_are_changed(void **state)
{
	struct fixture *f = *state;

	make_usual_mac(f);
	declare_text(f, VOUCH_FIELD_FULL_NAME, "Alice L");
	declare_text(f, VOUCH_FIELD_SHELL, "/usr/bin/false");
	declare_text(f, VOUCH_FIELD_PICTURE, "/Library/User Pictures/Fun/Chalk.heic");
	differ(f, "full_name", "Alice L");
	differ(f, "picture", "/Library/User Pictures/Fun/Chalk.heic");
	apply_twice(f, VOUCH_ACTION_UPDATE_USER, "alice");
	assert_string_equal(f->now.full_name, "Alice L");
	assert_string_equal(f->now.picture, "/Library/User Pictures/Fun/Chalk.heic");
	assert_string_not_equal(f->now.shell, "/usr/bin/false"); /* did not differ */
}

static void a_token_is_given_repaired_and_taken_off(void **state)
{
	struct fixture *f = *state;
	enum vouch_tri status = VOUCH_UNKNOWN;

	make_usual_mac(f);
	f->change.by = "steward";
	apply_twice(f, VOUCH_ACTION_GRANT_TOKEN, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_LIVE);
	assert_vouch_ok(
		f->probe.ops->token_status(f->probe.self, "alice", &status, &f->err), &f->err);
	assert_int_equal(status, VOUCH_YES);
	apply_twice(f, VOUCH_ACTION_REPAIR_TOKEN, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_LIVE);
	assert_vouch_ok(apply(f, VOUCH_ACTION_REVOKE_TOKEN, "alice"), &f->err);
	look(f, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_NONE);
	assert_int_equal(prove(f, "alice", &f->alice), VOUCH_PROOF_RIGHT);
}

static void a_grantor_without_a_token_is_refused(void **state)
{
	struct fixture *f = *state;

	make_mac(f, "canary-other\ncanary-steward\ncanary-alice\n",
		ARGUMENTS("--os", "14.5", OPTIONS, "--admin", "holder", "--password", "-", "--user",
			"steward", "--password", "-", "--user", "alice", "--password", "-"));
	f->change.by = "steward";
	assert_true(apply(f, VOUCH_ACTION_GRANT_TOKEN, "alice") < 0);
	look(f, "alice");
	assert_int_equal(f->now.token, VOUCH_TOKEN_NONE);
}

static void an_account_goes_and_its_home_after_it(void **state)
{
	struct fixture *f = *state;
	int64_t uid;
	char *home;

	make_usual_mac(f);
	f->change.by = "steward";
	assert_vouch_ok(apply(f, VOUCH_ACTION_GRANT_TOKEN, "alice"), &f->err);
	look(f, "alice");
	uid = f->now.uid.value;
	home = vouch_arena_printf(&f->arena, "%s/Users/alice", f->root);
	(void)mkdir(home, 0700);
	vouch_test_write(home, "notes", "hers\n");
	assert_vouch_ok(apply(f, VOUCH_ACTION_DELETE_USER, "alice"), &f->err);
	look(f, "alice");
	assert_int_equal(f->present, VOUCH_NO);
	assert_true(is_folder(f, "/Users/alice"));
	if (geteuid() == 0)
		assert_int_equal(chown(home, (uid_t)uid, 20), 0);
	assert_vouch_ok(f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice", uid,
				VOUCH_REMOVAL_ARCHIVE, 1795514400, &f->transcript, &f->err),
		&f->err);
	assert_false(is_folder(f, "/Users/alice"));
	assert_int_equal(access(vouch_arena_printf(&f->arena,
					"%s/Users/Deleted Users/alice-20261124.tar", f->root),
				 R_OK),
		0);
}

static void the_last_holder_is_not_deleted(void **state)
{
	struct fixture *f = *state;

	make_mac_with_steward(f);
	assert_true(apply(f, VOUCH_ACTION_DELETE_USER, "steward") < 0);
	assert_text_contains(f->err.msg, "last");
	look(f, "steward");
	assert_int_equal(f->present, VOUCH_YES);
}

static void a_home_of_somebody_who_is_there_stays(void **state)
{
	struct fixture *f = *state;

	make_usual_mac(f);
	look(f, "alice");
	(void)mkdir(vouch_arena_printf(&f->arena, "%s/Users/alice", f->root), 0700);
	assert_true(
		f->actor.ops->remove_home(f->actor.self, "alice", "/Users/alice", f->now.uid.value,
			VOUCH_REMOVAL_DELETE, 0, &f->transcript, &f->err) < 0);
	assert_text_contains(f->err.msg, "the home of alice");
	assert_true(is_folder(f, "/Users/alice"));
}

static void the_preboot_volume_is_refreshed(void **state)
{
	struct fixture *f = *state;

	make_usual_mac(f);
	look(f, "alice");
	f->change.action = VOUCH_ACTION_REFRESH_PREBOOT;
	assert_vouch_ok(f->actor.ops->apply(f->actor.self, &f->change, NULL, NULL, NULL,
				&f->transcript, &f->err),
		&f->err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(an_account_is_made_with_all_that_is_declared),
		TEST(an_account_is_made_with_a_token_where_somebody_vouches),
		TEST(a_wrong_grantor_makes_no_token_and_says_so),
		TEST(the_first_token_is_given_or_kept_away),
		TEST(a_first_token_comes_with_the_password),
		TEST(a_reset_that_is_refused_is_done_by_the_other_tool),
		TEST(admin_comes_and_goes),
		TEST(half_an_admin_is_made_whole_or_none),
		TEST(attributes_are_changed),
		TEST(a_token_is_given_repaired_and_taken_off),
		TEST(a_grantor_without_a_token_is_refused),
		TEST(an_account_goes_and_its_home_after_it),
		TEST(the_last_holder_is_not_deleted),
		TEST(a_home_of_somebody_who_is_there_stays),
		TEST(the_preboot_volume_is_refreshed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
