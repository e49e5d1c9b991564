/* desired_validate.c – a repository without a Mac: every file that some Mac may use. */
#include <string.h>

#include "check.h"
#include "layer_path.h"
#include "repository.h"
#include "vouch/base/text.h"

struct validating {
	struct vouch_repository *repository;
	struct loading loading;
	bool incomplete;      /* a layer is missing, or some of its users are */
	bool *reached;        /* beside source->files */
	bool *on_apfs;        /* the same: some layer of the list uses it on APFS */
	struct layers layers; /* each file once, in the order of the source */
};

/* Is a layer meant for Macs of HFS+ alone? */
static bool is_for_hfs_only(const struct layer_use *use)
{
	size_t i, j;

	for (i = 0; i < use->when.count; i++) {
		const struct condition *condition = &use->when.items[i];
		bool only = condition->fact == FACT_FILESYSTEM;

		for (j = 0; j < condition->values.count; j++)
			only = only && strcmp(condition->values.items[j], "hfs") == 0;
		if (only)
			return true;
	}
	return false;
}

static void reach(struct validating *self, const struct layer_use *use, size_t at)
{
	const struct vouch_source_file *file = &self->repository->source->files[at];

	if (file->kind != VOUCH_SOURCE_FILE) {
		layer_path_refuse(&self->loading, use->pos, file->path, file);
		self->incomplete = true;
		return;
	}
	self->reached[at] = true;
	if (!is_for_hfs_only(use))
		self->on_apfs[at] = true;
}

static void check_use(struct validating *self, const struct layer_use *use)
{
	const struct vouch_source *source = self->repository->source;
	const struct vouch_source_file *blocked = NULL;
	bool any = false;
	size_t i;

	for (i = 0; i < source->count; i++) {
		if (!repository_may_use(use, &source->files[i]))
			continue;
		any = true;
		reach(self, use, i);
	}
	if (any)
		return;
	if (!layer_path_has_fact(use->pattern))
		blocked = layer_path_blocked(self->loading.arena, source, use->pattern);
	if (blocked == NULL && use->optional)
		return;
	self->incomplete = true;
	if (blocked != NULL)
		layer_path_refuse(&self->loading, use->pos, use->pattern, blocked);
	else
		layer_path_missing(&self->loading, use->pos, use->pattern, source);
}

/* Files of other tools live in folders that start with a dot. */
static bool is_hidden(const char *path)
{
	return path[0] == '.' || strstr(path, "/.") != NULL;
}

static void read_files(struct validating *self)
{
	const struct vouch_source *source = self->repository->source;
	size_t i;

	for (i = 0; i < source->count; i++) {
		const struct vouch_source_file *file = &source->files[i];
		struct layer *layer;

		if (self->reached[i]) {
			layer = repository_layer(self->repository, file);
			vouch_problems_append(
				self->loading.arena, self->loading.problems, &layer->problems);
			self->incomplete = self->incomplete || layer->incomplete;
			*VOUCH_PUSH(self->loading.arena, &self->layers) = layer;
		} else if (file->kind == VOUCH_SOURCE_FILE &&
			   self->repository->manifest.layers.count > 0 && !is_hidden(file->path) &&
			   strcmp(file->path, "vouch.yaml") != 0) {
			vouch_problem_warn(self->loading.arena, self->loading.problems,
				(struct vouch_pos){file->path, 0, 0},
				"name it under layers in vouch.yaml, or delete it",
				"no layer reaches this file");
		}
	}
}

/* Does any layer, for whatever Mac, take this user's token? Then only the Mac can tell whether it
 * is taken where filevault is false. */
static bool token_is_taken(const struct layer_entries *entries, size_t first, size_t count)
{
	size_t i;

	for (i = first; i < first + count; i++) {
		const struct vouch_value *token =
			&entries->items[i].user->fields[VOUCH_FIELD_SECURE_TOKEN];

		if (token->kind == VOUCH_VALUE_FLAG && !token->as.flag)
			return true;
	}
	return false;
}

/* A single layer is a certain mistake only where no other can put it right. */
static void check_layer_user(struct validating *self, const struct layer_entry *entry, bool taken)
{
	const struct vouch_value *filevault = &entry->user->fields[VOUCH_FIELD_FILEVAULT];
	size_t file = (size_t)(vouch_source_find(self->repository->source, entry->layer->path) -
			       self->repository->source->files);
	bool elsewhere = filevault->kind == VOUCH_VALUE_FLAG && !filevault->as.flag && taken;

	check_user(&self->loading, entry->user->name, entry->user->fields,
		self->on_apfs[file] && !elsewhere);
}

static void check_entries(struct validating *self, const struct layer_entries *entries)
{
	size_t first, next, i;

	for (first = 0; first < entries->count; first = next) {
		bool taken;

		next = first + 1;
		while (next < entries->count &&
			vouch_text_equal_nocase(
				entries->items[first].user->name, entries->items[next].user->name))
			next++;
		taken = token_is_taken(entries, first, next - first);
		for (i = first; i < next; i++)
			check_layer_user(self, &entries->items[i], taken);
	}
}

/* What one file says alone, as if it were the only layer. */
static void check_layer(struct validating *self, struct layer *layer)
{
	struct layers alone = {.items = &layer, .count = 1, .room = 1};
	struct vouch_desired desired = {0};

	merge_layers(self->loading.arena, &alone, &desired);
	check_users(&self->loading, &desired.users);
}

int vouch_desired_validate(struct vouch_arena *arena, const struct vouch_source *source,
	struct vouch_problems *problems, struct vouch_err *err)
{
	struct vouch_repository repository;
	struct validating self = {.repository = &repository, .loading = {arena, problems}};
	struct layer_entries entries = {0};
	size_t i;

	repository_init(arena, source, &repository);
	self.reached = vouch_arena_alloc_array(arena, source->count, sizeof *self.reached);
	self.on_apfs = vouch_arena_alloc_array(arena, source->count, sizeof *self.on_apfs);
	vouch_problems_append(arena, problems, &repository.problems);
	for (i = 0; i < repository.manifest.layers.count; i++)
		check_use(&self, &repository.manifest.layers.items[i]);
	read_files(&self);
	merge_collect(arena, &self.layers, &entries);
	if (!self.incomplete && !repository.manifest.incomplete)
		check_required(&self.loading, &repository.manifest.guards, &entries);
	check_spelling(&self.loading, &entries, false);
	check_entries(&self, &entries);
	for (i = 0; i < self.layers.count; i++)
		check_layer(&self, self.layers.items[i]);
	return repository_verdict(&repository, problems, err);
}
