/* rules.h – the table of section 3 of the design as the executor needs it: for each action what
 * must be true right before, which passwords it relies on, and what must be seen right after.
 * Private to reconciler/exec.
 */
#ifndef VOUCH_EXEC_RULES_H
#define VOUCH_EXEC_RULES_H

#include <stdbool.h>

#include "vouch/model/change.h"

/* What is asked of the account itself, before. */
enum subject_need {
	NEED_NO_ACCOUNT = 1 << 0, /* absent, or half made by an open creation of ours */
	NEED_PRESENT = 1 << 1,
	NEED_TOKEN_NONE = 1 << 2,
	NEED_TOKEN_SOME = 1 << 3, /* live or dead */
	NEED_TOKEN_DEAD = 1 << 4, /* by the look, or known not to work */
	NEED_USABLE = 1 << 5,     /* not disabled, kind local or mobile */
	NEED_LISTED = 1 << 6,     /* in the FileVault list */
	NEED_UNLISTED = 1 << 7
};

/* What is asked of whoever vouches. */
enum grantor_need {
	GRANTOR_NEVER,    /* the action has none */
	GRANTOR_OPTIONAL, /* a grantor, where the change names one */
	GRANTOR_FULL,     /* present, admin, token live, not disabled, kind local or mobile */
	GRANTOR_HOLDER,   /* the same without admin */
	GRANTOR_UNLOCKER  /* present, not disabled, local or mobile, in the FileVault list (HFS+) */
};

/* What is asked of the machine. */
enum machine_need {
	MACHINE_STEADY = 1 << 0, /* FileVault neither encrypting nor decrypting */
	MACHINE_FILEVAULT_OFF = 1 << 1,
	MACHINE_FILEVAULT_ON = 1 << 2,
	MACHINE_BOOTSTRAP_FREE = 1 << 3, /* a bootstrap token is supported and not escrowed */
	MACHINE_NOBODY_HOLDS = 1 << 4,   /* the whole Mac is looked at */
	MACHINE_LOGGED_OUT = 1 << 5      /* the same */
};

/* What an action takes away: somebody else must keep it (powers.c). */
enum power { TAKES_ADMIN = 1 << 0, TAKES_TOKEN = 1 << 1, TAKES_UNLOCKER = 1 << 2 };

/* What must be seen after, beside the change's differences. */
enum result_need {
	RESULT_PRESENT = 1 << 0,
	RESULT_ABSENT = 1 << 1,
	RESULT_NEW_UUID = 1 << 2, /* the account that the intent recorded, and a whole one */
	RESULT_ADMIN = 1 << 3,
	RESULT_NO_ADMIN = 1 << 4,
	RESULT_TOKEN_LIVE = 1 << 5, /* tag, crypto user and the tool that speaks for macOS */
	RESULT_TOKEN_NONE = 1 << 6,
	RESULT_LISTED = 1 << 7,
	RESULT_UNLISTED = 1 << 8,
	RESULT_FILEVAULT_ON = 1 << 9, /* or encrypting, which counts as on */
	RESULT_ESCROWED = 1 << 10,
	RESULT_PASSWORD_WORKS = 1 << 11
};

struct rule {
	unsigned subject; /* enum subject_need */
	enum grantor_need grantor;
	unsigned machine;   /* enum machine_need */
	unsigned takes;     /* enum power */
	unsigned result;    /* enum result_need */
	bool needs_secret;  /* the account's own password */
	bool proves_secret; /* and it is checked first */
	/* Checking the password is itself the effect: it comes after the intent. */
	bool proof_is_effect;
	/* Where its result is there already, no tool is started. */
	bool may_be_there;
	/* What the tools reported as failed is failed, even where the result looks right: it leaves
	 * something that no look shows (a home folder, a recovery key). */
	bool error_is_final;
	bool lags; /* what macOS says follows after about a second */
};

/* The rule of a change: the action's row, and what its flags and its grantor add. */
struct rule rule_of(const struct vouch_change *change);

#endif
