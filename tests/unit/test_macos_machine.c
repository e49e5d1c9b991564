/* test_macos_machine.c – enrolment, bootstrap token, hardware, sessions, version, host name, and
 * the answer about one token. */
#include "vouch_test.h"

#include <string.h>

#include "parse_machine.h"
#include "transcript.h"

static struct vouch_bytes bytes_of(const char *text)
{
	return (struct vouch_bytes){text, strlen(text)};
}

static void enrolment_is_read(void **state)
{
	static const struct {
		const char *file;
		enum vouch_mdm want;
	} files[] = {
		{"profiles/enrollment-none.txt", VOUCH_MDM_NONE},
		{"profiles/enrollment-user-approved.txt", VOUCH_MDM_USER_APPROVED},
		{"profiles/enrollment-automated.txt", VOUCH_MDM_AUTOMATED},
		{"profiles/enrollment-10.13.0-no.txt", VOUCH_MDM_NONE},
		{"profiles/enrollment-10.13.0-yes.txt", VOUCH_MDM_UNKNOWN},
		{"profiles/enrollment-not-approved.txt", VOUCH_MDM_UNKNOWN},
	};
	struct vouch_arena arena = {0};
	enum vouch_mdm got;
	const char *why = "";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof files / sizeof *files; i++) {
		got = VOUCH_MDM_UNKNOWN;
		assert_int_equal(vouch_macos_parse_enrollment(&arena,
					 vouch_test_transcript(&arena, files[i].file), &got, &why),
			files[i].want != VOUCH_MDM_UNKNOWN);
		assert_int_equal(got, files[i].want);
	}
	assert_text_contains(why, "not approved");
	assert_false(vouch_macos_parse_enrollment(&arena, bytes_of(""), &got, &why));
	assert_false(vouch_macos_parse_enrollment(
		&arena, bytes_of("MDM enrollment: maybe\n"), &got, &why));
	assert_false(vouch_macos_parse_enrollment(
		&arena, bytes_of("MDM enrollment: Yes (User Approved)\n"), &got, &why));
	vouch_arena_release(&arena);
}

static void only_yes_and_yes_is_an_escrowed_bootstrap_token(void **state)
{
	static const char supported[] = "profiles: Bootstrap Token supported on server: ";
	static const char escrowed[] = "profiles: Bootstrap Token escrowed to server: ";
	static const struct {
		const char *supported, *escrowed;
		enum vouch_bootstrap want;
	} cases[] = {
		{"YES", "YES", VOUCH_BOOTSTRAP_ESCROWED},
		{"YES", "NO", VOUCH_BOOTSTRAP_SUPPORTED},
		{"NO", "NO", VOUCH_BOOTSTRAP_UNSUPPORTED},
		{"NO", NULL, VOUCH_BOOTSTRAP_UNSUPPORTED},
		{"NO", "YES", VOUCH_BOOTSTRAP_UNKNOWN},
		{NULL, "YES", VOUCH_BOOTSTRAP_UNKNOWN},
		{NULL, "NO", VOUCH_BOOTSTRAP_UNKNOWN},
		{"YES", NULL, VOUCH_BOOTSTRAP_UNKNOWN},
		{NULL, NULL, VOUCH_BOOTSTRAP_UNKNOWN},
		{"", "", VOUCH_BOOTSTRAP_UNKNOWN},
	};
	struct vouch_arena arena = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum vouch_bootstrap got = VOUCH_BOOTSTRAP_UNKNOWN;
		const char *why = "";
		const char *text = vouch_arena_printf(&arena, "%s%s\n%s%s\n",
			cases[i].supported ? supported : "",
			cases[i].supported ? cases[i].supported : "",
			cases[i].escrowed ? escrowed : "",
			cases[i].escrowed ? cases[i].escrowed : "");

		assert_int_equal(vouch_macos_parse_bootstrap(&arena, bytes_of(text), &got, &why),
			cases[i].want != VOUCH_BOOTSTRAP_UNKNOWN);
		assert_int_equal(got, cases[i].want);
	}
	vouch_arena_release(&arena);
}

