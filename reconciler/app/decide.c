/* decide.c – from what was loaded and observed to a plan. */
#include "vouch/app/decide.h"

#include "bounds.h"
#include "facts.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/compat.h"
#include "vouch/base/text.h"
#include "vouch/load/desired.h"
#include "vouch/load/snapshot.h"
#include "vouch/machine/spawn.h"

struct vouch_inputs vouch_decision_inputs(const struct vouch_decision *decision)
{
	return (struct vouch_inputs){&decision->baseline, &decision->desired, &decision->observed,
		&decision->facts, &vouch_limits_of_this_build};
}

static void make_plan(struct vouch_arena *arena, struct vouch_decision *decision)
{
	struct vouch_inputs inputs = vouch_decision_inputs(decision);

	vouch_plan_build(arena, &inputs, &decision->plan);
	vouch_document_head_fill(&decision->head, &decision->desired, &decision->observed);
}

int vouch_decide_offline(struct vouch_arena *arena, const char *observed_file,
	const char *desired_folder, struct vouch_decision *out, struct vouch_problems *problems,
	struct vouch_err *err)
{
	struct vouch_bytes bytes;
	struct vouch_source source = {0};
	int r = vouch_file_read(arena, observed_file, VOUCH_SNAPSHOT_MAX, &bytes, err);

	if (r >= 0)
		r = vouch_snapshot_read(
			arena, observed_file, bytes.data, bytes.length, &out->observed, err);
	if (r >= 0)
		r = vouch_source_read_folder(arena, desired_folder, &source, err);
	if (r >= 0)
		r = vouch_desired_load(
			arena, &source, &out->observed.machine, &out->desired, problems, err);
	if (r < 0)
		return r;
	out->offline = true;
	out->facts.now = out->observed.taken_at;
	make_plan(arena, out);
	return 0;
}

/* --- on this Mac --------------------------------------------------------------------------------
 */

/* Accounts of the system are in a snapshot only where they are asked for. */
static bool is_system_name(const char *name)
{
	return name[0] == '_' || vouch_text_equal_nocase(name, "root") ||
	       vouch_text_equal_nocase(name, "daemon") || vouch_text_equal_nocase(name, "nobody");
}

static struct vouch_names system_names(
	struct vouch_arena *arena, const struct vouch_desired *desired)
{
	struct vouch_names names = {0};
	size_t i;

	for (i = 0; i < desired->users.count; i++) {
		if (is_system_name(desired->users.items[i].name))
			vouch_names_add(arena, &names, desired->users.items[i].name);
	}
	return names;
}

static int look(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_names *named, struct vouch_snapshot *out, struct vouch_err *err)
{
	int64_t began = vouch_compat_monotonic_ms();
	unsigned long children = vouch_spawn_count();
	int r = site->probe.ops->observe(site->probe.self, arena, named, out, err);

	if (r < 0)
		return r;
	vouch_site_detail(site, "looked at %zu accounts with %lu tools, in %lld ms",
		out->accounts.count, vouch_spawn_count() - children,
		(long long)(vouch_compat_monotonic_ms() - began));
	return 0;
}

/* What is desired depends on facts of the Mac, and which accounts of the system are looked at
 * depends on what is desired: so a second look, where the repository names such an account. */
static int look_and_load(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_source *source, struct vouch_snapshot *observed,
	struct vouch_desired *desired, struct vouch_problems *problems, struct vouch_err *err)
{
	struct vouch_names named = {0};
	int r = look(arena, site, &named, observed, err);

	if (r < 0 || source == NULL)
		return r;
	r = vouch_desired_load(arena, source, &observed->machine, desired, problems, err);
	if (r < 0)
		return r;
	named = system_names(arena, desired);
	return named.count == 0 ? 0 : look(arena, site, &named, observed, err);
}

int vouch_decide_observe(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_source *source, struct vouch_snapshot *out, struct vouch_err *err)
{
	struct vouch_desired desired;
	struct vouch_problems problems = {0};

	return look_and_load(arena, site, source, out, &desired, &problems, err);
}

/* Kept, for the probe forgets them at its next look. */
static void tell_unread(
	struct vouch_arena *arena, const struct vouch_site *site, struct vouch_probe_notes *out)
{
	const struct vouch_probe_notes *notes = vouch_probe_notes(&site->probe);
	size_t i;

	*out = (struct vouch_probe_notes){0};
	for (i = 0; i < notes->count; i++) {
		const struct vouch_probe_note *note = &notes->items[i];

		vouch_site_detail(site, "could not read %s: %s", note->what, note->why);
		*VOUCH_PUSH(arena, out) = (struct vouch_probe_note){
			vouch_arena_text(arena, note->what), vouch_arena_text(arena, note->why)};
	}
}

int vouch_decide(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_source *source, struct vouch_journal *journal,
	const struct vouch_fingerprint_key *key, struct vouch_decision *out,
	struct vouch_problems *problems, struct vouch_err *err)
{
	bool moved = false;
	int r = look_and_load(arena, site, source, &out->observed, &out->desired, problems, err);

	tell_unread(arena, site, &out->unread);
	if (r >= 0)
		r = vouch_bounds_check(arena, site, &out->desired, problems, err);
	if (r >= 0)
		r = vouch_facts_gather(arena, site, journal, out, err);
	if (r < 0)
		return r;
	make_plan(arena, out);
	if ((out->plan.changes.count == 0 && !out->thorough) || journal == NULL || key == NULL)
		return 0;
	/* With fewer passwords that count as held, no plan does more: so a plan that does nothing
	 * is right without asking what is known of them. */
	r = vouch_facts_refine(site, journal, key, out, &moved, err);
	if (r >= 0 && moved)
		make_plan(arena, out);
	return r;
}

/* What an earlier run recorded; all of it may be missing, none of it may be unreadable. */
static int open_records(struct vouch_arena *arena, const struct vouch_site *site,
	struct vouch_journal **journal, struct vouch_fingerprint_key *key, bool *has_key,
	struct vouch_err *err)
{
	int r = vouch_journal_open_reading(
		vouch_site_path(arena, site, VOUCH_JOURNAL_NAME), journal, err);

	*has_key = r >= 0 && *journal != NULL &&
		   vouch_fingerprint_key_read(site->state, key, NULL) >= 0;
	return r;
}

int vouch_decide_reading(struct vouch_arena *arena, const struct vouch_site *site,
	struct vouch_decision *out, struct vouch_problems *problems, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_journal_close) struct vouch_journal *journal = NULL;
	VOUCH_CLEANUP(vouch_fingerprint_key_wipe) struct vouch_fingerprint_key key = {0};
	struct vouch_source source = {0};
	bool has_key = false;
	int r = vouch_site_sync(arena, site, &source, err);

	if (r >= 0)
		r = open_records(arena, site, &journal, &key, &has_key, err);
	if (r < 0)
		return r;
	return vouch_decide(
		arena, site, &source, journal, has_key ? &key : NULL, out, problems, err);
}
