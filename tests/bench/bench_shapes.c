/* bench_shapes.c – sketches of accounts, by shape and number, drawn out to records. */
#include "bench_shapes.h"

/* One account in a few words; what is left out is none, no, not said. */
struct sketch {
	bool there, listed, leaves, secret, logged_in, required, proved, half_made, open, known;
	bool unread, expired;
	enum vouch_tri admin;
	enum vouch_token token;
	enum vouch_goal_word { UNSAID, NO, YES } admin_goal, token_goal;
	const char *shell; /* as declared */
	int uid;           /* as declared; 0: not said */
};

typedef struct sketch sketch_fn(int number, int accounts);

/* An administrator who holds a token and whose password can be had. */
static struct sketch grantor(void)
{
	return (struct sketch){.there = true,
		.listed = true,
		.secret = true,
		.admin = VOUCH_YES,
		.token = VOUCH_TOKEN_LIVE};
}

static struct sketch standard(bool there, enum vouch_token token, enum vouch_goal_word token_goal)
{
	return (struct sketch){.there = there,
		.listed = true,
		.secret = true,
		.admin = VOUCH_NO,
		.token = token,
		.token_goal = token_goal};
}

static struct sketch mixed(int number, int accounts)
{
	struct sketch sketch =
		standard(number % 3 != 0, VOUCH_TOKEN_NONE, number % 3 != 2 ? YES : UNSAID);

	(void)accounts; /* the same for any number */
	sketch.shell = "/bin/zsh";
	return sketch;
}

static struct sketch converged(int number, int accounts)
{
	(void)number, (void)accounts;
	return standard(true, VOUCH_TOKEN_LIVE, YES);
}

static struct sketch created(int number, int accounts)
{
	(void)number, (void)accounts;
	return standard(false, VOUCH_TOKEN_NONE, YES);
}

static struct sketch granted(int number, int accounts)
{
	(void)number, (void)accounts;
	return standard(true, VOUCH_TOKEN_NONE, YES);
}

static struct sketch revoked(int number, int accounts)
{
	(void)number, (void)accounts;
	return standard(true, VOUCH_TOKEN_LIVE, NO);
}

static struct sketch repaired(int number, int accounts)
{
	(void)number, (void)accounts;
	return standard(true, VOUCH_TOKEN_DEAD, YES);
}

static struct sketch offboarded(int number, int accounts)
{
	struct sketch sketch = standard(true, VOUCH_TOKEN_LIVE, UNSAID);

	(void)number, (void)accounts;
	sketch.leaves = true;
	return sketch;
}

static struct sketch demoted(int number, int accounts)
{
	struct sketch sketch = grantor();

	(void)number, (void)accounts;
	sketch.admin_goal = NO;
	return sketch;
}

static struct sketch expired(int number, int accounts)
{
	struct sketch sketch = grantor();

	(void)number, (void)accounts;
	sketch.admin_goal = YES;
	sketch.expired = true;
	return sketch;
}

static struct sketch grantors_leave(int number, int accounts)
{
	struct sketch sketch = grantor();

	sketch.leaves = number < accounts - 1;
	return sketch;
}

static struct sketch unread(int number, int accounts)
{
	struct sketch sketch = standard(true, VOUCH_TOKEN_UNKNOWN, YES);

	(void)number, (void)accounts;
	sketch.admin = VOUCH_UNKNOWN;
	sketch.admin_goal = YES;
	sketch.unread = true;
	return sketch;
}

static struct sketch no_password(int number, int accounts)
{
	struct sketch sketch = granted(number, accounts);

	sketch.secret = false;
	return sketch;
}

static struct sketch uids_freed(int number, int accounts)
{
	struct sketch sketch = standard(false, VOUCH_TOKEN_NONE, YES);

	if (number % 2 == 1)
		return offboarded(number, accounts);
	/* Those that come first take the uids of those that go last. */
	sketch.uid = 10000 + (accounts / 2 * 2 - 1 - number);
	return sketch;
}

static struct sketch required(int number, int accounts)
{
	struct sketch sketch = grantor();

	(void)number, (void)accounts;
	sketch.required = sketch.proved = true;
	return sketch;
}

static struct sketch logged_in(int number, int accounts)
{
	struct sketch sketch = offboarded(number, accounts);

	sketch.logged_in = true;
	return sketch;
}

static struct sketch interrupted(int number, int accounts)
{
	static const enum vouch_token tokens[] = {
		VOUCH_TOKEN_NONE, VOUCH_TOKEN_DEAD, VOUCH_TOKEN_LIVE};
	struct sketch sketch = standard(true, tokens[number % 3], YES);

	(void)accounts;
	sketch.half_made = number % 3 == 0;
	sketch.open = number % 3 == 2;
	return sketch;
}

