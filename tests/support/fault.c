/* fault.c – lets the Nth call of a probe or an actor go wrong. */
#include "fault.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct fault *fault_new(void)
{
	struct fault *fault =
		mmap(NULL, sizeof *fault, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON, -1, 0);

	if (fault == MAP_FAILED)
		abort();
	return fault;
}

void fault_free(struct fault *fault)
{
	(void)munmap(fault, sizeof *fault);
}

/* The kind of this call: NONE unless it is the Nth. */
static enum fault_kind enter(struct fault *fault)
{
	if (++fault->count != fault->at || fault->kind == FAULT_NONE)
		return FAULT_NONE;
	fault->fired = true;
	if (fault->kind == FAULT_DIE_BEFORE)
		_exit(FAULT_DIED);
	return fault->kind;
}

static int leave(enum fault_kind kind, int result, struct vouch_err *err)
{
	if (kind == FAULT_DIE_AFTER)
		_exit(FAULT_DIED);
	if (kind == FAULT_TIMEOUT)
		return vouch_err_set(err, VOUCH_E_TIMEOUT, "the tool passed its deadline");
	return result;
}

static int fail(struct vouch_err *err)
{
	return vouch_err_set(err, VOUCH_E_APPLY, "the tool exited 1");
}

/* --- probe ----------------------------------------------------------------------------------- */

static int observe(void *self, struct vouch_arena *arena, const struct vouch_names *named,
	struct vouch_snapshot *out, struct vouch_err *err)
{
	struct fault_probe *probe = self;
	enum fault_kind kind = enter(probe->fault);

	/* An account list that cannot be read is an error, so a lie is one too. */
	if (kind == FAULT_FAIL || kind == FAULT_LIE)
		return fail(err);
	return leave(
		kind, probe->real->ops->observe(probe->real->self, arena, named, out, err), err);
}

static int look(void *self, struct vouch_arena *arena, const char *name, struct vouch_account *out,
	enum vouch_tri *present, struct vouch_err *err)
{
	struct fault_probe *probe = self;
	enum fault_kind kind = enter(probe->fault);

	if (kind == FAULT_FAIL)
		return fail(err);
	if (kind == FAULT_LIE) {
		*present = VOUCH_UNKNOWN;
		return 0;
	}
	return leave(kind,
		probe->real->ops->look(probe->real->self, arena, name, out, present, err), err);
}

static int token_status(void *self, const char *name, enum vouch_tri *out, struct vouch_err *err)
{
	struct fault_probe *probe = self;
	enum fault_kind kind = enter(probe->fault);

	if (kind == FAULT_FAIL)
		return fail(err);
	if (kind == FAULT_LIE) {
		*out = VOUCH_UNKNOWN;
		return 0;
	}
	return leave(kind, probe->real->ops->token_status(probe->real->self, name, out, err), err);
}

static int look_machine(
	void *self, struct vouch_arena *arena, struct vouch_machine *out, struct vouch_err *err)
{
	struct fault_probe *probe = self;
	enum fault_kind kind = enter(probe->fault);

	if (kind == FAULT_FAIL)
		return fail(err);
	if (kind == FAULT_LIE) {
		memset(out, 0, sizeof *out);
		return 0;
	}
	return leave(kind, probe->real->ops->look_machine(probe->real->self, arena, out, err), err);
}

static int64_t now(void *self)
{
	struct fault_probe *probe = self;

	return probe->real->ops->now(probe->real->self);
}

static const struct vouch_probe_ops probe_ops = {.observe = observe,
	.look = look,
	.token_status = token_status,
	.look_machine = look_machine,
	.now = now};

const struct vouch_probe *fault_over_probe(
	struct fault_probe *self, struct fault *fault, const struct vouch_probe *real)
{
	*self = (struct fault_probe){{&probe_ops, self}, fault, real};
	return &self->probe;
}

/* --- actor ----------------------------------------------------------------------------------- */

static int prove(void *self, const char *user, const struct vouch_secret *password,
	enum vouch_proof *out, struct vouch_err *err)
{
	struct fault_actor *actor = self;
	enum fault_kind kind = enter(actor->fault);

	if (kind == FAULT_FAIL)
		return fail(err);
	if (kind == FAULT_LIE) {
		*out = VOUCH_PROOF_UNKNOWN;
		return 0;
	}
	return leave(
		kind, actor->real->ops->prove(actor->real->self, user, password, out, err), err);
}

