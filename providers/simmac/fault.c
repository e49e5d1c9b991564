/* fault.c – finds the fault that strikes a call, and lets it strike. */
#include "fault.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

enum { FIELDS = 5, FILE_CAP = 64 * 1024 };

static const char *const words[] = {
	[SIMMAC_FAULT_NONE] = "none",
	[SIMMAC_FAULT_FAIL] = "fail",
	[SIMMAC_FAULT_HANG] = "hang",
	[SIMMAC_FAULT_GARBAGE] = "garbage",
	[SIMMAC_FAULT_LIE] = "lie",
	[SIMMAC_FAULT_KILLED] = "killed",
	[SIMMAC_FAULT_KILLED_AFTER] = "killed-after",
	[SIMMAC_FAULT_CUT] = "cut",
	[SIMMAC_FAULT_CUT_AFTER] = "cut-after",
	[SIMMAC_FAULT_ORPHAN] = "orphan",
	[SIMMAC_FAULT_HALF_1] = "half-1",
	[SIMMAC_FAULT_HALF_2] = "half-2",
	[SIMMAC_FAULT_HALF_3] = "half-3",
	[SIMMAC_FAULT_HALF_4] = "half-4",
	[SIMMAC_FAULT_HALF_5] = "half-5",
	[SIMMAC_FAULT_SHORT] = "short",
};
_Static_assert(sizeof words / sizeof *words == SIMMAC_FAULT_COUNT, "one word a fault");

enum simmac_fault simmac_fault_find(const char *word)
{
	int i;

	for (i = SIMMAC_FAULT_NONE + 1; i < SIMMAC_FAULT_COUNT; i++)
		if (strcmp(words[i], word) == 0)
			return (enum simmac_fault)i;
	return SIMMAC_FAULT_COUNT;
}

const char *simmac_fault_word(enum simmac_fault fault)
{
	return words[fault];
}

/* --- the file --------------------------------------------------------------------------------- */

static bool split(char *line, char *fields[FIELDS])
{
	int i;

	for (i = 0; i < FIELDS; i++) {
		fields[i] = line;
		line = strchr(line, ' ');
		if (i == FIELDS - 1)
			return line == NULL;
		if (line == NULL)
			return false;
		*line++ = '\0';
	}
	return false;
}

static bool is_met(char *const fields[FIELDS], const char *tool, int argc, char *const *argv)
{
	int i;

	if (strcmp(fields[3], "*") != 0 && strcmp(fields[3], tool) != 0)
		return false;
	if (strcmp(fields[4], "*") == 0)
		return true;
	for (i = 1; i < argc; i++)
		if (strcmp(fields[4], argv[i]) == 0)
			return true;
	return false;
}

/* One line against one call; what stays of the line goes to rest. */
static enum simmac_fault meet(char *line, const char *tool, int argc, char *const *argv,
	bool struck, struct vouch_buf *rest)
{
	enum simmac_fault fault;
	char *fields[FIELDS];
	int64_t skip, times;

	if (!split(line, fields) || !vouch_text_number(fields[1], &skip) ||
		!vouch_text_number(fields[2], &times))
		return SIMMAC_FAULT_NONE;
	fault = simmac_fault_find(fields[0]);
	if (fault == SIMMAC_FAULT_COUNT)
		return SIMMAC_FAULT_NONE;
	if (!is_met(fields, tool, argc, argv) || (struck && skip == 0))
		fault = SIMMAC_FAULT_NONE;
	else if (skip > 0) {
		skip--;
		fault = SIMMAC_FAULT_NONE;
	} else {
		times--;
	}
	if (times > 0)
		vouch_buf_printf(rest, "%s %lld %lld %s %s\n", fields[0], (long long)skip,
			(long long)times, fields[3], fields[4]);
	return fault;
}

