/* plan_read.c – reads a case: sections of terse lines. */
#include <stdlib.h>
#include <string.h>

#include "plan_read.h"
#include "vouch/base/clock.h"
#include "vouch/base/text.h"

int plan_read_wrong(struct reader *reader, const struct words *words, const char *what)
{
	return vouch_err_set(reader->err, VOUCH_E_CONFIG, "line %d: %s: %s", words->line, what,
		words->count > 0 ? words->items[0] : "");
}

char *plan_read_value(char *word, const char *key)
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

struct vouch_names plan_read_names(struct vouch_arena *arena, const char *list)
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

/* "held amy since 2026-11-01": when the vault's password was set. */
static int read_set_at(struct reader *reader, struct words *words)
{
	struct vouch_facts *facts = &reader->out->facts;
	struct vouch_number *set_at = &facts->secrets.items[facts->secrets.count - 1].set_at;

	if (words->count == 2)
		return 0;
	set_at->known = words->count == 4 && strcmp(words->items[2], "since") == 0 &&
			vouch_date_parse(words->items[3], &set_at->value);
	return set_at->known ? 0 : plan_read_wrong(reader, words, "since DATE expected");
}

static int read_facts(struct reader *reader, struct words *words)
{
	static const struct {
		const char *word;
		enum vouch_secret_state state;
		const char *why;
	} states[] = {{"missing", VOUCH_SECRET_MISSING, NULL}, {"held", VOUCH_SECRET_HELD, NULL},
		{"proved", VOUCH_SECRET_PROVED, NULL},
		{"rejected", VOUCH_SECRET_REJECTED, "its password was rejected"}};
	struct vouch_facts *facts = &reader->out->facts;
	const char *key = words->items[0], *value = words->count > 1 ? words->items[1] : "";
	enum vouch_action action;
	size_t i;

	for (i = 0; i < sizeof states / sizeof states[0]; i++) {
		if (strcmp(key, states[i].word) == 0) {
			*VOUCH_PUSH(reader->arena, &facts->secrets) = (struct vouch_secret_fact){
				.user = value, .state = states[i].state, .why = states[i].why};
			return read_set_at(reader, words);
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
	else if (strcmp(key, "this_build") == 0)
		reader->out->limits = vouch_limits_of_this_build;
	else if (strcmp(key, "no_action") == 0 && vouch_action_parse(value, &action))
		reader->out->limits.no_action[action] = true;
	else if (strcmp(key, "no_password") == 0)
		reader->out->limits
			.no_password[strcmp(value, "keychain") == 0 ? VOUCH_PASSWORD_KEYCHAIN
								    : VOUCH_PASSWORD_GENERATE] =
			true;
	else if (strcmp(key, "open_creation") == 0 && words->count > 2)
		*VOUCH_PUSH(reader->arena, &facts->open_creations) =
			(struct vouch_open_creation){value, words->items[2]};
	else
		return plan_read_wrong(reader, words, "no such fact");
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
			return plan_read_wrong(reader, words, words->items[i]);
		*equals = '\0';
		info = vouch_field_find(words->items[i]);
		*equals = '=';
		if (info != NULL)
			entry.fields[info->field] = plan_read_value(words->items[i], info->name);
		else if (plan_read_value(words->items[i], "uuid") != NULL)
			entry.uuid = equals + 1;
		else
			return plan_read_wrong(reader, words, words->items[i]);
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
	} sections[] = {{"@OBSERVED", plan_read_observed}, {"@DESIRED", plan_read_desired},
		{"@FACTS", read_facts}, {"@BASELINE", read_baseline}, {"@EXPECT", NULL}};
	static const char *const shown[] = {"after", "cause", "changes", "reason", "findings",
		"adoptions", "hints", "source", "status"};
	size_t i, j, known = 0;

	for (i = 0; i < sizeof sections / sizeof sections[0]; i++) {
		if (strcmp(words->items[0], sections[i].name) == 0)
			break;
	}
	if (i == sizeof sections / sizeof sections[0])
		return plan_read_wrong(reader, words, "no such section");
	*section = sections[i].line;
	for (i = 1; i < words->count; i++) {
		for (j = 0; j < sizeof shown / sizeof shown[0]; j++) {
			if (strcmp(words->items[i], shown[j]) == 0) {
				reader->out->shown |= 1U << j;
				known++;
			}
		}
	}
	return known + 1 == words->count ? 0
					 : plan_read_wrong(reader, words, "no such thing to show");
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
			r = section != NULL
				    ? section(&reader, &words)
				    : plan_read_wrong(&reader, &words, "before the first section");
		if (r < 0)
			return r;
		if (section == NULL) {
			out->expected = text;
			return 0;
		}
	}
	return 0;
}
