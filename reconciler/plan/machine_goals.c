/* machine_goals.c – FileVault and the bootstrap token: goals of the Mac itself, after its accounts.
 *
 * What is wanted before the plan is made, and what is still missing afterwards. */
#include "lack.h"
#include "passes.h"
#include "schedule.h"
#include "vouch/base/text.h"

/* --- wanted ---------------------------------------------------------------------------------- */

static bool wants_filevault(const struct vouch_world *world)
{
	const struct vouch_value *goal = &world->in->desired->machine.filevault_enabled;

	return goal->kind != VOUCH_VALUE_NONE && goal->as.flag;
}

static bool wants_escrow(const struct vouch_world *world)
{
	return world->in->desired->machine.bootstrap_token.kind != VOUCH_VALUE_NONE;
}

void vouch_plan_machine_wants(struct vouch_world *world)
{
	const struct vouch_machine *machine = &world->in->observed->machine;

	/* FACTS 4.4: whether a holder unlocks the disk is known on APFS alone. */
	world->tried.filevault = wants_filevault(world) &&
				 machine->filevault == VOUCH_FILEVAULT_OFF &&
				 world->family->tokens && !world->family->unread &&
				 !vouch_world_has_no(world, VOUCH_ACTION_ENABLE_FILEVAULT);
	world->tried.escrow = wants_escrow(world) &&
			      machine->bootstrap_token == VOUCH_BOOTSTRAP_SUPPORTED &&
			      !vouch_world_has_no(world, VOUCH_ACTION_ESCROW_BOOTSTRAP);
}

/* --- still missing --------------------------------------------------------------------------- */

static struct vouch_waiting plain(enum vouch_needs needs, const char *hint)
{
	return (struct vouch_waiting){.needs = needs, .hint = hint};
}

static struct vouch_waiting of_lack(const struct vouch_world *world, struct vouch_lack lack)
{
	return (struct vouch_waiting){.needs = lack.needs,
		.of = lack.of == VOUCH_NOBODY ? NULL : world->members[lack.of].name,
		.hint = lack.hint};
}

static void take_first(struct vouch_waiting *first, struct vouch_waiting other)
{
	if (other.needs < first->needs)
		*first = other;
}

static void add(struct vouch_world *world, const char *field, struct vouch_pos source,
	struct vouch_waiting entry)
{
	entry.field = field;
	entry.source = source;
	*VOUCH_PUSH(world->arena, &world->out->waiting) = entry;
}

static bool is_about_unlocking(const struct vouch_waiting *entry)
{
	return vouch_text_equal(entry->field, vouch_field_info(VOUCH_FIELD_STATE)->name) ||
	       vouch_text_equal(entry->field, vouch_field_info(VOUCH_FIELD_FILEVAULT)->name);
}

/* Accounts that are to unlock the disk come first: what the first of them needs, in the order of
 * the needs. Entries are in the order of the members. */
static struct vouch_waiting first_account(const struct vouch_world *world)
{
	struct vouch_waiting first = plain(VOUCH_NEEDS_COUNT, NULL);
	int who = 0;
	size_t i;

	for (i = 0; i < world->out->waiting.count; i++) {
		const struct vouch_waiting *entry = &world->out->waiting.items[i];

		while (world->members[who].name != entry->user)
			who++;
		if (entry->needs >= first.needs ||
			!vouch_machine_is_to_unlock(&world->members[who]) ||
			!is_about_unlocking(entry))
			continue;
		first = (struct vouch_waiting){.needs = entry->needs,
			.of = entry->of,
			.hint = vouch_arena_printf(world->arena,
				"%s is to unlock the disk and waits: %s", entry->user,
				entry->hint)};
	}
	return first;
}

