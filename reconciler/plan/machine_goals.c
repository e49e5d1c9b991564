/* machine_goals.c – FileVault and the bootstrap token: goals of the Mac itself, after its accounts.
 *
 * No build enables or escrows either yet, so whatever is not reached waits. */
#include "passes.h"

static void add(struct vouch_world *world, const char *field, struct vouch_pos source,
	struct vouch_waiting entry)
{
	entry.field = field;
	entry.source = source;
	*VOUCH_PUSH(world->arena, &world->out->waiting) = entry;
}

static const struct vouch_waiting cannot_enable = {.needs = VOUCH_NEEDS_VERSION,
	.hint = "this version of Vouch does not turn FileVault on: fdesetup enable, or MDM"};

/* Accounts that are to unlock the disk come first; the first of them in the order of the needs. */
static struct vouch_waiting first_account(const struct vouch_world *world)
{
	struct vouch_waiting first = cannot_enable;
	size_t i;

	for (i = 0; i < world->out->waiting.count; i++) {
		const struct vouch_waiting *entry = &world->out->waiting.items[i];
		const struct vouch_user *user = vouch_desired_find(world->in->desired, entry->user);
		const struct vouch_value *unlocks =
			user != NULL ? vouch_user_field(user, VOUCH_FIELD_FILEVAULT) : NULL;

		if (entry->needs < first.needs && unlocks != NULL && unlocks->as.flag &&
			!vouch_user_is_absent(user))
			first = (struct vouch_waiting){
				.needs = entry->needs, .of = entry->user, .hint = entry->hint};
	}
	return first;
}

static void filevault_goal(struct vouch_world *world)
{
	const struct vouch_value *goal = &world->in->desired->machine.filevault_enabled;
	struct vouch_waiting entry = {.needs = VOUCH_NEEDS_COUNT};

	if (goal->kind == VOUCH_VALUE_NONE || !goal->as.flag)
		return;
	switch (world->in->observed->machine.filevault) {
	case VOUCH_FILEVAULT_ON:
	case VOUCH_FILEVAULT_ENCRYPTING: return;
	case VOUCH_FILEVAULT_UNKNOWN:
	case VOUCH_FILEVAULT_COUNT:
		entry = (struct vouch_waiting){.needs = VOUCH_NEEDS_UNKNOWN,
			.hint = "find out why FileVault cannot be read: fdesetup status"};
		break;
	case VOUCH_FILEVAULT_OFF: entry = first_account(world); break;
	case VOUCH_FILEVAULT_DECRYPTING:
		entry = (struct vouch_waiting){.needs = VOUCH_NEEDS_FILEVAULT,
			.hint = "wait until FileVault has finished decrypting: fdesetup status"};
		break;
	case VOUCH_FILEVAULT_DEFERRED:
		entry = (struct vouch_waiting){.needs = VOUCH_NEEDS_LOGIN,
			.hint = "FileVault is set to turn on at the next login or logout: log in "
				"at the login window"};
		if (world->in->observed->machine.filesystem == VOUCH_FILESYSTEM_HFS)
			entry = cannot_enable;
		break;
	}
	add(world, "filevault", goal->pos, entry);
}

static void bootstrap_goal(struct vouch_world *world)
{
	static const char *const hints[] = {
		[VOUCH_BOOTSTRAP_UNKNOWN] = "find out why the bootstrap token cannot be read: "
					    "profiles status -type bootstraptoken",
		[VOUCH_BOOTSTRAP_UNSUPPORTED] = "the MDM of this Mac, or this macOS, takes no "
						"bootstrap token: enrol it in one that does",
		[VOUCH_BOOTSTRAP_SUPPORTED] =
			"this version of Vouch does not escrow it: profiles install -type "
			"bootstraptoken, as an administrator who holds a token",
	};
	const struct vouch_value *goal = &world->in->desired->machine.bootstrap_token;
	enum vouch_bootstrap now = world->in->observed->machine.bootstrap_token;

	if (goal->kind == VOUCH_VALUE_NONE || now == VOUCH_BOOTSTRAP_ESCROWED)
		return;
	add(world, "bootstrap_token", goal->pos,
		(struct vouch_waiting){.needs = now == VOUCH_BOOTSTRAP_UNKNOWN
							? VOUCH_NEEDS_UNKNOWN
							: VOUCH_NEEDS_VERSION,
			.hint = hints[now]});
}

void vouch_plan_machine_goals(struct vouch_world *world)
{
	filevault_goal(world);
	bootstrap_goal(world);
}
