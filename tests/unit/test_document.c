/* test_document.c – the plan as others read it, and as people do. */
#include "vouch_test.h"

#include <stdio.h>
#include <string.h>

#include "plan_text.h"
#include "vouch/app/document.h"

static const int after_first[] = {1};

static const struct vouch_difference made[] = {
	{"state", "absent", "present"},
	{"secure_token", "none", "live"},
};

static struct vouch_change changes[] = {
	{.id = 1,
		.action = VOUCH_ACTION_PROMOTE,
		.user = "bob",
		.reason = "somebody has to vouch for alice",
		.temporary = true},
	{.id = 2,
		.action = VOUCH_ACTION_CREATE_USER,
		.user = "alice",
		.by = "bob",
		.after = after_first,
		.after_count = 1,
		.cause = VOUCH_CAUSE_CONFIG,
		.reason = "alice is declared and absent; bob vouches for the token",
		.differences = made,
		.difference_count = 2,
		.source = {"base.yaml", 12, 3}},
	{.id = 3,
		.action = VOUCH_ACTION_DEMOTE,
		.user = "bob",
		.reason = "the temporary promotion ends",
		.temporary = true},
};

/* What is done to the machine itself has no user. */
static const struct vouch_difference escrowed[] = {{"bootstrap_token", "supported", "escrowed"}};
static const struct vouch_difference set[] = {{"password", NULL, "generate"}};
static const struct vouch_difference on[] = {{"filevault", "off", "on"}};

static struct vouch_change of_the_machine[] = {
	{.id = 1,
		.action = VOUCH_ACTION_SET_PASSWORD,
		.user = "boss",
		.cause = VOUCH_CAUSE_EXPIRY,
		.reason = "the time of the password of boss is up",
		.differences = set,
		.difference_count = 1,
		.source = {"base.yaml", 9, 3}},
	{.id = 2,
		.action = VOUCH_ACTION_ESCROW_BOOTSTRAP,
		.by = "boss",
		.reason = "it is not escrowed",
		.differences = escrowed,
		.difference_count = 1,
		.source = {"base.yaml", 3, 1}},
	{.id = 3,
		.action = VOUCH_ACTION_ENABLE_FILEVAULT,
		.by = "boss",
		.after = after_first,
		.after_count = 1,
		.reason = "FileVault is off",
		.differences = on,
		.difference_count = 1,
		.source = {"base.yaml", 2, 1}},
};

static struct vouch_waiting waiting[] = {
	{"carol", "secure_token", VOUCH_NEEDS_PASSWORD, "carol", "put the password of carol there",
		{"base.yaml", 30, 1}},
	{NULL, "filevault", VOUCH_NEEDS_VERSION, NULL, "this version does not turn it on", {0}},
};

static struct vouch_finding findings[] = {{"dead_token", "carol", "tag and crypto user disagree"}};
static const char *lost[] = {"old"};
static struct vouch_refusal refused[] = {
	{"last_admin", {lost, 1, 1}, "nobody would be an admin", {"base.yaml", 40, 1}},
};

struct fixture {
	struct vouch_machine machine;
	struct vouch_document_head head;
	struct vouch_plan plan;
	struct vouch_buf out;
	struct vouch_page page;
	struct vouch_err err;
};

static int setup(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof fixture);
	fixture.machine = (struct vouch_machine){
		.serial = "C02TEST00001", .hostname = "eng-001", .os = "14.5"};
	fixture.head.machine = &fixture.machine;
	(void)snprintf(fixture.head.desired_digest, sizeof fixture.head.desired_digest, "aa");
	(void)snprintf(fixture.head.observed_digest, sizeof fixture.head.observed_digest, "bb");
	fixture.plan.status = VOUCH_PLAN_CHANGES;
	fixture.plan.changes.items = changes;
	fixture.plan.changes.count = 3;
	fixture.plan.waiting.items = waiting;
	fixture.plan.waiting.count = 2;
	fixture.plan.findings.items = findings;
	fixture.plan.findings.count = 1;
	fixture.plan.summary = (struct vouch_summary){1, 2, 0, 2, 0};
	fixture.page.out = &fixture.out;
	*state = &fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	vouch_buf_release(&fixture->out);
	return 0;
}

