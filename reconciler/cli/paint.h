/* paint.h – colour, where a terminal shows it and nobody asked for none; and escaped text. */
#ifndef VOUCH_CLI_PAINT_H
#define VOUCH_CLI_PAINT_H

#include <stdbool.h>

#include "vouch/base/buf.h"

enum vouch_paint {
	VOUCH_PAINT_PLAIN,
	VOUCH_PAINT_CREATE,
	VOUCH_PAINT_CHANGE,
	VOUCH_PAINT_REMOVE,
	VOUCH_PAINT_WAIT,
	VOUCH_PAINT_ERROR,
	VOUCH_PAINT_FAINT,
	VOUCH_PAINT_STRONG,
	VOUCH_PAINT_COUNT
};

/* Where text goes, and whether it may be coloured. */
struct vouch_page {
	struct vouch_buf *out;
	bool colour;
};

/* A terminal, no NO_COLOR in the environment, TERM other than dumb, not forbidden. */
bool vouch_paint_wanted(int fd, bool forbidden);
/* Escaped. NULL shows as "-". */
void vouch_page_text(struct vouch_page *page, enum vouch_paint paint, const char *text);
/* The format is ours, its arguments may be anybody's: the result is escaped. */
void vouch_page_printf(struct vouch_page *page, enum vouch_paint paint, const char *format, ...)
	VOUCH_PRINTF(3, 4);
void vouch_page_newline(struct vouch_page *page);

#endif
