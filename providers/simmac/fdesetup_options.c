/* fdesetup_options.c – the options of fdesetup, verb by verb, as its manual page has them.
 * FACTS 4.2
 */
#include <stddef.h>
#include <string.h>

#include "vouch/base/text.h"

#include "fdesetup.h"

#define PLACE(field) offsetof(struct simmac_fde, field)

enum kind { FLAG, TEXT, NUMBER, PERSON, PATH_OF_KEY, SHOWN };

static const struct option {
	const char *word;
	enum kind kind;
	size_t place;
} options[] = {
	{"-inputplist", FLAG, PLACE(input_plist)},
	{"-i", FLAG, PLACE(input_plist)},
	{"-outputplist", FLAG, PLACE(output_plist)},
	{"-personal", FLAG, PLACE(personal)},
	{"-institutional", FLAG, PLACE(institutional)},
	{"-norecoverykey", FLAG, PLACE(no_recovery_key)},
	{"-extended", FLAG, PLACE(extended)},
	{"-verbose", FLAG, PLACE(verbose)},
	{"-keychain", FLAG, PLACE(keychain)},
	{"-offline", FLAG, PLACE(offline)},
	{"-prompt", FLAG, PLACE(prompts)},
	{"-forcerestart", FLAG, PLACE(force_restart)},
	{"-authrestart", FLAG, PLACE(auth_restart)},
	{"-dontaskatlogout", FLAG, PLACE(no_question_at_logout)},
	{"-showrecoverykey", SHOWN, 0}, /* it always is */
	{"-user", TEXT, PLACE(user)},
	{"-uuid", TEXT, PLACE(uuid)},
	{"-defer", TEXT, PLACE(defer)},
	{"-certificate", TEXT, PLACE(certificate)},
	{"-device", TEXT, PLACE(device)},
	{"-forceatlogin", NUMBER, PLACE(force_at_login)},
	{"-delayminutes", NUMBER, PLACE(delay_minutes)},
	{"-usertoadd", PERSON, 0},
	{"-key", PATH_OF_KEY, 0},
};

/* -verbose goes with every verb. The manual page gives disable no other option, and the
 * recovery-key verbs -user without a value; scripts of others have what stands here. */
static const struct {
	const char *verb, *words;
} takes[] = {
	{"status", "-extended"},
	{"isactive", ""},
	{"list", "-extended -offline"},
	{"add", "-usertoadd -inputplist -i"},
	{"remove", "-user -uuid"},
	{"sync", ""},
	{"enable",
		"-user -usertoadd -inputplist -i -outputplist -prompt -forcerestart -authrestart "
		"-keychain -certificate -defer -forceatlogin -dontaskatlogout -norecoverykey "
		"-showrecoverykey"},
	{"disable", "-user -inputplist -i"},
	{"authrestart", "-inputplist -i -delayminutes -user"},
	{"showdeferralinfo", ""},
	{"haspersonalrecoverykey", "-device"},
	{"hasinstitutionalrecoverykey", "-device"},
	{"changerecovery",
		"-personal -institutional -user -keychain -certificate -key -inputplist -i "
		"-outputplist"},
	{"removerecovery", "-personal -institutional -user -key -inputplist -i"},
	{"validaterecovery", "-inputplist -i"},
	{"usingrecoverykey", ""},
	{"supportsauthrestart", ""},
	{"version", ""},
};

static bool verb_takes(const char *verb, const char *word)
{
	const char *at;
	size_t i, length;

	if (strcmp(word, "-verbose") == 0)
		return true;
	for (i = 0; i < sizeof takes / sizeof *takes && strcmp(takes[i].verb, verb) != 0; i++)
		continue;
	if (i == sizeof takes / sizeof *takes)
		return false;
	for (at = takes[i].words; *at; at += length + (at[length] == ' ')) {
		length = strcspn(at, " ");
		if (strlen(word) == length && memcmp(at, word, length) == 0)
			return true;
	}
	return false;
}

/* False: the value is none. */
static bool take(struct simmac_fde *call, const struct option *option, const char *value)
{
	char *place = (char *)call + option->place;
	struct simmac_fde_person *person;
	int64_t number;

	switch (option->kind) {
	case FLAG: *(bool *)place = true; return true;
	case TEXT: *(const char **)place = value; return true;
	case NUMBER:
		*(const char **)place = value;
		return vouch_text_number(value + (value[0] == '-'), &number);
	case PERSON:
		person = VOUCH_PUSH(&call->mac->arena, &call->people);
		*person = (struct simmac_fde_person){.name = value};
		return true;
	case PATH_OF_KEY: call->has_key_path = true; return true;
	case SHOWN: return true;
	}
	return false;
}

const char *simmac_fde_parse(struct simmac_fde *call, const char *verb, int argc, char **argv)
{
	size_t o;
	int i;

	for (i = 2; i < argc; i++) {
		const char *word = argv[i];
		bool has_value;

		for (o = 0; o < sizeof options / sizeof *options; o++)
			if (strcmp(options[o].word, word) == 0)
				break;
		if (o == sizeof options / sizeof *options || !verb_takes(verb, word))
			return word;
		has_value = options[o].kind != FLAG && options[o].kind != SHOWN;
		if (has_value && ++i == argc)
			return word;
		if (!take(call, &options[o], has_value ? argv[i] : NULL))
			return argv[i];
	}
	return NULL;
}
