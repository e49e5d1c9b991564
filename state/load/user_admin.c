/* user_admin.c – admin: true, false, or true until a day. */
#include "members.h"
#include "user_field.h"
#include "value.h"

struct reading {
	const struct loading *loading;
	struct vouch_admin_value admin;
	bool good;
};

static void read_until(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	if (value_date(self->loading, value, &self->admin.until))
		self->admin.has_until = true;
	else
		self->good = false;
}

static void read_reason(void *context, const struct tree_node *value)
{
	struct reading *self = context;

	if (!value_text(self->loading, value, "a reason", &self->admin.reason))
		self->good = false;
}

bool user_admin_read(
	const struct loading *loading, const struct tree_node *node, struct vouch_admin_value *out)
{
	static const struct member members[] = {
		{"until", read_until, NULL}, {"reason", read_reason, NULL}};
	struct reading self = {.loading = loading, .admin = {.wanted = true}, .good = true};

	if (node->kind != TREE_MAP) {
		if (!value_flag(loading, node, &self.admin.wanted))
			return false;
		*out = self.admin;
		return true;
	}
	if (!members_read(loading, node, "admin", members, 2, &self))
		return false;
	if (members_find(node, "until") == NULL) {
		vouch_problem_add(loading->arena, loading->problems, node->pos,
			"add until: YEAR-MONTH-DAY, or write admin: true",
			"admin has no \"until\"");
		return false;
	}
	if (self.good)
		*out = self.admin;
	return self.good;
}
