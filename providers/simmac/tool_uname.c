/* tool_uname.c – uname: the kernel's name and version, by which many programs know that they are on
 * a Mac.
 */
#include <stdio.h>
#include <string.h>

#include "computer_name.h"
#include "darwin.h"
#include "tools.h"

/* In the order in which they are printed. */
enum field { SYSTEM, NODE, RELEASE, VERSION, MACHINE, PROCESSOR, FIELDS };

static const char letters[FIELDS + 1] = "snrvmp";

static const char *const usage = "usage: uname [-amnoprsv]\n";

static void read_fields(struct simmac_mac *mac, const char *out[FIELDS])
{
	bool apple = strcmp(mac->settings.chip, "apple") == 0;

	out[SYSTEM] = "Darwin";
	out[NODE] = simmac_computer_name_of_kernel(mac);
	out[RELEASE] = simmac_darwin_release(mac);
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
