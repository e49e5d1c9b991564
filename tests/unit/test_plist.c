/* test_plist.c – property lists: round trips, and hostile ones that must be refused at once. */
#include "vouch_test.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/plist.h"

enum { CAP = 16 * 1024 * 1024 };

static const char head[] =
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	"<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
	"\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n";

static void refused(const void *bytes, size_t length, const char *why)
{
	struct vouch_plist *root = NULL;
	struct vouch_err err = {0};

	assert_int_equal(vouch_plist_parse(bytes, length, CAP, &root, &err), -VOUCH_E_OBSERVE);
	assert_null(root);
	assert_text_contains(err.msg, why);
}

static struct vouch_plist *parsed(const void *bytes, size_t length)
{
	struct vouch_plist *root = NULL;
	struct vouch_err err = {0};

	assert_vouch_ok(vouch_plist_parse(bytes, length, CAP, &root, &err), &err);
	return root;
}

static struct vouch_plist *sample(void)
{
	struct vouch_plist *root = vouch_plist_new_dict();
	struct vouch_plist *names = vouch_plist_new_array();

	vouch_plist_append(names, vouch_plist_new_string("alice"));
	vouch_plist_append(names, vouch_plist_new_string("Ren\xc3\xa9 \xf0\x9f\x8d\x8e <&>"));
	vouch_plist_set(root, "name", names);
	vouch_plist_set(root, "big", vouch_plist_new_integer(INT64_MAX));
	vouch_plist_set(root, "small", vouch_plist_new_integer(-2));
	vouch_plist_set(root, "real", vouch_plist_new_real(0.5));
	vouch_plist_set(root, "yes", vouch_plist_new_boolean(true));
	vouch_plist_set(root, "data", vouch_plist_new_data("a\0b\xff", 4));
	vouch_plist_set(root, "empty", vouch_plist_new_string(""));
	return root;
}

static void check_sample(struct vouch_arena *arena, const struct vouch_plist *root)
{
	const struct vouch_plist *names = vouch_plist_get(root, "name");
	struct vouch_bytes bytes = {0};
	int64_t number = 0;
	double real = 0;
	bool flag = false;

	assert_int_equal(vouch_plist_count(root), 7);
	assert_int_equal(vouch_plist_count(names), 2);
	assert_string_equal(vouch_plist_string(arena, vouch_plist_item(names, 0)), "alice");
	assert_string_equal(vouch_plist_string(arena, vouch_plist_item(names, 1)),
		"Ren\xc3\xa9 \xf0\x9f\x8d\x8e <&>");
	assert_string_equal(vouch_plist_string(arena, vouch_plist_get(root, "empty")), "");
	assert_true(vouch_plist_integer(vouch_plist_get(root, "big"), &number));
	assert_true(number == INT64_MAX);
	assert_true(vouch_plist_integer(vouch_plist_get(root, "small"), &number));
	assert_true(number == -2);
	assert_true(vouch_plist_real(vouch_plist_get(root, "real"), &real) && real == 0.5);
	assert_true(vouch_plist_boolean(vouch_plist_get(root, "yes"), &flag) && flag);
	assert_true(vouch_plist_data(arena, vouch_plist_get(root, "data"), &bytes));
	assert_int_equal(bytes.length, 4);
	assert_memory_equal(bytes.data, "a\0b\xff", 4);
}

static void both_forms_round_trip(void **state)
{
	struct vouch_arena arena = {NULL};
	struct vouch_plist *root = sample();
	struct vouch_buf xml = {0}, binary = {0};

	(void)state;
	vouch_plist_write_xml(root, &xml);
	vouch_plist_write_binary(root, &binary);
	vouch_plist_free(root);
	assert_memory_equal(binary.bytes, "bplist00", 8);
	root = parsed(xml.bytes, xml.length);
	check_sample(&arena, root);
	vouch_plist_free(root);
	root = parsed(binary.bytes, binary.length);
	check_sample(&arena, root);
	vouch_plist_free(root);
	vouch_buf_release(&xml);
	vouch_buf_release(&binary);
	vouch_arena_release(&arena);
}

