/* baseline.h – moving the baseline inside somebody else's transaction. Private. */
#ifndef VOUCH_JOURNAL_BASELINE_H
#define VOUCH_JOURNAL_BASELINE_H

#include "vouch/journal/journal.h"

int baseline_move(struct vouch_journal *journal, int64_t now,
	const struct vouch_baseline_entry *entry, struct vouch_err *err);

#endif
