/* rules.c – the table of what each release of macOS changed. */
#include "rules.h"

#include <stddef.h>
#include <string.h>

#include "version.h"

enum kind { ON, OFF, TEXT, FIRST };

struct change {
	const char
		*from; /* the release that brought it; it holds until another row says otherwise */
	enum kind kind;
	size_t offset;
	const char *text;
	enum simmac_first_token first;
};

#define RULE(field) offsetof(struct simmac_rules, field)
/* clang-format off */
#define SAYS(from, field, text)  {from, TEXT,  RULE(field), text, SIMMAC_FIRST_SOLE_USER}
#define BEGINS(from, field)      {from, ON,    RULE(field), NULL, SIMMAC_FIRST_SOLE_USER}
#define ENDS(from, field)        {from, OFF,   RULE(field), NULL, SIMMAC_FIRST_SOLE_USER}
#define FIRST_TOKEN(from, who)   {from, FIRST, RULE(first_token), NULL, who}

/* In order of releases: read it as a history. FACTS 9.3 */
static const struct change changes[] = {
	SAYS("10.13", product, "Mac OS X"),
	SAYS("10.13", shell, "/bin/bash"),
	SAYS("10.13", apple_device, "disk1s1"),
	SAYS("10.13", intel_device, "disk1s1"),
	SAYS("10.13", admin_source, "/BuildRoot/Library/Caches/com.apple.xbs/Sources/Admin/Admin-679"),
	SAYS("10.13", record_daemon, "4850000"),
	FIRST_TOKEN("10.13", SIMMAC_FIRST_SOLE_USER),
	BEGINS("10.13", framework_wants_credentials),
	BEGINS("10.13", root_reset_breaks),
	BEGINS("10.13", uid_skips_502),
	BEGINS("10.13", standard_may_enable),
	BEGINS("10.13.2", disable_wants_password),
	ENDS("10.13.4", framework_wants_credentials),
	BEGINS("10.13.4", self_grant),
	BEGINS("10.13.4", mobile_dialog),
	BEGINS("10.13.4", enrollment_lines),

	ENDS("10.14", root_reset_breaks),
	BEGINS("10.14", directory_wants_access),
	BEGINS("10.14", recovery_key_authorizes),
	BEGINS("10.14", screen_lock_verb),
	BEGINS("10.14.1", passwd_asks_everybody),
	BEGINS("10.14.2", pair_grant),
	ENDS("10.14.3", passwd_asks_everybody),
	BEGINS("10.14.4", mobile_syncs),

	SAYS("10.15", shell, "/bin/zsh"),
	SAYS("10.15", apple_device, "disk1s5"),
	SAYS("10.15", intel_device, "disk1s5"),
	FIRST_TOKEN("10.15", SIMMAC_FIRST_ADMINISTRATOR),
	BEGINS("10.15", volume_group),
	BEGINS("10.15", mobile_gets_first),
	BEGINS("10.15", enabling_gives_first),
	ENDS("10.15", standard_may_enable),
	BEGINS("10.15", enable_wants_access),
	BEGINS("10.15", bootstrap),
	BEGINS("10.15.4", bootstrap_login_escrow),

	SAYS("11", product, "macOS"),
	SAYS("11", apple_device, "disk3s1s1"),
	SAYS("11", intel_device, "disk1s5s1"),
	SAYS("11", admin_source, "/AppleInternal/Library/BuildRoots/Sources/Admin"),
	SAYS("11", record_daemon, "8610000"),
	FIRST_TOKEN("11", SIMMAC_FIRST_AT_PASSWORD_SET),
	BEGINS("11", disabled_tags),
	BEGINS("11", bootstrap_grants_any),
	BEGINS("11", sealed_system),
	BEGINS("11", volume_owner),
	BEGINS("11", standard_may_enable),
	BEGINS("11", role_accounts),
	BEGINS("11", assigning_shows_gid),
	BEGINS("11", names_existing),
	BEGINS("11", screen_lock_status),

	BEGINS("12", delete_wants_access),
	ENDS("12.1", uid_skips_502),

	BEGINS("13", autologin_verb),
	BEGINS("13", sw_vers_two_tabs),

	BEGINS("14", phantom_add),
	BEGINS("14", enrollment_numbers),

	BEGINS("15", bootstrap_at_enrolment),
	BEGINS("15", gate_counts_bootstrap),
	BEGINS("15", dscl_guards_last),
};
/* clang-format on */

static void apply(const struct change *change, struct simmac_rules *out)
{
	void *place = (char *)out + change->offset;

	switch (change->kind) {
	case ON: *(bool *)place = true; return;
	case OFF: *(bool *)place = false; return;
	case TEXT: *(const char **)place = change->text; return;
	case FIRST: *(enum simmac_first_token *)place = change->first; return;
	}
}

bool simmac_rules_for(const char *os, struct simmac_rules *out)
{
	struct simmac_rules rules;
	struct simmac_version version, from;
	size_t i;

	if (!simmac_version_parse(os, &version) || !simmac_version_is_known(&version))
		return false;
	memset(&rules, 0, sizeof rules);
	for (i = 0; i < sizeof changes / sizeof *changes; i++)
		if (simmac_version_parse(changes[i].from, &from) &&
			simmac_version_compare(&from, &version) <= 0)
			apply(&changes[i], &rules);
	*out = rules;
	return true;
}
