/* test_desired_layers.c – which layers are meant: by facts that are known, in files that are there;
 * never guessed. */
#include "desired_fixture.h"

#include <stdio.h>
#include <stdlib.h>

static void facts_decide_which_layers_are_meant(void **state)
{
	static const struct {
		const char *when;
		bool meant;
	} rows[] = {
		{"os: '>=14'", true},
		{"os: '>14.5'", false},
		{"os: '=14.5.0'", true},
		{"os: '<=14'", false},
		{"os: 14", true},
		{"os: '14.5'", true},
		{"os: '1'", false},
		{"os: '14.50'", false},
		{"os: '>=13 <14'", false},
		{"os: '>= 14 <15'", true},
		{"os: [13, 14]", true},
		{"hostname: 'ENG-*'", true},
		{"hostname: 'eng-'", false},
		{"serial: [X, c02test00001]", true},
		{"model: 'Mac14,?'", true},
		{"chip: apple, os: 14", true},
		{"chip: intel, os: 14", false},
		{"filesystem: apfs", true},
		{"mdm: [automated, user_approved]", false},
		{"group: here", true},
		{"group: there", false},
		{"group: [there, here]", true},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char manifest[512];
		struct fixture fixture;

		(void)snprintf(manifest, sizeof manifest,
			"vouch: 1\ngroups: {here: {serial: C02*}, there: {hostname: x*, chip: "
			"apple}}\nlayers:\n- use: a.yaml\n- use: b.yaml\n  when: {%s}\n",
			rows[i].when);
		fixture = start(manifest);
		add_file(&fixture, "a.yaml", "users: {}\n");
		add_file(&fixture, "b.yaml", "users: {alice: {}}\n");
		assert_loads(&fixture);
		if ((fixture.desired.users.count == 1) != rows[i].meant)
			fail_msg("when: {%s}", rows[i].when);
		vouch_arena_release(&fixture.arena);
	}
}

static void an_unknown_fact_is_an_error_and_no_skipped_layer(void **state)
{
	struct fixture fixture =
		start("vouch: 1\ngroups: {eng: {hostname: 'eng-*'}}\nlayers:\n"
		      "- use: a.yaml\n- use: b.yaml\n  when: {os: 10, group: eng}\n");

	(void)state;
	add_file(&fixture, "a.yaml", "users: {}\n");
	add_file(&fixture, "b.yaml", "users: {}\n");
	assert_loads(&fixture);
	fixture.machine.hostname = NULL;
	fixture.desired.users.count = 77;
	assert_int_equal(load(&fixture), -VOUCH_E_OBSERVE);
	assert_text_contains(fixture.err.msg, "the hostname of this Mac is not known");
	assert_int_equal(fixture.err.pos.line, 2);
	assert_int_equal(fixture.desired.users.count, 77);
	vouch_arena_release(&fixture.arena);
}

static void facts_in_paths_make_plain_file_names_only(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers:\n- use: a.yaml\n- use: "
				       "'m/{serial}-{chip}.yaml'\n  optional: true\n");

	(void)state;
	add_file(&fixture, "a.yaml", "users: {}\n");
	add_file(&fixture, "m/C02TEST00001-apple.yaml", "users: {alice: {}}\n");
	assert_loads(&fixture);
	assert_int_equal(fixture.desired.users.count, 1);
	fixture.machine.serial = "other";
	assert_loads(&fixture);
	assert_int_equal(fixture.desired.users.count, 0);
	fixture.machine.serial = "../m/C02TEST00001";
	assert_string_equal(only_problem(&fixture),
		"vouch.yaml:4:8: the serial of this Mac, \"../m/C02TEST00001\", makes no file "
		"name: a path takes letters, digits, \".\", \"_\" and \"-\" from a fact: choose "
		"another fact");
	fixture.machine.serial = NULL;
	assert_int_equal(load(&fixture), -VOUCH_E_OBSERVE);
	vouch_arena_release(&fixture.arena);
}

static void a_missing_layer_is_an_error_unless_optional(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers:\n- use: a.yaml\n- use: basa.yaml\n");

	(void)state;
	add_file(&fixture, "a.yaml", "users: {}\n");
	add_file(&fixture, "base.yaml", "users: {}\n");
	assert_string_equal(only_problem(&fixture),
		"vouch.yaml:4:8: there is no file \"basa.yaml\": did you mean \"base.yaml\"?");
	vouch_arena_release(&fixture.arena);
}

