/* plist.h – property lists, XML and binary, behind the one file that knows libplist (2.2 to 2.6).
 *
 * Hostile input is bounded before the library sees it: size, XML nesting, and binary lists that
 * refer to themselves (libplist 2.2 overflows the stack on the first and takes exponential time on
 * the second). What is refused gives VOUCH_E_OBSERVE with a message that says why.
 *
 * A node is owned by the node that contains it; a root is owned by whoever parsed or made it and is
 * freed once. Putting a node into a container hands it over. Text that comes out lives in the
 * arena.
 */
#ifndef VOUCH_BASE_PLIST_H
#define VOUCH_BASE_PLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/buf.h"
#include "vouch/base/err.h"
#include "vouch/base/file.h"

struct vouch_plist; /* one node; never complete: it is libplist's own handle */

enum vouch_plist_kind {
	VOUCH_PLIST_OTHER,
	VOUCH_PLIST_DICT,
	VOUCH_PLIST_ARRAY,
	VOUCH_PLIST_STRING,
	VOUCH_PLIST_INTEGER,
	VOUCH_PLIST_REAL,
	VOUCH_PLIST_BOOLEAN,
	VOUCH_PLIST_DATA,
	VOUCH_PLIST_DATE
};

enum { VOUCH_PLIST_DEPTH_MAX = 64 };

/* Either form, told by its first bytes. cap: what the caller allows (e.g. 16 MiB). */
int vouch_plist_parse(const void *bytes, size_t length, size_t cap, struct vouch_plist **out,
	struct vouch_err *err);
void vouch_plist_free(struct vouch_plist *root);
/* For VOUCH_CLEANUP. */
void vouch_plist_release(struct vouch_plist **root);

/* Reading. A NULL node is VOUCH_PLIST_OTHER and holds nothing, so that look-ups can be chained. */
enum vouch_plist_kind vouch_plist_kind(const struct vouch_plist *node);
struct vouch_plist *vouch_plist_get(const struct vouch_plist *dict, const char *key);
size_t vouch_plist_count(const struct vouch_plist *array_or_dict);
struct vouch_plist *vouch_plist_item(const struct vouch_plist *array, size_t index);
/* Calls visit for each key in order of the file; a non-zero answer stops and is returned. */
int vouch_plist_each(const struct vouch_plist *dict,
	int (*visit)(void *self, const char *key, struct vouch_plist *value), void *self);
/* NULL where the node is not a string (or holds a NUL). */
const char *vouch_plist_string(struct vouch_arena *arena, const struct vouch_plist *node);
bool vouch_plist_integer(const struct vouch_plist *node, int64_t *out);
bool vouch_plist_boolean(const struct vouch_plist *node, bool *out);
bool vouch_plist_real(const struct vouch_plist *node, double *out);
/* Whole seconds since 1970. */
bool vouch_plist_date(const struct vouch_plist *node, int64_t *out);
bool vouch_plist_data(
	struct vouch_arena *arena, const struct vouch_plist *node, struct vouch_bytes *out);

/* Making. */
struct vouch_plist *vouch_plist_new_dict(void);
struct vouch_plist *vouch_plist_new_array(void);
struct vouch_plist *vouch_plist_new_string(const char *text);
struct vouch_plist *vouch_plist_new_integer(int64_t number);
struct vouch_plist *vouch_plist_new_real(double number);
struct vouch_plist *vouch_plist_new_boolean(bool flag);
struct vouch_plist *vouch_plist_new_data(const void *bytes, size_t length);
/* Seconds since 1970; NULL outside 1932 to 2069, which is what libplist can keep. */
struct vouch_plist *vouch_plist_new_date(int64_t seconds);
struct vouch_plist *vouch_plist_copy(const struct vouch_plist *node);
/* Replaces a value that is there. */
void vouch_plist_set(struct vouch_plist *dict, const char *key, struct vouch_plist *value);
void vouch_plist_remove(struct vouch_plist *dict, const char *key);
void vouch_plist_append(struct vouch_plist *array, struct vouch_plist *value);
void vouch_plist_remove_item(struct vouch_plist *array, size_t index);
/* The item at this place, which is there, gives way to the value. */
void vouch_plist_replace_item(struct vouch_plist *array, size_t index, struct vouch_plist *value);
/* The value goes before the item at this place; at the end, behind the last. */
void vouch_plist_insert_item(struct vouch_plist *array, size_t index, struct vouch_plist *value);

void vouch_plist_write_xml(const struct vouch_plist *node, struct vouch_buf *out);
void vouch_plist_write_binary(const struct vouch_plist *node, struct vouch_buf *out);

#endif
