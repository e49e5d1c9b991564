/* explain.h – why an action is taken, in one line. */
#ifndef VOUCH_PLAN_EXPLAIN_H
#define VOUCH_PLAN_EXPLAIN_H

#include "world.h"

/* at is the place of the step in the plan. */
const char *vouch_explain_reason(struct vouch_world *world, size_t at);

#endif
