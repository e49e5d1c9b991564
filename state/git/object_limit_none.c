/* object_limit_none.c – for a libgit2 that cannot limit the size of a fetched object (Debian 12
 * before its security updates): the number of objects, the deadline and the bounds of reading
 * remain. */
#include "library.h"

int vouch_git_limit_object_size(void)
{
	return 0;
}
