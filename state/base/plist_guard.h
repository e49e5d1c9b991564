/* plist_guard.h – what a property list must promise before the library may see it.
 *
 * Nothing here parses: both walks only prove that the bytes are bounded. A list that passes nests
 * at most VOUCH_PLIST_DEPTH_MAX deep and, written out without sharing, stays below a fixed size. 0,
 * or -VOUCH_E_OBSERVE with the reason.
 */
#ifndef VOUCH_BASE_PLIST_GUARD_H
#define VOUCH_BASE_PLIST_GUARD_H

#include <stddef.h>

#include "vouch/base/err.h"

int vouch_plist_guard_xml(const char *bytes, size_t length, struct vouch_err *err);
int vouch_plist_guard_binary(const unsigned char *bytes, size_t length, struct vouch_err *err);

#endif
