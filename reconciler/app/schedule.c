/* schedule.c – intervals, splay, and the wait for the next round. */
#include "vouch/app/schedule.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/app/interrupt.h"
#include "vouch/base/compat.h"
#include "vouch/base/digest.h"

bool vouch_every_parse(const char *text, int64_t *seconds)
{
	static const struct {
		char letter;
		int64_t seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 24 * 3600}};
	size_t digits = strspn(text, "0123456789"), i;
	int64_t number;

	if (digits == 0 || digits > 7 || strlen(text) != digits + 1)
		return false;
	number = strtoll(text, NULL, 10);
	for (i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (text[digits] == units[i].letter && number > 0 &&
			number <= VOUCH_EVERY_MAX_S / units[i].seconds) {
			*seconds = number * units[i].seconds;
			return true;
		}
	}
	return false;
}

int64_t vouch_splay(const char *serial, int64_t every)
{
	char hex[VOUCH_DIGEST_HEX];

	if (serial == NULL)
		serial = "";
	vouch_digest_sha256(serial, strlen(serial), hex);
	hex[12] = '\0'; /* 48 bits: far more than an interval has seconds */
	return strtoll(hex, NULL, 16) % every;
}

int64_t vouch_schedule_next(int64_t now, int64_t every, int64_t splay)
{
	int64_t into = (now - splay) % every;

	return now - (into < 0 ? into + every : into) + every;
}

bool vouch_schedule_wait(int64_t next, int64_t every)
{
	const int64_t look_again_ms = INT64_C(60) * 1000;
	int64_t latest = vouch_compat_monotonic_ms() + every * 1000;

	while (!vouch_interrupt_came()) {
		int64_t by_clock = (next - vouch_compat_now()) * 1000;
		int64_t left = latest - vouch_compat_monotonic_ms();

		if (by_clock < left)
			left = by_clock;
		if (left <= 0)
			return false;
		(void)vouch_interrupt_wait_ms(left < look_again_ms ? left : look_again_ms);
	}
	return true;
}
