/* test_classify.c – every row of the three-way table, and that no input falls between two rows. */
#include "vouch_test.h"

#include "classify.h"

/* One row: what goes in, what must come out. */
struct expectation {
	int row;
	struct vouch_comparison in;
	enum vouch_outcome outcome;
	enum vouch_cause cause;
	bool drifted, baseline_moves;
};

static const struct expectation table[] = {
	{0, {VOUCH_FIELD_SHELL, "a", "b", false, true, VOUCH_UNKNOWN, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_UNKNOWN, VOUCH_CAUSE_INITIAL, false, false},
	{1, {VOUCH_FIELD_SHELL, "a", NULL, false, true, VOUCH_NO, VOUCH_YES}, VOUCH_OUTCOME_ALONE,
		VOUCH_CAUSE_CONFIG, false, true},
	{1, {VOUCH_FIELD_SHELL, NULL, NULL, false, true, VOUCH_NO, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_ALONE, VOUCH_CAUSE_CONFIG, false, false},
	{2, {VOUCH_FIELD_STATE, NULL, "present", false, false, VOUCH_NO, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_INITIAL, false, false},
	{3, {VOUCH_FIELD_SHELL, NULL, "a", false, true, VOUCH_YES, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_CONVERGED, VOUCH_CAUSE_INITIAL, false, true},
	{4, {VOUCH_FIELD_SHELL, NULL, "a", false, true, VOUCH_NO, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_INITIAL, false, false},
	{5, {VOUCH_FIELD_STATE, "present", "absent", false, true, VOUCH_YES, VOUCH_YES},
		VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_CONFIG, false, false},
	{5, {VOUCH_FIELD_STATE, NULL, "absent", false, true, VOUCH_YES, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_INITIAL, false, false},
	{6, {VOUCH_FIELD_STATE, "present", "absent", false, false, VOUCH_NO, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_CONVERGED, VOUCH_CAUSE_CONFIG, false, false},
	{7, {VOUCH_FIELD_STATE, "present", "present", false, false, VOUCH_NO, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_DRIFT, false, false},
	{8, {VOUCH_FIELD_SHELL, "a", "a", false, true, VOUCH_YES, VOUCH_YES},
		VOUCH_OUTCOME_CONVERGED, VOUCH_CAUSE_INITIAL, false, false},
	{8, {VOUCH_FIELD_SHELL, "a", "b", false, true, VOUCH_YES, VOUCH_NO},
		VOUCH_OUTCOME_CONVERGED, VOUCH_CAUSE_INITIAL, false, true},
	{9, {VOUCH_FIELD_SHELL, "a", "b", false, true, VOUCH_NO, VOUCH_YES}, VOUCH_OUTCOME_CHANGE,
		VOUCH_CAUSE_CONFIG, false, false},
	{9, {VOUCH_FIELD_GROUPS, "a", "b", false, true, VOUCH_NO, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_CONFIG, false, false},
	{10, {VOUCH_FIELD_SHELL, "a", "a", false, true, VOUCH_NO, VOUCH_NO}, VOUCH_OUTCOME_CHANGE,
		VOUCH_CAUSE_DRIFT, false, false},
	{11, {VOUCH_FIELD_SHELL, "a", "b", false, true, VOUCH_NO, VOUCH_NO}, VOUCH_OUTCOME_CHANGE,
		VOUCH_CAUSE_CONFIG, true, false},
	{12, {VOUCH_FIELD_ADMIN, "a", "a", true, true, VOUCH_NO, VOUCH_NO}, VOUCH_OUTCOME_CHANGE,
		VOUCH_CAUSE_EXPIRY, false, false},
	{12, {VOUCH_FIELD_ADMIN, NULL, "a", true, true, VOUCH_NO, VOUCH_UNKNOWN},
		VOUCH_OUTCOME_CHANGE, VOUCH_CAUSE_EXPIRY, false, false},
};

static void every_row_gives_its_verdict(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof table / sizeof table[0]; i++) {
		struct vouch_verdict got = vouch_classify(&table[i].in);

		assert_int_equal(got.row, table[i].row);
		assert_int_equal(got.outcome, table[i].outcome);
		assert_int_equal(got.cause, table[i].cause);
		assert_int_equal(got.drifted, table[i].drifted);
		assert_int_equal(got.baseline_moves, table[i].baseline_moves);
	}
}

/* Whatever else is true of it: what could not be read is never a change. */
static void unknown_is_never_a_change(void **state)
{
	static const char *const values[] = {NULL, "a", "b"};
	size_t b, d;
	int expired, drift;

	(void)state;
	for (b = 0; b < 3; b++) {
		for (d = 1; d < 3; d++) {
			for (expired = 0; expired < 2; expired++) {
				for (drift = VOUCH_UNKNOWN; drift <= VOUCH_YES; drift++) {
					struct vouch_comparison in = {VOUCH_FIELD_ADMIN, values[b],
						values[d], expired != 0, true, VOUCH_UNKNOWN,
						(enum vouch_tri)drift};

					assert_int_equal(
						vouch_classify(&in).outcome, VOUCH_OUTCOME_UNKNOWN);
				}
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_gives_its_verdict),
		cmocka_unit_test(unknown_is_never_a_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
