/* parse_machine.h – what profiles, ioreg, scutil, sysadminctl and two files say of the Mac.
 *
 * Bytes in, records out, or false and *why: "cannot be read, because".
 */
#ifndef VOUCH_MACOS_PARSE_MACHINE_H
#define VOUCH_MACOS_PARSE_MACHINE_H

#include <stdbool.h>

#include "vouch/base/arena.h"
#include "vouch/base/file.h"
#include "vouch/model/machine.h"

struct vouch_macos_hardware {
	const char *serial, *model; /* NULL where it is not told */
	enum vouch_chip chip;
};

/* profiles status -type enrollment. */
bool vouch_macos_parse_enrollment(
	struct vouch_arena *arena, struct vouch_bytes bytes, enum vouch_mdm *out, const char **why);
/* profiles status -type bootstraptoken. Only YES and YES is an escrowed token. */
bool vouch_macos_parse_bootstrap(struct vouch_arena *arena, struct vouch_bytes bytes,
	enum vouch_bootstrap *out, const char **why);
/* ioreg -rd1 -c IOPlatformExpertDevice. */
bool vouch_macos_parse_hardware(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_macos_hardware *out, const char **why);
/* By the model alone ("Mac14,2"); unknown for a model that the table does not know. */
enum vouch_chip vouch_macos_chip_of_model(const char *model);
/* scutil, asked to show State:/Users/ConsoleUser: who has a graphical session, in front or not. */
bool vouch_macos_parse_console(struct vouch_arena *arena, struct vouch_bytes bytes,
	struct vouch_names *out, const char **why);
/* SystemVersion.plist: "14.5". */
bool vouch_macos_parse_version(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **out, const char **why);
/* preferences.plist of SystemConfiguration: HostName, else LocalHostName. */
bool vouch_macos_parse_hostname(
	struct vouch_arena *arena, struct vouch_bytes bytes, const char **out, const char **why);

enum vouch_macos_status {
	VOUCH_MACOS_STATUS_UNREADABLE,
	VOUCH_MACOS_STATUS_ENABLED,
	VOUCH_MACOS_STATUS_DISABLED,
	VOUCH_MACOS_STATUS_NO_USER,
	VOUCH_MACOS_STATUS_WANTS_ADMIN /* 10.13.0 to 10.13.3 answer only with admin credentials */
};

/* sysadminctl -secureTokenStatus NAME; the tool says everything on standard error. */
enum vouch_macos_status vouch_macos_parse_status(
	struct vouch_arena *arena, struct vouch_bytes bytes);

#endif
