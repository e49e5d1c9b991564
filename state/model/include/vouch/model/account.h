/* account.h – one account as it was observed. Unknown is a value, never "absent" or "false".
 *
 * Text that could not be read is NULL; text that is empty is "". All text lives in the arena of the
 * snapshot.
 */
#ifndef VOUCH_MODEL_ACCOUNT_H
#define VOUCH_MODEL_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/model/names.h"

/* An observed claim. Zero is unknown, so that a record left empty claims nothing. */
enum vouch_tri { VOUCH_UNKNOWN, VOUCH_NO, VOUCH_YES };

/* An observed number. Zeroed is unknown. */
struct vouch_number {
	bool known;
	int64_t value;
};

/* An observed set of names. Zeroed is unknown; known and empty is nobody. */
struct vouch_name_set {
	bool known;
	struct vouch_names names;
};

enum vouch_kind {
	VOUCH_KIND_UNKNOWN,
	VOUCH_KIND_LOCAL,
	VOUCH_KIND_MOBILE,
	VOUCH_KIND_ROLE,
	VOUCH_KIND_SHARING,
	VOUCH_KIND_COUNT
};

/* Live: tag and crypto user agree that it holds. Dead: they disagree, or the token is known not to
 * work though both may be there. (FACTS 1.1) */
enum vouch_token {
	VOUCH_TOKEN_UNKNOWN,
	VOUCH_TOKEN_NONE,
	VOUCH_TOKEN_LIVE,
	VOUCH_TOKEN_DEAD,
	VOUCH_TOKEN_COUNT
};

struct vouch_account {
	const char *name;           /* the first record name */
	struct vouch_names aliases; /* the other record names */
	struct vouch_number uid, gid;
	const char *uuid; /* GeneratedUID, upper case */
	const char *full_name, *home, *shell, *picture, *password_hint;
	enum vouch_kind kind;
	enum vouch_tri hidden, disabled;
	enum vouch_tri password; /* set, or not */
	/* When it was set, as macOS writes it: another text, another password. NULL where that is
	 * not known. Not part of a snapshot's document: nothing is planned by it. */
	const char *password_stamp;
	enum vouch_tri admin; /* by name or by GUID */
	enum vouch_tri admin_by_name, admin_by_guid;
	struct vouch_name_set
		groups; /* direct memberships, and the primary group where it is known */
	enum vouch_token token;
	enum vouch_tri filevault; /* in the list of those who unlock the disk */
	enum vouch_tri volume_owner;
	/* Where the verdict on the token comes from. The status is what the tool that speaks for
	 * macOS answers: asked where one account is looked at, unknown in a whole snapshot. */
	enum vouch_tri token_tag, token_crypto_user, token_filevault_list, token_status;
};

/* The JSON words of section 6 of the design; "unknown" for the zero values. */
const char *vouch_tri_text(enum vouch_tri value); /* "unknown", "false", "true" */
enum vouch_tri vouch_tri_from(bool value);
const char *vouch_kind_text(enum vouch_kind kind);
const char *vouch_token_text(enum vouch_token token);
/* False where the word is none of them. "unknown" is one of them. */
bool vouch_kind_parse(const char *text, enum vouch_kind *out);
bool vouch_token_parse(const char *text, enum vouch_token *out);

/* By any of its record names, without case, as macOS resolves them. */
bool vouch_account_is_named(const struct vouch_account *account, const char *name);
/* The verdict over tag and crypto user alone. */
enum vouch_token vouch_token_combine(enum vouch_tri tag, enum vouch_tri crypto_user);

/* What four tools say of one token, on APFS. */
struct vouch_token_sources {
	enum vouch_tri tag, crypto_user; /* these decide; unknown where one of them is */
	/* These can only speak against them: the answer of macOS itself, and the FileVault list. */
	enum vouch_tri status, filevault_list;
};

/* Live: tag and crypto user say so, and macOS does not deny it. None: neither says so, nor does
 * anybody else. Dead: they disagree. A holder that is missing from the FileVault list is live: that
 * is a finding of its own. (FACTS 1.1, 9.0, C9) */
enum vouch_token vouch_token_verdict(const struct vouch_token_sources *sources);

#endif
