/* given.h – a small world as the planner is given it. */
#ifndef PROPERTIES_GIVEN_H
#define PROPERTIES_GIVEN_H

#include "vouch/plan/plan.h"
#include "world.h"

struct given {
	struct vouch_baseline baseline;
	struct vouch_desired desired;
	struct vouch_snapshot observed;
	struct vouch_facts facts;
	struct vouch_inputs in;
	struct vouch_password_value password, generated, rotated;
};

extern const char *const given_names[WORLD_ACCOUNTS_MAX];

/* Who stands for which release of macOS, under which management. */
struct given_family {
	const char *os;
	enum vouch_filesystem filesystem;
	enum vouch_mdm mdm;
	enum vouch_bootstrap bootstrap;
	enum vouch_tri recovery_key;
};

extern const struct given_family given_families[WORLD_FAMILIES];

/* The uid, and the uuid, that this account begins with; and the full name that it declares. */
int64_t given_uid(const struct world *world, int user);
extern const char *const given_uuids[WORLD_ACCOUNTS_MAX];
const char *given_full_name(const struct world *world, int user);

/* now: how the accounts stand. backwards: the declarations come in another order. Borrows from out,
 * which must not be copied. */
void give(struct vouch_arena *arena, const struct world *world, const struct world_state *now,
	bool backwards, struct given *out);

#endif
