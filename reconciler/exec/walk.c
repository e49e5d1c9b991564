/* walk.c – what the steps of one walk share: time, the stop flag, the run, what the journal knows.
 */
#include "walk.h"

#include <string.h>

#include "vouch/base/text.h"

int64_t walk_now(const struct walk *walk)
{
	const struct vouch_probe *probe = walk->executor->probe;

	return probe->ops->now(probe->self);
}

bool walk_is_stopped(const struct walk *walk)
{
	return walk->executor->stop != NULL && *walk->executor->stop != 0;
}

void walk_progress(struct walk *walk, const struct vouch_change *change, const struct ending *end)
{
	const struct vouch_executor *executor = walk->executor;
	struct vouch_progress progress = {.change = change};

	if (executor->progress == NULL)
		return;
	if (end != NULL) {
		progress.ended = true;
		progress.outcome = end->outcome;
		progress.message = end->outcome == VOUCH_OUTCOME_DONE ? NULL : end->why.msg;
	}
	executor->progress(executor->self, &progress);
}

int walk_need_run(struct walk *walk, struct vouch_err *err)
{
	const struct vouch_run_record run = {.started = walk_now(walk), .command = "recover"};
	int r;

	if (walk->run != 0)
		return 0;
	r = vouch_journal_begin(walk->executor->journal, &run, &walk->run, err);
	walk->begun = r == 0;
	return r;
}

int walk_refresh(struct walk *walk, struct vouch_err *err)
{
	vouch_arena_reset(&walk->arena);
	memset(&walk->facts, 0, sizeof walk->facts);
	return vouch_journal_facts(walk->executor->journal, &walk->arena, &walk->facts, err);
}

void walk_created(struct walk *walk, const char *user, const char *uuid)
{
	*VOUCH_PUSH(&walk->kept, &walk->created) = (struct vouch_open_creation){
		vouch_arena_text(&walk->kept, user), vouch_arena_text(&walk->kept, uuid)};
}

const char *walk_created_uuid(const struct walk *walk, const char *user)
{
	size_t i;

	for (i = 0; user != NULL && i < walk->created.count; i++) {
		if (vouch_text_equal_nocase(walk->created.items[i].user, user))
			return walk->created.items[i].uuid;
	}
	return NULL;
}

void walk_release(struct walk *walk)
{
	vouch_arena_release(&walk->kept);
	passwords_release(&walk->passwords);
	vouch_arena_release(&walk->arena);
}

bool promotion_is_open(const struct walk *walk, const char *user)
{
	return vouch_names_has_nocase(&walk->facts.open_promotions, user);
}

bool token_is_known_dead(const struct walk *walk, const struct vouch_account *account)
{
	return account->uuid != NULL &&
	       vouch_names_has_nocase(&walk->facts.dead_tokens, account->uuid);
}

bool token_is_live(const struct walk *walk, const struct vouch_account *account)
{
	return account->token == VOUCH_TOKEN_LIVE && !token_is_known_dead(walk, account);
}
