/* plan_read.h – what the readers of a case's sections share. */
#ifndef VOUCH_TEST_PLAN_READ_H
#define VOUCH_TEST_PLAN_READ_H

#include "plan_text.h"

/* The words of one line. */
struct words {
	char **items;
	size_t count, room;
	int line;
};

struct reader {
	struct vouch_arena *arena;
	struct plan_case *out;
	struct vouch_err *err;
};

/* -code, with the line and the word it starts with. */
int plan_read_wrong(struct reader *reader, const struct words *words, const char *what);
/* "a=b": the text behind '=' where word starts with "key=", else NULL; '_' is a blank in what
 * people read. */
char *plan_read_value(char *word, const char *key);
/* "a,b" as a set. */
struct vouch_names plan_read_names(struct vouch_arena *arena, const char *list);

/* One line of a section: plan_read_observed.c, plan_read_desired.c. */
int plan_read_observed(struct reader *reader, struct words *words);
int plan_read_desired(struct reader *reader, struct words *words);

#endif
