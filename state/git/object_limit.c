/* object_limit.c – no single object of a fetch larger than is bearable: libgit2 can refuse it. */
#include "library.h"

#include <stddef.h>

int vouch_git_limit_object_size(void)
{
	return git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECT_SIZE, (size_t)VOUCH_GIT_OBJECT_MAX);
}
