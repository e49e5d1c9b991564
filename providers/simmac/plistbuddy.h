/* plistbuddy.h – what the parts of PlistBuddy share. */
#ifndef SIMMAC_PLISTBUDDY_H
#define SIMMAC_PLISTBUDDY_H

#include "list_file.h"

/* For people: "Dict {", four spaces a level, "}"; a value alone is itself. */
void simmac_plistbuddy_print(struct vouch_arena *arena, struct vouch_buf *out,
	const struct vouch_plist *node, int depth);

#endif
