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
	return vouch_token_verdict(
		&(struct vouch_token_sources){.tag = tag, .crypto_user = crypto_user});
}

/* A column of the table: what a source has to say for the row to count. */
enum say { NO, YES, ANY };

static bool says(enum vouch_tri source, enum say wanted)
{
	return wanted == ANY || source == (wanted == YES ? VOUCH_YES : VOUCH_NO);
}

enum vouch_token vouch_token_verdict(const struct vouch_token_sources *sources)
{
	/* The first row that fits; none fits where tag or crypto user is unknown. */
	static const struct {
		enum say tag, crypto_user, status, filevault_list;
		enum vouch_token verdict;
	} rows[] = {
		/* FACTS 1.1: the tag is a marker, the crypto user is what unlocks; either alone is
		 * broken. */
		{YES, NO, ANY, ANY, VOUCH_TOKEN_DEAD},
		{NO, YES, ANY, ANY, VOUCH_TOKEN_DEAD},
		/* FACTS 9.0: the answer follows the tag, a second behind it; where it goes on
		 * denying, macOS itself does not count on this token. */
		{YES, YES, NO, ANY, VOUCH_TOKEN_DEAD},
		/* FACTS C9: the list may lag behind, and a holder was seen to be missing in it. */
		{YES, YES, ANY, ANY, VOUCH_TOKEN_LIVE},
		/* Whoever answers ENABLED, or unlocks the disk, is not proved to hold nothing. */
		{NO, NO, YES, ANY, VOUCH_TOKEN_DEAD},
		{NO, NO, ANY, YES, VOUCH_TOKEN_DEAD},
		{NO, NO, ANY, ANY, VOUCH_TOKEN_NONE},
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		if (says(sources->tag, rows[i].tag) &&
			says(sources->crypto_user, rows[i].crypto_user) &&
			says(sources->status, rows[i].status) &&
			says(sources->filevault_list, rows[i].filevault_list))
			return rows[i].verdict;
	return VOUCH_TOKEN_UNKNOWN;
}
