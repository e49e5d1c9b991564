/* match.c – conditions from YAML, and whether a Mac meets them. */
#include "match.h"

#include <string.h>

#include "members.h"
#include "suggest.h"
#include "value.h"
#include "vouch/base/text.h"

static const char *const chip_words[] = {"apple", "t2", "intel", NULL};
static const char *const filesystem_words[] = {"apfs", "hfs", NULL};
static const char *const mdm_words[] = {"none", "user_approved", "automated", NULL};

static const char *text_serial(const struct vouch_machine *machine)
{
	return machine->serial;
}

static const char *text_hostname(const struct vouch_machine *machine)
{
	return machine->hostname;
}

static const char *text_model(const struct vouch_machine *machine)
{
	return machine->model;
}

static const char *text_os(const struct vouch_machine *machine)
{
	return machine->os;
}

static const char *text_chip(const struct vouch_machine *machine)
{
	return machine->chip == VOUCH_CHIP_UNKNOWN ? NULL : vouch_chip_text(machine->chip);
}

static const char *text_filesystem(const struct vouch_machine *machine)
{
	if (machine->filesystem == VOUCH_FILESYSTEM_UNKNOWN)
		return NULL;
	return vouch_filesystem_text(machine->filesystem);
}

static const char *text_mdm(const struct vouch_machine *machine)
{
	return machine->mdm == VOUCH_MDM_UNKNOWN ? NULL : vouch_mdm_text(machine->mdm);
}

static const char *text_group(const struct vouch_machine *machine)
{
	(void)machine; /* groups are decided by conditions of their own */
	return NULL;
}

static const struct {
	const char *name;
	const char *(*text)(const struct vouch_machine *machine);
	const char *const *words; /* where it is one of a few words */
} facts[] = {
	[FACT_OS] = {"os", text_os, NULL},
	[FACT_SERIAL] = {"serial", text_serial, NULL},
	[FACT_HOSTNAME] = {"hostname", text_hostname, NULL},
	[FACT_MODEL] = {"model", text_model, NULL},
	[FACT_CHIP] = {"chip", text_chip, chip_words},
	[FACT_FILESYSTEM] = {"filesystem", text_filesystem, filesystem_words},
	[FACT_MDM] = {"mdm", text_mdm, mdm_words},
	[FACT_GROUP] = {"group", text_group, NULL},
};
_Static_assert(sizeof facts / sizeof facts[0] == FACT_COUNT, "one row a fact");

const char *fact_text(enum fact fact, const struct vouch_machine *machine)
{
	const char *text = facts[fact].text(machine);

	return text == NULL || text[0] == '\0' ? NULL : text;
}

const char *fact_name(enum fact fact)
{
	return facts[fact].name;
}

bool fact_find(const char *name, size_t length, enum fact *out)
{
	int i;

	for (i = 0; i < FACT_COUNT; i++) {
		if (strlen(facts[i].name) == length && memcmp(facts[i].name, name, length) == 0) {
			*out = (enum fact)i;
			return true;
		}
	}
	return false;
}

static const struct group *find_group(const struct groups *groups, const char *name)
{
	size_t i;

	for (i = 0; i < groups->count; i++) {
		if (strcmp(groups->items[i].name, name) == 0)
			return &groups->items[i];
	}
	return NULL;
}

static bool check_group(
	const struct loading *loading, const struct tree_node *node, const struct groups *groups)
{
	struct suggestion near = {.wrong = node->text};
	size_t i;

	if (find_group(groups, node->text) != NULL)
		return true;
	for (i = 0; i < groups->count; i++)
		suggest_offer(&near, groups->items[i].name);
	vouch_problem_add(loading->arena, loading->problems, node->pos,
		suggest_cure(loading->arena, &near, "describe it under groups in vouch.yaml"),
		"there is no group \"%s\"", node->text);
	return false;
}

/* One value of one fact. A bare version need not be quoted: it is read as it is written. */
static bool read_value(const struct loading *loading, const struct tree_node *node, enum fact fact,
	const struct groups *groups, const char **out)
{
	bool glob;
	int word;

	if (fact == FACT_OS && node->kind == TREE_TEXT && version_is_pattern(node->text)) {
		*out = node->text;
		return true;
	}
	if (!value_text(loading, node, "text", out))
		return false;
	if (fact == FACT_OS) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write for example \">=14\", \"13.2\" or \">=13 <15\"",
			"a version of macOS is meant, not \"%s\"", node->text);
		return false;
	}
	if (fact == FACT_GROUP)
		return check_group(loading, node, groups);
	glob = strpbrk(node->text, "*?") != NULL;
	return facts[fact].words == NULL || glob ||
	       value_word(loading, node, facts[fact].words, &word);
}

