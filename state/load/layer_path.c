/* layer_path.c – what "use" may name, and what it names for one Mac or for any. */
#include "layer_path.h"

#include <string.h>

#include "suggest.h"
#include "value.h"
#include "vouch/base/buf.h"
#include "vouch/base/text.h"

static const char expansion[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";

static bool problem(const struct loading *loading, const struct tree_node *node, const char *what,
	const char *cure)
{
	vouch_problem_add(loading->arena, loading->problems, node->pos, cure, "the path \"%s\" %s",
		node->text, what);
	return false;
}

/* Empty, "." and ".." parts. */
static bool has_odd_part(const char *path)
{
	for (;;) {
		size_t length = strcspn(path, "/");

		if (length == 0 || (length <= 2 && strspn(path, ".") >= length))
			return true;
		path += length;
		if (*path == '\0')
			return false;
		path++;
	}
}

static bool check_braces(const struct loading *loading, const struct tree_node *node)
{
	const char *at = node->text;
	enum fact fact;

	while ((at = strpbrk(at, "{}")) != NULL) {
		size_t length = *at == '{' ? strcspn(at + 1, "}") : 0;

		if (*at == '}' || at[1 + length] != '}')
			return problem(loading, node, "has a brace alone",
				"write {serial} or the like, or take the brace away");
		if (!fact_find(at + 1, length, &fact) || fact == FACT_GROUP)
			return problem(loading, node, "has something in braces that is no fact",
				"it may be {os}, {serial}, {hostname}, {model}, {chip}, "
				"{filesystem} or {mdm}");
		at += length + 2;
	}
	return true;
}

bool layer_path_check(const struct loading *loading, const struct tree_node *node)
{
	const char *text;

	if (!value_text(loading, node, "the path of a layer", &text))
		return false;
	if (text[0] == '/')
		return problem(loading, node, "is absolute",
			"write it from the root of the repository, without / at its start");
	if (has_odd_part(text))
		return problem(loading, node, "has a part that is empty, . or ..",
			"write it from the root of the repository");
	if (!vouch_text_ends(text, ".yaml") && !vouch_text_ends(text, ".yml"))
		return problem(loading, node, "is no YAML file", "name a file that ends in .yaml");
	if (strcmp(text, "vouch.yaml") == 0)
		return problem(loading, node, "is the root file, not a layer",
			"move users to a file of their own, for example base.yaml");
	return check_braces(loading, node);
}

bool layer_path_has_fact(const char *pattern)
{
	return strchr(pattern, '{') != NULL;
}

const char *layer_path_expand(struct vouch_arena *arena, const char *pattern,
	const struct vouch_machine *machine, enum fact *asked, const char **text)
{
	struct vouch_buf buf = {0};
	const char *path = NULL;
	enum fact fact = FACT_OS;

	while (*pattern != '\0') {
		size_t plain = strcspn(pattern, "{"), name;

		vouch_buf_add(&buf, pattern, plain);
		pattern += plain;
		if (*pattern == '\0')
			break;
		name = strcspn(pattern + 1, "}");
		(void)fact_find(pattern + 1, name, &fact); /* checked when it was read */
		*asked = fact;
		*text = fact_text(fact, machine);
		if (*text == NULL || (*text)[strspn(*text, expansion)] != '\0')
			goto out;
		vouch_buf_text(&buf, *text);
		pattern += name + 2;
	}
	/* A fact that is ".." is made of allowed characters, and still no file name. */
	if (!has_odd_part(vouch_buf_get(&buf)))
		path = vouch_arena_text(arena, vouch_buf_get(&buf));
out:
	vouch_buf_release(&buf);
	return path;
}

bool layer_path_matches(const char *pattern, const char *path)
{
	const char *behind = NULL;  /* the pattern after the last {fact} … */
	const char *run_end = NULL; /* … and the path after what it stands for */

	/* As with globs, the last {fact} takes one character more each time the rest does not fit.
	 * The first fit is as good as any: what a longer one would take, the next can take. */
	for (;;) {
		if (*pattern == '{' && *path != '\0' && strchr(expansion, *path) != NULL) {
			behind = pattern = strchr(pattern, '}') + 1;
			run_end = ++path;
		} else if (*pattern != '{' && *pattern == *path) {
			if (*pattern == '\0')
				return true;
			pattern++;
			path++;
		} else if (run_end != NULL && *run_end != '\0' &&
			   strchr(expansion, *run_end) != NULL) {
			pattern = behind;
			path = ++run_end;
		} else {
			return false;
		}
	}
}

const struct vouch_source_file *layer_path_blocked(
	struct vouch_arena *arena, const struct vouch_source *source, const char *path)
{
	char *part = vouch_arena_text(arena, path);
	char *at = part;

	for (;;) {
		const struct vouch_source_file *entry;
		char *slash = strchr(at, '/');

		if (slash != NULL)
			*slash = '\0';
		entry = vouch_source_find(source, part);
		if (entry != NULL && entry->kind != VOUCH_SOURCE_FILE)
			return entry;
		if (slash == NULL)
			return NULL;
		*slash = '/';
		at = slash + 1;
	}
}

void layer_path_refuse(const struct loading *loading, struct vouch_pos pos, const char *path,
	const struct vouch_source_file *entry)
{
	const char *kind = entry->kind == VOUCH_SOURCE_LINK ? "a symbolic link" : "a submodule";

	if (strcmp(entry->path, path) == 0)
		vouch_problem_add(loading->arena, loading->problems, pos,
			"put the file itself there", "\"%s\" is %s", path, kind);
	else
		vouch_problem_add(loading->arena, loading->problems, pos,
			"put the folder itself there", "\"%s\" lies below \"%s\", which is %s",
			path, entry->path, kind);
}

void layer_path_missing(const struct loading *loading, struct vouch_pos pos, const char *path,
	const struct vouch_source *source)
{
	struct suggestion near = {.wrong = path};
	size_t i;

	for (i = 0; i < source->count; i++) {
		if (source->files[i].kind == VOUCH_SOURCE_FILE)
			suggest_offer(&near, source->files[i].path);
	}
	vouch_problem_add(loading->arena, loading->problems, pos,
		suggest_cure(loading->arena, &near,
			"write the file, or add optional: true if some Macs have none"),
		"there is no file \"%s\"", path);
}
