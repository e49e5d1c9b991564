/* mac.h – a small Mac with passwords that Vouch generates, and goals of its own: FileVault and the
 * bootstrap token. For proofs: what may be done to it, written from section 3 of the design alone.
 *
 * macOS 14 or 10.15, APFS, FileVault off, an MDM that takes a bootstrap token. Knows nothing of the
 * planner.
 */
#ifndef PROPERTIES_MAC_H
#define PROPERTIES_MAC_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/buf.h"

enum { MAC_ACCOUNTS_MAX = 3, MAC_NOBODY = -1 };

enum mac_token { MAC_NONE, MAC_LIVE, MAC_DEAD };
enum mac_wish { MAC_UNSAID, MAC_NO, MAC_YES };

/* What the repository says of a password, and what is known of it. */
enum mac_password {
	MAC_NO_PASSWORD,
	MAC_HELD,      /* from somewhere else */
	MAC_GENERATED, /* the vault has it, and it is not due */
	MAC_LACKING,   /* generated, and the vault has none */
	MAC_DUE,       /* generated, its time is up */
	MAC_REJECTED   /* the same, and it does not open the account any more */
};

/* What actions change. */
struct mac_account {
	bool present, admin;
	bool promoted; /* for a time */
	bool served;   /* ... and did something that needs an administrator */
	bool secret;   /* its password can be used */
	bool set;      /* a new one was set, or made with it */
	enum mac_token token;
};

struct mac_state {
	struct mac_account accounts[MAC_ACCOUNTS_MAX];
	bool escrowed, enabled;
};

/* What stays. */
struct mac_goal {
	bool listed, absent, hidden, unlocks;
	enum mac_wish admin, token;
	enum mac_password password;
};

struct mac {
	int count;
	struct mac_goal goals[MAC_ACCOUNTS_MAX];
	struct mac_state now;
	bool wants_filevault, wants_escrow, temporary_admin;
	bool password_brings_token; /* macOS 11 and later; before, an administrator gets the first
				     */
};

extern const char *const mac_names[MAC_ACCOUNTS_MAX];

enum mac_verb {
	MAC_CREATE,
	MAC_CREATE_BY,
	MAC_CREATE_FIRST,
	MAC_PROMOTE,
	MAC_DEMOTE,
	MAC_RISE, /* for a time */
	MAC_FALL,
	MAC_GRANT,
	MAC_REPAIR,
	MAC_REVOKE,
	MAC_MINT,
	MAC_SET_PASSWORD,
	MAC_DELETE,
	MAC_ESCROW,
	MAC_ENABLE,
	MAC_VERBS
};

/* How many there are of so many accounts, and the one with that number; false where that number
 * makes no sense. */
int64_t mac_count(int accounts);
bool mac_at(int accounts, int64_t number, struct mac *mac);

/* May it be done, and then how is it? by: MAC_NOBODY where nobody is needed. */
bool mac_do(const struct mac *mac, const struct mac_state *state, enum mac_verb verb, int who,
	int by, struct mac_state *after);

/* How many written fields of accounts are as declared, and how many goals of the machine. */
int mac_goals(const struct mac *mac, const struct mac_state *state);
int mac_machine_goals(const struct mac *mac, const struct mac_state *state);
/* Written fields of this account that are not as declared; only its state where it waits itself. */
int mac_unreached(const struct mac *mac, const struct mac_state *state, int who);

/* As a plan case (tests/plan), up to @EXPECT. */
void mac_write(const struct mac *mac, const struct mac_state *state, struct vouch_buf *out);

#endif
