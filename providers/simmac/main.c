/* main.c – the multi-call program: a tool of a simulated Mac by its own name, or `simmac COMMAND`.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/arena.h"
#include "vouch/base/text.h"

#include "command.h"
#include "fault.h"
#include "names.h"
#include "tools.h"
#include "trace.h"

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Started by a bare name: the first folder of PATH that has it. */
static const char *search_path(struct vouch_arena *arena, const char *name)
{
	const char *at = getenv("PATH");

	while (at && *at) {
		size_t length = strcspn(at, ":");
		const char *path = vouch_arena_printf(arena, "%.*s/%s", (int)length, at, name);

		if (access(path, X_OK) == 0)
			return path;
		at += length + (at[length] == ':');
	}
	return NULL;
}

/* Where /bin is a link to /usr/bin, as `simmac exec` may find it on the host, a tool of /bin is
 * found in either. */
static const char *above_usr(struct vouch_arena *arena, const char *root)
{
	const char *mark = vouch_arena_printf(arena, "%s/.simmac", root);

	if (!vouch_text_ends(root, "/usr") || access(mark, F_OK) == 0)
		return root;
	return vouch_arena_text_n(arena, root, strlen(root) - strlen("/usr"));
}

/* The Mac a tool belongs to is the folder above the tool's own folder, in the path it was started
 * by: never through a link, since all Macs share one program. */
static const char *root_of(
	struct vouch_arena *arena, const struct simmac_tool *tool, const char *started_by)
{
	const char *tail = vouch_arena_printf(arena, "/%s/%s", tool->folder, tool->name);
	const char *path = started_by;

	if (!strchr(path, '/'))
		path = search_path(arena, path);
	if (!path)
		return NULL;
	if (*path != '/') {
		char *here = getcwd(NULL, 0);

		path = vouch_arena_printf(arena, "%s/%s", here ? here : "", path);
		free(here);
	}
	if (!vouch_text_ends(path, tail))
		return NULL;
	return above_usr(arena, vouch_arena_text_n(arena, path, strlen(path) - strlen(tail)));
}

static int run_traced(struct simmac_mac *mac, const struct simmac_tool *tool, int argc, char **argv)
{
	enum simmac_fault fault;
	struct simmac_kept kept[2] = {{-1, -1}, {-1, -1}};
	int status = 0;

	simmac_trace_start(mac, tool->name, argc, argv);
	fault = simmac_fault_next(mac, tool->name, argc, argv);
	if (fault != SIMMAC_FAULT_NONE)
		simmac_trace_fault(mac, tool->name, simmac_fault_word(fault));
	simmac_fault_keep_output(fault, kept);
	if (!simmac_fault_before(mac, fault, &status))
		status = tool->run(mac, argc, argv);
	(void)fflush(stdout); /* whoever reads may have gone; the status still counts */
	simmac_fault_cut_output(fault, kept);
	simmac_trace_done(mac, tool->name);
	simmac_trace_end(mac, tool->name, status);
	simmac_mac_unlock(mac);
	simmac_names_follow(mac, strcmp(tool->name, "dscacheutil") == 0);
	simmac_fault_after(fault);
	return status;
}

static int run_tool(const struct simmac_tool *tool, int argc, char **argv)
{
	struct vouch_arena arena = {NULL};
	const char *root = root_of(&arena, tool, argv[0]);
	struct simmac_mac mac;
	int status;

	if (!root) {
		fprintf(stderr, "simmac: %s was not started from a simulated Mac's %s folder\n",
			tool->name, tool->folder);
		vouch_arena_release(&arena);
		return 70;
	}
	if (simmac_mac_open(&mac, root) < 0) {
		status = simmac_mac_failed(&mac);
	} else {
		status = run_traced(&mac, tool, argc, argv);
	}
	simmac_mac_close(&mac);
	vouch_arena_release(&arena);
	return status;
}

int main(int argc, char **argv)
{
	const struct simmac_tool *tool;

	if (argc < 1)
		return 64;
	tool = simmac_tool_find(last_part(argv[0]));
	if (tool)
		return run_tool(tool, argc, argv);
	return simmac_command(argc, argv);
}
