/* desired.h – from the files of a repository to what is wanted of one Mac, or to every mistake in
 * it.
 */
#ifndef VOUCH_LOAD_DESIRED_H
#define VOUCH_LOAD_DESIRED_H

#include "vouch/base/arena.h"
#include "vouch/base/digest.h"
#include "vouch/base/err.h"
#include "vouch/load/problem.h"
#include "vouch/load/source.h"
#include "vouch/model/desired.h"
#include "vouch/model/machine.h"

/* Resolves the layers for this machine. VOUCH_E_CONFIG where problems has errors (out untouched);
 * warnings alone are no failure. */
int vouch_desired_load(struct vouch_arena *arena, const struct vouch_source *source,
	const struct vouch_machine *machine, struct vouch_desired *out,
	struct vouch_problems *problems, struct vouch_err *err);

/* Without a Mac: every file of every layer, whatever its "when"; a {fact} in a path is a glob. A
 * file that no layer reaches is a warning. VOUCH_E_CONFIG where problems has errors. */
int vouch_desired_validate(struct vouch_arena *arena, const struct vouch_source *source,
	struct vouch_problems *problems, struct vouch_err *err);

/* SHA-256 over canonical JSON of what is wanted, without positions. */
void vouch_desired_digest(const struct vouch_desired *desired, char out[VOUCH_DIGEST_HEX]);

#endif
