/* list_file.c – finds, reads and writes the property list files of a simulated Mac. */
#include "list_file.h"

#include "list_keys.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "old_style.h"

static bool is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

const char *simmac_list_path(struct simmac_mac *mac, const char *path)
{
	static const char *const tops[] = {
		"/Library/", "/System/", "/Users/", "/private/var/", "/var/", "/private/etc/"};
	const char *inside = simmac_mac_path(mac, path);
	const char *slash = strrchr(inside, '/');
	size_t i;

	for (i = 0; i < sizeof tops / sizeof *tops; i++)
		if (vouch_text_starts(path, tops[i]) && is_folder(vouch_arena_text_n(&mac->arena,
								inside, (size_t)(slash - inside))))
			return inside;
	return path;
}

bool simmac_list_may_open(const struct simmac_mac *mac, const char *path)
{
	VOUCH_CLEANUP(vouch_pointer_free) char *whole = NULL;
	VOUCH_CLEANUP(vouch_pointer_free) char *store = NULL;
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};

	if (simmac_mac_is_root(mac))
		return true;
	vouch_buf_printf(&text, "%s/private/var/db", mac->root);
	store = realpath(vouch_buf_get(&text), NULL);
	whole = realpath(path, NULL);
	return !whole || !store || !vouch_text_starts(whole, store);
}

int simmac_list_read_bytes(struct simmac_mac *mac, const char *path, struct vouch_bytes *out)
{
	struct stat about;

	if (stat(path, &about) < 0)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot read %s", path);
	if (!S_ISREG(about.st_mode) || !simmac_list_may_open(mac, path))
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, EACCES, "cannot read %s", path);
	return vouch_file_read(&mac->arena, path, SIMMAC_LIST_MAX, out, &mac->err);
}

int simmac_list_save(struct simmac_mac *mac, const char *path, const void *bytes, size_t length)
{
	struct stat about;
	mode_t mode = stat(path, &about) == 0 ? about.st_mode & 07777 : 0644;

	if (!simmac_list_may_open(mac, path))
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, EACCES, "cannot write %s", path);
	return simmac_mac_replace(mac, path, mode, bytes, length);
}

struct vouch_plist *simmac_list_parse(
	const struct vouch_bytes *bytes, enum simmac_list_form *form, struct vouch_err *err)
{
	struct vouch_plist *list = NULL;
	size_t blanks = 0;

	while (blanks < bytes->length && strchr(" \t\r\n", bytes->data[blanks]))
		blanks++;
	if (bytes->length - blanks > 6 && memcmp(bytes->data + blanks, "bplist", 6) == 0) {
		*form = SIMMAC_LIST_BINARY;
	} else if (bytes->length > blanks && bytes->data[blanks] == '<') {
		*form = SIMMAC_LIST_XML;
	} else {
		*form = SIMMAC_LIST_JSON;
		list = simmac_json_parse(bytes->data, bytes->length);
		if (!list && !memchr(bytes->data, '\0', bytes->length)) {
			*form = SIMMAC_LIST_XML;
			list = simmac_old_style_parse(bytes->data);
		}
		if (!list)
			(void)vouch_err_set(err, VOUCH_E_OBSERVE, "neither list nor JSON");
		return list;
	}
	return vouch_plist_parse(bytes->data, bytes->length, SIMMAC_LIST_MAX, &list, err) < 0
		       ? NULL
		       : list;
}

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void simmac_base64_add(struct vouch_buf *out, const struct vouch_bytes *bytes)
{
	size_t i, n;

	for (i = 0; i < bytes->length; i += 3) {
		unsigned long group = 0;
		size_t left = bytes->length - i < 3 ? bytes->length - i : 3;

		for (n = 0; n < 3; n++)
			group = group << 8 | (n < left ? (unsigned char)bytes->data[i + n] : 0);
		for (n = 0; n < 4; n++)
			vouch_buf_add(
				out, n <= left ? &digits[group >> (18 - 6 * n) & 63] : "=", 1);
	}
}

bool simmac_base64_parse(const char *text, size_t length, struct vouch_buf *out)
{
	unsigned long group = 0;
	size_t i, count = 0, ends = 0;

	for (i = 0; i < length; i++) {
		const char *digit = text[i] ? strchr(digits, text[i]) : NULL;

		if (strchr(" \t\r\n", text[i]) && text[i])
			continue;
		if (text[i] == '=' && count % 4 + ends >= 2) {
			ends++;
			continue;
		}
		if (!digit || ends > 0)
			return false;
		group = group << 6 | (unsigned long)(digit - digits);
		if (++count % 4 == 0) {
			char three[3] = {(char)(group >> 16), (char)(group >> 8), (char)group};

			vouch_buf_add(out, three, 3);
			group = 0;
		}
	}
	if (count % 4 == 1 || (count + ends) % 4 != 0)
		return false;
	if (count % 4 > 0) {
		char two[2];

		group <<= 6 * (4 - count % 4);
		two[0] = (char)(group >> 16);
		two[1] = (char)(group >> 8);
		vouch_buf_add(out, two, count % 4 - 1);
	}
	return true;
}

struct vouch_plist *simmac_list_sort(struct vouch_arena *arena, const struct vouch_plist *node)
{
	struct simmac_list_keys keys;
	struct vouch_plist *made;
	size_t i;

	if (vouch_plist_kind(node) == VOUCH_PLIST_ARRAY) {
		made = vouch_plist_new_array();
		for (i = 0; i < vouch_plist_count(node); i++)
			vouch_plist_append(
				made, simmac_list_sort(arena, vouch_plist_item(node, i)));
		return made;
	}
	if (vouch_plist_kind(node) != VOUCH_PLIST_DICT)
		return vouch_plist_copy(node);
	made = vouch_plist_new_dict();
	keys = simmac_list_keys(arena, node);
	for (i = 0; i < keys.count; i++)
		vouch_plist_set(made, keys.items[i],
			simmac_list_sort(arena, vouch_plist_get(node, keys.items[i])));
	return made;
}

void simmac_list_write(struct vouch_arena *arena, const struct vouch_plist *list,
	enum simmac_list_form form, struct vouch_buf *out)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *ordered = simmac_list_sort(arena, list);

	switch (form) {
	case SIMMAC_LIST_XML: vouch_plist_write_xml(ordered, out); return;
	case SIMMAC_LIST_BINARY: vouch_plist_write_binary(ordered, out); return;
	case SIMMAC_LIST_JSON:
		(void)simmac_json_write(arena, ordered, SIMMAC_JSON_COMPACT, out);
		return;
	}
}
