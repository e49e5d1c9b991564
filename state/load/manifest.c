/* manifest.c – groups and layers. */
#include "manifest.h"

#include <string.h>

#include "layer_path.h"
#include "members.h"
#include "value.h"
#include "vouch/base/text.h"

struct reading {
	struct loading loading;
	struct manifest *manifest;
	const struct tree_node *version, *groups, *layers, *guards;
	struct layer_use *use; /* the layer in hand */
};

/* The parts are kept first and read in order: layers need the groups, wherever they stand. */
static void keep_version(void *self, const struct tree_node *value)
{
	((struct reading *)self)->version = value;
}

static void keep_groups(void *self, const struct tree_node *value)
{
	((struct reading *)self)->groups = value;
}

static void keep_layers(void *self, const struct tree_node *value)
{
	((struct reading *)self)->layers = value;
}

static void keep_guards(void *self, const struct tree_node *value)
{
	((struct reading *)self)->guards = value;
}

static void read_version(struct reading *self, const struct tree_node *root)
{
	const struct tree_node *node = self->version;
	int64_t version;

	if (node == NULL)
		vouch_problem_add(self->loading.arena, self->loading.problems, root->pos,
			"write vouch: 1 as its first line",
			"the key \"vouch\" is missing (the version of the format)");
	else if (value_number(&self->loading, node, 1, INT32_MAX, &version) && version != 1)
		vouch_problem_add(self->loading.arena, self->loading.problems, node->pos,
			"write vouch: 1, or install a newer Vouch",
			"this Vouch reads format 1, not %d", (int)version);
}

static void read_groups(struct reading *self)
{
	const struct tree_node *node = self->groups;
	size_t i;

	if (node == NULL)
		return;
	if (node->kind != TREE_MAP) {
		value_wrong_kind(&self->loading, node, "a map of groups");
		return;
	}
	for (i = 0; i < node->map.count; i++) {
		const struct tree_pair *pair = &node->map.items[i];
		struct group group = {.name = pair->key->text, .pos = pair->key->pos};
		const char *name;

		if (pair->value->kind == TREE_BAD ||
			!value_text(&self->loading, pair->key, "the name of a group", &name))
			continue;
		match_read(&self->loading, pair->value, NULL, &group.when);
		*VOUCH_PUSH(self->loading.arena, &self->manifest->groups) = group;
	}
}

static void read_use(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	if (!layer_path_check(&self->loading, value))
		return;
	self->use->pattern = value->text;
	self->use->pos = value->pos;
}

static void read_when(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	match_read(&self->loading, value, &self->manifest->groups, &self->use->when);
}

static void read_optional(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	(void)value_flag(&self->loading, value, &self->use->optional); /* said already */
}

static bool read_layer(struct reading *self, const struct tree_node *node)
{
	static const struct member members[] = {{"use", read_use, NULL}, {"when", read_when, NULL},
		{"optional", read_optional, NULL}};
	struct layer_use use = {0};

	self->use = &use;
	if (node->kind == TREE_TEXT) {
		vouch_problem_add(self->loading.arena, self->loading.problems, node->pos,
			"write use: before it", "a layer of the list is a map");
		return false;
	}
	if (!members_read(&self->loading, node, "a layer of the list", members, 3, self))
		return false;
	if (members_find(node, "use") == NULL)
		vouch_problem_add(self->loading.arena, self->loading.problems, node->pos,
			"write use: FILE", "the key \"use\" is missing");
	if (use.pattern == NULL)
		return false;
	*VOUCH_PUSH(self->loading.arena, &self->manifest->layers) = use;
	return true;
}

static void read_layers(struct reading *self, const struct tree_node *root)
{
	const struct tree_node *node = self->layers;
	size_t i;

	if (node == NULL) {
		vouch_problem_add(self->loading.arena, self->loading.problems, root->pos,
			"write layers: [{use: base.yaml}] and put users there",
			"the key \"layers\" is missing");
		self->manifest->incomplete = true;
		return;
	}
	if (node->kind != TREE_LIST) {
		value_wrong_kind(&self->loading, node, "a list of layers");
		self->manifest->incomplete = true;
		return;
	}
	if (node->list.count == 0 || node->list.count > MANIFEST_LAYERS_MAX)
		vouch_problem_add(self->loading.arena, self->loading.problems, node->pos,
			node->list.count == 0 ? "write - use: base.yaml"
					      : "put Macs into groups, and use {serial} in paths",
			node->list.count == 0 ? "the list of layers is empty"
					      : "more than 1000 layers");
	for (i = 0; i < node->list.count && i < MANIFEST_LAYERS_MAX; i++)
		if (!read_layer(self, node->list.items[i]))
			self->manifest->incomplete = true;
}

static const struct tree_node *read_root(struct vouch_arena *arena,
	const struct vouch_source *source, struct vouch_problems *problems)
{
	const struct vouch_source_file *file = vouch_source_find(source, "vouch.yaml");

	if (file == NULL)
		vouch_problem_add(arena, problems, (struct vouch_pos){"vouch.yaml", 0, 0},
			vouch_source_find(source, "vouch.yml") != NULL
				? "rename vouch.yml"
				: "name the folder that has it, or write one",
			"the file is missing");
	else if (file->kind != VOUCH_SOURCE_FILE)
		vouch_problem_add(arena, problems, (struct vouch_pos){"vouch.yaml", 0, 0},
			"put the file itself there", "it is a symbolic link or a submodule");
	else
		return tree_read(arena, file->path, &file->bytes, problems);
	return NULL;
}

void manifest_read(struct vouch_arena *arena, const struct vouch_source *source,
	struct manifest *out, struct vouch_problems *problems)
{
	static const struct member members[] = {
		{"vouch", keep_version, NULL},
		{"groups", keep_groups, NULL},
		{"layers", keep_layers, NULL},
		{"guards", keep_guards, NULL},
		{"users", NULL, "write it in a layer, for example base.yaml"},
		{"filevault", NULL, "write it in a layer, for example base.yaml"},
		{"bootstrap_token", NULL, "write it in a layer, for example base.yaml"},
		{"unlisted", NULL, "write it in a layer, for example base.yaml"},
	};
	struct reading self = {.loading = {arena, problems}, .manifest = out};
	const struct tree_node *root = read_root(arena, source, problems);

	manifest_read_guards(&self.loading, NULL, &out->guards);
	if (root == NULL || !members_read(&self.loading, root, "vouch.yaml", members,
				    sizeof members / sizeof members[0], &self))
		return;
	read_version(&self, root);
	read_groups(&self);
	read_layers(&self, root);
	if (self.guards != NULL)
		manifest_read_guards(&self.loading, self.guards, &out->guards);
}
