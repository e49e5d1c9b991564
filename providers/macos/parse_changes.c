/* parse_changes.c – uids in use, and how refreshing the preboot volume ended. */
#include "parse_changes.h"

#include <string.h>

#include "lines.h"
#include "vouch/base/text.h"

/* FACTS 3.2: a name, blanks, a number. The name may have blanks in it; the number is last. */
static bool read_uid(struct vouch_arena *arena, const char *line, struct vouch_macos_uid *out)
{
	const char *end = line + strlen(line), *number;

	while (end > line && strchr(" \t", end[-1]))
		end--;
	number = end;
	while (number > line && !strchr(" \t", number[-1]))
		number--;
	if (!vouch_text_number(
		    vouch_arena_text_n(arena, number, (size_t)(end - number)), &out->uid))
		return false;
	end = number;
	while (end > line && strchr(" \t", end[-1]))
		end--;
	out->name = vouch_arena_text_n(arena, line, (size_t)(end - line));
	return end > line;
}

bool vouch_macos_parse_uids(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_uids *out, const char **why)
{
	struct vouch_macos_uids list = {0};
	struct vouch_macos_lines lines;
	const char *line;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, why))
		return false;
	while ((line = vouch_macos_lines_next(&lines))) {
		struct vouch_macos_uid one;

		if (!read_uid(arena, line, &one)) {
			*why = vouch_arena_printf(arena, "this line is no name and uid: %.80s",
				vouch_text_escaped(arena, line));
			return false;
		}
		*VOUCH_PUSH(arena, &list) = one;
	}
	if (list.count == 0) {
		*why = "it lists nobody";
		return false;
	}
	*out = list;
	return true;
}

/* FACTS T10, 4.5: it exits 0 with an error of its own in the last lines; where it gives no number,
 * that it finished is all there is. */
bool vouch_macos_parse_preboot(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	static const char overall[] = "overall error=(ZeroMeansSuccess)=";
	struct vouch_macos_lines lines;
	bool numbered = false, finished = false;
	const char *line;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, why))
		return false;
	*why = "it does not say how it ended";
	while ((line = vouch_macos_lines_next(&lines))) {
		const char *place = strstr(line, overall);

		finished = finished || strstr(line, "Finished APFS operation");
		if (!place)
			continue;
		numbered = true;
		if (!vouch_text_equal(place + strlen(overall), "0")) {
			*why = vouch_arena_printf(arena, "%.80s", vouch_text_escaped(arena, place));
			return false;
		}
	}
	return numbered || finished;
}
