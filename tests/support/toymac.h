/* toymac.h – a Mac of a few accounts in shared memory, with a probe and an actor over it.
 *
 * For tests of the executor: it keeps what its tools do one small effect at a time, so that a child
 * process can die between any two of them and its parent look at what is left. It behaves as the
 * worst of Apple's tools: what is not allowed is reported as done and has no effect.
 */
#ifndef TOYMAC_H
#define TOYMAC_H

#include <stdbool.h>
#include <stdint.h>

#include "vouch/api/actor.h"
#include "vouch/api/probe.h"
#include "vouch/api/secrets.h"

enum { TOY_ACCOUNTS = 8, TOY_TEXT = 64, TOY_APPLIED = 256, TOY_DIED = 97 };

struct toy_account {
	bool used;
	char name[TOY_TEXT], uuid[TOY_TEXT], shell[TOY_TEXT], home[TOY_TEXT];
	char password[TOY_TEXT]; /* empty: none */
	char stamp[TOY_TEXT];    /* of the password; empty: macOS tells none */
	int64_t uid;             /* -1: none */
	bool admin, tag, crypto_user, disabled, logged_in;
};

/* What an actor was asked to do. */
struct toy_applied {
	enum vouch_action action;
	char user[TOY_TEXT];
};

struct toymac {
	struct toy_account accounts[TOY_ACCOUNTS];
	bool homes[TOY_ACCOUNTS]; /* of the account that stands or stood there */
	enum vouch_filevault filevault;
	char key[TOY_TEXT]; /* the recovery key; empty: none */
	int keys_made, passwords_set, wrong_proofs;
	int64_t now;
	int lag; /* so many looks at a token's status still see the old one */
	bool first_token_by_proof;
	bool ignores_everything; /* every tool says it is done and does nothing */
	bool reports_failure;    /* every tool does what it should and reports a failure */

	long ticks, die_at; /* small effects so far; at which one the process ends (0: never) */
	struct toy_applied applied[TOY_APPLIED];
	int applied_count;
	int proofs, proofs_without_holder, refreshes;
	int doubled;             /* effects on what was there already */
	bool was_without_keeper; /* at some moment nobody was an admin with a live token */
};

/* In memory that children share. */
struct toymac *toymac_new(void);
void toymac_free(struct toymac *mac);
struct toy_account *toymac_add(
	struct toymac *mac, const char *name, bool admin, bool token, const char *password);
struct toy_account *toymac_find(struct toymac *mac, const char *name);

struct vouch_probe toymac_probe(struct toymac *mac);
struct vouch_actor toymac_actor(struct toymac *mac);

/* A keeper of passwords: the text of an env source is the password itself; "missing" is not there.
 */
struct vouch_keeper toymac_keeper(void);

#endif
