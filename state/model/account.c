/* account.c – the words of an observed account, its names, the verdict on its token. */
#include "vouch/model/account.h"

#include "vouch/base/text.h"
#include "words.h"

static const char *const kinds[] = {"unknown", "local", "mobile", "role", "sharing"};
static const char *const tokens[] = {"unknown", "none", "live", "dead"};

VOUCH_WORDS(kind, enum vouch_kind, VOUCH_KIND_COUNT, kinds)
VOUCH_WORDS(token, enum vouch_token, VOUCH_TOKEN_COUNT, tokens)

const char *vouch_tri_text(enum vouch_tri value)
{
	switch (value) {
	case VOUCH_UNKNOWN: return "unknown";
	case VOUCH_NO: return "false";
	case VOUCH_YES: return "true";
	}
	return "unknown";
}

enum vouch_tri vouch_tri_from(bool value)
{
	return value ? VOUCH_YES : VOUCH_NO;
}

bool vouch_account_is_named(const struct vouch_account *account, const char *name)
{
	return vouch_text_equal_nocase(account->name, name) ||
	       vouch_names_has_nocase(&account->aliases, name);
}

enum vouch_token vouch_token_combine(enum vouch_tri tag, enum vouch_tri crypto_user)
{
	/* FACTS 1.1: the tag is a marker, the crypto user is what unlocks; either alone is broken.
	 */
	static const enum vouch_token verdicts[3][3] = {
		[VOUCH_UNKNOWN] = {VOUCH_TOKEN_UNKNOWN, VOUCH_TOKEN_UNKNOWN, VOUCH_TOKEN_UNKNOWN},
		[VOUCH_NO] = {VOUCH_TOKEN_UNKNOWN, VOUCH_TOKEN_NONE, VOUCH_TOKEN_DEAD},
		[VOUCH_YES] = {VOUCH_TOKEN_UNKNOWN, VOUCH_TOKEN_DEAD, VOUCH_TOKEN_LIVE},
	};

	return verdicts[tag][crypto_user];
}
