/* lines.c – splits a tool's output into lines. */
#include "lines.h"

#include <string.h>

#include "vouch/base/text.h"

bool vouch_macos_lines_begin(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_lines *out, const char **why)
{
	if (bytes.length > 0 && (memchr(bytes.data, '\0', bytes.length) ||
					!vouch_text_is_utf8(bytes.data, bytes.length))) {
		*why = "the output is not text";
		return false;
	}
	out->arena = arena;
	out->at = bytes.length > 0 ? bytes.data : "";
	out->end = out->at + bytes.length;
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

const char *vouch_macos_lines_next(struct vouch_macos_lines *lines)
{
	while (lines->at < lines->end) {
		const char *start = lines->at;
		const char *newline = memchr(start, '\n', (size_t)(lines->end - start));
		const char *end = newline ? newline : lines->end;

		lines->at = newline ? newline + 1 : lines->end;
		while (start < end && is_blank(*start))
			start++;
		while (end > start && is_blank(end[-1]))
			end--;
		if (start < end)
			return vouch_arena_text_n(lines->arena, start, (size_t)(end - start));
	}
	return NULL;
}

const char *vouch_macos_line_after(const char *line, const char *prefix)
{
	return vouch_text_starts(line, prefix) ? line + strlen(prefix) : NULL;
}
