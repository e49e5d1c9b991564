/* explain.h – the parts of an explanation, a file each. Private to reconciler/app. */
#ifndef VOUCH_APP_EXPLAIN_PARTS_H
#define VOUCH_APP_EXPLAIN_PARTS_H

#include "vouch/app/explain.h"

/* explain_field.c: where each value comes from, and what becomes of it. */
void vouch_explain_fields(struct vouch_arena *arena, struct vouch_explanation *explanation);
/* explain_trust.c: grantors, the chain, other sources of trust. */
void vouch_explain_trust(struct vouch_arena *arena, struct vouch_explanation *explanation);
/* Gives this action its user a token? */
bool vouch_explain_gives_token(const struct vouch_change *change);

#endif
