/* test_git_tree.c – trees made by hand, in memory: what is handed over, and what is refused. */
#include "vouch_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>

#include "stream.h"
#include "tree.h"
#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/load/source.h"

/* What one side hands over, the other takes. */
_Static_assert((int)VOUCH_GIT_ENTRIES_MAX == (int)VOUCH_SOURCE_FILES_MAX, "entries");
_Static_assert((int)VOUCH_GIT_FILE_MAX == (int)VOUCH_SOURCE_FILE_MAX, "file");
_Static_assert((int)VOUCH_GIT_TOTAL_MAX == (int)VOUCH_SOURCE_TOTAL_MAX, "total");

struct memory {
	struct vouch_arena arena;
	git_odb *odb;
	git_odb_backend *backend;
	git_repository *repository;
	git_oid blob; /* "users: {}\n" */
	struct vouch_buf tree;
	struct vouch_git_files files;
	struct vouch_git_failure failure;
};

static git_oid put(struct memory *memory, git_object_t type, const void *bytes, size_t length)
{
	git_oid id;

	assert_int_equal(git_odb_write(&id, memory->odb, bytes, length, type), 0);
	return id;
}

/* One entry of the tree being made: exactly these bytes, as no git would check them. */
static void entry(struct memory *memory, const char *mode, const char *name, const git_oid *id)
{
	vouch_buf_printf(&memory->tree, "%s %s", mode, name);
	vouch_buf_add(&memory->tree, "", 1);
	vouch_buf_add(&memory->tree, id->id, sizeof id->id);
}

static void file(struct memory *memory, const char *name)
{
	entry(memory, "100644", name, &memory->blob);
}

static git_oid tree_done(struct memory *memory)
{
	git_oid id =
		put(memory, GIT_OBJECT_TREE, vouch_buf_get(&memory->tree), memory->tree.length);

	vouch_buf_clear(&memory->tree);
	return id;
}

static int collect(struct memory *memory, const git_oid *tree)
{
	char hex[VOUCH_GIT_HEX + 1], *text;
	git_oid commit;

	vouch_git_hex(tree, hex);
	text = vouch_arena_printf(&memory->arena,
		"tree %s\nauthor a <a@b> 0 +0000\ncommitter a <a@b> 0 +0000\n\nmessage\n", hex);
	commit = put(memory, GIT_OBJECT_COMMIT, text, strlen(text));
	memory->failure.message[0] = '\0';
	return vouch_git_tree_collect(
		&memory->arena, memory->repository, &commit, &memory->files, &memory->failure);
}

static int collect_tree(struct memory *memory)
{
	git_oid tree = tree_done(memory);

	return collect(memory, &tree);
}

static void assert_refused(struct memory *memory, const char *why)
{
	if (collect_tree(memory) == 0)
		fail_msg("accepted, though: %s", why);
	assert_int_equal(memory->failure.end, VOUCH_GIT_CONTENT);
	assert_text_contains(memory->failure.message, why);
}

static int open_memory(void **state)
{
	struct memory *memory = calloc(1, sizeof *memory);

	assert_non_null(memory);
	vouch_arena_init(&memory->arena);
	assert_true(git_libgit2_init() > 0);
	assert_int_equal(git_odb_new(&memory->odb), 0);
	assert_int_equal(git_mempack_new(&memory->backend), 0);
	assert_int_equal(git_odb_add_backend(memory->odb, memory->backend, 1), 0);
	assert_int_equal(git_repository_wrap_odb(&memory->repository, memory->odb), 0);
	memory->blob = put(memory, GIT_OBJECT_BLOB, "users: {}\n", 10);
	*state = memory;
	return 0;
}

static int close_memory(void **state)
{
	struct memory *memory = *state;

	vouch_buf_release(&memory->tree);
	git_repository_free(memory->repository);
	git_odb_free(memory->odb);
	(void)git_libgit2_shutdown();
	vouch_arena_release(&memory->arena);
	free(memory);
	return 0;
}

static void files_links_and_submodules_are_handed_over(void **state)
{
	struct memory *memory = *state;
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	struct vouch_source source = {0};
	struct vouch_bytes stream;
	struct vouch_err err;
	git_oid inner;

	file(memory, "z.yml");
	inner = tree_done(memory);
	file(memory, "Icon\r"); /* not handed over, so its name does not matter */
	entry(memory, "120000", "a", &memory->blob);
	entry(memory, "40000", "a.d", &inner);
	file(memory, "a.yaml");
	entry(memory, "160000", "module", &memory->blob);
	entry(memory, "100755", "run.sh", &memory->blob);
	if (collect_tree(memory) < 0)
		fail_msg("%s", memory->failure.message);
	assert_int_equal(vouch_git_stream_write(out, &memory->files), 0);
	assert_int_equal(fclose(out), 0);
	assert_text_contains(text,
		"\nlink a\nfile 10 a.d/z.yml\nusers: {}\n\nfile 10 a.yaml\nusers: {}\n\n"
		"submodule module\nend 4\n");
	assert_memory_equal(text, "vouch.files/1 ", 14);
	assert_int_equal(strcspn(text, "\n"), 14 + 40);
	/* And vouch reads it. */
	stream = (struct vouch_bytes){.data = text, .length = length};
	assert_vouch_ok(vouch_source_read_pipe(&memory->arena, "x", &stream, &source, &err), &err);
	assert_int_equal(source.count, 4);
	assert_string_equal(source.revision, memory->files.commit);
	assert_string_equal(source.files[1].path, "a.d/z.yml");
	assert_string_equal(source.files[1].bytes.data, "users: {}\n");
	assert_int_equal(source.files[3].kind, VOUCH_SOURCE_SUBMODULE);
	free(text);
}

