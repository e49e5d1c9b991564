/* versions_apfs.c – every change on every version of macOS with APFS, and what is there afterwards.
 */
#include "simmac_life.h"

#include <string.h>

#include "vouch/model/machine.h"

#define STEWARD "--admin", "steward", "--password", "-"
#define ALICE   "--user", "alice", "--uid", "510", "--password", "-"

static void on_each(life_test test)
{
	life_on_each(test, life_apfs_macs, life_apfs_count);
}

static bool is_live(const struct vouch_account *account)
{
	return account != NULL && account->token == VOUCH_TOKEN_LIVE &&
	       account->token_status == VOUCH_YES && account->token_tag == VOUCH_YES &&
	       account->token_crypto_user == VOUCH_YES;
}

static bool is_tokenless(const struct vouch_account *account)
{
	return account != NULL && account->token == VOUCH_TOKEN_NONE &&
	       account->token_status == VOUCH_NO;
}

/* --- looking --- */

static void see_all(struct life *life, const struct life_mac *mac)
{
	struct vouch_snapshot snapshot;
	const struct vouch_account *steward, *alice;

	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE));
	snapshot = life_observe(life);
	steward = vouch_snapshot_find(&snapshot, "steward");
	alice = vouch_snapshot_find(&snapshot, "alice");
	LIFE_TRUE(life, vouch_probe_notes(&life->probe)->count == 0);
	LIFE_TRUE(life, strcmp(snapshot.machine.os, mac->os) == 0);
	LIFE_TRUE(life, strcmp(vouch_chip_text(snapshot.machine.chip), mac->chip) == 0);
	LIFE_TRUE(life, snapshot.machine.filesystem == VOUCH_FILESYSTEM_APFS);
	LIFE_TRUE(life, snapshot.machine.filevault == VOUCH_FILEVAULT_ON);
	LIFE_TRUE(life, snapshot.machine.recovery_key == VOUCH_YES);
	LIFE_TRUE(life, snapshot.machine.mdm == VOUCH_MDM_NONE);
	LIFE_TRUE(life, snapshot.machine.bootstrap_token == VOUCH_BOOTSTRAP_UNSUPPORTED);
	LIFE_TRUE(life, snapshot.orphans.known && snapshot.orphans.names.count == 0);
	LIFE_TRUE(life, steward->token == VOUCH_TOKEN_LIVE && steward->filevault == VOUCH_YES);
	LIFE_TRUE(life, steward->admin == VOUCH_YES);
	LIFE_TRUE(life,
		steward->volume_owner == (life_is_from(life, "11") ? VOUCH_YES : VOUCH_UNKNOWN));
	LIFE_TRUE(life, alice->token == VOUCH_TOKEN_NONE && alice->filevault == VOUCH_NO);
	LIFE_TRUE(life, is_live(life_look(life, "steward")));
	LIFE_TRUE(life, is_tokenless(life_look(life, "alice")));
	LIFE_TRUE(life, life_look(life, "nobody-here") == NULL);
}

static void each_version_is_seen_as_it_is(void **state)
{
	(void)state;
	on_each(see_all);
}

/* --- accounts and powers --- */

static void come_and_go(struct life *life, const struct life_mac *mac)
{
	const struct vouch_account *bob;
	struct vouch_snapshot snapshot;

	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_CREATE_USER, "bob", "steward"));
	bob = life_look(life, "bob");
	LIFE_TRUE(life, is_live(bob) && bob->filevault == VOUCH_YES && bob->admin == VOUCH_NO);
	LIFE_TRUE(life, bob->password == VOUCH_YES && bob->uid.known && bob->uid.value >= 501);
	LIFE_TRUE(life,
		strcmp(bob->shell, life_is_from(life, "10.15") ? "/bin/zsh" : "/bin/bash") == 0);
	LIFE_TRUE(life, life_prove(life, "bob", "pw-bob") == VOUCH_PROOF_RIGHT);
	LIFE_TRUE(life, life_prove(life, "bob", "pw-wrong") == VOUCH_PROOF_WRONG);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_PROMOTE, "bob", NULL));
	bob = life_look(life, "bob");
	LIFE_TRUE(life, bob->admin_by_name == VOUCH_YES && bob->admin_by_guid == VOUCH_YES);
	LIFE_TRUE(life, is_live(bob));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_DEMOTE, "bob", NULL));
	LIFE_TRUE(life, life_look(life, "bob")->admin == VOUCH_NO);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_REFRESH_PREBOOT, NULL, NULL));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_PROMOTE, "bob", NULL));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_DELETE_USER, "bob", "steward"));
	LIFE_TRUE(life, life_look(life, "bob") == NULL);
	snapshot = life_observe(life);
	LIFE_TRUE(life, snapshot.orphans.known && snapshot.orphans.names.count == 0);
	LIFE_TRUE(life,
		strstr(life_tool(life, "usr/bin/dscl", ARGUMENTS(".", "-read", "/Groups/admin"))
				.out,
			"11111111-2222") == NULL);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_DELETE_USER, "alice", NULL));
	LIFE_TRUE(life, life_look(life, "alice") == NULL);
}

