/* terminal.h – a pseudo-terminal for a child that only asks on one, and what it is answered. */
#ifndef VOUCH_MACHINE_TERMINAL_H
#define VOUCH_MACHINE_TERMINAL_H

#include <stdbool.h>

#include "running.h"

/* Opens a pair without echo; ours does not block. 0, or -1 with errno and nothing left open. */
int vouch_terminal_open(int *ours, int *theirs);
/* In the child, between fork and exec: its terminal is the one that asks. 0, or -1 with errno. */
int vouch_terminal_take(int fd);
/* After something was read: gives the answers whose prompts have come. Hangs up where the child
 * asks more than there are answers, as it would ask for ever. */
void vouch_terminal_answer(struct running *running);

#endif
