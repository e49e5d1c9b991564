/* stream.h – the form in which files go to vouch (vouch/load/source.h has its grammar). */
#ifndef VOUCH_GIT_STREAM_H
#define VOUCH_GIT_STREAM_H

#include <stdio.h>

#include "tree.h"

/* -1 where it cannot be written, with errno. */
int vouch_git_stream_write(FILE *out, const struct vouch_git_files *files);

#endif
