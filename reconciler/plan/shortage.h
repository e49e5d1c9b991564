/* shortage.h – who nearly vouches or keeps a power at the end of a plan, and what stands between.
 */
#ifndef VOUCH_PLAN_SHORTAGE_H
#define VOUCH_PLAN_SHORTAGE_H

#include "world.h"

/* In the order of preference. Two each, because nobody vouches for itself. */
struct vouch_shortlist {
	int who[2];
};

struct vouch_shortage {
	/* One thing stands between them and vouching. */
	struct vouch_shortlist unread, unsupported, no_password, no_right, disabled;
	/* Nothing does: they would be promoted for a time, where that was of use. */
	struct vouch_shortlist may_rise;
	/* Something could not be read, and more is missing. */
	struct vouch_shortlist unread_and_more;
	/* They hold, and are neither local nor mobile. */
	struct vouch_shortlist no_person;
	struct vouch_shortlist dead;
	/* Of the dead: if it worked, the goal would leave it what it then has. */
	struct vouch_shortlist dead_to_keep;
	/* It stands against the first token. */
	struct vouch_shortlist unread_token;
	struct vouch_shortlist unread_keeper[VOUCH_POWER_COUNT];
};

/* The first of the list who is not this one (VOUCH_NOBODY leaves nobody out), or VOUCH_NOBODY. */
int vouch_shortlist_but(const struct vouch_shortlist *list, int who);

/* Were its token to work: would the goal leave it what it then has? Else a guard would break. */
bool vouch_shortage_keeps(const struct vouch_world *world, int who);
/* Are administrators who hold a token guarded at all? */
bool vouch_shortage_guards_admins(const struct vouch_world *world);

#endif
