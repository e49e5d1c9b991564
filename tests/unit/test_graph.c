/* test_graph.c – the picture: what is in it, where it stands, and that no name can break out of it.
 */
#include "vouch_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "layout.h"
#include "vouch/graph/graph.h"

struct fixture {
	struct vouch_arena arena;
	struct vouch_snapshot observed;
	struct vouch_desired desired;
	struct vouch_baseline baseline;
	struct vouch_facts facts;
	struct vouch_plan plan;
	struct vouch_trust trust;
	struct vouch_graph graph;
};

static const struct vouch_password_value from_env = {.source = VOUCH_PASSWORD_ENV, .text = "X"};

static struct fixture start(void)
{
	return (struct fixture){
		.observed.machine = {.hostname = "eng-001",
			.serial = "C02TEST00001",
			.os = "14.5",
			.filesystem = VOUCH_FILESYSTEM_APFS,
			.filevault = VOUCH_FILEVAULT_OFF,
			.mdm = VOUCH_MDM_NONE,
			.bootstrap_token = VOUCH_BOOTSTRAP_UNSUPPORTED,
			.recovery_key = VOUCH_NO,
			.logged_in = {.known = true}},
		.desired.guards = {.max_removals = {1000, {0}}, .temporary_admin = {1, {0}}},
	};
}

static struct vouch_account *account(
	struct fixture *fixture, const char *name, bool admin, enum vouch_token token)
{
	struct vouch_account *made = VOUCH_PUSH(&fixture->arena, &fixture->observed.accounts);

	*made = (struct vouch_account){.name = name,
		.uuid = name,
		.kind = VOUCH_KIND_LOCAL,
		.hidden = VOUCH_NO,
		.disabled = VOUCH_NO,
		.admin = vouch_tri_from(admin),
		.token = token,
		.filevault = VOUCH_NO};
	return made;
}

/* Declared, with a password where wanted; token: whether it is to hold one, else not said. */
static struct vouch_user *user(struct fixture *fixture, const char *name, bool password, bool token)
{
	struct vouch_user *made = VOUCH_PUSH(&fixture->arena, &fixture->desired.users);

	*made = (struct vouch_user){.name = name};
	if (password) {
		made->fields[VOUCH_FIELD_PASSWORD].kind = VOUCH_VALUE_PASSWORD;
		made->fields[VOUCH_FIELD_PASSWORD].as.password = &from_env;
	}
	if (token)
		made->fields[VOUCH_FIELD_SECURE_TOKEN] =
			(struct vouch_value){.kind = VOUCH_VALUE_FLAG, .as.flag = true};
	return made;
}

static void draw(struct fixture *fixture)
{
	struct vouch_inputs in = {&fixture->baseline, &fixture->desired, &fixture->observed,
		&fixture->facts, &vouch_limits_of_this_build};
	struct vouch_graph_subject subject = {
		&fixture->observed.machine, &fixture->plan, &fixture->trust};

	vouch_plan_build(&fixture->arena, &in, &fixture->plan);
	vouch_trust_build(&fixture->arena, &in, &fixture->trust);
	vouch_graph_build(&fixture->arena, &subject, &fixture->graph);
}

static const struct vouch_graph_node *node(const struct fixture *fixture, const char *name)
{
	size_t i;

	for (i = 0; i < fixture->graph.nodes.count; i++) {
		const struct vouch_graph_node *it = &fixture->graph.nodes.items[i];

		if (it->line_count > 0 && strcmp(it->lines[0], name) == 0)
			return it;
	}
	return NULL;
}

static bool says(const struct vouch_graph_node *it, const char *line)
{
	size_t i;

	for (i = 0; i < it->line_count; i++) {
		if (strcmp(it->lines[i], line) == 0)
			return true;
	}
	return false;
}

static const struct vouch_graph_edge *edge(
	const struct fixture *fixture, const char *from, const char *to)
{
	size_t i;

	for (i = 0; i < fixture->graph.edges.count; i++) {
		const struct vouch_graph_edge *it = &fixture->graph.edges.items[i];

		if (&fixture->graph.nodes.items[it->from] == node(fixture, from) &&
			&fixture->graph.nodes.items[it->to] == node(fixture, to))
			return it;
	}
	return NULL;
}

