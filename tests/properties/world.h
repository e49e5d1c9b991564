/* world.h – small worlds for proofs: a machine, and a few accounts, each in one state with one
 * goal.
 *
 * Knows nothing of the planner. World → what the planner is given is made by given.h; what is
 * reachable in a world is answered by search.h, written from section 3 of the design alone.
 */
#ifndef PROPERTIES_WORLD_H
#define PROPERTIES_WORLD_H

#include <stdbool.h>

enum { WORLD_ACCOUNTS_MAX = 4 };

/* UNREAD: it is one of the others, and could not be told which. */
enum world_admin { WORLD_ADMIN_NO, WORLD_ADMIN_YES, WORLD_ADMIN_FOR_A_TIME, WORLD_ADMIN_UNREAD };
enum world_token { WORLD_TOKEN_NONE, WORLD_TOKEN_LIVE, WORLD_TOKEN_DEAD, WORLD_TOKEN_UNREAD };
enum world_unlocks { WORLD_UNLOCKS_NO, WORLD_UNLOCKS_YES, WORLD_UNLOCKS_UNREAD };

/* What changes when an action is done. */
struct world_account {
	bool present;
	enum world_admin admin; /* for a time: counts as admin to macOS, gives no power to keep */
	enum world_token token; /* none on HFS+ */
	enum world_unlocks unlocks; /* on HFS+: is in the list of those who unlock the disk */
};

enum world_wish { WORLD_UNSAID, WORLD_WANTS_NO, WORLD_WANTS_YES };

/* Whether it can hold and vouch: not disabled, and local or mobile. */
enum world_able {
	WORLD_ABLE,
	WORLD_ABLE_MOBILE,
	WORLD_DISABLED,
	WORLD_ROLE,
	WORLD_DISABLED_UNREAD,
	WORLD_KIND_UNREAD
};
enum world_uid { WORLD_UID_PERSON, WORLD_UID_LOW, WORLD_UID_UNREAD }; /* 500 and more, less, ? */

/* What stays. */
struct world_goal {
	bool secret; /* a source for the password is declared or held */
	bool listed;
	bool absent;                             /* state: absent */
	enum world_wish admin, token, filevault; /* only where listed and not absent */
	bool required;
	bool proved; /* its password was proved before */
	bool logged_in;
	enum world_able able; /* this and the uid: of an account that is there at the start */
	enum world_uid uid;
};

/* The families of macOS and file systems that section 3 tells apart. */
enum world_family {
	WORLD_10_13,   /* 10.13.0 to 10.13.3, APFS like all but the last */
	WORLD_10_13_4, /* 10.13.4 to 10.14 */
	WORLD_10_15,
	WORLD_11,          /* to 14 */
	WORLD_15,          /* and later; without MDM */
	WORLD_15_NEITHER,  /* under MDM, with neither of what follows */
	WORLD_15_ESCROWED, /* bootstrap token escrowed */
	WORLD_15_KEY,      /* a recovery key is present */
	WORLD_HFS,
	WORLD_FAMILIES
};

enum world_filevault {
	WORLD_FILEVAULT_OFF,
	WORLD_FILEVAULT_ON,
	WORLD_FILEVAULT_ENCRYPTING,
	WORLD_FILEVAULT_DECRYPTING,
	WORLD_FILEVAULT_DEFERRED,
	WORLD_FILEVAULT_UNREAD,
	WORLD_FILEVAULTS
};

struct world_machine {
	enum world_family family;
	enum world_filevault filevault;
	bool temporary_admin;             /* guards.temporary_admin: allow */
	int min_admins, min_token_admins; /* guards of that name */
	int max_removals;
};

struct world {
	int count;
	struct world_machine machine;
	struct world_account now[WORLD_ACCOUNTS_MAX];
	struct world_goal goal[WORLD_ACCOUNTS_MAX];
};

/* The fields whose goals count. */
enum world_field { WORLD_STATE, WORLD_ADMIN, WORLD_TOKEN, WORLD_FILEVAULT, WORLD_FIELDS };

/* Is this field declared? */
bool world_is_declared(const struct world_goal *goal, enum world_field field);
/* It is declared, and holds; no field but the state of an account that is not there does. */
bool world_holds(const struct world *world, const struct world_account *state, int user,
	enum world_field field);
/* How many declared goals hold: state, then each written field. */
int world_goals(const struct world *world, const struct world_account *state);
/* Declared, does not hold, and must wait by itself: where the state waits, only the state does. */
bool world_must_wait(const struct world *world, const struct world_account *state, int user,
	enum world_field field);

#endif
