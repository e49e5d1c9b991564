/* tool_profiles.c – profiles: enrolment and the bootstrap token. FACTS 6.1 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "tools.h"

static int show_bootstrap(struct simmac_mac *mac)
{
	enum simmac_bootstrap bootstrap = mac->volume.bootstrap;

	printf("profiles: Bootstrap Token supported on server: %s\n"
	       "profiles: Bootstrap Token escrowed to server: %s\n",
		bootstrap == SIMMAC_BOOTSTRAP_UNSUPPORTED ? "NO" : "YES",
		bootstrap == SIMMAC_BOOTSTRAP_ESCROWED ? "YES" : "NO");
	return 0;
}

static int show_enrolment(struct simmac_mac *mac)
{
	const char *mdm = mac->settings.mdm;
	bool automated = strcmp(mdm, "automated") == 0;

	if (!mac->rules->enrollment_lines) {
		puts(simmac_mac_is_managed(mac)
				? "An enrollment profile is currently installed on this system"
				: "There is no enrollment profile installed on this system");
		return 0;
	}
	printf("Enrolled via DEP: %s\n", automated ? "Yes" : "No");
	if (!simmac_mac_is_managed(mac))
		puts("MDM enrollment: No");
	else
		puts("MDM enrollment: Yes (User Approved)\n"
		     "MDM server: https://mdm.example.com:8443/mdm/ServerURL");
	return 0;
}

int simmac_profiles(struct simmac_mac *mac, int argc, char **argv)
{
	const char *verb = argc > 1 ? argv[1] : "", *type = "";
	int i;

	for (i = 2; i + 1 < argc; i++) {
		if (strcmp(argv[i], "-type") == 0)
			type = argv[i + 1];
	}
	if (strcmp(verb, "status") != 0 ||
		(strcmp(type, "bootstraptoken") != 0 && strcmp(type, "enrollment") != 0)) {
		fprintf(stderr, "simmac: profiles %s -type %s is not simulated\n", verb, type);
		return 70;
	}
	if (strcmp(type, "bootstraptoken") == 0 && !mac->rules->bootstrap) { /* wording inferred */
		fprintf(stderr, "profiles: unknown type: %s\n", type);
		return 1;
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	return strcmp(type, "enrollment") == 0 ? show_enrolment(mac) : show_bootstrap(mac);
}
