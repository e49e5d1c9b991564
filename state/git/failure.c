/* failure.c – filling a failure. */
#include "failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <git2.h>

/* Overlong text is cut: the message is for a person, and its beginning says most. */
VOUCH_PRINTF(3, 0)
static void set(struct vouch_git_failure *failure, enum vouch_git_end end, const char *format,
	va_list arguments)
{
	failure->end = end;
	failure->damaged = false;
	(void)vsnprintf(failure->message, sizeof failure->message, format, arguments);
}

static void append_library(struct vouch_git_failure *failure)
{
	const git_error *error = git_error_last();
	size_t length = strlen(failure->message);

	if (error != NULL && error->message != NULL)
		(void)snprintf(failure->message + length, sizeof failure->message - length, ": %s",
			error->message);
}

int vouch_git_fail(
	struct vouch_git_failure *failure, enum vouch_git_end end, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set(failure, end, format, arguments);
	va_end(arguments);
	return -1;
}

int vouch_git_fail_library(
	struct vouch_git_failure *failure, enum vouch_git_end end, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set(failure, end, format, arguments);
	va_end(arguments);
	append_library(failure);
	return -1;
}

int vouch_git_fail_damaged(struct vouch_git_failure *failure, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	set(failure, VOUCH_GIT_SOURCE, format, arguments);
	va_end(arguments);
	append_library(failure);
	failure->damaged = true;
	return -1;
}

int vouch_git_fail_base(
	struct vouch_git_failure *failure, enum vouch_git_end end, const struct vouch_err *err)
{
	return vouch_git_fail(failure, end, "%s", err->msg);
}
