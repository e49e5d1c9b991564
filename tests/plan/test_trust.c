/* test_trust.c – what the planner tells of each account: what it lacks to vouch, and its place. */
#include "vouch_test.h"

#include <string.h>

#include "vouch/plan/trust.h"

#define BIT(name) (1U << VOUCH_TRUST_##name)

static const struct vouch_password_value from_env = {.source = VOUCH_PASSWORD_ENV, .text = "X"};
static const struct vouch_password_value from_keychain = {
	.source = VOUCH_PASSWORD_KEYCHAIN, .text = "X"};
/* A build that cannot read a keychain. */
static const struct vouch_limits limits = {.no_password = {[VOUCH_PASSWORD_KEYCHAIN] = true}};

struct fixture {
	struct vouch_arena arena;
	struct vouch_account accounts[8];
	struct vouch_user users[8];
	struct vouch_snapshot observed;
	struct vouch_desired desired;
	struct vouch_baseline baseline;
	struct vouch_facts facts;
	struct vouch_trust trust;
};

static struct fixture start(void)
{
	return (struct fixture){
		.observed.machine = {.os = "14.5",
			.filesystem = VOUCH_FILESYSTEM_APFS,
			.filevault = VOUCH_FILEVAULT_OFF,
			.mdm = VOUCH_MDM_NONE,
			.bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED,
			.recovery_key = VOUCH_NO,
			.logged_in = {.known = true}},
		.desired.guards = {.max_removals = {2, {0}}, .temporary_admin = {1, {0}}},
	};
}

/* An administrator who holds a token, is declared, and whose password can be had. */
static struct vouch_account *add(struct fixture *fixture, const char *name)
{
	struct vouch_account *account = &fixture->accounts[fixture->observed.accounts.count++];
	struct vouch_user *user = &fixture->users[fixture->desired.users.count++];

	*account = (struct vouch_account){.name = name,
		.uuid = name,
		.kind = VOUCH_KIND_LOCAL,
		.hidden = VOUCH_NO,
		.disabled = VOUCH_NO,
		.admin = VOUCH_YES,
		.token = VOUCH_TOKEN_LIVE};
	*user = (struct vouch_user){.name = name};
	user->fields[VOUCH_FIELD_PASSWORD].kind = VOUCH_VALUE_PASSWORD;
	user->fields[VOUCH_FIELD_PASSWORD].as.password = &from_env;
	return account;
}

static const struct vouch_trust_account *look(struct fixture *fixture, const char *name)
{
	struct vouch_inputs in = {&fixture->baseline, &fixture->desired, &fixture->observed,
		&fixture->facts, &limits};

	fixture->observed.accounts.items = fixture->accounts;
	fixture->desired.users.items = fixture->users;
	vouch_trust_build(&fixture->arena, &in, &fixture->trust);
	return vouch_trust_find(&fixture->trust, name);
}

static void each_thing_that_is_lacking_is_told(void **state)
{
	static const struct vouch_account rows[] = {
		{.admin = VOUCH_YES, .token = VOUCH_TOKEN_LIVE, .disabled = VOUCH_NO},
		{.admin = VOUCH_NO, .token = VOUCH_TOKEN_LIVE, .disabled = VOUCH_NO},
		{.admin = VOUCH_UNKNOWN, .token = VOUCH_TOKEN_LIVE, .disabled = VOUCH_NO},
		{.admin = VOUCH_YES, .token = VOUCH_TOKEN_NONE, .disabled = VOUCH_NO},
		{.admin = VOUCH_YES, .token = VOUCH_TOKEN_DEAD, .disabled = VOUCH_NO},
		{.admin = VOUCH_YES, .token = VOUCH_TOKEN_UNKNOWN, .disabled = VOUCH_NO},
		{.admin = VOUCH_YES, .token = VOUCH_TOKEN_LIVE, .disabled = VOUCH_YES},
		{.admin = VOUCH_YES, .token = VOUCH_TOKEN_LIVE, .disabled = VOUCH_UNKNOWN},
	};
	static const unsigned lacks[] = {0, BIT(ADMIN), BIT(ADMIN_UNKNOWN), BIT(TOKEN),
		BIT(TOKEN_DEAD), BIT(TOKEN_UNKNOWN), BIT(ABLE), BIT(ABLE_UNKNOWN)};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct fixture fixture = start();
		struct vouch_account *account = add(&fixture, "a");

		account->admin = rows[i].admin;
		account->token = rows[i].token;
		account->disabled = rows[i].disabled;
		assert_int_equal(look(&fixture, "a")->lacks, lacks[i]);
		vouch_arena_release(&fixture.arena);
	}
}

/* HFS+: neither an administrator nor a token is asked for, but standing on FileVault's list. */
static void on_hfs_it_is_the_list_that_is_lacking(void **state)
{
	static const enum vouch_tri lists[] = {VOUCH_YES, VOUCH_NO, VOUCH_UNKNOWN};
	static const unsigned lacks[] = {0, BIT(UNLOCKER), BIT(UNLOCKER_UNKNOWN)};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		struct fixture fixture = start();
		struct vouch_account *account = add(&fixture, "a");

		fixture.observed.machine.os = "10.13.6";
		fixture.observed.machine.filesystem = VOUCH_FILESYSTEM_HFS;
		account->admin = VOUCH_NO;
		account->token = VOUCH_TOKEN_NONE;
		account->filevault = lists[i];
		assert_int_equal(look(&fixture, "a")->lacks, lacks[i]);
		fixture.users[0].fields[VOUCH_FIELD_PASSWORD].kind = VOUCH_VALUE_NONE;
		assert_int_equal(look(&fixture, "a")->lacks, lacks[i] | BIT(PASSWORD));
		vouch_arena_release(&fixture.arena);
	}
}

