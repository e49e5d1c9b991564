/* home_archive.c – a tree as a tar file (pax restricted), and the proof that it is whole.
 *
 * Names, links, sizes, owners, modes and times are kept as they are; extended attributes, access
 * lists and holes as far as the system tells them. Sockets hold nothing and are left out. The proof
 * reads the file back beside the tree and compares every byte.
 */
#include "home.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "home_walk.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/base/text.h"

enum { PIECE = 1 << 16 };

/* One pass over the tree, writing or comparing. */
struct pass {
	const struct vouch_macos_act *act;
	struct archive *archive; /* written or read */
	struct archive *disk;    /* knows the system's extended attributes */
	struct archive_entry_linkresolver *links;
	struct vouch_arena arena; /* of one entry */
	char *piece, *other;      /* PIECE bytes each */
	int64_t entries, bytes;
};

static void pass_release(struct pass *pass)
{
	archive_entry_linkresolver_free(pass->links);
	(void)archive_free(pass->disk);
	(void)archive_free(pass->archive);
	vouch_arena_release(&pass->arena);
}

static int library_failed(struct archive *archive, const char *what, struct vouch_err *err)
{
	const char *text = archive_error_string(archive);

	return vouch_err_set(err, VOUCH_E_APPLY, "%s: %s", what, text == NULL ? "failed" : text);
}

/* Name, status, link target; a second name of a file becomes a hard link to the first. */
static int describe(struct pass *pass, const struct vouch_macos_walk_entry *entry,
	struct archive_entry **out, struct vouch_err *err)
{
	struct archive_entry *made = archive_entry_new(), *rest = NULL;

	if (made == NULL)
		return vouch_err_set(err, VOUCH_E_SYSTEM, "out of memory");
	archive_entry_copy_pathname(made, entry->path);
	archive_entry_copy_stat(made, &entry->status);
	if (S_ISLNK(entry->status.st_mode)) {
		size_t room = (size_t)entry->status.st_size + 256;
		char *target = vouch_arena_alloc(&pass->arena, room);
		ssize_t length = readlinkat(entry->folder, entry->name, target, room - 1);

		if (length < 0 || (size_t)length == room - 1) {
			archive_entry_free(made);
			return vouch_err_sys(err, VOUCH_E_APPLY, length < 0 ? errno : EAGAIN,
				"cannot read the link %s", entry->path);
		}
		target[length] = '\0';
		archive_entry_copy_symlink(made, target);
	}
	archive_entry_linkify(pass->links, &made, &rest); /* tar: never held back */
	*out = made;
	return 0;
}

