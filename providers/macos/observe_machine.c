/* observe_machine.c – the facts of the Mac itself: management, hardware, version, who is there. */
#include "parse_machine.h"
#include "reading.h"
#include "vouch/base/file.h"

void vouch_macos_ask_machine(struct vouch_macos_reading *reading)
{
	/* FACTS 6.2: before 10.15 there is nothing to ask. */
	if (reading->can->bootstrap_token)
		vouch_macos_reading_ask(reading, VOUCH_MACOS_BOOTSTRAP, NULL);
	vouch_macos_reading_ask(reading, VOUCH_MACOS_ENROLLMENT, NULL);
	vouch_macos_reading_ask(reading, VOUCH_MACOS_HARDWARE, NULL);
	vouch_macos_reading_ask(reading, VOUCH_MACOS_CONSOLE, NULL);
}

/* The output of a tool that ran well; its data is NULL, and the trouble is noted, otherwise. */
static struct vouch_bytes output_of(
	struct vouch_macos_reading *reading, enum vouch_macos_tool tool, const char *what)
{
	const struct vouch_child *child = vouch_macos_reading_child(reading, tool);
	const char *trouble = vouch_macos_tool_trouble(reading->arena, child);
	struct vouch_bytes none = {NULL, 0}, silent = {"", 0};

	if (!trouble)
		return child->result.out.length > 0 ? child->result.out : silent;
	vouch_macos_reading_note(reading, what, trouble);
	return none;
}

static void read_enrollment(struct vouch_macos_reading *reading, struct vouch_machine *machine)
{
	struct vouch_bytes out = output_of(reading, VOUCH_MACOS_ENROLLMENT, "mdm");
	const char *why = "";

	if (out.data && !vouch_macos_parse_enrollment(reading->arena, out, &machine->mdm, &why))
		vouch_macos_reading_note_output(reading, "mdm", VOUCH_MACOS_ENROLLMENT, why);
}

/* After the version and the enrolment are known. */
static void read_bootstrap(struct vouch_macos_reading *reading, struct vouch_machine *machine)
{
	const struct vouch_child *child;
	const char *trouble, *why = "";

	if (!reading->can->bootstrap_token) {
		machine->bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED;
		return;
	}
	child = vouch_macos_reading_child(reading, VOUCH_MACOS_BOOTSTRAP);
	trouble = vouch_macos_tool_trouble(reading->arena, child);
	if (!trouble && vouch_macos_parse_bootstrap(
				reading->arena, child->result.out, &machine->bootstrap_token, &why))
		return;
	/* FACTS C13: a Mac without a server gets an error or one line or two; only YES and YES
	 * would be a token. */
	if (machine->mdm == VOUCH_MDM_NONE)
		machine->bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED;
	else if (trouble)
		vouch_macos_reading_note(reading, "bootstrap_token", trouble);
	else
		vouch_macos_reading_note_output(
			reading, "bootstrap_token", VOUCH_MACOS_BOOTSTRAP, why);
}

static void read_hardware(struct vouch_macos_reading *reading, struct vouch_machine *machine)
{
	static const char what[] = "serial, model, chip";
	struct vouch_bytes out = output_of(reading, VOUCH_MACOS_HARDWARE, what);
	struct vouch_macos_hardware hardware = {0};
	const char *why = "";

	if (!out.data)
		return;
	if (!vouch_macos_parse_hardware(reading->arena, out, &hardware, &why)) {
		vouch_macos_reading_note_output(reading, what, VOUCH_MACOS_HARDWARE, why);
		return;
	}
	machine->serial = hardware.serial;
	machine->model = hardware.model;
	machine->chip = hardware.chip;
	if (!hardware.serial)
		vouch_macos_reading_note_output(
			reading, "serial", VOUCH_MACOS_HARDWARE, "it has no serial number");
	if (!hardware.model)
		vouch_macos_reading_note_output(
			reading, "model", VOUCH_MACOS_HARDWARE, "it has no model");
	if (hardware.model && hardware.chip == VOUCH_CHIP_UNKNOWN)
		vouch_macos_reading_note(reading, "chip",
			vouch_arena_printf(
				reading->arena, "the model %s is not known", hardware.model));
}

static void read_console(struct vouch_macos_reading *reading, struct vouch_machine *machine)
{
	struct vouch_bytes out = output_of(reading, VOUCH_MACOS_CONSOLE, "logged_in");
	const char *why = "";

	if (!out.data)
		return;
	machine->logged_in.known =
		vouch_macos_parse_console(reading->arena, out, &machine->logged_in.names, &why);
	if (!machine->logged_in.known)
		vouch_macos_reading_note_output(reading, "logged_in", VOUCH_MACOS_CONSOLE, why);
}

static void read_version(struct vouch_macos_reading *reading, struct vouch_machine *machine)
{
	machine->os = reading->version;
	if (!reading->version)
		vouch_macos_reading_note(reading, "os", reading->no_version);
}

/* FACTS H5: a property list that every program may read. */
static void read_hostname(struct vouch_macos_reading *reading, struct vouch_machine *machine)
{
	static const char file[] = "/Library/Preferences/SystemConfiguration/preferences.plist";
	const char *why = "";
	struct vouch_bytes bytes;
	struct vouch_err err = {0};

	if (vouch_file_read(reading->arena,
		    vouch_arena_printf(reading->arena, "%s%s", reading->root, file), 4 << 20,
		    &bytes, &err) < 0)
		vouch_macos_reading_note(reading, "hostname", err.msg);
	else if (!vouch_macos_parse_hostname(reading->arena, bytes, &machine->hostname, &why))
		vouch_macos_reading_note(reading, "hostname",
			vouch_arena_printf(reading->arena, "%s: %s", file, why));
}

/* FACTS 5.1: on APFS the personal recovery key is a crypto user. On HFS+ nothing that is asked here
 * tells. */
static enum vouch_tri recovery_key(const struct vouch_macos_lists *lists)
{
	size_t i;

	if (lists->filesystem != VOUCH_FILESYSTEM_APFS || !lists->crypto_users)
		return VOUCH_UNKNOWN;
	for (i = 0; i < lists->crypto_users->count; i++)
		if (lists->crypto_users->items[i].kind == VOUCH_MACOS_CRYPTO_RECOVERY_KEY)
			return VOUCH_YES;
	return VOUCH_NO;
}

void vouch_macos_read_machine(struct vouch_macos_reading *reading,
	const struct vouch_macos_lists *lists, struct vouch_machine *machine)
{
	machine->filesystem = lists->filesystem;
	machine->filevault = lists->filevault;
	machine->recovery_key = recovery_key(lists);
	if (lists->filesystem == VOUCH_FILESYSTEM_HFS)
		vouch_macos_reading_note(reading, "recovery_key", "diskutil tells it on APFS only");
	read_version(reading, machine);
	read_hostname(reading, machine);
	read_enrollment(reading, machine);
	read_bootstrap(reading, machine);
	read_hardware(reading, machine);
	read_console(reading, machine);
}
