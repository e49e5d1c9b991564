/* passwords.c – fetches and proves the passwords of one run. */
#include "passwords.h"

#include <string.h>

#include "vouch/base/text.h"

static void release(struct password *password)
{
	vouch_secret_release(&password->secret);
	vouch_vault_entry_release(&password->entry);
}

void passwords_release(struct passwords *passwords)
{
	size_t i;

	for (i = 0; i < passwords->count; i++)
		release(passwords->items[i]);
	vouch_arena_release(&passwords->arena);
	memset(passwords, 0, sizeof *passwords);
}

/* --- fetching -------------------------------------------------------------------------------- */

static const struct vouch_password_value *source_of(
	const struct vouch_desired *desired, const char *name)
{
	const struct vouch_user *user = desired == NULL ? NULL : vouch_desired_find(desired, name);
	const struct vouch_value *source =
		user == NULL ? NULL : vouch_user_field(user, VOUCH_FIELD_PASSWORD);

	return source == NULL || source->kind != VOUCH_VALUE_PASSWORD ? NULL : source->as.password;
}

const struct vouch_password_value *password_generated(
	const struct vouch_desired *desired, const char *user)
{
	const struct vouch_password_value *source = source_of(desired, user);

	return source == NULL || source->source != VOUCH_PASSWORD_GENERATE ? NULL : source;
}

static void fetch(struct password *password, const struct vouch_executor *executor,
	const struct vouch_password_value *source)
{
	const struct vouch_keeper *keeper = executor->keeper;

	if (source == NULL || keeper == NULL) {
		(void)vouch_err_set(&password->why, VOUCH_E_APPLY,
			"no source for the password of %s is declared", password->user);
		return;
	}
	if (keeper->ops->fetch(keeper->self, source, &password->secret, &password->why) < 0)
		return;
	if (vouch_secret_is_empty(&password->secret)) {
		(void)vouch_err_set(&password->why, VOUCH_E_APPLY,
			"the source for the password of %s is empty", password->user);
		return;
	}
	password->state = PASSWORD_HELD;
}

/* Those that it was seen to have, the newest first, then the one that is written ahead: where a
 * change did not come, that one would be a failed login each time. */
static void put_in_order(struct vouch_vault_entry *entry)
{
	struct vouch_vault_entry ordered = {.count = entry->count};
	size_t i, at = 0;

	for (i = 0; i < entry->count; i++)
		if (entry->items[i].set_at != 0)
			ordered.items[at++] = entry->items[i];
	for (i = 0; i < entry->count; i++)
		if (entry->items[i].set_at == 0)
			ordered.items[at++] = entry->items[i];
	*entry = ordered; /* the same secrets, in another order */
}

static int copy(struct password *password, size_t at, struct vouch_err *err)
{
	const struct vouch_secret *from = &password->entry.items[at].secret;

	return vouch_secret_set(&password->secret, from->bytes, from->length, err);
}

static void open_vault(
	struct password *password, const struct vouch_executor *executor, const char *uuid)
{
	const struct vouch_vault *vault = executor->vault;

	password->generated = true;
	if (vault == NULL || uuid == NULL) {
		(void)vouch_err_set(&password->why, VOUCH_E_APPLY,
			"the vault has no password of %s, whose GeneratedUID is not known",
			password->user);
		return;
	}
	if (vault->ops->read(vault->self, uuid, &password->entry, &password->why) < 0)
		return;
	if (password->entry.count == 0) {
		(void)vouch_err_set(&password->why, VOUCH_E_APPLY,
			"the vault of this Mac has no password of this account %s", password->user);
		return;
	}
	put_in_order(&password->entry);
	if (copy(password, 0, &password->why) == 0)
		password->state = PASSWORD_HELD;
}

static struct password *find(struct passwords *passwords, const char *user)
{
	size_t i;

	for (i = 0; i < passwords->count; i++) {
		if (vouch_text_equal_nocase(passwords->items[i]->user, user))
			return passwords->items[i];
	}
	return NULL;
}

/* Empty, and at the same place as before. */
static struct password *begin(struct passwords *passwords, const char *user, const char *uuid)
{
	struct password *password = find(passwords, user);

