/* merge_linux.c – puts folders of the Mac and of the host together: overlays, mounts, links. */
#include "merge.h"
#include "namespace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

static int failed(struct simmac_merge *merge, const char *what, const char *path)
{
	return vouch_err_sys(merge->err, VOUCH_E_SYSTEM, errno, "cannot %s %s", what, path);
}

static bool is_folder(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static const char *below(struct simmac_merge *merge, const char *folder, const char *name)
{
	return vouch_arena_printf(merge->arena, "%s/%s", folder, name);
}

/* Flags of a mount that its owner has locked must be asked for again. */
static int forbid_writing(struct simmac_merge *merge, const char *path)
{
	static const struct {
		unsigned long shown, asked;
	} flags[] = {{ST_NOSUID, MS_NOSUID}, {ST_NODEV, MS_NODEV}, {ST_NOEXEC, MS_NOEXEC},
		{ST_NOATIME, MS_NOATIME}, {ST_NODIRATIME, MS_NODIRATIME},
		{ST_RELATIME, MS_RELATIME}};
	unsigned long asked = MS_REMOUNT | MS_BIND | MS_RDONLY;
	struct statvfs now;
	size_t i;

	if (statvfs(path, &now) < 0)
		return failed(merge, "look at", path);
	for (i = 0; i < sizeof flags / sizeof *flags; i++)
		if (now.f_flag & flags[i].shown)
			asked |= flags[i].asked;
	if (mount(NULL, path, NULL, asked, NULL) < 0)
		return failed(merge, "forbid writing to", path);
	return 0;
}

/* A link is copied; anything else is mounted on an empty one of its kind. */
static int show(struct simmac_merge *merge, const char *from, const char *at, bool writable)
{
	char target[4096];
	struct stat status;
	ssize_t length;
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;

	if (lstat(from, &status) < 0)
		return errno == ENOENT ? 0 : failed(merge, "look at", from);
	if (S_ISCHR(status.st_mode) && status.st_rdev == 0)
		return 0; /* what hides an entry from an overlay means nothing here */
	if (S_ISLNK(status.st_mode)) {
		length = readlink(from, target, sizeof target - 1);
		if (length < 0)
			return failed(merge, "read the link", from);
		target[length] = '\0';
		return symlink(target, at) < 0 ? failed(merge, "make the link", at) : 0;
	}
	if (S_ISDIR(status.st_mode)
			? mkdir(at, 0755) < 0
			: (fd = open(at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)) < 0)
		return failed(merge, "make", at);
	if (mount(from, at, NULL, MS_BIND | MS_REC, NULL) < 0)
		return failed(merge, "mount", from);
	return writable ? 0 : forbid_writing(merge, at);
}

struct entries {
	const char **items;
	size_t count, room;
};

static int read_entries(struct simmac_merge *merge, const char *folder, struct entries *out)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *open = opendir(folder);
	const struct dirent *entry;

	if (!open)
		return errno == ENOENT ? 0 : failed(merge, "list", folder);
	while ((entry = readdir(open)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*VOUCH_PUSH(merge->arena, out) =
				vouch_arena_text(merge->arena, entry->d_name);
	return 0;
}

/* What stands there already came first; what a layer before hides is not shown. */
static bool is_hidden(struct simmac_merge *merge, const char *hides, const char *name)
{
	struct stat status;

	return hides && lstat(below(merge, hides, name), &status) == 0 && S_ISCHR(status.st_mode) &&
	       status.st_rdev == 0;
}

static int show_all(struct simmac_merge *merge, const char *from, const char *hides, const char *at,
	bool writable)
{
	struct entries entries = {NULL, 0, 0};
	struct stat status;
	size_t i;
	int r = read_entries(merge, from, &entries);

	for (i = 0; r == 0 && i < entries.count; i++)
		if (lstat(below(merge, at, entries.items[i]), &status) < 0 &&
			!is_hidden(merge, hides, entries.items[i]))
			r = show(merge, below(merge, from, entries.items[i]),
				below(merge, at, entries.items[i]), writable);
	return r;
}

static int make_folder(struct simmac_merge *merge, const char *path)
{
	return mkdir(path, 0755) < 0 && errno != EEXIST ? failed(merge, "make", path) : 0;
}

static int show_layers(
	struct simmac_merge *merge, const struct simmac_layers *layers, bool host_writable)
{
	size_t i;
	int r = make_folder(merge, layers->at);

	for (i = 0; r == 0 && i < SIMMAC_LAYERS && layers->from[i]; i++) {
		bool last = i + 1 == SIMMAC_LAYERS || !layers->from[i + 1];

		r = show_all(merge, layers->from[i], i > 0 ? layers->from[i - 1] : NULL, layers->at,
			last ? host_writable : true);
	}
	return r;
}

int simmac_merge_entries(struct simmac_merge *merge, const struct simmac_layers *layers)
{
	return show_layers(merge, layers, true);
}

/* The workshop's paths have no characters that an overlay's options would need escaped. */
static bool overlay(struct simmac_merge *merge, const struct simmac_layers *layers, bool kept)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf options = {0};
	const char *work = kept ? vouch_arena_printf(merge->arena, "%s.work", layers->keeps) : NULL;
	const char *separator = "lowerdir=";
	size_t i;

	for (i = 0; i < SIMMAC_LAYERS && layers->from[i]; i++) {
		if ((kept && strcmp(layers->from[i], layers->keeps) == 0) ||
			!is_folder(layers->from[i]))
			continue;
		vouch_buf_printf(&options, "%s%s", separator, layers->from[i]);
		separator = ":";
	}
	if (work && mkdir(work, 0700) < 0 && errno != EEXIST)
		return false;
	if (work)
		vouch_buf_printf(&options, ",upperdir=%s,workdir=%s", layers->keeps, work);
	if (work && mount("simmac", layers->at, "overlay", 0,
			    vouch_arena_printf(merge->arena, "%s,userxattr", options.bytes)) == 0)
		return true;
	return mount("simmac", layers->at, "overlay", 0, options.bytes) == 0;
}

int simmac_merge_layers(struct simmac_merge *merge, const struct simmac_layers *layers)
{
	int r = make_folder(merge, layers->at);

	if (r == 0 && merge->layered && layers->keeps && overlay(merge, layers, true))
		return 0;
	if (r == 0 && merge->layered && overlay(merge, layers, false))
		return 0;
	return r < 0 ? r : show_layers(merge, layers, false);
}

int simmac_merge_top(struct simmac_merge *merge, const char *at, const char *mac, const char *host,
	const char *const *skipped, size_t count)
{
	const char *const from[] = {mac, host};
	size_t layer, i, n;

	for (layer = 0; layer < sizeof from / sizeof *from; layer++) {
		struct entries entries = {NULL, 0, 0};
		int r = read_entries(merge, from[layer], &entries);

		for (i = 0; r == 0 && i < entries.count; i++) {
			const char *name = entries.items[i];
			struct stat status;
			bool skip = false;

			for (n = 0; n < count; n++)
				skip |= strcmp(skipped[n], name) == 0;
			/* /tmp is the host's on both sides: that is where scripts meet. */
			if (strcmp(name, "tmp") == 0)
				skip = layer == 0;
			if (!skip && lstat(below(merge, at, name), &status) < 0)
				r = show(merge, below(merge, from[layer], name),
					below(merge, at, name), true);
		}
		if (r < 0)
			return r;
	}
	return 0;
}

/* A folder of programs; where /bin is a link to /usr/bin, the Mac's /bin is in that as well. */
static int merge_bin(struct simmac_merge *merge, const char *at, const char *mac, const char *host,
	const char *name)
{
	const char *top = name + strlen("usr/");
	bool linked = vouch_text_starts(name, "usr/") && !is_folder(below(merge, host, top));
	struct simmac_layers layers = {below(merge, at, name), {below(merge, mac, name)}, NULL};
	size_t count = 1;

	if (linked && is_folder(below(merge, mac, top)))
		layers.from[count++] = below(merge, mac, top);
	layers.from[count++] = SIMMAC_HIDES;
	layers.from[count] = below(merge, host, name);
	return simmac_merge_layers(merge, &layers);
}

/* What changes or tells the host's own accounts and names, and is on no Mac: whoever calls one of
 * these is to hear that it is not there. */
static const char *const of_the_host[] = {"addgroup", "adduser", "chage", "chfn", "chgpasswd",
	"chpasswd", "delgroup", "deluser", "faillog", "gpasswd", "groupadd", "groupdel",
	"groupmems", "groupmod", "hostnamectl", "last", "lastb", "lastlog", "localectl", "loginctl",
	"lslogins", "newusers", "pwconv", "pwunconv", "runuser", "systemctl", "timedatectl",
	"useradd", "userdel", "usermod", "users", "vigr", "vipw", "w"};

/* A layer of an overlay that has nothing but what it hides of the layers below it. */
static void make_hides(struct simmac_merge *merge)
{
	size_t i;

	for (i = 0; i < sizeof of_the_host / sizeof *of_the_host; i++)
		/* Where this is not allowed, they stay: nothing of the host can be written. */
		(void)mknod(below(merge, SIMMAC_HIDES, of_the_host[i]), S_IFCHR, 0);
}

int simmac_merge_programs(
	struct simmac_merge *merge, const char *at, const char *mac, const char *host)
{
	static const char *const tops[] = {"bin", "sbin"};
	struct entries entries = {NULL, 0, 0};
	const char *usr = below(merge, at, "usr");
	size_t i;
	int r = make_folder(merge, usr);

	if (r == 0)
		r = make_folder(merge, SIMMAC_HIDES);
	make_hides(merge);
	if (r == 0)
		r = read_entries(merge, below(merge, mac, "usr"), &entries);
	for (i = 0; r == 0 && i < entries.count; i++)
		r = merge_bin(merge, at, mac, host, below(merge, "usr", entries.items[i]));
	if (r == 0)
		r = show_all(merge, below(merge, host, "usr"), NULL, usr, false);
	if (r == 0)
		r = show(merge, below(merge, host, "usr/bin"),
			vouch_arena_printf(merge->arena, "%s" SIMMAC_NAMESPACE_HOST, at), false);
	for (i = 0; r == 0 && i < sizeof tops / sizeof *tops; i++)
		r = is_folder(below(merge, host, tops[i]))
			    ? merge_bin(merge, at, mac, host, tops[i])
			    : show(merge, below(merge, host, tops[i]), below(merge, at, tops[i]),
				      false);
	return r;
}
