/* passwords.h – the passwords of one run: fetched once, proved once, wiped at its end. Private to
 * reconciler/exec.
 */
#ifndef VOUCH_EXEC_PASSWORDS_H
#define VOUCH_EXEC_PASSWORDS_H

#include <stdbool.h>

#include "vouch/base/arena.h"
#include "vouch/exec/exec.h"

enum password_state {
	PASSWORD_MISSING,  /* no source is declared, or it has nothing */
	PASSWORD_HELD,     /* fetched, not yet checked in this run */
	PASSWORD_PROVED,   /* checked in this run */
	PASSWORD_REJECTED, /* known to be wrong */
	PASSWORD_DISABLED, /* the account is: nothing is said about the password */
	PASSWORD_UNKNOWN   /* could not be checked */
};

struct password {
	const char *user;
	struct vouch_secret secret;
	enum password_state state;
	const char *proved_uuid; /* of which account */
	struct vouch_err why;    /* MISSING, UNKNOWN */
};

struct passwords {
	struct vouch_arena arena;
	struct password **items; /* each stays where it is: credentials borrow the secret */
	size_t count, room;
};

/* From the keeper by the declaration of that user, the first time; then the same again. */
struct password *passwords_get(struct passwords *passwords, const struct vouch_executor *executor,
	const struct vouch_desired *desired, const char *user);
/* Checks it against that account, which has a GeneratedUID, once a run, and never one that is known
 * to be rejected. Records the verdict in the journal; *newly: it was rejected just now. Negative:
 * the journal failed. */
int password_prove(struct passwords *passwords, struct password *password,
	const struct vouch_executor *executor, const char *user,
	const struct vouch_account *account, int64_t now, bool *newly, struct vouch_err *err);
void passwords_release(struct passwords *passwords);

#endif
