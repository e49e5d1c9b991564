/* interrupt.h – SIGINT, SIGTERM and SIGHUP set a flag, and end a wait; nothing else.
 *
 * An interrupt stops the next step, not the one that is under way.
 */
#ifndef VOUCH_APP_INTERRUPT_H
#define VOUCH_APP_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/err.h"

/* Once, before work begins. SIGPIPE is ignored from here on: a reader that left is a failed write.
 */
int vouch_interrupt_catch(struct vouch_err *err);
bool vouch_interrupt_came(void);
/* The same, for who looks at it between two steps. */
const volatile sig_atomic_t *vouch_interrupt_flag(void);
/* Waits, without turning; true where an interrupt came before the time was over. */
bool vouch_interrupt_wait_ms(int64_t milliseconds);

#endif
