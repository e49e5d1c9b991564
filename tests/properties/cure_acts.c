/* cure_acts.c – the small changes that cures are made of. */
#include "cure_acts.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/text.h"

static const struct vouch_password_value from_file = {
	.source = VOUCH_PASSWORD_FILE, .text = "/var/root/password"};

struct vouch_account *cure_account(struct cure_world *world, const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < world->observed->accounts.count; i++) {
		if (vouch_account_is_named(&world->observed->accounts.items[i], name))
			return &world->observed->accounts.items[i];
	}
	return NULL;
}

struct vouch_user *cure_user(struct cure_world *world, const char *name)
{
	size_t i;

	for (i = 0; i < world->desired->users.count; i++) {
		if (vouch_text_equal_nocase(world->desired->users.items[i].name, name))
			return &world->desired->users.items[i];
	}
	return NULL;
}

/* A hint is about somebody: else the planner is wrong, and nothing here can go on. */
struct vouch_account *cure_account_of(struct cure_world *world, const char *name)
{
	struct vouch_account *account = cure_account(world, name);

	if (account == NULL)
		abort();
	return account;
}

struct vouch_user *cure_user_of(struct cure_world *world, const char *name)
{
	struct vouch_user *user = cure_user(world, name);

	if (user == NULL)
		abort();
	return user;
}

struct vouch_user *cure_declare(struct cure_world *world, const char *name)
{
	struct vouch_user *user = cure_user(world, name);

	if (user != NULL)
		return user;
	user = VOUCH_PUSH(world->arena, &world->desired->users);
	*user = (struct vouch_user){.name = name};
	return user;
}

void cure_declare_flag(struct vouch_user *user, enum vouch_field field, bool flag)
{
	user->fields[field] = (struct vouch_value){.kind = VOUCH_VALUE_FLAG, .as.flag = flag};
}

void cure_declare_admin(struct vouch_user *user)
{
	user->fields[VOUCH_FIELD_ADMIN] =
		(struct vouch_value){.kind = VOUCH_VALUE_ADMIN, .as.admin.wanted = true};
}

void cure_give_password(struct cure_world *world, const char *name)
{
	size_t i;

	cure_declare(world, name)->fields[VOUCH_FIELD_PASSWORD] =
		(struct vouch_value){.kind = VOUCH_VALUE_PASSWORD, .as.password = &from_file};
	for (i = 0; i < world->facts->secrets.count; i++) {
		if (vouch_text_equal_nocase(world->facts->secrets.items[i].user, name))
			world->facts->secrets.items[i].state = VOUCH_SECRET_HELD;
	}
}

struct vouch_account *cure_make_account(struct cure_world *world, const char *name)
{
	struct vouch_account *account = VOUCH_PUSH(world->arena, &world->observed->accounts);

	*account = (struct vouch_account){.name = name,
		.uuid = name,
		.uid = {true, 900},
		.full_name = name,
		.kind = VOUCH_KIND_LOCAL,
		.hidden = VOUCH_NO,
		.disabled = VOUCH_NO,
		.admin = VOUCH_NO,
		.token = VOUCH_TOKEN_NONE,
		.groups.known = true};
	return account;
}

void cure_remove_account(struct cure_world *world, struct vouch_account *account)
{
	struct vouch_accounts *accounts = &world->observed->accounts;
	size_t at = (size_t)(account - accounts->items);

	memmove(account, account + 1, (accounts->count - at - 1) * sizeof *account);
	accounts->count--;
}

void cure_give_token(struct cure_world *world, const char *name)
{
	struct vouch_account *account = cure_account(world, name);

	if (account == NULL) /* made by this plan, and logged in to afterwards */
		account = cure_make_account(world, name);
	account->token = VOUCH_TOKEN_LIVE;
	world->facts->dead_tokens = (struct vouch_names){0};
}

const char *cure_whose(const struct vouch_waiting *entry)
{
	return entry->of != NULL ? entry->of : entry->user;
}

/* --- what is declared is changed ---------------------------------------------------------------
 */
void cure_undeclare(struct cure_world *world, const char *name)
{
	struct vouch_users *users = &world->desired->users;
	struct vouch_user *user = cure_user(world, name);
	size_t at;

	if (user == NULL)
		return;
	at = (size_t)(user - users->items);
	memmove(user, user + 1, (users->count - at - 1) * sizeof *user);
	users->count--;
}

void cure_ask_for_no_token(struct vouch_user *user)
{
	user->fields[VOUCH_FIELD_SECURE_TOKEN] = (struct vouch_value){0};
	user->fields[VOUCH_FIELD_FILEVAULT] = (struct vouch_value){0};
}

/* Somebody new, who is whatever is missing. */
void cure_second(struct cure_world *world, bool admin, bool token)
{
	const char *name =
		vouch_arena_printf(world->arena, "second%zu", world->desired->users.count);

	cure_give_password(world, name);
	if (admin)
		cure_declare_admin(cure_user_of(world, name));
	if (token)
		cure_declare_flag(cure_user_of(world, name), VOUCH_FIELD_SECURE_TOKEN, true);
}
