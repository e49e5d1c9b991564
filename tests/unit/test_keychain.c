/* test_keychain.c – passwords out of the System keychain, by the simulated Mac's security and by
 * ones that fail in every way. */
#include "vouch_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/secrets/keeper.h"

#include "mac.h"

#define SYSTEM_KEYCHAIN "/Library/Keychains/System.keychain"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	char *folder;
	const char *root;
	struct vouch_keeper keeper;
	struct vouch_secret secret;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	f->folder = vouch_test_folder(&f->arena);
	f->root = vouch_test_mac(&f->arena, f->folder, "pw\n",
		ARGUMENTS("--os", "14.5", "--admin", "boss", "--password", "-", "--iterations",
			"10"));
	vouch_keeper_new(
		&(struct vouch_keeper_options){
			.allowed = {NULL, 0, true},
			.root = f->root,
			.exec_deadline_ms = 60000,
		},
		&f->keeper);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_keeper_free(&f->keeper);
	vouch_secret_release(&f->secret);
	vouch_test_folder_remove(f->folder);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

static void add(struct fixture *f, const char *item, const char *password, const char *trusted)
{
	struct vouch_test_run run = vouch_test_tool(&f->arena, f->root, "", "usr/bin/security",
		trusted != NULL ? ARGUMENTS("add-generic-password", "-a", "vouch", "-s", item, "-T",
					  trusted, "-w", password, SYSTEM_KEYCHAIN)
				: ARGUMENTS("add-generic-password", "-a", "vouch", "-s", item, "-w",
					  password, SYSTEM_KEYCHAIN));

	assert_int_equal(run.status, 0);
}

static int fetch(struct fixture *f, const char *item)
{
	struct vouch_password_value source = {.source = VOUCH_PASSWORD_KEYCHAIN, .text = item};

	return f->keeper.ops->fetch(f->keeper.self, &source, &f->secret, &f->err);
}

static enum vouch_secret_state ask(struct fixture *f, const char *item, const char **why)
{
	struct vouch_password_value source = {.source = VOUCH_PASSWORD_KEYCHAIN, .text = item};

	*why = "";
	return f->keeper.ops->ask(f->keeper.self, &f->arena, &source, why);
}

static void an_item_of_the_system_keychain_is_the_password(void **state)
{
	struct fixture *f = *state;
	const char *why;

	add(f, "vouch-alice", "hunter2 with blanks", NULL);
	add(f, "vouch-bob", "other", "/usr/bin/security");
	add(f, "-x", "in front", NULL);
	assert_int_equal(ask(f, "vouch-alice", &why), VOUCH_SECRET_HELD);
	assert_vouch_ok(fetch(f, "vouch-alice"), &f->err);
	assert_string_equal(f->secret.bytes, "hunter2 with blanks");
	assert_vouch_ok(fetch(f, "vouch-bob"), &f->err);
	assert_string_equal(f->secret.bytes, "other");
	assert_vouch_ok(fetch(f, "-x"), &f->err);
	assert_string_equal(f->secret.bytes, "in front");
}

static void an_item_that_is_not_there_is_missing(void **state)
{
	struct fixture *f = *state;
	const char *why;

	assert_int_equal(ask(f, "vouch-alice", &why), VOUCH_SECRET_MISSING);
	assert_text_contains(why, "keychain vouch-alice: the System keychain has no such item");
	assert_int_equal(fetch(f, "vouch-alice"), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "no such item");
	assert_text_contains(f->err.msg, "add-generic-password");
}

/* Who may read an item is said on the Mac, by its own list. */
static void an_item_that_trusts_another_program_is_not_read(void **state)
{
	struct fixture *f = *state;
	const char *why;

	add(f, "wifi", "hunter2", "/usr/libexec/airportd");
	assert_int_equal(ask(f, "wifi", &why), VOUCH_SECRET_HELD);
	assert_int_equal(fetch(f, "wifi"), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "without somebody at the screen");
	assert_true(vouch_secret_is_empty(&f->secret));
}

static void a_locked_keychain_is_said(void **state)
{
	struct fixture *f = *state;
	const char *why;
	struct vouch_test_run run;

	add(f, "vouch-alice", "hunter2", NULL);
	run = vouch_test_tool(&f->arena, f->root, "", "usr/bin/security",
		ARGUMENTS("lock-keychain", SYSTEM_KEYCHAIN));
	assert_int_equal(run.status, 0);
	assert_int_equal(ask(f, "vouch-alice", &why), VOUCH_SECRET_HELD);
	assert_int_equal(fetch(f, "vouch-alice"), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "unlock the System keychain");
}