/* Boxes of one picture never overlap, and all lines end at a box. */
static void assert_laid_out(struct fixture *fixture)
{
	struct layout layout;
	size_t count = fixture->graph.nodes.count, i, j;

	layout_make(&fixture->arena, &fixture->graph, &layout);
	for (i = 0; i < count; i++) {
		const struct layout_box *a = &layout.boxes[i];

		assert_true(a->x >= 0 && a->y >= LAYOUT_TITLE);
		assert_true(a->x + a->width <= layout.width);
		assert_true(a->y + a->height <= layout.height);
		for (j = i + 1; j < count; j++) {
			const struct layout_box *b = &layout.boxes[j];

			assert_true(a->x + a->width <= b->x || b->x + b->width <= a->x ||
				    a->y + a->height <= b->y || b->y + b->height <= a->y);
		}
	}
	for (i = 0; i < fixture->graph.edges.count; i++) {
		const struct layout_line *line = &layout.lines[i];
		const struct layout_box *to = &layout.boxes[fixture->graph.edges.items[i].to];

		assert_true(line->y2 >= to->y && line->y2 <= to->y + to->height);
		assert_int_equal(line->x2, line->to_left ? to->x : to->x + to->width);
	}
}

static void each_kind_of_account_has_its_look(void **state)
{
	struct fixture fixture = start();

	(void)state;
	account(&fixture, "setup", true, VOUCH_TOKEN_LIVE);
	account(&fixture, "sam", false, VOUCH_TOKEN_LIVE);
	account(&fixture, "kim", true, VOUCH_TOKEN_UNKNOWN);
	account(&fixture, "zoe", true, VOUCH_TOKEN_DEAD);
	account(&fixture, "bob", false, VOUCH_TOKEN_NONE);
	account(&fixture, "guest", false, VOUCH_TOKEN_NONE);
	user(&fixture, "setup", true, false);
	user(&fixture, "alice", true, true);
	user(&fixture, "bob", false, true);
	draw(&fixture);
	assert_int_equal(node(&fixture, "setup")->kind, VOUCH_NODE_GRANTOR);
	assert_int_equal(node(&fixture, "sam")->kind, VOUCH_NODE_HOLDER);
	assert_true(says(node(&fixture, "sam"), "cannot vouch: no administrator"));
	assert_int_equal(node(&fixture, "kim")->kind, VOUCH_NODE_UNKNOWN);
	assert_int_equal(node(&fixture, "zoe")->kind, VOUCH_NODE_DEAD);
	assert_int_equal(node(&fixture, "alice")->kind, VOUCH_NODE_GETS);
	assert_int_equal(node(&fixture, "bob")->kind, VOUCH_NODE_WAITS);
	assert_true(says(node(&fixture, "bob"), "waits for: password"));
	assert_null(node(&fixture, "guest"));
	assert_int_equal(node(&fixture, "1 other account")->kind, VOUCH_NODE_MANY);
	assert_int_equal(edge(&fixture, "setup", "alice")->kind, VOUCH_EDGE_GIVES);
	assert_string_equal(edge(&fixture, "setup", "alice")->label, "1 create_user");
	assert_int_equal(edge(&fixture, "setup", "bob")->kind, VOUCH_EDGE_CAN);
	assert_null(edge(&fixture, "sam", "bob"));
	assert_laid_out(&fixture);
	vouch_arena_release(&fixture.arena);
}

static void each_stands_right_of_who_gives(void **state)
{
	struct fixture fixture = start();
	struct vouch_user *boss;

	(void)state;
	user(&fixture, "alice", true, true);
	boss = user(&fixture, "boss", true, true);
	boss->fields[VOUCH_FIELD_ADMIN] =
		(struct vouch_value){.kind = VOUCH_VALUE_ADMIN, .as.admin = {.wanted = true}};
	draw(&fixture);
	assert_string_equal(edge(&fixture, "the first token", "boss")->label, "1 create_user");
	assert_string_equal(edge(&fixture, "boss", "alice")->label, "2 create_user");
	assert_true(node(&fixture, "the first token")->column < node(&fixture, "boss")->column);
	assert_true(node(&fixture, "boss")->column < node(&fixture, "alice")->column);
	assert_laid_out(&fixture);
	vouch_arena_release(&fixture.arena);
}

static void an_administrator_for_a_time_is_marked(void **state)
{
	struct fixture fixture = start();

	(void)state;
	account(&fixture, "sam", false, VOUCH_TOKEN_LIVE);
	account(&fixture, "bob", false, VOUCH_TOKEN_NONE);
	user(&fixture, "sam", true, false);
	user(&fixture, "bob", true, true);
	draw(&fixture);
	assert_true(node(&fixture, "sam")->temporary);
	assert_true(says(node(&fixture, "sam"), "administrator in steps 1 to 3"));
	assert_false(node(&fixture, "bob")->temporary);
	assert_int_equal(edge(&fixture, "sam", "bob")->kind, VOUCH_EDGE_GIVES);
	vouch_arena_release(&fixture.arena);
}

