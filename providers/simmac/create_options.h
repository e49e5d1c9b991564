/* create_options.h – the options of `simmac create`, checked and with their defaults filled in. */
#ifndef SIMMAC_CREATE_OPTIONS_H
#define SIMMAC_CREATE_OPTIONS_H

#include "physics.h"
#include "settings.h"

struct simmac_new_account {
	struct simmac_account account;
	bool password;   /* a line of standard input */
	bool hashed;     /* it arrives as a hash */
	bool token;      /* given in the Users pane, as if by a token administrator; on HFS+: may
			    unlock FileVault */
	bool no_token;   /* lost again, or never given: tag and crypto user are gone */
	bool dead_token; /* its crypto user has kept another password */
	bool mobile;     /* cached from a directory */
};

struct simmac_create {
	const char *directory;
	struct simmac_settings settings;
	enum simmac_filevault filevault;
	int64_t percent;          /* of encrypting or decrypting */
	const char *deferred_for; /* whose logout switches FileVault on */
	enum simmac_bootstrap bootstrap;
	bool bootstrap_given, no_recovery_key, icloud;
	bool setup_assistant; /* there is an --admin */
	struct {
		struct simmac_new_account *items;
		size_t count, room;
	} accounts; /* in order of the options */
};

/* Negative: go on. Otherwise the status to end with, after --help or a message on standard error.
 * Release out->settings in any case. */
int simmac_create_options(
	struct vouch_arena *arena, int argc, char **argv, struct simmac_create *out);

/* Fills in what follows from the rest and refuses what cannot be; answers as above. */
int simmac_create_check(struct vouch_arena *arena, struct simmac_create *out);

#endif
