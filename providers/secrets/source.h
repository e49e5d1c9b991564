/* source.h – what the sources of passwords share. */
#ifndef VOUCH_SECRETS_SOURCE_H
#define VOUCH_SECRETS_SOURCE_H

#include "vouch/secrets/keeper.h"

/* What came, up to its first newline ("\r\n" too). cut: more came than is here. */
int source_take_first_line(const struct vouch_secret *raw, bool cut, const char *what,
	struct vouch_secret *out, struct vouch_err *err);

/* keychain.c: the generic password whose service is the item, in the System keychain. Asking looks
 * at its attributes alone; fetching never asks anybody. */
int keychain_ask(struct vouch_arena *arena, const struct vouch_keeper_options *options,
	const char *item, struct vouch_err *err);
int keychain_fetch(struct vouch_arena *arena, const struct vouch_keeper_options *options,
	const char *item, struct vouch_secret *out, struct vouch_err *err);

#endif
