/* directory_record.h – the values of one key of a record as dscl -plist prints it. */
#ifndef VOUCH_MACOS_DIRECTORY_RECORD_H
#define VOUCH_MACOS_DIRECTORY_RECORD_H

#include <stdbool.h>

#include "parse_directory.h"
#include "vouch/base/plist.h"

/* FACTS 3.2: dscl -plist names keys with their whole prefix, whatever they were asked as. */
struct vouch_macos_key {
	const char *standard, *native;
};

#define VOUCH_MACOS_KEY(name) \
	((struct vouch_macos_key){"dsAttrTypeStandard:" name, "dsAttrTypeNative:" name})

/* A key that the record lacks has no values and is readable. False where a value is no text. */
bool vouch_macos_record_values(struct vouch_arena *arena, const struct vouch_plist *record,
	struct vouch_macos_key key, struct vouch_macos_values *out);
/* The first value; "" where the record lacks the key; NULL where it cannot be read. */
const char *vouch_macos_record_text(
	struct vouch_arena *arena, const struct vouch_plist *record, struct vouch_macos_key key);
/* The first value as a number; unknown where there is none. */
struct vouch_number vouch_macos_record_number(
	struct vouch_arena *arena, const struct vouch_plist *record, struct vouch_macos_key key);
/* RecordName: the first name and the others. False where there is no usable first name. */
bool vouch_macos_record_names(struct vouch_arena *arena, const struct vouch_plist *record,
	const char **name, struct vouch_names *aliases);
/* The document of dscl -plist -readall: an array of records. NULL with *why set otherwise. The
 * caller frees it. */
struct vouch_plist *vouch_macos_records_parse(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **why);

#endif
