/* options.h – the command line of vouch-git (protocol.h describes it). */
#ifndef VOUCH_GIT_OPTIONS_H
#define VOUCH_GIT_OPTIONS_H

#include <stddef.h>

#include "failure.h"

enum vouch_git_command { VOUCH_GIT_SYNC, VOUCH_GIT_FILES, VOUCH_GIT_HELP, VOUCH_GIT_VERSION };

struct vouch_git_options {
	enum vouch_git_command command;
	const char *mirror, *url, *commit; /* NULL: not given */
	const char *revisions[VOUCH_GIT_REVISIONS_MAX];
	size_t revision_count; /* at least 1 after parsing "sync" */
	bool files;
	unsigned wait_seconds;
};

int vouch_git_options_parse(int argc, char *const argv[], struct vouch_git_options *out,
	struct vouch_git_failure *failure);

extern const char vouch_git_help[];

#endif
