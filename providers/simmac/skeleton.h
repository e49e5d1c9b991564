/* skeleton.h – what every Mac has before its first account: folders, tools, system accounts. */
#ifndef SIMMAC_SKELETON_H
#define SIMMAC_SKELETON_H

#include "mac.h"

/* Folders, the marker file, SystemVersion.plist, the host name. root is there and empty. */
int simmac_skeleton_make(
	const char *root, const struct simmac_settings *settings, struct vouch_err *err);
/* SystemVersion.plist alone, after an upgrade. */
int simmac_skeleton_version(
	const char *root, const struct simmac_settings *settings, struct vouch_err *err);
/* Each tool as a hard link to this program, or to one copy of it where links are refused. */
int simmac_skeleton_tools(const char *root, struct vouch_err *err);
/* root, daemon, nobody, a few service accounts, and the groups a Mac has. */
int simmac_skeleton_accounts(struct simmac_mac *mac);

#endif
