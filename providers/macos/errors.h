/* errors.h – what the tools that change something say when they refuse, what it means, and what to
 * do about it: the catalogue.
 *
 * An exit status of 0 means nothing where words decide (FACTS 2.5): a tool that says one of these
 * refused. A text that is in no row is kept whole in the transcript, and its first line is shown.
 */
#ifndef VOUCH_MACOS_ERRORS_H
#define VOUCH_MACOS_ERRORS_H

#include "vouch/api/actor.h"
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
	VOUCH_MACOS_NOT_ADDED,    /* to FileVault */
	VOUCH_MACOS_NO_FILEVAULT, /* it is off, busy, or not of this file system */
	VOUCH_MACOS_MANAGED,      /* management forbids it */
	VOUCH_MACOS_NO_SERVER,    /* none that keeps a bootstrap token */
	VOUCH_MACOS_NO_SERVICE,   /* Open Directory cannot be reached */
	VOUCH_MACOS_REFUSED,      /* it says no, and not why */
	VOUCH_MACOS_TROUBLE_COUNT
};

/* What a tool says: found in its output, without case. */
struct vouch_macos_trouble {
	const char *marker; /* NULL: the status told it */
	enum vouch_macos_trouble_kind kind;
	const char *cure; /* what to do, for the end of a message */
};

/* The first row, in order of what tells most, whose marker is in either stream; NULL where none
 * is. */
const struct vouch_macos_trouble *vouch_macos_trouble_find(
	struct vouch_bytes out, struct vouch_bytes err);
/* What the exit status of a tool means ("fdesetup"), where no words tell; NULL where it is in no
 * row. */
const struct vouch_macos_trouble *vouch_macos_trouble_of_status(const char *tool, int status);
/* What the executor is to make of a kind. */
enum vouch_denial vouch_macos_denial_of(enum vouch_macos_trouble_kind kind);
/* Is text in bytes, without case? Where: the start of it, or NULL. */
const char *vouch_macos_find_text(struct vouch_bytes bytes, const char *text);

#endif
