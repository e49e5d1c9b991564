/* spawn.h – child processes: one at a time or several side by side, bounded in time and output.
 *
 * A child is started from an absolute path with an argv array: no shell, no PATH. Its environment
 * is what the caller lists (usually vouch_environment_clean: LC_ALL=C and little else). It gets its
 * own session (nobody's terminal can be asked; one of its own where it needs one), /dev/null or the
 * given bytes on standard input, and no descriptor of ours but the one it is meant to inherit. When
 * the deadline passes, its whole process group is killed and reaped. Output beyond the cap is read
 * and dropped, and the result says so.
 *
 *	struct vouch_child child = { .argv = (const char *const[]){ path, "-x", NULL }, ... };
 *	if (vouch_spawn_run(&arena, &child, 1, err) < 0) ...
 *	if (child.result.end == VOUCH_END_EXITED && child.result.status == 0) ...
 */
#ifndef VOUCH_MACHINE_SPAWN_H
#define VOUCH_MACHINE_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/base/file.h"
#include "vouch/base/secret.h"

enum vouch_end {
	VOUCH_END_NOT_STARTED, /* no such program, not executable: sys has the errno */
	VOUCH_END_EXITED,      /* status is its exit status */
	VOUCH_END_SIGNALLED,   /* status is the signal */
	VOUCH_END_TIMED_OUT    /* killed at the deadline */
};

struct vouch_child_result {
	enum vouch_end end;
	int status;
	int sys;
	struct vouch_bytes out, err; /* in the arena of the call */
	bool out_cut, err_cut;       /* more came than the cap */
};

/* What a child is answered when it asks on a terminal: the line behind a prompt. Control characters
 * mean something to a terminal, and a line of more than 128 bytes is cut by most that ask; the
 * caller sees to that. */
struct vouch_answer {
	const char *prompt; /* part of what it says when it asks, without case */
	const char *text;   /* the line, where secret is NULL */
	const struct vouch_secret *secret;
};

struct vouch_child {
	const char *const *argv;         /* argv[0] is the absolute path; NULL last */
	const char *const *environment;  /* NULL: vouch_environment_clean */
	const char *folder;              /* working folder; NULL: "/" */
	const struct vouch_bytes *input; /* standard input; NULL: /dev/null */
	/* Lines of standard input that are secret: written one after the other, each with a
	 * newline, from locked memory. NULL last. Not beside input. */
	const struct vouch_secret *const *secret_lines;
	/* For a child that only asks on a terminal: all its three streams are one, of its own and
	 * without echo, and come back as result.out. The answers are given in order, each when its
	 * prompt has come since the one before. A child that asks for the last one again is hung
	 * up on. Not beside input and secret_lines. */
	const struct vouch_answer *answers;
	size_t answer_count;
	struct vouch_secret *secret_out; /* standard output goes here instead of result.out */
	int inherit_fd;                  /* 0: none. A descriptor it keeps open (the run's lock) */
	int64_t deadline_ms;             /* from its start */
	size_t output_cap;               /* bytes for each stream */
	struct vouch_child_result result;
};

/* { "LC_ALL=C", "PATH=/usr/bin:/bin:/usr/sbin:/sbin", NULL } */
extern const char *const vouch_environment_clean[];

/* Starts all of them, side by side, and returns when the last has ended. An error is returned only
 * where the system itself fails (no memory for a pipe); a child that fails says so in its result.
 */
int vouch_spawn_run(struct vouch_arena *arena, struct vouch_child *children, size_t count,
	struct vouch_err *err);
/* How it ended, for a message: "exited 1", "killed by signal 9", "still running after 20 s". */
const char *vouch_child_end_text(struct vouch_arena *arena, const struct vouch_child *child);
/* Number of children started by this process so far: for tests and for the bench. */
unsigned long vouch_spawn_count(void);

#endif
