/* lack.c – what a task is missing, in the order in which it is named: unknown, conflict, version,
 * password (or login), filevault, grantor (or login), logout, replacement. */
#include "lack.h"

#include "question.h"
#include "stage.h"

/* What stands against a task whatever the rest of the plan does, in the order of the needs. */
static const struct vouch_question create_own[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_names},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_means_another},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_hands},
	{VOUCH_NEEDS_VERSION, vouch_lack_source_unsupported},
	{VOUCH_NEEDS_PASSWORD, vouch_lack_password},
	{VOUCH_NEEDS_COUNT, NULL},
};

static const struct vouch_question give_own[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_family},
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_kind},
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_filevault},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_means_another},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_cannot_hold},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_tokens},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_hands},
	{VOUCH_NEEDS_VERSION, vouch_lack_source_unsupported},
	{VOUCH_NEEDS_PASSWORD, vouch_lack_password_or_login},
	{VOUCH_NEEDS_FILEVAULT, vouch_lack_filevault_moves},
	{VOUCH_NEEDS_COUNT, NULL},
};

static const struct vouch_question revoke_own[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_family},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_means_another},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_tokens},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_hands},
	{VOUCH_NEEDS_VERSION, vouch_lack_source_unsupported},
	{VOUCH_NEEDS_PASSWORD, vouch_lack_password},
	{VOUCH_NEEDS_COUNT, NULL},
};

static const struct vouch_question delete_own[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_login},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_means_another},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_hands},
	{VOUCH_NEEDS_LOGOUT, vouch_lack_logged_in},
	{VOUCH_NEEDS_COUNT, NULL},
};

static const struct vouch_question plain_own[] = {
	{VOUCH_NEEDS_CONFLICT, vouch_lack_means_another},
	{VOUCH_NEEDS_VERSION, vouch_lack_no_hands},
	{VOUCH_NEEDS_COUNT, NULL},
};

/* What depends on the others. */
static const struct vouch_question create_others[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_leaver},
	{VOUCH_NEEDS_CONFLICT, vouch_lack_is_taken},
	{VOUCH_NEEDS_COUNT, NULL},
};

static const struct vouch_question token_others[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_grantor},
	{VOUCH_NEEDS_VERSION, vouch_lack_unsupported_grantor},
	{VOUCH_NEEDS_PASSWORD, vouch_lack_password_not_set},
	{VOUCH_NEEDS_GRANTOR, vouch_lack_grantor},
	{VOUCH_NEEDS_COUNT, NULL},
};

static const struct vouch_question loss_others[] = {
	{VOUCH_NEEDS_UNKNOWN, vouch_lack_unread_keeper},
	{VOUCH_NEEDS_REPLACEMENT, vouch_lack_replacement},
	{VOUCH_NEEDS_COUNT, NULL},
};

static const struct vouch_question nothing[] = {{VOUCH_NEEDS_COUNT, NULL}};

static const struct {
	const struct vouch_question *own, *trust, *others;
} questions[] = {
	[VOUCH_TASK_PROMOTE] = {plain_own, nothing, nothing},
	[VOUCH_TASK_CREATE] = {create_own, nothing, create_others},
	[VOUCH_TASK_REPAIR] = {give_own, token_others, nothing},
	[VOUCH_TASK_GRANT] = {give_own, token_others, nothing},
	[VOUCH_TASK_ADD_UNLOCKER] = {vouch_lack_add_own, nothing, vouch_lack_add_others},
	[VOUCH_TASK_PASSWORD] = {vouch_lack_password_own, vouch_lack_password_trust, nothing},
	[VOUCH_TASK_UPDATE] = {plain_own, nothing, nothing},
	[VOUCH_TASK_REVOKE] = {revoke_own, token_others, loss_others},
	[VOUCH_TASK_REMOVE_UNLOCKER] = {vouch_lack_remove_own, nothing, loss_others},
	[VOUCH_TASK_DEMOTE] = {plain_own, nothing, loss_others},
	[VOUCH_TASK_DELETE] = {delete_own, nothing, loss_others},
};
_Static_assert(sizeof questions / sizeof questions[0] == VOUCH_TASK_COUNT, "one row a task");

/* The first row that answers yes, if it comes before what was found already. */
static void ask(const struct vouch_world *world, int who, enum vouch_task task,
	const struct vouch_question *rows, struct vouch_lack *first)
{
	for (; rows->is_missing != NULL; rows++) {
		struct vouch_lack lack = {rows->needs, VOUCH_NOBODY, NULL};

		if (rows->needs >= first->needs || !rows->is_missing(world, who, task, &lack))
			continue;
		if (lack.needs < first->needs) /* it may say another one */
			*first = lack;
		return;
	}
}

struct vouch_lack vouch_lack_own(const struct vouch_world *world, int who, enum vouch_task task)
{
	struct vouch_lack first = {VOUCH_NEEDS_COUNT, VOUCH_NOBODY, NULL};

	ask(world, who, task, questions[task].own, &first);
	return first;
}

struct vouch_lack vouch_lack_first(const struct vouch_world *world, int who, enum vouch_task task)
{
	struct vouch_lack first = vouch_lack_own(world, who, task);

	ask(world, who, task, questions[task].trust, &first);
	ask(world, who, task, questions[task].others, &first);
	if (first.needs == VOUCH_NEEDS_COUNT) /* given up for others of the same kind */
		first = (struct vouch_lack){VOUCH_NEEDS_GRANTOR, VOUCH_NOBODY,
			"no plan reaches this together with the rest: run again, or change one of "
			"the declarations"};
	return first;
}
