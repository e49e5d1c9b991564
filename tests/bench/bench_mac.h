/* bench_mac.h – a simulated Mac with many accounts, made by writing their records. */
#ifndef BENCH_MAC_H
#define BENCH_MAC_H

#include "vouch/base/arena.h"

/* A new Mac below folder with one token administrator and that many accounts in all. Ends the bench
 * where it cannot be made. Answers its root. */
const char *bench_mac(
	struct vouch_arena *arena, const char *simmac, const char *folder, int accounts);
void bench_mac_remove(const char *folder);

#endif
