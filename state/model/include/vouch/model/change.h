/* change.h – one action: what is done to whom, by whom, and what differs afterwards.
 *
 * The planner makes them, the executor walks them, an actor does one. What an action needs and
 * leaves behind is section 3 of the design; the action carries the account it was planned against
 * (uuid) and is skipped as stale when that account is another one.
 */
#ifndef VOUCH_MODEL_CHANGE_H
#define VOUCH_MODEL_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/err.h"
#include "vouch/model/desired.h"
#include "vouch/model/field.h"

/* The order of the enum is the order in which a plan takes actions (design section 3, promise 2);
 * a promotion or demotion for a time is the same action with temporary set. refresh_preboot does
 * not count as work. */
#define VOUCH_ACTIONS(X) \
	X(PROMOTE, "promote") \
	X(MINT_TOKEN, "mint_token") \
	X(CREATE_USER, "create_user") \
	X(REPAIR_TOKEN, "repair_token") \
	X(GRANT_TOKEN, "grant_token") \
	X(ADD_UNLOCKER, "add_unlocker") \
	X(SET_PASSWORD, "set_password") \
	X(UPDATE_USER, "update_user") \
	X(ESCROW_BOOTSTRAP, "escrow_bootstrap") \
	X(REVOKE_TOKEN, "revoke_token") \
	X(REMOVE_UNLOCKER, "remove_unlocker") \
	X(DEMOTE, "demote") \
	X(DELETE_USER, "delete_user") \
	X(ENABLE_FILEVAULT, "enable_filevault") \
	X(REFRESH_PREBOOT, "refresh_preboot")

enum vouch_action {
#define VOUCH_ACTION_ENUM(name, text) VOUCH_ACTION_##name,
	VOUCH_ACTIONS(VOUCH_ACTION_ENUM)
#undef VOUCH_ACTION_ENUM
		VOUCH_ACTION_COUNT
};

enum vouch_cause { VOUCH_CAUSE_INITIAL, VOUCH_CAUSE_CONFIG, VOUCH_CAUSE_DRIFT, VOUCH_CAUSE_EXPIRY };

/* One field, before and after, as canonical text (field.h). */
struct vouch_difference {
	const char *field; /* a field's name, or "filevault", "bootstrap_token" of the machine */
	const char *from, *to;
};

struct vouch_change {
	int id; /* from 1, in order */
	enum vouch_action action;
	const char *user; /* NULL: the machine itself */
	const char
		*uuid; /* GeneratedUID it was planned against; NULL where there is no account yet */
	const char *by;   /* the grantor, or NULL */
	const int *after; /* ids it depends on, ascending */
	size_t after_count;
	enum vouch_cause cause;
	const char *reason; /* one line */
	const struct vouch_difference *differences;
	size_t difference_count;
	bool temporary;
	/* create_user: the password must not bring the first token (;DisabledTags;SecureToken
	 * first). */
	bool suppress_token;
	/* create_user and mint_token: the token comes with setting the password, nobody grants it.
	 */
	bool first_token;
	struct vouch_pos source;
	const struct vouch_user *desired; /* the declaration it serves, or NULL */
};

const char *vouch_action_text(enum vouch_action action);
bool vouch_action_parse(const char *text, enum vouch_action *out);
const char *vouch_cause_text(enum vouch_cause cause);
/* True for every action but refresh_preboot. */
bool vouch_action_counts(enum vouch_action action);
/* The difference of a field, or NULL. */
const struct vouch_difference *vouch_change_difference(
	const struct vouch_change *change, const char *field);

#endif
