/* settings.c – reads and writes the marker file of a simulated Mac. */
#include "settings.h"

#include <stddef.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"

enum { MARKER_MAX = 1024 * 1024 };

struct text_key {
	const char *key;
	size_t offset;
	bool optional;
};

struct number_key {
	const char *key;
	size_t offset;
};

static const struct text_key texts[] = {
	{"os", offsetof(struct simmac_settings, os), false},
	{"build", offsetof(struct simmac_settings, build), false},
	{"chip", offsetof(struct simmac_settings, chip), false},
	{"filesystem", offsetof(struct simmac_settings, filesystem), false},
	{"mdm", offsetof(struct simmac_settings, mdm), false},
	{"serial", offsetof(struct simmac_settings, serial), false},
	{"model", offsetof(struct simmac_settings, model), false},
	{"hostname", offsetof(struct simmac_settings, hostname), false},
	{"platform_uuid", offsetof(struct simmac_settings, platform_uuid), false},
	{"now", offsetof(struct simmac_settings, now), true},
};

static const struct number_key numbers[] = {
	{"iterations", offsetof(struct simmac_settings, iterations)},
	{"preboot_delay", offsetof(struct simmac_settings, preboot_delay)},
	{"status_lag", offsetof(struct simmac_settings, status_lag)},
	{"minimum_password", offsetof(struct simmac_settings, minimum_password)},
	{"lock_after", offsetof(struct simmac_settings, lock_after)},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char **text_at(struct simmac_settings *settings, size_t offset)
{
	return (const char **)(void *)((char *)settings + offset);
}

static int64_t *number_at(struct simmac_settings *settings, size_t offset)
{
	return (int64_t *)(void *)((char *)settings + offset);
}

static int take(struct vouch_arena *arena, const struct vouch_plist *root,
	struct simmac_settings *out, struct vouch_err *err)
{
	size_t i;

	for (i = 0; i < COUNT(texts); i++) {
		const char **text = text_at(out, texts[i].offset);

		*text = vouch_plist_string(arena, vouch_plist_get(root, texts[i].key));
		if (!*text && !texts[i].optional)
			return vouch_err_set(
				err, VOUCH_E_CONFIG, "the key %s is missing", texts[i].key);
	}
	for (i = 0; i < COUNT(numbers); i++)
		if (!vouch_plist_integer(vouch_plist_get(root, numbers[i].key),
			    number_at(out, numbers[i].offset)))
			return vouch_err_set(
				err, VOUCH_E_CONFIG, "the key %s is missing", numbers[i].key);
	if (vouch_plist_get(root, "quirks"))
		out->quirks = vouch_plist_copy(vouch_plist_get(root, "quirks"));
	return 0;
}

int simmac_settings_read(struct vouch_arena *arena, const char *root, struct simmac_settings *out,
	struct vouch_err *err)
{
	const char *path = vouch_arena_printf(arena, "%s/%s", root, SIMMAC_MARKER);
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	struct simmac_settings settings = {0};
	struct vouch_bytes bytes;
	int r;

	r = vouch_file_read(arena, path, MARKER_MAX, &bytes, err);
	if (r < 0)
		return vouch_err_wrap(
			err, "this is no simulated Mac (make one: simmac create DIR)");
	r = vouch_plist_parse(bytes.data, bytes.length, MARKER_MAX, &list, err);
	if (r == 0)
		r = take(arena, list, &settings, err);
	if (r < 0)
		return vouch_err_wrap(err, "%s", path);
	*out = settings;
	return 0;
}

int simmac_settings_write(
	const char *root, const struct simmac_settings *settings, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = vouch_plist_new_dict();
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0}, path = {0};
	struct simmac_settings copy = *settings;
	size_t i;

	for (i = 0; i < COUNT(texts); i++)
		if (*text_at(&copy, texts[i].offset))
			vouch_plist_set(list, texts[i].key,
				vouch_plist_new_string(*text_at(&copy, texts[i].offset)));
	for (i = 0; i < COUNT(numbers); i++)
		vouch_plist_set(list, numbers[i].key,
			vouch_plist_new_integer(*number_at(&copy, numbers[i].offset)));
	if (settings->quirks)
		vouch_plist_set(list, "quirks", vouch_plist_copy(settings->quirks));
	vouch_plist_write_xml(list, &xml);
	vouch_buf_printf(&path, "%s/%s", root, SIMMAC_MARKER);
	return vouch_file_replace(vouch_buf_get(&path), 0644, xml.bytes, xml.length, err);
}

void simmac_settings_release(struct simmac_settings *settings)
{
	vouch_plist_release(&settings->quirks);
}
