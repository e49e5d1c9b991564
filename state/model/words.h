/* words.h – the words of the snapshot format: one table an enum, read and written by the same rows.
 */
#ifndef VOUCH_MODEL_WORDS_H
#define VOUCH_MODEL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The index of text in words, or false. */
bool vouch_words_find(const char *const *words, size_t count, const char *text, size_t *out);

/* Defines vouch_NAME_text and vouch_NAME_parse over a table that has one word for each value. */
#define VOUCH_WORDS(name, type, last, table) \
	_Static_assert(sizeof(table) / sizeof((table)[0]) == (last), "one word for each value"); \
	const char *vouch_##name##_text(type value) \
	{ \
		return (unsigned)value < (last) ? (table)[value] : "unknown"; \
	} \
	bool vouch_##name##_parse(const char *text, type *out) \
	{ \
		size_t index; \
\
		if (!vouch_words_find((table), (last), text, &index)) \
			return false; \
		*out = (type)index; \
		return true; \
	}

#endif
