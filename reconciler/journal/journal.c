/* journal.c – opens the database for writing or for reading, checks it, closes it.
 *
 * The invariants stand at the top of journal.h; who keeps them:
 *  1. steps.c (vouch_journal_intend commits with synchronous=FULL before it returns);
 *  2. steps.c (vouch_journal_done: outcome and baseline in one transaction);
 *  3. steps.c (vouch_journal_open_steps), reconciler/exec/recover.c;
 *  4. the triggers of schema.c; 5. reconciler/exec/scrub.c.
 */
#include "vouch/journal/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reading.h"
#include "schema.h"
#include "sql.h"

/* Up to this size the whole database is checked at each opening (a few milliseconds); a larger one
 * only after a run that did not close it. */
static const int64_t checked_always = 4 * 1024 * 1024;

/* For WAL the log is flushed at each commit with FULL; fullfsync reaches through the drive's cache
 * on macOS and does nothing elsewhere. */
static const char settings[] = "PRAGMA trusted_schema = OFF;"
			       "PRAGMA foreign_keys = ON;"
			       "PRAGMA cell_size_check = ON;"
			       "PRAGMA fullfsync = ON;"
			       "PRAGMA checkpoint_fullfsync = ON;"
			       "PRAGMA synchronous = FULL;";

int journal_check_file(const char *path, struct stat *status, struct vouch_err *err)
{
	if (lstat(path, status) != 0)
		return errno == ENOENT ? 0
				       : vouch_err_sys(err, VOUCH_E_JOURNAL, errno,
						 "cannot look at the journal %s", path);
	if (!S_ISREG(status->st_mode))
		return vouch_err_set(err, VOUCH_E_JOURNAL,
			"the journal %s is %s: move it away, or put the file itself there", path,
			S_ISLNK(status->st_mode) ? "a symbolic link" : "not a regular file");
	if (status->st_uid != geteuid() || (status->st_mode & 077) != 0)
		return vouch_err_set(err, VOUCH_E_JOURNAL,
			"the journal %s belongs to uid %ld with mode %04o: see who changed it, "
			"then chown it to uid %ld and chmod 0600 it",
			path, (long)status->st_uid, (unsigned)(status->st_mode & 07777),
			(long)geteuid());
	return 1;
}

static int make_file(const char *path, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return vouch_err_sys(
			err, VOUCH_E_JOURNAL, errno, "cannot make the journal %s", path);
	return 0;
}

struct vouch_journal *journal_new(const char *path)
{
	struct vouch_journal *journal = calloc(1, sizeof *journal);

	if (journal != NULL)
		journal->path = strdup(path);
	if (journal == NULL || journal->path == NULL)
		abort(); /* out of memory ends the process, as in arena.h */
	return journal;
}

void vouch_journal_close(struct vouch_journal **journal)
{
	if (*journal == NULL)
		return;
	/* Writes the log back and removes it; where that fails, the log stays and loses nothing. */
	(void)sqlite3_close((*journal)->db);
	free((*journal)->path);
	free(*journal);
	*journal = NULL;
}

int journal_identify(struct vouch_journal *journal, bool *is_empty, struct vouch_err *err)
{
	int64_t application = 0, version = 0, tables = 0;
	int r = sql_number(journal, err, "PRAGMA application_id", 0, &application);

	if (r == 0)
		r = sql_number(journal, err, "PRAGMA user_version", 0, &version);
	if (r == 0)
		r = sql_number(journal, err, "SELECT count(*) FROM sqlite_master", 0, &tables);
	if (r < 0)
		return r;
	*is_empty = application == 0 && version == 0 && tables == 0;
	if (*is_empty)
		return 0;
	if (application != VOUCH_JOURNAL_APPLICATION || version < 1)
		return vouch_err_set(err, VOUCH_E_JOURNAL,
			"%s is a database, but no journal of Vouch: move it away (mv %s "
			"%s.other) or name another state folder",
			journal->path, journal->path, journal->path);
	if (version > VOUCH_JOURNAL_VERSION)
		return vouch_err_set(err, VOUCH_E_JOURNAL,
			"%s was written by a newer Vouch (journal version %lld, this one knows "
			"%d): use that one, or move the journal away (mv %s %s.newer)",
			journal->path, (long long)version, VOUCH_JOURNAL_VERSION, journal->path,
			journal->path);
	return 0;
}

static int check_whole(struct vouch_journal *journal, struct vouch_err *err)
{
	VOUCH_CLEANUP(sql_release) sqlite3_stmt *rows = NULL;
	const char *said;
	int r = sql_ask(journal, &rows, err, "PRAGMA quick_check(1)", SQL_NO_VALUES);

	if (r == 0)
		r = sql_next(journal, rows, err);
	if (r < 0)
		return r;
	said = r == 0 ? NULL : (const char *)sqlite3_column_text(rows, 0);
	if (said != NULL && strcmp(said, "ok") == 0)
		return 0;
	return sql_error(journal, SQLITE_CORRUPT, err);
}

static int make_schema(struct vouch_journal *journal, struct vouch_err *err)
{
	int r = sql_begin(journal, err);

	if (r < 0)
		return r;
	r = sql_script(journal, vouch_journal_schema, err);
	if (r == 0)
		r = sql_script(journal, "PRAGMA application_id = 1448039747", err);
	if (r == 0)
		r = sql_script(journal, "PRAGMA user_version = 1", err);
	return sql_end(journal, r, err);
}
_Static_assert(VOUCH_JOURNAL_VERSION == 1, "a new version needs a migration");
_Static_assert(VOUCH_JOURNAL_APPLICATION == 1448039747, "as written above");

static int prepare(struct vouch_journal *journal, bool check, struct vouch_err *err)
{
	bool is_empty = false;
	int r = sql_script(journal, settings, err);

	if (r == 0)
		r = journal_identify(journal, &is_empty, err);
	if (r == 0 && check)
		r = check_whole(journal, err);
	if (r == 0)
		r = sql_script(journal, "PRAGMA journal_mode = WAL", err);
	if (r == 0 && is_empty)
		r = make_schema(journal, err);
	return r;
}

static bool has_log(const char *path)
{
	struct vouch_arena arena = {0};
	struct stat status;
	bool there = lstat(vouch_arena_printf(&arena, "%s-wal", path), &status) == 0 &&
		     status.st_size > 0;

	vouch_arena_release(&arena);
	return there;
}

int vouch_journal_open(
	const char *path, const char *vfs, struct vouch_journal **out, struct vouch_err *err)
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	VOUCH_CLEANUP(vouch_journal_close) struct vouch_journal *journal = NULL;
	struct stat status = {0};
	bool died = has_log(path);
	int r = journal_check_file(path, &status, err), code;

	if (r == 0)
		r = make_file(path, err);
	if (r < 0)
		return r;
	journal = journal_new(path);
	code = sqlite3_open_v2(path, &journal->db, flags, vfs);
	if (code != SQLITE_OK)
		return sql_error(journal, code, err);
	(void)sqlite3_extended_result_codes(journal->db, 1); /* fails only without a database */
	(void)sqlite3_db_config(journal->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	(void)sqlite3_busy_timeout(journal->db, 5000); /* a reader that recovers, for a moment */
	r = prepare(journal, died || status.st_size <= checked_always, err);
	if (r < 0)
		return r;
	*out = journal;
	journal = NULL;
	return 0;
}
