/* errors.c – the catalogue of refusals as tables: words, statuses, what follows. */
#include "errors.h"

#include <string.h>
#include <strings.h>

/* FACTS 9.5, 2.5 and 3.1. The order is that of how much a marker tells: several may stand in one
 * output (a wrong password of the grantor is followed by the refusal it causes, FACTS 1.6). */
static const struct vouch_macos_trouble troubles[] = {
	/* FACTS P4: then a wrong answer is refused, but that is not what is wrong. */
	{"enter user's old password", VOUCH_MACOS_NEED_GRANTOR,
		"macOS sets it for nobody without the old one: the account holds a token, or this "
		"is 10.14.1 or 10.14.2: update it"},
	{"Error:-14090", VOUCH_MACOS_BAD_CREDENTIALS,
		"the password of who authorises it was not accepted: check where it comes from"},
	{"eDSAuthFailed", VOUCH_MACOS_BAD_CREDENTIALS,
		"a password was not accepted: check where it comes from"},
	{"authentication failed", VOUCH_MACOS_BAD_CREDENTIALS,
		"a password was not accepted: check where it comes from"},
	{"Unable to authenticate user information", VOUCH_MACOS_BAD_CREDENTIALS,
		"the password of who authorises it was not accepted: check where it comes from"},
	{"Unable to unlock FileVault", VOUCH_MACOS_BAD_CREDENTIALS,
		"the password of who authorises it does not unlock the disk: check where it comes "
		"from"},
	{"Incorrect password", VOUCH_MACOS_BAD_TARGET_PASSWORD,
		"the password of the account itself was not accepted: check where it comes from"},
	{"Code=5101", VOUCH_MACOS_GRANTOR_REFUSED,
		"who authorises it is no administrator, or its token does not work: repair that "
		"token or have another administrator with a token"},
	{"not authorized for the requested operation", VOUCH_MACOS_GRANTOR_REFUSED,
		"who authorises it is no administrator, or its token does not work: repair that "
		"token or have another administrator with a token"},
	{"cannot disable their own SEP credential", VOUCH_MACOS_SELF_REVOKE,
		"nobody can take off the token that is their own: have another administrator with "
		"a token do it"},
	{"No existing unlock record", VOUCH_MACOS_NO_UNLOCK_RECORD,
		"the volume has no record to unlock with: let the account change its own password "
		"once"},
	{"can not be deleted", VOUCH_MACOS_LAST_ONE,
		"it is the last administrator or the last holder of a token: make another one "
		"first"},
	{"Error:-14120", VOUCH_MACOS_NO_PERMISSION,
		"macOS did not let it: give Vouch Full Disk Access or SystemPolicySysAdminFiles "
		"by a profile"},
	{"eDSPermissionError", VOUCH_MACOS_NO_PERMISSION,
		"macOS did not let it: give Vouch Full Disk Access or SystemPolicySysAdminFiles "
		"by a profile, and run it as root"},
	{"Operation not permitted", VOUCH_MACOS_NO_PERMISSION,
		"macOS did not let it: give Vouch Full Disk Access or SystemPolicySysAdminFiles "
		"by a profile"},
	{"Error:-14135", VOUCH_MACOS_DUPLICATE,
		"the name, the uid or the full name is taken: look who has it"},
	{"eDSRecordAlreadyExists", VOUCH_MACOS_DUPLICATE,
		"the name or the uid is taken: look who has it"},
	{"already exists.", VOUCH_MACOS_DUPLICATE,
		"the name or the full name is taken: look who has it"},
	{"account password error", VOUCH_MACOS_POLICY,
		"the password policy of this Mac refuses it: choose another password"},
	{"Code=540", VOUCH_MACOS_POLICY, /* FACTS 3.9: 5402 to 5407 */
		"the password policy of this Mac refuses it: choose another password"},
	{"PasswordQuality", VOUCH_MACOS_POLICY,
		"the password policy of this Mac refuses it: choose another password"},
	{"PasswordTooShort", VOUCH_MACOS_POLICY,
		"the password policy of this Mac refuses it: choose a longer password"},
	{"Failed to authenticate with SystemAdministration", VOUCH_MACOS_OLD_SYSTEM,
		"this early macOS 10.13 wants an administrator's password: update to 10.13.4"},
	{"should be run as root", VOUCH_MACOS_NOT_ROOT, "run vouch as root"},
	{"-60007", VOUCH_MACOS_NOT_ROOT, "run vouch as root"},
	{"eDSAuthAccountDisabled", VOUCH_MACOS_DISABLED, "enable the account first"},
	{"Password is required", VOUCH_MACOS_NO_PASSWORD_INPUT,
		"the tool did not take the password from a pipe: report this with the version of "
		"macOS"},
	{"without secure token unlock", VOUCH_MACOS_NEED_GRANTOR,
		"only an administrator whose token works can do this"},
	{"-69578", VOUCH_MACOS_NOT_ADDED,
		"FileVault did not take the account: look whether its password is right and not "
		"blank"},
	{"Unable to add one or more users", VOUCH_MACOS_NOT_ADDED,
		"FileVault did not take the account: look whether its password is right and not "
		"blank"},
	{"without Full Disk Access", VOUCH_MACOS_NO_PERMISSION,
		"give Vouch Full Disk Access by a profile, or switch FileVault on by hand or by "
		"MDM"},
	{"requires FileVault to be active", VOUCH_MACOS_NO_FILEVAULT,
		"FileVault is off: switch it on first"},
	{"Error: FileVault is Off", VOUCH_MACOS_NO_FILEVAULT,
		"FileVault is off: switch it on first"},
	{"functionality is not supported on the server", VOUCH_MACOS_NO_SERVER,
		"the MDM server keeps no bootstrap token: let it, or take bootstrap_token off"},
	{"-69581", VOUCH_MACOS_NO_PASSWORD_INPUT,
		"the password is too long for the tool: choose a shorter one"},
	{"Operation failed with error", VOUCH_MACOS_NO_SERVICE,
		"Open Directory does not answer: try again, or restart the Mac"},
	{"Group not found", VOUCH_MACOS_NO_GROUP, "make the group, or take it off the list"},
	{"Record was not found", VOUCH_MACOS_NO_USER, "the account is gone: plan again"},
	{"Unable to find the user record", VOUCH_MACOS_NO_USER, "the account is gone: plan again"},
	{"Unknown user", VOUCH_MACOS_NO_USER, "the account is gone: plan again"},
	{"eDSRecordNotFound", VOUCH_MACOS_NO_USER, "the record is gone: plan again"},
	{"eDSUnknownNodeName", VOUCH_MACOS_NO_USER, "the record is gone: plan again"},
	{"not found", VOUCH_MACOS_NO_USER, "the account is gone: plan again"},
	{"not permitted", VOUCH_MACOS_REFUSED, "see what the tool said: vouch show last"},
	{"Unable to change key", VOUCH_MACOS_REFUSED, "see what the tool said: vouch show last"},
	{"trying to enable FileVault", VOUCH_MACOS_REFUSED,
		"see what the tool said: vouch show last"},
	{"Could not set password", VOUCH_MACOS_REFUSED, "see what the tool said: vouch show last"},
	{"### Error:", VOUCH_MACOS_REFUSED, "see what the tool said: vouch show last"},
	{"error Error Domain", VOUCH_MACOS_REFUSED, "see what the tool said: vouch show last"},
	{"authorization was cancelled", VOUCH_MACOS_REFUSED,
		"see what the tool said: vouch show last"},
};

