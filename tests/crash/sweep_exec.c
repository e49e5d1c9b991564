/* sweep_exec.c – fails, hangs, lies or dies at the Nth call, the Nth small effect, the Nth write of
 * the journal, for every N until nothing fired; then looks at what is left, and runs once more.
 *
 *	sweep_exec SCENARIO
 *
 * Each run is a child of its own: it may leave SQLite and its descriptors in any state. The machine
 * is in memory that both share.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sweep.h"
#include "vouch/base/cleanup.h"
#include "vouch/plan/plan.h"
#include "vouch/secrets/vault.h"
#include "vouch_test.h"

/* The exit status of a run that ended by itself. */
enum { RUN_DONE = 0, RUN_NOT_DONE = 1, RUN_ERROR = 2 };

/* What goes wrong, and where it is counted. */
static const struct kind {
	const char *name;
	enum fault_kind call;
	enum vfs_fault_kind write;
	bool effect; /* die after the Nth small effect of a tool */
} kinds[] = {
	{"fail at call", .call = FAULT_FAIL},
	{"time out at call", .call = FAULT_TIMEOUT},
	{"lie at call", .call = FAULT_LIE},
	{"die before call", .call = FAULT_DIE_BEFORE},
	{"die after call", .call = FAULT_DIE_AFTER},
	{"die after effect", .effect = true},
	{"fail at write", .write = VFS_FAULT_WRITE},
	{"full disk from write", .write = VFS_FAULT_FULL},
	{"die before write", .write = VFS_FAULT_DIE_BEFORE},
	{"die in write", .write = VFS_FAULT_DIE_HALF},
	{"die after write", .write = VFS_FAULT_DIE_AFTER},
};

/* --- one run, in the child ------------------------------------------------------------------- */

struct machinery {
	struct vouch_arena arena;
	struct vouch_probe real_probe;
	struct vouch_actor real_actor;
	struct fault_probe probe;
	struct fault_actor actor;
	struct fault_vault vault;
	struct vouch_keeper keeper;
	struct vouch_fingerprint_key key;
	struct vouch_executor executor;
};

static int open_all(struct machinery *m, const struct trial *trial, struct vouch_err *err)
{
	struct vouch_journal *journal = NULL;
	int r;

	vfs_fault_register("fault", trial->vfs);
	m->real_probe = toymac_probe(trial->mac);
	m->real_actor = toymac_actor(trial->mac);
	m->keeper = toymac_keeper();
	r = vouch_fingerprint_key_open(trial->folder, &m->key, err);
	if (r == 0)
		r = vouch_journal_open(
			vouch_arena_printf(&m->arena, "%s/journal.db", trial->folder), "fault",
			&journal, err);
	m->executor = (struct vouch_executor){
		.probe = fault_over_probe(&m->probe, trial->fault, &m->real_probe),
		.actor = fault_over_actor(&m->actor, trial->fault, &m->real_actor),
		.keeper = &m->keeper,
		.vault = fault_over_vault(&m->vault, trial->fault, trial->world->vault),
		.journal = journal,
		.key = &m->key,
	};
	return r;
}

/* What the vault has of those whose password is generated, as the program gathers it. */
static int gather(struct machinery *m, const struct vouch_desired *desired,
	const struct vouch_snapshot *observed, struct vouch_facts *facts, struct vouch_err *err)
{
	const struct vouch_vault *vault = m->executor.vault;
	size_t i;
	int r = 0;

	for (i = 0; r == 0 && i < desired->users.count; i++) {
		const struct vouch_user *user = &desired->users.items[i];
		const struct vouch_value *password = vouch_user_field(user, VOUCH_FIELD_PASSWORD);
		const struct vouch_account *account = vouch_snapshot_find(observed, user->name);
		struct vouch_secret_fact fact = {user->name, VOUCH_SECRET_MISSING, NULL, {0}};
		struct vouch_vault_entry entry = {0};
		size_t k;

		if (password == NULL || password->as.password->source != VOUCH_PASSWORD_GENERATE)
			continue;
		if (account != NULL)
			r = vault->ops->read(vault->self, account->uuid, &entry, err);
		for (k = 0; k < entry.count; k++)
			if (entry.items[k].set_at > 0 && fact.state == VOUCH_SECRET_MISSING)
				fact = (struct vouch_secret_fact){user->name, VOUCH_SECRET_HELD,
					NULL, {true, entry.items[k].set_at}};
		*VOUCH_PUSH(&m->arena, &facts->secrets) = fact;
		vouch_vault_entry_release(&entry);
	}
	return r;
}

