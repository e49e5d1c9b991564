/* create_check.c – which simulated Macs there can be: versions, chips, file systems that go
 * together. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/clock.h"

#include "command.h"
#include "create_options.h"
#include "version.h"

struct check {
	struct vouch_arena *arena;
	struct simmac_create *out;
	const char *option;
};

static int complain(const struct check *check, const char *what)
{
	fprintf(stderr, "simmac: %s: %s (simmac create --help)\n", check->option, what);
	return SIMMAC_USAGE;
}

static bool one_of(const char *word, const char *const *words, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* One that ran these versions. */
static const char *usual_model(const char *chip, const struct simmac_version *version)
{
	static const struct simmac_version eleven = {{11, 0, 0}};
	bool old = simmac_version_compare(version, &eleven) < 0;

	if (strcmp(chip, "apple") == 0)
		return "Mac14,2";
	if (strcmp(chip, "t2") == 0)
		return old ? "MacBookPro15,1" : "MacBookPro16,1";
	return old ? "MacBookPro14,1" : "iMac19,1";
}

/* Which Macs could there be? */
static int check_hardware(
	struct check *check, const struct simmac_rules *rules, const struct simmac_version *version)
{
	static const struct simmac_version eleven = {{11, 0, 0}}, tahoe = {{26, 0, 0}};
	struct simmac_settings *settings = &check->out->settings;
	bool apfs = strcmp(settings->filesystem, "apfs") == 0;

	check->option = "--chip";
	if (!settings->chip)
		settings->chip = simmac_version_compare(version, &eleven) < 0 ? "intel" : "apple";
	if (strcmp(settings->chip, "apple") == 0 && simmac_version_compare(version, &eleven) < 0)
		return complain(check, "no apple chip before macOS 11");
	if (strcmp(settings->chip, "intel") == 0 && simmac_version_compare(version, &tahoe) >= 0)
		return complain(check, "macOS 26 wants a T2 or an apple chip");
	check->option = "--filesystem";
	if (!apfs && (rules->bootstrap || strcmp(settings->chip, "intel") != 0))
		return complain(check, "hfs only before 10.15, and without security chip");
	check->option = "--bootstrap";
	if (check->out->bootstrap != SIMMAC_BOOTSTRAP_UNSUPPORTED && !rules->bootstrap)
		return complain(check, "there is no bootstrap token before 10.15");
	if (!settings->model)
		settings->model = usual_model(settings->chip, version);
	return -1;
}

static int check_filevault(struct check *check)
{
	const struct simmac_create *out = check->out;

	check->option = "--percent";
	if (out->percent < 0 || out->percent > 100)
		return complain(check, "0 to 100");
	check->option = "--deferred-for";
	if (out->deferred_for && out->filevault != SIMMAC_FILEVAULT_DEFERRED)
		return complain(check, "only with --filevault deferred");
	return -1;
}

static int check_words(struct check *check)
{
	static const char *const chips[] = {"apple", "t2", "intel"};
	static const char *const mdms[] = {"none", "user_approved", "automated"};
	static const char *const systems[] = {"apfs", "hfs"};
	struct simmac_settings *settings = &check->out->settings;
	int64_t now;

	check->option = "create";
	if (!check->out->directory)
		return complain(check, "which folder?");
	if ((settings->chip && !one_of(settings->chip, chips, 3)) ||
		!one_of(settings->mdm, mdms, 3) || !one_of(settings->filesystem, systems, 2))
		return complain(check, "no such chip, mdm or filesystem");
	if (settings->iterations < 1 || settings->iterations > 10000000)
		return complain(check, "iterations from 1 to 10000000");
	if (settings->now && !vouch_time_parse(settings->now, &now))
		return complain(check, "--now as in 2026-11-24T10:00:00Z");
	return -1;
}

static int check_all(struct check *check)
{
	struct simmac_settings *settings = &check->out->settings;
	struct simmac_version version;
	struct simmac_rules rules;
	int r;

	check->option = "--os";
	if (!settings->os || !simmac_rules_for(settings->os, &rules) ||
		!simmac_version_parse(settings->os, &version))
		return complain(check, "a version of macOS from 10.13 to 26");
	/* Apple calls the first one plainly 10.13. */
	if (version.numbers[0] == 10 && version.numbers[2] == 0)
		settings->os = vouch_arena_printf(check->arena, "10.%d", version.numbers[1]);
	if (!settings->build)
		settings->build = simmac_rules_build(settings->os);
	if (!settings->build)
		return complain(check, "its build is not known: give --build too");
	r = check_words(check);
	if (r < 0 && !check->out->bootstrap_given)
		check->out->bootstrap = rules.bootstrap && strcmp(settings->mdm, "none") != 0
						? SIMMAC_BOOTSTRAP_SUPPORTED
						: SIMMAC_BOOTSTRAP_UNSUPPORTED;
	if (r < 0)
		r = check_hardware(check, &rules, &version);
	return r < 0 ? check_filevault(check) : r;
}

int simmac_create_check(struct vouch_arena *arena, struct simmac_create *out)
{
	struct check check = {arena, out, ""};

	return check_all(&check);
}
