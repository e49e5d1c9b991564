/* loading.h – what every reader of a part of the repository carries: where data goes, and mistakes.
 */
#ifndef VOUCH_LOAD_LOADING_H
#define VOUCH_LOAD_LOADING_H

#include "tree.h"
#include "vouch/base/arena.h"
#include "vouch/load/problem.h"

struct loading {
	struct vouch_arena *arena;
	struct vouch_problems *problems;
};

#endif
