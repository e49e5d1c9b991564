/* tool_stat.c – stat as a Mac has it: -f FORMAT, and no -c. The owner of /dev/console is who sits
 * at the screen. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"

#include "file_flags.h"
#include "list_file.h"
#include "stat.h"
#include "tools.h"

enum { GID_TTY = 4, TARGET_ROOM = 4096 };

struct options {
	const char *format, *times;
	bool follow, quiet, bare;
};

static const char plain_format[] =
	"%d %i %Sp %l %Su %Sg %r %z \"%Sa\" \"%Sm\" \"%Sc\" \"%SB\" %k %b %Sf %N";

static bool take_options(int argc, char **argv, struct options *options)
{
	int option;

	opterr = 0;
	*options = (struct options){plain_format, "%b %e %H:%M:%S %Y", false, false, false};
	while ((option = getopt(argc, argv, "+f:t:Lnqs")) != -1) {
		if (option == 'f')
			options->format = optarg;
		else if (option == 't')
			options->times = optarg;
		else if (option == 's')
			options->format = "st_dev=%d st_ino=%i st_mode=%#p st_nlink=%l st_uid=%u "
					  "st_gid=%g st_rdev=%r st_size=%z st_atime=%a st_mtime=%m "
					  "st_ctime=%c st_birthtime=%B st_blksize=%k st_blocks=%b "
					  "st_flags=%f";
		else if (option == '?')
			return false;
		options->follow |= option == 'L';
		options->quiet |= option == 'q';
		options->bare |= option == 'n';
	}
	return true;
}

static void seat(struct simmac_mac *mac, struct stat *status)
{
	size_t i;

	status->st_uid = 0;
	status->st_gid = GID_TTY;
	for (i = 0; i < mac->volume.sessions.count; i++)
		if (mac->volume.sessions.items[i].graphical) {
			status->st_uid = (uid_t)mac->volume.sessions.items[i].uid;
			return;
		}
}

static int tell(struct simmac_mac *mac, const struct options *options, const char *name)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};
	struct simmac_stat file = {.mac = mac, .times = options->times, .name = name, .target = ""};
	const char *path = simmac_list_path(mac, name), *wrong;
	char target[TARGET_ROOM];
	ssize_t length;

	if (fstatat(AT_FDCWD, path, &file.status, options->follow ? 0 : AT_SYMLINK_NOFOLLOW) < 0) {
		if (!options->quiet)
			fprintf(stderr, "stat: %s: stat: %s\n", name, strerror(errno));
		return 1;
	}
	length = S_ISLNK(file.status.st_mode) ? readlink(path, target, sizeof target) : 0;
	if (length > 0)
		file.target = vouch_arena_text_n(&mac->arena, target, (size_t)length);
	if (strcmp(name, "/dev/console") == 0)
		seat(mac, &file.status);
	file.flags = simmac_file_flags_get(mac, path, &file.status);
	wrong = simmac_stat_format(&file, options->format, &out);
	if (wrong) {
		fprintf(stderr, "stat: %s: bad format\n", wrong);
		return 1;
	}
	printf(options->bare ? "%s" : "%s\n", vouch_buf_get(&out));
	return 0;
}

int simmac_stat(struct simmac_mac *mac, int argc, char **argv)
{
	struct options options;
	int i, status = 0;

	if (!take_options(argc, argv, &options)) {
		fprintf(stderr, "stat: illegal option -- %c\n", optopt);
		fputs("usage: stat [-Lnq] [-f format | -s] [-t timefmt] file ...\n", stderr);
		return 1;
	}
	if (optind == argc) {
		fputs("usage: stat [-Lnq] [-f format | -s] [-t timefmt] file ...\n", stderr);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	for (i = optind; i < argc; i++)
		status |= tell(mac, &options, argv[i]);
	return status;
}
