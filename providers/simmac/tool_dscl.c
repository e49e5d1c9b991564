/* tool_dscl.c – dscl: its options, its paths, and the table of its verbs. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"
#include "input.h"
#include "tools.h"

/* EX_USAGE, EX_UNAVAILABLE */
enum { EXIT_USAGE = 64, EXIT_NO_NODE = 69 };

struct verb {
	const char *name;
	enum simmac_lock lock;
	bool locks_itself;
	int least; /* words behind the path */
	int (*run)(struct simmac_dscl *dscl);
};

static const struct verb verbs[] = {
	{"list", SIMMAC_READ, false, 0, simmac_dscl_list},
	{"ls", SIMMAC_READ, false, 0, simmac_dscl_list},
	{"read", SIMMAC_READ, false, 0, simmac_dscl_read},
	{"cat", SIMMAC_READ, false, 0, simmac_dscl_read},
	{"readall", SIMMAC_READ, false, 0, simmac_dscl_readall},
	{"readpl", SIMMAC_READ, false, 2, simmac_dscl_readpl},
	{"search", SIMMAC_READ, false, 2, simmac_dscl_search},
	{"create", SIMMAC_CHANGE, false, 0, simmac_dscl_create},
	{"append", SIMMAC_CHANGE, false, 2, simmac_dscl_append},
	{"merge", SIMMAC_CHANGE, false, 2, simmac_dscl_merge},
	{"delete", SIMMAC_CHANGE, false, 0, simmac_dscl_delete},
	{"change", SIMMAC_CHANGE, false, 3, simmac_dscl_change},
	{"changei", SIMMAC_CHANGE, false, 3, simmac_dscl_changei},
	{"passwd", SIMMAC_CHANGE, true, 0, simmac_dscl_passwd},
	{"authonly", SIMMAC_CHANGE, true, 1, simmac_dscl_authonly},
	{"auth", SIMMAC_CHANGE, true, 1, simmac_dscl_authonly},
};

static const struct {
	enum simmac_ds status;
	const char *name;
} statuses[] = {
	{DS_UNKNOWN_NODE, "eDSUnknownNodeName"},
	{DS_AUTH_FAILED, "eDSAuthFailed"},
	{DS_PERMISSION, "eDSPermissionError"},
	{DS_NO_ATTRIBUTE, "eDSAttributeNotFound"},
	{DS_EXISTS, "eDSRecordAlreadyExists"},
	{DS_NO_RECORD, "eDSRecordNotFound"},
	{DS_NO_VALUE, "eDSAttributeValueNotFound"},
	{DS_BAD_PASSWORD, "eDSAuthPasswordQualityCheckFailed"},
	{DS_DISABLED, "eDSAuthAccountDisabled"},
};

