/* vault.h – this Mac's vault: a folder of small files below the state directory.
 *
 *	STATE/vault/UUID.passwords     of the account with that GeneratedUID
 *	STATE/vault/recovery.keys      of the disk
 *
 * A file is text, for the day on which somebody needs what is in it and has nothing but this Mac
 * (sudo cat):
 *
 *	vouch.vault/1 UUID alice
 *	0 new-password-that-is-being-set
 *	1764000000 password-that-it-had-until-then
 *	sha256 of the lines above
 *
 * Newest first, each with the time at which it was seen to be set; 0 is written ahead. A recovery
 * key that was about to be made and is not known yet is a line "0 -".
 *
 * Files belong to whoever runs Vouch (root) with mode 0600, the folder with 0700; a link, another
 * owner, another mode is refused. They are replaced in one step and synced, the folder too. They
 * are not encrypted: a key would have to lie beside them, readable for the same root and nobody
 * else, and would be one more thing to lose. What protects them is root, and FileVault where the
 * Mac is off. A file that is damaged is refused with its name, and never overwritten: what it has
 * may be all that opens the account.
 *
 * Nothing is deleted with its account: the keychain in an archived home opens with that password.
 *
 *	vouch_vault_new(&arena, "/var/db/vouch", &vault);      looks at nothing, makes nothing
 */
#ifndef VOUCH_SECRETS_VAULT_H
#define VOUCH_SECRETS_VAULT_H

#include "vouch/api/vault.h"
#include "vouch/base/arena.h"

/* Borrows the arena, and the path of the state directory, which was checked or made by the caller.
 */
void vouch_vault_new(struct vouch_arena *arena, const char *state_folder, struct vouch_vault *out);

/* A password of so many characters (12 to 127): letters and digits that are not taken for one
 * another, ".", "_" and "-"; a letter or digit first; some of each kind, as policies ask for. From
 * the kernel's random numbers. */
int vouch_password_generate(int64_t length, struct vouch_secret *out, struct vouch_err *err);

#endif
