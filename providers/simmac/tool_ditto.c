/* tool_ditto.c – ditto: copies a file, or a folder's contents into another; no archives. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"

#include "list_file.h"
#include "tools.h"

enum { DEPTH_MAX = 64, BLOCK = 8192, TARGET_ROOM = 4096 };

struct copy {
	struct simmac_mac *mac;
	bool tells;
};

static int failed(const char *path)
{
	fprintf(stderr, "ditto: %s: %s\n", path, strerror(errno));
	return 1;
}

static int copy_bytes(const char *from, const char *to, mode_t mode)
{
	VOUCH_CLEANUP(vouch_fd_close) int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	VOUCH_CLEANUP(vouch_fd_close)
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode & 0777);
	char block[BLOCK];
	ssize_t got = 0;

	if (in < 0)
		return failed(from);
	if (out < 0 || fchmod(out, mode & 07777) < 0)
		return failed(to);
	while ((got = read(in, block, sizeof block)) > 0)
		if (vouch_fd_write(out, block, (size_t)got) < 0)
			return failed(to);
	return got < 0 ? failed(from) : 0;
}

static int copy_link(const char *from, const char *to)
{
	char target[TARGET_ROOM];
	ssize_t length = readlink(from, target, sizeof target - 1);

	if (length < 0)
		return failed(from);
	target[length] = '\0';
	if (unlink(to) < 0 && errno != ENOENT)
		return failed(to);
	return symlink(target, to) < 0 ? failed(to) : 0;
}

static int copy_one(struct copy *copy, const char *from, const char *to, int depth);

static int copy_folder(
	struct copy *copy, const char *from, const char *to, const struct stat *status, int depth)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *open = opendir(from);
	const struct dirent *entry;
	struct vouch_arena *arena = &copy->mac->arena;
	int result = 0;

	if (!open || depth == DEPTH_MAX)
		return failed(from);
	if (mkdir(to, 0700) < 0 && errno != EEXIST)
		return failed(to);
	while ((entry = readdir(open)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			result |= copy_one(copy,
				vouch_arena_printf(arena, "%s/%s", from, entry->d_name),
				vouch_arena_printf(arena, "%s/%s", to, entry->d_name), depth + 1);
	return chmod(to, status->st_mode & 07777) < 0 ? failed(to) : result;
}

static int copy_one(struct copy *copy, const char *from, const char *to, int depth)
{
	struct stat status;
	int result;

	if (lstat(from, &status) < 0)
		return failed(from);
	if (copy->tells)
		fprintf(stderr, "copying %s\n", from);
	if (S_ISDIR(status.st_mode))
		return copy_folder(copy, from, to, &status, depth);
	if (S_ISLNK(status.st_mode))
		return copy_link(from, to);
	if (!S_ISREG(status.st_mode)) {
		fprintf(stderr, "ditto: %s: neither a file nor a folder nor a link\n", from);
		return 1;
	}
	result = copy_bytes(from, to, status.st_mode);
	/* Owners are kept as far as the host allows it. */
	if (result == 0 && geteuid() == 0 && lchown(to, status.st_uid, status.st_gid) < 0)
		return failed(to);
	return result;
}

static const char *below(struct simmac_mac *mac, const char *folder, const char *file)
{
	const char *slash = strrchr(file, '/');

	return vouch_arena_printf(&mac->arena, "%s/%s", folder, slash ? slash + 1 : file);
}

int simmac_ditto(struct simmac_mac *mac, int argc, char **argv)
{
	struct copy copy = {.mac = mac};
	struct stat status;
	const char *from, *to;
	int i = 1, result = 0;

	for (; i < argc && argv[i][0] == '-'; i++) {
		static const char *const taken[] = {"-v", "-V", "--rsrc", "-rsrc", "--norsrc",
			"--extattr", "--noextattr", "--acl", "--noacl", "--qtn", "--noqtn"};
		size_t t;

		for (t = 0; t < sizeof taken / sizeof *taken; t++)
			if (strcmp(taken[t], argv[i]) == 0)
				break;
		if (t == sizeof taken / sizeof *taken)
			break;
		copy.tells |= strcmp(argv[i], "-v") == 0 || strcmp(argv[i], "-V") == 0;
	}
	if (argc - i < 2 || argv[i][0] == '-') {
		fputs("usage: ditto [-vV] src ... dst\n", stderr);
		return 1;
	}
	to = simmac_list_path(mac, argv[argc - 1]);
	for (; i + 1 < argc; i++) {
		from = simmac_list_path(mac, argv[i]);
		/* A file goes into a folder that is there; a folder's contents into it. */
		if (stat(from, &status) == 0 && !S_ISDIR(status.st_mode) &&
			stat(to, &status) == 0 && S_ISDIR(status.st_mode))
			result |= copy_one(&copy, from, below(mac, to, from), 0);
		else
			result |= copy_one(&copy, from, to, 0);
	}
	return result;
}
