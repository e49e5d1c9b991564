/* toymac.c – a Mac in shared memory: its accounts, and a keeper of their passwords. */
#include "toymac_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "vouch/base/text.h"
#include "vouch/base/uuid.h"

struct toymac *toymac_new(void)
{
	struct toymac *mac =
		mmap(NULL, sizeof *mac, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON, -1, 0);

	if (mac == MAP_FAILED)
		abort();
	mac->filevault = VOUCH_FILEVAULT_ON;
	mac->now = 1000;
	return mac;
}

void toymac_free(struct toymac *mac)
{
	(void)munmap(mac, sizeof *mac);
}

void toymac_put(char to[TOY_TEXT], const char *text)
{
	(void)snprintf(to, TOY_TEXT, "%s", text);
}

struct toy_account *toymac_find(struct toymac *mac, const char *name)
{
	int i;

	for (i = 0; i < TOY_ACCOUNTS; i++) {
		if (mac->accounts[i].used && vouch_text_equal_nocase(mac->accounts[i].name, name))
			return &mac->accounts[i];
	}
	return NULL;
}

struct toy_account *toymac_add_bare(struct toymac *mac, const char *name)
{
	char uuid[VOUCH_UUID_TEXT];
	int i;

	for (i = 0; mac->accounts[i].used || mac->homes[i]; i++) {
		if (i + 1 == TOY_ACCOUNTS)
			abort();
	}
	memset(&mac->accounts[i], 0, sizeof mac->accounts[i]);
	mac->accounts[i].used = true;
	mac->accounts[i].uid = -1;
	toymac_put(mac->accounts[i].name, name);
	vouch_uuid_make(uuid);
	toymac_put(mac->accounts[i].uuid, uuid);
	return &mac->accounts[i];
}

struct toy_account *toymac_add(
	struct toymac *mac, const char *name, bool admin, bool token, const char *password)
{
	struct toy_account *account = toymac_add_bare(mac, name);

	account->uid = 501 + (account - mac->accounts);
	account->admin = admin;
	account->tag = account->crypto_user = token;
	toymac_put(account->password, password);
	toymac_put(account->shell, "/bin/zsh");
	(void)snprintf(account->home, TOY_TEXT, "/Users/%.40s", name);
	mac->homes[account - mac->accounts] = true;
	return account;
}

bool toymac_is_live(const struct toy_account *account)
{
	return account->used && account->tag && account->crypto_user;
}

bool toymac_somebody_holds(const struct toymac *mac)
{
	int i;

	for (i = 0; i < TOY_ACCOUNTS; i++) {
		if (toymac_is_live(&mac->accounts[i]))
			return true;
	}
	return false;
}

static enum vouch_secret_state ask(void *self, struct vouch_arena *arena,
	const struct vouch_password_value *source, const char **why)
{
	(void)self;
	(void)arena;
	*why = NULL;
	return strcmp(source->text, "missing") == 0 ? VOUCH_SECRET_MISSING : VOUCH_SECRET_HELD;
}

static int fetch(void *self, const struct vouch_password_value *source, struct vouch_secret *out,
	struct vouch_err *err)
{
	(void)self;
	if (strcmp(source->text, "missing") == 0)
		return vouch_err_set(err, VOUCH_E_APPLY, "env %s is not set", source->text);
	return vouch_secret_set(out, source->text, strlen(source->text), err);
}

static const struct vouch_keeper_ops keeper_ops = {ask, fetch};

struct vouch_keeper toymac_keeper(void)
{
	return (struct vouch_keeper){&keeper_ops, NULL};
}
