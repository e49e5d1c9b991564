/* suggest.h – the word that somebody probably meant. */
#ifndef VOUCH_LOAD_SUGGEST_H
#define VOUCH_LOAD_SUGGEST_H

#include <stddef.h>

#include "vouch/base/arena.h"

/* Start with wrong alone; offer every word that is right. */
struct suggestion {
	const char *wrong;
	const char *nearest; /* NULL: none is near */
	size_t distance;
};

void suggest_offer(struct suggestion *suggestion, const char *word);
/* 'did you mean "full_name"?', or otherwise where nothing is near. */
const char *suggest_cure(
	struct vouch_arena *arena, const struct suggestion *suggestion, const char *otherwise);

#endif
