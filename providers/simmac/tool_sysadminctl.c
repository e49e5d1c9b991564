/* tool_sysadminctl.c – sysadminctl: its arguments in any order, its passwords, its verbs. FACTS 2
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "input.h"
#include "sysadminctl.h"
#include "tools.h"

enum { EXIT_FRAMEWORK = 255 };

/* --- arguments -------------------------------------------------------------------------------- */

static bool take_verb(struct simmac_sysadminctl *call, const char *word, const char *value)
{
	static const struct {
		const char *word;
		enum simmac_sysadminctl_verb verb;
	} verbs[] = {
		{"-addUser", SYSADMINCTL_ADD},
		{"-deleteUser", SYSADMINCTL_DELETE},
		{"-resetPasswordFor", SYSADMINCTL_RESET},
		{"-secureTokenStatus", SYSADMINCTL_STATUS},
		{"-secureTokenOn", SYSADMINCTL_ON},
		{"-secureTokenOff", SYSADMINCTL_OFF},
		{"-filesystem", SYSADMINCTL_FILESYSTEM},
	};
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].word, word) == 0) {
			call->verb = verbs[i].verb;
			call->user = value;
			return true;
		}
	}
	return false;
}

static bool take_value(struct simmac_sysadminctl *call, const char *word, const char *value)
{
	const struct {
		const char *word;
		const char **place;
	} options[] = {
		{"-fullName", &call->full_name},
		{"-UID", &call->uid},
		{"-GID", &call->gid},
		{"-shell", &call->shell},
		{"-hint", &call->hint},
		{"-passwordHint", &call->hint},
		{"-home", &call->home},
		{"-picture", &call->picture},
		{"-adminUser", &call->admin_user},
		{"-adminPassword", &call->admin_password.text},
		{"-password", &call->password.text},
		{"-newPassword", &call->new_password.text},
		{"-oldPassword", &call->old_password.text},
	};
	size_t i;

	for (i = 0; i < sizeof options / sizeof *options; i++) {
		if (strcmp(options[i].word, word) == 0) {
			*options[i].place = value;
			return true;
		}
	}
	return false;
}

static bool take_flag(struct simmac_sysadminctl *call, const char *word)
{
	const struct {
		const char *word;
		bool *place;
	} flags[] = {
		{"-admin", &call->admin},
		{"-roleAccount", &call->role_account},
		{"-keepHome", &call->keep_home},
		{"-secure", &call->secure},
		{"interactive", &call->interactive},
	};
	size_t i;

	for (i = 0; i < sizeof flags / sizeof *flags; i++) {
		if (strcmp(flags[i].word, word) == 0) {
			*flags[i].place = true;
			return true;
		}
	}
	return false;
}

/* The first word that is none of its own, or that lacks its value; NULL where all is well. */
static const char *parse(struct simmac_sysadminctl *call, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (take_flag(call, argv[i]))
			continue;
		if (i + 1 == argc || (!take_verb(call, argv[i], argv[i + 1]) &&
					     !take_value(call, argv[i], argv[i + 1])))
			return argv[i];
		i++;
	}
	if (call->verb == SYSADMINCTL_NONE && call->new_password.text != NULL &&
		call->old_password.text != NULL)
		call->verb = SYSADMINCTL_CHANGE;
	return NULL;
}

/* --- passwords ---------------------------------------------------------------------------------
 */

static void read_password(struct simmac_password_argument *password, const char *prompt)
{
	if (password->text == NULL)
		return;
	if (strcmp(password->text, "-") != 0) {
		(void)vouch_secret_set(
			&password->secret, password->text, strlen(password->text), NULL);
		return;
	}
	/* A missing line is an empty password. */
	if (isatty(STDIN_FILENO))
		(void)simmac_input_prompt(prompt, &password->secret);
	else
		(void)simmac_input_line(&password->secret);
}

/* FACTS 2.4: the administrator's first, then the target's or the new one; for a change by its
 * owner, the old one before the new one. */
static void read_passwords(struct simmac_mac *mac, struct simmac_sysadminctl *call)
{
	read_password(
		&call->admin_password, vouch_arena_printf(&mac->arena, "Enter password for %s :",
					       call->admin_user == NULL ? "" : call->admin_user));
	read_password(&call->old_password, "Old password:");
	read_password(&call->password, "User password:");
	read_password(&call->new_password, "New password:");
}