static void read_condition(const struct loading *loading, const struct tree_pair *pair,
	enum fact fact, const struct groups *groups, struct conditions *out)
{
	struct condition condition = {.fact = fact, .pos = pair->key->pos};
	const struct tree_node *node = pair->value;
	const char *value;
	size_t i;

	if (node->kind == TREE_MAP) {
		value_wrong_kind(loading, node, "text or a list of texts");
		return;
	}
	if (node->kind == TREE_TEXT && read_value(loading, node, fact, groups, &value))
		*VOUCH_PUSH(loading->arena, &condition.values) = value;
	for (i = 0; node->kind == TREE_LIST && i < node->list.count; i++) {
		if (read_value(loading, node->list.items[i], fact, groups, &value))
			*VOUCH_PUSH(loading->arena, &condition.values) = value;
	}
	if (node->kind == TREE_LIST && node->list.count == 0)
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"name at least one value, or take the key away",
			"an empty list matches no Mac");
	*VOUCH_PUSH(loading->arena, out) = condition;
}

static void unknown_fact(const struct loading *loading, const struct tree_node *key)
{
	struct suggestion near = {.wrong = key->text};
	int i;

	for (i = 0; i < FACT_COUNT; i++)
		suggest_offer(&near, facts[i].name);
	vouch_problem_add(loading->arena, loading->problems, key->pos,
		suggest_cure(loading->arena, &near,
			"the facts are os, serial, hostname, model, chip, filesystem, mdm and "
			"group"),
		"there is no fact \"%s\"", key->text);
}

void match_read(const struct loading *loading, const struct tree_node *node,
	const struct groups *groups, struct conditions *out)
{
	size_t i;

	if (node->kind != TREE_MAP) {
		value_wrong_kind(loading, node, "a map of facts");
		return;
	}
	if (node->map.count == 0)
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"name a fact, for example {os: \">=14\"}", "no fact is asked for");
	for (i = 0; i < node->map.count; i++) {
		const struct tree_pair *pair = &node->map.items[i];
		enum fact fact;

		if (!fact_find(pair->key->text, strlen(pair->key->text), &fact))
			unknown_fact(loading, pair->key);
		else if (fact == FACT_GROUP && groups == NULL)
			vouch_problem_add(loading->arena, loading->problems, pair->key->pos,
				"name the facts themselves",
				"a group cannot be described by another group");
		else
			read_condition(loading, pair, fact, groups, out);
	}
}

static bool value_holds(enum fact fact, const char *value, const char *text)
{
	return fact == FACT_OS ? version_matches(value, text) : vouch_text_glob(value, text);
}

static enum vouch_tri decide_fact(const struct condition *condition,
	const struct vouch_machine *machine, const struct condition **asked)
{
	const char *text = fact_text(condition->fact, machine);
	size_t i;

	if (text == NULL) {
		*asked = condition;
		return VOUCH_UNKNOWN;
	}
	for (i = 0; i < condition->values.count; i++) {
		if (value_holds(condition->fact, condition->values.items[i], text))
			return VOUCH_YES;
	}
	return VOUCH_NO;
}

static enum vouch_tri decide_group(const struct condition *condition, const struct groups *groups,
	const struct vouch_machine *machine, const struct condition **asked)
{
	enum vouch_tri answer = VOUCH_NO;
	size_t i;

	for (i = 0; i < condition->values.count; i++) {
		const struct group *group = find_group(groups, condition->values.items[i]);

		/* A group asks for no group, so this goes one level down and no further. */
		switch (match_decide(&group->when, NULL, machine, asked)) {
		case VOUCH_UNKNOWN: return VOUCH_UNKNOWN;
		case VOUCH_YES: answer = VOUCH_YES; break;
		case VOUCH_NO: break;
		}
	}
	return answer;
}

enum vouch_tri match_decide(const struct conditions *when, const struct groups *groups,
	const struct vouch_machine *machine, const struct condition **asked)
{
	enum vouch_tri answer = VOUCH_YES, one;
	size_t i;

	for (i = 0; i < when->count; i++) {
		if (when->items[i].fact == FACT_GROUP)
			one = decide_group(&when->items[i], groups, machine, asked);
		else
			one = decide_fact(&when->items[i], machine, asked);
		if (one == VOUCH_UNKNOWN)
			return VOUCH_UNKNOWN;
		if (one == VOUCH_NO)
			answer = VOUCH_NO;
	}
	return answer;
}
