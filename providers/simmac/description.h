/* description.h – a simulated Mac described in YAML, as options of `simmac create`.
 *
 *	os: 14.5
 *	filevault: on
 *	quirks: {lie_done: on}
 *	accounts:                 # in the order in which they are made
 *	- admin: setup
 *	  full-name: Setup Admin
 *	  password: "-"           # the next line of standard input
 *
 * Keys are the options without their dashes; a flag is true or false. What stands on the command
 * line beside --from comes later and wins.
 */
#ifndef SIMMAC_DESCRIPTION_H
#define SIMMAC_DESCRIPTION_H

#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

struct simmac_words {
	const char **items;
	size_t count, room;
};

/* from is a file, or the name of a ready-made description. */
int simmac_description_read(struct vouch_arena *arena, const char *from, struct simmac_words *out,
	struct vouch_err *err);
/* The same as "--key" and its value, always both, so that false can be told from what is not said;
 * an account may also be `absent: NAME`, and quirks are "--quirk", "NAME=on". */
int simmac_description_pairs(struct vouch_arena *arena, const char *from, struct simmac_words *out,
	struct vouch_err *err);
/* The text of a ready-made one; NULL where there is none of this name. */
const char *simmac_ready_text(const char *name);
/* Name and one line of each, for --help. NULL at the end. */
const char *simmac_ready_name(size_t index, const char **summary);

#endif
