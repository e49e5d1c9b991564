/* tool_system_profiler.c – system_profiler: the overviews of hardware and software, as text, JSON
 * or XML. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "list_file.h"
#include "record.h"
#include "tools.h"

struct line {
	const char *label, *key; /* of the text and of the lists; NULL: not there */
	const char *value;
};

struct overview {
	const char *type, *heading, *title, *name;
	struct line lines[20];
	size_t count;
};

static void add(struct overview *overview, const char *label, const char *key, const char *value)
{
	struct line line = {label, key, value};

	if (value && overview->count < sizeof overview->lines / sizeof *overview->lines)
		overview->lines[overview->count++] = line;
}

/* By the identifier's start; the newest Macs of Apple's silicon have one for all. */
static const char *model_name(const struct simmac_mac *mac)
{
	static const struct {
		const char *start, *name;
	} names[] = {{"VirtualMac", "Apple Virtual Machine 1"}, {"MacBookAir", "MacBook Air"},
		{"MacBookPro", "MacBook Pro"}, {"MacBook", "MacBook"}, {"Macmini", "Mac mini"},
		{"iMac", "iMac"}, {"MacPro", "Mac Pro"}, {"Mac", "MacBook Pro"}};
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (vouch_text_starts(mac->settings.model, names[i].start))
			return names[i].name;
	return "Mac";
}

static void describe_hardware(struct simmac_mac *mac, struct overview *out)
{
	bool apple = strcmp(mac->settings.chip, "apple") == 0;
	bool guest = vouch_text_starts(mac->settings.model, "VirtualMac");

	out->type = "SPHardwareDataType";
	out->heading = "Hardware";
	out->title = "Hardware Overview";
	out->name = "hardware_overview";
	add(out, "Model Name", "machine_name", model_name(mac));
	add(out, "Model Identifier", "machine_model", mac->settings.model);
	add(out, "Model Number", "model_number", apple ? "Z16T0004TJ/A" : NULL);
	add(out, "Chip", "chip_type", !apple ? NULL : guest ? "Apple M1 (Virtual)" : "Apple M2");
	add(out, "Processor Name", "cpu_type", apple ? NULL : "Intel Core i7");
	add(out, "Processor Speed", "current_processor_speed", apple ? NULL : "2.8 GHz");
	add(out, "Number of Processors", "packages", apple ? NULL : "1");
	add(out, "Total Number of Cores", "number_processors",
		apple ? "8 (4 performance and 4 efficiency)" : "4");
	add(out, "L2 Cache (per Core)", "l2_cache_core", apple ? NULL : "256 KB");
	add(out, "L3 Cache", "l3_cache", apple ? NULL : "6 MB");
	add(out, "Hyper-Threading Technology", "platform_cpu_htt", apple ? NULL : "Enabled");
	add(out, "Memory", "physical_memory", "16 GB");
	add(out, apple ? "System Firmware Version" : "Boot ROM Version", "boot_rom_version",
		apple ? "10151.61.4" : "1037.60.58.0.0 (iBridge: 17.16.12551.0.0,0)");
	add(out, "OS Loader Version", "os_loader_version", apple ? "10151.61.4" : NULL);
	add(out, "SMC Version (system)", "SMC_version_system",
		strcmp(mac->settings.chip, "intel") == 0 ? "2.29f24" : NULL);
	add(out, "Serial Number (system)", "serial_number", mac->settings.serial);
	add(out, "Hardware UUID", "platform_UUID", mac->settings.platform_uuid);
	add(out, "Provisioning UDID", "provisioning_UDID",
		apple ? "00008112-0000000000000000" : NULL);
	add(out, "Activation Lock Status", "activation_lock_status", "Disabled");
}

static void describe_software(struct simmac_mac *mac, struct overview *out)
{
	SIMMAC_RECORD user = {0};
	const char *full = "System Administrator";

	if (simmac_record_find(mac, SIMMAC_USERS, mac->caller, &user) == 1 &&
		simmac_record_count(&user, "realname") > 0)
		full = simmac_record_first(mac, &user, "realname");
	out->type = "SPSoftwareDataType";
	out->heading = "Software";
	out->title = "System Software Overview";
	out->name = "os_overview";
	add(out, "System Version", "os_version",
		vouch_arena_printf(
			&mac->arena, "macOS %s (%s)", mac->settings.os, mac->settings.build));
	add(out, "Boot Volume", "boot_volume", "Macintosh HD");
	add(out, "Boot Mode", "boot_mode", "Normal");
	add(out, "Computer Name", "local_host_name", mac->settings.hostname);
	add(out, "User Name", "user_name",
		vouch_arena_printf(&mac->arena, "%s (%s)", full, mac->caller));
	add(out, "Secure Virtual Memory", "secure_vm", "Enabled");
	add(out, "System Integrity Protection", "system_integrity", "Enabled");
}

