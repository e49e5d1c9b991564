/* sweep.h – the parts of the executor's sweep: a world, one run in it, and what must hold after. */
#ifndef SWEEP_H
#define SWEEP_H

#include <stdbool.h>

#include "fault.h"
#include "toymac.h"
#include "vfs_fault.h"
#include "vouch/exec/recover.h"

/* What a scenario starts from and wants. Lives as long as the sweep. */
struct world {
	const char *name;
	void (*set_up)(struct toymac *mac, const struct vouch_vault *vault);
	struct vouch_desired desired;
	const struct vouch_vault *vault; /* without faults */
	bool has_keeper; /* from the first moment on, there is an administrator with a token */
};

/* False where there is no scenario of that name. */
bool world_make(struct vouch_arena *arena, const char *name, const struct vouch_vault *vault,
	struct world *out);
/* Seconds on the Mac's clock: what was set at the epoch is older than its time. */
enum { WORLD_NOW = 1000, WORLD_ROTATE = 500 };
/* Every declared field is as declared, homes included. */
/* Some password that is known opens every account. */
bool world_has_every_password(const struct world *world, struct toymac *mac);
/* Those that are generated are in the vault, were seen to be set, and are new; the vault has the
 * key of the disk, where it is to be encrypted. */
bool world_has_new_secrets(const struct world *world, struct toymac *mac);
/* With FileVault on, the vault has its key or knows that it has it not. */
bool world_knows_the_key(const struct world *world, struct toymac *mac);
bool world_is_reached(const struct world *world, struct toymac *mac);

/* What is shared with the child that runs. */
struct trial {
	const struct world *world;
	const char *folder;
	struct toymac *mac;
	struct fault *fault; /* of probe and actor */
	struct vfs_fault *vfs;
};

/* Everything that must hold after a run that went wrong, its status as waitpid gave it. Prints what
 * does not; returns how many. */
int check_after_fault(const struct trial *trial, int status, const char *what);
/* And after a clean run over what it left. */
int check_after_rerun(const struct trial *trial, int status, const char *what);

#endif
