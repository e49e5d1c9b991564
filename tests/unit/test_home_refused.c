/* test_home_refused.c – only a home is removed: no link, no mount, nobody else's folder. */
#include "home_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>

static void only_a_folder_directly_below_users_is_removed(void **state)
{
	struct fixture *f = *state;
	static const char *const homes[] = {"/Users", "/Users/", "/Users/alice/", "/Users/a/b",
		"/Users/..", "/Users/.", "/Users/.hidden", "/var/empty", "/", "", "alice",
		"/Users/Shared", "/Users/shared", "/Users/Deleted Users", "/usersX/alice"};
	size_t i;

	for (i = 0; i < sizeof homes / sizeof *homes; i++) {
		f->request.home = homes[i];
		assert_int_equal(vouch_macos_home_remove(&f->request, &f->err), -VOUCH_E_APPLY);
	}
	f->request.home = NULL;
	assert_refused(f, "no home");
	assert_true(is_there(f, "Users/alice/notes"));
}

static void a_link_is_not_a_home(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(symlink("../outside", in(f, "Users/bob")), 0);
	f->request.home = "/Users/bob";
	f->request.user = "bob";
	assert_refused(f, "symbolic link or no folder");
	vouch_test_write(f->root, "Users/carol", "a file");
	f->request.home = "/Users/carol";
	assert_refused(f, "symbolic link or no folder");
	assert_rest_untouched(f);
	assert_true(is_there(f, "Users/bob"));
}

static void users_itself_must_be_no_link(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(rename(in(f, "Users"), in(f, "Elsewhere")), 0);
	assert_int_equal(symlink("Elsewhere", in(f, "Users")), 0);
	assert_refused(f, "cannot open");
	assert_true(is_there(f, "Elsewhere/alice/notes"));
}

static void somebody_elses_folder_is_left_alone(void **state)
{
	struct fixture *f = *state;

	if (geteuid() != 0) {
		/* Not root: make ours somebody else's by asking as a real Mac would. */
		print_message("NOT ROOT: only the refusal of another uid is tried\n");
		f->request.uid = (int64_t)geteuid() + 1;
		f->request.root = "";
		f->request.home = "/Users/none-of-this-name";
		assert_true(vouch_macos_home_remove(&f->request, &f->err) < 0);
		return;
	}
	assert_int_equal(chown(in(f, "Users/alice"), 4242, 20), 0);
	f->request.uid = 501;
	assert_refused(f, "belongs to uid 4242, not to alice (uid 501)");
	assert_true(is_there(f, "Users/alice/notes"));
	f->request.uid = 4242;
	remove_home(f);
	assert_false(is_there(f, "Users/alice"));
}

static void a_mount_is_left_alone(void **state)
{
	struct fixture *f = *state;
	const char *inside = in(f, "Users/alice/Empty"), *top = in(f, "Users/alice");

#ifdef __linux__
	if (mount("none", inside, "tmpfs", 0, NULL) < 0) {
		print_message("SKIPPED: no right to mount here (%s)\n", strerror(errno));
		skip();
	}
	vouch_test_write(f->root, "Users/alice/Empty/data", "on another volume\n");
	assert_refused(f, "another volume");
	assert_true(is_there(f, "Users/alice/Empty/data"));
	f->request.archive = false;
	assert_refused(f, "another volume");
	assert_int_equal(umount(inside), 0);
	remove_home(f);
	assert_int_equal(mkdir(top, 0700), 0);
	assert_int_equal(mount("none", top, "tmpfs", 0, NULL), 0);
	assert_refused(f, "is a mount");
	assert_int_equal(umount(top), 0);
#else
	(void)inside;
	(void)top;
	print_message("SKIPPED: mounting is only tried on Linux\n");
	skip();
#endif
}

/* Should somebody mount something after the look, the removal still stops there. */
static void the_removal_itself_stays_on_its_volume(void **state)
{
	struct fixture *f = *state;
	const char *inside = in(f, "Users/alice/Empty");
	VOUCH_CLEANUP(vouch_fd_close) int users = open(in(f, "Users"), O_RDONLY | O_DIRECTORY);

#ifdef __linux__
	if (mount("none", inside, "tmpfs", 0, NULL) < 0) {
		print_message("SKIPPED: no right to mount here (%s)\n", strerror(errno));
		skip();
	}
	vouch_test_write(f->root, "Users/alice/Empty/data", "on another volume\n");
	assert_true(vouch_macos_tree_delete(&f->act, users, "alice", &f->err) < 0);
	assert_text_contains(f->err.msg, "another volume");
	assert_true(is_there(f, "Users/alice/Empty/data"));
	assert_int_equal(umount(inside), 0);
#else
	(void)inside;
	(void)users;
	print_message("SKIPPED: mounting is only tried on Linux\n");
	skip();
#endif
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(only_a_folder_directly_below_users_is_removed),
		TEST(a_link_is_not_a_home),
		TEST(users_itself_must_be_no_link),
		TEST(somebody_elses_folder_is_left_alone),
		TEST(a_mount_is_left_alone),
		TEST(the_removal_itself_stays_on_its_volume),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
