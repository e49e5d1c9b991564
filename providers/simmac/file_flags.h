/* file_flags.h – the flags that chflags gives files: hidden, uchg and others.
 *
 * The host's file systems have no such thing, so they are kept in the store, by path and number of
 * the file; they are told by stat and hold nobody back. Both want the Mac's lock.
 */
#ifndef SIMMAC_FILE_FLAGS_H
#define SIMMAC_FILE_FLAGS_H

#include <stdint.h>
#include <sys/stat.h>

#include "mac.h"

/* "hidden", "nohidden"; which: the bit, or 0 where it is none. */
uint32_t simmac_file_flags_word(const char *word, bool *off);
/* "uchg,hidden", or "-" where there is none. */
const char *simmac_file_flags_text(struct vouch_arena *arena, uint32_t flags);
/* path: as simmac_list_path() gives it. */
uint32_t simmac_file_flags_get(struct simmac_mac *mac, const char *path, const struct stat *status);
int simmac_file_flags_set(
	struct simmac_mac *mac, const char *path, const struct stat *status, uint32_t flags);

#endif
