/* promotions.c – ends temporary promotions: nobody stays an administrator by our doing. */
#include "vouch/base/text.h"
#include "walk.h"

static bool is_another(
	const struct vouch_open_promotion *promotion, const struct vouch_account *account)
{
	return promotion->uuid != NULL && account->uuid != NULL &&
	       !vouch_text_equal_nocase(promotion->uuid, account->uuid);
}

static int demote(struct walk *walk, const struct vouch_open_promotion *promotion, const char *uuid,
	struct ending *out, struct vouch_err *err)
{
	static const struct vouch_difference differences[] = {{"admin", "true", "false"}};
	const struct vouch_change change = {.action = VOUCH_ACTION_DEMOTE,
		.user = promotion->user,
		.uuid = uuid,
		.reason = "ends a temporary promotion",
		.differences = differences,
		.difference_count = 1,
		.temporary = true};

	return step_do(walk, &change, out, err);
}

static void keep_first(struct promotions_ended *out, const struct vouch_err *why)
{
	if (out->first.code == VOUCH_E_OK)
		out->first = *why;
}

/* By looking where that is enough, else by demoting. */
static int end_one(struct walk *walk, struct vouch_arena *arena,
	const struct vouch_open_promotion *promotion, struct promotions_ended *out,
	struct vouch_err *err)
{
	const struct vouch_executor *executor = walk->executor;
	struct vouch_account account = {0};
	enum vouch_tri present = VOUCH_UNKNOWN;
	struct ending ending = {0};
	struct vouch_err why = {0};
	int r = executor->probe->ops->look(
		executor->probe->self, arena, promotion->user, &account, &present, &why);

	if (r < 0) {
		out->open++;
		keep_first(out, &why);
		return 0;
	}
	if (present == VOUCH_NO || (present == VOUCH_YES && (is_another(promotion, &account) ||
								    account.admin == VOUCH_NO))) {
		out->ended++;
		return vouch_journal_end_promotion(executor->journal, promotion->user, err);
	}
	r = demote(walk, promotion, account.uuid, &ending, err);
	if (r < 0)
		return r;
	if (ending.outcome == VOUCH_OUTCOME_DONE) {
		out->ended++;
		return 0;
	}
	out->open++;
	keep_first(out, &ending.why);
	return 0;
}

int promotions_end(struct walk *walk, struct promotions_ended *out, struct vouch_err *err)
{
	struct vouch_arena arena = {0};
	struct vouch_open_promotions open = {0};
	size_t i;
	int r = vouch_journal_open_promotions(walk->executor->journal, &arena, &open, err);

	for (i = 0; r == 0 && i < open.count; i++)
		r = end_one(walk, &arena, &open.items[i], out, err);
	if (r < 0)
		out->open += (int)(open.count - (size_t)(out->ended + out->open));
	vouch_arena_release(&arena);
	return r;
}
