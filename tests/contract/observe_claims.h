/* observe_claims.h – which fields of a snapshot each tool answers for, and are they unknown. */
#ifndef VOUCH_TEST_OBSERVE_CLAIMS_H
#define VOUCH_TEST_OBSERVE_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/model/snapshot.h"

struct observe_claim {
	const char *tool, *word; /* as in a rule of the fake Mac */
	const char *field;       /* in the note */
	/* True where all that only this tool tells is unknown. */
	bool (*is_unknown)(const struct vouch_snapshot *snapshot);
};

extern const struct observe_claim observe_claims[];
extern const size_t observe_claim_count;

#endif
