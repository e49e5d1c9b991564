/* limits.h – what a build has no hands for, as data: an input of the planner.
 *
 * What is limited is planned for and waits (needs: version), so that a dry run says what a run
 * would do. The planner itself knows every action; whoever runs a plan says what it can do.
 */
#ifndef VOUCH_PLAN_LIMITS_H
#define VOUCH_PLAN_LIMITS_H

#include <stdbool.h>

#include "vouch/model/change.h"
#include "vouch/model/field.h"

struct vouch_limits {
	/* There is no executor for it. A first token goes with grant_token, a temporary promotion
	 * with what it is for, and refresh_preboot is never left out. */
	bool no_action[VOUCH_ACTION_COUNT];
	bool no_password[VOUCH_PASSWORD_COUNT]; /* a password cannot be had from there */
};

/* Those of the executor and the providers that come with this planner. */
extern const struct vouch_limits vouch_limits_of_this_build;

#endif
