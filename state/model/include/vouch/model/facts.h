/* facts.h – what a decision needs beside baseline, desired and observed: time, secrets, what is
 * open.
 *
 * All of it is collected before planning; the planner reads no clock and no file. Zeroed facts are
 * those of planning offline: nothing open, secrets as declared.
 */
#ifndef VOUCH_MODEL_FACTS_H
#define VOUCH_MODEL_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/model/field.h"

/* What is known of an account's password. DECLARED: nothing more than what the repository says; a
 * generated one then counts as held, and as not due.
 *
 * MISSING of a generated one says that the vault has none for this account: for an account that is
 * there, setting it is then planned for, and it can be used from then on. REJECTED of a generated
 * one says that the vault has one that does not open the account: that alone changes no password.
 */
enum vouch_secret_state {
	VOUCH_SECRET_DECLARED,
	VOUCH_SECRET_MISSING, /* the source is declared, and there is nothing there */
	VOUCH_SECRET_HELD,    /* the source answers, or the vault has it */
	VOUCH_SECRET_PROVED,  /* checked against this account before, and not changed since */
	VOUCH_SECRET_REJECTED /* known to be wrong: counts as not held */
};

struct vouch_secret_fact {
	const char *user;
	enum vouch_secret_state state;
	const char *why; /* MISSING, REJECTED: one line for the hint */
	/* When the password that the vault has was last set on this account, in seconds of the
	 * same clock as now: `rotate` counts from there. Only for a generated one that the vault
	 * has (HELD, PROVED, REJECTED); where it is not known then, rotation waits (unknown). */
	struct vouch_number set_at;
};

/* An account that Vouch began to make and did not finish: known by the uuid its intent recorded. */
struct vouch_open_creation {
	const char *user, *uuid;
};

struct vouch_facts {
	int64_t now; /* the latest time seen, so that a clock set back brings nothing back */
	bool max_removals_set;
	int64_t max_removals; /* apply --max-removals */
	struct {
		struct vouch_secret_fact *items;
		size_t count, room;
	} secrets; /* sorted by user */
	struct {
		struct vouch_open_creation *items;
		size_t count, room;
	} open_creations;
	struct vouch_names open_promotions; /* users promoted for a time and not yet demoted */
	struct vouch_names dead_tokens;     /* uuids of tokens known not to work */
	bool preboot_stale; /* a holder, its admin right or its password changed since the last
			       refresh */
};

/* What Vouch last established here. Keyed by name and GeneratedUID. */
struct vouch_baseline_entry {
	const char *user, *uuid;
	const char *fields[VOUCH_FIELD_COUNT]; /* canonical text; NULL where never established */
};

struct vouch_baseline {
	struct vouch_baseline_entry *items;
	size_t count, room;
}; /* sorted by user */

const struct vouch_baseline_entry *vouch_baseline_find(
	const struct vouch_baseline *baseline, const char *user);

#endif
