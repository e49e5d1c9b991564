/* dscl.h – what the parts of dscl share: its options, one place in the directory, its answers.
 *
 * dscl returns the directory status without its sign, modulo 256. FACTS 3.1
 *
 * A session (tool_dscl.c) opens a node, and runs one command (dscl_command.c) or those of its input
 * (dscl_session.c). A command's path becomes a place (dscl_path.c); its verb reads or writes there.
 */
#ifndef SIMMAC_DSCL_H
#define SIMMAC_DSCL_H

#include "dscl_value.h"
#include "physics.h"

enum simmac_ds {
	DS_OK = 0,
	DS_UNKNOWN_NODE = 14009,
	DS_OUT_OF_RANGE = 14062,
	DS_AUTH_FAILED = 14090,
	DS_PERMISSION = 14120,
	DS_READ_ONLY = 14121,
	DS_BAD_TYPE = 14130,
	DS_BAD_NAME = 14133,
	DS_NO_ATTRIBUTE = 14134,
	DS_EXISTS = 14135,
	DS_NO_RECORD = 14136,
	DS_SCHEMA = 14142,
	DS_NO_VALUE = 14143,
	DS_BAD_PASSWORD = 14165,
	DS_DISABLED = 14167,
	DS_EMPTY_ATTRIBUTE = 14240,
	DS_NO_PLIST_PATH = 14261, /* eDSUnknownMatchType */
	DS_BROKEN = -1            /* the simulation failed; mac->err says how */
};

enum simmac_dscl_node { DSCL_LOCAL_NODE, DSCL_SEARCH_NODE, DSCL_ALL_NODES };

enum simmac_dscl_place {
	DSCL_TOP,    /* localhost: the nodes */
	DSCL_FOLDER, /* /Local, which holds nodes */
	DSCL_ROOT,   /* of a node: its types */
	DSCL_TYPE,
	DSCL_RECORD,
	DSCL_NOWHERE
};

struct simmac_dscl_path {
	const char **items; /* without escapes */
	size_t count, room;
};

struct simmac_dscl {
	struct simmac_mac *mac;
	bool plist, raw, url, quiet, interactive;
	enum simmac_dscl_node node;
	struct simmac_dscl_path here; /* where an interactive session stands */
	struct {
		struct simmac_dscl_path *items;
		size_t count, room;
	} pushed;
	/* of the command: */
	const char *verb; /* without its dash */
	enum simmac_dscl_place place;
	bool search; /* the place is below /Search */
	enum simmac_record_type type;
	const char *name; /* of the record */
	char **words;     /* what stands behind the path, NULL at the end */
	int count;
};

/* Prints the line that every failure ends with, and gives the exit status. */
int simmac_dscl_end(struct simmac_dscl *dscl, enum simmac_ds status);
const char *simmac_ds_name(enum simmac_ds status);
/* "VERB: Invalid Path" and -14009. */
int simmac_dscl_invalid_path(struct simmac_dscl *dscl);

/* Commands: dscl_command.c. argv[0] is the verb. */
int simmac_dscl_command(struct simmac_dscl *dscl, int argc, char **argv);
int simmac_dscl_usage(void);
/* A user's name and password: an administrator's makes the caller root. dscl_password.c */
enum simmac_ds simmac_dscl_authenticate(
	struct simmac_dscl *dscl, const char *user, const struct vouch_secret *password);
/* The commands of standard input: dscl_session.c. Gives an exit status. */
int simmac_dscl_session(struct simmac_dscl *dscl);
/* cd, pushd, popd: of one command alone they change nothing that lasts. */
int simmac_dscl_cd(struct simmac_dscl *dscl);
int simmac_dscl_pushd(struct simmac_dscl *dscl);
int simmac_dscl_popd(struct simmac_dscl *dscl);

/* Paths: dscl_path.c. Walks from where the session stands; ".." never leaves the top. */
void simmac_dscl_walk(
	const struct simmac_dscl *dscl, const char *path, struct simmac_dscl_path *out);
/* Sets place, search, type and name. */
void simmac_dscl_go(struct simmac_dscl *dscl, const struct simmac_dscl_path *path);

/* Reading: dscl_read.c, dscl_list.c, dscl_search.c */
int simmac_dscl_list(struct simmac_dscl *dscl);
int simmac_dscl_read(struct simmac_dscl *dscl);
int simmac_dscl_readall(struct simmac_dscl *dscl);
int simmac_dscl_search(struct simmac_dscl *dscl);
int simmac_dscl_diff(struct simmac_dscl *dscl);
/* Attributes that whoever calls may see, those named or all, in dscl's order; complain: says which
 * are missing. */
void simmac_dscl_select(struct simmac_dscl *dscl, struct vouch_arena *arena,
	const struct simmac_record *record, bool complain, struct simmac_attributes *out);
/* Writing: dscl_write.c */
int simmac_dscl_create(struct simmac_dscl *dscl);
int simmac_dscl_append(struct simmac_dscl *dscl);
int simmac_dscl_merge(struct simmac_dscl *dscl);
int simmac_dscl_delete(struct simmac_dscl *dscl);
int simmac_dscl_change(struct simmac_dscl *dscl);
int simmac_dscl_changei(struct simmac_dscl *dscl);
bool simmac_dscl_may_write(
	const struct simmac_dscl *dscl, const struct simmac_record *record, const char *key);
/* "<main> attribute status: …" and the line of the end. */
int simmac_dscl_attribute_status(struct simmac_dscl *dscl, enum simmac_ds status);
/* Property lists kept in an attribute: dscl_plist.c */
int simmac_dscl_readpl(struct simmac_dscl *dscl);
int simmac_dscl_readpli(struct simmac_dscl *dscl);
int simmac_dscl_createpl(struct simmac_dscl *dscl);
int simmac_dscl_createpli(struct simmac_dscl *dscl);
int simmac_dscl_deletepl(struct simmac_dscl *dscl);
int simmac_dscl_deletepli(struct simmac_dscl *dscl);
/* Passwords: dscl_password.c. These prompt, so they take the lock themselves. */
int simmac_dscl_passwd(struct simmac_dscl *dscl);
int simmac_dscl_auth(struct simmac_dscl *dscl);
int simmac_dscl_authonly(struct simmac_dscl *dscl);

#endif
