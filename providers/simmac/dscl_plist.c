/* dscl_plist.c – dscl -readpl, -createpl, -deletepl and their forms with an index: a property list
 * that a record keeps in one value of an attribute. FACTS 3.2, 3.4 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"
#include "old_style.h"

enum { LIST_MAX = 1 << 20 };

struct target {
	struct simmac_record record;
	const char *key;
	int64_t index;
	const char *path;
	char **values;
	int count;
	struct vouch_plist *list;
	/* where the path ends: what is there, what holds it, and under which name */
	struct vouch_plist *node, *holder;
	const char *last;
	bool found;
};

static void release(struct target *target)
{
	simmac_record_release(&target->record);
	vouch_plist_free(target->list);
}

/* "2" of an array of three: its place; else the array's count or beyond is no place. */
static bool array_index(const char *word, int64_t *out)
{
	return vouch_text_number(word, out) && *out >= 0 && *out <= UINT32_MAX &&
	       (word[0] != '0' || !word[1]);
}

static struct vouch_plist *step(const struct vouch_plist *node, const char *word)
{
	int64_t index;

	if (vouch_plist_kind(node) == VOUCH_PLIST_DICT)
		return vouch_plist_get(node, word);
	if (vouch_plist_kind(node) == VOUCH_PLIST_ARRAY && array_index(word, &index))
		return vouch_plist_item(node, (size_t)index);
	return NULL;
}

/* Walks "a:b:0". holder is set while all but the last part is there. */
static void walk(struct simmac_dscl *dscl, struct target *target)
{
	const char *at = target->path;
	struct vouch_plist *node = target->list;

	for (;;) {
		size_t length = strcspn(at, ":");

		target->last = vouch_arena_text_n(&dscl->mac->arena, at, length);
		target->holder = node;
		node = step(node, target->last);
		at += length;
		if (!*at)
			break;
		if (!node) {
			target->holder = NULL;
			return;
		}
		at++;
	}
	target->node = node;
	target->found = node != NULL;
}

static int complain(struct simmac_dscl *dscl, enum simmac_ds status, const char *text)
{
	printf("%s\n", text);
	return simmac_dscl_end(dscl, status);
}

/* The bytes of the value, text or data, as a list. */
static bool parse_value(struct simmac_dscl *dscl, struct target *target)
{
	struct vouch_plist *value = vouch_plist_item(
		vouch_plist_get(target->record.list, target->key), (size_t)target->index);
	struct vouch_bytes bytes;
	const char *text = vouch_plist_string(&dscl->mac->arena, value);

	if (!text && vouch_plist_data(&dscl->mac->arena, value, &bytes))
		return vouch_plist_parse(bytes.data, bytes.length, LIST_MAX, &target->list, NULL) ==
		       0;
	return text && vouch_plist_parse(text, strlen(text), LIST_MAX, &target->list, NULL) == 0;
}

/* Finds the record, its attribute, the value and the place in its list. DS_OK, or the end. */
static int find(struct simmac_dscl *dscl, bool indexed, struct target *target)
{
	size_t count;
	int r;

	if (dscl->place != DSCL_RECORD)
		return simmac_dscl_invalid_path(dscl);
	r = simmac_record_find(dscl->mac, dscl->type, dscl->name, &target->record);
	if (r < 1) /* a read of what is not there differs from a write. FACTS 3.1 */
		return r < 0                                   ? DS_BROKEN
		       : vouch_text_starts(dscl->verb, "read") ? simmac_dscl_end(dscl, DS_NO_RECORD)
							       : simmac_dscl_invalid_path(dscl);
	target->key = simmac_attribute_key(&dscl->mac->arena, dscl->type, dscl->words[0]);
	if (indexed && !vouch_text_number(dscl->words[1], &target->index))
		target->index = 0; /* as intValue has it */
	target->path = dscl->words[indexed ? 2 : 1];
	target->values = dscl->words + (indexed ? 3 : 2);
	target->count = dscl->count - (indexed ? 3 : 2);
	count = simmac_record_count(&target->record, target->key);
	if (count == 0)
		return complain(dscl, DS_EMPTY_ATTRIBUTE, "Invalid key.");
	if (target->index < 0 || (size_t)target->index >= count)
		return complain(dscl, DS_OUT_OF_RANGE, "Value index out of range");
	if (parse_value(dscl, target))
		walk(dscl, target);
	return DS_OK;
}

static int no_path(struct simmac_dscl *dscl, const struct target *target)
{
	printf("No such plist path: %s\n", target->path);
	return simmac_dscl_end(dscl, DS_NO_PLIST_PATH);
}

static void print_value(struct simmac_dscl *dscl, const char *path, const struct vouch_plist *value)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf text = {0};
	const char *string = vouch_plist_string(&dscl->mac->arena, value);
	struct vouch_bytes data;
	int64_t number;
	double real;
	bool flag;

	if (vouch_plist_integer(value, &number))
		vouch_buf_printf(&text, "%lld", (long long)number);
	else if (vouch_plist_real(value, &real))
		vouch_buf_printf(&text, "%.17g", real);
	else if (vouch_plist_boolean(value, &flag))
		vouch_buf_text(&text, flag ? "1" : "0");
	else if (vouch_plist_date(value, &number))
		simmac_plist_date_text(&text, number);
	else if (string)
		vouch_buf_printf(&text, "%s%s", strchr(string, ' ') ? "\n " : "", string);
	else if (vouch_plist_data(&dscl->mac->arena, value, &data))
		vouch_buf_add(&text, data.data, data.length);
	else {
		vouch_buf_text(&text, "\n");
		vouch_plist_write_xml(value, &text);
		text.length -= text.bytes[text.length - 1] == '\n';
		text.bytes[text.length] = '\0';
	}
	if (vouch_buf_get(&text)[0] == '\n' && string)
		printf("%s:%s\n", path, vouch_buf_get(&text));
	else
		printf("%s: %s\n", path, vouch_buf_get(&text));
}