static void hardware_is_read(void **state)
{
	struct vouch_arena arena = {0};
	struct vouch_macos_hardware hardware = {0};
	const char *why = "";

	(void)state;
	assert_true(vouch_macos_parse_hardware(
		&arena, vouch_test_transcript(&arena, "ioreg/apple.txt"), &hardware, &why));
	assert_string_equal(hardware.serial, "C02TEST00001");
	assert_string_equal(hardware.model, "Mac14,2");
	assert_int_equal(hardware.chip, VOUCH_CHIP_APPLE);
	assert_true(vouch_macos_parse_hardware(
		&arena, vouch_test_transcript(&arena, "ioreg/t2.txt"), &hardware, &why));
	assert_int_equal(hardware.chip, VOUCH_CHIP_T2);
	assert_true(vouch_macos_parse_hardware(&arena,
		bytes_of(
			"+-o x  <class IOPlatformExpertDevice, id 0x1>\n"
			" \"IOPlatformSerialNumber\" = \"../../etc\"\n \"model\" = <\"Foo1,1\">\n"),
		&hardware, &why));
	assert_null(hardware.serial);
	assert_int_equal(hardware.chip, VOUCH_CHIP_UNKNOWN);
	assert_false(vouch_macos_parse_hardware(&arena, bytes_of(""), &hardware, &why));
	assert_false(vouch_macos_parse_hardware(
		&arena, bytes_of("\"IOPlatformSerialNumber\" = \"A\""), &hardware, &why));
	vouch_arena_release(&arena);
}

static void models_tell_the_chip(void **state)
{
	static const struct {
		const char *model;
		enum vouch_chip chip;
	} cases[] = {
		{"iMac17,1", VOUCH_CHIP_INTEL},
		{"iMac19,2", VOUCH_CHIP_INTEL},
		{"iMac20,1", VOUCH_CHIP_T2},
		{"iMac21,1", VOUCH_CHIP_APPLE},
		{"iMacPro1,1", VOUCH_CHIP_T2},
		{"MacBook10,1", VOUCH_CHIP_INTEL},
		{"MacBookAir7,2", VOUCH_CHIP_INTEL},
		{"MacBookAir9,1", VOUCH_CHIP_T2},
		{"MacBookAir10,1", VOUCH_CHIP_APPLE},
		{"MacBookPro14,2", VOUCH_CHIP_INTEL},
		{"MacBookPro15,1", VOUCH_CHIP_T2},
		{"MacBookPro16,4", VOUCH_CHIP_T2},
		{"MacBookPro18,3", VOUCH_CHIP_APPLE},
		{"Macmini8,1", VOUCH_CHIP_T2},
		{"Macmini9,1", VOUCH_CHIP_APPLE},
		{"MacPro6,1", VOUCH_CHIP_INTEL},
		{"MacPro7,1", VOUCH_CHIP_T2},
		{"Mac13,1", VOUCH_CHIP_APPLE},
		{"Mac16,12", VOUCH_CHIP_APPLE},
		{"VirtualMac2,1", VOUCH_CHIP_APPLE},
		{"VMware7,1", VOUCH_CHIP_UNKNOWN},
		{"Mac1,1", VOUCH_CHIP_UNKNOWN},
		{"MacBookPro", VOUCH_CHIP_UNKNOWN},
		{"MacBookPro99999999999999999999,1", VOUCH_CHIP_UNKNOWN},
		{"", VOUCH_CHIP_UNKNOWN},
		{NULL, VOUCH_CHIP_UNKNOWN},
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(vouch_macos_chip_of_model(cases[i].model), cases[i].chip);
}

static void sessions_in_front_and_behind_count(void **state)
{
	static const struct {
		const char *file, *names;
	} files[] = {
		{"scutil/console-two.txt", "alice, bob"},
		{"scutil/console-login-window.txt", ""},
		{"scutil/console-none.txt", ""},
	};
	struct vouch_arena arena = {0};
	struct vouch_names names;
	const char *why = "";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof files / sizeof *files; i++) {
		names = (struct vouch_names){0};
		assert_true(vouch_macos_parse_console(
			&arena, vouch_test_transcript(&arena, files[i].file), &names, &why));
		assert_string_equal(vouch_names_text(&arena, &names), files[i].names);
	}
	assert_false(vouch_macos_parse_console(&arena, bytes_of(""), &names, &why));
	assert_false(vouch_macos_parse_console(
		&arena, bytes_of("<dictionary> {\n  Name : alice\n"), &names, &why));
	vouch_arena_release(&arena);
}

