/* layer.h – one layer of the repository: what a single file declares, read once. */
#ifndef VOUCH_LOAD_LAYER_H
#define VOUCH_LOAD_LAYER_H

#include "loading.h"
#include "vouch/load/source.h"
#include "vouch/model/desired.h"

struct layer_user {
	const char *name;
	struct vouch_pos pos;
	bool forgotten; /* null: all that the layers before declare is taken back */
	struct vouch_value fields[VOUCH_FIELD_COUNT];
	bool cleared[VOUCH_FIELD_COUNT]; /* null: taken back; fields[] has the place */
};

/* Settings of the machine itself. */
enum setting {
	SETTING_FILEVAULT_ENABLED,
	SETTING_ESCROW,
	SETTING_BOOTSTRAP_TOKEN,
	SETTING_UNLISTED_ADMINS,
	SETTING_UNLISTED_USERS,
	SETTING_COUNT
};

struct escrow {
	const char *certificate, *file;
};

struct layer_setting {
	struct vouch_value value;    /* FLAG or CHOICE; kind NONE where the layer is silent */
	const struct escrow *escrow; /* ESCROW: its value.kind is TEXT */
	bool cleared;
};

struct layer {
	const char *path;
	struct {
		struct layer_user *items;
		size_t count, room;
	} users;
	struct layer_setting settings[SETTING_COUNT];
	bool incomplete; /* some users could not be read: who is missing is not known */
	struct vouch_problems problems; /* of this file alone; with errors, the rest is not used */
};

struct layer *layer_read(struct vouch_arena *arena, const struct vouch_source_file *file);
/* filevault, bootstrap_token and unlisted. */
void layer_read_filevault(void *context, const struct tree_node *value);
void layer_read_bootstrap_token(void *context, const struct tree_node *value);
void layer_read_unlisted(void *context, const struct tree_node *value);

/* What the readers of a layer carry. */
struct layer_reading {
	struct loading loading;
	struct layer *layer;
};

#endif
