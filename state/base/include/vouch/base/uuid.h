/* uuid.h – GeneratedUIDs: upper-case version 4 UUIDs, the identity of an account. */
#ifndef VOUCH_BASE_UUID_H
#define VOUCH_BASE_UUID_H

#include <stdbool.h>

enum { VOUCH_UUID_TEXT = 37 };

void vouch_uuid_make(char out[VOUCH_UUID_TEXT]);
/* 8-4-4-4-12 hex digits, either case. */
bool vouch_uuid_is_valid(const char *text);

#endif
