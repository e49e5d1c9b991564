/* buf.h – text that grows while it is written: output, documents, command lines.
 *
 * { 0 } is a valid empty buffer. The bytes are always followed by a NUL that length does not count.
 * Release it once. Out of memory ends the process, as in arena.h. Not for secrets.
 */
#ifndef VOUCH_BASE_BUF_H
#define VOUCH_BASE_BUF_H

#include <stddef.h>

#include "vouch/base/err.h"

struct vouch_buf {
	char *bytes; /* NULL until something is added */
	size_t length;
	size_t room;
};

void vouch_buf_release(struct vouch_buf *buf);
void vouch_buf_clear(struct vouch_buf *buf);
void vouch_buf_add(struct vouch_buf *buf, const void *bytes, size_t length);
void vouch_buf_text(struct vouch_buf *buf, const char *text);
void vouch_buf_printf(struct vouch_buf *buf, const char *format, ...) VOUCH_PRINTF(2, 3);
/* The text so far; "" where nothing was added. */
const char *vouch_buf_get(const struct vouch_buf *buf);

#endif
