/* toymac.c – a Mac in shared memory: its accounts, how it is looked at, what its tools do. */
#include "toymac.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

struct toymac *toymac_new(void)
{
	struct toymac *mac =
		mmap(NULL, sizeof *mac, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON, -1, 0);

	if (mac == MAP_FAILED)
		abort();
	mac->filevault = VOUCH_FILEVAULT_ON;
	mac->now = 1000;
	return mac;
}

void toymac_free(struct toymac *mac)
{
	(void)munmap(mac, sizeof *mac);
}

static void put(char to[TOY_TEXT], const char *text)
{
	(void)snprintf(to, TOY_TEXT, "%s", text);
}

struct toy_account *toymac_find(struct toymac *mac, const char *name)
{
	int i;

	for (i = 0; i < TOY_ACCOUNTS; i++) {
		if (mac->accounts[i].used && vouch_text_equal_nocase(mac->accounts[i].name, name))
			return &mac->accounts[i];
	}
	return NULL;
}

static struct toy_account *add_bare(struct toymac *mac, const char *name)
{
	char uuid[VOUCH_UUID_TEXT];
	int i;

	for (i = 0; mac->accounts[i].used || mac->homes[i]; i++) {
		if (i + 1 == TOY_ACCOUNTS)
			abort();
	}
	memset(&mac->accounts[i], 0, sizeof mac->accounts[i]);
	mac->accounts[i].used = true;
	mac->accounts[i].uid = -1;
	put(mac->accounts[i].name, name);
	vouch_uuid_make(uuid);
	put(mac->accounts[i].uuid, uuid);
	return &mac->accounts[i];
}

struct toy_account *toymac_add(
	struct toymac *mac, const char *name, bool admin, bool token, const char *password)
{
	struct toy_account *account = add_bare(mac, name);

	account->uid = 501 + (account - mac->accounts);
	account->admin = admin;
	account->tag = account->crypto_user = token;
	put(account->password, password);
	put(account->shell, "/bin/zsh");
	(void)snprintf(account->home, TOY_TEXT, "/Users/%.40s", name);
	mac->homes[account - mac->accounts] = true;
	return account;
}

static bool is_live(const struct toy_account *account)
{
	return account->used && account->tag && account->crypto_user;
}

static bool somebody_holds(const struct toymac *mac)
{
	int i;

	for (i = 0; i < TOY_ACCOUNTS; i++) {
		if (is_live(&mac->accounts[i]))
			return true;
	}
	return false;
}

/* --- looking --------------------------------------------------------------------------------- */

static void show(struct vouch_arena *arena, const struct toymac *mac,
	const struct toy_account *from, struct vouch_account *to)
{
	memset(to, 0, sizeof *to);
	to->name = vouch_arena_text(arena, from->name);
	to->uuid = vouch_arena_text(arena, from->uuid);
	to->shell = vouch_arena_text(arena, from->shell);
	to->home = vouch_arena_text(arena, from->home);
	to->full_name = to->picture = to->password_hint = "";
	to->uid.known = from->uid >= 0;
	to->uid.value = from->uid;
	to->gid.known = true;
	to->gid.value = 20;
	to->kind = VOUCH_KIND_LOCAL;
	to->hidden = VOUCH_NO;
	to->disabled = vouch_tri_from(from->disabled);
	to->password = vouch_tri_from(from->password[0] != '\0');
	to->password_stamp = from->stamp[0] == '\0' ? NULL : vouch_arena_text(arena, from->stamp);
	to->admin = to->admin_by_name = to->admin_by_guid = vouch_tri_from(from->admin);
	to->groups.known = true;
	vouch_names_add(arena, &to->groups.names, "staff");
	if (from->admin)
		vouch_names_add(arena, &to->groups.names, "admin");
	to->token_tag = vouch_tri_from(from->tag);
	to->token_crypto_user = vouch_tri_from(from->crypto_user);
	to->token = vouch_token_combine(to->token_tag, to->token_crypto_user);
	to->filevault = vouch_tri_from(is_live(from) && mac->filevault == VOUCH_FILEVAULT_ON);
	to->volume_owner = to->filevault;
}

static int look_machine(
	void *self, struct vouch_arena *arena, struct vouch_machine *out, struct vouch_err *err)
{
	struct toymac *mac = self;
	int i;

	(void)err;
	memset(out, 0, sizeof *out);
	out->serial = "C02TOY00001";
	out->hostname = "toy";
	out->os = "14.5";
	out->chip = VOUCH_CHIP_APPLE;
	out->mdm = VOUCH_MDM_NONE;
	out->recovery_key = VOUCH_NO;
	out->filesystem = VOUCH_FILESYSTEM_APFS;
	out->filevault = mac->filevault;
	out->bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED;
	out->logged_in.known = true;
	for (i = 0; i < TOY_ACCOUNTS; i++) {
		if (mac->accounts[i].used && mac->accounts[i].logged_in)
			vouch_names_add(arena, &out->logged_in.names, mac->accounts[i].name);
	}
	return 0;
}

static int observe(void *self, struct vouch_arena *arena, const struct vouch_names *named,
	struct vouch_snapshot *out, struct vouch_err *err)
{
	struct toymac *mac = self;
	int i;