static void values_are_replaced_and_removed(void **state)
{
	struct vouch_plist *root = sample();
	struct vouch_plist *copy;
	int64_t number = 0;

	(void)state;
	copy = vouch_plist_copy(root);
	vouch_plist_set(root, "big", vouch_plist_new_integer(7));
	assert_true(vouch_plist_integer(vouch_plist_get(root, "big"), &number) && number == 7);
	assert_true(vouch_plist_integer(vouch_plist_get(copy, "big"), &number));
	assert_true(number == INT64_MAX);
	vouch_plist_remove(root, "big");
	vouch_plist_remove(root, "never there");
	assert_null(vouch_plist_get(root, "big"));
	vouch_plist_remove_item(vouch_plist_get(root, "name"), 0);
	vouch_plist_remove_item(vouch_plist_get(root, "name"), 5);
	assert_int_equal(vouch_plist_count(vouch_plist_get(root, "name")), 1);
	vouch_plist_free(copy);
	vouch_plist_release(&root);
	assert_null(root);
}

static int stop_at_data(void *self, const char *key, struct vouch_plist *value)
{
	(void)value;
	++*(int *)self;
	return strcmp(key, "data") == 0 ? 42 : 0;
}

static void keys_are_visited_in_order_until_told_to_stop(void **state)
{
	struct vouch_plist *root = sample();
	int seen = 0;

	(void)state;
	assert_int_equal(vouch_plist_each(root, stop_at_data, &seen), 42);
	assert_int_equal(seen, 6);
	vouch_plist_free(root);
}

static void nothing_holds_nothing(void **state)
{
	struct vouch_arena arena = {NULL};
	int64_t number;
	bool flag;

	(void)state;
	assert_int_equal(vouch_plist_kind(NULL), VOUCH_PLIST_OTHER);
	assert_null(vouch_plist_item(vouch_plist_get(NULL, "x"), 0));
	assert_int_equal(vouch_plist_count(NULL), 0);
	assert_null(vouch_plist_string(&arena, NULL));
	assert_false(vouch_plist_integer(NULL, &number));
	assert_false(vouch_plist_boolean(NULL, &flag));
	vouch_arena_release(&arena);
}

static void deep_xml(struct vouch_buf *out, int depth)
{
	int i;

	vouch_buf_text(out, head);
	for (i = 0; i < depth; i++)
		vouch_buf_text(out, "<array>");
	for (i = 0; i < depth; i++)
		vouch_buf_text(out, "</array>");
	vouch_buf_text(out, "</plist>\n");
}

static void xml_nests_only_so_deep(void **state)
{
	struct vouch_buf buf = {0};

	(void)state;
	deep_xml(&buf, VOUCH_PLIST_DEPTH_MAX);
	vouch_plist_free(parsed(buf.bytes, buf.length));
	vouch_buf_clear(&buf);
	deep_xml(&buf, VOUCH_PLIST_DEPTH_MAX + 1);
	refused(buf.bytes, buf.length, "nests too deep");
	vouch_buf_clear(&buf);
	deep_xml(&buf, 500000);
	refused(buf.bytes, buf.length, "nests too deep");
	vouch_buf_release(&buf);
}

static void xml_depth_cannot_be_hidden(void **state)
{
	static const char *const closers[] = {
		"<!-- </dict> -->", "<string><![CDATA[</dict>]]></string>", "<? </dict> ?>"};
	size_t i;
	int n;

	(void)state;
	for (i = 0; i < sizeof closers / sizeof *closers; i++) {
		struct vouch_buf buf = {0};

		vouch_buf_text(&buf, head);
		for (n = 0; n < 1000; n++)
			vouch_buf_printf(&buf, "<dict><key>k</key>%s", closers[i]);
		vouch_buf_text(&buf, "</plist>");
		refused(buf.bytes, buf.length, "nests too deep");
		vouch_buf_release(&buf);
	}
	refused("<plist><dict a=\"></dict>\"/></plist>", 34, "attributes");
	refused("<!DOCTYPE plist [<!ENTITY a \"b\">]><plist/>", 41, "document type");
	refused("<plist version=\"1.0\"><dict><dict", 32, "cut off");
}

