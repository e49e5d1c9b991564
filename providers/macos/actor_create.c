/* actor_create.c – making an account, so that one that was cut off half-made is finished.
 *
 * The order matters: the GeneratedUID first, so that the record is known as ours from its first
 * write; the home, which no look at the record shows, before the password, without which no account
 * counts as made; the suppressing tag before the password too, as setting a password is what gives
 * a first token; the password before anybody can be granted anything.
 */
#include "actor_changes.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "actor_record.h"
#include "vouch/base/text.h"

enum { STAFF = 20 };

/* Everything of a record that creation looks at or writes. */
static const char *const keys[] = {"GeneratedUID", "RealName", "UniqueID", "PrimaryGroupID",
	"NFSHomeDirectory", "UserShell", "IsHidden", "AuthenticationHint", "Picture",
	"AuthenticationAuthority", "_writers_hint", "_writers_jpegphoto", "_writers_passwd",
	"_writers_picture", "_writers_UserCertificate", NULL};

/* FACTS N3, 3.2: a record made by a bare -create has names and a GeneratedUID and nothing else. */
static bool is_bare(const struct vouch_macos_act *act, const struct vouch_macos_record *record)
{
	return !vouch_macos_record_knows(act, record, "UniqueID") &&
	       !vouch_macos_record_knows(act, record, "NFSHomeDirectory") &&
	       !vouch_macos_record_knows(act, record, "AuthenticationAuthority");
}

/* The record is there and has our GeneratedUID afterwards. */
static int claim_record(
	const struct vouch_macos_act *act, struct vouch_macos_record *record, struct vouch_err *err)
{
	const char *path = vouch_macos_user_path(act);
	int r = vouch_macos_record_read(act, path, keys, record, err);

	if (r < 0)
		return r;
	if (record->present &&
		vouch_macos_record_find(act, record, "GeneratedUID", act->uuid) != NULL)
		return 0;
	/* -create replaces values: the identity of somebody else's account must not be. */
	if (record->present && (act->before == NULL || !is_bare(act, record)))
		return vouch_err_set(err, VOUCH_E_STALE,
			"somebody else made an account %s meanwhile: plan again",
			act->change->user);
	return vouch_macos_act_must(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(".", "-create", path, "GeneratedUID", act->uuid), NULL, err);
}

static int put(const struct vouch_macos_act *act, const struct vouch_macos_record *record,
	const char *key, const char *what, const char *value, struct vouch_err *err)
{
	int r = vouch_macos_check_value(what, value, err);

	return r < 0 ? r
		     : vouch_macos_record_put(
			       act, vouch_macos_user_path(act), record, key, value, err);
}

static struct vouch_number wanted_uid(const struct vouch_macos_act *act)
{
	const struct vouch_difference *chosen = vouch_change_difference(act->change, "uid");
	const struct vouch_value *declared =
		vouch_user_field(act->change->desired, VOUCH_FIELD_UID);
	struct vouch_number wanted = {false, 0};

	if (declared != NULL)
		return (struct vouch_number){true, declared->as.number};
	if (chosen != NULL && chosen->to != NULL)
		wanted.known = vouch_text_number(chosen->to, &wanted.value);
	return wanted;
}

/* FACTS 7.21, 3.1: a uid that is given twice is not always refused, so it is looked up right
 * before. One that the half-made account has already stays. */
static int put_uid(const struct vouch_macos_act *act, const struct vouch_macos_record *record,
	struct vouch_err *err)
{
	struct vouch_number wanted = wanted_uid(act);
	int64_t uid;
	int r;

	if (!wanted.known && vouch_macos_record_knows(act, record, "UniqueID"))
		return 0;
	r = vouch_macos_record_uid(act, act->change->user, wanted, &uid, err);
	return r < 0 ? r
		     : put(act, record, "UniqueID", "uid",
			       vouch_arena_printf(act->arena, "%" PRId64, uid), err);
}

static const char *gid_of(const struct vouch_macos_act *act)
{
	const struct vouch_value *gid = vouch_user_field(act->change->desired, VOUCH_FIELD_GID);

	return vouch_arena_printf(
		act->arena, "%" PRId64, gid == NULL ? (int64_t)STAFF : gid->as.number);
}

static const char *home_of(const struct vouch_macos_act *act)
{
	const char *home = vouch_macos_declared_text(act, VOUCH_FIELD_HOME);

	return home != NULL ? home : vouch_arena_printf(act->arena, "/Users/%s", act->change->user);
}

