/* actor.h – the actor of a real Mac, or of a simulated one below a folder.
 *
 *	struct vouch_actor actor;
 *	if (vouch_macos_actor_new(root, lock_fd, &actor, err) < 0) ...
 *	actor.ops->apply(actor.self, change, before, uuid, &credentials, &transcript, err);
 *	vouch_macos_actor_free(&actor);
 *
 * Each change is a short list of steps, every one of which may have been done before: a change that
 * was cut off is finished by doing it again. It never asks whether a change is wise; it refuses
 * only what it cannot say to a tool (a name that starts with "-", a password no tool takes).
 *
 * What this version does not do: rotating passwords, turning FileVault on, escrowing the bootstrap
 * token, the unlockers of HFS+. Those return VOUCH_E_APPLY.
 */
#ifndef VOUCH_MACOS_ACTOR_H
#define VOUCH_MACOS_ACTOR_H

#include "vouch/api/actor.h"

/* root: "" for the host, else the folder of a simulated Mac, checked by the caller
 * (vouch_macos_root_check). lock_fd: the run's lock, which every tool inherits; 0 for none. The
 * actor is freed once. */
int vouch_macos_actor_new(
	const char *root, int lock_fd, struct vouch_actor *out, struct vouch_err *err);
void vouch_macos_actor_free(struct vouch_actor *actor);

#endif
