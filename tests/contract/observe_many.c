/* observe_many.c – many accounts cost no more children than few, and all of them are told right. */
#include "vouch_test.h"

#include <stdlib.h>

#include "fake_mac.h"
#include "vouch/base/buf.h"
#include "vouch/machine/spawn.h"
#include "vouch/macos/probe.h"

#define KEY(key, value) \
	"<key>dsAttrTypeStandard:" key "</key><array><string>" value "</string></array>"
#define UUID "00000000-0000-4000-8000-%012zX"

/* Every third account is an admin (by name and GUID), every fifth holds a token. */
static void lay_out(const struct fake_mac *mac, size_t count)
{
	struct vouch_buf users = {0}, names = {0}, guids = {0}, crypto = {0}, list = {0};
	size_t i;

	vouch_buf_text(&users, "<plist version=\"1.0\"><array>");
	vouch_buf_text(&crypto, "<plist version=\"1.0\"><dict><key>Users</key><array>");
	for (i = 0; i < count; i++) {
		vouch_buf_printf(&users,
			"<dict>" KEY("RecordName", "user%zu") KEY("UniqueID", "%zu")
				KEY("PrimaryGroupID", "20") KEY("GeneratedUID", UUID)
					KEY("AuthenticationAuthority", "%s") "</dict>",
			i, 501 + i, i, i % 5 ? ";ShadowHash;" : ";SecureToken;");
		if (i % 3 == 0) {
			vouch_buf_printf(&names, "<string>user%zu</string>", i);
			vouch_buf_printf(&guids, "<string>" UUID "</string>", i);
		}
		if (i % 5 == 0) {
			vouch_buf_printf(&crypto,
				"<dict><key>APFSCryptoUserType</key><string>LocalOpenDirectory"
				"</string><key>APFSCryptoUserUUID</key><string>" UUID
				"</string></dict>",
				i);
			vouch_buf_printf(&list, "user%zu," UUID "\n", i, i);
		}
	}
	vouch_buf_text(&users, "</array></plist>");
	vouch_buf_text(&crypto, "</array></dict></plist>");
	fake_mac_rule(mac, "/usr/bin/dscl", "/Users", "exit", 0,
		fake_mac_file(mac, "users", vouch_buf_get(&users)), "-");
	vouch_buf_clear(&users);
	vouch_buf_printf(&users,
		"<plist version=\"1.0\"><array><dict>" KEY("RecordName", "admin")
			KEY("PrimaryGroupID",
				"80") "<key>dsAttrTypeStandard:GroupMembership</key>"
				      "<array>%s</array><key>dsAttrTypeStandard:GroupMembers</"
				      "key><array>%s</array></dict>"
				      "<dict>" KEY("RecordName", "staff")
					      KEY("PrimaryGroupID", "20") "</dict></array></plist>",
		vouch_buf_get(&names), vouch_buf_get(&guids));
	fake_mac_rule(mac, "/usr/bin/dscl", "/Groups", "exit", 0,
		fake_mac_file(mac, "groups", vouch_buf_get(&users)), "-");
	fake_mac_rule(mac, "/usr/sbin/diskutil", "*", "exit", 0,
		fake_mac_file(mac, "crypto", vouch_buf_get(&crypto)), "-");
	fake_mac_rule(mac, "/usr/bin/fdesetup", "list", "exit", 0,
		fake_mac_file(mac, "list", vouch_buf_get(&list)), "-");
	vouch_buf_release(&users);
	vouch_buf_release(&names);
	vouch_buf_release(&guids);
	vouch_buf_release(&crypto);
	vouch_buf_release(&list);
}

static void check(const struct vouch_snapshot *snapshot, size_t count)
{
	size_t i;

	assert_int_equal(snapshot->accounts.count, count);
	for (i = 0; i < count; i++) {
		const struct vouch_account *account = &snapshot->accounts.items[i];
		long number = strtol(account->name + 4, NULL, 10);

		assert_int_equal(account->admin, vouch_tri_from(number % 3 == 0));
		assert_int_equal(account->admin_by_guid, vouch_tri_from(number % 3 == 0));
		assert_int_equal(account->token, number % 5 ? VOUCH_TOKEN_NONE : VOUCH_TOKEN_LIVE);
		assert_int_equal(account->filevault, vouch_tri_from(number % 5 == 0));
	}
}

static unsigned long observe(size_t count)
{
	struct vouch_arena arena = {0};
	struct vouch_err err = {0};
	struct fake_mac mac = fake_mac_new(&arena);
	struct vouch_probe probe;
	struct vouch_snapshot snapshot = {0};
	unsigned long before = vouch_spawn_count();

	lay_out(&mac, count);
	assert_vouch_ok(vouch_macos_probe_new(mac.root, &probe, &err), &err);
	assert_vouch_ok(probe.ops->observe(probe.self, &arena, NULL, &snapshot, &err), &err);
	check(&snapshot, count);
	vouch_macos_probe_free(&probe);
	fake_mac_remove(&mac);
	vouch_arena_release(&arena);
	return vouch_spawn_count() - before;
}

static void the_number_of_children_does_not_depend_on_accounts(void **state)
{
	(void)state;
	assert_int_equal(observe(3), 9);
	assert_int_equal(observe(300), 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_number_of_children_does_not_depend_on_accounts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
