/* fault.h – wraps any probe and any actor: the Nth call of either fails, hangs, lies or is the
 *last.
 *
 *	struct fault *fault = fault_new();            (in memory that children share)
 *	*fault = (struct fault){ .kind = FAULT_LIE, .at = 7 };
 *	struct fault_probe probe; struct fault_actor actor;
 *	executor.probe = fault_over_probe(&probe, fault, &real_probe);
 */
#ifndef FAULT_H
#define FAULT_H

#include <stdbool.h>

#include "vouch/api/actor.h"
#include "vouch/api/probe.h"
#include "vouch/api/vault.h"

enum fault_kind {
	FAULT_NONE,    /* only counts */
	FAULT_FAIL,    /* an error, no effect */
	FAULT_TIMEOUT, /* the effect, then an error: its tool was killed too late */
	FAULT_LIE,     /* an actor: success, no effect; a probe: everything unknown */
	FAULT_DIE_BEFORE,
	FAULT_DIE_AFTER
};

enum { FAULT_DIED = 99 }; /* the exit status of a death */

struct fault {
	enum fault_kind kind;
	long at; /* from 1 */
	long count;
	bool fired;
};

struct fault_probe {
	struct vouch_probe probe;
	struct fault *fault;
	const struct vouch_probe *real;
};

struct fault_actor {
	struct vouch_actor actor;
	struct fault *fault;
	const struct vouch_actor *real;
};

struct fault_vault {
	struct vouch_vault vault;
	struct fault *fault;
	const struct vouch_vault *real;
};

struct fault *fault_new(void);
void fault_free(struct fault *fault);
const struct vouch_probe *fault_over_probe(
	struct fault_probe *self, struct fault *fault, const struct vouch_probe *real);
/* A vault does not lie: it fails instead. */
const struct vouch_vault *fault_over_vault(
	struct fault_vault *self, struct fault *fault, const struct vouch_vault *real);
const struct vouch_actor *fault_over_actor(
	struct fault_actor *self, struct fault *fault, const struct vouch_actor *real);

#endif
