/* become.c – sets what a command of another account sees, and starts it. */
#include "become.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

int simmac_become_find(struct simmac_mac *mac, const char *name, struct simmac_record *out)
{
	if (*name == '#')
		return simmac_record_find_by(mac, SIMMAC_USERS, "uid", name + 1, out);
	return simmac_record_find(mac, SIMMAC_USERS, name, out);
}

static const char *value(struct simmac_mac *mac, const struct simmac_record *user, const char *key,
	const char *otherwise)
{
	const char *text = simmac_record_first(mac, user, key);

	return text && *text ? text : otherwise;
}

/* From outside the Mac's own root its folders are below it. */
static const char *home_of(struct simmac_mac *mac, const struct simmac_record *user)
{
	const char *home = value(mac, user, "home", "/var/empty");

	return strcmp(mac->root, "") == 0 || strcmp(mac->root, "/") == 0
		       ? home
		       : simmac_mac_path(mac, home);
}

static int set_up(
	struct simmac_mac *mac, const struct simmac_record *user, enum simmac_become_home home)
{
	const char *name = value(mac, user, "name", "");
	const char *folder = home_of(mac, user);

	if (setenv("SIMMAC_CALLER", name, 1) < 0 || setenv("USER", name, 1) < 0 ||
		setenv("LOGNAME", name, 1) < 0)
		return -1;
	if (home == SIMMAC_BECOME_KEEPS)
		return 0;
	if (setenv("HOME", folder, 1) < 0 ||
		setenv("SHELL", value(mac, user, "shell", "/bin/sh"), 1) < 0)
		return -1;
	return home == SIMMAC_BECOME_LOGIN ? chdir(folder) : 0;
}

int simmac_become_start(struct simmac_mac *mac, const struct simmac_record *user,
	enum simmac_become_home home, char **words)
{
	if (set_up(mac, user, home) < 0) {
		fprintf(stderr, "simmac: %s: %s\n", home_of(mac, user), strerror(errno));
		return 1;
	}
	simmac_mac_unlock(mac);
	return simmac_command_start(words);
}

int simmac_become_shell(struct simmac_mac *mac, const struct simmac_record *user,
	enum simmac_become_home home, char **words, int count)
{
	const char *own = getenv("SHELL");
	const char *shell =
		home == SIMMAC_BECOME_KEEPS && own ? own : value(mac, user, "shell", "/bin/sh");
	char **all = vouch_arena_alloc_array(&mac->arena, (size_t)count + 3, sizeof *all);
	int i, at = 0;

	all[at++] = vouch_arena_text(&mac->arena, shell);
	if (home == SIMMAC_BECOME_LOGIN)
		all[at++] = vouch_arena_text(&mac->arena, "-l");
	for (i = 0; i < count; i++)
		all[at++] = words[i];
	all[at] = NULL;
	return simmac_become_start(mac, user, home, all);
}
