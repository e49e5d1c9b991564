/* tool_dscacheutil.c – dscacheutil: look-ups as the system makes them, and the cache that a
 * simulated Mac does not have, so that there is nothing to flush. */
#include <stdio.h>
#include <string.h>

#include "vouch/base/text.h"

#include "record.h"
#include "tools.h"

enum { EXIT_USAGE = 64 };

struct query {
	struct simmac_mac *mac;
	const char *key, *value; /* NULL: everything */
	bool found;
};

static const char *text_of(struct query *query, const struct simmac_record *record, const char *key)
{
	const char *text = simmac_record_first(query->mac, record, key);

	return text ? text : "";
}

static bool wanted(struct query *query, const struct simmac_record *record, const char *number)
{
	if (!query->key)
		return true;
	if (strcmp(query->key, "name") == 0)
		return simmac_record_has_nocase(record, "name", query->value);
	return strcmp(query->key, number) == 0 &&
	       vouch_text_equal(text_of(query, record, number), query->value);
}

static int print_user(void *self, struct simmac_record *user)
{
	struct query *query = self;

	/* Without a number there is no account for the system. */
	if (!wanted(query, user, "uid") || simmac_record_count(user, "uid") == 0)
		return 0;
	printf("name: %s\npassword: %s\nuid: %s\ngid: %s\ndir: %s\nshell: %s\ngecos: %s\n\n",
		text_of(query, user, "name"), text_of(query, user, "passwd"),
		text_of(query, user, "uid"), text_of(query, user, "gid"),
		text_of(query, user, "home"), text_of(query, user, "shell"),
		text_of(query, user, "realname"));
	return 0;
}

static int print_group(void *self, struct simmac_record *group)
{
	struct query *query = self;
	size_t i, count = simmac_record_count(group, "users");

	if (!wanted(query, group, "gid") || simmac_record_count(group, "gid") == 0)
		return 0;
	printf("name: %s\npassword: %s\ngid: %s\n", text_of(query, group, "name"),
		text_of(query, group, "passwd"), text_of(query, group, "gid"));
	if (count > 0)
		printf("users: ");
	for (i = 0; i < count; i++) {
		const char *name = simmac_record_value(query->mac, group, "users", i);

		printf("%s ", name ? name : "");
	}
	printf(count > 0 ? "\n\n" : "\n");
	return 0;
}

static int print_host(struct query *query)
{
	if (query->key && (strcmp(query->key, "name") != 0 ||
				  !vouch_text_equal_nocase(query->value, "localhost")))
		return 0;
	printf("name: localhost\nipv6_address: ::1\n\nname: localhost\nip_address: 127.0.0.1\n\n");
	return 0;
}

static int usage(void)
{
	fputs("Usage: dscacheutil -h\n"
	      "       dscacheutil -q category [-a key value]\n"
	      "       dscacheutil -cachedump [-buckets] [-entries [category]]\n"
	      "       dscacheutil -configuration\n"
	      "       dscacheutil -flushcache\n"
	      "       dscacheutil -statistics\n",
		stderr);
	return EXIT_USAGE;
}

static int look_up(struct simmac_mac *mac, int argc, char **argv)
{
	struct query query = {.mac = mac};
	int r;

	if (argc >= 3 && strcmp(argv[1], "-a") == 0) {
		if (argc < 4)
			return usage();
		query.key = argv[2];
		query.value = argv[3];
	} else if (argc != 1) {
		return usage();
	}
	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	if (strcmp(argv[0], "user") == 0) {
		r = simmac_record_each(mac, SIMMAC_USERS, print_user, &query);
	} else if (strcmp(argv[0], "group") == 0) {
		r = simmac_record_each(mac, SIMMAC_GROUPS, print_group, &query);
	} else if (strcmp(argv[0], "host") == 0) {
		r = print_host(&query);
	} else {
		fprintf(stderr,
			"dscacheutil: category %s: the simulated Mac has users, groups "
			"and itself alone\n",
			argv[0]);
		return 1;
	}
	return r < 0 ? simmac_mac_failed(mac) : 0;
}

int simmac_dscacheutil(struct simmac_mac *mac, int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "-q") == 0)
		return look_up(mac, argc - 2, argv + 2);
	if (argc == 2 && strcmp(argv[1], "-flushcache") == 0)
		return 0;
	if (argc == 2 && strcmp(argv[1], "-h") == 0)
		return usage() - EXIT_USAGE;
	if (argc == 2 && strcmp(argv[1], "-configuration") == 0) {
		printf("DirectoryService Cache search policy:\n    /Local/Default\n");
		return 0;
	}
	if (argc >= 2 &&
		(strcmp(argv[1], "-cachedump") == 0 || strcmp(argv[1], "-statistics") == 0)) {
		fputs("Unable to get details from the cache node\n", stderr);
		return 1;
	}
	return usage();
}
