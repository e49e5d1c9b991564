/* test_schedule.c – the agent's rounds: intervals, an even splay, the next moment. */
#include "vouch_test.h"

#include <stdio.h>

#include "vouch/app/schedule.h"

static void intervals_have_a_unit_and_bounds(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds; /* 0: refused */
	} rows[] = {
		{"90s", 90},
		{"15m", 900},
		{"2h", 7200},
		{"1d", 86400},
		{"30d", 2592000},
		{"31d", 0},
		{"0s", 0},
		{"15", 0},
		{"m", 0},
		{"", 0},
		{"-5m", 0},
		{"1.5h", 0},
		{"15 m", 0},
		{"15min", 0},
		{"99999999999999999999s", 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t seconds = 0;

		assert_int_equal(vouch_every_parse(rows[i].text, &seconds), rows[i].seconds != 0);
		assert_int_equal(seconds, rows[i].seconds);
	}
}

static void the_next_round_is_after_now_and_at_the_splay(void **state)
{
	static const int64_t moments[] = {0, 1, 899, 900, 901, 1764000000, -1, -901};
	int64_t splay;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof moments / sizeof moments[0]; i++) {
		for (splay = 0; splay < 900; splay += 299) {
			int64_t next = vouch_schedule_next(moments[i], 900, splay);

			assert_true(next > moments[i] && next <= moments[i] + 900);
			assert_int_equal((next - splay) % 900, 0);
		}
	}
}

/* 10 000 serials into 10 buckets: chi-square with 9 degrees of freedom stays below 27.9 in 999 of
 * 1000 even spreads; the serials are fixed, so this does not flicker. */
static void a_fleet_is_spread_evenly(void **state)
{
	int buckets[10] = {0}, i;
	double chi = 0;

	(void)state;
	for (i = 0; i < 10000; i++) {
		char serial[32];
		int64_t splay;

		assert_true(snprintf(serial, sizeof serial, "C02X%05dQ6L", i) > 0);
		splay = vouch_splay(serial, 900);
		assert_true(splay >= 0 && splay < 900);
		assert_int_equal(splay, vouch_splay(serial, 900));
		buckets[splay / 90]++;
	}
	for (i = 0; i < 10; i++)
		chi += (buckets[i] - 1000.0) * (buckets[i] - 1000.0) / 1000.0;
	assert_true(chi < 27.9);
	assert_true(vouch_splay(NULL, 900) >= 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals_have_a_unit_and_bounds),
		cmocka_unit_test(the_next_round_is_after_now_and_at_the_splay),
		cmocka_unit_test(a_fleet_is_spread_evenly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
