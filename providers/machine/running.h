/* running.h – one child while it runs: what spawn.c (the loop) and start.c (fork and exec) share.
 */
#ifndef VOUCH_MACHINE_RUNNING_H
#define VOUCH_MACHINE_RUNNING_H

#include <stdbool.h>
#include <sys/types.h>

#include "vouch/base/buf.h"
#include "vouch/machine/spawn.h"

/* Our ends of its pipes. */
enum wire {
	WIRE_INPUT,   /* we write: its standard input */
	WIRE_OUTPUT,  /* we read: its standard output, or its terminal, which we write to as well */
	WIRE_ERRORS,  /* we read: its standard error */
	WIRE_STARTED, /* we read: the errno of an exec that failed; it closes when exec works */
	WIRE_COUNT
};

struct running {
	struct vouch_child *child;
	pid_t pid;             /* 0: not started, or reaped */
	int wires[WIRE_COUNT]; /* -1: closed */
	struct vouch_buf out, errors;
	size_t line;        /* the secret line that is written now; the answer that is due */
	size_t offset;      /* bytes of it, or of the input, that are written */
	size_t answered_at; /* where in out the last prompt that was answered ends */
	int64_t deadline;   /* these four by the monotonic clock; 0: not yet */
	int64_t quiet_at;   /* all pipes that we read were at their end */
	int64_t exited_at;
	int64_t killed_at;
	bool heard;      /* something was read when its pipes were last looked at */
	int start_error; /* errno from the child, before exec */
};

/* True when nothing more is to come of it: it has ended, and its pipes are at their end or, where a
 * grandchild keeps them, had nothing more to read. */
bool vouch_machine_is_over(struct running *running, int64_t now);
/* Forks and execs. On failure nothing of it is left. */
int vouch_machine_start(struct running *running, struct vouch_err *err);

#endif
