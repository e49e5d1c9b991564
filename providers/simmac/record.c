/* record.c – finds, writes and walks the account records of a simulated Mac. */
#include "record.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

#include "mac.h"

enum { RECORD_MAX = 16 * 1024 * 1024 };

/* What a file system allows, less ".plist". */
enum { NAME_MAX_BYTES = 244 };

static const struct {
	const char *name, *folder;
} types[] = {
	[SIMMAC_USERS] = {"Users", "users"},
	[SIMMAC_GROUPS] = {"Groups", "groups"},
	[SIMMAC_ALIASES] = {"Aliases", "aliases"},
	[SIMMAC_COMPUTER_GROUPS] = {"ComputerGroups", "computergroups"},
	[SIMMAC_COMPUTER_LISTS] = {"ComputerLists", "computer_lists"},
	[SIMMAC_COMPUTERS] = {"Computers", "computers"},
	[SIMMAC_CONFIG] = {"Config", "config"},
	[SIMMAC_MOUNTS] = {"Mounts", "mounts"},
	[SIMMAC_NETWORKS] = {"Networks", "networks"},
	[SIMMAC_PRINTERS] = {"Printers", "printers"},
	[SIMMAC_SHARE_POINTS] = {"SharePoints", "sharepoints"},
};

_Static_assert(sizeof types / sizeof *types == SIMMAC_RECORD_TYPES, "a row for every type");

const char *simmac_record_type_name(enum simmac_record_type type)
{
	return types[type].name;
}

bool simmac_record_type_find(const char *name, enum simmac_record_type *out)
{
	static const char prefix[] = "dsRecTypeStandard:";
	size_t i;

	if (vouch_text_starts(name, prefix))
		name += strlen(prefix);
	for (i = 0; i < SIMMAC_RECORD_TYPES; i++)
		if (vouch_text_equal_nocase(types[i].name, name)) {
			*out = (enum simmac_record_type)i;
			return true;
		}
	return false;
}

bool simmac_record_name_fits(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length <= NAME_MAX_BYTES && !strchr(name, '/') &&
	       strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
	       vouch_text_is_utf8(name, length);
}

static const char *folder_of(struct simmac_mac *mac, enum simmac_record_type type)
{
	return vouch_arena_printf(&mac->arena, "%s/private/var/db/dslocal/nodes/Default/%s",
		mac->root, types[type].folder);
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

/* A type of which there never was a record has no folder. */
static int list_files(struct simmac_mac *mac, const char *folder, struct listing *out)
{
	VOUCH_CLEANUP(vouch_dir_close) DIR *dir = opendir(folder);
	struct dirent *entry;

	if (!dir && errno == ENOENT)
		return 0;
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

	if (r < 0 || files.count == 0)
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
	if (!simmac_record_name_fits(name))
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

	if (!name || !simmac_record_name_fits(name))
		return vouch_err_set(
			&mac->err, VOUCH_E_BUG, "record %s would have no name", record->file);
	if (!mac->pretends && mkdir(folder_of(mac, record->type), 0700) < 0 && errno != EEXIST)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot make %s",
			folder_of(mac, record->type));
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
