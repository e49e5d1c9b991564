/* layer_settings.c – what a layer says of the machine itself. */
#include "layer.h"
#include "members.h"
#include "value.h"

static struct layer_setting *setting(void *context, enum setting which)
{
	return &((struct layer_reading *)context)->layer->settings[which];
}

static const struct loading *loading_of(void *context)
{
	return &((struct layer_reading *)context)->loading;
}

static bool take_null(void *context, const struct tree_node *value, enum setting which)
{
	if (!value_is_null(value))
		return false;
	setting(context, which)->cleared = true;
	return true;
}

static void read_enabled(void *context, const struct tree_node *value)
{
	const struct loading *loading = loading_of(context);
	struct layer_setting *enabled = setting(context, SETTING_FILEVAULT_ENABLED);
	bool flag;

	if (take_null(context, value, SETTING_FILEVAULT_ENABLED) ||
		!value_flag(loading, value, &flag))
		return;
	if (!flag) {
		vouch_problem_add(loading->arena, loading->problems, value->pos,
			"leave enabled out, or write null to take back what a layer before says",
			"Vouch never turns FileVault off");
		return;
	}
	enabled->value =
		(struct vouch_value){.kind = VOUCH_VALUE_FLAG, .pos = value->pos, .as.flag = true};
}

struct escrow_reading {
	const struct loading *loading;
	struct escrow escrow;
	bool good;
};

static void read_certificate(void *context, const struct tree_node *value)
{
	struct escrow_reading *self = context;

	if (!value_text(
		    self->loading, value, "the path of a certificate", &self->escrow.certificate))
		self->good = false;
}

static void read_to_file(void *context, const struct tree_node *value)
{
	struct escrow_reading *self = context;

	if (!value_path(
		    self->loading, value, "the path of a folder on the Mac", &self->escrow.file))
		self->good = false;
}

static void read_to(void *context, const struct tree_node *value)
{
	static const struct member members[] = {{"file", read_to_file, NULL}};
	struct escrow_reading *self = context;

	if (!members_read(self->loading, value, "to", members, 1, self))
		self->good = false;
}

static void read_escrow(void *context, const struct tree_node *value)
{
	static const struct member members[] = {
		{"certificate", read_certificate, NULL}, {"to", read_to, NULL}};
	const struct loading *loading = loading_of(context);
	struct escrow_reading self = {.loading = loading, .good = true};
	struct layer_setting *escrow = setting(context, SETTING_ESCROW);

	if (take_null(context, value, SETTING_ESCROW) ||
		!members_read(loading, value, "escrow", members, 2, &self) || !self.good)
		return;
	if (self.escrow.certificate == NULL || self.escrow.file == NULL) {
		vouch_problem_add(loading->arena, loading->problems, value->pos,
			"write {certificate: escrow.pem, to: {file: /var/db/vouch/escrow}}",
			"escrow needs a certificate and a place");
		return;
	}
	escrow->escrow = vouch_arena_copy(loading->arena, &self.escrow, sizeof self.escrow);
	escrow->value = (struct vouch_value){
		.kind = VOUCH_VALUE_TEXT, .pos = value->pos, .as.text = self.escrow.certificate};
}

void layer_read_filevault(void *context, const struct tree_node *value)
{
	static const struct member members[] = {
		{"enabled", read_enabled, NULL}, {"escrow", read_escrow, NULL}};

	if (value_is_null(value)) {
		setting(context, SETTING_FILEVAULT_ENABLED)->cleared = true;
		setting(context, SETTING_ESCROW)->cleared = true;
		return;
	}
	(void)members_read(
		loading_of(context), value, "filevault", members, 2, context); /* said already */
}

static void read_choice(
	void *context, const struct tree_node *value, enum setting which, const char *const *words)
{
	struct vouch_value choice = {.kind = VOUCH_VALUE_CHOICE, .pos = value->pos};

	if (!take_null(context, value, which) &&
		value_word(loading_of(context), value, words, &choice.as.choice))
		setting(context, which)->value = choice;
}

void layer_read_bootstrap_token(void *context, const struct tree_node *value)
{
	static const char *const words[] = {"escrow", NULL};

	read_choice(context, value, SETTING_BOOTSTRAP_TOKEN, words);
}

/* The index is the flag: ignore 0, report 1. */
static const char *const unlisted_words[] = {"ignore", "report", NULL};

static void read_admins(void *context, const struct tree_node *value)
{
	read_choice(context, value, SETTING_UNLISTED_ADMINS, unlisted_words);
}

static void read_users(void *context, const struct tree_node *value)
{
	read_choice(context, value, SETTING_UNLISTED_USERS, unlisted_words);
}

void layer_read_unlisted(void *context, const struct tree_node *value)
{
	static const struct member members[] = {
		{"admins", read_admins, NULL}, {"users", read_users, NULL}};

	if (value_is_null(value)) {
		setting(context, SETTING_UNLISTED_ADMINS)->cleared = true;
		setting(context, SETTING_UNLISTED_USERS)->cleared = true;
		return;
	}
	(void)members_read(
		loading_of(context), value, "unlisted", members, 2, context); /* said already */
}
