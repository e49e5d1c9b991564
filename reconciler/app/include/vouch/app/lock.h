/* lock.h – one run at a time: a lock on an open file, which dies with the last process that holds
 * it.
 *
 * Tools that change something inherit the descriptor. So a killed run's lock lives on while its
 * orphan works, and a new run waits for it; a run that lives is not waited for. The process id in
 * the file is for messages and for telling the two apart; it never decides who holds the lock.
 */
#ifndef VOUCH_APP_LOCK_H
#define VOUCH_APP_LOCK_H

#include <stdint.h>

#include "vouch/base/err.h"

enum { VOUCH_LOCK_ORPHAN_WAIT_MS = 120 * 1000 };

struct vouch_lock {
	int fd; /* close-on-exec; -1: not held */
};

/* VOUCH_E_LOCKED names who holds it; VOUCH_E_INTERRUPTED where a signal ended the wait. waits is
 * called once, where an orphan has to be waited for; at most wait_ms. */
int vouch_lock_take(const char *path, int64_t wait_ms,
	void (*waits)(void *self, const char *message), void *self, struct vouch_lock *out,
	struct vouch_err *err);
void vouch_lock_release(struct vouch_lock *lock);

#endif
