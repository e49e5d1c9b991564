/* test_simmac_provenance.c – every text that the simulated tools print has a row in PROVENANCE.tsv
 * that says where it comes from, and every row has its text. */
#include "vouch_test.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/cleanup.h"
#include "vouch/base/file.h"
#include "vouch/base/text.h"

enum { SOURCE_MAX = 1024 * 1024 };

struct row {
	const char *tool, *origin, *source, *text;
	bool met;
};

struct table {
	struct vouch_arena arena;
	struct row *items;
	size_t count, room;
	size_t missing;
};

static const char *read_text(struct vouch_arena *arena, const char *path)
{
	struct vouch_bytes bytes;
	struct vouch_err err = {0};

	assert_vouch_ok(vouch_file_read(arena, path, SOURCE_MAX, &bytes, &err), &err);
	return vouch_arena_text_n(arena, bytes.data, bytes.length);
}

static void read_table(struct table *table)
{
	const char *at = read_text(&table->arena, SIMMAC_SOURCES "/PROVENANCE.tsv");

	while (*at) {
		size_t length = strcspn(at, "\n");
		char *line = vouch_arena_alloc(&table->arena, length + 1);
		struct row row = {0};
		const char **fields[] = {&row.tool, &row.origin, &row.source, &row.text};
		char *cell = line;
		size_t i;

		memcpy(line, at, length);
		line[length] = '\0';
		at += length + (at[length] == '\n');
		if (*line == '#')
			continue;
		for (i = 0; i < 4; i++) {
			char *tab = i < 3 ? strchr(cell, '\t') : NULL;

			if (i < 3 && !tab)
				fail_msg("no four cells: %s", line);
			if (tab)
				*tab = '\0';
			*fields[i] = cell;
			cell = tab ? tab + 1 : cell;
		}
		*VOUCH_PUSH(&table->arena, table) = row;
	}
}

/* Words for somebody to read: a blank or a line, and three letters that are no conversion. */
static bool is_text(const char *text)
{
	bool apart = strchr(text, ' ') != NULL || strstr(text, "\\n") != NULL;
	size_t letters = 0;

	for (; *text && letters < 3; text++) {
		if (*text == '%') {
			text += 1 + strspn(text + 1, "-0123456789.*lz");
			letters = 0;
			if (!*text)
				break;
		} else if (*text == '\\' && text[1]) {
			text += text[1] == 'x' ? 3 : 1;
			letters = 0;
		} else {
			letters = isalpha((unsigned char)*text) ? letters + 1 : 0;
		}
	}
	return apart && letters >= 3;
}

static void meet(struct table *table, const char *tool, const char *text)
{
	size_t i;

	if (!is_text(text))
		return;
	for (i = 0; i < table->count; i++)
		if (strcmp(table->items[i].tool, tool) == 0 &&
			strcmp(table->items[i].text, text) == 0) {
			table->items[i].met = true;
			return;
		}
	table->missing++;
	/* Not print_error, which cuts what is long. */
	fprintf(stderr, "%s prints a text without a row in PROVENANCE.tsv: %s\n", tool, text);
}

/* Behind a character constant, or a comment, or a line that includes. */
static const char *pass(const char *at, bool *breaks)
{
	*breaks = true;
	if (at[0] == '\'') {
		for (at++; *at && *at != '\''; at++)
			at += *at == '\\';
		return at + 1;
	}
	if (vouch_text_starts(at, "/*")) {
		*breaks = false;
		return strstr(at, "*/") + 2;
	}
	if (vouch_text_starts(at, "#include"))
		return at + strcspn(at, "\n");
	if (vouch_text_starts(at, "_Static_assert"))
		return strchr(at, ';');
	*breaks = !isspace((unsigned char)*at) && !(at[0] == '\\' && at[1] == '\n');
	return at + 1;
}

