/* record.h – records of the local node: one binary property list each, as a Mac keeps them.
 *
 * ROOT/private/var/db/dslocal/nodes/Default/{users,groups,…}/NAME.plist; keys are the short native
 * names (name, uid, realname, generateduid …), every value is an array of strings or of data.
 * FACTS 3.5
 *
 * A record is a handle: release it. Names are found without case and over all record names.
 */
#ifndef SIMMAC_RECORD_H
#define SIMMAC_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/plist.h"

struct simmac_mac;

enum simmac_record_type {
	SIMMAC_USERS,
	SIMMAC_GROUPS,
	SIMMAC_ALIASES,
	SIMMAC_COMPUTER_GROUPS,
	SIMMAC_COMPUTER_LISTS,
	SIMMAC_COMPUTERS,
	SIMMAC_CONFIG,
	SIMMAC_MOUNTS,
	SIMMAC_NETWORKS,
	SIMMAC_PRINTERS,
	SIMMAC_SHARE_POINTS
};
enum { SIMMAC_RECORD_TYPES = SIMMAC_SHARE_POINTS + 1 };

/* "Users", as it stands behind dsRecTypeStandard: */
const char *simmac_record_type_name(enum simmac_record_type type);
/* By that name, with or without the prefix, in any case. */
bool simmac_record_type_find(const char *name, enum simmac_record_type *out);
/* May a record be called so? Not where the name would lead out of its folder, is too long for a
 * file, or is no text. */
bool simmac_record_name_fits(const char *name);

struct simmac_record {
	enum simmac_record_type type;
	const char *file;         /* the file's name without .plist: the first record name */
	struct vouch_plist *list; /* NULL: no record */
};

#define SIMMAC_RECORD VOUCH_CLEANUP(simmac_record_release) struct simmac_record

void simmac_record_release(struct simmac_record *record);
/* 1 found, 0 not there, negative: broken. */
int simmac_record_find(struct simmac_mac *mac, enum simmac_record_type type, const char *name,
	struct simmac_record *out);
/* The first record whose key holds this value (without case), e.g. generateduid or uid. */
int simmac_record_find_by(struct simmac_mac *mac, enum simmac_record_type type, const char *key,
	const char *value, struct simmac_record *out);
/* A new record in memory with name, generateduid and nothing else; save it to make it be. */
struct simmac_record simmac_record_new(
	struct simmac_mac *mac, enum simmac_record_type type, const char *name);
/* Writes the record; under the new name where its first record name has changed. */
int simmac_record_save(struct simmac_mac *mac, struct simmac_record *record);
int simmac_record_delete(struct simmac_mac *mac, const struct simmac_record *record);
/* Every record in order of name without case; the visitor must not keep the record. A non-zero
 * answer stops and is returned. */
int simmac_record_each(struct simmac_mac *mac, enum simmac_record_type type,
	int (*visit)(void *self, struct simmac_record *record), void *self);

/* Values. A key that is not there has none. */
size_t simmac_record_count(const struct simmac_record *record, const char *key);
/* NULL where there is none, or where it is data. */
const char *simmac_record_value(
	struct simmac_mac *mac, const struct simmac_record *record, const char *key, size_t index);
#define simmac_record_first(mac, record, key) simmac_record_value((mac), (record), (key), 0)
bool simmac_record_number(
	struct simmac_mac *mac, const struct simmac_record *record, const char *key, int64_t *out);
bool simmac_record_has(const struct simmac_record *record, const char *key, const char *value);
/* The same without case, as names compare. */
bool simmac_record_has_nocase(
	const struct simmac_record *record, const char *key, const char *value);

void simmac_record_set(struct simmac_record *record, const char *key, const char *value);
void simmac_record_set_data(
	struct simmac_record *record, const char *key, const void *bytes, size_t length);
void simmac_record_add(struct simmac_record *record, const char *key, const char *value);
/* Removes every such value; the key goes with its last one. False where there was none. */
bool simmac_record_drop(
	struct simmac_mac *mac, struct simmac_record *record, const char *key, const char *value);
void simmac_record_unset(struct simmac_record *record, const char *key);

#endif
