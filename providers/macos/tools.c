/* tools.c – the table of the commands that look, their deadlines and caps. */
#include "tools.h"

#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/text.h"

/* Stands for the account's name in an argument. */
#define NAME "{name}"

enum { ARGUMENTS_MAX = 20 };
enum { KIB = 1 << 10, MIB = 1 << 20 };

/* The keys of a user record that an account is made of; a photo is no account fact. */
#define USER_KEYS \
	"RecordName", "UniqueID", "PrimaryGroupID", "GeneratedUID", "RealName", \
		"NFSHomeDirectory", "UserShell", "IsHidden", "Picture", "AuthenticationHint", \
		"AuthenticationAuthority", "accountPolicyData"
#define GROUP_KEYS "RecordName", "PrimaryGroupID", "GroupMembership", "GroupMembers"

struct tool {
	const char *path;
	const char *arguments[ARGUMENTS_MAX];
	const char *input;
	int64_t deadline_ms;
	size_t output_cap;
};

static const struct tool tools[VOUCH_MACOS_TOOL_COUNT] = {
	[VOUCH_MACOS_USERS] = {"/usr/bin/dscl", {"-plist", ".", "-readall", "/Users", USER_KEYS},
		NULL, 60000, 64 * MIB},
	[VOUCH_MACOS_GROUPS] = {"/usr/bin/dscl", {"-plist", ".", "-readall", "/Groups", GROUP_KEYS},
		NULL, 60000, 64 * MIB},
	[VOUCH_MACOS_CRYPTO_USERS] = {"/usr/sbin/diskutil", {"apfs", "listUsers", "-plist", "/"},
		NULL, 60000, 16 * MIB},
	/* FACTS 5.1: listUsers is a later alias; the first releases are only seen with this name.
	 */
	[VOUCH_MACOS_CRYPTO_USERS_10_13] = {"/usr/sbin/diskutil",
		{"apfs", "listCryptoUsers", "-plist", "/"}, NULL, 60000, 16 * MIB},
	[VOUCH_MACOS_VOLUME] = {"/usr/sbin/diskutil", {"info", "-plist", "/"}, NULL, 60000, MIB},
	[VOUCH_MACOS_FILEVAULT_LIST] = {"/usr/bin/fdesetup", {"list"}, NULL, 30000, 4 * MIB},
	[VOUCH_MACOS_FILEVAULT_STATUS] = {"/usr/bin/fdesetup", {"status"}, NULL, 30000, 64 * KIB},
	[VOUCH_MACOS_BOOTSTRAP] = {"/usr/bin/profiles", {"status", "-type", "bootstraptoken"}, NULL,
		60000, 64 * KIB},
	[VOUCH_MACOS_ENROLLMENT] = {"/usr/bin/profiles", {"status", "-type", "enrollment"}, NULL,
		60000, 64 * KIB},
	[VOUCH_MACOS_HARDWARE] = {"/usr/sbin/ioreg", {"-rd1", "-c", "IOPlatformExpertDevice"}, NULL,
		30000, MIB},
	[VOUCH_MACOS_CONSOLE] = {"/usr/sbin/scutil", {NULL}, "show State:/Users/ConsoleUser\n",
		30000, MIB},
	[VOUCH_MACOS_USER] = {"/usr/bin/dscl", {"-plist", ".", "-read", "/Users/" NAME, USER_KEYS},
		NULL, 30000, MIB},
	[VOUCH_MACOS_TOKEN_STATUS] = {"/usr/sbin/sysadminctl", {"-secureTokenStatus", NAME}, NULL,
		30000, 64 * KIB},
	/* FACTS R12: until 10.13.3 the tool wants somebody's credentials even to look, and takes
	 * empty ones; nobody is authenticated by them. */
	[VOUCH_MACOS_TOKEN_STATUS_10_13] = {"/usr/sbin/sysadminctl",
		{"-secureTokenStatus", NAME, "-adminUser", "", "-adminPassword", ""}, NULL, 30000,
		64 * KIB},
};

