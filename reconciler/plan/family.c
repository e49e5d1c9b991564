/* family.c – chooses the family of a Mac from its version and file system. */
#include "family.h"

const struct vouch_family *vouch_family_of(const struct vouch_machine *machine)
{
	if (machine->filesystem == VOUCH_FILESYSTEM_HFS)
		return &vouch_family_hfs;
	if (machine->filesystem == VOUCH_FILESYSTEM_UNKNOWN || machine->os == NULL)
		return &vouch_family_unknown;
	if (vouch_version_compare(machine->os, "11") < 0)
		return &vouch_family_early;
	return &vouch_family_modern;
}
