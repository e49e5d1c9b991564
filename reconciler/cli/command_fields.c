/* command_fields.c – vouch fields: the reference page of an account's fields, from their table. */
#include "cli.h"

#include "vouch/model/field.h"

static const char *kind_word(enum vouch_value_kind kind)
{
	switch (kind) {
	case VOUCH_VALUE_TEXT: return "text";
	case VOUCH_VALUE_NUMBER: return "number";
	case VOUCH_VALUE_FLAG: return "true, false";
	case VOUCH_VALUE_NAMES: return "list of names";
	case VOUCH_VALUE_ADMIN: return "true, false, map";
	case VOUCH_VALUE_PASSWORD: return "map";
	case VOUCH_VALUE_CHOICE:
	case VOUCH_VALUE_NONE:
	case VOUCH_VALUE_UNKNOWN: break;
	}
	return "";
}

static const char *change_word(enum vouch_field_change change)
{
	switch (change) {
	case VOUCH_CHANGE_ATTRIBUTE: return "at any time";
	case VOUCH_CHANGE_CREATION: return "at creation only";
	case VOUCH_CHANGE_OWN: return "by actions of its own";
	case VOUCH_CHANGE_NEVER: return "never on its own account";
	}
	return "";
}

static void write_kind(const struct vouch_field_info *info, struct vouch_buf *out)
{
	size_t i;

	if (info->kind != VOUCH_VALUE_CHOICE || info->choices == NULL) {
		vouch_buf_text(out, kind_word(info->kind));
		return;
	}
	for (i = 0; info->choices[i] != NULL; i++)
		vouch_buf_printf(out, "%s%s", i == 0 ? "" : ", ", info->choices[i]);
}

int vouch_command_fields(struct vouch_cli *cli, struct vouch_err *err)
{
	int i;

	(void)err; /* a table cannot fail */
	vouch_buf_text(&cli->out, "# The fields of an account\n\n"
				  "What stands below `users: NAME:` in a layer. A field that is "
				  "left out is not touched.\n\n"
				  "| Field | Value | Changed | Meaning |\n|---|---|---|---|\n");
	for (i = 0; i < VOUCH_FIELD_COUNT; i++) {
		const struct vouch_field_info *info = vouch_field_info((enum vouch_field)i);

		vouch_buf_printf(&cli->out, "| `%s` | ", info->name);
		write_kind(info, &cli->out);
		vouch_buf_printf(
			&cli->out, " | %s | %s |\n", change_word(info->change), info->summary);
	}
	return VOUCH_ENDING_DONE;
}
