/* tools.h – the tools of a simulated Mac: name, folder, main function. One table, in tools.c.
 *
 * A tool gets its Mac opened but not locked, and its own arguments (argv[0] is the tool's name). It
 * prints as the real one does and returns its exit status. It takes the lock itself, after it has
 * read what it wants from standard input. Every call is recorded (trace.h) around it.
 *
 * To add one: its main function in tool_NAME.c, its prototype here, its row in the table.
 */
#ifndef SIMMAC_TOOLS_H
#define SIMMAC_TOOLS_H

#include <stddef.h>

#include "mac.h"

struct simmac_tool {
	const char *name;
	const char *folder; /* below the root, without slashes around it */
	int (*run)(struct simmac_mac *mac, int argc, char **argv);
};

const struct simmac_tool *simmac_tools(size_t *count);
const struct simmac_tool *simmac_tool_find(const char *name);

int simmac_createhomedir(struct simmac_mac *mac, int argc, char **argv);
int simmac_dseditgroup(struct simmac_mac *mac, int argc, char **argv);
int simmac_dsmemberutil(struct simmac_mac *mac, int argc, char **argv);
int simmac_id(struct simmac_mac *mac, int argc, char **argv);
int simmac_groups(struct simmac_mac *mac, int argc, char **argv);
int simmac_whoami(struct simmac_mac *mac, int argc, char **argv);
int simmac_finger(struct simmac_mac *mac, int argc, char **argv);
int simmac_who(struct simmac_mac *mac, int argc, char **argv);
int simmac_stat(struct simmac_mac *mac, int argc, char **argv);
int simmac_plistbuddy(struct simmac_mac *mac, int argc, char **argv);
int simmac_dscl(struct simmac_mac *mac, int argc, char **argv);
int simmac_sw_vers(struct simmac_mac *mac, int argc, char **argv);
int simmac_uname(struct simmac_mac *mac, int argc, char **argv);
int simmac_ioreg(struct simmac_mac *mac, int argc, char **argv);
int simmac_sysctl(struct simmac_mac *mac, int argc, char **argv);
int simmac_scutil(struct simmac_mac *mac, int argc, char **argv);
int simmac_sysadminctl(struct simmac_mac *mac, int argc, char **argv);
int simmac_fdesetup(struct simmac_mac *mac, int argc, char **argv);
int simmac_diskutil(struct simmac_mac *mac, int argc, char **argv);
int simmac_pwpolicy(struct simmac_mac *mac, int argc, char **argv);
int simmac_plutil(struct simmac_mac *mac, int argc, char **argv);
int simmac_defaults(struct simmac_mac *mac, int argc, char **argv);
int simmac_dscacheutil(struct simmac_mac *mac, int argc, char **argv);
int simmac_dsimport(struct simmac_mac *mac, int argc, char **argv);
int simmac_uuidgen(struct simmac_mac *mac, int argc, char **argv);
int simmac_passwd(struct simmac_mac *mac, int argc, char **argv);
int simmac_system_profiler(struct simmac_mac *mac, int argc, char **argv);
int simmac_security(struct simmac_mac *mac, int argc, char **argv);
int simmac_osascript(struct simmac_mac *mac, int argc, char **argv);
int simmac_launchctl(struct simmac_mac *mac, int argc, char **argv);
int simmac_createmobileaccount(struct simmac_mac *mac, int argc, char **argv);
int simmac_hostname(struct simmac_mac *mac, int argc, char **argv);
int simmac_systemsetup(struct simmac_mac *mac, int argc, char **argv);
int simmac_networksetup(struct simmac_mac *mac, int argc, char **argv);
int simmac_nvram(struct simmac_mac *mac, int argc, char **argv);
int simmac_csrutil(struct simmac_mac *mac, int argc, char **argv);
int simmac_dsenableroot(struct simmac_mac *mac, int argc, char **argv);
int simmac_chflags(struct simmac_mac *mac, int argc, char **argv);
int simmac_md5(struct simmac_mac *mac, int argc, char **argv);
int simmac_sudo(struct simmac_mac *mac, int argc, char **argv);
int simmac_su(struct simmac_mac *mac, int argc, char **argv);
int simmac_chsh(struct simmac_mac *mac, int argc, char **argv);
int simmac_killall(struct simmac_mac *mac, int argc, char **argv);
int simmac_ditto(struct simmac_mac *mac, int argc, char **argv);
int simmac_mktemp(struct simmac_mac *mac, int argc, char **argv);
int simmac_base64(struct simmac_mac *mac, int argc, char **argv);
int simmac_date(struct simmac_mac *mac, int argc, char **argv);
int simmac_dsconfigad(struct simmac_mac *mac, int argc, char **argv);
int simmac_arch(struct simmac_mac *mac, int argc, char **argv);
int simmac_sed(struct simmac_mac *mac, int argc, char **argv);
int simmac_profiles(struct simmac_mac *mac, int argc, char **argv);

#endif
