/* walk.h – what one walk over changes has in common, and one step of it. Private to
 * reconciler/exec.
 */
#ifndef VOUCH_EXEC_WALK_H
#define VOUCH_EXEC_WALK_H

#include "passwords.h"
#include "rules.h"
#include "vouch/exec/exec.h"

struct walk {
	const struct vouch_executor *executor;
	const struct vouch_desired *desired; /* NULL while recovering */
	int64_t run;                         /* 0: begun by the first step that needs one */
	struct passwords passwords;          /* fetched and proved in this run */
	struct vouch_arena kept;             /* of the whole walk */
	struct {
		struct vouch_open_creation *items;
		size_t count, room;
	} created;                /* in this walk: what a later change of the same plan is about */
	struct vouch_arena arena; /* of the current step */
	struct vouch_facts facts; /* what the journal knows, read for each step */
	bool stale, rejected;
	bool begun; /* the run is one of our own */
};

/* How one change ended. */
struct ending {
	enum vouch_outcome outcome;
	struct vouch_err why; /* where it is not done */
};

struct step {
	struct walk *walk;
	const struct vouch_change *change;
	struct rule rule;
	struct vouch_account before, after, by;
	bool was_present, is_present; /* before and after are filled */
	struct vouch_intent intent;
	struct vouch_credentials credentials;
	/* The password that the vault makes for this step, once its intent is recorded. */
	const struct vouch_password_value *generates; /* NULL: none */
	struct vouch_secret generated;
	bool was_set;   /* by a change that was cut off: there is nothing left to do */
	bool is_proved; /* the generated one was accepted */
	struct vouch_secret made_key; /* the recovery key, until the vault has it */
	struct vouch_buf transcript;
	int64_t id; /* in the journal, once it is intended */
	struct ending ending;
};

int64_t walk_now(const struct walk *walk);
bool walk_is_stopped(const struct walk *walk);
void walk_progress(struct walk *walk, const struct vouch_change *change, const struct ending *end);
/* Begins the run of a recovery where none is. */
int walk_need_run(struct walk *walk, struct vouch_err *err);
/* Empties the step's arena and reads what the journal knows. */
int walk_refresh(struct walk *walk, struct vouch_err *err);
void walk_created(struct walk *walk, const char *user, const char *uuid);
/* The GeneratedUID of an account that this walk made, or NULL. */
const char *walk_created_uuid(const struct walk *walk, const char *user);
void walk_release(struct walk *walk);

/* One change, from looking to done. Negative: the journal cannot be written. */
int step_do(struct walk *walk, const struct vouch_change *change, struct ending *out,
	struct vouch_err *err);
/* Records how a change ended that never began. */
int step_note(struct walk *walk, const struct vouch_change *change, const struct ending *ending,
	struct vouch_err *err);

/* The phases say whether to go on; where not, step->ending has the outcome and why. */
bool step_refuse(struct step *step, enum vouch_outcome outcome, const char *format, ...)
	VOUCH_PRINTF(3, 4);
bool precondition_holds(struct step *step);
bool powers_are_kept(struct step *step, const struct vouch_snapshot *now);
/* Fetches and proves; a wrong password is remembered. *fatal is negative where that failed. */
bool credentials_are_ready(struct step *step, int *fatal, struct vouch_err *err);
bool credentials_prove_subject(struct step *step, int *fatal, struct vouch_err *err);
/* Looks, a few times where macOS lags; step->after is what was seen. Where it does not hold the
 * ending is FAILED, or OPEN where that could not be seen. */
bool postcondition_holds(struct step *step);
/* One look, no waiting: what recovering settles by. */
bool postcondition_holds_now(struct step *step);

/* True where the token counts as live: the look says so and nothing is known against it. */
bool token_is_live(const struct walk *walk, const struct vouch_account *account);
bool token_is_known_dead(const struct walk *walk, const struct vouch_account *account);

/* Ends what is open of temporary promotions: by looking, or by demoting. */
struct promotions_ended {
	int ended, open;
	struct vouch_err first;
};
int promotions_end(struct walk *walk, struct promotions_ended *out, struct vouch_err *err);
/* By walk->facts. */
bool promotion_is_open(const struct walk *walk, const char *user);

/* vaulting.c. Writes the password ahead that the step sets; it is in the step's credentials then.
 */
bool vaulting_begin(struct step *step);
/* The account has it. Where that cannot be written the step stays open: the next run looks. */
bool vaulting_end(struct step *step);
/* By looking: the account that a creation began has what was written ahead for it. */
int vaulting_created(struct walk *walk, const char *uuid, struct vouch_err *err);
/* By looking: there is no such account. */
void vaulting_not_created(struct walk *walk, const char *uuid);
/* A change of a password was cut off: is the new one there? Checks it where that is safe. Negative:
 * the journal failed. */
int vaulting_was_set(struct step *step, int64_t since, bool *out, struct vouch_err *err);
/* recovery_key.c. A step that is about to switch FileVault on: from here on the vault owes its key.
 */
bool recovery_key_begin(struct step *step);
/* First of all, after the tool: what it made is kept; where it failed, the vault owes one still. */
bool recovery_key_keep(struct step *step, bool failed);
/* FileVault is on: the vault has its key, and be it a new one. */
bool recovery_key_is_safe(struct step *step);
/* The vault owes one. *owed true, too, where that could not be read. */
void recovery_key_owed(const struct walk *walk, bool *owed);
/* After a crash or a failure, by looking: FileVault is off, so that none was made. */
void recovery_key_settle(struct walk *walk);
/* Does somebody hold a token that works? Then checking a password gives nobody a first one. */
bool somebody_holds(struct step *step);

/* What the second look established, for the journal. */
const struct vouch_baseline_entry *baseline_of(struct vouch_arena *arena, const struct step *step);
bool preboot_became_stale(const struct step *step);

/* Text from tools, for the journal: without the step's passwords, in bounded safe lines. */
const char *scrubbed(
	struct vouch_arena *arena, const char *text, const struct vouch_credentials *credentials);
void scrub_error(struct vouch_err *err, const struct vouch_credentials *credentials);

#endif