static void what_security_shows_as_digits_is_not_guessed(void **state)
{
	static const struct {
		const char *password, *taken; /* NULL: refused */
	} rows[] = {
		{"p\303\244ss", NULL}, /* comes as 70c3a47373 */
		{"70c3a47373", NULL},  /* nothing tells it from the one above */
		{"70C3A47373", "70C3A47373"},
		{"70c3a4737", "70c3a4737"},
		{"616263", "616263"}, /* "abc" comes as it is */
		{"00ff80", "00ff80"}, /* spells no text */
		{"9f86d081884c7d659a2feaa0c55ad015", "9f86d081884c7d659a2feaa0c55ad015"},
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *item = vouch_arena_printf(&f->arena, "item-%zu", i);

		vouch_secret_release(&f->secret);
		add(f, item, rows[i].password, NULL);
		if (rows[i].taken != NULL) {
			assert_vouch_ok(fetch(f, item), &f->err);
			assert_string_equal(f->secret.bytes, rows[i].taken);
			continue;
		}
		assert_int_equal(fetch(f, item), -VOUCH_E_APPLY);
		assert_text_contains(f->err.msg, "hexadecimal digits");
		assert_null(strstr(f->err.msg, "70c3"));
		assert_true(vouch_secret_is_empty(&f->secret));
	}
}

/* Another program in the place of security. */
static void put_instead(struct fixture *f, const char *script)
{
	const char *path = vouch_arena_printf(&f->arena, "%s/usr/bin/security", f->root);

	(void)unlink(path);
	vouch_test_write(f->root, "usr/bin/security", script);
	assert_int_equal(chmod(path, 0755), 0);
}

static void each_refusal_says_what_to_do(void **state)
{
	static const struct {
		int status;
		const char *says;
	} rows[] = {
		{44, "no such item"},
		{36, "-T /usr/bin/security"},
		{50, "there is no System keychain"},
		{51, "is locked"},
		{128, "did not allow it"},
		{1, "exited 1: run security find-generic-password by hand"},
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		put_instead(f, vouch_arena_printf(&f->arena,
				       "#!/bin/sh\necho hunter2\necho hunter2 >&2\nexit %d\n",
				       rows[i].status));
		assert_int_equal(fetch(f, "vouch-alice"), -VOUCH_E_APPLY);
		assert_text_contains(f->err.msg, "keychain vouch-alice: ");
		assert_text_contains(f->err.msg, rows[i].says);
		assert_null(strstr(f->err.msg, "hunter2"));
		assert_true(vouch_secret_is_empty(&f->secret));
	}
}

static void what_is_no_password_is_refused(void **state)
{
	struct fixture *f = *state;
	const char *why;

	put_instead(f, "#!/bin/sh\nexit 0\n");
	assert_int_equal(fetch(f, "x"), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "the password is empty");
	put_instead(f, "#!/bin/sh\nexec head -c 100000 /dev/zero | tr '\\0' x\n");
	assert_int_equal(fetch(f, "x"), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "longer than any password");
	(void)unlink(vouch_arena_printf(&f->arena, "%s/usr/bin/security", f->root));
	assert_int_equal(ask(f, "x", &why), VOUCH_SECRET_MISSING);
	assert_text_contains(why, "cannot run");
}

static void a_security_that_hangs_is_ended(void **state)
{
	struct fixture *f = *state;

	put_instead(f, "#!/bin/sh\necho hunter2\nexec sleep 600\n");
	vouch_keeper_free(&f->keeper);
	vouch_keeper_new(&(struct vouch_keeper_options){.root = f->root, .exec_deadline_ms = 50},
		&f->keeper);
	assert_int_equal(fetch(f, "x"), -VOUCH_E_APPLY);
	assert_text_contains(f->err.msg, "still running");
	assert_true(vouch_secret_is_empty(&f->secret));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(an_item_of_the_system_keychain_is_the_password),
		TEST(an_item_that_is_not_there_is_missing),
		TEST(an_item_that_trusts_another_program_is_not_read),
		TEST(a_locked_keychain_is_said),
		TEST(what_security_shows_as_digits_is_not_guessed),
		TEST(each_refusal_says_what_to_do),
		TEST(what_is_no_password_is_refused),
		TEST(a_security_that_hangs_is_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
