/* security.h – what the parts of security share: one call, and the keychain it is about.
 *
 * A keychain is a binary property list that its owner alone can read: {items: […]}, and, where it
 * was made by create-keychain, the hash of its password and whether it is locked.
 */
#ifndef SIMMAC_SECURITY_H
#define SIMMAC_SECURITY_H

#include "vouch/base/plist.h"
#include "vouch/base/secret.h"

#include "mac.h"

/* What security ends with: an error of the framework modulo 256. */
enum simmac_security_status {
	SIMMAC_SECURITY_USAGE = 2,
	SIMMAC_SECURITY_NO_INTERACTION = 36, /* errSecInteractionNotAllowed */
	SIMMAC_SECURITY_NO_ITEM = 44,        /* errSecItemNotFound */
	SIMMAC_SECURITY_ITEM_EXISTS = 45,    /* errSecDuplicateItem */
	SIMMAC_SECURITY_EXISTS = 48,         /* errSecDuplicateKeychain */
	SIMMAC_SECURITY_NO_KEYCHAIN = 50,    /* errSecNoSuchKeychain */
	SIMMAC_SECURITY_WRONG_PASSWORD = 51  /* errSecAuthFailed */
};

struct simmac_security {
	struct simmac_mac *mac;
	const char *account, *service, *label, *password;
	const char *keychain; /* as it was named; NULL: the default one */
	bool asks, updates, shows_password, shows_all;
	/* -T, as often as it comes: programs are trusted with a new item, and security is among
	 * them. Without any, who makes it is. */
	bool names_trusted, trusts_itself;
	struct vouch_plist *file; /* the keychain; owned */
	struct vouch_plist *items;
};

/* Where the keychain of this name lies; NULL: the caller's default one. */
const char *simmac_keychain_path(struct simmac_security *call, const char *name);
/* 0; or said why not, and the exit status. */
int simmac_keychain_load(struct simmac_security *call);
int simmac_keychain_save(struct simmac_security *call);
bool simmac_keychain_is_locked(const struct simmac_security *call);

/* As the Mac tells a name: a bare one is one of the caller's own keychains. */
const char *simmac_keychain_told_path(struct simmac_mac *mac, const char *name);
const char *simmac_keychain_default(struct simmac_mac *mac);
/* {CALLER: {search: […], default: …}}, with an entry of the caller; freed by whoever asks. */
struct vouch_plist *simmac_keychain_lists(struct simmac_mac *mac);
int simmac_keychain_save_lists(struct simmac_mac *mac, const struct vouch_plist *list);
/* Says so, and gives the exit status. */
int simmac_keychain_missing(const char *name);

/* The verbs about keychains (security_verbs.c): -1 where this is none of them, else the exit
 * status. */
int simmac_keychain_verb(struct simmac_mac *mac, int argc, char **argv);

#endif
