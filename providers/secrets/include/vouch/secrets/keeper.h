/* keeper.h – the keeper of this Mac: passwords from files, variables, programs and its keychain.
 *
 *	file: PATH           its first line, below the list of allowed paths
 *	env: NAME            a variable of Vouch's own environment. Children never see it: each is
 *	                     started with an environment of its own (spawn.h)
 *	exec: [PROGRAM, …]   the first line it prints, within a deadline; the program below the list
 *	keychain: ITEM       the generic password with that service in the System keychain, by
 *	                     security(1), within a deadline; of a simulated Mac, its own
 *	generate             kept in the vault, by account: always missing here
 *
 * A password travels from its source to locked memory; error messages name the source, never its
 * content. What Apple's tools cannot take is refused here, before any of them runs.
 */
#ifndef VOUCH_SECRETS_KEEPER_H
#define VOUCH_SECRETS_KEEPER_H

#include "vouch/api/secrets.h"
#include "vouch/secrets/allowed.h"

enum {
	VOUCH_PASSWORD_LONGEST = 1022, /* FACTS 2.4 */
	VOUCH_KEEPER_DEADLINE_MS = 30000
};

struct vouch_keeper_options {
	struct vouch_allowed allowed; /* its paths are borrowed for the life of the keeper */
	const char *root;             /* of a simulated Mac, borrowed; NULL or "": this one */
	int64_t exec_deadline_ms;     /* 0: VOUCH_KEEPER_DEADLINE_MS */
};

void vouch_keeper_new(const struct vouch_keeper_options *options, struct vouch_keeper *out);
void vouch_keeper_free(struct vouch_keeper *keeper);

/* 1 to 1022 bytes, no newline, no NUL: what every tool takes by pipe. what: the subject of the
 * message, such as "file /etc/vouch/alice". VOUCH_E_APPLY. */
int vouch_password_check(
	const struct vouch_secret *password, const char *what, struct vouch_err *err);

#endif
