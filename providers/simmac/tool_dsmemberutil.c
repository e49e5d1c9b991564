/* tool_dsmemberutil.c – dsmemberutil: is somebody in a group, and which number or GUID is whose.
 * FACTS 3.8 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/uuid.h"

#include "groups.h"
#include "mac.h"
#include "tools.h"

/* As in the published source. */
enum { EXIT_USAGE = 3, EXIT_BAD_UUID = 5, EXIT_NO_RECORD = 7, EXIT_BAD_OPTION = 22 };
enum { BROKEN = -1 };

struct subject {
	enum simmac_record_type type;
	const char *key, *value; /* key NULL: by name */
};

struct request {
	struct simmac_mac *mac;
	struct subject user, group, uuid;
};

static int find(struct request *request, const struct subject *subject, struct simmac_record *out)
{
	if (!subject->key)
		return simmac_record_find(request->mac, subject->type, subject->value, out);
	return simmac_record_find_by(
		request->mac, subject->type, subject->key, subject->value, out);
}

static int missing(const char *kind, const struct subject *subject)
{
	fprintf(stderr, "The %s %s cannot be found\n", kind, subject->value);
	return EXIT_NO_RECORD;
}

static int check_membership(struct request *request)
{
	SIMMAC_RECORD user = {0};
	SIMMAC_RECORD group = {0};
	bool found;
	int r;

	if (!request->user.value || !request->group.value)
		return EXIT_USAGE;
	r = find(request, &request->user, &user);
	if (r < 1)
		return r < 0 ? BROKEN : missing("user", &request->user);
	r = find(request, &request->group, &group);
	if (r < 1)
		return r < 0 ? BROKEN : missing("group", &request->group);
	r = simmac_groups_member(request->mac, &user, group.file, &found);
	if (r < 0)
		return BROKEN;
	printf(r ? "user is a member of the group\n" : "user is not a member of the group\n");
	return 0;
}

static int get_uuid(struct request *request)
{
	const struct subject *subject = request->user.value ? &request->user : &request->group;
	SIMMAC_RECORD record = {0};
	int r;

	if (!subject->value)
		return EXIT_USAGE;
	r = find(request, subject, &record);
	if (r < 0)
		return BROKEN;
	if (r == 0) {
		printf("There is no uuid for %s %s\n",
			subject->type == SIMMAC_USERS ? "user" : "group", subject->value);
		return EXIT_NO_RECORD;
	}
	printf("%s\n", simmac_record_first(request->mac, &record, "generateduid"));
	return 0;
}

static int print_id(struct request *request, const struct simmac_record *record)
{
	bool user = record->type == SIMMAC_USERS;

	printf("%s: %s\n", user ? "uid" : "gid",
		simmac_record_first(request->mac, record, user ? "uid" : "gid"));
	return 0;
}

static int get_id(struct request *request)
{
	const struct subject *subject = request->user.value ? &request->user : &request->group;
	SIMMAC_RECORD record = {0};
	int r = 0;

	if (request->uuid.value && !vouch_uuid_is_valid(request->uuid.value))
		return EXIT_BAD_UUID;
	if (request->uuid.value) {
		subject = &request->uuid;
		request->uuid.type = SIMMAC_USERS;
		r = find(request, subject, &record);
		if (r == 0) {
			request->uuid.type = SIMMAC_GROUPS;
			r = find(request, subject, &record);
		}
	} else if (subject->value) {
		r = find(request, subject, &record);
	} else {
		return EXIT_USAGE;
	}
	if (r == 1)
		return print_id(request, &record);
	if (r == 0)
		printf("id not found\n");
	return r < 0 ? BROKEN : EXIT_NO_RECORD;
}

/* There is no cache here: every tool reads the records afresh. */
static int flush_cache(struct request *request)
{
	(void)request;
	return 0;
}

static const struct {
	const char *name;
	int (*run)(struct request *request);
} verbs[] = {
	{"checkmembership", check_membership},
	{"getuuid", get_uuid},
	{"getid", get_id},
	{"flushcache", flush_cache},
};

static bool parse(struct request *request, int argc, char **argv)
{
	const struct {
		const char *option;
		struct subject *where;
		enum simmac_record_type type;
		const char *key;
	} options[] = {
		{"-U", &request->user, SIMMAC_USERS, NULL},
		{"-u", &request->user, SIMMAC_USERS, "uid"},
		{"-G", &request->group, SIMMAC_GROUPS, NULL},
		{"-g", &request->group, SIMMAC_GROUPS, "gid"},
		{"-x", &request->user, SIMMAC_USERS, "generateduid"},
		{"-X", &request->uuid, SIMMAC_GROUPS, "generateduid"},
	};
	size_t n;
	int i;

	for (i = 2; i + 1 < argc; i += 2) {
		for (n = 0; n < sizeof options / sizeof *options; n++)
			if (strcmp(options[n].option, argv[i]) == 0)
				break;
		if (n == sizeof options / sizeof *options)
			return false;
		*options[n].where = (struct subject){options[n].type, options[n].key, argv[i + 1]};
	}
	return i == argc;
}

int simmac_dsmemberutil(struct simmac_mac *mac, int argc, char **argv)
{
	struct request request = {.mac = mac};
	int status = EXIT_USAGE;
	size_t i;

	if (argc > 1 && !parse(&request, argc, argv))
		status = EXIT_BAD_OPTION;
	for (i = 0; argc > 1 && status != EXIT_BAD_OPTION && i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(verbs[i].name, argv[1]) == 0) {
			if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
				return simmac_mac_failed(mac);
			status = verbs[i].run(&request);
			break;
		}
	if (status == BROKEN)
		return simmac_mac_failed(mac);
	if (status == EXIT_USAGE || status == EXIT_BAD_OPTION)
		fputs("usage: dsmemberutil [-v] [-h] command [options]\n", stderr);
	return status;
}
