/* actor_record.c – reading and writing records by dscl. */
#include "actor_record.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parse_changes.h"
#include "vouch/base/text.h"

enum { PLIST_CAP = 1 << 22, FIRST_UID = 501, RECORD_NOT_FOUND = 56 };

/* FACTS 3.2: dscl -plist prints keys with their whole prefix. */
static const char *const prefixes[] = {"dsAttrTypeStandard:", "dsAttrTypeNative:", ""};

static struct vouch_plist *values_of(
	const struct vouch_macos_act *act, const struct vouch_macos_record *record, const char *key)
{
	size_t i;

	for (i = 0; record->values != NULL && i < sizeof prefixes / sizeof *prefixes; i++) {
		struct vouch_plist *values = vouch_plist_get(
			record->values, vouch_arena_printf(act->arena, "%s%s", prefixes[i], key));

		if (values != NULL)
			return values;
	}
	return NULL;
}

void vouch_macos_record_release(struct vouch_macos_record *record)
{
	vouch_plist_release(&record->values);
}

int vouch_macos_record_read(const struct vouch_macos_act *act, const char *path,
	const char *const *keys, struct vouch_macos_record *out, struct vouch_err *err)
{
	const char **arguments;
	struct vouch_macos_record record = {false, NULL};
	struct vouch_child child;
	size_t count = 0;
	int r;

	while (keys[count] != NULL)
		count++;
	arguments = vouch_arena_alloc_array(act->arena, count + 5, sizeof *arguments);
	arguments[0] = "-plist";
	arguments[1] = ".";
	arguments[2] = "-read";
	arguments[3] = path;
	memcpy(arguments + 4, keys, count * sizeof *keys);
	r = vouch_macos_act_run(act, VOUCH_MACOS_DSCL, arguments, NULL, &child, err);
	if (r < 0)
		return r;
	if (child.result.status == RECORD_NOT_FOUND) { /* FACTS 3.1 */
		*out = record;
		return 0;
	}
	if (child.result.status != 0)
		return vouch_macos_act_failed(act, &child, err);
	record.present = true;
	/* FACTS 3.1: with none of the keys there is no document, only "No such key". */
	if (child.result.out.length > 0) {
		r = vouch_plist_parse(child.result.out.data, child.result.out.length, PLIST_CAP,
			&record.values, err);
		if (r < 0)
			return vouch_err_wrap(err, "dscl -read %s", path);
		if (vouch_plist_kind(record.values) != VOUCH_PLIST_DICT) {
			vouch_macos_record_release(&record);
			return vouch_err_set(err, VOUCH_E_APPLY,
				"dscl -read %s printed no record: see vouch show last", path);
		}
	}
	*out = record;
	return 0;
}

const char *vouch_macos_record_find(const struct vouch_macos_act *act,
	const struct vouch_macos_record *record, const char *key, const char *value)
{
	struct vouch_plist *values = values_of(act, record, key);
	size_t i;

	for (i = 0; i < vouch_plist_count(values); i++) {
		const char *text = vouch_plist_string(act->arena, vouch_plist_item(values, i));

		if (text != NULL && vouch_text_equal_nocase(text, value))
			return text;
	}
	return NULL;
}

const char *vouch_macos_record_only(
	const struct vouch_macos_act *act, const struct vouch_macos_record *record, const char *key)
{
	struct vouch_plist *values = values_of(act, record, key);

	return vouch_plist_count(values) == 1
		       ? vouch_plist_string(act->arena, vouch_plist_item(values, 0))
		       : NULL;
}

bool vouch_macos_record_knows(
	const struct vouch_macos_act *act, const struct vouch_macos_record *record, const char *key)
{
	struct vouch_plist *values = values_of(act, record, key);

	/* One empty value is as good as none; a value that is no text is one. */
	if (vouch_plist_count(values) == 1) {
		const char *text = vouch_plist_string(act->arena, vouch_plist_item(values, 0));

		return text == NULL || text[0] != '\0';
	}
	return vouch_plist_count(values) > 0;
}

int vouch_macos_record_put(const struct vouch_macos_act *act, const char *path,
	const struct vouch_macos_record *record, const char *key, const char *value,
	struct vouch_err *err)
{
	struct vouch_plist *values = values_of(act, record, key);

	if (vouch_plist_count(values) == 1 &&
		vouch_text_equal(
			vouch_plist_string(act->arena, vouch_plist_item(values, 0)), value))
		return 0;
	return vouch_macos_act_must(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(".", "-create", path, key, value), NULL, err);
}

/* --- uids --- */

static int compare_uids(const void *a, const void *b)
{
	const struct vouch_macos_uid *x = a, *y = b;

	return (x->uid > y->uid) - (x->uid < y->uid);
}

/* The list is sorted by uid. */
static int64_t lowest_free(const struct vouch_macos_uids *taken)
{
	int64_t uid = FIRST_UID;
	size_t i;

	for (i = 0; i < taken->count; i++)
		if (taken->items[i].uid == uid)
			uid++;
	return uid;
}

static int list_uids(const struct vouch_macos_act *act, const char *except,
	struct vouch_macos_uids *out, struct vouch_err *err)
{
	struct vouch_child child;
	const char *why = "";
	size_t i, kept = 0;
	int r = vouch_macos_act_run(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(".", "-list", "/Users", "UniqueID"), NULL, &child, err);

