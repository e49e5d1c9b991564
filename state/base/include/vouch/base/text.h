/* text.h – questions about text, and making hostile text safe to show.
 *
 * Plain C strings; nothing here allocates except through a buffer or an arena that is handed in.
 */
#ifndef VOUCH_BASE_TEXT_H
#define VOUCH_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/buf.h"

/* Both may be NULL; NULL equals only NULL. */
bool vouch_text_equal(const char *a, const char *b);
/* ASCII letters without case, as Open Directory compares record names. */
bool vouch_text_equal_nocase(const char *a, const char *b);
int vouch_text_compare_nocase(const char *a, const char *b);
bool vouch_text_starts(const char *text, const char *prefix);
bool vouch_text_ends(const char *text, const char *suffix);
/* '*' any run, '?' one byte; without case. */
bool vouch_text_glob(const char *pattern, const char *text);
/* Well-formed UTF-8, no surrogates, no overlong forms. */
bool vouch_text_is_utf8(const char *bytes, size_t length);
/* The length of the well-formed sequence at text, 0 where there is none; its code point. length >
 * 0. */
size_t vouch_text_decode(const char *text, size_t length, uint32_t *point);
/* Could this code point move a cursor, hide text or turn its direction? */
bool vouch_text_is_unsafe(uint32_t point);
/* Letters added, dropped, replaced or swapped with their neighbour, without case; SIZE_MAX where a
 * word is too long to be worth it (over 40 bytes). */
size_t vouch_text_distance(const char *a, const char *b);
/* Was a word of that length probably meant? A third of its letters may be wrong, and one always. */
bool vouch_text_is_near(size_t length, size_t distance);
/* The length of the FileVault recovery key that starts at text (six groups of four capitals or
 * digits, "-" between them); 0 where none does. A UUID is none. */
size_t vouch_text_recovery_key(const char *text, size_t length);
/* Whole decimal number, optional '-', no blanks, no overflow. */
bool vouch_text_number(const char *text, int64_t *out);

/* Appends text with control characters, DEL, C1 controls, bidirectional overrides and bad UTF-8 as
 * \xNN or \u{N}, and a backslash as \\: safe for a terminal and for one line of a log. */
void vouch_text_escape(struct vouch_buf *out, const char *text, size_t length);
char *vouch_text_escaped(struct vouch_arena *arena, const char *text);

#endif