static void accounts_come_and_go(void **state)
{
	(void)state;
	on_each(come_and_go);
}

/* --- tokens --- */

static void give_and_take(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_GRANT_TOKEN, "alice", "steward"));
	LIFE_TRUE(life, is_live(life_look(life, "alice")));
	LIFE_TRUE(life, life_look(life, "alice")->filevault == VOUCH_YES);
	LIFE_TRUE(life, life_status(life, "alice") == VOUCH_YES);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_REVOKE_TOKEN, "alice", "steward"));
	LIFE_TRUE(life, is_tokenless(life_look(life, "alice")));
	LIFE_TRUE(life, life_look(life, "alice")->filevault == VOUCH_NO);
	LIFE_TRUE(life, life_prove(life, "alice", "pw-alice") == VOUCH_PROOF_RIGHT);
}

static void a_token_is_given_and_taken_off(void **state)
{
	(void)state;
	on_each(give_and_take);
}

/* FACTS 1.1, T9: the tag says that it holds, the disk does not. */
static void mend(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE, "--token"));
	LIFE_TRUE(life, is_live(life_look(life, "alice")));
	LIFE_TRUE(life,
		life_tool(life, "usr/bin/fdesetup", ARGUMENTS("remove", "-user", "alice")).status ==
			0);
	LIFE_TRUE(life, life_look(life, "alice")->token == VOUCH_TOKEN_DEAD);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_REPAIR_TOKEN, "alice", "steward"));
	LIFE_TRUE(life, is_live(life_look(life, "alice")));
}

static void a_dead_token_is_seen_and_repaired(void **state)
{
	(void)state;
	on_each(mend);
}

/* FACTS 7.5, 7.7: it looks live to everybody; only a grant tells. */
static void mend_silent(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\npw-dora\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE, "--admin", "dora", "--password", "-",
			"--token", "--dead-token"));
	LIFE_TRUE(life, is_live(life_look(life, "dora")));
	life_refused(life, VOUCH_ACTION_GRANT_TOKEN, "alice", "dora", "repair that token");
	LIFE_TRUE(life, vouch_actor_denial(&life->actor) == VOUCH_DENIAL_GRANTOR);
	LIFE_TRUE(life, is_tokenless(life_look(life, "alice")));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_REPAIR_TOKEN, "dora", "steward"));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_GRANT_TOKEN, "alice", "dora"));
	LIFE_TRUE(life, is_live(life_look(life, "alice")));
}

static void a_token_that_only_looks_live_is_told_by_its_grant(void **state)
{
	(void)state;
	on_each(mend_silent);
}

/* FACTS 1.2, 1.7: the first token, where nobody holds one. */
static void mint(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-alice\n",
		ARGUMENTS("--admin", "alice", "--password", "-", "--no-token"));
	LIFE_TRUE(life, is_tokenless(life_look(life, "alice")));
	if (!life_is_from(life, "10.13.4")) {
		life_refused(life, VOUCH_ACTION_MINT_TOKEN, "alice", NULL, "no first token");
		LIFE_TRUE(life, is_tokenless(life_look(life, "alice")));
		/* What the executor does before it starts any tool. */
		LIFE_TRUE(life, life_prove(life, "alice", "pw-alice") == VOUCH_PROOF_RIGHT);
	} else {
		LIFE_OK(life, life_apply(life, VOUCH_ACTION_MINT_TOKEN, "alice", NULL));
	}
	LIFE_TRUE(life, is_live(life_look(life, "alice")));
}

static void a_first_token_is_minted(void **state)
{
	(void)state;
	on_each(mint);
}

/* --- passwords --- */

/* FACTS 7.A. */
static void change_passwords(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE, "--token"));
	life->new_password = "pw-second";
	life_refused(life, VOUCH_ACTION_SET_PASSWORD, "alice", NULL, "would not follow it");
	life->old_password = "pw-alice";
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_SET_PASSWORD, "alice", NULL));
	LIFE_TRUE(life, life_prove(life, "alice", "pw-second") == VOUCH_PROOF_RIGHT);
	life->old_password = NULL;
	life->new_password = "pw-third";
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_SET_PASSWORD, "alice", "steward"));
	LIFE_TRUE(life, life_prove(life, "alice", "pw-third") == VOUCH_PROOF_RIGHT);
	LIFE_TRUE(life, is_live(life_look(life, "alice")));
	/* The token follows: who holds one that works can be an administrator's grantor. */
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_PROMOTE, "alice", NULL));
	life->new_password = NULL;
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_CREATE_USER, "bob", NULL));
	life->new_password = "pw-bob-2";
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_SET_PASSWORD, "bob", NULL));
	LIFE_TRUE(life, life_prove(life, "bob", "pw-bob-2") == VOUCH_PROOF_RIGHT);
	LIFE_TRUE(life, is_tokenless(life_look(life, "bob")));
}

