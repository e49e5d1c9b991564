/* plan_read.c – reads a case: sections of terse lines. */
#include <stdlib.h>
#include <string.h>

#include "plan_text.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

/* The words of one line. */
struct words {
	char **items;
	size_t count, room;
	int line;
};

struct reader {
	struct vouch_arena *arena;
	struct plan_case *out;
	struct vouch_err *err;
};

static int wrong(struct reader *reader, const struct words *words, const char *what)
{
	return vouch_err_set(reader->err, VOUCH_E_CONFIG, "line %d: %s: %s", words->line, what,
		words->count > 0 ? words->items[0] : "");
}

static void split(struct vouch_arena *arena, char *line, struct words *words)
{
	char *at = line;

	while (*at != '\0') {
		char *end;

		while (*at == ' ' || *at == '\t')
			at++;
		end = at;
		while (*end != '\0' && *end != ' ' && *end != '\t')
			end++;
		if (end == at)
			break;
		*VOUCH_PUSH(arena, words) = vouch_arena_text_n(arena, at, (size_t)(end - at));
		at = end;
	}
}

/* "a=b": the text behind '=' where word starts with "key="; in what people read, '_' is a blank. */
static char *value_of(char *word, const char *key)
{
	bool prose = strcmp(key, "full_name") == 0 || strcmp(key, "password_hint") == 0;
	size_t length = strlen(key);
	char *at;

	if (strncmp(word, key, length) != 0 || word[length] != '=')
		return NULL;
	for (at = word + length + 1; *at != '\0'; at++) {
		if (prose && *at == '_')
			*at = ' ';
	}
	return word + length + 1;
}

static struct vouch_names names_of(struct vouch_arena *arena, const char *list)
{
	struct vouch_names names = {0};
	char *copy = vouch_arena_text(arena, list), *end;

	while (copy != NULL && *copy != '\0') {
		end = strchr(copy, ',');
		if (end != NULL)
			*end = '\0';
		vouch_names_add(arena, &names, copy);
		copy = end != NULL ? end + 1 : NULL;
	}
	return names;
}

static bool read_flag(const char *word, enum vouch_tri *out)
{
	if (strcmp(word, "?") == 0)
		*out = VOUCH_UNKNOWN;
	else if (strcmp(word, "yes") == 0)
		*out = VOUCH_YES;
	else if (strcmp(word, "no") == 0)
		*out = VOUCH_NO;
	else
		return false;
	return true;
}

static bool read_account_text(struct reader *reader, struct vouch_account *account, char *word)
{
	const struct {
		const char *key;
		const char **to;
	} texts[] = {{"full_name", &account->full_name}, {"shell", &account->shell},
		{"home", &account->home}, {"picture", &account->picture},
		{"hint", &account->password_hint}, {"uuid", &account->uuid}};
	const struct {
		const char *key;
		enum vouch_tri *to;
	} flags[] = {{"by_name", &account->admin_by_name}, {"by_guid", &account->admin_by_guid},
		{"in_list", &account->token_filevault_list}, {"fv", &account->filevault},
		{"hidden", &account->hidden}, {"disabled", &account->disabled}};
	char *value;
	size_t i;

	for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		value = value_of(word, texts[i].key);
		if (value != NULL) {
			*texts[i].to = strcmp(value, "?") == 0 ? NULL : value;
			return true;
		}
	}
	for (i = 0; i < sizeof flags / sizeof flags[0]; i++) {
		value = value_of(word, flags[i].key);
		if (value != NULL)
			return read_flag(value, flags[i].to);
	}
	value = value_of(word, "groups");
	if (value != NULL) {
		account->groups.known = strcmp(value, "?") != 0;
		account->groups.names = names_of(reader->arena, value);
		return true;
	}
	value = value_of(word, "alias");
	if (value != NULL)
		account->aliases = names_of(reader->arena, value);
	return value != NULL;
}

