/* explain_trust.c – who could vouch for an account and what each of them lacks, how trust reaches
 * it in the plan, and what else could bring a token. */
#include "explain.h"
#include "vouch/base/text.h"

bool vouch_explain_gives_token(const struct vouch_change *change)
{
	const struct vouch_difference *token =
		vouch_change_difference(change, vouch_field_info(VOUCH_FIELD_SECURE_TOKEN)->name);

	return change->action == VOUCH_ACTION_ADD_UNLOCKER ||
	       (token != NULL && vouch_text_equal(token->to, "live"));
}

/* --- what is lacking ----------------------------------------------------------------------------
 */

static const char *lack_words(const struct vouch_trust_account *account, enum vouch_trust_lack lack)
{
	static const char *const words[] = {
		[VOUCH_TRUST_ACCOUNT] = "is not there",
		[VOUCH_TRUST_ADMIN] = "is no administrator",
		[VOUCH_TRUST_ADMIN_UNKNOWN] = "may be no administrator (could not be read)",
		[VOUCH_TRUST_TOKEN] = "holds no token",
		[VOUCH_TRUST_TOKEN_DEAD] = "has a dead token",
		[VOUCH_TRUST_TOKEN_UNKNOWN] = "may hold no token (could not be read)",
		[VOUCH_TRUST_PASSWORD] = "has no password that Vouch could use",
		[VOUCH_TRUST_PASSWORD_SOURCE] =
			"has a password that this version cannot read from where it is",
		[VOUCH_TRUST_ABLE] = "is disabled, or neither a local nor a mobile account",
		[VOUCH_TRUST_ABLE_UNKNOWN] = "may be disabled, or of another kind (could not be "
					     "read)",
		[VOUCH_TRUST_UNLOCKER] = "is not on FileVault's list",
		[VOUCH_TRUST_UNLOCKER_UNKNOWN] = "may not be on FileVault's list (could not be "
						 "read)",
	};

	_Static_assert(sizeof words / sizeof words[0] == VOUCH_TRUST_LACK_COUNT, "one a lack");
	if (lack == VOUCH_TRUST_PASSWORD && account->password_why != NULL)
		return account->password_why;
	return words[lack];
}

const char *vouch_explain_lacks(
	struct vouch_arena *arena, const struct vouch_trust_account *account, unsigned lacks)
{
	enum vouch_trust_lack lack;
	const char *text = "";

	for (lack = 0; lack < VOUCH_TRUST_LACK_COUNT; lack++) {
		bool follows = vouch_trust_lacking(lacks, VOUCH_TRUST_ACCOUNT) &&
			       (lack == VOUCH_TRUST_ADMIN || lack == VOUCH_TRUST_TOKEN ||
				       lack == VOUCH_TRUST_UNLOCKER);

		if (!vouch_trust_lacking(lacks, lack) || follows)
			continue;
		text = vouch_arena_printf(arena, "%s%s%s", text, *text == '\0' ? "" : "; ",
			lack_words(account, lack));
	}
	return text;
}

/* --- grantors ------------------------------------------------------------------------------------
 */

/* Who holds, will hold, or lacks nothing else: worth a line. */
static bool is_near(const struct vouch_trust_account *account)
{
	return account->token != VOUCH_TOKEN_NONE || account->token_after != VOUCH_TOKEN_NONE ||
	       account->unlocks != VOUCH_NO || account->unlocks_after != VOUCH_NO ||
	       account->wants_token || account->wants_unlock;
}

static int first_step_by(const struct vouch_explanation *explanation, const char *by)
{
	size_t i;

	for (i = 0; i < explanation->actions.count; i++) {
		const struct vouch_change *change = explanation->actions.items[i];

		if (vouch_text_equal(change->user, explanation->account->name) &&
			vouch_text_equal(change->by, by))
			return change->id;
	}
	return 0;
}

/* NULL: in the order of names, as all others. */
static const char *rank_words(enum vouch_trust_rank rank)
{
	static const char *const words[] = {
		[VOUCH_RANK_LEAVES] = "asked first, while it is still there",
		[VOUCH_RANK_REQUIRED] = "asked early, as the fleet requires it",
		[VOUCH_RANK_PROVED] = "asked before others, for its password was proved before",
		[VOUCH_RANK_NAME] = NULL,
	};

	_Static_assert(sizeof words / sizeof words[0] == VOUCH_RANK_COUNT, "one a rank");
	return words[rank];
}

static const char *standing_words(struct vouch_arena *arena,
	const struct vouch_trust_account *account, const struct vouch_trust *trust)
{
	const char *can = trust->tokens ? "can vouch" : "can add others";
	const char *now = vouch_explain_lacks(arena, account, account->lacks);
	const char *cure = "";

	if (account->lacks == 0)
		return account->lacks_after == 0
			       ? can
			       : vouch_arena_printf(
					 arena, "%s, until this plan has been done", can);
	if (account->lacks_after == 0)
		return vouch_arena_printf(arena, "%s; %s after this plan", now, can);
	if (!account->present && account->present_after)
		return vouch_arena_printf(arena, "%s; after this plan it %s%s", now,
			vouch_explain_lacks(arena, account, account->lacks_after),
			account->may_rise ? ", and could be promoted for a time" : "");
	if (account->lacks == 1U << VOUCH_TRUST_ADMIN)
		cure = account->may_rise ? "; can be promoted for a time"
		       : !trust->temporary_allowed
			       ? "; guards.temporary_admin forbids to promote it for a time"
		       : account->user == NULL ? "; not listed, so never promoted for a time"
					       : "";
	return vouch_arena_printf(arena, "%s%s", now, cure);
}

