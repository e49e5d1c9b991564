/* parse_console.c – who has a graphical session. */
#include <string.h>

#include "lines.h"
#include "parse_machine.h"
#include "vouch/base/text.h"

/* FACTS H3: the login window itself is shown as loginwindow, its own session as root's. */
static bool is_nobody(const char *name)
{
	return vouch_text_equal(name, "loginwindow") || vouch_text_equal(name, "root") ||
	       vouch_text_equal(name, "");
}

/* A session is added for each name, never taken away: output that is bent by a full name with a
 * newline can only make somebody count as logged in who is not. */
bool vouch_macos_parse_console(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_names *out, const char **why)
{
	struct vouch_names names = {0};
	struct vouch_macos_lines lines;
	const char *line, *name, *last = "";
	bool dictionary = false, absent = false;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, why))
		return false;
	while ((line = vouch_macos_lines_next(&lines))) {
		dictionary |= vouch_text_equal(line, "<dictionary> {");
		absent |= vouch_text_equal(line, "No such key");
		name = vouch_macos_line_after(line, "kCGSSessionUserNameKey : ");
		if (!name)
			name = vouch_macos_line_after(line, "Name : ");
		if (name && !is_nobody(name))
			vouch_names_add(arena, &names, name);
		last = line;
	}
	if (dictionary ? !vouch_text_equal(last, "}") : !absent) {
		*why = "it does not show the sessions";
		return false;
	}
	*out = names;
	return true;
}
