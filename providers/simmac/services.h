/* services.h – which services of the system are switched off: the file that launchd keeps.
 *
 * /private/var/db/com.apple.xpc.launchd/disabled.plist: true under the label of what is off. Want
 * the Mac's lock.
 */
#ifndef SIMMAC_SERVICES_H
#define SIMMAC_SERVICES_H

#include "mac.h"

#include "vouch/base/plist.h"

/* Remote login: off on a new Mac. */
#define SIMMAC_SERVICE_SSH "com.openssh.sshd"

/* The whole file; the caller frees it. */
struct vouch_plist *simmac_services_load(struct simmac_mac *mac);
bool simmac_services_is_off(struct simmac_mac *mac, const char *label);
/* Negative: it cannot be written; mac->err says why. */
int simmac_services_switch(struct simmac_mac *mac, const char *label, bool off);

#endif
