/* tool_uname.c – uname: the kernel's name and version, by which many programs know that they are on
 * a Mac.
 */
#include <stdio.h>
#include <string.h>

#include "mac.h"
#include "tools.h"

/* In the order in which they are printed. */
enum field { SYSTEM, NODE, RELEASE, VERSION, MACHINE, PROCESSOR, FIELDS };

static const char letters[FIELDS + 1] = "snrvmp";

static const char *const usage = "usage: uname [-amnoprsv]\n";

/* FACTS H6 */
static const char *darwin(struct simmac_mac *mac)
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

static void read_fields(struct simmac_mac *mac, const char *out[FIELDS])
{
	bool apple = strcmp(mac->settings.chip, "apple") == 0;

	out[SYSTEM] = "Darwin";
	out[NODE] = mac->settings.hostname;
	out[RELEASE] = darwin(mac);
	out[VERSION] =
		vouch_arena_printf(&mac->arena, "Darwin Kernel Version %s: root:xnu~1/RELEASE_%s",
			out[RELEASE], apple ? "ARM64" : "X86_64");
	out[MACHINE] = apple ? "arm64" : "x86_64";
	out[PROCESSOR] = apple ? "arm" : "i386";
}

int simmac_uname(struct simmac_mac *mac, int argc, char **argv)
{
	const char *fields[FIELDS];
	bool asked[FIELDS] = {false};
	const char *separator = "";
	int i;

	for (i = 1; i < argc; i++) {
		const char *letter = argv[i] + 1;

		if (argv[i][0] != '-' || !*letter) {
			fputs(usage, stderr);
			return 1;
		}
		for (; *letter; letter++) {
			const char *at = strchr(letters, *letter);

			if (*letter == 'a')
				asked[SYSTEM] = asked[NODE] = asked[RELEASE] = asked[VERSION] =
					asked[MACHINE] = true;
			else if (*letter == 'o')
				asked[SYSTEM] = true;
			else if (at)
				asked[at - letters] = true;
			else {
				fprintf(stderr, "uname: illegal option -- %c\n%s", *letter, usage);
				return 1;
			}
		}
	}
	asked[SYSTEM] |= argc == 1;
	read_fields(mac, fields);
	for (i = 0; i < FIELDS; i++)
		if (asked[i]) {
			printf("%s%s", separator, fields[i]);
			separator = " ";
		}
	printf("\n");
	return 0;
}
