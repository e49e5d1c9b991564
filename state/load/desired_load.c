/* desired_load.c – the layers for one Mac, in order, merged and checked. */
#include <string.h>

#include "check.h"
#include "layer_path.h"
#include "repository.h"

/* One Mac being resolved. */
struct resolving {
	struct vouch_repository *repository;
	const struct vouch_machine *machine;
	struct loading loading;
	struct layers layers;
	struct vouch_desired desired;
	bool incomplete; /* a layer is missing, or some of its users are */
	/* The first fact that was asked for and is not known. */
	const char *unknown_fact;
	struct vouch_pos unknown_pos;
};

static void fact_is_unknown(struct resolving *self, enum fact fact, struct vouch_pos pos)
{
	if (self->unknown_fact != NULL)
		return;
	self->unknown_fact = fact_name(fact);
	self->unknown_pos = pos;
}

static bool is_meant(struct resolving *self, const struct layer_use *use)
{
	const struct condition *asked = NULL;

	switch (match_decide(
		&use->when, &self->repository->manifest.groups, self->machine, &asked)) {
	case VOUCH_UNKNOWN: fact_is_unknown(self, asked->fact, asked->pos); return false;
	case VOUCH_NO: return false;
	case VOUCH_YES: return true;
	}
	return false;
}

static const char *path_for_this_mac(struct resolving *self, const struct layer_use *use)
{
	enum fact fact = FACT_OS;
	const char *text = "";
	const char *path =
		layer_path_expand(self->loading.arena, use->pattern, self->machine, &fact, &text);

	if (path != NULL)
		return path;
	if (text == NULL)
		fact_is_unknown(self, fact, use->pos);
	else
		vouch_problem_add(self->loading.arena, self->loading.problems, use->pos,
			"a path takes letters, digits, \".\", \"_\" and \"-\" from a fact: choose "
			"another fact",
			"the %s of this Mac, \"%s\", makes no file name", fact_name(fact), text);
	return NULL;
}

static void note_layer(struct resolving *self, const char *path, enum vouch_layer_use what,
	const struct layer_use *use)
{
	*VOUCH_PUSH(self->loading.arena, &self->desired.layers) =
		(struct vouch_layer){path, what, use->pos};
}

static void add_layer(struct resolving *self, const struct layer_use *use)
{
	const struct vouch_source *source = self->repository->source;
	const struct vouch_source_file *file;
	const char *path;
	struct layer *layer;

	if (!is_meant(self, use)) {
		note_layer(self, use->pattern, VOUCH_LAYER_FOR_OTHERS, use);
		return;
	}
	path = path_for_this_mac(self, use);
	if (path == NULL)
		return;
	file = layer_path_blocked(self->loading.arena, source, path);
	if (file != NULL) {
		layer_path_refuse(&self->loading, use->pos, path, file);
		self->incomplete = true;
		return;
	}
	file = vouch_source_find(source, path);
	if (file == NULL) {
		if (use->optional) {
			note_layer(self, path, VOUCH_LAYER_NOT_THERE, use);
			return;
		}
		layer_path_missing(&self->loading, use->pos, path, source);
		self->incomplete = true;
		return;
	}
	layer = repository_layer(self->repository, file);
	vouch_problems_append(self->loading.arena, self->loading.problems, &layer->problems);
	self->incomplete = self->incomplete || layer->incomplete;
	note_layer(self, path, VOUCH_LAYER_USED, use);
	*VOUCH_PUSH(self->loading.arena, &self->layers) = layer;
}

/* A required user may be named by layers of other Macs only; that is no mistake. */
static void check_required_users(struct resolving *self, const struct layer_entries *entries)
{
	const struct vouch_guards *guards = &self->repository->manifest.guards;
	struct vouch_problems here = {0};
	struct loading trial = {self->loading.arena, &here};
	struct layer_entries all = {0};

	check_required(&trial, guards, entries);
	if (here.count == 0)
		return;
	repository_entries(self->loading.arena, self->repository, &all);
	check_required(&self->loading, guards, &all);
}

static void check_all(struct resolving *self)
{
	const struct vouch_desired *desired = &self->desired;
	bool membership = self->machine->filesystem == VOUCH_FILESYSTEM_APFS;
	struct layer_entries entries = {0};
	size_t i;

	merge_collect(self->loading.arena, &self->layers, &entries);
	check_spelling(&self->loading, &entries, true);
	for (i = 0; i < desired->users.count; i++)
		check_user(&self->loading, desired->users.items[i].name,
			desired->users.items[i].fields, membership);
	check_users(&self->loading, &desired->users);
	/* Where a layer could not be read, who is missing is not known. */
	if (!self->incomplete && self->unknown_fact == NULL)
		check_required_users(self, &entries);
}

int vouch_desired_resolve(struct vouch_repository *repository, struct vouch_arena *arena,
	const struct vouch_machine *machine, struct vouch_desired *out,
	struct vouch_problems *problems, struct vouch_err *err)
{
	struct resolving self = {.repository = repository,
		.machine = machine,
		.loading = {arena, problems},
		.desired = {.revision = repository->source->revision,
			.guards = repository->manifest.guards},
		.incomplete = repository->manifest.incomplete};
	size_t i;

	vouch_problems_append(arena, problems, &repository->problems);
	for (i = 0; i < repository->manifest.layers.count; i++)
		add_layer(&self, &repository->manifest.layers.items[i]);
	merge_layers(arena, &self.layers, &self.desired);
	check_all(&self);
	if (repository_verdict(repository, problems, err) < 0)
		return -(int)VOUCH_E_CONFIG;
	if (self.unknown_fact != NULL)
		return vouch_err_set_at(err, VOUCH_E_OBSERVE, self.unknown_pos,
			"the %s of this Mac is not known, and a layer depends on it: find "
			"out why it cannot be read: vouch observe",
			self.unknown_fact);
	*out = self.desired;
	return 0;
}

void vouch_repository_open(
	struct vouch_arena *arena, const struct vouch_source *source, struct vouch_repository **out)
{
	*out = vouch_arena_alloc(arena, sizeof **out);
	repository_init(arena, source, *out);
}

int vouch_desired_load(struct vouch_arena *arena, const struct vouch_source *source,
	const struct vouch_machine *machine, struct vouch_desired *out,
	struct vouch_problems *problems, struct vouch_err *err)
{
	struct vouch_repository repository;

	repository_init(arena, source, &repository);
	return vouch_desired_resolve(&repository, arena, machine, out, problems, err);
}
