/* home_fixture.h – one home a test, with everything in it that a home can have. */
#ifndef HOME_FIXTURE_H
#define HOME_FIXTURE_H

#include "vouch_test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "home.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"

enum { NOW = 1795514400 }; /* 2026-11-24T10:00:00Z */

#define ARCHIVE      "Users/Deleted Users/alice-20261124.tar"
#define PARTIAL      "Users/Deleted Users/.alice-20261124.partial"
#define ASIDE        "Users/Deleted Users/.alice-20261124.removing"
#define STRANGE_NAME "\xc3\xa4\xe2\x82\xac and a 'quote'\n"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	struct vouch_buf transcript;
	struct vouch_macos_act act;
	struct vouch_macos_home request;
	char *root;
};

static inline const char *in(struct fixture *f, const char *path)
{
	return vouch_arena_printf(&f->arena, "%s/%s", f->root, path);
}

static inline bool is_there(struct fixture *f, const char *path)
{
	struct stat status;

	return lstat(in(f, path), &status) == 0;
}

/* A little of everything: an empty folder, links out of the tree and to nowhere, a second name, a
 * fifo, names that are long or strange, holes. */
static inline void make_home(struct fixture *f)
{
	char name[200], *deep = vouch_arena_text(&f->arena, "Users/alice");
	int i, fd;

	vouch_test_write(f->root, "outside/keep", "not hers\n");
	vouch_test_write(f->root, "Users/alice/notes", "hello\n");
	vouch_test_write(f->root, "Users/alice/empty", "");
	vouch_test_write(f->root, "Users/alice/Library/Keychains/login", "secret\n");
	vouch_test_write(f->root, "Users/alice/" STRANGE_NAME, "x");
	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	for (i = 0; i < 3; i++)
		deep = vouch_arena_printf(&f->arena, "%s/%s", deep, name);
	vouch_test_write(f->root, vouch_arena_printf(&f->arena, "%s/file", deep), "deep");
	assert_int_equal(mkdir(in(f, "Users/alice/Empty"), 0700), 0);
	assert_int_equal(symlink("../../outside", in(f, "Users/alice/out")), 0);
	assert_int_equal(symlink("/no/such/place", in(f, "Users/alice/dangling")), 0);
	assert_int_equal(link(in(f, "Users/alice/notes"), in(f, "Users/alice/second-name")), 0);
	assert_int_equal(mkfifo(in(f, "Users/alice/fifo"), 0600), 0);
	fd = open(in(f, "Users/alice/holes"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, "end", 3, 5 << 20), 3);
	(void)close(fd);
}

static inline int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	f->root = vouch_test_folder(&f->arena);
	f->act = (struct vouch_macos_act){
		.root = f->root, .arena = &f->arena, .transcript = &f->transcript};
	f->request = (struct vouch_macos_home){.root = f->root,
		.user = "alice",
		.home = "/Users/alice",
		.uid = (int64_t)geteuid(),
		.archive = true,
		.now = NOW,
		.act = &f->act};
	make_home(f);
	*state = f;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;

#ifdef __linux__
	/* Where the mount test failed half-way. */
	(void)umount2(in(f, "Users/alice/Empty"), MNT_DETACH);
	(void)umount2(in(f, "Users/alice"), MNT_DETACH);
#endif
	vouch_test_folder_remove(f->root);
	vouch_buf_release(&f->transcript);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

static inline void remove_home(struct fixture *f)
{
	assert_vouch_ok(vouch_macos_home_remove(&f->request, &f->err), &f->err);
}

static inline void assert_refused(struct fixture *f, const char *message)
{
	assert_true(vouch_macos_home_remove(&f->request, &f->err) < 0);
	assert_text_contains(f->err.msg, message);
}

static inline void assert_rest_untouched(struct fixture *f)
{
	struct vouch_bytes bytes;

	assert_vouch_ok(
		vouch_file_read(&f->arena, in(f, "outside/keep"), 100, &bytes, &f->err), &f->err);
	assert_string_equal(bytes.data, "not hers\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
