/* actor_record.h – reading and writing the directory around a change: values of a record, who has
 * which uid or home, memberships.
 */
#ifndef VOUCH_MACOS_ACTOR_RECORD_H
#define VOUCH_MACOS_ACTOR_RECORD_H

#include "actor_act.h"

/* A record as dscl prints it. present false: there is none. Free values. */
struct vouch_macos_record {
	bool present;
	struct vouch_plist *values;
};

/* path: "/Users/alice", "/Groups/admin". keys: without prefix, NULL last. An error where the
 * answer cannot be understood. */
int vouch_macos_record_read(const struct vouch_macos_act *act, const char *path,
	const char *const *keys, struct vouch_macos_record *out, struct vouch_err *err);
void vouch_macos_record_release(struct vouch_macos_record *record);
/* The value of the key (any prefix) that is this one, without case, as it is written there; NULL
 * where it has no such value. */
const char *vouch_macos_record_find(const struct vouch_macos_act *act,
	const struct vouch_macos_record *record, const char *key, const char *value);
/* The value of a key that has just one, which is text; else NULL. */
const char *vouch_macos_record_only(const struct vouch_macos_act *act,
	const struct vouch_macos_record *record, const char *key);
/* Has the key any value that is not empty? */
bool vouch_macos_record_knows(const struct vouch_macos_act *act,
	const struct vouch_macos_record *record, const char *key);

/* dscl . -create PATH KEY VALUE, where the record does not have just that value. */
int vouch_macos_record_put(const struct vouch_macos_act *act, const char *path,
	const struct vouch_macos_record *record, const char *key, const char *value,
	struct vouch_err *err);

/* The uid that a new account gets. wanted known: that one, or an error that names who has it. Else
 * the lowest from 501 that nobody has. name's own record does not count. */
int vouch_macos_record_uid(const struct vouch_macos_act *act, const char *name,
	struct vouch_number wanted, int64_t *out, struct vouch_err *err);
/* Nobody's home is this folder or lies in it; else an error that names whose. */
int vouch_macos_record_home_is_free(
	const struct vouch_macos_act *act, const char *home, struct vouch_err *err);

/* Makes the account a member of the group, or no member, by name and by GUID. */
int vouch_macos_membership_set(const struct vouch_macos_act *act, const char *user,
	const char *group, bool member, struct vouch_err *err);
/* Takes out of the group what stayed there of an account that is gone. */
int vouch_macos_membership_forget(
	const struct vouch_macos_act *act, const char *group, struct vouch_err *err);

#endif
