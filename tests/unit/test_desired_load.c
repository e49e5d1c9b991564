/* test_desired_load.c – what the layers say about one Mac: who wins, what is read, what is known of
 * it. */
#include "desired_fixture.h"

#include <stdio.h>

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

static void filevault_and_token_agree_on_apfs_only(void **state)
{
	struct fixture fixture = start("vouch: 1\nlayers: [{use: a.yaml}]\n");

	(void)state;
	add_file(&fixture, "a.yaml", "users: {alice: {filevault: false}}\n");
	assert_text_contains(
		only_problem(&fixture), "alice: filevault: false needs secure_token: false");
	fixture.machine.filesystem = VOUCH_FILESYSTEM_HFS;
	assert_loads(&fixture);
	fixture.machine.filesystem = VOUCH_FILESYSTEM_UNKNOWN; /* it waits, that is no mistake */
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(later_layers_win_field_by_field),
		cmocka_unit_test(what_was_overridden_is_known),
		cmocka_unit_test(a_user_taken_back_and_named_again_starts_afresh),
		cmocka_unit_test(every_kind_of_value_is_read),
		cmocka_unit_test(guards_have_defaults_and_places),
		cmocka_unit_test(filevault_and_token_agree_on_apfs_only),
		cmocka_unit_test(a_required_user_of_other_macs_is_no_mistake),
		cmocka_unit_test(the_digest_knows_no_positions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
