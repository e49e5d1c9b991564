/* succession.h – who will be able to vouch, or could be promoted to do it, once those who vouch now
 * do so no more.
 *
 * Everybody has one place in the succession; the stage counts them, so that whether somebody is
 * still needed is answered without looking at everybody. A place follows from a standing, from what
 * is pending, and from who waits for a uid or a full name: whatever changes one of these calls
 * vouch_succession_follow.
 */
#ifndef VOUCH_PLAN_SUCCESSION_H
#define VOUCH_PLAN_SUCCESSION_H

#include "stage.h"

/* Sets its place anew. */
void vouch_succession_follow(struct vouch_stage *stage, int who);

/* Has somebody else to vouch in the end: for it, or for who waits for its uid or full name? */
bool vouch_succession_passes(const struct vouch_stage *stage, int who);

/* Does a lasting administrator who needs nobody else come to vouch, as soon as this one gives it a
 * token, or a password with its token? */
bool vouch_succession_comes_by(const struct vouch_stage *stage, int who);
/* The same, as soon as those who vouch now do, but for this one (or VOUCH_NOBODY). */
bool vouch_succession_comes(const struct vouch_stage *stage, int but);

/* Is all that is pending done as well, and with as few promotions, without the one who is an
 * administrator for a time now? */
bool vouch_succession_does_without(const struct vouch_stage *stage, int who);

#endif
