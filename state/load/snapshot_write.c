/* snapshot_write.c – a snapshot as JSON, for people and programs, and its digest. */
#include "vouch/load/snapshot.h"

#include "json_write.h"
#include "vouch/base/clock.h"

static void write_machine(struct json_writer *writer, const struct vouch_machine *machine)
{
	static const char *const recovery[] = {"unknown", "absent", "present"};

	json_open(writer, '{');
	json_key(writer, "serial");
	json_text(writer, machine->serial);
	json_key(writer, "hostname");
	json_text(writer, machine->hostname);
	json_key(writer, "model");
	json_text(writer, machine->model);
	json_key(writer, "os");
	json_text(writer, machine->os);
	json_key(writer, "chip");
	json_text(writer, vouch_chip_text(machine->chip));
	json_key(writer, "filesystem");
	json_text(writer, vouch_filesystem_text(machine->filesystem));
	json_key(writer, "filevault");
	json_text(writer, vouch_filevault_text(machine->filevault));
	json_key(writer, "mdm");
	json_text(writer, vouch_mdm_text(machine->mdm));
	json_key(writer, "bootstrap_token");
	json_text(writer, vouch_bootstrap_text(machine->bootstrap_token));
	json_key(writer, "recovery_key");
	json_text(writer, recovery[machine->recovery_key]);
	json_key(writer, "logged_in");
	json_name_set(writer, &machine->logged_in);
	json_close(writer, '}');
}

/* Who the account is. */
static void write_identity(struct json_writer *writer, const struct vouch_account *account)
{
	json_key(writer, "name");
	json_text(writer, account->name);
	json_key(writer, "aliases");
	json_names(writer, &account->aliases);
	json_key(writer, "uid");
	json_number(writer, account->uid);
	json_key(writer, "gid");
	json_number(writer, account->gid);
	json_key(writer, "uuid");
	json_text(writer, account->uuid);
	json_key(writer, "full_name");
	json_text(writer, account->full_name);
	json_key(writer, "home");
	json_text(writer, account->home);
	json_key(writer, "shell");
	json_text(writer, account->shell);
	json_key(writer, "picture");
	json_text(writer, account->picture);
	json_key(writer, "password_hint");
	json_text(writer, account->password_hint);
}

/* What it may do. */
static void write_powers(struct json_writer *writer, const struct vouch_account *account)
{
	static const char *const password[] = {"unknown", "none", "set"};

	json_key(writer, "kind");
	json_text(writer, vouch_kind_text(account->kind));
	json_key(writer, "hidden");
	json_tri(writer, account->hidden);
	json_key(writer, "disabled");
	json_tri(writer, account->disabled);
	json_key(writer, "password");
	json_text(writer, password[account->password]);
	json_key(writer, "admin");
	json_tri(writer, account->admin);
	json_key(writer, "admin_by");
	json_open(writer, '{');
	json_key(writer, "name");
	json_tri(writer, account->admin_by_name);
	json_key(writer, "guid");
	json_tri(writer, account->admin_by_guid);
	json_close(writer, '}');
	json_key(writer, "groups");
	json_name_set(writer, &account->groups);
	json_key(writer, "secure_token");
	json_text(writer, vouch_token_text(account->token));
	json_key(writer, "filevault");
	json_tri(writer, account->filevault);
	json_key(writer, "volume_owner");
	json_tri(writer, account->volume_owner);
	json_key(writer, "token_sources");
	json_open(writer, '{');
	json_key(writer, "tag");
	json_tri(writer, account->token_tag);
	json_key(writer, "crypto_user");
	json_tri(writer, account->token_crypto_user);
	json_key(writer, "filevault_list");
	json_tri(writer, account->token_filevault_list);
	json_close(writer, '}');
}

static void write_document(
	struct json_writer *writer, const struct vouch_snapshot *snapshot, bool with_moment)
{
	char moment[VOUCH_TIME_TEXT];
	size_t i;

	json_open(writer, '{');
	json_key(writer, "format");
	json_text(writer, "vouch.snapshot/1");
	if (with_moment) {
		vouch_time_format(snapshot->taken_at, moment);
		json_key(writer, "taken_at");
		json_text(writer, moment);
	}
	json_key(writer, "machine");
	write_machine(writer, &snapshot->machine);
	json_key(writer, "accounts");
	json_open(writer, '[');
	for (i = 0; i < snapshot->accounts.count; i++) {
		json_open(writer, '{');
		write_identity(writer, &snapshot->accounts.items[i]);
		write_powers(writer, &snapshot->accounts.items[i]);
		json_close(writer, '}');
	}
	json_close(writer, ']');
	json_key(writer, "orphan_crypto_users");
	json_name_set(writer, &snapshot->orphans);
	json_close(writer, '}');
}

void vouch_snapshot_write(const struct vouch_snapshot *snapshot, struct vouch_buf *out)
{
	struct json_writer writer = {.out = out};

	write_document(&writer, snapshot, true);
	vouch_buf_text(out, "\n");
}

void vouch_snapshot_write_line(const struct vouch_snapshot *snapshot, struct vouch_buf *out)
{
	struct json_writer writer = {.out = out, .compact = true};

	write_document(&writer, snapshot, true);
	vouch_buf_text(out, "\n");
}

void vouch_snapshot_digest(const struct vouch_snapshot *snapshot, char out[VOUCH_DIGEST_HEX])
{
	struct vouch_buf buf = {0};
	struct json_writer writer = {.out = &buf, .compact = true};

	/* Accounts and names are sorted by their own promise. */
	write_document(&writer, snapshot, false);
	vouch_digest_sha256(buf.bytes, buf.length, out);
	vouch_buf_release(&buf);
}
