/* user_field.c – text, numbers, flags, words and lists of names of a user. */
#include "user_field.h"

#include <string.h>
#include <strings.h>

#include "account_name.h"
#include "value.h"
#include "vouch/base/text.h"

static bool problem(const struct loading *loading, const struct tree_node *node, const char *what,
	const char *cure)
{
	vouch_problem_add(loading->arena, loading->problems, node->pos, cure, "%s", what);
	return false;
}

/* Apple's tools take what starts with "-" for an option, whatever stands before it. */
static bool read_plain_text(const struct loading *loading, const struct tree_node *node,
	const char *meant, const char **out)
{
	const char *text;

	if (!value_text_or_empty(loading, node, meant, &text))
		return false;
	if (text[0] == '-')
		return problem(loading, node,
			vouch_arena_printf(loading->arena, "%s cannot start with \"-\"", meant),
			"tools of macOS would take it for an option; start it otherwise");
	*out = text;
	return true;
}

static bool read_full_name(
	const struct loading *loading, const struct tree_node *node, const char **out)
{
	const char *text;

	if (!value_text(loading, node, "a full name", &text))
		return false;
	if (text[0] == ' ' || text[strlen(text) - 1] == ' ')
		return problem(loading, node, "a full name has no blanks at its start or end",
			"take them away");
	return read_plain_text(loading, node, "a full name", out);
}

/* createhomedir makes the folder as root and gives it to the account: never among the system's. */
static bool is_taken_by_the_system(const char *path)
{
	static const char *const exactly[] = {"/Users", "/var", "/private", "/private/var"};
	static const char *const below[] = {"/Applications", "/Library", "/System", "/Volumes",
		"/bin", "/dev", "/etc", "/private/etc", "/private/tmp", "/sbin", "/tmp", "/usr"};
	size_t i;

	for (i = 0; i < sizeof exactly / sizeof exactly[0]; i++) {
		if (vouch_text_equal_nocase(path, exactly[i]))
			return true;
	}
	for (i = 0; i < sizeof below / sizeof below[0]; i++) {
		size_t length = strlen(below[i]);

		if (strncasecmp(path, below[i], length) == 0 &&
			(path[length] == '/' || path[length] == '\0'))
			return true;
	}
	return false;
}

static bool read_home(const struct loading *loading, const struct tree_node *node, const char **out)
{
	const char *text;

	if (!value_path(loading, node, "the path of a home", &text))
		return false;
	if (is_taken_by_the_system(text))
		return problem(loading, node,
			vouch_arena_printf(loading->arena,
				"%s belongs to the system, not to an account", text),
			"name a folder of its own, for example below /Users");
	*out = text;
	return true;
}

static bool read_text(const struct loading *loading, enum vouch_field field,
	const struct tree_node *node, const char **out)
{
	if (field == VOUCH_FIELD_HOME)
		return read_home(loading, node, out);
	if (field == VOUCH_FIELD_SHELL)
		return value_path(loading, node, "the path of a shell", out);
	if (field == VOUCH_FIELD_PICTURE)
		return value_path(loading, node, "the path of a picture", out);
	if (field == VOUCH_FIELD_FULL_NAME)
		return read_full_name(loading, node, out);
	return read_plain_text(loading, node, "a hint", out);
}

static bool read_number(const struct loading *loading, enum vouch_field field,
	const struct tree_node *node, int64_t *out)
{
	enum { UID_LEAST = 200, ID_MOST = 2147483646, GID_ADMIN = 80 };
	int64_t number;

	/* FACTS 3.6: 501 and up are people's, below 500 hides; below 200 are macOS's own. */
	if (!value_number(
		    loading, node, field == VOUCH_FIELD_UID ? UID_LEAST : 1, ID_MOST, &number))
		return false;
	if (field == VOUCH_FIELD_GID && number == GID_ADMIN)
		return problem(loading, node,
			"the primary group 80 (admin) makes an administrator of the account",
			"leave gid out and write admin: true");
	*out = number;
	return true;
}

/* Membership in admin is a field of its own; everybody is in staff. */
static bool check_group_name(const struct loading *loading, const struct tree_node *node)
{
	if (!account_name_check(loading, node, "group"))
		return false;
	if (vouch_text_equal_nocase(node->text, "admin"))
		return problem(loading, node, "the group admin does not belong here",
			"write admin: true or admin: false");
	if (vouch_text_equal_nocase(node->text, "staff"))
		return problem(loading, node, "the group staff does not belong here",
			"take it away; it is every account's primary group unless gid says "
			"otherwise");
	return true;
}

static bool read_groups(
	const struct loading *loading, const struct tree_node *node, struct vouch_names *out)
{
	struct vouch_names names = {0};
	bool good = true;
	size_t i;

	if (node->kind != TREE_LIST) {
		value_wrong_kind(loading, node, "a list of groups such as [com.apple.access_ssh]");
		return false;
	}
	for (i = 0; i < node->list.count; i++) {
		const struct tree_node *item = node->list.items[i];

		if (!check_group_name(loading, item)) {
			good = false;
			continue;
		}
		if (vouch_names_has_nocase(&names, item->text))
			good = problem(loading, item,
				vouch_arena_printf(loading->arena, "the group \"%s\" stands twice",
					item->text),
				"keep one of them");
		vouch_names_add(loading->arena, &names, item->text);
	}
	if (good)
		*out = names;
	return good;
}

static bool read_password(const struct loading *loading, const struct tree_node *node,
	const struct vouch_password_value **out)
{
	struct vouch_password_value password = {0};

	if (!user_password_read(loading, node, &password))
		return false;
	*out = vouch_arena_copy(loading->arena, &password, sizeof password);
	return true;
}

static bool read_kind(const struct loading *loading, const struct vouch_field_info *info,
	const struct tree_node *node, struct vouch_value *value)
{
	switch (info->kind) {
	case VOUCH_VALUE_TEXT: return read_text(loading, info->field, node, &value->as.text);
	case VOUCH_VALUE_NUMBER: return read_number(loading, info->field, node, &value->as.number);
	case VOUCH_VALUE_FLAG: return value_flag(loading, node, &value->as.flag);
	case VOUCH_VALUE_NAMES: return read_groups(loading, node, &value->as.names);
	case VOUCH_VALUE_CHOICE: return value_word(loading, node, info->choices, &value->as.choice);
	case VOUCH_VALUE_ADMIN: return user_admin_read(loading, node, &value->as.admin);
	case VOUCH_VALUE_PASSWORD: return read_password(loading, node, &value->as.password);
	case VOUCH_VALUE_NONE:
	case VOUCH_VALUE_UNKNOWN: break; /* no field is of these kinds */
	}
	return false;
}

bool user_field_read(const struct loading *loading, const struct vouch_field_info *info,
	const struct tree_node *node, struct vouch_value *out)
{
	struct vouch_value value = {.kind = info->kind, .pos = node->pos};

	if (node->kind == TREE_BAD || !read_kind(loading, info, node, &value))
		return false;
	*out = value;
	return true;
}
