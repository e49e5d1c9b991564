/* library.h – libgit2, started so that nothing but our arguments has a say, and its handles. */
#ifndef VOUCH_GIT_LIBRARY_H
#define VOUCH_GIT_LIBRARY_H

#include <git2.h>

#include "failure.h"

enum { VOUCH_GIT_HEX = 40 };

/* Once, first of all: empties the environment, sets the bounds, switches all configuration off. */
int vouch_git_library_init(struct vouch_git_failure *failure);

/* object_limit.c or object_limit_none.c: bounds the size of one fetched object, where libgit2 can.
 * Negative where libgit2 refuses. */
int vouch_git_limit_object_size(void);

/* "<40 hex digits>" with a NUL. */
void vouch_git_hex(const git_oid *id, char out[VOUCH_GIT_HEX + 1]);

/* For VOUCH_CLEANUP. */
void vouch_git_repository_close(git_repository **repository);
void vouch_git_remote_close(git_remote **remote);
void vouch_git_object_close(git_object **object);
void vouch_git_commit_close(git_commit **commit);
void vouch_git_tree_close(git_tree **tree);
void vouch_git_odb_close(git_odb **odb);
void vouch_git_odb_object_close(git_odb_object **object);

#endif