#define VERSION(text) \
	"<plist version=\"1.0\"><dict><key>ProductVersion</key><string>" text \
	"</string></dict></plist>"

static void version_and_host_name_come_from_files(void **state)
{
	static const char *const refused[] = {"", "<plist version=\"1.0\"><dict/></plist>",
		VERSION(""), VERSION("fourteen"), VERSION("14..5"), VERSION("14."),
		VERSION("10.16")};
	struct vouch_arena arena = {0};
	const char *text = NULL, *why = "";
	size_t i;

	(void)state;
	assert_true(vouch_macos_parse_version(
		&arena, vouch_test_transcript(&arena, "files/SystemVersion.plist"), &text, &why));
	assert_string_equal(text, "14.5");
	assert_true(vouch_macos_parse_version(&arena, bytes_of(VERSION("26")), &text, &why));
	assert_string_equal(text, "26");
	for (i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_false(vouch_macos_parse_version(&arena, bytes_of(refused[i]), &text, &why));
	assert_true(vouch_macos_parse_hostname(
		&arena, vouch_test_transcript(&arena, "files/preferences.plist"), &text, &why));
	assert_string_equal(text, "eng-001");
	assert_true(vouch_macos_parse_hostname(&arena,
		bytes_of("<plist "
			 "version=\"1.0\"><dict><key>System</key><dict><key>System</key><dict>"
			 "<key>HostName</key><string>set.example.test</string></dict></dict></dict>"
			 "</plist>"),
		&text, &why));
	assert_string_equal(text, "set.example.test");
	assert_false(vouch_macos_parse_hostname(
		&arena, bytes_of("<plist version=\"1.0\"><dict/></plist>"), &text, &why));
	vouch_arena_release(&arena);
}

static void the_token_status_is_what_its_line_starts_with(void **state)
{
	static const struct {
		const char *file;
		enum vouch_macos_status want;
	} files[] = {
		{"sysadminctl/enabled.txt", VOUCH_MACOS_STATUS_ENABLED},
		{"sysadminctl/disabled.txt", VOUCH_MACOS_STATUS_DISABLED},
		{"sysadminctl/unknown.txt", VOUCH_MACOS_STATUS_NO_USER},
		{"sysadminctl/wants-admin.txt", VOUCH_MACOS_STATUS_WANTS_ADMIN},
	};
	static const struct {
		const char *text;
		enum vouch_macos_status want;
	} texts[] = {
		{"Secure token is ENABLED for user Alice", VOUCH_MACOS_STATUS_ENABLED},
		{"Secure token is DISABLED for user\n", VOUCH_MACOS_STATUS_DISABLED},
		{"2026-05-22 10:23:42 sysadminctl[...]: Secure token is DISABLED for user m",
			VOUCH_MACOS_STATUS_DISABLED},
		{"2026-05-22 10:23:42.1 sysadminctl[1:2] Secure token is DISABLED for user x\n"
		 "Secure token is ENABLED for user x\n",
			VOUCH_MACOS_STATUS_DISABLED},
		{"2026-05-22 10:23:42.1 sysadminctl[1:2] warning\n"
		 "2026-05-22 10:23:42.1 sysadminctl[1:2] Secure token is ENABLED for user x\n",
			VOUCH_MACOS_STATUS_ENABLED},
		{"Secure token is ENABLED", VOUCH_MACOS_STATUS_UNREADABLE},
		{"", VOUCH_MACOS_STATUS_UNREADABLE},
		{"Usage: sysadminctl\n", VOUCH_MACOS_STATUS_UNREADABLE},
	};
	struct vouch_arena arena = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof files / sizeof *files; i++)
		assert_int_equal(vouch_macos_parse_status(
					 &arena, vouch_test_transcript(&arena, files[i].file)),
			files[i].want);
	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_int_equal(
			vouch_macos_parse_status(&arena, bytes_of(texts[i].text)), texts[i].want);
	vouch_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(enrolment_is_read),
		cmocka_unit_test(only_yes_and_yes_is_an_escrowed_bootstrap_token),
		cmocka_unit_test(hardware_is_read),
		cmocka_unit_test(models_tell_the_chip),
		cmocka_unit_test(sessions_in_front_and_behind_count),
		cmocka_unit_test(version_and_host_name_come_from_files),
		cmocka_unit_test(the_token_status_is_what_its_line_starts_with),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