static void an_empty_tree_is_whole(void **state)
{
	struct memory *memory = *state;

	assert_int_equal(collect_tree(memory), 0);
	assert_int_equal(memory->files.count, 0);
}

static void forged_names_are_refused(void **state)
{
	static const char *const names[] = {
		".", "..", ".git", ".GIT", "a/b.yaml", "/etc/x.yaml", "../x.yaml"};
	struct memory *memory = *state;
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		file(memory, names[i]);
		assert_refused(memory, "no git makes that");
		entry(memory, "120000", names[i], &memory->blob);
		assert_refused(memory, "no git makes that");
	}
}

static void unclean_names_are_refused_where_they_count(void **state)
{
	static const char *const names[] = {
		"a\n.yaml", "a\x1b[2J.yaml", "a\x7f.yml", "a\xff.yaml", "end 0\nx.yaml"};
	struct memory *memory = *state;
	git_oid inner;
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		file(memory, names[i]);
		assert_refused(memory, "control characters and broken UTF-8");
	}
	file(memory, "x.yaml");
	inner = tree_done(memory);
	entry(memory, "40000", "fol\nder", &inner);
	assert_refused(memory, "control characters and broken UTF-8");
}

static void a_name_twice_is_refused(void **state)
{
	struct memory *memory = *state;
	git_oid inner;

	file(memory, "a.yaml");
	file(memory, "b");
	file(memory, "a.yaml");
	assert_refused(memory, "stands twice");
	file(memory, "x.yaml");
	inner = tree_done(memory);
	entry(memory, "120000", "a", &memory->blob);
	file(memory, "a.b");
	entry(memory, "40000", "a", &inner);
	assert_refused(memory, "stands twice");
}

static void names_that_differ_in_case_only_are_refused(void **state)
{
	struct memory *memory = *state;
	git_oid inner;

	file(memory, "Base.yaml");
	file(memory, "base.yaml");
	assert_refused(memory, "differ in case only");
	file(memory, "x.yaml");
	inner = tree_done(memory);
	entry(memory, "40000", "OS", &inner);
	entry(memory, "40000", "os", &inner);
	assert_refused(memory, "differ in case only");
	/* What is not handed over may. */
	file(memory, "README");
	file(memory, "readme");
	assert_int_equal(collect_tree(memory), 0);
}

static void odd_modes_and_types_are_refused(void **state)
{
	static const char *const modes[] = {"0", "100600", "100666", "104755", "60000", "20000"};
	struct memory *memory = *state;
	git_oid tree;
	size_t i;

	for (i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		entry(memory, modes[i], "a.yaml", &memory->blob);
		assert_refused(memory, "has the mode");
	}
	tree = tree_done(memory);
	entry(memory, "100644", "a.yaml", &tree);
	assert_refused(memory, "is a tree and its folder says blob");
	entry(memory, "40000", "a", &memory->blob);
	assert_refused(memory, "is a blob and its folder says tree");
}

static void depth_is_bounded(void **state)
{
	struct memory *memory = *state;
	git_oid inner;
	int i;

	file(memory, "a.yaml");
	inner = tree_done(memory);
	for (i = 0; i < VOUCH_GIT_DEPTH_MAX; i++) {
		entry(memory, "40000", "d", &inner);
		inner = tree_done(memory);
	}
	assert_int_equal(collect(memory, &inner), 0);
	entry(memory, "40000", "d", &inner);
	assert_refused(memory, "nested too deeply");
}

static void length_of_a_path_is_bounded(void **state)
{
	struct memory *memory = *state;
	char name[VOUCH_GIT_PATH_MAX + 2];

	memset(name, 'x', sizeof name);
	memcpy(name + VOUCH_GIT_PATH_MAX - 5, ".yaml", 6);
	file(memory, name);
	assert_int_equal(collect_tree(memory), 0);
	memset(name, 'x', sizeof name);
	memcpy(name + VOUCH_GIT_PATH_MAX - 4, ".yaml", 6);
	file(memory, name);
	assert_refused(memory, "is longer than");
}

