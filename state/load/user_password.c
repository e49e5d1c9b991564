/* user_password.c – where a password comes from. Nothing here ever shows what stands in its place:
 * it may be a password that somebody wrote into the repository.
 */
#include <string.h>

#include "members.h"
#include "user_field.h"
#include "value.h"

struct reading {
	const struct loading *loading;
	struct vouch_password_value *password;
	const struct tree_node *rotate; /* NULL: not said */
	int sources;
	bool good;
};

static void take(struct reading *self, enum vouch_password_source source, bool good)
{
	self->password->source = source;
	self->sources++;
	self->good = self->good && good;
}

static void read_file(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	take(self, VOUCH_PASSWORD_FILE,
		value_path(self->loading, value, "the path of a file on the Mac",
			&self->password->text));
}

static void read_env(void *context, const struct tree_node *value)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
	struct reading *self = context;
	const char *text = NULL;
	bool good = value_text(self->loading, value, "the name of a variable", &text);

	if (good && (text[strspn(text, letters)] != '\0' || (text[0] >= '0' && text[0] <= '9'))) {
		vouch_problem_add(self->loading->arena, self->loading->problems, value->pos,
			"write for example VOUCH_PASSWORD_ALICE, without $",
			"the name of a variable has only letters, digits and _");
		good = false;
	}
	self->password->text = text;
	take(self, VOUCH_PASSWORD_ENV, good);
}

/* [PROGRAM, ARGUMENT…] */
static bool read_arguments(const struct reading *self, const struct tree_node *value)
{
	const char **arguments;
	size_t i;

	if (value->kind != TREE_LIST || value->list.count == 0) {
		if (value->kind == TREE_LIST)
			vouch_problem_add(self->loading->arena, self->loading->problems, value->pos,
				"write [/path/of/the/program, argument]", "exec names no program");
		else
			value_wrong_kind(self->loading, value,
				"a list such as [/path/of/the/program, argument]");
		return false;
	}
	arguments = vouch_arena_alloc_array(
		self->loading->arena, value->list.count + 1, sizeof *arguments);
	if (!value_path(
		    self->loading, value->list.items[0], "the path of a program", &arguments[0]))
		return false;
	for (i = 1; i < value->list.count; i++) {
		if (!value_text_or_empty(self->loading, value->list.items[i],
			    "an argument of the program", &arguments[i]))
			return false;
	}
	self->password->arguments = arguments;
	self->password->text = arguments[0];
	return true;
}

static void read_exec(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	take(self, VOUCH_PASSWORD_EXEC, read_arguments(self, value));
}

static void read_keychain(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	take(self, VOUCH_PASSWORD_KEYCHAIN,
		value_text(self->loading, value, "the name of a keychain item",
			&self->password->text));
}

static void read_length(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	/* FACTS 2.4: the tools' prompts take 128 bytes. */
	if (!value_number(self->loading, value, 12, 127, &self->password->length))
		self->good = false;
}

static void read_generate(void *context, const struct tree_node *value)
{
	static const struct member members[] = {{"length", read_length, NULL}};
	struct reading *self = context;

	self->password->length = 24;
	take(self, VOUCH_PASSWORD_GENERATE,
		members_read(self->loading, value, "generate", members, 1, self));
}

static void read_rotate(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	self->rotate = value;
	if (!value_duration(self->loading, value, &self->password->rotate))
		self->good = false;
}

bool user_password_read(const struct loading *loading, const struct tree_node *node,
	struct vouch_password_value *out)
{
	static const struct member members[] = {
		{"file", read_file, NULL},
		{"env", read_env, NULL},
		{"exec", read_exec, NULL},
		{"keychain", read_keychain, NULL},
		{"generate", read_generate, NULL},
		{"rotate", read_rotate, NULL},
	};
	struct reading self = {.loading = loading, .password = out, .good = true};

	if (node->kind == TREE_TEXT) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"say where it comes from, for example {file: /etc/vouch/NAME}; if it stood "
			"here, change it: it is in the history",
			"a password does not stand in the repository");
		return false;
	}
	if (!members_read(
		    loading, node, "password", members, sizeof members / sizeof members[0], &self))
		return false;
	if (self.sources != 1) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"write exactly one of file, env, exec, keychain and generate",
			self.sources == 0 ? "password says not where it comes from"
					  : "password has more than one source");
		return false;
	}
	if (self.rotate != NULL && out->source != VOUCH_PASSWORD_GENERATE) {
		vouch_problem_add(loading->arena, loading->problems, self.rotate->pos,
			"change it where it is kept, or write {generate: {}, rotate: 30d}",
			"rotate goes with generate alone");
		return false;
	}
	return self.good;
}
