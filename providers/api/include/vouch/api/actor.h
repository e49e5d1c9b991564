/* actor.h – how to change one thing on a Mac.
 *
 * Only the executor is handed an actor. It does one change at a time and has no opinions: the
 * precondition was looked at right before, the post-condition is looked at right after, by the
 * executor, with a probe. An actor returns 0 when its tools claim success; that claim proves
 * nothing.
 *
 * Passwords go to tools by pipe only. Every tool that changes something inherits the run's lock
 * (the descriptor the actor was made with), so that no new run starts while an orphan still works.
 */
#ifndef VOUCH_API_ACTOR_H
#define VOUCH_API_ACTOR_H

#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/buf.h"
#include "vouch/base/err.h"
#include "vouch/base/secret.h"
#include "vouch/model/account.h"
#include "vouch/model/change.h"

/* The passwords an action may need; NULL where it needs none. Borrowed. */
struct vouch_credentials {
	const struct vouch_secret
		*user; /* of the account that is changed; set_password: the new one */
	const struct vouch_secret *by;  /* of the grantor */
	const struct vouch_secret *old; /* set_password: the one that it has until then */
	/* enable_filevault: filled with the recovery key that macOS made, whether the action failed
	 * or not; stays empty where none was made. Not NULL there. */
	struct vouch_secret *made_key;
};

/* Why the last change was refused, where the executor can make something of it. */
enum vouch_denial {
	VOUCH_DENIAL_OTHER,
	/* Whoever vouches has no token that works, whatever the looks of it. */
	VOUCH_DENIAL_GRANTOR,
	/* The account is not there, or is another one. */
	VOUCH_DENIAL_GONE
};

enum vouch_proof {
	VOUCH_PROOF_UNKNOWN,
	VOUCH_PROOF_RIGHT,
	VOUCH_PROOF_WRONG,
	VOUCH_PROOF_DISABLED
};

struct vouch_actor_ops {
	/* Checks a password, once. It counts as a login for macOS: it can hand out the first token,
	 * and failed ones can lock an account, so the executor alone decides when. */
	int (*prove)(void *self, const char *user, const struct vouch_secret *password,
		enum vouch_proof *out, struct vouch_err *err);
	/* Does one change. before: the account as it was just looked at, NULL where it is absent.
	 * new_uuid: the GeneratedUID a creation gives its account (recorded in its intent). A
	 * creation that finds its own half-made account (before != NULL, its uuid is new_uuid)
	 * finishes it. transcript: what the tools printed, for the journal, without any secret. */
	int (*apply)(void *self, const struct vouch_change *change,
		const struct vouch_account *before, const char *new_uuid,
		const struct vouch_credentials *credentials, struct vouch_buf *transcript,
		struct vouch_err *err);
	/* What is left to do of a deletion after its record was proved gone: keeps, archives or
	 * removes the home. home and uid are those that the intent recorded. Refuses a home that is
	 * not a folder directly below /Users, does not belong to uid, is a mount, a symbolic link,
	 * or somebody else's home. Safe to call again after it was cut off anywhere. */
	int (*remove_home)(void *self, const char *user, const char *home, int64_t uid,
		enum vouch_on_removal how, int64_t now, struct vouch_buf *transcript,
		struct vouch_err *err);
	/* FileVault is on: makes a new recovery key, by somebody who unlocks the disk; the one
	 * before is dead then. key is filled where one was made, whether it failed or not. */
	int (*make_key)(void *self, const char *by, const struct vouch_secret *by_password,
		struct vouch_secret *key, struct vouch_buf *transcript, struct vouch_err *err);
	/* Is that the recovery key of the disk? Asked of macOS; changes nothing. */
	int (*prove_key)(void *self, const struct vouch_secret *key, enum vouch_proof *out,
		struct vouch_buf *transcript, struct vouch_err *err);
	/* Why the last apply failed. May be NULL: ask vouch_actor_denial(). */
	enum vouch_denial (*denial)(void *self);
};

struct vouch_actor {
	const struct vouch_actor_ops *ops;
	void *self;
};

/* Why the last apply failed; OTHER for an actor that does not tell. */
static inline enum vouch_denial vouch_actor_denial(const struct vouch_actor *actor)
{
	return actor->ops->denial ? actor->ops->denial(actor->self) : VOUCH_DENIAL_OTHER;
}

#endif
