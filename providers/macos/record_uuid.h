/* record_uuid.h – UUIDs as tools print them, in the one form that is compared. */
#ifndef VOUCH_MACOS_RECORD_UUID_H
#define VOUCH_MACOS_RECORD_UUID_H

#include "vouch/base/arena.h"

/* Upper case; NULL where text is NULL or no UUID. */
const char *vouch_macos_uuid(struct vouch_arena *arena, const char *text);

#endif