static void a_login_would_bring_it(void **state)
{
	struct fixture fixture = start();

	(void)state;
	fixture.observed.machine.os = "15.1";
	fixture.observed.machine.mdm = VOUCH_MDM_AUTOMATED;
	fixture.observed.machine.bootstrap_token = VOUCH_BOOTSTRAP_ESCROWED;
	fixture.observed.machine.recovery_key = VOUCH_YES;
	account(&fixture, "bob", false, VOUCH_TOKEN_NONE);
	user(&fixture, "bob", false, true);
	draw(&fixture);
	assert_int_equal(edge(&fixture, "bootstrap token", "bob")->kind, VOUCH_EDGE_WAITS);
	assert_int_equal(node(&fixture, "recovery key")->kind, VOUCH_NODE_SOURCE);
	assert_null(node(&fixture, "the first token"));
	vouch_arena_release(&fixture.arena);
}

/* HFS+: no tokens, but a list of those who unlock the disk. */
static void on_hfs_the_list_is_drawn(void **state)
{
	struct fixture fixture = start();
	struct vouch_buf out = {0};

	(void)state;
	fixture.observed.machine.os = "10.13.6";
	fixture.observed.machine.filesystem = VOUCH_FILESYSTEM_HFS;
	account(&fixture, "setup", true, VOUCH_TOKEN_NONE)->filevault = VOUCH_YES;
	account(&fixture, "kim", false, VOUCH_TOKEN_NONE)->filevault = VOUCH_UNKNOWN;
	account(&fixture, "bob", false, VOUCH_TOKEN_NONE);
	user(&fixture, "bob", true, false)->fields[VOUCH_FIELD_FILEVAULT] =
		(struct vouch_value){.kind = VOUCH_VALUE_FLAG, .as.flag = true};
	draw(&fixture);
	assert_true(says(node(&fixture, "setup"), "unlocks the disk"));
	assert_int_equal(node(&fixture, "kim")->kind, VOUCH_NODE_UNKNOWN);
	assert_int_equal(node(&fixture, "bob")->kind, VOUCH_NODE_WAITS);
	vouch_graph_write(&fixture.graph, VOUCH_GRAPH_SVG, &out);
	assert_text_contains(vouch_buf_get(&out), ">is to unlock the disk, and waits<");
	assert_null(strstr(vouch_buf_get(&out), "token"));
	vouch_buf_release(&out);
	vouch_arena_release(&fixture.arena);
}

/* A thousand accounts, a third of them each: get one, wait, hold and cannot vouch. */
static void a_crowd_is_counted(void **state)
{
	struct fixture fixture = start();
	size_t i;

	(void)state;
	account(&fixture, "aa", true, VOUCH_TOKEN_LIVE);
	user(&fixture, "aa", true, false);
	for (i = 0; i < 999; i++) {
		const char *name = vouch_arena_printf(&fixture.arena, "u%03zu", i);

		account(&fixture, name, false, i % 3 == 2 ? VOUCH_TOKEN_LIVE : VOUCH_TOKEN_NONE);
		if (i % 3 != 2)
			user(&fixture, name, i % 3 == 0, true);
	}
	draw(&fixture);
	assert_true(fixture.graph.nodes.count < 30);
	assert_true(fixture.graph.edges.count < 40);
	assert_non_null(node(&fixture, "and 329 more"));
	assert_int_equal(edge(&fixture, "aa", "u000")->kind, VOUCH_EDGE_GIVES);
	assert_laid_out(&fixture);
	vouch_arena_release(&fixture.arena);
}

/* --- escaping ------------------------------------------------------------------------------------
 */

static const char hostile[] = "a\"b\\c<d>&e'f#g;h|i`j\n\x1b[k\xe2\x80\xae\xff--%%{l}\\N\\l[m](n)";

static void assert_escaped(
	void (*escape)(struct vouch_buf *, const char *), const char *text, const char *expected)
{
	struct vouch_buf out = {0};

	escape(&out, text);
	assert_string_equal(vouch_buf_get(&out), expected);
	vouch_buf_release(&out);
}

static void text_is_harmless_in_every_format(void **state)
{
	(void)state;
	assert_escaped(vouch_escape_xml, "a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;");
	assert_escaped(vouch_escape_xml, "x\x01\n\xff", "x\\x01\\x0a\\xff");
	assert_escaped(vouch_escape_xml,
		"\xef\xbf\xbe\xef\xbf\xbf"
		"e\xcc\x81",
		"??e\xcc\x81");
	assert_escaped(vouch_escape_dot, "a\"b\\N\n&lt;", "a\\\"b\\\\\\\\N\\\\x0a&amp;lt;");
	assert_escaped(vouch_escape_mermaid, "a\"b<c>#d;`e`|end\\",
		"a#34;b#60;c#62;#35;d#59;#96;e#96;#124;end#92;#92;");
	assert_escaped(vouch_escape_mermaid, "Zo\xc3\xab 1.2,_-+:", "Zo\xc3\xab 1.2,_-+:");
}

