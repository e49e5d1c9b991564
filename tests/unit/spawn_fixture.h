/* spawn_fixture.h – one puppet child a test, which does what its arguments say. */
#ifndef SPAWN_FIXTURE_H
#define SPAWN_FIXTURE_H

#include "vouch_test.h"

#include <stdlib.h>

#include "vouch/machine/spawn.h"

enum { LONG = 60000, SHORT = 150, CAP = 1 << 20 };

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
};

static inline int set_up(void **state)
{
	*state = calloc(1, sizeof(struct fixture));
	return *state == NULL ? -1 : 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

#define PUPPET_ARGV(...) \
	(const char *const[]) \
	{ \
		PUPPET, __VA_ARGS__, NULL \
	}

static inline struct vouch_child puppet(const char *const *argv)
{
	return (struct vouch_child){.argv = argv, .deadline_ms = LONG, .output_cap = CAP};
}

static inline void run(struct fixture *f, struct vouch_child *child)
{
	assert_vouch_ok(vouch_spawn_run(&f->arena, child, 1, &f->err), &f->err);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
