/* sweep_check.c – the invariants: what must hold after a run that went wrong anywhere.
 *
 *  1. The journal opens and is intact.
 *  2. The machine moved ⇒ its intent is on the disk.
 *  3. A step is done ⇒ the machine has what it was to bring about (until a later step touched it).
 *  4. Reported success ⇒ the machine has everything that is declared.
 *  5. A clean run over what is left reaches everything, and leaves nothing open.
 *  6. No effect happens twice.
 *  7. At no moment is there no administrator with a live token, where there was one.
 *  8. No secret is lost: at any moment the vault has the password of every account that got one
 * from it; it has the recovery key, or knows that it has it not.
 *  9. A password is not tried again and again: macOS locks accounts.
 * 10. While nobody holds a token, only the account meant to hold the first is authenticated.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "sweep.h"
#include "vouch/base/text.h"
#include "vouch_test.h"

enum { MOST_WRONG_PROOFS = 2 };

struct check {
	const struct trial *trial;
	const char *what;
	int violations;
	struct vouch_arena arena;
	struct vouch_journal *journal;
	struct vouch_step_records steps;
};

static void violated(struct check *check, const char *invariant, const char *detail)
{
	check->violations++;
	/* Of hundreds the first few say it all. */
	if (check->violations < 4)
		(void)printf("  %s: %s %s\n", check->what, invariant, detail);
}

static bool open_journal(struct check *check)
{
	struct vouch_err err = {0};
	struct vouch_run_records runs = {0};
	size_t i;
	int r = vouch_journal_open(
		vouch_arena_printf(&check->arena, "%s/journal.db", check->trial->folder), NULL,
		&check->journal, &err);

	if (r == 0)
		r = vouch_journal_runs(check->journal, &check->arena, 0, &runs, &err);
	for (i = runs.count; r == 0 && i > 0; i--) {
		struct vouch_step_records steps = {0};
		size_t k;

		r = vouch_journal_steps(
			check->journal, &check->arena, runs.items[i - 1].id, &steps, &err);
		for (k = 0; r == 0 && k < steps.count; k++)
			*VOUCH_PUSH(&check->arena, &check->steps) = steps.items[k];
	}
	if (r < 0)
		violated(check, "the journal cannot be read:", err.msg);
	return r == 0;
}

/* Skipped, blocked and waiting steps never began; a mint that waits did, but started no tool. */
static bool was_begun(const struct vouch_step_record *step)
{
	return step->outcome == VOUCH_OUTCOME_OPEN || step->outcome == VOUCH_OUTCOME_DONE ||
	       step->outcome == VOUCH_OUTCOME_FAILED || step->outcome == VOUCH_OUTCOME_SETTLED;
}

static void check_intents(struct check *check)
{
	const struct toymac *mac = check->trial->mac;
	int i, k;
	size_t s;

	for (i = 0; i < mac->applied_count; i++) {
		const struct toy_applied *applied = &mac->applied[i];
		int tools = 0, intents = 0;

		for (k = 0; k <= i; k++)
			tools += mac->applied[k].action == applied->action &&
				 strcmp(mac->applied[k].user, applied->user) == 0;
		for (s = 0; s < check->steps.count; s++) {
			const struct vouch_step_record *step = &check->steps.items[s];

			intents += was_begun(step) && step->action == applied->action &&
				   strcmp(step->user == NULL ? "" : step->user, applied->user) == 0;
		}
		if (tools > intents)
			violated(check, "the machine moved without an intent:",
				vouch_action_text(applied->action));
	}
}

/* Did a step that was begun later touch the same field of the same account? */
static bool was_touched_later(const struct check *check, size_t at, const char *field)
{
	const struct vouch_step_record *step = &check->steps.items[at];
	size_t i, k;

	for (i = at + 1; i < check->steps.count; i++) {
		const struct vouch_step_record *later = &check->steps.items[i];

		if (!was_begun(later) || !vouch_text_equal(later->user, step->user))
			continue;
		if (later->action == VOUCH_ACTION_DELETE_USER)
			return true;
		for (k = 0; k < later->difference_count; k++) {
			if (vouch_text_equal(later->differences[k].field, field))
				return true;
		}
	}
	return false;
}

