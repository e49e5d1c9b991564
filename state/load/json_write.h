/* json_write.h – writes JSON in a fixed order: indented for people, or without blanks for digests.
 *
 * Zero is valid but for out. Open and close in pairs; inside an object name a key before each
 * value. Text that is not UTF-8 is written with U+FFFD for each bad byte, so that the document
 * stays valid.
 */
#ifndef VOUCH_LOAD_JSON_WRITE_H
#define VOUCH_LOAD_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/buf.h"
#include "vouch/model/account.h"

struct json_writer {
	struct vouch_buf *out;
	bool compact;
	int depth;
	bool started;   /* the container that is open has a value already */
	bool after_key; /* a value is due */
	bool flat;      /* the list that is open stands on one line */
};

void json_open(struct json_writer *writer, char bracket);
void json_close(struct json_writer *writer, char bracket);
void json_key(struct json_writer *writer, const char *key);
/* NULL is null. */
void json_text(struct json_writer *writer, const char *text);
void json_integer_value(struct json_writer *writer, int64_t number);
void json_number(struct json_writer *writer, struct vouch_number number);
/* true, false, "unknown". */
void json_tri(struct json_writer *writer, enum vouch_tri value);
void json_flag(struct json_writer *writer, bool value);
/* A list on one line. */
void json_names(struct json_writer *writer, const struct vouch_names *names);
/* null where it is not known. */
void json_name_set(struct json_writer *writer, const struct vouch_name_set *set);

#endif
