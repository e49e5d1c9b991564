/* test_snapshot_json.c – snapshots go to JSON and back; what is not strict JSON is refused. */
#include "vouch_test.h"

#include <string.h>

#include "vouch/base/text.h"
#include "vouch/load/snapshot.h"

#define MACHINE \
	"\"machine\": {\"serial\": \"C02TEST00001\", \"hostname\": \"eng-001\", \"model\": " \
	"\"Mac14,2\", \"os\": \"14.5\", \"chip\": \"apple\", \"filesystem\": \"apfs\", " \
	"\"filevault\": \"on\", \"mdm\": \"none\", \"bootstrap_token\": \"unsupported\", " \
	"\"recovery_key\": \"present\"}"
#define HEAD "{\"format\": \"vouch.snapshot/1\", \"taken_at\": \"2026-11-24T10:00:00Z\", " MACHINE
#define ACCOUNT(name, token) \
	"{\"name\": \"" name \
	"\", \"uid\": 501, \"uuid\": \"0a6f4c5c-0e70-4287-8393-4c5de5b3a1f0\"," \
	" \"full_name\": \"Alice\", \"home\": \"/Users/alice\", \"shell\": null, \"kind\": " \
	"\"local\", \"hidden\": false, \"disabled\": \"unknown\", \"admin\": true, \"groups\": " \
	"[\"staff\", \"admin\"], \"secure_token\": \"" token "\", \"filevault\": true, " \
	"\"volume_owner\": true}"
#define MINIMAL HEAD ", \"accounts\": [" ACCOUNT("alice", "live") "]}"

static int read_text(struct vouch_arena *arena, const char *text, struct vouch_snapshot *out,
	struct vouch_err *err)
{
	return vouch_snapshot_read(arena, "mac.json", text, strlen(text), out, err);
}

static void what_may_be_left_out_has_its_default(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_err err;
	struct vouch_snapshot snapshot;
	const struct vouch_account *alice;

	(void)state;
	assert_vouch_ok(read_text(&arena, MINIMAL, &snapshot, &err), &err);
	assert_int_equal(snapshot.taken_at, 1795514400);
	assert_int_equal(snapshot.machine.filevault, VOUCH_FILEVAULT_ON);
	assert_int_equal(snapshot.machine.recovery_key, VOUCH_YES);
	assert_true(snapshot.machine.logged_in.known);
	assert_true(snapshot.orphans.known);
	alice = vouch_snapshot_find(&snapshot, "Alice");
	assert_non_null(alice);
	assert_int_equal(alice->password, VOUCH_YES);
	assert_false(alice->gid.known);
	assert_null(alice->shell);
	assert_null(alice->picture);
	assert_int_equal(alice->disabled, VOUCH_UNKNOWN);
	assert_int_equal(alice->token, VOUCH_TOKEN_LIVE);
	assert_int_equal(alice->token_tag, VOUCH_UNKNOWN);
	assert_string_equal(alice->uuid, "0A6F4C5C-0E70-4287-8393-4C5DE5B3A1F0");
	assert_string_equal(vouch_names_text(&arena, &alice->groups.names), "admin, staff");
	vouch_arena_release(&arena);
}

static void writing_then_reading_gives_the_same_bytes(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_err err;
	struct vouch_snapshot first, second;
	struct vouch_buf once = {0}, twice = {0}, line = {0};
	char before[VOUCH_DIGEST_HEX], after[VOUCH_DIGEST_HEX];

	(void)state;
	assert_vouch_ok(read_text(&arena, MINIMAL, &first, &err), &err);
	first.accounts.items[0].full_name = "tab\there \"quoted\" \\ \xc3\xa9 \xe2\x80\xae";
	first.accounts.items[0].token_tag = VOUCH_NO;
	first.accounts.items[0].password = VOUCH_NO;
	first.orphans.known = false;
	vouch_snapshot_write(&first, &once);
	/* It goes to terminals too: nothing that turns or hides text. */
	assert_null(strstr(once.bytes, "\xe2\x80\xae"));
	assert_non_null(strstr(once.bytes, "\\u202e"));
	assert_vouch_ok(read_text(&arena, once.bytes, &second, &err), &err);
	vouch_snapshot_write(&second, &twice);
	assert_string_equal(once.bytes, twice.bytes);
	assert_string_equal(second.accounts.items[0].full_name, first.accounts.items[0].full_name);
	vouch_snapshot_write_line(&second, &line);
	assert_ptr_equal(strchr(line.bytes, '\n'), line.bytes + line.length - 1);
	vouch_snapshot_digest(&first, before);
	second.taken_at++;
	vouch_snapshot_digest(&second, after);
	assert_string_equal(before, after);
	second.accounts.items[0].hidden = VOUCH_YES;
	vouch_snapshot_digest(&second, after);
	assert_string_not_equal(before, after);
	vouch_buf_release(&once);
	vouch_buf_release(&twice);
	vouch_buf_release(&line);
	vouch_arena_release(&arena);
}

