/* sysadminctl_add.c – adding accounts. FACTS 2.3, N1, N2, N7 */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "sysadminctl.h"

enum simmac_outcome simmac_sysadminctl_check(
	struct simmac_mac *mac, struct simmac_credentials by, bool *failed, bool *grantor)
{
	SIMMAC_RECORD admin = {0};
	enum simmac_outcome outcome;

	*failed = *grantor = false;
	if (!by.name)
		return simmac_mac_is_root(mac) ? SIMMAC_OK : SIMMAC_NOT_ROOT;
	outcome = simmac_authenticate(mac, by.name, by.password);
	if (outcome == SIMMAC_BROKEN)
		return outcome;
	*failed = outcome != SIMMAC_OK;
	if (*failed) /* it goes on as plain root. FACTS 1.6 row 3 */
		return simmac_mac_is_root(mac) ? SIMMAC_OK : SIMMAC_NOT_ROOT;
	if (simmac_record_find(mac, SIMMAC_USERS, by.name, &admin) != 1)
		return SIMMAC_BROKEN;
	*grantor = simmac_token_grantor(mac, &admin);
	return SIMMAC_OK;
}

static int64_t number_or_none(const char *text)
{
	int64_t number;

	return text && vouch_text_number(text, &number) ? number : -1;
}

/* What Apple's tool makes of a number that is none, nobody has told: here nothing is made. */
static bool numbers_are_good(const struct simmac_sysadminctl *call)
{
	const char *const texts[] = {call->uid, call->gid};
	size_t i;

	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i] &&
			(number_or_none(texts[i]) < 0 || number_or_none(texts[i]) > INT32_MAX))
			return false;
	return true;
}

static struct simmac_account account_of(const struct simmac_sysadminctl *call)
{
	bool role = call->role_account;

	return (struct simmac_account){
		.name = call->user,
		.full_name = call->full_name,
		.uid = number_or_none(call->uid),
		.gid = number_or_none(call->gid),
		.home = role && !call->home ? "/var/empty" : call->home,
		.shell = role && !call->shell ? "/usr/bin/false" : call->shell,
		.hint = call->hint,
		.picture = call->picture,
		.admin = call->admin && !role, /* ignored without a word. FACTS 2.3 */
		.hidden = role,
	};
}

static bool role_is_valid(const struct simmac_sysadminctl *call)
{
	int64_t uid = number_or_none(call->uid);

	return !call->role_account || (call->user[0] == '_' && uid >= 200 && uid <= 400);
}

/* Is there already one with this name, or full name? FACTS 2.3; the sentence is from 13. */
static int is_taken(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	SIMMAC_RECORD same = {0};
	SIMMAC_RECORD namesake = {0};
	int r = simmac_record_find(mac, SIMMAC_USERS, call->user, &same);

	if (r == 1 && !mac->rules->names_existing)
		return 0; /* it notices later: below */
	if (r == 0 && call->full_name)
		r = simmac_record_find_by(
			mac, SIMMAC_USERS, "realname", call->full_name, &namesake);
	if (r == 1)
		simmac_sysadminctl_log(mac, "User named '%s' already exists.", call->user);
	return r;
}

static void say_number(struct simmac_mac *mac, const struct simmac_record *user)
{
	const char *uid = simmac_record_first(mac, user, "uid");

	if (mac->rules->assigning_shows_gid)
		simmac_sysadminctl_log(mac, "Assigning UID: %s GID: %s", uid,
			simmac_record_first(mac, user, "gid"));
	else
		simmac_sysadminctl_log(mac, "Assigning UID: %s", uid);
}

static void say_home(struct simmac_mac *mac, const struct simmac_sysadminctl *call,
	const char *home, bool was_there)
{
	if (call->home) {
		simmac_sysadminctl_log(
			mac, "Home directory is assigned (not created!) at %s", home);
		return;
	}
	if (call->role_account)
		return;
	simmac_sysadminctl_log(mac, "Creating home directory at %s", home);
	if (was_there)
		simmac_sysadminctl_log(mac, "Directory at path:%s already exists", home);
}

static bool home_is_there(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	return access(simmac_mac_path(
			      mac, vouch_arena_printf(&mac->arena, "/Users/%s", call->user)),
		       F_OK) == 0;
}

/* Until 10.15 a name that is there is an error among others: its record is written over, number and
 * all. transcripts: adduser-14135 */
static int rewrite(
	struct simmac_mac *mac, const struct simmac_sysadminctl *call, struct simmac_record *user)
{
	int64_t uid = number_or_none(call->uid);

