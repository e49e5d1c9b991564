/* trust.h – the words of section 3: grantor, power, keeper, who may get the first token. */
#ifndef PROPERTIES_TRUST_H
#define PROPERTIES_TRUST_H

#include "world.h"

/* UNLOCKER on HFS+, the two of tokens on APFS. */
enum power { POWER_ADMIN, POWER_HOLDER, POWER_TOKEN_ADMIN, POWER_UNLOCKER, POWER_COUNT };

/* Does this power exist on that machine, as one that promise 4 protects? */
bool trust_protects(const struct world_machine *machine, enum power power);

/* Known to have it, for good. */
bool trust_has(const struct world_account *account, enum power power);
/* Has it, or may: what could not be read. */
bool trust_may_have(const struct world_account *account, enum power power);
/* The goal keeps it: declares it true, or does not declare it, or is not listed. */
bool trust_goal_keeps(const struct world *world, int user, enum power power);
/* The goal gives it: declares it true. */
bool trust_goal_gives(const struct world *world, int user, enum power power);
/* secure_token: true, or what implies it. */
bool trust_wants_token(const struct world *world, int user);

/* Its password can be used: declared or held, generated and in the vault, or set since. */
bool trust_has_secret(const struct world *world, const struct world_state *state, int user);
/* It can be made with a password: one that is generated needs to be nowhere before. */
bool trust_has_secret_to_begin(const struct world_goal *goal);
/* Known not to be disabled, and to be local or mobile. */
bool trust_is_able(const struct world_goal *goal);
bool trust_is_grantor(const struct world *world, const struct world_state *state, int g);
/* Nobody holds a token, live or dead. */
bool trust_nobody_holds(const struct world *world, const struct world_state *state);
/* The zero-holder rule speaks for this account, which is there. */
bool trust_first_token(const struct world *world, const struct world_state *state, int user);
/* The password with which an account is made brings the first token: 11 and later. */
bool trust_password_brings_token(const struct world_machine *machine);
/* There is an MDM that takes a bootstrap token, on a macOS that has one. */
bool trust_mdm_takes_bootstrap(const struct world_machine *machine);
/* "FileVault neither encrypting nor decrypting", and a file system that has tokens. */
bool trust_tokens_can_be_given(const struct world_machine *machine);

/* Promise 4: whoever loses this power, or any, from state to after loses it only while a keeper is
 * there. */
bool trust_loss_is_safe(const struct world *world, const struct world_state *state, int user,
	const struct world_state *after, enum power power);
bool trust_losses_are_safe(const struct world *world, const struct world_state *state, int user,
	const struct world_state *after);

/* The last admin, or the last holder. */
bool trust_is_last(
	const struct world *world, const struct world_state *state, int user, enum power power);

#endif
