/* facts.c – collects the facts of a decision: time, open things, secrets. */
#include "facts.h"

#include "vouch/base/cleanup.h"
#include "vouch/base/secret.h"

/* Only what the account was seen to have counts; what is written ahead is set again, or found to be
 * there, by the step. */
static void take_entry(const struct vouch_vault_entry *entry, struct vouch_secret_fact *fact)
{
	size_t i;

	fact->state = VOUCH_SECRET_MISSING;
	for (i = 0; i < entry->count; i++) {
		if (entry->items[i].set_at == 0)
			continue;
		fact->state = VOUCH_SECRET_HELD;
		fact->set_at = (struct vouch_number){true, entry->items[i].set_at};
		return;
	}
}

/* A file that cannot be read is no reason to set another password. */
static void ask_vault(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_snapshot *observed, struct vouch_secret_fact *fact)
{
	VOUCH_CLEANUP(vouch_vault_entry_release) struct vouch_vault_entry entry = {0};
	const struct vouch_account *account = vouch_snapshot_find(observed, fact->user);
	struct vouch_err err = {0};

	fact->state = VOUCH_SECRET_MISSING;
	if (account == NULL)
		return;
	if (account->uuid == NULL) {
		fact->state = VOUCH_SECRET_REJECTED;
		fact->why = "its GeneratedUID could not be read";
	} else if (site->vault.ops->read(site->vault.self, account->uuid, &entry, &err) < 0) {
		fact->state = VOUCH_SECRET_REJECTED;
		fact->why = vouch_arena_text(arena, err.msg);
		vouch_site_note(site, fact->why);
	} else {
		take_entry(&entry, fact);
	}
}

static void ask_secrets(
	struct vouch_arena *arena, const struct vouch_site *site, struct vouch_decision *decision)
{
	const struct vouch_users *users = &decision->desired.users;
	size_t i;

	decision->facts.secrets.count = 0;
	for (i = 0; i < users->count; i++) { /* sorted by name, as the facts must be */
		const struct vouch_user *user = &users->items[i];
		const struct vouch_value *password = vouch_user_field(user, VOUCH_FIELD_PASSWORD);
		struct vouch_secret_fact fact = {.user = user->name};

		if (password == NULL)
			continue;
		if (password->as.password->source == VOUCH_PASSWORD_GENERATE) {
			ask_vault(arena, site, &decision->observed, &fact);
			*VOUCH_PUSH(arena, &decision->facts.secrets) = fact;
			continue;
		}
		fact.state = site->keeper.ops->ask(
			site->keeper.self, arena, password->as.password, &fact.why);
		*VOUCH_PUSH(arena, &decision->facts.secrets) = fact;
	}
}

int vouch_facts_gather(struct vouch_arena *arena, const struct vouch_site *site,
	struct vouch_journal *journal, struct vouch_decision *decision, struct vouch_err *err)
{
	struct vouch_facts *facts = &decision->facts;
	int r = 0;

	*facts = (struct vouch_facts){
		.now = site->probe.ops->now(site->probe.self),
		.max_removals_set = site->wish.max_removals_set,
		.max_removals = site->wish.max_removals,
	};
	decision->baseline = (struct vouch_baseline){0};
	if (journal != NULL)
		r = vouch_journal_facts(journal, arena, facts, err);
	if (r >= 0 && journal != NULL)
		r = vouch_journal_baseline(journal, arena, &decision->baseline, err);
	if (r < 0)
		return r;
	ask_secrets(arena, site, decision);
	return 0;
}

static const char *const rejected_before = "this password was rejected before: supply the right "
					   "one, or set this one on the Mac, then run again";

/* One held password: fetched, known again by its fingerprint, and wiped. */
static int look_up(const struct vouch_site *site, struct vouch_journal *journal,
	const struct vouch_fingerprint_key *key, const struct vouch_account *account,
	const struct vouch_password_value *source, enum vouch_password_mark *out,
	struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret secret = {0};
	char fingerprint[VOUCH_FINGERPRINT_TEXT];
	int r = vouch_journal_password_mark(journal, account->uuid, NULL, out, err);

	if (r < 0 || *out == VOUCH_MARK_NONE)
		return r; /* nothing is recorded of any password of this account */
	/* What cannot be fetched now has no mark; the run itself says why when it needs it. */
	if (site->keeper.ops->fetch(site->keeper.self, source, &secret, NULL) < 0) {
		*out = VOUCH_MARK_NONE;
		return 0;
	}
	vouch_fingerprint(key, account->uuid, account->password_stamp, &secret, fingerprint);
	return vouch_journal_password_mark(journal, account->uuid, fingerprint, out, err);
}

/* What the vault has of one account, known again the same way. */
static int look_up_generated(const struct vouch_site *site, struct vouch_journal *journal,
	const struct vouch_fingerprint_key *key, const struct vouch_account *account,
	enum vouch_password_mark *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_vault_entry_release) struct vouch_vault_entry entry = {0};
	char fingerprint[VOUCH_FINGERPRINT_TEXT];
	size_t i;
	int r;

	*out = VOUCH_MARK_NONE;
	if (site->vault.ops->read(site->vault.self, account->uuid, &entry, NULL) < 0)
		return 0;
	r = vouch_fingerprint_all(
		key, account->uuid, account->password_stamp, &entry, fingerprint, err);
	if (r == 0)
		r = vouch_journal_password_mark(journal, account->uuid, fingerprint, out, err);
	for (i = 0; r == 0 && *out == VOUCH_MARK_NONE && i < entry.count; i++) {
		vouch_fingerprint(key, account->uuid, account->password_stamp,
			&entry.items[i].secret, fingerprint);
		r = vouch_journal_password_mark(journal, account->uuid, fingerprint, out, err);
		if (entry.count > 1 && *out == VOUCH_MARK_REJECTED)
			*out = VOUCH_MARK_NONE; /* another one may be it */
	}
	return r;
}

static bool apply_mark(struct vouch_secret_fact *fact, enum vouch_password_mark mark)
{
	switch (mark) {
	case VOUCH_MARK_NONE: return false;
	case VOUCH_MARK_PROVED: fact->state = VOUCH_SECRET_PROVED; return true;
	case VOUCH_MARK_REJECTED:
		fact->state = VOUCH_SECRET_REJECTED;
		fact->why = rejected_before;
		return true;
	}
	return false;
}

int vouch_facts_refine(const struct vouch_site *site, struct vouch_journal *journal,
	const struct vouch_fingerprint_key *key, struct vouch_decision *decision, bool *moved,
	struct vouch_err *err)
{
	size_t i;
	int r;

	for (i = 0; i < decision->facts.secrets.count; i++) {
		struct vouch_secret_fact *fact = &decision->facts.secrets.items[i];
		const struct vouch_account *account =
			vouch_snapshot_find(&decision->observed, fact->user);
		const struct vouch_user *user = vouch_desired_find(&decision->desired, fact->user);
		enum vouch_password_mark mark = VOUCH_MARK_NONE;
		const struct vouch_password_value *source;

		if (fact->state != VOUCH_SECRET_HELD || account == NULL || account->uuid == NULL)
			continue;
		source = vouch_user_field(user, VOUCH_FIELD_PASSWORD)->as.password;
		r = source->source == VOUCH_PASSWORD_GENERATE
			    ? look_up_generated(site, journal, key, account, &mark, err)
			    : look_up(site, journal, key, account, source, &mark, err);
		if (r < 0)
			return r;
		if (apply_mark(fact, mark))
			*moved = true;
	}
	return 0;
}
