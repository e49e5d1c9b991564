/* toymac_look.c – how a Mac in shared memory is looked at. */
#include "toymac_inside.h"

#include <string.h>

#include "vouch/base/text.h"

static void show(struct vouch_arena *arena, const struct toymac *mac,
	const struct toy_account *from, struct vouch_account *to)
{
	memset(to, 0, sizeof *to);
	to->name = vouch_arena_text(arena, from->name);
	to->uuid = vouch_arena_text(arena, from->uuid);
	to->shell = vouch_arena_text(arena, from->shell);
	to->home = vouch_arena_text(arena, from->home);
	to->full_name = to->picture = to->password_hint = "";
	to->uid.known = from->uid >= 0;
	to->uid.value = from->uid;
	to->gid.known = true;
	to->gid.value = 20;
	to->kind = VOUCH_KIND_LOCAL;
	to->hidden = VOUCH_NO;
	to->disabled = vouch_tri_from(from->disabled);
	to->password = vouch_tri_from(from->password[0] != '\0');
	to->password_stamp = from->stamp[0] == '\0' ? NULL : vouch_arena_text(arena, from->stamp);
	to->admin = to->admin_by_name = to->admin_by_guid = vouch_tri_from(from->admin);
	to->groups.known = true;
	vouch_names_add(arena, &to->groups.names, "staff");
	if (from->admin)
		vouch_names_add(arena, &to->groups.names, "admin");
	to->token_tag = vouch_tri_from(from->tag);
	to->token_crypto_user = vouch_tri_from(from->crypto_user);
	to->token = vouch_token_combine(to->token_tag, to->token_crypto_user);
	to->filevault =
		vouch_tri_from(toymac_is_live(from) && mac->filevault == VOUCH_FILEVAULT_ON);
	to->volume_owner = to->filevault;
}

static int look_machine(
	void *self, struct vouch_arena *arena, struct vouch_machine *out, struct vouch_err *err)
{
	struct toymac *mac = self;
	int i;

	(void)err;
	memset(out, 0, sizeof *out);
	out->serial = "C02TOY00001";
	out->hostname = "toy";
	out->os = "14.5";
	out->chip = VOUCH_CHIP_APPLE;
	out->mdm = VOUCH_MDM_NONE;
	out->recovery_key = VOUCH_NO;
	out->filesystem = VOUCH_FILESYSTEM_APFS;
	out->filevault = mac->filevault;
	out->bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED;
	out->logged_in.known = true;
	for (i = 0; i < TOY_ACCOUNTS; i++) {
		if (mac->accounts[i].used && mac->accounts[i].logged_in)
			vouch_names_add(arena, &out->logged_in.names, mac->accounts[i].name);
	}
	return 0;
}

static int observe(void *self, struct vouch_arena *arena, const struct vouch_names *named,
	struct vouch_snapshot *out, struct vouch_err *err)
{
	struct toymac *mac = self;
	int i;

	(void)named;
	memset(out, 0, sizeof *out);
	out->taken_at = mac->now;
	out->orphans.known = true;
	for (i = 0; i < TOY_ACCOUNTS; i++) {
		if (mac->accounts[i].used)
			show(arena, mac, &mac->accounts[i], VOUCH_PUSH(arena, &out->accounts));
	}
	vouch_snapshot_sort(out);
	return look_machine(self, arena, &out->machine, err);
}

static int look(void *self, struct vouch_arena *arena, const char *name, struct vouch_account *out,
	enum vouch_tri *present, struct vouch_err *err)
{
	struct toymac *mac = self;
	const struct toy_account *account = toymac_find(mac, name);

	(void)err;
	*present = vouch_tri_from(account != NULL);
	if (account != NULL)
		show(arena, mac, account, out);
	return 0;
}

static int token_status(void *self, const char *name, enum vouch_tri *out, struct vouch_err *err)
{
	struct toymac *mac = self;
	const struct toy_account *account = toymac_find(mac, name);

	if (account == NULL)
		return vouch_err_set(err, VOUCH_E_OBSERVE, "Unknown user %s", name);
	if (mac->lag > 0) {
		mac->lag--;
		*out = vouch_tri_from(!account->tag);
		return 0;
	}
	*out = vouch_tri_from(account->tag);
	return 0;
}

static int64_t now(void *self)
{
	return ((struct toymac *)self)->now;
}

static const struct vouch_probe_ops probe_ops = {.observe = observe,
	.look = look,
	.token_status = token_status,
	.look_machine = look_machine,
	.now = now};

struct vouch_probe toymac_probe(struct toymac *mac)
{
	return (struct vouch_probe){&probe_ops, mac};
}
