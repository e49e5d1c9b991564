/* test_model.c – what the records promise: the field table, verdicts, versions, words. */
#include "vouch_test.h"

#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/model/change.h"
#include "vouch/model/field.h"
#include "vouch/model/machine.h"
#include "vouch/model/snapshot.h"

static void every_row_of_the_table_stands_at_its_field(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < VOUCH_FIELD_COUNT; i++) {
		const struct vouch_field_info *info = vouch_field_info((enum vouch_field)i);

		assert_int_equal(info->field, i);
		assert_ptr_equal(vouch_field_find(info->name), info);
		assert_true(strlen(info->summary) > 0);
	}
	assert_null(vouch_field_find("colour"));
}

static void an_empty_record_claims_nothing(void **state)
{
	struct vouch_account account = {.name = "alice"};
	int i;

	(void)state;
	for (i = 0; i < VOUCH_FIELD_COUNT; i++) {
		struct vouch_value value = vouch_field_observed((enum vouch_field)i, &account);

		if (i != VOUCH_FIELD_STATE)
			assert_true(value.kind == VOUCH_VALUE_UNKNOWN ||
				    value.kind == VOUCH_VALUE_NONE);
	}
}

static void unknown_matches_nothing(void **state)
{
	struct vouch_value declared = {.kind = VOUCH_VALUE_FLAG, .as.flag = false};
	struct vouch_value unknown = {.kind = VOUCH_VALUE_UNKNOWN};

	(void)state;
	assert_int_equal(
		vouch_field_matches(VOUCH_FIELD_HIDDEN, &declared, &unknown), VOUCH_UNKNOWN);
}

static void groups_mean_at_least_these(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_value declared = {.kind = VOUCH_VALUE_NAMES};
	struct vouch_value observed = {.kind = VOUCH_VALUE_NAMES};

	(void)state;
	vouch_names_add(&arena, &declared.as.names, "b");
	vouch_names_add(&arena, &observed.as.names, "staff");
	assert_int_equal(vouch_field_matches(VOUCH_FIELD_GROUPS, &declared, &observed), VOUCH_NO);
	assert_int_equal(
		vouch_field_matches(VOUCH_FIELD_NOT_GROUPS, &declared, &observed), VOUCH_YES);
	vouch_names_add(&arena, &observed.as.names, "B");
	assert_int_equal(vouch_field_matches(VOUCH_FIELD_GROUPS, &declared, &observed), VOUCH_YES);
	assert_int_equal(
		vouch_field_matches(VOUCH_FIELD_NOT_GROUPS, &declared, &observed), VOUCH_NO);
	assert_string_equal(vouch_names_text(&arena, &observed.as.names), "B, staff");
	vouch_arena_release(&arena);
}

static void a_token_is_live_only_where_both_sources_agree(void **state)
{
	(void)state;
	assert_int_equal(vouch_token_combine(VOUCH_YES, VOUCH_YES), VOUCH_TOKEN_LIVE);
	assert_int_equal(vouch_token_combine(VOUCH_NO, VOUCH_NO), VOUCH_TOKEN_NONE);
	assert_int_equal(vouch_token_combine(VOUCH_YES, VOUCH_NO), VOUCH_TOKEN_DEAD);
	assert_int_equal(vouch_token_combine(VOUCH_NO, VOUCH_YES), VOUCH_TOKEN_DEAD);
	assert_int_equal(vouch_token_combine(VOUCH_YES, VOUCH_UNKNOWN), VOUCH_TOKEN_UNKNOWN);
	assert_int_equal(vouch_token_combine(VOUCH_UNKNOWN, VOUCH_NO), VOUCH_TOKEN_UNKNOWN);
}

/* All 81 of them. Nothing but agreement makes a live token or none, and who knows nothing changes
 * nothing. */
static void four_sources_make_one_verdict(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 81; i++) {
		const struct vouch_token_sources all = {(enum vouch_tri)(i % 3),
			(enum vouch_tri)(i / 3 % 3), (enum vouch_tri)(i / 9 % 3),
			(enum vouch_tri)(i / 27)};
		const struct vouch_token_sources two = {
			all.tag, all.crypto_user, VOUCH_UNKNOWN, VOUCH_UNKNOWN};
		enum vouch_token verdict = vouch_token_verdict(&all);
		bool known = all.tag != VOUCH_UNKNOWN && all.crypto_user != VOUCH_UNKNOWN;

		assert_int_equal(verdict == VOUCH_TOKEN_UNKNOWN, !known);
		if (verdict == VOUCH_TOKEN_LIVE)
			assert_true(all.tag == VOUCH_YES && all.crypto_user == VOUCH_YES &&
				    all.status != VOUCH_NO);
		if (verdict == VOUCH_TOKEN_NONE)
			assert_true(all.tag == VOUCH_NO && all.crypto_user == VOUCH_NO &&
				    all.status != VOUCH_YES && all.filevault_list != VOUCH_YES);
		if (verdict != VOUCH_TOKEN_DEAD)
			assert_int_equal(verdict, vouch_token_verdict(&two));
		/* Agreement of all who speak is never dead. */
		if (all.tag == all.crypto_user && known &&
			(all.status == all.tag || all.status == VOUCH_UNKNOWN) &&
			(all.filevault_list == all.tag || all.filevault_list == VOUCH_UNKNOWN))
			assert_int_not_equal(verdict, VOUCH_TOKEN_DEAD);
	}
}

static void versions_compare_part_by_part(void **state)
{
	(void)state;
	assert_int_equal(vouch_version_compare("14", "14.0"), 0);
	assert_int_equal(vouch_version_compare("10.9", "10.13"), -1);
	assert_int_equal(vouch_version_compare("14.10", "14.9.1"), 1);
}

static void words_go_there_and_back(void **state)
{
	enum vouch_action action;
	enum vouch_token token;

	(void)state;
	assert_true(vouch_action_parse("grant_token", &action));
	assert_int_equal(action, VOUCH_ACTION_GRANT_TOKEN);
	assert_true(vouch_token_parse("dead", &token));
	assert_int_equal(token, VOUCH_TOKEN_DEAD);
	assert_false(vouch_token_parse("half", &token));
}

static void an_accounts_own_name_goes_before_another_ones_second(void **state)
{
	VOUCH_CLEANUP(vouch_arena_release) struct vouch_arena arena = {0};
	struct vouch_account accounts[] = {{.name = "alice"}, {.name = "bea"}};
	const struct vouch_snapshot snapshot = {.accounts = {.items = accounts, .count = 2}};

	(void)state;
	vouch_names_add(&arena, &accounts[0].aliases, "bea");
	vouch_names_add(&arena, &accounts[0].aliases, "zoe");
	assert_ptr_equal(vouch_snapshot_find(&snapshot, "BEA"), &accounts[1]);
	assert_ptr_equal(vouch_snapshot_find(&snapshot, "Zoe"), &accounts[0]);
	assert_null(vouch_snapshot_find(&snapshot, "bob"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_of_the_table_stands_at_its_field),
		cmocka_unit_test(an_empty_record_claims_nothing),
		cmocka_unit_test(unknown_matches_nothing),
		cmocka_unit_test(groups_mean_at_least_these),
		cmocka_unit_test(a_token_is_live_only_where_both_sources_agree),
		cmocka_unit_test(four_sources_make_one_verdict),
		cmocka_unit_test(versions_compare_part_by_part),
		cmocka_unit_test(words_go_there_and_back),
		cmocka_unit_test(an_accounts_own_name_goes_before_another_ones_second),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