static int open_entry(const struct vouch_macos_walk_entry *entry, int *out, struct vouch_err *err)
{
	struct stat status;
	int fd = openat(entry->folder, entry->name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot open %s", entry->path);
	if (fstat(fd, &status) < 0 || status.st_ino != entry->status.st_ino ||
		status.st_dev != entry->status.st_dev) {
		vouch_fd_close(&fd);
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s was replaced while it was looked at: try again", entry->path);
	}
	*out = fd;
	return 0;
}

/* Up to length bytes; fewer only at the end of the file. */
static ssize_t read_whole(int fd, char *bytes, size_t length)
{
	size_t have = 0;

	while (have < length) {
		ssize_t more = read(fd, bytes + have, length - have);

		if (more < 0 && errno == EINTR)
			continue;
		if (more < 0)
			return -1;
		if (more == 0)
			break;
		have += (size_t)more;
	}
	return (ssize_t)have;
}

/* --- writing --- */

static int write_content(struct pass *pass, const struct vouch_macos_walk_entry *entry, int fd,
	struct vouch_err *err)
{
	int64_t left = entry->status.st_size;

	while (left > 0) {
		size_t wanted = left < PIECE ? (size_t)left : PIECE;
		ssize_t length = read_whole(fd, pass->piece, wanted);

		if (length < 0)
			return vouch_err_sys(
				err, VOUCH_E_APPLY, errno, "cannot read %s", entry->path);
		if ((size_t)length < wanted)
			return vouch_err_set(err, VOUCH_E_APPLY,
				"%s became shorter while it was read: try again", entry->path);
		if (archive_write_data(pass->archive, pass->piece, wanted) != (la_ssize_t)wanted)
			return library_failed(pass->archive, entry->path, err);
		left -= length;
	}
	pass->bytes += entry->status.st_size;
	return 0;
}

static int write_entry(
	struct pass *pass, const struct vouch_macos_walk_entry *entry, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	struct archive_entry *made = NULL;
	bool is_file = S_ISREG(entry->status.st_mode);
	int r = describe(pass, entry, &made, err);

	if (r == 0 && (is_file || S_ISDIR(entry->status.st_mode)))
		r = open_entry(entry, &fd, err);
	/* Extended attributes and the like: what it cannot tell is left out, not an error. */
	if (r == 0 && fd >= 0 && archive_entry_hardlink(made) == NULL)
		(void)archive_read_disk_entry_from_file(pass->disk, made, fd, &entry->status);
	if (r == 0 && archive_write_header(pass->archive, made) < ARCHIVE_WARN)
		r = library_failed(pass->archive, entry->path, err);
	if (r == 0 && is_file && archive_entry_hardlink(made) == NULL)
		r = write_content(pass, entry, fd, err);
	if (r == 0 && archive_write_finish_entry(pass->archive) < ARCHIVE_WARN)
		r = library_failed(pass->archive, entry->path, err);
	archive_entry_free(made);
	pass->entries++;
	return r;
}

static int walk_all(struct pass *pass, int folder, const char *name,
	int (*each)(struct pass *pass, const struct vouch_macos_walk_entry *entry,
		struct vouch_err *err),
	struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_macos_walk_release) struct vouch_macos_walk walk;
	struct vouch_macos_walk_entry entry;
	int r;

	vouch_macos_walk_init(&walk, folder, name);
	while ((r = vouch_macos_walk_next(&walk, &entry, err)) > 0) {
		if (S_ISSOCK(entry.status.st_mode))
			continue;
		r = each(pass, &entry, err);
		vouch_arena_reset(&pass->arena);
		if (r < 0)
			break;
	}
	return r;
}

static int pass_init(
	struct pass *pass, const struct vouch_macos_act *act, bool writes, struct vouch_err *err)
{
	memset(pass, 0, sizeof *pass);
	pass->act = act;
	pass->archive = writes ? archive_write_new() : archive_read_new();
	pass->disk = archive_read_disk_new();
	pass->links = archive_entry_linkresolver_new();
	pass->piece = vouch_arena_alloc(act->arena, PIECE);
	pass->other = vouch_arena_alloc(act->arena, PIECE);
	if (pass->archive == NULL || pass->disk == NULL || pass->links == NULL) {
		pass_release(pass);
		return vouch_err_set(err, VOUCH_E_SYSTEM, "out of memory");
	}
	archive_entry_linkresolver_set_strategy(pass->links, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED);
	(void)archive_read_disk_set_symlink_physical(pass->disk);
	(void)archive_read_disk_set_behavior(pass->disk, 0); /* no copyfile of Apple's beside it */
	return 0;
}

int vouch_macos_archive_write(const struct vouch_macos_act *act, int folder, const char *name,
	int out, struct vouch_err *err)
{
	struct pass pass;
	int r = pass_init(&pass, act, true, err);

	if (r < 0)
		return r;
	/* BINARY: names are bytes, whatever the locale. */
	if (archive_write_set_format_pax_restricted(pass.archive) != ARCHIVE_OK ||
		archive_write_set_format_option(pass.archive, NULL, "hdrcharset", "BINARY") !=
			ARCHIVE_OK ||
		archive_write_open_fd(pass.archive, out) != ARCHIVE_OK)
		r = library_failed(pass.archive, "cannot begin an archive", err);
	if (r == 0)
		r = walk_all(&pass, folder, name, write_entry, err);
	if (r == 0 && archive_write_close(pass.archive) != ARCHIVE_OK)
		r = library_failed(pass.archive, "cannot end an archive", err);
	if (r == 0 && vouch_compat_full_sync(out) < 0)
		r = vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot sync an archive");
	if (r == 0)
		vouch_macos_act_note(act, "archived %s: %lld entries, %lld bytes", name,
			(long long)pass.entries, (long long)pass.bytes);
	pass_release(&pass);
	return r;
}

