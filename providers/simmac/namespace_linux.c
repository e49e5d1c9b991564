/* namespace_linux.c – enters a mount namespace in which the simulated Mac is the root. */
#include "namespace.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

#include "merge.h"
#include "names.h"

/* While the new root is built, it is /new, the host is /host, the Mac /mac. */
#define NEW  "/new"
#define HOST "/host"
#define MAC  "/mac"

static int failed(struct vouch_err *err, const char *what, const char *path)
{
	return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "%s %s", what, path);
}

static int write_text(const char *path, const char *text)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	return fd < 0 ? -1 : vouch_fd_write(fd, text, strlen(text));
}

/* Root needs no namespace of users; anybody else becomes root within one, alone in it. */
static int leave_host(struct vouch_arena *arena, struct vouch_err *err)
{
	const char *user = vouch_arena_printf(arena, "0 %u 1\n", (unsigned)geteuid());
	const char *group = vouch_arena_printf(arena, "0 %u 1\n", (unsigned)getegid());
	bool root = geteuid() == 0;

	if (unshare(root ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) < 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno,
			"this system allows no private mount namespace%s (in a container: run it "
			"with --privileged, or with a seccomp profile that allows unshare)",
			root ? "" : ", or none to users other than root");
	if (!root && (write_text("/proc/self/setgroups", "deny") < 0 ||
			     write_text("/proc/self/uid_map", user) < 0 ||
			     write_text("/proc/self/gid_map", group) < 0))
		return failed(
			err, "this system allows no namespace of users:", "/proc/self/uid_map");
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		return failed(err, "this system does not allow mounting:", "/");
	return 0;
}

