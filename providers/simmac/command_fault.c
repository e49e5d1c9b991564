/* command_fault.c – `simmac fault`: adds, lists and takes away what goes wrong (fault.h). */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

#include "command.h"
#include "fault.h"

static const char usage[] =
	"usage: simmac fault DIR [KIND [--skip N] [--times N] [--tool NAME] [--word ARGUMENT]]\n"
	"       simmac fault DIR clear\n"
	"\n"
	"KIND: fail, hang, garbage, lie, short, killed, killed-after, half-1 to half-5 (killed "
	"within that\n"
	"write), cut, cut-after, orphan; the last three kill the process that started the tool. "
	"Without a KIND: what is still to strike.\n";

struct fault_options {
	int64_t skip, times;
	const char *tool, *word;
};

static bool is_one_field(const char *text)
{
	return *text && !strpbrk(text, " \t\r\n");
}

static bool take_options(int argc, char **argv, struct fault_options *out)
{
	int i;

	for (i = 3; i + 1 < argc; i += 2) {
		const char *value = argv[i + 1];
		bool taken =
			(strcmp(argv[i], "--skip") == 0 && vouch_text_number(value, &out->skip)) ||
			(strcmp(argv[i], "--times") == 0 &&
				vouch_text_number(value, &out->times)) ||
			(strcmp(argv[i], "--tool") == 0 && (out->tool = value) != NULL) ||
			(strcmp(argv[i], "--word") == 0 && (out->word = value) != NULL);

		if (!taken)
			return false;
	}
	return (argc < 3 || i == argc) && out->skip >= 0 && out->times > 0 &&
	       is_one_field(out->tool) && is_one_field(out->word);
}

static int list(const char *path)
{
	VOUCH_CLEANUP(vouch_file_close) FILE *file = fopen(path, "r");
	char block[4096];
	size_t got;

	while (file && (got = fread(block, 1, sizeof block, file)) > 0)
		(void)fwrite(block, 1, got, stdout);
	return 0;
}

static int add(const char *path, const char *kind, const struct fault_options *options)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf line = {0};
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);

	vouch_buf_printf(&line, "%s %lld %lld %s %s\n", kind, (long long)options->skip,
		(long long)options->times, options->tool, options->word);
	if (fd < 0 || flock(fd, LOCK_EX) < 0 || vouch_fd_write(fd, line.bytes, line.length) < 0) {
		perror("simmac: cannot write the faults");
		return 1;
	}
	return 0;
}

int simmac_command_fault(int argc, char **argv)
{
	struct fault_options options = {0, 1, "*", "*"};
	VOUCH_CLEANUP(vouch_pointer_free) char *root = NULL;
	struct simmac_mac mac;
	const char *path;
	int status;

	if (argc < 2 ||
		(argc > 2 && strcmp(argv[2], "clear") != 0 &&
			simmac_fault_find(argv[2]) == SIMMAC_FAULT_COUNT) ||
		!take_options(argc, argv, &options) ||
		(argc > 3 && strcmp(argv[2], "clear") == 0)) {
		fputs(usage, stderr);
		return SIMMAC_USAGE;
	}
	root = simmac_command_root(argv[1]);
	if (!root)
		return 1;
	if (simmac_mac_open(&mac, root) < 0) {
		status = simmac_mac_failed(&mac);
		simmac_mac_close(&mac);
		return status;
	}
	path = simmac_mac_store(&mac, "faults");
	if (argc == 2)
		status = list(path);
	else if (strcmp(argv[2], "clear") == 0)
		status = unlink(path) < 0 && access(path, F_OK) == 0;
	else
		status = add(path, argv[2], &options);
	simmac_mac_close(&mac);
	return status;
}
