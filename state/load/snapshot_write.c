/* snapshot_write.c – a snapshot as JSON, for people and programs, and its digest. */
#include "vouch/load/snapshot.h"

#include "vouch/base/clock.h"
#include "vouch/base/json.h"

static void write_number(struct vouch_json *json, const char *key, struct vouch_number number)
{
	if (number.known)
		vouch_json_number(json, key, number.value);
	else
		vouch_json_text(json, key, NULL);
}

static void write_tri(struct vouch_json *json, const char *key, enum vouch_tri value)
{
	if (value == VOUCH_UNKNOWN)
		vouch_json_text(json, key, "unknown");
	else
		vouch_json_flag(json, key, value == VOUCH_YES);
}

/* null where it is not known. */
static void write_set(struct vouch_json *json, const char *key, const struct vouch_name_set *set)
{
	if (set->known)
		vouch_json_list(json, key, set->names.items, set->names.count);
	else
		vouch_json_text(json, key, NULL);
}

static void write_machine(struct vouch_json *json, const struct vouch_machine *machine)
{
	static const char *const recovery[] = {"unknown", "absent", "present"};

	vouch_json_open(json, "machine", '{');
	vouch_json_text(json, "serial", machine->serial);
	vouch_json_text(json, "hostname", machine->hostname);
	vouch_json_text(json, "model", machine->model);
	vouch_json_text(json, "os", machine->os);
	vouch_json_text(json, "chip", vouch_chip_text(machine->chip));
	vouch_json_text(json, "filesystem", vouch_filesystem_text(machine->filesystem));
	vouch_json_text(json, "filevault", vouch_filevault_text(machine->filevault));
	vouch_json_text(json, "mdm", vouch_mdm_text(machine->mdm));
	vouch_json_text(json, "bootstrap_token", vouch_bootstrap_text(machine->bootstrap_token));
	vouch_json_text(json, "recovery_key", recovery[machine->recovery_key]);
	write_set(json, "logged_in", &machine->logged_in);
	vouch_json_close(json, '}');
}

/* Who the account is. */
static void write_identity(struct vouch_json *json, const struct vouch_account *account)
{
	vouch_json_text(json, "name", account->name);
	vouch_json_list(json, "aliases", account->aliases.items, account->aliases.count);
	write_number(json, "uid", account->uid);
	write_number(json, "gid", account->gid);
	vouch_json_text(json, "uuid", account->uuid);
	vouch_json_text(json, "full_name", account->full_name);
	vouch_json_text(json, "home", account->home);
	vouch_json_text(json, "shell", account->shell);
	vouch_json_text(json, "picture", account->picture);
	vouch_json_text(json, "password_hint", account->password_hint);
}

/* What it may do. */
static void write_powers(struct vouch_json *json, const struct vouch_account *account)
{
	static const char *const password[] = {"unknown", "none", "set"};

	vouch_json_text(json, "kind", vouch_kind_text(account->kind));
	write_tri(json, "hidden", account->hidden);
	write_tri(json, "disabled", account->disabled);
	vouch_json_text(json, "password", password[account->password]);
	write_tri(json, "admin", account->admin);
	vouch_json_open(json, "admin_by", '{');
	write_tri(json, "name", account->admin_by_name);
	write_tri(json, "guid", account->admin_by_guid);
	vouch_json_close(json, '}');
	write_set(json, "groups", &account->groups);
	vouch_json_text(json, "secure_token", vouch_token_text(account->token));
	write_tri(json, "filevault", account->filevault);
	write_tri(json, "volume_owner", account->volume_owner);
	vouch_json_open(json, "token_sources", '{');
	write_tri(json, "tag", account->token_tag);
	write_tri(json, "crypto_user", account->token_crypto_user);
	write_tri(json, "filevault_list", account->token_filevault_list);
	vouch_json_close(json, '}');
}

static void write_document(
	struct vouch_json *json, const struct vouch_snapshot *snapshot, bool with_moment)
{
	char moment[VOUCH_TIME_TEXT];
	size_t i;

	vouch_json_open(json, NULL, '{');
	vouch_json_text(json, "format", "vouch.snapshot/1");
	if (with_moment) {
		vouch_time_format(snapshot->taken_at, moment);
		vouch_json_text(json, "taken_at", moment);
	}
	write_machine(json, &snapshot->machine);
	vouch_json_open(json, "accounts", '[');
	for (i = 0; i < snapshot->accounts.count; i++) {
		vouch_json_open(json, NULL, '{');
		write_identity(json, &snapshot->accounts.items[i]);
		write_powers(json, &snapshot->accounts.items[i]);
		vouch_json_close(json, '}');
	}
	vouch_json_close(json, ']');
	write_set(json, "orphan_crypto_users", &snapshot->orphans);
	vouch_json_close(json, '}');
}

void vouch_snapshot_write(const struct vouch_snapshot *snapshot, struct vouch_buf *out)
{
	struct vouch_json json = {.out = out};

	write_document(&json, snapshot, true);
	vouch_json_end(&json);
}

void vouch_snapshot_write_line(const struct vouch_snapshot *snapshot, struct vouch_buf *out)
{
	struct vouch_json json = {.out = out, .one_line = true};

	write_document(&json, snapshot, true);
	vouch_json_end(&json);
}

void vouch_snapshot_digest(const struct vouch_snapshot *snapshot, char out[VOUCH_DIGEST_HEX])
{
	struct vouch_buf buf = {0};
	struct vouch_json json = {.out = &buf, .one_line = true};

	/* Accounts and names are sorted by their own promise. */
	write_document(&json, snapshot, false);
	vouch_digest_sha256(buf.bytes, buf.length, out);
	vouch_buf_release(&buf);
}
