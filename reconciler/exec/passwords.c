/* passwords.c – fetches and proves the passwords of one run. */
#include "passwords.h"

#include <string.h>

#include "vouch/base/text.h"

void passwords_release(struct passwords *passwords)
{
	size_t i;

	for (i = 0; i < passwords->count; i++)
		vouch_secret_release(&passwords->items[i]->secret);
	vouch_arena_release(&passwords->arena);
	memset(passwords, 0, sizeof *passwords);
}

static void fetch(struct password *password, const struct vouch_executor *executor,
	const struct vouch_desired *desired)
{
	const struct vouch_user *user =
		desired == NULL ? NULL : vouch_desired_find(desired, password->user);
	const struct vouch_value *source =
		user == NULL ? NULL : vouch_user_field(user, VOUCH_FIELD_PASSWORD);
	const struct vouch_keeper *keeper = executor->keeper;

	password->state = PASSWORD_MISSING;
	if (source == NULL || source->kind != VOUCH_VALUE_PASSWORD || keeper == NULL) {
		(void)vouch_err_set(&password->why, VOUCH_E_APPLY,
			"no source for the password of %s is declared", password->user);
		return;
	}
	if (keeper->ops->fetch(
		    keeper->self, source->as.password, &password->secret, &password->why) < 0)
		return;
	if (vouch_secret_is_empty(&password->secret)) {
		(void)vouch_err_set(&password->why, VOUCH_E_APPLY,
			"the source for the password of %s is empty", password->user);
		return;
	}
	password->state = PASSWORD_HELD;
}

struct password *passwords_get(struct passwords *passwords, const struct vouch_executor *executor,
	const struct vouch_desired *desired, const char *user)
{
	struct password *made;
	size_t i;

	for (i = 0; i < passwords->count; i++) {
		if (vouch_text_equal_nocase(passwords->items[i]->user, user))
			return passwords->items[i];
	}
	made = vouch_arena_alloc(&passwords->arena, sizeof *made);
	made->user = vouch_arena_text(&passwords->arena, user);
	fetch(made, executor, desired);
	*VOUCH_PUSH(&passwords->arena, passwords) = made;
	return made;
}

static bool is_settled(const struct password *password, const char *uuid)
{
	if (password->state == PASSWORD_MISSING)
		return true;
	return password->state != PASSWORD_HELD &&
	       vouch_text_equal_nocase(password->proved_uuid, uuid);
}

static void ask(struct password *password, const struct vouch_executor *executor, const char *user)
{
	const struct vouch_actor *actor = executor->actor;
	enum vouch_proof proof = VOUCH_PROOF_UNKNOWN;

	if (actor->ops->prove(actor->self, user, &password->secret, &proof, &password->why) < 0) {
		password->state = PASSWORD_UNKNOWN;
		return;
	}
	switch (proof) {
	case VOUCH_PROOF_RIGHT: password->state = PASSWORD_PROVED; return;
	case VOUCH_PROOF_WRONG: password->state = PASSWORD_REJECTED; return;
	case VOUCH_PROOF_DISABLED: password->state = PASSWORD_DISABLED; return;
	case VOUCH_PROOF_UNKNOWN: break;
	}
	password->state = PASSWORD_UNKNOWN;
	(void)vouch_err_set(&password->why, VOUCH_E_APPLY,
		"whether the password of %s is right could not be found out", user);
}

int password_prove(struct passwords *passwords, struct password *password,
	const struct vouch_executor *executor, const char *user,
	const struct vouch_account *account, int64_t now, bool *newly, struct vouch_err *err)
{
	char fingerprint[VOUCH_FINGERPRINT_TEXT];
	enum vouch_password_mark mark = VOUCH_MARK_NONE;
	const char *uuid = account->uuid;
	int r;

	*newly = false;
	if (is_settled(password, uuid))
		return 0;
	vouch_fingerprint(
		executor->key, uuid, account->password_stamp, &password->secret, fingerprint);
	r = vouch_journal_password_mark(executor->journal, uuid, fingerprint, &mark, err);
	if (r < 0)
		return r;
	password->proved_uuid = vouch_arena_text(&passwords->arena, uuid);
	if (mark == VOUCH_MARK_REJECTED) {
		password->state = PASSWORD_REJECTED;
		return 0;
	}
	ask(password, executor, user);
	if (password->state == PASSWORD_PROVED)
		return vouch_journal_mark_password(
			executor->journal, uuid, VOUCH_MARK_PROVED, fingerprint, now, err);
	if (password->state != PASSWORD_REJECTED)
		return 0;
	*newly = true;
	return vouch_journal_mark_password(
		executor->journal, uuid, VOUCH_MARK_REJECTED, fingerprint, now, err);
}
