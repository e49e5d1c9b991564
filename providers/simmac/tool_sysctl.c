/* tool_sysctl.c – sysctl: the names that tell a Mac's model, processor and system. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/text.h"

#include "computer_name.h"
#include "darwin.h"
#include "tools.h"

struct variable {
	const char *name;
	const char *(*value)(struct simmac_mac *mac); /* NULL: unknown on this Mac */
};

static bool is_apple(const struct simmac_mac *mac)
{
	return vouch_text_equal(mac->settings.chip, "apple");
}

static const char *model(struct simmac_mac *mac)
{
	return mac->settings.model;
}

static const char *brand(struct simmac_mac *mac)
{
	return is_apple(mac) ? "Apple M2" : "Intel(R) Core(TM) i7-8569U CPU @ 2.80GHz";
}

/* An Intel Mac does not know the name at all. */
static const char *arm64(struct simmac_mac *mac)
{
	return is_apple(mac) ? "1" : NULL;
}

static const char *os(struct simmac_mac *mac)
{
	return mac->settings.os;
}

static const char *build(struct simmac_mac *mac)
{
	return mac->settings.build;
}

static const char *host(struct simmac_mac *mac)
{
	return simmac_computer_name_of_kernel(mac);
}

static const char *release(struct simmac_mac *mac)
{
	return simmac_darwin_release(mac);
}

static const char *machine(struct simmac_mac *mac)
{
	return is_apple(mac) ? "arm64" : "x86_64";
}

static const char *system_name(struct simmac_mac *mac)
{
	(void)mac;
	return "Darwin";
}

static const char *memory(struct simmac_mac *mac)
{
	(void)mac;
	return "17179869184";
}

static const char *processors(struct simmac_mac *mac)
{
	(void)mac;
	return "8";
}

static const char *cores(struct simmac_mac *mac)
{
	return is_apple(mac) ? "8" : "4";
}

/* Only a Mac that is itself simulated by a Mac says 1. */
static const char *virtual_machine(struct simmac_mac *mac)
{
	return vouch_text_starts(mac->settings.model, "VirtualMac") ? "1" : "0";
}

static const char *zero(struct simmac_mac *mac)
{
	return is_apple(mac) ? "0" : NULL;
}

static const char *platform_uuid(struct simmac_mac *mac)
{
	return mac->settings.platform_uuid;
}

static const struct variable variables[] = {
	{"hw.logicalcpu", processors},
	{"hw.machine", machine},
	{"hw.memsize", memory},
	{"hw.model", model},
	{"hw.ncpu", processors},
	{"hw.optional.arm64", arm64},
	{"hw.physicalcpu", cores},
	{"kern.hostname", host},
	{"kern.hv_vmm_present", virtual_machine},
	{"kern.osproductversion", os},
	{"kern.osrelease", release},
	{"kern.ostype", system_name},
	{"kern.osversion", build},
	{"kern.uuid", platform_uuid},
	{"machdep.cpu.brand_string", brand},
	{"sysctl.proc_translated", zero},
};

static const char *find(struct simmac_mac *mac, const char *name)
{
	size_t i;

	for (i = 0; i < sizeof variables / sizeof *variables; i++)
		if (strcmp(variables[i].name, name) == 0)
			return variables[i].value(mac);
	return NULL;
}

static void print(const char *name, const char *value, bool bare)
{
	if (bare)
		printf("%s\n", value);
	else
		printf("%s: %s\n", name, value);
}

/* A name, or the first part of names. */
static bool print_matching(struct simmac_mac *mac, const char *start, bool bare)
{
	const char *prefix = *start ? vouch_arena_printf(&mac->arena, "%s.", start) : "";
	const char *value = find(mac, start);
	bool found = value != NULL;
	size_t i;

	if (value)
		print(start, value, bare);
	for (i = 0; i < sizeof variables / sizeof *variables; i++) {
		value = variables[i].value(mac);
		if (!value || !vouch_text_starts(variables[i].name, prefix))
			continue;
		print(variables[i].name, value, bare);
		found = true;
	}
	return found;
}

/* NAME=VALUE: nothing here can be set, but for the name of the host by other tools. */
static bool refuse_setting(struct simmac_mac *mac, const char *word)
{
	const char *name = vouch_arena_text_n(&mac->arena, word, strcspn(word, "="));

	if (find(mac, name))
		fprintf(stderr, "sysctl: oid '%s' is read only\n", name);
	else
		fprintf(stderr, "sysctl: unknown oid '%s'\n", name);
	return false;
}

static int usage(void)
{
	fputs("usage: sysctl [-bdehiNnoqx] name[=value] ...\n"
	      "       sysctl [-bdehNnoqx] -a\n",
		stderr);
	return 1;
}

int simmac_sysctl(struct simmac_mac *mac, int argc, char **argv)
{
	bool bare = false, quiet = false, all = false;
	int option, i, status = 0;

	opterr = 0;
	while ((option = getopt(argc, argv, "+aehinqw")) != -1) {
		if (option == '?')
			return usage();
		bare |= option == 'n';
		quiet |= option == 'i';
		all |= option == 'a';
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (all && optind == argc)
		return !print_matching(mac, "", bare);
	if (optind == argc)
		return usage();
	for (i = optind; i < argc; i++) {
		if (strchr(argv[i], '=')) {
			status |= !refuse_setting(mac, argv[i]);
		} else if (!*argv[i] || !print_matching(mac, argv[i], bare)) {
			if (quiet && *argv[i])
				continue;
			fprintf(stderr, "sysctl: unknown oid '%s'\n", argv[i]);
			status = 1;
		}
	}
	return status;
}
