/* options.c – reads the command line by its tables. */
#include "options.h"

#include <string.h>

#include "vouch/base/text.h"

struct option_info {
	const char *name;
	char letter;
	const char *value, *summary;
};

static const struct option_info infos[] = {
#define OPTION_INFO(id, name, letter, value, summary) {name, letter, value, summary},
	VOUCH_OPTIONS(OPTION_INFO)
#undef OPTION_INFO
};
_Static_assert(sizeof infos / sizeof infos[0] == VOUCH_OPTION_COUNT, "one row for each option");
_Static_assert(VOUCH_OPTION_COUNT <= 32, "a bit for each option in a long");

#define BIT(option) (1UL << (unsigned)(option))

static const unsigned long everywhere = BIT(VOUCH_OPTION_NO_COLOR) | BIT(VOUCH_OPTION_VERBOSE) |
					BIT(VOUCH_OPTION_QUIET) | BIT(VOUCH_OPTION_HELP) |
					BIT(VOUCH_OPTION_VERSION);
static const unsigned long repeatable = BIT(VOUCH_OPTION_ALLOW) | BIT(VOUCH_OPTION_VERBOSE);

const char *vouch_option_name(enum vouch_option option)
{
	return infos[option].name;
}

/* --- the nearest name ---------------------------------------------------------------------------
 */

static const char *nearest_option(const char *name, unsigned long known)
{
	const char *nearest = "help";
	size_t best = (size_t)-1;
	int i;

	for (i = 0; i < VOUCH_OPTION_COUNT; i++) {
		size_t here = vouch_text_distance(name, infos[i].name);

		if ((known & BIT(i)) != 0 && here < best) {
			best = here;
			nearest = infos[i].name;
		}
	}
	return nearest;
}

static const char *nearest_command(const struct vouch_command *commands, const char *name)
{
	const char *nearest = commands[0].name;
	size_t best = (size_t)-1;

	for (; commands->name != NULL; commands++) {
		size_t here = vouch_text_distance(name, commands->name);

		if (here < best) {
			best = here;
			nearest = commands->name;
		}
	}
	return nearest;
}

/* --- reading ------------------------------------------------------------------------------------
 */

/* The command's options; before a command is known, all of them. */
static unsigned long known_options(const struct vouch_command *command)
{
	return command == NULL ? ~0UL : command->options | everywhere;
}

static int find_long(const char *name, size_t length)
{
	int i;

	for (i = 0; i < VOUCH_OPTION_COUNT; i++) {
		if (strlen(infos[i].name) == length && strncmp(infos[i].name, name, length) == 0)
			return i;
	}
	return -1;
}

static int find_letter(const char *word)
{
	int i;

	for (i = 0; i < VOUCH_OPTION_COUNT; i++) {
		if (infos[i].letter != '\0' && word[1] == infos[i].letter && word[2] == '\0')
			return i;
	}
	return -1;
}

struct reader {
	struct vouch_arena *arena;
	char *const *words;
	int count, at;
	struct vouch_arguments *out;
};

static int take_value(
	struct reader *reader, int option, const char *attached, struct vouch_err *err)
{
	const char *value = attached;

	if (infos[option].value == NULL) {
		if (attached != NULL)
			return vouch_err_set(
				err, VOUCH_E_USAGE, "--%s takes no value", infos[option].name);
		return 0;
	}
	/* A detached value never looks like an option: "--repo --rev" forgot one. */
	if (value == NULL && reader->at < reader->count &&
		(reader->words[reader->at][0] != '-' || reader->words[reader->at][1] == '\0'))
		value = reader->words[reader->at++];
	if (value == NULL || *value == '\0')
		return vouch_err_set(err, VOUCH_E_USAGE, "--%s needs a value: --%s %s",
			infos[option].name, infos[option].name, infos[option].value);
	reader->out->values[option] = value;
	if (option == VOUCH_OPTION_ALLOW)
		*VOUCH_PUSH(reader->arena, &reader->out->allow) = value;
	return 0;
}

static int take_option(struct reader *reader, const char *word, struct vouch_err *err)
{
	const char *equals = NULL;
	int option;

	if (word[1] == '-') {
		equals = strchr(word, '=');
		option = find_long(
			word + 2, equals == NULL ? strlen(word + 2) : (size_t)(equals - word - 2));
	} else {
		option = find_letter(word);
	}
	if (option < 0)
		return vouch_err_set(err, VOUCH_E_USAGE, "there is no option %s: do you mean --%s?",
			word,
			nearest_option(
				word + strspn(word, "-"), known_options(reader->out->command)));
	if (reader->out->given[option] && (repeatable & BIT(option)) == 0)
		return vouch_err_set(err, VOUCH_E_USAGE, "--%s is given twice", infos[option].name);
	reader->out->given[option] = true;
	return take_value(reader, option, equals == NULL ? NULL : equals + 1, err);
}