static const struct {
	const char *type;
	void (*describe)(struct simmac_mac *mac, struct overview *out);
} types[] = {{"SPHardwareDataType", describe_hardware}, {"SPSoftwareDataType", describe_software}};

static void print_text(const struct overview *overview)
{
	size_t i;

	printf("%s:\n\n    %s:\n\n", overview->heading, overview->title);
	for (i = 0; i < overview->count; i++)
		printf("      %s: %s\n", overview->lines[i].label, overview->lines[i].value);
	printf("\n");
}

/* The lists have words of their own for what the text calls Disabled and Enabled. */
static const char *list_value(struct simmac_mac *mac, const struct line *line)
{
	if (strcmp(line->key, "activation_lock_status") == 0)
		return "activation_lock_disabled";
	if (strcmp(line->key, "boot_mode") == 0)
		return "normal_boot";
	if (strcmp(line->key, "secure_vm") == 0)
		return "secure_vm_enabled";
	if (strcmp(line->key, "system_integrity") == 0)
		return "integrity_enabled";
	if (strcmp(line->key, "number_processors") == 0 && strcmp(mac->settings.chip, "apple") == 0)
		return "proc 8:4:4";
	return line->value;
}

static struct vouch_plist *as_list(struct simmac_mac *mac, const struct overview *overview)
{
	struct vouch_plist *item = vouch_plist_new_dict();
	struct vouch_plist *items = vouch_plist_new_array();
	size_t i;

	vouch_plist_set(item, "_name", vouch_plist_new_string(overview->name));
	for (i = 0; i < overview->count; i++)
		vouch_plist_set(item, overview->lines[i].key,
			vouch_plist_new_string(list_value(mac, &overview->lines[i])));
	vouch_plist_append(items, item);
	return items;
}

/* JSON: one dictionary by type. XML: one array, with the type in each. */
static void print_list(
	struct simmac_mac *mac, const struct overview *overviews, size_t count, bool json)
{
	VOUCH_CLEANUP(vouch_plist_release)
	struct vouch_plist *root = json ? vouch_plist_new_dict() : vouch_plist_new_array();
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};
	size_t i;

	for (i = 0; i < count; i++) {
		struct vouch_plist *items = as_list(mac, &overviews[i]);
		struct vouch_plist *part;

		if (json) {
			vouch_plist_set(root, overviews[i].type, items);
			continue;
		}
		part = vouch_plist_new_dict();
		vouch_plist_set(part, "_dataType", vouch_plist_new_string(overviews[i].type));
		vouch_plist_set(part, "_items", items);
		vouch_plist_append(root, part);
	}
	if (json)
		(void)simmac_json_write(&mac->arena, root, SIMMAC_JSON_BARE_SLASHES, &out);
	else
		simmac_list_write(&mac->arena, root, SIMMAC_LIST_XML, &out);
	(void)fwrite(vouch_buf_get(&out), 1, out.length, stdout);
}

int simmac_system_profiler(struct simmac_mac *mac, int argc, char **argv)
{
	struct overview overviews[sizeof types / sizeof *types] = {{0}};
	bool wanted[sizeof types / sizeof *types] = {false}, any = false;
	enum { TEXT, JSON, XML } form = TEXT;
	size_t t, count = 0;
	int i;

	for (i = 1; i < argc; i++) {
		bool known = false;

		if (strcmp(argv[i], "-json") == 0 || strcmp(argv[i], "-xml") == 0) {
			form = argv[i][1] == 'j' ? JSON : XML;
			continue;
		}
		if ((strcmp(argv[i], "-detailLevel") == 0 || strcmp(argv[i], "-timeout") == 0) &&
			i + 1 < argc) {
			i++;
			continue;
		}
		for (t = 0; t < sizeof types / sizeof *types; t++)
			if (strcmp(types[t].type, argv[i]) == 0)
				wanted[t] = known = any = true;
		if (!known) {
			fprintf(stderr,
				"system_profiler: %s: the simulated Mac has SPHardwareDataType and "
				"SPSoftwareDataType alone\n",
				argv[i]);
			return 1;
		}
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	for (t = 0; t < sizeof types / sizeof *types; t++)
		if (wanted[t] || !any)
			types[t].describe(mac, &overviews[count++]);
	if (form != TEXT)
		print_list(mac, overviews, count, form == JSON);
	for (t = 0; form == TEXT && t < count; t++)
		print_text(&overviews[t]);
	return 0;
}
