/* settings.h – what a simulated Mac is: the marker file ROOT/.simmac, an XML property list.
 *
 * Settings do not change while the Mac lives; what changes (accounts, tokens, FileVault, sessions)
 * is in the records (record.h) and on the volume (volume.h). Whoever finds this file knows that the
 * folder is a simulated Mac and no real one.
 */
#ifndef SIMMAC_SETTINGS_H
#define SIMMAC_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/base/plist.h"

#define SIMMAC_MARKER ".simmac"

struct simmac_settings {
	const char *os;         /* "14.5" */
	const char *build;      /* "23F79" */
	const char *chip;       /* apple, t2, intel */
	const char *filesystem; /* apfs */
	const char *mdm;        /* none, user_approved, automated */
	const char *serial;
	const char *model;
	const char *hostname;
	const char *platform_uuid;
	const char *now;          /* RFC 3339; NULL: the host's clock */
	int64_t iterations;       /* of PBKDF2 for new passwords */
	int64_t preboot_delay;    /* milliseconds that updatePreboot takes */
	int64_t status_lag;       /* milliseconds until -secureTokenStatus follows a grant */
	int64_t minimum_password; /* characters a password policy asks for; 0: no policy */
	int64_t lock_after;       /* failed authentications that lock an account; 0: never */
	struct vouch_plist
		*quirks; /* name -> boolean, only those that were set (quirks.h); or NULL */
};

int simmac_settings_read(struct vouch_arena *arena, const char *root, struct simmac_settings *out,
	struct vouch_err *err);
int simmac_settings_write(
	const char *root, const struct simmac_settings *settings, struct vouch_err *err);
/* Frees what is not in the arena. */
void simmac_settings_release(struct simmac_settings *settings);

#endif
