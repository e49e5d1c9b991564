/* parse_profiles.c – is this Mac managed, and does its server keep a bootstrap token. */
#include "lines.h"
#include "parse_machine.h"
#include "vouch/base/text.h"

static enum vouch_tri yes_or_no(const char *text)
{
	if (vouch_text_glob("yes*", text))
		return VOUCH_YES;
	if (vouch_text_glob("no*", text))
		return VOUCH_NO;
	return VOUCH_UNKNOWN;
}

/* The value behind the last ": " of a line that matches pattern. */
static bool read_claim(const char *line, const char *key, const char **value)
{
	const char *text = vouch_macos_line_after(line, "profiles: ");

	*value = vouch_macos_line_after(text ? text : line, key);
	return *value != NULL;
}

bool vouch_macos_parse_enrollment(
	struct vouch_arena *arena, struct vouch_bytes bytes, enum vouch_mdm *out, const char **why)
{
	enum vouch_tri automated = VOUCH_UNKNOWN, enrolled = VOUCH_UNKNOWN;
	bool approved = false, early = false;
	struct vouch_macos_lines lines;
	const char *line, *value;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, why))
		return false;
	while ((line = vouch_macos_lines_next(&lines))) {
		if (read_claim(line, "Enrolled via DEP: ", &value))
			automated = yes_or_no(value);
		if (read_claim(line, "MDM enrollment: ", &value)) {
			enrolled = yes_or_no(value);
			approved = vouch_text_glob("yes*(User Approved)*", value);
		}
		/* FACTS 9.3: the words of 10.13.0 to 10.13.3. */
		if (vouch_text_glob("There is no enrollment profile installed*", line))
			enrolled = VOUCH_NO;
		early = early || vouch_text_glob("An enrollment profile is currently*", line);
	}
	if (enrolled == VOUCH_NO)
		*out = VOUCH_MDM_NONE;
	else if (enrolled == VOUCH_YES && automated == VOUCH_YES)
		*out = VOUCH_MDM_AUTOMATED;
	else if (enrolled == VOUCH_YES && automated == VOUCH_NO && approved)
		*out = VOUCH_MDM_USER_APPROVED;
	else if (enrolled == VOUCH_YES && automated == VOUCH_NO) {
		*why = "the Mac is enrolled, but its user has not approved it";
		return false;
	} else if (early) {
		*why = "this version of macOS says that the Mac is enrolled, and not how";
		return false;
	} else {
		*why = "it does not say how the Mac is enrolled";
		return false;
	}
	return true;
}

bool vouch_macos_parse_bootstrap(struct vouch_arena *arena, struct vouch_bytes bytes,
	enum vouch_bootstrap *out, const char **why)
{
	enum vouch_tri supported = VOUCH_UNKNOWN, escrowed = VOUCH_UNKNOWN;
	struct vouch_macos_lines lines;
	const char *line, *value;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, why))
		return false;
	while ((line = vouch_macos_lines_next(&lines))) {
		if (read_claim(line, "Bootstrap Token supported on server: ", &value))
			supported = yes_or_no(value);
		if (read_claim(line, "Bootstrap Token escrowed to server: ", &value))
			escrowed = yes_or_no(value);
	}
	/* FACTS 6.1, C13: where the server does not support it, the second line can be missing. */
	if (supported == VOUCH_NO && escrowed != VOUCH_YES)
		*out = VOUCH_BOOTSTRAP_UNSUPPORTED;
	else if (supported == VOUCH_YES && escrowed == VOUCH_NO)
		*out = VOUCH_BOOTSTRAP_SUPPORTED;
	else if (supported == VOUCH_YES && escrowed == VOUCH_YES)
		*out = VOUCH_BOOTSTRAP_ESCROWED;
	else {
		*why = "it does not say whether the server supports and keeps a bootstrap token";
		return false;
	}
	return true;
}
