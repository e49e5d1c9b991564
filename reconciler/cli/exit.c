/* exit.c – how a command ended, as the status that scripts see. */
#include "cli.h"

static const int statuses[] = {
	[VOUCH_ENDING_DONE] = 0,
	[VOUCH_ENDING_FAILED] = 1,
	[VOUCH_ENDING_PENDING] = 2,
	[VOUCH_ENDING_WAITING] = 3,
	[VOUCH_ENDING_REFUSED] = 4,
	[VOUCH_ENDING_STALE] = 5,
	[VOUCH_ENDING_INTERRUPTED] = 8,
};
_Static_assert(
	sizeof statuses / sizeof statuses[0] == VOUCH_ENDING_COUNT, "a status for each ending");

int vouch_exit_status(int returned)
{
	if (returned < 0)
		return vouch_code_exit_status((enum vouch_code) - returned);
	return returned < VOUCH_ENDING_COUNT ? statuses[returned] : 1;
}
