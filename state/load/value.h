/* value.h – the scalars of a tree as what they are meant to be, without the surprises of YAML 1.1.
 *
 * All return false after a problem was added (or where the node is bad already); then *out is
 * untouched. Nothing is guessed: a boolean is true or false, a number is decimal and unquoted, text
 * that YAML tools take for something else needs quotes.
 */
#ifndef VOUCH_LOAD_VALUE_H
#define VOUCH_LOAD_VALUE_H

#include <stdint.h>

#include "loading.h"

/* null as it is written: takes a declaration back. */
bool value_is_null(const struct tree_node *node);
bool value_flag(const struct loading *loading, const struct tree_node *node, bool *out);
bool value_number(const struct loading *loading, const struct tree_node *node, int64_t least,
	int64_t most, int64_t *out);
/* One line without control characters, not empty. meant: "the name of a group". */
bool value_text(const struct loading *loading, const struct tree_node *node, const char *meant,
	const char **out);
/* The same, but may be "" (in quotes). */
bool value_text_or_empty(const struct loading *loading, const struct tree_node *node,
	const char *meant, const char **out);
/* One of the words, NULL last; *out is its index. */
bool value_word(const struct loading *loading, const struct tree_node *node,
	const char *const *words, int *out);
/* A path from the root, without "..", not the root itself. */
bool value_path(const struct loading *loading, const struct tree_node *node, const char *meant,
	const char **out);
/* "30d", "12h", "2w" in seconds. */
bool value_duration(const struct loading *loading, const struct tree_node *node, int64_t *out);
bool value_date(const struct loading *loading, const struct tree_node *node, int64_t *out);
/* Would a YAML tool take this text, unquoted, for something that is no text? */
bool value_surprises(const char *text);
/* The wrong kind of node, said once: "a list is meant, this is a map". */
void value_wrong_kind(
	const struct loading *loading, const struct tree_node *node, const char *meant);

#endif
