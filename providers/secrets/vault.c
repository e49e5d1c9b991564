/* vault.c – what is kept of each account, and of the disk. */
#include "vouch/secrets/vault.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "vault_file.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/uuid.h"

struct vault {
	const char *folder;
};

/* Made by macOS, and not known yet. */
static const char not_known[] = "-";

/* --- passwords ------------------------------------------------------------------------------- */

static int account_file(
	const struct vault *vault, const char *uuid, struct vault_file *out, struct vouch_err *err)
{
	char upper[VOUCH_UUID_TEXT];
	size_t i;

	/* It becomes a file name. */
	if (uuid == NULL || !vouch_uuid_is_valid(uuid))
		return vouch_err_set(
			err, VOUCH_E_BUG, "the vault keeps passwords by GeneratedUID alone");
	for (i = 0; i + 1 < sizeof upper; i++)
		upper[i] = (char)toupper((unsigned char)uuid[i]);
	upper[i] = '\0';
	out->folder = vault->folder;
	out->subject = vouch_arena_text(&out->arena, upper);
	out->name = vouch_arena_printf(&out->arena, "%s.passwords", upper);
	return vault_file_read(out, err);
}

static void hand_over(struct vouch_vault_entry *from, struct vouch_vault_entry *to)
{
	vouch_vault_entry_release(to);
	*to = *from;
	memset(from, 0, sizeof *from);
}

static int vault_read(
	void *self, const char *uuid, struct vouch_vault_entry *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vault_file_release) struct vault_file file = {0};
	int r = account_file(self, uuid, &file, err);

	if (r == 0)
		hand_over(&file.entry, out);
	return r;
}

static int copy(const struct vouch_secret *from, struct vouch_secret *to, struct vouch_err *err)
{
	return vouch_secret_set(to, from->bytes == NULL ? "" : from->bytes, from->length, err);
}

/* The one that is written ahead can be used. One of another length may have been refused by a
 * policy: it stays beside a new one, once; where that is so already, what the account has must not
 * go. */
static bool is_fit(const struct vouch_vault_entry *entry, int64_t length)
{
	const struct vouch_vault_item *items = entry->items;

	if (entry->count == 0 || items[0].set_at != 0)
		return false;
	return (int64_t)items[0].secret.length == length ||
	       (entry->count > 1 && items[1].set_at == 0);
}

static int vault_stage(void *self, const char *uuid, const char *user, int64_t length,
	struct vouch_secret *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vault_file_release) struct vault_file file = {0};
	int r = account_file(self, uuid, &file, err);
	struct vouch_vault_item *item = &file.entry.items[0];

	if (r < 0)
		return r;
	/* One that was made before, for a change that did not come: nobody knows it better now. */
	if (is_fit(&file.entry, length))
		return copy(&item->secret, out, err);
	if (strpbrk(user, "\n\r") != NULL)
		return vouch_err_set(err, VOUCH_E_BUG, "a user name with a line end");
	file.who = user;
	item = vault_entry_push(&file.entry);
	r = vouch_password_generate(length, &item->secret, err);
	if (r == 0)
		r = vault_file_write(&file, err);
	return r < 0 ? r : copy(&item->secret, out, err);
}

/* The one that the account has goes before those that it was seen to have had. */
static void bring_forward(struct vouch_vault_entry *entry, size_t at)
{
	struct vouch_vault_item item = entry->items[at];

	for (; at > 0 && entry->items[at - 1].set_at > 0; at--)
		entry->items[at] = entry->items[at - 1];
	entry->items[at] = item;
}

static bool find(
	const struct vouch_vault_entry *entry, const struct vouch_secret *password, size_t *at)
{
	for (*at = 0; *at < entry->count; (*at)++)
		if (vouch_secret_equal(&entry->items[*at].secret, password))
			return true;
	return false;
}

