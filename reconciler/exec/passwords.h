/* passwords.h – the passwords of one run: fetched once, proved once, wiped at its end. Private to
 * reconciler/exec.
 *
 * A generated one comes from the vault, by the account's GeneratedUID. Where a change of it was cut
 * off, the vault has more than one that the account may have: they are tried in order, those that
 * it was seen to have first, and what none of them opened is remembered, all together.
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
	struct vouch_secret secret;     /* the likeliest; once it is proved, that one */
	struct vouch_vault_entry entry; /* all that it may be, where the vault has it */
	bool generated;
	const char *vault_uuid; /* of which account */
	bool was_ahead;         /* proved, and it was only written ahead until then */
	enum password_state state;
	const char *proved_uuid; /* of which account */
	struct vouch_err why;    /* MISSING, UNKNOWN */
};

struct passwords {
	struct vouch_arena arena;
	struct password **items; /* each stays where it is: credentials borrow the secret */
	size_t count, room;
};

/* How the password of that user is generated; NULL where it is not. */
const struct vouch_password_value *password_generated(
	const struct vouch_desired *desired, const char *user);
/* From the keeper by the declaration of that user, or from the vault, the first time; then the same
 * again. uuid: of the account, NULL where it is not known. */
struct password *passwords_get(struct passwords *passwords, const struct vouch_executor *executor,
	const struct vouch_desired *desired, const char *user, const char *uuid);
/* From the vault, whatever is declared. */
struct password *passwords_get_generated(struct passwords *passwords,
	const struct vouch_executor *executor, const char *user, const char *uuid);
/* It has been set to another one: what is known of it is no more. */
void passwords_drop(struct passwords *passwords, const char *user);
/* Checks it against that account, which has a GeneratedUID, once a run, and never one that is known
 * to be rejected. Records the verdict in the journal, and in the vault which of several it is;
 * *newly: it was rejected just now. Negative: the journal failed. */
int password_prove(struct passwords *passwords, struct password *password,
	const struct vouch_executor *executor, const char *user,
	const struct vouch_account *account, int64_t now, bool *newly, struct vouch_err *err);
void passwords_release(struct passwords *passwords);

#endif
