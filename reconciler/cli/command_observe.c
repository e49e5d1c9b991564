/* command_observe.c – vouch observe: this Mac as a snapshot, or as a page for people. */
#include <string.h>

#include "cli.h"
#include "site.h"
#include "vouch/app/decide.h"
#include "vouch/load/snapshot.h"
#include "vouch/model/field.h"

static const char *or_unknown(const char *text)
{
	return text == NULL ? "unknown" : text;
}

static const char *yes_no(enum vouch_tri value)
{
	switch (value) {
	case VOUCH_YES: return "yes";
	case VOUCH_NO: return "no";
	case VOUCH_UNKNOWN: break;
	}
	return "unknown";
}

static void write_names(struct vouch_cli *cli, const char *label, const struct vouch_name_set *set)
{
	if (set->known && set->names.count == 0)
		return;
	vouch_page_printf(&cli->page, VOUCH_PAINT_PLAIN, "%s: %s", label,
		set->known ? vouch_names_text(&cli->arena, &set->names) : "unknown");
	vouch_page_newline(&cli->page);
}

static void write_machine(struct vouch_cli *cli, const struct vouch_machine *machine)
{
	struct vouch_page *page = &cli->page;

	vouch_page_text(page, VOUCH_PAINT_STRONG, or_unknown(machine->hostname));
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %s  %s (%s)  macOS %s  %s",
		or_unknown(machine->serial), or_unknown(machine->model),
		vouch_chip_text(machine->chip), or_unknown(machine->os),
		vouch_filesystem_text(machine->filesystem));
	vouch_page_newline(page);
	vouch_page_printf(page, VOUCH_PAINT_PLAIN,
		"FileVault %s, recovery key %s, MDM %s, bootstrap token %s",
		vouch_filevault_text(machine->filevault),
		machine->recovery_key == VOUCH_YES  ? "present"
		: machine->recovery_key == VOUCH_NO ? "absent"
						    : "unknown",
		vouch_mdm_text(machine->mdm), vouch_bootstrap_text(machine->bootstrap_token));
	vouch_page_newline(page);
	write_names(cli, "logged in", &machine->logged_in);
}

static int name_width(const struct vouch_accounts *accounts)
{
	size_t width = strlen("NAME"), i;

	for (i = 0; i < accounts->count; i++) {
		if (strlen(accounts->items[i].name) > width)
			width = strlen(accounts->items[i].name);
	}
	return width > 32 ? 32 : (int)width;
}

static void write_account(struct vouch_page *page, const struct vouch_account *account, int width)
{
	bool dead = account->token == VOUCH_TOKEN_DEAD;

	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "%-*s  ", width, account->name);
	if (account->uid.known)
		vouch_page_printf(
			page, VOUCH_PAINT_PLAIN, "%7lld  ", (long long)account->uid.value);
	else
		vouch_page_printf(page, VOUCH_PAINT_PLAIN, "%7s  ", "unknown");
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "%-7s  ", yes_no(account->admin));
	vouch_page_printf(page, dead ? VOUCH_PAINT_ERROR : VOUCH_PAINT_PLAIN, "%-7s",
		vouch_token_text(account->token));
	vouch_page_printf(page, VOUCH_PAINT_PLAIN, "  %-7s  %-7s  %-7s  %s",
		yes_no(account->filevault), yes_no(account->hidden), vouch_kind_text(account->kind),
		or_unknown(account->full_name));
	vouch_page_newline(page);
}

static void write_accounts(struct vouch_page *page, const struct vouch_accounts *accounts)
{
	int width = name_width(accounts);
	size_t i;

	vouch_page_newline(page);
	vouch_page_printf(page, VOUCH_PAINT_STRONG, "%-*s  %7s  %-7s  %-7s  %-7s  %-7s  %-7s  %s",
		width, "NAME", "UID", "ADMIN", "TOKEN", "UNLOCKS", "HIDDEN", "KIND", "FULL NAME");
	vouch_page_newline(page);
	for (i = 0; i < accounts->count; i++)
		write_account(page, &accounts->items[i], width);
}

/* --- what could not be read ---------------------------------------------------------------------
 */

static void note_unknown(struct vouch_cli *cli, const char *whose, const struct vouch_names *what)
{
	if (what->count == 0)
		return;
	vouch_page_printf(&cli->page, VOUCH_PAINT_WAIT, "! could not be read of %s: %s", whose,
		vouch_names_text(&cli->arena, what));
	vouch_page_newline(&cli->page);
}

