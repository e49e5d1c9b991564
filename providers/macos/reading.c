/* reading.c – runs the tools of one look and reads the lists that every look needs. */
#include "reading.h"

void vouch_macos_reading_ask(
	struct vouch_macos_reading *reading, enum vouch_macos_tool tool, const char *name)
{
	reading->children[reading->count++] =
		vouch_macos_tool_child(reading->arena, reading->root, tool, name);
	reading->place[tool] = reading->count;
}

bool vouch_macos_reading_has_asked(
	const struct vouch_macos_reading *reading, enum vouch_macos_tool tool)
{
	return reading->place[tool] != 0;
}

void vouch_macos_ask_disk(struct vouch_macos_reading *reading)
{
	vouch_macos_reading_ask(reading, reading->can->crypto_users, NULL);
	if (reading->can->may_be_hfs)
		vouch_macos_reading_ask(reading, VOUCH_MACOS_VOLUME, NULL);
}

int vouch_macos_reading_run(struct vouch_macos_reading *reading, struct vouch_err *err)
{
	return vouch_spawn_run(reading->arena, reading->children, reading->count, err);
}

const struct vouch_child *vouch_macos_reading_child(
	const struct vouch_macos_reading *reading, enum vouch_macos_tool tool)
{
	return &reading->children[reading->place[tool] - 1];
}

void vouch_macos_reading_note(
	struct vouch_macos_reading *reading, const char *what, const char *why)
{
	struct vouch_arena *arena = reading->notes_arena;

	*VOUCH_PUSH(arena, reading->notes) = (struct vouch_probe_note){
		vouch_arena_text(arena, what), vouch_arena_text(arena, why)};
}

void vouch_macos_reading_note_output(struct vouch_macos_reading *reading, const char *what,
	enum vouch_macos_tool tool, const char *why)
{
	const char *command =
		vouch_macos_tool_text(reading->arena, vouch_macos_reading_child(reading, tool));

	vouch_macos_reading_note(
		reading, what, vouch_arena_printf(reading->arena, "%s: %s", command, why));
}

/* True where the tool ran well; notes what stays unknown where it did not. */
static bool ran_well(
	struct vouch_macos_reading *reading, enum vouch_macos_tool tool, const char *what)
{
	const char *trouble =
		vouch_macos_tool_trouble(reading->arena, vouch_macos_reading_child(reading, tool));

	if (trouble)
		vouch_macos_reading_note(reading, what, trouble);
	return trouble == NULL;
}

static void read_groups(struct vouch_macos_reading *reading, struct vouch_macos_lists *lists)
{
	static const char what[] = "admin, groups, disabled";
	struct vouch_macos_groups *groups = vouch_arena_alloc(reading->arena, sizeof *groups);
	const char *why = "";

	if (!ran_well(reading, VOUCH_MACOS_GROUPS, what))
		return;
	if (vouch_macos_parse_groups(reading->arena,
		    vouch_macos_reading_child(reading, VOUCH_MACOS_GROUPS)->result.out, groups,
		    &why))
		lists->groups = groups;
	else
		vouch_macos_reading_note_output(reading, what, VOUCH_MACOS_GROUPS, why);
}

static void read_filevault(struct vouch_macos_reading *reading, struct vouch_macos_lists *lists)
{
	static const char what[] = "machine.filevault";
	const char *why = "";

	if (!ran_well(reading, VOUCH_MACOS_FILEVAULT_STATUS, what))
		return;
	if (!vouch_macos_parse_filevault(reading->arena,
		    vouch_macos_reading_child(reading, VOUCH_MACOS_FILEVAULT_STATUS)->result.out,
		    &lists->filevault, &why))
		vouch_macos_reading_note_output(reading, what, VOUCH_MACOS_FILEVAULT_STATUS, why);
}

static void read_unlockers(struct vouch_macos_reading *reading, struct vouch_macos_lists *lists)
{
	static const char what[] = "filevault, token_sources.filevault_list";
	const struct vouch_child *child =
		vouch_macos_reading_child(reading, VOUCH_MACOS_FILEVAULT_LIST);
	struct vouch_macos_unlockers *list = vouch_arena_alloc(reading->arena, sizeof *list);
	const char *trouble = vouch_macos_tool_trouble(reading->arena, child);
	const char *why = "";

	if (trouble && child->result.end == VOUCH_END_EXITED &&
		vouch_macos_is_filevault_off(reading->arena, child->result.out, child->result.err))
		vouch_macos_reading_note(reading, "token_sources.filevault_list",
			"fdesetup keeps no list while FileVault is off");
	else if (trouble)
		vouch_macos_reading_note(reading, what, trouble);
	else if (vouch_macos_parse_unlockers(reading->arena, child->result.out, list, &why))
		lists->unlockers = list;
	else
		vouch_macos_reading_note_output(reading, what, VOUCH_MACOS_FILEVAULT_LIST, why);
}

void vouch_macos_read_lists(struct vouch_macos_reading *reading, struct vouch_macos_lists *lists)
{
	static const struct {
		enum vouch_macos_tool tool;
		void (*read)(struct vouch_macos_reading *, struct vouch_macos_lists *);
	} steps[] = {
		{VOUCH_MACOS_GROUPS, read_groups},
		{VOUCH_MACOS_FILEVAULT_STATUS, read_filevault},
		{VOUCH_MACOS_FILEVAULT_LIST, read_unlockers},
	};
	size_t i;

	vouch_macos_read_disk(reading, lists);
	for (i = 0; i < sizeof steps / sizeof *steps; i++)
		if (vouch_macos_reading_has_asked(reading, steps[i].tool))
			steps[i].read(reading, lists);
}
