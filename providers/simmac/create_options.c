/* create_options.c – parses and checks the options of `simmac create`, by one table. */
#include "create_options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

#include "command.h"
#include "description.h"
#include "quirks.h"

static const char usage[] =
	"usage: simmac create DIR --os VERSION [options]\n"
	"       simmac create DIR --from FILE|NAME [options]\n"
	"\n"
	"  --from FILE|NAME           a description in YAML, keys as below without dashes; or one "
	"that is\n"
	"                             ready-made (their passwords are lines of standard input)\n"
	"  --build BUILD              default: the one that shipped\n"
	"  --chip apple|t2|intel      default apple; intel before 11\n"
	"  --filesystem apfs|hfs      default apfs; hfs before 10.15, without security chip\n"
	"  --filevault off|on|encrypting|decrypting|deferred\n"
	"                             default off; what is not off or deferred prints the recovery "
	"key\n"
	"  --percent N                how far encrypting or decrypting is\n"
	"  --deferred-for NAME        whose logout switches FileVault on\n"
	"  --icloud                   an Apple Account can recover the volume\n"
	"  --no-recovery-key          FileVault without a personal recovery key\n"
	"  --mdm none|user_approved|automated       default none\n"
	"  --bootstrap unsupported|supported|escrowed   default: supported under MDM, and "
	"escrowed\n"
	"                             by the first account that holds a token; from 10.15 "
	"on\n"
	"  --serial S --hostname H --model M\n"
	"  --now TIME                 the Mac's own clock, e.g. 2026-11-24T10:00:00Z\n"
	"  --iterations N             of PBKDF2; default 100000, few in tests\n"
	"  --preboot-delay MS         how long updatePreboot takes; default 0\n"
	"  --status-lag MS            how long -secureTokenStatus lags behind; default 0\n"
	"  --minimum-password N       a password policy; default none\n"
	"  --lock-after N             failed authentications that lock an account; default never\n"
	"  --quirk NAME=on|off        see FACTS 9.4\n"
	"\n"
	"Accounts, in the order in which they are made; what follows belongs to the account "
	"before:\n"
	"  --admin NAME | --user NAME\n"
	"    --full-name TEXT --uid N --gid N --uuid UUID --home PATH --shell PATH --hint TEXT\n"
	"    --hidden                 IsHidden 1\n"
	"    --password -             the next line of standard input\n"
	"    --hashed                 the password arrives as a hash (MDM, packages)\n"
	"    --suppressed             ;DisabledTags;SecureToken before the password\n"
	"    --token                  given a token in the Users pane (HFS+: may unlock)\n"
	"    --no-token               its token is gone, or never came\n"
	"    --dead-token             its token has kept another password\n"
	"    --mobile                 cached from a directory\n";

struct parse {
	struct vouch_arena *arena;
	struct simmac_create *out;
	const char *option;
	bool described; /* within a description */
};

static int complain(struct parse *parse, const char *what)
{
	fprintf(stderr, "simmac: %s: %s (simmac create --help)\n", parse->option, what);
	return SIMMAC_USAGE;
}

enum kind { TEXT, NUMBER, FLAG, CALL };

struct option {
	const char *name;
	enum kind kind;
	bool of_account;
	size_t offset;                                       /* TEXT, NUMBER, FLAG */
	int (*call)(struct parse *parse, const char *value); /* CALL; negative: fine */
};

static int new_account(struct parse *parse, const char *name, bool admin)
{
	struct simmac_new_account *made = VOUCH_PUSH(parse->arena, &parse->out->accounts);

	made->account = (struct simmac_account){.name = name, .uid = -1, .gid = -1, .admin = admin};
	if (!*name || strchr(name, '/') || name[0] == '.' || name[0] == '-')
		return complain(parse, "no name for an account");
	parse->out->setup_assistant |= admin;
	return -1;
}

static int take_admin(struct parse *parse, const char *value)
{
	return new_account(parse, value, true);
}

static int take_user(struct parse *parse, const char *value)
{
	return new_account(parse, value, false);
}

static int take_password(struct parse *parse, const char *value)
{
	if (strcmp(value, "-") != 0)
		return complain(parse, "passwords come from standard input only: give -");
	parse->out->accounts.items[parse->out->accounts.count - 1].password = true;
	return -1;
}

