/* tool_dseditgroup.c – dseditgroup: members of groups, by name and by GUID. FACTS 3.7 */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "dscl_value.h"
#include "groups.h"
#include "input.h"
#include "physics.h"
#include "tools.h"

/* EX_USAGE, EX_NOUSER, EX_CANTCREAT, EX_NOPERM; 200 is -14136 in eight bits. */
enum { USAGE = 64, NOT_MEMBER = 67, CANNOT_CREATE = 73, NO_PERMISSION = 77, NO_RECORD = 200 };
enum { BROKEN = -1, GID_FIRST = 501 };

struct request {
	struct simmac_mac *mac;
	const char *operation, *group, *add, *remove, *type, *member;
	const char *user, *password, *gid, *guid, *real_name, *comment;
	const char *kind; /* of the group: group, computergroup, computerlist */
	const char *node;
	const char *beyond; /* what the simulated Mac does not have was asked for */
	enum simmac_record_type in;
	bool prompt, quiet;
};

static int complain(const char *text, int status)
{
	(void)fflush(stdout);
	fprintf(stderr, "%s\n", text);
	return status;
}

static int find_group(struct request *request, struct simmac_record *out)
{
	int r = simmac_record_find(request->mac, request->in, request->group, out);

	if (r < 1)
		return r < 0 ? BROKEN : complain("Group not found.", USAGE);
	return 0;
}

static int check_member(struct request *request)
{
	const char *name = request->member ? request->member : request->mac->caller;
	SIMMAC_RECORD user = {0};
	bool found;
	int r = simmac_record_find(request->mac, SIMMAC_USERS, name, &user);

	if (r < 1)
		return r < 0 ? BROKEN : complain("Unable to find the user record", USAGE);
	r = simmac_groups_member(request->mac, &user, request->group, &found);
	if (r < 0 || !found)
		return r < 0 ? BROKEN : complain("Group not found.", USAGE);
	if (r == 1) {
		printf("yes %s is a member of %s\n", name, request->group);
		return 0;
	}
	printf("no %s is NOT a member of %s\n", name, request->group);
	return NOT_MEMBER;
}

/* A group inside a group, by its GUID. */
static int edit_nested(struct request *request, const char *name, bool add)
{
	SIMMAC_RECORD outer = {0};
	SIMMAC_RECORD inner = {0};
	const char *uuid;
	int r = find_group(request, &outer);

	if (r != 0)
		return r;
	r = simmac_record_find(request->mac, request->in, name, &inner);
	if (r < 1)
		return r < 0 ? BROKEN : complain("Record was not found.", NO_RECORD);
	uuid = simmac_record_first(request->mac, &inner, "generateduid");
	if (!add)
		(void)simmac_record_drop(request->mac, &outer, "nestedgroups", uuid);
	else if (!simmac_record_has_nocase(&outer, "nestedgroups", uuid))
		simmac_record_add(&outer, "nestedgroups", uuid);
	return simmac_record_save(request->mac, &outer) < 0 ? BROKEN : 0;
}

/* A computer in a group of them, by name and GUID. */
static int edit_computer(struct request *request, const char *name, bool add)
{
	SIMMAC_RECORD group = {0};
	SIMMAC_RECORD computer = {0};
	const char *uuid;
	int r = find_group(request, &group);

	if (r != 0)
		return r;
	r = simmac_record_find(request->mac, SIMMAC_COMPUTERS, name, &computer);
	if (r < 1)
		return r < 0 ? BROKEN : complain("Record was not found.", NO_RECORD);
	name = computer.file;
	uuid = simmac_record_first(request->mac, &computer, "generateduid");
	(void)simmac_record_drop(request->mac, &group, "users", name);
	(void)simmac_record_drop(request->mac, &group, "groupmembers", uuid);
	if (add) {
		simmac_record_add(&group, "users", name);
		simmac_record_add(&group, "groupmembers", uuid);
	}
	return simmac_record_save(request->mac, &group) < 0 ? BROKEN : 0;
}

static int edit_member(struct request *request, const char *name, bool add)
{
	SIMMAC_RECORD group = {0};
	SIMMAC_RECORD user = {0};
	bool found;
	int r;

	if (vouch_text_equal(request->type, "group") ||
		vouch_text_equal(request->type, "computergroup"))
		return edit_nested(request, name, add);
	if (vouch_text_equal(request->type, "computer"))
		return edit_computer(request, name, add);
	r = find_group(request, &group);
	if (r != 0)
		return r;
	r = simmac_record_find(request->mac, SIMMAC_USERS, name, &user);
	if (r < 1)
		return r < 0 ? BROKEN : complain("Record was not found.", NO_RECORD);
	r = add ? simmac_group_add(request->mac, request->group, &user, &found)
		: simmac_group_remove(request->mac, request->group, &user, &found);
	return r < 0 ? BROKEN : 0;
}

