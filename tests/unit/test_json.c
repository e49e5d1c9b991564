/* test_json.c – JSON as it is written: layout, escapes, nothing that a terminal obeys. */
#include "vouch_test.h"

#include "vouch/base/json.h"

static void write_sample(struct vouch_buf *out, bool one_line)
{
	struct vouch_json json = {.out = out, .one_line = one_line};

	vouch_json_open(&json, NULL, '{');
	vouch_json_text(&json, "format", "x/1");
	vouch_json_open(&json, "items", '[');
	vouch_json_open(&json, NULL, '{');
	vouch_json_number(&json, "id", 1);
	vouch_json_open(&json, "after", '[');
	vouch_json_number(&json, NULL, 2);
	vouch_json_number(&json, NULL, 3);
	vouch_json_close(&json, ']');
	vouch_json_close(&json, '}');
	vouch_json_open(&json, NULL, '{');
	vouch_json_flag(&json, "good", true);
	vouch_json_close(&json, '}');
	vouch_json_close(&json, ']');
	vouch_json_open(&json, "none", '[');
	vouch_json_close(&json, ']');
	vouch_json_time(&json, "at", 0);
	vouch_json_close(&json, '}');
	vouch_json_end(&json);
}

static void laid_out_an_item_is_a_line(void **state)
{
	struct vouch_buf out = {0};

	(void)state;
	write_sample(&out, false);
	assert_string_equal(vouch_buf_get(&out), "{\"format\": \"x/1\",\n"
						 " \"items\": [\n"
						 "  {\"id\": 1, \"after\": [2, 3]},\n"
						 "  {\"good\": true}],\n"
						 " \"none\": [],\n"
						 " \"at\": null}\n");
	vouch_buf_release(&out);
}

static void on_one_line_it_is_one_line(void **state)
{
	struct vouch_buf out = {0};

	(void)state;
	write_sample(&out, true);
	assert_string_equal(vouch_buf_get(&out), "{\"format\": \"x/1\", \"items\": [{\"id\": 1, "
						 "\"after\": [2, 3]}, {\"good\": true}], "
						 "\"none\": [], \"at\": null}\n");
	vouch_buf_release(&out);
}

static void hostile_text_is_escaped(void **state)
{
	static const struct {
		const char *text, *json;
	} rows[] = {
		{"a\"b\\c", "\"a\\\"b\\\\c\""},
		{"\033[2J\n\t\x7f", "\"\\u001b[2J\\n\\t\\u007f\""},
		{"\xe2\x80\xae", "\"\\u202e\""},
		{"\xc2\x9b", "\"\\u009b\""},
		{"Zo\xc3\xab \xf0\x9f\x8e\x89", "\"Zo\xc3\xab \xf0\x9f\x8e\x89\""},
		{"bad\xff", "\"bad\\\\xff\""},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct vouch_buf out = {0};
		struct vouch_json json = {.out = &out};

		vouch_json_text(&json, NULL, rows[i].text);
		assert_string_equal(vouch_buf_get(&out), rows[i].json);
		vouch_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(laid_out_an_item_is_a_line),
		cmocka_unit_test(on_one_line_it_is_one_line),
		cmocka_unit_test(hostile_text_is_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
