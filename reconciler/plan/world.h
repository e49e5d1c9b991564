/* world.h – what the passes of the planner share: the accounts in one array, and side arrays by
 *position.
 *
 * The inputs stay const. A member is an account that is there, or declared, or both; members are
 * sorted by name, bytewise, so a position is an order. Every pass writes its own part and reads
 * those of the passes before it:
 *
 *	gather   who is who               members[].name, user, account, baseline, present, …
 *	goals    what is wanted           members[].leaves, admin_goal, token_goal, …
 *	guards   refused, expiries        members[].expiry_waits
 *	wants    tasks that can be tried  members[].wanted, tried
 *	schedule what is done, in order   steps, members[].reached
 */
#ifndef VOUCH_PLAN_WORLD_H
#define VOUCH_PLAN_WORLD_H

#include "vouch/plan/plan.h"

#include "classify.h"
#include "family.h"

enum { VOUCH_NOBODY = -1 };

/* What a declaration says of a flag. */
enum vouch_goal { VOUCH_GOAL_NONE, VOUCH_GOAL_TRUE, VOUCH_GOAL_FALSE };

/* A password that can be used, one whose source this version cannot read, or none. */
enum vouch_secret_use { VOUCH_SECRET_NONE, VOUCH_SECRET_UNSUPPORTED, VOUCH_SECRET_USABLE };

/* What promise 4 protects: who has it loses it only while somebody else keeps it. */
enum vouch_power {
	VOUCH_POWER_ADMIN,
	VOUCH_POWER_HOLDER,
	VOUCH_POWER_TOKEN_ADMIN,
	VOUCH_POWER_UNLOCKER, /* only where tokens do not decide it */
	VOUCH_POWER_COUNT
};

/* What no two accounts share. What could not be read of somebody who leaves may be any of them: all
 * who are to be created with one share it, until nobody is left of whom it was not read. */
enum vouch_unique {
	VOUCH_UNIQUE_UID,
	VOUCH_UNIQUE_FULL_NAME,
	VOUCH_UNIQUE_UNREAD_UID,
	VOUCH_UNIQUE_UNREAD_FULL_NAME,
	VOUCH_UNIQUE_COUNT
};

/* Accounts by position, in order. */
struct vouch_positions {
	int *items;
	size_t count, room;
};

/* One uid or full name that more than one account has or is to be created with. */
struct vouch_shared {
	struct vouch_positions owners, takers; /* who has it, and who is to be created with it */
};

/* One thing to be done to one account. In the order of a plan (design section 3, promise 2). */
enum vouch_task {
	VOUCH_TASK_PROMOTE,
	VOUCH_TASK_CREATE,
	VOUCH_TASK_REPAIR,
	VOUCH_TASK_GRANT, /* or mint, or the first token at creation */
	VOUCH_TASK_ADD_UNLOCKER,
	VOUCH_TASK_PASSWORD,
	VOUCH_TASK_UPDATE,
	VOUCH_TASK_REVOKE,
	VOUCH_TASK_REMOVE_UNLOCKER,
	VOUCH_TASK_DEMOTE,
	VOUCH_TASK_DELETE,
	VOUCH_TASK_COUNT
};

struct vouch_member {
	const char *name;                    /* as declared, else its first record name */
	const struct vouch_user *user;       /* NULL: not listed */
	const struct vouch_account *account; /* NULL: not there (or only half made by us) */
	const char *half_made;               /* uuid of a creation of ours that was cut off */
	const struct vouch_baseline_entry *baseline; /* of this very account, or NULL */
	const struct vouch_baseline_entry *replaced; /* of another account under this name */
	const char *namesake; /* another declaration that means the same account, or NULL */

	bool present;
	enum vouch_tri admin; /* an open promotion counts as not admin */
	enum vouch_token token;
	enum vouch_tri unlocks; /* on the FileVault list, where that stands alone; else NO */
	enum vouch_tri able;    /* not disabled, and local or mobile */
	enum vouch_tri person;  /* its uid is, or will be, 500 or more */
	enum vouch_tri logged_in;
	bool open_promotion;

	enum vouch_secret_use secret;
	const char *secret_why; /* missing or rejected, in one line; or NULL */
	bool proved, required;
	/* A new password is to be generated and set: the vault has none, or its time is up. */
	bool password_due, password_rotates;
	bool rotation_unread;        /* when it was set is not known */
	bool password_needs_grantor; /* it holds, and nobody knows its old one */

	bool leaves; /* state: absent */
	enum vouch_goal admin_goal, token_goal, unlock_goal;
	bool admin_expired, expiry_waits;
	bool only_reported; /* a token that the bootstrap token hands back: revoked once already */
	/* The claim to its uid or full name that it shares with others, of whom somebody is to be
	 * created; VOUCH_NOBODY where there are no others. */
	int claim[VOUCH_UNIQUE_COUNT];
	int unread; /* who stays, and may have the uid or full name that it is to be created with */

	struct vouch_number chosen_uid; /* for a creation that declares none */

	unsigned wanted;  /* bits of tasks: differs from the goal */
	unsigned tried;   /* those that nothing of its own holds up */
	unsigned reached; /* those that the plan does */
	struct vouch_verdict verdicts[VOUCH_FIELD_COUNT];
};

/* One action as it was taken. */
struct vouch_step {
	enum vouch_action action;
	int who; /* VOUCH_NOBODY: the machine */
	int by;
	bool temporary, suppress, first;
	int *after;
	size_t after_count, after_room;
};

struct vouch_steps {
	struct vouch_step *items;
	size_t count, room;
};

/* Goals of the machine itself. */
struct vouch_machine_tasks {
	bool filevault, escrow;
};

struct vouch_world {
	struct vouch_arena *arena;
	const struct vouch_inputs *in;
	struct vouch_plan *out;
	const struct vouch_family *family;
	struct vouch_member *members;
	int count;
	int *preference; /* positions, the preferred grantor first (design section 3) */
	struct {
		struct vouch_shared *items;
		size_t count, room;
	} claims;
	struct vouch_machine_tasks tried; /* what nothing of the machine's own holds up */
	struct vouch_steps steps;
	struct vouch_shortage *shortage; /* who could vouch if something were different */
	struct vouch_stage *begin, *end; /* as it is, and as the plan leaves it */
};

/* What the build cannot do waits. */
static inline bool vouch_world_has_no(const struct vouch_world *world, enum vouch_action action)
{
	return world->in->limits != NULL && world->in->limits->no_action[action];
}

static inline bool vouch_task_in(unsigned tasks, enum vouch_task task)
{
	return (tasks >> task & 1U) != 0;
}

static inline unsigned vouch_task_bit(enum vouch_task task)
{
	return 1U << task;
}

static inline const char *vouch_world_name(const struct vouch_world *world, int who)
{
	return world->members[who].name;
}

/* An account of a role, or for sharing: enabling it makes no holder of it. */
static inline bool vouch_member_is_no_person(const struct vouch_member *member)
{
	return member->account != NULL && (member->account->kind == VOUCH_KIND_ROLE ||
						  member->account->kind == VOUCH_KIND_SHARING);
}

/* Does its declaration, or its absence from the repository, leave it this power? */
static inline bool vouch_member_keeps(const struct vouch_member *member, enum vouch_goal goal)
{
	return !member->leaves && goal != VOUCH_GOAL_FALSE;
}

/* The admin goal as it counts: an expiry that waits counts as not declared. */
static inline enum vouch_goal vouch_member_admin_goal(const struct vouch_member *member)
{
	return member->expiry_waits ? VOUCH_GOAL_NONE : member->admin_goal;
}

#endif
