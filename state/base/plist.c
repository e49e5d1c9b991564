/* plist.c – property lists over libplist: the one file that knows the library. */
#include "vouch/base/plist.h"

#include <plist/plist.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "plist_guard.h"

/* The library asks for handles that it could change even where it only reads. */
static plist_t handle(const struct vouch_plist *node)
{
	union {
		const struct vouch_plist *in;
		plist_t out;
	} cast = {.in = node};

	return cast.out;
}

static struct vouch_plist *node_of(plist_t node)
{
	return node;
}

/* A maker returns NULL only when memory is gone; the program ends then, as with an arena. */
static struct vouch_plist *made(plist_t node)
{
	if (!node)
		abort();
	return node;
}

int vouch_plist_parse(const void *bytes, size_t length, size_t cap, struct vouch_plist **out,
	struct vouch_err *err)
{
	static const char magic[] = "bplist00";
	const char *text = bytes;
	plist_t root = NULL;
	bool binary;
	int r;

	if (length > cap || length > UINT32_MAX)
		return vouch_err_set(err, VOUCH_E_OBSERVE,
			"the property list is too large (%zu bytes, at most %zu)", length, cap);
	binary = length >= sizeof magic - 1 && memcmp(text, magic, sizeof magic - 1) == 0;
	if (binary)
		r = vouch_plist_guard_binary(bytes, length, err);
	else if (length > 0 && memchr(text, '<', length))
		r = vouch_plist_guard_xml(text, length, err);
	else
		r = vouch_err_set(err, VOUCH_E_OBSERVE, "this is not a property list");
	if (r < 0)
		return r;
	if (binary)
		(void)plist_from_bin(text, (uint32_t)length, &root);
	else
		(void)plist_from_xml(text, (uint32_t)length, &root);
	if (!root)
		return vouch_err_set(err, VOUCH_E_OBSERVE, "the property list is malformed");
	*out = node_of(root);
	return 0;
}

void vouch_plist_free(struct vouch_plist *root)
{
	if (root)
		plist_free(root);
}

void vouch_plist_release(struct vouch_plist **root)
{
	vouch_plist_free(*root);
	*root = NULL;
}

enum vouch_plist_kind vouch_plist_kind(const struct vouch_plist *node)
{
	/* Later versions of the library know more types, so this is no switch. */
	static const struct {
		plist_type type;
		enum vouch_plist_kind kind;
	} kinds[] = {
		{PLIST_DICT, VOUCH_PLIST_DICT},
		{PLIST_ARRAY, VOUCH_PLIST_ARRAY},
		{PLIST_STRING, VOUCH_PLIST_STRING},
		{PLIST_UINT, VOUCH_PLIST_INTEGER},
		{PLIST_REAL, VOUCH_PLIST_REAL},
		{PLIST_BOOLEAN, VOUCH_PLIST_BOOLEAN},
		{PLIST_DATA, VOUCH_PLIST_DATA},
		{PLIST_DATE, VOUCH_PLIST_DATE},
	};
	plist_type type = node ? plist_get_node_type(handle(node)) : PLIST_NONE;
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].type == type)
			return kinds[i].kind;
	return VOUCH_PLIST_OTHER;
}

struct vouch_plist *vouch_plist_get(const struct vouch_plist *dict, const char *key)
{
	if (vouch_plist_kind(dict) != VOUCH_PLIST_DICT)
		return NULL;
	return node_of(plist_dict_get_item(handle(dict), key));
}

size_t vouch_plist_count(const struct vouch_plist *array_or_dict)
{
	enum vouch_plist_kind kind = vouch_plist_kind(array_or_dict);

	if (kind == VOUCH_PLIST_DICT)
		return plist_dict_get_size(handle(array_or_dict));
	if (kind == VOUCH_PLIST_ARRAY)
		return plist_array_get_size(handle(array_or_dict));
	return 0;
}

struct vouch_plist *vouch_plist_item(const struct vouch_plist *array, size_t index)
{
	if (vouch_plist_kind(array) != VOUCH_PLIST_ARRAY || index >= vouch_plist_count(array))
		return NULL;
	return node_of(plist_array_get_item(handle(array), (uint32_t)index));
}

int vouch_plist_each(const struct vouch_plist *dict,
	int (*visit)(void *self, const char *key, struct vouch_plist *value), void *self)
{
	plist_dict_iter iter = NULL;
	int answer = 0;

	if (vouch_plist_kind(dict) != VOUCH_PLIST_DICT)
		return 0;
	plist_dict_new_iter(handle(dict), &iter);
	while (iter && answer == 0) {
		char *key = NULL;
		plist_t value = NULL;

		plist_dict_next_item(handle(dict), iter, &key, &value);
		if (!key)
			break;
		answer = visit(self, key, node_of(value));
		free(key);
	}
	free(iter);
	return answer;
}

const char *vouch_plist_string(struct vouch_arena *arena, const struct vouch_plist *node)
{
	uint64_t length = 0;
	const char *text;

	if (vouch_plist_kind(node) != VOUCH_PLIST_STRING)
		return NULL;
	text = plist_get_string_ptr(handle(node), &length);
	if (!text || strlen(text) != length)
		return NULL;
	return vouch_arena_text_n(arena, text, (size_t)length);
}