static void a_link_is_refused_though_optional(void **state)
{
	struct fixture fixture =
		start("vouch: 1\nlayers:\n- use: a.yaml\n- {use: m/b.yaml, optional: true}\n");

	(void)state;
	add_file(&fixture, "a.yaml", "users: {}\n");
	add_file(&fixture, "m", "");
	fixture.source.files[2].kind = VOUCH_SOURCE_LINK;
	assert_string_equal(only_problem(&fixture),
		"vouch.yaml:4:9: \"m/b.yaml\" lies below \"m\", which is a symbolic link: put the "
		"folder itself there");
	vouch_arena_release(&fixture.arena);
}

static void many_macs_are_resolved_from_one_reading(void **state)
{
	struct fixture fixture = start(
		"vouch: 1\nlayers:\n- use: a.yaml\n- {use: '{serial}.yaml', optional: true}\n");
	struct vouch_repository *repository;
	struct vouch_arena mac = {0};
	struct vouch_desired first, second;
	char one[VOUCH_DIGEST_HEX], two[VOUCH_DIGEST_HEX];

	(void)state;
	add_file(&fixture, "a.yaml", "users: {alice: {}}\n");
	add_file(&fixture, "one.yaml", "users: {alice: {hidden: true}}\n");
	qsort(fixture.source.files, fixture.source.count, sizeof *fixture.source.files, by_path);
	vouch_repository_open(&fixture.arena, &fixture.source, &repository);
	fixture.machine.serial = "one";
	assert_vouch_ok(vouch_desired_resolve(repository, &mac, &fixture.machine, &first,
				&fixture.problems, &fixture.err),
		&fixture.err);
	fixture.machine.serial = "two";
	assert_vouch_ok(vouch_desired_resolve(repository, &mac, &fixture.machine, &second,
				&fixture.problems, &fixture.err),
		&fixture.err);
	vouch_desired_digest(&first, one);
	vouch_desired_digest(&second, two);
	assert_string_not_equal(one, two);
	vouch_arena_release(&mac);
	vouch_arena_release(&fixture.arena);
}

/* 1 MiB of what makes libyaml slow, or deep, or its reader's lists long. Bounds stop each of them:
 * without, one of these takes minutes and the test its time limit. */
static void a_hostile_layer_ends_at_once(void **state)
{
	static const struct {
		const char *piece, *message;
	} rows[] = {
		{"[", "nested too deeply"},
		{"{", "nested too deeply"},
		{"- ", "nested too deeply"},
		{"? ", "nested too deeply"},
		{"[a: ", "nested too deeply"},
		{"-\n", "too many values"},
		{"---\n", "a second document"},
		{"&a ", "anchor"},
		{"\"", "not YAML"},
		{" ", "the file is empty"},
	};
	size_t i, at;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct fixture fixture = start("vouch: 1\nlayers: [{use: a.yaml}]\n");
		char *text = vouch_arena_alloc(&fixture.arena, VOUCH_SOURCE_FILE_MAX + 1);
		size_t length = strlen(rows[i].piece);

		for (at = 0; at + length <= VOUCH_SOURCE_FILE_MAX; at += length)
			memcpy(text + at, rows[i].piece, length);
		add_file(&fixture, "a.yaml", text);
		assert_int_equal(load(&fixture), -VOUCH_E_CONFIG);
		assert_text_contains(vouch_problem_text(&fixture.arena, &fixture.problems.items[0]),
			rows[i].message);
		vouch_arena_release(&fixture.arena);
	}
}

static void a_problem_is_one_harmless_line_of_bounded_length(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers: [{use: a.yaml}]\n");
	char *text = vouch_arena_alloc(&fixture.arena, 4096);
	const char *shown;

	(void)state;
	(void)snprintf(text, 64, "%s", "users: {\"a\\e[2J");
	memset(text + strlen(text), 'x', 3000);
	memcpy(text + strlen(text), "\": {}}\n", 8);
	add_file(&fixture, "a.yaml", text);
	shown = only_problem(&fixture);
	assert_null(strchr(shown, '\x1b'));
	assert_null(strchr(shown, '\n'));
	assert_true(strlen(shown) < 2000);
	vouch_arena_release(&fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_decide_which_layers_are_meant),
		cmocka_unit_test(an_unknown_fact_is_an_error_and_no_skipped_layer),
		cmocka_unit_test(facts_in_paths_make_plain_file_names_only),
		cmocka_unit_test(a_missing_layer_is_an_error_unless_optional),
		cmocka_unit_test(a_link_is_refused_though_optional),
		cmocka_unit_test(many_macs_are_resolved_from_one_reading),
		cmocka_unit_test(a_hostile_layer_ends_at_once),
		cmocka_unit_test(a_problem_is_one_harmless_line_of_bounded_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
