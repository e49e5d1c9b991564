/* probe.h – how to look at a Mac. Nothing here can change one.
 *
 * Looking never authenticates and starts only tools of a read-only list. A probe is made by a
 * provider (providers/macos) for one root, and used by one thread. What could not be read is
 * unknown in the records; an error is returned only where nothing can be said at all (the account
 * list cannot be read).
 */
#ifndef VOUCH_API_PROBE_H
#define VOUCH_API_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/model/snapshot.h"

/* Something that could not be read: what stays unknown for it, and why, one line each, safe to
 * show. */
struct vouch_probe_note {
	const char *what; /* fields, as the snapshot names them: "secure_token, volume_owner" */
	const char *why;  /* "fdesetup list exited 1: …" */
};

struct vouch_probe_notes {
	struct vouch_probe_note *items;
	size_t count, room;
};

struct vouch_probe_ops {
	/* The whole Mac. System accounts (names with "_" first, root, daemon, nobody) are in the
	 * snapshot only where named has them, they hold a token or a crypto user, or (root apart)
	 * they are admin. */
	int (*observe)(void *self, struct vouch_arena *arena, const struct vouch_names *named,
		struct vouch_snapshot *out, struct vouch_err *err);
	/* One account as it is now, with every source of its token asked. *present says whether
	 * anybody has that record name; UNKNOWN where that could not be found out. */
	int (*look)(void *self, struct vouch_arena *arena, const char *name,
		struct vouch_account *out, enum vouch_tri *present, struct vouch_err *err);
	/* What the tool that speaks for macOS says of the token (sysadminctl -secureTokenStatus): a
	 * second source, after a grant. The name is the record name. */
	int (*token_status)(
		void *self, const char *name, enum vouch_tri *out, struct vouch_err *err);
	/* The machine's facts alone: FileVault, bootstrap token, who is logged in. */
	int (*look_machine)(void *self, struct vouch_arena *arena, struct vouch_machine *out,
		struct vouch_err *err);
	/* Seconds since 1970, of the Mac that is looked at (a simulated one may have its own now).
	 */
	int64_t (*now)(void *self);
	/* What the last observe, look or look_machine could not read; never NULL, valid until the
	 * next of them. May be NULL where a probe keeps no notes: ask vouch_probe_notes(). */
	const struct vouch_probe_notes *(*notes)(void *self);
};

struct vouch_probe {
	const struct vouch_probe_ops *ops;
	void *self;
};

/* The notes of the last look; empty for a probe that keeps none. */
static inline const struct vouch_probe_notes *vouch_probe_notes(const struct vouch_probe *probe)
{
	static const struct vouch_probe_notes none;

	return probe->ops->notes ? probe->ops->notes(probe->self) : &none;
}

#endif
