/* bench_plan.h – the planner alone, on Macs of any size and shape. */
#ifndef BENCH_PLAN_H
#define BENCH_PLAN_H

#include "bench_shapes.h"

/* Seconds of the processor that one plan takes for that many accounts, the least of several. */
double bench_plan(enum bench_shape shape, int accounts);

#endif