/* Undeclared: the one that macOS itself gives a new account. */
static const char *shell_of(const struct vouch_macos_act *act)
{
	const char *shell = vouch_macos_declared_text(act, VOUCH_FIELD_SHELL);

	return shell != NULL ? shell : act->can->shell;
}

/* What may stay undeclared is only written where it is declared. */
static int put_declared(const struct vouch_macos_act *act, const struct vouch_macos_record *record,
	struct vouch_err *err)
{
	static const struct {
		enum vouch_field field;
		const char *key;
	} texts[] = {{VOUCH_FIELD_PASSWORD_HINT, "AuthenticationHint"},
		{VOUCH_FIELD_PICTURE, "Picture"}};
	const struct vouch_value *hidden =
		vouch_user_field(act->change->desired, VOUCH_FIELD_HIDDEN);
	size_t i;
	int r = 0;

	if (hidden != NULL)
		r = put(act, record, "IsHidden", "hidden", hidden->as.flag ? "1" : "0", err);
	for (i = 0; r == 0 && i < sizeof texts / sizeof *texts; i++) {
		const char *text = vouch_macos_declared_text(act, texts[i].field);

		if (text != NULL)
			r = put(act, record, texts[i].key, vouch_field_info(texts[i].field)->name,
				text, err);
	}
	return r;
}

/* FACTS 2.3: what lets an account change its own password, picture and hint. */
static int put_writers(const struct vouch_macos_act *act, const struct vouch_macos_record *record,
	struct vouch_err *err)
{
	static const char *const writers[] = {"_writers_hint", "_writers_jpegphoto",
		"_writers_passwd", "_writers_picture", "_writers_UserCertificate"};
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < sizeof writers / sizeof *writers; i++)
		r = put(act, record, writers[i], "user", act->change->user, err);
	return r;
}

static int put_attributes(const struct vouch_macos_act *act,
	const struct vouch_macos_record *record, struct vouch_err *err)
{
	const char *full_name = vouch_macos_declared_text(act, VOUCH_FIELD_FULL_NAME);
	int r = put(act, record, "RealName", "full_name",
		full_name == NULL ? act->change->user : full_name, err);

	if (r == 0)
		r = put_uid(act, record, err);
	if (r == 0)
		r = put(act, record, "PrimaryGroupID", "gid", gid_of(act), err);
	if (r == 0)
		r = put(act, record, "NFSHomeDirectory", "home", home_of(act), err);
	if (r == 0)
		r = put(act, record, "UserShell", "shell", shell_of(act), err);
	if (r == 0)
		r = put_declared(act, record, err);
	return r < 0 ? r : put_writers(act, record, err);
}

/* FACTS N4: before the password. */
static int append_tag(const struct vouch_macos_act *act, const struct vouch_macos_record *record,
	struct vouch_err *err)
{
	if (vouch_macos_record_find(
		    act, record, "AuthenticationAuthority", VOUCH_MACOS_SUPPRESS_TAG) != NULL)
		return 0;
	return vouch_macos_act_must(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(".", "-append", vouch_macos_user_path(act),
			"AuthenticationAuthority", VOUCH_MACOS_SUPPRESS_TAG),
		NULL, err);
}

int vouch_macos_suppress_token(const struct vouch_macos_act *act, struct vouch_err *err)
{
	struct vouch_macos_record record = {false, NULL};
	int r = vouch_macos_record_read(act, vouch_macos_user_path(act),
		VOUCH_MACOS_WORDS("AuthenticationAuthority"), &record, err);

	if (r == 0)
		r = append_tag(act, &record, err);
	vouch_macos_record_release(&record);
	return r;
}

static int put_tag(const struct vouch_macos_act *act, const struct vouch_macos_record *record,
	struct vouch_err *err)
{
	return act->change->suppress_token ? append_tag(act, record, err) : 0;
}

/* A half-made account that holds a token got it with its password: that one is set, and could not
 * be set again without it (FACTS P6). Otherwise setting it once more does no harm. */
static int put_password(const struct vouch_macos_act *act, struct vouch_err *err)
{
	if (act->before != NULL && act->before->password == VOUCH_YES &&
		(act->before->token == VOUCH_TOKEN_LIVE || act->before->token == VOUCH_TOKEN_DEAD))
		return 0;
	return vouch_macos_password_set(act, err);
}

