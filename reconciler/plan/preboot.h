/* preboot.h – when the preboot volume has to learn of what changed: refresh_preboot.
 *
 * Only where FileVault is on before the plan. Before somebody who may unlock the disk is removed,
 * if a token was given since the last refresh (else a Mac that loses power has nobody at its login
 * screen); and at the end, if a holder, its admin right or its password changed. It is shown, not
 * counted.
 */
#ifndef VOUCH_PLAN_PREBOOT_H
#define VOUCH_PLAN_PREBOOT_H

#include "stage.h"

/* Called right before the action is taken; gives: who has a live token after it, and not before. */
void vouch_preboot_before(struct vouch_stage *stage, enum vouch_action action, int who, bool gives);
/* Called after the last action. */
void vouch_preboot_at_the_end(struct vouch_stage *stage);

#endif
