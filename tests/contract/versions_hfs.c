/* versions_hfs.c – Macs on HFS+: no tokens, and a FileVault list that stands alone. */
#include <string.h>

#include "simmac_life.h"

#define STEWARD "--admin", "steward", "--password", "-"
#define ALICE   "--user", "alice", "--uid", "510", "--password", "-"

static void on_each(life_test test)
{
	life_on_each(test, life_hfs_macs, life_hfs_count);
}

static void see_all(struct life *life, const struct life_mac *mac)
{
	struct vouch_snapshot snapshot;
	const struct vouch_account *steward;

	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE));
	snapshot = life_observe(life);
	steward = vouch_snapshot_find(&snapshot, "steward");
	LIFE_TRUE(life, snapshot.machine.filesystem == VOUCH_FILESYSTEM_HFS);
	LIFE_TRUE(life, snapshot.machine.filevault == VOUCH_FILEVAULT_ON);
	LIFE_TRUE(life, snapshot.machine.bootstrap_token == VOUCH_BOOTSTRAP_UNSUPPORTED);
	LIFE_TRUE(life, steward->token == VOUCH_TOKEN_NONE && steward->filevault == VOUCH_YES);
	LIFE_TRUE(life, vouch_snapshot_find(&snapshot, "alice")->filevault == VOUCH_NO);
	LIFE_TRUE(life, snapshot.orphans.known && snapshot.orphans.names.count == 0);
	LIFE_TRUE(life, life_look(life, "steward")->token == VOUCH_TOKEN_NONE);
}

static void each_version_is_seen_as_it_is(void **state)
{
	(void)state;
	on_each(see_all);
}

static void unlock(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_ADD_UNLOCKER, "alice", "steward"));
	LIFE_TRUE(life, life_look(life, "alice")->filevault == VOUCH_YES);
	LIFE_TRUE(life, life_look(life, "alice")->token == VOUCH_TOKEN_NONE);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_REMOVE_UNLOCKER, "steward", NULL));
	LIFE_TRUE(life, life_look(life, "steward")->filevault == VOUCH_NO);
	life_refused(
		life, VOUCH_ACTION_REMOVE_UNLOCKER, "alice", NULL, "last account that unlocks");
	LIFE_TRUE(life, life_look(life, "alice")->filevault == VOUCH_YES);
}

static void unlockers_come_and_go(void **state)
{
	(void)state;
	on_each(unlock);
}

static void refuse(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE));
	life->wrong_by = true;
	life_refused(life, VOUCH_ACTION_ADD_UNLOCKER, "alice", "steward", "check where it comes");
	life->wrong_by = false;
	life->wrong_user = true;
	LIFE_TRUE(life, life_apply(life, VOUCH_ACTION_ADD_UNLOCKER, "alice", "steward") < 0);
	LIFE_TRUE(life, life_look(life, "alice")->filevault == VOUCH_NO);
}

static void wrong_passwords_add_nobody(void **state)
{
	(void)state;
	on_each(refuse);
}

static void without_filevault(struct life *life, const struct life_mac *mac)
{
	struct vouch_snapshot snapshot;

	life_begin(life, mac, "pw-steward\npw-alice\n", ARGUMENTS(STEWARD, ALICE));
	snapshot = life_observe(life);
	LIFE_TRUE(life, vouch_snapshot_find(&snapshot, "steward")->filevault == VOUCH_NO);
	LIFE_TRUE(life, life_apply(life, VOUCH_ACTION_ADD_UNLOCKER, "alice", "steward") < 0);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_CREATE_USER, "bob", NULL));
	LIFE_TRUE(life, life_look(life, "bob")->token == VOUCH_TOKEN_NONE);
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_PROMOTE, "bob", NULL));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_DELETE_USER, "bob", NULL));
	LIFE_TRUE(life, life_look(life, "bob") == NULL);
	LIFE_TRUE(life,
		strstr(life_tool(life, "usr/bin/dscl", ARGUMENTS(".", "-read", "/Groups/admin"))
				.out,
			"bob") == NULL);
}

static void accounts_come_and_go_without_filevault(void **state)
{
	(void)state;
	on_each(without_filevault);
}

/* Whoever unlocks the disk and is deleted unlocks it no more. */
static void leave(struct life *life, const struct life_mac *mac)
{
	life_begin(life, mac, "pw-steward\npw-alice\n",
		ARGUMENTS("--filevault", "on", STEWARD, ALICE));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_ADD_UNLOCKER, "alice", "steward"));
	LIFE_OK(life, life_apply(life, VOUCH_ACTION_DELETE_USER, "alice", NULL));
	LIFE_TRUE(life, life_look(life, "alice") == NULL);
	LIFE_TRUE(life, strstr(life_tool(life, "usr/bin/fdesetup", ARGUMENTS("list")).out,
				"(null)") == NULL);
}

static void a_leaver_leaves_the_list(void **state)
{
	(void)state;
	on_each(leave);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_version_is_seen_as_it_is),
		cmocka_unit_test(unlockers_come_and_go),
		cmocka_unit_test(wrong_passwords_add_nobody),
		cmocka_unit_test(accounts_come_and_go_without_filevault),
		cmocka_unit_test(a_leaver_leaves_the_list),
	};

	life_choose(argc, argv);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
