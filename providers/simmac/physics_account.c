/* physics_account.c – accounts come and go: what making and deleting one leaves behind. FACTS 2.3,
 * X1, X3 */
#include "physics.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "policy_data.h"

enum { UID_FIRST = 501, UID_SECOND = 502, UID_SKIP_FROM = 701, UID_SKIP_TO = 900, GID_STAFF = 20 };

bool simmac_account_disabled(const struct simmac_record *user)
{
	return simmac_record_has(user, "authentication_authority", SIMMAC_DISABLED);
}

bool simmac_account_is_mobile(const struct simmac_record *user)
{
	return simmac_record_count(user, "original_node_name") > 0;
}

struct uids {
	struct simmac_mac *mac;
	int64_t *items;
	size_t count, room;
};

static int collect_uid(void *self, struct simmac_record *user)
{
	struct uids *uids = self;
	int64_t uid;

	if (simmac_record_number(uids->mac, user, "uid", &uid))
		*VOUCH_PUSH(&uids->mac->arena, uids) = uid;
	return 0;
}

static int by_number(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

/* 502 is left out at first; 701 to 899 always; from 900 on every second one is taken. FACTS 2.3 */
static int64_t next_uid(const struct simmac_mac *mac, int64_t uid)
{
	bool skips = simmac_quirk(mac, SIMMAC_QUIRK_UID_SKIP);

	uid += skips && uid >= UID_SKIP_TO ? 2 : 1;
	if (skips && uid == UID_SKIP_FROM)
		return UID_SKIP_TO;
	return skips && uid == UID_SECOND && mac->rules->uid_skips_502 ? uid + 1 : uid;
}

int simmac_account_free_uid(struct simmac_mac *mac, int64_t *out)
{
	struct uids uids = {.mac = mac};
	int64_t uid = UID_FIRST;
	size_t i;
	int r = simmac_record_each(mac, SIMMAC_USERS, collect_uid, &uids);

	if (r < 0)
		return r;
	if (uids.count > 0)
		qsort(uids.items, uids.count, sizeof *uids.items, by_number);
	for (i = 0; i < uids.count; i++) {
		if (uids.items[i] != uid)
			continue;
		uid = next_uid(mac, uid);
	}
	*out = uid;
	return 0;
}

static void set_number(
	struct simmac_mac *mac, struct simmac_record *user, const char *key, int64_t number)
{
	simmac_record_set(user, key, vouch_arena_printf(&mac->arena, "%lld", (long long)number));
}

/* What sysadminctl writes beside the account itself. FACTS 2.3 */
static void add_usual_keys(struct simmac_record *user, const struct simmac_account *account)
{
	static const char *const writers[] = {"_writers_AvatarRepresentation",
		"_writers_UserCertificate", "_writers_hint", "_writers_inputSources",
		"_writers_jpegphoto", "_writers_passwd", "_writers_picture",
		"_writers_unlockOptions"};
	size_t i;

	for (i = 0; i < sizeof writers / sizeof *writers; i++)
		simmac_record_set(user, writers[i], account->name);
	simmac_record_set(user, "AvatarRepresentation", "");
	simmac_record_set(user, "inputSources", "");
	simmac_record_set(user, "unlockOptions", "0");
	simmac_record_set(user, "hint", account->hint ? account->hint : "");
}

static void fill(
	struct simmac_mac *mac, struct simmac_record *user, const struct simmac_account *account)
{
	if (account->uuid)
		simmac_record_set(user, "generateduid", account->uuid);
	simmac_record_set(
		user, "realname", account->full_name ? account->full_name : account->name);
	set_number(mac, user, "uid", account->uid);
	set_number(mac, user, "gid", account->gid < 0 ? GID_STAFF : account->gid);
	simmac_record_set(user, "home",
		account->home ? account->home
			      : vouch_arena_printf(&mac->arena, "/Users/%s", account->name));
	simmac_record_set(user, "shell", account->shell ? account->shell : mac->rules->shell);
	simmac_record_set(user, "record_daemon_version", mac->rules->record_daemon);
	if (account->picture)
		simmac_record_set(user, "picture", account->picture);
	if (account->hidden)
		simmac_record_set(user, "IsHidden", "1");
	if (account->suppressed)
		simmac_record_add(user, "authentication_authority", SIMMAC_SUPPRESS);
	add_usual_keys(user, account);
	simmac_policy_created(mac, user);
}

enum simmac_outcome simmac_account_make(
	struct simmac_mac *mac, const struct simmac_account *account, struct simmac_record *out)
{
	/* FACTS 2.3: by name and by GUID, in all three. */
	static const char *const groups[] = {"admin", "_appserverusr", "_appserveradm"};
	struct simmac_account filled = *account;
	bool found, made;
	size_t i;

	if (filled.uid < 0 && simmac_account_free_uid(mac, &filled.uid) < 0)
		return SIMMAC_BROKEN;
	*out = simmac_record_new(mac, SIMMAC_USERS, account->name);
	fill(mac, out, &filled);
	if (simmac_record_save(mac, out) < 0)
		return SIMMAC_BROKEN;
	for (i = 0; account->admin && i < sizeof groups / sizeof *groups; i++)
		if (simmac_group_add(mac, groups[i], out, &found) < 0)
			return SIMMAC_BROKEN;
	if (!account->home && simmac_account_home(mac, out, &made) < 0)
		return SIMMAC_BROKEN;
	return SIMMAC_OK;
}

/* Makes one folder that belongs to the account, as far as the host lets us. */
static int make_folder(struct simmac_mac *mac, const char *path, mode_t mode, int64_t uid)
{
	if (mac->pretends)
		return 0;
	if (mkdir(path, mode) < 0 && errno != EEXIST)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot make %s", path);
	/* EINVAL: a user namespace that does not know this uid. */
	if (chown(path, (uid_t)uid, GID_STAFF) < 0 && errno != EPERM && errno != EINVAL)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot chown %s", path);
	return 0;
}

int simmac_account_home(struct simmac_mac *mac, const struct simmac_record *user, bool *made)
{
	static const char *const folders[] = {"Desktop", "Documents", "Downloads", "Library",
		"Movies", "Music", "Pictures", "Public"};
	const char *home = simmac_record_first(mac, user, "home");
	const char *path;
	int64_t uid = 0;
	size_t i;

	*made = false;
	/* Only below /Users: a record must not make folders anywhere else. */
	if (!home || !vouch_text_starts(home, "/Users/") || strstr(home, "/.."))
		return 0;
	path = simmac_mac_path(mac, home);
	if (access(path, F_OK) == 0)
		return 0;
	(void)simmac_record_number(mac, user, "uid", &uid);
	if (make_folder(mac, path, 0750, uid) < 0)
		return -1;
	for (i = 0; i < sizeof folders / sizeof *folders; i++)
		if (make_folder(mac, vouch_arena_printf(&mac->arena, "%s/%s", path, folders[i]),
			    0700, uid) < 0)
			return -1;
	*made = true;
	return 0;
}

struct count {
	struct simmac_mac *mac;
	const char *except; /* GeneratedUID */
	size_t admins;
};

static int count_admin(void *self, struct simmac_record *user)
{
	struct count *count = self;
	const char *uuid = simmac_record_first(count->mac, user, "generateduid");

	if (!vouch_text_equal(user->file, "root") &&
		!vouch_text_equal_nocase(uuid, count->except) && simmac_is_admin(count->mac, user))
		count->admins++;
	return count->admins > 0;
}

enum simmac_outcome simmac_account_may_delete(struct simmac_mac *mac, const char *name)
{
	SIMMAC_RECORD user = {0};
	struct count count = {.mac = mac};
	int r = simmac_record_find(mac, SIMMAC_USERS, name, &user);
	int any = 1;

	if (r < 1)
		return r < 0 ? SIMMAC_BROKEN : SIMMAC_NO_USER;
	if (simmac_quirk(mac, SIMMAC_QUIRK_FALSE_LAST_GUARD))
		return SIMMAC_LAST;
	count.except = simmac_record_first(mac, &user, "generateduid");
	if (simmac_token_held(simmac_token_read(mac, &user)))
		any = simmac_token_any(mac, count.except);
	if (any > 0 && simmac_is_admin(mac, &user)) {
		r = simmac_record_each(mac, SIMMAC_USERS, count_admin, &count);
		any = r < 0 ? r : count.admins > 0;
	}
	if (any < 0)
		return SIMMAC_BROKEN;
	return any ? SIMMAC_OK : SIMMAC_LAST;
}

struct leaver {
	struct simmac_mac *mac;
	const char *name, *uuid;
};

static int leave_group(void *self, struct simmac_record *group)
{
	struct leaver *leaver = self;
	bool dropped = simmac_record_drop(leaver->mac, group, "users", leaver->name);

	if (leaver->uuid)
		dropped |= simmac_record_drop(leaver->mac, group, "groupmembers", leaver->uuid);
	return dropped ? simmac_record_save(leaver->mac, group) : 0;
}

enum simmac_outcome simmac_account_delete(struct simmac_mac *mac, const char *name)
{
	SIMMAC_RECORD user = {0};
	struct leaver leaver = {.mac = mac};
	enum simmac_outcome outcome = simmac_account_may_delete(mac, name);
	bool found;

	if (outcome != SIMMAC_OK)
		return outcome;
	if (simmac_record_find(mac, SIMMAC_USERS, name, &user) != 1)
		return SIMMAC_BROKEN;
	/* Half a delete: the account is no administrator any more, the record stays. FACTS 7.9 */
	if (mac->rules->delete_wants_access && !simmac_quirk(mac, SIMMAC_QUIRK_FULL_DISK_ACCESS))
		return simmac_group_remove(mac, "admin", &user, &found) < 0 ? SIMMAC_BROKEN
									    : SIMMAC_NO_PERMISSION;
	leaver.name = simmac_record_first(mac, &user, "name");
	leaver.uuid = simmac_record_first(mac, &user, "generateduid");
	(void)simmac_volume_drop(&mac->volume, leaver.uuid); /* most accounts have none */
	if (simmac_record_each(mac, SIMMAC_GROUPS, leave_group, &leaver) < 0 ||
		simmac_logout(mac, leaver.name, NULL, &found) < 0 ||
		simmac_record_delete(mac, &user) < 0 || simmac_volume_save(mac) < 0)
		return SIMMAC_BROKEN;
	return SIMMAC_OK;
}

enum simmac_outcome simmac_account_delete_raw(struct simmac_mac *mac, const char *name)
{
	SIMMAC_RECORD user = {0};
	int any = 1, r = simmac_record_find(mac, SIMMAC_USERS, name, &user);

	if (r < 1)
		return r < 0 ? SIMMAC_BROKEN : SIMMAC_NO_USER;
	if (!simmac_mac_is_root(mac) || (mac->rules->directory_wants_access &&
						!simmac_quirk(mac, SIMMAC_QUIRK_FULL_DISK_ACCESS)))
		return SIMMAC_NO_PERMISSION;
	if (simmac_quirk(mac, SIMMAC_QUIRK_DSCL_DELETE_GUARD) &&
		simmac_token_held(simmac_token_read(mac, &user)))
		any = simmac_token_any(mac, simmac_record_first(mac, &user, "generateduid"));
	if (any < 1)
		return any < 0 ? SIMMAC_BROKEN : SIMMAC_NO_PERMISSION;
	if (!simmac_quirk(mac, SIMMAC_QUIRK_DSCL_DELETE_ORPHAN))
		(void)simmac_volume_drop(
			&mac->volume, simmac_record_first(mac, &user, "generateduid"));
	simmac_names_add(mac, &mac->volume.raw_deleted, user.file);
	if (simmac_record_delete(mac, &user) < 0 || simmac_volume_save(mac) < 0)
		return SIMMAC_BROKEN;
	return SIMMAC_OK;
}
