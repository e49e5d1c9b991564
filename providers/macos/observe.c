/* observe.c – the whole Mac in one look. */
#include "probe_self.h"
#include "root.h"

/* The one answer without which nothing can be said. */
static int read_accounts(
	struct vouch_macos_reading *reading, struct vouch_accounts *accounts, struct vouch_err *err)
{
	const struct vouch_child *child = vouch_macos_reading_child(reading, VOUCH_MACOS_USERS);
	const char *trouble = vouch_macos_tool_trouble(reading->arena, child);
	const char *why = "";
	size_t nameless = 0;

	if (trouble)
		return vouch_err_set(err, VOUCH_E_OBSERVE,
			"the accounts cannot be listed: %s (run it by hand to see; Vouch needs "
			"root and a working Open Directory)",
			trouble);
	if (!vouch_macos_parse_users(reading->arena, child->result.out, accounts, &nameless, &why))
		return vouch_err_set(err, VOUCH_E_OBSERVE,
			"the accounts cannot be listed: %s: %s (run it by hand and report what it "
			"prints)",
			vouch_macos_tool_text(reading->arena, child), why);
	if (nameless > 0)
		vouch_macos_reading_note_output(reading, "accounts", VOUCH_MACOS_USERS,
			vouch_arena_printf(reading->arena,
				"%zu records have no readable name and are left out", nameless));
	return 0;
}

int vouch_macos_observe(void *self, struct vouch_arena *arena, const struct vouch_names *named,
	struct vouch_snapshot *out, struct vouch_err *err)
{
	struct vouch_macos_probe *probe = self;
	struct vouch_macos_reading reading = vouch_macos_probe_begin(probe, arena);
	struct vouch_macos_lists lists = {0};
	struct vouch_snapshot snapshot = {.taken_at = vouch_macos_root_now(probe->root)};
	int r;

	vouch_macos_reading_ask(&reading, VOUCH_MACOS_USERS, NULL);
	vouch_macos_reading_ask(&reading, VOUCH_MACOS_GROUPS, NULL);
	vouch_macos_ask_disk(&reading);
	vouch_macos_reading_ask(&reading, VOUCH_MACOS_FILEVAULT_LIST, NULL);
	vouch_macos_reading_ask(&reading, VOUCH_MACOS_FILEVAULT_STATUS, NULL);
	vouch_macos_ask_machine(&reading);
	r = vouch_macos_reading_run(&reading, err);
	if (r < 0)
		return vouch_err_wrap(err, "observing this Mac");
	r = read_accounts(&reading, &snapshot.accounts, err);
	if (r < 0)
		return r;
	vouch_macos_read_lists(&reading, &lists);
	vouch_macos_read_machine(&reading, &lists, &snapshot.machine);
	vouch_macos_join(arena, &lists, &snapshot.accounts);
	snapshot.orphans = vouch_macos_orphans(arena, lists.crypto_users, &snapshot.accounts);
	vouch_macos_drop_system(arena, named, &snapshot.accounts);
	*out = snapshot;
	return 0;
}
