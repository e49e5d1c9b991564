/* command_machine.c – `simmac restart`, `upgrade` and `progress`: what happens to the whole
 * Mac.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

#include "command.h"
#include "filevault.h"
#include "names.h"
#include "skeleton.h"
#include "version.h"

int simmac_command_open(struct simmac_mac *mac, const char *directory)
{
	char *root = simmac_command_root(directory);
	int r = -1;

	memset(mac, 0, sizeof *mac);
	mac->lock = -1;
	if (root) {
		r = simmac_mac_open(mac, root);
		if (r == 0)
			r = simmac_mac_lock(mac, SIMMAC_CHANGE);
		if (r < 0)
			(void)simmac_mac_failed(mac);
	}
	free(root);
	return r;
}

void simmac_command_leave(struct simmac_mac *mac)
{
	bool opened = mac->lock >= 0;

	simmac_mac_unlock(mac);
	if (opened)
		simmac_names_follow(mac, true);
	simmac_mac_close(mac);
}

static int finish(struct simmac_mac *mac, enum simmac_filevault_answer answer)
{
	int status = 0;

	if (answer == FILEVAULT_BROKEN) {
		status = simmac_mac_failed(mac);
	} else if (answer != FILEVAULT_OK) {
		fputs("simmac: FileVault is neither encrypting nor decrypting\n", stderr);
		status = 1;
	}
	simmac_command_leave(mac);
	return status;
}

int simmac_command_progress(int argc, char **argv)
{
	struct simmac_mac mac;
	int64_t percent;

	if (argc != 3 || !vouch_text_number(argv[2], &percent) || percent < 0 || percent > 100) {
		fputs("usage: simmac progress DIR PERCENT   how far encryption or decryption is\n",
			stderr);
		return SIMMAC_USAGE;
	}
	if (simmac_command_open(&mac, argv[1]) < 0) {
		simmac_mac_close(&mac);
		return 1;
	}
	return finish(&mac, simmac_filevault_progress(&mac, percent));
}

int simmac_command_restart(int argc, char **argv)
{
	struct simmac_mac mac;

	if (argc != 2) {
		fputs("usage: simmac restart DIR\n", stderr);
		return SIMMAC_USAGE;
	}
	if (simmac_command_open(&mac, argv[1]) < 0) {
		simmac_mac_close(&mac);
		return 1;
	}
	return finish(&mac, simmac_filevault_restart(&mac));
}

/* Tokens, accounts and passwords stay; everybody is logged out. FACTS E8 */
static int upgrade(struct simmac_mac *mac, const char *os)
{
	struct simmac_version old, version;
	struct simmac_rules rules;
	struct simmac_settings settings = mac->settings;

	if (!simmac_rules_for(os, &rules) || !simmac_version_parse(os, &version) ||
		!simmac_version_parse(settings.os, &old) ||
		simmac_version_compare(&version, &old) <= 0 || !simmac_rules_build(os)) {
		fprintf(stderr, "simmac: %s is no later version of macOS than %s\n", os,
			settings.os);
		return SIMMAC_USAGE;
	}
	settings.os = os;
	settings.build = simmac_rules_build(os);
	/* Installers convert to APFS from 10.14 on; who unlocked is a crypto user, without a tag.
	 */
	if (!simmac_mac_is_apfs(mac) && rules.directory_wants_access)
		settings.filesystem = "apfs";
	if (simmac_settings_write(mac->root, &settings, &mac->err) < 0 ||
		simmac_skeleton_version(mac->root, &settings, &mac->err) < 0 ||
		simmac_filevault_restart(mac) != FILEVAULT_OK)
		return simmac_mac_failed(mac);
	return 0;
}

int simmac_command_upgrade(int argc, char **argv)
{
	struct simmac_mac mac;
	int status = 1;

	if (argc != 4 || strcmp(argv[2], "--os") != 0) {
		fputs("usage: simmac upgrade DIR --os VERSION\n", stderr);
		return SIMMAC_USAGE;
	}
	if (simmac_command_open(&mac, argv[1]) == 0)
		status = upgrade(&mac, argv[3]);
	simmac_mac_close(&mac);
	return status;
}