static void every_key_is_written(void **state)
{
	struct vouch_snapshot empty = {0};
	struct vouch_buf buf = {0};

	(void)state;
	vouch_snapshot_write(&empty, &buf);
	assert_string_equal(buf.bytes,
		"{\"format\": \"vouch.snapshot/1\",\n"
		" \"taken_at\": \"1970-01-01T00:00:00Z\",\n"
		" \"machine\": {\"serial\": null, \"hostname\": null, \"model\": null, \"os\": "
		"null, "
		"\"chip\": \"unknown\", \"filesystem\": \"unknown\", \"filevault\": \"unknown\", "
		"\"mdm\": \"unknown\", \"bootstrap_token\": \"unknown\", "
		"\"recovery_key\": \"unknown\", \"logged_in\": null},\n"
		" \"accounts\": [],\n \"orphan_crypto_users\": null}\n");
	vouch_buf_release(&buf);
}

static void what_is_not_a_snapshot_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *text, *message;
	} rows[] = {
		{"", "not JSON"},
		{"[]", "mac.json: an object is meant"},
		{MINIMAL " x", "not JSON"},
		{MINIMAL " {}", "something follows the document"},
		{HEAD ", \"accounts\": [], \"accounts\": []}", "\"accounts\" stands twice"},
		{HEAD ", \"accounts\": [], \"colour\": 1}", "unknown key \"colour\""},
		{HEAD "}", "\"accounts\" is missing"},
		{HEAD ", \"accounts\": null}", "accounts: a list of accounts is meant"},
		{"{\"format\": \"vouch.snapshot/2\"}", "format: \"vouch.snapshot/1\" is meant"},
		{"{\"format\": \"\\u0000\"}", "mac.json:1:13: \\u0000 in a string"},
		{"{\"format\": \"\xff\"}", "not UTF-8"},
		{"{\"format\":\n 012}", "mac.json:2:2: not a number"},
		{"{\"format\": 1.}", "not a number"},
		{"{\"format\": \"a\nb\"}", "control character"},
		{"{\"format\": \"a", "ends within a string"},
		{"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "nested too deeply"},
		{HEAD ", \"accounts\": [" ACCOUNT("alice", "alive") "]}",
			"account \"alice\": secure_token: \"alive\" is no word"},
		{HEAD ", \"accounts\": [" ACCOUNT("alice", "live") "," ACCOUNT(
			 "ALICE", "none") "]}",
			"two accounts are named"},
		{HEAD ", \"accounts\": [{\"name\": \"bob\", \"uid\": \"501\"}]}",
			"account \"bob\": uid: a whole number or null is meant"},
		{HEAD ", \"accounts\": [{\"name\": \"bob\", \"uid\": 1.5}]}", "a whole number"},
		{HEAD ", \"accounts\": [{\"uid\": 1, \"colour\": 1}]}",
			"account number 1: unknown"},
	};
	struct vouch_arena arena = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct vouch_snapshot snapshot = {.taken_at = 7};
		struct vouch_err err;

		assert_int_equal(
			read_text(&arena, rows[i].text, &snapshot, &err), -VOUCH_E_OBSERVE);
		assert_text_contains(err.msg, rows[i].message);
		assert_int_equal(snapshot.taken_at, 7);
	}
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_may_be_left_out_has_its_default),
		cmocka_unit_test(writing_then_reading_gives_the_same_bytes),
		cmocka_unit_test(every_key_is_written),
		cmocka_unit_test(what_is_not_a_snapshot_is_refused_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
