/* capability.h – what this build can do; the one place that a later version flips. */
#ifndef VOUCH_PLAN_CAPABILITY_H
#define VOUCH_PLAN_CAPABILITY_H

#include <stdbool.h>

#include "vouch/model/change.h"
#include "vouch/model/field.h"

/* Is there an executor for it? An action without one waits (needs: version). */
bool vouch_capability_action(enum vouch_action action);
/* Can a password be had from there? If not, what needs it waits (needs: version). */
bool vouch_capability_password(enum vouch_password_source source);

#endif
