/* test_desired_load.c – layers for one Mac: who is meant, who wins, what is never guessed. */
#include "vouch_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/load/desired.h"

/* A repository in memory: paths and texts in turn, NULL last. */
struct fixture {
	struct vouch_arena arena;
	struct vouch_source source;
	struct vouch_machine machine;
	struct vouch_desired desired;
	struct vouch_problems problems;
	struct vouch_err err;
};

static void add_file(struct fixture *fixture, const char *path, const char *text)
{
	struct vouch_source *source = &fixture->source;

	source->files = vouch_arena_grow(&fixture->arena, source->files, source->count,
		&source->room, sizeof *source->files);
	source->files[source->count++] =
		(struct vouch_source_file){path, VOUCH_SOURCE_FILE, {text, strlen(text)}};
}

static int by_path(const void *left, const void *right)
{
	const struct vouch_source_file *a = left, *b = right;

	return strcmp(a->path, b->path);
}

static struct fixture start(const char *manifest)
{
	struct fixture fixture = {
		.source = {.name = "test"},
		.machine = {.serial = "C02TEST00001",
			.hostname = "eng-001",
			.model = "Mac14,2",
			.os = "14.5",
			.chip = VOUCH_CHIP_APPLE,
			.filesystem = VOUCH_FILESYSTEM_APFS,
			.mdm = VOUCH_MDM_NONE},
	};

	add_file(&fixture, "vouch.yaml", manifest);
	return fixture;
}

static int load(struct fixture *fixture)
{
	fixture->problems = (struct vouch_problems){0};
	qsort(fixture->source.files, fixture->source.count, sizeof *fixture->source.files, by_path);
	return vouch_desired_load(&fixture->arena, &fixture->source, &fixture->machine,
		&fixture->desired, &fixture->problems, &fixture->err);
}

static void assert_loads(struct fixture *fixture)
{
	int result = load(fixture);
	size_t i;

	for (i = 0; i < fixture->problems.count; i++)
		print_message(
			"%s\n", vouch_problem_text(&fixture->arena, &fixture->problems.items[i]));
	assert_vouch_ok(result, &fixture->err);
}

/* The only problem there is. */
static const char *only_problem(struct fixture *fixture)
{
	assert_int_equal(load(fixture), -VOUCH_E_CONFIG);
	assert_int_equal(fixture->problems.count, 1);
	return vouch_problem_text(&fixture->arena, &fixture->problems.items[0]);
}

static const char *field_text(struct fixture *fixture, const char *user, enum vouch_field field)
{
	const struct vouch_user *found = vouch_desired_find(&fixture->desired, user);

	assert_non_null(found);
	return vouch_field_text(&fixture->arena, field, &found->fields[field]);
}

static void later_layers_win_field_by_field(void **state)
{
	struct fixture fixture =
		start("vouch: 1\nlayers:\n- use: a.yaml\n- use: b.yaml\n- use: c.yaml\n");
	const struct vouch_user *alice;

	(void)state;
	add_file(&fixture, "a.yaml",
		"users:\n  alice: {full_name: A, shell: /bin/zsh, groups: [w, x], uid: 501}\n"
		"  bob: {hidden: true}\n  carol: {}\n");
	add_file(&fixture, "b.yaml", "users:\n  alice: {full_name: B, groups: [z], shell: null}\n");
	add_file(&fixture, "c.yaml", "users:\n  bob: null\n  alice: {hidden: false}\n");
	assert_loads(&fixture);
	assert_int_equal(fixture.desired.users.count, 2);
	alice = &fixture.desired.users.items[0];
	assert_string_equal(alice->name, "alice");
	assert_string_equal(alice->pos.file, "a.yaml");
	assert_int_equal(alice->pos.line, 2);
	assert_string_equal(field_text(&fixture, "alice", VOUCH_FIELD_FULL_NAME), "B");
	assert_string_equal(alice->fields[VOUCH_FIELD_FULL_NAME].pos.file, "b.yaml");
	assert_int_equal(alice->fields[VOUCH_FIELD_FULL_NAME].pos.column, 22);
	assert_string_equal(field_text(&fixture, "alice", VOUCH_FIELD_GROUPS), "z");
	assert_string_equal(field_text(&fixture, "alice", VOUCH_FIELD_UID), "501");
	assert_string_equal(field_text(&fixture, "alice", VOUCH_FIELD_HIDDEN), "false");
	assert_null(vouch_user_field(alice, VOUCH_FIELD_SHELL));
	assert_null(vouch_user_field(alice, VOUCH_FIELD_STATE));
	assert_null(vouch_desired_find(&fixture.desired, "bob"));
	assert_non_null(vouch_desired_find(&fixture.desired, "carol"));
	vouch_arena_release(&fixture.arena);
}

