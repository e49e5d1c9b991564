/* snapshot.c – order and look-up of observed accounts. */
#include "vouch/model/snapshot.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

static int by_name(const void *left, const void *right)
{
	const struct vouch_account *a = left, *b = right;

	return strcmp(a->name, b->name);
}

void vouch_snapshot_sort(struct vouch_snapshot *snapshot)
{
	if (snapshot->accounts.count > 1)
		qsort(snapshot->accounts.items, snapshot->accounts.count,
			sizeof *snapshot->accounts.items, by_name);
}

const struct vouch_account *vouch_snapshot_find(
	const struct vouch_snapshot *snapshot, const char *name)
{
	size_t i;

	for (i = 0; i < snapshot->accounts.count; i++) {
		if (vouch_text_equal_nocase(snapshot->accounts.items[i].name, name))
			return &snapshot->accounts.items[i];
	}
	for (i = 0; i < snapshot->accounts.count; i++) {
		if (vouch_account_is_named(&snapshot->accounts.items[i], name))
			return &snapshot->accounts.items[i];
	}
	return NULL;
}
