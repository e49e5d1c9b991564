/* problem.c – the list of mistakes: adding, ordering, showing. */
#include "vouch/load/problem.h"

#include <stdlib.h>
#include <string.h>

#include "vouch/base/buf.h"
#include "vouch/base/text.h"

static void add(
	struct vouch_arena *arena, struct vouch_problems *problems, struct vouch_problem problem)
{
	*VOUCH_PUSH(arena, problems) = problem;
	if (!problem.warning)
		problems->errors++;
}

void vouch_problem_add(struct vouch_arena *arena, struct vouch_problems *problems,
	struct vouch_pos pos, const char *cure, const char *format, ...)
{
	struct vouch_problem problem = {.pos = pos, .cure = cure};
	va_list arguments;

	va_start(arguments, format);
	problem.what = vouch_arena_vprintf(arena, format, arguments);
	va_end(arguments);
	add(arena, problems, problem);
}

void vouch_problem_warn(struct vouch_arena *arena, struct vouch_problems *problems,
	struct vouch_pos pos, const char *cure, const char *format, ...)
{
	struct vouch_problem problem = {.pos = pos, .warning = true, .cure = cure};
	va_list arguments;

	va_start(arguments, format);
	problem.what = vouch_arena_vprintf(arena, format, arguments);
	va_end(arguments);
	add(arena, problems, problem);
}

void vouch_problems_append(struct vouch_arena *arena, struct vouch_problems *problems,
	const struct vouch_problems *more)
{
	size_t i;

	for (i = 0; i < more->count; i++)
		add(arena, problems, more->items[i]);
}

static int compare_text(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

static int by_place(const void *left, const void *right)
{
	const struct vouch_problem *a = left, *b = right;
	int order = compare_text(a->pos.file, b->pos.file);

	if (order != 0)
		return order;
	if (a->pos.line != b->pos.line)
		return a->pos.line < b->pos.line ? -1 : 1;
	if (a->pos.column != b->pos.column)
		return a->pos.column < b->pos.column ? -1 : 1;
	order = compare_text(a->what, b->what);
	return order != 0 ? order : compare_text(a->cure, b->cure);
}

void vouch_problems_sort(struct vouch_problems *problems)
{
	size_t i, kept = 0;

	if (problems->count < 2)
		return;
	qsort(problems->items, problems->count, sizeof *problems->items, by_place);
	for (i = 1; i < problems->count; i++) {
		if (by_place(&problems->items[kept], &problems->items[i]) != 0)
			problems->items[++kept] = problems->items[i];
		else if (!problems->items[i].warning)
			problems->errors--;
	}
	problems->count = kept + 1;
}

/* Text from the repository may be a megabyte long; what is shown of it ends visibly. */
static void show(struct vouch_buf *buf, const char *text)
{
	enum { SHOWN_MAX = 600 };
	size_t length = strlen(text);

	if (length <= SHOWN_MAX) {
		vouch_text_escape(buf, text, length);
		return;
	}
	length = SHOWN_MAX;
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--; /* never within a character */
	vouch_text_escape(buf, text, length);
	vouch_buf_text(buf, "\xe2\x80\xa6");
}

const char *vouch_problem_text(struct vouch_arena *arena, const struct vouch_problem *problem)
{
	struct vouch_buf buf = {0};
	const char *text;

	if (problem->pos.file != NULL) {
		show(&buf, problem->pos.file);
		if (problem->pos.line > 0)
			vouch_buf_printf(&buf, ":%d", problem->pos.line);
		if (problem->pos.line > 0 && problem->pos.column > 0)
			vouch_buf_printf(&buf, ":%d", problem->pos.column);
		vouch_buf_text(&buf, ": ");
	}
	if (problem->warning)
		vouch_buf_text(&buf, "warning: ");
	show(&buf, problem->what);
	if (problem->cure != NULL) {
		vouch_buf_text(&buf, ": ");
		show(&buf, problem->cure);
	}
	text = vouch_arena_text(arena, vouch_buf_get(&buf));
	vouch_buf_release(&buf);
	return text;
}
