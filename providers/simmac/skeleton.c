/* skeleton.c – the folders, files and tools of a new simulated Mac. */
#include "skeleton.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/base/file.h"
#include "vouch/base/secret.h"

#include "tools.h"

enum { PATH_ROOM = 4096 };

/* In an order in which each one's parent is there. */
static const struct {
	const char *path;
	mode_t mode;
} folders[] = {
	{"Library", 0755},
	{"Library/Preferences", 0755},
	{"Library/Preferences/SystemConfiguration", 0755},
	{"System", 0755},
	{"System/Library", 0755},
	{"System/Library/CoreServices", 0755},
	{"System/Library/CoreServices/ManagedClient.app", 0755},
	{"System/Library/CoreServices/ManagedClient.app/Contents", 0755},
	{"System/Library/CoreServices/ManagedClient.app/Contents/Resources", 0755},
	{"Users", 0755},
	{"Users/Shared", 0777},
	{"bin", 0755},
	{"sbin", 0755},
	{"private", 0755},
	{"private/etc", 0755},
	{"private/tmp", 0777},
	{"private/var", 0755},
	{"private/var/db", 0755},
	{"private/var/root", 0750},
	{"private/var/empty", 0755},
	{"private/var/db/dslocal", 0700},
	{"private/var/db/dslocal/nodes", 0700},
	{"private/var/db/dslocal/nodes/Default", 0700},
	{"private/var/db/dslocal/nodes/Default/users", 0700},
	{"private/var/db/dslocal/nodes/Default/groups", 0700},
	{"private/var/db/dslocal/nodes/Default/sharepoints", 0700},
	{"private/var/db/simmac", 0700},
	{"usr", 0755},
	{"usr/bin", 0755},
	{"usr/sbin", 0755},
	{"usr/libexec", 0755},
};

static const struct {
	const char *path, *target;
} links[] = {{"var", "private/var"}, {"etc", "private/etc"}, {"tmp", "private/tmp"}};

static int make_folders(const char *root, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf path = {0};
	size_t i;

	for (i = 0; i < sizeof folders / sizeof *folders; i++) {
		vouch_buf_clear(&path);
		vouch_buf_printf(&path, "%s/%s", root, folders[i].path);
		if (mkdir(path.bytes, folders[i].mode) < 0)
			return vouch_err_sys(
				err, VOUCH_E_SYSTEM, errno, "cannot make %s", path.bytes);
	}
	for (i = 0; i < sizeof links / sizeof *links; i++) {
		vouch_buf_clear(&path);
		vouch_buf_printf(&path, "%s/%s", root, links[i].path);
		if (symlink(links[i].target, path.bytes) < 0)
			return vouch_err_sys(
				err, VOUCH_E_SYSTEM, errno, "cannot make %s", path.bytes);
	}
	return 0;
}

static int write_list(
	const char *root, const char *below, const struct vouch_plist *list, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf path = {0}, xml = {0};

	vouch_buf_printf(&path, "%s/%s", root, below);
	vouch_plist_write_xml(list, &xml);
	return vouch_file_replace(path.bytes, 0644, xml.bytes, xml.length, err);
}

int simmac_skeleton_version(
	const char *root, const struct simmac_settings *settings, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = vouch_plist_new_dict();
	struct simmac_rules rules;

	if (!simmac_rules_for(settings->os, &rules))
		return vouch_err_set(
			err, VOUCH_E_CONFIG, "macOS %s is not known here", settings->os);
	vouch_plist_set(list, "ProductBuildVersion", vouch_plist_new_string(settings->build));
	vouch_plist_set(list, "ProductName", vouch_plist_new_string(rules.product));
	vouch_plist_set(list, "ProductUserVisibleVersion", vouch_plist_new_string(settings->os));
	vouch_plist_set(list, "ProductVersion", vouch_plist_new_string(settings->os));
	return write_list(root, "System/Library/CoreServices/SystemVersion.plist", list, err);
}

