/* cleanup.h – handles that close themselves at the end of the block that declares them.
 *
 *	VOUCH_CLEANUP(vouch_fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
 *	VOUCH_CLEANUP(vouch_file_close) FILE *file = NULL;
 *
 * Initialise on the same line (fd: -1, pointers: NULL); the functions leave those alone. To hand
 *the handle on, take it with vouch_fd_take(): it returns the descriptor and leaves -1 behind.
 */
#ifndef VOUCH_BASE_CLEANUP_H
#define VOUCH_BASE_CLEANUP_H

#include <dirent.h>
#include <stdio.h>

#define VOUCH_CLEANUP(function) __attribute__((cleanup(function)))

void vouch_fd_close(int *fd);
int vouch_fd_take(int *fd);
void vouch_file_close(FILE **file);
void vouch_dir_close(DIR **dir);
/* For memory from malloc: VOUCH_CLEANUP(vouch_pointer_free) char *text = NULL; */
void vouch_pointer_free(void *pointer_to_pointer);

#endif
