/* vault_file.c – reading, checking and replacing one file of the vault. */
#include "vault_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/digest.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

static const char format[] = "vouch.vault/1";

void vault_file_release(struct vault_file *file)
{
	vouch_vault_entry_release(&file->entry);
	vouch_arena_release(&file->arena);
}

void vault_entry_drop(struct vouch_vault_entry *entry, size_t at)
{
	vouch_secret_release(&entry->items[at].secret);
	memmove(&entry->items[at], &entry->items[at + 1],
		(entry->count - at - 1) * sizeof entry->items[0]);
	entry->count--;
	memset(&entry->items[entry->count], 0, sizeof entry->items[0]);
}

struct vouch_vault_item *vault_entry_push(struct vouch_vault_entry *entry)
{
	if (entry->count == VOUCH_VAULT_MOST)
		vault_entry_drop(entry, VOUCH_VAULT_MOST - 1);
	memmove(&entry->items[1], &entry->items[0], entry->count * sizeof entry->items[0]);
	memset(&entry->items[0], 0, sizeof entry->items[0]);
	entry->count++;
	return &entry->items[0];
}

/* --- reading --------------------------------------------------------------------------------- */

static int damaged(const struct vault_file *file, const char *why, struct vouch_err *err)
{
	return vouch_err_set(err, VOUCH_E_SYSTEM,
		"%s/%s is damaged (%s) and is left as it is: it may have the only password there "
		"is. Put a copy of it back from a backup, or look at what is in it and then move "
		"it "
		"away",
		file->folder, file->name, why);
}

static int check_owner(
	const struct vault_file *file, const char *name, int fd, bool folder, struct vouch_err *err)
{
	struct stat status;

	if (fstat(fd, &status) != 0)
		return vouch_err_sys(
			err, VOUCH_E_SYSTEM, errno, "cannot look at %s/%s", file->folder, name);
	if (!folder && !S_ISREG(status.st_mode))
		return vouch_err_set(
			err, VOUCH_E_SYSTEM, "%s/%s is not a regular file", file->folder, name);
	if (status.st_uid != geteuid() || (status.st_mode & 077) != 0)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s%s%s belongs to uid %ld with mode %04o: others may know what is in it, "
			"or have written it: look at it, then chown and chmod %s",
			file->folder, folder ? "" : "/", folder ? "" : name, (long)status.st_uid,
			(unsigned)(status.st_mode & 07777), folder ? "0700" : "0600");
	return 0;
}

/* 1: open; 0: there is none. */
static int open_checked(const struct vault_file *file, int *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int folder = open(file->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	int r;

	if (folder < 0 && errno == ENOENT)
		return 0;
	if (folder < 0 && (errno == ELOOP || errno == ENOTDIR))
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s is a symbolic link or no folder: put the folder itself there",
			file->folder);
	if (folder < 0)
		return vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot open %s", file->folder);
	r = check_owner(file, "", folder, true, err);
	if (r < 0)
		return r;
	fd = openat(folder, file->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return 0;
	if (fd < 0 && errno == ELOOP)
		return vouch_err_set(err, VOUCH_E_SYSTEM,
			"%s/%s is a symbolic link: put the file itself there", file->folder,
			file->name);
	if (fd < 0)
		return vouch_err_sys(
			err, VOUCH_E_SYSTEM, errno, "cannot open %s/%s", file->folder, file->name);
	r = check_owner(file, file->name, fd, false, err);
	if (r < 0)
		return r;
	*out = vouch_fd_take(&fd);
	return 1;
}

static int read_whole(
	const struct vault_file *file, int fd, struct vouch_secret *out, struct vouch_err *err)
{
	char piece[512];
	ssize_t got;
	int r = vouch_secret_set(out, "", 0, err);

	while (r == 0) {
		got = read(fd, piece, sizeof piece);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			r = vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot read %s/%s",
				file->folder, file->name);
		if (got <= 0)
			break;
		if ((size_t)got > VOUCH_SECRET_MAX - out->length)
			r = damaged(file, "larger than such a file ever is", err);
		else
			r = vouch_secret_add(out, piece, (size_t)got, err);
	}
	vouch_wipe(piece, sizeof piece);
	return r;
}

/* Where the line ends that begins there; NULL where it does not. */
static const char *line_end(const char *at, const char *end)
{
	return at == end ? NULL : memchr(at, '\n', (size_t)(end - at));
}

/* "SECONDS SECRET" */
static int take_item(
	struct vault_file *file, const char *line, size_t length, struct vouch_err *err)
{
	const char *blank = memchr(line, ' ', length);
	struct vouch_vault_item *item = &file->entry.items[file->entry.count];
	size_t number;

