/* dscl_write.c – dscl -create, -append, -merge, -delete, -change, -changei. FACTS 3.1, 3.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"
#include "policy_data.h"

int simmac_dscl_attribute_status(struct simmac_dscl *dscl, enum simmac_ds status)
{
	(void)fflush(stdout);
	fprintf(stderr, "<main> attribute status: %s\n", simmac_ds_name(status));
	return simmac_dscl_end(dscl, status);
}

/* Root may write, but not everything without Full Disk Access. FACTS 3.2, 7.8 */
bool simmac_dscl_may_write(
	const struct simmac_dscl *dscl, const struct simmac_record *record, const char *key)
{
	static const char *const guarded[] = {"uid", "home"};
	size_t i;

	if (!simmac_mac_is_root(dscl->mac))
		return false;
	for (i = 0; i < sizeof guarded / sizeof *guarded; i++)
		if (strcmp(guarded[i], key) == 0 && simmac_record_count(record, key) > 0)
			return !dscl->mac->rules->directory_wants_access ||
			       simmac_quirk(dscl->mac, SIMMAC_QUIRK_FULL_DISK_ACCESS);
	return true;
}

/* A number of a user, or of a group, that another record has. 1, 0, or negative. */
static int is_taken(struct simmac_dscl *dscl, const struct simmac_record *record, const char *key,
	const char *value)
{
	const char *unique = record->type == SIMMAC_USERS ? "uid" : "gid";
	SIMMAC_RECORD other = {0};
	int r;

	if (strcmp(key, unique) != 0 && strcmp(key, "name") != 0)
		return 0;
	r = simmac_record_find_by(dscl->mac, record->type, key, value, &other);
	return r == 1 ? strcmp(other.file, record->file) != 0 : r;
}

/* What a record can hold is text; a name has to be the name of a file. */
static bool values_fit(const char *key, char **values, int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (!vouch_text_is_utf8(values[i], strlen(values[i])) ||
			(strcmp(key, "name") == 0 && !simmac_record_name_fits(values[i])))
			return false;
	return *key && vouch_text_is_utf8(key, strlen(key));
}

/* Whether this attribute of the record may become these values: DS_OK, or why not. */
static int check_values(struct simmac_dscl *dscl, const struct simmac_record *record,
	const char *key, char **values, int count)
{
	int i, taken = 0;

	if (dscl->search)
		return simmac_dscl_attribute_status(dscl, DS_READ_ONLY);
	if (!simmac_dscl_may_write(dscl, record, key))
		return simmac_dscl_attribute_status(dscl, DS_PERMISSION);
	if (!values_fit(key, values, count))
		return simmac_dscl_attribute_status(dscl, DS_SCHEMA);
	for (i = 0; i < count && taken == 0; i++)
		taken = is_taken(dscl, record, key, values[i]);
	if (taken != 0)
		return taken < 0 ? DS_BROKEN : simmac_dscl_attribute_status(dscl, DS_EXISTS);
	return DS_OK;
}

static int save(struct simmac_dscl *dscl, struct simmac_record *record)
{
	return simmac_record_save(dscl->mac, record) < 0 ? DS_BROKEN : DS_OK;
}

static void replace_values(struct simmac_record *record, const char *key, char **values, int count)
{
	struct vouch_plist *list = vouch_plist_new_array();
	int i;

	for (i = 0; i < count; i++)
		vouch_plist_append(list, vouch_plist_new_string(values[i]));
	vouch_plist_set(record->list, key, list);
}

/* What a record made by hand has: a name, a GUID, and a password that looks set. FACTS N3 */
static struct simmac_record new_record(struct simmac_dscl *dscl)
{
	struct simmac_record record = simmac_record_new(dscl->mac, dscl->type, dscl->name);

