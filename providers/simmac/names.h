/* names.h – the simulated directory as the C library of the host reads one: passwd and group files.
 *
 * `simmac exec` shows them as /etc/passwd and /etc/group, so that getpwnam(), getgrnam(), Python's
 * pwd and Ruby's Etc say what dscl says. They hold the Mac's accounts and groups and nobody else's:
 * an account without a number is not there, as on a Mac; members of a group are those that its
 * record names, by name or by GeneratedUID.
 *
 * Beside them lies an empty file, console, that belongs to whoever is at the screen.
 *
 * They are in ROOT/private/var/db/names, made by the first `simmac exec`; from then on every tool
 * that finds its Mac's directory newer than they are writes them anew, beside and renamed: whoever
 * reads them sees one state of the directory, and the caller of a tool sees what the tool changed.
 */
#ifndef SIMMAC_NAMES_H
#define SIMMAC_NAMES_H

#include "mac.h"

/* Below the root. */
#define SIMMAC_NAMES_FOLDER "private/var/db/names"

/* Makes the folder and writes the files. */
int simmac_names_make(struct simmac_mac *mac);
/* At the end of a tool; the Mac is unlocked. Best effort: nothing where there is no folder.
 * always: though no record's file has come or gone (the cache of look-ups was flushed). */
void simmac_names_follow(struct simmac_mac *mac, bool always);

#endif
