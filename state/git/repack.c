/* repack.c – one pack with all objects, then the others away. */
#include "repack.h"

#include <string.h>

#include "folder.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

static void builder_close(git_packbuilder **builder)
{
	git_packbuilder_free(*builder);
	*builder = NULL;
}

static bool count_pack(int folder, const char *name, void *context)
{
	size_t *count = context;

	(void)folder;
	*count += vouch_text_ends(name, ".pack") ? 1 : 0;
	return false;
}

static bool is_other_pack(int folder, const char *name, void *context)
{
	const char *keep = context;

	(void)folder;
	return vouch_text_starts(name, "pack-") && !vouch_text_starts(name, keep);
}

static int insert(const git_oid *id, void *context)
{
	return git_packbuilder_insert(context, id, NULL);
}

/* prefix: what the names of the new pack's files begin with. */
static int write_pack(struct vouch_arena *arena, git_repository *mirror, char **prefix,
	struct vouch_git_failure *failure)
{
	VOUCH_CLEANUP(vouch_git_odb_close) git_odb *odb = NULL;
	VOUCH_CLEANUP(builder_close) git_packbuilder *builder = NULL;

	if (git_repository_odb(&odb, mirror) < 0 || git_packbuilder_new(&builder, mirror) < 0 ||
		git_odb_foreach(odb, insert, builder) < 0 ||
		git_packbuilder_write(builder, NULL, 0, NULL, NULL) < 0)
		return vouch_git_fail_library(
			failure, VOUCH_GIT_MIRROR, "the mirror's packs cannot be joined");
	*prefix = vouch_arena_printf(arena, "pack-%s.", git_packbuilder_name(builder));
	return 0;
}

int vouch_git_repack(
	struct vouch_arena *arena, git_repository *mirror, struct vouch_git_failure *failure)
{
	const char *folder =
		vouch_arena_printf(arena, "%sobjects/pack", git_repository_path(mirror));
	char *prefix = NULL;
	size_t count = 0;

	if (vouch_git_folder_sweep(folder, count_pack, &count, failure) < 0)
		return -1;
	if (count <= VOUCH_GIT_PACKS_MAX)
		return 0;
	if (write_pack(arena, mirror, &prefix, failure) < 0)
		return -1;
	return vouch_git_folder_sweep(folder, is_other_pack, prefix, failure);
}
