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
	bool half_made;         /* not present: an open creation of ours left something behind */
	bool renewed;           /* has the password that was last generated for it */
	bool named;             /* has the full name that is declared */
	bool numbered;          /* has the uid that is declared */
	enum world_admin admin; /* for a time: counts as admin to macOS, gives no power to keep */
	enum world_token token; /* none on HFS+ */
	enum world_unlocks unlocks; /* on HFS+: is in the list of those who unlock the disk */
};

struct world_state {
	struct world_account accounts[WORLD_ACCOUNTS_MAX]; /* zeroed from count on */
	bool escrowed;                                     /* the bootstrap token, by a plan */
	bool enabled;                                      /* FileVault, by a plan */
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
/* 500 and more, less, ?; what the unread may be besides: 500 and more, and nobody wants it; or
 * somebody else declares it. */
enum world_uid {
	WORLD_UID_PERSON,
	WORLD_UID_LOW,
	WORLD_UID_UNREAD,
	WORLD_UID_UNWANTED,
	WORLD_UID_WANTED
};

/* What is declared and known of its password, until it is renewed. */
enum world_password {
	WORLD_PASSWORD_GIVEN,     /* not generated: "secret" says whether there is one */
	WORLD_PASSWORD_GENERATED, /* the vault has it, and it is not due */
	WORLD_PASSWORD_LACKING,   /* generated, and the vault has none */
	WORLD_PASSWORD_DUE,       /* generated, its time is up */
	WORLD_PASSWORD_REJECTED,  /* the same, and it does not open the account any more */
	WORLD_PASSWORD_UNDATED    /* generated; when it was set is not known */
};

/* admin: {until: …}, which has passed. WAITS: nobody replaces it (promise 6). */
enum world_expiry { WORLD_NO_EXPIRY, WORLD_EXPIRED, WORLD_EXPIRY_WAITS };

/* What Vouch established here before. OTHER: for an account with another uuid. */
enum world_baseline { WORLD_NEVER, WORLD_KNOWN, WORLD_KNOWN_OTHER };

/* A declared full name: one that nobody has, or the one of the other (world_other). */
enum world_name { WORLD_NAME_UNSAID, WORLD_NAME_NEW, WORLD_NAME_OF_OTHER };

/* What stays. */
struct world_goal {
	bool secret; /* a source for the password is declared or held */
	bool listed;
	bool absent;                             /* state: absent */
	enum world_wish admin, token, filevault; /* only where listed and not absent */
	bool required;
	bool proved; /* its password was proved before */
	bool logged_in;
	enum world_able able; /* these four: of an account that is there at the start */
	enum world_uid uid;
	bool hidden;
	enum world_password password;
	enum world_expiry expiry; /* only with admin WANTS_NO, which is its fallback */
	enum world_baseline baseline;
	enum world_wish established; /* of admin and secure_token, in the baseline */
	enum world_name name;
	bool uid_of_other; /* declares the uid of the other */
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
	enum world_filevault filevault;   /* before a plan turns it on */
	bool temporary_admin;             /* guards.temporary_admin: allow */
	int min_admins, min_token_admins; /* guards of that name */
	int max_removals;
	bool empty_allowed;   /* guards.empty: allow */
	bool wants_filevault; /* filevault: {enabled: true} */
	bool wants_escrow;    /* bootstrap_token: escrow; on 10.15 to 14 also: an MDM takes it */
};

struct world {
	int count;
	struct world_machine machine;
	struct world_state now;
	struct world_goal goal[WORLD_ACCOUNTS_MAX];
};

/* Whose uid or full name an account declares, where it declares another's. */
static inline int world_other(int user)
{
	return user == 0 ? 1 : 0;
}

/* The fields whose goals count, in the order of the table of fields. */
enum world_field {
	WORLD_STATE,
	WORLD_FULL_NAME,
	WORLD_ADMIN,
	WORLD_TOKEN,
	WORLD_FILEVAULT,
	WORLD_PASSWORD,
	WORLD_FIELDS
};

/* Is this field declared? A password is, where it is to be generated. */
bool world_is_declared(const struct world_goal *goal, enum world_field field);
/* It is declared, and holds; no field but the state of an account that is not there does. */
bool world_holds(const struct world *world, const struct world_state *state, int user,
	enum world_field field);
/* How many declared goals hold: state, then each written field. */
int world_goals(const struct world *world, const struct world_state *state);
/* Declared, does not hold, and must wait by itself: where the state waits, only the state does. */
bool world_must_wait(const struct world *world, const struct world_state *state, int user,
	enum world_field field);

/* Goals of the machine: is it declared, and does it hold? */
bool world_filevault_holds(const struct world_machine *machine, const struct world_state *state);
bool world_escrow_holds(const struct world_machine *machine, const struct world_state *state);
int world_machine_goals(const struct world *world, const struct world_state *state);

#endif
