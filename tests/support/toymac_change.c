/* toymac_change.c – what the tools of a Mac in shared memory do, one small effect at a time. */
#include "toymac_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

/* After each small effect: is there still a keeper, and does the process live on? */
static void tick(struct toymac *mac)
{
	bool kept = false;
	int i;

	for (i = 0; i < TOY_ACCOUNTS; i++)
		kept = kept || (toymac_is_live(&mac->accounts[i]) && mac->accounts[i].admin);
	if (!kept)
		mac->was_without_keeper = true;
	if (++mac->ticks == mac->die_at)
		_exit(TOY_DIED);
}

static bool opens(const struct toy_account *account, const struct vouch_secret *password)
{
	return account != NULL && password != NULL && account->password[0] != '\0' &&
	       strlen(account->password) == password->length &&
	       memcmp(account->password, password->bytes, password->length) == 0;
}

static bool vouches(struct toymac *mac, const struct vouch_change *change,
	const struct vouch_credentials *credentials)
{
	const struct toy_account *by = change->by == NULL ? NULL : toymac_find(mac, change->by);

	return opens(by, credentials->by) && by->admin && toymac_is_live(by);
}

static void set(struct toymac *mac, bool *flag, bool value)
{
	if (*flag == value)
		mac->doubled++;
	*flag = value;
	tick(mac);
}

/* Half a token counts as none: the rest of it is no second effect. */
static void set_token(struct toymac *mac, struct toy_account *account, bool value)
{
	if (account->crypto_user == value && account->tag == value)
		mac->doubled++;
	account->crypto_user = value;
	tick(mac);
	account->tag = value;
	tick(mac);
}

/* The first token is macOS's own doing, in one piece. */
static void mint(struct toymac *mac, struct toy_account *account)
{
	account->crypto_user = account->tag = true;
	tick(mac);
}

static void create(struct toymac *mac, const struct vouch_change *change, const char *new_uuid,
	const struct vouch_credentials *credentials)
{
	struct toy_account *account = toymac_find(mac, change->user);
	const struct vouch_difference *shell = vouch_change_difference(change, "shell");
	const struct vouch_difference *admin = vouch_change_difference(change, "admin");

	if (account == NULL) {
		account = toymac_add_bare(mac, change->user);
		tick(mac);
	}
	toymac_put(account->uuid, new_uuid);
	tick(mac);
	toymac_put(account->shell, shell == NULL ? "/bin/zsh" : shell->to);
	(void)snprintf(account->home, TOY_TEXT, "/Users/%.40s", change->user);
	account->uid = 501 + (account - mac->accounts);
	mac->homes[account - mac->accounts] = true;
	tick(mac);
	if (account->password[0] != '\0' && !opens(account, credentials->user))
		mac->doubled++; /* a password that somebody else set meanwhile */
	toymac_put(account->password, credentials->user->bytes);
	tick(mac);
	if (admin != NULL && strcmp(admin->to, "true") == 0 && !account->admin)
		set(mac, &account->admin, true);
	if (change->by != NULL && vouches(mac, change, credentials) && !toymac_is_live(account))
		set_token(mac, account, true);
}

static void update(
	struct toymac *mac, const struct vouch_change *change, struct toy_account *account)
{
	const struct vouch_difference *shell = vouch_change_difference(change, "shell");

	if (shell == NULL)
		return;
	if (strcmp(account->shell, shell->to) == 0)
		mac->doubled++;
	toymac_put(account->shell, shell->to);
	tick(mac);
}

/* FACTS P6 to P8: that of a holder only by its old one, or by a grantor. */
static void set_password(struct toymac *mac, const struct vouch_change *change,
	struct toy_account *account, const struct vouch_credentials *credentials)
{
	if (toymac_is_live(account) && !opens(account, credentials->old) &&
		!vouches(mac, change, credentials))
		return;
	/* The same once more, after a tool that reported a failure, is no second effect. */
	toymac_put(account->password, credentials->user->bytes);
	(void)snprintf(account->stamp, TOY_TEXT, "%d", ++mac->passwords_set);
	tick(mac);
}

static void do_effect(struct toymac *mac, const struct vouch_change *change,
	struct toy_account *account, const struct vouch_credentials *credentials)
{
	switch (change->action) {
	case VOUCH_ACTION_PROMOTE: set(mac, &account->admin, true); break;
	case VOUCH_ACTION_DEMOTE: set(mac, &account->admin, false); break;
	case VOUCH_ACTION_MINT_TOKEN:
		if (opens(account, credentials->user) && !toymac_somebody_holds(mac))
			mint(mac, account);
		break;
	case VOUCH_ACTION_REPAIR_TOKEN:
	case VOUCH_ACTION_GRANT_TOKEN:
		if (opens(account, credentials->user) && vouches(mac, change, credentials))
			set_token(mac, account, true);
		break;
	case VOUCH_ACTION_REVOKE_TOKEN:
		if (opens(account, credentials->user) && vouches(mac, change, credentials))
			set_token(mac, account, false);
		break;
	case VOUCH_ACTION_UPDATE_USER: update(mac, change, account); break;
	case VOUCH_ACTION_SET_PASSWORD: set_password(mac, change, account, credentials); break;
	case VOUCH_ACTION_DELETE_USER:
		account->used = false;
		tick(mac);
		break;
	case VOUCH_ACTION_CREATE_USER:
	case VOUCH_ACTION_ADD_UNLOCKER:
	case VOUCH_ACTION_ESCROW_BOOTSTRAP:
	case VOUCH_ACTION_REMOVE_UNLOCKER:
	case VOUCH_ACTION_ENABLE_FILEVAULT:
	case VOUCH_ACTION_REFRESH_PREBOOT:
	case VOUCH_ACTION_COUNT: break;
	}
}