static const char whole[] =
	"{\"format\": \"vouch.plan/1\",\n"
	" \"status\": \"changes\",\n"
	" \"machine\": {\"serial\": \"C02TEST00001\", \"hostname\": \"eng-001\", \"os\": "
	"\"14.5\"},\n"
	" \"desired\": {\"revision\": null, \"digest\": \"sha256:aa\"},\n"
	" \"observed\": {\"digest\": \"sha256:bb\"},\n"
	" \"actions\": [\n"
	"  {\"id\": 1, \"action\": \"promote\", \"user\": \"bob\", \"by\": null, \"after\": [], "
	"\"cause\": \"initial\", \"reason\": \"somebody has to vouch for alice\", \"changes\": [], "
	"\"temporary\": true, \"source\": null},\n"
	"  {\"id\": 2, \"action\": \"create_user\", \"user\": \"alice\", \"by\": \"bob\", "
	"\"after\": [1], "
	"\"cause\": \"config\", \"reason\": \"alice is declared and absent; bob vouches for the "
	"token\", "
	"\"changes\": [{\"field\": \"state\", \"from\": \"absent\", \"to\": \"present\"}, "
	"{\"field\": \"secure_token\", \"from\": \"none\", \"to\": \"live\"}], "
	"\"temporary\": false, \"source\": \"base.yaml:12\"},\n"
	"  {\"id\": 3, \"action\": \"demote\", \"user\": \"bob\", \"by\": null, \"after\": [], "
	"\"cause\": \"initial\", \"reason\": \"the temporary promotion ends\", \"changes\": [], "
	"\"temporary\": true, \"source\": null}],\n"
	" \"waiting\": [\n"
	"  {\"user\": \"carol\", \"field\": \"secure_token\", \"needs\": \"password\", \"of\": "
	"\"carol\", "
	"\"hint\": \"put the password of carol there\", \"source\": \"base.yaml:30\"},\n"
	"  {\"user\": null, \"field\": \"filevault\", \"needs\": \"version\", \"of\": null, "
	"\"hint\": \"this version does not turn it on\", \"source\": null}],\n"
	" \"refused\": [],\n"
	" \"findings\": [\n"
	"  {\"kind\": \"dead_token\", \"user\": \"carol\", \"message\": \"tag and crypto user "
	"disagree\"}],\n"
	" \"summary\": {\"create\": 1, \"change\": 2, \"remove\": 0, \"waiting\": 2, \"refused\": "
	"0}}\n";

static void the_document_is_as_the_format_says(void **state)
{
	struct fixture *fixture = *state;

	vouch_document_write(&fixture->head, &fixture->plan, false, &fixture->out);
	assert_string_equal(vouch_buf_get(&fixture->out), whole);
}

static int compare(struct fixture *fixture, const char *saved)
{
	struct vouch_bytes bytes = {saved, strlen(saved)};

	return vouch_document_compare(
		"saved.json", &bytes, &fixture->head, &fixture->plan, &fixture->err);
}

static void the_same_plan_is_not_stale(void **state)
{
	struct fixture *fixture = *state;

	assert_vouch_ok(compare(fixture, whole), &fixture->err);
	vouch_document_write(&fixture->head, &fixture->plan, true, &fixture->out);
	assert_vouch_ok(compare(fixture, vouch_buf_get(&fixture->out)), &fixture->err);
}

static void a_stale_plan_says_what_moved(void **state)
{
	struct fixture *fixture = *state;

	fixture->machine.serial = "C02OTHER";
	assert_int_equal(compare(fixture, whole), -(int)VOUCH_E_STALE);
	assert_text_contains(fixture->err.msg, "made for the Mac C02TEST00001");
	fixture->machine.serial = "C02TEST00001";
	fixture->head.revision = "0123456789abcdef0123456789abcdef01234567";
	assert_int_equal(compare(fixture, whole), -(int)VOUCH_E_STALE);
	assert_text_contains(fixture->err.msg, "the commit has moved from none to 0123");
	fixture->head.revision = NULL;
	(void)snprintf(fixture->head.desired_digest, sizeof fixture->head.desired_digest, "cc");
	assert_int_equal(compare(fixture, whole), -(int)VOUCH_E_STALE);
	assert_text_contains(fixture->err.msg, "what the repository declares");
	(void)snprintf(fixture->head.desired_digest, sizeof fixture->head.desired_digest, "aa");
	(void)snprintf(fixture->head.observed_digest, sizeof fixture->head.observed_digest, "cc");
	assert_int_equal(compare(fixture, whole), -(int)VOUCH_E_STALE);
	assert_text_contains(fixture->err.msg, "the Mac has changed");
	(void)snprintf(fixture->head.observed_digest, sizeof fixture->head.observed_digest, "bb");
	fixture->plan.changes.count = 2;
	assert_int_equal(compare(fixture, whole), -(int)VOUCH_E_STALE);
	assert_text_contains(fixture->err.msg, "what else decides has changed");
}

static void what_is_no_plan_is_a_mistake_of_the_caller(void **state)
{
	struct fixture *fixture = *state;

	assert_int_equal(compare(fixture, ""), -(int)VOUCH_E_USAGE);
	assert_int_equal(compare(fixture, "{"), -(int)VOUCH_E_USAGE);
	assert_int_equal(compare(fixture, "{\"format\": 1}"), -(int)VOUCH_E_USAGE);
	assert_int_equal(
		compare(fixture, "{\"format\": \"vouch.snapshot/1\"}"), -(int)VOUCH_E_USAGE);
	assert_text_contains(fixture->err.msg, "saved.json");
}