static void assert_at(struct vouch_pos pos, const char *file, int line)
{
	assert_non_null(pos.file);
	assert_string_equal(pos.file, file);
	assert_int_equal(pos.line, line);
}

/* What a later layer replaced, or took back, keeps the place where it was said. */
static void what_was_overridden_is_known(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers:\n  - use: a.yaml\n  - use: b.yaml\n"
				       "  - {use: c.yaml, when: {os: \"13\"}}\n"
				       "  - {use: d.yaml, optional: true}\n");
	const struct vouch_user *alice;

	(void)state;
	add_file(&fixture, "a.yaml",
		"users:\n  alice:\n    shell: /bin/sh\n    hidden: true\n  bob: {hidden: true}\n"
		"  carol: {hidden: true}\n");
	add_file(&fixture, "b.yaml",
		"users:\n  alice:\n    shell: /bin/zsh\n    hidden: null\n  carol: null\n");
	add_file(&fixture, "c.yaml", "users: {}\n");
	assert_loads(&fixture);
	alice = vouch_desired_find(&fixture.desired, "alice");
	assert_string_equal(field_text(&fixture, "alice", VOUCH_FIELD_SHELL), "/bin/zsh");
	assert_at(alice->fields[VOUCH_FIELD_SHELL].pos, "b.yaml", 3);
	assert_null(vouch_user_field(alice, VOUCH_FIELD_HIDDEN));
	assert_at(alice->fields[VOUCH_FIELD_HIDDEN].pos, "b.yaml", 4);
	assert_int_equal(alice->overridden.count, 2);
	assert_int_equal(alice->overridden.items[0].field, VOUCH_FIELD_SHELL);
	assert_string_equal(alice->overridden.items[0].value.as.text, "/bin/sh");
	assert_at(alice->overridden.items[0].value.pos, "a.yaml", 3);
	assert_int_equal(alice->overridden.items[1].field, VOUCH_FIELD_HIDDEN);
	assert_at(alice->overridden.items[1].value.pos, "a.yaml", 4);
	assert_int_equal(vouch_desired_find(&fixture.desired, "bob")->overridden.count, 0);
	assert_null(vouch_desired_find(&fixture.desired, "carol"));
	assert_int_equal(fixture.desired.taken_back.count, 1);
	assert_string_equal(fixture.desired.taken_back.items[0].name, "carol");
	assert_at(fixture.desired.taken_back.items[0].pos, "b.yaml", 5);

	assert_int_equal(fixture.desired.layers.count, 4);
	assert_string_equal(fixture.desired.layers.items[1].path, "b.yaml");
	assert_int_equal(fixture.desired.layers.items[1].use, VOUCH_LAYER_USED);
	assert_int_equal(fixture.desired.layers.items[2].use, VOUCH_LAYER_FOR_OTHERS);
	assert_int_equal(fixture.desired.layers.items[3].use, VOUCH_LAYER_NOT_THERE);
	assert_at(fixture.desired.layers.items[3].pos, "vouch.yaml", 6);
	vouch_arena_release(&fixture.arena);
}

