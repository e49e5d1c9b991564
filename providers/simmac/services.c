/* services.c – reads and writes what is switched off. */
#include "services.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "vouch/base/cleanup.h"

#include "list_file.h"

static const char folder[] = "private/var/db/com.apple.xpc.launchd";
static const char file[] = "private/var/db/com.apple.xpc.launchd/disabled.plist";

struct vouch_plist *simmac_services_load(struct simmac_mac *mac)
{
	struct vouch_plist *list = NULL;
	struct vouch_bytes bytes;
	enum simmac_list_form form;

	if (simmac_list_read_bytes(mac, simmac_mac_path(mac, file), &bytes) == 0)
		list = simmac_list_parse(&bytes, &form, &mac->err);
	if (list && vouch_plist_kind(list) != VOUCH_PLIST_DICT)
		vouch_plist_release(&list);
	if (list)
		return list;
	list = vouch_plist_new_dict();
	vouch_plist_set(list, SIMMAC_SERVICE_SSH, vouch_plist_new_boolean(true));
	return list;
}

bool simmac_services_is_off(struct simmac_mac *mac, const char *label)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = simmac_services_load(mac);
	bool off = false;

	(void)vouch_plist_boolean(vouch_plist_get(list, label), &off); /* not there: on */
	return off;
}

int simmac_services_switch(struct simmac_mac *mac, const char *label, bool off)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = simmac_services_load(mac);
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf bytes = {0};

	vouch_plist_set(list, label, vouch_plist_new_boolean(off));
	vouch_plist_write_xml(list, &bytes);
	if (mkdir(simmac_mac_path(mac, folder), 0755) < 0 && errno != EEXIST)
		return vouch_err_sys(&mac->err, VOUCH_E_SYSTEM, errno, "cannot make %s",
			simmac_mac_path(mac, folder));
	return simmac_mac_replace(mac, simmac_mac_path(mac, file), 0644, bytes.bytes, bytes.length);
}
