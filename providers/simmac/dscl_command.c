/* dscl_command.c – one command of dscl: the table of its verbs, and what each wants. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"
#include "input.h"

/* EX_USAGE */
enum { EXIT_USAGE = 64 };

enum takes { A_PATH, NO_PATH };

struct verb {
	const char *name;
	enum simmac_lock lock;
	bool locks_itself;
	enum takes takes;
	int least; /* words, the path among them */
	int (*run)(struct simmac_dscl *dscl);
};

/* The names and the counts are those of Apple's own table. FACTS 3.2 */
static const struct verb verbs[] = {
	{"list", SIMMAC_READ, false, A_PATH, 1, simmac_dscl_list},
	{"ls", SIMMAC_READ, false, A_PATH, 1, simmac_dscl_list},
	{"read", SIMMAC_READ, false, A_PATH, 1, simmac_dscl_read},
	{"cat", SIMMAC_READ, false, A_PATH, 1, simmac_dscl_read},
	{".", SIMMAC_READ, false, A_PATH, 1, simmac_dscl_read},
	{"readall", SIMMAC_READ, false, A_PATH, 1, simmac_dscl_readall},
	{"readpl", SIMMAC_READ, false, A_PATH, 3, simmac_dscl_readpl},
	{"readpli", SIMMAC_READ, false, A_PATH, 4, simmac_dscl_readpli},
	{"search", SIMMAC_READ, false, A_PATH, 3, simmac_dscl_search},
	{"diff", SIMMAC_READ, false, A_PATH, 2, simmac_dscl_diff},
	{"create", SIMMAC_CHANGE, false, A_PATH, 1, simmac_dscl_create},
	{"createprop", SIMMAC_CHANGE, false, A_PATH, 1, simmac_dscl_create},
	{"mk", SIMMAC_CHANGE, false, A_PATH, 1, simmac_dscl_create},
	{"createpl", SIMMAC_CHANGE, false, A_PATH, 4, simmac_dscl_createpl},
	{"createpli", SIMMAC_CHANGE, false, A_PATH, 5, simmac_dscl_createpli},
	{"append", SIMMAC_CHANGE, false, A_PATH, 3, simmac_dscl_append},
	{"merge", SIMMAC_CHANGE, false, A_PATH, 3, simmac_dscl_merge},
	{"delete", SIMMAC_CHANGE, false, A_PATH, 1, simmac_dscl_delete},
	{"destroy", SIMMAC_CHANGE, false, A_PATH, 1, simmac_dscl_delete},
	{"destroyprop", SIMMAC_CHANGE, false, A_PATH, 1, simmac_dscl_delete},
	{"rm", SIMMAC_CHANGE, false, A_PATH, 1, simmac_dscl_delete},
	{"deletepl", SIMMAC_CHANGE, false, A_PATH, 3, simmac_dscl_deletepl},
	{"deletepli", SIMMAC_CHANGE, false, A_PATH, 4, simmac_dscl_deletepli},
	{"change", SIMMAC_CHANGE, false, A_PATH, 4, simmac_dscl_change},
	{"changei", SIMMAC_CHANGE, false, A_PATH, 4, simmac_dscl_changei},
	{"passwd", SIMMAC_CHANGE, true, A_PATH, 1, simmac_dscl_passwd},
	{"authonly", SIMMAC_CHANGE, true, NO_PATH, 0, simmac_dscl_authonly},
	{"auth", SIMMAC_CHANGE, true, NO_PATH, 0, simmac_dscl_auth},
	{"su", SIMMAC_CHANGE, true, NO_PATH, 0, simmac_dscl_auth},
	{"cd", SIMMAC_READ, false, A_PATH, 1, simmac_dscl_cd},
	{"pushd", SIMMAC_READ, false, NO_PATH, 0, simmac_dscl_pushd},
	{"pd", SIMMAC_READ, false, NO_PATH, 0, simmac_dscl_pushd},
	{"popd", SIMMAC_READ, false, NO_PATH, 0, simmac_dscl_popd},
};

static const struct {
	enum simmac_ds status;
	const char *name;
} statuses[] = {
	{DS_UNKNOWN_NODE, "eDSUnknownNodeName"},
	{DS_OUT_OF_RANGE, "eDSIndexOutOfRange"},
	{DS_AUTH_FAILED, "eDSAuthFailed"},
	{DS_PERMISSION, "eDSPermissionError"},
	{DS_READ_ONLY, "eDSReadOnly"},
	{DS_BAD_TYPE, "eDSInvalidRecordType"},
	{DS_BAD_NAME, "eDSInvalidRecordName"},
	{DS_NO_ATTRIBUTE, "eDSAttributeNotFound"},
	{DS_EXISTS, "eDSRecordAlreadyExists"},
	{DS_NO_RECORD, "eDSRecordNotFound"},
	{DS_SCHEMA, "eDSSchemaError"},
	{DS_NO_VALUE, "eDSAttributeValueNotFound"},
	{DS_BAD_PASSWORD, "eDSAuthPasswordQualityCheckFailed"},
	{DS_DISABLED, "eDSAuthAccountDisabled"},
	{DS_EMPTY_ATTRIBUTE, "eDSEmptyAttribute"},
	{DS_NO_PLIST_PATH, "eDSUnknownMatchType"},
};