static int vault_settle(void *self, const char *uuid, const struct vouch_secret *password,
	int64_t now, bool alone, struct vouch_err *err)
{
	VOUCH_CLEANUP(vault_file_release) struct vault_file file = {0};
	int r = account_file(self, uuid, &file, err);
	struct vouch_vault_entry *entry = &file.entry;
	bool first;
	size_t at;

	if (r < 0)
		return r;
	if (!find(entry, password, &at))
		return vouch_err_set(
			err, VOUCH_E_BUG, "the vault does not have the password that was set");
	first = at == 0 || entry->items[at - 1].set_at == 0;
	if (entry->items[at].set_at > 0 && first && (!alone || entry->count == 1))
		return 0; /* nothing new */
	if (entry->items[at].set_at == 0)
		entry->items[at].set_at = now > 0 ? now : 1;
	bring_forward(entry, at);
	(void)find(entry, password, &at); /* it is there */
	while (alone && at-- > 0)
		vault_entry_drop(entry, 0);
	while (alone && entry->count > 1)
		vault_entry_drop(entry, 1);
	return vault_file_write(&file, err);
}

static int remove_file(const struct vault_file *file, struct vouch_err *err)
{
	struct vouch_arena arena = {0};
	const char *path = vouch_arena_printf(&arena, "%s/%s", file->folder, file->name);
	int r = 0;

	if (unlink(path) != 0 && errno != ENOENT)
		r = vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot remove %s", path);
	vouch_arena_release(&arena);
	return r;
}

static int vault_forget(void *self, const char *uuid, struct vouch_err *err)
{
	VOUCH_CLEANUP(vault_file_release) struct vault_file file = {0};
	int r = account_file(self, uuid, &file, err);

	if (r < 0 || file.entry.count == 0 || file.entry.items[0].set_at != 0)
		return r;
	while (file.entry.count > 0 && file.entry.items[0].set_at == 0)
		vault_entry_drop(&file.entry, 0);
	return file.entry.count == 0 ? remove_file(&file, err) : vault_file_write(&file, err);
}

/* --- recovery keys --------------------------------------------------------------------------- */

static int key_file(
	const struct vault *vault, struct vault_file *out, bool *owed, struct vouch_err *err)
{
	int r;

	out->folder = vault->folder;
	out->subject = "recovery";
	out->name = "recovery.keys";
	r = vault_file_read(out, err);
	*owed = r == 0 && out->entry.count > 0 && out->entry.items[0].set_at == 0;
	if (*owed)
		vault_entry_drop(&out->entry, 0);
	return r;
}

static int vault_keys(void *self, struct vouch_vault_entry *out, bool *owed, struct vouch_err *err)
{
	VOUCH_CLEANUP(vault_file_release) struct vault_file file = {0};
	int r = key_file(self, &file, owed, err);

	if (r == 0)
		hand_over(&file.entry, out);
	return r;
}

static int vault_begin_key(void *self, struct vouch_err *err)
{
	VOUCH_CLEANUP(vault_file_release) struct vault_file file = {0};
	bool owed;
	int r = key_file(self, &file, &owed, err);

	if (r < 0 || owed)
		return r;
	r = vouch_secret_set(
		&vault_entry_push(&file.entry)->secret, not_known, sizeof not_known - 1, err);
	return r < 0 ? r : vault_file_write(&file, err);
}

static int vault_keep_key(
	void *self, const struct vouch_secret *key, int64_t now, struct vouch_err *err)
{
	VOUCH_CLEANUP(vault_file_release) struct vault_file file = {0};
	struct vouch_vault_item *item;
	bool owed;
	int r = key_file(self, &file, &owed, err);

	if (r < 0)
		return r;
	item = vault_entry_push(&file.entry);
	item->set_at = now > 0 ? now : 1;
	r = copy(key, &item->secret, err);
	return r < 0 ? r : vault_file_write(&file, err);
}

static int vault_drop_key(void *self, struct vouch_err *err)
{
	VOUCH_CLEANUP(vault_file_release) struct vault_file file = {0};
	bool owed;
	int r = key_file(self, &file, &owed, err);

	if (r < 0 || !owed)
		return r;
	return file.entry.count == 0 ? remove_file(&file, err) : vault_file_write(&file, err);
}

static const struct vouch_vault_ops vault_ops = {vault_read, vault_stage, vault_settle,
	vault_forget, vault_keys, vault_begin_key, vault_keep_key, vault_drop_key};

void vouch_vault_new(struct vouch_arena *arena, const char *state_folder, struct vouch_vault *out)
{
	struct vault *vault = vouch_arena_alloc(arena, sizeof *vault);

	vault->folder = vouch_arena_printf(arena, "%s/vault", state_folder);
	*out = (struct vouch_vault){&vault_ops, vault};
}
