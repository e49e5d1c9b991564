/* versions_refusals.c – what each version of macOS refuses, and how a tool lies: what is said of
 * it, and that nothing has changed. */
#include <string.h>

#include "simmac_life.h"

#define STEWARD "--admin", "steward", "--password", "-"
#define ALICE   "--user", "alice", "--uid", "510", "--password", "-"

static void on_each(life_test test)
{
	life_on_each(test, life_apfs_macs, life_apfs_count);
}

static bool is_tokenless(struct life *life, const char *name)
{
	const struct vouch_account *account = life_look(life, name);

	return account != NULL && account->token == VOUCH_TOKEN_NONE;
}

/* FACTS 1.6, rows 3, 5, 6 and 7, and 1.8. */
static void refuse_tokens(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\npw-carol\n",
		ARGUMENTS(STEWARD, ALICE, "--user", "carol", "--password", "-", "--token"));
	life->wrong_by = true;
	life_refused(life, VOUCH_ACTION_GRANT_TOKEN, "alice", "steward",
		"who authorises it was not accepted");
	LIFE_TRUE(life, vouch_actor_denial(&life->actor) == VOUCH_DENIAL_OTHER);
	life->wrong_by = false;
	life->wrong_user = true;
	life_refused(life, VOUCH_ACTION_GRANT_TOKEN, "alice", "steward",
		"the account itself was not accepted");
	life->wrong_user = false;
	/* A holder who is no administrator. */
	life_refused(life, VOUCH_ACTION_GRANT_TOKEN, "alice", "carol",
		"who authorises it is no administrator");
	LIFE_TRUE(life, vouch_actor_denial(&life->actor) == VOUCH_DENIAL_GRANTOR);
	/* An administrator who is no holder. */
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_CREATE_USER, "bob", NULL));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_PROMOTE, "bob", NULL));
	life_refused(life, VOUCH_ACTION_GRANT_TOKEN, "alice", "bob",
		"who authorises it is no administrator");
	life_refused(life, VOUCH_ACTION_GRANT_TOKEN, "nobody-here", "steward", "plan again");
	LIFE_TRUE(life, vouch_actor_denial(&life->actor) == VOUCH_DENIAL_GONE);
	LIFE_TRUE(life, is_tokenless(life, "alice"));
}

static void a_grant_is_refused_in_known_words(void **state)
{
	(void)state;
	on_each(refuse_tokens);
}

static void refuse_last(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\n", ARGUMENTS(STEWARD, ALICE));
	/* Until 10.13.3 the tool does nothing without an administrator's password, and dscl has no
	 * guard: there only the executor stands before it. */
	if (life_is_from(life, "10.13.4")) {
		life_refused(life, VOUCH_ACTION_DELETE_USER, "steward", NULL, "last");
		LIFE_TRUE(life, life_look(life, "steward")->admin == VOUCH_YES);
		LIFE_TRUE(life, life_look(life, "steward")->token == VOUCH_TOKEN_LIVE);
	}
	LIFE_TRUE(life, life_apply(life, VOUCH_ACTION_REVOKE_TOKEN, "steward", "steward") < 0);
	LIFE_TRUE(life, life_look(life, "steward")->token == VOUCH_TOKEN_LIVE);
}

static void the_last_one_stays(void **state)
{
	(void)state;
	on_each(refuse_last);
}

/* FACTS 7.8, 7.9: found out before a token, a group or a home is taken. */
static void without_access(struct life *life, const struct life_mac *mac)
{
	const struct vouch_account *alice;

	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--quirk", "full_disk_access=off", STEWARD, "--admin", "alice",
			"--password", "-", "--token"));
	if (!life_is_from(life, "10.14")) {
		LIFE_TRUE(life, life_look(life, "alice") != NULL);
		return;
	}
	life_refused(
		life, VOUCH_ACTION_DELETE_USER, "alice", "steward", "give it Full Disk Access");
	alice = life_look(life, "alice");
	LIFE_TRUE(life, alice != NULL && alice->token == VOUCH_TOKEN_LIVE);
	LIFE_TRUE(life, alice->admin_by_name == VOUCH_YES && alice->admin_by_guid == VOUCH_YES);
	life_refused(life, VOUCH_ACTION_DELETE_USER, "alice", NULL, "give it Full Disk Access");
	LIFE_TRUE(life, life_look(life, "alice")->admin == VOUCH_YES);
}

static void missing_access_takes_nothing(void **state)
{
	(void)state;
	on_each(without_access);
}

/* FACTS 1.6: it says Done!, and nothing was done. The claim is worth nothing; the look tells. */
static void lie(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\npw-carol\n",
		ARGUMENTS("--quirk", "lie_done=on", STEWARD, ALICE, "--user", "carol", "--password",
			"-", "--token"));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_GRANT_TOKEN, "alice", "steward"));
	LIFE_TRUE(life, is_tokenless(life, "alice"));
	LIFE_TRUE(life, life_status(life, "alice") == VOUCH_NO);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_REVOKE_TOKEN, "carol", "steward"));
	LIFE_TRUE(life, life_look(life, "carol")->token == VOUCH_TOKEN_LIVE);
}

static void a_lie_is_found_out_by_looking(void **state)
{
	(void)state;
	on_each(lie);
}

static void refuse_passwords(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward-is-long\npw-alice-is-long\n",
		ARGUMENTS("--minimum-password", "12", STEWARD, ALICE));
	LIFE_TRUE(life, life_apply(life, VOUCH_ACTION_CREATE_USER, "bob", NULL) < 0);
	LIFE_TRUE(life, life_look(life, "bob")->password == VOUCH_NO);
	life->new_password = "pw-bob-is-long";
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_CREATE_USER, "bob", NULL));
	LIFE_TRUE(life, life_prove(life, "bob", "pw-bob-is-long") == VOUCH_PROOF_RIGHT);
}

static void a_password_the_policy_refuses_makes_no_account(void **state)
{
	(void)state;
	on_each(refuse_passwords);
}

/* FACTS 1.8: early systems take anybody for the last one. */
static void guard_falsely(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--quirk", "false_last_guard=on", STEWARD, ALICE));
	if (life_is_from(life, "10.14")) {
		life_refused(life, VOUCH_ACTION_DELETE_USER, "alice", NULL, "last");
		LIFE_TRUE(life, life_look(life, "alice") != NULL);
		return;
	}
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_DELETE_USER, "alice", NULL));
	LIFE_TRUE(life, life_look(life, "alice") == NULL);
}

static void a_false_guard_of_10_13_is_gone_around(void **state)
{
	(void)state;
	on_each(guard_falsely);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_grant_is_refused_in_known_words),
		cmocka_unit_test(the_last_one_stays),
		cmocka_unit_test(missing_access_takes_nothing),
		cmocka_unit_test(a_lie_is_found_out_by_looking),
		cmocka_unit_test(a_password_the_policy_refuses_makes_no_account),
		cmocka_unit_test(a_false_guard_of_10_13_is_gone_around),
	};

	life_choose(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
