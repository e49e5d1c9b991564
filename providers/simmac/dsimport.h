/* dsimport.h – an import file as dsimport reads it: a header that names separators, record type and
 * attributes, then records.
 *
 *	0x0A 0x5C 0x3A 0x2C dsRecTypeStandard:Users 2 RecordName
 *base64:dsAttrTypeNative:ShadowHashData alice:YnBsaXN0MDA=
 *
 * The four numbers: end of a record, escape, between fields, between the values of a field.
 */
#ifndef SIMMAC_DSIMPORT_H
#define SIMMAC_DSIMPORT_H

#include "vouch/base/file.h"

#include "record.h"

enum simmac_import_form { SIMMAC_IMPORT_TEXT, SIMMAC_IMPORT_BASE64, SIMMAC_IMPORT_FILE };

struct simmac_import_field {
	const char *name; /* of the attribute, as it stands in the header */
	enum simmac_import_form form;
};

struct simmac_import {
	char ends, escape, fields, values;
	enum simmac_record_type type;
	struct simmac_import_field *items;
	size_t count;
	const char *at, *end; /* of the records */
};

struct simmac_import_values {
	const char **items;
	size_t count, room;
};

/* Reads the header. NULL, or what is wrong with it. */
const char *simmac_import_open(
	struct vouch_arena *arena, const struct vouch_bytes *file, struct simmac_import *out);
/* The next record: as many lists of values as the header has fields, those that the line lacks
 * empty. False at the end. */
bool simmac_import_next(
	struct vouch_arena *arena, struct simmac_import *import, struct simmac_import_values **out);

#endif
