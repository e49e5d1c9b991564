/* repository.c – the layers of a source, read when they are first asked for. */
#include "repository.h"

#include <string.h>

#include "layer_path.h"

void repository_init(
	struct vouch_arena *arena, const struct vouch_source *source, struct vouch_repository *out)
{
	*out = (struct vouch_repository){.arena = arena, .source = source};
	out->layers = vouch_arena_alloc_array(arena, source->count, sizeof *out->layers);
	manifest_read(arena, source, &out->manifest, &out->problems);
}

struct layer *repository_layer(
	struct vouch_repository *repository, const struct vouch_source_file *file)
{
	struct layer **layer = &repository->layers[file - repository->source->files];

	if (*layer == NULL)
		*layer = layer_read(repository->arena, file);
	return *layer;
}

bool repository_may_use(const struct layer_use *use, const struct vouch_source_file *file)
{
	return layer_path_matches(use->pattern, file->path);
}

void repository_entries(
	struct vouch_arena *arena, struct vouch_repository *repository, struct layer_entries *out)
{
	const struct vouch_source *source = repository->source;
	struct layers layers = {0};
	size_t i, j;

	for (i = 0; i < source->count; i++) {
		const struct vouch_source_file *file = &source->files[i];

		for (j = 0; j < repository->manifest.layers.count; j++) {
			if (file->kind != VOUCH_SOURCE_FILE ||
				!repository_may_use(&repository->manifest.layers.items[j], file))
				continue;
			*VOUCH_PUSH(arena, &layers) = repository_layer(repository, file);
			break;
		}
	}
	merge_collect(arena, &layers, out);
}

int repository_verdict(const struct vouch_repository *repository, struct vouch_problems *problems,
	struct vouch_err *err)
{
	vouch_problems_sort(problems);
	if (problems->errors == 0)
		return 0;
	return vouch_err_set(err, VOUCH_E_CONFIG, "%s: %zu %s", repository->source->name,
		problems->errors, problems->errors == 1 ? "error" : "errors");
}
