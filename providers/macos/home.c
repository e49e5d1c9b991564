/* home.c – removing a home: what it must be, and the steps of which each can be the last. */
#include "home.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "home_walk.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/clock.h"
#include "vouch/base/compat.h"
#include "vouch/base/text.h"

enum { DAY_TEXT = 9, MOST_ARCHIVES = 999 };

#define DELETED "Deleted Users"

/* The open folders and names of one removal. */
struct removal {
	const struct vouch_macos_home *request;
	const char *name; /* of the home within /Users */
	int users, deleted;
	char day[DAY_TEXT]; /* 20261124 */
	struct stat home;
};

int vouch_macos_home_check(const struct vouch_macos_home *request, struct vouch_err *err)
{
	static const char users[] = "/Users/";
	static const char *const kept[] = {"Shared", "Guest", DELETED};
	const char *name = request->home;
	size_t i;

	if (name == NULL || !vouch_text_starts(name, users) || name[strlen(users)] == '\0' ||
		name[strlen(users)] == '.' || strchr(name + strlen(users), '/') != NULL)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s is no folder directly below /Users: it is left alone, remove it by "
			"hand",
			name == NULL ? "(no home)" : name);
	name += strlen(users);
	for (i = 0; i < sizeof kept / sizeof *kept; i++)
		if (vouch_text_equal_nocase(name, kept[i]))
			return vouch_err_set(
				err, VOUCH_E_APPLY, "/Users/%s is nobody's home", kept[i]);
	return 0;
}

/* --- the folders --- */

static int open_folder(int at, const char *name, int *out, struct vouch_err *err)
{
	*out = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return *out >= 0 ? 0 : vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot open %s", name);
}

static int open_folders(struct removal *removal, struct vouch_err *err)
{
	const char *path = vouch_arena_printf(
		removal->request->act->arena, "%s/Users", removal->request->root);
	struct stat users, deleted;
	int r = open_folder(AT_FDCWD, path, &removal->users, err);

	if (r < 0)
		return r;
	if (mkdirat(removal->users, DELETED, 0700) < 0 && errno != EEXIST)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot make %s/" DELETED, path);
	r = open_folder(removal->users, DELETED, &removal->deleted, err);
	if (r < 0)
		return r;
	if (fstat(removal->users, &users) < 0 || fstat(removal->deleted, &deleted) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot look at %s", path);
	if (deleted.st_uid != 0 && deleted.st_uid != geteuid())
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s/" DELETED " belongs to uid %lu: run: sudo chown root", path,
			(unsigned long)deleted.st_uid);
	if (deleted.st_dev != users.st_dev)
		return vouch_err_set(
			err, VOUCH_E_APPLY, "%s/" DELETED " is another volume: unmount it", path);
	return 0;
}

/* On a simulated Mac the caller's files are everybody's: a home there may have any owner's name. */
static bool is_owner(const struct vouch_macos_home *request, const struct stat *status)
{
	return (int64_t)status->st_uid == request->uid ||
	       (request->root[0] != '\0' && status->st_uid == geteuid());
}

/* 1: there, and may be removed; 0: gone; negative: it is not what was recorded. */
static int look_at_home(struct removal *removal, struct vouch_err *err)
{
	const struct vouch_macos_home *request = removal->request;
	struct stat users;

	if (fstatat(removal->users, removal->name, &removal->home, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? 0
				       : vouch_err_sys(err, VOUCH_E_APPLY, errno,
						 "cannot look at %s", request->home);
	if (!S_ISDIR(removal->home.st_mode))
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s is a symbolic link or no folder: it is left alone, look at it by hand",
			request->home);
	if (fstat(removal->users, &users) < 0 || users.st_dev != removal->home.st_dev)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s is a mount: it is left alone, unmount it first", request->home);
	if (!is_owner(request, &removal->home))
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s belongs to uid %lu, not to %s (uid %lld): it is left alone, look at it "
			"by hand",
			request->home, (unsigned long)removal->home.st_uid, request->user,
			(long long)request->uid);
	return 1;
}

/* --- names in Deleted Users --- */

