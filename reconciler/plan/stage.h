/* stage.h – the Mac as it stands between two actions of a plan, and who can vouch in it.
 *
 * Every change goes through vouch_stage_set, which keeps the counters: how many grantors there are
 * and who is asked first, how many keep each power, whether anybody may hold a token. So each
 * question is answered without looking at everybody.
 */
#ifndef VOUCH_PLAN_STAGE_H
#define VOUCH_PLAN_STAGE_H

#include "world.h"

/* One account now. The ids say which action gave it what it did not have; 0: it was there before.
 */
struct vouch_standing {
	bool present, renamed;
	enum vouch_tri admin;
	bool temporary; /* an administrator only for a time; admin is NO then */
	enum vouch_token token;
	enum vouch_tri unlocks;
	bool secret; /* its password can be used */
	int created_id, admin_id, token_id, unlock_id, secret_id, freed_id;
};

/* How a plan is played where there is more than one way; the better one is taken. */
struct vouch_way {
	bool rise_late;     /* who is to lose its token becomes an administrator only after that,
			       unless somebody keeps that power */
	bool stay_together; /* nobody waits for the other persons to go, to be alone */
	bool rehearsed;     /* all that is asked for was reached before: who is to come will come */
};

/* The accounts with one task, by name, and how far they were tried: until something changes, what
 * could not be taken need not be tried again. */
struct vouch_queue {
	int *items;
	size_t count, room;
	size_t start, next;
	unsigned seen;
	struct vouch_positions woken; /* before next, and to be tried again */
	size_t woken_next;
};

/* A uid or full name that several ask for, as it stands. */
struct vouch_claim_now {
	int holder;         /* VOUCH_NOBODY: it is free */
	size_t owners_gone; /* of the owners, how many were asked whether they still have it */
	/* Of those who are to be created with it: pending tasks that need a grantor, and how many
	 * come to vouch then. */
	int needs, comers;
};

/* Who vouches now or later (succession.h), and for how long. */
enum vouch_succession {
	VOUCH_SUCCESSION_NEVER,   /* or not without somebody else in the end */
	VOUCH_SUCCESSION_VOUCHES, /* now */
	VOUCH_SUCCESSION_PASSES,  /* now, but somebody else has to in the end */
	VOUCH_SUCCESSION_COMES,   /* once it has its token or its password, and it lasts */
	VOUCH_SUCCESSION_READY,   /* can be promoted for a time */
	VOUCH_SUCCESSION_SPARE,   /* can be once it has its token or its password */
	VOUCH_SUCCESSION_COUNT
};

struct vouch_stage {
	struct vouch_world *world;
	struct vouch_standing *standings; /* by position */
	unsigned *pending;                /* bits of tasks still to be taken, by position */
	unsigned *reached;                /* bits of tasks taken, by position */
	bool *split;                      /* created without the token it will be given later */
	bool *promoted_before;            /* was an administrator for a time in this plan */
	struct {
		int *items;
		size_t count, room;
	} temporaries;                          /* in the order of their promotion */
	enum vouch_succession *succession;      /* by position */
	int successors[VOUCH_SUCCESSION_COUNT]; /* how many of each */
	int *place;                             /* position -> place in the order of preference */
	struct vouch_claim_now *claims;         /* by position in the claims of the world */
	int needs;                              /* pending tasks that need a grantor */
	int grantors;
	int best[2];             /* places of the two grantors who are asked first; VOUCH_NOBODY */
	int ever[2];             /* two who were grantors at some point of the plan; VOUCH_NOBODY */
	int adders, first_adder; /* who can add unlockers, and the first place of them */
	int additions;           /* pending tasks that need one */
	int keepers[VOUCH_POWER_COUNT];
	int first_keeper[VOUCH_POWER_COUNT];       /* who kept it first */
	int admins, admins_for_a_time;             /* known ones; not for a time, and for a time */
	int admins_to_come;                        /* creations still to be taken that bring one */
	int live, unread_holders, perhaps_holders; /* perhaps: live, dead or unknown */
	int first_live_id; /* the action that gave the first token in this plan */
	int last_dead_id;  /* the action that removed the last one who stood against a mint */
	struct vouch_queue queues[VOUCH_TASK_COUNT];
	int persons, unread_persons; /* with a uid of 500 or more, or one that was not read */
	int first_token;             /* who is to have it, or VOUCH_NOBODY; as of first_seen */
	bool keeps_alone;            /* being the only person */
	bool rises_first;            /* as an administrator for a time */
	bool waited_alone;           /* somebody was kept waiting for that */
	unsigned first_seen, temporary_seen;
	unsigned settled_first, settled_temporary; /* the last resort brought nobody, as of then */
	struct vouch_way way;                      /* how this is played */
	bool token_given, preboot_stale;           /* since the preboot volume was refreshed */
	struct vouch_machine_tasks pending_machine, reached_machine;
	unsigned version; /* changes whenever something may have become possible */
};

