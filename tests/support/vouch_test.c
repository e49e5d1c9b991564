/* vouch_test.c – assertions and folders that tests share. */
#include "vouch_test.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void vouch_test_assert_ok(
	int result, const struct vouch_err *err, const char *expression, const char *file, int line)
{
	if (result >= 0)
		return;
	print_error("%s = %d: %s\n", expression, result, err->msg);
	_fail(file, line);
}

void vouch_test_assert_contains(const char *text, const char *needle, const char *file, int line)
{
	if (text != NULL && strstr(text, needle) != NULL)
		return;
	print_error("expected \"%s\" in:\n%s\n", needle, text == NULL ? "(null)" : text);
	_fail(file, line);
}

char *vouch_test_folder(struct vouch_arena *arena)
{
	const char *top = getenv("TMPDIR");
	char *pattern =
		vouch_arena_printf(arena, "%s/vouch-test-XXXXXX", top == NULL ? "/tmp" : top);
	char *resolved, *folder;

	if (mkdtemp(pattern) == NULL)
		fail_msg("mkdtemp %s: %s", pattern, strerror(errno));
	resolved = realpath(pattern, NULL);
	assert_non_null(resolved);
	folder = vouch_arena_text(arena, resolved);
	free(resolved);
	return folder;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

void vouch_test_folder_remove(const char *folder)
{
	(void)nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS); /* leftovers are no failure */
}

void vouch_test_write(const char *folder, const char *path, const char *text)
{
	char whole[4096];
	char *slash;
	FILE *file;

	assert_true((size_t)snprintf(whole, sizeof whole, "%s/%s", folder, path) < sizeof whole);
	for (slash = whole + strlen(folder) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		assert_true(mkdir(whole, 0755) == 0 || errno == EEXIST);
		*slash = '/';
	}
	file = fopen(whole, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}
