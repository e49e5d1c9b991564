/* plutil.h – what the parts of plutil share: one call, its key path, and the ways it prints. */
#ifndef SIMMAC_PLUTIL_H
#define SIMMAC_PLUTIL_H

#include "list_file.h"

struct simmac_plutil {
	struct simmac_mac *mac;
	const char *verb;    /* "-lint", where none is named */
	const char *format;  /* of -convert, -extract, -create */
	const char *keypath; /* "a.b.0", a backslash keeps a point */
	const char *type, *value;
	const char *expect;
	const char *output, *suffix;
	bool silent, readable, appends, bare;
	char **files;
	int count;
};

/* For people: plutil -p. */
void simmac_plutil_print(struct vouch_arena *arena, struct vouch_buf *out,
	const struct vouch_plist *node, int depth);
/* One value for scripts: plutil -extract KEY raw. */
void simmac_plutil_raw(
	struct vouch_arena *arena, struct vouch_buf *out, const struct vouch_plist *node);
/* "string", "dictionary", as -type and -expect have it. */
const char *simmac_plutil_type(const struct vouch_plist *node);
/* The value at a key path; NULL: none. */
struct vouch_plist *simmac_plutil_find(
	struct vouch_arena *arena, struct vouch_plist *list, const char *keypath);
/* What -insert, -replace and -remove do to the list; false, and said why. */
bool simmac_plutil_edit(struct simmac_plutil *call, struct vouch_plist **list);
/* "-bool YES" and the like as a value; NULL: it is none. */
struct vouch_plist *simmac_plutil_value(const char *type, const char *value);

#endif
