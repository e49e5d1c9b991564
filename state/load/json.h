/* json.h – a strict reader over cJSON: what it hands on is one well-formed document, bounded.
 *
 * cJSON lets through bad UTF-8, bytes after the document, raw control characters and odd numbers,
 * and cuts text at \u0000. Those are refused before or after it has looked. Duplicate keys it keeps
 * side by side: whoever reads an object walks all of its members (see json_members), and so sees
 * them.
 */
#ifndef VOUCH_LOAD_JSON_H
#define VOUCH_LOAD_JSON_H

#include <cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/err.h"

enum { JSON_DEPTH_MAX = 32 };

/* *out is freed with cJSON_Delete. VOUCH_E_OBSERVE with "NAME:line:column: what". */
int json_read(
	const char *name, const char *bytes, size_t length, cJSON **out, struct vouch_err *err);
/* For VOUCH_CLEANUP. */
void json_release(cJSON **document);

/* One key of an object. read is called with the value, or with NULL where the key is left out and
 * that is allowed. */
struct json_member {
	const char *key;
	bool optional;
	int (*read)(void *self, const cJSON *value, struct vouch_err *err);
};

/* Walks an object: unknown, duplicate and missing keys are errors that name the key; what a read
 * function says is given the key in front. At most 64 members. */
int json_members(const cJSON *object, const struct json_member *members, size_t count, void *self,
	struct vouch_err *err);

/* A whole number that a double holds exactly. */
bool json_integer(const cJSON *value, int64_t *out);

#endif