/* --- comparing --- */

static int differs(const char *path, const char *how, struct vouch_err *err)
{
	return vouch_err_set(err, VOUCH_E_VERIFY, "the archive is not the home: %s: %s", path, how);
}

static int compare_content(
	struct pass *pass, const struct vouch_macos_walk_entry *entry, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	int r = open_entry(entry, &fd, err);

	while (r == 0) {
		la_ssize_t archived = archive_read_data(pass->archive, pass->piece, PIECE);
		ssize_t there;

		if (archived < 0)
			return library_failed(pass->archive, entry->path, err);
		there = read_whole(fd, pass->other, archived == 0 ? 1 : (size_t)archived);
		if (there < 0)
			return vouch_err_sys(
				err, VOUCH_E_APPLY, errno, "cannot read %s", entry->path);
		if (there != archived || memcmp(pass->piece, pass->other, (size_t)there) != 0)
			return differs(entry->path, "other bytes", err);
		if (archived == 0)
			break;
	}
	return r;
}

static bool is_same_name(const char *archived, const char *path)
{
	size_t length = archived == NULL ? 0 : strlen(archived);

	while (length > 1 && archived[length - 1] == '/')
		length--; /* tar marks folders so */
	return length == strlen(path) && memcmp(archived, path, length) == 0;
}

static int compare_entry(
	struct pass *pass, const struct vouch_macos_walk_entry *entry, struct vouch_err *err)
{
	struct archive_entry *archived = NULL, *expected = NULL;
	int status = archive_read_next_header(pass->archive, &archived);
	bool is_link;
	int r;

	if (status == ARCHIVE_EOF)
		return differs(entry->path, "missing", err);
	if (status < ARCHIVE_WARN)
		return library_failed(pass->archive, "cannot read the archive back", err);
	r = describe(pass, entry, &expected, err);
	if (r < 0)
		return r;
	is_link = archive_entry_hardlink(expected) != NULL;
	if (!is_same_name(archive_entry_pathname(archived), entry->path))
		r = differs(entry->path, "missing, or another entry in its place", err);
	else if (is_link &&
		 !is_same_name(archive_entry_hardlink(archived), archive_entry_hardlink(expected)))
		r = differs(entry->path, "another hard link", err);
	else if (!is_link && archive_entry_filetype(archived) != archive_entry_filetype(expected))
		r = differs(entry->path, "another kind", err);
	else if (S_ISLNK(entry->status.st_mode) && !is_link &&
		 !vouch_text_equal(
			 archive_entry_symlink(archived), archive_entry_symlink(expected)))
		r = differs(entry->path, "another target", err);
	else if (S_ISREG(entry->status.st_mode) && !is_link &&
		 archive_entry_size(archived) != entry->status.st_size)
		r = differs(entry->path, "another size", err);
	else if (S_ISREG(entry->status.st_mode) && !is_link)
		r = compare_content(pass, entry, err);
	archive_entry_free(expected);
	return r;
}

int vouch_macos_archive_compare(const struct vouch_macos_act *act, int folder, const char *name,
	int archive, struct vouch_err *err)
{
	struct archive_entry *extra = NULL;
	struct pass pass;
	int r = pass_init(&pass, act, false, err);

	if (r < 0)
		return r;
	if (lseek(archive, 0, SEEK_SET) != 0 ||
		archive_read_support_format_tar(pass.archive) != ARCHIVE_OK ||
		archive_read_open_fd(pass.archive, archive, PIECE) != ARCHIVE_OK)
		r = library_failed(pass.archive, "cannot read the archive back", err);
	if (r == 0)
		r = walk_all(&pass, folder, name, compare_entry, err);
	if (r == 0 && archive_read_next_header(pass.archive, &extra) != ARCHIVE_EOF)
		r = differs(name, "the archive has more in it", err);
	pass_release(&pass);
	return r;
}