	if (dscl->type == SIMMAC_USERS || dscl->type == SIMMAC_GROUPS)
		simmac_record_set(&record, "passwd", dscl->type == SIMMAC_USERS ? "********" : "*");
	simmac_record_set(&record, "record_daemon_version", dscl->mac->rules->record_daemon);
	if (dscl->type == SIMMAC_USERS)
		simmac_policy_created(dscl->mac, &record);
	return record;
}

int simmac_dscl_create(struct simmac_dscl *dscl)
{
	SIMMAC_RECORD record = {0};
	const char *key;
	int r;

	if (dscl->place != DSCL_RECORD)
		return simmac_dscl_invalid_path(dscl);
	if (!simmac_record_name_fits(dscl->name))
		return simmac_dscl_attribute_status(dscl, DS_BAD_NAME);
	r = simmac_record_find(dscl->mac, dscl->type, dscl->name, &record);
	if (r < 0)
		return DS_BROKEN;
	if (dscl->search)
		return simmac_dscl_attribute_status(dscl, DS_READ_ONLY);
	if (!simmac_mac_is_root(dscl->mac))
		return simmac_dscl_attribute_status(dscl, DS_PERMISSION);
	if (r == 0) {
		record = new_record(dscl);
		if (save(dscl, &record) != DS_OK)
			return DS_BROKEN;
	}
	if (dscl->count == 0)
		return DS_OK;
	key = simmac_attribute_key(&dscl->mac->arena, dscl->type, dscl->words[0]);
	r = check_values(dscl, &record, key, dscl->words + 1, dscl->count - 1);
	if (r != DS_OK)
		return r;
	if (strcmp(key, "name") == 0 && dscl->count == 1) /* a record must be called something */
		return simmac_dscl_attribute_status(dscl, DS_SCHEMA);
	replace_values(&record, key, dscl->words + 1, dscl->count - 1);
	return save(dscl, &record);
}

/* Finds the record that an attribute verb is about: 1, or the answer in *status. */
static int target(struct simmac_dscl *dscl, int least, struct simmac_record *record, int *status)
{
	int r;

	if (dscl->place != DSCL_RECORD || dscl->count < least) {
		*status = simmac_dscl_invalid_path(dscl);
		return 0;
	}
	r = simmac_record_find(dscl->mac, dscl->type, dscl->name, record);
	if (r < 1)
		*status = r < 0 ? DS_BROKEN : simmac_dscl_invalid_path(dscl);
	return r == 1;
}

static int add_values(struct simmac_dscl *dscl, bool merge)
{
	SIMMAC_RECORD record = {0};
	const char *key;
	int i, status = DS_OK;

	if (!target(dscl, 2, &record, &status))
		return status;
	key = simmac_attribute_key(&dscl->mac->arena, dscl->type, dscl->words[0]);
	status = check_values(dscl, &record, key, dscl->words + 1, dscl->count - 1);
	if (status != DS_OK)
		return status;
	for (i = 1; i < dscl->count; i++)
		if (!merge || !simmac_record_has(&record, key, dscl->words[i]))
			simmac_record_add(&record, key, dscl->words[i]);
	return save(dscl, &record);
}

int simmac_dscl_append(struct simmac_dscl *dscl)
{
	return add_values(dscl, false);
}

int simmac_dscl_merge(struct simmac_dscl *dscl)
{
	return add_values(dscl, true);
}

static int delete_record(struct simmac_dscl *dscl, struct simmac_record *record)
{
	enum simmac_outcome outcome = SIMMAC_OK;

	if (dscl->search) {
		fprintf(stderr, "<main> delete status: eDSReadOnly\n");
		return simmac_dscl_end(dscl, DS_READ_ONLY);
	}
	if (dscl->type == SIMMAC_USERS)
		outcome = simmac_account_delete_raw(dscl->mac, dscl->name);
	else if (!simmac_mac_is_root(dscl->mac))
		outcome = SIMMAC_NO_PERMISSION;
	else if (simmac_record_delete(dscl->mac, record) < 0)
		return DS_BROKEN;
	if (outcome == SIMMAC_OK)
		return DS_OK;
	if (outcome == SIMMAC_BROKEN)
		return DS_BROKEN;
	fprintf(stderr, "<main> delete status: eDSPermissionError\n");
	return simmac_dscl_end(dscl, DS_PERMISSION);
}

