/* trust.h – what the planner knows of each account, for who explains a plan or draws it: what it
 * lacks to vouch, who is asked first, what became of each field.
 *
 *	struct vouch_trust trust;
 *	vouch_trust_build(&arena, &inputs, &trust);
 *
 * Pure, as the planner is, and made of the same passes: no rule stands anywhere else. Text is
 * borrowed from the inputs or lives in the arena.
 */
#ifndef VOUCH_PLAN_TRUST_H
#define VOUCH_PLAN_TRUST_H

#include "vouch/plan/plan.h"

/* What an account can lack to vouch for another. None of them: it is a grantor. On HFS+, where
 * there are no tokens, it is what it lacks to add others to FileVault's list. */
#define VOUCH_TRUST_LACKS(X) \
	X(ACCOUNT, "account") /* it is not there */ \
	X(ADMIN, "admin") \
	X(ADMIN_UNKNOWN, "admin_unknown") \
	X(TOKEN, "token") \
	X(TOKEN_DEAD, "token_dead") \
	X(TOKEN_UNKNOWN, "token_unknown") \
	X(PASSWORD, "password")               /* none declared, not to be had, or rejected */ \
	X(PASSWORD_SOURCE, "password_source") /* this build cannot read it from there */ \
	X(ABLE, "able")                       /* disabled, or neither local nor mobile */ \
	X(ABLE_UNKNOWN, "able_unknown") \
	X(UNLOCKER, "unlocker") /* HFS+: it is not on FileVault's list */ \
	X(UNLOCKER_UNKNOWN, "unlocker_unknown")

enum vouch_trust_lack {
#define VOUCH_TRUST_ENUM(name, text) VOUCH_TRUST_##name,
	VOUCH_TRUST_LACKS(VOUCH_TRUST_ENUM)
#undef VOUCH_TRUST_ENUM
		VOUCH_TRUST_LACK_COUNT
};

/* Why an account stands where it does in the order in which grantors are asked. */
enum vouch_trust_rank {
	VOUCH_RANK_LEAVES, /* it vouches while it is still there */
	VOUCH_RANK_REQUIRED,
	VOUCH_RANK_PROVED, /* its password was proved before */
	VOUCH_RANK_NAME,
	VOUCH_RANK_COUNT
};

/* What became of a field: the rows of the table in classify.c. */
enum vouch_verdict_kind {
	VOUCH_VERDICT_UNDECLARED,
	VOUCH_VERDICT_UNKNOWN, /* could not be read */
	VOUCH_VERDICT_AS_DECLARED,
	VOUCH_VERDICT_DIFFERS,
	VOUCH_VERDICT_COUNT
};

struct vouch_trust_field {
	enum vouch_verdict_kind kind;
	enum vouch_cause cause; /* DIFFERS */
	bool drifted;           /* the YAML changed, and the Mac as well */
	bool adopted;           /* as declared, and recorded now for the first time */
};

struct vouch_trust_account {
	const char *name;                    /* as declared, else the first record name */
	const struct vouch_user *user;       /* NULL: not listed */
	const struct vouch_account *account; /* NULL: not there, or only half made by us */
	const char *half_made;               /* uuid of a creation of ours that was cut off */
	const struct vouch_baseline_entry *baseline; /* of this very account, or NULL */
	const struct vouch_baseline_entry *replaced; /* of another account under this name */
	const char *namesake; /* another declaration that means the same account, or NULL */

	/* As they count: an open promotion is no admin right, a token known not to work is dead. */
	bool present, present_after;
	enum vouch_tri admin, admin_after;
	enum vouch_token token, token_after;
	enum vouch_tri unlocks, unlocks_after; /* HFS+: on FileVault's list; else NO */
	bool open_promotion, leaves, required, proved;
	bool admin_expired, expiry_waits;
	bool wants_token;         /* it is declared to hold one */
	bool wants_unlock;        /* HFS+: it is declared to unlock the disk */
	bool only_reported;       /* a token that the bootstrap token hands back */
	const char *password_why; /* missing or rejected, in one line; or NULL */

	unsigned lacks, lacks_after; /* bits of vouch_trust_lack: now, and after the plan */
	enum vouch_tri first_token;  /* nobody holds, and it may have the first one */
	bool may_rise;               /* may be promoted for a time, once it holds a token */
	enum vouch_trust_rank rank;
	size_t place; /* in the order, from 0 */
	struct vouch_trust_field fields[VOUCH_FIELD_COUNT];
};

struct vouch_trust {
	struct {
		struct vouch_trust_account *items;
		size_t count;
	} accounts;              /* sorted by name, bytewise */
	const size_t *order;     /* positions in accounts: who is asked first to vouch */
	const char *family;      /* "macOS 11 and later": whose rules count here */
	bool tokens;             /* there are tokens here at all */
	bool login_brings_token; /* at anybody's next graphical login (bootstrap token) */
	bool temporary_allowed;
};

void vouch_trust_build(
	struct vouch_arena *arena, const struct vouch_inputs *in, struct vouch_trust *out);

/* The account of that name: as declared, or any of its record names, without case. NULL where
 * nobody has it. */
const struct vouch_trust_account *vouch_trust_find(
	const struct vouch_trust *trust, const char *name);

static inline bool vouch_trust_lacking(unsigned lacks, enum vouch_trust_lack lack)
{
	return (lacks >> lack & 1U) != 0;
}

const char *vouch_trust_lack_text(enum vouch_trust_lack lack);     /* "token_dead" */
const char *vouch_trust_rank_text(enum vouch_trust_rank rank);     /* "leaves", "name" */
const char *vouch_verdict_kind_text(enum vouch_verdict_kind kind); /* "as_declared" */

#endif
