/* machine.h – the facts of the Mac itself, as observed. Zeroed is all unknown. */
#ifndef VOUCH_MODEL_MACHINE_H
#define VOUCH_MODEL_MACHINE_H

#include <stdbool.h>

#include "vouch/model/account.h"

enum vouch_chip {
	VOUCH_CHIP_UNKNOWN,
	VOUCH_CHIP_APPLE,
	VOUCH_CHIP_T2,
	VOUCH_CHIP_INTEL,
	VOUCH_CHIP_COUNT
};

enum vouch_filesystem {
	VOUCH_FILESYSTEM_UNKNOWN,
	VOUCH_FILESYSTEM_APFS,
	VOUCH_FILESYSTEM_HFS,
	VOUCH_FILESYSTEM_COUNT
};

enum vouch_filevault {
	VOUCH_FILEVAULT_UNKNOWN,
	VOUCH_FILEVAULT_OFF,
	VOUCH_FILEVAULT_ON,
	VOUCH_FILEVAULT_ENCRYPTING,
	VOUCH_FILEVAULT_DECRYPTING,
	VOUCH_FILEVAULT_DEFERRED,
	VOUCH_FILEVAULT_COUNT
};

enum vouch_mdm {
	VOUCH_MDM_UNKNOWN,
	VOUCH_MDM_NONE,
	VOUCH_MDM_USER_APPROVED,
	VOUCH_MDM_AUTOMATED,
	VOUCH_MDM_COUNT
};

enum vouch_bootstrap {
	VOUCH_BOOTSTRAP_UNKNOWN,
	VOUCH_BOOTSTRAP_UNSUPPORTED,
	VOUCH_BOOTSTRAP_SUPPORTED,
	VOUCH_BOOTSTRAP_ESCROWED,
	VOUCH_BOOTSTRAP_COUNT
};

struct vouch_machine {
	const char *serial, *hostname, *model, *os; /* NULL where unknown */
	enum vouch_chip chip;
	enum vouch_filesystem filesystem;
	enum vouch_filevault filevault;
	enum vouch_mdm mdm;
	enum vouch_bootstrap bootstrap_token;
	enum vouch_tri recovery_key; /* present, absent */
	struct vouch_name_set logged_in;
};

const char *vouch_chip_text(enum vouch_chip chip);
const char *vouch_filesystem_text(enum vouch_filesystem filesystem);
const char *vouch_filevault_text(enum vouch_filevault filevault);
const char *vouch_mdm_text(enum vouch_mdm mdm);
const char *vouch_bootstrap_text(enum vouch_bootstrap bootstrap);
bool vouch_chip_parse(const char *text, enum vouch_chip *out);
bool vouch_filesystem_parse(const char *text, enum vouch_filesystem *out);
bool vouch_filevault_parse(const char *text, enum vouch_filevault *out);
bool vouch_mdm_parse(const char *text, enum vouch_mdm *out);
bool vouch_bootstrap_parse(const char *text, enum vouch_bootstrap *out);

/* Versions part by part, missing parts are 0: "14" equals "14.0". -1, 0, 1; a part that is no
 * number counts as 0. */
int vouch_version_compare(const char *a, const char *b);

#endif
