/* plan_laws.c – small worlds by the million: the planner against the laws of section 3 (laws.h) and
 * against a search that shares no code with it (search.h).
 *
 *	plan_laws SET ACCOUNTS [STEP [FIRST]]         every STEPth group of worlds, from FIRST on
 *	plan_laws SET ACCOUNTS random CASES [SEED]    that many worlds, drawn
 *	plan_laws                                     the names of the sets
 *
 * STEP slices share the work: STEP 2 FIRST 0 beside STEP 2 FIRST 1 is the whole.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "laws.h"
#include "sets.h"
#include "vouch/base/text.h"

static void judge_every(
	struct laws *laws, const struct set *set, int accounts, uint64_t step, uint64_t first)
{
	uint64_t groups = sets_group_count(set, accounts);
	uint64_t states = sets_state_count(set, accounts), group, at;
	struct world world;

	for (group = first; group < groups; group += step) {
		sets_group(set, accounts, group, &world);
		laws_begin(laws, &world);
		for (at = 0; at < states; at++) {
			if (sets_state(set, &world, at, &world.now))
				laws_judge(laws, &world.now);
		}
		laws_end(laws);
	}
}

/* splitmix64: the same worlds for the same seed, wherever it runs. */
static uint64_t draw(uint64_t *seed)
{
	uint64_t mixed = *seed += UINT64_C(0x9E3779B97F4A7C15);

	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
	return mixed ^ mixed >> 31;
}

static void judge_drawn(
	struct laws *laws, const struct set *set, int accounts, uint64_t cases, uint64_t seed)
{
	struct world world = {.count = accounts};
	uint64_t states = sets_state_count(set, accounts);

	printf("seed %" PRIu64 "\n", seed);
	while (cases > 0) {
		int i;

		world.machine = set->machines[draw(&seed) % set->machine_count];
		for (i = 0; i < accounts; i++)
			world.goal[i] = set->goals[draw(&seed) % set->goal_count];
		if (!sets_state(set, &world, draw(&seed) % states, &world.now))
			continue;
		laws_begin(laws, &world);
		laws_judge(laws, &world.now);
		laws_end(laws);
		cases--;
	}
}

static int usage(void)
{
	int i;

	fputs("usage: plan_laws SET ACCOUNTS [STEP [FIRST]]\n"
	      "       plan_laws SET ACCOUNTS random CASES [SEED]\nsets:\n",
		stderr);
	for (i = 0; sets_name(i) != NULL; i++)
		fprintf(stderr, "  %-16s %s\n", sets_name(i), sets_summary(i));
	return 64;
}

static bool read_number(int argc, char **argv, int at, int64_t least, int64_t *out)
{
	return at >= argc || (vouch_text_number(argv[at], out) && *out >= least);
}

int main(int argc, char **argv)
{
	bool drawn = argc > 3 && strcmp(argv[3], "random") == 0;
	int64_t accounts = 0, step = 1, first = 0, cases = 1000, seed = (int64_t)time(NULL);
	struct laws_tally tally;
	struct laws *laws;
	struct set set;

	if (argc < 3 || !read_number(argc, argv, 2, 1, &accounts) ||
		accounts > WORLD_ACCOUNTS_MAX ||
		!(drawn ? read_number(argc, argv, 4, 1, &cases) &&
					read_number(argc, argv, 5, 0, &seed)
			: read_number(argc, argv, 3, 1, &step) &&
					read_number(argc, argv, 4, 0, &first)) ||
		!sets_open(argv[1], &set))
		return usage();
	laws = laws_new();
	if (drawn)
		judge_drawn(laws, &set, (int)accounts, (uint64_t)cases, (uint64_t)seed);
	else
		judge_every(laws, &set, (int)accounts, (uint64_t)step, (uint64_t)first);
	tally = laws_tally(laws);
	printf("%s: %" PRIu64 " worlds of %d accounts, %" PRIu64 " refused, %" PRIu64
	       " prefixes, %" PRIu64 " plans, %" PRIu64 " disagreements\n",
		argv[1], tally.worlds, (int)accounts, tally.refused, tally.prefixes, tally.plans,
		tally.disagreements);
	laws_free(laws);
	sets_release(&set);
	return tally.disagreements == 0 && tally.worlds > 0 ? 0 : 1;
}
