/* pwpolicy_words.c – pwpolicy's words of before 10.10, "minChars=8 maxFailedLoginAttempts=5": those
 * that mean something here. FACTS G4 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "physics.h"
#include "pwpolicy.h"

enum { NUMBER_MAX = 1024 };

/* What they say of one account, or of all. */
struct words {
	struct simmac_policy_limits limits;
	int64_t new_password, disabled;
};

static const struct word {
	const char *name;
	size_t place;
	int64_t most;
	bool one; /* of one account alone */
} known[] = {
	{"isDisabled", offsetof(struct words, disabled), 1, true},
	{"newPasswordRequired", offsetof(struct words, new_password), 1, true},
	{"maxFailedLoginAttempts", offsetof(struct words, limits.lock_after), NUMBER_MAX, false},
	{"minChars", offsetof(struct words, limits.shortest), NUMBER_MAX, false},
};

static struct words words_of(struct simmac_pwpolicy *call, const struct simmac_record *user)
{
	struct words words = {.limits = simmac_pwpolicy_limits(call, user)};

	words.new_password = words.limits.new_password;
	words.disabled = user && simmac_account_disabled(user);
	return words;
}

static bool take_word(struct words *words, const char *word, bool of_one)
{
	int64_t number;
	size_t k;

	for (k = 0; k < sizeof known / sizeof *known; k++) {
		size_t length = strlen(known[k].name);

		if (!vouch_text_starts(word, known[k].name) || word[length] != '=')
			continue;
		if ((known[k].one && !of_one) || !vouch_text_number(word + length + 1, &number) ||
			number < 0 || number > known[k].most)
			return false;
		*(int64_t *)((char *)words + known[k].place) = number;
		return true;
	}
	return false;
}

/* What they do not name stays. */
int simmac_pwpolicy_set_words(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	struct words words = words_of(call, user);
	const char *at = call->argument ? call->argument : "";

	while (*(at += strspn(at, " "))) {
		size_t length = strcspn(at, " ");
		const char *word = vouch_arena_text_n(&call->mac->arena, at, length);

		if (!take_word(&words, word, user != NULL)) {
			fprintf(stderr, "Error: %s: the simulated Mac does not have this policy\n",
				word);
			return 1;
		}
		at += length;
	}
	words.limits.new_password = words.new_password != 0;
	if (user) {
		printf("Setting policy for %s\n", call->user);
		(void)simmac_record_drop(
			call->mac, user, "authentication_authority", SIMMAC_DISABLED);
		if (words.disabled)
			simmac_record_add(user, "authentication_authority", SIMMAC_DISABLED);
	} else {
		puts("Setting global policy");
	}
	return simmac_pwpolicy_keep_limits(call, user, &words.limits);
}

/* Of all, nothing on either stream where there is none. transcripts: getglobalpolicy-nothing */
static int print(const struct words *words)
{
	bool any = false;
	size_t k;

	for (k = 0; k < sizeof known / sizeof *known; k++) {
		int64_t number = *(const int64_t *)((const char *)words + known[k].place);

		if (number > 0)
			printf("%s=%lld ", known[k].name, (long long)number);
		any |= number > 0;
	}
	if (any)
		putchar('\n');
	return 0;
}

int simmac_pwpolicy_get_words(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	struct words words = words_of(call, user);

	if (user)
		printf("Getting policy for %s\n", call->user);
	return print(&words);
}

int simmac_pwpolicy_get_effective(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	struct words words = words_of(call, user);
	bool new_password = words.limits.new_password;

	words.limits = simmac_policy_limits_for(call->mac, user);
	words.limits.new_password = new_password;
	printf("Getting effective policy for %s\n", call->user);
	return print(&words);
}
