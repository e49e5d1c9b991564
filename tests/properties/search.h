/* search.h – the second mind: what any safe sequence of actions can reach, by trying them all.
 *
 * Written from section 3 of the design (the table, keepers, temporary promotion, what is minimal)
 * and from nothing else; it shares no code with the planner. Worlds that differ only in where their
 * accounts stand share all ways from state to state, so they are asked one after the other:
 *
 *	struct search *search = search_new();
 *	search_begin(search, &world);         its machine and goals; forgets those before
 *	search_add(search, &world.now);       optional, for each state that will be asked about
 *	answer = search_answer(search, &world.now);
 *	search_free(search);
 */
#ifndef PROPERTIES_SEARCH_H
#define PROPERTIES_SEARCH_H

#include <stddef.h>

#include "table.h"

struct search_answer {
	int goals;      /* the most goals of accounts that hold at the end of a safe sequence */
	int machine;    /* of those ends, the most goals of the machine */
	int actions;    /* the fewest actions that get there */
	int promotions; /* of those, the fewest temporary promotions */
	int passwords;  /* of those, the fewest set_password */
};

struct search_step {
	enum verb verb;
	int user; /* -1: the machine */
	int by;   /* -1: nobody */
};

enum { SEARCH_STEPS_MAX = 64 };

struct search *search_new(void);
void search_free(struct search *search);

void search_begin(struct search *search, const struct world *world);
void search_add(struct search *search, const struct world_state *state);
struct search_answer search_answer(struct search *search, const struct world_state *state);

/* Promise 2 to the letter, from this state: of all best sequences the one that comes first.
 * Returns the number of steps. */
size_t search_first(struct search *search, const struct world_state *state,
	struct search_step steps[SEARCH_STEPS_MAX]);

#endif