/* Every run of string literals with nothing but blanks between them. */
static void scan(struct table *table, const char *tool, const char *source)
{
	VOUCH_CLEANUP(vouch_buf_release) struct vouch_buf run = {0};
	const char *at = source;
	bool inside = false, breaks;

	while (*at) {
		if (*at == '"') {
			const char *end = at + 1;

			while (*end && *end != '"')
				end += *end == '\\' ? 2 : 1;
			vouch_buf_add(&run, at + 1, (size_t)(end - at) - 1);
			inside = true;
			at = end + 1;
			continue;
		}
		at = pass(at, &breaks);
		if (inside && breaks) {
			meet(table, tool, vouch_buf_get(&run));
			vouch_buf_clear(&run);
			inside = false;
		}
	}
}

/* "tool_dscl.c" and "dscl_read.c" are dscl's; NULL for what is no tool. */
static const char *tool_of(struct vouch_arena *arena, const char *file)
{
	static const char *const tools[] = {"sysadminctl", "fdesetup", "diskutil", "profiles",
		"dscl", "dseditgroup", "dsmemberutil", "createhomedir", "pwpolicy", "id", "ioreg",
		"scutil", "sysctl", "sw", "plutil", "defaults", "dscacheutil", "dsimport",
		"createmobileaccount", "uuidgen", "security", "osascript", "launchctl", "passwd",
		"system", "uname", "finger", "who", "stat", "plistbuddy", "hostname", "systemsetup",
		"networksetup", "nvram", "csrutil", "dsenableroot", "chflags", "md5", "sudo", "su",
		"chsh", "killall", "ditto", "mktemp", "base64", "date", "dsconfigad", "arch",
		"sed"};
	const char *name = vouch_text_starts(file, "tool_") ? file + strlen("tool_") : file;
	size_t i, length = strcspn(name, "_.");

	if (strcmp(file, "filevault_report.c") == 0)
		return "fdesetup";
	if (!vouch_text_ends(file, ".c"))
		return NULL;
	for (i = 0; i < sizeof tools / sizeof *tools; i++)
		if (strlen(tools[i]) == length && strncmp(tools[i], name, length) == 0)
			return vouch_arena_text(arena, tools[i]);
	assert_false(vouch_text_starts(file, "tool_")); /* a tool that is not in the list above */
	return NULL;
}

static void every_text_has_a_row(void **state)
{
	struct table table = {{NULL}, NULL, 0, 0, 0};
	VOUCH_CLEANUP(vouch_dir_close) DIR *folder = opendir(SIMMAC_SOURCES);
	struct dirent *entry;
	size_t i, stale = 0;

	(void)state;
	read_table(&table);
	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL) {
		const char *tool = tool_of(&table.arena, entry->d_name);

		if (tool)
			scan(&table, tool,
				read_text(&table.arena, vouch_arena_printf(&table.arena, "%s/%s",
								SIMMAC_SOURCES, entry->d_name)));
	}
	for (i = 0; i < table.count; i++)
		if (!table.items[i].met) {
			stale++;
			fprintf(stderr, "no tool prints this row of PROVENANCE.tsv: %s\t%s\n",
				table.items[i].tool, table.items[i].text);
		}
	assert_int_equal(table.missing, 0);
	assert_int_equal(stale, 0);
	assert_true(table.count > 250);
	vouch_arena_release(&table.arena);
}

/* A capture is a file; those of the great tools are tested to the byte, or it is said why not. */
static void captured_texts_are_tested(void **state)
{
	static const char *const great[] = {"sysadminctl/", "fdesetup/", "diskutil/", "profiles/"};
	struct table table = {{NULL}, NULL, 0, 0, 0};
	const char *tested;
	size_t i, n;

	(void)state;
	read_table(&table);
	tested = read_text(&table.arena, TRANSCRIPTS_TABLE);
	for (i = 0; i < table.count; i++) {
		const struct row *row = &table.items[i];

		if (strcmp(row->origin, "inferred") == 0) {
			assert_string_equal(row->source, "-");
			continue;
		}
		assert_true(
			strcmp(row->origin, "captured") == 0 || strcmp(row->origin, "quoted") == 0);
		assert_string_not_equal(row->source, "-");
		for (n = 0; n < sizeof great / sizeof *great; n++)
			if (strcmp(row->origin, "captured") == 0 &&
				vouch_text_starts(row->source, great[n]))
				assert_text_contains(tested, row->source);
	}
	vouch_arena_release(&table.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_has_a_row),
		cmocka_unit_test(captured_texts_are_tested),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
