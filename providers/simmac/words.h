/* words.h – a line that somebody types at a tool, as words. */
#ifndef SIMMAC_WORDS_H
#define SIMMAC_WORDS_H

#include <stddef.h>

#include "vouch/base/arena.h"

struct simmac_words {
	char **items; /* a NULL behind them */
	size_t count, room;
};

/* Words apart by blanks; one that begins with a quote goes on to the next. */
void simmac_words_split(struct vouch_arena *arena, const char *line, struct simmac_words *out);

#endif
