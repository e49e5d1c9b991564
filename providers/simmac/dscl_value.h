/* dscl_value.h – attributes as dscl names and prints them.
 *
 * A record keeps short native keys ("uid"); Open Directory shows those it has a standard name for
 * as dsAttrTypeStandard:UniqueID and all others as dsAttrTypeNative:KEY.
 */
#ifndef SIMMAC_DSCL_VALUE_H
#define SIMMAC_DSCL_VALUE_H

#include "vouch/base/buf.h"

#include "record.h"

struct simmac_attribute {
	const char *name; /* whole: "dsAttrTypeStandard:UniqueID" */
	const char **values;
	size_t count;
};

struct simmac_attributes {
	struct simmac_attribute *items;
	size_t count, room;
};

/* What somebody typed, with or without prefix, as the key in the record, and as the whole name. */
const char *simmac_attribute_key(
	struct vouch_arena *arena, enum simmac_record_type type, const char *typed);
const char *simmac_attribute_name(
	struct vouch_arena *arena, enum simmac_record_type type, const char *key);

/* All attributes of a record, with those that Open Directory adds, in the order dscl prints them.
 */
void simmac_attributes_of(struct vouch_arena *arena, const struct simmac_record *record,
	struct simmac_attributes *out);
/* One; false where the record does not have it. */
bool simmac_attribute_of(struct vouch_arena *arena, const struct simmac_record *record,
	const char *typed, struct simmac_attribute *out);
int simmac_attribute_order(const void *a, const void *b);

/* "KEY: v1 v2", or each value on a line of its own where one holds a blank. FACTS 3.2 */
void simmac_attribute_print(
	struct vouch_buf *out, const struct simmac_attribute *attribute, bool raw, bool url);
/* One value, as it is or in URL-style. */
void simmac_attribute_add(struct vouch_buf *out, const char *value, bool url);
/* One <key> and its <array> at this depth of tabs. */
void simmac_attribute_print_xml(
	struct vouch_buf *out, const struct simmac_attribute *attribute, int depth);
extern const char simmac_xml_head[], simmac_xml_tail[];

#endif
