/* waiting.c – exactly one entry for each written field that the plan does not reach. */
#include "lack.h"
#include "passes.h"
#include "question.h"

static void add(struct vouch_world *world, const struct vouch_member *member,
	enum vouch_field field, struct vouch_lack lack)
{
	const struct vouch_value *value = vouch_user_field(member->user, field);

	*VOUCH_PUSH(world->arena, &world->out->waiting) = (struct vouch_waiting){
		.user = member->name,
		.field = vouch_field_info(field)->name,
		.needs = lack.needs,
		.of = lack.of == VOUCH_NOBODY ? NULL : world->members[lack.of].name,
		.hint = lack.hint,
		.source = value != NULL ? value->pos : member->user->pos,
	};
}

static struct vouch_lack unread(struct vouch_world *world, int who, enum vouch_field field)
{
	struct vouch_lack lack = {.needs = VOUCH_NEEDS_UNKNOWN};

	if (field == VOUCH_FIELD_FILEVAULT &&
		vouch_lack_unread_family(world, who, VOUCH_TASK_COUNT, &lack))
		return lack;
	return (struct vouch_lack){VOUCH_NEEDS_UNKNOWN, who,
		vouch_arena_printf(world->arena,
			"find out why %s of %s cannot be read: vouch observe, dscl . -read "
			"/Users/%s",
			vouch_field_info(field)->name, world->members[who].name,
			world->members[who].name)};
}

static struct vouch_lack expiry_waits(struct vouch_world *world, int who)
{
	/* Nobody else can stand in for an account that the fleet requires. */
	if (world->members[who].required)
		return (struct vouch_lack){VOUCH_NEEDS_REPLACEMENT, who,
			vouch_arena_printf(world->arena,
				"%s should be no administrator any more, and is required: take it "
				"off that list, or declare admin: true without an end",
				world->members[who].name)};
	return (struct vouch_lack){VOUCH_NEEDS_REPLACEMENT, who,
		vouch_arena_printf(world->arena,
			"%s should be no administrator any more, and a guard would break: declare "
			"another account with admin: true (and secure_token: true)",
			world->members[who].name)};
}

/* The task that would reach this field, and was not taken; VOUCH_TASK_COUNT where none is left. */
static enum vouch_task missed(
	const struct vouch_member *member, enum vouch_field field, bool tokens)
{
	static const enum vouch_task admin[] = {
		VOUCH_TASK_PROMOTE, VOUCH_TASK_DEMOTE, VOUCH_TASK_COUNT};
	static const enum vouch_task token[] = {
		VOUCH_TASK_GRANT, VOUCH_TASK_REPAIR, VOUCH_TASK_REVOKE, VOUCH_TASK_COUNT};
	static const enum vouch_task password[] = {VOUCH_TASK_PASSWORD, VOUCH_TASK_COUNT};
	static const enum vouch_task attributes[] = {VOUCH_TASK_UPDATE, VOUCH_TASK_COUNT};
	static const enum vouch_task unlock[] = {
		VOUCH_TASK_ADD_UNLOCKER, VOUCH_TASK_REMOVE_UNLOCKER, VOUCH_TASK_COUNT};
	static const enum vouch_task none[] = {VOUCH_TASK_COUNT};
	unsigned left = member->wanted & ~member->reached;
	const enum vouch_task *task = none;

	if (field == VOUCH_FIELD_ADMIN)
		task = admin;
	else if (field == VOUCH_FIELD_PASSWORD)
		task = password;
	else if (field == VOUCH_FIELD_SECURE_TOKEN || (field == VOUCH_FIELD_FILEVAULT && tokens))
		task = token;
	else if (field == VOUCH_FIELD_FILEVAULT)
		task = unlock;
	else if (vouch_field_info(field)->change == VOUCH_CHANGE_ATTRIBUTE &&
		 member->verdicts[field].outcome == VOUCH_OUTCOME_CHANGE)
		task = attributes;
	while (*task != VOUCH_TASK_COUNT && !vouch_task_in(left, *task))
		task++;
	return *task;
}

static void add_field(struct vouch_world *world, int who, enum vouch_field field)
{
	const struct vouch_member *member = &world->members[who];
	enum vouch_task task = missed(member, field, world->family->tokens);

	if (member->verdicts[field].outcome == VOUCH_OUTCOME_UNKNOWN &&
		vouch_field_info(field)->change != VOUCH_CHANGE_CREATION)
		add(world, member, field, unread(world, who, field));
	else if (field == VOUCH_FIELD_ADMIN && member->expiry_waits)
		add(world, member, field, expiry_waits(world, who));
	else if (task != VOUCH_TASK_COUNT)
		add(world, member, field, vouch_lack_first(world, who, task));
	else if (field == VOUCH_FIELD_PASSWORD && member->rotation_unread)
		add(world, member, field,
			(struct vouch_lack){VOUCH_NEEDS_UNKNOWN, who,
				"find out why the vault cannot say when this password was set"});
}

static void add_member(struct vouch_world *world, int who)
{
	static const enum vouch_task whole[] = {VOUCH_TASK_CREATE, VOUCH_TASK_DELETE};
	const struct vouch_member *member = &world->members[who];
	unsigned left = member->wanted & ~member->reached;
	enum vouch_field field;
	size_t i;

	for (i = 0; i < 2; i++) {
		if (!vouch_task_in(left, whole[i]))
			continue;
		add(world, member, VOUCH_FIELD_STATE, vouch_lack_first(world, who, whole[i]));
		return;
	}
	if (member->namesake != NULL) {
		add(world, member, VOUCH_FIELD_STATE,
			vouch_lack_own(world, who, VOUCH_TASK_UPDATE));
		return;
	}
	for (field = 0; field < VOUCH_FIELD_COUNT && !member->leaves; field++) {
		if (vouch_user_field(member->user, field) != NULL)
			add_field(world, who, field);
	}
}

void vouch_plan_waiting(struct vouch_world *world)
{
	int who;

	vouch_plan_shortage(world);
	for (who = 0; who < world->count; who++) {
		if (world->members[who].user != NULL)
			add_member(world, who);
	}
}