static struct sketch forgotten(int number, int accounts)
{
	(void)number, (void)accounts;
	return (struct sketch){.known = true};
}

/* Who stands first. */
static struct sketch nobody_vouches(void)
{
	struct sketch sketch = grantor();

	sketch.token = VOUCH_TOKEN_NONE;
	return sketch;
}

static struct sketch dead_one(void)
{
	struct sketch sketch = nobody_vouches();

	sketch.token = VOUCH_TOKEN_DEAD;
	sketch.token_goal = YES;
	return sketch;
}

static struct sketch standard_holder(void)
{
	return standard(true, VOUCH_TOKEN_LIVE, UNSAID);
}

static struct sketch holder_who_loses_it(void)
{
	return standard(true, VOUCH_TOKEN_LIVE, NO);
}

static struct sketch holder_who_leaves(void)
{
	return offboarded(0, 0);
}

static const struct {
	sketch_fn *each;
	struct sketch (*first)(void);
} shapes[] = {
	[BENCH_SHAPE_MIXED] = {mixed, grantor},
	[BENCH_SHAPE_CONVERGED] = {converged, grantor},
	[BENCH_SHAPE_CREATED] = {created, grantor},
	[BENCH_SHAPE_GRANTED] = {granted, grantor},
	[BENCH_SHAPE_REVOKED] = {revoked, grantor},
	[BENCH_SHAPE_REPAIRED] = {repaired, grantor},
	[BENCH_SHAPE_OFFBOARDED] = {offboarded, grantor},
	[BENCH_SHAPE_DEMOTED] = {demoted, grantor},
	[BENCH_SHAPE_EXPIRED] = {expired, grantor},
	[BENCH_SHAPE_GRANTORS_LEAVE] = {grantors_leave, grantor},
	[BENCH_SHAPE_NO_GRANTOR] = {created, dead_one},
	[BENCH_SHAPE_NO_PASSWORD] = {no_password, grantor},
	[BENCH_SHAPE_UNREAD] = {unread, grantor},
	[BENCH_SHAPE_FIRST_TOKEN] = {created, nobody_vouches},
	[BENCH_SHAPE_FOR_A_TIME] = {granted, standard_holder},
	[BENCH_SHAPE_TARGET_FOR_A_TIME] = {granted, holder_who_loses_it},
	[BENCH_SHAPE_LEAVER_FOR_A_TIME] = {granted, holder_who_leaves},
	[BENCH_SHAPE_UIDS_FREED] = {uids_freed, grantor},
	[BENCH_SHAPE_REQUIRED] = {required, grantor},
	[BENCH_SHAPE_LOGGED_IN] = {logged_in, grantor},
	[BENCH_SHAPE_INTERRUPTED] = {interrupted, grantor},
	[BENCH_SHAPE_FORGOTTEN] = {forgotten, grantor},
};
_Static_assert(sizeof shapes / sizeof *shapes == BENCH_SHAPE_COUNT, "one row a shape");

const char *bench_shape_text(enum bench_shape shape)
{
	static const char *const texts[] = {
#define BENCH_SHAPE_TEXT(name, text) text,
		BENCH_SHAPES(BENCH_SHAPE_TEXT)
#undef BENCH_SHAPE_TEXT
	};

	return texts[shape];
}

static struct vouch_account account_of(
	struct vouch_arena *arena, const struct sketch *sketch, const char *name, int number)
{
	return (struct vouch_account){
		.name = name,
		.uid = {!sketch->unread, 10000 + number},
		.gid = {!sketch->unread, 20},
		.uuid = vouch_arena_printf(arena, "00000000-0000-4000-8000-%012d", number),
		.full_name = sketch->unread ? NULL : name,
		.home = "",
		.shell = sketch->unread ? NULL : "/bin/sh",
		.picture = "",
		.password_hint = "",
		.kind = sketch->unread ? VOUCH_KIND_UNKNOWN : VOUCH_KIND_LOCAL,
		.hidden = VOUCH_NO,
		.disabled = VOUCH_NO,
		.password = VOUCH_YES,
		.admin = sketch->admin,
		.admin_by_name = sketch->admin,
		.admin_by_guid = sketch->admin,
		.groups = {.known = true},
		.token = sketch->token,
		.filevault = VOUCH_UNKNOWN,
		.volume_owner = VOUCH_NO,
	};
}

static void set_flag(struct vouch_user *user, enum vouch_field field, enum vouch_goal_word goal)
{
	if (goal != UNSAID)
		user->fields[field] = (struct vouch_value){
			.kind = VOUCH_VALUE_FLAG, .pos = user->pos, .as.flag = goal == YES};
}

