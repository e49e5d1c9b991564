/* ready.c – ready-made descriptions of Macs in common situations, for `simmac create --from NAME`.
 */
#include <string.h>

#include "description.h"

static const struct {
	const char *name, *summary, *text;
} ready[] = {
	{"fresh", "right after Setup Assistant: one administrator",
		"os: 14.5\n"
		"accounts:\n"
		"- {admin: setup, full-name: Setup Admin, password: '-'}\n"},
	{"lost-grantor", "the only holder of a token is a standard account",
		"os: 14.5\n"
		"accounts:\n"
		"- {user: worker, token: true, password: '-'}\n"
		"- {admin: boss, no-token: true, password: '-'}\n"},
	{"dead-token", "a holder whose token has kept another password",
		"os: 14.5\n"
		"filevault: on\n"
		"accounts:\n"
		"- {admin: setup, password: '-'}\n"
		"- {user: alice, token: true, dead-token: true, password: '-'}\n"},
	{"directory", "mobile accounts of a directory, one with a token and one without",
		"os: 14.5\n"
		"accounts:\n"
		"- {admin: setup, password: '-'}\n"
		"- {user: anna, mobile: true, token: true, password: '-'}\n"
		"- {user: otto, mobile: true, password: '-'}\n"},
	{"from-sierra", "upgraded from macOS Sierra: nobody holds a token",
		"os: 10.13.6\n"
		"accounts:\n"
		"- {admin: setup, no-token: true, password: '-'}\n"
		"- {user: alice, no-token: true, password: '-'}\n"},
	{"enrolled", "under management, nobody has logged in yet: no token",
		"os: 14.5\n"
		"mdm: automated\n"
		"bootstrap: supported\n"
		"accounts:\n"
		"- {admin: managed, hidden: true, uid: 450, hashed: true, password: '-'}\n"},
	{"encrypting", "FileVault is half-way",
		"os: 14.5\n"
		"chip: intel\n"
		"filevault: encrypting\n"
		"percent: 42\n"
		"accounts:\n"
		"- {admin: setup, password: '-'}\n"
		"- {user: alice, password: '-'}\n"},
};

const char *simmac_ready_text(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof ready / sizeof *ready; i++)
		if (strcmp(ready[i].name, name) == 0)
			return ready[i].text;
	return NULL;
}

const char *simmac_ready_name(size_t index, const char **summary)
{
	if (index >= sizeof ready / sizeof *ready)
		return NULL;
	*summary = ready[index].summary;
	return ready[index].name;
}