	if (blank == NULL || blank == line || file->entry.count == VOUCH_VAULT_MOST)
		return damaged(file, "a line is none of its own", err);
	number = (size_t)(blank - line);
	if (!vouch_text_number(vouch_arena_text_n(&file->arena, line, number), &item->set_at) ||
		item->set_at < 0 || number + 1 == length)
		return damaged(file, "a line is none of its own", err);
	file->entry.count++; /* released with the rest, whatever comes */
	return vouch_secret_set(&item->secret, blank + 1, length - number - 1, err);
}

/* "vouch.vault/1 SUBJECT WHO" */
static int take_head(
	struct vault_file *file, const char *line, size_t length, struct vouch_err *err)
{
	const char *wanted = vouch_arena_printf(&file->arena, "%s %s ", format, file->subject);
	size_t size = strlen(wanted);

	if (length < size || memcmp(line, wanted, size) != 0)
		return damaged(file, "its first line is that of another file", err);
	file->who = vouch_arena_text_n(&file->arena, line + size, length - size);
	return 0;
}

static int parse(struct vault_file *file, const struct vouch_secret *bytes, struct vouch_err *err)
{
	const size_t digest = VOUCH_DIGEST_HEX - 1;
	const char *at = bytes->bytes, *end, *next;
	char seen[VOUCH_DIGEST_HEX];
	bool first = true;
	int r = 0;

	if (bytes->length < digest + 1 || bytes->bytes[bytes->length - 1] != '\n')
		return damaged(file, "its end is missing", err);
	end = bytes->bytes + bytes->length - digest - 1;
	vouch_digest_sha256(bytes->bytes, (size_t)(end - at), seen);
	if (memcmp(seen, end, digest) != 0)
		return damaged(file, "its last line does not fit the others", err);
	for (; r == 0 && (next = line_end(at, end)) != NULL; at = next + 1) {
		r = first ? take_head(file, at, (size_t)(next - at), err)
			  : take_item(file, at, (size_t)(next - at), err);
		first = false;
	}
	if (r == 0 && (first || at != end))
		r = damaged(file, "a line is none of its own", err);
	return r;
}

int vault_file_read(struct vault_file *file, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret bytes = {0};
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	int r = open_checked(file, &fd, err);

	vouch_vault_entry_release(&file->entry);
	file->who = "";
	if (r <= 0)
		return r;
	r = read_whole(file, fd, &bytes, err);
	return r < 0 ? r : parse(file, &bytes, err);
}

/* --- writing --------------------------------------------------------------------------------- */

static int add_text(struct vouch_secret *to, const char *text, struct vouch_err *err)
{
	return vouch_secret_add(to, text, strlen(text), err);
}

static int print(struct vault_file *file, struct vouch_secret *out, struct vouch_err *err)
{
	char digest[VOUCH_DIGEST_HEX];
	size_t i;
	int r = add_text(out,
		vouch_arena_printf(&file->arena, "%s %s %s\n", format, file->subject, file->who),
		err);

	for (i = 0; r == 0 && i < file->entry.count; i++) {
		const struct vouch_vault_item *item = &file->entry.items[i];

		r = add_text(
			out, vouch_arena_printf(&file->arena, "%" PRId64 " ", item->set_at), err);
		if (r == 0)
			r = vouch_secret_add(out, item->secret.bytes, item->secret.length, err);
		if (r == 0)
			r = add_text(out, "\n", err);
	}
	if (r < 0)
		return r;
	vouch_digest_sha256(out->bytes, out->length, digest);
	r = add_text(out, digest, err);
	return r < 0 ? r : add_text(out, "\n", err);
}

/* What a process that died in the middle of a write left beside: nobody reads it. */
static void tidy(struct vault_file *file)
{
	static const char ending[] = ".new";
	VOUCH_CLEANUP(vouch_dir_close) DIR *folder = opendir(file->folder);
	const struct dirent *entry;

	while (folder != NULL && (entry = readdir(folder)) != NULL) {
		size_t length = strlen(entry->d_name);

		if (length > sizeof ending && strcmp(&entry->d_name[length - 4], ending) == 0)
			(void)unlinkat(dirfd(folder), entry->d_name, 0); /* else the next time */
	}
}

int vault_file_write(struct vault_file *file, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret bytes = {0};
	int r = vouch_folder_private(file->folder, err);

	if (r == 0)
		r = print(file, &bytes, err);
	if (r == 0)
		tidy(file);
	return r < 0 ? r
		     : vouch_file_replace(
			       vouch_arena_printf(&file->arena, "%s/%s", file->folder, file->name),
			       0600, bytes.bytes, bytes.length, err);
}
