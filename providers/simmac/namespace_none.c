/* namespace_none.c – for systems without private mount namespaces: says so. */
#include "namespace.h"

int simmac_namespace_enter(struct vouch_arena *arena, const char *root, const char *name,
	bool layered, struct vouch_err *err)
{
	(void)arena;
	(void)root;
	(void)name;
	(void)layered;
	return vouch_err_set(err, VOUCH_E_SYSTEM,
		"this system has no private mount namespaces (Linux has); start the tools by their "
		"paths below the simulated Mac instead");
}
