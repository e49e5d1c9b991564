/* escape.c – one table of what stands for what, a format each. */
#include "escape.h"

#include <string.h>

#include "vouch/base/text.h"

struct replacement {
	char letter;
	const char *by;
};

static const char *replaced(const struct replacement *table, char letter)
{
	for (; table->by != NULL; table++) {
		if (table->letter == letter)
			return table->by;
	}
	return NULL;
}

/* U+FFFE and U+FFFF: well-formed UTF-8 that no XML may hold. */
static bool is_no_character(const char *bytes, size_t length)
{
	return length >= 3 &&
	       (memcmp(bytes, "\xef\xbf\xbe", 3) == 0 || memcmp(bytes, "\xef\xbf\xbf", 3) == 0);
}

static void escape(struct vouch_buf *out, const char *text, const struct replacement *table)
{
	struct vouch_buf safe = {0};
	size_t i;

	vouch_text_escape(&safe, text, strlen(text));
	for (i = 0; i < safe.length; i++) {
		const char *by = replaced(table, safe.bytes[i]);

		if (is_no_character(&safe.bytes[i], safe.length - i)) {
			vouch_buf_text(out, "?");
			i += 2;
		} else if (by != NULL) {
			vouch_buf_text(out, by);
		} else {
			vouch_buf_add(out, &safe.bytes[i], 1);
		}
	}
	vouch_buf_release(&safe);
}

void vouch_escape_dot(struct vouch_buf *out, const char *text)
{
	/* Graphviz reads entities in strings as well, and \N, \G, \l … as commands. */
	static const struct replacement table[] = {{'"', "\\\""}, {'\\', "\\\\"}, {'&', "&amp;"},
		{'<', "&lt;"}, {'>', "&gt;"}, {0, NULL}};

	escape(out, text, table);
}

void vouch_escape_xml(struct vouch_buf *out, const char *text)
{
	static const struct replacement table[] = {{'"', "&quot;"}, {'\'', "&#39;"}, {'&', "&amp;"},
		{'<', "&lt;"}, {'>', "&gt;"}, {0, NULL}};

	escape(out, text, table);
}

void vouch_escape_mermaid(struct vouch_buf *out, const char *text)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				    " .,:_-+";
	struct vouch_buf safe = {0};
	size_t i;

	vouch_text_escape(&safe, text, strlen(text));
	for (i = 0; i < safe.length; i++) {
		unsigned char byte = (unsigned char)safe.bytes[i];

		/* What is not ASCII is well-formed and visible by now. */
		if (byte >= 0x80 || strchr(plain, byte) != NULL)
			vouch_buf_add(out, &safe.bytes[i], 1);
		else
			vouch_buf_printf(out, "#%u;", byte);
	}
	vouch_buf_release(&safe);
}