const char *simmac_ds_name(enum simmac_ds status)
{
	size_t i;

	for (i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (statuses[i].status == status)
			return statuses[i].name;
	return "eUndefinedError";
}

int simmac_dscl_end(struct simmac_dscl *dscl, enum simmac_ds status)
{
	(void)dscl; /* the same line whatever was asked */
	(void)fflush(stdout);
	fprintf(stderr, "<dscl_cmd> DS Error: -%d (%s)\n", (int)status, simmac_ds_name(status));
	return (int)status;
}

int simmac_dscl_invalid_path(struct simmac_dscl *dscl)
{
	printf("%s: Invalid Path\n", dscl->verb);
	return simmac_dscl_end(dscl, DS_UNKNOWN_NODE);
}

int simmac_dscl_usage(void)
{
	fputs("usage: dscl [options] [<datasource> [<command>]]\n"
	      "datasource:\n"
	      "    localhost    (default)                                    or\n"
	      "    <nodename>   (Directory Service style node name)          or\n"
	      "    <domainname> (NetInfo style domain name)\n"
	      "options:\n"
	      "    -u <user>      authenticate as user\n"
	      "    -P <password>  authentication password\n"
	      "    -p             prompt for password\n"
	      "    -raw           don't strip off prefix from DS constants\n"
	      "    -plist         print out record(s) or attribute(s) in XML plist format\n"
	      "    -url           print record attribute values in URL-style encoding\n"
	      "    -q             quiet - no interactive prompt\n"
	      "commands:\n"
	      "    -read      <path> [<key>...]\n"
	      "    -readall   <path> [<key>...]\n"
	      "    -readpl    <path> <key> <plist path>\n"
	      "    -readpli   <path> <key> <value index> <plist path>\n"
	      "    -create    <record path> [<key> [<val>...]]\n"
	      "    -createpl  <record path> <key> <plist path> <val1> [<val2>...]\n"
	      "    -createpli <record path> <key> <value index> <plist path> <val1> [<val2>...]\n"
	      "    -delete    <path> [<key> [<val>...]]\n"
	      "    -deletepl  <record path> <key> <plist path> [<val>...]\n"
	      "    -deletepli <record path> <key> <value index> <plist path> [<val>...]\n"
	      "    -list      <path> [<key>]\n"
	      "    -append    <record path> <key> <val>...\n"
	      "    -merge     <record path> <key> <val>...\n"
	      "    -change    <record path> <key> <old value> <new value>\n"
	      "    -changei   <record path> <key> <value index> <new value>\n"
	      "    -diff      <first path> <second path>\n"
	      "    -search    <path> <key> <val>\n"
	      "    -auth      [<user> [<password>]]\n"
	      "    -authonly  [<user> [<password>]]\n"
	      "    -passwd    <user path> [<new password> | <old password> <new password>]\n",
		stderr);
	return EXIT_USAGE;
}

static const struct verb *find_verb(const char *word)
{
	size_t i;

	if (word[0] == '-' && word[1])
		word++;
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (vouch_text_equal_nocase(verbs[i].name, word))
			return &verbs[i];
	return NULL;
}

int simmac_dscl_command(struct simmac_dscl *dscl, int argc, char **argv)
{
	const struct verb *verb = find_verb(argv[0]);
	struct simmac_dscl_path path = {0};
	bool has_path;

	if (!verb)
		return simmac_dscl_usage();
	dscl->verb = verb->name;
	has_path = verb->takes == A_PATH && argc > 1;
	if (argc - 1 < verb->least && !(dscl->interactive && verb->least == 1)) {
		fprintf(stderr, "Too few parameters for %s operation\n", verb->name);
		return simmac_dscl_usage();
	}
	simmac_dscl_walk(dscl, has_path ? argv[1] : ".", &path);
	simmac_dscl_go(dscl, &path);
	dscl->words = argv + (has_path ? 2 : 1);
	dscl->count = argc - (has_path ? 2 : 1);
	if (!verb->locks_itself && simmac_mac_lock(dscl->mac, verb->lock) < 0)
		return DS_BROKEN;
	return verb->run(dscl);
}