int simmac_dscl_delete(struct simmac_dscl *dscl)
{
	SIMMAC_RECORD record = {0};
	const char *key;
	int i, status = DS_OK;

	if (!target(dscl, 0, &record, &status))
		return status;
	if (dscl->count == 0)
		return delete_record(dscl, &record);
	key = simmac_attribute_key(&dscl->mac->arena, dscl->type, dscl->words[0]);
	status = check_values(dscl, &record, key, dscl->words, 0);
	if (status != DS_OK)
		return status;
	/* FACTS 3.4: Puppet takes off the hash of an account that has none, and goes on. */
	if (dscl->count == 1 && strcmp(key, "ShadowHashData") == 0 &&
		!vouch_plist_get(record.list, key))
		return DS_OK;
	if (!vouch_plist_get(record.list, key))
		return simmac_dscl_attribute_status(dscl, DS_NO_ATTRIBUTE);
	if (dscl->count == 1 && strcmp(key, "name") == 0)
		return simmac_dscl_attribute_status(dscl, DS_SCHEMA);
	if (dscl->count == 1)
		simmac_record_unset(&record, key);
	for (i = 1; i < dscl->count; i++)
		if (!simmac_record_drop(dscl->mac, &record, key, dscl->words[i]))
			return simmac_dscl_attribute_status(dscl, DS_NO_VALUE);
	if (simmac_record_count(&record, "name") == 0) /* a record must be called something */
		return simmac_dscl_attribute_status(dscl, DS_SCHEMA);
	return save(dscl, &record);
}

/* Replaces the value at this place; the others stay as and where they are. */
static void replace_at(
	struct simmac_record *record, const char *key, size_t index, const char *value)
{
	const struct vouch_plist *old = vouch_plist_get(record->list, key);
	struct vouch_plist *list = vouch_plist_new_array();
	size_t i;

	for (i = 0; i < vouch_plist_count(old); i++)
		vouch_plist_append(list, i == index ? vouch_plist_new_string(value)
						    : vouch_plist_copy(vouch_plist_item(old, i)));
	vouch_plist_set(record->list, key, list);
}

/* Both -change (by the old value) and -changei (by its number, from 1). */
static int change_value(struct simmac_dscl *dscl, bool by_index)
{
	SIMMAC_RECORD record = {0};
	const char *key;
	size_t i, count;
	int64_t index = 0;
	int status = DS_OK;

	if (!target(dscl, 3, &record, &status))
		return status;
	key = simmac_attribute_key(&dscl->mac->arena, dscl->type, dscl->words[0]);
	status = check_values(dscl, &record, key, dscl->words + 2, 1);
	if (status != DS_OK)
		return status;
	count = simmac_record_count(&record, key);
	if (count == 0)
		return simmac_dscl_attribute_status(dscl, DS_NO_ATTRIBUTE);
	for (i = 0; !by_index && i < count && index == 0; i++)
		if (vouch_text_equal(
			    simmac_record_value(dscl->mac, &record, key, i), dscl->words[1]))
			index = (int64_t)i + 1;
	if (by_index && !vouch_text_number(dscl->words[1], &index))
		return simmac_dscl_invalid_path(dscl);
	if (index < 1 || (size_t)index > count)
		return simmac_dscl_attribute_status(dscl, DS_NO_VALUE);
	replace_at(&record, key, (size_t)index - 1, dscl->words[2]);
	return save(dscl, &record);
}

int simmac_dscl_change(struct simmac_dscl *dscl)
{
	return change_value(dscl, false);
}

int simmac_dscl_changei(struct simmac_dscl *dscl)
{
	return change_value(dscl, true);
}