/* Where a tool says nothing that is known, its status may tell. FACTS 3.1, 3.7, 4.1. */
static const struct {
	const char *tool;
	int status;
	struct vouch_macos_trouble trouble;
} statuses[] = {
	{"dscl", 10,
		{NULL, VOUCH_MACOS_BAD_CREDENTIALS,
			"a password was not accepted: check where it comes from"}},
	{"dscl", 40,
		{NULL, VOUCH_MACOS_NO_PERMISSION,
			"macOS did not let it: give Vouch Full Disk Access or "
			"SystemPolicySysAdminFiles by a profile, and run it as root"}},
	{"dscl", 55,
		{NULL, VOUCH_MACOS_DUPLICATE, "the name or the uid is taken: look who has it"}},
	{"dscl", 56, {NULL, VOUCH_MACOS_NO_USER, "the record is gone: plan again"}},
	{"dscl", 70,
		{NULL, VOUCH_MACOS_NO_SERVICE,
			"Open Directory does not answer: try again, or restart the Mac"}},
	{"dscl", 87, {NULL, VOUCH_MACOS_DISABLED, "enable the account first"}},
	{"dscl", 185, {NULL, VOUCH_MACOS_NO_USER, "the record is gone: plan again"}},
	{"dseditgroup", 77,
		{NULL, VOUCH_MACOS_NO_PERMISSION,
			"macOS did not let it: run vouch as root, and give it Full Disk Access"}},
	{"dseditgroup", 200, {NULL, VOUCH_MACOS_NO_USER, "the account is gone: plan again"}},
	{"fdesetup", 11,
		{NULL, VOUCH_MACOS_BAD_CREDENTIALS,
			"the password of who authorises it does not unlock the disk: check where "
			"it comes from"}},
	{"fdesetup", 17,
		{NULL, VOUCH_MACOS_NOT_ADDED,
			"FileVault did not take the account: look whether its password is right "
			"and not blank"}},
	{"fdesetup", 23,
		{NULL, VOUCH_MACOS_NO_FILEVAULT,
			"macOS did not switch FileVault on: run fdesetup enable by hand to see "
			"why"}},
	{"fdesetup", 24, {NULL, VOUCH_MACOS_NO_FILEVAULT, "FileVault is on already: plan again"}},
	{"fdesetup", 25,
		{NULL, VOUCH_MACOS_LAST_ONE,
			"it is the last account that unlocks the disk: add another one first"}},
	{"fdesetup", 28,
		{NULL, VOUCH_MACOS_NO_FILEVAULT,
			"FileVault is off, or busy, or locked: wait for it"}},
	{"fdesetup", 30, {NULL, VOUCH_MACOS_NO_USER, "the account is gone: plan again"}},
	{"fdesetup", 31,
		{NULL, VOUCH_MACOS_MANAGED, "the management of this Mac forbids it: ask there"}},
	{"fdesetup", 33,
		{NULL, VOUCH_MACOS_NO_FILEVAULT, "the file system of this Mac does not have it"}},
	{"fdesetup", 34,
		{NULL, VOUCH_MACOS_NO_FILEVAULT, "the file system of this Mac does not have it"}},
	{"fdesetup", 37,
		{NULL, VOUCH_MACOS_POLICY, "an account has a blank password: give it one first"}},
	{"sysadminctl", 255,
		{NULL, VOUCH_MACOS_OLD_SYSTEM,
			"this early macOS 10.13 wants an administrator's password: update to "
			"10.13.4"}},
};