static void add_grantor(struct vouch_arena *arena, struct vouch_explanation *explanation,
	const struct vouch_trust_account *account)
{
	struct vouch_explained_grantor grantor = {
		.account = account, .first_step = first_step_by(explanation, account->name)};

	grantor.why = standing_words(arena, account, &explanation->trust);
	if (rank_words(account->rank) != NULL)
		grantor.why =
			vouch_arena_printf(arena, "%s; %s", grantor.why, rank_words(account->rank));
	*VOUCH_PUSH(arena, &explanation->grantors) = grantor;
}

/* --- the chain -----------------------------------------------------------------------------------
 */

static const struct vouch_change *giving(
	const struct vouch_plan *plan, const char *user, size_t before)
{
	size_t i;

	for (i = 0; i < before; i++) {
		if (vouch_text_equal(plan->changes.items[i].user, user) &&
			vouch_explain_gives_token(&plan->changes.items[i]))
			return &plan->changes.items[i];
	}
	return NULL;
}

/* Back from the account to somebody who holds now, or to a first token; it ends, for each link is
 * earlier in the plan than the one before. */
static void follow_chain(struct vouch_arena *arena, struct vouch_explanation *explanation)
{
	const struct vouch_plan *plan = &explanation->decision->plan;
	const struct vouch_change *link =
		giving(plan, explanation->account->name, plan->changes.count);
	size_t i, count;

	while (link != NULL) {
		*VOUCH_PUSH(arena, &explanation->chain) = link;
		link = link->by == NULL ? NULL : giving(plan, link->by, (size_t)link->id - 1);
	}
	count = explanation->chain.count;
	for (i = 0; i < count / 2; i++) {
		const struct vouch_change *swap = explanation->chain.items[i];

		explanation->chain.items[i] = explanation->chain.items[count - 1 - i];
		explanation->chain.items[count - 1 - i] = swap;
	}
}

/* --- other sources -------------------------------------------------------------------------------
 */

static bool somebody_may_hold(const struct vouch_trust *trust)
{
	size_t i;

	for (i = 0; i < trust->accounts.count; i++) {
		if (trust->accounts.items[i].token != VOUCH_TOKEN_NONE)
			return true;
	}
	return false;
}

static struct vouch_explained_source first_token(const struct vouch_explanation *explanation)
{
	static const char *const why[] = {
		[VOUCH_UNKNOWN] = "whether it may have it could not be found out",
		[VOUCH_NO] = "nobody holds a token, and this account cannot have the first one",
		[VOUCH_YES] = "nobody holds a token, and this account may have the first one",
	};
	enum vouch_tri open = explanation->account->first_token;
	struct vouch_explained_source source = {"first_token", open, why[open]};

	if (open == VOUCH_NO && somebody_may_hold(&explanation->trust))
		source.why = "somebody holds a token already, or may";
	return source;
}

static struct vouch_explained_source bootstrap_token(const struct vouch_explanation *explanation)
{
	static const char *const why[] = {
		[VOUCH_BOOTSTRAP_UNKNOWN] = "whether it is escrowed could not be read",
		[VOUCH_BOOTSTRAP_UNSUPPORTED] = "no MDM that takes it",
		[VOUCH_BOOTSTRAP_SUPPORTED] = "the MDM would take it, and it is not escrowed",
		[VOUCH_BOOTSTRAP_ESCROWED] = "escrowed, but this macOS hands out no token by it",
	};
	enum vouch_bootstrap state = explanation->decision->observed.machine.bootstrap_token;
	struct vouch_explained_source source = {"bootstrap_token", VOUCH_NO, why[state]};

	if (explanation->trust.login_brings_token) {
		source.open = VOUCH_YES;
		source.why = "escrowed: it brings a token at the next login at the login window";
	} else if (state == VOUCH_BOOTSTRAP_UNKNOWN) {
		source.open = VOUCH_UNKNOWN;
	}
	return source;
}

static struct vouch_explained_source recovery_key(const struct vouch_explanation *explanation)
{
	static const char *const why[] = {
		[VOUCH_UNKNOWN] = "whether there is one could not be read",
		[VOUCH_NO] = "there is none",
		[VOUCH_YES] = "there is one: for a person, Vouch does not use it",
	};
	enum vouch_tri present = explanation->decision->observed.machine.recovery_key;

	return (struct vouch_explained_source){"recovery_key", present, why[present]};
}

void vouch_explain_trust(struct vouch_arena *arena, struct vouch_explanation *explanation)
{
	const struct vouch_trust *trust = &explanation->trust;
	size_t i;

	for (i = 0; i < trust->accounts.count; i++) {
		const struct vouch_trust_account *account = &trust->accounts.items[trust->order[i]];

		if (account == explanation->account)
			continue;
		if (is_near(account))
			add_grantor(arena, explanation, account);
		else
			explanation->other_accounts++;
	}
	follow_chain(arena, explanation);
	explanation->sources[0] = first_token(explanation);
	explanation->sources[1] = bootstrap_token(explanation);
	explanation->sources[2] = recovery_key(explanation);
}
