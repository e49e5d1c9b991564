/* bench_mac.c – copies one account's record under other names: tools would take minutes. */
#include "bench_mac.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench_run.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/plist.h"
#include "vouch/base/uuid.h"

enum { RECORD_MAX = 1024 * 1024, FIRST_UID = 10000 };

static void check(int result, const struct vouch_err *err)
{
	if (result >= 0)
		return;
	fprintf(stderr, "bench: %s\n", err->msg);
	exit(1);
}

static void set(struct vouch_plist *record, const char *key, const char *value)
{
	struct vouch_plist *values = vouch_plist_new_array();

	vouch_plist_append(values, vouch_plist_new_string(value));
	vouch_plist_set(record, key, values);
}

static void copy_account(
	struct vouch_arena *arena, const char *users, struct vouch_plist *record, int number)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};
	const char *name = vouch_arena_printf(arena, "user%05d", number);
	char uuid[VOUCH_UUID_TEXT];
	struct vouch_err err;

	vouch_uuid_make(uuid);
	set(record, "name", name);
	set(record, "generateduid", uuid);
	set(record, "realname", vouch_arena_printf(arena, "User %05d", number));
	set(record, "uid", vouch_arena_printf(arena, "%d", FIRST_UID + number));
	set(record, "home", vouch_arena_printf(arena, "/Users/%s", name));
	vouch_plist_write_binary(record, &bytes);
	check(vouch_file_replace(vouch_arena_printf(arena, "%s/%s.plist", users, name), 0600,
		      bytes.bytes, bytes.length, &err),
		&err);
}

const char *bench_mac(
	struct vouch_arena *arena, const char *simmac, const char *folder, int accounts)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *record = NULL;
	const char *root = vouch_arena_printf(arena, "%s/mac%d", folder, accounts);
	const char *users =
		vouch_arena_printf(arena, "%s/private/var/db/dslocal/nodes/Default/users", root);
	const char *const create[] = {simmac, "create", root, "--os", "14.5", "--iterations", "10",
		"--filevault", "on", "--admin", "admin", "--password", "-", "--user", "model",
		"--password", "-", NULL};
	struct vouch_bytes bytes;
	struct vouch_err err;
	int i;

	(void)bench_run(create, "one\ntwo\n");
	check(vouch_file_read(arena, vouch_arena_printf(arena, "%s/model.plist", users), RECORD_MAX,
		      &bytes, &err),
		&err);
	check(vouch_plist_parse(bytes.data, bytes.length, RECORD_MAX, &record, &err), &err);
	for (i = 0; i < accounts - 2; i++)
		copy_account(arena, users, record, i);
	return root;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	(void)status;
	(void)kind;
	(void)where;
	return remove(path);
}

void bench_mac_remove(const char *folder)
{
	(void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS); /* leftovers are no failure */
}