static size_t count_of(const char *text, const char *what)
{
	size_t found = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		found++;
	return found;
}

/* Quotes that no backslash escapes. */
static size_t open_quotes(const char *text)
{
	size_t found = 0;

	for (; *text != '\0'; text++) {
		if (*text == '\\' && text[1] != '\0')
			text++;
		else
			found += *text == '"';
	}
	return found;
}

/* With a hostile name and host, the documents have the same bones as with plain ones. */
static void no_name_changes_the_bones(void **state)
{
	static const char *const bones[VOUCH_GRAPH_FORMAT_COUNT][6] = {
		{" -> ", "label=\"", "];\n", "fillcolor", NULL},
		{"==>", "subgraph", ":::", "<br/>", "\"", NULL},
		{"<", ">", "\"", "</text>\n", "<path d=", NULL},
	};
	struct vouch_buf out[2] = {{0}, {0}};
	int format, i, j;

	(void)state;
	for (format = 0; format < VOUCH_GRAPH_FORMAT_COUNT; format++) {
		for (i = 0; i < 2; i++) {
			struct fixture fixture = start();

			fixture.observed.machine.hostname = i == 0 ? "plain" : hostile;
			account(&fixture, i == 0 ? "zed" : hostile, true, VOUCH_TOKEN_LIVE);
			account(&fixture, "{end}", true, VOUCH_TOKEN_LIVE);
			user(&fixture, i == 0 ? "zed" : hostile, true, false);
			user(&fixture, "bob", true, true);
			draw(&fixture);
			vouch_buf_clear(&out[i]);
			vouch_graph_write(&fixture.graph, (enum vouch_graph_format)format, &out[i]);
			vouch_arena_release(&fixture.arena);
		}
		for (j = 0; bones[format][j] != NULL; j++) {
			assert_true(count_of(vouch_buf_get(&out[0]), bones[format][j]) > 0);
			assert_int_equal(count_of(vouch_buf_get(&out[0]), bones[format][j]),
				count_of(vouch_buf_get(&out[1]), bones[format][j]));
		}
		assert_int_equal(
			open_quotes(vouch_buf_get(&out[0])), open_quotes(vouch_buf_get(&out[1])));
		assert_null(strchr(vouch_buf_get(&out[1]), '\x1b'));
		assert_null(strchr(vouch_buf_get(&out[1]), '\xff'));
	}
	vouch_buf_release(&out[0]);
	vouch_buf_release(&out[1]);
}

static void a_long_name_is_cut_visibly(void **state)
{
	struct fixture fixture = start();
	char name[245];

	(void)state;
	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	account(&fixture, name, true, VOUCH_TOKEN_LIVE);
	draw(&fixture);
	assert_int_equal(fixture.graph.nodes.count, 1);
	assert_true(strlen(fixture.graph.nodes.items[0].lines[0]) < 60);
	assert_text_contains(fixture.graph.nodes.items[0].lines[0], "x…");
	assert_laid_out(&fixture);
	vouch_arena_release(&fixture.arena);
}

static void an_empty_mac_has_a_picture(void **state)
{
	struct fixture fixture = start();
	struct vouch_buf out = {0};
	int format;

	(void)state;
	draw(&fixture);
	for (format = 0; format < VOUCH_GRAPH_FORMAT_COUNT; format++)
		vouch_graph_write(&fixture.graph, (enum vouch_graph_format)format, &out);
	assert_text_contains(vouch_buf_get(&out), "</svg>");
	vouch_buf_release(&out);
	vouch_arena_release(&fixture.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_of_account_has_its_look),
		cmocka_unit_test(each_stands_right_of_who_gives),
		cmocka_unit_test(an_administrator_for_a_time_is_marked),
		cmocka_unit_test(a_login_would_bring_it),
		cmocka_unit_test(on_hfs_the_list_is_drawn),
		cmocka_unit_test(a_crowd_is_counted),
		cmocka_unit_test(text_is_harmless_in_every_format),
		cmocka_unit_test(no_name_changes_the_bones),
		cmocka_unit_test(a_long_name_is_cut_visibly),
		cmocka_unit_test(an_empty_mac_has_a_picture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
