/* snapshot_value.h – what the readers of a snapshot share: one value of JSON, checked.
 *
 * What was left out or is null is not known. VOUCH_E_OBSERVE says what is meant instead.
 */
#ifndef VOUCH_LOAD_SNAPSHOT_VALUE_H
#define VOUCH_LOAD_SNAPSHOT_VALUE_H

#include "json.h"
#include "vouch/base/arena.h"
#include "vouch/model/snapshot.h"

/* Where the reader is: the account in hand is NULL outside of "accounts". */
struct snapshot_reading {
	struct vouch_arena *arena;
	struct vouch_snapshot *snapshot;
	struct vouch_account *account;
};

int snapshot_wrong(struct vouch_err *err, const char *meant);
int snapshot_unknown_word(struct vouch_err *err, const cJSON *value);

/* Text, or null for what could not be read. Left out is not read either. */
int snapshot_text(
	struct snapshot_reading *self, const cJSON *value, const char **out, struct vouch_err *err);
int snapshot_number(const cJSON *value, struct vouch_number *out, struct vouch_err *err);
int snapshot_tri(const cJSON *value, enum vouch_tri *out, struct vouch_err *err);
/* A list of names, or null. */
int snapshot_names(struct snapshot_reading *self, const cJSON *value, struct vouch_name_set *out,
	struct vouch_err *err);

/* Readers of one key each. A macro only where the place is all that differs. */
#define READ_TEXT(name, place) \
	static int name(void *context, const cJSON *value, struct vouch_err *err) \
	{ \
		struct snapshot_reading *self = context; \
\
		return snapshot_text(self, value, &self->place, err); \
	}
#define READ_NUMBER(name, place) \
	static int name(void *context, const cJSON *value, struct vouch_err *err) \
	{ \
		struct snapshot_reading *self = context; \
\
		return snapshot_number(value, &self->place, err); \
	}
#define READ_TRI(name, place) \
	static int name(void *context, const cJSON *value, struct vouch_err *err) \
	{ \
		struct snapshot_reading *self = context; \
\
		return snapshot_tri(value, &self->place, err); \
	}
#define READ_WORD(name, parse, place) \
	static int name(void *context, const cJSON *value, struct vouch_err *err) \
	{ \
		struct snapshot_reading *self = context; \
\
		if (!cJSON_IsString(value) || !parse(value->valuestring, &self->place)) \
			return snapshot_unknown_word(err, value); \
		return 0; \
	}

/* Readers of one object each, for json_members: context is a struct snapshot_reading. */
int snapshot_read_machine(void *context, const cJSON *value, struct vouch_err *err);
/* Into the account in hand. */
int snapshot_read_account(void *context, const cJSON *value, struct vouch_err *err);

#endif