	simmac_sysadminctl_error(mac, -14135, "DSRecord.m", 496);
	if (uid < 0 && simmac_account_free_uid(mac, &uid) < 0)
		return simmac_mac_failed(mac);
	simmac_record_set(user, "uid", vouch_arena_printf(&mac->arena, "%lld", (long long)uid));
	if (call->full_name)
		simmac_record_set(user, "realname", call->full_name);
	if (call->shell)
		simmac_record_set(user, "shell", call->shell);
	if (call->home)
		simmac_record_set(user, "home", call->home);
	if (simmac_record_save(mac, user) < 0)
		return simmac_mac_failed(mac);
	say_number(mac, user);
	say_home(mac, call, simmac_record_first(mac, user, "home"), home_is_there(mac, call));
	return 0;
}

/* Says all is well, makes nothing. FACTS 7.10 */
static int pretend(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	simmac_sysadminctl_log(mac, "Assigning UID: 501 GID: 20");
	say_home(mac, call, vouch_arena_printf(&mac->arena, "/Users/%s", call->user), false);
	return 0;
}

static int make(struct simmac_mac *mac, const struct simmac_sysadminctl *call, bool grantor)
{
	struct simmac_account account = account_of(call);
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome;
	bool was_there = home_is_there(mac, call);

	if ((int64_t)call->password.secret.length < mac->settings.minimum_password)
		return simmac_sysadminctl_say(
			mac, call, (struct simmac_answer){SIMMAC_POLICY, false});
	outcome = simmac_account_make(mac, &account, &user);
	/* Even a blank password counts as set. FACTS 2.3 -password omitted */
	if (outcome == SIMMAC_OK)
		outcome = simmac_password_put(mac, &user, &call->password.secret);
	if (outcome == SIMMAC_OK && grantor && call->password.secret.length > 0 &&
		simmac_mac_is_apfs(mac))
		outcome = simmac_token_give(mac, &user);
	if (outcome != SIMMAC_OK)
		return simmac_sysadminctl_say(mac, call, (struct simmac_answer){outcome, false});
	say_number(mac, &user);
	say_home(mac, call, simmac_record_first(mac, &user, "home"), was_there);
	return 0;
}

/* The record is being made when the password is asked for; no prompt holds up the whole Mac. */
static int make_or_rewrite(struct simmac_mac *mac, struct simmac_sysadminctl *call, bool grantor)
{
	SIMMAC_RECORD user = {0};
	int r;

	simmac_sysadminctl_log(mac, "Creating user record\xe2\x80\xa6");
	simmac_mac_unlock(mac);
	simmac_sysadminctl_read(mac, call, &call->password, "User password:");
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	if (simmac_quirk(mac, SIMMAC_QUIRK_PHANTOM_ADD) &&
		simmac_names_have(&mac->volume.raw_deleted, call->user))
		return pretend(mac, call);
	if (!simmac_record_name_fits(call->user)) { /* FACTS 2.3 */
		simmac_sysadminctl_error(mac, -14136, "DSRecord.m", 496);
		simmac_sysadminctl_error(mac, -14071, "DSRecord.m", 418);
		return 0;
	}
	r = simmac_record_find(mac, SIMMAC_USERS, call->user, &user);
	if (r < 0)
		return simmac_mac_failed(mac);
	return r == 1 ? rewrite(mac, call, &user) : make(mac, call, grantor);
}

int simmac_sysadminctl_add(struct simmac_mac *mac, struct simmac_sysadminctl *call)
{
	struct simmac_credentials by = simmac_sysadminctl_credentials(call);
	bool failed, grantor;
	enum simmac_outcome outcome = simmac_sysadminctl_check(mac, by, &failed, &grantor);
	int taken;

	if (!numbers_are_good(call))
		return simmac_sysadminctl_usage(mac);
	if (outcome != SIMMAC_OK)
		return simmac_sysadminctl_say(mac, call, (struct simmac_answer){outcome, failed});
	taken = is_taken(mac, call);
	if (taken != 0)
		return taken < 0 ? simmac_mac_failed(mac) : 0;
	if (!role_is_valid(call)) {
		simmac_sysadminctl_log(mac,
			"Role accounts require name starting with _ and UID in 200-400 range.");
		return 0;
	}
	if (failed)
		simmac_sysadminctl_error(mac, -14090, "DSAuthenticator.m", 94);
	if (failed || !by.name)
		simmac_sysadminctl_banner(mac);
	return make_or_rewrite(mac, call, grantor);
}
