/* paint.c – the colours, and text that is safe to show. */
#include "paint.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/arena.h"
#include "vouch/base/text.h"

static const char *const codes[] = {
	[VOUCH_PAINT_PLAIN] = "",
	[VOUCH_PAINT_CREATE] = "\033[32m",
	[VOUCH_PAINT_CHANGE] = "\033[33m",
	[VOUCH_PAINT_REMOVE] = "\033[31m",
	[VOUCH_PAINT_WAIT] = "\033[36m",
	[VOUCH_PAINT_ERROR] = "\033[1;31m",
	[VOUCH_PAINT_FAINT] = "\033[2m",
	[VOUCH_PAINT_STRONG] = "\033[1m",
};
_Static_assert(sizeof codes / sizeof codes[0] == VOUCH_PAINT_COUNT, "a code for each paint");

bool vouch_paint_wanted(int fd, bool forbidden)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (forbidden || (no_color != NULL && *no_color != '\0'))
		return false;
	return isatty(fd) && term != NULL && strcmp(term, "dumb") != 0;
}

void vouch_page_text(struct vouch_page *page, enum vouch_paint paint, const char *text)
{
	bool painted = page->colour && paint != VOUCH_PAINT_PLAIN;

	if (text == NULL)
		text = "-";
	if (painted)
		vouch_buf_text(page->out, codes[paint]);
	vouch_text_escape(page->out, text, strlen(text));
	if (painted)
		vouch_buf_text(page->out, "\033[0m");
}

void vouch_page_printf(struct vouch_page *page, enum vouch_paint paint, const char *format, ...)
{
	struct vouch_arena scratch = {NULL};
	va_list arguments;

	va_start(arguments, format);
	vouch_page_text(page, paint, vouch_arena_vprintf(&scratch, format, arguments));
	va_end(arguments);
	vouch_arena_release(&scratch);
}

void vouch_page_newline(struct vouch_page *page)
{
	vouch_buf_text(page->out, "\n");
}
