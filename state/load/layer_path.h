/* layer_path.h – paths of layers, with {fact} in them: checked, expanded, or used as a glob. */
#ifndef VOUCH_LOAD_LAYER_PATH_H
#define VOUCH_LOAD_LAYER_PATH_H

#include "loading.h"
#include "match.h"
#include "vouch/load/source.h"

/* False after a problem: absolute, "..", no YAML file, a brace that is no fact. */
bool layer_path_check(const struct loading *loading, const struct tree_node *node);
bool layer_path_has_fact(const char *pattern);

/* The path for this Mac. NULL where a fact is not known (*asked) or where its text may not stand in
 * a path (*asked, and *text is that text). */
const char *layer_path_expand(struct vouch_arena *arena, const char *pattern,
	const struct vouch_machine *machine, enum fact *asked, const char **text);
/* Could some Mac's facts make this path of the pattern? */
bool layer_path_matches(const char *pattern, const char *path);

/* The entry that keeps a path from being read: a link or a submodule, itself or a folder above it.
 * NULL where there is none. */
const struct vouch_source_file *layer_path_blocked(
	struct vouch_arena *arena, const struct vouch_source *source, const char *path);

/* "PATH is a symbolic link", "there is no file PATH": at the use that names it. */
void layer_path_refuse(const struct loading *loading, struct vouch_pos pos, const char *path,
	const struct vouch_source_file *entry);
void layer_path_missing(const struct loading *loading, struct vouch_pos pos, const char *path,
	const struct vouch_source *source);

#endif
