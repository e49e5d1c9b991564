/* actor.c – the actor's three calls: proving a password, doing a change, finishing a removal. */
#include "vouch/macos/actor.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "actor_changes.h"
#include "actor_record.h"
#include "home.h"
#include "root.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

struct actor {
	char *root; /* "" or an absolute path, free of links */
	int lock_fd;
	enum vouch_macos_trouble_kind trouble; /* why the last change failed */
};

/* --- what the parts ask --- */

const char *vouch_macos_user_path(const struct vouch_macos_act *act)
{
	return vouch_arena_printf(act->arena, "/Users/%s", act->change->user);
}

const char *vouch_macos_declared_text(const struct vouch_macos_act *act, enum vouch_field field)
{
	const struct vouch_value *value = vouch_user_field(act->change->desired, field);

	return value == NULL || value->kind != VOUCH_VALUE_TEXT ? NULL : value->as.text;
}

/* It is read anew for each call: what is done depends on it, and an update may have come. */
static const struct vouch_macos_capability *capability(
	const struct actor *actor, struct vouch_arena *arena)
{
	const char *why;

	return vouch_macos_capability_of(vouch_macos_root_version(arena, actor->root, &why));
}

/* --- doing a change --- */

static int (*const changes[VOUCH_ACTION_COUNT])(
	const struct vouch_macos_act *act, struct vouch_err *err) = {
	[VOUCH_ACTION_PROMOTE] = vouch_macos_promote,
	[VOUCH_ACTION_MINT_TOKEN] = vouch_macos_mint_token,
	[VOUCH_ACTION_CREATE_USER] = vouch_macos_create_user,
	[VOUCH_ACTION_REPAIR_TOKEN] = vouch_macos_repair_token,
	[VOUCH_ACTION_GRANT_TOKEN] = vouch_macos_grant_token,
	[VOUCH_ACTION_ADD_UNLOCKER] = vouch_macos_add_unlocker,
	[VOUCH_ACTION_SET_PASSWORD] = vouch_macos_set_password,
	[VOUCH_ACTION_UPDATE_USER] = vouch_macos_update_user,
	[VOUCH_ACTION_ESCROW_BOOTSTRAP] = vouch_macos_escrow_bootstrap,
	[VOUCH_ACTION_REVOKE_TOKEN] = vouch_macos_revoke_token,
	[VOUCH_ACTION_REMOVE_UNLOCKER] = vouch_macos_remove_unlocker,
	[VOUCH_ACTION_DEMOTE] = vouch_macos_demote,
	[VOUCH_ACTION_DELETE_USER] = vouch_macos_delete_user,
	[VOUCH_ACTION_ENABLE_FILEVAULT] = vouch_macos_enable_filevault,
	[VOUCH_ACTION_REFRESH_PREBOOT] = vouch_macos_refresh_preboot,
};
_Static_assert(sizeof changes / sizeof *changes == VOUCH_ACTION_COUNT, "one row an action");

static bool is_of_the_machine(enum vouch_action action)
{
	return action == VOUCH_ACTION_REFRESH_PREBOOT || action == VOUCH_ACTION_ESCROW_BOOTSTRAP ||
	       action == VOUCH_ACTION_ENABLE_FILEVAULT;
}

static int check_names(const struct vouch_change *change, const char *uuid, struct vouch_err *err)
{
	int r = 0;

	if (change->user != NULL || !is_of_the_machine(change->action))
		r = vouch_macos_check_name("user", change->user, err);
	if (r == 0 && change->by != NULL)
		r = vouch_macos_check_name("user", change->by, err);
	if (r == 0 && uuid != NULL && !vouch_uuid_is_valid(uuid))
		r = vouch_err_set(err, VOUCH_E_BUG, "\"%s\" is no GeneratedUID", uuid);
	return r;
}

static int apply(void *self, const struct vouch_change *change, const struct vouch_account *before,
	const char *new_uuid, const struct vouch_credentials *credentials,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	struct actor *actor = self;
	struct vouch_arena arena = {0};
	struct vouch_macos_act act = {
		.root = actor->root,
		.can = capability(actor, &arena),
		.lock_fd = actor->lock_fd,
		.arena = &arena,
		.transcript = transcript,
		.change = change,
		.before = before,
		.user_password = credentials == NULL ? NULL : credentials->user,
		.by_password = credentials == NULL ? NULL : credentials->by,
		.old_password = credentials == NULL ? NULL : credentials->old,
		.made_key = credentials == NULL ? NULL : credentials->made_key,
		.trouble = &actor->trouble,
	};
	int r;

	actor->trouble = VOUCH_MACOS_TROUBLE_COUNT;
	act.uuid = change->action == VOUCH_ACTION_CREATE_USER ? new_uuid
		   : before != NULL && before->uuid != NULL   ? before->uuid
							      : change->uuid;
	r = check_names(change, act.uuid, err);
	if (r == 0)
		r = changes[change->action](&act, err);
	vouch_arena_release(&arena);
	return r;
}

static int make_key(void *self, const char *by, const struct vouch_secret *by_password,
	struct vouch_secret *key, struct vouch_buf *transcript, struct vouch_err *err)
{
	const struct vouch_change change = {.action = VOUCH_ACTION_ENABLE_FILEVAULT, .by = by};
	struct actor *actor = self;
	struct vouch_arena arena = {0};
	struct vouch_macos_act act = {.root = actor->root,
		.lock_fd = actor->lock_fd,
		.arena = &arena,
		.transcript = transcript,
		.change = &change,
		.by_password = by_password,
		.made_key = key,
		.trouble = &actor->trouble};
	int r = check_names(&change, NULL, err);

