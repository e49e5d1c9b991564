/* buf.c – growing text. */
#include "vouch/base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_room(struct vouch_buf *buf, size_t more)
{
	size_t wanted;
	char *larger;

	if (buf->bytes != NULL && more < buf->room - buf->length)
		return;
	if (more > SIZE_MAX / 2 - buf->length - 1) {
		(void)fputs("vouch: out of memory\n", stderr);
		_Exit(1);
	}
	wanted = buf->room < 128 ? 256 : buf->room * 2;
	if (wanted < buf->length + more + 1)
		wanted = buf->length + more + 1;
	larger = realloc(buf->bytes, wanted);
	if (larger == NULL) {
		(void)fputs("vouch: out of memory\n", stderr);
		_Exit(1);
	}
	buf->bytes = larger;
	buf->room = wanted;
}

void vouch_buf_release(struct vouch_buf *buf)
{
	free(buf->bytes);
	memset(buf, 0, sizeof *buf);
}

void vouch_buf_clear(struct vouch_buf *buf)
{
	buf->length = 0;
	if (buf->bytes != NULL)
		buf->bytes[0] = '\0';
}

void vouch_buf_add(struct vouch_buf *buf, const void *bytes, size_t length)
{
	make_room(buf, length);
	if (length > 0)
		memcpy(buf->bytes + buf->length, bytes, length);
	buf->length += length;
	buf->bytes[buf->length] = '\0';
}

void vouch_buf_text(struct vouch_buf *buf, const char *text)
{
	vouch_buf_add(buf, text, strlen(text));
}

void vouch_buf_printf(struct vouch_buf *buf, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	make_room(buf, (size_t)length);
	va_start(arguments, format);
	(void)vsnprintf(buf->bytes + buf->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buf->length += (size_t)length;
}

const char *vouch_buf_get(const struct vouch_buf *buf)
{
	return buf->bytes == NULL ? "" : buf->bytes;
}
