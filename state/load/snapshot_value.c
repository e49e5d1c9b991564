/* snapshot_value.c – text, numbers, yes or no, and names, as a snapshot has them. */
#include "snapshot_value.h"

#include <string.h>

int snapshot_wrong(struct vouch_err *err, const char *meant)
{
	return vouch_err_set(err, VOUCH_E_OBSERVE, "%s is meant", meant);
}

int snapshot_text(
	struct snapshot_reading *self, const cJSON *value, const char **out, struct vouch_err *err)
{
	if (value == NULL || cJSON_IsNull(value))
		return 0;
	if (!cJSON_IsString(value))
		return snapshot_wrong(err, "text or null");
	*out = vouch_arena_text(self->arena, value->valuestring);
	return 0;
}

int snapshot_number(const cJSON *value, struct vouch_number *out, struct vouch_err *err)
{
	if (value == NULL || cJSON_IsNull(value))
		return 0;
	if (!json_integer(value, &out->value))
		return snapshot_wrong(err, "a whole number or null");
	out->known = true;
	return 0;
}

int snapshot_tri(const cJSON *value, enum vouch_tri *out, struct vouch_err *err)
{
	if (cJSON_IsBool(value))
		*out = vouch_tri_from(cJSON_IsTrue(value));
	else if (cJSON_IsString(value) && strcmp(value->valuestring, "unknown") == 0)
		*out = VOUCH_UNKNOWN;
	else
		return snapshot_wrong(err, "true, false or \"unknown\"");
	return 0;
}

int snapshot_names(struct snapshot_reading *self, const cJSON *value, struct vouch_name_set *out,
	struct vouch_err *err)
{
	const cJSON *item;

	if (cJSON_IsNull(value))
		return 0;
	if (!cJSON_IsArray(value))
		return snapshot_wrong(err, "a list of names or null");
	for (item = value->child; item != NULL; item = item->next) {
		if (!cJSON_IsString(item) || item->valuestring[0] == '\0')
			return snapshot_wrong(err, "a list of names or null");
		vouch_names_add(self->arena, &out->names, item->valuestring);
	}
	out->known = true;
	return 0;
}

int snapshot_unknown_word(struct vouch_err *err, const cJSON *value)
{
	if (!cJSON_IsString(value))
		return snapshot_wrong(err, "a word");
	return vouch_err_set(
		err, VOUCH_E_OBSERVE, "\"%s\" is no word that stands here", value->valuestring);
}
