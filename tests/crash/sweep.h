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
	void (*set_up)(struct toymac *mac);
	struct vouch_desired desired;
	bool has_keeper; /* from the first moment on, there is an administrator with a token */
};

/* False where there is no scenario of that name. */
bool world_make(struct vouch_arena *arena, const char *name, struct world *out);
/* Every declared field is as declared, homes included. */
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