	(void)named;
	memset(out, 0, sizeof *out);
	out->taken_at = mac->now;
	out->orphans.known = true;
	for (i = 0; i < TOY_ACCOUNTS; i++) {
		if (mac->accounts[i].used)
			show(arena, mac, &mac->accounts[i], VOUCH_PUSH(arena, &out->accounts));
	}
	vouch_snapshot_sort(out);
	return look_machine(self, arena, &out->machine, err);
}

static int look(void *self, struct vouch_arena *arena, const char *name, struct vouch_account *out,
	enum vouch_tri *present, struct vouch_err *err)
{
	struct toymac *mac = self;
	const struct toy_account *account = toymac_find(mac, name);

	(void)err;
	*present = vouch_tri_from(account != NULL);
	if (account != NULL)
		show(arena, mac, account, out);
	return 0;
}

static int token_status(void *self, const char *name, enum vouch_tri *out, struct vouch_err *err)
{
	struct toymac *mac = self;
	const struct toy_account *account = toymac_find(mac, name);

	if (account == NULL)
		return vouch_err_set(err, VOUCH_E_OBSERVE, "Unknown user %s", name);
	if (mac->lag > 0) {
		mac->lag--;
		*out = vouch_tri_from(!account->tag);
		return 0;
	}
	*out = vouch_tri_from(account->tag);
	return 0;
}

static int64_t now(void *self)
{
	return ((struct toymac *)self)->now;
}

static const struct vouch_probe_ops probe_ops = {.observe = observe,
	.look = look,
	.token_status = token_status,
	.look_machine = look_machine,
	.now = now};

struct vouch_probe toymac_probe(struct toymac *mac)
{
	return (struct vouch_probe){&probe_ops, mac};
}

/* --- changing -------------------------------------------------------------------------------- */

/* After each small effect: is there still a keeper, and does the process live on? */
static void tick(struct toymac *mac)
{
	bool kept = false;
	int i;

	for (i = 0; i < TOY_ACCOUNTS; i++)
		kept = kept || (is_live(&mac->accounts[i]) && mac->accounts[i].admin);
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

	return opens(by, credentials->by) && by->admin && is_live(by);
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
		account = add_bare(mac, change->user);
		tick(mac);
	}
	put(account->uuid, new_uuid);
	tick(mac);
	put(account->shell, shell == NULL ? "/bin/zsh" : shell->to);
	(void)snprintf(account->home, TOY_TEXT, "/Users/%.40s", change->user);
	account->uid = 501 + (account - mac->accounts);
	mac->homes[account - mac->accounts] = true;
	tick(mac);
	if (account->password[0] != '\0' && !opens(account, credentials->user))
		mac->doubled++; /* a password that somebody else set meanwhile */
	put(account->password, credentials->user->bytes);
	tick(mac);
	if (admin != NULL && strcmp(admin->to, "true") == 0 && !account->admin)
		set(mac, &account->admin, true);
	if (change->by != NULL && vouches(mac, change, credentials) && !is_live(account))
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
	put(account->shell, shell->to);
	tick(mac);
}

/* FACTS P6 to P8: that of a holder only by its old one, or by a grantor. */
static void set_password(struct toymac *mac, const struct vouch_change *change,
	struct toy_account *account, const struct vouch_credentials *credentials)
{
	if (is_live(account) && !opens(account, credentials->old) &&
		!vouches(mac, change, credentials))
		return;
	/* The same once more, after a tool that reported a failure, is no second effect. */
	put(account->password, credentials->user->bytes);
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
		if (opens(account, credentials->user) && !somebody_holds(mac))
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

	if (!opens(by, credentials->by) || !is_live(by))
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
	put(mac->applied[mac->applied_count++].user, change->user == NULL ? "" : change->user);
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
	if (!somebody_holds(mac))
		mac->proofs_without_holder++;
	if (account != NULL && account->disabled)
		*out = VOUCH_PROOF_DISABLED;
	else
		*out = opens(account, password) ? VOUCH_PROOF_RIGHT : VOUCH_PROOF_WRONG;
	mac->wrong_proofs += *out == VOUCH_PROOF_WRONG;
	if (*out == VOUCH_PROOF_RIGHT && mac->first_token_by_proof && !somebody_holds(mac))
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

/* --- passwords ------------------------------------------------------------------------------- */

static enum vouch_secret_state ask(void *self, struct vouch_arena *arena,
	const struct vouch_password_value *source, const char **why)
{
	(void)self;
	(void)arena;
	*why = NULL;
	return strcmp(source->text, "missing") == 0 ? VOUCH_SECRET_MISSING : VOUCH_SECRET_HELD;
}

static int fetch(void *self, const struct vouch_password_value *source, struct vouch_secret *out,
	struct vouch_err *err)
{
	(void)self;
	if (strcmp(source->text, "missing") == 0)
		return vouch_err_set(err, VOUCH_E_APPLY, "env %s is not set", source->text);
	return vouch_secret_set(out, source->text, strlen(source->text), err);
}

static const struct vouch_keeper_ops keeper_ops = {ask, fetch};

struct vouch_keeper toymac_keeper(void)
{
	return (struct vouch_keeper){&keeper_ops, NULL};
}