	if (password == NULL) {
		password = vouch_arena_alloc(&passwords->arena, sizeof *password);
		*VOUCH_PUSH(&passwords->arena, passwords) = password;
	}
	release(password);
	*password = (struct password){.user = vouch_arena_text(&passwords->arena, user)};
	if (uuid != NULL)
		password->vault_uuid = vouch_arena_text(&passwords->arena, uuid);
	return password;
}

struct password *passwords_get_generated(struct passwords *passwords,
	const struct vouch_executor *executor, const char *user, const char *uuid)
{
	struct password *password = find(passwords, user);

	if (password != NULL && password->generated &&
		vouch_text_equal_nocase(password->vault_uuid, uuid))
		return password;
	password = begin(passwords, user, uuid);
	open_vault(password, executor, uuid);
	return password;
}

struct password *passwords_get(struct passwords *passwords, const struct vouch_executor *executor,
	const struct vouch_desired *desired, const char *user, const char *uuid)
{
	const struct vouch_password_value *source = source_of(desired, user);
	struct password *password = find(passwords, user);

	if (source != NULL && source->source == VOUCH_PASSWORD_GENERATE)
		return passwords_get_generated(passwords, executor, user, uuid);
	if (password == NULL) {
		password = begin(passwords, user, NULL);
		fetch(password, executor, source);
	}
	return password;
}

void passwords_drop(struct passwords *passwords, const char *user)
{
	struct password *password = find(passwords, user);

	if (password == NULL)
		return;
	password->vault_uuid = NULL; /* the next one who asks reads the vault again */
	password->state = PASSWORD_MISSING;
}

/* --- proving --------------------------------------------------------------------------------- */

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

/* What the vault has, one after the other, until one is accepted. */
static void ask_each(struct password *password, const struct vouch_executor *executor,
	const char *user, const char *uuid, int64_t now)
{
	const struct vouch_vault *vault = executor->vault;
	size_t i;

	for (i = 0; i < password->entry.count; i++) {
		if (copy(password, i, &password->why) < 0) {
			password->state = PASSWORD_UNKNOWN;
			return;
		}
		ask(password, executor, user);
		if (password->state != PASSWORD_REJECTED)
			break;
	}
	if (password->state != PASSWORD_PROVED)
		return;
	password->was_ahead = password->entry.items[i].set_at == 0;
	/* The others stay: this was no clean change, and the token may still have another one.
	 * FACTS P10. Where it cannot be written, the next one who asks finds out again. */
	(void)vault->ops->settle(vault->self, uuid, &password->secret, now, false, &password->why);
}

static int fingerprint(const struct password *password, const struct vouch_executor *executor,
	const struct vouch_account *account, char out[VOUCH_FINGERPRINT_TEXT],
	struct vouch_err *err)
{
	if (password->generated)
		return vouch_fingerprint_all(executor->key, account->uuid, account->password_stamp,
			&password->entry, out, err);
	vouch_fingerprint(
		executor->key, account->uuid, account->password_stamp, &password->secret, out);
	return 0;
}

int password_prove(struct passwords *passwords, struct password *password,
	const struct vouch_executor *executor, const char *user,
	const struct vouch_account *account, int64_t now, bool *newly, struct vouch_err *err)
{
	char tried[VOUCH_FINGERPRINT_TEXT];
	enum vouch_password_mark mark = VOUCH_MARK_NONE;
	const char *uuid = account->uuid;
	int r;

	*newly = false;
	if (is_settled(password, uuid))
		return 0;
	r = fingerprint(password, executor, account, tried, err);
	if (r == 0)
		r = vouch_journal_password_mark(executor->journal, uuid, tried, &mark, err);
	if (r < 0)
		return r;
	password->proved_uuid = vouch_arena_text(&passwords->arena, uuid);
	if (mark == VOUCH_MARK_REJECTED) {
		password->state = PASSWORD_REJECTED;
		return 0;
	}
	if (password->generated)
		ask_each(password, executor, user, uuid, now);
	else
		ask(password, executor, user);
	if (password->state == PASSWORD_PROVED) {
		vouch_fingerprint(
			executor->key, uuid, account->password_stamp, &password->secret, tried);
		return vouch_journal_mark_password(
			executor->journal, uuid, VOUCH_MARK_PROVED, tried, now, err);
	}
	if (password->state != PASSWORD_REJECTED)
		return 0;
	*newly = true;
	return vouch_journal_mark_password(
		executor->journal, uuid, VOUCH_MARK_REJECTED, tried, now, err);
}
