/* tool_dscl.c – dscl: its options, and the node it opens. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl.h"
#include "input.h"
#include "tools.h"

/* EX_UNAVAILABLE */
enum { EXIT_NO_NODE = 69 };

struct options {
	const char *user, *password;
	bool prompt;
};

/* Returns where the options end; 0 where one of them lacks its value. */
static int take_options(struct simmac_dscl *dscl, struct options *options, int argc, char **argv)
{
	const struct {
		const char *word;
		bool *flag;
		const char **value;
	} known[] = {
		{"-plist", &dscl->plist, NULL},
		{"-raw", &dscl->raw, NULL},
		{"-url", &dscl->url, NULL},
		{"-q", &dscl->quiet, NULL},
		{"-p", &options->prompt, NULL},
		{"-u", NULL, &options->user},
		{"-P", NULL, &options->password},
	};
	size_t k;
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		for (k = 0; k < sizeof known / sizeof *known; k++)
			if (strcmp(known[k].word, argv[i]) == 0)
				break;
		if (k == sizeof known / sizeof *known || (known[k].value && i + 1 == argc))
			return 0;
		if (known[k].flag)
			*known[k].flag = true;
		else
			*known[k].value = argv[++i];
	}
	return i;
}

static bool take_node(struct simmac_dscl *dscl, const char *node)
{
	static const struct {
		const char *name;
		enum simmac_dscl_node node;
	} nodes[] = {{".", DSCL_LOCAL_NODE}, {"/Local/Default", DSCL_LOCAL_NODE},
		{"Local/Default", DSCL_LOCAL_NODE}, {"/Search", DSCL_SEARCH_NODE},
		{"/Search/Users", DSCL_SEARCH_NODE}, {"localhost", DSCL_ALL_NODES},
		{"/", DSCL_ALL_NODES}};
	size_t i;

	for (i = 0; i < sizeof nodes / sizeof *nodes; i++)
		if (vouch_text_equal_nocase(nodes[i].name, node)) {
			dscl->node = nodes[i].node;
			return true;
		}
	return false;
}

/* -u NAME -P PASSWORD or -p. A name alone is asked for its password; a password alone is root's. */
static int open_as(struct simmac_dscl *dscl, const struct options *options)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret secret = {0};
	enum simmac_ds status;

	if (!options->user && !options->password && !options->prompt)
		return DS_OK;
	if (options->password ? vouch_secret_set(&secret, options->password,
					strlen(options->password), NULL) < 0
			      : !simmac_input_prompt(&dscl->mac->heard, "Password: ", &secret))
		return DS_AUTH_FAILED;
	if (simmac_mac_lock(dscl->mac, SIMMAC_CHANGE) < 0)
		return DS_BROKEN;
	status = simmac_dscl_authenticate(dscl, options->user ? options->user : "root", &secret);
	simmac_mac_unlock(dscl->mac);
	return status;
}

int simmac_dscl(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_dscl dscl = {.mac = mac, .node = DSCL_ALL_NODES};
	struct options options = {0};
	int i = take_options(&dscl, &options, argc, argv);
	const char *node = i < argc ? argv[i] : "localhost";
	int status;

	if (i == 0)
		return simmac_dscl_usage();
	if (i == argc)
		printf("Entering interactive mode... (type \"help\" for commands)\n");
	status = take_node(&dscl, node) ? open_as(&dscl, &options) : DS_UNKNOWN_NODE;
	if (status == DS_OK)
		status = argc - i > 1 ? simmac_dscl_command(&dscl, argc - i - 1, argv + i + 1)
				      : simmac_dscl_session(&dscl);
	else if (status != DS_BROKEN) {
		printf("Data source (%s) is not valid.\n", node);
		return EXIT_NO_NODE;
	}
	if (status == DS_BROKEN)
		return simmac_mac_failed(mac);
	return status & 0xff;
}
