/* ending.h – how a command ended that did not fail: what its exit status is made of. */
#ifndef VOUCH_APP_ENDING_H
#define VOUCH_APP_ENDING_H

enum vouch_ending {
	VOUCH_ENDING_DONE,        /* done, or nothing to do */
	VOUCH_ENDING_FAILED,      /* some action failed */
	VOUCH_ENDING_PENDING,     /* something would be done (plan) */
	VOUCH_ENDING_WAITING,     /* nothing to do now, something waits */
	VOUCH_ENDING_REFUSED,     /* by a guard */
	VOUCH_ENDING_STALE,       /* a saved plan, and the Mac moved while it was done */
	VOUCH_ENDING_INTERRUPTED, /* a signal came */
	VOUCH_ENDING_COUNT
};

#endif