static int set_details(struct request *request, struct simmac_record *group)
{
	int64_t gid;

	if (request->gid && !vouch_text_number(request->gid, &gid)) {
		printf("GID contains non-numeric characters\n");
		return USAGE;
	}
	if (request->gid)
		simmac_record_set(group, "gid", request->gid);
	if (request->guid)
		simmac_record_set(group, "generateduid", request->guid);
	if (request->real_name)
		simmac_record_set(group, "realname", request->real_name);
	if (request->comment)
		simmac_record_set(group, "comment", request->comment);
	return 0;
}

static int edit(struct request *request)
{
	SIMMAC_RECORD group = {0};
	int r = 0;

	if (request->add)
		r = edit_member(request, request->add, true);
	if (r == 0 && request->remove)
		r = edit_member(request, request->remove, false);
	if (r != 0 || request->add || request->remove)
		return r;
	r = find_group(request, &group);
	if (r == 0)
		r = set_details(request, &group);
	if (r == 0 && simmac_record_save(request->mac, &group) < 0)
		r = BROKEN;
	return r;
}

static const char *free_gid(struct request *request)
{
	int64_t gid = GID_FIRST;

	for (;;) {
		const char *text =
			vouch_arena_printf(&request->mac->arena, "%lld", (long long)gid++);
		SIMMAC_RECORD other = {0};

		if (simmac_record_find_by(request->mac, SIMMAC_GROUPS, "gid", text, &other) != 1)
			return text;
	}
}

/* Overwriting is asked about, but for -q; where nobody says y, nothing happens. Nobody else waits
 * for the answer. */
static bool may_replace(struct request *request)
{
	int answer;

	if (request->quiet)
		return true;
	simmac_mac_unlock(request->mac);
	printf("Create called on existing record - do you want to overwrite, y or n : ");
	(void)fflush(stdout);
	answer = getchar();
	printf("\n");
	return (answer == 'y' || answer == 'Y') &&
	       simmac_mac_lock(request->mac, SIMMAC_CHANGE) == 0;
}

static int create(struct request *request)
{
	SIMMAC_RECORD old = {0};
	SIMMAC_RECORD group = {0};
	int r = simmac_record_find(request->mac, request->in, request->group, &old);

	if (r < 0)
		return BROKEN;
	if (!simmac_record_name_fits(request->group))
		return complain("Could not create record.", CANNOT_CREATE);
	if (r == 1 && !may_replace(request))
		return complain(
			"Operation cancelled because record could not be replaced", CANNOT_CREATE);
	group = simmac_record_new(request->mac, request->in, request->group);
	simmac_record_set(&group, "passwd", "*");
	simmac_record_set(&group, "realname", request->group);
	simmac_record_set(&group, "record_daemon_version", "8610000");
	if (!request->gid && request->in == SIMMAC_GROUPS)
		simmac_record_set(&group, "gid", free_gid(request));
	r = set_details(request, &group);
	if (r == 0 && simmac_record_save(request->mac, &group) < 0)
		r = BROKEN;
	if (r == 0 && request->add)
		r = edit_member(request, request->add, true);
	return r;
}

static int delete_group(struct request *request)
{
	SIMMAC_RECORD group = {0};
	int r = find_group(request, &group);

	if (r == 0 && simmac_record_delete(request->mac, &group) < 0)
		r = BROKEN;
	return r;
}

static int read_group(struct request *request)
{
	SIMMAC_RECORD group = {0};
	struct simmac_attributes attributes = {0};
	size_t i, n;
	int r = find_group(request, &group);

	if (r != 0)
		return r;
	simmac_attributes_of(&request->mac->arena, &group, &attributes);
	for (i = 0; i < attributes.count; i++) {
		printf("%s -\n", attributes.items[i].name);
		for (n = 0; n < attributes.items[i].count; n++)
			printf("\t\t%s\n", attributes.items[i].values[n]);
	}
	return 0;
}

/* Whoever is not root proves to be an administrator. */
static int check_caller(struct request *request)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret password = {0};
	SIMMAC_RECORD user = {0};
	enum simmac_outcome outcome;

	if (!request->user)
		return simmac_mac_is_root(request->mac)
			       ? 0
			       : complain("Username and password must be provided.", USAGE);
	if (request->prompt || !request->password) {
		simmac_mac_unlock(request->mac);
		(void)simmac_input_prompt(
			&request->mac->heard, "Please enter user password:", &password);
		if (simmac_mac_lock(request->mac, SIMMAC_CHANGE) < 0)
			return BROKEN;
	} else if (vouch_secret_set(&password, request->password, strlen(request->password),
			   &request->mac->err) < 0) {
		return BROKEN;
	}
	outcome = simmac_authenticate(request->mac, request->user, &password);
	if (outcome == SIMMAC_BROKEN)
		return BROKEN;
	if (outcome != SIMMAC_OK)
		return complain("Failed to set credentials.", NO_PERMISSION);
	if (simmac_record_find(request->mac, SIMMAC_USERS, request->user, &user) != 1)
		return BROKEN;
	return simmac_is_admin(request->mac, &user)
		       ? 0
		       : complain(request->remove ? "Could not remove member from group."
						  : "Could not add member to group.",
				 NO_PERMISSION);
}