static int decide(struct machinery *m, const struct trial *trial, struct vouch_plan *plan,
	enum vouch_owed_key *owed, struct vouch_err *err)
{
	struct vouch_err why = {0};
	const struct vouch_probe *probe = m->executor.probe;
	const struct vouch_names none = {0};
	struct vouch_baseline *baseline = vouch_arena_alloc(&m->arena, sizeof *baseline);
	struct vouch_facts *facts = vouch_arena_alloc(&m->arena, sizeof *facts);
	struct vouch_snapshot *observed = vouch_arena_alloc(&m->arena, sizeof *observed);
	const struct vouch_inputs in = {
		baseline, &trial->world->desired, observed, facts, &vouch_limits_of_this_build};
	int r = vouch_journal_baseline(m->executor.journal, &m->arena, baseline, err);

	facts->now = probe->ops->now(probe->self);
	if (r == 0)
		r = vouch_journal_facts(m->executor.journal, &m->arena, facts, err);
	if (r == 0)
		r = probe->ops->observe(probe->self, &m->arena, &none, observed, err);
	if (r == 0)
		r = gather(m, &trial->world->desired, observed, facts, err);
	if (r < 0)
		return r;
	vouch_plan_build(&m->arena, &in, plan);
	return vouch_exec_owed_key(&m->executor, &trial->world->desired, observed, owed, &why, err);
}

static int run_all(struct machinery *m, const struct trial *trial, struct vouch_err *err)
{
	const struct vouch_run_record record = {.started = trial->mac->now, .command = "apply"};
	struct vouch_recovered recovered = {0};
	struct vouch_exec_result result = {0};
	enum vouch_owed_key owed = VOUCH_OWED_KEY_NONE;
	struct vouch_plan plan = {0};
	int64_t run = 0;
	int r = vouch_exec_recover(&m->executor, &recovered, err);

	if (r == 0)
		r = decide(m, trial, &plan, &owed, err);
	if (r == 0)
		r = vouch_journal_begin(m->executor.journal, &record, &run, err);
	if (r == 0)
		r = vouch_exec_plan(&m->executor, &trial->world->desired, &plan, run, &result, err);
	if (r == 0)
		r = vouch_journal_end(m->executor.journal, run, trial->mac->now, "ended", err);
	if (r < 0)
		return RUN_ERROR;
	if (recovered.first.code != VOUCH_E_OK || plan.waiting.count > 0 ||
		plan.status == VOUCH_PLAN_REFUSED || owed == VOUCH_OWED_KEY_STILL ||
		result.promotions_open > 0 ||
		(size_t)result.outcomes[VOUCH_OUTCOME_DONE] != plan.changes.count)
		return RUN_NOT_DONE;
	return RUN_DONE;
}

static void child(const struct trial *trial)
{
	struct machinery *m = calloc(1, sizeof *m);
	struct vouch_err err = {0};
	int status = RUN_ERROR;

	if (m != NULL && open_all(m, trial, &err) == 0)
		status = run_all(m, trial, &err);
	if (m != NULL)
		vouch_journal_close(&m->executor.journal);
	if (status != RUN_DONE && getenv("SWEEP_VERBOSE") != NULL)
		(void)fprintf(stderr, "    status %d: %s\n", status, err.msg);
	_exit(status);
}

static int run(const struct trial *trial)
{
	int status = 0;
	pid_t pid;

	(void)fflush(NULL);
	pid = fork();
	if (pid == 0)
		child(trial);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		abort();
	return status;
}

/* --- the sweep ------------------------------------------------------------------------------- */

