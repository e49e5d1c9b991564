/* parse_status.c – the answer of sysadminctl about one token. */
#include <string.h>

#include "lines.h"
#include "parse_machine.h"
#include "vouch/base/text.h"

/* FACTS 0.3: lines come through the system log call, "DATE TIME sysadminctl[pid:thread] TEXT". */
static const char *without_prefix(const char *line)
{
	const char *tool = strstr(line, " sysadminctl[");
	const char *end = tool ? strchr(tool, ']') : NULL;

	if (!end || line[0] < '0' || line[0] > '9')
		return line;
	end++;
	if (*end == ':')
		end++;
	while (*end == ' ')
		end++;
	return end;
}

/* FACTS Q1, 7.20: what stands behind "for user" is the full name, which its owner can choose: the
 * answer is what the line starts with, and the first line that answers counts. */
static const struct {
	const char *start;
	enum vouch_macos_status status;
} answers[] = {
	{"Secure token is ENABLED for user", VOUCH_MACOS_STATUS_ENABLED},
	{"Secure token is DISABLED for user", VOUCH_MACOS_STATUS_DISABLED},
	{"Unknown user", VOUCH_MACOS_STATUS_NO_USER},
	{"Failed to authenticate with SystemAdministration framework",
		VOUCH_MACOS_STATUS_WANTS_ADMIN},
};

enum vouch_macos_status vouch_macos_parse_status(
	struct vouch_arena *arena, struct vouch_bytes bytes)
{
	struct vouch_macos_lines lines;
	const char *line, *ignored;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, &ignored))
		return VOUCH_MACOS_STATUS_UNREADABLE;
	while ((line = vouch_macos_lines_next(&lines))) {
		const char *text = without_prefix(line);
		size_t i;

		for (i = 0; i < sizeof answers / sizeof *answers; i++)
			if (vouch_text_starts(text, answers[i].start))
				return answers[i].status;
	}
	return VOUCH_MACOS_STATUS_UNREADABLE;
}
