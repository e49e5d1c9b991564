/* command.h – the commands of `simmac` itself: one row of a table each, in command.c. */
#ifndef SIMMAC_COMMAND_H
#define SIMMAC_COMMAND_H

/* EX_USAGE */
enum { SIMMAC_USAGE = 64 };

int simmac_command(int argc, char **argv);

/* Each gets its own arguments: argv[0] is the command's name. */
int simmac_command_create(int argc, char **argv);
int simmac_command_show(int argc, char **argv);
int simmac_command_login(int argc, char **argv);
int simmac_command_logout(int argc, char **argv);
int simmac_command_as(int argc, char **argv);
int simmac_command_exec(int argc, char **argv);
int simmac_command_check(int argc, char **argv);
int simmac_command_snapshot(int argc, char **argv);
int simmac_command_restore(int argc, char **argv);
int simmac_command_progress(int argc, char **argv);
int simmac_command_restart(int argc, char **argv);
int simmac_command_upgrade(int argc, char **argv);
int simmac_command_fault(int argc, char **argv);
int simmac_command_trace(int argc, char **argv);

/* Becomes what its user typed, found as a shell finds it; on return, the exit status of a failure.
 */
int simmac_command_start(char **argv);

struct simmac_mac;
/* Opens the Mac at DIR and locks it for changing; negative after a message. Close it in any case.
 */
int simmac_command_open(struct simmac_mac *mac, const char *directory);
/* Closes what it opened; whoever looks within `simmac exec` sees what changed. */
void simmac_command_leave(struct simmac_mac *mac);
/* DIR as an absolute path without links, in malloc's memory; NULL, and a message, where there is
 * none. */
char *simmac_command_root(const char *directory);

#endif
