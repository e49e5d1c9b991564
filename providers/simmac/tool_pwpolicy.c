/* tool_pwpolicy.c – pwpolicy: disabling accounts, and what it says about policies. FACTS G4, 1.5 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"

#include "input.h"
#include "physics.h"
#include "policy_data.h"
#include "pwpolicy.h"
#include "tools.h"

/* EX_USAGE; the second is what it ends with where there is no such account. */
enum { EXIT_USAGE = 64, EXIT_NO_USER = 1 };

static int find(struct simmac_pwpolicy *call, struct simmac_record *out)
{
	int r;

	if (!call->user) {
		fputs("pwpolicy: a user is required\n", stderr);
		return EXIT_USAGE;
	}
	r = simmac_record_find(call->mac, SIMMAC_USERS, call->user, out);
	if (r < 0)
		return simmac_mac_failed(call->mac);
	if (r == 0)
		fprintf(stderr, "Error: user <%s> not found\n", call->user);
	return r == 1 ? 0 : EXIT_NO_USER;
}

/* Root, or an administrator by -a and -p; whoever else calls is asked for his own password. */
static int may_change(struct simmac_pwpolicy *call)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	SIMMAC_RECORD admin = {0};
	struct simmac_mac *mac = call->mac;
	enum simmac_outcome outcome;

	if (simmac_mac_is_root(mac) && !call->authenticator)
		return 0;
	if (!call->authenticator) /* transcripts: setpolicy-user */
		call->authenticator = mac->caller;
	if (call->authenticator && !call->password)
		(void)simmac_input_prompt(&call->mac->heard,
			vouch_arena_printf(
				&mac->arena, "Password for authenticator %s:", call->authenticator),
			&password); /* nothing is an empty one */
	else if (call->password)
		(void)vouch_secret_set(&password, call->password, strlen(call->password), NULL);
	if (simmac_mac_lock(mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(mac);
	outcome = call->authenticator ? simmac_authenticate(mac, call->authenticator, &password)
				      : SIMMAC_NOT_ROOT;
	if (outcome == SIMMAC_OK &&
		(simmac_record_find(mac, SIMMAC_USERS, call->authenticator, &admin) != 1 ||
			!simmac_is_admin(mac, &admin)))
		outcome = SIMMAC_NOT_AUTHORIZED;
	simmac_mac_unlock(mac);
	if (outcome == SIMMAC_OK)
		return 0;
	fputs("Error: not authorized\n", stderr);
	return 1;
}

static int change(struct simmac_pwpolicy *call,
	int (*act)(struct simmac_pwpolicy *call, struct simmac_record *user))
{
	SIMMAC_RECORD user = {0};
	int status = may_change(call);

	if (status != 0)
		return status;
	if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	status = find(call, &user);
	return status == 0 ? act(call, &user) : status;
}

/* The token stays. FACTS 1.5 */
static int act_disable(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	if (!simmac_account_disabled(user))
		simmac_record_add(user, "authentication_authority", SIMMAC_DISABLED);
	printf("Disabling account for %s\n", call->user);
	return simmac_record_save(call->mac, user) < 0 ? simmac_mac_failed(call->mac) : 0;
}

static int act_enable(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	(void)simmac_record_drop(call->mac, user, "authentication_authority", SIMMAC_DISABLED);
	printf("Enabling account for %s\n", call->user);
	return simmac_record_save(call->mac, user) < 0 ? simmac_mac_failed(call->mac) : 0;
}

static int disable(struct simmac_pwpolicy *call)
{
	return change(call, act_disable);
}

static int enable(struct simmac_pwpolicy *call)
{
	return change(call, act_enable);
}

static int get_policies(struct simmac_pwpolicy *call)
{
	SIMMAC_RECORD user = {0};
	int status;

	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	if (call->user) {
		status = find(call, &user);
		if (status != 0)
			return status;
		printf("Getting account policies for user <%s>\n", call->user);
	} else {
		puts("Getting global account policies");
	}
	return simmac_pwpolicy_print(call, call->user ? &user : NULL);
}

/* Of one account or, without a user, of all; anybody may ask. */
static int tell(struct simmac_pwpolicy *call, bool of_one,
	int (*act)(struct simmac_pwpolicy *call, struct simmac_record *user))
{
	SIMMAC_RECORD user = {0};
	int status = 0;

	if (simmac_mac_lock(call->mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(call->mac);
	if (of_one)
		status = find(call, &user);
	return status == 0 ? act(call, of_one ? &user : NULL) : status;
}

static int get_global(struct simmac_pwpolicy *call)
{
	return tell(call, false, simmac_pwpolicy_get_words);
}

static int get_words(struct simmac_pwpolicy *call)
{
	return tell(call, true, simmac_pwpolicy_get_words);
}

static int get_effective(struct simmac_pwpolicy *call)
{
	return tell(call, true, simmac_pwpolicy_get_effective);
}

/* Would a right password do? Wording inferred. */
static int allowed_of(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	struct simmac_policy_limits limits = simmac_policy_limits_for(call->mac, user);
	bool locked = limits.lock_after > 0 &&
		      simmac_policy_failures(call->mac, user) >= limits.lock_after;

	if (!locked && !simmac_account_disabled(user)) {
		printf("Policy allows user <%s> to authenticate\n", call->user);
		return 0;
	}
	printf("Policy does not allow user <%s> to authenticate\n", call->user);
	return 1;
}

static int allowed(struct simmac_pwpolicy *call)
{
	return tell(call, true, allowed_of);
}

/* As root or an administrator sets it: a holder's with somebody's credentials alone. */
static int act_password(struct simmac_pwpolicy *call, struct simmac_record *user)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0}, own = {0};
	struct simmac_mac *mac = call->mac;
	struct simmac_credentials by = {call->password ? call->authenticator : NULL, &own};
	struct simmac_answer answer;

	(void)user; /* it is there */
	if (!call->argument) {
		fputs("Error: a new password is required\n", stderr);
		return EXIT_USAGE;
	}
	if (vouch_secret_set(&password, call->argument, strlen(call->argument), &mac->err) < 0 ||
		(call->password && vouch_secret_set(&own, call->password, strlen(call->password),
					   &mac->err) < 0))
		return simmac_mac_failed(mac);
	answer = simmac_password_reset(mac, call->user, &password, by);
	if (answer.outcome == SIMMAC_BROKEN)
		return simmac_mac_failed(mac);
	if (answer.outcome == SIMMAC_OK)
		printf("Setting password for %s\n", call->user);
	else
		fputs("Error: the password was not set\n", stderr);
	return answer.outcome == SIMMAC_OK ? 0 : 1;
}

static int set_password(struct simmac_pwpolicy *call)
{
	return change(call, act_password);
}

/* Root's or an administrator's, then done with the lock held. */
static int change_policies(struct simmac_pwpolicy *call,
	int (*act)(struct simmac_pwpolicy *call, struct simmac_record *user))
{
	int status;

	if (call->user)
		return change(call, act);
	status = may_change(call);
	if (status != 0)
		return status;
	if (simmac_mac_lock(call->mac, SIMMAC_CHANGE) < 0)
		return simmac_mac_failed(call->mac);
	return act(call, NULL);
}

static int set_policies(struct simmac_pwpolicy *call)
{
	return change_policies(call, simmac_pwpolicy_set);
}

/* Everybody's, whoever -u names. */
static int set_global(struct simmac_pwpolicy *call)
{
	call->user = NULL;
	return change_policies(call, simmac_pwpolicy_set_words);
}

static int set_words_of_one(struct simmac_pwpolicy *call)
{
	return change(call, simmac_pwpolicy_set_words);
}

static int clear_policies(struct simmac_pwpolicy *call)
{
	return change_policies(call, simmac_pwpolicy_clear);
}

static const struct {
	const char *name;
	bool argument;
	int (*run)(struct simmac_pwpolicy *call);
} verbs[] = {
	{"disableuser", false, disable},
	{"enableuser", false, enable},
	{"getaccountpolicies", false, get_policies},
	{"setaccountpolicies", true, set_policies},
	{"clearaccountpolicies", false, clear_policies},
	{"getglobalpolicy", false, get_global},
	{"setglobalpolicy", true, set_global},
	{"getpolicy", false, get_words},
	{"-get-effective-policy", false, get_effective},
	{"setpolicy", true, set_words_of_one},
	{"setpassword", true, set_password},
	{"authentication-allowed", false, allowed},
};

static int usage(void)
{
	fputs("usage: pwpolicy [-h]\n"
	      "       pwpolicy [-v] [-a authenticator] [-p password] [-u username] [-n nodename] "
	      "command command-arg\n",
		stderr);
	return EXIT_USAGE;
}

/* The words of one call: false, and said why, where one of them is none. */
static bool take_words(struct simmac_pwpolicy *call, int argc, char **argv,
	int (**run)(struct simmac_pwpolicy *call))
{
	const struct {
		const char *word;
		const char **place;
	} options[] = {{"-u", &call->user}, {"-a", &call->authenticator}, {"-p", &call->password},
		{"-n", &call->node}};
	size_t n;
	int i;

	for (i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (strcmp(argv[i], "-v") == 0)
			continue;
		for (n = 0; n < sizeof options / sizeof *options; n++)
			if (strcmp(options[n].word, argv[i]) == 0)
				break;
		if (n < sizeof options / sizeof *options && value) {
			*options[n].place = value;
			i++;
			continue;
		}
		for (n = 0; n < sizeof verbs / sizeof *verbs; n++)
			if (strcmp(verbs[n].name, argv[i] + (argv[i][0] == '-')) == 0)
				break;
		if (n == sizeof verbs / sizeof *verbs) {
			fprintf(stderr, "Error: %s: the simulated Mac does not have this command\n",
				argv[i]);
			return false;
		}
		*run = verbs[n].run;
		if (verbs[n].argument && value) {
			call->argument = value;
			i++;
		}
	}
	return true;
}

int simmac_pwpolicy(struct simmac_mac *mac, int argc, char **argv)
{
	struct simmac_pwpolicy call = {.mac = mac};
	int (*run)(struct simmac_pwpolicy * call) = NULL;

	if ((argc > 1 && strcmp(argv[1], "-h") == 0) || !take_words(&call, argc, argv, &run) ||
		!run)
		return usage();
	if (call.node && strcmp(call.node, ".") != 0 && strcmp(call.node, "/Local/Default") != 0) {
		fprintf(stderr, "Error: node %s: the simulated Mac has its local one only\n",
			call.node);
		return 1;
	}
	return run(&call);
}
