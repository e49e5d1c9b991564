/* record.c – finds, writes and walks the account records of a simulated Mac. */
#include "record.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

#include "mac.h"

enum { RECORD_MAX = 16 * 1024 * 1024 };

static const char *const folders[] = {[SIMMAC_USERS] = "users", [SIMMAC_GROUPS] = "groups"};

static const char *folder_of(struct simmac_mac *mac, enum simmac_record_type type)
{
	return vouch_arena_printf(&mac->arena, "%s/private/var/db/dslocal/nodes/Default/%s",
		mac->root, folders[type]);
}

static const char *path_of(struct simmac_mac *mac, enum simmac_record_type type, const char *file)
{
	return vouch_arena_printf(&mac->arena, "%s/%s.plist", folder_of(mac, type), file);
}

void simmac_record_release(struct simmac_record *record)
{
	vouch_plist_release(&record->list);
}

/* Reads into memory of its own: a walk over many records must not keep them all. */
static int read_list(struct simmac_mac *mac, int folder, const char *file, struct vouch_plist **out)
{
	struct vouch_arena arena = {NULL};
	struct vouch_bytes bytes;
	int r = vouch_file_read_at(&arena, folder, file, RECORD_MAX, &bytes, &mac->err);

	if (r == 0)
		r = vouch_plist_parse(bytes.data, bytes.length, RECORD_MAX, out, &mac->err);
	if (r < 0)
		r = vouch_err_wrap(&mac->err, "record %s", file);
	vouch_arena_release(&arena);
	return r;
}

struct listing {
	const char **items;
	size_t count, room;
};

static int by_name(const void *a, const void *b)
{
	const char *const *left = a, *const *right = b;
	int order = vouch_text_compare_nocase(*left, *right);

	return order != 0 ? order : strcmp(*left, *right);
}

static int list_files(struct simmac_mac *mac, const char *folder, struct listing *out)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot read %s", folder);
	while ((entry = readdir(dir)) != NULL)
		if (vouch_text_ends(entry->d_name, ".plist") && strlen(entry->d_name) > 6)
			*VOUCH_PUSH(&mac->arena, out) = vouch_arena_text_n(&mac->arena,
				entry->d_name, strlen(entry->d_name) - strlen(".plist"));
	if (out->count > 0)
		qsort(out->items, out->count, sizeof *out->items, by_name);
	return 0;
}

int simmac_record_each(struct simmac_mac *mac, enum simmac_record_type type,
	int (*visit)(void *self, struct simmac_record *record), void *self)
{
	const char *path = folder_of(mac, type);
	struct listing files = {0};
	VOUCH_CLEANUP(vouch_fd_close) int folder = -1;
	size_t i;
	int r = list_files(mac, path, &files);

	if (r < 0)
		return r;
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot open %s", path);
	for (i = 0; i < files.count; i++) {
		VOUCH_CLEANUP(vouch_pointer_free) char *name = NULL;
		SIMMAC_RECORD record = {type, files.items[i], NULL};
		struct vouch_buf file = {0};

		vouch_buf_printf(&file, "%s.plist", files.items[i]);
		name = file.bytes;
		r = read_list(mac, folder, name, &record.list);
		if (r == 0)
			r = visit(self, &record);
		if (r != 0)
			return r;
	}
	return 0;
}

struct search {
	const char *key, *value;
	struct simmac_record *out;
};

static int take_match(void *self, struct simmac_record *record)
{
	struct search *search = self;

	if (!simmac_record_has_nocase(record, search->key, search->value))
		return 0;
	*search->out = *record;
	record->list = NULL;
	return 1;
}

int simmac_record_find_by(struct simmac_mac *mac, enum simmac_record_type type, const char *key,
	const char *value, struct simmac_record *out)
{
	struct search search = {key, value, out};

	return simmac_record_each(mac, type, take_match, &search);
}

int simmac_record_find(struct simmac_mac *mac, enum simmac_record_type type, const char *name,
	struct simmac_record *out)
{
	/* A name that could lead out of the folder is the name of no record. */
	if (!*name || strchr(name, '/') || strlen(name) > 240)
		return 0;
	if (access(path_of(mac, type, name), F_OK) == 0) {
		VOUCH_CLEANUP(vouch_fd_close)
		int folder = open(folder_of(mac, type), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		int r = read_list(
			mac, folder, vouch_arena_printf(&mac->arena, "%s.plist", name), &out->list);

		out->type = type;
		out->file = vouch_arena_text(&mac->arena, name);
		return r < 0 ? r : 1;
	}
	return simmac_record_find_by(mac, type, "name", name, out);
}

struct simmac_record simmac_record_new(
	struct simmac_mac *mac, enum simmac_record_type type, const char *name)
{
	struct simmac_record record = {type, vouch_arena_text(&mac->arena, name), NULL};
	char uuid[VOUCH_UUID_TEXT];

	vouch_uuid_make(uuid);
	record.list = vouch_plist_new_dict();
	simmac_record_set(&record, "name", name);
	simmac_record_set(&record, "generateduid", uuid);
	return record;
}

int simmac_record_save(struct simmac_mac *mac, struct simmac_record *record)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	const char *name = simmac_record_first(mac, record, "name");
	const char *old = record->file;
	int r;

	if (!name || !*name || strchr(name, '/'))
		return vouch_err_set(
			&mac->err, VOUCH_E_BUG, "record %s would have no name", record->file);
	vouch_plist_write_binary(record->list, &bytes);
	r = simmac_mac_replace(
		mac, path_of(mac, record->type, name), 0600, bytes.bytes, bytes.length);
	if (r == 0 && !vouch_text_equal(old, name)) {
		record->file = name;
		if (!mac->pretends)
			(void)unlink(
				path_of(mac, record->type, old)); /* not there for a new record */
	}
	return r;
}

int simmac_record_delete(struct simmac_mac *mac, const struct simmac_record *record)
{
	const char *path = path_of(mac, record->type, record->file);

	if (mac->pretends)
		return 0;
	if (unlink(path) < 0)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot remove %s", path);
	simmac_mac_changed(mac, "removed", path);
	return 0;
}
