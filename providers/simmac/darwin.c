/* darwin.c – which Darwin a macOS has. */
#include "darwin.h"

#include <stdio.h>

/* FACTS H6 */
const char *simmac_darwin_release(struct simmac_mac *mac)
{
	static const int old_minor[3][8] = {
		{0, 2, 3, 4, 5, 6, 7, 7}, {0, 2, 2, 2, 5, 6, 7, 7}, {0, 0, 2, 3, 4, 5, 6, 6}};
	int major = 0, minor = 0, patch = 0;

	(void)sscanf(mac->settings.os, "%d.%d.%d", &major, &minor, &patch); /* known: rules.h */
	if (major == 10 && minor >= 13 && minor <= 15)
		return vouch_arena_printf(&mac->arena, "%d.%d.0", minor + 4,
			old_minor[minor - 13][patch < 0   ? 0
					      : patch > 7 ? 7
							  : patch]);
	if (major >= 26)
		return vouch_arena_printf(&mac->arena, "%d.%d.0", major - 1, minor);
	if (major <= 13) /* 11 to 13 count from one, and the last two share a kernel */
		minor = minor >= 5 ? 6 : minor + 1;
	return vouch_arena_printf(&mac->arena, "%d.%d.0", major + 9, minor > 6 ? 6 : minor);
}
