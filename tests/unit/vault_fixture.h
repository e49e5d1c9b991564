/* vault_fixture.h – a vault in a folder of its own, for the tests of one. */
#ifndef VAULT_FIXTURE_H
#define VAULT_FIXTURE_H

#include "vouch_test.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/secrets/vault.h"

static const char alice[] = "A1B2C3D4-0000-4000-8000-0123456789AB";
static const char bob[] = "B1B2C3D4-0000-4000-8000-0123456789AB";

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	char *state;
	struct vouch_vault vault;
	struct vouch_vault_entry entry;
	struct vouch_secret secret;
};

static inline int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	f->state = vouch_test_folder(&f->arena);
	vouch_vault_new(&f->arena, f->state, &f->vault);
	*state = f;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_vault_entry_release(&f->entry);
	vouch_secret_release(&f->secret);
	vouch_test_folder_remove(f->state);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

static inline const char *path_of(struct fixture *f, const char *uuid)
{
	return vouch_arena_printf(&f->arena, "%s/vault/%s.passwords", f->state, uuid);
}

static inline int read_entry(struct fixture *f, const char *uuid)
{
	return f->vault.ops->read(f->vault.self, uuid, &f->entry, &f->err);
}

/* Writes one ahead; what it is. */
static inline const char *stage(struct fixture *f, const char *uuid)
{
	assert_vouch_ok(f->vault.ops->stage(f->vault.self, uuid, "alice", 24, &f->secret, &f->err),
		&f->err);
	return vouch_arena_text(&f->arena, f->secret.bytes);
}

static inline void settle(
	struct fixture *f, const char *uuid, const char *password, int64_t now, bool alone)
{
	assert_vouch_ok(vouch_secret_set(&f->secret, password, strlen(password), &f->err), &f->err);
	assert_vouch_ok(f->vault.ops->settle(f->vault.self, uuid, &f->secret, now, alone, &f->err),
		&f->err);
}

static inline void assert_item(struct fixture *f, size_t at, const char *password, int64_t set_at)
{
	assert_true(at < f->entry.count);
	assert_string_equal(f->entry.items[at].secret.bytes, password);
	assert_int_equal(f->entry.items[at].set_at, set_at);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
