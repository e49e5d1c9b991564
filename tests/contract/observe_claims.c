/* observe_claims.c – the fields behind each tool. */
#include "observe_claims.h"

static const struct vouch_account *alice(const struct vouch_snapshot *snapshot)
{
	return vouch_snapshot_find(snapshot, "alice");
}

static bool groups(const struct vouch_snapshot *snapshot)
{
	const struct vouch_account *account = alice(snapshot);

	return account->admin == VOUCH_UNKNOWN && account->disabled == VOUCH_UNKNOWN &&
	       !account->groups.known;
}

static bool crypto_users(const struct vouch_snapshot *snapshot)
{
	const struct vouch_account *account = alice(snapshot);

	return account->token == VOUCH_TOKEN_UNKNOWN && account->volume_owner == VOUCH_UNKNOWN &&
	       snapshot->machine.filesystem == VOUCH_FILESYSTEM_UNKNOWN &&
	       snapshot->machine.recovery_key == VOUCH_UNKNOWN && !snapshot->orphans.known;
}

static bool filevault_list(const struct vouch_snapshot *snapshot)
{
	const struct vouch_account *account = alice(snapshot);

	return account->filevault == VOUCH_UNKNOWN &&
	       account->token_filevault_list == VOUCH_UNKNOWN;
}

static bool filevault_status(const struct vouch_snapshot *snapshot)
{
	return snapshot->machine.filevault == VOUCH_FILEVAULT_UNKNOWN;
}

static bool bootstrap(const struct vouch_snapshot *snapshot)
{
	return snapshot->machine.bootstrap_token == VOUCH_BOOTSTRAP_UNKNOWN;
}

static bool enrollment(const struct vouch_snapshot *snapshot)
{
	return snapshot->machine.mdm == VOUCH_MDM_UNKNOWN;
}

static bool hardware(const struct vouch_snapshot *snapshot)
{
	return !snapshot->machine.serial && !snapshot->machine.model &&
	       snapshot->machine.chip == VOUCH_CHIP_UNKNOWN;
}

static bool console(const struct vouch_snapshot *snapshot)
{
	return !snapshot->machine.logged_in.known;
}

const struct observe_claim observe_claims[] = {
	{"/usr/bin/dscl", "/Groups", "admin, groups, disabled", groups},
	{"/usr/sbin/diskutil", "listUsers", "secure_token", crypto_users},
	{"/usr/bin/fdesetup", "list", "filevault", filevault_list},
	{"/usr/bin/fdesetup", "status", "machine.filevault", filevault_status},
	{"/usr/bin/profiles", "bootstraptoken", "bootstrap_token", bootstrap},
	{"/usr/bin/profiles", "enrollment", "mdm", enrollment},
	{"/usr/sbin/ioreg", "*", "serial, model, chip", hardware},
	{"/usr/sbin/scutil", "*", "logged_in", console},
};

const size_t observe_claim_count = sizeof observe_claims / sizeof *observe_claims;
