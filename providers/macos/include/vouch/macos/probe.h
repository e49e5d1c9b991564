/* probe.h – the probe of a real Mac, or of a simulated one below a folder.
 *
 *	struct vouch_probe probe;
 *	if (vouch_macos_probe_new(root, &probe, err) < 0) ...
 *	probe.ops->observe(probe.self, arena, named, &snapshot, err);
 *	vouch_macos_probe_free(&probe);
 *
 * It starts only the commands of its read-only list, reads two files, and never authenticates.
 * Observing starts the same number of children whatever the number of accounts.
 */
#ifndef VOUCH_MACOS_PROBE_H
#define VOUCH_MACOS_PROBE_H

#include "vouch/api/probe.h"

/* "" is the host itself. Anything else must be a folder that has the marker of a simulated Mac (a
 * property list called .simmac), and must not be the host's own root; else VOUCH_E_USAGE. */
int vouch_macos_root_check(const char *root, struct vouch_err *err);

/* root: checked as above; relative paths are made absolute. The probe is freed once. */
int vouch_macos_probe_new(const char *root, struct vouch_probe *out, struct vouch_err *err);
void vouch_macos_probe_free(struct vouch_probe *probe);

#endif
