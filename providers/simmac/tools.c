/* tools.c – the table of tools. */
#include "tools.h"

#include <string.h>

static const struct simmac_tool tools[] = {
	{"dscl", "usr/bin", simmac_dscl},
	{"dseditgroup", "usr/sbin", simmac_dseditgroup},
	{"dsmemberutil", "usr/bin", simmac_dsmemberutil},
	{"createhomedir", "usr/sbin", simmac_createhomedir},
	{"id", "usr/bin", simmac_id},
	{"groups", "usr/bin", simmac_groups},
	{"whoami", "usr/bin", simmac_whoami},
	{"finger", "usr/bin", simmac_finger},
	{"who", "usr/bin", simmac_who},
	{"stat", "usr/bin", simmac_stat},
	{"PlistBuddy", "usr/libexec", simmac_plistbuddy},
	{"sw_vers", "usr/bin", simmac_sw_vers},
	{"uname", "usr/bin", simmac_uname},
	{"ioreg", "usr/sbin", simmac_ioreg},
	{"sysctl", "usr/sbin", simmac_sysctl},
	{"scutil", "usr/sbin", simmac_scutil},
	{"sysadminctl", "usr/sbin", simmac_sysadminctl},
	{"fdesetup", "usr/bin", simmac_fdesetup},
	{"diskutil", "usr/sbin", simmac_diskutil},
	{"profiles", "usr/bin", simmac_profiles},
	{"plutil", "usr/bin", simmac_plutil},
	{"defaults", "usr/bin", simmac_defaults},
	{"dscacheutil", "usr/bin", simmac_dscacheutil},
	{"dsimport", "usr/bin", simmac_dsimport},
	{"uuidgen", "usr/bin", simmac_uuidgen},
	{"passwd", "usr/bin", simmac_passwd},
	{"system_profiler", "usr/sbin", simmac_system_profiler},
	{"security", "usr/bin", simmac_security},
	{"osascript", "usr/bin", simmac_osascript},
	{"launchctl", "bin", simmac_launchctl},
	{"createmobileaccount", "System/Library/CoreServices/ManagedClient.app/Contents/Resources",
		simmac_createmobileaccount},
	{"pwpolicy", "usr/bin", simmac_pwpolicy},
	{"hostname", "bin", simmac_hostname},
	{"systemsetup", "usr/sbin", simmac_systemsetup},
	{"networksetup", "usr/sbin", simmac_networksetup},
	{"nvram", "usr/sbin", simmac_nvram},
	{"csrutil", "usr/bin", simmac_csrutil},
	{"dsenableroot", "usr/sbin", simmac_dsenableroot},
	{"chflags", "usr/bin", simmac_chflags},
	{"md5", "sbin", simmac_md5},
	{"sudo", "usr/bin", simmac_sudo},
	{"su", "usr/bin", simmac_su},
	{"chsh", "usr/bin", simmac_chsh},
	{"killall", "usr/bin", simmac_killall},
	{"ditto", "usr/bin", simmac_ditto},
	{"mktemp", "usr/bin", simmac_mktemp},
	{"base64", "usr/bin", simmac_base64},
	{"date", "bin", simmac_date},
	{"dsconfigad", "usr/sbin", simmac_dsconfigad},
	{"arch", "usr/bin", simmac_arch},
	{"sed", "usr/bin", simmac_sed},
};

const struct simmac_tool *simmac_tools(size_t *count)
{
	*count = sizeof tools / sizeof *tools;
	return tools;
}

const struct simmac_tool *simmac_tool_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof tools / sizeof *tools; i++)
		if (strcmp(tools[i].name, name) == 0)
			return &tools[i];
	return NULL;
}
