/* vault.h – the contract of this Mac's vault: secrets that Vouch or macOS made, and nobody else
 * has.
 *
 * Passwords are kept by account (its GeneratedUID), newest first, each with the time at which it
 * was seen to be set. A new one is written ahead: stage() makes it durable beside the others, with
 * the time 0, before the change starts; settle() says that the account has it. So there is no
 * moment at which the account has a password that is not here: what it has is one of those in its
 * entry.
 *
 * A recovery key is made by macOS. begin_key() makes durable that one is about to be made; from
 * then on the vault owes it, until keep_key() or drop_key().
 *
 * Changes are for the holder of the run's lock. Everything is durable when a call returns 0; where
 * one fails, the entry is as it was or as it was to be, whole.
 */
#ifndef VOUCH_API_VAULT_H
#define VOUCH_API_VAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/base/err.h"
#include "vouch/base/secret.h"

enum { VOUCH_VAULT_MOST = 3 };

struct vouch_vault_item {
	struct vouch_secret secret;
	int64_t set_at; /* seconds since 1970; 0: written ahead, not seen to be set */
};

/* { 0 } is empty. */
struct vouch_vault_entry {
	struct vouch_vault_item items[VOUCH_VAULT_MOST]; /* newest first */
	size_t count;
};

static inline void vouch_vault_entry_release(struct vouch_vault_entry *entry)
{
	size_t i;

	for (i = 0; i < entry->count; i++)
		vouch_secret_release(&entry->items[i].secret);
	entry->count = 0;
}

struct vouch_vault_ops {
	/* What that account may have; empty where the vault has nothing. */
	int (*read)(
		void *self, const char *uuid, struct vouch_vault_entry *out, struct vouch_err *err);
	/* The password that is written ahead for that account; made now where there is none of so
	 * many characters. user is kept beside it, for people. */
	int (*stage)(void *self, const char *uuid, const char *user, int64_t length,
		struct vouch_secret *out, struct vouch_err *err);
	/* The account has that password, since now if that was not known. alone: this was proved,
	 * so that the others are forgotten. */
	int (*settle)(void *self, const char *uuid, const struct vouch_secret *password,
		int64_t now, bool alone, struct vouch_err *err);
	/* There is no such account: what was only written ahead for it is forgotten. */
	int (*forget)(void *self, const char *uuid, struct vouch_err *err);

	/* The recovery keys, newest first; owed: one was about to be made, and was not kept. */
	int (*keys)(void *self, struct vouch_vault_entry *out, bool *owed, struct vouch_err *err);
	int (*begin_key)(void *self, struct vouch_err *err);
	int (*keep_key)(
		void *self, const struct vouch_secret *key, int64_t now, struct vouch_err *err);
	/* None was made. */
	int (*drop_key)(void *self, struct vouch_err *err);
};

struct vouch_vault {
	const struct vouch_vault_ops *ops;
	void *self;
};

#endif