static int read_list(struct simmac_dscl *dscl, bool indexed)
{
	VOUCH_CLEANUP(release) struct target target = {0};
	int status = find(dscl, indexed, &target);

	if (status != DS_OK)
		return status;
	if (!target.found)
		return no_path(dscl, &target);
	print_value(dscl, target.path, target.node);
	return DS_OK;
}

int simmac_dscl_readpl(struct simmac_dscl *dscl)
{
	return read_list(dscl, false);
}

int simmac_dscl_readpli(struct simmac_dscl *dscl)
{
	return read_list(dscl, true);
}

/* Puts the changed list back where it was, as text or data as it was. */
static int store(struct simmac_dscl *dscl, struct target *target)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf xml = {0};
	struct vouch_plist *values = vouch_plist_get(target->record.list, target->key);
	size_t index = (size_t)target->index;
	bool is_data = vouch_plist_kind(vouch_plist_item(values, index)) == VOUCH_PLIST_DATA;

	vouch_plist_write_xml(target->list, &xml);
	vouch_plist_replace_item(values, index,
		is_data ? vouch_plist_new_data(xml.bytes, xml.length)
			: vouch_plist_new_string(vouch_buf_get(&xml)));
	return simmac_record_save(dscl->mac, &target->record) < 0 ? DS_BROKEN : DS_OK;
}

static int check_write(struct simmac_dscl *dscl, const struct target *target)
{
	int i;

	if (dscl->search)
		return simmac_dscl_attribute_status(dscl, DS_READ_ONLY);
	if (!simmac_dscl_may_write(dscl, &target->record, target->key))
		return simmac_dscl_attribute_status(dscl, DS_PERMISSION);
	for (i = 0; i < target->count; i++)
		if (!vouch_text_is_utf8(target->values[i], strlen(target->values[i])))
			return simmac_dscl_attribute_status(dscl, DS_SCHEMA);
	return DS_OK;
}

/* One value is text, several are a list of texts. */
static struct vouch_plist *new_value(const struct target *target)
{
	struct vouch_plist *list;
	int i;

	if (target->count == 1)
		return vouch_plist_new_string(target->values[0]);
	list = vouch_plist_new_array();
	for (i = 0; i < target->count; i++)
		vouch_plist_append(list, vouch_plist_new_string(target->values[i]));
	return list;
}

static int create_list(struct simmac_dscl *dscl, bool indexed)
{
	VOUCH_CLEANUP(release) struct target target = {0};
	int status = find(dscl, indexed, &target);
	int64_t index;

	if (status == DS_OK)
		status = check_write(dscl, &target);
	if (status != DS_OK)
		return status;
	if (vouch_plist_kind(target.holder) == VOUCH_PLIST_ARRAY) {
		size_t count = vouch_plist_count(target.holder);

		if (!array_index(target.last, &index) || (size_t)index > count) {
			printf("Index out of range\n");
			return no_path(dscl, &target);
		}
		printf("Changing an array\n");
		if ((size_t)index < count)
			vouch_plist_replace_item(target.holder, (size_t)index, new_value(&target));
		else
			vouch_plist_append(target.holder, new_value(&target));
	} else if (vouch_plist_kind(target.holder) == VOUCH_PLIST_DICT) {
		printf("Changing a dictionary\n");
		vouch_plist_set(target.holder, target.last, new_value(&target));
	} else {
		return no_path(dscl, &target);
	}
	return store(dscl, &target);
}

int simmac_dscl_createpl(struct simmac_dscl *dscl)
{
	return create_list(dscl, false);
}

int simmac_dscl_createpli(struct simmac_dscl *dscl)
{
	return create_list(dscl, true);
}

/* Removes one name or place of a container; says where it cannot be. */
static bool remove_one(struct vouch_plist *holder, const char *word)
{
	int64_t index;

	if (vouch_plist_kind(holder) == VOUCH_PLIST_DICT) {
		vouch_plist_remove(holder, word);
		return true;
	}
	if (vouch_plist_kind(holder) != VOUCH_PLIST_ARRAY)
		return false;
	if (!array_index(word, &index))
		printf("Invalid index %s\n", word);
	else if ((size_t)index >= vouch_plist_count(holder))
		printf("Index out of range\n");
	else
		vouch_plist_remove_item(holder, (size_t)index);
	return array_index(word, &index);
}

static int by_text(const void *a, const void *b)
{
	char *const *left = a, *const *right = b;

	return strcmp(*left, *right);
}

static int delete_list(struct simmac_dscl *dscl, bool indexed)
{
	VOUCH_CLEANUP(release) struct target target = {0};
	int status = find(dscl, indexed, &target);
	bool changed = false;
	int i;

	if (status == DS_OK)
		status = check_write(dscl, &target);
	if (status != DS_OK)
		return status;
	if (!target.found)
		return no_path(dscl, &target);
	if (target.count == 0)
		changed = remove_one(target.holder, target.last);
	else
		qsort(target.values, (size_t)target.count, sizeof *target.values, by_text);
	for (i = target.count - 1; i >= 0; i--) /* from behind: places stay what they are */
		changed |= remove_one(target.node, target.values[i]);
	return changed ? store(dscl, &target) : DS_OK;
}

int simmac_dscl_deletepl(struct simmac_dscl *dscl)
{
	return delete_list(dscl, false);
}

int simmac_dscl_deletepli(struct simmac_dscl *dscl)
{
	return delete_list(dscl, true);
}
