/* recovery_key.h – the personal recovery key of FileVault: made, shown once, checked. */
#ifndef SIMMAC_RECOVERY_KEY_H
#define SIMMAC_RECOVERY_KEY_H

#include "mac.h"

/* "XXXX-XXXX-XXXX-XXXX-XXXX-XXXX" */
enum { SIMMAC_RECOVERY_TEXT = 30 };

/* A new key replaces the old one; the volume keeps only its hash. The caller saves the volume. */
int simmac_recovery_make(struct simmac_mac *mac, char out[SIMMAC_RECOVERY_TEXT]);
/* Is this the key? False where there is none. */
int simmac_recovery_check(struct simmac_mac *mac, const struct vouch_secret *key, bool *matches);

#endif