static bool wants_admin(const struct vouch_change *change)
{
	const struct vouch_difference *admin = vouch_change_difference(change, "admin");
	const struct vouch_value *declared = vouch_user_field(change->desired, VOUCH_FIELD_ADMIN);

	if (admin != NULL)
		return admin->to != NULL && vouch_text_starts(admin->to, "true");
	/* One with an end may have run out: then the planner says so by a difference. */
	return declared != NULL && declared->as.admin.wanted && !declared->as.admin.has_until;
}

static int put_memberships(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const struct vouch_value *groups =
		vouch_user_field(act->change->desired, VOUCH_FIELD_GROUPS);
	size_t i;
	int r = wants_admin(act->change) ? vouch_macos_promote(act, err) : 0;

	for (i = 0; r == 0 && groups != NULL && i < groups->as.names.count; i++)
		r = vouch_macos_membership_set(
			act, act->change->user, groups->as.names.items[i], true, err);
	return r;
}

/* A home belongs to the uid and gid that the record has when it is made, and keeps them: so what
 * dscl reported as written is read once before. */
static int prove_owner(const struct vouch_macos_act *act, struct vouch_err *err)
{
	static const char *const owner[] = {"UniqueID", "PrimaryGroupID", "NFSHomeDirectory", NULL};
	const struct vouch_number uid = wanted_uid(act);
	const char *path = vouch_macos_user_path(act), *missing = NULL;
	struct vouch_macos_record record;
	int r = vouch_macos_record_read(act, path, owner, &record, err);

	if (r < 0)
		return r;
	if (uid.known ? vouch_macos_record_find(act, &record, "UniqueID",
				vouch_arena_printf(act->arena, "%" PRId64, uid.value)) == NULL
		      : !vouch_macos_record_knows(act, &record, "UniqueID"))
		missing = "uid";
	else if (vouch_macos_record_find(act, &record, "PrimaryGroupID", gid_of(act)) == NULL)
		missing = "primary group";
	else if (vouch_macos_record_find(act, &record, "NFSHomeDirectory", home_of(act)) == NULL)
		missing = "home";
	vouch_macos_record_release(&record);
	if (missing == NULL)
		return 0;
	return vouch_err_set(err, VOUCH_E_APPLY,
		"dscl reported success, but %s has not the %s that was written: no home is made; "
		"the next run goes on here, or see what it said: vouch show last",
		path, missing);
}

static int make_home(const struct vouch_macos_act *act, struct vouch_err *err)
{
	const char *home = home_of(act);
	const char *path = vouch_arena_printf(act->arena, "%s%s", act->root, home);
	struct stat status;
	int r;

	/* A role account has no home of its own. */
	if (strcmp(home, "/var/empty") == 0 || strcmp(home, "/dev/null") == 0)
		return 0;
	if (stat(path, &status) == 0) {
		vouch_macos_act_note(act, "%s is there already: left as it is", home);
		return 0;
	}
	r = prove_owner(act, err);
	if (r == 0)
		r = vouch_macos_act_must(act, VOUCH_MACOS_CREATEHOMEDIR,
			VOUCH_MACOS_WORDS("-c", "-u", act->change->user), NULL, err); /* FACTS N8 */
	if (r == 0 && stat(path, &status) != 0)
		r = vouch_err_set(err, VOUCH_E_APPLY,
			"createhomedir reported success, but %s is not there: see what it said: "
			"vouch show last",
			home);
	return r;
}

static bool holds(const struct vouch_macos_act *act)
{
	return act->before != NULL && act->before->token == VOUCH_TOKEN_LIVE;
}

int vouch_macos_create_user(const struct vouch_macos_act *act, struct vouch_err *err)
{
	struct vouch_macos_record record = {false, NULL};
	int r;

	if (act->change->desired == NULL || act->uuid == NULL)
		return vouch_err_set(err, VOUCH_E_BUG, "a creation without a declaration or uuid");
	r = vouch_macos_check_password(act->change->user, act->user_password, err);
	if (r == 0 && act->change->by != NULL)
		r = vouch_macos_check_password(act->change->by, act->by_password, err);
	if (r == 0)
		r = claim_record(act, &record, err);
	if (r == 0)
		r = put_attributes(act, &record, err);
	if (r == 0)
		r = put_tag(act, &record, err);
	vouch_macos_record_release(&record);
	if (r == 0)
		r = make_home(act, err);
	if (r == 0)
		r = put_password(act, err);
	if (r == 0)
		r = put_memberships(act, err);
	if (r == 0 && act->change->by != NULL && !holds(act))
		r = vouch_macos_grant_token(act, err);
	return r;
}
