/* field.h – the fields of an account: the one table that drives parsing, comparing, showing and the
 * reference page.
 *
 * A value is what a field holds, declared or observed. Values compare and print without knowing
 * which field they belong to; the table knows which kind of value a field takes and how it is
 * observed.
 */
#ifndef VOUCH_MODEL_FIELD_H
#define VOUCH_MODEL_FIELD_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/model/account.h"
#include "vouch/model/names.h"

enum vouch_field {
	VOUCH_FIELD_STATE,
	VOUCH_FIELD_FULL_NAME,
	VOUCH_FIELD_UID,
	VOUCH_FIELD_GID,
	VOUCH_FIELD_HOME,
	VOUCH_FIELD_SHELL,
	VOUCH_FIELD_HIDDEN,
	VOUCH_FIELD_PICTURE,
	VOUCH_FIELD_PASSWORD_HINT,
	VOUCH_FIELD_ADMIN,
	VOUCH_FIELD_GROUPS,
	VOUCH_FIELD_NOT_GROUPS,
	VOUCH_FIELD_SECURE_TOKEN,
	VOUCH_FIELD_FILEVAULT,
	VOUCH_FIELD_PASSWORD,
	VOUCH_FIELD_ON_REMOVAL,
	VOUCH_FIELD_COUNT
};

enum vouch_value_kind {
	VOUCH_VALUE_NONE,    /* not declared */
	VOUCH_VALUE_UNKNOWN, /* could not be read */
	VOUCH_VALUE_TEXT,
	VOUCH_VALUE_NUMBER,
	VOUCH_VALUE_FLAG,
	VOUCH_VALUE_NAMES,
	VOUCH_VALUE_CHOICE,  /* one word of the field's list, by its index */
	VOUCH_VALUE_ADMIN,   /* declared only: a flag, or a flag with an end */
	VOUCH_VALUE_PASSWORD /* declared only: where it comes from */
};

enum vouch_state { VOUCH_STATE_PRESENT, VOUCH_STATE_ABSENT };
enum vouch_on_removal { VOUCH_REMOVAL_KEEP, VOUCH_REMOVAL_ARCHIVE, VOUCH_REMOVAL_DELETE };

/* admin: true, admin: false, or admin: {until: DATE, reason: TEXT}. */
struct vouch_admin_value {
	bool wanted;
	bool has_until;
	int64_t until; /* 00:00 UTC of that day: from then on, false */
	const char *reason;
};

enum vouch_password_source {
	VOUCH_PASSWORD_FILE,     /* file: PATH, the first line of a file on the Mac */
	VOUCH_PASSWORD_ENV,      /* env: NAME, of Vouch's own environment */
	VOUCH_PASSWORD_EXEC,     /* exec: [PROGRAM, ARGUMENT…], the first line it prints */
	VOUCH_PASSWORD_KEYCHAIN, /* keychain: ITEM of the System keychain */
	VOUCH_PASSWORD_GENERATE, /* generate: {length: N}, kept in this Mac's vault */
	VOUCH_PASSWORD_COUNT
};

struct vouch_password_value {
	enum vouch_password_source source;
	const char *text;       /* path, variable or item */
	const char **arguments; /* exec: program first, NULL last */
	int64_t length;         /* generate */
	int64_t rotate;         /* seconds, 0: never */
};

struct vouch_value {
	enum vouch_value_kind kind;
	struct vouch_pos pos; /* where it was declared; empty for observed values */
	union {
		const char *text;
		int64_t number;
		bool flag;
		struct vouch_names names;
		int choice;
		struct vouch_admin_value admin;
		const struct vouch_password_value *password;
	} as;
};

/* When a field can change. */
enum vouch_field_change {
	VOUCH_CHANGE_ATTRIBUTE, /* by update_user */
	VOUCH_CHANGE_CREATION,  /* only when the account is made: differs later = immutable_field */
	VOUCH_CHANGE_OWN,       /* by actions of its own: state, admin, secure_token, filevault */
	VOUCH_CHANGE_NEVER      /* no wish about the account: password, on_removal */
};

struct vouch_field_info {
	enum vouch_field field;
	const char *name; /* the key in YAML and JSON */
	enum vouch_value_kind kind;
	enum vouch_field_change change;
	const char *const *choices; /* CHOICE: the words, NULL last */
	/* The observed value; kind UNKNOWN where it could not be read. NULL: never observed. */
	struct vouch_value (*observed)(const struct vouch_account *account);
	const char *summary; /* one line for the reference page */
};

const struct vouch_field_info *vouch_field_info(enum vouch_field field);
/* By its key; NULL where no field has it. */
const struct vouch_field_info *vouch_field_find(const char *name);
/* The observed value of any field. */
struct vouch_value vouch_field_observed(
	enum vouch_field field, const struct vouch_account *account);
/* Is the declared value what was observed? groups: a subset; not_groups: none of them. UNKNOWN
 * where the observed one is unknown. */
enum vouch_tri vouch_field_matches(enum vouch_field field, const struct vouch_value *declared,
	const struct vouch_value *observed);
/* Canonical text, for showing and for the baseline: "true", "501", "a, b", "present". NULL for
 * NONE, "unknown" for UNKNOWN. A password shows only its kind of source. */
const char *vouch_field_text(
	struct vouch_arena *arena, enum vouch_field field, const struct vouch_value *value);

#endif