static const struct {
	const char *name;
	bool changes;
	int (*run)(struct request *request);
} operations[] = {
	{"read", false, read_group},
	{"checkmember", false, check_member},
	{"edit", true, edit},
	{"create", true, create},
	{"delete", true, delete_group},
};

static int usage(void)
{
	fputs("usage: dseditgroup [-pqv] [-o edit] [-n node] [-u user] [-P password]\n"
	      "                   [-a record] [-d record] [-t recordtype]\n"
	      "                   [-i gid] [-g guid] [-r realname] [-c comment] groupname\n",
		stderr);
	return USAGE;
}

static bool parse(struct request *request, int argc, char **argv)
{
	const char *ignored = NULL; /* the format: there is one */
	const struct {
		char letter;
		const char **where;
	} options[] = {{'o', &request->operation}, {'a', &request->add}, {'d', &request->remove},
		{'t', &request->type}, {'m', &request->member}, {'u', &request->user},
		{'P', &request->password}, {'i', &request->gid}, {'g', &request->guid},
		{'r', &request->real_name}, {'c', &request->comment}, {'n', &request->node},
		{'f', &ignored}, {'T', &request->kind}, {'s', &request->beyond},
		{'k', &request->beyond}, {'S', &request->beyond}};
	size_t n;
	int i;

	for (i = 1; i < argc && argv[i][0] == '-' && argv[i][1] && !argv[i][2]; i++) {
		request->prompt |= argv[i][1] == 'p';
		request->quiet |= argv[i][1] == 'q';
		for (n = 0; n < sizeof options / sizeof *options; n++)
			if (options[n].letter == argv[i][1])
				break;
		if (n == sizeof options / sizeof *options) {
			if (!strchr("pqvL", argv[i][1]))
				return false;
			continue;
		}
		if (++i >= argc)
			return false;
		*options[n].where = argv[i];
	}
	request->group = i + 1 == argc ? argv[i] : NULL;
	return request->group != NULL;
}

/* The search node finds what the local one has. */
static bool is_its_own(const char *node)
{
	return strcmp(node, ".") == 0 || strcmp(node, "/Local/Default") == 0 ||
	       strcmp(node, "/Search") == 0;
}

static bool take_kind(struct request *request)
{
	static const struct {
		const char *name;
		enum simmac_record_type type;
	} kinds[] = {{"group", SIMMAC_GROUPS}, {"computergroup", SIMMAC_COMPUTER_GROUPS},
		{"computerlist", SIMMAC_COMPUTER_LISTS}};
	size_t i;

	request->in = SIMMAC_GROUPS;
	for (i = 0; request->kind && i < sizeof kinds / sizeof *kinds; i++)
		if (vouch_text_equal_nocase(kinds[i].name, request->kind)) {
			request->in = kinds[i].type;
			return true;
		}
	return !request->kind;
}

int simmac_dseditgroup(struct simmac_mac *mac, int argc, char **argv)
{
	struct request request = {.mac = mac, .operation = "read", .type = "user"};
	size_t i;
	int status;

	if (!parse(&request, argc, argv))
		return usage();
	if (request.beyond) {
		fputs("dseditgroup: the simulated Mac has no lifetimes and keywords of groups\n",
			stderr);
		return USAGE;
	}
	if (request.node && !is_its_own(request.node)) {
		fprintf(stderr, "dseditgroup: node %s: the simulated Mac has its local one only\n",
			request.node);
		return USAGE;
	}
	if (!take_kind(&request)) {
		fprintf(stderr, "%s: the simulated Mac has groups of users and of computers\n",
			request.kind);
		return USAGE;
	}
	for (i = 0; i < sizeof operations / sizeof *operations; i++) {
		if (strcmp(operations[i].name, request.operation) != 0)
			continue;
		if (simmac_mac_lock(mac, operations[i].changes ? SIMMAC_CHANGE : SIMMAC_READ) < 0)
			return simmac_mac_failed(mac);
		status = operations[i].changes ? check_caller(&request) : 0;
		if (status == 0)
			status = operations[i].run(&request);
		return status == BROKEN ? simmac_mac_failed(mac) : status;
	}
	return usage();
}
