/* clock.c – moments and days as text, by the proleptic Gregorian calendar. */
#include "vouch/base/clock.h"

#include <stdio.h>
#include <string.h>

static const int64_t day_seconds = 86400;

/* Days since 1970-01-01; Howard Hinnant's algorithm, years from March. */
static int64_t days_from(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void date_from(int64_t days, int *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2 ? 1 : 0));
}

static int64_t bounded(int64_t seconds)
{
	const int64_t first = -62167219200,
		      last = 253402300799; /* 0000-01-01, 9999-12-31T23:59:59 */

	return seconds < first ? first : seconds > last ? last : seconds;
}

static int64_t split(int64_t seconds, int *year, int *month, int *day)
{
	int64_t days = seconds / day_seconds, rest = seconds % day_seconds;

	if (rest < 0) {
		rest += day_seconds;
		days--;
	}
	date_from(days, year, month, day);
	return rest;
}

void vouch_time_format(int64_t seconds, char out[VOUCH_TIME_TEXT])
{
	int year, month, day;
	int rest = (int)split(bounded(seconds), &year, &month, &day);

	(void)snprintf(out, VOUCH_TIME_TEXT, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day,
		rest / 3600, rest / 60 % 60, rest % 60);
}

void vouch_date_format(int64_t seconds, char out[VOUCH_TIME_TEXT])
{
	int year, month, day;

	(void)split(bounded(seconds), &year, &month, &day);
	(void)snprintf(out, VOUCH_TIME_TEXT, "%04d-%02d-%02d", year, month, day);
}

/* Exactly count digits; moves on. */
static bool digits(const char **text, int count, int *out)
{
	int value = 0;

	while (count-- > 0) {
		if (**text < '0' || **text > '9')
			return false;
		value = value * 10 + (**text - '0');
		(*text)++;
	}
	*out = value;
	return true;
}

static bool sign(const char **text, char wanted)
{
	if (**text != wanted)
		return false;
	(*text)++;
	return true;
}

static bool date(const char **text, int64_t *days)
{
	int year, month, day, back_year, back_month, back_day;

	if (!digits(text, 4, &year) || !sign(text, '-') || !digits(text, 2, &month) ||
		!sign(text, '-') || !digits(text, 2, &day) || month < 1 || month > 12 || day < 1 ||
		day > 31)
		return false;
	*days = days_from(year, month, day);
	date_from(*days, &back_year, &back_month, &back_day);
	return back_year == year && back_month == month && back_day == day; /* no 30 February */
}

bool vouch_date_parse(const char *text, int64_t *out)
{
	int64_t days;

	if (!date(&text, &days) || *text != '\0')
		return false;
	*out = days * day_seconds;
	return true;
}

bool vouch_time_parse(const char *text, int64_t *out)
{
	int64_t days;
	int hour, minute, second;

	if (!date(&text, &days) || !sign(&text, 'T') || !digits(&text, 2, &hour) ||
		!sign(&text, ':') || !digits(&text, 2, &minute) || !sign(&text, ':') ||
		!digits(&text, 2, &second) || hour > 23 || minute > 59 || second > 59)
		return false;
	if (*text == '.') {
		text++;
		if (*text < '0' || *text > '9')
			return false;
		text += strspn(text, "0123456789");
	}
	if (strcmp(text, "Z") != 0)
		return false;
	*out = days * day_seconds + hour * 3600 + minute * 60 + second;
	return true;
}