static int take_filevault(struct parse *parse, const char *value)
{
	if (!simmac_filevault_find(value, &parse->out->filevault))
		return complain(parse, "off, on, encrypting, decrypting, deferred or restart");
	return -1;
}

static int take_bootstrap(struct parse *parse, const char *value)
{
	parse->out->bootstrap_given = true;
	if (!simmac_bootstrap_find(value, &parse->out->bootstrap))
		return complain(parse, "unsupported, supported or escrowed");
	return -1;
}

static int take_quirk(struct parse *parse, const char *value)
{
	const char *equals = strchr(value, '=');
	const char *name = vouch_arena_text_n(
		parse->arena, value, equals ? (size_t)(equals - value) : strlen(value));
	bool on = equals && strcmp(equals, "=on") == 0;

	if (!equals || (!on && strcmp(equals, "=off") != 0) ||
		simmac_quirk_find(name) == SIMMAC_QUIRK_COUNT)
		return complain(parse, "no such quirk, or neither =on nor =off");
	if (!parse->out->settings.quirks)
		parse->out->settings.quirks = vouch_plist_new_dict();
	vouch_plist_set(parse->out->settings.quirks, name, vouch_plist_new_boolean(on));
	return -1;
}

static int take_words(struct parse *parse, int argc, const char *const *argv);

/* Read before everything else: what stands beside it on the command line wins. */
static int read_from(struct parse *parse, const char *value)
{
	int r;
	struct simmac_words words = {NULL, 0, 0};
	struct vouch_err err = {0};

	if (simmac_description_read(parse->arena, value, &words, &err) < 0) {
		fprintf(stderr, "simmac: --from: %s\n", err.msg);
		return SIMMAC_USAGE;
	}
	parse->described = true;
	r = take_words(parse, (int)words.count, words.items);
	parse->described = false;
	return r;
}

static int take_from(struct parse *parse, const char *value)
{
	(void)value;
	return parse->described ? complain(parse, "not within a description") : -1;
}

#define SETTING(field) offsetof(struct simmac_create, settings.field)
#define ACCOUNT(field) offsetof(struct simmac_new_account, account.field)

static const struct option options[] = {
	{"--os", TEXT, false, SETTING(os), NULL},
	{"--from", CALL, false, 0, take_from},
	{"--build", TEXT, false, SETTING(build), NULL},
	{"--chip", TEXT, false, SETTING(chip), NULL},
	{"--filesystem", TEXT, false, SETTING(filesystem), NULL},
	{"--filevault", CALL, false, 0, take_filevault},
	{"--percent", NUMBER, false, offsetof(struct simmac_create, percent), NULL},
	{"--deferred-for", TEXT, false, offsetof(struct simmac_create, deferred_for), NULL},
	{"--icloud", FLAG, false, offsetof(struct simmac_create, icloud), NULL},
	{"--no-recovery-key", FLAG, false, offsetof(struct simmac_create, no_recovery_key), NULL},
	{"--mdm", TEXT, false, SETTING(mdm), NULL},
	{"--bootstrap", CALL, false, 0, take_bootstrap},
	{"--serial", TEXT, false, SETTING(serial), NULL},
	{"--hostname", TEXT, false, SETTING(hostname), NULL},
	{"--model", TEXT, false, SETTING(model), NULL},
	{"--now", TEXT, false, SETTING(now), NULL},
	{"--iterations", NUMBER, false, SETTING(iterations), NULL},
	{"--preboot-delay", NUMBER, false, SETTING(preboot_delay), NULL},
	{"--status-lag", NUMBER, false, SETTING(status_lag), NULL},
	{"--minimum-password", NUMBER, false, SETTING(minimum_password), NULL},
	{"--lock-after", NUMBER, false, SETTING(lock_after), NULL},
	{"--quirk", CALL, false, 0, take_quirk},
	{"--admin", CALL, false, 0, take_admin},
	{"--user", CALL, false, 0, take_user},
	{"--password", CALL, true, 0, take_password},
	{"--full-name", TEXT, true, ACCOUNT(full_name), NULL},
	{"--uid", NUMBER, true, ACCOUNT(uid), NULL},
	{"--gid", NUMBER, true, ACCOUNT(gid), NULL},
	{"--uuid", TEXT, true, ACCOUNT(uuid), NULL},
	{"--home", TEXT, true, ACCOUNT(home), NULL},
	{"--shell", TEXT, true, ACCOUNT(shell), NULL},
	{"--hint", TEXT, true, ACCOUNT(hint), NULL},
	{"--hidden", FLAG, true, ACCOUNT(hidden), NULL},
	{"--suppressed", FLAG, true, ACCOUNT(suppressed), NULL},
	{"--hashed", FLAG, true, offsetof(struct simmac_new_account, hashed), NULL},
	{"--token", FLAG, true, offsetof(struct simmac_new_account, token), NULL},
	{"--no-token", FLAG, true, offsetof(struct simmac_new_account, no_token), NULL},
	{"--dead-token", FLAG, true, offsetof(struct simmac_new_account, dead_token), NULL},
	{"--mobile", FLAG, true, offsetof(struct simmac_new_account, mobile), NULL},
};

