/* facts.h – what a decision needs beside baseline, desired and observed, collected from this Mac.
 */
#ifndef VOUCH_APP_FACTS_H
#define VOUCH_APP_FACTS_H

#include <stdbool.h>

#include "vouch/app/decide.h"
#include "vouch/app/site.h"
#include "vouch/exec/fingerprint.h"
#include "vouch/journal/journal.h"

/* Time, what is open, the baseline, and for each declared password whether its source has
 * something. Runs nothing. journal: NULL where there is none yet. desired and observed stand. */
int vouch_facts_gather(struct vouch_arena *arena, const struct vouch_site *site,
	struct vouch_journal *journal, struct vouch_decision *decision, struct vouch_err *err);

/* What earlier runs found out about the passwords that are held: proved or rejected. To know one
 * again it has to be fetched, which may run a program; so this is done only for a plan that would
 * do something, and only for accounts of which anything is recorded. *moved: some fact changed. */
int vouch_facts_refine(const struct vouch_site *site, struct vouch_journal *journal,
	const struct vouch_fingerprint_key *key, struct vouch_decision *decision, bool *moved,
	struct vouch_err *err);

#endif
