/* tree.c – walking the trees of a commit that may have been made to harm. */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

enum { TREE_MAX = 16 * 1024 * 1024 };

struct walk {
	struct vouch_arena *arena;
	git_repository *repository;
	git_odb *odb;
	struct vouch_buf path; /* where we are: "", or "folder/…/" */
	struct vouch_git_files files;
	size_t visits, total;
	struct vouch_git_failure *failure;
};

/* What git's modes are to us. Old versions of git wrote 100664; nothing writes others. */
enum entry_mode {
	MODE_TREE = 0040000,
	MODE_FILE = 0100644,
	MODE_FILE_GROUP = 0100664,
	MODE_PROGRAM = 0100755,
	MODE_LINK = 0120000,
	MODE_SUBMODULE = 0160000
};

static int compare_names(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

/* No git makes a tree with one name twice; readers of it would differ in which one they see. */
static int check_unique(struct walk *walk, const git_tree *tree)
{
	size_t count = git_tree_entrycount(tree), i;
	VOUCH_CLEANUP(vouch_pointer_free) const char **names = NULL;

	if (count < 2)
		return 0;
	names = calloc(count, sizeof *names);
	if (names == NULL)
		return vouch_git_fail(walk->failure, VOUCH_GIT_SYSTEM, "out of memory");
	for (i = 0; i < count; i++)
		names[i] = git_tree_entry_name(git_tree_entry_byindex(tree, i));
	qsort(names, count, sizeof *names, compare_names);
	for (i = 1; i < count; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
				"%s%s stands twice in its folder: no git makes that; do not use "
				"this commit",
				vouch_buf_get(&walk->path), names[i]);
	return 0;
}

static int check_name(struct walk *walk, const char *name)
{
	if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
		strchr(name, '/') != NULL || vouch_text_equal_nocase(name, ".git"))
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"\"%s\" is a name in %s: no git makes that; do not use this commit", name,
			walk->path.length == 0 ? "the top folder" : vouch_buf_get(&walk->path));
	return 0;
}

/* Only names that are handed over must be clean: a repository may hold other files of any name
 * (Finder's "Icon\r" is a common one). */
static int check_path(struct walk *walk, const char *path)
{
	size_t length = strlen(path), i;

	if (length > VOUCH_GIT_PATH_MAX)
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"%.100s… is longer than %d bytes: shorten it", path, VOUCH_GIT_PATH_MAX);
	for (i = 0; i < length; i++)
		if ((unsigned char)path[i] < ' ' || path[i] == 0x7f)
			break;
	if (i < length || !vouch_text_is_utf8(path, length))
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"%s: control characters and broken UTF-8 are not allowed in a name: "
			"rename it",
			path);
	return 0;
}

/* The header says size and type before anything is unpacked: a huge object costs nothing. */
static int check_object(
	struct walk *walk, const git_oid *id, git_object_t wanted, size_t cap, const char *path)
{
	git_object_t type;
	size_t size;

	if (git_odb_read_header(&size, &type, walk->odb, id) < 0)
		return vouch_git_fail_damaged(walk->failure, "%s cannot be read", path);
	if (type != wanted)
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"%s is a %s and its folder says %s: no git makes that; do not use this "
			"commit",
			path, git_object_type2string(type), git_object_type2string(wanted));
	if (size > cap)
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"%s has %zu bytes, and %zu are allowed: split it", path, size, cap);
	return 0;
}

static int read_file(
	struct walk *walk, const git_oid *id, const char *path, struct vouch_bytes *out)
{
	VOUCH_CLEANUP(vouch_git_odb_object_close) git_odb_object *object = NULL;

	if (check_object(walk, id, GIT_OBJECT_BLOB, VOUCH_GIT_FILE_MAX, path) < 0)
		return -1;
	if (git_odb_read(&object, walk->odb, id) < 0)
		return vouch_git_fail_damaged(walk->failure, "%s cannot be read", path);
	/* The header of a delta is a claim of its own; what was unpacked decides. */
	out->length = git_odb_object_size(object);
	walk->total += out->length;
	if (out->length > VOUCH_GIT_FILE_MAX || walk->total > VOUCH_GIT_TOTAL_MAX)
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"with %s the YAML files have more than %d bytes: take some out", path,
			VOUCH_GIT_TOTAL_MAX);
	out->data = vouch_arena_text_n(walk->arena, git_odb_object_data(object), out->length);
	return 0;
}

static int hand_over(
	struct walk *walk, enum vouch_git_kind kind, const git_oid *id, const char *path)
{
	struct vouch_git_entry entry = {.path = path, .kind = kind};

	if (check_path(walk, path) < 0)
		return -1;
	if (walk->files.count == VOUCH_GIT_ENTRIES_MAX)
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"more than %d YAML files, links and submodules: take some out",
			VOUCH_GIT_ENTRIES_MAX);
	if (kind == VOUCH_GIT_KIND_FILE && read_file(walk, id, path, &entry.bytes) < 0)
		return -1;
	*VOUCH_PUSH(walk->arena, &walk->files) = entry;
	return 0;
}

static int walk_tree(struct walk *walk, const git_oid *id, int depth);

