/* arena.c – bump allocation in growing blocks; one malloc an object under the address sanitizer. */
#include "vouch/base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_FIRST = 16 * 1024, BLOCK_MAX = 1024 * 1024 };

struct vouch_arena_block {
	struct vouch_arena_block *next;
	size_t used, room;
	max_align_t bytes[];
};

static _Noreturn void out_of_memory(void)
{
	(void)fputs("vouch: out of memory\n", stderr);
	_Exit(1);
}

void vouch_arena_init(struct vouch_arena *arena)
{
	arena->blocks = NULL;
}

void vouch_arena_release(struct vouch_arena *arena)
{
	struct vouch_arena_block *block = arena->blocks;

	while (block != NULL) {
		struct vouch_arena_block *next = block->next;

		free(block);
		block = next;
	}
	arena->blocks = NULL;
}

void vouch_arena_reset(struct vouch_arena *arena)
{
	vouch_arena_release(arena);
}

static struct vouch_arena_block *new_block(struct vouch_arena *arena, size_t room)
{
	struct vouch_arena_block *block;

	if (room > SIZE_MAX - sizeof *block)
		out_of_memory();
	block = calloc(1, sizeof *block + room);
	if (block == NULL)
		out_of_memory();
	block->room = room;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

void *vouch_arena_alloc(struct vouch_arena *arena, size_t size)
{
#ifdef VOUCH_ARENA_DEBUG
	return new_block(arena, size)->bytes;
#else
	const size_t align = sizeof(max_align_t);
	struct vouch_arena_block *block = arena->blocks;
	void *place;

	if (size > SIZE_MAX - align)
		out_of_memory();
	size = (size + align - 1) / align * align;
	if (block == NULL || block->room - block->used < size) {
		size_t room = block == NULL ? BLOCK_FIRST : block->room * 2;

		if (room > BLOCK_MAX)
			room = BLOCK_MAX;
		block = new_block(arena, size > room ? size : room);
	}
	place = (char *)block->bytes + block->used;
	block->used += size;
	return place;
#endif
}

void *vouch_arena_alloc_array(struct vouch_arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		out_of_memory();
	return vouch_arena_alloc(arena, count * size);
}

void *vouch_arena_copy(struct vouch_arena *arena, const void *bytes, size_t size)
{
	void *copy = vouch_arena_alloc(arena, size);

	if (size > 0)
		memcpy(copy, bytes, size);
	return copy;
}

char *vouch_arena_text_n(struct vouch_arena *arena, const char *text, size_t length)
{
	char *copy;

	if (text == NULL)
		return NULL;
	if (length == SIZE_MAX)
		out_of_memory();
	copy = vouch_arena_alloc(arena, length + 1);
	memcpy(copy, text, length);
	return copy;
}

char *vouch_arena_text(struct vouch_arena *arena, const char *text)
{
	return text == NULL ? NULL : vouch_arena_text_n(arena, text, strlen(text));
}

char *vouch_arena_vprintf(struct vouch_arena *arena, const char *format, va_list arguments)
{
	va_list again;
	char *text;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		return vouch_arena_text(arena, "");
	text = vouch_arena_alloc(arena, (size_t)length + 1);
	(void)vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

char *vouch_arena_printf(struct vouch_arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = vouch_arena_vprintf(arena, format, arguments);
	va_end(arguments);
	return text;
}

void *vouch_arena_grow(
	struct vouch_arena *arena, void *items, size_t count, size_t *room, size_t size)
{
	void *larger;
	size_t wanted;

	if (count < *room)
		return items;
	if (*room > SIZE_MAX / 2)
		out_of_memory();
	wanted = *room == 0 ? 8 : *room * 2;
	larger = vouch_arena_alloc_array(arena, wanted, size);
	if (count > 0)
		memcpy(larger, items, count * size);
	*room = wanted;
	return larger;
}
