/* actor_changes.h – the changes an actor can do, one function an action. The act carries the change
 * and its passwords; names were checked. */
#ifndef VOUCH_MACOS_ACTOR_CHANGES_H
#define VOUCH_MACOS_ACTOR_CHANGES_H

#include "actor_act.h"

/* actor_create.c */
int vouch_macos_create_user(const struct vouch_macos_act *act, struct vouch_err *err);
/* actor_update.c */
int vouch_macos_update_user(const struct vouch_macos_act *act, struct vouch_err *err);
int vouch_macos_promote(const struct vouch_macos_act *act, struct vouch_err *err);
int vouch_macos_demote(const struct vouch_macos_act *act, struct vouch_err *err);
/* actor_token.c */
int vouch_macos_mint_token(const struct vouch_macos_act *act, struct vouch_err *err);
int vouch_macos_grant_token(const struct vouch_macos_act *act, struct vouch_err *err);
int vouch_macos_repair_token(const struct vouch_macos_act *act, struct vouch_err *err);
int vouch_macos_revoke_token(const struct vouch_macos_act *act, struct vouch_err *err);
/* actor_unlocker.c */
int vouch_macos_add_unlocker(const struct vouch_macos_act *act, struct vouch_err *err);
int vouch_macos_remove_unlocker(const struct vouch_macos_act *act, struct vouch_err *err);
/* Who authorises it and, where asked for, the account, as fdesetup reads them. Refuses passwords
 * that cannot be said so. */
int vouch_macos_unlocker_input(const struct vouch_macos_act *act, bool with_user,
	struct vouch_secret *out, struct vouch_err *err);
/* actor_filevault.c */
int vouch_macos_enable_filevault(const struct vouch_macos_act *act, struct vouch_err *err);
/* Makes another recovery key. */
int vouch_macos_make_key(const struct vouch_macos_act *act, struct vouch_err *err);
int vouch_macos_prove_key(const struct vouch_macos_act *act, const struct vouch_secret *key,
	enum vouch_proof *out, struct vouch_err *err);
/* A recovery key alone, as fdesetup reads it. */
int vouch_macos_key_input(
	const struct vouch_secret *key, struct vouch_secret *out, struct vouch_err *err);
/* actor_delete.c */
int vouch_macos_delete_user(const struct vouch_macos_act *act, struct vouch_err *err);
/* actor_machine.c */
int vouch_macos_refresh_preboot(const struct vouch_macos_act *act, struct vouch_err *err);
int vouch_macos_escrow_bootstrap(const struct vouch_macos_act *act, struct vouch_err *err);
/* actor_password.c: by the tool that keeps the token. */
int vouch_macos_set_password(const struct vouch_macos_act *act, struct vouch_err *err);

/* actor_password.c: sets the declared password without the old one. Only for an account without a
 * token. */
int vouch_macos_password_set(const struct vouch_macos_act *act, struct vouch_err *err);
/* actor_access.c: an error where macOS does not let this program change the account's record, with
 * the cure, before anything has changed. */
int vouch_macos_access_check(const struct vouch_macos_act *act, struct vouch_err *err);
/* actor_create.c: keeps a first token away from whoever gets a password. */
int vouch_macos_suppress_token(const struct vouch_macos_act *act, struct vouch_err *err);
/* The tag that keeps the first token away: FACTS N4. */
#define VOUCH_MACOS_SUPPRESS_TAG ";DisabledTags;SecureToken"

/* "/Users/alice" */
const char *vouch_macos_user_path(const struct vouch_macos_act *act);
/* The declared text of a field; NULL where it is not declared. */
const char *vouch_macos_declared_text(const struct vouch_macos_act *act, enum vouch_field field);

#endif
