/* dscl.h – what the parts of dscl share: its options, one place in the directory, its answers.
 *
 * dscl returns the directory status without its sign, modulo 256. FACTS 3.1
 */
#ifndef SIMMAC_DSCL_H
#define SIMMAC_DSCL_H

#include "dscl_value.h"
#include "physics.h"

enum simmac_ds {
	DS_OK = 0,
	DS_UNKNOWN_NODE = 14009,
	DS_AUTH_FAILED = 14090,
	DS_PERMISSION = 14120,
	DS_NO_ATTRIBUTE = 14134,
	DS_EXISTS = 14135,
	DS_NO_RECORD = 14136,
	DS_NO_VALUE = 14143,
	DS_BAD_PASSWORD = 14165,
	DS_DISABLED = 14167,
	DS_BROKEN = -1 /* the simulation failed; mac->err says how */
};

enum simmac_dscl_place { DSCL_ROOT, DSCL_TYPE, DSCL_RECORD, DSCL_NOWHERE };

struct simmac_dscl {
	struct simmac_mac *mac;
	bool plist, raw, url;
	bool localhost;   /* paths start with the node's own */
	const char *verb; /* without its dash */
	enum simmac_dscl_place place;
	enum simmac_record_type type;
	const char *name; /* of the record */
	char **words;     /* what stands behind the path, NULL at the end */
	int count;
};

/* Prints the line that every failure ends with, and gives the exit status. */
int simmac_dscl_end(struct simmac_dscl *dscl, enum simmac_ds status);
/* "VERB: Invalid Path" and -14009. */
int simmac_dscl_invalid_path(struct simmac_dscl *dscl);

/* Reading: dscl_read.c */
int simmac_dscl_list(struct simmac_dscl *dscl);
int simmac_dscl_read(struct simmac_dscl *dscl);
int simmac_dscl_readall(struct simmac_dscl *dscl);
int simmac_dscl_readpl(struct simmac_dscl *dscl);
int simmac_dscl_search(struct simmac_dscl *dscl);
/* Writing: dscl_write.c */
int simmac_dscl_create(struct simmac_dscl *dscl);
int simmac_dscl_append(struct simmac_dscl *dscl);
int simmac_dscl_merge(struct simmac_dscl *dscl);
int simmac_dscl_delete(struct simmac_dscl *dscl);
int simmac_dscl_change(struct simmac_dscl *dscl);
int simmac_dscl_changei(struct simmac_dscl *dscl);
/* Passwords: dscl_password.c. These prompt, so they take the lock themselves. */
int simmac_dscl_passwd(struct simmac_dscl *dscl);
int simmac_dscl_authonly(struct simmac_dscl *dscl);

#endif
