/* tool_profiles.c – profiles: enrolment, and its arguments in both styles. FACTS 6.1 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "profiles.h"
#include "record.h"
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

/* Other users' are not there, and those of a user that is none are an error. */
static int list_of_user(struct simmac_profiles *call)
{
	SIMMAC_RECORD user = {0};
	struct simmac_mac *mac = call->mac;
	int r;

	if (!call->user)
		return list_profiles(call);
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	r = simmac_record_find(mac, SIMMAC_USERS, call->user, &user);
	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 0) {
		fprintf(stderr, "profiles: %s: no such user\n", call->user);
		return 1;
	}
	printf("There are no configuration profiles installed for user '%s'\n", call->user);
	return 0;
}

/* -output PATH: the same as a property list; only the console's are here. */
static int list_or_show(struct simmac_profiles *call)
{
	if (call->output && strcmp(call->output, "stdout") != 0) {
		fprintf(stderr, "profiles: -output %s: the simulated Mac writes text to stdout\n",
			call->output);
		return 1;
	}
	return list_of_user(call);
}

static int status_configuration(struct simmac_profiles *call)
{
	printf("There are%s configuration profiles installed\n",
		simmac_mac_is_managed(call->mac) ? " 1" : " no");
	return 0;
}

static int none_provisioning(struct simmac_profiles *call)
{
	(void)call;
	puts("There are no provisioning profiles installed");
	return 0;
}

static int synced(struct simmac_profiles *call)
{
	(void)call; /* of users that are gone there are none */
	return 0;
}

static int show_version(struct simmac_profiles *call)
{
	printf("version: %s\n", call->mac->rules->role_accounts ? "8.00" : "6.01");
	return 0;
}

static int not_here(struct simmac_profiles *call)
{
	fprintf(stderr, "profiles: %s: the simulated Mac installs and removes no profiles\n",
		call->verb);
	return 1;
}

/* From 11 on profiles come by System Preferences alone. FACTS: the manual page */
static int install(struct simmac_profiles *call)
{
	if (!call->mac->rules->role_accounts)
		return not_here(call);
	puts("profiles tool no longer supports installs.  Use System Preferences Profiles to add "
	     "configuration profiles.");
	return 1;
}

enum rule { ALWAYS, WITH_BOOTSTRAP };

#define OUTPUT "-type -user -output -all -verbose"

/* -type and -verbose go with every verb that has a type. */
static const struct row {
	const char *verb, *type;
	enum rule rule;
	bool needs_root;
	const char *options;
	int (*run)(struct simmac_profiles *call);
} verbs[] = {
	{"status", "enrollment", ALWAYS, false, "-type", show_enrolment_status},
	{"status", "bootstraptoken", WITH_BOOTSTRAP, true, "-type",
		simmac_profiles_bootstrap_status},
	{"status", "configuration", ALWAYS, false, "-type", status_configuration},
	{"install", "bootstraptoken", WITH_BOOTSTRAP, true, "-type -user -password",
		simmac_profiles_bootstrap_install},
	{"install", "configuration", ALWAYS, false, "-type -path -user -password -forced", install},
	{"install", "provisioning", ALWAYS, false, "-type -path -user", not_here},
	{"remove", "bootstraptoken", WITH_BOOTSTRAP, true, "-type -user -password",
		simmac_profiles_bootstrap_remove},
	{"remove", "configuration", ALWAYS, false,
		"-type -user -identifier -uuid -path -forced -all -password", not_here},
	{"remove", "provisioning", ALWAYS, false, "-type -user -identifier -uuid -path -forced",
		not_here},
	{"validate", "bootstraptoken", WITH_BOOTSTRAP, true, "-type -user -password",
		simmac_profiles_bootstrap_validate},
	{"validate", "enrollment", ALWAYS, true, "-type", renew},
	{"validate", "provisioning", ALWAYS, false, "-type -path", not_here},
	{"list", "configuration", ALWAYS, false, OUTPUT, list_or_show},
	{"list", "provisioning", ALWAYS, false, OUTPUT, none_provisioning},
	{"show", "configuration", ALWAYS, false, OUTPUT, list_or_show},
	{"show", "provisioning", ALWAYS, false, OUTPUT, none_provisioning},
	{"show", "enrollment", ALWAYS, true, "-type -output", show_enrolment},
	{"sync", "configuration", ALWAYS, true, "-type", synced},
	{"renew", "enrollment", ALWAYS, true, "-type -output", renew},
	{"renew", "configuration", ALWAYS, false, "-type -identifier -output", not_here},
	{"version", "configuration", ALWAYS, false, "", show_version},
};

/* The style before 10.13, one letter each; it still works. */
static const struct {
	char letter;
	const char *verb, *type;
	bool all;
} letters[] = {
	{'P', "list", "configuration", true},
	{'L', "list", "configuration", false},
	{'C', "list", "configuration", false},
	{'H', "status", "configuration", false},
	{'c', "list", "provisioning", false},
	{'e', "show", "enrollment", false},
	{'N', "renew", "enrollment", false},
	{'S', "sync", "configuration", false},
	{'I', "install", "configuration", false},
	{'R', "remove", "configuration", false},
	{'i', "install", "provisioning", false},
	{'r', "remove", "provisioning", false},
	{'V', "validate", "provisioning", false},
	{'W', "renew", "configuration", false},
	{'s', "install", "configuration", false},
	{'x', "version", "configuration", false},
	{'h', "help", "configuration", false},
};

