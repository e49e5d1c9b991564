/* limits.c – what this build cannot do yet: the one place that a later version flips. */
#include "vouch/plan/limits.h"

const struct vouch_limits vouch_limits_of_this_build = {{false}, {false}};