	if (r < 0)
		return r;
	if (child.result.status != 0 || child.result.out_cut)
		return vouch_macos_act_failed(act, &child, err);
	if (!vouch_macos_parse_uids(act->arena, child.result.out, out, &why))
		return vouch_err_set(err, VOUCH_E_APPLY,
			"which uids are taken cannot be told: dscl . -list /Users UniqueID: %s",
			why);
	for (i = 0; i < out->count; i++)
		if (!vouch_text_equal_nocase(out->items[i].name, except))
			out->items[kept++] = out->items[i];
	out->count = kept;
	if (kept > 0)
		qsort(out->items, kept, sizeof *out->items, compare_uids);
	return 0;
}

int vouch_macos_record_uid(const struct vouch_macos_act *act, const char *name,
	struct vouch_number wanted, int64_t *out, struct vouch_err *err)
{
	struct vouch_macos_uids taken = {0};
	size_t i;
	int r = list_uids(act, name, &taken, err);

	if (r < 0)
		return r;
	for (i = 0; wanted.known && i < taken.count; i++)
		if (taken.items[i].uid == wanted.value)
			return vouch_err_set(err, VOUCH_E_APPLY,
				"uid %" PRId64
				" already belongs to %s: declare another one, or none",
				wanted.value, vouch_text_escaped(act->arena, taken.items[i].name));
	*out = wanted.known ? wanted.value : lowest_free(&taken);
	return 0;
}

/* --- homes --- */

static size_t length_without_slash(const char *path)
{
	size_t length = strlen(path);

	while (length > 1 && path[length - 1] == '/')
		length--;
	return length;
}

/* Is path the folder, or below it? Without case: that is how the volume compares. */
static bool is_in(const char *path, const char *folder)
{
	size_t length = length_without_slash(folder), own = length_without_slash(path);

	return own >= length && strncasecmp(path, folder, length) == 0 &&
	       (own == length || path[length] == '/');
}

int vouch_macos_record_home_is_free(
	const struct vouch_macos_act *act, const char *home, struct vouch_err *err)
{
	struct vouch_plist *all = NULL;
	struct vouch_child child;
	size_t i, j;
	int r = vouch_macos_act_run(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(
			"-plist", ".", "-readall", "/Users", "RecordName", "NFSHomeDirectory"),
		NULL, &child, err);

	if (r < 0)
		return r;
	if (child.result.status != 0 || child.result.out_cut)
		return vouch_macos_act_failed(act, &child, err);
	r = vouch_plist_parse(child.result.out.data, child.result.out.length, PLIST_CAP, &all, err);
	if (r < 0)
		return vouch_err_wrap(err, "whose home %s is cannot be told", home);
	if (vouch_plist_kind(all) != VOUCH_PLIST_ARRAY || vouch_plist_count(all) == 0)
		r = vouch_err_set(err, VOUCH_E_APPLY,
			"whose home %s is cannot be told: dscl printed no list", home);
	for (i = 0; r == 0 && i < vouch_plist_count(all); i++) {
		struct vouch_macos_record one = {true, vouch_plist_item(all, i)};
		struct vouch_plist *homes = values_of(act, &one, "NFSHomeDirectory");
		const char *name = vouch_plist_string(
			act->arena, vouch_plist_item(values_of(act, &one, "RecordName"), 0));

		for (j = 0; r == 0 && j < vouch_plist_count(homes); j++) {
			const char *other =
				vouch_plist_string(act->arena, vouch_plist_item(homes, j));

			if (other == NULL || is_in(other, home))
				r = vouch_err_set(err, VOUCH_E_APPLY,
					"%s is (or holds) the home of %s: it is left alone", home,
					name == NULL ? "somebody"
						     : vouch_text_escaped(act->arena, name));
		}
	}
	vouch_plist_free(all);
	return r;
}

/* --- memberships --- */

/* FACTS 3.7, 7.22: what was written by hand or by other tools may be there by name alone or by GUID
 * alone; both must agree, as recoveryOS asks for the GUID and others for the name. */
static int mend(const struct vouch_macos_act *act, const char *path,
	const struct vouch_macos_record *group, const char *key, const char *value, bool member,
	struct vouch_err *err)
{
	const char *there = value == NULL ? NULL : vouch_macos_record_find(act, group, key, value);

	if (value == NULL || (there != NULL) == member)
		return 0;
	return vouch_macos_act_must(act, VOUCH_MACOS_DSCL,
		VOUCH_MACOS_WORDS(
			".", member ? "-append" : "-delete", path, key, member ? value : there),
		NULL, err);
}

/* By name and by GUID, as it is to be. */
static int mend_both(const struct vouch_macos_act *act, const char *user, const char *group,
	bool member, struct vouch_err *err)
{
	const char *path = vouch_arena_printf(act->arena, "/Groups/%s", group);
	struct vouch_macos_record record = {false, NULL};
	int r = vouch_macos_record_read(
		act, path, VOUCH_MACOS_WORDS("GroupMembership", "GroupMembers"), &record, err);

	if (r < 0)
		return r;
	r = mend(act, path, &record, "GroupMembership", user, member, err);
	if (r == 0)
		r = mend(act, path, &record, "GroupMembers", act->uuid, member, err);
	vouch_macos_record_release(&record);
	return r;
}

int vouch_macos_membership_set(const struct vouch_macos_act *act, const char *user,
	const char *group, bool member, struct vouch_err *err)
{
	int r = vouch_macos_check_name("group", group, err);

	if (r == 0)
		r = vouch_macos_act_must(act, VOUCH_MACOS_DSEDITGROUP,
			VOUCH_MACOS_WORDS(
				"-o", "edit", member ? "-a" : "-d", user, "-t", "user", group),
			NULL, err);
	return r < 0 ? r : mend_both(act, user, group, member, err);
}

int vouch_macos_membership_forget(
	const struct vouch_macos_act *act, const char *group, struct vouch_err *err)
{
	return mend_both(act, act->change->user, group, false, err);
}
