/* quirks.c – the table of knobs: name, default, and where the default depends on the version. */
#include "quirks.h"

#include <stddef.h>
#include <string.h>

#include "mac.h"

struct knob {
	const char *name;
	bool usual;
	bool (*by_rules)(const struct simmac_rules *rules); /* NULL: the usual one everywhere */
};

static bool phantom_add(const struct simmac_rules *rules)
{
	return rules->phantom_add;
}

static bool gate_counts(const struct simmac_rules *rules)
{
	return rules->gate_counts_bootstrap;
}

static bool guards_last(const struct simmac_rules *rules)
{
	return rules->dscl_guards_last;
}

static bool reset_breaks(const struct simmac_rules *rules)
{
	return rules->root_reset_breaks;
}

/* FACTS 9.4 */
static const struct knob knobs[] = {
	[SIMMAC_QUIRK_LIE_DONE] = {"lie_done", false, NULL},
	[SIMMAC_QUIRK_FULL_DISK_ACCESS] = {"full_disk_access", true, NULL},
	[SIMMAC_QUIRK_PHANTOM_ADD] = {"phantom_add", false, phantom_add},
	[SIMMAC_QUIRK_FALSE_LAST_GUARD] = {"false_last_guard", false, NULL},
	[SIMMAC_QUIRK_RESET_REFUSED] = {"reset_refused_tokenless", false, NULL},
	[SIMMAC_QUIRK_FDE_REMOVE_KEEPS_TAG] = {"fde_remove_keeps_tag", true, NULL},
	[SIMMAC_QUIRK_FDE_ADD_SETS_TAG] = {"fde_add_sets_tag", true, NULL},
	[SIMMAC_QUIRK_LIST_WHEN_OFF] = {"list_when_off", true, NULL},
	[SIMMAC_QUIRK_PREBOOT_LAG] = {"preboot_lag", true, NULL},
	[SIMMAC_QUIRK_GATE_COUNTS_BOOTSTRAP] = {"gate_counts_bt", false, gate_counts},
	[SIMMAC_QUIRK_NO_UNLOCK_RECORD] = {"ec2_no_record", false, NULL},
	[SIMMAC_QUIRK_AUTHONLY_TRIGGERS] = {"authonly_triggers", true, NULL},
	[SIMMAC_QUIRK_DSCL_DELETE_GUARD] = {"dscl_delete_guard", false, guards_last},
	[SIMMAC_QUIRK_DSCL_DELETE_ORPHAN] = {"dscl_delete_orphan", true, NULL},
	[SIMMAC_QUIRK_ROOT_RESET_BREAKS] = {"root_reset_breaks", false, reset_breaks},
	[SIMMAC_QUIRK_FIRST_SOLE] = {"first_rule_sole", true, NULL},
	[SIMMAC_QUIRK_DASH_STDIN] = {"dash_stdin", true, NULL},
	[SIMMAC_QUIRK_UID_SKIP] = {"uid_skip", true, NULL},
	[SIMMAC_QUIRK_PASSWD_REFUSES] = {"passwd1_root_refuses", false, NULL},
	[SIMMAC_QUIRK_PASSWD_BREAKS] = {"passwd1_root_breaks", false, NULL},
};
_Static_assert(sizeof knobs / sizeof *knobs == SIMMAC_QUIRK_COUNT, "a knob a quirk");

const char *simmac_quirk_name(enum simmac_quirk quirk)
{
	return knobs[quirk].name;
}

enum simmac_quirk simmac_quirk_find(const char *name)
{
	unsigned i;

	for (i = 0; i < SIMMAC_QUIRK_COUNT; i++)
		if (strcmp(knobs[i].name, name) == 0)
			break;
	return (enum simmac_quirk)i;
}

bool simmac_quirk(const struct simmac_mac *mac, enum simmac_quirk quirk)
{
	const struct knob *knob = &knobs[quirk];
	bool set;

	if (vouch_plist_boolean(vouch_plist_get(mac->settings.quirks, knob->name), &set))
		return set;
	return knob->by_rules ? knob->by_rules(mac->rules) : knob->usual;
}
