/* lines.h – the output of a tool as lines of text: what every parser of plain text starts from. */
#ifndef VOUCH_MACOS_LINES_H
#define VOUCH_MACOS_LINES_H

#include <stdbool.h>

#include "vouch/base/arena.h"
#include "vouch/base/file.h"

struct vouch_macos_lines {
	struct vouch_arena *arena;
	const char *at, *end;
};

/* False, with *why set, where the bytes are no text (a NUL, bad UTF-8). */
bool vouch_macos_lines_begin(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_lines *out, const char **why);
/* The next line that is not blank, without blanks around it; NULL after the last. */
const char *vouch_macos_lines_next(struct vouch_macos_lines *lines);
/* What stands behind prefix in line, or NULL where the line starts otherwise. */
const char *vouch_macos_line_after(const char *line, const char *prefix);

#endif