static bool read_account_word(struct reader *reader, struct vouch_account *account, char *word)
{
	char *value = value_of(word, "uid");
	int64_t uid;

	if (value != NULL) {
		account->uid.known = vouch_text_number(value, &uid);
		account->uid.value = account->uid.known ? uid : 0;
		return true;
	}
	if (strcmp(word, "admin") == 0)
		account->admin = VOUCH_YES;
	else if (strcmp(word, "admin?") == 0)
		account->admin = VOUCH_UNKNOWN;
	else if (strcmp(word, "token?") == 0)
		account->token = VOUCH_TOKEN_UNKNOWN;
	else if (strcmp(word, "disabled") == 0)
		account->disabled = VOUCH_YES;
	else if (strcmp(word, "hidden") == 0)
		account->hidden = VOUCH_YES;
	else if (strcmp(word, "kind?") == 0)
		account->kind = VOUCH_KIND_UNKNOWN;
	else if (strcmp(word, "loggedin") == 0)
		vouch_names_add(reader->arena, &reader->out->observed.machine.logged_in.names,
			account->name);
	else if (vouch_token_parse(word, &account->token) || vouch_kind_parse(word, &account->kind))
		return true;
	else
		return read_account_text(reader, account, word);
	return true;
}

static int read_account(struct reader *reader, struct words *words)
{
	struct vouch_account account = {.name = words->items[0],
		.kind = VOUCH_KIND_LOCAL,
		.hidden = VOUCH_NO,
		.disabled = VOUCH_NO,
		.password = VOUCH_YES,
		.admin = VOUCH_NO,
		.token = VOUCH_TOKEN_NONE,
		.groups.known = true,
		.shell = "/bin/zsh",
		.picture = "",
		.password_hint = ""};
	size_t i;

	account.uid.known = account.gid.known = true;
	account.uid.value = 501 + (int64_t)reader->out->observed.accounts.count;
	account.gid.value = 20;
	account.full_name = account.name;
	account.uuid = vouch_arena_printf(reader->arena, "UUID-%s", account.name);
	account.home = vouch_arena_printf(reader->arena, "/Users/%s", account.name);
	account.filevault = account.token_filevault_list = VOUCH_UNKNOWN;
	for (i = 1; i < words->count; i++) {
		if (!read_account_word(reader, &account, words->items[i]))
			return wrong(reader, words, words->items[i]);
	}
	*VOUCH_PUSH(reader->arena, &reader->out->observed.accounts) = account;
	return 0;
}

static int read_observed(struct reader *reader, struct words *words)
{
	struct vouch_machine *machine = &reader->out->observed.machine;
	const char *key = words->items[0], *value = words->count > 1 ? words->items[1] : "";
	enum vouch_tri flag;

	if (strcmp(key, "os") == 0)
		machine->os = strcmp(value, "?") == 0 ? NULL : value;
	else if (strcmp(key, "filesystem") == 0)
		return vouch_filesystem_parse(value, &machine->filesystem)
			       ? 0
			       : wrong(reader, words, value);
	else if (strcmp(key, "filevault") == 0)
		return vouch_filevault_parse(value, &machine->filevault)
			       ? 0
			       : wrong(reader, words, value);
	else if (strcmp(key, "mdm") == 0)
		return vouch_mdm_parse(value, &machine->mdm) ? 0 : wrong(reader, words, value);
	else if (strcmp(key, "bootstrap") == 0)
		return vouch_bootstrap_parse(value, &machine->bootstrap_token)
			       ? 0
			       : wrong(reader, words, value);
	else if (strcmp(key, "recovery_key") == 0 && read_flag(value, &flag))
		machine->recovery_key = flag;
	else if (strcmp(key, "logged_in") == 0 && strcmp(value, "?") == 0)
		machine->logged_in.known = false;
	else if (strcmp(key, "orphan") == 0)
		vouch_names_add(reader->arena, &reader->out->observed.orphans.names, value);
	else
		return read_account(reader, words);
	return 0;
}

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

