/* worth.c – the worth of a state in which a plan could stop. */
#include "worth.h"

worth worth_of_stopping(const struct world *world, const struct world_state *state)
{
	worth names = 0, goals = 0;
	int i, field;

	for (i = 0; i < world->count; i++) {
		if (state->accounts[i].admin == WORLD_ADMIN_FOR_A_TIME)
			return 0;
		for (field = 0; field < WORLD_FIELDS; field++) {
			bool holds = world_holds(world, state, i, (enum world_field)field);

			names = names << 1 | (worth)holds;
			goals += (worth)holds;
		}
	}
	return goals << WORTH_GOALS | (worth)world_machine_goals(world, state) << WORTH_MACHINE |
	       (worth)WORTH_LEAST << WORTH_ACTIONS | (worth)WORTH_FEWEST << WORTH_PROMOTIONS |
	       (worth)WORTH_FEWEST << WORTH_PASSWORDS | names;
}