/* Ten folders deep, ten times the same folder in each: 10^10 names in a kilobyte. */
static void a_tree_bomb_is_bounded(void **state)
{
	struct memory *memory = *state;
	char name[2] = "0";
	git_oid inner;
	int depth;

	file(memory, "README");
	inner = tree_done(memory);
	for (depth = 0; depth < 10; depth++) {
		for (name[0] = '0'; name[0] <= '9'; name[0]++)
			entry(memory, "40000", name, &inner);
		inner = tree_done(memory);
	}
	entry(memory, "40000", "bomb", &inner);
	assert_refused(memory, "names");
}

static void number_of_files_is_bounded(void **state)
{
	struct memory *memory = *state;
	int i;

	for (i = 0; i <= VOUCH_GIT_ENTRIES_MAX; i++) {
		char name[32];

		(void)snprintf(name, sizeof name, "%06d.yaml", i);
		file(memory, name);
	}
	assert_refused(memory, "more than 20000 YAML files");
}

static void size_of_files_is_bounded(void **state)
{
	struct memory *memory = *state;
	char *bytes = calloc(1, VOUCH_GIT_FILE_MAX + 1);
	git_oid largest, larger;
	int i;

	assert_non_null(bytes);
	largest = put(memory, GIT_OBJECT_BLOB, bytes, VOUCH_GIT_FILE_MAX);
	larger = put(memory, GIT_OBJECT_BLOB, bytes, VOUCH_GIT_FILE_MAX + 1);
	free(bytes);
	entry(memory, "100644", "a.yaml", &largest);
	assert_int_equal(collect_tree(memory), 0);
	assert_int_equal(memory->files.items[0].bytes.length, VOUCH_GIT_FILE_MAX);
	entry(memory, "100644", "a.yaml", &larger);
	assert_refused(memory, "bytes");
	/* Not YAML: not read. */
	entry(memory, "100644", "a.dmg", &larger);
	assert_int_equal(collect_tree(memory), 0);
	for (i = 0; i <= VOUCH_GIT_TOTAL_MAX / VOUCH_GIT_FILE_MAX; i++) {
		char name[32];

		(void)snprintf(name, sizeof name, "%03d.yaml", i);
		entry(memory, "100644", name, &largest);
	}
	assert_refused(memory, "take some out");
}

static void a_missing_object_is_damage_not_absence(void **state)
{
	struct memory *memory = *state;
	git_oid missing;

	memset(&missing, 0x5a, sizeof missing);
	entry(memory, "100644", "a.yaml", &missing);
	assert_true(collect_tree(memory) < 0);
	assert_true(memory->failure.damaged);
	entry(memory, "40000", "a", &missing);
	assert_true(collect_tree(memory) < 0);
	assert_true(memory->failure.damaged);
}

/* Trees with bytes turned over, cut and doubled: any answer will do, but what is handed over must
 * be clean and in order. The sanitizers watch. */
static void mutated_trees_do_no_harm(void **state)
{
	struct memory *memory = *state;
	uint32_t random = 2463534242u;
	int round;

	for (round = 0; round < 3000; round++) {
		git_oid inner, tree;
		size_t i;
		int hits;

		file(memory, "x.yaml");
		inner = tree_done(memory);
		entry(memory, "120000", "a", &memory->blob);
		file(memory, "b.yaml");
		entry(memory, "40000", "c", &inner);
		for (hits = 0; hits < 3; hits++) {
			random ^= random << 13;
			random ^= random >> 17;
			random ^= random << 5;
			memory->tree.bytes[random % memory->tree.length] = (char)(random >> 24);
			if (random % 7 == 0)
				memory->tree.length -= random % 5;
		}
		tree = tree_done(memory);
		if (collect(memory, &tree) < 0) {
			assert_true(memory->failure.message[0] != '\0');
			continue;
		}
		for (i = 0; i < memory->files.count; i++) {
			const char *path = memory->files.items[i].path;

			assert_true(path[0] != '/' && path[0] != '\0');
			assert_null(strchr(path, '\n'));
			assert_null(strstr(path, "../"));
			assert_true(i == 0 || strcmp(memory->files.items[i - 1].path, path) < 0);
		}
	}
}

#define WITH_MEMORY(name) cmocka_unit_test_setup_teardown(name, open_memory, close_memory)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_MEMORY(files_links_and_submodules_are_handed_over),
		WITH_MEMORY(an_empty_tree_is_whole),
		WITH_MEMORY(forged_names_are_refused),
		WITH_MEMORY(unclean_names_are_refused_where_they_count),
		WITH_MEMORY(a_name_twice_is_refused),
		WITH_MEMORY(names_that_differ_in_case_only_are_refused),
		WITH_MEMORY(odd_modes_and_types_are_refused),
		WITH_MEMORY(depth_is_bounded),
		WITH_MEMORY(length_of_a_path_is_bounded),
		WITH_MEMORY(a_tree_bomb_is_bounded),
		WITH_MEMORY(number_of_files_is_bounded),
		WITH_MEMORY(size_of_files_is_bounded),
		WITH_MEMORY(a_missing_object_is_damage_not_absence),
		WITH_MEMORY(mutated_trees_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