static int apply(void *self, const struct vouch_change *change, const struct vouch_account *before,
	const char *new_uuid, const struct vouch_credentials *credentials,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	struct fault_actor *actor = self;
	enum fault_kind kind = enter(actor->fault);

	if (kind == FAULT_FAIL)
		return fail(err);
	if (kind == FAULT_LIE) {
		vouch_buf_text(transcript, "Done!\n");
		return 0;
	}
	return leave(kind,
		actor->real->ops->apply(
			actor->real->self, change, before, new_uuid, credentials, transcript, err),
		err);
}

/* Not one of Apple's tools: it does not lie. */
static int remove_home(void *self, const char *user, const char *home, int64_t uid,
	enum vouch_on_removal how, int64_t at, struct vouch_buf *transcript, struct vouch_err *err)
{
	struct fault_actor *actor = self;
	enum fault_kind kind = enter(actor->fault);

	if (kind == FAULT_FAIL || kind == FAULT_LIE)
		return fail(err);
	return leave(kind,
		actor->real->ops->remove_home(
			actor->real->self, user, home, uid, how, at, transcript, err),
		err);
}

static int make_key(void *self, const char *by, const struct vouch_secret *by_password,
	struct vouch_secret *key, struct vouch_buf *transcript, struct vouch_err *err)
{
	struct fault_actor *actor = self;
	enum fault_kind kind = enter(actor->fault);

	if (kind == FAULT_FAIL)
		return fail(err);
	if (kind == FAULT_LIE)
		return 0;
	return leave(kind,
		actor->real->ops->make_key(
			actor->real->self, by, by_password, key, transcript, err),
		err);
}

static int prove_key(void *self, const struct vouch_secret *key, enum vouch_proof *out,
	struct vouch_buf *transcript, struct vouch_err *err)
{
	struct fault_actor *actor = self;
	enum fault_kind kind = enter(actor->fault);

	if (kind == FAULT_FAIL)
		return fail(err);
	if (kind == FAULT_LIE) {
		*out = VOUCH_PROOF_UNKNOWN;
		return 0;
	}
	return leave(kind,
		actor->real->ops->prove_key(actor->real->self, key, out, transcript, err), err);
}

static const struct vouch_actor_ops actor_ops = {
	prove, apply, remove_home, make_key, prove_key, NULL};

const struct vouch_actor *fault_over_actor(
	struct fault_actor *self, struct fault *fault, const struct vouch_actor *real)
{
	*self = (struct fault_actor){{&actor_ops, self}, fault, real};
	return &self->actor;
}

/* --- vault ----------------------------------------------------------------------------------- */

static bool refuses(enum fault_kind kind)
{
	return kind == FAULT_FAIL || kind == FAULT_LIE;
}

#define OVER_VAULT(name, declared, given) \
	static int vault_##name declared \
	{ \
		struct fault_vault *over = self; \
		enum fault_kind kind = enter(over->fault); \
\
		if (refuses(kind)) \
			return fail(err); \
		self = over->real->self; \
		return leave(kind, over->real->ops->name given, err); \
	}

OVER_VAULT(read,
	(void *self, const char *uuid, struct vouch_vault_entry *out, struct vouch_err *err),
	(self, uuid, out, err))
OVER_VAULT(stage,
	(void *self, const char *uuid, const char *user, int64_t length, struct vouch_secret *out,
		struct vouch_err *err),
	(self, uuid, user, length, out, err))
OVER_VAULT(settle,
	(void *self, const char *uuid, const struct vouch_secret *password, int64_t at, bool alone,
		struct vouch_err *err),
	(self, uuid, password, at, alone, err))
OVER_VAULT(forget, (void *self, const char *uuid, struct vouch_err *err), (self, uuid, err))
OVER_VAULT(keys, (void *self, struct vouch_vault_entry *out, bool *owed, struct vouch_err *err),
	(self, out, owed, err))
OVER_VAULT(begin_key, (void *self, struct vouch_err *err), (self, err))
OVER_VAULT(keep_key,
	(void *self, const struct vouch_secret *key, int64_t at, struct vouch_err *err),
	(self, key, at, err))
OVER_VAULT(drop_key, (void *self, struct vouch_err *err), (self, err))

static const struct vouch_vault_ops vault_ops = {vault_read, vault_stage, vault_settle,
	vault_forget, vault_keys, vault_begin_key, vault_keep_key, vault_drop_key};

const struct vouch_vault *fault_over_vault(
	struct fault_vault *self, struct fault *fault, const struct vouch_vault *real)
{
	*self = (struct fault_vault){{&vault_ops, self}, fault, real};
	return &self->vault;
}
