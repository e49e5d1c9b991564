/* conditions.h – what each row of the table needs, one condition at a time, by the name under which
 * it is waited for. */
#ifndef PROPERTIES_CONDITIONS_H
#define PROPERTIES_CONDITIONS_H

#include "truths.h"
#include "vouch/plan/plan.h"

/* What would reach an unreached goal. */
enum condition_task {
	CONDITION_CREATE,
	CONDITION_DELETE,
	CONDITION_PROMOTE,
	CONDITION_DEMOTE,
	CONDITION_UPDATE,
	CONDITION_GRANT, /* or mint */
	CONDITION_REPAIR,
	CONDITION_REVOKE,
	CONDITION_SET_PASSWORD,
	CONDITION_ADD_UNLOCKER,
	CONDITION_REMOVE_UNLOCKER,
	CONDITION_ESCROW,
	CONDITION_ENABLE_FILEVAULT,
	CONDITION_TASKS
};

/* Whose action it is; user -1: the machine's. */
struct subject {
	int user;
	int part; /* of a condition that is one for each power, or each other account */
	enum condition_task task;
};

struct condition {
	enum vouch_needs needs;
	truths_claim holds;
	truths_claim before; /* it is enough that this held on the way */
};

enum { CONDITIONS_MAX = 6 };

/* Of each task, up to the first without a claim. */
extern const struct condition conditions[CONDITION_TASKS][CONDITIONS_MAX];

/* Of how many parts it is, each missing by itself. */
int conditions_parts(const struct condition *condition, const struct world *world);

#endif
