/* states.c – a state packed into one number, and a table of those met so far. */
#include "states.h"

#include <stdint.h>
#include <stdlib.h>

enum { ACCOUNT_BITS = 11 };

struct slot {
	unsigned round; /* of forgetting, in which it was filled: nothing is ever wiped */
	unsigned number;
	uint64_t key;
};

struct states {
	struct slot *slots;
	uint64_t *keys;              /* by number */
	unsigned count, room, round; /* room: of slots, a power of two; half as many keys */
};

static uint64_t pack_account(const struct world_account *account)
{
	return (uint64_t)account->present | (uint64_t)account->half_made << 1 |
	       (uint64_t)account->renewed << 2 | (uint64_t)account->named << 3 |
	       (uint64_t)account->numbered << 4 | (uint64_t)account->admin << 5 |
	       (uint64_t)account->token << 7 | (uint64_t)account->unlocks << 9;
}

static struct world_account unpack_account(uint64_t key)
{
	return (struct world_account){.present = (key & 1) != 0,
		.half_made = (key >> 1 & 1) != 0,
		.renewed = (key >> 2 & 1) != 0,
		.named = (key >> 3 & 1) != 0,
		.numbered = (key >> 4 & 1) != 0,
		.admin = (enum world_admin)(key >> 5 & 3),
		.token = (enum world_token)(key >> 7 & 3),
		.unlocks = (enum world_unlocks)(key >> 9 & 3)};
}

static uint64_t pack(const struct world_state *state)
{
	uint64_t key = (uint64_t)state->escrowed | (uint64_t)state->enabled << 1;
	int i;

	for (i = 0; i < WORLD_ACCOUNTS_MAX; i++)
		key = key << ACCOUNT_BITS | pack_account(&state->accounts[i]);
	return key;
}

static void *must_have(void *memory)
{
	if (memory == NULL)
		abort();
	return memory;
}

static struct slot *find(const struct states *states, uint64_t key)
{
	uint64_t mixed = (key ^ key >> 29) * UINT64_C(0x9E3779B97F4A7C15);
	unsigned at = (unsigned)(mixed >> 32) & (states->room - 1);

	while (states->slots[at].round == states->round && states->slots[at].key != key)
		at = (at + 1) & (states->room - 1);
	return &states->slots[at];
}

static void grow(struct states *states)
{
	unsigned i;

	free(states->slots);
	states->room *= 2;
	states->slots = must_have(calloc(states->room, sizeof *states->slots));
	states->keys = must_have(realloc(states->keys, states->room / 2 * sizeof *states->keys));
	for (i = 0; i < states->count; i++)
		*find(states, states->keys[i]) = (struct slot){states->round, i, states->keys[i]};
}

struct states *states_new(void)
{
	struct states *states = must_have(calloc(1, sizeof *states));

	states->room = 512;
	states->round = 1;
	grow(states);
	return states;
}

void states_free(struct states *states)
{
	free(states->slots);
	free(states->keys);
	free(states);
}

void states_forget(struct states *states)
{
	states->count = 0;
	states->round++;
}

unsigned states_number(struct states *states, const struct world_state *state)
{
	uint64_t key = pack(state);
	struct slot *slot = find(states, key);

	if (slot->round == states->round)
		return slot->number;
	if (states->count == states->room / 2) {
		grow(states);
		slot = find(states, key);
	}
	*slot = (struct slot){states->round, states->count, key};
	states->keys[states->count] = key;
	return states->count++;
}

unsigned states_count(const struct states *states)
{
	return states->count;
}

void states_at(const struct states *states, unsigned number, struct world_state *out)
{
	uint64_t key = states->keys[number];
	int i;

	for (i = WORLD_ACCOUNTS_MAX - 1; i >= 0; i--, key >>= ACCOUNT_BITS)
		out->accounts[i] = unpack_account(key & ((1U << ACCOUNT_BITS) - 1));
	out->escrowed = (key & 1) != 0;
	out->enabled = (key >> 1 & 1) != 0;
}
