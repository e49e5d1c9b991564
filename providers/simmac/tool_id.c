/* tool_id.c – id: an account's numbers and the groups it is in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "groups.h"
#include "mac.h"
#include "tools.h"

enum { GID_EVERYONE = 12, GID_LOCAL_ACCOUNTS = 61, GID_USERS_OWN = 501 };

/* transcripts/id: the primary group, groups that people made, the two that hold everybody, groups
 * the account is named in, and last those it is in through other groups. */
static int rank(const struct simmac_group_entry *entry, int64_t primary)
{
	if (entry->gid == primary)
		return 0;
	if (entry->direct && entry->gid >= GID_USERS_OWN)
		return 1;
	if (entry->gid == GID_EVERYONE || entry->gid == GID_LOCAL_ACCOUNTS)
		return 2;
	return entry->direct ? 3 : 4;
}

struct ranked {
	int rank;
	const struct simmac_group_entry *entry;
};

static int by_rank(const void *a, const void *b)
{
	const struct ranked *left = a, *right = b;

	if (left->rank != right->rank)
		return left->rank - right->rank;
	return (left->entry->gid > right->entry->gid) - (left->entry->gid < right->entry->gid);
}

static size_t member_groups(struct simmac_mac *mac, const struct simmac_group_entries *all,
	int64_t primary, struct ranked **out)
{
	size_t i, count = 0;

	*out = vouch_arena_alloc_array(&mac->arena, all->count + 1, sizeof **out);
	for (i = 0; i < all->count; i++)
		if (all->items[i].member)
			(*out)[count++] =
				(struct ranked){rank(&all->items[i], primary), &all->items[i]};
	qsort(*out, count, sizeof **out, by_rank);
	return count;
}

struct account {
	const char *name, *full_name;
	int64_t uid, gid;
	struct ranked *groups;
	size_t count;
};

static const char *group_name(const struct account *account)
{
	return account->count > 0 && account->groups[0].entry->gid == account->gid
		       ? account->groups[0].entry->name
		       : "";
}

static void print_groups(const struct account *account, bool names)
{
	size_t i;

	for (i = 0; i < account->count; i++)
		if (names)
			printf(i ? " %s" : "%s", account->groups[i].entry->name);
		else
			printf(i ? " %lld" : "%lld", (long long)account->groups[i].entry->gid);
	printf("\n");
}

static void print_all(const struct account *account)
{
	size_t i;

	printf("uid=%lld(%s) gid=%lld(%s) groups=", (long long)account->uid, account->name,
		(long long)account->gid, group_name(account));
	for (i = 0; i < account->count; i++)
		printf(i ? ",%lld(%s)" : "%lld(%s)", (long long)account->groups[i].entry->gid,
			account->groups[i].entry->name);
	printf("\n");
}

/* As getpwnam() has it on a Mac: with class and times. */
static void print_entry(struct simmac_mac *mac, const struct simmac_record *user)
{
	static const char *const before[] = {"name", "passwd", "uid", "gid"};
	static const char *const behind[] = {"realname", "home", "shell"};
	const char *value;
	size_t i;

	for (i = 0; i < sizeof before / sizeof *before; i++) {
		value = simmac_record_first(mac, user, before[i]);
		printf("%s:", value ? value : "");
	}
	printf(":0:0");
	for (i = 0; i < sizeof behind / sizeof *behind; i++) {
		value = simmac_record_first(mac, user, behind[i]);
		printf(":%s", value ? value : "");
	}
	printf("\n");
}

static void answer(const struct account *account, const char *options)
{
	bool names = strchr(options, 'n') != NULL;

	if (strchr(options, 'G')) {
		print_groups(account, names);
	} else if (strchr(options, 'p')) {
		printf("uid\t%s\ngroups\t", account->name);
		print_groups(account, true);
	} else if (strchr(options, 'F')) {
		printf("%s\n", account->full_name ? account->full_name : "");
	} else if (strchr(options, 'u') && names) {
		printf("%s\n", account->name);
	} else if (strchr(options, 'u')) {
		printf("%lld\n", (long long)account->uid);
	} else if (strchr(options, 'g') && names) {
		printf("%s\n", group_name(account));
	} else if (strchr(options, 'g')) {
		printf("%lld\n", (long long)account->gid);
	} else {
		print_all(account);
	}
}

static int usage(void)
{
	fputs("usage: id\n       id -F [user]\n       id -G [-n] [user]\n       id -P [user]\n"
	      "       id -g [-nr] [user]\n       id -p [user]\n       id -u [-nr] [user]\n",
		stderr);
	return 1;
}

static int look_up(struct simmac_mac *mac, const char *options, const char *name)
{
	SIMMAC_RECORD user = {0};
	struct simmac_group_entries all = {0};
	struct account account = {.uid = -1, .gid = -1};
	int r;

	if (simmac_mac_lock(mac, SIMMAC_READ) < 0)
		return simmac_mac_failed(mac);
	r = simmac_record_find(mac, SIMMAC_USERS, name, &user);
	if (r == 0 && name[strspn(name, "0123456789")] == '\0')
		r = simmac_record_find_by(mac, SIMMAC_USERS, "uid", name, &user);
	if (r < 0)
		return simmac_mac_failed(mac);
	if (r == 0) {
		fprintf(stderr, "id: %s: no such user\n", name);
		return 1;
	}
	account.name = simmac_record_first(mac, &user, "name");
	account.full_name = simmac_record_first(mac, &user, "realname");
	(void)simmac_record_number(mac, &user, "uid", &account.uid);
	(void)simmac_record_number(mac, &user, "gid", &account.gid);
	if (simmac_groups_of(mac, &user, &all) < 0)
		return simmac_mac_failed(mac);
	account.count = member_groups(mac, &all, account.gid, &account.groups);
	if (strchr(options, 'P'))
		print_entry(mac, &user);
	else
		answer(&account, options);
	return 0;
}

/* Options may stand together or apart: -gn, -g -n. */
static int run(struct simmac_mac *mac, int argc, char **argv, const char *given)
{
	const char *options = given;
	int at;

	for (at = 1; at < argc && argv[at][0] == '-' && argv[at][1]; at++) {
		const char *letters = argv[at] + 1;

		if (strcmp(letters, "-") == 0) {
			at++;
			break;
		}
		if (letters[strspn(letters, "FGPgnpru")] != '\0') {
			fprintf(stderr, "id: illegal option -- %c\n",
				letters[strspn(letters, "FGPgnpru")]);
			return usage();
		}
		options = vouch_arena_printf(&mac->arena, "%s%s", options, letters);
	}
	if (argc - at > 1)
		return usage();
	return look_up(mac, options, at < argc ? argv[at] : mac->caller);
}

int simmac_id(struct simmac_mac *mac, int argc, char **argv)
{
	return run(mac, argc, argv, "");
}

int simmac_groups(struct simmac_mac *mac, int argc, char **argv)
{
	return run(mac, argc, argv, "Gn");
}

int simmac_whoami(struct simmac_mac *mac, int argc, char **argv)
{
	return run(mac, argc, argv, "un");
}