static struct vouch_user user_of(const struct sketch *sketch, const char *name, int number)
{
	static const struct vouch_password_value password = {
		.source = VOUCH_PASSWORD_ENV, .text = "PASSWORD"};
	struct vouch_user user = {.name = name, .pos = {"base.yaml", number + 1, 1}};

	if (sketch->leaves)
		user.fields[VOUCH_FIELD_STATE] = (struct vouch_value){
			.kind = VOUCH_VALUE_CHOICE, .as.choice = VOUCH_STATE_ABSENT};
	if (sketch->secret)
		user.fields[VOUCH_FIELD_PASSWORD] = (struct vouch_value){
			.kind = VOUCH_VALUE_PASSWORD, .pos = user.pos, .as.password = &password};
	if (sketch->shell != NULL)
		user.fields[VOUCH_FIELD_SHELL] = (struct vouch_value){
			.kind = VOUCH_VALUE_TEXT, .pos = user.pos, .as.text = sketch->shell};
	if (sketch->uid != 0)
		user.fields[VOUCH_FIELD_UID] = (struct vouch_value){
			.kind = VOUCH_VALUE_NUMBER, .pos = user.pos, .as.number = sketch->uid};
	if (sketch->admin_goal != UNSAID)
		user.fields[VOUCH_FIELD_ADMIN] = (struct vouch_value){.kind = VOUCH_VALUE_ADMIN,
			.pos = user.pos,
			.as.admin = {
				.wanted = sketch->admin_goal == YES, .has_until = sketch->expired}};
	set_flag(&user, VOUCH_FIELD_SECURE_TOKEN, sketch->token_goal);
	return user;
}

static void draw_facts(struct vouch_arena *arena, const struct sketch *sketch,
	const struct vouch_account *account, struct bench_records *out)
{
	if (sketch->proved)
		*VOUCH_PUSH(arena, &out->facts.secrets) = (struct vouch_secret_fact){
			.user = account->name, .state = VOUCH_SECRET_PROVED};
	if (sketch->required)
		*VOUCH_PUSH(arena, &out->desired.guards.required) =
			(struct vouch_required){.name = account->name};
	if (sketch->logged_in)
		vouch_names_add(arena, &out->observed.machine.logged_in.names, account->name);
	if (sketch->open)
		vouch_names_add(arena, &out->facts.open_promotions, account->name);
	if (sketch->half_made)
		*VOUCH_PUSH(arena, &out->facts.open_creations) =
			(struct vouch_open_creation){account->name, account->uuid};
	if (sketch->token == VOUCH_TOKEN_DEAD)
		vouch_names_add(arena, &out->facts.dead_tokens, account->uuid);
	if (sketch->known)
		*VOUCH_PUSH(arena, &out->baseline) = (struct vouch_baseline_entry){
			.user = account->name,
			.uuid = account->uuid,
			.fields = {[VOUCH_FIELD_STATE] = "present", [VOUCH_FIELD_ADMIN] = "false"}};
}

static void draw(struct vouch_arena *arena, const struct sketch *sketch, int number,
	struct bench_records *out)
{
	const char *name = vouch_arena_printf(arena, "user%05d", number);
	struct vouch_account account = account_of(arena, sketch, name, number);

	if (sketch->there)
		*VOUCH_PUSH(arena, &out->observed.accounts) = account;
	if (sketch->listed)
		*VOUCH_PUSH(arena, &out->desired.users) = user_of(sketch, name, number);
	draw_facts(arena, sketch, &account, out);
}

void bench_shape_fill(
	struct vouch_arena *arena, enum bench_shape shape, int accounts, struct bench_records *out)
{
	int i;

	*out = (struct bench_records){.facts.now = 1795514400};
	out->in = (struct vouch_inputs){
		&out->baseline, &out->desired, &out->observed, &out->facts, NULL};
	out->desired.guards.min_admins.value = 1;
	out->desired.guards.min_token_admins.value = shape < BENCH_SHAPE_FIRST_TOKEN;
	out->desired.guards.max_removals.value = accounts;
	out->desired.guards.temporary_admin.value = 1;
	out->observed.orphans.known = true;
	out->observed.machine = (struct vouch_machine){.serial = "C02TEST00001",
		.hostname = "bench",
		.model = "Mac14,2",
		.os = "14.5",
		.chip = VOUCH_CHIP_APPLE,
		.filesystem = VOUCH_FILESYSTEM_APFS,
		.filevault = VOUCH_FILEVAULT_ON,
		.mdm = VOUCH_MDM_NONE,
		.bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED,
		.recovery_key = VOUCH_YES,
		.logged_in = {.known = true}};
	for (i = 0; i < accounts; i++) {
		struct sketch sketch =
			i == 0 ? shapes[shape].first() : shapes[shape].each(i, accounts);

		draw(arena, &sketch, i, out);
	}
}
