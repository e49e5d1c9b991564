/* namespace.h – this process, and what it starts, sees the simulated Mac in place of the host.
 *
 * A mount namespace of its own: the root is a new one, in which the Mac's folders stand where a Mac
 * has them and everything else is the host's. It ends with the last process that lives in it, and
 * leaves nothing behind: no mount of the host's is touched, none is seen outside.
 *
 *	/Users, /Library, /System, /private, …    the Mac's
 *	/usr/bin, /usr/sbin, /bin …               the Mac's tools before the host's; read-only
 *	/usr/lib, /usr/share …                    the host's; read-only
 *	/var/db, /var/root, /var/empty            the Mac's; the rest of /var is the host's
 *	/etc                                      passwd and group are the Mac's directory
 *	                                          (names.h), its own files come before the host's,
 *	                                          what is written there stays in the Mac
 *	/.host                                    the host's /usr/bin, for tools that a Mac's stand
 *	                                          before and that need them; read-only
 *	everything else                           the host's
 *
 * Platform files: namespace_linux.c; namespace_none.c says that there are none.
 */
#ifndef SIMMAC_NAMESPACE_H
#define SIMMAC_NAMESPACE_H

#include <stdbool.h>

#include "vouch/base/arena.h"
#include "vouch/base/err.h"

/* Where the host's programs are within. */
#define SIMMAC_NAMESPACE_HOST "/.host"

/* root: absolute, without links. name: of the Mac, as its kernel has it. The working directory
 * stays the same path, where it is still there. layered: try overlays first, else the host's files
 * are mounted one by one, which every system that has namespaces can do. Where the system allows
 * none, the error says so; the process may then be half-way inside: end it. */
int simmac_namespace_enter(struct vouch_arena *arena, const char *root, const char *name,
	bool layered, struct vouch_err *err);

#endif
