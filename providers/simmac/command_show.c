/* command_show.c – `simmac show`: everything that matters about a simulated Mac, as text or JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "command.h"
#include "physics.h"
#include "policy_data.h"

struct show {
	struct simmac_mac *mac;
	struct vouch_buf out;
	bool all, json;
	size_t shown;
};

static const char *yes(bool flag)
{
	return flag ? "true" : "false";
}

static void json_text(struct vouch_buf *out, const char *text)
{
	if (!text) {
		vouch_buf_text(out, "null");
		return;
	}
	vouch_buf_text(out, "\"");
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte == '"' || byte == '\\')
			vouch_buf_printf(out, "\\%c", byte);
		else if (byte < 0x20)
			vouch_buf_printf(out, "\\u%04x", byte);
		else
			vouch_buf_add(out, text, 1);
	}
	vouch_buf_text(out, "\"");
}

static void member(struct vouch_buf *out, const char *key, const char *text)
{
	vouch_buf_printf(out, "\"%s\": ", key);
	json_text(out, text);
	vouch_buf_text(out, ", ");
}

static bool is_system(const char *name)
{
	return name[0] == '_' || vouch_text_equal(name, "root") ||
	       vouch_text_equal(name, "daemon") || vouch_text_equal(name, "nobody");
}

static void user_json(struct show *show, const struct simmac_record *user, const char *uuid,
	struct simmac_token token, struct simmac_membership admin)
{
	struct simmac_mac *mac = show->mac;
	struct vouch_buf *out = &show->out;
	int64_t uid = -1;

	(void)simmac_record_number(mac, user, "uid", &uid);
	vouch_buf_text(out, show->shown ? ",\n  {" : "\n  {");
	member(out, "name", simmac_record_first(mac, user, "name"));
	member(out, "full_name", simmac_record_first(mac, user, "realname"));
	member(out, "uuid", uuid);
	member(out, "home", simmac_record_first(mac, user, "home"));
	member(out, "shell", simmac_record_first(mac, user, "shell"));
	vouch_buf_printf(out, "\"uid\": %lld, ", (long long)uid);
	vouch_buf_printf(out, "\"admin\": %s, \"admin_by\": {\"name\": %s, \"guid\": %s}, ",
		yes(admin.by_name || admin.by_guid), yes(admin.by_name), yes(admin.by_guid));
	vouch_buf_printf(out,
		"\"token\": %s, \"tag\": %s, \"crypto_user\": %s, \"wrapped\": %s, "
		"\"grantor\": %s, ",
		yes(simmac_token_held(token)), yes(token.tag), yes(token.crypto),
		yes(token.wrapped), yes(simmac_token_grantor(mac, user)));
	vouch_buf_printf(out,
		"\"password\": %s, \"hidden\": %s, \"disabled\": %s, \"suppressed\": %s, "
		"\"hashed\": %s, \"failures\": %lld, \"logged_in\": %s, \"preboot\": %s}",
		yes(simmac_password_is_set(mac, user)),
		yes(simmac_record_has(user, "IsHidden", "1")), yes(simmac_account_disabled(user)),
		yes(simmac_record_has(user, "authentication_authority", SIMMAC_SUPPRESS)),
		yes(uuid && simmac_names_have(&mac->volume.hashed, uuid)),
		(long long)simmac_policy_failures(mac, user),
		yes(simmac_logged_in(mac, user->file)), yes(uuid && simmac_preboot_has(mac, uuid)));
}

static void user_text(struct show *show, const struct simmac_record *user, const char *uuid,
	struct simmac_token token, struct simmac_membership admin)
{
	struct simmac_mac *mac = show->mac;
	int64_t uid = -1;

	(void)simmac_record_number(mac, user, "uid", &uid);
	vouch_buf_printf(&show->out, "  %-20s uid %-5lld %s", user->file, (long long)uid,
		admin.by_name && admin.by_guid ? "admin"
		: admin.by_name                ? "admin by name only"
		: admin.by_guid                ? "admin by GUID only"
					       : "standard");
	if (simmac_token_held(token))
		vouch_buf_text(&show->out,
			token.wrapped ? ", token" : ", token that the password does not open");
	else if (token.tag)
		vouch_buf_text(&show->out, ", tag without a crypto user");
	else if (token.crypto)
		vouch_buf_text(&show->out, ", crypto user without a tag");
	if (!simmac_password_is_set(mac, user))
		vouch_buf_text(&show->out, ", no password");
	if (simmac_record_has(user, "IsHidden", "1"))
		vouch_buf_text(&show->out, ", hidden");
	if (simmac_account_disabled(user))
		vouch_buf_text(&show->out, ", disabled");
	if (simmac_record_has(user, "authentication_authority", SIMMAC_SUPPRESS))
		vouch_buf_text(&show->out, ", first token suppressed");
	if (simmac_logged_in(mac, user->file))
		vouch_buf_text(&show->out, ", logged in");
	if (simmac_token_held(token) && !simmac_preboot_has(mac, uuid))
		vouch_buf_text(&show->out, ", not on preboot");
	vouch_buf_text(&show->out, "\n");
}

static int show_user(void *self, struct simmac_record *user)
{
	struct show *show = self;
	const char *uuid = simmac_record_first(show->mac, user, "generateduid");
	struct simmac_token token = simmac_token_read(show->mac, user);
	struct simmac_membership admin = simmac_group_membership(show->mac, "admin", user);

	if (is_system(user->file) && !show->all && !token.tag && !token.crypto)
		return 0;
	if (show->json)
		user_json(show, user, uuid, token, admin);
	else
		user_text(show, user, uuid, token, admin);
	show->shown++;
	return 0;
}

static void machine_json(struct show *show)
{
	const struct simmac_mac *mac = show->mac;
	const struct simmac_settings *settings = &mac->settings;
	struct vouch_buf *out = &show->out;
	size_t i;

	vouch_buf_text(out, "{\"format\": \"simmac.show/1\", ");
	member(out, "os", settings->os);
	member(out, "build", settings->build);
	member(out, "chip", settings->chip);
	member(out, "filesystem", settings->filesystem);
	member(out, "mdm", settings->mdm);
	member(out, "serial", settings->serial);
	member(out, "model", settings->model);
	member(out, "hostname", settings->hostname);
	member(out, "now", settings->now);
	member(out, "filevault", simmac_filevault_word(mac->volume.filevault));
	member(out, "bootstrap_token", simmac_bootstrap_word(mac->volume.bootstrap));
	vouch_buf_text(out, "\n \"crypto_users\": [");
	for (i = 0; i < mac->volume.crypto_users.count; i++) {
		const struct simmac_crypto_user *user = &mac->volume.crypto_users.items[i];

		vouch_buf_text(out, i ? ", {" : "{");
		member(out, "uuid", user->uuid);
		vouch_buf_printf(out, "\"type\": \"%s\"}", simmac_crypto_kind_word(user->kind));
	}
	vouch_buf_text(out, "],\n \"sessions\": [");
	for (i = 0; i < mac->volume.sessions.count; i++) {
		vouch_buf_text(out, i ? ", {" : "{");
		member(out, "name", mac->volume.sessions.items[i].name);
		vouch_buf_printf(
			out, "\"graphical\": %s}", yes(mac->volume.sessions.items[i].graphical));
	}
	vouch_buf_text(out, "],\n \"users\": [");
}

static void machine_text(struct show *show)
{
	const struct simmac_mac *mac = show->mac;
	const struct simmac_settings *settings = &mac->settings;
	struct vouch_buf *out = &show->out;
	size_t i;

	vouch_buf_printf(out, "%s %s (%s), %s, %s, serial %s, %s\n", mac->rules->product,
		settings->os, settings->build, settings->model, settings->chip, settings->serial,
		settings->hostname);
	vouch_buf_printf(out, "MDM %s, bootstrap token %s, FileVault %s\n", settings->mdm,
		simmac_bootstrap_word(mac->volume.bootstrap),
		simmac_filevault_word(mac->volume.filevault));
	vouch_buf_text(out, "crypto users:\n");
	for (i = 0; i < mac->volume.crypto_users.count; i++)
		vouch_buf_printf(out, "  %s %s\n", mac->volume.crypto_users.items[i].uuid,
			simmac_crypto_kind_word(mac->volume.crypto_users.items[i].kind));
	vouch_buf_text(out, "accounts:\n");
}

int simmac_command_show(int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_pointer_free) char *root = NULL;
	struct simmac_mac mac;
	struct show show = {.mac = &mac};
	int i, status = 0;

	for (i = 2; i < argc; i++) {
		show.json |= strcmp(argv[i], "--json") == 0;
		show.all |= strcmp(argv[i], "--all") == 0;
		status |= strcmp(argv[i], "--json") != 0 && strcmp(argv[i], "--all") != 0;
	}
	if (argc < 2 || status) {
		fputs("usage: simmac show DIR [--json] [--all]\n", stderr);
		return SIMMAC_USAGE;
	}
	root = simmac_command_root(argv[1]);
	if (!root)
		return 1;
	if (simmac_mac_open(&mac, root) < 0 || simmac_mac_lock(&mac, SIMMAC_READ) < 0)
		goto broken;
	if (show.json)
		machine_json(&show);
	else
		machine_text(&show);
	if (simmac_record_each(&mac, SIMMAC_USERS, show_user, &show) < 0)
		goto broken;
	if (show.json)
		vouch_buf_text(&show.out, "]}\n");
	(void)fwrite(show.out.bytes, 1, show.out.length, stdout);
	goto out;
broken:
	status = simmac_mac_failed(&mac);
out:
	vouch_buf_release(&show.out);
	simmac_mac_close(&mac);
	return status;
}
