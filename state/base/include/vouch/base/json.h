/* json.h – writing JSON with keys in the order they are written, laid out for people or on one
 * line.
 *
 * Laid out, each member of the document and each item of a list right below it has its own line;
 * what is deeper stays on the line of its item, so that one action is one line. Text is escaped so
 * that it is safe on a terminal too; bytes that are no UTF-8 come out as \\xNN.
 *
 *	struct vouch_json json = { .out = &buf };
 *	vouch_json_open(&json, NULL, '{');
 *	vouch_json_text(&json, "format", "vouch.plan/1");
 *	vouch_json_close(&json, '}');
 *	vouch_json_end(&json);
 */
#ifndef VOUCH_BASE_JSON_H
#define VOUCH_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/buf.h"
#include "vouch/base/err.h"

struct vouch_json {
	struct vouch_buf *out;
	bool one_line;
	int depth;
	bool inside; /* something stands before in this container */
};

/* key is NULL for the document itself and for the items of a list. */
void vouch_json_open(struct vouch_json *json, const char *key, char bracket);
void vouch_json_close(struct vouch_json *json, char bracket);
/* NULL is null. */
void vouch_json_text(struct vouch_json *json, const char *key, const char *text);
void vouch_json_number(struct vouch_json *json, const char *key, int64_t number);
void vouch_json_flag(struct vouch_json *json, const char *key, bool flag);
void vouch_json_list(
	struct vouch_json *json, const char *key, const char *const *items, size_t count);
/* Seconds as "2026-11-24T10:00:00Z"; 0 is null. */
void vouch_json_time(struct vouch_json *json, const char *key, int64_t seconds);
/* "file:line"; null where there is no file. */
void vouch_json_source(struct vouch_json *json, const char *key, struct vouch_pos source);
/* The newline at the end of the document. */
void vouch_json_end(struct vouch_json *json);

#endif
