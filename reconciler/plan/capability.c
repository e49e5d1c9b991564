/* capability.c – the tables of what this build can do. */
#include "capability.h"

static const bool actions[] = {
	[VOUCH_ACTION_PROMOTE] = true,
	[VOUCH_ACTION_MINT_TOKEN] = true,
	[VOUCH_ACTION_CREATE_USER] = true,
	[VOUCH_ACTION_REPAIR_TOKEN] = true,
	[VOUCH_ACTION_GRANT_TOKEN] = true,
	[VOUCH_ACTION_ADD_UNLOCKER] = false,
	[VOUCH_ACTION_SET_PASSWORD] = false,
	[VOUCH_ACTION_UPDATE_USER] = true,
	[VOUCH_ACTION_ESCROW_BOOTSTRAP] = false,
	[VOUCH_ACTION_REVOKE_TOKEN] = true,
	[VOUCH_ACTION_REMOVE_UNLOCKER] = false,
	[VOUCH_ACTION_DEMOTE] = true,
	[VOUCH_ACTION_DELETE_USER] = true,
	[VOUCH_ACTION_ENABLE_FILEVAULT] = false,
	[VOUCH_ACTION_REFRESH_PREBOOT] = true,
};
_Static_assert(sizeof actions / sizeof actions[0] == VOUCH_ACTION_COUNT, "one row an action");

static const bool passwords[] = {
	[VOUCH_PASSWORD_FILE] = true,
	[VOUCH_PASSWORD_ENV] = true,
	[VOUCH_PASSWORD_EXEC] = true,
	[VOUCH_PASSWORD_KEYCHAIN] = false,
	[VOUCH_PASSWORD_GENERATE] = false,
};
_Static_assert(sizeof passwords / sizeof passwords[0] == VOUCH_PASSWORD_COUNT, "one row a source");

bool vouch_capability_action(enum vouch_action action)
{
	return actions[action];
}

bool vouch_capability_password(enum vouch_password_source source)
{
	return passwords[source];
}
