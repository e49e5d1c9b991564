/* site.h – the Mac that is worked on, its state directory, and where its wishes come from.
 *
 *	struct vouch_site site;
 *	if (vouch_site_open(&arena, &wish, &site, err) < 0) ...
 *	vouch_site_close(&site);
 *
 * Opening looks at nothing and makes nothing; an actor is made only by who applies. From then on
 *the process leaves no core file, nor do its children.
 */
#ifndef VOUCH_APP_SITE_H
#define VOUCH_APP_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vouch/api/probe.h"
#include "vouch/api/secrets.h"
#include "vouch/api/vault.h"
#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/load/source.h"

/* What the command line says; NULL where it says nothing. Borrowed. */
struct vouch_site_wish {
	const char *root, *state, *repo, *rev;
	const char *const *allow; /* beside what is always allowed */
	size_t allow_count;
	bool max_removals_set;
	int64_t max_removals;
	/* Told what a person should know and nothing fails of, and how it goes; NULL: nobody. */
	void (*note)(void *self, const char *message);
	void (*detail)(void *self, const char *message);
	void *self;
};

struct vouch_site {
	struct vouch_site_wish wish;
	const char *root;  /* absolute; "" is this Mac */
	const char *state; /* absolute or as the caller gave it */
	struct vouch_probe probe;
	struct vouch_keeper keeper;
	struct vouch_vault vault;   /* in the state directory */
	const char *const *allowed; /* everything the repository may name */
	size_t allowed_count;
};

/* VOUCH_E_USAGE where the root is neither this Mac nor a simulated one. */
int vouch_site_open(struct vouch_arena *arena, const struct vouch_site_wish *wish,
	struct vouch_site *out, struct vouch_err *err);
void vouch_site_close(struct vouch_site *site);
/* Just the state directory's path, for commands that read what is recorded. */
int vouch_site_state(struct vouch_arena *arena, const struct vouch_site_wish *wish,
	const char **out, struct vouch_err *err);

/* Makes the state directory and its parents; refuses one that is not ours alone. */
int vouch_site_make_state(
	struct vouch_arena *arena, const struct vouch_site *site, struct vouch_err *err);
/* The journal in the state directory. */
#define VOUCH_JOURNAL_NAME "journal.db"
/* A path in the state directory. */
const char *vouch_site_path(
	struct vouch_arena *arena, const struct vouch_site *site, const char *name);
/* The repository's files; VOUCH_E_USAGE where no repository is named. */
int vouch_site_sync(struct vouch_arena *arena, const struct vouch_site *site,
	struct vouch_source *out, struct vouch_err *err);
void vouch_site_note(const struct vouch_site *site, const char *message);
void vouch_site_detail(const struct vouch_site *site, const char *format, ...) VOUCH_PRINTF(2, 3);

#endif
