/* secrets.h – where passwords come from.
 *
 * A keeper answers for the sources a repository declares (file, env, exec …), within what the list
 * on the Mac allows. Asking whether a source has something must have no effect and runs no program
 * that the repository names; fetching may run the one that exec names, with a deadline.
 */
#ifndef VOUCH_API_SECRETS_H
#define VOUCH_API_SECRETS_H

#include "vouch/base/err.h"
#include "vouch/base/secret.h"
#include "vouch/model/facts.h"
#include "vouch/model/field.h"

struct vouch_keeper_ops {
	/* Is there something? why (static or from the arena) for MISSING: no such file, not allowed
	 * by the list, variable not set. exec is HELD where its program is there and allowed;
	 * keychain where the keychain lists the item, whose password nobody asks for yet. */
	enum vouch_secret_state (*ask)(void *self, struct vouch_arena *arena,
		const struct vouch_password_value *source, const char **why);
	/* The password. VOUCH_E_APPLY with a message that names the source, never its content. */
	int (*fetch)(void *self, const struct vouch_password_value *source,
		struct vouch_secret *out, struct vouch_err *err);
};

struct vouch_keeper {
	const struct vouch_keeper_ops *ops;
	void *self;
};

#endif
