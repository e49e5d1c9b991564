/* errors.h – what the tools that change something say when they refuse, and what to do about it.
 *
 * An exit status of 0 means nothing there (FACTS 2.5): a tool that says one of these refused. A
 * text that is in no row is kept whole in the transcript.
 */
#ifndef VOUCH_MACOS_ERRORS_H
#define VOUCH_MACOS_ERRORS_H

#include "vouch/base/file.h"

enum vouch_macos_trouble_kind {
	VOUCH_MACOS_BAD_CREDENTIALS,
	VOUCH_MACOS_BAD_TARGET_PASSWORD,
	VOUCH_MACOS_GRANTOR_REFUSED,
	VOUCH_MACOS_SELF_REVOKE,
	VOUCH_MACOS_NO_UNLOCK_RECORD,
	VOUCH_MACOS_LAST_ONE,
	VOUCH_MACOS_NO_PERMISSION,
	VOUCH_MACOS_DUPLICATE,
	VOUCH_MACOS_POLICY,
	VOUCH_MACOS_OLD_SYSTEM,
	VOUCH_MACOS_NOT_ROOT,
	VOUCH_MACOS_DISABLED,
	VOUCH_MACOS_NO_PASSWORD_INPUT,
	VOUCH_MACOS_NEED_GRANTOR,
	VOUCH_MACOS_NO_GROUP,
	VOUCH_MACOS_NO_USER,
	VOUCH_MACOS_REFUSED, /* it says no, and not why */
	VOUCH_MACOS_TROUBLE_COUNT
};

struct vouch_macos_trouble {
	const char *marker; /* found in the output, without case */
	enum vouch_macos_trouble_kind kind;
	const char *cure; /* what to do, for the end of a message */
};

/* The first row, in order of what tells most, whose marker is in either stream; NULL where none
 * is. */
const struct vouch_macos_trouble *vouch_macos_trouble_find(
	struct vouch_bytes out, struct vouch_bytes err);
/* Is text in bytes, without case? Where: the start of it, or NULL. */
const char *vouch_macos_find_text(struct vouch_bytes bytes, const char *text);

#endif