static void cut_xml_is_refused(void **state)
{
	struct vouch_plist *root = sample();
	struct vouch_buf xml = {0};
	size_t length;

	(void)state;
	vouch_plist_write_xml(root, &xml);
	vouch_plist_free(root);
	for (length = 0; length < strlen(head) + 60; length++) {
		char *piece = memcpy(malloc(length + 1), xml.bytes, length);

		root = NULL;
		assert_int_equal(
			vouch_plist_parse(piece, length, CAP, &root, NULL), -VOUCH_E_OBSERVE);
		free(piece);
	}
	vouch_buf_release(&xml);
}

/* A binary list of one-byte offsets and references, from objects laid end to end. */
static void binary(struct vouch_buf *out, const char *objects, const size_t *sizes, size_t count)
{
	unsigned char trailer[32] = {0};
	unsigned char offset = 8;
	size_t i, total = 0;

	for (i = 0; i < count; i++)
		total += sizes[i];
	vouch_buf_clear(out);
	vouch_buf_text(out, "bplist00");
	vouch_buf_add(out, objects, total);
	for (i = 0; i < count; i++) {
		vouch_buf_add(out, &offset, 1);
		offset = (unsigned char)(offset + sizes[i]);
	}
	trailer[6] = trailer[7] = 1;
	trailer[15] = (unsigned char)count;
	trailer[31] = (unsigned char)(8 + total);
	vouch_buf_add(out, trailer, sizeof trailer);
}

static void binary_lists_that_contain_themselves_are_refused(void **state)
{
	struct vouch_buf buf = {0};

	(void)state;
	binary(&buf, "\xa1\x00", (const size_t[]){2}, 1);
	refused(buf.bytes, buf.length, "contains itself");
	/* A dictionary whose value is an array that holds the dictionary. */
	binary(&buf, "\xd1\x01\x02\x51k\xa1\x00", (const size_t[]){3, 2, 2}, 3);
	refused(buf.bytes, buf.length, "contains itself");
	binary(&buf, "\xd1\x01\x01\xa0", (const size_t[]){3, 1}, 2);
	refused(buf.bytes, buf.length, "key that is not text");
	vouch_buf_release(&buf);
}

static void shared_objects_may_not_explode(void **state)
{
	char objects[256];
	size_t sizes[64], i, at;
	struct vouch_buf buf = {0};

	(void)state;
	/* Array i holds array i + 1 twice: 2^39 leaves in 40 objects. */
	for (i = at = 0; i < 39; i++) {
		objects[at++] = (char)0xa2;
		objects[at++] = (char)(i + 1);
		objects[at++] = (char)(i + 1);
		sizes[i] = 3;
	}
	objects[at++] = 0x09;
	sizes[39] = 1;
	binary(&buf, objects, sizes, 40);
	refused(buf.bytes, buf.length, "too large written out");
	/* Ten levels are only a thousand leaves. */
	for (i = 0; i < 30; i++)
		sizes[i] = 3;
	objects[30] = 0x09;
	sizes[10] = 1;
	binary(&buf, objects, sizes, 11);
	vouch_plist_free(parsed(buf.bytes, buf.length));
	vouch_buf_release(&buf);
}

static void binary_nests_only_so_deep(void **state)
{
	char objects[256];
	size_t sizes[100], i, depth;
	struct vouch_buf buf = {0};

	(void)state;
	for (depth = VOUCH_PLIST_DEPTH_MAX; depth <= VOUCH_PLIST_DEPTH_MAX + 1; depth++) {
		for (i = 0; i < depth; i++) {
			objects[2 * i] = (char)0xa1;
			objects[2 * i + 1] = (char)(i + 1);
			sizes[i] = 2;
		}
		objects[2 * depth] = 0x09;
		sizes[depth] = 1;
		binary(&buf, objects, sizes, depth + 1);
		if (depth > VOUCH_PLIST_DEPTH_MAX)
			refused(buf.bytes, buf.length, "nests too deep");
		else
			vouch_plist_free(parsed(buf.bytes, buf.length));
	}
	vouch_buf_release(&buf);
}

