/* bounds.c – refuses what the list of this Mac does not allow a repository to name. */
#include "bounds.h"

#include "vouch/secrets/allowed.h"

int vouch_bounds_check(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_desired *desired, struct vouch_problems *problems, struct vouch_err *err)
{
	const struct vouch_allowed allowed = {site->allowed, site->allowed_count, false};
	size_t i, outside = 0;

	for (i = 0; i < desired->users.count; i++) {
		const struct vouch_user *user = &desired->users.items[i];
		const struct vouch_value *picture = vouch_user_field(user, VOUCH_FIELD_PICTURE);

		if (picture == NULL || vouch_user_is_absent(user) ||
			vouch_allowed_names(&allowed, picture->as.text))
			continue;
		outside++;
		vouch_problem_add(arena, problems, picture->pos,
			"name one in a folder of its list, or run vouch with --allow FOLDER",
			"this Mac does not allow the picture %s of %s", picture->as.text,
			user->name);
	}
	if (desired->machine.escrow_file != NULL &&
		!vouch_allowed_names(&allowed, desired->machine.escrow_file)) {
		outside++;
		vouch_problem_add(arena, problems, desired->machine.escrow_pos,
			"name one in a folder of its list, or run vouch with --allow FOLDER",
			"this Mac does not allow the folder %s for what is escrowed",
			desired->machine.escrow_file);
	}
	if (outside == 0)
		return 0;
	vouch_problems_sort(problems);
	return vouch_err_set(err, VOUCH_E_CONFIG,
		"the repository names what the list of this Mac does not allow");
}