/* What turning it on lacks whoever is there. */
static struct vouch_waiting machine_lacks(const struct vouch_world *world)
{
	if (world->family->unread)
		return plain(VOUCH_NEEDS_UNKNOWN,
			"find out why the version of macOS or the file system cannot be read: "
			"vouch observe");
	if (!world->family->tokens)
		return plain(VOUCH_NEEDS_VERSION,
			"Vouch turns FileVault on on APFS alone: upgrade to macOS 10.14 or later, "
			"or turn it on by hand (fdesetup enable)");
	if (vouch_world_has_no(world, VOUCH_ACTION_ENABLE_FILEVAULT))
		return plain(VOUCH_NEEDS_VERSION,
			"this version of Vouch does not turn FileVault on: fdesetup enable, or "
			"MDM");
	return plain(VOUCH_NEEDS_COUNT, NULL);
}

static struct vouch_waiting filevault_lacks(const struct vouch_world *world)
{
	struct vouch_waiting first = machine_lacks(world);

	switch (world->in->observed->machine.filevault) {
	case VOUCH_FILEVAULT_OFF:
		take_first(&first, first_account(world));
		take_first(&first, of_lack(world, vouch_lack_unlocker(world)));
		take_first(&first, of_lack(world, vouch_lack_visible(world)));
		break;
	case VOUCH_FILEVAULT_DECRYPTING:
		take_first(&first,
			plain(VOUCH_NEEDS_FILEVAULT,
				"wait until FileVault has finished decrypting: fdesetup status"));
		break;
	case VOUCH_FILEVAULT_DEFERRED: /* then macOS turns it on by itself, on APFS */
		if (world->in->observed->machine.filesystem == VOUCH_FILESYSTEM_APFS)
			first = plain(VOUCH_NEEDS_LOGIN,
				"FileVault is set to turn on at the next login or logout: log in "
				"at the login window");
		break;
	case VOUCH_FILEVAULT_UNKNOWN:
	case VOUCH_FILEVAULT_ON:
	case VOUCH_FILEVAULT_ENCRYPTING:
	case VOUCH_FILEVAULT_COUNT:
		first = plain(VOUCH_NEEDS_UNKNOWN,
			"find out why FileVault cannot be read: fdesetup status");
		break;
	}
	return first;
}

static bool filevault_is_on(const struct vouch_world *world)
{
	enum vouch_filevault now = world->in->observed->machine.filevault;

	return now == VOUCH_FILEVAULT_ON || now == VOUCH_FILEVAULT_ENCRYPTING ||
	       world->end->reached_machine.filevault;
}

static struct vouch_waiting escrow_lacks(const struct vouch_world *world)
{
	struct vouch_waiting first = plain(VOUCH_NEEDS_COUNT, NULL);

	switch (world->in->observed->machine.bootstrap_token) {
	case VOUCH_BOOTSTRAP_UNSUPPORTED:
		return plain(VOUCH_NEEDS_VERSION,
			"the MDM of this Mac, or this macOS, takes no bootstrap token: enrol it in "
			"one that does");
	case VOUCH_BOOTSTRAP_SUPPORTED:
		if (vouch_world_has_no(world, VOUCH_ACTION_ESCROW_BOOTSTRAP))
			first = plain(VOUCH_NEEDS_VERSION,
				"this version of Vouch does not escrow it: profiles install -type "
				"bootstraptoken, as an administrator who holds a token");
		take_first(&first, of_lack(world, vouch_lack_escrow(world)));
		return first;
	case VOUCH_BOOTSTRAP_UNKNOWN:
	case VOUCH_BOOTSTRAP_ESCROWED:
	case VOUCH_BOOTSTRAP_COUNT: break;
	}
	return plain(VOUCH_NEEDS_UNKNOWN, "find out why the bootstrap token cannot be read: "
					  "profiles status -type bootstraptoken");
}

static bool is_escrowed(const struct vouch_world *world)
{
	return world->in->observed->machine.bootstrap_token == VOUCH_BOOTSTRAP_ESCROWED ||
	       world->end->reached_machine.escrow;
}

void vouch_plan_machine_goals(struct vouch_world *world)
{
	const struct vouch_machine_goals *goals = &world->in->desired->machine;

	if (wants_filevault(world) && !filevault_is_on(world))
		add(world, "filevault", goals->filevault_enabled.pos, filevault_lacks(world));
	if (wants_escrow(world) && !is_escrowed(world))
		add(world, "bootstrap_token", goals->bootstrap_token.pos, escrow_lacks(world));
}
