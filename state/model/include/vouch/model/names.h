/* names.h – a sorted set of names: groups, aliases, members. */
#ifndef VOUCH_MODEL_NAMES_H
#define VOUCH_MODEL_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/arena.h"

struct vouch_names {
	const char **items;
	size_t count, room;
};

/* Keeps the set sorted bytewise and free of doubles; the text is copied into the arena. */
void vouch_names_add(struct vouch_arena *arena, struct vouch_names *names, const char *name);
bool vouch_names_has(const struct vouch_names *names, const char *name);
bool vouch_names_has_nocase(const struct vouch_names *names, const char *name);
bool vouch_names_equal(const struct vouch_names *a, const struct vouch_names *b);
/* "admin, staff"; "" for none. */
const char *vouch_names_text(struct vouch_arena *arena, const struct vouch_names *names);

#endif
