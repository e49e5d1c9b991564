/* laws.h – the planner held to the laws of section 3, a group of worlds at a time.
 *
 * The worlds of a group share machine and goals, and differ in where their accounts stand; so each
 * prefix of a plan is a world of the same group, and is planned once for all plans that pass it.
 *
 *	struct laws *laws = laws_new();
 *	laws_begin(laws, &world);           machine and goals of the next group
 *	laws_judge(laws, &world.now);       for each state in it
 *	laws_end(laws);                     what the plans of a group say of each other
 *	tally = laws_tally(laws);
 *	laws_free(laws);
 *
 * For each world: the plan reaches as many goals with as few actions and promotions as any safe
 * sequence; it is the very sequence that promise 2 asks for; each of its actions is allowed where
 * it stands; what waits is exactly what is unreached; it is refused exactly where a guard breaks;
 * shuffled input gives the same plan; what could not be read may be anything, and each action is
 * allowed all the same. For each prefix: not refused, the next plan reaches just as much, with no
 * more actions in all, and nothing is left to do after the whole.
 */
#ifndef PROPERTIES_LAWS_H
#define PROPERTIES_LAWS_H

#include <stdint.h>

#include "world.h"

struct laws_tally {
	uint64_t worlds, refused, prefixes, plans, disagreements;
};

struct laws *laws_new(void);
void laws_free(struct laws *laws);
void laws_begin(struct laws *laws, const struct world *world);
void laws_judge(struct laws *laws, const struct world_state *state);
void laws_end(struct laws *laws);
struct laws_tally laws_tally(const struct laws *laws);

#endif
