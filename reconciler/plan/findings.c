/* findings.c – facts worth a person's eye, in the order of the design. */
#include "passes.h"
#include "stage.h"
#include "vouch/base/text.h"

static void add(struct vouch_world *world, const char *kind, const char *user, const char *message)
{
	*VOUCH_PUSH(world->arena, &world->out->findings) =
		(struct vouch_finding){kind, user, message};
}

static bool declares(const struct vouch_member *member, enum vouch_field field)
{
	return member->user != NULL && vouch_user_field(member->user, field) != NULL;
}

static bool filevault_shows(const struct vouch_world *world)
{
	enum vouch_filevault now = world->in->observed->machine.filevault;

	return now == VOUCH_FILEVAULT_ON || now == VOUCH_FILEVAULT_ENCRYPTING;
}

/* One question about an account as it was observed: the message, or NULL. */
typedef const char *look_fn(struct vouch_world *world, const struct vouch_member *member);

static const char *dead_token(struct vouch_world *world, const struct vouch_member *member)
{
	(void)world; /* the account alone says it */
	return member->token == VOUCH_TOKEN_DEAD
		       ? "its Secure Token does not work: tag and crypto user disagree, or it "
			 "was seen to fail"
		       : NULL;
}

/* FACTS 1.5: hidden or not, a holder shows at the FileVault screen. */
static const char *hidden_holder(struct vouch_world *world, const struct vouch_member *member)
{
	return filevault_shows(world) && member->token == VOUCH_TOKEN_LIVE &&
			       member->account->hidden == VOUCH_YES &&
			       !declares(member, VOUCH_FIELD_HIDDEN)
		       ? "it is hidden, and shows at the FileVault screen all the same, because "
			 "it holds a Secure Token"
		       : NULL;
}

static const char *by_name_only(struct vouch_world *world, const struct vouch_member *member)
{
	(void)world; /* the account alone says it */
	return member->account->admin_by_name == VOUCH_YES &&
			       member->account->admin_by_guid == VOUCH_NO
		       ? "it is in the admin group by name only, not by its GeneratedUID"
		       : NULL;
}

static const char *by_guid_only(struct vouch_world *world, const struct vouch_member *member)
{
	(void)world; /* the account alone says it */
	return member->account->admin_by_guid == VOUCH_YES &&
			       member->account->admin_by_name == VOUCH_NO
		       ? "it is in the admin group by its GeneratedUID only, not by name"
		       : NULL;
}

static const char *unlisted_admin(struct vouch_world *world, const struct vouch_member *member)
{
	return world->in->desired->machine.report_unlisted_admins && member->user == NULL &&
			       member->admin == VOUCH_YES &&
			       !vouch_text_equal_nocase(member->name, "root")
		       ? "it is an administrator, and the repository does not name it"
		       : NULL;
}

/* A snapshot may leave out where its verdict on the token comes from. */
static enum vouch_tri is_in_list(const struct vouch_account *account)
{
	return account->token_filevault_list != VOUCH_UNKNOWN ? account->token_filevault_list
							      : account->filevault;
}

static const char *missing_from_list(struct vouch_world *world, const struct vouch_member *member)
{
	return world->family->tokens && filevault_shows(world) &&
			       member->token == VOUCH_TOKEN_LIVE &&
			       is_in_list(member->account) == VOUCH_NO
		       ? "it holds a Secure Token, and FileVault does not list it: it cannot "
			 "unlock the disk"
		       : NULL;
}

static const char *replaced_account(struct vouch_world *world, const struct vouch_member *member)
{
	return member->replaced == NULL
		       ? NULL
		       : vouch_arena_printf(world->arena,
				 "this is another account than the one Vouch knew under this name "
				 "(GeneratedUID %s, before %s)",
				 member->account->uuid, member->replaced->uuid);
}

static const char *open_promotion(struct vouch_world *world, const struct vouch_member *member)
{
	(void)world; /* the journal says it */
	return member->open_promotion ? "it was made an administrator for a time, and that has "
					"not been ended: the next run ends it"
				      : NULL;
}

static void look_at_all(struct vouch_world *world, const char *kind, look_fn *look)
{
	int who;

	for (who = 0; who < world->count; who++) {
		const struct vouch_member *member = &world->members[who];
		const char *message = member->account ? look(world, member) : NULL;

		if (message != NULL)
			add(world, kind, member->name, message);
	}
}

