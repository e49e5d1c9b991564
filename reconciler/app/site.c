/* site.c – opens the Mac that is worked on and finds its state directory. */
#include "vouch/app/site.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "vouch/app/sync.h"
#include "vouch/base/compat.h"
#include "vouch/base/file.h"
#include "vouch/macos/probe.h"
#include "vouch/secrets/keeper.h"
#include "vouch/secrets/vault.h"

static int find_root(struct vouch_arena *arena, const struct vouch_site_wish *wish,
	const char **out, struct vouch_err *err)
{
	char *whole;
	int r = vouch_macos_root_check(wish->root == NULL ? "" : wish->root, err);

	if (r < 0)
		return r;
	if (wish->root == NULL) {
		*out = "";
		return 0;
	}
	whole = realpath(wish->root, NULL);
	if (whole == NULL)
		return vouch_err_sys(err, VOUCH_E_USAGE, errno, "cannot find %s", wish->root);
	*out = vouch_arena_text(arena, whole);
	free(whole);
	return 0;
}

int vouch_site_state(struct vouch_arena *arena, const struct vouch_site_wish *wish,
	const char **out, struct vouch_err *err)
{
	const char *root = "";
	int r = find_root(arena, wish, &root, err);

	if (r < 0)
		return r;
	*out = wish->state != NULL ? wish->state
				   : vouch_arena_printf(arena, "%s/var/db/vouch", root);
	return 0;
}

static void list_allowed(
	struct vouch_arena *arena, const struct vouch_site_wish *wish, struct vouch_site *site)
{
	const size_t always = sizeof vouch_allowed_default / sizeof vouch_allowed_default[0];
	const char **paths =
		vouch_arena_alloc_array(arena, always + wish->allow_count, sizeof *paths);
	size_t i;

	for (i = 0; i < always; i++)
		paths[i] = vouch_allowed_default[i];
	for (i = 0; i < wish->allow_count; i++)
		paths[always + i] = wish->allow[i];
	site->allowed = paths;
	site->allowed_count = always + wish->allow_count;
}

int vouch_site_open(struct vouch_arena *arena, const struct vouch_site_wish *wish,
	struct vouch_site *out, struct vouch_err *err)
{
	struct vouch_site site = {.wish = *wish};
	struct vouch_keeper_options options;
	int r;

	vouch_compat_forbid_dumps(); /* plan fetches passwords too */
	r = find_root(arena, wish, &site.root, err);
	if (r >= 0)
		r = vouch_site_state(arena, wish, &site.state, err);
	if (r >= 0)
		r = vouch_macos_probe_new(site.root, &site.probe, err);
	if (r < 0)
		return r;
	list_allowed(arena, wish, &site);
	options = (struct vouch_keeper_options){
		.allowed = {site.allowed, site.allowed_count, *site.root != '\0'},
		.root = site.root,
	};
	vouch_keeper_new(&options, &site.keeper);
	vouch_vault_new(arena, site.state, &site.vault);
	*out = site;
	return 0;
}

void vouch_site_close(struct vouch_site *site)
{
	if (site->probe.ops == NULL)
		return;
	vouch_keeper_free(&site->keeper);
	vouch_macos_probe_free(&site->probe);
	site->probe.ops = NULL;
}

const char *vouch_site_path(
	struct vouch_arena *arena, const struct vouch_site *site, const char *name)
{
	return vouch_arena_printf(arena, "%s/%s", site->state, name);
}

int vouch_site_make_state(
	struct vouch_arena *arena, const struct vouch_site *site, struct vouch_err *err)
{
	char *path = vouch_arena_text(arena, site->state);
	char *slash;

	for (slash = strchr(path + 1, '/'); slash != NULL && slash[1] != '\0';
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0755) != 0 && errno != EEXIST)
			return vouch_err_sys(
				err, VOUCH_E_SYSTEM, errno, "cannot make the folder %s", path);
		*slash = '/';
	}
	if (vouch_folder_private(site->state, err) < 0)
		return vouch_err_wrap(err, "the state directory");
	return 0;
}

int vouch_site_sync(struct vouch_arena *arena, const struct vouch_site *site,
	struct vouch_source *out, struct vouch_err *err)
{
	struct vouch_sync_wish wish = {.repo = site->wish.repo,
		.rev = site->wish.rev,
		.folder = site->state,
		.note = site->wish.note,
		.self = site->wish.self};
	int64_t began = vouch_compat_monotonic_ms();
	int r;

	if (site->wish.repo == NULL)
		return vouch_err_set(err, VOUCH_E_USAGE,
			"no repository is named: --repo URL, or --repo DIR for a folder");
	r = vouch_sync(arena, &wish, out, err);
	if (r < 0)
		return r;
	vouch_site_detail(site, "%zu files of %s at %s, in %lld ms", out->count, wish.repo,
		out->revision == NULL ? "no revision (a folder)" : out->revision,
		(long long)(vouch_compat_monotonic_ms() - began));
	return 0;
}

void vouch_site_note(const struct vouch_site *site, const char *message)
{
	if (site->wish.note != NULL)
		site->wish.note(site->wish.self, message);
}

void vouch_site_detail(const struct vouch_site *site, const char *format, ...)
{
	struct vouch_arena scratch = {NULL};
	va_list arguments;

	if (site->wish.detail == NULL)
		return;
	va_start(arguments, format);
	site->wish.detail(site->wish.self, vouch_arena_vprintf(&scratch, format, arguments));
	va_end(arguments);
	vouch_arena_release(&scratch);
}
