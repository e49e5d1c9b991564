/* fault.h – faults of a simulated Mac: calls of tools that fail, hang, lie or take their caller
 *down.
 *
 * They stand in ROOT/private/var/db/simmac/faults, one a line, fields separated by one space:
 *
 *	KIND SKIP TIMES TOOL WORD
 *
 * TOOL is a tool's name and WORD one of its arguments; "*" is any. The first line that matches a
 * call and has SKIP 0 strikes it; every line that matches with a SKIP above 0 counts it down. TIMES
 * counts down with each strike, and at 0 the line is gone. So "no line left" means: it struck.
 *
 *	fail          says so on standard error and exits 1; nothing happens
 *	hang          never ends; nothing happens
 *	garbage       prints bytes that mean nothing and exits 0; nothing happens
 *	lie           prints what it always prints, with the usual status; nothing happens
 *	killed        the tool is killed before it does anything
 *	killed-after  the tool is killed when it has done everything
 *	cut           caller and tool are killed before anything happens: a power cut
 *	cut-after     they are killed when everything has happened
 *	orphan        the caller is killed; the tool goes on
 *	half-1 … 5    the tool is killed within its first … fifth write
 *	short         half of what it prints is lost, on either stream
 *
 * The caller is the process that started the tool. A strike is recorded in the trace.
 */
#ifndef SIMMAC_FAULT_H
#define SIMMAC_FAULT_H

#include <stdbool.h>

#include "mac.h"

enum simmac_fault {
	SIMMAC_FAULT_NONE,
	SIMMAC_FAULT_FAIL,
	SIMMAC_FAULT_HANG,
	SIMMAC_FAULT_GARBAGE,
	SIMMAC_FAULT_LIE,
	SIMMAC_FAULT_KILLED,
	SIMMAC_FAULT_KILLED_AFTER,
	SIMMAC_FAULT_CUT,
	SIMMAC_FAULT_CUT_AFTER,
	SIMMAC_FAULT_ORPHAN,
	SIMMAC_FAULT_HALF_1,
	SIMMAC_FAULT_HALF_2,
	SIMMAC_FAULT_HALF_3,
	SIMMAC_FAULT_HALF_4,
	SIMMAC_FAULT_HALF_5,
	SIMMAC_FAULT_SHORT,
	SIMMAC_FAULT_COUNT
};

/* SIMMAC_FAULT_COUNT where there is no such fault. */
enum simmac_fault simmac_fault_find(const char *word);
const char *simmac_fault_word(enum simmac_fault fault);

/* What strikes this call; counts it. A file that cannot be read strikes nothing. */
enum simmac_fault simmac_fault_next(
	struct simmac_mac *mac, const char *tool, int argc, char *const *argv);
/* Before the tool: true where it must not run, with its exit status. May not return. */
bool simmac_fault_before(struct simmac_mac *mac, enum simmac_fault fault, int *status);
/* Of one stream whose output is to be cut: where it went, and where it is kept meanwhile. */
struct simmac_kept {
	int real, file;
};

/* For short: keeps standard output and error back, and lets the first half of each go. */
void simmac_fault_keep_output(enum simmac_fault fault, struct simmac_kept kept[2]);
void simmac_fault_cut_output(enum simmac_fault fault, struct simmac_kept kept[2]);
/* After the tool has done everything and said so. May not return. */
void simmac_fault_after(enum simmac_fault fault);

#endif
