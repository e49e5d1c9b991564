/* actor_fixture.h – one actor a test, whose tools are fakes that record, and what they answer. */
#ifndef ACTOR_FIXTURE_H
#define ACTOR_FIXTURE_H

#include "vouch_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/macos/actor.h"

#define UUID       "11111111-2222-4333-8444-555555555555"
#define OTHER_UUID "99999999-2222-4333-8444-555555555555"

struct fixture {
	struct vouch_arena arena;
	struct vouch_err err;
	struct vouch_buf transcript, answers;
	char *root;
	struct vouch_actor actor;
	struct vouch_user desired;
	struct vouch_account before;
	bool exists;
	struct vouch_difference differences[8];
	struct vouch_change change;
	struct vouch_secret alice, steward, key;
};

/* The Mac is one of another version. */
static inline void set_version(struct fixture *f, const char *version)
{
	vouch_test_write(f->root, "System/Library/CoreServices/SystemVersion.plist",
		vouch_arena_printf(&f->arena,
			"<?xml version=\"1.0\"?><plist "
			"version=\"1.0\"><dict><key>ProductVersion</key>"
			"<string>%s</string></dict></plist>",
			version));
}

static inline int set_up(void **state)
{
	static const char *const tools[] = {"bin/dscl", "sbin/dseditgroup", "sbin/sysadminctl",
		"sbin/createhomedir", "sbin/diskutil", "bin/fdesetup", "bin/profiles"};
	struct fixture *f = calloc(1, sizeof *f);
	size_t i;

	if (f == NULL)
		return -1;
	f->root = vouch_test_folder(&f->arena);
	vouch_test_write(f->root, "usr/bin/x", "");
	vouch_test_write(f->root, "usr/sbin/x", "");
	vouch_test_write(f->root, "Users/x", "");
	for (i = 0; i < sizeof tools / sizeof *tools; i++)
		assert_int_equal(
			0, symlink(RECORDING_TOOL,
				   vouch_arena_printf(&f->arena, "%s/usr/%s", f->root, tools[i])));
	set_version(f, "14.5");
	assert_vouch_ok(vouch_macos_actor_new(f->root, 0, &f->actor, &f->err), &f->err);
	assert_vouch_ok(vouch_secret_set(&f->alice, "alice-pw", 8, &f->err), &f->err);
	assert_vouch_ok(vouch_secret_set(&f->steward, "steward-pw", 10, &f->err), &f->err);
	f->desired.name = "alice";
	f->change.user = "alice";
	f->change.desired = &f->desired;
	f->change.differences = f->differences;
	f->before = (struct vouch_account){.name = "alice", .uuid = UUID};
	*state = f;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;

	vouch_macos_actor_free(&f->actor);
	vouch_secret_release(&f->alice);
	vouch_secret_release(&f->steward);
	vouch_secret_release(&f->key);
	vouch_buf_release(&f->transcript);
	vouch_buf_release(&f->answers);
	vouch_test_folder_remove(f->root);
	vouch_arena_release(&f->arena);
	free(f);
	return 0;
}

static inline void answer(
	struct fixture *f, const char *part, int status, const char *out, const char *err)
{
	vouch_buf_printf(&f->answers, "%s\t%d\t%s\t%s\n", part, status, out, err);
	vouch_test_write(f->root, "answers", vouch_buf_get(&f->answers));
}

static inline int apply(struct fixture *f, enum vouch_action action)
{
	struct vouch_credentials credentials = {
		.user = &f->alice, .by = &f->steward, .made_key = &f->key};

	f->change.action = action;
	(void)unlink(vouch_arena_printf(&f->arena, "%s/calls", f->root));
	return f->actor.ops->apply(f->actor.self, &f->change, f->exists ? &f->before : NULL, UUID,
		&credentials, &f->transcript, &f->err);
}

static const char *calls(struct fixture *f)
{
	struct vouch_bytes bytes;
	const char *path = vouch_arena_printf(&f->arena, "%s/calls", f->root);

	if (access(path, F_OK) < 0)
		return "";
	assert_vouch_ok(vouch_file_read(&f->arena, path, 1 << 20, &bytes, &f->err), &f->err);
	return bytes.data;
}

static inline void declare_text(struct fixture *f, enum vouch_field field, const char *text)
{
	f->desired.fields[field] = (struct vouch_value){.kind = VOUCH_VALUE_TEXT, .as.text = text};
}

static inline void declare_names(struct fixture *f, enum vouch_field field, const char *name)
{
	struct vouch_value *value = &f->desired.fields[field];

	value->kind = VOUCH_VALUE_NAMES;
	vouch_names_add(&f->arena, &value->as.names, name);
}

static inline void differ(struct fixture *f, const char *field, const char *from, const char *to)
{
	f->differences[f->change.difference_count++] = (struct vouch_difference){field, from, to};
}

static inline void assert_failed(struct fixture *f, int result, const char *message)
{
	assert_true(result < 0);
	assert_text_contains(f->err.msg, message);
}

#define RECORD(values) "<plist version=\"1.0\"><dict>" values "</dict></plist>"
#define VALUE(key, value) \
	"<key>dsAttrTypeStandard:" key "</key><array><string>" value "</string></array>"
#define BOTH(key, one, two) \
	"<key>dsAttrTypeStandard:" key "</key><array><string>" one "</string><string>" two \
	"</string></array>"
#define READ_ALICE "-read /Users/alice"
#define READ_ADMIN "-read /Groups/admin"

#define UIDS \
	"root                  0\\n_mbsetupuser           248\\nbob  501\\n" \
	"carol jones   502\\ndave  504\\n"

/* What was written is read before the home is made. */
static inline void answer_written(struct fixture *f, const char *uid)
{
	answer(f, READ_ALICE " UniqueID PrimaryGroupID NFSHomeDirectory", 0,
		vouch_arena_printf(&f->arena,
			RECORD(VALUE("UniqueID", "%s") VALUE("PrimaryGroupID", "20")
					VALUE("NFSHomeDirectory", "/Users/alice")),
			uid),
		"");
}

/* What a new account needs of the directory: no record, who has which uid, full memberships. */
static inline void answer_new(struct fixture *f)
{
	answer_written(f, "503");
	answer(f, READ_ALICE, 56, "", "<dscl_cmd> DS Error: -14136 (eDSRecordNotFound)\\n");
	answer(f, "-list /Users UniqueID", 0, UIDS, "");
	answer(f, READ_ADMIN, 0,
		RECORD(BOTH("GroupMembership", "root", "alice") VALUE("GroupMembers", UUID)), "");
	answer(f, "-secureTokenOn", 0, "", "2026-11-24 10:00:00.000 sysadminctl[1:2] - Done!\\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