/* The workshop: a file system of our own as root, the host below it. */
static int build_workshop(struct vouch_arena *arena, const char *root, struct vouch_err *err)
{
	if (mount("simmac", root, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") < 0)
		return failed(err, "this system does not allow mounting a tmpfs:", root);
	if (chdir(root) < 0 || mkdir("new", 0755) < 0 || mkdir("host", 0755) < 0 ||
		mkdir("mac", 0755) < 0 || mkdir("etc", 0755) < 0 ||
		syscall(SYS_pivot_root, ".", "host") < 0 || chdir("/") < 0)
		return failed(err, "cannot change the root to", root);
	/* The mount that hid the Mac has become the root, so it can be seen again. */
	root = vouch_arena_printf(arena, HOST "%s", root);
	if (mount(root, MAC, NULL, MS_BIND | MS_REC, NULL) < 0)
		return failed(err, "cannot mount", root);
	if (mount("simmac", NEW, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") < 0)
		return failed(err, "cannot mount a tmpfs at", NEW);
	return 0;
}

static int link_to(const char *target, const char *path)
{
	return symlink(target, path);
}

/* nsswitch.conf that asks the files and nobody else, the rest as the host has it. */
static int write_switch(struct vouch_arena *arena)
{
	static const char *const names[] = {"passwd", "group", "shadow", "gshadow", "initgroups"};
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};
	struct vouch_bytes host = {"", 0};
	const char *line;

	(void)vouch_file_read(arena, HOST "/etc/nsswitch.conf", 65536, &host, NULL); /* or none */
	for (line = host.data; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t i, length = strcspn(line, "\n");
		bool ours = false;

		for (i = 0; i < sizeof names / sizeof *names; i++)
			ours |= vouch_text_starts(line, names[i]) &&
				strchr(": \t", line[strlen(names[i])]) != NULL;
		if (!ours)
			vouch_buf_printf(&text, "%.*s\n", (int)length, line);
	}
	vouch_buf_text(&text, "passwd: files\ngroup: files\nshadow: files\ngshadow: files\n");
	return write_text("/etc/nsswitch.conf", vouch_buf_get(&text));
}

/* By these a program would know the host; a Mac has none of them. */
static const char *const tells[] = {"os-release", "debian_version", "lsb-release", "redhat-release",
	"centos-release", "fedora-release", "system-release", "SuSE-release", "alpine-release",
	"arch-release", "gentoo-release", "devuan_version"};

/* A device of the number 0 in one layer of an overlay hides what the layers below it have. */
static void hide_in_layers(struct vouch_arena *arena)
{
	size_t i;

	for (i = 0; i < sizeof tells / sizeof *tells; i++)
		/* Where this is not allowed, hide_tells() finds them. */
		(void)mknod(vouch_arena_printf(arena, "/etc/%s", tells[i]), S_IFCHR, 0);
}

/* Once all is in place: what can still be seen is taken off; best effort. */
static void hide_tells(struct vouch_arena *arena)
{
	struct stat status;
	size_t i;

	for (i = 0; i < sizeof tells / sizeof *tells; i++) {
		const char *path = vouch_arena_printf(arena, NEW "/etc/%s", tells[i]);

		if (lstat(path, &status) == 0) {
			(void)umount2(path, MNT_DETACH);
			(void)unlink(path);
		}
	}
}

/* /etc/passwd and /etc/group are links, so that a tool can put new files there in one step. */
static int write_etc(struct vouch_arena *arena, struct vouch_err *err)
{
	if (link_to("/" SIMMAC_NAMES_FOLDER "/passwd", "/etc/passwd") < 0 ||
		link_to("/" SIMMAC_NAMES_FOLDER "/group", "/etc/group") < 0 ||
		write_switch(arena) < 0)
		return failed(err, "cannot write", "/etc/passwd");
	return 0;
}

/* A daemon that caches look-ups would answer for the host. */
static int silence_cache(struct vouch_err *err)
{
	if (access(NEW "/run/nscd", F_OK) < 0)
		return 0;
	if (mount("simmac", NEW "/run/nscd", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") < 0)
		return failed(err, "cannot hide", "/run/nscd");
	return 0;
}

/* Whose the screen is; where there is no console, nobody asks. */
static void show_console(void)
{
	static const char path[] = MAC "/" SIMMAC_NAMES_FOLDER "/console";

	if (access(NEW "/dev/console", F_OK) == 0 && access(path, F_OK) == 0)
		(void)mount(
			path, NEW "/dev/console", NULL, MS_BIND, NULL); /* stat knows it anyway */
}

static int build(struct vouch_arena *arena, bool layered, struct vouch_err *err)
{
	static const char *const merged[] = {"usr", "var", "etc", "tmp", "bin", "sbin"};
	static const struct simmac_layers etc = {
		NEW "/etc", {"/etc", MAC "/private/etc", HOST "/etc"}, MAC "/private/etc"};
	static const struct simmac_layers var = {
		NEW "/var", {MAC "/private/var", HOST "/var"}, NULL};
	struct simmac_merge merge = {arena, layered, err};
	int r = write_etc(arena, err);

	hide_in_layers(arena);
	if (r == 0)
		r = simmac_merge_top(
			&merge, NEW, MAC, HOST, merged, sizeof merged / sizeof *merged);
	if (r == 0)
		r = simmac_merge_programs(&merge, NEW, MAC, HOST);
	if (r == 0)
		r = simmac_merge_entries(&merge, &var);
	if (r == 0)
		r = simmac_merge_layers(&merge, &etc);
	if (r == 0) {
		hide_tells(arena);
		show_console();
	}
	return r < 0 ? r : silence_cache(err);
}

static int move_in(const char *here, struct vouch_err *err)
{
	if (mount(NEW, NEW, NULL, MS_BIND | MS_REC, NULL) < 0 || chdir(NEW) < 0 ||
		syscall(SYS_pivot_root, ".", ".") < 0 || umount2(".", MNT_DETACH) < 0 ||
		chdir("/") < 0)
		return failed(err, "cannot change the root to", "the simulated Mac");
	if (here && chdir(here) < 0)
		return failed(
			err, "the working directory is not there on the simulated Mac:", here);
	return 0;
}

/* What uname() says of the host's name is the Mac's; where that is not allowed, it stays. */
static bool take_name(const char *name)
{
	return unshare(CLONE_NEWUTS) == 0 && sethostname(name, strlen(name)) == 0;
}

int simmac_namespace_enter(struct vouch_arena *arena, const char *root, const char *name,
	bool layered, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_pointer_free) char *here = getcwd(NULL, 0);
	int r = leave_host(arena, err);

	if (r == 0)
		(void)take_name(name); /* best effort, see above */
	if (r == 0)
		r = build_workshop(arena, root, err);
	if (r == 0)
		r = build(arena, layered, err);
	return r < 0 ? r : move_in(here, err);
}