/* "-20261124" or "-20261124-2" between what stands before and behind? */
static bool is_ours(const char *file, const char *before, const char *behind)
{
	size_t i = 0;

	if (!vouch_text_starts(file, before) || !vouch_text_ends(file, behind) ||
		strlen(file) < strlen(before) + strlen(behind))
		return false;
	file += strlen(before);
	if (file[i++] != '-')
		return false;
	for (; i <= 8; i++)
		if (file[i] < '0' || file[i] > '9')
			return false;
	if (file[i] == '-')
		for (i++; i <= 12 && file[i] >= '0' && file[i] <= '9'; i++)
			;
	return strcmp(file + i, behind) == 0;
}

static const char *numbered(
	const struct removal *removal, const char *before, const char *behind, int number)
{
	struct vouch_arena *arena = removal->request->act->arena;

	if (number == 1)
		return vouch_arena_printf(
			arena, "%s%s-%s%s", before, removal->request->user, removal->day, behind);
	return vouch_arena_printf(arena, "%s%s-%s-%d%s", before, removal->request->user,
		removal->day, number, behind);
}

/* Calls each for every file in Deleted Users that is one of this account's. */
static int each_of_ours(struct removal *removal, const char *before, const char *behind,
	int (*each)(struct removal *removal, const char *file, struct vouch_err *err),
	struct vouch_err *err)
{
	struct vouch_arena *arena = removal->request->act->arena;
	const char *start = vouch_arena_printf(arena, "%s%s", before, removal->request->user);
	struct vouch_names names;
	size_t i;
	int r = 0;

	if (vouch_macos_folder_names(arena, removal->deleted, &names) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot read /Users/" DELETED);
	for (i = 0; r == 0 && i < names.count; i++)
		if (is_ours(names.items[i], start, behind))
			r = each(removal, names.items[i], err);
	return r;
}

/* --- the steps --- */

static int finish_aside(struct removal *removal, const char *file, struct vouch_err *err)
{
	struct stat status;

	if (fstatat(removal->deleted, file, &status, AT_SYMLINK_NOFOLLOW) < 0 ||
		!S_ISDIR(status.st_mode) || !is_owner(removal->request, &status))
		return 0; /* not what a removal of this account leaves */
	vouch_macos_act_note(removal->request->act, "removing what was set aside: %s", file);
	return vouch_macos_tree_delete(removal->request->act, removal->deleted, file, err);
}

static int drop_partial(struct removal *removal, const char *file, struct vouch_err *err)
{
	if (unlinkat(removal->deleted, file, 0) < 0 && errno != ENOENT)
		return vouch_err_sys(
			err, VOUCH_E_APPLY, errno, "cannot remove /Users/" DELETED "/%s", file);
	return 0;
}

/* 1 (which ends the search) where this published archive is that of the home as it is. */
static int compare_published(struct removal *removal, const char *file, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_fd_close)
	int fd = openat(removal->deleted, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	struct stat status;

	(void)err;
	if (fd < 0 || fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) ||
		vouch_macos_archive_compare(
			removal->request->act, removal->users, removal->name, fd, NULL) < 0)
		return 0;
	vouch_macos_act_note(removal->request->act, "archived already: %s", file);
	return 1;
}

/* Under its final name, without ever replacing another. */
static int publish(struct removal *removal, const char *partial, struct vouch_err *err)
{
	int number;

	for (number = 1; number <= MOST_ARCHIVES; number++) {
		const char *file = numbered(removal, "", ".tar", number);

		if (linkat(removal->deleted, partial, removal->deleted, file, 0) < 0) {
			if (errno == EEXIST)
				continue;
			return vouch_err_sys(err, VOUCH_E_APPLY, errno,
				"cannot name the archive /Users/" DELETED "/%s", file);
		}
		(void)unlinkat(removal->deleted, partial, 0); /* the next run would */
		if (vouch_compat_full_sync(removal->deleted) < 0)
			return vouch_err_sys(
				err, VOUCH_E_APPLY, errno, "cannot sync /Users/" DELETED);
		vouch_macos_act_note(removal->request->act, "archive: /Users/" DELETED "/%s", file);
		return 0;
	}
	return vouch_err_set(err, VOUCH_E_APPLY, "too many archives of %s in /Users/" DELETED,
		removal->request->user);
}