static void note_unknown_machine(struct vouch_cli *cli, const struct vouch_machine *machine)
{
	const struct {
		const char *name;
		bool unknown;
	} facts[] = {
		{"serial", machine->serial == NULL},
		{"hostname", machine->hostname == NULL},
		{"model", machine->model == NULL},
		{"os", machine->os == NULL},
		{"chip", machine->chip == VOUCH_CHIP_UNKNOWN},
		{"filesystem", machine->filesystem == VOUCH_FILESYSTEM_UNKNOWN},
		{"filevault", machine->filevault == VOUCH_FILEVAULT_UNKNOWN},
		{"mdm", machine->mdm == VOUCH_MDM_UNKNOWN},
		{"bootstrap_token", machine->bootstrap_token == VOUCH_BOOTSTRAP_UNKNOWN},
		{"recovery_key", machine->recovery_key == VOUCH_UNKNOWN},
		{"logged_in", !machine->logged_in.known},
	};
	struct vouch_names unknown = {0};
	size_t i;

	for (i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		if (facts[i].unknown)
			vouch_names_add(&cli->arena, &unknown, facts[i].name);
	}
	note_unknown(cli, "this Mac", &unknown);
}

static void note_unknown_account(struct vouch_cli *cli, const struct vouch_account *account)
{
	struct vouch_names unknown = {0};
	int i;

	for (i = 0; i < VOUCH_FIELD_COUNT; i++) {
		const struct vouch_field_info *info = vouch_field_info((enum vouch_field)i);
		struct vouch_value value = vouch_field_observed(info->field, account);

		/* not_groups is read as groups is; one note is enough. */
		if (info->observed != NULL && value.kind == VOUCH_VALUE_UNKNOWN &&
			info->field != VOUCH_FIELD_NOT_GROUPS)
			vouch_names_add(&cli->arena, &unknown, info->name);
	}
	note_unknown(cli, account->name, &unknown);
}

/* Which tool did not answer, and what it said: the cure of what waits because it is unknown. With
 * JSON on standard error. */
static void write_reasons(struct vouch_cli *cli, const struct vouch_probe_notes *notes)
{
	size_t i;

	for (i = 0; i < notes->count; i++) {
		const struct vouch_probe_note *note = &notes->items[i];

		if (cli->json) {
			vouch_cli_note(cli, vouch_arena_printf(&cli->arena, "could not read %s: %s",
						    note->what, note->why));
			continue;
		}
		vouch_page_printf(&cli->page, VOUCH_PAINT_WAIT, "! could not read %s: %s",
			note->what, note->why);
		vouch_page_newline(&cli->page);
	}
}

static void write_page(struct vouch_cli *cli, const struct vouch_snapshot *snapshot,
	const struct vouch_probe_notes *notes)
{
	size_t i;

	write_machine(cli, &snapshot->machine);
	write_accounts(&cli->page, &snapshot->accounts);
	vouch_page_newline(&cli->page);
	write_names(cli, "crypto users without an account", &snapshot->orphans);
	note_unknown_machine(cli, &snapshot->machine);
	for (i = 0; i < snapshot->accounts.count; i++)
		note_unknown_account(cli, &snapshot->accounts.items[i]);
	write_reasons(cli, notes);
	vouch_page_printf(&cli->page, VOUCH_PAINT_PLAIN, "%zu account%s", snapshot->accounts.count,
		snapshot->accounts.count == 1 ? "" : "s");
	vouch_page_newline(&cli->page);
}

int vouch_command_observe(struct vouch_cli *cli, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_site_close) struct vouch_site site = {0};
	struct vouch_snapshot snapshot;
	struct vouch_source source = {0};
	struct vouch_site_wish wish;
	bool named = vouch_cli_given(cli, VOUCH_OPTION_REPO);
	int r = vouch_cli_site_wish(cli, &wish, err);

	if (r >= 0)
		r = vouch_site_open(&cli->arena, &wish, &site, err);
	if (r >= 0 && named)
		r = vouch_site_sync(&cli->arena, &site, &source, err);
	if (r >= 0)
		r = vouch_decide_observe(
			&cli->arena, &site, named ? &source : NULL, &snapshot, err);
	if (r < 0)
		return r;
	if (cli->json) {
		vouch_snapshot_write(&snapshot, &cli->out);
		write_reasons(cli, vouch_probe_notes(&site.probe));
	} else {
		write_page(cli, &snapshot, vouch_probe_notes(&site.probe));
	}
	return VOUCH_ENDING_DONE;
}
