/* desired_digest.c – what is wanted as canonical JSON, and its digest. */
#include "json_write.h"
#include "vouch/load/desired.h"

static void write_password(
	struct json_writer *writer, const char *source, const struct vouch_password_value *password)
{
	const char **argument;

	json_open(writer, '{');
	json_key(writer, "source");
	json_text(writer, source);
	json_key(writer, "text");
	json_text(writer, password->text);
	json_key(writer, "arguments");
	json_open(writer, '[');
	for (argument = password->arguments; argument != NULL && *argument != NULL; argument++)
		json_text(writer, *argument);
	json_close(writer, ']');
	json_key(writer, "length");
	json_integer_value(writer, password->length);
	json_key(writer, "rotate");
	json_integer_value(writer, password->rotate);
	json_close(writer, '}');
}

static void write_admin(struct json_writer *writer, const struct vouch_admin_value *admin)
{
	json_open(writer, '{');
	json_key(writer, "wanted");
	json_flag(writer, admin->wanted);
	json_key(writer, "until");
	json_number(writer, (struct vouch_number){admin->has_until, admin->until});
	json_key(writer, "reason");
	json_text(writer, admin->reason);
	json_close(writer, '}');
}

static void write_value(struct json_writer *writer, struct vouch_arena *scratch,
	enum vouch_field field, const struct vouch_value *value)
{
	switch (value->kind) {
	case VOUCH_VALUE_NONE:
	case VOUCH_VALUE_UNKNOWN: json_text(writer, NULL); return;
	case VOUCH_VALUE_TEXT: json_text(writer, value->as.text); return;
	case VOUCH_VALUE_NUMBER: json_integer_value(writer, value->as.number); return;
	case VOUCH_VALUE_FLAG: json_flag(writer, value->as.flag); return;
	case VOUCH_VALUE_NAMES: json_names(writer, &value->as.names); return;
	case VOUCH_VALUE_CHOICE:
		json_text(writer, vouch_field_info(field)->choices[value->as.choice]);
		return;
	case VOUCH_VALUE_ADMIN: write_admin(writer, &value->as.admin); return;
	case VOUCH_VALUE_PASSWORD:
		write_password(writer, vouch_field_text(scratch, field, value), value->as.password);
		return;
	}
}

static void write_user(
	struct json_writer *writer, struct vouch_arena *scratch, const struct vouch_user *user)
{
	int i;

	json_open(writer, '{');
	json_key(writer, "name");
	json_text(writer, user->name);
	for (i = 0; i < VOUCH_FIELD_COUNT; i++) {
		if (user->fields[i].kind == VOUCH_VALUE_NONE)
			continue;
		json_key(writer, vouch_field_info((enum vouch_field)i)->name);
		write_value(writer, scratch, (enum vouch_field)i, &user->fields[i]);
	}
	json_close(writer, '}');
}

static void write_guards(struct json_writer *writer, const struct vouch_guards *guards)
{
	size_t i;

	json_key(writer, "guards");
	json_open(writer, '{');
	json_key(writer, "min_admins");
	json_integer_value(writer, guards->min_admins.value);
	json_key(writer, "min_token_admins");
	json_integer_value(writer, guards->min_token_admins.value);
	json_key(writer, "required");
	json_open(writer, '[');
	for (i = 0; i < guards->required.count; i++)
		json_text(writer, guards->required.items[i].name);
	json_close(writer, ']');
	json_key(writer, "max_removals");
	json_integer_value(writer, guards->max_removals.value);
	json_key(writer, "temporary_admin");
	json_integer_value(writer, guards->temporary_admin.value);
	json_key(writer, "empty");
	json_integer_value(writer, guards->empty.value);
	json_close(writer, '}');
}

static void write_machine(struct json_writer *writer, const struct vouch_machine_goals *machine)
{
	json_key(writer, "filevault_enabled");
	json_flag(writer, machine->filevault_enabled.kind == VOUCH_VALUE_FLAG);
	json_key(writer, "escrow_certificate");
	json_text(writer, machine->escrow_certificate);
	json_key(writer, "escrow_file");
	json_text(writer, machine->escrow_file);
	json_key(writer, "escrow_bootstrap_token");
	json_flag(writer, machine->bootstrap_token.kind == VOUCH_VALUE_CHOICE);
	json_key(writer, "report_unlisted_admins");
	json_flag(writer, machine->report_unlisted_admins);
	json_key(writer, "report_unlisted_users");
	json_flag(writer, machine->report_unlisted_users);
}

void vouch_desired_digest(const struct vouch_desired *desired, char out[VOUCH_DIGEST_HEX])
{
	struct vouch_buf buf = {0};
	struct vouch_arena scratch = {0};
	struct json_writer writer = {.out = &buf, .compact = true};
	size_t i;

	json_open(&writer, '{');
	json_key(&writer, "users");
	json_open(&writer, '[');
	for (i = 0; i < desired->users.count; i++)
		write_user(&writer, &scratch, &desired->users.items[i]);
	json_close(&writer, ']');
	write_guards(&writer, &desired->guards);
	write_machine(&writer, &desired->machine);
	json_close(&writer, '}');
	vouch_digest_sha256(buf.bytes, buf.length, out);
	vouch_arena_release(&scratch);
	vouch_buf_release(&buf);
}
