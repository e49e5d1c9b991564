/* fake_mac.c – lays out the folder of a fake Mac. FAKETOOL and TRANSCRIPTS are set by the build. */
#include "fake_mac.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "transcript.h"
#include "vouch_test.h"

static const struct {
	const char *tool, *word, *out, *err;
} answers[] = {
	{"/usr/bin/dscl", "/Groups", "dscl/groups-readall.plist", "-"},
	{"/usr/bin/dscl", "/Users", "dscl/users-readall.plist", "-"},
	{"/usr/bin/dscl", "/Users/alice", "dscl/user-read.plist", "-"},
	{"/usr/sbin/diskutil", "listUsers", "diskutil/listusers-14.plist", "-"},
	{"/usr/bin/fdesetup", "list", "fdesetup/list.txt", "-"},
	{"/usr/bin/fdesetup", "status", "fdesetup/status-on.txt", "-"},
	{"/usr/bin/profiles", "bootstraptoken", "profiles/bootstraptoken-yes-yes.txt", "-"},
	{"/usr/bin/profiles", "enrollment", "profiles/enrollment-automated.txt", "-"},
	{"/usr/sbin/ioreg", "*", "ioreg/apple.txt", "-"},
	{"/usr/sbin/scutil", "*", "scutil/console-two.txt", "-"},
	{"/usr/sbin/sysadminctl", "alice", "-", "sysadminctl/enabled.txt"},
	{"/usr/sbin/sysadminctl", "bob", "-", "sysadminctl/disabled.txt"},
	{"/usr/sbin/sysadminctl", "nosuchuser", "-", "sysadminctl/unknown.txt"},
};

static const struct {
	const char *from, *to;
} files[] = {
	{"files/SystemVersion.plist", "System/Library/CoreServices/SystemVersion.plist"},
	{"files/preferences.plist", "Library/Preferences/SystemConfiguration/preferences.plist"},
};

static void install_tool(const struct fake_mac *mac, const char *tool)
{
	const char *path = vouch_arena_printf(mac->arena, "%s%s", mac->root, tool);

	if (access(path, F_OK) != 0 && symlink(FAKETOOL, path) != 0)
		fail_msg("cannot link %s", path);
}

struct fake_mac fake_mac_new(struct vouch_arena *arena)
{
	struct fake_mac mac = {arena, vouch_test_folder(arena)};
	size_t i;

	vouch_test_write(mac.root, ".simmac",
		"<plist version=\"1.0\"><dict><key>now</key><string>2026-11-24T10:00:00Z</string>"
		"</dict></plist>");
	for (i = 0; i < sizeof files / sizeof *files; i++)
		vouch_test_write(
			mac.root, files[i].to, vouch_test_transcript(arena, files[i].from).data);
	for (i = 0; i < sizeof answers / sizeof *answers; i++) {
		fake_mac_rule(&mac, answers[i].tool, answers[i].word, "exit", 0, answers[i].out,
			answers[i].err);
		install_tool(&mac, answers[i].tool);
	}
	return mac;
}

void fake_mac_remove(const struct fake_mac *mac)
{
	vouch_test_folder_remove(mac->root);
}

static const char *whole_path(const struct fake_mac *mac, const char *file)
{
	if (file[0] == '/' || strcmp(file, "-") == 0)
		return file;
	return vouch_arena_printf(mac->arena, "%s/%s", TRANSCRIPTS, file);
}

static const char *read_or_empty(const struct fake_mac *mac, const char *file)
{
	struct vouch_bytes bytes = {"", 0};
	struct vouch_err err = {0};

	if (vouch_file_read(mac->arena, vouch_arena_printf(mac->arena, "%s%s", mac->root, file),
		    1 << 20, &bytes, &err) < 0)
		return "";
	return bytes.data;
}

void fake_mac_rule(const struct fake_mac *mac, const char *tool, const char *word, const char *mode,
	int number, const char *out, const char *err)
{
	const char *file = vouch_arena_printf(mac->arena, "%s.rules", tool);
	const char *text = vouch_arena_printf(mac->arena, "%s %s %d %s %s\n%s", word, mode, number,
		whole_path(mac, out), whole_path(mac, err), read_or_empty(mac, file));

	vouch_test_write(mac->root, file + 1, text);
}

const char *fake_mac_file(const struct fake_mac *mac, const char *name, const char *text)
{
	vouch_test_write(mac->root, name, text);
	return vouch_arena_printf(mac->arena, "%s/%s", mac->root, name);
}

const char *fake_mac_log(const struct fake_mac *mac, const char *tool)
{
	return read_or_empty(mac, vouch_arena_printf(mac->arena, "%s.log", tool));
}