	if (r == 0)
		r = vouch_macos_make_key(&act, err);
	vouch_arena_release(&arena);
	return r;
}

static int prove_key(void *self, const struct vouch_secret *key, enum vouch_proof *out,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	struct actor *actor = self;
	struct vouch_arena arena = {0};
	struct vouch_macos_act act = {.root = actor->root,
		.lock_fd = actor->lock_fd,
		.arena = &arena,
		.transcript = transcript};
	int r = vouch_macos_prove_key(&act, key, out, err);

	vouch_arena_release(&arena);
	return r;
}

/* --- proving a password --- */

/* FACTS Q7, 3.1: without a password as an argument, dscl asks for it. */
static enum vouch_proof proof_of(int status)
{
	static const struct {
		int status;
		enum vouch_proof proof;
	} proofs[] = {{0, VOUCH_PROOF_RIGHT}, {10, VOUCH_PROOF_WRONG}, {87, VOUCH_PROOF_DISABLED}};
	size_t i;

	for (i = 0; i < sizeof proofs / sizeof *proofs; i++)
		if (proofs[i].status == status)
			return proofs[i].proof;
	return VOUCH_PROOF_UNKNOWN;
}

static int prove(void *self, const char *user, const struct vouch_secret *password,
	enum vouch_proof *out, struct vouch_err *err)
{
	const struct actor *actor = self;
	struct vouch_arena arena = {0};
	struct vouch_macos_act act = {.root = actor->root,
		.lock_fd = actor->lock_fd,
		.arena = &arena,
		.user_password = password};
	struct vouch_child child;
	int r = vouch_macos_check_name("user", user, err);

	if (r == 0)
		r = vouch_macos_check_password(user, password, err);
	/* FACTS 2.4: what getpass cuts would be counted as a wrong password. */
	if (r == 0 && password->length > VOUCH_MACOS_PROMPT_LONGEST)
		r = vouch_err_set(err, VOUCH_E_APPLY,
			"the password of %s is longer than %d bytes, so dscl cannot check it: use "
			"a "
			"shorter one",
			user, VOUCH_MACOS_PROMPT_LONGEST);
	if (r == 0)
		r = vouch_macos_act_run(&act, VOUCH_MACOS_DSCL,
			VOUCH_MACOS_WORDS(".", "-authonly", user), VOUCH_MACOS_LINES(password),
			&child, err);
	if (r == 0)
		*out = proof_of(child.result.status);
	vouch_arena_release(&arena);
	return r;
}

/* --- finishing a removal --- */

/* FACTS 7.8: whose files they are, the privacy of folders such as Documents holds for root, too. */
static int with_cure(int r, struct vouch_err *err)
{
	struct vouch_err cause;

	if (r == 0 || err == NULL || err->sys != EPERM)
		return r;
	cause = *err;
	return vouch_err_set(err, cause.code,
		"%s (macOS did not let it: give Vouch Full Disk Access by a privacy profile)",
		cause.msg);
}

static int remove_home(void *self, const char *user, const char *home, int64_t uid,
	enum vouch_on_removal how, int64_t now, struct vouch_buf *transcript, struct vouch_err *err)
{
	const struct actor *actor = self;
	struct vouch_arena arena = {0};
	struct vouch_macos_act act = {.root = actor->root,
		.lock_fd = actor->lock_fd,
		.arena = &arena,
		.transcript = transcript};
	struct vouch_macos_home request = {.root = actor->root,
		.user = user,
		.home = home,
		.uid = uid,
		.archive = how == VOUCH_REMOVAL_ARCHIVE,
		.now = now,
		.act = &act};
	int r = 0;

	if (how != VOUCH_REMOVAL_KEEP)
		r = vouch_macos_check_name("user", user, err);
	if (r == 0 && how != VOUCH_REMOVAL_KEEP)
		r = vouch_macos_home_check(&request, err);
	if (r == 0 && how != VOUCH_REMOVAL_KEEP)
		r = vouch_macos_record_home_is_free(&act, home, err);
	if (r == 0 && how != VOUCH_REMOVAL_KEEP)
		r = vouch_macos_home_remove(&request, err);
	vouch_arena_release(&arena);
	return with_cure(r, err);
}

/* --- making one --- */

static enum vouch_denial denial(void *self)
{
	const struct actor *actor = self;

	return vouch_macos_denial_of(actor->trouble);
}

static const struct vouch_actor_ops actor_ops = {
	prove, apply, remove_home, make_key, prove_key, denial};

int vouch_macos_actor_new(
	const char *root, int lock_fd, struct vouch_actor *out, struct vouch_err *err)
{
	char *resolved = root[0] == '\0' ? strdup("") : realpath(root, NULL);
	struct actor *actor;

	if (resolved == NULL)
		return vouch_err_sys(err, VOUCH_E_USAGE, errno, "cannot use the root %s", root);
	if (strcmp(resolved, "/") == 0)
		resolved[0] = '\0';
	actor = malloc(sizeof *actor);
	if (actor == NULL) {
		free(resolved);
		return vouch_err_set(err, VOUCH_E_SYSTEM, "out of memory");
	}
	*actor = (struct actor){resolved, lock_fd, VOUCH_MACOS_TROUBLE_COUNT};
	*out = (struct vouch_actor){&actor_ops, actor};
	return 0;
}

void vouch_macos_actor_free(struct vouch_actor *actor)
{
	struct actor *own = actor->self;

	if (own != NULL)
		free(own->root);
	free(own);
	*actor = (struct vouch_actor){NULL, NULL};
}