static void a_password_changes_and_the_token_stays(void **state)
{
	(void)state;
	on_each(change_passwords);
}

/* --- FileVault --- */

static enum vouch_proof key_is(struct life *life, const struct vouch_secret *key)
{
	enum vouch_proof proof = VOUCH_PROOF_UNKNOWN;

	LIFE_OK(life, life->actor.ops->prove_key(
			      life->actor.self, key, &proof, &life->transcript, &life->err));
	return proof;
}

/* FACTS F1, F3, 4.2: the key comes back, and is right; another one ends it. */
static void switch_on(struct life *life, const struct life_mac *mac)
{
	struct vouch_machine machine = {0};
	struct vouch_secret steward = {0}, second = {0};

	life_begin(life, mac, "pw-steward\npw-alice\n", ARGUMENTS(STEWARD, ALICE, "--token"));
	life->wrong_by = true;
	life_refused(life, VOUCH_ACTION_ENABLE_FILEVAULT, NULL, "steward", "was not accepted");
	LIFE_TRUE(life, life->made_key.length == 0);
	life->wrong_by = false;
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_ENABLE_FILEVAULT, NULL, "steward"));
	LIFE_TRUE(life, life->made_key.length == 29);
	LIFE_OK(life, life->probe.ops->look_machine(
			      life->probe.self, &life->arena, &machine, &life->err));
	LIFE_TRUE(life, machine.filevault == VOUCH_FILEVAULT_ON ||
				machine.filevault == VOUCH_FILEVAULT_ENCRYPTING);
	LIFE_TRUE(life, key_is(life, &life->made_key) == VOUCH_PROOF_RIGHT);
	LIFE_OK(life, vouch_secret_set(&steward, "pw-steward", 10, &life->err));
	LIFE_OK(life, life->actor.ops->make_key(life->actor.self, "steward", &steward, &second,
			      &life->transcript, &life->err));
	LIFE_TRUE(life, key_is(life, &second) == VOUCH_PROOF_RIGHT);
	LIFE_TRUE(life, key_is(life, &life->made_key) == VOUCH_PROOF_WRONG);
	LIFE_TRUE(life, strstr(vouch_buf_get(&life->transcript), second.bytes) == NULL);
	LIFE_TRUE(life, is_live(life_look(life, "alice")));
	vouch_secret_release(&steward);
	vouch_secret_release(&second);
}

static void filevault_is_switched_on_and_its_key_comes_back(void **state)
{
	(void)state;
	on_each(switch_on);
}

/* --- the bootstrap token --- */

/* FACTS 6.2, B1: from 10.15 on, on a terminal. */
static void escrow(struct life *life, const struct life_mac *mac)
{
	bool has = vouch_version_compare(mac->os, "10.15") >= 0;
	struct vouch_machine machine = {0};

	if (!has)
		life_begin(life, mac, "pw-steward\n", ARGUMENTS("--mdm", "automated", STEWARD));
	else
		life_begin(life, mac, "pw-steward\n",
			ARGUMENTS("--mdm", "automated", "--bootstrap", "supported", STEWARD));
	if (!has) {
		LIFE_TRUE(life,
			life_observe(life).machine.bootstrap_token == VOUCH_BOOTSTRAP_UNSUPPORTED);
		life_refused(life, VOUCH_ACTION_ESCROW_BOOTSTRAP, NULL, "steward",
			"has no bootstrap token");
		return;
	}
	LIFE_TRUE(life, life_observe(life).machine.bootstrap_token == VOUCH_BOOTSTRAP_SUPPORTED);
	life->wrong_by = true;
	life_refused(life, VOUCH_ACTION_ESCROW_BOOTSTRAP, NULL, "steward", "was not accepted");
	life->wrong_by = false;
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_ESCROW_BOOTSTRAP, NULL, "steward"));
	LIFE_OK(life, life->probe.ops->look_machine(
			      life->probe.self, &life->arena, &machine, &life->err));
	LIFE_TRUE(life, machine.bootstrap_token == VOUCH_BOOTSTRAP_ESCROWED);
	LIFE_TRUE(life, machine.mdm == VOUCH_MDM_AUTOMATED);
}

static void a_bootstrap_token_is_escrowed(void **state)
{
	(void)state;
	on_each(escrow);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_version_is_seen_as_it_is),
		cmocka_unit_test(accounts_come_and_go),
		cmocka_unit_test(a_token_is_given_and_taken_off),
		cmocka_unit_test(a_dead_token_is_seen_and_repaired),
		cmocka_unit_test(a_token_that_only_looks_live_is_told_by_its_grant),
		cmocka_unit_test(a_first_token_is_minted),
		cmocka_unit_test(a_password_changes_and_the_token_stays),
		cmocka_unit_test(filevault_is_switched_on_and_its_key_comes_back),
		cmocka_unit_test(a_bootstrap_token_is_escrowed),
	};

	life_choose(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
