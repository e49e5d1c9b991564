/* command_exec.c – `simmac exec`: a command for which the simulated Mac stands in the system's
 * place. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "command.h"
#include "computer_name.h"
#include "mac.h"
#include "names.h"
#include "namespace.h"

/* As env, chroot and others have it; of a Mac's tools none ends with it. */
enum { EXIT_NOT_ALLOWED = 125 };

static const char usage[] = "usage: simmac exec DIR [--no-layers] -- COMMAND [ARGUMENT…]\n";

/* A Mac's own folders of programs, behind those that the caller has. */
static int complete_path(struct vouch_arena *arena, struct vouch_err *err)
{
	static const char *const folders[] = {"/usr/bin", "/bin", "/usr/sbin", "/sbin"};
	const char *path = getenv("PATH");
	size_t i;

	if (!path)
		path = "";
	for (i = 0; i < sizeof folders / sizeof *folders; i++) {
		const char *padded = vouch_arena_printf(arena, ":%s:", path);

		if (!strstr(padded, vouch_arena_printf(arena, ":%s:", folders[i])))
			path = vouch_arena_printf(
				arena, "%s%s%s", path, *path ? ":" : "", folders[i]);
	}
	return setenv("PATH", path, 1) == 0
		       ? 0
		       : vouch_err_sys(err, VOUCH_E_SYSTEM, errno, "cannot set PATH");
}

static int prepare(struct simmac_mac *mac, const char *root)
{
	int status = 0;

	if (simmac_mac_open(mac, root) < 0 || simmac_names_make(mac) < 0)
		status = simmac_mac_failed(mac);
	return status;
}

int simmac_command_exec(int argc, char **argv)
{
	VOUCH_CLEANUP(vouch_pointer_free) char *root = NULL;
	bool layered = !(argc > 2 && strcmp(argv[2], "--no-layers") == 0);
	int at = layered ? 2 : 3;
	struct simmac_mac mac;
	int status;

	if (argc < at + 2 || strcmp(argv[at], "--") != 0) {
		fputs(usage, stderr);
		return SIMMAC_USAGE;
	}
	root = simmac_command_root(argv[1]);
	if (!root)
		return EXIT_NOT_ALLOWED;
	status = prepare(&mac, root);
	if (status == 0 && (simmac_namespace_enter(&mac.arena, root,
				    simmac_computer_name_of_kernel(&mac), layered, &mac.err) < 0 ||
				   complete_path(&mac.arena, &mac.err) < 0)) {
		fprintf(stderr, "simmac: exec: %s\n", mac.err.msg);
		status = EXIT_NOT_ALLOWED;
	}
	simmac_mac_close(&mac);
	if (status != 0)
		return status;
	return simmac_command_start(argv + at + 1);
}
