/* tool_ioreg.c – ioreg: the platform expert (serial number, model, hardware UUID), and the root
 * with those who are at the screen. No other device is there. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "tools.h"

static struct vouch_plist *text_data(const char *text)
{
	return vouch_plist_new_data(text, strlen(text) + 1);
}

static struct vouch_plist *expert_list(const struct simmac_mac *mac)
{
	const struct simmac_settings *settings = &mac->settings;
	struct vouch_plist *device = vouch_plist_new_dict();

	vouch_plist_set(device, "IOObjectClass", vouch_plist_new_string("IOPlatformExpertDevice"));
	vouch_plist_set(device, "IOPlatformSerialNumber", vouch_plist_new_string(settings->serial));
	vouch_plist_set(device, "IOPlatformUUID", vouch_plist_new_string(settings->platform_uuid));
	vouch_plist_set(device, "IORegistryEntryName", vouch_plist_new_string(settings->model));
	vouch_plist_set(device, "manufacturer", text_data("Apple Inc."));
	vouch_plist_set(device, "model", text_data(settings->model));
	vouch_plist_set(device, "target-type", text_data("Mac"));
	return device;
}

static struct vouch_plist *sessions(const struct simmac_mac *mac)
{
	struct vouch_plist *list = vouch_plist_new_array();
	bool at_the_screen = true;
	size_t i;

	for (i = 0; i < mac->volume.sessions.count; i++) {
		const struct simmac_session *session = &mac->volume.sessions.items[i];
		struct vouch_plist *entry;

		if (!session->graphical)
			continue;
		entry = vouch_plist_new_dict();
		vouch_plist_set(
			entry, "kCGSSessionOnConsoleKey", vouch_plist_new_boolean(at_the_screen));
		vouch_plist_set(
			entry, "kCGSSessionUserIDKey", vouch_plist_new_integer(session->uid));
		vouch_plist_set(
			entry, "kCGSSessionUserNameKey", vouch_plist_new_string(session->name));
		vouch_plist_set(entry, "kCGSessionLoginDoneKey", vouch_plist_new_boolean(true));
		vouch_plist_append(list, entry);
		at_the_screen = false;
	}
	return list;
}

static struct vouch_plist *root_list(const struct simmac_mac *mac)
{
	struct vouch_plist *root = vouch_plist_new_dict();

	vouch_plist_set(root, "IOConsoleUsers", sessions(mac));
	vouch_plist_set(root, "IOObjectClass", vouch_plist_new_string("IORegistryEntry"));
	vouch_plist_set(root, "IORegistryEntryName", vouch_plist_new_string("Root"));
	return root;
}

static void print_root(const struct simmac_mac *mac)
{
	const char *separator = "";
	size_t i, index = 0;

	printf("+-o Root  <class IORegistryEntry, id 0x100000100, retain 25>\n"
	       "    {\n"
	       "      \"IOConsoleUsers\" = (");
	for (i = 0; i < mac->volume.sessions.count; i++) {
		const struct simmac_session *session = &mac->volume.sessions.items[i];

		if (!session->graphical)
			continue;
		printf("%s{\"kCGSSessionOnConsoleKey\"=%s,\"kCGSSessionUserIDKey\"=%lld,"
		       "\"kCGSSessionUserNameKey\"=\"%s\",\"kCGSessionLoginDoneKey\"=Yes}",
			separator, index++ == 0 ? "Yes" : "No", (long long)session->uid,
			session->name);
		separator = ",";
	}
	printf(")\n    }\n    \n");
}

/* Where children follow, and -l shows them all, a bar leads on to them. */
static void print_text(const struct simmac_mac *mac, const char *indent, const char *bar)
{
	const struct simmac_settings *settings = &mac->settings;
	/* FACTS H2 */
	const char *compatible = vouch_text_equal(settings->chip, "apple") ? ",\"AppleARM\"" : "";
	const struct {
		const char *name, *before, *value, *after;
	} lines[] = {{"manufacturer", "<\"", "Apple Inc.", "\">"},
		{"IOPlatformSerialNumber", "\"", settings->serial, "\""},
		{"IOPlatformUUID", "\"", settings->platform_uuid, "\""},
		{"compatible", "<\"", settings->model, NULL},
		{"model", "<\"", settings->model, "\">"}, {"target-type", "<\"", "Mac", "\">"}};
	size_t i;

	printf("%s+-o %s  <class IOPlatformExpertDevice, id 0x100000117, registered, matched, "
	       "active, busy 0 (0 ms), retain 40>\n",
		indent, settings->model);
	printf("%s  %s{\n", indent, bar);
	for (i = 0; i < sizeof lines / sizeof *lines; i++) {
		printf("%s  %s  \"%s\" = %s%s", indent, bar, lines[i].name, lines[i].before,
			lines[i].value);
		if (lines[i].after)
			printf("%s\n", lines[i].after);
		else
			printf("\"%s>\n", compatible);
	}
	printf("%s  %s}\n%s  %s\n", indent, bar, indent, bar);
}

