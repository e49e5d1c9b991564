/* simmac_life.c – makes the Macs of the contract, and asks probe and actor. */
#include "simmac_life.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/model/machine.h"

#define UUID "11111111-2222-4333-8444-555555555555"

const struct life_mac life_apfs_macs[] = {
	{"10.13", "intel", "apfs", true},
	{"10.13.3", "t2", "apfs", false},
	{"10.13.4", "intel", "apfs", false},
	{"10.13.6", "t2", "apfs", true},
	{"10.14.1", "intel", "apfs", false},
	{"10.14.6", "intel", "apfs", false},
	{"10.14.6", "t2", "apfs", false},
	{"10.15", "intel", "apfs", false},
	{"10.15.7", "t2", "apfs", true},
	{"11", "intel", "apfs", false},
	{"11.7", "apple", "apfs", false},
	{"12", "t2", "apfs", false},
	{"12", "apple", "apfs", false},
	{"13", "intel", "apfs", false},
	{"13", "apple", "apfs", false},
	{"14.5", "t2", "apfs", false},
	{"14.5", "apple", "apfs", false},
	{"15.7", "intel", "apfs", false},
	{"15.7", "apple", "apfs", false},
	{"26", "t2", "apfs", true},
	{"26.1", "apple", "apfs", false},
};
const size_t life_apfs_count = sizeof life_apfs_macs / sizeof *life_apfs_macs;

const struct life_mac life_hfs_macs[] = {
	{"10.13", "intel", "hfs", true},
	{"10.13.3", "intel", "hfs", false},
	{"10.13.6", "intel", "hfs", true},
	{"10.14.6", "intel", "hfs", false},
};
const size_t life_hfs_count = sizeof life_hfs_macs / sizeof *life_hfs_macs;

static bool few;

void life_choose(int argc, char **argv)
{
	few = argc > 1 && strcmp(argv[1], "few") == 0;
}

void life_on_each(life_test test, const struct life_mac *macs, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		struct life life;

		if (few && !macs[i].few)
			continue;
		test(&life, &macs[i]);
		life_end(&life);
	}
}

void life_begin(struct life *life, const struct life_mac *mac, const char *input,
	const char *const *options)
{
	const char *all[64] = {"--os", mac->os, "--chip", mac->chip, "--filesystem",
		mac->filesystem, "--status-lag", "0"};
	size_t count = 8;

	memset(life, 0, sizeof *life);
	for (; *options != NULL && count < 63; options++)
		all[count++] = *options;
	life->mac = mac;
	life->folder = vouch_test_folder(&life->arena);
	life->root = vouch_test_mac(&life->arena, life->folder, input, all);
	LIFE_OK(life, vouch_macos_probe_new(life->root, &life->probe, &life->err));
	LIFE_OK(life, vouch_macos_actor_new(life->root, 0, &life->actor, &life->err));
}

void life_end(struct life *life)
{
	struct vouch_test_run trace =
		vouch_test_simmac(&life->arena, NULL, ARGUMENTS("trace", life->root));

	LIFE_TRUE(life, trace.status == 0);
	LIFE_TRUE(life, strstr(trace.out, "pw-") == NULL);
	LIFE_TRUE(life, strstr(vouch_buf_get(&life->transcript), "pw-") == NULL);
	vouch_macos_actor_free(&life->actor);
	vouch_macos_probe_free(&life->probe);
	if (life->made_key.length > 0) {
		LIFE_TRUE(life, strstr(trace.out, life->made_key.bytes) == NULL);
		LIFE_TRUE(life,
			strstr(vouch_buf_get(&life->transcript), life->made_key.bytes) == NULL);
	}
	vouch_secret_release(&life->made_key);
	vouch_buf_release(&life->transcript);
	vouch_test_folder_remove(life->folder);
	vouch_arena_release(&life->arena);
}

const struct vouch_account *life_look(struct life *life, const char *name)
{
	struct vouch_account *account = vouch_arena_alloc(&life->arena, sizeof *account);
	enum vouch_tri present = VOUCH_UNKNOWN;

	LIFE_OK(life, life->probe.ops->look(
			      life->probe.self, &life->arena, name, account, &present, &life->err));
	LIFE_TRUE(life, present != VOUCH_UNKNOWN);
	return present == VOUCH_YES ? account : NULL;
}

struct vouch_snapshot life_observe(struct life *life)
{
	struct vouch_snapshot snapshot = {0};

	LIFE_OK(life, life->probe.ops->observe(
			      life->probe.self, &life->arena, NULL, &snapshot, &life->err));
	return snapshot;
}

enum vouch_tri life_status(struct life *life, const char *name)
{
	enum vouch_tri status = VOUCH_UNKNOWN;

	LIFE_OK(life, life->probe.ops->token_status(life->probe.self, name, &status, &life->err));
	return status;
}

static void set_secret(struct life *life, struct vouch_secret *secret, const char *text)
{
	LIFE_OK(life, vouch_secret_set(secret, text, strlen(text), &life->err));
}

enum vouch_proof life_prove(struct life *life, const char *user, const char *password)
{
	struct vouch_secret secret = {0};
	enum vouch_proof proof = VOUCH_PROOF_UNKNOWN;

	set_secret(life, &secret, password);
	LIFE_OK(life, life->actor.ops->prove(life->actor.self, user, &secret, &proof, &life->err));
	vouch_secret_release(&secret);
	return proof;
}

static const char *password_of(struct life *life, const char *name, bool wrong)
{
	return wrong ? "pw-wrong" : vouch_arena_printf(&life->arena, "pw-%s", name);
}

int life_apply(struct life *life, enum vouch_action action, const char *user, const char *by)
{
	const struct vouch_account *before = user == NULL ? NULL : life_look(life, user);
	struct vouch_secret user_secret = {0}, by_secret = {0}, old_secret = {0};
	struct vouch_credentials credentials = {.user = NULL};
	int r;

	if (user != NULL) {
		set_secret(life, &user_secret,
			life->new_password != NULL ? life->new_password
						   : password_of(life, user, life->wrong_user));
		credentials.user = &user_secret;
	}
	if (by != NULL) {
		set_secret(life, &by_secret, password_of(life, by, life->wrong_by));
		credentials.by = &by_secret;
	}
	if (life->old_password != NULL) {
		set_secret(life, &old_secret, life->old_password);
		credentials.old = &old_secret;
	}
	vouch_secret_release(&life->made_key);
	credentials.made_key = &life->made_key;
	life->desired.name = user;
	life->change.action = action;
	life->change.user = user;
	life->change.by = by;
	life->change.desired = &life->desired;
	r = life->actor.ops->apply(life->actor.self, &life->change, before, UUID, &credentials,
		&life->transcript, &life->err);
	vouch_secret_release(&user_secret);
	vouch_secret_release(&by_secret);
	vouch_secret_release(&old_secret);
	return r;
}

void life_refused(struct life *life, enum vouch_action action, const char *user, const char *by,
	const char *message)
{
	LIFE_TRUE(life, life_apply(life, action, user, by) < 0);
	if (strstr(life->err.msg, message) == NULL)
		LIFE_FAIL(life, message);
}

struct vouch_test_run life_tool(struct life *life, const char *tool, const char *const *arguments)
{
	return vouch_test_tool(&life->arena, life->root, NULL, tool, arguments);
}

bool life_is_from(const struct life *life, const char *version)
{
	return vouch_version_compare(life->mac->os, version) >= 0;
}
