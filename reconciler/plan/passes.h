/* passes.h – the passes of the planner, in the order in which vouch_plan_build calls them. */
#ifndef VOUCH_PLAN_PASSES_H
#define VOUCH_PLAN_PASSES_H

#include "world.h"

/* plan.c: all of them. What they found out stays in the world (trust.c reads it). */
void vouch_plan_run(struct vouch_world *world);

/* gather.c: one member for each account that is there or declared, sorted by name. */
void vouch_plan_gather(struct vouch_world *world);
/* secrets.c: whose password can be used, and whose is to be set. */
void vouch_plan_secrets(struct vouch_world *world);
/* goals.c: what is wanted of each member, and what became of each field. */
void vouch_plan_goals(struct vouch_world *world);
/* conflicts.c: whose uid or full name a new account would take. */
void vouch_plan_conflicts(struct vouch_world *world);
/* guards.c: true where the goal itself breaks a guard; settles which expiries wait. */
bool vouch_plan_guards(struct vouch_world *world);
/* machine_goals.c: what is wanted of the machine, and nothing of its own holds up. */
void vouch_plan_machine_wants(struct vouch_world *world);
/* wants.c: which tasks differ from the goal, and which of them nothing of their own holds up. */
void vouch_plan_wants(struct vouch_world *world);
/* preference.c: in which order members are asked to vouch. */
void vouch_plan_preference(struct vouch_world *world);
/* rehearse.c: rehearse until what is reached is settled, then take the actions in order. */
void vouch_plan_schedule(struct vouch_world *world);
/* rehearse.c: nothing is done at all. */
void vouch_plan_nothing(struct vouch_world *world);
/* guards.c: refuses a plan that removes more than the guard allows. */
void vouch_plan_too_many_removals(struct vouch_world *world);
/* preboot.c: puts refresh_preboot where it belongs. */
void vouch_plan_preboot(struct vouch_world *world);
/* uids.c: which uid a new account gets, where macOS could choose one that another declares. */
void vouch_plan_uids(struct vouch_world *world);
/* explain.c: steps to changes: reasons, differences, sources. */
void vouch_plan_explain(struct vouch_world *world);
/* shortage.c: who could vouch, or keep a power, if something were different. */
void vouch_plan_shortage(struct vouch_world *world);
/* waiting.c: one entry for each field that is not reached, with the first thing missing. */
void vouch_plan_waiting(struct vouch_world *world);
/* machine_goals.c: FileVault and the bootstrap token. */
void vouch_plan_machine_goals(struct vouch_world *world);
/* findings.c: facts worth a person's eye. */
void vouch_plan_findings(struct vouch_world *world);
/* adopt.c: what the journal records or forgets without any tool. */
void vouch_plan_adoptions(struct vouch_world *world);

#endif
