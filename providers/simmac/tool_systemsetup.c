/* tool_systemsetup.c – systemsetup: the Mac's names, remote login, and network time. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/cleanup.h"
#include "vouch/base/secret.h"
#include "vouch/base/text.h"

#include "computer_name.h"
#include "input.h"
#include "services.h"
#include "tools.h"

static int get_name(struct simmac_mac *mac, const char *value)
{
	const char *name = simmac_computer_name_get(mac, SIMMAC_COMPUTER_NAME);

	(void)value;
	printf("Computer Name: %s\n", name ? name : "");
	return 0;
}

static int get_local_name(struct simmac_mac *mac, const char *value)
{
	const char *name = simmac_computer_name_get(mac, SIMMAC_LOCAL_HOST_NAME);

	(void)value;
	printf("Local Subnet Name: %s\n", name ? name : "");
	return 0;
}

static int set(struct simmac_mac *mac, enum simmac_computer_name which, const char *value)
{
	if (!simmac_computer_name_fits(which, value)) {
		fprintf(stderr, "systemsetup: %s: not a name for it\n", value);
		return 1;
	}
	return simmac_computer_name_set(mac, which, value) < 0 ? simmac_mac_failed(mac) : 0;
}

static int set_name(struct simmac_mac *mac, const char *value)
{
	return set(mac, SIMMAC_COMPUTER_NAME, value);
}

static int set_local_name(struct simmac_mac *mac, const char *value)
{
	return set(mac, SIMMAC_LOCAL_HOST_NAME, value);
}

static int get_remote_login(struct simmac_mac *mac, const char *value)
{
	(void)value;
	printf("Remote Login: %s\n",
		simmac_services_is_off(mac, SIMMAC_SERVICE_SSH) ? "Off" : "On");
	return 0;
}

static int set_remote_login(struct simmac_mac *mac, const char *value)
{
	if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0) {
		fprintf(stderr, "systemsetup: -setremotelogin: on or off, not %s\n", value);
		return 1;
	}
	return simmac_services_switch(mac, SIMMAC_SERVICE_SSH, strcmp(value, "off") == 0) < 0
		       ? simmac_mac_failed(mac)
		       : 0;
}

static int get_network_time(struct simmac_mac *mac, const char *value)
{
	(void)value;
	printf("Network Time: %s\n", mac->volume.switches.network_time ? "On" : "Off");
	return 0;
}

static int set_network_time(struct simmac_mac *mac, const char *value)
{
	if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0) {
		fprintf(stderr, "systemsetup: -setusingnetworktime: on or off, not %s\n", value);
		return 1;
	}
	mac->volume.switches.network_time = strcmp(value, "on") == 0;
	if (simmac_volume_save(mac) < 0)
		return simmac_mac_failed(mac);
	printf("setUsingNetworkTime: %s\n", strcmp(value, "on") == 0 ? "On" : "Off");
	return 0;
}

static const struct {
	const char *name;
	bool takes;
	int (*run)(struct simmac_mac *mac, const char *value);
} verbs[] = {{"-getcomputername", false, get_name}, {"-setcomputername", true, set_name},
	{"-getlocalsubnetname", false, get_local_name},
	{"-setlocalsubnetname", true, set_local_name}, {"-getremotelogin", false, get_remote_login},
	{"-setremotelogin", true, set_remote_login},
	{"-getusingnetworktime", false, get_network_time},
	{"-setusingnetworktime", true, set_network_time}};

static int usage(void)
{
	fputs("Usage: systemsetup -getcomputername | -setcomputername NAME | -getlocalsubnetname "
	      "|\n"
	      "\t-setlocalsubnetname NAME | -getremotelogin | [-f] -setremotelogin on|off |\n"
	      "\t-getusingnetworktime | -setusingnetworktime on|off\n",
		stderr);
	return 1;
}

/* Taking remote login away is asked about, but for -f. */
static bool is_sure(struct simmac_mac *mac)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret answer = {0};

	fputs("Do you really want to turn remote login off? If you do, you will lose this "
	      "connection and can only turn it back on locally at the server (yes/no)? ",
		stdout);
	(void)fflush(stdout);
	return simmac_input_line(&mac->heard, &answer) && answer.length > 0 &&
	       (answer.bytes[0] == 'y' || answer.bytes[0] == 'Y');
}

int simmac_systemsetup(struct simmac_mac *mac, int argc, char **argv)
{
	bool forced = argc > 1 && strcmp(argv[1], "-f") == 0;
	int at = forced ? 2 : 1;
	size_t v;

	for (v = 0; argc > at && v < sizeof verbs / sizeof *verbs; v++)
		if (strcmp(verbs[v].name, argv[at]) == 0)
			break;
	if (argc <= at || v == sizeof verbs / sizeof *verbs || argc != at + 1 + verbs[v].takes)
		return usage();
	if (!simmac_mac_is_root(mac)) {
		fputs("You need administrator access to run this tool... exiting!\n", stderr);
		return 1;
	}
	if (verbs[v].run == set_remote_login && !forced && strcmp(argv[at + 1], "off") == 0 &&
		!is_sure(mac))
		return 1;
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	return verbs[v].run(mac, verbs[v].takes ? argv[at + 1] : NULL);
}
