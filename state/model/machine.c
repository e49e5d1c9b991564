/* machine.c – the words of a machine's facts, and versions. */
#include "vouch/model/machine.h"

#include <stdlib.h>

#include "words.h"

static const char *const chips[] = {"unknown", "apple", "t2", "intel"};
static const char *const filesystems[] = {"unknown", "apfs", "hfs"};
static const char *const filevaults[] = {
	"unknown", "off", "on", "encrypting", "decrypting", "deferred"};
static const char *const mdms[] = {"unknown", "none", "user_approved", "automated"};
static const char *const bootstraps[] = {"unknown", "unsupported", "supported", "escrowed"};

VOUCH_WORDS(chip, enum vouch_chip, VOUCH_CHIP_COUNT, chips)
VOUCH_WORDS(filesystem, enum vouch_filesystem, VOUCH_FILESYSTEM_COUNT, filesystems)
VOUCH_WORDS(filevault, enum vouch_filevault, VOUCH_FILEVAULT_COUNT, filevaults)
VOUCH_WORDS(mdm, enum vouch_mdm, VOUCH_MDM_COUNT, mdms)
VOUCH_WORDS(bootstrap, enum vouch_bootstrap, VOUCH_BOOTSTRAP_COUNT, bootstraps)

/* The number at *text; moves behind it and the dot that follows. */
static long next_part(const char **text)
{
	char *end;
	long part;

	if (**text < '0' || **text > '9') {
		while (**text != '\0' && **text != '.')
			(*text)++;
		if (**text == '.')
			(*text)++;
		return 0;
	}
	part = strtol(*text, &end, 10);
	*text = end;
	while (**text != '\0' && **text != '.')
		(*text)++;
	if (**text == '.')
		(*text)++;
	return part;
}

int vouch_version_compare(const char *a, const char *b)
{
	while (*a != '\0' || *b != '\0') {
		long left = next_part(&a), right = next_part(&b);

		if (left != right)
			return left < right ? -1 : 1;
	}
	return 0;
}
