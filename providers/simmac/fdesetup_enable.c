/* fdesetup_enable.c – fdesetup enable, disable, authrestart and showdeferralinfo. FACTS F1, F2, F4
 */
#include "fdesetup.h"

#include <stdio.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"

void simmac_fde_print_plist(struct simmac_fde *call, const char *key)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0};

	simmac_filevault_report(call->mac, call->name, key, &xml);
	(void)fwrite(xml.bytes, 1, xml.length, stdout);
	vouch_wipe(xml.bytes, xml.length);
}

/* Nobody named: who sits at the screen or, where nobody does, who is the next. */
static const char *designated(const struct simmac_fde *call)
{
	const struct simmac_volume *volume = &call->mac->volume;
	size_t i;

	if (call->user || call->name)
		return call->user ? call->user : call->name;
	for (i = 0; i < volume->sessions.count; i++)
		if (volume->sessions.items[i].graphical)
			return volume->sessions.items[i].name;
	return NULL;
}

/* -defer PATH: nothing is asked now. FACTS E7 */
static int defer(struct simmac_fde *call)
{
	const char *force = call->force_at_login;
	struct simmac_deferral deferral = {
		.path = call->defer,
		.at_login = force && strcmp(force, "-1") != 0,
		.not_at_logout = call->no_question_at_logout,
		.no_key = call->no_recovery_key,
	};

	if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	deferral.user = designated(call);
	return simmac_fde_refuse(call, simmac_filevault_defer(call->mac, &deferral));
}

/* Those of -usertoadd and AdditionalUsers, by their own passwords. */
static int add_people(struct simmac_fde *call)
{
	size_t i;

	for (i = 0; i < call->people.count; i++) {
		const struct simmac_fde_person *person = &call->people.items[i];
		enum simmac_filevault_answer answer =
			simmac_filevault_add(call->mac, person->name, &person->password);

		if (answer != FILEVAULT_OK)
			return simmac_fde_refuse(call, answer);
	}
	return FDE_OK;
}

int simmac_fde_enable(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	char key[SIMMAC_RECOVERY_TEXT];
	enum simmac_filevault_answer answer;
	size_t i;
	int status;

	if (call->defer)
		return defer(call);
	simmac_fde_ask_user(call);
	for (i = 0; i < call->people.count; i++)
		simmac_fde_ask_added(call, &call->people.items[i]);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	if (simmac_fde_names_institution(call)) {
		status = simmac_fde_check_institution(call);
		if (status != FDE_OK)
			return status;
		mac->volume.institutional = true; /* saved where it goes well */
	}
	answer = simmac_filevault_enable(
		mac, call->name, &call->password, !call->no_recovery_key, key);
	if (answer != FILEVAULT_OK)
		return simmac_fde_refuse(call, answer);
	status = add_people(call);
	if (call->output_plist)
		simmac_fde_print_plist(call, key);
	else if (*key)
		printf("Recovery key = '%s'\n", key);
	vouch_wipe(key, sizeof key);
	if (status == FDE_OK && call->auth_restart)
		status = simmac_fde_refuse(call, simmac_filevault_restart(mac));
	return status;
}

/* Whether somebody must prove a password first. FACTS F2 */
static bool wants_password(struct simmac_mac *mac, bool *out)
{
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return false;
	*out = simmac_mac_is_apfs(mac) && mac->rules->disable_wants_password &&
	       simmac_filevault_is_on(mac);
	simmac_mac_unlock(mac); /* no prompt may hold up the whole Mac */
	return true;
}

int simmac_fde_disable(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	enum simmac_filevault_answer answer = FILEVAULT_OK;
	bool asks = false, by_key = false;

	if (!wants_password(mac, &asks))
		return simmac_mac_failed(mac);
	if (asks)
		simmac_fde_ask_user(call);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	if (asks)
		answer = simmac_filevault_unlock(mac, call->name, &call->password, &by_key);
	if (answer == FILEVAULT_WRONG_PASSWORD) { /* transcripts: disable-69594 */
		puts("FileVault was not disabled (-69594).");
		return FDE_AUTHENTICATION;
	}
	if (answer == FILEVAULT_OK) {
		mac->volume.institutional = false;
		answer = simmac_filevault_disable(mac);
	}
	if (answer != FILEVAULT_OK)
		return simmac_fde_refuse(call, answer);
	puts("FileVault has been disabled.");
	return FDE_OK;
}

int simmac_fde_auth_restart(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	enum simmac_filevault_answer answer;
	bool by_key;

	simmac_fde_ask_key(call);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	answer = simmac_filevault_is_on(mac)
			 ? simmac_filevault_unlock(mac, call->name, &call->password, &by_key)
			 : FILEVAULT_NOT_ON;
	/* Later, or whenever it is next restarted: not now. Wording inferred. */
	if (answer == FILEVAULT_OK && call->delay_minutes && strcmp(call->delay_minutes, "0") != 0)
		puts("The next restart will be authenticated.");
	else if (answer == FILEVAULT_OK)
		answer = simmac_filevault_restart(mac);
	return simmac_fde_refuse(call, answer);
}

/* The old form of property lists. transcripts: showdeferralinfo-active */
int simmac_fde_deferral(struct simmac_fde *call)
{
	struct simmac_mac *mac = call->mac;
	const struct simmac_volume *volume = &mac->volume;

	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (volume->filevault != SIMMAC_FILEVAULT_DEFERRED) {
		puts("Not found.");
		return FDE_NO_DEFERRAL;
	}
	printf("{\n    Defer = 1;\n");
	if (volume->deferred.path)
		printf("    OutputPath = \"%s\";\n", volume->deferred.path);
	if (simmac_mac_is_managed(mac))
		printf("    ProfileUUID = \"7E4C9F12-3A5B-4D68-9C0E-1B2D3F4A5C6E\";\n");
	printf("    ShowRecoveryKey = 1;\n    Usernames =     (\n");
	if (volume->deferred.user)
		printf("        %s\n", volume->deferred.user);
	printf("    );\n}\n");
	return FDE_OK;
}