enum simmac_fault simmac_fault_next(
	struct simmac_mac *mac, const char *tool, int argc, char *const *argv)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf rest = {0};
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(simmac_mac_store(mac, "faults"), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	enum simmac_fault fault = SIMMAC_FAULT_NONE, met;
	char *text, *line, *end;
	ssize_t got;

	if (fd < 0 || flock(fd, LOCK_EX) < 0)
		return SIMMAC_FAULT_NONE;
	text = vouch_arena_alloc(&mac->arena, FILE_CAP + 1);
	got = pread(fd, text, FILE_CAP, 0);
	if (got <= 0)
		return SIMMAC_FAULT_NONE;
	text[got] = '\0';
	for (line = text; (end = strchr(line, '\n')) != NULL; line = end + 1) {
		*end = '\0';
		met = meet(line, tool, argc, argv, fault != SIMMAC_FAULT_NONE, &rest);
		fault = met == SIMMAC_FAULT_NONE ? fault : met;
	}
	if (ftruncate(fd, 0) != 0 ||
		(rest.length > 0 && pwrite(fd, rest.bytes, rest.length, 0) < 0))
		(void)fputs("simmac: the faults cannot be counted down\n", stderr);
	return fault;
}

/* --- striking --------------------------------------------------------------------------------- */

static void kill_caller(void)
{
	pid_t caller = getppid();

	if (caller > 1)
		(void)kill(caller, SIGKILL); /* it may have ended by itself */
}

static void end_here(void)
{
	for (;;)
		(void)raise(SIGKILL);
}

bool simmac_fault_before(struct simmac_mac *mac, enum simmac_fault fault, int *status)
{
	switch (fault) {
	case SIMMAC_FAULT_FAIL:
		fputs("the operation could not be completed\n", stderr);
		*status = 1;
		return true;
	case SIMMAC_FAULT_GARBAGE:
		(void)fwrite("\xff<?\0}{;;\x1b[2J\n", 1, 12, stdout);
		*status = 0;
		return true;
	case SIMMAC_FAULT_HANG:
		for (;;)
			(void)pause();
	case SIMMAC_FAULT_CUT:
		kill_caller();
		end_here();
		break;
	case SIMMAC_FAULT_KILLED: end_here(); break;
	case SIMMAC_FAULT_ORPHAN: kill_caller(); break;
	case SIMMAC_FAULT_LIE: mac->pretends = true; break;
	case SIMMAC_FAULT_HALF_1:
	case SIMMAC_FAULT_HALF_2:
	case SIMMAC_FAULT_HALF_3:
	case SIMMAC_FAULT_HALF_4:
	case SIMMAC_FAULT_HALF_5: mac->torn_at = (int)(fault - SIMMAC_FAULT_HALF_1) + 1; break;
	case SIMMAC_FAULT_NONE:
	case SIMMAC_FAULT_SHORT:
	case SIMMAC_FAULT_KILLED_AFTER:
	case SIMMAC_FAULT_CUT_AFTER:
	case SIMMAC_FAULT_COUNT: break;
	}
	return false;
}

void simmac_fault_after(enum simmac_fault fault)
{
	if (fault == SIMMAC_FAULT_CUT_AFTER)
		kill_caller();
	if (fault == SIMMAC_FAULT_CUT_AFTER || fault == SIMMAC_FAULT_KILLED_AFTER)
		end_here();
}

void simmac_fault_keep_output(enum simmac_fault fault, struct simmac_kept kept[2])
{
	int i;

	for (i = 0; fault == SIMMAC_FAULT_SHORT && i < 2; i++) {
		FILE *file = tmpfile();

		kept[i].real = dup(STDOUT_FILENO + i);
		kept[i].file = file ? dup(fileno(file)) : -1;
		if (file)
			(void)fclose(file); /* nothing was written to it */
		if (kept[i].file >= 0)
			(void)dup2(kept[i].file, STDOUT_FILENO + i);
	}
}

void simmac_fault_cut_output(enum simmac_fault fault, struct simmac_kept kept[2])
{
	char block[4096];
	int i;

	(void)fflush(stderr);
	for (i = 0; fault == SIMMAC_FAULT_SHORT && i < 2; i++) {
		off_t left = lseek(kept[i].file, 0, SEEK_END) / 2, at = 0;
		ssize_t got;

		(void)dup2(kept[i].real, STDOUT_FILENO + i);
		while (at < left && (got = pread(kept[i].file, block, sizeof block, at)) > 0) {
			size_t wanted = (size_t)(got < left - at ? got : left - at);

			(void)vouch_fd_write(STDOUT_FILENO + i, block, wanted);
			at += got;
		}
		(void)close(kept[i].real);
		(void)close(kept[i].file);
	}
}
