/* plan_read_desired.c – @DESIRED: users, guards and goals of the machine, a line each. */
#include <string.h>

#include "plan_read.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

static void set_flag(struct vouch_user *user, enum vouch_field field, bool flag)
{
	user->fields[field].kind = VOUCH_VALUE_FLAG;
	user->fields[field].as.flag = flag;
}

static void set_admin(struct vouch_user *user, bool wanted, const char *until)
{
	struct vouch_admin_value *admin = &user->fields[VOUCH_FIELD_ADMIN].as.admin;

	user->fields[VOUCH_FIELD_ADMIN].kind = VOUCH_VALUE_ADMIN;
	admin->wanted = wanted;
	admin->has_until = until != NULL && vouch_date_parse(until, &admin->until);
}

static void set_password(struct vouch_arena *arena, struct vouch_user *user,
	enum vouch_password_source source, int64_t rotate_days)
{
	struct vouch_password_value *password = vouch_arena_alloc(arena, sizeof *password);

	password->source = source;
	password->rotate = rotate_days * 24 * 60 * 60;
	user->fields[VOUCH_FIELD_PASSWORD].kind = VOUCH_VALUE_PASSWORD;
	user->fields[VOUCH_FIELD_PASSWORD].as.password = password;
}

static bool read_user_value(struct vouch_arena *arena, struct vouch_user *user, char *word)
{
	static const enum vouch_field fields[] = {VOUCH_FIELD_FULL_NAME, VOUCH_FIELD_SHELL,
		VOUCH_FIELD_HOME, VOUCH_FIELD_UID, VOUCH_FIELD_GID, VOUCH_FIELD_PASSWORD_HINT,
		VOUCH_FIELD_PICTURE, VOUCH_FIELD_GROUPS, VOUCH_FIELD_NOT_GROUPS};
	size_t i;

	for (i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		char *value = plan_read_value(word, vouch_field_info(fields[i])->name);
		struct vouch_value *to = &user->fields[fields[i]];

		if (value == NULL)
			continue;
		to->kind = vouch_field_info(fields[i])->kind;
		if (to->kind == VOUCH_VALUE_TEXT)
			to->as.text = value;
		else if (to->kind == VOUCH_VALUE_NAMES)
			to->as.names = plan_read_names(arena, value);
		else
			return vouch_text_number(value, &to->as.number);
		return true;
	}
	return false;
}

static bool read_user_word(struct vouch_arena *arena, struct vouch_user *user, char *word)
{
	char *until = plan_read_value(word, "until"), *rotate = plan_read_value(word, "rotate");
	int64_t days;
	bool no = word[0] == '-';
	const char *name = no ? word + 1 : word;

	if (until != NULL)
		set_admin(user, true, until);
	else if (rotate != NULL && vouch_text_number(rotate, &days))
		set_password(arena, user, VOUCH_PASSWORD_GENERATE, days);
	else if (strcmp(name, "admin") == 0)
		set_admin(user, !no, NULL);
	else if (strcmp(name, "token") == 0)
		set_flag(user, VOUCH_FIELD_SECURE_TOKEN, !no);
	else if (strcmp(name, "fv") == 0)
		set_flag(user, VOUCH_FIELD_FILEVAULT, !no);
	else if (strcmp(name, "hidden") == 0)
		set_flag(user, VOUCH_FIELD_HIDDEN, !no);
	else if (strcmp(word, "absent") == 0 || strcmp(word, "present") == 0)
		user->fields[VOUCH_FIELD_STATE] = (struct vouch_value){.kind = VOUCH_VALUE_CHOICE,
			.as.choice = strcmp(word, "absent") == 0 ? VOUCH_STATE_ABSENT
								 : VOUCH_STATE_PRESENT};
	else if (strcmp(word, "secret") == 0)
		set_password(arena, user, VOUCH_PASSWORD_EXEC, 0);
	else if (strcmp(word, "generate") == 0)
		set_password(arena, user, VOUCH_PASSWORD_GENERATE, 0);
	else if (strcmp(word, "keychain") == 0)
		set_password(arena, user, VOUCH_PASSWORD_KEYCHAIN, 0);
	else
		return read_user_value(arena, user, word);
	return true;
}

/* A value stands where its word does, counted from the name on. */
static void set_columns(struct vouch_user *user, int word)
{
	enum vouch_field field;

	for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
		struct vouch_value *value = &user->fields[field];

		if ((value->kind != VOUCH_VALUE_NONE || word == 1) && value->pos.line == 0)
			value->pos = (struct vouch_pos){user->pos.file, user->pos.line, word};
	}
}

static int read_user(struct reader *reader, struct words *words)
{
	struct vouch_user user = {.name = words->items[0], .pos = {"case.yaml", words->line, 1}};
	size_t i;

	for (i = 1; i < words->count; i++) {
		if (!read_user_word(reader->arena, &user, words->items[i]))
			return plan_read_wrong(reader, words, words->items[i]);
		set_columns(&user, (int)i + 1);
	}
	set_columns(&user, 1);
	*VOUCH_PUSH(reader->arena, &reader->out->desired.users) = user;
	return 0;
}

static int read_guard(struct reader *reader, struct words *words)
{
	struct vouch_guards *guards = &reader->out->desired.guards;
	const struct {
		const char *name;
		struct vouch_guard *to;
	} numbers[] = {{"min_admins", &guards->min_admins},
		{"min_token_admins", &guards->min_token_admins},
		{"max_removals", &guards->max_removals},
		{"temporary_admin", &guards->temporary_admin}, {"empty", &guards->empty}};
	struct vouch_pos pos = {"case.yaml", words->line, 1};
	size_t i;

	for (i = 0; words->count > 2 && i < sizeof numbers / sizeof numbers[0]; i++) {
		if (strcmp(words->items[1], numbers[i].name) == 0) {
			numbers[i].to->pos = pos;
			return vouch_text_number(words->items[2], &numbers[i].to->value)
				       ? 0
				       : plan_read_wrong(reader, words, words->items[2]);
		}
	}
	for (i = 2; i < words->count; i++)
		*VOUCH_PUSH(reader->arena, &guards->required) =
			(struct vouch_required){words->items[i], pos};
	return words->count > 2 && strcmp(words->items[1], "required") == 0
		       ? 0
		       : plan_read_wrong(reader, words, "no such guard");
}

int plan_read_desired(struct reader *reader, struct words *words)
{
	struct vouch_machine_goals *goals = &reader->out->desired.machine;
	struct vouch_pos pos = {"case.yaml", words->line, 1};
	const char *key = words->items[0];

	if (strcmp(key, "guard") == 0)
		return read_guard(reader, words);
	if (strcmp(key, "filevault") == 0)
		goals->filevault_enabled =
			(struct vouch_value){.kind = VOUCH_VALUE_FLAG, .pos = pos, .as.flag = true};
	else if (strcmp(key, "bootstrap") == 0)
		goals->bootstrap_token =
			(struct vouch_value){.kind = VOUCH_VALUE_CHOICE, .pos = pos};
	else if (strcmp(key, "unlisted") == 0)
		goals->report_unlisted_admins =
			words->count < 2 || strcmp(words->items[1], "ignore") != 0;
	else
		return read_user(reader, words);
	return 0;
}
