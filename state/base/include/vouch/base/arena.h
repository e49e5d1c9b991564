/* arena.h – memory for data that lives as long as one run or one step, freed at once.
 *
 * An arena owns everything allocated from it; nothing is freed in between, so data has no ownership
 * question. Running out of memory prints one line and ends the process (_Exit): a sudden death is a
 * case the journal survives anyway. Sizes are checked for overflow. Memory comes zeroed.
 *
 * With VOUCH_ARENA_DEBUG (set under the address sanitizer) each object is a malloc of its own, so
 * that a read past its end is caught.
 *
 * Not for secrets (secret.h) and not for handles (cleanup.h).
 */
#ifndef VOUCH_BASE_ARENA_H
#define VOUCH_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "vouch/base/err.h"

struct vouch_arena_block;
struct vouch_arena {
	struct vouch_arena_block *blocks;
};

/* { NULL } is a valid empty arena; release it once, reset it to use it again. */
void vouch_arena_init(struct vouch_arena *arena);
void vouch_arena_reset(struct vouch_arena *arena);
void vouch_arena_release(struct vouch_arena *arena);

void *vouch_arena_alloc(struct vouch_arena *arena, size_t size);
void *vouch_arena_alloc_array(struct vouch_arena *arena, size_t count, size_t size);
void *vouch_arena_copy(struct vouch_arena *arena, const void *bytes, size_t size);

/* Text is always NUL-terminated. NULL stays NULL. */
char *vouch_arena_text(struct vouch_arena *arena, const char *text);
char *vouch_arena_text_n(struct vouch_arena *arena, const char *text, size_t length);
char *vouch_arena_printf(struct vouch_arena *arena, const char *format, ...) VOUCH_PRINTF(2, 3);
char *vouch_arena_vprintf(struct vouch_arena *arena, const char *format, va_list arguments)
	VOUCH_PRINTF(2, 0);

/* The one array type: { items, count, room } in an arena. Room doubles; the old place is left.
 *
 *	struct vouch_findings { struct vouch_finding *items; size_t count, room; };
 *	*VOUCH_PUSH(arena, &findings) = (struct vouch_finding){...};
 */
void *vouch_arena_grow(
	struct vouch_arena *arena, void *items, size_t count, size_t *room, size_t size);

#define VOUCH_PUSH(arena, list) \
	((list)->items = vouch_arena_grow( \
		 (arena), (list)->items, (list)->count, &(list)->room, sizeof *(list)->items), \
		&(list)->items[(list)->count++])

#endif
