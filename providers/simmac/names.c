/* names.c – writes the passwd and group files of the simulated directory. */
#include "names.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

#include "directory.h"
#include "record.h"

enum { GID_TTY = 4 };

static const char *file_of(struct simmac_mac *mac, const char *name)
{
	return vouch_arena_printf(&mac->arena, "%s/" SIMMAC_NAMES_FOLDER "/%s", mac->root, name);
}

struct lines {
	struct simmac_mac *mac;
	struct vouch_buf main;    /* a line a record, under its first name */
	struct vouch_buf aliases; /* and one for each other name people gave it */
	struct simmac_directory directory;
};

/* A colon or a newline would make another field or line of it. */
static void add_field(struct vouch_buf *out, const char *text)
{
	size_t i;

	for (i = 0; text && text[i]; i++)
		vouch_buf_add(out, text[i] == ':' || text[i] == '\n' ? " " : text + i, 1);
}

static bool is_name(const char *name)
{
	return name && *name && !strpbrk(name, ":\n,") && *name != '#';
}

/* The other names that macOS itself gives service accounts and groups are not listed: a look-up of
 * all names shows what dscl lists. */
static bool is_alias(const char *first, const char *alias)
{
	return is_name(alias) && !vouch_text_equal(first, alias) && !strchr(alias, '\\') &&
	       !(first[0] == '_' && vouch_text_equal(first + 1, alias));
}

/* Negative numbers are what a Mac shows of the largest ones. */
static bool number_of(
	struct simmac_mac *mac, const struct simmac_record *record, const char *key, uint32_t *out)
{
	int64_t number;

	if (!simmac_record_number(mac, record, key, &number) || number < INT32_MIN ||
		number > UINT32_MAX)
		return false;
	*out = (uint32_t)number;
	return true;
}

static void add_record(struct lines *lines, const struct simmac_record *record, const char *rest)
{
	const char *first = simmac_record_first(lines->mac, record, "name");
	size_t i;

	if (!is_name(first))
		return;
	vouch_buf_printf(&lines->main, "%s%s", first, rest);
	for (i = 1; i < simmac_record_count(record, "name"); i++) {
		const char *alias = simmac_record_value(lines->mac, record, "name", i);

		if (is_alias(first, alias))
			vouch_buf_printf(&lines->aliases, "%s%s", alias, rest);
	}
}

static int add_user(void *self, struct simmac_record *user)
{
	static const char *const fields[] = {"realname", "home", "shell"};
	struct lines *lines = self;
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf rest = {0};
	uint32_t uid, gid = (uint32_t)-2;
	size_t i;

	if (!number_of(lines->mac, user, "uid", &uid))
		return 0;
	(void)number_of(lines->mac, user, "gid", &gid); /* without one: nobody's */
	vouch_buf_printf(&rest, ":*:%" PRIu32 ":%" PRIu32, uid, gid);
	for (i = 0; i < sizeof fields / sizeof *fields; i++) {
		vouch_buf_text(&rest, ":");
		add_field(&rest, simmac_record_first(lines->mac, user, fields[i]));
	}
	vouch_buf_text(&rest, "\n");
	add_record(lines, user, rest.bytes);
	return 0;
}

struct members {
	const char **items;
	size_t count, room;
};

static void add_member(struct simmac_mac *mac, struct members *members, const char *name)
{
	size_t i;

	if (!is_name(name))
		return;
	for (i = 0; i < members->count; i++)
		if (vouch_text_equal(members->items[i], name))
			return;
	*VOUCH_PUSH(&mac->arena, members) = name;
}

static int add_group(void *self, struct simmac_record *group)
{
	struct lines *lines = self;
	struct simmac_mac *mac = lines->mac;
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf rest = {0};
	struct members members = {NULL, 0, 0};
	uint32_t gid;
	size_t i;

	if (!number_of(mac, group, "gid", &gid))
		return 0;
	for (i = 0; i < simmac_record_count(group, "users"); i++)
		add_member(mac, &members, simmac_record_value(mac, group, "users", i));
	for (i = 0; i < simmac_record_count(group, "groupmembers"); i++) {
		const char *uuid = simmac_record_value(mac, group, "groupmembers", i);

		if (uuid)
			add_member(mac, &members, simmac_directory_name(&lines->directory, uuid));
	}
	vouch_buf_printf(&rest, ":*:%" PRIu32 ":", gid);
	for (i = 0; i < members.count; i++)
		vouch_buf_printf(&rest, i ? ",%s" : "%s", members.items[i]);
	vouch_buf_text(&rest, "\n");
	add_record(lines, group, rest.bytes);
	return 0;
}

