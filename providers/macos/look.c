/* look.c – one account, or the machine, right before and right after an action. */
#include <string.h>

#include "parse_machine.h"
#include "probe_self.h"
#include "root.h"
#include "vouch/base/text.h"

/* FACTS 3.1: dscl -read of a record that is not there exits 56 and says so. Both are wanted, so
 * that no other failure is taken for an absent account. */
static bool says_absent(const struct vouch_child *child)
{
	static const char phrase[] = "-14136 (eDSRecordNotFound)";
	const struct vouch_child_result *result = &child->result;

	return result->end == VOUCH_END_EXITED && result->status == 56 && !result->err_cut &&
	       result->err.length > 0 && strstr(result->err.data, phrase);
}

static enum vouch_tri read_record(
	struct vouch_macos_reading *reading, const char *name, struct vouch_account *account)
{
	const struct vouch_child *child = vouch_macos_reading_child(reading, VOUCH_MACOS_USER);
	const char *trouble = vouch_macos_tool_trouble(reading->arena, child);
	const char *why = "the record has another name";

	if (trouble && says_absent(child))
		return VOUCH_NO;
	if (trouble)
		vouch_macos_reading_note(reading, "state", trouble);
	else if (vouch_macos_parse_user(reading->arena, child->result.out, account, &why) &&
		 vouch_account_is_named(account, name))
		return VOUCH_YES;
	else
		vouch_macos_reading_note_output(reading, "state", VOUCH_MACOS_USER, why);
	return VOUCH_UNKNOWN;
}

/* Every form answers on standard error. FACTS 0.3: the exit status says nothing of the answer. */
static enum vouch_tri status_of(struct vouch_arena *arena, const struct vouch_child *child)
{
	static const enum vouch_tri verdicts[] = {
		[VOUCH_MACOS_STATUS_UNREADABLE] = VOUCH_UNKNOWN,
		[VOUCH_MACOS_STATUS_ENABLED] = VOUCH_YES,
		[VOUCH_MACOS_STATUS_DISABLED] = VOUCH_NO,
		[VOUCH_MACOS_STATUS_NO_USER] = VOUCH_UNKNOWN,
		[VOUCH_MACOS_STATUS_WANTS_ADMIN] = VOUCH_UNKNOWN,
	};

	if (child->result.end != VOUCH_END_EXITED || child->result.err_cut)
		return VOUCH_UNKNOWN;
	return verdicts[vouch_macos_parse_status(arena, child->result.err)];
}

static int refuse_name(struct vouch_arena *arena, const char *name, struct vouch_err *err)
{
	return vouch_err_set(err, VOUCH_E_OBSERVE,
		"macOS cannot be asked about an account named \"%s\": use a name without \"/\" and "
		"control characters that starts with neither \"-\" nor \".\"",
		vouch_text_escaped(arena, name));
}

int vouch_macos_look(void *self, struct vouch_arena *arena, const char *name,
	struct vouch_account *out, enum vouch_tri *present, struct vouch_err *err)
{
	struct vouch_macos_reading reading = vouch_macos_probe_begin(self, arena);
	struct vouch_macos_lists lists = {0};
	struct vouch_account account = {0};
	struct vouch_accounts one = {&account, 1, 1};
	enum vouch_tri found;

	if (!vouch_macos_name_is_askable(name))
		return refuse_name(arena, name, err);
	vouch_macos_reading_ask(&reading, VOUCH_MACOS_USER, name);
	vouch_macos_reading_ask(&reading, VOUCH_MACOS_GROUPS, NULL);
	vouch_macos_ask_disk(&reading);
	vouch_macos_reading_ask(&reading, VOUCH_MACOS_FILEVAULT_LIST, NULL);
	vouch_macos_reading_ask(&reading, VOUCH_MACOS_FILEVAULT_STATUS, NULL);
	vouch_macos_reading_ask(&reading, reading.can->token_status, name);
	if (vouch_macos_reading_run(&reading, err) < 0)
		return vouch_err_wrap(err, "looking at account %s", name);
	found = read_record(&reading, name, &account);
	if (found == VOUCH_YES) {
		vouch_macos_read_lists(&reading, &lists);
		account.token_status = status_of(
			arena, vouch_macos_reading_child(&reading, reading.can->token_status));
		vouch_macos_join(arena, &lists, &one);
		*out = account;
	}
	*present = found;
	return 0;
}

int vouch_macos_look_machine(
	void *self, struct vouch_arena *arena, struct vouch_machine *out, struct vouch_err *err)
{
	struct vouch_macos_reading reading = vouch_macos_probe_begin(self, arena);
	struct vouch_macos_lists lists = {0};
	struct vouch_machine machine = {0};

	vouch_macos_ask_disk(&reading);
	vouch_macos_reading_ask(&reading, VOUCH_MACOS_FILEVAULT_STATUS, NULL);
	vouch_macos_ask_machine(&reading);
	if (vouch_macos_reading_run(&reading, err) < 0)
		return vouch_err_wrap(err, "looking at this Mac");
	vouch_macos_read_lists(&reading, &lists);
	vouch_macos_read_machine(&reading, &lists, &machine);
	*out = machine;
	return 0;
}

int vouch_macos_token_status(
	void *self, const char *name, enum vouch_tri *out, struct vouch_err *err)
{
	struct vouch_macos_probe *probe = self;
	struct vouch_arena arena;
	struct vouch_child child;
	const char *version, *why;
	int r = 0;

	vouch_arena_init(&arena);
	if (!vouch_macos_name_is_askable(name))
		r = refuse_name(&arena, name, err);
	if (r == 0) {
		version = vouch_macos_root_version(&arena, probe->root, &why);
		child = vouch_macos_tool_child(&arena, probe->root,
			vouch_macos_capability_of(version)->token_status, name);
		r = vouch_spawn_run(&arena, &child, 1, err);
		if (r == 0)
			*out = status_of(&arena, &child);
		else
			(void)vouch_err_wrap(err, "asking for the token of %s", name);
	}
	vouch_arena_release(&arena);
	return r;
}
