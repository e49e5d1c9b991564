/* keychain.c – a password out of the System keychain, by security(1).
 *
 * Only the System keychain is looked at: it is root's, and no user can put anything into it. Which
 * of its items can be read is bounded by their own access lists: one that does not trust
 * /usr/bin/security is not shown without somebody at the screen, who is never there. FACTS K1 */
#include "source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/text.h"
#include "vouch/machine/spawn.h"

#define PROGRAM  "/usr/bin/security"
#define KEYCHAIN "/Library/Keychains/System.keychain"

/* FACTS K1: an error of the keychain services, modulo 256. */
static const struct {
	int status;
	const char *text;
} refusals[] = {
	{44, "the System keychain has no such item: add it as root, with security "
	     "add-generic-password -s, into " KEYCHAIN},
	{36, "it cannot be read without somebody at the screen: unlock the System keychain, or add "
	     "the item again with -T " PROGRAM},
	{50, "there is no System keychain (" KEYCHAIN ")"},
	{51, "the System keychain is locked and could not be unlocked: unlock it, then run again"},
	{128, "somebody at the screen did not allow it: add the item again with -T " PROGRAM},
};

static const char *name_of(struct vouch_arena *arena, const char *item)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf name = {0};

	vouch_buf_text(&name, "keychain ");
	vouch_text_escape(&name, item, strlen(item));
	return vouch_arena_text(arena, vouch_buf_get(&name));
}

static int refuse(struct vouch_arena *arena, const struct vouch_child *child, const char *what,
	struct vouch_err *err)
{
	const struct vouch_child_result *result = &child->result;
	size_t i;

	for (i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (result->end == VOUCH_END_EXITED && result->status == refusals[i].status)
			return vouch_err_set(err, VOUCH_E_APPLY, "%s: %s", what, refusals[i].text);
	return vouch_err_set(err, VOUCH_E_APPLY,
		"%s: security %s: run security find-generic-password by hand as root to see why",
		what, vouch_child_end_text(arena, child));
}

/* What it prints on standard error is dropped. */
static int run(struct vouch_arena *arena, const struct vouch_keeper_options *options,
	const char *item, struct vouch_secret *out, bool *cut, struct vouch_err *err)
{
	const char *root = options->root == NULL ? "" : options->root;
	const char *program = vouch_arena_printf(arena, "%s" PROGRAM, root);
	const char *what = name_of(arena, item);
	const char *looks[] = {program, "find-generic-password", "-s", item, KEYCHAIN, NULL};
	const char *shows[] = {program, "find-generic-password", "-w", "-s", item, KEYCHAIN, NULL};
	struct vouch_child child = {
		.argv = out == NULL ? looks : shows,
		.secret_out = out,
		.deadline_ms = options->exec_deadline_ms,
		.output_cap = VOUCH_SECRET_MAX,
	};
	int r;

	if (access(program, X_OK) < 0)
		return vouch_err_sys(err, VOUCH_E_APPLY, errno, "%s: cannot run %s", what, program);
	r = vouch_spawn_run(arena, &child, 1, err);
	if (r < 0)
		return vouch_err_wrap(err, "%s", what);
	if (child.result.end != VOUCH_END_EXITED || child.result.status != 0)
		return refuse(arena, &child, what, err);
	*cut = child.result.out_cut;
	return 0;
}

int keychain_ask(struct vouch_arena *arena, const struct vouch_keeper_options *options,
	const char *item, struct vouch_err *err)
{
	bool cut;

	return run(arena, options, item, NULL, &cut, err);
}

static int digit_of(char digit)
{
	static const char digits[] = "0123456789abcdef";
	const char *place = digit == '\0' ? NULL : strchr(digits, digit);

	return place == NULL ? -1 : (int)(place - digits);
}

/* FACTS K2: a password that is not plain ASCII comes as hexadecimal digits, and nothing tells it
 * from one that is made of such digits: taken for it where the digits spell text beyond ASCII. */
static bool may_be_digits(const struct vouch_secret *line)
{
	char bytes[VOUCH_SECRET_MAX / 2];
	size_t i, count = line->length / 2;
	bool beyond = false, good = line->length % 2 == 0 && count <= sizeof bytes;

	for (i = 0; good && i < count; i++) {
		int high = digit_of(line->bytes[2 * i]), low = digit_of(line->bytes[2 * i + 1]);
		int byte = high * 16 + low;

		good = high >= 0 && low >= 0;
		bytes[i] = good ? (char)byte : '\0';
		beyond |= byte < ' ' || byte > '~';
	}
	good = good && beyond && vouch_text_is_utf8(bytes, count);
	vouch_wipe(bytes, sizeof bytes);
	return good;
}

int keychain_fetch(struct vouch_arena *arena, const struct vouch_keeper_options *options,
	const char *item, struct vouch_secret *out, struct vouch_err *err)
{
	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret raw = {0}, line = {0};
	const char *what = name_of(arena, item);
	bool cut = false;
	int r = run(arena, options, item, &raw, &cut, err);

	if (r == 0)
		r = source_take_first_line(&raw, cut, what, &line, err);
	if (r == 0 && may_be_digits(&line))
		r = vouch_err_set(err, VOUCH_E_APPLY,
			"%s: security shows hexadecimal digits, as it does for a password with "
			"other characters than ASCII, and it cannot be told which is meant: use "
			"another password, or file or exec",
			what);
	if (r == 0)
		vouch_secret_move(out, &line);
	return r;
}
