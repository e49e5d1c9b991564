/* dscl_session.c – dscl's interactive mode: a line is a command; cd, pushd and popd move about. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dscl.h"
#include "input.h"
#include "words.h"

static void print_here(const struct simmac_dscl_path *path)
{
	size_t i;

	if (path->count == 0)
		printf("/");
	for (i = 0; i < path->count; i++)
		printf("/%s", path->items[i]);
}

/* Only somebody at a terminal is shown where he stands. */
static void prompt(const struct simmac_dscl *dscl)
{
	if (dscl->quiet || !isatty(STDIN_FILENO))
		return;
	printf("\033[1m");
	print_here(&dscl->here);
	printf("\033[0m > ");
	(void)fflush(stdout);
}

static bool is_the_end(const char *line)
{
	return strcmp(line, "exit") == 0 || strcmp(line, "quit") == 0 || strcmp(line, "q") == 0;
}

int simmac_dscl_session(struct simmac_dscl *dscl)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret line = {0};
	int status = DS_OK;

	dscl->interactive = true;
	for (;;) {
		struct simmac_words words = {0};
		const char *text;

		prompt(dscl);
		if (!simmac_input_line(&dscl->mac->heard, &line))
			break;
		text = vouch_arena_text_n(
			&dscl->mac->arena, line.length ? line.bytes : "", line.length);
		if (is_the_end(text))
			break;
		simmac_words_split(&dscl->mac->arena, text, &words);
		if (words.count == 0)
			continue;
		if (strcmp(words.items[0], "help") == 0)
			(void)simmac_dscl_usage(); /* asked for: no fault */
		else
			status = simmac_dscl_command(dscl, (int)words.count, words.items);
		simmac_mac_unlock(dscl->mac);
		(void)fflush(stdout); /* whoever reads may have gone */
		if (status == DS_BROKEN)
			return status;
	}
	if (!dscl->quiet)
		printf("Goodbye\n");
	return DS_OK;
}

int simmac_dscl_cd(struct simmac_dscl *dscl)
{
	SIMMAC_RECORD record = {0};
	struct simmac_dscl_path path = {0};
	int found = 1;

	if (dscl->place == DSCL_RECORD)
		found = simmac_record_find(dscl->mac, dscl->type, dscl->name, &record);
	if (found < 0)
		return DS_BROKEN;
	if (dscl->place == DSCL_NOWHERE || found == 0)
		return simmac_dscl_invalid_path(dscl);
	simmac_dscl_walk(dscl, dscl->words[-1], &path);
	dscl->here = path;
	return DS_OK;
}

static void print_pushed(const struct simmac_dscl *dscl)
{
	size_t i = dscl->pushed.count;

	print_here(&dscl->here);
	printf(" ");
	while (i-- > 0) {
		print_here(&dscl->pushed.items[i]);
		printf(" ");
	}
	printf("\n");
}

static int refuse(struct simmac_dscl *dscl, const char *why)
{
	printf("%s: %s\n", dscl->verb, why);
	return simmac_dscl_end(dscl, DS_UNKNOWN_NODE);
}

int simmac_dscl_pushd(struct simmac_dscl *dscl)
{
	struct simmac_dscl_path here = dscl->here, path = {0};

	if (dscl->count == 0) {
		if (dscl->pushed.count == 0)
			return refuse(dscl, "no other directory");
		dscl->here = dscl->pushed.items[dscl->pushed.count - 1];
		dscl->pushed.items[dscl->pushed.count - 1] = here;
	} else {
		int status;

		simmac_dscl_walk(dscl, dscl->words[0], &path);
		simmac_dscl_go(dscl, &path);
		dscl->words++;
		status = simmac_dscl_cd(dscl);
		if (status != DS_OK)
			return status;
		*VOUCH_PUSH(&dscl->mac->arena, &dscl->pushed) = here;
	}
	print_pushed(dscl);
	return DS_OK;
}

int simmac_dscl_popd(struct simmac_dscl *dscl)
{
	if (dscl->pushed.count == 0)
		return refuse(dscl, "Directory stack empty.");
	dscl->here = dscl->pushed.items[--dscl->pushed.count];
	print_pushed(dscl);
	return DS_OK;
}
