/* vfs_fault.h – a place for SQLite's files where the Nth write or sync fails, or the process dies.
 *
 * Over the system's own. Models the death of the process and failing writes, not sectors that a
 * power cut reorders (SQLite's own tests do that).
 *
 *	struct vfs_fault fault = { .kind = VFS_FAULT_DIE_BEFORE, .at = 3 };
 *	vfs_fault_register("fault", &fault);
 *	vouch_journal_open(path, "fault", &journal, &err);
 */
#ifndef VFS_FAULT_H
#define VFS_FAULT_H

#include <stdbool.h>

enum vfs_fault_kind {
	VFS_FAULT_NONE,       /* only counts */
	VFS_FAULT_WRITE,      /* the Nth write or sync fails, the ones after it work */
	VFS_FAULT_FULL,       /* from the Nth write on the disk is full */
	VFS_FAULT_DIE_BEFORE, /* the process ends before the Nth */
	VFS_FAULT_DIE_HALF,   /* half of it is written */
	VFS_FAULT_DIE_AFTER
};

enum { VFS_FAULT_DIED = 98 }; /* the exit status of a death */

struct vfs_fault {
	enum vfs_fault_kind kind;
	long at; /* from 1 */
	long count;
	bool fired;
};

/* The fault is borrowed for as long as the process lives. */
void vfs_fault_register(const char *name, struct vfs_fault *fault);

#endif
