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
 * warnings alone are no failure. VOUCH_E_OBSERVE, with a position, where a layer asks for a fact of
 * the machine that is not known: a layer is never skipped for that.
 *
 * What is in *out is what is written, no more: defaults are not filled in, and filevault: true
 * declares no secure_token of its own (on APFS it implies one; secure_token: false beside it is an
 * error there). */
int vouch_desired_load(struct vouch_arena *arena, const struct vouch_source *source,
	const struct vouch_machine *machine, struct vouch_desired *out,
	struct vouch_problems *problems, struct vouch_err *err);

/* The same for many Macs: every file is read once, when first needed. Mistakes in the repository
 * are problems of each resolve. The repository, its arena and its source must outlive what is
 * resolved from it. */
struct vouch_repository;
void vouch_repository_open(struct vouch_arena *arena, const struct vouch_source *source,
	struct vouch_repository **out);
int vouch_desired_resolve(struct vouch_repository *repository, struct vouch_arena *arena,
	const struct vouch_machine *machine, struct vouch_desired *out,
	struct vouch_problems *problems, struct vouch_err *err);

/* Without a Mac: every file of every layer, whatever its "when"; a {fact} in a path is a glob. A
 * file that no layer reaches is a warning. VOUCH_E_CONFIG where problems has errors. */
int vouch_desired_validate(struct vouch_arena *arena, const struct vouch_source *source,
	struct vouch_problems *problems, struct vouch_err *err);

/* SHA-256 over canonical JSON of what is wanted, without positions. */
void vouch_desired_digest(const struct vouch_desired *desired, char out[VOUCH_DIGEST_HEX]);

#endif
