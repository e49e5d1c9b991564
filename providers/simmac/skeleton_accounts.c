/* skeleton_accounts.c – the accounts and groups that every Mac has before anybody sets it up. */
#include "vouch/base/text.h"

#include "record.h"
#include "skeleton.h"

struct system_user {
	const char *name, *full_name, *home, *shell;
	int uid, gid;
};

static const struct system_user users[] = {
	{"root", "System Administrator", "/var/root", "/bin/sh", 0, 0},
	{"daemon", "System Services", "/var/root", "/usr/bin/false", 1, 1},
	{"nobody", "Unprivileged User", "/var/empty", "/usr/bin/false", -2, -2},
	{"_appstore", "Mac App Store Service", "/var/db/appstore", "/usr/bin/false", 33, 33},
	{"_mbsetupuser", "Setup User", "/var/setup", "/bin/bash", 248, 248},
	{"_softwareupdate", "Software Update Service", "/var/db/softwareupdate", "/usr/bin/false",
		200, 200},
	{"_spotlight", "Spotlight", "/var/empty", "/usr/bin/false", 89, 89},
	{"_windowserver", "WindowServer", "/var/empty", "/usr/bin/false", 88, 88},
	{"_www", "World Wide Web Server", "/Library/WebServer", "/usr/bin/false", 70, 70},
};

struct system_group {
	const char *name, *alias, *full_name;
	int gid;
	const char *member; /* or NULL */
	int nested;         /* gid of the group inside, or 0 */
};

static const struct system_group groups[] = {
	{"_analyticsusers", NULL, "Analytics Users", 250, NULL, 80},
	{"_appserveradm", "appserveradm", "App Server Admins", 81, NULL, 0},
	{"_appserverusr", "appserverusr", "App Server Users", 79, NULL, 80},
	{"_appstore", NULL, "Mac App Store Service", 33, "_appstore", 80},
	{"_developer", NULL, "Developer", 204, NULL, 80},
	{"_lpadmin", "lpadmin", "Print Administrators", 98, NULL, 80},
	{"_lpoperator", "lpoperator", "Print Operators", 100, NULL, 61},
	{"_softwareupdate", NULL, "Software Update Service", 200, "_softwareupdate", 0},
	{"_spotlight", NULL, "Spotlight", 89, NULL, 0},
	{"_windowserver", "windowserver", "WindowServer", 88, NULL, 0},
	{"_www", "www", "World Wide Web Server", 70, NULL, 0},
	{"admin", "BUILTIN\\Administrators", "Administrators", 80, "root", 0},
	{"com.apple.access_disabled", NULL, "Disabled Users ACL", 396, NULL, 0},
	{"com.apple.access_ftp", NULL, "FTP Access", 395, NULL, 80},
	{"com.apple.access_remote_ae", NULL, "Remote Apple Events ACL", 400, NULL, 80},
	{"com.apple.access_screensharing", NULL, "Screen Sharing Service ACL", 398, NULL, 80},
	{"com.apple.access_ssh", NULL, "SSH Service ACL", 399, NULL, 80},
	{"daemon", NULL, "System Services", 1, "root", 0},
	{"everyone", NULL, "Everyone", 12, NULL, 0},
	{"localaccounts", NULL, "Local Accounts", 61, NULL, 0},
	{"nobody", NULL, "nobody", -2, NULL, 0},
	{"nogroup", NULL, "nogroup", -1, NULL, 0},
	{"staff", "BUILTIN\\Users", "Staff", 20, "root", 0},
	{"wheel", NULL, "System Group", 0, "root", 0},
};

/* FACTS 3.6: system identities carry their number. */
static const char *user_uuid(struct simmac_mac *mac, int uid)
{
	return vouch_arena_printf(&mac->arena, "FFFFEEEE-DDDD-CCCC-BBBB-AAAA%08X", (unsigned)uid);
}

static const char *group_uuid(struct simmac_mac *mac, int gid)
{
	return vouch_arena_printf(&mac->arena, "ABCDEFAB-CDEF-ABCD-EFAB-CDEF%08X", (unsigned)gid);
}

static const char *number(struct simmac_mac *mac, int value)
{
	return vouch_arena_printf(&mac->arena, "%d", value);
}

static int make_user(struct simmac_mac *mac, const struct system_user *user)
{
	SIMMAC_RECORD record = simmac_record_new(mac, SIMMAC_USERS, user->name);

	/* Service accounts have a second name without the underscore; root's home has two paths. */
	if (user->name[0] == '_')
		simmac_record_add(&record, "name", user->name + 1);
	simmac_record_set(&record, "generateduid", user_uuid(mac, user->uid));
	simmac_record_set(&record, "realname", user->full_name);
	simmac_record_set(&record, "uid", number(mac, user->uid));
	simmac_record_set(&record, "gid", number(mac, user->gid));
	simmac_record_set(&record, "home", user->home);
	if (user->uid == 0)
		simmac_record_add(&record, "home", "/private/var/root");
	simmac_record_set(&record, "shell", user->shell);
	simmac_record_set(&record, "passwd", "*");
	simmac_record_set(&record, "record_daemon_version", mac->rules->record_daemon);
	return simmac_record_save(mac, &record);
}

static int make_group(struct simmac_mac *mac, const struct system_group *group)
{
	SIMMAC_RECORD record = simmac_record_new(mac, SIMMAC_GROUPS, group->name);

	if (group->alias)
		simmac_record_add(&record, "name", group->alias);
	simmac_record_set(&record, "generateduid", group_uuid(mac, group->gid));
	simmac_record_set(&record, "realname", group->full_name);
	simmac_record_set(&record, "gid", number(mac, group->gid));
	simmac_record_set(&record, "passwd", "*");
	simmac_record_set(&record, "record_daemon_version", mac->rules->record_daemon);
	if (group->member)
		simmac_record_set(&record, "users", group->member);
	if (group->member && vouch_text_equal(group->member, "root"))
		simmac_record_set(&record, "groupmembers", user_uuid(mac, 0));
	if (group->nested)
		simmac_record_set(&record, "nestedgroups", group_uuid(mac, group->nested));
	return simmac_record_save(mac, &record);
}

int simmac_skeleton_accounts(struct simmac_mac *mac)
{
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof users / sizeof *users; i++)
		r = make_user(mac, &users[i]);
	for (i = 0; r == 0 && i < sizeof groups / sizeof *groups; i++)
		r = make_group(mac, &groups[i]);
	return r;
}
