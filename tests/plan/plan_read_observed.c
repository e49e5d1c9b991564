/* plan_read_observed.c – @OBSERVED: the machine and its accounts, a line each. */
#include <string.h>

#include "plan_read.h"
#include "vouch/base/text.h"

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
		value = plan_read_value(word, texts[i].key);
		if (value != NULL) {
			*texts[i].to = strcmp(value, "?") == 0 ? NULL : value;
			return true;
		}
	}
	for (i = 0; i < sizeof flags / sizeof flags[0]; i++) {
		value = plan_read_value(word, flags[i].key);
		if (value != NULL)
			return read_flag(value, flags[i].to);
	}
	value = plan_read_value(word, "groups");
	if (value != NULL) {
		account->groups.known = strcmp(value, "?") != 0;
		account->groups.names = plan_read_names(reader->arena, value);
		return true;
	}
	value = plan_read_value(word, "alias");
	if (value != NULL)
		account->aliases = plan_read_names(reader->arena, value);
	return value != NULL;
}

static bool read_account_word(struct reader *reader, struct vouch_account *account, char *word)
{
	char *value = plan_read_value(word, "uid");
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
			return plan_read_wrong(reader, words, words->items[i]);
	}
	*VOUCH_PUSH(reader->arena, &reader->out->observed.accounts) = account;
	return 0;
}

int plan_read_observed(struct reader *reader, struct words *words)
{
	struct vouch_machine *machine = &reader->out->observed.machine;
	const char *key = words->items[0], *value = words->count > 1 ? words->items[1] : "";
	enum vouch_tri flag;

	if (strcmp(key, "os") == 0)
		machine->os = strcmp(value, "?") == 0 ? NULL : value;
	else if (strcmp(key, "filesystem") == 0)
		return vouch_filesystem_parse(value, &machine->filesystem)
			       ? 0
			       : plan_read_wrong(reader, words, value);
	else if (strcmp(key, "filevault") == 0)
		return vouch_filevault_parse(value, &machine->filevault)
			       ? 0
			       : plan_read_wrong(reader, words, value);
	else if (strcmp(key, "mdm") == 0)
		return vouch_mdm_parse(value, &machine->mdm)
			       ? 0
			       : plan_read_wrong(reader, words, value);
	else if (strcmp(key, "bootstrap") == 0)
		return vouch_bootstrap_parse(value, &machine->bootstrap_token)
			       ? 0
			       : plan_read_wrong(reader, words, value);
	else if (strcmp(key, "recovery_key") == 0 && read_flag(value, &flag))
		machine->recovery_key = flag;
	else if (strcmp(key, "logged_in") == 0 && strcmp(value, "?") == 0)
		machine->logged_in.known = false;
	else if (strcmp(key, "logged_in") == 0)
		vouch_names_add(reader->arena, &machine->logged_in.names, value);
	else if (strcmp(key, "orphan") == 0)
		vouch_names_add(reader->arena, &reader->out->observed.orphans.names, value);
	else
		return read_account(reader, words);
	return 0;
}
