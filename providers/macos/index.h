/* index.h – finds accounts by record name or GeneratedUID, without case. */
#ifndef VOUCH_MACOS_INDEX_H
#define VOUCH_MACOS_INDEX_H

#include "vouch/base/index.h"
#include "vouch/model/snapshot.h"

/* Sorted, from key to position in the accounts; the keys are borrowed from them. */
struct vouch_index vouch_macos_index_names(
	struct vouch_arena *arena, const struct vouch_accounts *accounts);
struct vouch_index vouch_macos_index_uuids(
	struct vouch_arena *arena, const struct vouch_accounts *accounts);

#endif
