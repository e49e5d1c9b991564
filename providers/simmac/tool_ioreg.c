/* tool_ioreg.c – ioreg -rd1 -c IOPlatformExpertDevice: serial number, model, hardware UUID. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "tools.h"

static struct vouch_plist *text_data(const char *text)
{
	return vouch_plist_new_data(text, strlen(text) + 1);
}

static void print_list(const struct simmac_mac *mac)
{
	const struct simmac_settings *settings = &mac->settings;
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = vouch_plist_new_array();
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0};
	struct vouch_plist *device = vouch_plist_new_dict();

	vouch_plist_set(device, "IOObjectClass", vouch_plist_new_string("IOPlatformExpertDevice"));
	vouch_plist_set(device, "IOPlatformSerialNumber", vouch_plist_new_string(settings->serial));
	vouch_plist_set(device, "IOPlatformUUID", vouch_plist_new_string(settings->platform_uuid));
	vouch_plist_set(device, "IORegistryEntryName", vouch_plist_new_string(settings->model));
	vouch_plist_set(device, "manufacturer", text_data("Apple Inc."));
	vouch_plist_set(device, "model", text_data(settings->model));
	vouch_plist_set(device, "target-type", text_data("Mac"));
	vouch_plist_append(list, device);
	vouch_plist_write_xml(list, &xml);
	(void)fwrite(xml.bytes, 1, xml.length, stdout);
}

static void print_text(const struct simmac_mac *mac)
{
	const struct simmac_settings *settings = &mac->settings;
	/* FACTS H2 */
	const char *compatible = vouch_text_equal(settings->chip, "apple") ? ",\"AppleARM\"" : "";

	printf("+-o %s  <class IOPlatformExpertDevice, id 0x100000117, registered, matched, "
	       "active, "
	       "busy 0 (0 ms), retain 40>\n"
	       "    {\n"
	       "      \"manufacturer\" = <\"Apple Inc.\">\n"
	       "      \"IOPlatformSerialNumber\" = \"%s\"\n"
	       "      \"IOPlatformUUID\" = \"%s\"\n"
	       "      \"compatible\" = <\"%s\"%s>\n"
	       "      \"model\" = <\"%s\">\n"
	       "      \"target-type\" = <\"Mac\">\n"
	       "    }\n"
	       "    \n",
		settings->model, settings->serial, settings->platform_uuid, settings->model,
		compatible, settings->model);
}

int simmac_ioreg(struct simmac_mac *mac, int argc, char **argv)
{
	bool list = false, expert = false, asked = false;
	int i;

	for (i = 1; i < argc; i++) {
		if (argv[i][0] == '-' && strchr(argv[i], 'a'))
			list = true;
		asked |= strcmp(argv[i], "-c") == 0 || strcmp(argv[i], "-n") == 0 ||
			 strcmp(argv[i], "-k") == 0 || strcmp(argv[i], "-p") == 0 ||
			 (argv[i][0] != '-' && i > 1);
		expert |= strcmp(argv[i], "IOPlatformExpertDevice") == 0;
	}
	/* A class that no device has: nothing, and all is well. Everything (ioreg -l) is the one
	 * device that there is. */
	if (asked && !expert)
		return 0;
	if (list)
		print_list(mac);
	else
		print_text(mac);
	return 0;
}
