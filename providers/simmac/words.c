/* words.c – splits a line into words. */
#include "words.h"

#include <string.h>

#include "vouch/base/buf.h"

/* A word in quotes of either kind, or up to a blank; a backslash stays for paths to read, but keeps
 * the blank behind it in the word. */
static char *take_word(struct vouch_arena *arena, const char **at)
{
	struct vouch_buf word = {0};
	bool quoted = **at == '"' || **at == '\'';
	char *text;

	*at += quoted;
	while (**at && (quoted ? **at != '"' && **at != '\'' : **at != ' ' && **at != '\t')) {
		if (**at == '\\' && (*at)[1]) {
			if ((*at)[1] == '/')
				vouch_buf_add(&word, *at, 1);
			(*at)++;
		}
		vouch_buf_add(&word, *at, 1);
		(*at)++;
	}
	*at += quoted && **at;
	text = vouch_arena_text(arena, vouch_buf_get(&word));
	vouch_buf_release(&word);
	return text;
}

void simmac_words_split(struct vouch_arena *arena, const char *line, struct simmac_words *out)
{
	for (;;) {
		line += strspn(line, " \t");
		if (!*line)
			break;
		*VOUCH_PUSH(arena, out) = take_word(arena, &line);
	}
	*VOUCH_PUSH(arena, out) = NULL;
	out->count--;
}
