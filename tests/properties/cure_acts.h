/* cure_acts.h – the small changes that cures are made of, and the tables of cures.
 *
 * A name that has to be there and is not ends the program: then the hint is about nobody.
 */
#ifndef PROPERTIES_CURE_ACTS_H
#define PROPERTIES_CURE_ACTS_H

#include "cures.h"

/* A table each, ended by a row without a hint. */
extern const struct cure cures_read[], cures_declare[], cures_mac[];

/* Who is there, who is declared: NULL where nobody is. */
struct vouch_account *cure_account(struct cure_world *world, const char *name);
struct vouch_user *cure_user(struct cure_world *world, const char *name);
/* The same, of somebody who has to be. */
struct vouch_account *cure_account_of(struct cure_world *world, const char *name);
struct vouch_user *cure_user_of(struct cure_world *world, const char *name);
/* Of whom the entry says that something is missing, or who waits. */
const char *cure_whose(const struct vouch_waiting *entry);

/* The repository. */
struct vouch_user *cure_declare(struct cure_world *world, const char *name);
void cure_declare_flag(struct vouch_user *user, enum vouch_field field, bool flag);
void cure_declare_admin(struct vouch_user *user);
void cure_ask_for_no_token(struct vouch_user *user);
void cure_undeclare(struct cure_world *world, const char *name);
void cure_give_password(struct cure_world *world, const char *name);
/* Somebody new, whose name begins with "second". */
void cure_second(struct cure_world *world, bool admin, bool token);

/* The Mac. */
struct vouch_account *cure_make_account(struct cure_world *world, const char *name);
void cure_remove_account(struct cure_world *world, struct vouch_account *account);
/* Makes the account too, where a plan would have. No token is dead then. */
void cure_give_token(struct cure_world *world, const char *name);

#endif
