/* desired.c – look-ups in what is wanted. */
#include "vouch/model/desired.h"

#include "vouch/base/text.h"

const struct vouch_user *vouch_desired_find(const struct vouch_desired *desired, const char *name)
{
	size_t i;

	for (i = 0; i < desired->users.count; i++) {
		if (vouch_text_equal_nocase(desired->users.items[i].name, name))
			return &desired->users.items[i];
	}
	return NULL;
}

const struct vouch_value *vouch_user_field(const struct vouch_user *user, enum vouch_field field)
{
	const struct vouch_value *value = &user->fields[field];

	return value->kind == VOUCH_VALUE_NONE ? NULL : value;
}

bool vouch_user_is_absent(const struct vouch_user *user)
{
	const struct vouch_value *state = vouch_user_field(user, VOUCH_FIELD_STATE);

	return state != NULL && state->as.choice == VOUCH_STATE_ABSENT;
}

const char *vouch_layer_use_text(enum vouch_layer_use use)
{
	static const char *const words[] = {"used", "for_others", "not_there"};

	_Static_assert(sizeof words / sizeof words[0] == VOUCH_LAYER_USE_COUNT, "one word a use");
	return words[use];
}