bool vouch_plist_integer(const struct vouch_plist *node, int64_t *out)
{
	uint64_t number = 0;

	if (vouch_plist_kind(node) != VOUCH_PLIST_INTEGER)
		return false;
	plist_get_uint_val(handle(node), &number);
	*out = (int64_t)number;
	return true;
}

bool vouch_plist_boolean(const struct vouch_plist *node, bool *out)
{
	uint8_t flag = 0;

	if (vouch_plist_kind(node) != VOUCH_PLIST_BOOLEAN)
		return false;
	plist_get_bool_val(handle(node), &flag);
	*out = flag != 0;
	return true;
}

bool vouch_plist_real(const struct vouch_plist *node, double *out)
{
	if (vouch_plist_kind(node) != VOUCH_PLIST_REAL)
		return false;
	plist_get_real_val(handle(node), out);
	return true;
}

/* A property list counts from 2001. */
#define SECONDS_TO_2001 INT64_C(978307200)

bool vouch_plist_date(const struct vouch_plist *node, int64_t *out)
{
	int32_t seconds = 0, fraction = 0;

	if (vouch_plist_kind(node) != VOUCH_PLIST_DATE)
		return false;
	plist_get_date_val(handle(node), &seconds, &fraction);
	*out = seconds + SECONDS_TO_2001;
	return true;
}

bool vouch_plist_data(
	struct vouch_arena *arena, const struct vouch_plist *node, struct vouch_bytes *out)
{
	uint64_t length = 0;
	const char *data;

	if (vouch_plist_kind(node) != VOUCH_PLIST_DATA)
		return false;
	data = plist_get_data_ptr(handle(node), &length);
	out->data = vouch_arena_text_n(arena, data ? data : "", data ? (size_t)length : 0);
	out->length = data ? (size_t)length : 0;
	return true;
}

struct vouch_plist *vouch_plist_new_dict(void)
{
	return made(plist_new_dict());
}

struct vouch_plist *vouch_plist_new_array(void)
{
	return made(plist_new_array());
}

struct vouch_plist *vouch_plist_new_string(const char *text)
{
	return made(plist_new_string(text));
}

struct vouch_plist *vouch_plist_new_integer(int64_t number)
{
	/* plist_new_int where the library tells signs apart (2.3 on), plist_new_uint before. */
	return made(VOUCH_PLIST_NEW_INTEGER((VOUCH_PLIST_INTEGER_TYPE)number));
}

struct vouch_plist *vouch_plist_new_real(double number)
{
	return made(plist_new_real(number));
}

struct vouch_plist *vouch_plist_new_boolean(bool flag)
{
	return made(plist_new_bool(flag));
}

struct vouch_plist *vouch_plist_new_data(const void *bytes, size_t length)
{
	return made(plist_new_data(length ? bytes : "", length));
}

struct vouch_plist *vouch_plist_new_date(int64_t seconds)
{
	if (seconds < SECONDS_TO_2001 + INT32_MIN || seconds > SECONDS_TO_2001 + INT32_MAX)
		return NULL;
	return made(plist_new_date((int32_t)(seconds - SECONDS_TO_2001), 0));
}

struct vouch_plist *vouch_plist_copy(const struct vouch_plist *node)
{
	return made(plist_copy(handle(node)));
}

void vouch_plist_set(struct vouch_plist *dict, const char *key, struct vouch_plist *value)
{
	plist_dict_set_item(dict, key, value);
}

void vouch_plist_remove(struct vouch_plist *dict, const char *key)
{
	if (vouch_plist_get(dict, key))
		plist_dict_remove_item(dict, key);
}

void vouch_plist_append(struct vouch_plist *array, struct vouch_plist *value)
{
	plist_array_append_item(array, value);
}

void vouch_plist_remove_item(struct vouch_plist *array, size_t index)
{
	if (vouch_plist_item(array, index))
		plist_array_remove_item(array, (uint32_t)index);
}

void vouch_plist_replace_item(struct vouch_plist *array, size_t index, struct vouch_plist *value)
{
	plist_array_set_item(array, value, (uint32_t)index);
}

void vouch_plist_insert_item(struct vouch_plist *array, size_t index, struct vouch_plist *value)
{
	plist_array_insert_item(array, value, (uint32_t)index);
}

static void add_and_free(struct vouch_buf *out, char *bytes, uint32_t length)
{
	if (!bytes)
		abort();
	vouch_buf_add(out, bytes, length);
	free(bytes);
}

void vouch_plist_write_xml(const struct vouch_plist *node, struct vouch_buf *out)
{
	char *bytes = NULL;
	uint32_t length = 0;

	(void)plist_to_xml(handle(node), &bytes, &length);
	add_and_free(out, bytes, length);
}

void vouch_plist_write_binary(const struct vouch_plist *node, struct vouch_buf *out)
{
	char *bytes = NULL;
	uint32_t length = 0;

	(void)plist_to_bin(handle(node), &bytes, &length);
	add_and_free(out, bytes, length);
}
