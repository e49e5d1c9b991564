/* sets_table.c – the sets. */
#include "sets_table.h"

#include <stddef.h>

#include "world.h"

#define BIT(value) (1U << (value))
#define APFS       (BIT(WORLD_HFS) - 1)
#define ONE_OF_EACH \
	(BIT(WORLD_10_13) | BIT(WORLD_10_13_4) | BIT(WORLD_10_15) | BIT(WORLD_11) | \
		BIT(WORLD_15_KEY))
#define OFF            BIT(WORLD_FILEVAULT_OFF)
#define ALL_FILEVAULTS (BIT(WORLD_FILEVAULTS) - 1)
#define NO             BIT(0)
#define YES            BIT(1)
#define ANY_WISH       7U
#define ANY_REMOVALS   BIT(3)
#define ALL_ABLES      63U
#define ALL_PASSWORDS  63U

/* What stands in a set that is not about it. */
#define USUAL_GUARDS \
	.min_admins = BIT(1), .min_token_admins = BIT(1), .removals = ANY_REMOVALS, .empty = YES
#define READ_ADMINS .admins = BIT(WORLD_ADMIN_NO) | BIT(WORLD_ADMIN_YES)
#define READ_TOKENS .tokens = 7U
#define NO_TOKENS   .tokens = BIT(WORLD_TOKEN_NONE)

