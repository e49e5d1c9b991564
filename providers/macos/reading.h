/* reading.h – one look: tools run side by side, each answer parsed or noted as unknown, with why.
 *
 *	struct vouch_macos_reading reading = { .arena = …, .root = …, .notes = … };
 *	vouch_macos_reading_ask(&reading, VOUCH_MACOS_GROUPS, NULL);
 *	...
 *	vouch_macos_reading_run(&reading, err);
 *	vouch_macos_read_lists(&reading, &lists);
 */
#ifndef VOUCH_MACOS_READING_H
#define VOUCH_MACOS_READING_H

#include "capability.h"
#include "join.h"
#include "vouch/api/probe.h"

struct vouch_macos_reading {
	struct vouch_arena *arena; /* where records and answers live */
	const char *root;
	const char *version, *no_version; /* NULL where it cannot be read: then why */
	const struct vouch_macos_capability *can;
	struct vouch_arena *notes_arena;
	struct vouch_probe_notes *notes;
	struct vouch_child children[VOUCH_MACOS_TOOL_COUNT];
	size_t count;
	size_t place[VOUCH_MACOS_TOOL_COUNT]; /* position in children, from 1; 0: not asked */
};

void vouch_macos_reading_ask(
	struct vouch_macos_reading *reading, enum vouch_macos_tool tool, const char *name);
/* Starts all that were asked, side by side. An error only where the system itself fails. */
int vouch_macos_reading_run(struct vouch_macos_reading *reading, struct vouch_err *err);
bool vouch_macos_reading_has_asked(
	const struct vouch_macos_reading *reading, enum vouch_macos_tool tool);
/* The child of a tool that was asked. */
const struct vouch_child *vouch_macos_reading_child(
	const struct vouch_macos_reading *reading, enum vouch_macos_tool tool);
/* what stays unknown because of why. */
void vouch_macos_reading_note(
	struct vouch_macos_reading *reading, const char *what, const char *why);
/* The same, where the child ran well and its output could not be read. */
void vouch_macos_reading_note_output(struct vouch_macos_reading *reading, const char *what,
	enum vouch_macos_tool tool, const char *why);

/* What tells the file system and who holds a token, in the forms of this version. */
void vouch_macos_ask_disk(struct vouch_macos_reading *reading);
/* Groups, crypto users, FileVault status and list, as far as they were asked and can be read. */
void vouch_macos_read_lists(struct vouch_macos_reading *reading, struct vouch_macos_lists *lists);
/* reading_disk.c: the part of it about the file system and the crypto users. */
void vouch_macos_read_disk(struct vouch_macos_reading *reading, struct vouch_macos_lists *lists);
/* The tools that vouch_macos_read_machine reads, beside those of the lists. */
void vouch_macos_ask_machine(struct vouch_macos_reading *reading);
void vouch_macos_read_machine(struct vouch_macos_reading *reading,
	const struct vouch_macos_lists *lists, struct vouch_machine *machine);

#endif
