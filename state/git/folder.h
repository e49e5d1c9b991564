/* folder.h – removing folders of ours, and sweeping up what a killed fetch left in one. */
#ifndef VOUCH_GIT_FOLDER_H
#define VOUCH_GIT_FOLDER_H

#include <stdbool.h>

#include "failure.h"

/* With everything in it; no link is followed. One that is not there is fine. */
int vouch_git_folder_remove(const char *path, struct vouch_git_failure *failure);

/* Shows is_leftover the name of everything in the folder and removes the plain files it says yes
 * to; a folder that is not there is fine. */
int vouch_git_folder_sweep(const char *path,
	bool (*is_leftover)(int folder, const char *name, void *context), void *context,
	struct vouch_git_failure *failure);

#endif
