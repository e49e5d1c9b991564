/* parse_hardware.c – serial number, model and kind of chip out of the platform device of ioreg. */
#include <string.h>

#include "lines.h"
#include "parse_machine.h"
#include "vouch/base/text.h"

/* FACTS H1: families of models by the first number of the model. Up to plain: Intel without a
 * security chip; up to t2: Intel with a T2; above: Apple silicon. */
static const struct {
	const char *family;
	int64_t plain, t2;
} families[] = {
	{"iMac", 19, 20},
	{"iMacPro", 0, 1},
	{"MacBook", 10, 10},
	{"MacBookAir", 7, 9},
	{"MacBookPro", 14, 16},
	{"MacPro", 6, 7},
	{"Macmini", 7, 8},
	{"Xserve", 3, 3},
};

/* "MacBookPro18,1" is family "MacBookPro", number 18. */
static bool split_model(const char *model, size_t *family, int64_t *number)
{
	size_t letters = strcspn(model, "0123456789");
	size_t digits = strspn(model + letters, "0123456789");
	size_t i;

	if (letters == 0 || digits == 0 || digits > 3 || model[letters + digits] != ',')
		return false;
	*family = letters;
	*number = 0;
	for (i = 0; i < digits; i++)
		*number = *number * 10 + (model[letters + i] - '0');
	return true;
}

enum vouch_chip vouch_macos_chip_of_model(const char *model)
{
	size_t i, letters;
	int64_t number;

	if (!model || !split_model(model, &letters, &number))
		return VOUCH_CHIP_UNKNOWN;
	/* FACTS H1: since 2022 every Mac is a "Mac13,1" or later; "VirtualMac" is a guest on one.
	 */
	if ((letters == 3 && vouch_text_starts(model, "Mac") && number >= 13) ||
		vouch_text_starts(model, "VirtualMac"))
		return VOUCH_CHIP_APPLE;
	for (i = 0; i < sizeof families / sizeof *families; i++) {
		if (strlen(families[i].family) != letters ||
			strncmp(families[i].family, model, letters) != 0)
			continue;
		if (number <= families[i].plain)
			return VOUCH_CHIP_INTEL;
		return number <= families[i].t2 ? VOUCH_CHIP_T2 : VOUCH_CHIP_APPLE;
	}
	return VOUCH_CHIP_UNKNOWN;
}

/* The text in quotes of   "key" = "text"   or   "key" = <"text"…>; NULL for another line. */
static const char *quoted_value(struct vouch_arena *arena, const char *line, const char *key)
{
	const char *value =
		vouch_macos_line_after(line, vouch_arena_printf(arena, "\"%s\" = ", key));
	const char *end;

	if (!value)
		return NULL;
	if (*value == '<')
		value++;
	if (*value != '"')
		return NULL;
	value++;
	end = strchr(value, '"');
	return end && end > value ? vouch_arena_text_n(arena, value, (size_t)(end - value)) : NULL;
}

/* A serial number and a model name files and layers: letters and digits only. */
static const char *plain_or_null(const char *text, const char *more)
{
	const char *at;

	for (at = text; at && *at; at++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
			    *at) &&
			!strchr(more, *at))
			return NULL;
	return text;
}

bool vouch_macos_parse_hardware(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_hardware *out, const char **why)
{
	struct vouch_macos_hardware hardware = {0};
	struct vouch_macos_lines lines;
	const char *line, *text;
	bool device = false, arm = false;

	if (!vouch_macos_lines_begin(arena, bytes, &lines, why))
		return false;
	while ((line = vouch_macos_lines_next(&lines))) {
		device |= strstr(line, "<class IOPlatformExpertDevice,") != NULL;
		if ((text = quoted_value(arena, line, "IOPlatformSerialNumber")))
			hardware.serial = plain_or_null(text, "-+/");
		if ((text = quoted_value(arena, line, "model")))
			hardware.model = plain_or_null(text, ",-");
		arm |= vouch_text_starts(line, "\"compatible\" = ") && strstr(line, "\"AppleARM\"");
	}
	if (!device) {
		*why = "it names no platform device";
		return false;
	}
	hardware.chip = vouch_macos_chip_of_model(hardware.model);
	if (arm) /* FACTS H2 */
		hardware.chip = VOUCH_CHIP_APPLE;
	*out = hardware;
	return true;
}