static void release_passwords(struct simmac_sysadminctl *call)
{
	vouch_secret_release(&call->admin_password.secret);
	vouch_secret_release(&call->old_password.secret);
	vouch_secret_release(&call->password.secret);
	vouch_secret_release(&call->new_password.secret);
}

/* --- running ------------------------------------------------------------------------------------
 */

static int show_filesystem(struct simmac_mac *mac)
{
	/* FACTS 2.3 -filesystem status */
	bool on = simmac_filevault_is_on(mac), apfs = simmac_mac_is_apfs(mac);

	simmac_sysadminctl_log(mac, "Boot volume CS FDE: %s", on && !apfs ? "YES" : "NO");
	simmac_sysadminctl_log(mac, "Boot volume APFS FDE: %s", on && apfs ? "YES" : "NO");
	return 0;
}

/* Until 10.13.3 the framework asks for an administrator whatever is to be done, and takes any, even
 * an empty one. FACTS 1.6 row 2, R12 */
static bool framework_refuses(const struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	switch (call->verb) {
	case SYSADMINCTL_ADD:
	case SYSADMINCTL_DELETE:
	case SYSADMINCTL_RESET:
	case SYSADMINCTL_STATUS:
	case SYSADMINCTL_ON:
	case SYSADMINCTL_OFF:
		return mac->rules->framework_wants_credentials && call->admin_user == NULL;
	case SYSADMINCTL_NONE:
	case SYSADMINCTL_CHANGE:
	case SYSADMINCTL_FILESYSTEM: break;
	}
	return false;
}

static int run(struct simmac_mac *mac, const struct simmac_sysadminctl *call)
{
	if (framework_refuses(mac, call)) {
		simmac_sysadminctl_log(
			mac, "Failed to authenticate with SystemAdministration framework.");
		return EXIT_FRAMEWORK;
	}
	switch (call->verb) {
	case SYSADMINCTL_NONE: break;
	case SYSADMINCTL_ADD: return simmac_sysadminctl_add(mac, call);
	case SYSADMINCTL_DELETE: return simmac_sysadminctl_delete(mac, call);
	case SYSADMINCTL_RESET: return simmac_sysadminctl_reset(mac, call);
	case SYSADMINCTL_CHANGE: return simmac_sysadminctl_change(mac, call);
	case SYSADMINCTL_STATUS: return simmac_sysadminctl_status(mac, call);
	case SYSADMINCTL_ON:
	case SYSADMINCTL_OFF: return simmac_sysadminctl_token(mac, call);
	case SYSADMINCTL_FILESYSTEM: return show_filesystem(mac);
	}
	return simmac_sysadminctl_usage(mac);
}

static bool is_reading(const struct simmac_sysadminctl *call)
{
	return call->verb == SYSADMINCTL_STATUS || call->verb == SYSADMINCTL_FILESYSTEM ||
	       call->verb == SYSADMINCTL_NONE;
}

int simmac_sysadminctl(struct simmac_mac *mac, int argc, char **argv)
{
	/* Verbs of the real tool that the simulation does not have. */
	static const char *const missing[] = {"-autologin", "-guestAccount", "-afpGuestAccess",
		"-smbGuestAccess", "-automaticTime", "-screenLock"};
	struct simmac_sysadminctl call = {0};
	const char *odd = parse(&call, argc, argv);
	int status;
	size_t i;

	for (i = 0; odd != NULL && i < sizeof missing / sizeof *missing; i++) {
		if (strcmp(odd, missing[i]) == 0) {
			fprintf(stderr, "simmac: sysadminctl %s is not simulated\n", odd);
			return 70;
		}
	}
	if (odd != NULL || call.interactive) {
		if (call.interactive)
			fputs("simmac: sysadminctl interactive is not simulated: there is nobody "
			      "to ask\n",
				stderr);
		else
			(void)simmac_sysadminctl_usage(mac);
		return call.interactive ? 70 : 0;
	}
	read_passwords(mac, &call);
	if (simmac_mac_lock(mac, is_reading(&call) ? SIMMAC_READ : SIMMAC_CHANGE) < 0)
		status = simmac_mac_failed(mac);
	else
		status = run(mac, &call);
	release_passwords(&call);
	return status;
}