static void set_password(
	struct vouch_arena *arena, struct vouch_user *user, enum vouch_password_source source)
{
	struct vouch_password_value *password = vouch_arena_alloc(arena, sizeof *password);

	password->source = source;
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
		char *value = value_of(word, vouch_field_info(fields[i])->name);
		struct vouch_value *to = &user->fields[fields[i]];

		if (value == NULL)
			continue;
		to->kind = vouch_field_info(fields[i])->kind;
		if (to->kind == VOUCH_VALUE_TEXT)
			to->as.text = value;
		else if (to->kind == VOUCH_VALUE_NAMES)
			to->as.names = names_of(arena, value);
		else
			return vouch_text_number(value, &to->as.number);
		return true;
	}
	return false;
}

static bool read_user_word(struct vouch_arena *arena, struct vouch_user *user, char *word)
{
	char *until = value_of(word, "until");
	bool no = word[0] == '-';
	const char *name = no ? word + 1 : word;

	if (until != NULL)
		set_admin(user, true, until);
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
		set_password(arena, user, VOUCH_PASSWORD_EXEC);
	else if (strcmp(word, "generate") == 0)
		set_password(arena, user, VOUCH_PASSWORD_GENERATE);
	else if (strcmp(word, "keychain") == 0)
		set_password(arena, user, VOUCH_PASSWORD_KEYCHAIN);
	else
		return read_user_value(arena, user, word);
	return true;
}

static int read_user(struct reader *reader, struct words *words)
{
	struct vouch_user user = {.name = words->items[0], .pos = {"case.yaml", words->line, 1}};
	enum vouch_field field;
	size_t i;

	for (i = 1; i < words->count; i++) {
		if (!read_user_word(reader->arena, &user, words->items[i]))
			return wrong(reader, words, words->items[i]);
	}
	for (field = 0; field < VOUCH_FIELD_COUNT; field++)
		user.fields[field].pos = user.pos;
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
				       : wrong(reader, words, words->items[2]);
		}
	}
	for (i = 2; i < words->count; i++)
		*VOUCH_PUSH(reader->arena, &guards->required) =
			(struct vouch_required){words->items[i], pos};
	return words->count > 2 && strcmp(words->items[1], "required") == 0
		       ? 0
		       : wrong(reader, words, "no such guard");
}

static int read_desired(struct reader *reader, struct words *words)
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
	else
		return read_user(reader, words);
	return 0;
}

static int read_facts(struct reader *reader, struct words *words)
{
	static const struct {
		const char *word;
		enum vouch_secret_state state;
	} states[] = {{"missing", VOUCH_SECRET_MISSING}, {"held", VOUCH_SECRET_HELD},
		{"proved", VOUCH_SECRET_PROVED}, {"rejected", VOUCH_SECRET_REJECTED}};
	struct vouch_facts *facts = &reader->out->facts;
	const char *key = words->items[0], *value = words->count > 1 ? words->items[1] : "";
	size_t i;

	for (i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (strcmp(key, states[i].word) == 0) {
			*VOUCH_PUSH(reader->arena, &facts->secrets) =
				(struct vouch_secret_fact){value, states[i].state, NULL};
			return 0;
		}
	}
	if (strcmp(key, "now") == 0 && vouch_date_parse(value, &facts->now))
		return 0;
	if (strcmp(key, "max_removals") == 0 && vouch_text_number(value, &facts->max_removals))
		facts->max_removals_set = true;
	else if (strcmp(key, "open_promotion") == 0)
		vouch_names_add(reader->arena, &facts->open_promotions, value);
	else if (strcmp(key, "dead_token") == 0)
		vouch_names_add(reader->arena, &facts->dead_tokens, value);
	else if (strcmp(key, "preboot_stale") == 0)
		facts->preboot_stale = true;
	else if (strcmp(key, "open_creation") == 0 && words->count > 2)
		*VOUCH_PUSH(reader->arena, &facts->open_creations) =
			(struct vouch_open_creation){value, words->items[2]};
	else
		return wrong(reader, words, "no such fact");
	return 0;
}

