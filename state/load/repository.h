/* repository.h – the files of a source, each read at most once. */
#ifndef VOUCH_LOAD_REPOSITORY_H
#define VOUCH_LOAD_REPOSITORY_H

#include "layer.h"
#include "manifest.h"
#include "merge.h"
#include "vouch/load/desired.h"

struct vouch_repository {
	struct vouch_arena *arena;
	const struct vouch_source *source;
	struct manifest manifest;
	struct vouch_problems problems; /* of vouch.yaml */
	struct layer **layers;          /* beside source->files; NULL: not read yet */
};

void repository_init(
	struct vouch_arena *arena, const struct vouch_source *source, struct vouch_repository *out);
/* file is one of the source's. */
struct layer *repository_layer(
	struct vouch_repository *repository, const struct vouch_source_file *file);
/* Is the file one that this layer of the list may name on some Mac? */
bool repository_may_use(const struct layer_use *use, const struct vouch_source_file *file);
/* Every user of every file that some Mac may use, for questions such as "does any layer name her?"
 */
void repository_entries(
	struct vouch_arena *arena, struct vouch_repository *repository, struct layer_entries *out);
/* VOUCH_E_CONFIG with a count where there are errors, else 0. Sorts. */
int repository_verdict(const struct vouch_repository *repository, struct vouch_problems *problems,
	struct vouch_err *err);

#endif