int simmac_dscl_end(struct simmac_dscl *dscl, enum simmac_ds status)
{
	size_t i;

	(void)dscl; /* the same line whatever was asked */
	(void)fflush(stdout);
	for (i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (statuses[i].status == status)
			fprintf(stderr, "<dscl_cmd> DS Error: -%d (%s)\n", (int)status,
				statuses[i].name);
	return (int)status;
}

int simmac_dscl_invalid_path(struct simmac_dscl *dscl)
{
	printf("%s: Invalid Path\n", dscl->verb);
	return simmac_dscl_end(dscl, DS_UNKNOWN_NODE);
}

static int usage(void)
{
	fputs("usage: dscl [options] [<datasource> [<command>]]\n"
	      "datasource:\n"
	      "    localhost                     (default)\n"
	      "    <nodename>                    (Directory Service style node name)\n"
	      "    <domainname>                  (NetInfo style domain name)\n"
	      "options:\n"
	      "    -u <user>                     authenticate as user\n"
	      "    -P <password>                 authentication password\n"
	      "    -p                            prompt for password\n"
	      "    -raw                          don't strip off prefix from DS constants\n"
	      "    -plist                        print out record(s) or attribute(s) in XML plist "
	      "format\n"
	      "    -url                          print record attribute values in URL-style "
	      "encoding\n"
	      "    -q                            quiet - no interactive prompt\n"
	      "commands:\n"
	      "    -read, -readall, -readpl, -create, -append, -merge, -delete, -change, "
	      "-changei,\n"
	      "    -list, -search, -passwd, -auth, -authonly\n",
		stderr);
	return EXIT_USAGE;
}

/* Paths: /Users, /Users/NAME, Groups/NAME; behind localhost, /Local/Default or /Search in front. */
static void take_path(struct simmac_dscl *dscl, const char *path)
{
	static const char *const nodes[] = {"/Local/Default", "/Search"};
	static const char *const types[] = {[SIMMAC_USERS] = "Users", [SIMMAC_GROUPS] = "Groups"};
	bool inside = !dscl->localhost;
	size_t i, length;

	for (i = 0; !inside && i < sizeof nodes / sizeof *nodes; i++)
		if (vouch_text_starts(path, nodes[i])) {
			path += strlen(nodes[i]);
			inside = true;
		}
	dscl->place = inside ? DSCL_ROOT : DSCL_NOWHERE;
	path += strspn(path, "/");
	if (!inside || !*path)
		return;
	dscl->place = DSCL_NOWHERE;
	length = strcspn(path, "/");
	for (i = 0; i < sizeof types / sizeof *types; i++)
		if (strlen(types[i]) == length && strncmp(types[i], path, length) == 0) {
			dscl->type = (enum simmac_record_type)i;
			dscl->place = DSCL_TYPE;
		}
	path += length;
	path += strspn(path, "/");
	if (dscl->place == DSCL_TYPE && *path) {
		dscl->place = strchr(path, '/') ? DSCL_NOWHERE : DSCL_RECORD;
		dscl->name = path;
	}
}

static bool take_node(struct simmac_dscl *dscl, const char *node)
{
	static const char *const nodes[] = {".", "/Local/Default", "/Search", "/Search/Users"};
	size_t i;

	dscl->localhost = strcmp(node, "localhost") == 0 || strcmp(node, "/") == 0;
	for (i = 0; i < sizeof nodes / sizeof *nodes; i++)
		if (strcmp(nodes[i], node) == 0)
			return true;
	return dscl->localhost;
}

static const struct verb *find_verb(const char *word)
{
	size_t i;

	if (*word == '-')
		word++;
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (vouch_text_equal_nocase(verbs[i].name, word))
			return &verbs[i];
	return NULL;
}

/* -u NAME -P PASSWORD or -p: an administrator's word makes the caller one. */
static int take_credentials(
	struct simmac_mac *mac, const char *user, const char *password, bool prompt)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret secret = {0};
	SIMMAC_RECORD record = {0};
	enum simmac_outcome outcome;

	if (prompt ? !simmac_input_prompt(&mac->heard, "Password: ", &secret)
		   : vouch_secret_set(&secret, password, strlen(password), NULL) < 0)
		return DS_AUTH_FAILED;
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return DS_BROKEN;
	outcome = simmac_authenticate(mac, user, &secret);
	if (outcome == SIMMAC_OK && simmac_record_find(mac, SIMMAC_USERS, user, &record) == 1 &&
		simmac_is_admin(mac, &record))
		mac->caller = "root";
	simmac_mac_unlock(mac);
	if (outcome == SIMMAC_BROKEN)
		return DS_BROKEN;
	return outcome == SIMMAC_OK ? DS_OK : DS_AUTH_FAILED;
}

static int run_verb(struct simmac_dscl *dscl, int argc, char **argv)
{
	const struct verb *verb = argc > 0 ? find_verb(argv[0]) : NULL;
	bool is_auth = verb && verb->run == simmac_dscl_authonly;

	if (!verb || argc - (is_auth ? 1 : 2) < verb->least)
		return usage();
	dscl->verb = verb->name;
	if (!is_auth)
		take_path(dscl, argv[1]);
	dscl->words = argv + (is_auth ? 1 : 2);
	dscl->count = argc - (is_auth ? 1 : 2);
	if (!verb->locks_itself && simmac_mac_lock(dscl->mac, verb->lock) < 0)
		return DS_BROKEN;
	return verb->run(dscl);
}

int simmac_dscl(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_dscl dscl = {.mac = mac};
	const char *user = NULL, *password = NULL;
	bool prompt = false;
	int i, status;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		dscl.plist |= strcmp(argv[i], "-plist") == 0;
		dscl.raw |= strcmp(argv[i], "-raw") == 0;
		dscl.url |= strcmp(argv[i], "-url") == 0;
		prompt |= strcmp(argv[i], "-p") == 0;
		if (strcmp(argv[i], "-u") == 0 && i + 1 < argc)
			user = argv[++i];
		else if (strcmp(argv[i], "-P") == 0 && i + 1 < argc)
			password = argv[++i];
	}
	if (i == argc)
		return usage();
	if (!take_node(&dscl, argv[i])) {
		printf("Data source (%s) is not valid.\n", argv[i]);
		return EXIT_NO_NODE;
	}
	status = user && (password || prompt) ? take_credentials(mac, user, password, prompt)
					      : DS_OK;
	if (status == DS_AUTH_FAILED)
		status = simmac_dscl_end(&dscl, DS_AUTH_FAILED);
	else if (status == DS_OK)
		status = run_verb(&dscl, argc - i - 1, argv + i + 1);
	if (status == DS_BROKEN)
		return simmac_mac_failed(mac);
	return status & 0xff;
}