static int take_command(struct reader *reader, const struct vouch_command *commands,
	const char *word, struct vouch_err *err)
{
	const struct vouch_command *command;

	for (command = commands; command->name != NULL; command++) {
		if (strcmp(command->name, word) == 0) {
			reader->out->command = command;
			return 0;
		}
	}
	return vouch_err_set(err, VOUCH_E_USAGE, "there is no command %s: do you mean %s?", word,
		nearest_command(commands, word));
}

/* Whether everything that was given fits the command. */
static int check_fit(const struct vouch_arguments *arguments, struct vouch_err *err)
{
	const struct vouch_command *command = arguments->command;
	int i;

	for (i = 0; i < VOUCH_OPTION_COUNT; i++) {
		if (arguments->given[i] && (known_options(command) & BIT(i)) == 0)
			return vouch_err_set(err, VOUCH_E_USAGE,
				"vouch %s does not take --%s: see vouch %s --help", command->name,
				infos[i].name, command->name);
	}
	if (arguments->given[VOUCH_OPTION_HELP] || arguments->given[VOUCH_OPTION_VERSION])
		return 0;
	if (arguments->operands.count < command->least)
		return vouch_err_set(
			err, VOUCH_E_USAGE, "vouch %s needs %s", command->name, command->operands);
	if (arguments->operands.count > command->most)
		return vouch_err_set(err, VOUCH_E_USAGE, "vouch %s does not take \"%s\"",
			command->name, arguments->operands.items[command->most]);
	return 0;
}

int vouch_arguments_parse(struct vouch_arena *arena, const struct vouch_command *commands,
	int count, char *const *words, struct vouch_arguments *out, struct vouch_err *err)
{
	struct vouch_arguments arguments = {0};
	struct reader reader = {arena, words, count, 1, &arguments};
	bool options_end = false;

	while (reader.at < count) {
		const char *word = words[reader.at++];
		int r = 0;

		if (!options_end && strcmp(word, "--") == 0)
			options_end = true;
		else if (!options_end && word[0] == '-' && word[1] != '\0')
			r = take_option(&reader, word, err);
		else if (arguments.command == NULL)
			r = take_command(&reader, commands, word, err);
		else
			*VOUCH_PUSH(arena, &arguments.operands) = word;
		if (r < 0)
			return r;
	}
	if (arguments.command != NULL && check_fit(&arguments, err) < 0)
		return -(int)VOUCH_E_USAGE;
	if (arguments.command == NULL && !arguments.given[VOUCH_OPTION_HELP] &&
		!arguments.given[VOUCH_OPTION_VERSION])
		return vouch_err_set(err, VOUCH_E_USAGE, "say what to do: vouch --help lists it");
	*out = arguments;
	return 0;
}

/* --- help ---------------------------------------------------------------------------------------
 */

static void write_option(int option, struct vouch_buf *out)
{
	const struct option_info *info = &infos[option];
	struct vouch_buf left = {0};

	if (info->letter != '\0')
		vouch_buf_printf(&left, "-%c, ", info->letter);
	vouch_buf_printf(&left, "--%s%s%s", info->name, info->value == NULL ? "" : " ",
		info->value == NULL ? "" : info->value);
	vouch_buf_printf(out, "  %-22s  %s\n", vouch_buf_get(&left), info->summary);
	vouch_buf_release(&left);
}

static void write_options(unsigned long which, struct vouch_buf *out)
{
	int i;

	for (i = 0; i < VOUCH_OPTION_COUNT; i++) {
		if ((which & BIT(i)) != 0)
			write_option(i, out);
	}
}

void vouch_help_write(const struct vouch_command *commands, const struct vouch_command *command,
	struct vouch_buf *out)
{
	if (command != NULL) {
		vouch_buf_printf(out, "vouch %s%s%s [OPTION…]\n%s\n\nOptions:\n", command->name,
			*command->operands == '\0' ? "" : " ", command->operands, command->summary);
		write_options(command->options, out);
		vouch_buf_text(out, "\nEverywhere:\n");
		write_options(everywhere, out);
		return;
	}
	vouch_buf_text(out,
		"vouch – the accounts of a Mac, as a git repository declares them\n\nCommands:\n");
	for (; commands->name != NULL; commands++) {
		struct vouch_buf left = {0};

		vouch_buf_printf(&left, "%s%s%s", commands->name,
			*commands->operands == '\0' ? "" : " ", commands->operands);
		vouch_buf_printf(out, "  %-22s  %s\n", vouch_buf_get(&left), commands->summary);
		vouch_buf_release(&left);
	}
	vouch_buf_text(out, "\nOptions:\n");
	write_options(~0UL, out);
	vouch_buf_text(out,
		"\nExit status:\n"
		"  0  done, or nothing to do          5  the saved plan is stale\n"
		"  1  an error                        6  another run holds the lock\n"
		"  2  changes pending (plan           7  the commit is not trusted\n"
		"     --detailed-exitcode)            8  interrupted\n"
		"  3  only waiting                   64  usage\n"
		"  4  refused by a guard             65  the repository's content is invalid\n"
		"\nvouch COMMAND --help tells what a command takes.\n");
}
