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

/* What is known of an account's password. DECLARED: nothing more than what the repository says. */
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