static void new_key(struct toymac *mac, struct vouch_secret *out)
{
	(void)snprintf(mac->key, TOY_TEXT, "TOYM-ACKE-YNUM-BER0-0000-%04d", ++mac->keys_made);
	tick(mac);
	(void)vouch_secret_set(out, mac->key, strlen(mac->key), NULL);
}

static void enable_filevault(struct toymac *mac, const struct vouch_change *change,
	const struct vouch_credentials *credentials)
{
	const struct toy_account *by = toymac_find(mac, change->by);

	if (!opens(by, credentials->by) || !toymac_is_live(by))
		return;
	mac->filevault = VOUCH_FILEVAULT_ENCRYPTING;
	tick(mac);
	if (mac->key[0] == '\0')
		new_key(mac, credentials->made_key);
}

static int make_key(void *self, const char *by, const struct vouch_secret *by_password,
	struct vouch_secret *key, struct vouch_buf *transcript, struct vouch_err *err)
{
	struct toymac *mac = self;

	vouch_buf_text(transcript, "changerecovery\n");
	if (!opens(toymac_find(mac, by), by_password))
		return vouch_err_set(err, VOUCH_E_APPLY, "Unable to unlock FileVault");
	new_key(mac, key);
	return 0;
}

static int prove_key(void *self, const struct vouch_secret *key, enum vouch_proof *out,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	const struct toymac *mac = self;

	(void)transcript;
	(void)err;
	*out = key->length == strlen(mac->key) && memcmp(key->bytes, mac->key, key->length) == 0
		       ? VOUCH_PROOF_RIGHT
		       : VOUCH_PROOF_WRONG;
	return 0;
}

static int apply(void *self, const struct vouch_change *change, const struct vouch_account *before,
	const char *new_uuid, const struct vouch_credentials *credentials,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	struct toymac *mac = self;
	struct toy_account *account = change->user == NULL ? NULL : toymac_find(mac, change->user);

	(void)before;
	if (mac->applied_count == TOY_APPLIED)
		abort();
	mac->applied[mac->applied_count].action = change->action;
	toymac_put(
		mac->applied[mac->applied_count++].user, change->user == NULL ? "" : change->user);
	vouch_buf_printf(transcript, "%s: Done!\n", vouch_action_text(change->action));
	if (mac->ignores_everything)
		return 0;
	if (change->action == VOUCH_ACTION_CREATE_USER) {
		create(mac, change, new_uuid, credentials);
	} else if (change->action == VOUCH_ACTION_REFRESH_PREBOOT) {
		mac->refreshes++;
	} else if (change->action == VOUCH_ACTION_ENABLE_FILEVAULT) {
		enable_filevault(mac, change, credentials);
	} else if (account != NULL) {
		do_effect(mac, change, account, credentials);
	} else {
		mac->doubled++; /* there is nobody to do it to */
	}
	if (mac->reports_failure)
		return vouch_err_set(err, VOUCH_E_APPLY, "the tool exited 1");
	return 0;
}

static int prove(void *self, const char *user, const struct vouch_secret *password,
	enum vouch_proof *out, struct vouch_err *err)
{
	struct toymac *mac = self;
	struct toy_account *account = toymac_find(mac, user);

	(void)err;
	mac->proofs++;
	if (!toymac_somebody_holds(mac))
		mac->proofs_without_holder++;
	if (account != NULL && account->disabled)
		*out = VOUCH_PROOF_DISABLED;
	else
		*out = opens(account, password) ? VOUCH_PROOF_RIGHT : VOUCH_PROOF_WRONG;
	mac->wrong_proofs += *out == VOUCH_PROOF_WRONG;
	if (*out == VOUCH_PROOF_RIGHT && mac->first_token_by_proof && !toymac_somebody_holds(mac))
		mint(mac, account);
	return 0;
}

static int remove_home(void *self, const char *user, const char *home, int64_t uid,
	enum vouch_on_removal how, int64_t at, struct vouch_buf *transcript, struct vouch_err *err)
{
	struct toymac *mac = self;
	int64_t index = uid - 501;

	(void)user;
	(void)home;
	(void)how;
	(void)at;
	vouch_buf_text(transcript, "home removed\n");
	if (index < 0 || index >= TOY_ACCOUNTS || mac->accounts[index].used)
		return vouch_err_set(err, VOUCH_E_APPLY, "it is somebody's home");
	mac->homes[index] = false;
	tick(mac);
	return 0;
}

static const struct vouch_actor_ops actor_ops = {
	prove, apply, remove_home, make_key, prove_key, NULL};

struct vouch_actor toymac_actor(struct toymac *mac)
{
	return (struct vouch_actor){&actor_ops, mac};
}