static int walk_folder(struct walk *walk, const git_oid *id, const char *name, int depth)
{
	size_t before = walk->path.length;
	int result;

	if (depth == VOUCH_GIT_DEPTH_MAX || before > VOUCH_GIT_PATH_MAX)
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"%.100s… is nested too deeply: %d folders and %d bytes are allowed",
			vouch_buf_get(&walk->path), VOUCH_GIT_DEPTH_MAX, VOUCH_GIT_PATH_MAX);
	vouch_buf_printf(&walk->path, "%s/", name);
	result = walk_tree(walk, id, depth + 1);
	walk->path.length = before;
	walk->path.bytes[before] = '\0';
	return result;
}

static int walk_entry(struct walk *walk, const git_tree_entry *entry, int depth)
{
	const char *name = git_tree_entry_name(entry);
	const git_oid *id = git_tree_entry_id(entry);
	const char *path;

	/* The same folder may hang in a tree a million times; each time counts. */
	if (++walk->visits > VOUCH_GIT_VISITS_MAX)
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"more than %d names: this is no repository of accounts",
			VOUCH_GIT_VISITS_MAX);
	if (check_name(walk, name) < 0)
		return -1;
	if ((int)git_tree_entry_filemode_raw(entry) == MODE_TREE)
		return walk_folder(walk, id, name, depth);
	path = vouch_arena_printf(walk->arena, "%s%s", vouch_buf_get(&walk->path), name);
	switch ((int)git_tree_entry_filemode_raw(entry)) {
	case MODE_FILE:
	case MODE_FILE_GROUP:
	case MODE_PROGRAM:
		if (!vouch_text_ends(name, ".yaml") && !vouch_text_ends(name, ".yml"))
			return 0;
		return hand_over(walk, VOUCH_GIT_KIND_FILE, id, path);
	case MODE_LINK: return hand_over(walk, VOUCH_GIT_KIND_LINK, id, path);
	case MODE_SUBMODULE: return hand_over(walk, VOUCH_GIT_KIND_SUBMODULE, id, path);
	default:
		return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
			"%s has the mode %o: no git makes that; do not use this commit", path,
			(unsigned)git_tree_entry_filemode_raw(entry));
	}
}

static int walk_tree(struct walk *walk, const git_oid *id, int depth)
{
	VOUCH_CLEANUP(vouch_git_tree_close) git_tree *tree = NULL;
	const char *here = walk->path.length == 0 ? "the top folder" : vouch_buf_get(&walk->path);
	size_t i;

	if (check_object(walk, id, GIT_OBJECT_TREE, TREE_MAX, here) < 0)
		return -1;
	/* Its hash is right (or the mirror is damaged, which a new one cures), so where it cannot
	 * be read as a tree, it was made that way: a new mirror has the same one. */
	if (git_tree_lookup(&tree, walk->repository, id) < 0)
		return vouch_git_fail_damaged(walk->failure, "%s cannot be read", here);
	if (check_unique(walk, tree) < 0)
		return -1;
	for (i = 0; i < git_tree_entrycount(tree); i++)
		if (walk_entry(walk, git_tree_entry_byindex(tree, i), depth) < 0)
			return -1;
	return 0;
}

static int compare_paths(const void *a, const void *b)
{
	const struct vouch_git_entry *left = a, *right = b;

	return strcmp(left->path, right->path);
}

static int compare_paths_nocase(const void *a, const void *b)
{
	const struct vouch_git_entry *left = a, *right = b;

	return vouch_text_compare_nocase(left->path, right->path);
}

/* A Mac's disk holds one of base.yaml and Base.yaml: who reviews a checkout there sees the one, and
 * Vouch would use the other. */
static int check_case(struct walk *walk)
{
	struct vouch_git_entry *items = walk->files.items;
	size_t i;

	if (walk->files.count == 0)
		return 0;
	qsort(items, walk->files.count, sizeof *items, compare_paths_nocase);
	for (i = 1; i < walk->files.count; i++)
		if (vouch_text_equal_nocase(items[i - 1].path, items[i].path))
			return vouch_git_fail(walk->failure, VOUCH_GIT_CONTENT,
				"%s and %s differ in case only, and a Mac's disk holds one of "
				"them: rename one",
				items[i - 1].path, items[i].path);
	qsort(items, walk->files.count, sizeof *items, compare_paths);
	return 0;
}

int vouch_git_tree_collect(struct vouch_arena *arena, git_repository *repository,
	const git_oid *commit_id, struct vouch_git_files *out, struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_git_commit_close) git_commit *commit = NULL;
	VOUCH_CLEANUP(vouch_git_odb_close) git_odb *odb = NULL;
	struct walk walk = {.arena = arena, .repository = repository, .failure = failure};
	int result;

	vouch_git_hex(commit_id, walk.files.commit);
	if (git_repository_odb(&odb, repository) < 0)
		return vouch_git_fail_damaged(failure, "the objects cannot be opened");
	if (git_commit_lookup(&commit, repository, commit_id) < 0)
		return vouch_git_fail_damaged(failure,
			"there is no commit %s in the mirror, or it cannot be read",
			walk.files.commit);
	walk.odb = odb;
	result = walk_tree(&walk, git_commit_tree_id(commit), 0);
	if (result == 0)
		result = check_case(&walk);
	vouch_buf_release(&walk.path);
	if (result == 0)
		*out = walk.files;
	return result;
}
