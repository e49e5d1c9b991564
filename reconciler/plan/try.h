/* try.h – one task of one account, taken now if it can be.
 *
 * forced: even if something that is still to be done then finds nobody to vouch for it.
 */
#ifndef VOUCH_PLAN_TRY_H
#define VOUCH_PLAN_TRY_H

#include "stage.h"

/* True where it was taken. */
typedef bool vouch_try_fn(struct vouch_stage *stage, int who, bool forced);

vouch_try_fn vouch_try_promote;
vouch_try_fn vouch_try_create;
vouch_try_fn vouch_try_repair;
vouch_try_fn vouch_try_grant;
vouch_try_fn vouch_try_add_unlocker;
vouch_try_fn vouch_try_set_password;
vouch_try_fn vouch_try_update;
vouch_try_fn vouch_try_revoke;
vouch_try_fn vouch_try_remove_unlocker;
vouch_try_fn vouch_try_demote;
vouch_try_fn vouch_try_delete;

#endif
