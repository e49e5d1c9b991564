/* cleanup.c – the functions behind VOUCH_CLEANUP. */
#include "vouch/base/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void vouch_fd_close(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd); /* nothing useful can be done about a failed close */
	*fd = -1;
}

int vouch_fd_take(int *fd)
{
	int taken = *fd;

	*fd = -1;
	return taken;
}

void vouch_file_close(FILE **file)
{
	if (*file != NULL)
		(void)fclose(*file); /* whoever wrote has checked fflush before */
	*file = NULL;
}

void vouch_dir_close(DIR **dir)
{
	if (*dir != NULL)
		(void)closedir(*dir); /* opened for reading only */
	*dir = NULL;
}

void vouch_pointer_free(void *pointer_to_pointer)
{
	void *pointer;

	memcpy(&pointer, pointer_to_pointer, sizeof pointer);
	free(pointer);
	pointer = NULL;
	memcpy(pointer_to_pointer, &pointer, sizeof pointer);
}