/* Taken back and named again: only what is said after that counts, and the rest is remembered. */
static void a_user_taken_back_and_named_again_starts_afresh(void **state)
{
	struct fixture fixture =
		start("vouch: 1\nlayers: [{use: a.yaml}, {use: b.yaml}, {use: c.yaml}]\n");
	const struct vouch_user *alice;

	(void)state;
	add_file(&fixture, "a.yaml", "users:\n  alice: {hidden: true, shell: /bin/sh}\n");
	add_file(&fixture, "b.yaml", "users:\n  alice: null\n");
	add_file(&fixture, "c.yaml", "users:\n  alice: {shell: /bin/zsh}\n");
	assert_loads(&fixture);
	alice = vouch_desired_find(&fixture.desired, "alice");
	assert_at(alice->pos, "c.yaml", 2);
	assert_null(vouch_user_field(alice, VOUCH_FIELD_HIDDEN));
	assert_at(alice->fields[VOUCH_FIELD_HIDDEN].pos, "b.yaml", 2);
	assert_string_equal(field_text(&fixture, "alice", VOUCH_FIELD_SHELL), "/bin/zsh");
	assert_int_equal(alice->overridden.count, 2);
	assert_int_equal(fixture.desired.taken_back.count, 0);
	vouch_arena_release(&fixture.arena);
}

static void every_kind_of_value_is_read(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers: [{use: a.yaml}]\n");
	const struct vouch_user *a;
	const struct vouch_password_value *password;

	(void)state;
	add_file(&fixture, "a.yaml",
		"users:\n"
		"  a: {state: absent, on_removal: archive, admin: {until: 2027-01-31, reason: m},"
		" password: {exec: [/bin/x, \"1\", \"\"]}, not_groups: [g]}\n"
		"  b: {password: {generate: {length: 20}, rotate: 30d}, password_hint: \"\"}\n"
		"filevault: {enabled: true, escrow: {certificate: e.pem, to: {file: /var/e}}}\n"
		"bootstrap_token: escrow\nunlisted: {users: report}\n");
	assert_loads(&fixture);
	a = vouch_desired_find(&fixture.desired, "a");
	assert_true(vouch_user_is_absent(a));
	assert_string_equal(field_text(&fixture, "a", VOUCH_FIELD_ON_REMOVAL), "archive");
	assert_string_equal(field_text(&fixture, "a", VOUCH_FIELD_ADMIN), "until 2027-01-31");
	assert_string_equal(a->fields[VOUCH_FIELD_ADMIN].as.admin.reason, "m");
	password = a->fields[VOUCH_FIELD_PASSWORD].as.password;
	assert_int_equal(password->source, VOUCH_PASSWORD_EXEC);
	assert_string_equal(password->arguments[0], "/bin/x");
	assert_string_equal(password->arguments[2], "");
	assert_null(password->arguments[3]);
	assert_int_equal(password->rotate, 0);
	password =
		vouch_desired_find(&fixture.desired, "b")->fields[VOUCH_FIELD_PASSWORD].as.password;
	assert_int_equal(password->length, 20);
	assert_int_equal(password->rotate, 30 * 86400);
	assert_string_equal(field_text(&fixture, "b", VOUCH_FIELD_PASSWORD_HINT), "");
	assert_int_equal(fixture.desired.machine.filevault_enabled.kind, VOUCH_VALUE_FLAG);
	assert_string_equal(fixture.desired.machine.escrow_file, "/var/e");
	assert_int_equal(fixture.desired.machine.bootstrap_token.kind, VOUCH_VALUE_CHOICE);
	assert_true(fixture.desired.machine.report_unlisted_admins);
	assert_true(fixture.desired.machine.report_unlisted_users);
	vouch_arena_release(&fixture.arena);
}