struct vouch_stage *vouch_stage_new(struct vouch_world *world);
void vouch_stage_set(struct vouch_stage *stage, int who, struct vouch_standing to);

/* What it lacks to vouch: bits of vouch_trust_lack. */
unsigned vouch_stage_lacks_to_vouch(const struct vouch_stage *stage, int who);
bool vouch_stage_is_grantor(const struct vouch_stage *stage, int who);
/* The one who is asked first to vouch for target; VOUCH_NOBODY where nobody can. */
int vouch_stage_grantor(const struct vouch_stage *stage, int target);
/* The same, but nobody who is an administrator only for a time. */
int vouch_stage_lasting_grantor(const struct vouch_stage *stage, int target);

/* Its password can be used, or is still to be set in this plan. */
bool vouch_stage_will_have_secret(const struct vouch_stage *stage, int who);
/* May a new password be set on this account now? by: who authorises it; VOUCH_NOBODY where its own
 * old one does, or none is needed. */
bool vouch_stage_takes_password(const struct vouch_stage *stage, int who, int *by);

/* Tasks that are still to be taken. */
void vouch_stage_want(struct vouch_stage *stage, int who, enum vouch_task task);
void vouch_stage_unwant(struct vouch_stage *stage, int who, enum vouch_task task);
/* Bits of its tasks that need somebody to vouch. */
unsigned vouch_stage_tasks_in_need(const struct vouch_member *member);
/* Does a pending task of this account need somebody to vouch? */
bool vouch_stage_needs_grantor(const struct vouch_stage *stage, int who);
/* succession.c: would some pending task find no grantor in the end if this account were none?
 * Grantors who all need one themselves serve each other, but for the last. who may be VOUCH_NOBODY.
 */
bool vouch_stage_lacks_without(const struct vouch_stage *stage, int who);
/* claims.c: who has the uid or full name that this creation is to have; VOUCH_NOBODY where both are
 * free. */
int vouch_stage_taken_by(const struct vouch_stage *stage, int who);
/* Who has the one of them, other than itself? */
int vouch_stage_holder(const struct vouch_stage *stage, int who, enum vouch_unique what);
void vouch_stage_begin_claims(struct vouch_stage *stage);
/* What it had is free now, by its deletion or by its new full name: who waited for that is tried
 * again. */
void vouch_stage_free(struct vouch_stage *stage, int who);
/* It was created, and has it now. */
void vouch_stage_take(struct vouch_stage *stage, int who);
/* Pending tasks that wait for this account's uid or full name, and need a grantor. */
int vouch_stage_blocked_needs(const struct vouch_stage *stage, int who);
/* Those who come to vouch, but wait for this account's uid or full name. */
int vouch_stage_blocked_comers(const struct vouch_stage *stage, int who);
/* So many more needs, and comers, are of this account. */
void vouch_stage_count_blocked(struct vouch_stage *stage, int who, int needs, int comers);

/* Is it, or would it be once made, the only account with a uid of 500 or more? */
enum vouch_tri vouch_stage_is_alone(const struct vouch_stage *stage, int who);

/* power.c: has it the power now, and does its goal keep it? */
bool vouch_stage_is_keeper(const struct vouch_stage *stage, int who, enum vouch_power power);
/* Does the task take this power away, where it is had? */
bool vouch_stage_task_takes(enum vouch_task task, enum vouch_power power);
/* Would the task take this power away where nobody keeps it? */
bool vouch_stage_blocks_loss(
	const struct vouch_stage *stage, int who, enum vouch_task task, enum vouch_power power);
/* Does every power that the task would take away stay with a keeper? blocking says which does
 * not. */
bool vouch_stage_may_lose(
	const struct vouch_stage *stage, int who, enum vouch_task task, enum vouch_power *blocking);
/* Has it the power, or may it have it? */
bool vouch_stage_is_protected(const struct vouch_stage *stage, int who, enum vouch_power power);

#endif