static int store(struct parse *parse, const struct option *option, const char *value)
{
	struct simmac_create *out = parse->out;
	char *base = (char *)out;

	if (option->of_account) {
		if (out->accounts.count == 0)
			return complain(parse, "stands before any --admin or --user");
		base = (char *)&out->accounts.items[out->accounts.count - 1];
	}
	switch (option->kind) {
	case TEXT: *(const char **)(void *)(base + option->offset) = value; return -1;
	case FLAG: *(bool *)(void *)(base + option->offset) = true; return -1;
	case NUMBER:
		if (!vouch_text_number(value, (int64_t *)(void *)(base + option->offset)))
			return complain(parse, "a whole number");
		return -1;
	case CALL: return option->call(parse, value);
	}
	return -1;
}

static int take_option(struct parse *parse, int argc, const char *const *argv, int *at)
{
	size_t i;

	parse->option = argv[*at];
	for (i = 0; i < sizeof options / sizeof *options; i++) {
		if (strcmp(options[i].name, argv[*at]) != 0)
			continue;
		if (options[i].kind == FLAG)
			return store(parse, &options[i], NULL);
		if (*at + 1 >= argc)
			return complain(parse, "needs a value");
		return store(parse, &options[i], argv[++*at]);
	}
	if (argv[*at][0] == '-' || parse->out->directory)
		return complain(parse, "not an option");
	parse->out->directory = argv[*at];
	return -1;
}

static int take_words(struct parse *parse, int argc, const char *const *argv)
{
	int i, r = -1;

	for (i = 0; r < 0 && i < argc; i++)
		r = take_option(parse, argc, argv, &i);
	return r;
}

static void print_help(void)
{
	const char *name, *summary;
	size_t i;

	fputs(usage, stdout);
	fputs("\nReady-made descriptions:\n", stdout);
	for (i = 0; (name = simmac_ready_name(i, &summary)) != NULL; i++)
		printf("  %-26s %s\n", name, summary);
}

static void defaults(struct vouch_arena *arena, struct simmac_create *out)
{
	char uuid[VOUCH_UUID_TEXT];

	vouch_uuid_make(uuid);
	*out = (struct simmac_create){.settings = {.filesystem = "apfs",
					      .mdm = "none",
					      .serial = "C02SIMMAC001",
					      .hostname = "simmac",
					      .platform_uuid = vouch_arena_text(arena, uuid),
					      .iterations = 100000}};
}

int simmac_create_options(
	struct vouch_arena *arena, int argc, char **argv, struct simmac_create *out)
{
	struct parse parse = {arena, out, "", false};
	const char *const *words;
	int i, r = -1;

	defaults(arena, out);
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		print_help();
		return 0;
	}
	memcpy(&words, &argv, sizeof words); /* C does not convert char ** by itself */
	for (i = 1; r < 0 && i + 1 < argc; i++)
		if (strcmp(argv[i], "--from") == 0)
			r = read_from(&parse, argv[i + 1]);
	if (r < 0)
		r = take_words(&parse, argc - 1, words + 1);
	if (r >= 0)
		return r;
	return simmac_create_check(arena, out);
}
