/* reading.c – opens the journal without changing a byte of it.
 *
 * SQLite recovers a log by itself and makes files beside the database, even for a reader. So:
 *  - no log: the database is complete by itself; it is read into memory and opened there, which
 *    also holds off a run that starts meanwhile;
 *  - a log, and its index beside it (a run goes on, or died): opened with the index read-only;
 *    where nobody holds it SQLite builds one in memory;
 *  - a log without an index (copied by hand, or lost with the power): opened read-only; SQLite
 * makes the index, the database and its log stay as they are.
 */
#include "reading.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sql.h"
#include "vouch/base/buf.h"
#include "vouch/base/compat.h"
#include "vouch/journal/journal.h"

enum { READ_FLAGS = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE };
/* A larger database is read from the disk. */
static const int64_t in_memory_most = 64 * 1024 * 1024;
/* Where the header says how the file is written and read: 2 is with a log, 1 without. */
enum { HEADER_WRITE_VERSION = 18, HEADER_READ_VERSION = 19, HEADER_SIZE = 100 };

static int64_t size_of(const char *path, const char *suffix)
{
	struct vouch_arena arena = {0};
	struct stat status;
	int64_t size = -1;

	if (lstat(vouch_arena_printf(&arena, "%s%s", path, suffix), &status) == 0)
		size = (int64_t)status.st_size;
	vouch_arena_release(&arena);
	return size;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       vouch_compat_mtime_ns(a) == vouch_compat_mtime_ns(b);
}

static int read_whole(
	const char *path, const struct stat *status, unsigned char *bytes, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close) int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	size_t length = 0;

	while (fd >= 0 && length < (size_t)status->st_size) {
		ssize_t got = read(fd, bytes + length, (size_t)status->st_size - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		length += (size_t)got;
	}
	if (fd < 0 || length < (size_t)status->st_size)
		return vouch_err_sys(
			err, VOUCH_E_JOURNAL, errno, "cannot read the journal %s", path);
	return 0;
}

/* 1: opened; 0: it moved meanwhile. */
static int open_copy(
	struct vouch_journal *journal, const struct stat *status, struct vouch_err *err)
{
	const unsigned flags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY;
	sqlite3_int64 size = (sqlite3_int64)status->st_size;
	unsigned char *bytes = sqlite3_malloc64((sqlite3_uint64)size);
	struct stat after;
	int r, code;

	if (bytes == NULL)
		return sql_error(journal, SQLITE_NOMEM, err);
	r = read_whole(journal->path, status, bytes, err);
	if (r == 0 && lstat(journal->path, &after) == 0 && is_same(status, &after) &&
		size_of(journal->path, "-wal") <= 0)
		r = 1;
	if (r <= 0) {
		sqlite3_free(bytes);
		return r;
	}
	if (size >= HEADER_SIZE)
		bytes[HEADER_WRITE_VERSION] = bytes[HEADER_READ_VERSION] = 1;
	code = sqlite3_open_v2(":memory:", &journal->db, SQLITE_OPEN_READWRITE, NULL);
	if (code != SQLITE_OK) {
		sqlite3_free(bytes);
		return sql_error(journal, code, err);
	}
	code = sqlite3_deserialize(journal->db, "main", bytes, size, size, flags);
	return code == SQLITE_OK ? 1 : sql_error(journal, code, err);
}

static int open_on_disk(struct vouch_journal *journal, struct vouch_err *err)
{
	struct vouch_buf uri = {0};
	const char *at;
	int code;

	if (size_of(journal->path, "-shm") < 0) {
		code = sqlite3_open_v2(journal->path, &journal->db, READ_FLAGS, NULL);
		return code == SQLITE_OK ? 1 : sql_error(journal, code, err);
	}
	vouch_buf_text(&uri, "file:");
	for (at = journal->path; *at != '\0'; at++) {
		if (strchr("?#%", *at) != NULL)
			vouch_buf_printf(&uri, "%%%02X", (unsigned)(unsigned char)*at);
		else
			vouch_buf_add(&uri, at, 1);
	}
	vouch_buf_text(&uri, "?readonly_shm=1");
	code = sqlite3_open_v2(
		vouch_buf_get(&uri), &journal->db, READ_FLAGS | SQLITE_OPEN_URI, NULL);
	vouch_buf_release(&uri);
	return code == SQLITE_OK ? 1 : sql_error(journal, code, err);
}

/* A copy in memory, unless there is a log or it moves at each of a few tries. */
static int open_either(struct vouch_journal *journal, struct stat *status, struct vouch_err *err)
{
	int tries, r;

	for (tries = 0; tries < 4; tries++) {
		if (size_of(journal->path, "-wal") > 0 || status->st_size > in_memory_most)
			break;
		r = open_copy(journal, status, err);
		if (r != 0)
			return r;
		r = journal_check_file(journal->path, status, err);
		if (r <= 0)
			return r;
	}
	return open_on_disk(journal, err);
}

int vouch_journal_open_reading(const char *path, struct vouch_journal **out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_journal_close) struct vouch_journal *journal = NULL;
	struct stat status;
	bool is_empty = false;
	int r = journal_check_file(path, &status, err);

	if (r < 0)
		return r;
	if (r == 0 || status.st_size == 0) {
		*out = NULL;
		return 0;
	}
	journal = journal_new(path);
	r = open_either(journal, &status, err);
	if (r < 0)
		return r;
	if (r > 0) {
		(void)sqlite3_extended_result_codes(journal->db, 1);
		(void)sqlite3_busy_timeout(journal->db, 5000);
		r = sql_script(journal, "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON", err);
		if (r == 0)
			r = journal_identify(journal, &is_empty, err);
		if (r < 0)
			return r;
	}
	if (is_empty || journal->db == NULL) {
		*out = NULL;
		return 0;
	}
	*out = journal;
	journal = NULL;
	return 0;
}