const struct vouch_macos_trouble *vouch_macos_trouble_of_status(const char *tool, int status)
{
	size_t i;

	for (i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (statuses[i].status == status && strcmp(statuses[i].tool, tool) == 0)
			return &statuses[i].trouble;
	return NULL;
}

enum vouch_denial vouch_macos_denial_of(enum vouch_macos_trouble_kind kind)
{
	/* Where there is nothing special to make of it, it failed. A password that a tool does not
	 * take though it was proved a moment ago is no wrong one: FACTS 1.1, 7.7, the token behind
	 * it has another. */
	static const enum vouch_denial denials[VOUCH_MACOS_TROUBLE_COUNT] = {
		[VOUCH_MACOS_GRANTOR_REFUSED] = VOUCH_DENIAL_GRANTOR,
		[VOUCH_MACOS_NO_USER] = VOUCH_DENIAL_GONE,
	};

	return kind < VOUCH_MACOS_TROUBLE_COUNT ? denials[kind] : VOUCH_DENIAL_OTHER;
}

const char *vouch_macos_find_text(struct vouch_bytes bytes, const char *text)
{
	size_t length = strlen(text), i;

	for (i = 0; i + length <= bytes.length; i++)
		if (strncasecmp(bytes.data + i, text, length) == 0)
			return bytes.data + i;
	return NULL;
}

const struct vouch_macos_trouble *vouch_macos_trouble_find(
	struct vouch_bytes out, struct vouch_bytes err)
{
	size_t i;

	for (i = 0; i < sizeof troubles / sizeof *troubles; i++)
		if (vouch_macos_find_text(err, troubles[i].marker) != NULL ||
			vouch_macos_find_text(out, troubles[i].marker) != NULL)
			return &troubles[i];
	return NULL;
}
