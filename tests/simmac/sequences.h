/* sequences.h – what the parts of the random sequences share: the model, and the calls that change
 * it.
 */
#ifndef SIMMAC_SEQUENCES_H
#define SIMMAC_SEQUENCES_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/arena.h"

enum { USERS = 4, GROUPS = 3, FIRST_UID = 700, FIRST_GID = 800, SHELLS = 3 };

extern const char *const sequences_shells[SHELLS];

struct user {
	bool there;
	bool phantom;    /* went by dscl: sysadminctl would make nothing of that name. FACTS 7.10 */
	unsigned shell;  /* one past its place in the table; 0: none */
	unsigned number; /* of its full name; 0: none */
	unsigned password; /* its number; 0: none */
};

struct group {
	bool there;
	bool named[USERS];    /* by name: stays when the account goes */
	bool numbered[USERS]; /* by GeneratedUID: that of the account of now */
};

struct model {
	struct user users[USERS];
	struct group groups[GROUPS];
};

struct world {
	struct vouch_arena arena;
	const char *root;
	struct model model;
	uint64_t random;
	unsigned rounds;
	const char *calls; /* of this round, for the message of a failure */
};

/* One call that can be made now, and what it does to the model. user and group: what it is about,
 * so that calls at once are about different things. */
struct call {
	const char *text; /* a shell's words, tools by their names */
	unsigned user, group;
	bool many; /* it writes more than once: whoever kills it may find a part done */
};

enum { NOBODY = 99 };

/* A number below that one, from the seed. */
unsigned sequences_pick(struct world *world, unsigned below);
/* Something that can be done now; the model says what must come of it. */
struct call sequences_next(struct world *world, struct model *model);

#endif
