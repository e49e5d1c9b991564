/* defaults.h – what the parts of defaults share: one call and its domain. */
#ifndef SIMMAC_DEFAULTS_H
#define SIMMAC_DEFAULTS_H

#include "list_file.h"

struct simmac_defaults {
	struct simmac_mac *mac;
	bool host;          /* -currentHost */
	const char *domain; /* as messages name it */
	const char *path;   /* its file */
	struct vouch_plist *list;
	char **words; /* behind the domain */
	int count;
};

/* "com.apple.x", "NSGlobalDomain", "-g" or a path, with or without ".plist". */
void simmac_defaults_domain(struct simmac_defaults *call, const char *word);
/* Reads the file: 1 there, 0 not, negative not to be read. */
int simmac_defaults_load(struct simmac_defaults *call);
int simmac_defaults_save(struct simmac_defaults *call);
/* Says it with the log's stamp, and gives the exit status of a failure. */
int simmac_defaults_fail(const char *format, ...) VOUCH_PRINTF(1, 2);
/* What stands behind "write DOMAIN", into the list. False: said why not. */
bool simmac_defaults_write(struct simmac_defaults *call);
/* The folder of the caller's own preferences. */
const char *simmac_defaults_folder(struct simmac_defaults *call);

#endif
