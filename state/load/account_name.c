/* account_name.c – letters, length and start of a name. */
#include "account_name.h"

#include <string.h>

#include "value.h"
#include "vouch/base/text.h"

/* FACTS 2.3: beyond 244 bytes the record's own file cannot be written, and the tool says so only
 * half-way. */
enum { NAME_MAX_BYTES = 244 };

static bool problem(const struct loading *loading, const struct tree_node *node, const char *what,
	const char *why, const char *cure)
{
	vouch_problem_add(loading->arena, loading->problems, node->pos, cure, "the name of a %s %s",
		what, why);
	return false;
}

bool account_name_check(
	const struct loading *loading, const struct tree_node *node, const char *what)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
	const char *name;

	if (!value_text(loading, node, vouch_arena_printf(loading->arena, "the name of a %s", what),
		    &name))
		return false;
	if (name[strspn(name, letters)] != '\0')
		return problem(loading, node, what,
			vouch_arena_printf(loading->arena,
				"has only letters, digits, \".\", \"_\" and \"-\", not \"%s\"",
				name),
			"use the short name, not the full name");
	if (name[0] == '-' || name[0] == '.')
		return problem(loading, node, what,
			vouch_arena_printf(
				loading->arena, "cannot start with \"-\" or \".\": \"%s\"", name),
			"start it with a letter");
	if (name[strspn(name, "0123456789")] == '\0')
		return problem(loading, node, what,
			vouch_arena_printf(loading->arena, "cannot be a number: \"%s\"", name),
			"tools would take it for an id; start it with a letter");
	if (strlen(name) > NAME_MAX_BYTES)
		return problem(loading, node, what, "has at most 244 bytes", "shorten it");
	return true;
}

bool account_name_is_system(const char *name)
{
	static const char *const names[] = {"root", "daemon", "nobody", "guest"};
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (vouch_text_equal_nocase(name, names[i]))
			return true;
	}
	return name[0] == '_';
}
