/* bench_run.h – runs a program and says what it cost; medians of several rounds. */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H

#include <stddef.h>

enum { BENCH_ROUNDS = 9 };

double bench_seconds(void);
/* Runs it once, its output thrown away, these bytes on standard input; seconds from start to end.
 * Ends the bench where it cannot be started or fails. */
double bench_run(const char *const *argv, const char *input);
/* The middle one; sorts the numbers. */
double bench_median(double *numbers, size_t count);
/* Median of BENCH_ROUNDS runs. */
double bench_run_median(const char *const *argv, const char *input);

#endif