struct search {
	bool list, subtree, all, root, expert;
};

static int usage(int letter)
{
	if (letter)
		fprintf(stderr, "ioreg: illegal option -- %c\n", letter);
	fputs("usage: ioreg [-abfilrtxy] [-c class] [-d depth] [-k key] [-n name] [-p plane] [-w "
	      "width]\n",
		stderr);
	return 1;
}

/* By name and by key, without -r, everything is shown down to what matches. */
static void look(struct simmac_mac *mac, struct search *search, int option)
{
	static const char *const expert_keys[] = {
		"IOPlatformSerialNumber", "IOPlatformUUID", "manufacturer", "model", "target-type"};
	bool expert = false;
	size_t i;

	if (option == 'c')
		expert = strcmp(optarg, "IOPlatformExpertDevice") == 0;
	else if (option == 'n')
		expert = strcmp(optarg, mac->settings.model) == 0;
	for (i = 0; option == 'k' && i < sizeof expert_keys / sizeof *expert_keys; i++)
		expert |= strcmp(optarg, expert_keys[i]) == 0;
	search->expert &= expert;
	search->root &= option == 'n'   ? strcmp(optarg, "Root") == 0
			: option == 'k' ? strcmp(optarg, "IOConsoleUsers") == 0
					: strcmp(optarg, "IORegistryEntry") == 0;
}

int simmac_ioreg(struct simmac_mac *mac, int argc, char **argv)
{
	struct search search = {.root = true, .expert = true};
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *list = NULL;
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0};
	bool asked = false;
	int option;

	opterr = 0;
	while ((option = getopt(argc, argv, "+abfilrtxyc:d:k:n:p:w:")) != -1) {
		if (option == '?')
			return usage(optopt);
		search.list |= option == 'a';
		search.subtree |= option == 'r';
		search.all |= option == 'l';
		if (strchr("ckn", option)) {
			look(mac, &search, option);
			asked = true;
		}
	}
	if (optind < argc)
		return usage(0);
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (!asked)
		search.root = !search.subtree;
	if (!search.list) {
		if (search.root)
			print_root(mac);
		if (search.expert)
			print_text(mac, search.root && !search.subtree ? "  " : "",
				search.all && !search.subtree ? "| " : "  ");
		return 0;
	}
	/* A list of roots where subtrees were asked for, else the root alone. */
	if (search.expert && search.subtree) {
		list = vouch_plist_new_array();
		vouch_plist_append(list, expert_list(mac));
	} else if (search.expert && !search.root) {
		list = expert_list(mac);
	} else if (search.root) {
		list = root_list(mac);
	} else {
		return 0; /* such a device is not there, and all is well */
	}
	vouch_plist_write_xml(list, &xml);
	(void)fwrite(xml.bytes, 1, xml.length, stdout);
	return 0;
}
