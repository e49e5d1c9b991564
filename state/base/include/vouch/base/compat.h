/* compat.h – what differs between Linux and macOS: the only place with #ifdef __APPLE__.
 *
 * Each call does the same on both systems; the comment says where it cannot.
 */
#ifndef VOUCH_BASE_COMPAT_H
#define VOUCH_BASE_COMPAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/* Random bytes from the kernel; cannot fail but by ending the process. */
void vouch_compat_random(void *bytes, size_t length);
/* Overwrites memory in a way that the compiler keeps. */
void vouch_compat_wipe(void *bytes, size_t length);
/* To stable storage: F_FULLFSYNC on macOS, fsync elsewhere. 0, or -1 with errno. */
int vouch_compat_full_sync(int fd);
/* Keeps memory out of swap and out of core files where the system allows it; best effort. */
void vouch_compat_lock_memory(void *memory, size_t length);
/* No core file of this process, no other process may read its memory; best effort. */
void vouch_compat_forbid_dumps(void);
/* Seconds of a clock that only goes forward, for deadlines. */
int64_t vouch_compat_monotonic_ms(void);
/* Seconds since 1970. */
int64_t vouch_compat_now(void);
/* Modification time of a file in nanoseconds. */
int64_t vouch_compat_mtime_ns(const struct stat *status);
/* Takes off the flags that forbid to remove an entry of an open folder (a locked file, uchg), and
 * those of the folder; best effort. Only macOS has them. */
void vouch_compat_unlock_entry(int folder, const char *name);
/* Closes all descriptors from first on, in a child before exec. */
void vouch_compat_close_from(int first);
/* The path of the running program, through its links; "" where the system will not tell. */
void vouch_compat_program_path(char *out, size_t room);

#endif
