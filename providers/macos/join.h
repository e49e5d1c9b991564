/* join.h – what several tools say, brought together on the accounts.
 *
 * Pure: records in, records filled. A list that could not be read is NULL, and what depends on it
 * stays unknown. Sorted indexes, no loop over all accounts within a loop.
 */
#ifndef VOUCH_MACOS_JOIN_H
#define VOUCH_MACOS_JOIN_H

#include "parse_directory.h"
#include "parse_disk.h"
#include "vouch/model/snapshot.h"

struct vouch_macos_lists {
	const struct vouch_macos_groups *groups;
	const struct vouch_macos_crypto_users *crypto_users; /* empty where the disk is HFS+ */
	const struct vouch_macos_unlockers *unlockers;
	enum vouch_filesystem filesystem;
	enum vouch_filevault filevault;
};

/* Fills admin, groups, disabled, token, filevault and volume_owner of every account. */
void vouch_macos_join(struct vouch_arena *arena, const struct vouch_macos_lists *lists,
	struct vouch_accounts *accounts);
/* Crypto users of Open Directory that belong to none of the accounts. */
struct vouch_name_set vouch_macos_orphans(struct vouch_arena *arena,
	const struct vouch_macos_crypto_users *crypto_users, const struct vouch_accounts *accounts);
/* Takes the system accounts out that nobody asked for and that hold no power (probe.h). */
void vouch_macos_drop_system(struct vouch_arena *arena, const struct vouch_names *named,
	struct vouch_accounts *accounts);

#endif
