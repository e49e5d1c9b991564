/* mac.h – one simulated Mac, opened by a tool: where it is, what it is, who calls, and its lock.
 *
 *	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
 *		return simmac_mac_failed(mac);
 *	... read records (record.h), ask the physics (physics.h), print ...
 *
 * Read passwords before taking the lock: a prompt must not hold up the whole Mac. The lock is one
 * for the whole Mac; a reader shares it, a changer has it alone. Taking it reads the volume
 * (volume.h); whoever changed the volume saves it before closing.
 *
 * Functions that touch the store return 0, or negative with the cause in mac->err. That is a broken
 * simulation, not an answer of macOS: print it with simmac_mac_failed() and end. Everything read
 * lives in mac->arena.
 */
#ifndef SIMMAC_MAC_H
#define SIMMAC_MAC_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

#include "heard.h"
#include "quirks.h"
#include "rules.h"
#include "settings.h"
#include "volume.h"

enum simmac_lock { SIMMAC_READ, SIMMAC_CHANGE };

struct simmac_mac {
	struct vouch_arena arena;
	const char *root; /* absolute, without a slash at its end */
	struct simmac_settings settings;
	const struct simmac_rules *rules;
	const char *caller; /* short name; "root" unless `simmac as` says otherwise */
	struct simmac_volume volume;
	int lock;                  /* descriptor, or -1 */
	struct simmac_heard heard; /* of standard input, or the terminal */
	struct {
		const char **items;
		size_t count, room;
	} effects;     /* what was changed: "users/alice" */
	int torn_at;   /* killed within the write of this number, from 1; 0: never (fault.h) */
	bool pretends; /* a tool that lies: what it would save is dropped (fault.h) */
	struct vouch_err err;
};

int simmac_mac_open(struct simmac_mac *mac, const char *root);
int simmac_mac_lock(struct simmac_mac *mac, enum simmac_lock how);
/* Lets go, for a prompt in between; take it again before the next look at the store. */
void simmac_mac_unlock(struct simmac_mac *mac);
void simmac_mac_close(struct simmac_mac *mac);
/* Prints mac->err as "simmac: …" and returns the exit status of a broken simulation. Whoever opened
 * the Mac still closes it (main.c does, for tools). */
int simmac_mac_failed(struct simmac_mac *mac);

bool simmac_mac_is_root(const struct simmac_mac *mac);
bool simmac_mac_is_apfs(const struct simmac_mac *mac);
bool simmac_mac_is_managed(const struct simmac_mac *mac);
/* The device that is mounted at "/": disk3s1s1. */
const char *simmac_mac_device(const struct simmac_mac *mac);
/* Seconds since 1970: the Mac's own "now" if it has one. */
int64_t simmac_mac_now(const struct simmac_mac *mac);
/* Milliseconds of the host, for lags. */
int64_t simmac_mac_milliseconds(void);
/* ROOT/private/var/db/simmac/NAME */
const char *simmac_mac_store(struct simmac_mac *mac, const char *name);
const char *simmac_mac_path(struct simmac_mac *mac, const char *below);
/* Notes a change of a file of the store, for the trace. */
void simmac_mac_changed(struct simmac_mac *mac, const char *how, const char *path);
/* Writes beside and renames; whoever reads sees the old file or the new one. */
int simmac_mac_replace(
	struct simmac_mac *mac, const char *path, mode_t mode, const void *bytes, size_t length);

#endif