static int write_file(struct lines *lines, const char *name)
{
	const char *path = file_of(lines->mac, name);
	const char *beside = vouch_arena_printf(&lines->mac->arena, "%s.new", path);
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);

	vouch_buf_text(&lines->main, vouch_buf_get(&lines->aliases));
	if (fd < 0 || vouch_fd_write(fd, lines->main.bytes, lines->main.length) < 0 ||
		fchmod(fd, 0644) < 0 || rename(beside, path) < 0)
		return vouch_err_sys(
			&lines->mac->err, VOUCH_E_SYSTEM, errno, "cannot write %s", path);
	vouch_buf_clear(&lines->main);
	vouch_buf_clear(&lines->aliases);
	return 0;
}

/* In the place of /dev/console: its owner is who is at the screen, as scripts look it up by ls. The
 * file stays the same one, since it is mounted. */
static void seat(struct simmac_mac *mac)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(file_of(mac, "console"), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0620);
	int64_t uid = 0;
	size_t i;

	for (i = mac->volume.sessions.count; i > 0; i--)
		if (mac->volume.sessions.items[i - 1].graphical)
			uid = mac->volume.sessions.items[i - 1].uid;
	/* Best effort: anybody but root can give files to nobody. */
	if (fd >= 0 && uid >= 0 && uid <= INT32_MAX && fchown(fd, (uid_t)uid, GID_TTY) < 0)
		return;
}

/* group is the last one written: its time tells how new both are. */
static int write_files(struct simmac_mac *mac)
{
	struct lines lines = {.mac = mac};
	int r = simmac_mac_lock(mac, SIMMAC_READ);

	if (r == 0) {
		seat(mac);
		r = simmac_directory_read(mac, &lines.directory);
	}
	if (r == 0)
		r = simmac_record_each(mac, SIMMAC_USERS, add_user, &lines);
	if (r == 0)
		r = write_file(&lines, "passwd");
	if (r == 0)
		r = simmac_record_each(mac, SIMMAC_GROUPS, add_group, &lines);
	if (r == 0)
		r = write_file(&lines, "group");
	simmac_mac_unlock(mac);
	vouch_buf_release(&lines.main);
	vouch_buf_release(&lines.aliases);
	return r;
}

/* One writer at a time; this lock is taken before that of the Mac, and never within it. */
static int lock_names(struct simmac_mac *mac)
{
	int fd = open(file_of(mac, "lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	while (fd >= 0 && flock(fd, LOCK_EX) < 0)
		if (errno != EINTR)
			vouch_fd_close(&fd);
	return fd;
}

static bool is_newer(struct simmac_mac *mac, const char *folder, int64_t than)
{
	struct stat status;

	return stat(simmac_mac_path(mac, folder), &status) == 0 &&
	       vouch_compat_mtime_ns(&status) >= than;
}

/* Within one tick of the clock a change may look as old as the files: then they are written once
 * more than needed. */
static bool are_old(struct simmac_mac *mac)
{
	struct stat status;
	int64_t written;

	if (stat(file_of(mac, "group"), &status) < 0)
		return true;
	written = vouch_compat_mtime_ns(&status);
	return is_newer(mac, "private/var/db/dslocal/nodes/Default/users", written) ||
	       is_newer(mac, "private/var/db/dslocal/nodes/Default/groups", written);
}

int simmac_names_make(struct simmac_mac *mac)
{
	const char *folder = simmac_mac_path(mac, SIMMAC_NAMES_FOLDER);
	VOUCH_CLEANUP(vouch_fd_close) int lock = -1;

	if ((mkdir(folder, 0755) < 0 && errno != EEXIST) || (lock = lock_names(mac)) < 0)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot write %s", folder);
	return write_files(mac);
}

void simmac_names_follow(struct simmac_mac *mac, bool always)
{
	VOUCH_CLEANUP(vouch_fd_close) int lock = -1;

	if (access(simmac_mac_path(mac, SIMMAC_NAMES_FOLDER), F_OK) < 0)
		return;
	if (!always && !are_old(mac))
		return;
	lock = lock_names(mac);
	/* Best effort: whoever looks next tries again. */
	if (lock >= 0 && (always || are_old(mac)))
		(void)write_files(mac);
}