static bool machine_has(struct check *check, const char *user, const char *field, const char *to)
{
	const struct toy_account *account =
		user == NULL ? NULL : toymac_find(check->trial->mac, user);

	if (user == NULL) /* the machine: FileVault, its preboot volume */
		return strcmp(field, "filevault") != 0 ||
		       check->trial->mac->filevault != VOUCH_FILEVAULT_OFF;
	if (strcmp(field, "state") == 0)
		return (account != NULL) == (strcmp(to, "present") == 0);
	if (account == NULL)
		return false;
	if (strcmp(field, "admin") == 0)
		return account->admin == (strcmp(to, "true") == 0);
	if (strcmp(field, "secure_token") == 0)
		return (account->tag && account->crypto_user) == (strcmp(to, "live") == 0) &&
		       account->tag == account->crypto_user;
	if (strcmp(field, "shell") == 0)
		return strcmp(account->shell, to) == 0;
	return true;
}

static void check_done_steps(struct check *check)
{
	size_t i, k;

	for (i = 0; i < check->steps.count; i++) {
		const struct vouch_step_record *step = &check->steps.items[i];

		for (k = 0; step->outcome == VOUCH_OUTCOME_DONE && k < step->difference_count;
			k++) {
			const struct vouch_difference *difference = &step->differences[k];

			if (!was_touched_later(check, i, difference->field) &&
				!machine_has(check, step->user, difference->field, difference->to))
				violated(check, "a done step is not on the machine:",
					vouch_action_text(step->action));
		}
	}
}

static void check_machine(struct check *check)
{
	const struct toymac *mac = check->trial->mac;

	if (!world_has_every_password(check->trial->world, check->trial->mac))
		violated(check, "a password is lost", "");
	if (!world_knows_the_key(check->trial->world, check->trial->mac))
		violated(check, "a recovery key is lost", "");
	if (mac->wrong_proofs > MOST_WRONG_PROOFS)
		violated(check, "wrong passwords were tried too often", "");
	if (mac->doubled > 0)
		violated(check, "an effect happened twice", "");
	if (check->trial->world->has_keeper && mac->was_without_keeper)
		violated(check, "at some moment there was no administrator with a token", "");
	if (check->trial->world->has_keeper && mac->proofs_without_holder > 0)
		violated(check, "somebody was authenticated while nobody held a token", "");
}

static void check_nothing_open(struct check *check)
{
	struct vouch_step_records open = {0};
	struct vouch_facts facts = {0};
	struct vouch_err err = {0};

	if (vouch_journal_open_steps(check->journal, &check->arena, &open, &err) < 0 ||
		vouch_journal_facts(check->journal, &check->arena, &facts, &err) < 0)
		violated(check, "the journal cannot be read:", err.msg);
	if (open.count > 0)
		violated(check, "a step is still open", open.items[0].user);
	if (facts.open_creations.count > 0 || facts.open_promotions.count > 0)
		violated(check, "a creation or a promotion is still open", "");
	if (facts.preboot_stale && check->trial->mac->filevault == VOUCH_FILEVAULT_ON)
		violated(check, "the preboot volume is still behind", "");
}

static int check(const struct trial *trial, int status, const char *what, bool rerun)
{
	struct check check = {.trial = trial, .what = what};
	bool reported = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	if (!WIFEXITED(status))
		violated(&check, "the run crashed", "");
	if (open_journal(&check)) {
		check_intents(&check);
		check_done_steps(&check);
		if (rerun)
			check_nothing_open(&check);
	}
	check_machine(&check);
	if (rerun && !reported)
		violated(&check, "a clean run did not succeed", "");
	if ((rerun || reported) && !world_has_new_secrets(trial->world, trial->mac))
		violated(&check,
			rerun ? "a clean run left a secret that is not settled"
			      : "success was reported, but a secret is not settled",
			"");
	if ((rerun || reported) && !world_is_reached(trial->world, trial->mac))
		violated(&check,
			rerun ? "a clean run did not reach everything"
			      : "success was reported, but the machine does not have it",
			"");
	vouch_journal_close(&check.journal);
	vouch_arena_release(&check.arena);
	return check.violations;
}

int check_after_fault(const struct trial *trial, int status, const char *what)
{
	return check(trial, status, what, false);
}

int check_after_rerun(const struct trial *trial, int status, const char *what)
{
	return check(trial, status, what, true);
}