static void a_password_is_lacking_or_cannot_be_read(void **state)
{
	struct fixture fixture = start();
	struct vouch_secret_fact rejected = {
		.user = "c", .state = VOUCH_SECRET_REJECTED, .why = "rejected before"};

	(void)state;
	(void)add(&fixture, "a");
	(void)add(&fixture, "b");
	(void)add(&fixture, "c");
	fixture.users[0].fields[VOUCH_FIELD_PASSWORD].kind = VOUCH_VALUE_NONE;
	fixture.users[1].fields[VOUCH_FIELD_PASSWORD].as.password = &from_keychain;
	fixture.facts.secrets.items = &rejected;
	fixture.facts.secrets.count = 1;
	assert_int_equal(look(&fixture, "a")->lacks, BIT(PASSWORD));
	assert_int_equal(look(&fixture, "b")->lacks, BIT(PASSWORD_SOURCE));
	assert_int_equal(look(&fixture, "c")->lacks, BIT(PASSWORD));
	assert_string_equal(look(&fixture, "c")->password_why, "rejected before");
	vouch_arena_release(&fixture.arena);
}

/* A leaver first, then the required, then the proved, then by name. */
static void the_order_of_asking_has_its_reasons(void **state)
{
	struct fixture fixture = start();
	struct vouch_secret_fact proved = {.user = "c", .state = VOUCH_SECRET_PROVED, .why = NULL};
	struct vouch_required required = {.name = "D"};
	const char *const names[] = {"a", "b", "c", "d", "e"};
	const char *const order[] = {"e", "d", "c", "a", "b"};
	const enum vouch_trust_rank ranks[] = {VOUCH_RANK_LEAVES, VOUCH_RANK_REQUIRED,
		VOUCH_RANK_PROVED, VOUCH_RANK_NAME, VOUCH_RANK_NAME};
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++)
		(void)add(&fixture, names[i]);
	fixture.users[4].fields[VOUCH_FIELD_STATE] =
		(struct vouch_value){.kind = VOUCH_VALUE_CHOICE, .as.choice = VOUCH_STATE_ABSENT};
	fixture.facts.secrets.items = &proved;
	fixture.facts.secrets.count = 1;
	fixture.desired.guards.required.items = &required;
	fixture.desired.guards.required.count = 1;
	(void)look(&fixture, "a");
	for (i = 0; i < 5; i++) {
		const struct vouch_trust_account *account =
			&fixture.trust.accounts.items[fixture.trust.order[i]];

		assert_string_equal(account->name, order[i]);
		assert_int_equal(account->rank, ranks[i]);
		assert_int_equal(account->place, i);
	}
	assert_int_equal(look(&fixture, "e")->lacks, 0);
	assert_true(vouch_trust_lacking(look(&fixture, "e")->lacks_after, VOUCH_TRUST_ACCOUNT));
	vouch_arena_release(&fixture.arena);
}

static void a_refused_plan_leaves_everybody_as_it_is(void **state)
{
	struct fixture fixture = start();
	const struct vouch_trust_account *account;

	(void)state;
	(void)add(&fixture, "a");
	fixture.desired.guards.min_admins.value = 1;
	fixture.users[0].fields[VOUCH_FIELD_STATE] =
		(struct vouch_value){.kind = VOUCH_VALUE_CHOICE, .as.choice = VOUCH_STATE_ABSENT};
	account = look(&fixture, "a");
	assert_true(account->present_after);
	assert_int_equal(account->lacks_after, 0);
	assert_int_equal(account->fields[VOUCH_FIELD_STATE].kind, VOUCH_VERDICT_DIFFERS);
	vouch_arena_release(&fixture.arena);
}

static void an_account_is_found_by_all_its_names(void **state)
{
	struct fixture fixture = start();

	(void)state;
	vouch_names_add(&fixture.arena, &add(&fixture, "alice")->aliases, "Liddell");
	assert_string_equal(look(&fixture, "ALICE")->name, "alice");
	assert_string_equal(look(&fixture, "liddell")->name, "alice");
	assert_null(look(&fixture, "bob"));
	vouch_arena_release(&fixture.arena);
}

static void an_accounts_own_name_goes_before_another_ones_second(void **state)
{
	struct fixture fixture = start();

	(void)state;
	vouch_names_add(&fixture.arena, &add(&fixture, "alice")->aliases, "bea");
	vouch_names_add(&fixture.arena, &add(&fixture, "bea")->aliases, "zoe");
	fixture.users[1].name = "zoe"; /* declared under that one */
	assert_string_equal(look(&fixture, "bea")->name, "zoe");
	vouch_arena_release(&fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_thing_that_is_lacking_is_told),
		cmocka_unit_test(on_hfs_it_is_the_list_that_is_lacking),
		cmocka_unit_test(a_password_is_lacking_or_cannot_be_read),
		cmocka_unit_test(the_order_of_asking_has_its_reasons),
		cmocka_unit_test(a_refused_plan_leaves_everybody_as_it_is),
		cmocka_unit_test(an_account_is_found_by_all_its_names),
		cmocka_unit_test(an_accounts_own_name_goes_before_another_ones_second),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
