/* garbage_words.c – words, calls and input that no tool expects. */
#include "garbage.h"

#include <string.h>

#include "vouch/base/file.h"
#include "vouch_test.h"

size_t garbage_pick(struct world *world, size_t below)
{
	world->random ^= world->random << 13;
	world->random ^= world->random >> 7;
	world->random ^= world->random << 17;
	return (size_t)((world->random >> 11) % below);
}

/* Words apart by spaces, or in single quotes; % is the test's folder. */
static bool parse_call(struct world *world, const char *line, struct call *call)
{
	while (*line && call->count < WORDS) {
		const char *ends = *line == '\'' ? "'" : " ";
		size_t length = strcspn(line += *line == '\'', ends);
		const char *word = vouch_arena_text_n(&world->arena, line, length);

		if (*word == '%')
			word = vouch_arena_printf(&world->arena, "%s%s", world->folder, word + 1);
		call->words[call->count++] = word;
		line += length + (line[length] == '\'');
		line += strspn(line, " ");
	}
	return call->count > 0;
}

void garbage_read_calls(struct world *world, const char *path)
{
	struct vouch_bytes bytes;
	struct vouch_err err = {0};
	char *line, *next;

	assert_vouch_ok(vouch_file_read(&world->arena, path, FILE_MAX, &bytes, &err), &err);
	for (line = vouch_arena_text(&world->arena, bytes.data); *line; line = next) {
		struct call call = {.count = 0};

		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		if (parse_call(world, line, &call))
			*VOUCH_PUSH(&world->arena, &world->calls) = call;
	}
	assert_true(world->calls.count > 100);
}

/* What no tool expects, and what many do. */
static const char *const words[] = {"", "-", "--", ".", "/", "..", "/Users/", "/Users/bob/x/y",
	"/Nix/bob", "bob", "setup", "ghost", "502", "0", "-1", "4294967296", "18446744073709551616",
	"99999999999999999999999999", "1e999", "nan", "0x10", "%s%n%s", "\xff\xfe\x80", "\xc3\xa4",
	"a:b", "a=b", "a b", "a\nb", "a\tb", "\x01\x1b[31m", "'", "\"", "\\", "(((((((((", "{{{{",
	"<array>", "::", ":0:0:0", "a.b.c.d", "../../../../etc/passwd", "--help", "-help", "-h",
	"-n", "-a", "-u", "-p", "-o", "-plist", "-password", "UniqueID", "GeneratedUID",
	"accountPolicyData", "ShadowHashData", "FFFFEEEE-DDDD-CCCC-BBBB-AAAA000001F6"};

static const char *long_word(struct world *world)
{
	static const size_t lengths[] = {255, 256, 1024, 5000, 70000};
	size_t length = lengths[garbage_pick(world, sizeof lengths / sizeof *lengths)];
	char *word = vouch_arena_alloc(&world->round, length + 1);

	memset(word, garbage_pick(world, 2) ? 'A' : '9', length);
	word[length] = '\0';
	return word;
}

static const char *some_word(struct world *world)
{
	const struct call *other = &world->calls.items[garbage_pick(world, world->calls.count)];
	size_t how = garbage_pick(world, 8);

	if (how == 0)
		return long_word(world);
	if (how < 3)
		return other->words[garbage_pick(world, other->count)];
	return words[garbage_pick(world, sizeof words / sizeof *words)];
}

/* A word in the place of another, one more, one less, two of them swapped, or one with a part cut.
 */
void garbage_change(struct world *world, struct call *call)
{
	size_t at = 1 + garbage_pick(world, call->count), from;

	switch (garbage_pick(world, 5)) {
	case 0:
		if (at < call->count)
			call->words[at] = some_word(world);
		break;
	case 1:
		if (call->count == WORDS)
			break;
		for (from = call->count++; from > at; from--)
			call->words[from] = call->words[from - 1];
		call->words[at] = some_word(world);
		break;
	case 2:
		for (; at + 1 < call->count; at++)
			call->words[at] = call->words[at + 1];
		call->count -= call->count > 1 && at + 1 == call->count;
		break;
	case 3:
		from = 1 + garbage_pick(world, call->count);
		if (at < call->count && from < call->count) {
			const char *word = call->words[at];

			call->words[at] = call->words[from];
			call->words[from] = word;
		}
		break;
	default:
		if (at < call->count)
			call->words[at] = vouch_arena_text_n(&world->round, call->words[at],
				garbage_pick(world, strlen(call->words[at]) + 1));
	}
	call->words[call->count] = NULL;
}

const char *garbage_input(struct world *world)
{
	static const char *const inputs[] = {"", "\n", "pw-setup\npw-bob\n", "bob\npw-bob\n",
		"show State:/Users/ConsoleUser\nget\n\nd.add x\nlist .*\n",
		("<?xml version=\"1.0\"?><plist><dict><key>Username</key><string>setup</string>"
		 "<key>Password</key><string>pw-setup</string></dict></plist>"),
		"<plist><dict><key>a</key><array><dict><key>", "bplist00\xd1\x01\x02\xff\xff\xff",
		"{\"a\": [1, {\"b\": null}]}", "{ a = ( b, { c = <00 ff>; } ); }", "\xff\xfe\x00",
		"read /Users/bob\ncd Users\nls\nquit\n", "((((((((((((((((((((", "\\\\\\\n\x7f"};

	return garbage_pick(world, 9) == 0
		       ? long_word(world)
		       : inputs[garbage_pick(world, sizeof inputs / sizeof *inputs)];
}
