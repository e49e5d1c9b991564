/* snapshot.h – this Mac at one moment: the machine, its accounts, what belongs to nobody. */
#ifndef VOUCH_MODEL_SNAPSHOT_H
#define VOUCH_MODEL_SNAPSHOT_H

#include <stddef.h>
#include <stdint.h>

#include "vouch/model/account.h"
#include "vouch/model/machine.h"

struct vouch_accounts {
	struct vouch_account *items;
	size_t count, room;
};

struct vouch_snapshot {
	int64_t taken_at;
	struct vouch_machine machine;
	struct vouch_accounts accounts; /* sorted by name, bytewise; no two the same */
	struct vouch_name_set orphans;  /* crypto users (UUIDs) without an account */
};

/* Sorts the accounts by name. A reader calls it once, before it hands the snapshot on. */
void vouch_snapshot_sort(struct vouch_snapshot *snapshot);
/* By first record name, else by alias, without case. NULL where nobody has it. Linear; the planner
 * indexes. */
const struct vouch_account *vouch_snapshot_find(
	const struct vouch_snapshot *snapshot, const char *name);

#endif
