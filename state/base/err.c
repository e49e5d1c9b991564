/* err.c – fills, wraps and names errors. */
#include "vouch/base/err.h"

#include <stdio.h>
#include <string.h>

static const char cut_mark[] = "\xe2\x80\xa6"; /* … */

static void mark_cut(struct vouch_err *err)
{
	size_t at = sizeof err->msg - sizeof cut_mark;

	/* Never cut inside a UTF-8 sequence. */
	while (at > 0 && ((unsigned char)err->msg[at] & 0xc0) == 0x80)
		at--;
	memcpy(err->msg + at, cut_mark, sizeof cut_mark);
	err->truncated = 1;
}

static void format_message(struct vouch_err *err, const char *format, va_list arguments)
	VOUCH_PRINTF(2, 0);
static void format_message(struct vouch_err *err, const char *format, va_list arguments)
{
	int length = vsnprintf(err->msg, sizeof err->msg, format, arguments);

	err->truncated = 0;
	if (length < 0)
		err->msg[0] = '\0';
	else if ((size_t)length >= sizeof err->msg)
		mark_cut(err);
}

static void append(struct vouch_err *err, const char *text)
{
	size_t length = strlen(err->msg);

	if (err->truncated)
		return;
	if ((size_t)snprintf(err->msg + length, sizeof err->msg - length, ": %s", text) >=
		sizeof err->msg - length)
		mark_cut(err);
}

static void start(struct vouch_err *err, enum vouch_code code, int sys)
{
	memset(err, 0, sizeof *err);
	err->code = code;
	err->sys = sys;
}

int vouch_err_set(struct vouch_err *err, enum vouch_code code, const char *format, ...)
{
	va_list arguments;

	if (err == NULL)
		return -(int)code;
	start(err, code, 0);
	va_start(arguments, format);
	format_message(err, format, arguments);
	va_end(arguments);
	return -(int)code;
}

int vouch_err_set_at(
	struct vouch_err *err, enum vouch_code code, struct vouch_pos pos, const char *format, ...)
{
	va_list arguments;

	if (err == NULL)
		return -(int)code;
	start(err, code, 0);
	err->pos = pos;
	va_start(arguments, format);
	format_message(err, format, arguments);
	va_end(arguments);
	return -(int)code;
}

int vouch_err_sys(struct vouch_err *err, enum vouch_code code, int sys, const char *format, ...)
{
	va_list arguments;

	if (err == NULL)
		return -(int)code;
	start(err, code, sys);
	va_start(arguments, format);
	format_message(err, format, arguments);
	va_end(arguments);
	append(err, strerror(sys));
	return -(int)code;
}

int vouch_err_wrap(struct vouch_err *err, const char *format, ...)
{
	struct vouch_err wrapped;
	va_list arguments;

	if (err == NULL)
		return -(int)VOUCH_E_BUG;
	wrapped = *err;
	va_start(arguments, format);
	format_message(&wrapped, format, arguments);
	va_end(arguments);
	append(&wrapped, err->msg);
	if (err->truncated && !wrapped.truncated)
		wrapped.truncated = 1;
	*err = wrapped;
	return -(int)err->code;
}

void vouch_err_clear(struct vouch_err *err)
{
	start(err, VOUCH_E_OK, 0);
}

int vouch_code_exit_status(enum vouch_code code)
{
	switch (code) {
#define CODE_STATUS(name, status) \
	case VOUCH_E_##name: return status;
		VOUCH_CODES(CODE_STATUS)
#undef CODE_STATUS
	}
	return 1;
}
