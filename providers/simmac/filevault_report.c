/* filevault_report.c – the property list with the new recovery key that fdesetup prints, or leaves
 * in a file. */
#include <time.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/plist.h"

#include "filevault.h"

static const char *date_of(struct simmac_mac *mac)
{
	time_t now = (time_t)simmac_mac_now(mac);
	struct tm tm;
	char text[32];

	if (!gmtime_r(&now, &tm) || strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm) == 0)
		text[0] = '\0';
	return vouch_arena_printf(&mac->arena, "%s +0000", text);
}

void simmac_filevault_report(
	struct simmac_mac *mac, const char *user, const char *key, struct vouch_buf *xml)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = vouch_plist_new_dict();

	/* transcripts: enable-outputplist, in the order of its keys. */
	vouch_plist_set(root, "EnabledDate", vouch_plist_new_string(date_of(mac)));
	vouch_plist_set(root, "EnabledUser", vouch_plist_new_string(user ? user : ""));
	vouch_plist_set(root, "HardwareUUID", vouch_plist_new_string(mac->settings.platform_uuid));
	if (*key)
		vouch_plist_set(root, "RecoveryKey", vouch_plist_new_string(key));
	vouch_plist_set(root, "SerialNumber", vouch_plist_new_string(mac->settings.serial));
	vouch_plist_write_xml(root, xml);
}