static void orphans(struct vouch_world *world)
{
	const struct vouch_name_set *found = &world->in->observed->orphans;
	struct vouch_names sorted = {0};
	size_t i;

	for (i = 0; i < found->names.count; i++)
		vouch_names_add(world->arena, &sorted, found->names.items[i]);
	for (i = 0; i < sorted.count; i++)
		add(world, "orphan_crypto_user", NULL,
			vouch_arena_printf(world->arena,
				"the crypto user %s belongs to no account (fdesetup sync takes it "
				"off while FileVault is on)",
				sorted.items[i]));
}

static void immutable_fields(struct vouch_world *world)
{
	int who;
	enum vouch_field field;

	for (who = 0; who < world->count; who++) {
		const struct vouch_member *member = &world->members[who];

		for (field = 0; field < VOUCH_FIELD_COUNT; field++) {
			struct vouch_value has;

			if (member->account == NULL || member->user == NULL ||
				vouch_field_info(field)->change != VOUCH_CHANGE_CREATION ||
				member->verdicts[field].outcome != VOUCH_OUTCOME_CHANGE)
				continue;
			has = vouch_field_observed(field, member->account);
			add(world, "immutable_field", member->name,
				vouch_arena_printf(world->arena,
					"%s is %s and declared as %s: it applies at creation only",
					vouch_field_info(field)->name,
					vouch_field_text(world->arena, field, &has),
					vouch_field_text(world->arena, field,
						vouch_user_field(member->user, field))));
		}
	}
}

static void trust(struct vouch_world *world)
{
	if (world->begin == NULL || !world->family->tokens)
		return;
	if (world->begin->grantors > 0 && world->end->grantors == 0)
		add(world, "no_known_grantor", NULL,
			"after this plan nobody whose password is known can hand on a Secure "
			"Token");
	if (world->end->live == 0 && world->end->unread_holders == 0)
		add(world, "no_holder", NULL, "nobody on this Mac holds a working Secure Token");
}

static void regrants(struct vouch_world *world)
{
	bool escrowed = (world->in->observed->machine.bootstrap_token == VOUCH_BOOTSTRAP_ESCROWED ||
				world->end->reached_machine.escrow) &&
			world->family->login_brings_token;
	int who;

	for (who = 0; who < world->count; who++) {
		const struct vouch_member *member = &world->members[who];

		if (member->only_reported)
			add(world, "bootstrap_regrants", member->name,
				"its token was taken once, and the bootstrap token has handed it "
				"back: it is left alone now");
		else if (escrowed && vouch_task_in(member->reached, VOUCH_TASK_REVOKE))
			add(world, "bootstrap_regrants", member->name,
				"the bootstrap token hands its token back at the next graphical "
				"login");
	}
}

/* FACTS E2: whoever authenticates gets the first token, as long as it is the only person here. */
static void spoilers(struct vouch_world *world)
{
	int persons, unread;
	size_t i;

	if (world->begin == NULL || !world->family->second_account_spoils || world->end->live > 0)
		return;
	persons = world->begin->persons;
	unread = world->begin->unread_persons;
	for (i = 0; i < world->steps.count; i++) {
		const struct vouch_step *step = &world->steps.items[i];
		const struct vouch_member *member;
		int more;

		if (step->who == VOUCH_NOBODY)
			continue;
		member = &world->members[step->who];
		more = step->action == VOUCH_ACTION_CREATE_USER && member->half_made == NULL;
		if (more && member->person == VOUCH_YES && persons < 2 && persons + unread > 0)
			add(world, "spoils_first_token", member->name,
				"nobody holds a token, and it is the second account with a uid of "
				"500 or more: from then on nobody gets one on their own");
		more -= step->action == VOUCH_ACTION_DELETE_USER;
		persons += member->person == VOUCH_YES ? more : 0;
		unread += member->person == VOUCH_UNKNOWN ? more : 0;
	}
}

static void expiries(struct vouch_world *world)
{
	int who;

	for (who = 0; who < world->count; who++) {
		if (world->members[who].expiry_waits)
			add(world, "expiry_waits", world->members[who].name,
				"its time as an administrator has run out, and ending it would "
				"break a guard");
	}
}

void vouch_plan_findings(struct vouch_world *world)
{
	look_at_all(world, "dead_token", dead_token);
	look_at_all(world, "hidden_holder", hidden_holder);
	orphans(world);
	look_at_all(world, "admin_by_name_only", by_name_only);
	look_at_all(world, "admin_by_guid_only", by_guid_only);
	look_at_all(world, "unlisted_admin", unlisted_admin);
	look_at_all(world, "missing_from_filevault_list", missing_from_list);
	immutable_fields(world);
	trust(world);
	regrants(world);
	spoilers(world);
	look_at_all(world, "replaced_account", replaced_account);
	look_at_all(world, "open_promotion", open_promotion);
	expiries(world);
}