const struct sets_ranges sets_table[] = {
	{"families", "every version family on APFS, FileVault off", APFS, OFF,
		.temporary = NO | YES, .min_admins = BIT(1), .min_token_admins = BIT(0) | BIT(1),
		.removals = ANY_REMOVALS, .empty = YES, .tokens_wished = ANY_WISH, READ_ADMINS,
		READ_TOKENS},
	{"hfs", "HFS+, FileVault on or not, who unlocks by itself", BIT(WORLD_HFS), ALL_FILEVAULTS,
		.temporary = YES, USUAL_GUARDS, .filevaults_wished = ANY_WISH, READ_ADMINS,
		NO_TOKENS, .unlocks = NO | YES},
	{"hfs_tokens", "HFS+, with goals for tokens that are not there", BIT(WORLD_HFS),
		BIT(WORLD_FILEVAULT_ON), .temporary = NO | YES, .min_admins = BIT(1),
		.min_token_admins = BIT(0) | BIT(1), .removals = ANY_REMOVALS, .empty = YES,
		.tokens_wished = ANY_WISH, .filevaults_wished = ANY_WISH, READ_ADMINS, NO_TOKENS,
		.unlocks = NO | YES},
	{"guards", "guards of 0 and 2, required accounts, max_removals",
		BIT(WORLD_11) | BIT(WORLD_10_15) | BIT(WORLD_HFS), OFF, .temporary = YES,
		.min_admins = 7U, .min_token_admins = 7U,
		.removals = BIT(0) | BIT(1) | ANY_REMOVALS, .empty = YES, .tokens_wished = ANY_WISH,
		.required = NO | YES, READ_ADMINS, READ_TOKENS},
	{"accounts", "disabled, role and mobile accounts, uids below 500", ONE_OF_EACH, OFF,
		.temporary = YES, USUAL_GUARDS, .tokens_wished = ANY_WISH,
		.ables = BIT(WORLD_ABLE) | BIT(WORLD_ABLE_MOBILE) | BIT(WORLD_DISABLED) |
			 BIT(WORLD_ROLE),
		.uids = BIT(WORLD_UID_PERSON) | BIT(WORLD_UID_LOW), READ_ADMINS, READ_TOKENS},
	{"filevault", "FileVault in every state, and goals for it", ONE_OF_EACH, ALL_FILEVAULTS,
		.temporary = YES, USUAL_GUARDS, .tokens_wished = ANY_WISH,
		.filevaults_wished = ANY_WISH, READ_ADMINS, READ_TOKENS},
	{"preferences", "required, proved and logged in: whom to choose, whom not to delete",
		ONE_OF_EACH, OFF, .temporary = YES, USUAL_GUARDS, .tokens_wished = ANY_WISH,
		.required = NO | YES, .proved = NO | YES, .logged_in = NO | YES, READ_ADMINS,
		READ_TOKENS},
	{"promotions", "temporary promotions that an earlier run left open", ONE_OF_EACH, OFF,
		.temporary = NO | YES, .min_admins = BIT(1), .min_token_admins = BIT(0) | BIT(1),
		.removals = ANY_REMOVALS, .empty = YES, .tokens_wished = ANY_WISH, .admins = 7U,
		READ_TOKENS},
	{"passwords", "passwords that Vouch generates: held, lacking, due, rejected, undated",
		APFS | BIT(WORLD_HFS), OFF, .temporary = NO | YES, USUAL_GUARDS,
		.tokens_wished = ANY_WISH, .passwords = ALL_PASSWORDS, READ_ADMINS, READ_TOKENS},
	{"machine", "goals of the Mac itself, beside generated passwords and hidden accounts",
		ONE_OF_EACH | BIT(WORLD_15_NEITHER) | BIT(WORLD_15_ESCROWED), OFF,
		.temporary = NO | YES, USUAL_GUARDS, .wants_filevault = NO | YES,
		.wants_escrow = NO | YES, .tokens_wished = ANY_WISH, .filevaults_wished = ANY_WISH,
		.passwords = ALL_PASSWORDS & ~BIT(WORLD_PASSWORD_UNDATED), .hidden = NO | YES,
		READ_ADMINS, READ_TOKENS},
	{"machine_goals", "the same beside FileVault in every state, and disabled accounts", APFS,
		ALL_FILEVAULTS, .temporary = YES, USUAL_GUARDS, .wants_filevault = NO | YES,
		.wants_escrow = NO | YES, .tokens_wished = ANY_WISH, .filevaults_wished = ANY_WISH,
		.ables = BIT(WORLD_ABLE) | BIT(WORLD_DISABLED), .hidden = NO | YES, READ_ADMINS,
		READ_TOKENS},
	{"hfs_machine", "goals of the Mac itself on HFS+", BIT(WORLD_HFS), ALL_FILEVAULTS,
		.temporary = YES, USUAL_GUARDS, .wants_filevault = NO | YES,
		.wants_escrow = NO | YES, .filevaults_wished = ANY_WISH, .passwords = ALL_PASSWORDS,
		.hidden = NO | YES, READ_ADMINS, NO_TOKENS, .unlocks = NO | YES},
	{"expiry", "admin rights whose time is over, and who replaces them", ONE_OF_EACH, OFF,
		.temporary = YES, .min_admins = 7U, .min_token_admins = BIT(0) | BIT(1),
		.removals = BIT(0) | ANY_REMOVALS, .empty = YES, .tokens_wished = ANY_WISH,
		.expiries = NO | YES, .required = NO | YES, READ_ADMINS, READ_TOKENS},
	{"baseline", "what was established before: causes, adopting, forgetting, nobody named",
		BIT(WORLD_10_13) | BIT(WORLD_10_15) | BIT(WORLD_11), OFF, .temporary = YES,
		.min_admins = BIT(1), .min_token_admins = BIT(1), .removals = ANY_REMOVALS,
		.empty = NO | YES, .tokens_wished = ANY_WISH, .expiries = NO | YES, .baselines = 7U,
		.established = ANY_WISH, READ_ADMINS, READ_TOKENS},
	{"renames", "full names, beside what was established before", BIT(WORLD_11), OFF,
		.temporary = YES, USUAL_GUARDS, .names = 7U, .baselines = 7U,
		.established = ANY_WISH, READ_ADMINS, NO_TOKENS},
	{"creations", "accounts that a creation left half made", APFS | BIT(WORLD_HFS), OFF,
		.temporary = NO | YES, USUAL_GUARDS, .tokens_wished = ANY_WISH, READ_ADMINS,
		READ_TOKENS, .half_made = NO | YES},
	{"conflicts", "uids and full names that somebody has or may have, or frees first",
		ONE_OF_EACH, OFF, .temporary = YES, USUAL_GUARDS, .tokens_wished = ANY_WISH,
		.names = 7U, .uids = BIT(WORLD_UID_PERSON) | BIT(WORLD_UID_UNREAD),
		.uids_of_other = NO | YES, READ_ADMINS, READ_TOKENS},
	{"unread", "administrators, tokens, kinds, uids and FileVault that could not be read",
		ONE_OF_EACH, OFF | BIT(WORLD_FILEVAULT_UNREAD), .temporary = YES,
		.min_admins = BIT(1), .min_token_admins = BIT(0) | BIT(1), .removals = ANY_REMOVALS,
		.empty = YES, .tokens_wished = ANY_WISH,
		.ables = BIT(WORLD_ABLE) | BIT(WORLD_DISABLED_UNREAD) | BIT(WORLD_KIND_UNREAD),
		.uids = BIT(WORLD_UID_PERSON) | BIT(WORLD_UID_UNREAD),
		.admins = BIT(WORLD_ADMIN_NO) | BIT(WORLD_ADMIN_YES) | BIT(WORLD_ADMIN_UNREAD),
		.tokens = 15U},
	{"hfs_unread", "HFS+: unlockers, administrators and kinds that could not be read",
		BIT(WORLD_HFS), BIT(WORLD_FILEVAULT_ON) | BIT(WORLD_FILEVAULT_UNREAD),
		.temporary = YES, USUAL_GUARDS, .filevaults_wished = ANY_WISH,
		.ables = ALL_ABLES & ~BIT(WORLD_ABLE_MOBILE),
		.admins = BIT(WORLD_ADMIN_NO) | BIT(WORLD_ADMIN_YES) | BIT(WORLD_ADMIN_UNREAD),
		NO_TOKENS, .unlocks = 7U},
	{"everything", "what could not be read, kinds, guards and FileVault on APFS at once", APFS,
		ALL_FILEVAULTS, .temporary = NO | YES, .min_admins = 7U, .min_token_admins = 7U,
		.removals = 15U, .empty = YES, .tokens_wished = ANY_WISH,
		.filevaults_wished = ANY_WISH, .required = NO | YES, .proved = NO | YES,
		.logged_in = NO | YES, .ables = ALL_ABLES, .uids = 7U, .admins = 15U,
		.tokens = 15U},
	{"hfs_everything", "the same on HFS+", BIT(WORLD_HFS), ALL_FILEVAULTS,
		.temporary = NO | YES, .min_admins = 7U, .min_token_admins = 7U, .removals = 15U,
		.empty = YES, .tokens_wished = ANY_WISH, .filevaults_wished = ANY_WISH,
		.required = NO | YES, .proved = NO | YES, .logged_in = NO | YES, .ables = ALL_ABLES,
		.uids = 7U, .admins = 15U, NO_TOKENS, .unlocks = 7U},
	{"together", "passwords, machine, expiry, baseline, creations, conflicts at once", APFS,
		ALL_FILEVAULTS, .temporary = NO | YES, .min_admins = 7U, .min_token_admins = 7U,
		.removals = 15U, .empty = NO | YES, .wants_filevault = NO | YES,
		.wants_escrow = NO | YES, .tokens_wished = ANY_WISH, .filevaults_wished = ANY_WISH,
		.expiries = NO | YES, .required = NO | YES, .passwords = ALL_PASSWORDS, .names = 7U,
		.uids = BIT(WORLD_UID_PERSON) | BIT(WORLD_UID_UNREAD), .uids_of_other = NO | YES,
		.hidden = NO | YES, .baselines = 7U, .established = ANY_WISH, .admins = 7U,
		READ_TOKENS, .half_made = NO | YES},
	{.name = NULL},
};