static void people_read_one_line_an_action_and_the_reason_below(void **state)
{
	struct fixture *fixture = *state;

	vouch_plan_text(&fixture->page, &fixture->head, &fixture->plan);
	assert_string_equal(vouch_buf_get(&fixture->out),
		"eng-001  C02TEST00001  macOS 14.5  from a folder\n"
		"  1 ~ bob  promote  (temporary, ended by step 3)  [initial]\n"
		"        somebody has to vouch for alice\n"
		"  2 + alice  create_user by bob  [config, base.yaml:12]\n"
		"        alice is declared and absent; bob vouches for the token\n"
		"        state: absent -> present\n"
		"        secure_token: none -> live\n"
		"  3 ~ bob  demote  (ends the temporary promotion)  [initial]\n"
		"        the temporary promotion ends\n"
		"    ! carol  secure_token waits for: password of carol  [base.yaml:30]\n"
		"        put the password of carol there\n"
		"    ! this Mac  filevault waits for: version\n"
		"        this version does not turn it on\n"
		"    ? carol  dead_token: tag and crypto user disagree\n"
		"Plan: 1 to create, 2 to change, 0 to remove, 2 waiting.\n");
}

static void the_machine_itself_is_this_mac(void **state)
{
	struct fixture *fixture = *state;

	fixture->plan.changes.items = of_the_machine;
	fixture->plan.waiting.count = fixture->plan.findings.count = 0;
	fixture->plan.summary = (struct vouch_summary){.change = 3};
	vouch_plan_text(&fixture->page, &fixture->head, &fixture->plan);
	assert_text_contains(vouch_buf_get(&fixture->out),
		"  1 ~ boss  set_password  [expiry, base.yaml:9]\n"
		"        the time of the password of boss is up\n"
		"        password: - -> generate\n"
		"  2 ~ this Mac  escrow_bootstrap by boss  [initial, base.yaml:3]\n"
		"        it is not escrowed\n"
		"        bootstrap_token: supported -> escrowed\n"
		"  3 ~ this Mac  enable_filevault by boss  [initial, base.yaml:2]\n"
		"        FileVault is off\n"
		"        filevault: off -> on\n"
		"Plan: 0 to create, 3 to change, 0 to remove, 0 waiting.\n");
}

static void the_machine_itself_has_no_user_in_the_document(void **state)
{
	struct fixture *fixture = *state;

	fixture->plan.changes.items = of_the_machine;
	vouch_document_write(&fixture->head, &fixture->plan, false, &fixture->out);
	assert_text_contains(vouch_buf_get(&fixture->out),
		"{\"id\": 3, \"action\": \"enable_filevault\", \"user\": null, \"by\": \"boss\", "
		"\"after\": [1], \"cause\": \"initial\", \"reason\": \"FileVault is off\", "
		"\"changes\": [{\"field\": \"filevault\", \"from\": \"off\", \"to\": \"on\"}], "
		"\"temporary\": false, \"source\": \"base.yaml:2\"}");
}

static void a_refusal_names_the_guard_and_its_place(void **state)
{
	struct fixture *fixture = *state;

	memset(&fixture->plan, 0, sizeof fixture->plan);
	fixture->plan.status = VOUCH_PLAN_REFUSED;
	fixture->plan.refused.items = refused;
	fixture->plan.refused.count = 1;
	vouch_plan_text(&fixture->page, &fixture->head, &fixture->plan);
	assert_text_contains(vouch_buf_get(&fixture->out),
		"    ! refused by last_admin: old  [base.yaml:40]\n"
		"        nobody would be an admin\n"
		"Plan: refused by last_admin; nothing is done.\n");
}

static void nothing_to_do_is_said_in_these_words(void **state)
{
	struct fixture *fixture = *state;

	memset(&fixture->plan, 0, sizeof fixture->plan);
	fixture->page.colour = true;
	vouch_plan_text_last_line(&fixture->page, &fixture->plan);
	assert_string_equal(vouch_buf_get(&fixture->out), "\033[32mnothing to do\033[0m\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_document_is_as_the_format_says, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_plan_is_not_stale, setup, teardown),
		cmocka_unit_test_setup_teardown(a_stale_plan_says_what_moved, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_is_no_plan_is_a_mistake_of_the_caller, setup, teardown),
		cmocka_unit_test_setup_teardown(
			people_read_one_line_an_action_and_the_reason_below, setup, teardown),
		cmocka_unit_test_setup_teardown(the_machine_itself_is_this_mac, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_machine_itself_has_no_user_in_the_document, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_refusal_names_the_guard_and_its_place, setup, teardown),
		cmocka_unit_test_setup_teardown(
			nothing_to_do_is_said_in_these_words, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
