/* tool_diskutil.c – diskutil: which verb, about which volume. FACTS 5 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "diskutil.h"
#include "tools.h"

void simmac_diskutil_print(const struct vouch_plist *root)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf out = {0};

	vouch_plist_write_xml(root, &out);
	(void)fwrite(out.bytes, 1, out.length, stdout);
}

/* transcripts: info-missing-disk */
int simmac_diskutil_refuse(const struct simmac_diskutil *call, const char *message)
{
	VOUCH_CLEANUP(vouch_plist_release) struct vouch_plist *root = NULL;

	if (!call->plist) {
		puts(message);
		return 1;
	}
	root = vouch_plist_new_dict();
	vouch_plist_set(root, "Error", vouch_plist_new_boolean(true));
	vouch_plist_set(root, "ErrorMessage", vouch_plist_new_string(message));
	vouch_plist_set(root, "ExitCode", vouch_plist_new_integer(1));
	simmac_diskutil_print(root);
	return 1;
}

/* FACTS Q3: the verbs of apfs want an APFS volume; the words are from other verbs of it. */
int simmac_diskutil_not_apfs(const struct simmac_diskutil *call)
{
	return simmac_diskutil_refuse(
		call, vouch_arena_printf(&call->mac->arena, "%s is not an APFS Volume",
			      simmac_mac_device(call->mac)));
}

static bool is_root_volume(const struct simmac_mac *mac, const char *volume)
{
	const char *device = simmac_mac_device(mac);

	return strcmp(volume, "/") == 0 || vouch_text_equal_nocase(volume, device) ||
	       (vouch_text_starts(volume, "/dev/") &&
		       vouch_text_equal_nocase(volume + strlen("/dev/"), device));
}

static const struct {
	const char *group, *verb;
	bool wants_volume;
	int (*run)(const struct simmac_diskutil *call);
} verbs[] = {
	{"apfs", "listUsers", true, simmac_diskutil_users},
	{"apfs", "listCryptoUsers", true, simmac_diskutil_users},
	{"apfs", "listKeys", true, simmac_diskutil_users},
	{"apfs", "listCryptoKeys", true, simmac_diskutil_users},
	{"apfs", "updatePreboot", true, simmac_diskutil_preboot},
	{"apfs", "list", false, simmac_diskutil_list},
	{NULL, "list", false, simmac_diskutil_disks},
	{NULL, "info", true, simmac_diskutil_info},
	{NULL, "information", true, simmac_diskutil_info},
};

static int run(struct simmac_diskutil *call, size_t row)
{
	const char *group = verbs[row].group;

	if (!verbs[row].wants_volume)
		return verbs[row].run(call);
	if (!call->volume) {
		fprintf(stderr, "Usage:  diskutil %s%s [-plist] DISK|/\n", group ? "apfs " : "",
			verbs[row].verb);
		return 1;
	}
	if (is_root_volume(call->mac, call->volume))
		return verbs[row].run(call);
	return simmac_diskutil_refuse(call,
		vouch_arena_printf(&call->mac->arena, "Could not find disk: %s", call->volume));
}

int simmac_diskutil(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_diskutil call = {.mac = mac};
	const char *verb = NULL;
	bool apfs;
	int i = 1;
	size_t row;

	if (i < argc && strcmp(argv[i], "quiet") == 0)
		i++;
	apfs = i < argc && vouch_text_equal_nocase(argv[i], "apfs");
	i += apfs;
	if (i < argc)
		verb = argv[i++];
	for (; i < argc; i++) { /* -plist stands before or behind the volume */
		if (strcmp(argv[i], "-plist") == 0)
			call.plist = true;
		else
			call.volume = argv[i];
	}
	for (row = 0; row < sizeof verbs / sizeof *verbs; row++)
		if (vouch_text_equal_nocase(verbs[row].verb, verb) &&
			(verbs[row].group != NULL) == apfs)
			return run(&call, row);
	fprintf(stderr,
		"diskutil: did not recognize %s verb \"%s\"; type \"diskutil%s\" for a list\n",
		apfs ? "APFS" : "the", verb ? verb : "", apfs ? " apfs" : "");
	return 1;
}
