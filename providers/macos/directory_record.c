/* directory_record.c – reads the keys of a record; every value is an array of strings. */
#include "directory_record.h"

#include "vouch/base/text.h"

bool vouch_macos_record_values(struct vouch_arena *arena, const struct vouch_plist *record,
	struct vouch_macos_key key, struct vouch_macos_values *out)
{
	const struct vouch_plist *standard = vouch_plist_get(record, key.standard);
	const struct vouch_plist *values =
		standard ? standard : vouch_plist_get(record, key.native);
	struct vouch_macos_values found = {0};
	size_t i, count = vouch_plist_count(values);

	if (values && vouch_plist_kind(values) != VOUCH_PLIST_ARRAY)
		return false;
	for (i = 0; i < count; i++) {
		const char *text = vouch_plist_string(arena, vouch_plist_item(values, i));

		if (!text)
			return false;
		*VOUCH_PUSH(arena, &found) = text;
	}
	*out = found;
	return true;
}

const char *vouch_macos_record_text(
	struct vouch_arena *arena, const struct vouch_plist *record, struct vouch_macos_key key)
{
	struct vouch_macos_values values;

	if (!vouch_macos_record_values(arena, record, key, &values))
		return NULL;
	return values.count > 0 ? values.items[0] : "";
}

struct vouch_number vouch_macos_record_number(
	struct vouch_arena *arena, const struct vouch_plist *record, struct vouch_macos_key key)
{
	const char *text = vouch_macos_record_text(arena, record, key);
	struct vouch_number number = {0};

	number.known = text && vouch_text_number(text, &number.value);
	if (!number.known)
		number.value = 0;
	return number;
}

bool vouch_macos_record_names(struct vouch_arena *arena, const struct vouch_plist *record,
	const char **name, struct vouch_names *aliases)
{
	struct vouch_macos_values values;
	size_t i;

	if (!vouch_macos_record_values(arena, record, VOUCH_MACOS_KEY("RecordName"), &values) ||
		values.count == 0 || values.items[0][0] == '\0')
		return false;
	*name = values.items[0];
	for (i = 1; i < values.count; i++)
		if (values.items[i][0] != '\0')
			vouch_names_add(arena, aliases, values.items[i]);
	return true;
}

struct vouch_plist *vouch_macos_records_parse(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **why)
{
	struct vouch_plist *root = NULL;
	struct vouch_err err = {0};

	if (vouch_plist_parse(bytes.data, bytes.length, VOUCH_MACOS_PLIST_CAP, &root, &err) < 0) {
		*why = vouch_arena_text(arena, err.msg);
		return NULL;
	}
	if (vouch_plist_kind(root) != VOUCH_PLIST_ARRAY) {
		*why = "the property list is no list of records";
		vouch_plist_free(root);
		return NULL;
	}
	return root;
}
