/* vouch_test.h – includes cmocka in the right order; assertions and folders that tests share. */
#ifndef VOUCH_TEST_H
#define VOUCH_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

/* Fails and shows err where result is negative. */
#define assert_vouch_ok(result, error) \
	vouch_test_assert_ok((result), (error), #result, __FILE__, __LINE__)
/* Fails where needle is not in text, and shows both. */
#define assert_text_contains(text, needle) \
	vouch_test_assert_contains((text), (needle), __FILE__, __LINE__)

void vouch_test_assert_ok(int result, const struct vouch_err *err, const char *expression,
	const char *file, int line);
void vouch_test_assert_contains(const char *text, const char *needle, const char *file, int line);

/* A new empty folder below TMPDIR, links resolved; removed with all that is in it by _remove. */
char *vouch_test_folder(struct vouch_arena *arena);
void vouch_test_folder_remove(const char *folder);
/* Writes a file, making its folders. */
void vouch_test_write(const char *folder, const char *path, const char *text);

#endif
