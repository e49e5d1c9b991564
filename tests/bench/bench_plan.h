/* bench_plan.h – the planner alone, on Macs of any size. */
#ifndef BENCH_PLAN_H
#define BENCH_PLAN_H

/* Seconds that one plan takes for that many accounts, median of several: a third to be created, a
 * third to be given a token, a third to be changed, one administrator who vouches for all. */
double bench_plan(int accounts);

#endif