/* Every cut and every changed byte of a good list: an answer, no crash (sanitizers watch). */
static void damaged_binary_lists_do_no_harm(void **state)
{
	struct vouch_plist *root = sample();
	struct vouch_buf good = {0};
	size_t i;
	int value;

	(void)state;
	vouch_plist_write_binary(root, &good);
	vouch_plist_free(root);
	for (i = 0; i < good.length; i++) {
		char *piece = memcpy(malloc(good.length), good.bytes, good.length);

		root = NULL;
		assert_int_equal(vouch_plist_parse(piece, i, CAP, &root, NULL), -VOUCH_E_OBSERVE);
		for (value = 0; value < 256; value++) {
			piece[i] = (char)value;
			if (vouch_plist_parse(piece, good.length, CAP, &root, NULL) == 0)
				vouch_plist_free(root);
		}
		free(piece);
	}
	vouch_buf_release(&good);
}

static void size_and_form_are_checked_first(void **state)
{
	struct vouch_plist *root = NULL;
	struct vouch_err err = {0};

	(void)state;
	assert_int_equal(vouch_plist_parse("bplist00", 8, 7, &root, &err), -VOUCH_E_OBSERVE);
	assert_text_contains(err.msg, "too large");
	refused("", 0, "not a property list");
	refused("{\"a\": 1}", 8, "not a property list");
	refused("bplist00", 8, "cut off");
	refused("<html></html>", 13, "malformed");
}

static void dates_come_back_as_they_were(void **state)
{
	static const int64_t kept[] = {0, 978307200, 1764000000, INT64_C(978307200) + INT32_MAX,
		INT64_C(978307200) + INT32_MIN};
	struct vouch_plist *text = vouch_plist_new_string("2026-11-24");
	int64_t seconds = 7;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof kept / sizeof *kept; i++) {
		struct vouch_plist *date = vouch_plist_new_date(kept[i]);

		assert_true(vouch_plist_date(date, &seconds));
		assert_int_equal(seconds, kept[i]);
		vouch_plist_free(date);
	}
	assert_null(vouch_plist_new_date(INT64_C(978307200) + INT32_MAX + 1));
	assert_null(vouch_plist_new_date(INT64_MIN));
	assert_null(vouch_plist_new_date(INT64_MAX));
	assert_false(vouch_plist_date(text, &seconds));
	vouch_plist_free(text);
}

static void items_give_way_and_move_on(void **state)
{
	struct vouch_plist *array = vouch_plist_new_array();
	struct vouch_arena arena = {0};
	const char *const wanted[] = {"first", "second", "third", "last"};
	size_t i;

	(void)state;
	vouch_plist_append(array, vouch_plist_new_string("old"));
	vouch_plist_append(array, vouch_plist_new_string("third"));
	vouch_plist_replace_item(array, 0, vouch_plist_new_string("second"));
	vouch_plist_insert_item(array, 0, vouch_plist_new_string("first"));
	vouch_plist_insert_item(array, 3, vouch_plist_new_string("last"));
	assert_int_equal(vouch_plist_count(array), 4);
	for (i = 0; i < 4; i++)
		assert_string_equal(
			vouch_plist_string(&arena, vouch_plist_item(array, i)), wanted[i]);
	vouch_plist_free(array);
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_come_back_as_they_were),
		cmocka_unit_test(items_give_way_and_move_on),
		cmocka_unit_test(both_forms_round_trip),
		cmocka_unit_test(values_are_replaced_and_removed),
		cmocka_unit_test(keys_are_visited_in_order_until_told_to_stop),
		cmocka_unit_test(nothing_holds_nothing),
		cmocka_unit_test(xml_nests_only_so_deep),
		cmocka_unit_test(xml_depth_cannot_be_hidden),
		cmocka_unit_test(cut_xml_is_refused),
		cmocka_unit_test(binary_lists_that_contain_themselves_are_refused),
		cmocka_unit_test(shared_objects_may_not_explode),
		cmocka_unit_test(binary_nests_only_so_deep),
		cmocka_unit_test(damaged_binary_lists_do_no_harm),
		cmocka_unit_test(size_and_form_are_checked_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
