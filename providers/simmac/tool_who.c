/* tool_who.c – who: the people at the screen and those who came by ssh. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tools.h"

int simmac_who(struct simmac_mac *mac, int argc, char **argv)
{
	char stamp[64] = "";
	time_t now;
	struct tm parts = {0};
	size_t i;

	if (argc > 1) {
		fprintf(stderr, "who: %s: the simulated Mac knows who without arguments\n",
			argv[1]);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	/* It keeps no time of logins: everybody has just come. */
	now = (time_t)simmac_mac_now(mac);
	if (localtime_r(&now, &parts))
		(void)strftime(stamp, sizeof stamp, "%b %e %H:%M", &parts);
	for (i = 0; i < mac->volume.sessions.count; i++) {
		const struct simmac_session *session = &mac->volume.sessions.items[i];
		const char *line = session->graphical
					   ? "console"
					   : vouch_arena_printf(&mac->arena, "ttys%03zu", i);

		printf("%-16s %-8s %s \n", session->name, line, stamp);
	}
	return 0;
}