/* What a new home is copied from, where scripts look for it. */
static int make_template(
	const char *root, const struct simmac_settings *settings, struct vouch_err *err)
{
	static const char *const below[] = {"", "/English.lproj", "/English.lproj/Desktop",
		"/English.lproj/Documents", "/English.lproj/Downloads", "/English.lproj/Library",
		"/English.lproj/Movies", "/English.lproj/Music", "/English.lproj/Pictures",
		"/English.lproj/Public"};
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf path = {0};
	struct simmac_rules rules;
	size_t i;

	if (!simmac_rules_for(settings->os, &rules))
		return vouch_err_set(
			err, VOUCH_E_CONFIG, "macOS %s is not known here", settings->os);
	for (i = 0; i < sizeof below / sizeof *below; i++) {
		vouch_buf_clear(&path);
		/* It left the system's volume when that became read-only. */
		vouch_buf_printf(&path, "%s/%sLibrary/User Template%s", root,
			rules.volume_group ? "" : "System/", below[i]);
		if (mkdir(path.bytes, i == 1 ? 0755 : 0700) < 0)
			return vouch_err_sys(
				err, VOUCH_E_SYSTEM, errno, "cannot make %s", path.bytes);
	}
	return 0;
}

static int write_host_name(
	const char *root, const struct simmac_settings *settings, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = vouch_plist_new_dict();
	struct vouch_plist *names = vouch_plist_new_dict();
	struct vouch_plist *network = vouch_plist_new_dict();
	struct vouch_plist *machine = vouch_plist_new_dict();
	struct vouch_plist *computer = vouch_plist_new_dict();

	vouch_plist_set(names, "LocalHostName", vouch_plist_new_string(settings->hostname));
	vouch_plist_set(network, "HostNames", names);
	vouch_plist_set(computer, "ComputerName", vouch_plist_new_string(settings->hostname));
	vouch_plist_set(computer, "ComputerNameEncoding", vouch_plist_new_integer(0));
	vouch_plist_set(machine, "Network", network);
	vouch_plist_set(machine, "System", computer);
	vouch_plist_set(list, "Model", vouch_plist_new_string(settings->model));
	vouch_plist_set(list, "System", machine);
	return write_list(
		root, "Library/Preferences/SystemConfiguration/preferences.plist", list, err);
}

/* The key of the digests in the trace (heard.h). */
static int write_key(const char *root, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf path = {0};
	unsigned char key[SIMMAC_HEARD_KEY];
	int r;

	vouch_compat_random(key, sizeof key);
	vouch_buf_printf(&path, "%s/private/var/db/simmac/trace-key", root);
	r = vouch_file_replace(path.bytes, 0600, (const char *)key, sizeof key, err);
	vouch_wipe(key, sizeof key);
	return r;
}

int simmac_skeleton_make(
	const char *root, const struct simmac_settings *settings, struct vouch_err *err)
{
	int r = make_folders(root, err);

	if (r == 0)
		r = simmac_skeleton_version(root, settings, err);
	if (r == 0)
		r = make_template(root, settings, err);
	if (r == 0)
		r = write_host_name(root, settings, err);
	if (r == 0)
		r = write_key(root, err);
	/* Last: a folder with a marker is a whole Mac. */
	if (r == 0)
		r = simmac_settings_write(root, settings, err);
	return r;
}

static int copy_program(const char *from, const char *to, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int in = open(from, O_RDONLY | O_CLOEXEC);
	VOUCH_CLEANUP(vouch_fd_close)
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
	char block[8192];
	ssize_t got = 0;

	if (in < 0 || out < 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot copy %s to %s", from, to);
	while ((got = read(in, block, sizeof block)) > 0)
		if (vouch_fd_write(out, block, (size_t)got) < 0)
			return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot write %s", to);
	if (got < 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot read %s", from);
	return 0;
}

int simmac_skeleton_tools(const char *root, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf path = {0}, first = {0};
	char program[PATH_ROOM];
	size_t count, i;
	const struct simmac_tool *tools = simmac_tools(&count);

	vouch_compat_program_path(program, sizeof program);
	if (!*program)
		return vouch_err_set(err, VOUCH_E_SYSTEM, "cannot tell where this program is");
	for (i = 0; i < count; i++) {
		vouch_buf_clear(&path);
		vouch_buf_printf(&path, "%s/%s/%s", root, tools[i].folder, tools[i].name);
		/* Another file system, or a system that protects hard links: one copy for all. */
		if (link(first.length ? first.bytes : program, path.bytes) == 0)
			continue;
		if (copy_program(program, path.bytes, err) < 0)
			return -(int)VOUCH_E_SYSTEM;
		if (!first.length)
			vouch_buf_text(&first, path.bytes);
	}
	return 0;
}
