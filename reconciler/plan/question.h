/* question.h – questions about what is missing, one row each: lack.c asks them in order. */
#ifndef VOUCH_PLAN_QUESTION_H
#define VOUCH_PLAN_QUESTION_H

#include "lack.h"

/* Is it missing? Then says whose, and what can be done; may say another need. */
typedef bool vouch_question_fn(
	const struct vouch_world *world, int who, enum vouch_task task, struct vouch_lack *lack);

struct vouch_question {
	enum vouch_needs needs;
	vouch_question_fn *is_missing; /* NULL ends the rows */
};

/* An answer: it is missing. */
static inline bool vouch_lack_say(struct vouch_lack *lack, int of, const char *hint)
{
	lack->of = of;
	lack->hint = hint;
	return true;
}

/* lack_own.c */
vouch_question_fn vouch_lack_unread_names;      /* of somebody who may have the uid or full name */
vouch_question_fn vouch_lack_unread_leaver;     /* the same, of somebody who was to leave first */
vouch_question_fn vouch_lack_is_taken;          /* the uid or the full name */
vouch_question_fn vouch_lack_unread_kind;       /* disabled, or what kind of account */
vouch_question_fn vouch_lack_unread_login;      /* who is logged in */
vouch_question_fn vouch_lack_logged_in;         /* it is */
vouch_question_fn vouch_lack_cannot_hold;       /* disabled, or neither local nor mobile */
vouch_question_fn vouch_lack_no_tokens;         /* HFS+ */
vouch_question_fn vouch_lack_filevault_moves;   /* encrypting or decrypting */
vouch_question_fn vouch_lack_password_or_login; /* a login would bring the token without it */
vouch_question_fn vouch_login_missing;          /* a graphical login would bring the token */
vouch_question_fn vouch_lack_means_another;     /* two declarations mean one account */
vouch_question_fn vouch_lack_unread_family;     /* the version or the file system */
vouch_question_fn vouch_lack_unread_filevault;
vouch_question_fn vouch_lack_no_hands; /* not by this build */
vouch_question_fn vouch_lack_source_unsupported;
vouch_question_fn vouch_lack_password;

/* lack_unlock.c: the FileVault list of HFS+. */
extern const struct vouch_question vouch_lack_add_own[], vouch_lack_add_others[];
extern const struct vouch_question vouch_lack_remove_own[];

/* lack_password.c: what setting a password lacks, by itself and of others. */
extern const struct vouch_question vouch_lack_password_own[], vouch_lack_password_trust[];
/* lack_password.c: a new one is to be set, and nothing of its own holds that up. */
bool vouch_lack_password_may_come(const struct vouch_world *world, int who);
/* lack_password.c: it was to be set in this plan, and was not. */
vouch_question_fn vouch_lack_password_not_set;

/* lack_grantor.c */
vouch_question_fn vouch_lack_unread_grantor;      /* nobody vouches, and one could not be read */
vouch_question_fn vouch_lack_unsupported_grantor; /* one whose password cannot be used yet */
vouch_question_fn vouch_lack_grantor;
/* lack_keeper.c */
vouch_question_fn vouch_lack_unread_keeper; /* nobody keeps the power, and one could not be read */
vouch_question_fn vouch_lack_replacement;

#endif