static const char *with_name(struct vouch_arena *arena, const char *argument, const char *name)
{
	const char *place = strstr(argument, NAME);

	if (!place || !name)
		return argument;
	return vouch_arena_printf(
		arena, "%.*s%s%s", (int)(place - argument), argument, name, place + strlen(NAME));
}

struct vouch_child vouch_macos_tool_child(
	struct vouch_arena *arena, const char *root, enum vouch_macos_tool tool, const char *name)
{
	const struct tool *row = &tools[tool];
	const char **argv = vouch_arena_alloc_array(arena, ARGUMENTS_MAX + 2, sizeof *argv);
	struct vouch_child child = {
		.argv = argv,
		.deadline_ms = row->deadline_ms,
		.output_cap = row->output_cap,
	};
	size_t i;

	argv[0] = vouch_arena_printf(arena, "%s%s", root, row->path);
	for (i = 0; i < ARGUMENTS_MAX && row->arguments[i]; i++)
		argv[i + 1] = with_name(arena, row->arguments[i], name);
	if (row->input) {
		struct vouch_bytes *input = vouch_arena_alloc(arena, sizeof *input);

		input->data = row->input;
		input->length = strlen(row->input);
		child.input = input;
	}
	return child;
}

/* The table's rows are told apart by their first words; the list of keys says nothing more. */
const char *vouch_macos_tool_text(struct vouch_arena *arena, const struct vouch_child *child)
{
	enum { WORDS = 5 };
	struct vouch_buf buf = {0};
	const char *slash = strrchr(child->argv[0], '/');
	const char *text;
	size_t i;

	vouch_buf_text(&buf, slash ? slash + 1 : child->argv[0]);
	for (i = 1; child->argv[i] && i < WORDS; i++)
		vouch_buf_printf(&buf, " %s", child->argv[i]);
	text = vouch_arena_text(arena, vouch_buf_get(&buf));
	vouch_buf_release(&buf);
	return text;
}

/* The first line of one stream that says something, safe to show and not too long. */
static const char *first_line(struct vouch_arena *arena, struct vouch_bytes bytes)
{
	enum { SHOWN = 160 };
	const char *at = bytes.data, *end = bytes.data + bytes.length;
	struct vouch_buf buf = {0};
	const char *text;
	size_t length = 0;

	while (at < end && strchr("\n\r\t ", *at))
		at++;
	while (at + length < end && length < SHOWN && at[length] != '\n' && at[length] != '\r')
		length++;
	vouch_text_escape(&buf, at, length);
	text = vouch_arena_text(arena, vouch_buf_get(&buf));
	vouch_buf_release(&buf);
	return text;
}

const char *vouch_macos_tool_trouble(struct vouch_arena *arena, const struct vouch_child *child)
{
	const struct vouch_child_result *result = &child->result;
	const char *command = vouch_macos_tool_text(arena, child);
	const char *said = "";

	if (result->end == VOUCH_END_EXITED && result->status == 0) {
		if (!result->out_cut && !result->err_cut)
			return NULL;
		return vouch_arena_printf(
			arena, "%s printed more than %zu bytes", command, child->output_cap);
	}
	if (result->err.length > 0)
		said = first_line(arena, result->err);
	if (said[0] == '\0' && result->out.length > 0)
		said = first_line(arena, result->out);
	return vouch_arena_printf(arena, "%s %s%s%s", command, vouch_child_end_text(arena, child),
		said[0] ? ": " : "", said);
}

bool vouch_macos_name_is_askable(const char *name)
{
	size_t i, length = strlen(name);

	if (length == 0 || length > 255 || strchr("-.", name[0]) ||
		!vouch_text_is_utf8(name, length))
		return false;
	for (i = 0; i < length; i++)
		if (name[i] == '/' || (unsigned char)name[i] < ' ' || name[i] == 0x7f)
			return false;
	return true;
}
