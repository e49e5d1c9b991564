/* desired.h – what the repository declares for one Mac, all layers merged.
 *
 * Every value knows its file and line. What is not declared has the kind VOUCH_VALUE_NONE. Users
 * are sorted by name.
 */
#ifndef VOUCH_MODEL_DESIRED_H
#define VOUCH_MODEL_DESIRED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/err.h"
#include "vouch/model/field.h"

/* What a layer says of a field, and a later layer replaced or took back. */
struct vouch_overridden {
	enum vouch_field field;
	struct vouch_value value;
};

struct vouch_user {
	const char *name;
	struct vouch_pos pos; /* where the first layer names it */
	/* Kind NONE with a place: a later layer took the declaration back there. */
	struct vouch_value fields[VOUCH_FIELD_COUNT];
	struct {
		struct vouch_overridden *items;
		size_t count, room;
	} overridden; /* as the layers come, the lowest first */
};

struct vouch_users {
	struct vouch_user *items;
	size_t count, room;
};

/* A number or word that the guards section sets; pos is empty for a default. */
struct vouch_guard {
	int64_t value;
	struct vouch_pos pos;
};

struct vouch_required {
	const char *name;
	struct vouch_pos pos;
};

struct vouch_guards {
	struct vouch_guard min_admins; /* default 1 */
	struct vouch_guard
		min_token_admins;        /* default 1; 0: the fleet relies on the bootstrap token */
	struct vouch_guard max_removals; /* default 2 */
	struct vouch_guard temporary_admin; /* 1 allow (default), 0 forbid */
	struct vouch_guard empty;           /* 0 refuse (default), 1 allow */
	struct {
		struct vouch_required *items;
		size_t count, room;
	} required; /* sorted by name */
};

/* Goals of the machine itself; kind NONE where not declared. */
struct vouch_machine_goals {
	struct vouch_value filevault_enabled; /* FLAG true (false is a configuration error) */
	const char *escrow_certificate;       /* filevault.escrow, NULL where not declared */
	const char *escrow_file;
	struct vouch_pos escrow_pos;
	struct vouch_value bootstrap_token; /* CHOICE 0 = escrow */
	bool report_unlisted_admins;        /* unlisted: {admins: report} is the default */
	bool report_unlisted_users;         /* unlisted: {users: ignore} is the default */
};

/* A layer of the list in vouch.yaml, and what became of it on this Mac. */
enum vouch_layer_use {
	VOUCH_LAYER_USED,
	VOUCH_LAYER_FOR_OTHERS, /* its "when" does not mean this Mac */
	VOUCH_LAYER_NOT_THERE,  /* optional, and there is no such file */
	VOUCH_LAYER_USE_COUNT
};

struct vouch_layer {
	const char *path; /* as expanded; as written where it is for others */
	enum vouch_layer_use use;
	struct vouch_pos pos; /* in the list */
};

/* A user whom a lower layer names, and whom a later one takes back as a whole. */
struct vouch_taken_back {
	const char *name;
	struct vouch_pos pos;
};

struct vouch_desired {
	const char *revision; /* the commit, or NULL for a folder */
	/* Where it comes from, for explaining; nothing is decided by it. */
	struct {
		struct vouch_layer *items;
		size_t count, room;
	} layers; /* in the order of the list: later ones win */
	struct {
		struct vouch_taken_back *items;
		size_t count, room;
	} taken_back;
	struct vouch_users users;
	struct vouch_guards guards;
	struct vouch_machine_goals machine;
};

/* NULL where the repository does not name it. Names compare without case. */
const struct vouch_user *vouch_desired_find(const struct vouch_desired *desired, const char *name);
/* The declared value, or NULL. */
const struct vouch_value *vouch_user_field(const struct vouch_user *user, enum vouch_field field);
bool vouch_user_is_absent(const struct vouch_user *user);
const char *vouch_layer_use_text(enum vouch_layer_use use); /* "used", "for_others", "not_there" */

#endif
