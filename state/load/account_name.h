/* account_name.h – which names macOS takes for an account or a group. */
#ifndef VOUCH_LOAD_ACCOUNT_NAME_H
#define VOUCH_LOAD_ACCOUNT_NAME_H

#include "loading.h"

/* what: "user" or "group". False after a problem. */
bool account_name_check(
	const struct loading *loading, const struct tree_node *node, const char *what);
/* root, daemon, nobody, Guest, and names that start with "_": accounts of macOS or of a service. */
bool account_name_is_system(const char *name);

#endif
