/* actor_act.h – one change while it is done: running the tools that change, and what they said.
 *
 * The parts of the actor (actor_create.c, actor_token.c …) are lists of these calls. Arguments are
 * given without the tool itself, NULL last; passwords only as lines of standard input. Everything a
 * tool printed goes to the transcript, escaped, bounded, and with the passwords that were in play
 * blotted out.
 */
#ifndef VOUCH_MACOS_ACTOR_ACT_H
#define VOUCH_MACOS_ACTOR_ACT_H

#include "capability.h"
#include "errors.h"
#include "vouch/api/actor.h"
#include "vouch/base/plist.h"
#include "vouch/machine/spawn.h"

enum vouch_macos_changer {
	VOUCH_MACOS_DSCL,
	VOUCH_MACOS_DSEDITGROUP,
	VOUCH_MACOS_SYSADMINCTL,
	VOUCH_MACOS_CREATEHOMEDIR,
	VOUCH_MACOS_DISKUTIL,
	VOUCH_MACOS_FDESETUP,
	VOUCH_MACOS_PROFILES,
	VOUCH_MACOS_CHANGER_COUNT
};

/* FACTS 2.4: getpass, which dscl asks with, takes 128 bytes; a longer line is cut silently. */
enum { VOUCH_MACOS_PROMPT_LONGEST = 128 };

struct vouch_macos_act {
	const char *root;
	const struct vouch_macos_capability *can; /* what this Mac's version of macOS can */
	int lock_fd;
	struct vouch_arena *arena;
	struct vouch_buf *transcript; /* NULL: nothing is kept */
	const struct vouch_change *change;
	const struct vouch_account *before; /* NULL: absent */
	const char *uuid;                   /* of the account, old or new; NULL: not known */
	const struct vouch_secret *user_password, *by_password, *old_password; /* NULL: none */
	struct vouch_secret *made_key; /* a recovery key goes there */
	enum vouch_macos_trouble_kind
		*trouble; /* of the last tool that failed; NULL: nobody asks */
};

#define VOUCH_MACOS_WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define VOUCH_MACOS_LINES(...) ((const struct vouch_secret *const[]){__VA_ARGS__, NULL})

/* Runs a tool to its end. What it did is in *out; an error only where the system failed, the tool
 * could not be started or was killed at its deadline. */
int vouch_macos_act_run(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_child *out, struct vouch_err *err);
/* The same for a tool that prints a secret: what it says on standard output goes there and nowhere
 * else. */
int vouch_macos_act_secret(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_secret *printed, struct vouch_child *out, struct vouch_err *err);
/* The same for a tool that asks on a terminal: answers, in order. Both streams come as the first.
 */
int vouch_macos_act_ask(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_answer *answers, size_t count,
	struct vouch_child *out, struct vouch_err *err);
/* The same, and an exit other than 0 is an error: for tools whose status can be believed. */
int vouch_macos_act_must(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_err *err);
/* For tools that mean both what they say and how they end: an error where either is a refusal. */
int vouch_macos_act_words(const struct vouch_macos_act *act, enum vouch_macos_changer tool,
	const char *const *arguments, const struct vouch_secret *const *lines,
	struct vouch_err *err);
/* The same over a tool that has ended. */
int vouch_macos_act_judge(
	const struct vouch_macos_act *act, const struct vouch_child *child, struct vouch_err *err);
/* sysadminctl: an error where it exited other than 0, said one of the refusals, or did not say
 * marker (NULL: no marker is asked for). *kind (may be NULL): why, where it is an error and a row
 * of errors.h; else VOUCH_MACOS_TROUBLE_COUNT. */
int vouch_macos_act_admin(const struct vouch_macos_act *act, const char *const *arguments,
	const struct vouch_secret *const *lines, const char *marker,
	enum vouch_macos_trouble_kind *kind, struct vouch_err *err);
/* The error of a tool that has ended: what it is, how it ended, its telling line, the cure. */
int vouch_macos_act_failed(
	const struct vouch_macos_act *act, const struct vouch_child *child, struct vouch_err *err);
/* actor_transcript.c: blots secrets out of what a tool printed, and puts it into the transcript, so
 * many bytes of each stream. */
void vouch_macos_act_keep(
	const struct vouch_macos_act *act, struct vouch_child *child, size_t kept);
/* One line of our own for the transcript. */
void vouch_macos_act_note(const struct vouch_macos_act *act, const char *format, ...)
	VOUCH_PRINTF(2, 3);

/* actor_check.c. Can it be said to a tool as a name? Not empty, at most 244 bytes, no "-" or "." in
 * front, no "/", no control character, UTF-8. what: "user", "group". */
int vouch_macos_check_name(const char *what, const char *name, struct vouch_err *err);
/* The same for any other value; it may be empty and have slashes. */
int vouch_macos_check_value(const char *what, const char *value, struct vouch_err *err);
/* Somebody's password, by its limits for pipes. */
int vouch_macos_check_password(
	const char *whose, const struct vouch_secret *password, struct vouch_err *err);

/* By those of a prompt on a terminal. */
int vouch_macos_check_password_for_terminal(
	const char *whose, const struct vouch_secret *password, struct vouch_err *err);

#endif
