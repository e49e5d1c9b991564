/* tool_profiles.c – profiles: enrolment, and its arguments in both styles. FACTS 6.1 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "profiles.h"
#include "tools.h"

static int show_enrolment_status(struct simmac_profiles *call)
{
	const struct simmac_mac *mac = call->mac;

	if (!mac->rules->enrollment_lines) {
		puts(simmac_mac_is_managed(mac)
				? "An enrollment profile is currently installed on this system"
				: "There is no enrollment profile installed on this system");
		return 0;
	}
	printf("Enrolled via DEP: %s\n",
		strcmp(mac->settings.mdm, "automated") == 0 ? "Yes" : "No");
	puts(simmac_mac_is_managed(mac) ? "MDM enrollment: Yes (User Approved)\n"
					  "MDM server: https://mdm.example.com:8443/mdm/ServerURL"
					: "MDM enrollment: No");
	return 0;
}

/* What Apple has assigned this Mac to. */
static int show_enrolment(struct simmac_profiles *call)
{
	const struct simmac_mac *mac = call->mac;

	if (strcmp(mac->settings.mdm, "automated") == 0) {
		puts("Device Enrollment configuration:\n"
		     "{\n"
		     "    AllowPairing = 1;\n"
		     "    AwaitDeviceConfigured = 0;\n"
		     "    ConfigurationURL = \"https://mdm.example.com:8443/mdm/enroll\";\n"
		     "    IsMandatory = 1;\n"
		     "    IsMDMUnremovable = 1;\n"
		     "    IsSupervised = 1;\n"
		     "    OrganizationName = \"Example\";\n"
		     "}");
		return 0;
	}
	printf("Error fetching Device Enrollment configuration: %sClient is not DEP enabled.\n",
		mac->rules->enrollment_numbers ? "(34000) " : "");
	return 1;
}

/* A Mac under management has one profile here, that of its enrolment. */
static int list_profiles(struct simmac_profiles *call)
{
	const struct simmac_mac *mac = call->mac;
	bool root = simmac_mac_is_root(mac);

	if (simmac_mac_is_managed(mac) && (root || call->all)) {
		puts("_computerlevel[1] attribute: profileIdentifier: "
		     "com.example.mdm.enrollment\n"
		     "There are 1 configuration profiles installed");
		return 0;
	}
	if (call->all)
		puts("There are no configuration profiles installed");
	else if (root)
		puts("There are no configuration profiles installed in the system domain");
	else
		printf("There are no configuration profiles installed for user '%s'\n",
			mac->caller);
	return 0;
}

static int renew(struct simmac_profiles *call)
{
	if (strcmp(call->mac->settings.mdm, "automated") != 0)
		return show_enrolment(call);
	return 0; /* a notification at the screen */
}

enum rule { ALWAYS, WITH_BOOTSTRAP };

static const struct {
	const char *verb, *type;
	enum rule rule;
	bool needs_root;
	int (*run)(struct simmac_profiles *call);
} verbs[] = {
	{"status", "enrollment", ALWAYS, false, show_enrolment_status},
	{"status", "bootstraptoken", WITH_BOOTSTRAP, true, simmac_profiles_bootstrap_status},
	{"install", "bootstraptoken", WITH_BOOTSTRAP, true, simmac_profiles_bootstrap_install},
	{"remove", "bootstraptoken", WITH_BOOTSTRAP, true, simmac_profiles_bootstrap_remove},
	{"validate", "bootstraptoken", WITH_BOOTSTRAP, true, simmac_profiles_bootstrap_validate},
	{"list", "configuration", ALWAYS, false, list_profiles},
	{"show", "configuration", ALWAYS, false, list_profiles},
	{"show", "enrollment", ALWAYS, true, show_enrolment},
	{"renew", "enrollment", ALWAYS, true, renew},
};

/* The style before 10.13, one letter each; it still works. */
static const struct {
	const char *letter, *verb, *type;
	bool all;
} letters[] = {
	{"-P", "list", "configuration", true},
	{"-L", "list", "configuration", false},
	{"-C", "list", "configuration", false},
	{"-e", "show", "enrollment", false},
	{"-N", "renew", "enrollment", false},
};

static const char *take_words(struct simmac_profiles *call, int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "";
	size_t n;
	int i;

	call->type = "configuration";
	for (n = 0; n < sizeof letters / sizeof *letters; n++)
		if (strcmp(letters[n].letter, verb) == 0) {
			call->type = letters[n].type;
			call->all = letters[n].all;
			return letters[n].verb;
		}
	for (i = 2; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;
		const char **place = strcmp(argv[i], "-type") == 0       ? &call->type
				     : strcmp(argv[i], "-user") == 0     ? &call->user
				     : strcmp(argv[i], "-password") == 0 ? &call->password
									 : NULL;

		call->all |= strcmp(argv[i], "-all") == 0;
		if (!place || !value)
			continue;
		*place = value;
		i++;
	}
	return verb;
}

static int usage(void)
{
	fputs("profiles - a tool for managing profiles on macOS.\n"
	      "usage: profiles <command verb> [<options and parameters>]\n"
	      "    status -type <type>, list, show -type <type>, install -type <type>,\n"
	      "    remove -type <type>, validate -type <type>, renew -type <type>\n",
		stderr);
	return 1;
}

int simmac_profiles(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_profiles call = {.mac = mac};
	const char *verb = take_words(&call, argc, argv);
	size_t i;

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].verb, verb) != 0 || strcmp(verbs[i].type, call.type) != 0)
			continue;
		if (verbs[i].rule == WITH_BOOTSTRAP && !mac->rules->bootstrap)
			break;
		if (verbs[i].needs_root && !simmac_mac_is_root(mac)) {
			fputs("profiles: this command must be run as root\n", stderr);
			return 1;
		}
		return verbs[i].run(&call);
	}
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].verb, verb) == 0) {
			fprintf(stderr, "profiles: unknown type: %s\n", call.type);
			return 1;
		}
	return usage();
}
