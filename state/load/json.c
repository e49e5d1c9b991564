/* json.c – refuses what cJSON would let through, then lets it parse. */
#include "json.h"

#include <math.h>
#include <string.h>

#include "vouch/base/text.h"

/* A walk over the bytes, outside and inside of strings. */
struct scan {
	const char *bytes;
	size_t length, at;
	int depth;
};

static int refuse_at(
	const char *name, const char *bytes, size_t at, const char *what, struct vouch_err *err)
{
	int line = 1, column = 1;
	size_t i;

	for (i = 0; i < at; i++) {
		column++;
		if (bytes[i] == '\n') {
			line++;
			column = 1;
		}
	}
	return vouch_err_set(err, VOUCH_E_OBSERVE, "%s:%d:%d: %s", name, line, column, what);
}

/* From behind the opening quote to behind the closing one. NULL, or what is wrong at scan->at. */
static const char *scan_string(struct scan *scan)
{
	while (scan->at < scan->length) {
		unsigned char byte = (unsigned char)scan->bytes[scan->at];

		if (byte < 0x20)
			return "a control character in a string";
		if (byte == '"') {
			scan->at++;
			return NULL;
		}
		if (byte == '\\') {
			if (scan->length - scan->at >= 6 &&
				memcmp(scan->bytes + scan->at, "\\u0000", 6) == 0)
				return "\\u0000 in a string";
			scan->at++; /* what is escaped is no end of the string */
			if (scan->at == scan->length)
				break;
		}
		scan->at++;
	}
	return "the document ends within a string";
}

/* Moves over digits; how many there were. */
static size_t skip_digits(struct scan *scan)
{
	size_t start = scan->at;

	while (scan->at < scan->length && scan->bytes[scan->at] >= '0' &&
		scan->bytes[scan->at] <= '9')
		scan->at++;
	return scan->at - start;
}

static bool skip_one_of(struct scan *scan, const char *set)
{
	if (scan->at == scan->length || scan->bytes[scan->at] == '\0' ||
		strchr(set, scan->bytes[scan->at]) == NULL)
		return false;
	scan->at++;
	return true;
}

/* JSON's own grammar of numbers; cJSON takes what strtod takes. */
static const char *scan_number(struct scan *scan)
{
	static const char wrong[] = "not a number";
	bool zero;
	size_t digits;

	(void)skip_one_of(scan, "-"); /* a sign is allowed, not needed */
	zero = scan->at < scan->length && scan->bytes[scan->at] == '0';
	digits = skip_digits(scan);
	if (digits == 0 || (zero && digits > 1))
		return wrong;
	if (skip_one_of(scan, ".") && skip_digits(scan) == 0)
		return wrong;
	if (skip_one_of(scan, "eE")) {
		(void)skip_one_of(scan, "+-"); /* as above */
		if (skip_digits(scan) == 0)
			return wrong;
	}
	return NULL;
}

static const char *scan_document(struct scan *scan)
{
	while (scan->at < scan->length) {
		size_t start = scan->at;
		char byte = scan->bytes[start];
		const char *wrong = NULL;

		if (byte == '"') {
			scan->at++;
			wrong = scan_string(scan);
		} else if (byte == '-' || (byte >= '0' && byte <= '9')) {
			wrong = scan_number(scan);
			if (wrong != NULL)
				scan->at = start;
		} else {
			if ((byte == '{' || byte == '[') && ++scan->depth > JSON_DEPTH_MAX)
				return "nested too deeply";
			if (byte == '}' || byte == ']')
				scan->depth--;
			if (byte == '\0' || strchr("{}[]:,truefalsn \t\n\r", byte) == NULL)
				return "not JSON";
			scan->at++;
		}
		if (wrong != NULL)
			return wrong;
	}
	return NULL;
}

int json_read(
	const char *name, const char *bytes, size_t length, cJSON **out, struct vouch_err *err)
{
	struct scan scan = {.bytes = bytes, .length = length};
	const char *wrong, *end = NULL;
	cJSON *document;

	if (!vouch_text_is_utf8(bytes, length))
		return vouch_err_set(err, VOUCH_E_OBSERVE, "%s: not UTF-8", name);
	wrong = scan_document(&scan);
	if (wrong != NULL)
		return refuse_at(name, bytes, scan.at, wrong, err);
	document = cJSON_ParseWithLengthOpts(bytes, length, &end, 0);
	if (document == NULL)
		return refuse_at(
			name, bytes, end == NULL ? 0 : (size_t)(end - bytes), "not JSON", err);
	while (end < bytes + length && strchr(" \t\n\r", *end) != NULL)
		end++;
	if (end < bytes + length) {
		cJSON_Delete(document);
		return refuse_at(
			name, bytes, (size_t)(end - bytes), "something follows the document", err);
	}
	*out = document;
	return 0;
}

void json_release(cJSON **document)
{
	cJSON_Delete(*document);
	*document = NULL;
}

static size_t find_member(const struct json_member *members, size_t count, const char *key)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(members[i].key, key) == 0)
			break;
	}
	return i;
}

int json_members(const cJSON *object, const struct json_member *members, size_t count, void *self,
	struct vouch_err *err)
{
	const cJSON *value;
	uint64_t seen = 0;
	size_t i;

	if (!cJSON_IsObject(object))
		return vouch_err_set(err, VOUCH_E_OBSERVE, "an object is meant");
	for (value = object->child; value != NULL; value = value->next) {
		i = find_member(members, count, value->string);
		if (i == count)
			return vouch_err_set(
				err, VOUCH_E_OBSERVE, "unknown key \"%s\"", value->string);
		if ((seen >> i & 1) != 0)
			return vouch_err_set(
				err, VOUCH_E_OBSERVE, "the key \"%s\" stands twice", value->string);
		seen |= (uint64_t)1 << i;
		if (members[i].read(self, value, err) < 0)
			return vouch_err_wrap(err, "%s", members[i].key);
	}
	for (i = 0; i < count; i++) {
		if ((seen >> i & 1) != 0)
			continue;
		if (!members[i].optional)
			return vouch_err_set(
				err, VOUCH_E_OBSERVE, "the key \"%s\" is missing", members[i].key);
		if (members[i].read(self, NULL, err) < 0)
			return vouch_err_wrap(err, "%s", members[i].key);
	}
	return 0;
}

bool json_integer(const cJSON *value, int64_t *out)
{
	static const double exact = 9007199254740992.0; /* 2^53 */

	if (!cJSON_IsNumber(value) || !(fabs(value->valuedouble) <= exact) ||
		value->valuedouble != floor(value->valuedouble))
		return false;
	*out = (int64_t)value->valuedouble;
	return true;
}