static int archive_home(struct removal *removal, struct vouch_err *err)
{
	const struct vouch_macos_act *act = removal->request->act;
	const char *partial = numbered(removal, ".", ".partial", 1);
	VOUCH_CLEANUP(vouch_fd_close) int fd = -1;
	int r = each_of_ours(removal, ".", ".partial", drop_partial, err);

	if (r == 0)
		r = each_of_ours(removal, "", ".tar", compare_published, err);
	if (r != 0)
		return r < 0 ? r : 0;
	fd = openat(removal->deleted, partial, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		0600);
	if (fd < 0)
		return vouch_err_sys(
			err, VOUCH_E_APPLY, errno, "cannot make /Users/" DELETED "/%s", partial);
	r = vouch_macos_archive_write(act, removal->users, removal->name, fd, err);
	if (r == 0)
		r = vouch_macos_archive_compare(act, removal->users, removal->name, fd, err);
	if (r == 0)
		r = publish(removal, partial, err);
	else
		(void)unlinkat(removal->deleted, partial, 0); /* it may be large */
	return r;
}

/* What would stop the removal half-way stops it before it begins: another volume, unreadable
 * folders. Archiving walks the tree anyhow. */
static int walk_through(struct removal *removal, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_macos_walk_release) struct vouch_macos_walk walk;
	struct vouch_macos_walk_entry entry;
	int r;

	vouch_macos_walk_init(&walk, removal->users, removal->name);
	do
		r = vouch_macos_walk_next(&walk, &entry, err);
	while (r > 0);
	return r;
}

static int set_aside_and_delete(struct removal *removal, struct vouch_err *err)
{
	const char *aside = NULL;
	struct stat status;
	int number;

	for (number = 1; number <= MOST_ARCHIVES; number++) {
		aside = numbered(removal, ".", ".removing", number);
		if (fstatat(removal->deleted, aside, &status, AT_SYMLINK_NOFOLLOW) < 0)
			break;
	}
	if (renameat(removal->users, removal->name, removal->deleted, aside) < 0)
		return vouch_err_sys(
			err, VOUCH_E_APPLY, errno, "cannot set %s aside", removal->request->home);
	if (vouch_compat_full_sync(removal->deleted) < 0 ||
		vouch_compat_full_sync(removal->users) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "cannot sync /Users");
	if (fstatat(removal->deleted, aside, &status, AT_SYMLINK_NOFOLLOW) < 0 ||
		status.st_ino != removal->home.st_ino || status.st_dev != removal->home.st_dev)
		return vouch_err_set(err, VOUCH_E_APPLY,
			"%s was replaced at the last moment: what was there is now "
			"/Users/" DELETED "/%s, look at it by hand",
			removal->request->home, aside);
	return vouch_macos_tree_delete(removal->request->act, removal->deleted, aside, err);
}

static int remove_all(struct removal *removal, struct vouch_err *err)
{
	int r = open_folders(removal, err);

	if (r == 0)
		r = each_of_ours(removal, ".", ".removing", finish_aside, err);
	if (r == 0)
		r = look_at_home(removal, err);
	if (r < 0)
		return r;
	if (r == 0) {
		vouch_macos_act_note(removal->request->act, "%s is gone", removal->request->home);
		return 0;
	}
	r = removal->request->archive ? archive_home(removal, err) : walk_through(removal, err);
	if (r == 0)
		r = set_aside_and_delete(removal, err);
	if (r == 0)
		vouch_macos_act_note(removal->request->act, "removed %s", removal->request->home);
	return r;
}

int vouch_macos_home_remove(const struct vouch_macos_home *request, struct vouch_err *err)
{
	struct removal removal = {.request = request, .users = -1, .deleted = -1};
	char date[VOUCH_TIME_TEXT];
	int r = vouch_macos_home_check(request, err);

	if (r < 0)
		return r;
	removal.name = strrchr(request->home, '/') + 1;
	vouch_date_format(request->now, date); /* 2026-11-24 */
	(void)snprintf(removal.day, sizeof removal.day, "%.4s%.2s%.2s", date, date + 5, date + 8);
	r = remove_all(&removal, err);
	vouch_fd_close(&removal.users);
	vouch_fd_close(&removal.deleted);
	return r;
}
