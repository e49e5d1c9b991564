/* command.h – the commands of `simmac` itself: create, show, login, logout, as, fault, trace. */
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
int simmac_command_fault(int argc, char **argv);
int simmac_command_trace(int argc, char **argv);

/* DIR as an absolute path without links, in malloc's memory; NULL, and a message, where there is
 * none. */
char *simmac_command_root(const char *directory);

#endif