static int read_baseline(struct reader *reader, struct words *words)
{
	struct vouch_baseline_entry entry = {.user = words->items[0]};
	size_t i;

	entry.uuid = vouch_arena_printf(reader->arena, "UUID-%s", entry.user);
	entry.fields[VOUCH_FIELD_STATE] = "present";
	for (i = 1; i < words->count; i++) {
		char *equals = strchr(words->items[i], '=');
		const struct vouch_field_info *info;

		if (equals == NULL)
			return wrong(reader, words, words->items[i]);
		*equals = '\0';
		info = vouch_field_find(words->items[i]);
		*equals = '=';
		if (info != NULL)
			entry.fields[info->field] = value_of(words->items[i], info->name);
		else if (value_of(words->items[i], "uuid") != NULL)
			entry.uuid = equals + 1;
		else
			return wrong(reader, words, words->items[i]);
	}
	*VOUCH_PUSH(reader->arena, &reader->out->baseline) = entry;
	return 0;
}

typedef int line_fn(struct reader *reader, struct words *words);

static int read_header(struct reader *reader, struct words *words, line_fn **section)
{
	static const struct {
		const char *name;
		line_fn *line;
	} sections[] = {{"@OBSERVED", read_observed}, {"@DESIRED", read_desired},
		{"@FACTS", read_facts}, {"@BASELINE", read_baseline}, {"@EXPECT", NULL}};
	static const char *const shown[] = {
		"after", "cause", "changes", "reason", "findings", "adoptions", "hints", "source"};
	size_t i, j, known = 0;

	for (i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		if (strcmp(words->items[0], sections[i].name) == 0)
			break;
	}
	if (i == sizeof sections / sizeof sections[0])
		return wrong(reader, words, "no such section");
	*section = sections[i].line;
	for (i = 1; i < words->count; i++) {
		for (j = 0; j < sizeof shown / sizeof shown[0]; j++) {
			if (strcmp(words->items[i], shown[j]) == 0) {
				reader->out->shown |= 1U << j;
				known++;
			}
		}
	}
	return known + 1 == words->count ? 0 : wrong(reader, words, "no such thing to show");
}

static void set_defaults(struct plan_case *out)
{
	struct vouch_machine *machine = &out->observed.machine;

	*out = (struct plan_case){.expected = ""};
	machine->os = "14.5";
	machine->chip = VOUCH_CHIP_APPLE;
	machine->filesystem = VOUCH_FILESYSTEM_APFS;
	machine->filevault = VOUCH_FILEVAULT_OFF;
	machine->mdm = VOUCH_MDM_NONE;
	machine->bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED;
	machine->recovery_key = VOUCH_NO;
	machine->logged_in.known = true;
	out->observed.orphans.known = true;
	out->desired.guards.min_admins.value = 1;
	out->desired.guards.min_token_admins.value = 1;
	out->desired.guards.max_removals.value = 2;
	out->desired.guards.temporary_admin.value = 1;
	out->desired.machine.report_unlisted_admins = true;
	(void)vouch_date_parse("2026-11-24", &out->facts.now); /* it is a date */
}

int plan_case_read(
	struct vouch_arena *arena, const char *text, struct plan_case *out, struct vouch_err *err)
{
	struct reader reader = {arena, out, err};
	line_fn *section = NULL;
	int line = 0, r;

	set_defaults(out);
	while (*text != '\0') {
		size_t length = strcspn(text, "\n");
		char *copy = vouch_arena_text_n(arena, text, length);
		struct words words = {.line = ++line};

		text += length + (text[length] == '\n');
		split(arena, copy, &words);
		if (words.count == 0 || copy[0] == '#')
			continue;
		if (copy[0] == '@')
			r = read_header(&reader, &words, &section);
		else
			r = section != NULL ? section(&reader, &words)
					    : wrong(&reader, &words, "before the first section");
		if (r < 0)
			return r;
		if (section == NULL) {
			out->expected = text;
			return 0;
		}
	}
	return 0;
}
