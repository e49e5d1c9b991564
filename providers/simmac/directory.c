/* directory.c – the index of accounts by GeneratedUID. */
#include "directory.h"

#include <stdlib.h>

#include "vouch/base/text.h"

#include "record.h"

struct walk {
	struct simmac_mac *mac;
	struct simmac_directory *out;
};

static int collect(void *self, struct simmac_record *user)
{
	struct walk *walk = self;
	const char *uuid = simmac_record_first(walk->mac, user, "generateduid");
	struct simmac_directory_entry *entry;

	if (!uuid)
		return 0;
	entry = VOUCH_PUSH(&walk->mac->arena, walk->out);
	entry->uuid = uuid;
	entry->name = simmac_record_first(walk->mac, user, "name");
	return 0;
}

static int by_uuid(const void *a, const void *b)
{
	const struct simmac_directory_entry *left = a, *right = b;

	return vouch_text_compare_nocase(left->uuid, right->uuid);
}

int simmac_directory_read(struct simmac_mac *mac, struct simmac_directory *out)
{
	struct walk walk = {mac, out};
	int r;

	out->count = 0;
	r = simmac_record_each(mac, SIMMAC_USERS, collect, &walk);
	if (r == 0 && out->count > 1)
		qsort(out->items, out->count, sizeof *out->items, by_uuid);
	return r;
}

const char *simmac_directory_name(const struct simmac_directory *directory, const char *uuid)
{
	struct simmac_directory_entry key = {uuid, NULL};
	const struct simmac_directory_entry *found = NULL;

	if (directory->count > 0)
		found = bsearch(&key, directory->items, directory->count, sizeof *directory->items,
			by_uuid);
	return found ? found->name : NULL;
}
