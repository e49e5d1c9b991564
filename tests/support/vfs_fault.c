/* vfs_fault.c – an SQLite VFS that counts writes and syncs and lets the Nth go wrong. */
#include "vfs_fault.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct faulty_vfs {
	sqlite3_vfs vfs; /* first: SQLite hands it back */
	sqlite3_vfs *real;
	struct vfs_fault *fault;
};

struct faulty_file {
	sqlite3_file base; /* first */
	struct vfs_fault *fault;
	sqlite3_file *real; /* behind this struct */
};

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct faulty_file *)file)->real;
}

/* True where this call is the one, or one after it on a full disk. */
static bool is_due(struct vfs_fault *fault)
{
	fault->count++;
	if (fault->kind == VFS_FAULT_NONE)
		return false;
	if (fault->kind == VFS_FAULT_FULL ? fault->count < fault->at : fault->count != fault->at)
		return false;
	fault->fired = true;
	return true;
}

static int write_file(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
	struct vfs_fault *fault = ((struct faulty_file *)file)->fault;
	sqlite3_file *real = real_of(file);

	if (!is_due(fault))
		return real->pMethods->xWrite(real, bytes, length, at);
	switch (fault->kind) {
	case VFS_FAULT_NONE: break;
	case VFS_FAULT_WRITE: return SQLITE_IOERR_WRITE;
	case VFS_FAULT_FULL: return SQLITE_FULL;
	case VFS_FAULT_DIE_BEFORE: _exit(VFS_FAULT_DIED);
	case VFS_FAULT_DIE_HALF:
		(void)real->pMethods->xWrite(real, bytes, length / 2, at);
		_exit(VFS_FAULT_DIED);
	case VFS_FAULT_DIE_AFTER:
		(void)real->pMethods->xWrite(real, bytes, length, at);
		_exit(VFS_FAULT_DIED);
	}
	return SQLITE_IOERR;
}

/* What a process wrote outlives it, synced or not: only without power would it not, and nobody
 * takes that away here. So a sync counts, and fails, but nobody waits for a disk. */
static int sync_file(sqlite3_file *file, int flags)
{
	struct vfs_fault *fault = ((struct faulty_file *)file)->fault;

	(void)flags;
	/* A full disk still syncs what is on it. */
	if (fault->kind == VFS_FAULT_FULL || !is_due(fault))
		return SQLITE_OK;
	if (fault->kind == VFS_FAULT_WRITE)
		return SQLITE_IOERR_FSYNC;
	_exit(VFS_FAULT_DIED);
}

/* --- the rest is handed on ------------------------------------------------------------------- */

static int close_file(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int read_file(sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
	return real_of(file)->pMethods->xRead(real_of(file), bytes, length, at);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
	return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int lock_file(sqlite3_file *file, int kind)
{
	return real_of(file)->pMethods->xLock(real_of(file), kind);
}

static int unlock_file(sqlite3_file *file, int kind)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), kind);
}

static int check_lock(sqlite3_file *file, int *out)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int control(sqlite3_file *file, int what, void *argument)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}

static int sector_size(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int characteristics(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int map_index(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
	return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}

static int lock_index(sqlite3_file *file, int offset, int count, int flags)
{
	return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int unmap_index(sqlite3_file *file, int remove)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = sync_file,
	.xFileSize = file_size,
	.xLock = lock_file,
	.xUnlock = unlock_file,
	.xCheckReservedLock = check_lock,
	.xFileControl = control,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = characteristics,
	.xShmMap = map_index,
	.xShmLock = lock_index,
	.xShmBarrier = barrier,
	.xShmUnmap = unmap_index,
};

static int open_file(
	sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
	struct faulty_vfs *faulty = (struct faulty_vfs *)vfs;
	struct faulty_file *made = (struct faulty_file *)file;
	int code;

	made->fault = faulty->fault;
	made->real = (sqlite3_file *)(made + 1);
	code = faulty->real->xOpen(faulty->real, name, made->real, flags, out_flags);
	made->base.pMethods = made->real->pMethods == NULL ? NULL : &methods;
	return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int sync)
{
	sqlite3_vfs *real = ((struct faulty_vfs *)vfs)->real;

	(void)sync; /* as sync_file does not */
	return real->xDelete(real, name, 0);
}

static int access_file(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	sqlite3_vfs *real = ((struct faulty_vfs *)vfs)->real;

	return real->xAccess(real, name, flags, out);
}

static int full_path(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
	sqlite3_vfs *real = ((struct faulty_vfs *)vfs)->real;

	return real->xFullPathname(real, name, room, out);
}

void vfs_fault_register(const char *name, struct vfs_fault *fault)
{
	struct faulty_vfs *faulty = calloc(1, sizeof *faulty);

	if (faulty == NULL)
		abort();
	faulty->real = sqlite3_vfs_find(NULL);
	faulty->fault = fault;
	faulty->vfs = *faulty->real;
	faulty->vfs.pNext = NULL;
	faulty->vfs.zName = name;
	faulty->vfs.szOsFile = (int)sizeof(struct faulty_file) + faulty->real->szOsFile;
	faulty->vfs.xOpen = open_file;
	faulty->vfs.xDelete = delete_file;
	faulty->vfs.xAccess = access_file;
	faulty->vfs.xFullPathname = full_path;
	if (sqlite3_vfs_register(&faulty->vfs, 0) != SQLITE_OK)
		abort();
}
