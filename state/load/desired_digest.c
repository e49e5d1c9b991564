/* desired_digest.c – what is wanted as canonical JSON, and its digest. */
#include "vouch/base/json.h"
#include "vouch/load/desired.h"

static void write_password(struct vouch_json *json, const char *key, const char *source,
	const struct vouch_password_value *password)
{
	const char **argument;

	vouch_json_open(json, key, '{');
	vouch_json_text(json, "source", source);
	vouch_json_text(json, "text", password->text);
	vouch_json_open(json, "arguments", '[');
	for (argument = password->arguments; argument != NULL && *argument != NULL; argument++)
		vouch_json_text(json, NULL, *argument);
	vouch_json_close(json, ']');
	vouch_json_number(json, "length", password->length);
	vouch_json_number(json, "rotate", password->rotate);
	vouch_json_close(json, '}');
}

static void write_admin(
	struct vouch_json *json, const char *key, const struct vouch_admin_value *admin)
{
	vouch_json_open(json, key, '{');
	vouch_json_flag(json, "wanted", admin->wanted);
	if (admin->has_until)
		vouch_json_number(json, "until", admin->until);
	else
		vouch_json_text(json, "until", NULL);
	vouch_json_text(json, "reason", admin->reason);
	vouch_json_close(json, '}');
}

static void write_value(struct vouch_json *json, struct vouch_arena *scratch,
	enum vouch_field field, const struct vouch_value *value)
{
	const char *key = vouch_field_info(field)->name;

	switch (value->kind) {
	case VOUCH_VALUE_NONE:
	case VOUCH_VALUE_UNKNOWN: vouch_json_text(json, key, NULL); return;
	case VOUCH_VALUE_TEXT: vouch_json_text(json, key, value->as.text); return;
	case VOUCH_VALUE_NUMBER: vouch_json_number(json, key, value->as.number); return;
	case VOUCH_VALUE_FLAG: vouch_json_flag(json, key, value->as.flag); return;
	case VOUCH_VALUE_NAMES:
		vouch_json_list(json, key, value->as.names.items, value->as.names.count);
		return;
	case VOUCH_VALUE_CHOICE:
		vouch_json_text(json, key, vouch_field_info(field)->choices[value->as.choice]);
		return;
	case VOUCH_VALUE_ADMIN: write_admin(json, key, &value->as.admin); return;
	case VOUCH_VALUE_PASSWORD:
		write_password(
			json, key, vouch_field_text(scratch, field, value), value->as.password);
		return;
	}
}

static void write_user(
	struct vouch_json *json, struct vouch_arena *scratch, const struct vouch_user *user)
{
	int i;

	vouch_json_open(json, NULL, '{');
	vouch_json_text(json, "name", user->name);
	for (i = 0; i < VOUCH_FIELD_COUNT; i++) {
		if (user->fields[i].kind == VOUCH_VALUE_NONE)
			continue;
		write_value(json, scratch, (enum vouch_field)i, &user->fields[i]);
	}
	vouch_json_close(json, '}');
}

static void write_guards(struct vouch_json *json, const struct vouch_guards *guards)
{
	size_t i;

	vouch_json_open(json, "guards", '{');
	vouch_json_number(json, "min_admins", guards->min_admins.value);
	vouch_json_number(json, "min_token_admins", guards->min_token_admins.value);
	vouch_json_open(json, "required", '[');
	for (i = 0; i < guards->required.count; i++)
		vouch_json_text(json, NULL, guards->required.items[i].name);
	vouch_json_close(json, ']');
	vouch_json_number(json, "max_removals", guards->max_removals.value);
	vouch_json_number(json, "temporary_admin", guards->temporary_admin.value);
	vouch_json_number(json, "empty", guards->empty.value);
	vouch_json_close(json, '}');
}

static void write_machine(struct vouch_json *json, const struct vouch_machine_goals *machine)
{
	vouch_json_flag(
		json, "filevault_enabled", machine->filevault_enabled.kind == VOUCH_VALUE_FLAG);
	vouch_json_text(json, "escrow_certificate", machine->escrow_certificate);
	vouch_json_text(json, "escrow_file", machine->escrow_file);
	vouch_json_flag(json, "escrow_bootstrap_token",
		machine->bootstrap_token.kind == VOUCH_VALUE_CHOICE);
	vouch_json_flag(json, "report_unlisted_admins", machine->report_unlisted_admins);
	vouch_json_flag(json, "report_unlisted_users", machine->report_unlisted_users);
}

void vouch_desired_digest(const struct vouch_desired *desired, char out[VOUCH_DIGEST_HEX])
{
	struct vouch_buf buf = {0};
	struct vouch_arena scratch = {0};
	struct vouch_json json = {.out = &buf, .one_line = true};
	size_t i;

	vouch_json_open(&json, NULL, '{');
	vouch_json_open(&json, "users", '[');
	for (i = 0; i < desired->users.count; i++)
		write_user(&json, &scratch, &desired->users.items[i]);
	vouch_json_close(&json, ']');
	write_guards(&json, &desired->guards);
	write_machine(&json, &desired->machine);
	vouch_json_close(&json, '}');
	vouch_digest_sha256(buf.bytes, buf.length, out);
	vouch_arena_release(&scratch);
	vouch_buf_release(&buf);
}
