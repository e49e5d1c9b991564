/* date_adjust.c – date -v: one part of a time more, less, or set. */
#include "date.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { YEARS_MAX = 9999, AMOUNT_MAX = 100000000 };

static int *part_of(struct tm *parts, char unit)
{
	switch (unit) {
	case 'y': return &parts->tm_year;
	case 'm': return &parts->tm_mon;
	case 'w':
	case 'd': return &parts->tm_mday;
	case 'H': return &parts->tm_hour;
	case 'M': return &parts->tm_min;
	case 'S': return &parts->tm_sec;
	default: return NULL;
	}
}

static int days_of(const struct tm *parts)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int year = parts->tm_year + 1900;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[parts->tm_mon] + (parts->tm_mon == 1 && leap);
}

/* A month more than 31 January is the last of February. */
static void keep_in_month(struct tm *parts)
{
	int months = parts->tm_year * 12 + parts->tm_mon;

	parts->tm_year = months / 12;
	parts->tm_mon = months % 12;
	if (parts->tm_mon < 0) {
		parts->tm_mon += 12;
		parts->tm_year--;
	}
	if (parts->tm_mday > days_of(parts))
		parts->tm_mday = days_of(parts);
}

/* part: that of the unit. */
static bool set_part(struct tm *parts, char unit, int *part, long amount)
{
	switch (unit) {
	case 'y':
		if (amount < 1900 || amount > YEARS_MAX)
			return false;
		parts->tm_year = (int)amount - 1900;
		break;
	case 'm':
		if (amount < 1 || amount > 12)
			return false;
		parts->tm_mon = (int)amount - 1;
		break;
	case 'd':
		if (amount < 1 || amount > 31)
			return false;
		parts->tm_mday = (int)amount;
		return true;
	case 'H':
	case 'M':
	case 'S':
		if (amount < 0 || amount > (unit == 'H' ? 23 : 59))
			return false;
		*part = (int)amount;
		return true;
	default: return false;
	}
	keep_in_month(parts);
	return true;
}

bool simmac_date_adjust(const char *word, struct tm *parts)
{
	bool relative = *word == '+' || *word == '-';
	char *end;
	long amount = strtol(word, &end, 10);
	int *part = *end && !end[1] && end != word ? part_of(parts, *end) : NULL;

	if (!part || amount > AMOUNT_MAX || amount < -AMOUNT_MAX)
		return false;
	if (!relative)
		return set_part(parts, *end, part, amount);
	*part += (int)amount * (*end == 'w' ? 7 : 1);
	if (*end == 'y' || *end == 'm') {
		if (parts->tm_year > YEARS_MAX || parts->tm_mon > YEARS_MAX * 12 ||
			parts->tm_mon < -YEARS_MAX * 12)
			return false;
		keep_in_month(parts);
	}
	return true;
}
