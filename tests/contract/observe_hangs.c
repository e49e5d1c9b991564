/* observe_hangs.c – tools that never end, all at once: the probe ends them when their deadlines
 * pass. Slow: the deadlines are real. */
#include "vouch_test.h"

#include "fake_mac.h"
#include "observe_claims.h"
#include "vouch/macos/probe.h"

static void hanging_tools_cost_one_deadline_and_their_fields(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_err err = {0};
	struct fake_mac mac = fake_mac_new(&arena);
	struct vouch_probe probe;
	struct vouch_snapshot snapshot = {0};
	const struct vouch_probe_notes *notes;
	size_t i;

	(void)state;
	for (i = 0; i < observe_claim_count; i++)
		fake_mac_rule(
			&mac, observe_claims[i].tool, observe_claims[i].word, "hang", 0, "-", "-");
	assert_vouch_ok(vouch_macos_probe_new(mac.root, &probe, &err), &err);
	assert_vouch_ok(probe.ops->observe(probe.self, &arena, NULL, &snapshot, &err), &err);
	for (i = 0; i < observe_claim_count; i++)
		assert_true(observe_claims[i].is_unknown(&snapshot));
	notes = vouch_probe_notes(&probe);
	assert_int_equal(notes->count, observe_claim_count);
	for (i = 0; i < notes->count; i++)
		assert_text_contains(notes->items[i].why, "still running after");
	assert_true(snapshot.accounts.count >= 9);
	vouch_macos_probe_free(&probe);
	fake_mac_remove(&mac);
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hanging_tools_cost_one_deadline_and_their_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
