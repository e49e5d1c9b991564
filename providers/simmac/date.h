/* date.h – what the parts of date share: a time, and how -v changes it. */
#ifndef SIMMAC_DATE_H
#define SIMMAC_DATE_H

#include <stdbool.h>
#include <time.h>

/* "+1d", "-3m", "1y", "mon": the whole word of one -v. False: it is none. */
bool simmac_date_adjust(const char *word, struct tm *parts);

#endif
