/* record_uuid.c – brings UUIDs to upper case. */
#include "record_uuid.h"

#include <ctype.h>

#include "vouch/base/uuid.h"

const char *vouch_macos_uuid(struct vouch_arena *arena, const char *text)
{
	char *upper;
	size_t i;

	if (!text || !vouch_uuid_is_valid(text))
		return NULL;
	upper = vouch_arena_text(arena, text);
	for (i = 0; upper[i] != '\0'; i++)
		upper[i] = (char)toupper((unsigned char)upper[i]);
	return upper;
}
