/* cures.c – finds the cure of a hint. */
#include "cures.h"

#include "cure_acts.h"
#include "vouch/base/text.h"

/* The entry of the account behind it, and its own hint. */
static void cure_the_account(struct cure_world *world, const struct vouch_waiting *entry, int way)
{
	size_t i;

	for (i = 0; i < world->plan->waiting.count; i++) {
		const struct vouch_waiting *other = &world->plan->waiting.items[i];
		int row = cure_find(other->hint);

		if (other->user != NULL && other->hint != entry->hint && row >= 0 &&
			vouch_text_ends(entry->hint, other->hint)) {
			cure_row((size_t)row)->apply(world, other, way);
			return;
		}
	}
}

/* What may stand before or behind other hints. */
static const struct cure around[] = {
	{"* is to unlock the disk and waits: *", cure_the_account, 2},
	{"*, or restore it from recoveryOS (resetpassword)", cure_the_account, 0},
	{"*; if nobody knows it any more, the personal recovery key of this Mac sets a new one "
	 "(recoveryOS, resetpassword)",
		cure_the_account, 0},
	{NULL, NULL, 0},
};

const struct cure *cure_row(size_t row)
{
	static const struct cure *const tables[] = {cures_read, cures_declare, cures_mac, around};
	size_t table;

	for (table = 0; table < sizeof tables / sizeof tables[0]; table++) {
		const struct cure *cure = tables[table];

		for (; cure->hint != NULL; cure++, row--) {
			if (row == 0)
				return cure;
		}
	}
	return NULL;
}

static bool matches(const char *pattern, const char *text)
{
	for (; *pattern != '\0' && *pattern != '*'; pattern++, text++) {
		if (*pattern != *text)
			return false;
	}
	if (*pattern == '\0')
		return *text == '\0';
	for (;; text++) {
		if (matches(pattern + 1, text))
			return true;
		if (*text == '\0')
			return false;
	}
}

int cure_find(const char *hint)
{
	const struct cure *cure;
	int row;

	for (row = 0; (cure = cure_row((size_t)row)) != NULL; row++) {
		if (matches(cure->hint, hint))
			return row;
	}
	return -1;
}