static void empty_vault(const struct trial *trial)
{
	struct vouch_arena arena = {0};
	const char *path = vouch_arena_printf(&arena, "%s/vault", trial->folder);
	VOUCH_CLEANUP(vouch_dir_close) DIR *folder = opendir(path);
	const struct dirent *entry;

	while (folder != NULL && (entry = readdir(folder)) != NULL)
		if (entry->d_name[0] != '.')
			(void)unlinkat(dirfd(folder), entry->d_name, 0);
	vouch_arena_release(&arena);
}

static void start_afresh(const struct trial *trial)
{
	static const char *const files[] = {"journal.db", "journal.db-wal", "journal.db-shm"};
	struct vouch_arena arena = {0};
	size_t i;

	for (i = 0; i < sizeof files / sizeof files[0]; i++)
		(void)unlink(vouch_arena_printf(&arena, "%s/%s", trial->folder, files[i]));
	vouch_arena_release(&arena);
	memset(trial->mac, 0, sizeof *trial->mac);
	trial->mac->filevault = VOUCH_FILEVAULT_ON;
	trial->mac->now = WORLD_NOW;
	empty_vault(trial);
	trial->world->set_up(trial->mac, trial->world->vault);
}

static bool arm(const struct trial *trial, const struct kind *kind, long at)
{
	memset(trial->fault, 0, sizeof *trial->fault);
	memset(trial->vfs, 0, sizeof *trial->vfs);
	trial->mac->die_at = 0;
	if (kind == NULL)
		return false;
	trial->fault->kind = kind->call;
	trial->fault->at = at;
	trial->vfs->kind = kind->write;
	trial->vfs->at = at;
	if (kind->effect)
		trial->mac->die_at = trial->mac->ticks + at;
	return true;
}

static bool fired(const struct trial *trial, int status)
{
	return trial->fault->fired || trial->vfs->fired ||
	       (WIFEXITED(status) && WEXITSTATUS(status) == TOY_DIED);
}

/* Returns whether it fired. */
static bool try_point(const struct trial *trial, const struct kind *kind, long at, int *violations)
{
	char what[96];
	bool went_wrong;
	int status;

	(void)snprintf(what, sizeof what, "%s %ld", kind->name, at);
	start_afresh(trial);
	(void)arm(trial, kind, at);
	status = run(trial);
	went_wrong = fired(trial, status);
	*violations += check_after_fault(trial, status, what);
	(void)arm(trial, NULL, 0);
	status = run(trial);
	*violations += check_after_rerun(trial, status, what);
	return went_wrong;
}

static void *shared(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON, -1, 0);

	if (memory == MAP_FAILED)
		abort();
	return memory;
}

static long sweep(const struct trial *trial, int *violations)
{
	long points = 0;
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		long at = 1;
		int before = *violations;

		while (try_point(trial, &kinds[i], at, violations))
			at++;
		points += at - 1;
		(void)printf("%-22s %4ld points, %d violations\n", kinds[i].name, at - 1,
			*violations - before);
		if (at == 1) {
			(void)printf("  nothing of that kind ever fired: the sweep is blind\n");
			(*violations)++;
		}
	}
	return points;
}

int main(int count, char **arguments)
{
	struct vouch_arena arena = {0};
	struct vouch_vault vault;
	struct world world;
	struct trial trial = {.world = &world};
	int violations = 0;
	long points;

	trial.folder = vouch_test_folder(&arena);
	vouch_vault_new(&arena, trial.folder, &vault);
	if (count != 2 || !world_make(&arena, arguments[1], &vault, &world)) {
		(void)fprintf(stderr, "usage: sweep_exec settle|promote|mint|rotate|enable\n");
		return 64;
	}
	trial.mac = toymac_new();
	trial.fault = fault_new();
	trial.vfs = shared(sizeof *trial.vfs);
	points = sweep(&trial, &violations);
	(void)printf("%s: %ld points tried, %d violations\n", world.name, points, violations);
	vouch_test_folder_remove(trial.folder);
	toymac_free(trial.mac);
	fault_free(trial.fault);
	(void)munmap(trial.vfs, sizeof *trial.vfs);
	vouch_arena_release(&arena);
	return violations == 0 ? 0 : 1;
}
