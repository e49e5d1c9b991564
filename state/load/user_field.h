/* user_field.h – one field of a user from YAML; the kind of value in the field table decides how.
 */
#ifndef VOUCH_LOAD_USER_FIELD_H
#define VOUCH_LOAD_USER_FIELD_H

#include "loading.h"
#include "vouch/model/field.h"

/* False after a problem; *out is then untouched. null is the caller's affair. */
bool user_field_read(const struct loading *loading, const struct vouch_field_info *info,
	const struct tree_node *node, struct vouch_value *out);
/* The two kinds that are maps. */
bool user_admin_read(
	const struct loading *loading, const struct tree_node *node, struct vouch_admin_value *out);
bool user_password_read(const struct loading *loading, const struct tree_node *node,
	struct vouch_password_value *out);

#endif
