/* clock.h – moments as seconds since 1970 (UTC) and their text. Nothing here reads a clock. */
#ifndef VOUCH_BASE_CLOCK_H
#define VOUCH_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Enough for any int in each part, so that the compiler sees nothing can be cut. */
enum { VOUCH_TIME_TEXT = 80 };

/* "2026-11-24T10:00:00Z". Years 0000 to 9999; beyond them the text is cut to the border. */
void vouch_time_format(int64_t seconds, char out[VOUCH_TIME_TEXT]);
/* The same form, seconds with or without a fraction; only Z as zone. */
bool vouch_time_parse(const char *text, int64_t *out);
/* "2026-11-24" → 00:00 UTC of that day; the day must exist. */
bool vouch_date_parse(const char *text, int64_t *out);
void vouch_date_format(int64_t seconds, char out[VOUCH_TIME_TEXT]);

#endif
