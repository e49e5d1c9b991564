/* check.h – mistakes that no single value shows: what contradicts, what is claimed twice. */
#ifndef VOUCH_LOAD_CHECK_H
#define VOUCH_LOAD_CHECK_H

#include "loading.h"
#include "merge.h"
#include "vouch/model/desired.h"

/* One user's fields against each other. membership: the disk's members are the token's holders
 * (APFS), so that filevault and secure_token must agree. */
void check_user(const struct loading *loading, const char *name,
	const struct vouch_value fields[VOUCH_FIELD_COUNT], bool membership);
/* The users of one Mac, or of one layer, against each other: uids and full names. */
void check_users(const struct loading *loading, const struct vouch_users *users);
/* One name, one spelling. Without a Mac (certain false) only within one file. */
void check_spelling(
	const struct loading *loading, const struct layer_entries *entries, bool certain);
/* Whom the guards require must be named by some layer. */
void check_required(const struct loading *loading, const struct vouch_guards *guards,
	const struct layer_entries *entries);

#endif
