/* sysadminctl_arguments.c – the words of one call of sysadminctl, in any order, and its passwords.
 * FACTS 2.1, 2.2, 2.4 */
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "input.h"
#include "sysadminctl.h"

#define EVERYWHERE  ((size_t)-1)
#define SINCE(rule) offsetof(struct simmac_rules, rule)

static bool has(const struct simmac_mac *mac, size_t rule)
{
	return rule == EVERYWHERE || *(const bool *)((const char *)mac->rules + rule);
}

static bool take_verb(const struct simmac_mac *mac, struct simmac_sysadminctl *call,
	const char *word, const char *value)
{
	static const struct {
		const char *word;
		enum simmac_sysadminctl_verb verb;
		size_t rule;
	} verbs[] = {
		{"-addUser", SYSADMINCTL_ADD, EVERYWHERE},
		{"-deleteUser", SYSADMINCTL_DELETE, EVERYWHERE},
		{"-resetPasswordFor", SYSADMINCTL_RESET, EVERYWHERE},
		{"-secureTokenStatus", SYSADMINCTL_STATUS, EVERYWHERE},
		{"-secureTokenOn", SYSADMINCTL_ON, EVERYWHERE},
		{"-secureTokenOff", SYSADMINCTL_OFF, EVERYWHERE},
		{"-filesystem", SYSADMINCTL_FILESYSTEM, EVERYWHERE},
		{"-guestAccount", SYSADMINCTL_GUEST, EVERYWHERE},
		{"-afpGuestAccess", SYSADMINCTL_AFP, EVERYWHERE},
		{"-smbGuestAccess", SYSADMINCTL_SMB, EVERYWHERE},
		{"-automaticTime", SYSADMINCTL_TIME, EVERYWHERE},
		{"-screenLock", SYSADMINCTL_SCREEN_LOCK, SINCE(screen_lock_verb)},
		{"-autologin", SYSADMINCTL_AUTOLOGIN, SINCE(autologin_verb)},
	};
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].word, word) == 0 && has(mac, verbs[i].rule)) {
			call->verb = verbs[i].verb;
			call->user = value;
			return true;
		}
	}
	return false;
}

static bool take_value(const struct simmac_mac *mac, struct simmac_sysadminctl *call,
	const char *word, const char *value)
{
	const struct {
		const char *word;
		const char **place;
		size_t rule;
	} options[] = {
		{"-fullName", &call->full_name, EVERYWHERE},
		{"-UID", &call->uid, EVERYWHERE},
		{"-GID", &call->gid, SINCE(role_accounts)},
		{"-shell", &call->shell, EVERYWHERE},
		{"-hint", &call->hint, EVERYWHERE},
		{"-passwordHint", &call->hint, EVERYWHERE},
		{"-home", &call->home, EVERYWHERE},
		{"-picture", &call->picture, EVERYWHERE},
		{"-userName", &call->option_user, SINCE(autologin_verb)},
		{"-adminUser", &call->admin_user, EVERYWHERE},
		{"-adminPassword", &call->admin_password.text, EVERYWHERE},
		{"-password", &call->password.text, EVERYWHERE},
		{"-newPassword", &call->new_password.text, EVERYWHERE},
		{"-oldPassword", &call->old_password.text, EVERYWHERE},
	};
	size_t i;

	for (i = 0; i < sizeof options / sizeof *options; i++) {
		if (strcmp(options[i].word, word) == 0 && has(mac, options[i].rule)) {
			*options[i].place = value;
			return true;
		}
	}
	return false;
}

static bool take_flag(
	const struct simmac_mac *mac, struct simmac_sysadminctl *call, const char *word)
{
	const struct {
		const char *word;
		bool *place;
		size_t rule;
	} flags[] = {
		{"-admin", &call->admin, EVERYWHERE},
		{"-roleAccount", &call->role_account, SINCE(role_accounts)},
		{"-keepHome", &call->keep_home, EVERYWHERE},
		{"-secure", &call->secure, EVERYWHERE},
		{"interactive", &call->interactive, EVERYWHERE},
	};
	size_t i;

	for (i = 0; i < sizeof flags / sizeof *flags; i++) {
		if (strcmp(flags[i].word, word) == 0 && has(mac, flags[i].rule)) {
			*flags[i].place = true;
			return true;
		}
	}
	return false;
}

const char *simmac_sysadminctl_parse(
	const struct simmac_mac *mac, struct simmac_sysadminctl *call, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (take_flag(mac, call, argv[i]))
			continue;
		if (i + 1 == argc || (!take_verb(mac, call, argv[i], argv[i + 1]) &&
					     !take_value(mac, call, argv[i], argv[i + 1])))
			return argv[i];
		i++;
	}
	if (call->verb == SYSADMINCTL_NONE && call->new_password.text && call->old_password.text)
		call->verb = SYSADMINCTL_CHANGE;
	return NULL;
}

/* --- passwords ---------------------------------------------------------------------------------
 */

void simmac_sysadminctl_read(struct simmac_mac *mac, const struct simmac_sysadminctl *call,
	struct simmac_password_argument *password, const char *prompt)
{
	if (!password->text)
		return;
	if (strcmp(password->text, "-") != 0) {
		(void)vouch_secret_set(
			&password->secret, password->text, strlen(password->text), NULL);
		return;
	}
	/* A missing line is an empty password. */
	if (isatty(STDIN_FILENO))
		(void)simmac_input_ask(&mac->heard, prompt, false, &password->secret);
	else if (call->verb != SYSADMINCTL_SCREEN_LOCK &&
		 simmac_quirk(mac, SIMMAC_QUIRK_DASH_STDIN))
		(void)simmac_input_line(&mac->heard, &password->secret); /* FACTS C6 */
}

/* FACTS 2.4: the administrator's first, then the target's or the new one; for a change by its
 * owner, the old one before the new one. -addUser asks for the new account's own later. */
void simmac_sysadminctl_read_first(struct simmac_mac *mac, struct simmac_sysadminctl *call)
{
	simmac_sysadminctl_read(mac, call, &call->admin_password,
		vouch_arena_printf(&mac->arena,
			"Enter password for %s :", call->admin_user ? call->admin_user : ""));
	simmac_sysadminctl_read(mac, call, &call->old_password, "Old password:");
	if (call->verb != SYSADMINCTL_ADD)
		simmac_sysadminctl_read(mac, call, &call->password, "User password:");
	simmac_sysadminctl_read(mac, call, &call->new_password, "New password:");
}

void simmac_sysadminctl_release(struct simmac_sysadminctl *call)
{
	vouch_secret_release(&call->admin_password.secret);
	vouch_secret_release(&call->old_password.secret);
	vouch_secret_release(&call->password.secret);
	vouch_secret_release(&call->new_password.secret);
}
