/* simmac_life.h – one simulated Mac of some version, and what a provider does on it.
 *
 *	life_begin(&life, &macs[i], "pw-steward\n", ARGUMENTS("--admin", "steward", ...));
 *	LIFE_OK(&life, life_apply(&life, VOUCH_ACTION_PROMOTE, "alice", NULL));
 *	LIFE_TRUE(&life, life_look(&life, "alice")->admin == VOUCH_YES);
 *	life_end(&life);
 *
 * Every password is "pw-" and the name, but for one that is always wrong; none may show in how a
 * tool was called or in what is kept for the journal: life_end looks.
 */
#ifndef SIMMAC_LIFE_H
#define SIMMAC_LIFE_H

#include "vouch_test.h"

#include "mac.h"
#include "vouch/macos/actor.h"
#include "vouch/macos/probe.h"

struct life_mac {
	const char *os, *chip, *filesystem;
	bool few; /* stands for its kind where time is short */
};

/* Each version that changed something, on each chip that it runs on. */
extern const struct life_mac life_apfs_macs[];
extern const size_t life_apfs_count;
extern const struct life_mac life_hfs_macs[];
extern const size_t life_hfs_count;

struct life {
	struct vouch_arena arena;
	struct vouch_err err;
	struct vouch_buf transcript;
	const struct life_mac *mac;
	char *folder;
	const char *root;
	struct vouch_probe probe;
	struct vouch_actor actor;
	/* Of the next change; life_apply fills in the rest. */
	struct vouch_change change;
	struct vouch_user desired;
	bool wrong_user, wrong_by;    /* give that one a wrong password */
	const char *new_password;     /* NULL: the usual one */
	const char *old_password;     /* NULL: none is given */
	struct vouch_secret made_key; /* what the last change made */
};

#define LIFE_FAIL(life, text) \
	fail_msg("macOS %s, %s, %s: %s (%s)", (life)->mac->os, (life)->mac->chip, \
		(life)->mac->filesystem, text, (life)->err.msg)
#define LIFE_TRUE(life, claim) \
	do { \
		if (!(claim)) \
			LIFE_FAIL(life, #claim); \
	} while (0)
#define LIFE_OK(life, call) LIFE_TRUE(life, (call) == 0)

/* "few": not every Mac of the table, but one of each kind. */
void life_choose(int argc, char **argv);
typedef void (*life_test)(struct life *life, const struct life_mac *mac);
/* The test begins a life; it is ended behind it. */
void life_on_each(life_test test, const struct life_mac *macs, size_t count);
/* input: the passwords, one a line; options: the accounts and whatever else simmac create takes. */
void life_begin(struct life *life, const struct life_mac *mac, const char *input,
	const char *const *options);
void life_end(struct life *life);
/* The account as it is now; NULL where it is absent. */
const struct vouch_account *life_look(struct life *life, const char *name);
struct vouch_snapshot life_observe(struct life *life);
enum vouch_tri life_status(struct life *life, const char *name);
enum vouch_proof life_prove(struct life *life, const char *user, const char *password);
/* One change, by the actor, as the executor would ask for it. */
int life_apply(struct life *life, enum vouch_action action, const char *user, const char *by);
/* The change is refused, and the message says so. */
void life_refused(struct life *life, enum vouch_action action, const char *user, const char *by,
	const char *message);
/* A tool of the Mac, by hand. */
struct vouch_test_run life_tool(struct life *life, const char *tool, const char *const *arguments);
/* Is the version this one or later? */
bool life_is_from(const struct life *life, const char *version);

#endif
