/* spawn.c – running children side by side: feeding, reading, deadlines, reaping. */
#include "vouch/machine/spawn.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "terminal.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"

enum {
	PIECE = 4096,
	LINGER_MS = 300,       /* how long an ended child's grandchildren may keep its pipes */
	GIVE_UP_MS = 2000,     /* how long a killed child may take to die (waiting for a disk) */
	TERMINAL_TICK_MS = 10, /* how often a terminal is read: poll knows none on some systems */
	TICK_MS = 50           /* how often a child with open pipes is asked whether it has ended */
};

static atomic_ulong started;

static bool reads_open(const struct running *running)
{
	return running->wires[WIRE_OUTPUT] >= 0 || running->wires[WIRE_ERRORS] >= 0 ||
	       running->wires[WIRE_STARTED] >= 0;
}

/* What is to be written next, straight from where it lies: a secret is not copied. False where
 * everything is written. */
static bool next_input(const struct running *running, struct iovec parts[2], size_t *whole)
{
	const struct vouch_child *child = running->child;
	const struct vouch_secret *line;
	union {
		const char *promised; /* writev does not write there, but iovec's type says so */
		char *wanted;
	} data;

	if (child->secret_lines == NULL) {
		data.promised = child->input->data;
		*whole = child->input->length;
	} else {
		line = child->secret_lines[running->line];
		if (line == NULL)
			return false;
		data.promised = line->length == 0 ? "" : line->bytes;
		*whole = line->length;
	}
	data.promised += running->offset;
	parts[0] = (struct iovec){.iov_base = data.wanted, .iov_len = *whole - running->offset};
	data.promised = "\n";
	parts[1] = (struct iovec){
		.iov_base = data.wanted, .iov_len = child->secret_lines == NULL ? 0 : 1};
	*whole += parts[1].iov_len;
	return *whole > running->offset;
}

/* Writes what its pipe takes now; closes the pipe when all is written or nobody reads it. */
static void feed(struct running *running)
{
	struct iovec parts[2];
	size_t whole;

	while (next_input(running, parts, &whole)) {
		ssize_t written = writev(running->wires[WIRE_INPUT], parts, 2);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			return;
		if (written < 0)
			break; /* EPIPE: it does not want the rest, which is its right */
		running->offset += (size_t)written;
		if (running->child->secret_lines != NULL && running->offset == whole) {
			running->line++;
			running->offset = 0;
		}
	}
	vouch_fd_close(&running->wires[WIRE_INPUT]);
}

static int keep_secret(struct running *running, char *piece, size_t length, struct vouch_err *err)
{
	struct vouch_child *child = running->child;
	size_t cap = child->output_cap < VOUCH_SECRET_MAX ? child->output_cap : VOUCH_SECRET_MAX;
	size_t room = cap > child->secret_out->length ? cap - child->secret_out->length : 0;
	int r;

	if (length > room)
		child->result.out_cut = true;
	r = vouch_secret_add(child->secret_out, piece, length < room ? length : room, err);
	vouch_wipe(piece, length);
	return r;
}

static void keep(struct vouch_buf *buf, size_t cap, const char *piece, size_t length, bool *cut)
{
	size_t room = cap - buf->length;

	if (length > room)
		*cut = true;
	vouch_buf_add(buf, piece, length < room ? length : room);
}

