/* source.c – the entries of a source: bounded, sorted, found by path. */
#include "vouch/load/source.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "source_entry.h"
#include "vouch/base/text.h"

/* Parts between single slashes, none of them empty, "." or "..". Control characters would break the
 * lines in which paths are shown. */
static bool is_plain_path(const char *path)
{
	const char *part = path;
	const char *at;

	for (at = path; *at != '\0'; at++) {
		if ((unsigned char)*at < 0x20 || *at == 0x7f)
			return false;
	}
	for (;;) {
		size_t length = strcspn(part, "/");

		if (length == 0 || (length == 1 && part[0] == '.') ||
			(length == 2 && part[0] == '.' && part[1] == '.'))
			return false;
		part += length;
		if (*part == '\0')
			return vouch_text_is_utf8(path, strlen(path));
		part++;
	}
}

int source_add(struct vouch_arena *arena, struct vouch_source *source,
	struct vouch_source_file file, size_t *total, struct vouch_err *err)
{
	if (!is_plain_path(file.path))
		return vouch_err_set(err, VOUCH_E_SOURCE,
			"%s: not a path for a repository: rename it", file.path);
	if (source->count == VOUCH_SOURCE_FILES_MAX)
		return vouch_err_set(err, VOUCH_E_SOURCE,
			"more than %d files: is it the repository of accounts?",
			(int)VOUCH_SOURCE_FILES_MAX);
	if (file.bytes.length > VOUCH_SOURCE_FILE_MAX)
		return vouch_err_set(err, VOUCH_E_SOURCE, "%s: larger than %d bytes: split it",
			file.path, (int)VOUCH_SOURCE_FILE_MAX);
	if (file.bytes.length > VOUCH_SOURCE_TOTAL_MAX - *total)
		return vouch_err_set(err, VOUCH_E_SOURCE, "more than %d bytes in all its files",
			(int)VOUCH_SOURCE_TOTAL_MAX);
	*total += file.bytes.length;
	source->files = vouch_arena_grow(
		arena, source->files, source->count, &source->room, sizeof *source->files);
	source->files[source->count++] = file;
	return 0;
}

static int by_path(const void *left, const void *right)
{
	const struct vouch_source_file *a = left, *b = right;

	return strcmp(a->path, b->path);
}

int source_finish(struct vouch_source *source, struct vouch_err *err)
{
	size_t i;

	if (source->count > 1)
		qsort(source->files, source->count, sizeof *source->files, by_path);
	for (i = 1; i < source->count; i++) {
		if (strcmp(source->files[i - 1].path, source->files[i].path) == 0)
			return vouch_err_set(err, VOUCH_E_SOURCE, "%s: the path stands twice",
				source->files[i].path);
	}
	return 0;
}

static int with_path(const void *key, const void *entry)
{
	return strcmp(key, ((const struct vouch_source_file *)entry)->path);
}

const struct vouch_source_file *vouch_source_find(
	const struct vouch_source *source, const char *path)
{
	if (source->count == 0)
		return NULL;
	return bsearch(path, source->files, source->count, sizeof *source->files, with_path);
}
