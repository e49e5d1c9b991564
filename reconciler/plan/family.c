/* family.c – chooses the family of a Mac from its version and file system. */
#include "family.h"

#include <stddef.h>

const char vouch_family_login_alone[] =
	"nobody on this Mac can hand on a token: escrow the bootstrap token (MDM) and log in at "
	"the login window";

/* The newest first: the first that is not too new is it. */
static const struct {
	const char *from;
	const struct vouch_family *family;
} apfs[] = {
	{"15", &vouch_family_15},
	{"11", &vouch_family_11},
	{"10.15", &vouch_family_10_15},
	{"10.13.4", &vouch_family_10_13_4},
	{"0", &vouch_family_10_13},
};

const struct vouch_family *vouch_family_of(const struct vouch_machine *machine)
{
	size_t i = 0;

	if (machine->filesystem == VOUCH_FILESYSTEM_HFS)
		return &vouch_family_hfs;
	if (machine->filesystem == VOUCH_FILESYSTEM_UNKNOWN || machine->os == NULL)
		return &vouch_family_unknown;
	while (vouch_version_compare(machine->os, apfs[i].from) < 0)
		i++;
	return apfs[i].family;
}
