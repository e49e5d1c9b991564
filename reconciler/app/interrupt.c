/* interrupt.c – signals as a flag and a pipe that a wait can listen to. */
#include "vouch/app/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "vouch/base/compat.h"

/* A signal handler can reach nothing but globals; these are written here only. */
static volatile sig_atomic_t came;
static int wake[2] = {-1, -1};

static void note_signal(int number)
{
	int kept = errno;

	(void)number;
	came = 1;
	/* A full pipe wakes the wait just as well. */
	if (write(wake[1], "", 1) < 0)
		errno = kept;
	errno = kept;
}

static int open_wake(struct vouch_err *err)
{
	int i;

	if (wake[0] >= 0)
		return 0;
	if (pipe(wake) != 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot make a pipe");
	for (i = 0; i < 2; i++) {
		(void)fcntl(wake[i], F_SETFD, FD_CLOEXEC); /* cannot fail on an open descriptor */
		(void)fcntl(wake[i], F_SETFL, O_NONBLOCK);
	}
	return 0;
}

int vouch_interrupt_catch(struct vouch_err *err)
{
	static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {0};
	size_t i;

	if (open_wake(err) < 0)
		return -(int)VOUCH_E_SYSTEM;
	(void)sigemptyset(&action.sa_mask);
	action.sa_handler = note_signal;
	for (i = 0; i < sizeof caught / sizeof caught[0]; i++) {
		if (sigaction(caught[i], &action, NULL) != 0)
			return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot catch a signal");
	}
	action.sa_handler = SIG_IGN;
	(void)sigaction(SIGPIPE, &action, NULL); /* a valid signal and action */
	return 0;
}

bool vouch_interrupt_came(void)
{
	return came != 0;
}

const volatile sig_atomic_t *vouch_interrupt_flag(void)
{
	return &came;
}

bool vouch_interrupt_wait_ms(int64_t milliseconds)
{
	int64_t until = vouch_compat_monotonic_ms() + milliseconds;

	while (!vouch_interrupt_came()) {
		struct pollfd listen = {.fd = wake[0], .events = POLLIN};
		int64_t left = until - vouch_compat_monotonic_ms();

		if (left <= 0)
			return false;
		(void)poll(&listen, 1, left > INT_MAX ? INT_MAX : (int)left); /* asked again */
	}
	return true;
}
