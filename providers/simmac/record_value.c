/* record_value.c – the values of one record: arrays of text or data under short native keys. */
#include <string.h>

#include "vouch/base/text.h"

#include "mac.h"
#include "record.h"

size_t simmac_record_count(const struct simmac_record *record, const char *key)
{
	return vouch_plist_count(vouch_plist_get(record->list, key));
}

const char *simmac_record_value(
	struct simmac_mac *mac, const struct simmac_record *record, const char *key, size_t index)
{
	return vouch_plist_string(
		&mac->arena, vouch_plist_item(vouch_plist_get(record->list, key), index));
}

bool simmac_record_number(
	struct simmac_mac *mac, const struct simmac_record *record, const char *key, int64_t *out)
{
	const char *text = simmac_record_first(mac, record, key);

	return text && vouch_text_number(text, out);
}

static bool has(const struct simmac_record *record, const char *key, const char *value,
	bool (*equal)(const char *a, const char *b))
{
	const struct vouch_plist *values = vouch_plist_get(record->list, key);
	struct vouch_arena arena = {NULL};
	bool found = false;
	size_t i;

	for (i = 0; !found && i < vouch_plist_count(values); i++)
		found = equal(vouch_plist_string(&arena, vouch_plist_item(values, i)), value);
	vouch_arena_release(&arena);
	return found;
}

bool simmac_record_has(const struct simmac_record *record, const char *key, const char *value)
{
	return has(record, key, value, vouch_text_equal);
}

bool simmac_record_has_nocase(
	const struct simmac_record *record, const char *key, const char *value)
{
	return has(record, key, value, vouch_text_equal_nocase);
}

void simmac_record_set(struct simmac_record *record, const char *key, const char *value)
{
	struct vouch_plist *values = vouch_plist_new_array();

	vouch_plist_append(values, vouch_plist_new_string(value));
	vouch_plist_set(record->list, key, values);
}

void simmac_record_set_data(
	struct simmac_record *record, const char *key, const void *bytes, size_t length)
{
	struct vouch_plist *values = vouch_plist_new_array();

	vouch_plist_append(values, vouch_plist_new_data(bytes, length));
	vouch_plist_set(record->list, key, values);
}

void simmac_record_add(struct simmac_record *record, const char *key, const char *value)
{
	struct vouch_plist *values = vouch_plist_get(record->list, key);

	if (!values) {
		simmac_record_set(record, key, value);
		return;
	}
	vouch_plist_append(values, vouch_plist_new_string(value));
}

bool simmac_record_drop(
	struct simmac_mac *mac, struct simmac_record *record, const char *key, const char *value)
{
	struct vouch_plist *values = vouch_plist_get(record->list, key);
	bool dropped = false;
	size_t i = vouch_plist_count(values);

	while (i-- > 0)
		if (vouch_text_equal(
			    vouch_plist_string(&mac->arena, vouch_plist_item(values, i)), value)) {
			vouch_plist_remove_item(values, i);
			dropped = true;
		}
	if (dropped && vouch_plist_count(values) == 0)
		vouch_plist_remove(record->list, key);
	return dropped;
}

void simmac_record_unset(struct simmac_record *record, const char *key)
{
	vouch_plist_remove(record->list, key);
}