/* Of both styles, with a value; NULL: what it says has no bearing here. */
static bool take_value(struct simmac_profiles *call, const char *word, const char *value)
{
	const char *ignored = NULL;
	const struct {
		const char *word;
		char letter;
		const char **place;
	} options[] = {
		{"-type", 0, &call->type},
		{"-user", 'U', &call->user},
		{"-password", 'z', &call->password},
		{"-output", 'o', &call->output},
		{"-path", 'F', &ignored},
		{"-identifier", 'p', &ignored},
		{"-uuid", 'u', &ignored},
		{NULL, 'Y', &ignored},
	};
	size_t i;

	for (i = 0; i < sizeof options / sizeof *options; i++) {
		bool is_letter = options[i].letter && word[0] == '-' &&
				 word[1] == options[i].letter && word[2] == '\0';

		if (is_letter || (options[i].word && strcmp(options[i].word, word) == 0)) {
			*options[i].place = value;
			return true;
		}
	}
	return false;
}

static bool has_option(const char *list, const char *word)
{
	size_t length = strlen(word);
	const char *at = strstr(list, word);

	return at && (at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0');
}

/* "-Lv": letters behind one another. The first that is none, or '\0'. */
static char take_letters(struct simmac_profiles *call, const char *word)
{
	size_t n;

	for (word++; *word; word++) {
		if (strchr("vfdDz", *word))
			continue;
		for (n = 0; n < sizeof letters / sizeof *letters; n++)
			if (letters[n].letter == *word)
				break;
		if (n == sizeof letters / sizeof *letters)
			return *word;
		call->verb = letters[n].verb;
		call->type = letters[n].type;
		call->all |= letters[n].all;
	}
	return '\0';
}

/* The first word that is none of either style, or lacks its value, or NULL. */
static const char *take_words(struct simmac_profiles *call, int argc, char **argv)
{
	bool old = argc > 1 && argv[1][0] == '-';
	int i;

	call->verb = old || argc < 2 ? "" : argv[1];
	call->type = "configuration";
	for (i = old ? 1 : 2; i < argc; i++) {
		const char *word = argv[i];

		if (strcmp(word, "-all") == 0)
			call->all = true;
		else if (strcmp(word, "-forced") == 0 || strcmp(word, "-verbose") == 0)
			continue;
		else if (i + 1 < argc && take_value(call, word, argv[i + 1]))
			i++;
		else if (!old || word[0] != '-' || !word[1] || take_letters(call, word))
			return word;
	}
	return NULL;
}

/* What this verb has no use for, though another has. */
static const char *find_idle(const struct row *row, int argc, char **argv)
{
	int i;

	if (argc < 2 || argv[1][0] == '-')
		return NULL;
	for (i = 2; i < argc; i++) {
		if (strcmp(argv[i], "-verbose") != 0 && !has_option(row->options, argv[i]))
			return argv[i];
		i += strcmp(argv[i], "-all") != 0 && strcmp(argv[i], "-forced") != 0 &&
		     strcmp(argv[i], "-verbose") != 0;
	}
	return NULL;
}

static int usage(FILE *stream)
{
	size_t i;

	fputs("profiles - a tool for managing profiles on macOS.\n"
	      "usage: profiles <command verb> [<options and parameters>]\n"
	      "    help\n",
		stream);
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		fprintf(stream, "    %s -type %s\n", verbs[i].verb, verbs[i].type);
	return stream == stdout ? 0 : 1;
}

static int refuse_word(const char *word)
{
	fprintf(stderr, "profiles: unknown option: %s\n", word);
	return 1;
}

static int run(struct simmac_profiles *call, const struct row *row, int argc, char **argv)
{
	const char *idle = find_idle(row, argc, argv);

	if (idle)
		return refuse_word(idle);
	if (row->needs_root && !simmac_mac_is_root(call->mac)) {
		fputs("profiles: this command must be run as root\n", stderr);
		return 1;
	}
	return row->run(call);
}

int simmac_profiles(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_profiles call = {.mac = mac};
	const char *odd = take_words(&call, argc, argv);
	size_t i;

	if (strcmp(call.verb, "help") == 0)
		return usage(stdout);
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].verb, call.verb) != 0)
			continue;
		if (odd)
			return refuse_word(odd);
		if (strcmp(verbs[i].type, call.type) == 0 &&
			(verbs[i].rule != WITH_BOOTSTRAP || mac->rules->bootstrap))
			return run(&call, &verbs[i], argc, argv);
	}
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].verb, call.verb) == 0) {
			fprintf(stderr, "profiles: unknown type: %s\n", call.type);
			return 1;
		}
	return usage(stderr);
}