static void guards_have_defaults_and_places(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers: [{use: a.yaml}]\n");
	const struct vouch_guards *guards = &fixture.desired.guards;

	(void)state;
	add_file(&fixture, "a.yaml", "users: {zed: {}, ann: {}}\n");
	assert_loads(&fixture);
	assert_int_equal(guards->min_admins.value, 1);
	assert_int_equal(guards->min_token_admins.value, 1);
	assert_int_equal(guards->max_removals.value, 2);
	assert_int_equal(guards->temporary_admin.value, 1);
	assert_int_equal(guards->empty.value, 0);
	assert_null(guards->empty.pos.file);
	fixture.source.files[1].bytes.data =
		"guards: {required: [zed, ann], max_removals: 0, empty: allow, temporary_admin: "
		"forbid}\nvouch: 1\nlayers: [{use: a.yaml}]\n";
	fixture.source.files[1].bytes.length = strlen(fixture.source.files[1].bytes.data);
	assert_loads(&fixture);
	assert_int_equal(guards->max_removals.value, 0);
	assert_int_equal(guards->temporary_admin.value, 0);
	assert_int_equal(guards->empty.value, 1);
	assert_int_equal(guards->empty.pos.line, 1);
	assert_string_equal(guards->required.items[0].name, "ann");
	vouch_arena_release(&fixture.arena);
}

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

static void filevault_and_token_agree_on_apfs_only(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers: [{use: a.yaml}]\n");

	(void)state;
	add_file(&fixture, "a.yaml", "users: {alice: {filevault: false}}\n");
	assert_text_contains(
		only_problem(&fixture), "alice: filevault: false needs secure_token: false");
	fixture.machine.filesystem = VOUCH_FILESYSTEM_HFS;
	assert_loads(&fixture);
	vouch_arena_release(&fixture.arena);
}

static void a_required_user_of_other_macs_is_no_mistake(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers:\n- use: a.yaml\n"
				       "- {use: 'm/{serial}.yaml', optional: true}\n"
				       "guards: {required: [carla]}\n");

	(void)state;
	add_file(&fixture, "a.yaml", "users: {carlo: {}}\n");
	assert_string_equal(only_problem(&fixture),
		"vouch.yaml:5:21: no layer names the required user \"carla\": did you mean "
		"\"carlo\"?");
	add_file(&fixture, "m/other.yaml", "users: {carla: {}}\n");
	assert_loads(&fixture);
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

static void the_digest_knows_no_positions(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers: [{use: a.yaml}]\n");
	char before[VOUCH_DIGEST_HEX], after[VOUCH_DIGEST_HEX];

	(void)state;
	add_file(&fixture, "a.yaml", "users: {alice: {uid: 501, groups: [a, b]}}\n");
	assert_loads(&fixture);
	vouch_desired_digest(&fixture.desired, before);
	fixture.source.files[0].bytes.data =
		"# moved\nusers:\n  alice:\n    groups: [b, a]\n    uid: 501\n";
	fixture.source.files[0].bytes.length = strlen(fixture.source.files[0].bytes.data);
	assert_loads(&fixture);
	vouch_desired_digest(&fixture.desired, after);
	assert_string_equal(before, after);
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
		cmocka_unit_test(later_layers_win_field_by_field),
		cmocka_unit_test(what_was_overridden_is_known),
		cmocka_unit_test(a_user_taken_back_and_named_again_starts_afresh),
		cmocka_unit_test(every_kind_of_value_is_read),
		cmocka_unit_test(guards_have_defaults_and_places),
		cmocka_unit_test(facts_decide_which_layers_are_meant),
		cmocka_unit_test(an_unknown_fact_is_an_error_and_no_skipped_layer),
		cmocka_unit_test(facts_in_paths_make_plain_file_names_only),
		cmocka_unit_test(a_missing_layer_is_an_error_unless_optional),
		cmocka_unit_test(a_link_is_refused_though_optional),
		cmocka_unit_test(filevault_and_token_agree_on_apfs_only),
		cmocka_unit_test(a_required_user_of_other_macs_is_no_mistake),
		cmocka_unit_test(many_macs_are_resolved_from_one_reading),
		cmocka_unit_test(the_digest_knows_no_positions),
		cmocka_unit_test(a_hostile_layer_ends_at_once),
		cmocka_unit_test(a_problem_is_one_harmless_line_of_bounded_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
