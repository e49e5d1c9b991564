/* vaulting.c – what the vault is told, and when: before a password is set, and after it was seen.
 */
#include "vouch/base/cleanup.h"
#include "walk.h"

/* --- a step ---------------------------------------------------------------------------------- */

/* The GeneratedUID of who gets it: of a new account, the one that the intent recorded. */
static const char *whose(const struct step *step)
{
	return step->change->action == VOUCH_ACTION_CREATE_USER ? step->intent.new_uuid
								: step->before.uuid;
}

bool vaulting_begin(struct step *step)
{
	const struct vouch_vault *vault = step->walk->executor->vault;
	struct vouch_err err = {0};

	if (step->generates == NULL)
		return true;
	if (vault == NULL)
		return step_refuse(step, VOUCH_OUTCOME_FAILED, "there is no vault to keep it");
	if (vault->ops->stage(vault->self, whose(step), step->change->user, step->generates->length,
		    &step->generated, &err) < 0)
		return step_refuse(step, VOUCH_OUTCOME_FAILED, "%s", err.msg);
	step->credentials.user = &step->generated;
	return true;
}

bool vaulting_end(struct step *step)
{
	struct walk *walk = step->walk;
	const struct vouch_vault *vault = walk->executor->vault;
	struct vouch_err err = {0};

	if (vouch_secret_is_empty(&step->generated))
		return true;
	passwords_drop(&walk->passwords, step->change->user);
	if (vault->ops->settle(vault->self, whose(step), &step->generated, walk_now(walk),
		    step->is_proved, &err) < 0)
		return step_refuse(step, VOUCH_OUTCOME_OPEN, "%s", err.msg);
	return true;
}

bool somebody_holds(struct step *step)
{
	const struct vouch_probe *probe = step->walk->executor->probe;
	const struct vouch_names none = {0};
	struct vouch_snapshot now = {0};
	struct vouch_err err = {0};
	size_t i;

	if (probe->ops->observe(probe->self, &step->walk->arena, &none, &now, &err) < 0)
		return false;
	for (i = 0; i < now.accounts.count; i++)
		if (token_is_live(step->walk, &now.accounts.items[i]))
			return true;
	return false;
}

/* --- after a crash --------------------------------------------------------------------------- */

int vaulting_created(struct walk *walk, const char *uuid, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_vault_entry_release) struct vouch_vault_entry entry = {0};
	const struct vouch_vault *vault = walk->executor->vault;
	int r = vault == NULL ? 0 : vault->ops->read(vault->self, uuid, &entry, err);

	if (r < 0 || entry.count == 0 || entry.items[0].set_at != 0)
		return r;
	return vault->ops->settle(
		vault->self, uuid, &entry.items[0].secret, walk_now(walk), false, err);
}

void vaulting_not_created(struct walk *walk, const char *uuid)
{
	const struct vouch_vault *vault = walk->executor->vault;

	if (vault != NULL)
		(void)vault->ops->forget(vault->self, uuid, NULL); /* it opens nothing */
}

int vaulting_was_set(struct step *step, int64_t since, bool *out, struct vouch_err *err)
{
	struct walk *walk = step->walk;
	const struct vouch_executor *executor = walk->executor;
	const struct vouch_account *account = &step->before;
	struct password *password;
	bool newly = false;
	int r;

	*out = false;
	if (executor->vault == NULL || account->uuid == NULL)
		return 0;
	password = passwords_get_generated(
		&walk->passwords, executor, step->change->user, account->uuid);
	if (password->state == PASSWORD_MISSING)
		return 0;
	/* The newest that it was seen to have is the first. */
	*out = password->entry.items[0].set_at >= since;
	if (*out || executor->key == NULL ||
		!(token_is_live(walk, account) || somebody_holds(step)))
		return 0;
	r = password_prove(&walk->passwords, password, executor, step->change->user, account,
		walk_now(walk), &newly, err);
	*out = password->state == PASSWORD_PROVED && password->was_ahead;
	return r;
}