/* Reads what is there; closes the pipe at its end. */
static int drain(struct running *running, enum wire wire, struct vouch_err *err)
{
	struct vouch_child *child = running->child;
	char piece[PIECE];
	ssize_t length = read(running->wires[wire], piece, sizeof piece);

	if (length < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
		return 0;
	if (length <= 0) {
		vouch_fd_close(&running->wires[wire]);
		return 0;
	}
	running->heard = true;
	if (wire == WIRE_STARTED) {
		if ((size_t)length >= sizeof running->start_error)
			memcpy(&running->start_error, piece, sizeof running->start_error);
		return 0;
	}
	if (wire == WIRE_OUTPUT && child->secret_out != NULL)
		return keep_secret(running, piece, (size_t)length, err);
	if (wire == WIRE_OUTPUT) {
		keep(&running->out, child->output_cap, piece, (size_t)length,
			&child->result.out_cut);
		if (child->answers != NULL)
			vouch_terminal_answer(running);
	} else {
		keep(&running->errors, child->output_cap, piece, (size_t)length,
			&child->result.err_cut);
	}
	return 0;
}

/* Looks without reaping: while it is a zombie its number, and that of its group, stay its own. */
static void notice_exit(struct running *running, int64_t now)
{
	siginfo_t info;

	if (running->exited_at != 0)
		return;
	memset(&info, 0, sizeof info);
	if (waitid(P_PID, (id_t)running->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
		info.si_pid == running->pid) {
		running->exited_at = now;
		running->heard = true; /* what it said last may lie in its pipes still */
	}
}

static void kill_group(struct running *running)
{
	(void)kill(-running->pid, SIGKILL);
	(void)kill(running->pid, SIGKILL); /* where it was too early for its own group */
}

static void settle(struct vouch_arena *arena, struct running *running)
{
	struct vouch_child *child = running->child;
	struct vouch_child_result *result = &child->result;
	int status = 0, wire;
	bool reaped = waitpid(running->pid, &status, WNOHANG) == running->pid;

	for (wire = 0; wire < WIRE_COUNT; wire++)
		vouch_fd_close(&running->wires[wire]);
	running->pid = 0;
	result->out.data =
		vouch_arena_text_n(arena, vouch_buf_get(&running->out), running->out.length);
	result->out.length = running->out.length;
	result->err.data =
		vouch_arena_text_n(arena, vouch_buf_get(&running->errors), running->errors.length);
	result->err.length = running->errors.length;
	if (running->start_error != 0) {
		result->end = VOUCH_END_NOT_STARTED;
		result->sys = running->start_error;
	} else if (running->killed_at != 0 || !reaped) {
		result->end = VOUCH_END_TIMED_OUT;
		result->sys = ETIMEDOUT;
	} else if (WIFSIGNALED(status)) {
		result->end = VOUCH_END_SIGNALLED;
		result->status = WTERMSIG(status);
	} else {
		result->end = VOUCH_END_EXITED;
		result->status = WEXITSTATUS(status);
	}
}

bool vouch_machine_is_over(struct running *running, int64_t now)
{
	if (running->quiet_at == 0 && !reads_open(running))
		running->quiet_at = now;
	notice_exit(running, now);
	/* Time alone ends nothing: it passes as well where we were not let run, or were asleep. */
	if (running->exited_at != 0)
		return !reads_open(running) ||
		       (now >= running->exited_at + LINGER_MS &&
			       (!running->heard || now >= running->deadline));
	if (running->killed_at == 0 && now >= running->deadline) {
		running->killed_at = now;
		kill_group(running);
	}
	return running->killed_at != 0 && now >= running->killed_at + GIVE_UP_MS;
}

/* How long the loop may sleep before this child needs a look. One whose pipes have just closed is
 * about to end: it is asked again soon. */
static int64_t patience(const struct running *running, int64_t now)
{
	int64_t until = running->exited_at != 0   ? running->exited_at + LINGER_MS
			: running->killed_at != 0 ? running->killed_at + GIVE_UP_MS
						  : running->deadline;
	int64_t most = running->child->answers != NULL ? TERMINAL_TICK_MS : TICK_MS;

	if (running->exited_at == 0 && running->quiet_at != 0 && now - running->quiet_at < TICK_MS)
		most = 1;
	until = until > now ? until - now : 0;
	return until < most ? until : most;
}

static bool is_terminal(const struct running *running, size_t wire)
{
	return wire == WIRE_OUTPUT && running->child->answers != NULL && running->wires[wire] >= 0;
}

static size_t watch(struct running *all, size_t count, struct pollfd *watched)
{
	size_t i, wire;

	for (i = 0; i < count; i++)
		for (wire = 0; wire < WIRE_COUNT; wire++) {
			struct pollfd *one = &watched[i * WIRE_COUNT + wire];

			one->fd = all[i].pid == 0 || is_terminal(&all[i], wire)
					  ? -1
					  : all[i].wires[wire];
			one->events = wire == WIRE_INPUT ? POLLOUT : POLLIN;
			one->revents = 0;
		}
	return count * WIRE_COUNT;
}

static int serve(struct running *running, const struct pollfd *watched, struct vouch_err *err)
{
	int wire, r = 0;

	running->heard = false;
	if (watched[WIRE_INPUT].revents != 0)
		feed(running);
	for (wire = WIRE_OUTPUT; wire < WIRE_COUNT && r == 0; wire++)
		if (watched[wire].revents != 0 || is_terminal(running, (size_t)wire))
			r = drain(running, (enum wire)wire, err);
	return r;
}

static int run_all(
	struct vouch_arena *arena, struct running *all, size_t count, struct vouch_err *err)
{
	struct pollfd *watched =
		vouch_arena_alloc_array(arena, count * WIRE_COUNT, sizeof *watched);
	size_t left = count, i;
	int r;

	for (i = 0; i < count; i++) {
		r = vouch_machine_start(&all[i], err);
		if (r < 0)
			return r;
		atomic_fetch_add(&started, 1);
	}
	while (left > 0) {
		int64_t now = vouch_compat_monotonic_ms(), sleep = TICK_MS;

		for (i = 0; i < count; i++) {
			if (all[i].pid == 0)
				continue;
			if (vouch_machine_is_over(&all[i], now)) {
				settle(arena, &all[i]);
				left--;
			} else if (patience(&all[i], now) < sleep) {
				sleep = patience(&all[i], now);
			}
		}
		if (left == 0)
			break;
		if (poll(watched, (nfds_t)watch(all, count, watched), (int)sleep) < 0) {
			if (errno != EINTR)
				return vouch_err_sys(
					err, VOUCH_E_SYSTEM, errno, "cannot wait for children");
			continue;
		}
		for (i = 0; i < count; i++) {
			r = serve(&all[i], &watched[i * WIRE_COUNT], err);
			if (r < 0)
				return r;
		}
	}
	return 0;
}

/* After an error of the system: whatever still runs is ended, nothing is left behind. */
static void abandon(struct running *all, size_t count)
{
	size_t i;
	int wire;

	for (i = 0; i < count; i++) {
		for (wire = 0; wire < WIRE_COUNT; wire++)
			vouch_fd_close(&all[i].wires[wire]);
		if (all[i].pid != 0) {
			kill_group(&all[i]);
			while (waitpid(all[i].pid, NULL, 0) < 0 && errno == EINTR)
				;
		}
		vouch_buf_release(&all[i].out);
		vouch_buf_release(&all[i].errors);
	}
}

static int check(const struct vouch_child *child, struct vouch_err *err)
{
	if (child->argv == NULL || child->argv[0] == NULL || child->argv[0][0] != '/')
		return vouch_err_set(err, VOUCH_E_BUG, "a child needs an absolute path");
	if (child->deadline_ms <= 0)
		return vouch_err_set(err, VOUCH_E_BUG, "%s was given no deadline", child->argv[0]);
	if ((child->input != NULL) + (child->secret_lines != NULL) + (child->answers != NULL) > 1)
		return vouch_err_set(err, VOUCH_E_BUG, "%s was given two inputs", child->argv[0]);
	if (child->answers != NULL && (child->answer_count == 0 || child->secret_out != NULL))
		return vouch_err_set(err, VOUCH_E_BUG, "%s was given no answers", child->argv[0]);
	return 0;
}

int vouch_spawn_run(struct vouch_arena *arena, struct vouch_child *children, size_t count,
	struct vouch_err *err)
{
	struct running *all = vouch_arena_alloc_array(arena, count, sizeof *all);
	struct sigaction ignore, before;
	size_t i;
	int wire, r;

	for (i = 0; i < count; i++) {
		r = check(&children[i], err);
		if (r < 0)
			return r;
		memset(&children[i].result, 0, sizeof children[i].result);
		all[i].child = &children[i];
		for (wire = 0; wire < WIRE_COUNT; wire++)
			all[i].wires[wire] = -1;
	}
	/* A child that does not read its input must not end us. */
	memset(&ignore, 0, sizeof ignore);
	ignore.sa_handler = SIG_IGN;
	(void)sigemptyset(&ignore.sa_mask);
	(void)sigaction(SIGPIPE, &ignore, &before);
	r = run_all(arena, all, count, err);
	abandon(all, count);
	(void)sigaction(SIGPIPE, &before, NULL);
	return r;
}

const char *vouch_child_end_text(struct vouch_arena *arena, const struct vouch_child *child)
{
	const struct vouch_child_result *result = &child->result;

	switch (result->end) {
	case VOUCH_END_NOT_STARTED:
		return vouch_arena_printf(arena, "could not be started: %s", strerror(result->sys));
	case VOUCH_END_EXITED: return vouch_arena_printf(arena, "exited %d", result->status);
	case VOUCH_END_SIGNALLED:
		return vouch_arena_printf(arena, "killed by signal %d", result->status);
	case VOUCH_END_TIMED_OUT:
		return vouch_arena_printf(arena, "still running after %lld.%lld s",
			(long long)(child->deadline_ms / 1000),
			(long long)(child->deadline_ms % 1000 / 100));
	}
	return "";
}

unsigned long vouch_spawn_count(void)
{
	return atomic_load(&started);
}
