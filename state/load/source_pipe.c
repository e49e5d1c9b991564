/* source_pipe.c – the files of one commit as vouch-git writes them: complete, or an error. */
#include "source_entry.h"

#include <string.h>

#include "vouch/base/text.h"

/* What is left of the stream. */
struct stream {
	const char *at, *end;
};

static int broken(struct vouch_err *err, const char *what)
{
	return vouch_err_set(
		err, VOUCH_E_SOURCE, "vouch-git's answer is not whole (%s): sync again", what);
}

/* The next line without its end, in the arena. NULL where there is none. */
static char *next_line(struct vouch_arena *arena, struct stream *stream)
{
	size_t left = (size_t)(stream->end - stream->at);
	const char *newline = left == 0 ? NULL : memchr(stream->at, '\n', left);
	char *line;

	if (newline == NULL || memchr(stream->at, '\0', (size_t)(newline - stream->at)) != NULL)
		return NULL;
	line = vouch_arena_text_n(arena, stream->at, (size_t)(newline - stream->at));
	stream->at = newline + 1;
	return line;
}

/* A commit: 40 hex digits, or 64 where the repository uses SHA-256. */
static bool is_commit(const char *text)
{
	size_t length = strlen(text);

	return (length == 40 || length == 64) && strspn(text, "0123456789abcdef") == length;
}

/* "LENGTH PATH", then that many bytes and a newline. */
static int read_content(struct vouch_arena *arena, struct stream *stream, char *line,
	struct vouch_source_file *file, struct vouch_err *err)
{
	char *blank = strchr(line, ' ');
	int64_t length;

	if (blank == NULL)
		return broken(err, "a file without a path");
	*blank = '\0';
	if (!vouch_text_number(line, &length) || length < 0 || length > VOUCH_SOURCE_FILE_MAX)
		return broken(err, "a file of an odd length");
	if (stream->end - stream->at <= length || stream->at[length] != '\n')
		return broken(err, "a file is cut");
	file->path = blank + 1;
	file->kind = VOUCH_SOURCE_FILE;
	file->bytes.data = vouch_arena_text_n(arena, stream->at, (size_t)length);
	file->bytes.length = (size_t)length;
	stream->at += length + 1;
	return 0;
}

static int read_entry(struct vouch_arena *arena, struct stream *stream, char *line,
	struct vouch_source_file *file, struct vouch_err *err)
{
	if (vouch_text_starts(line, "file "))
		return read_content(arena, stream, line + strlen("file "), file, err);
	if (vouch_text_starts(line, "link ")) {
		file->kind = VOUCH_SOURCE_LINK;
		file->path = line + strlen("link ");
		return 0;
	}
	if (vouch_text_starts(line, "submodule ")) {
		file->kind = VOUCH_SOURCE_SUBMODULE;
		file->path = line + strlen("submodule ");
		return 0;
	}
	return broken(err, "an entry of an unknown kind");
}

/* Behind the last entry: its number, and nothing more. */
static int check_end(
	const struct stream *stream, const char *count, size_t entries, struct vouch_err *err)
{
	int64_t number;

	if (!vouch_text_number(count, &number) || number < 0 || (uint64_t)number != entries)
		return broken(err, "entries are missing");
	if (stream->at != stream->end)
		return broken(err, "something follows its end");
	return 0;
}

static int read_entries(struct vouch_arena *arena, struct stream *stream,
	struct vouch_source *source, struct vouch_err *err)
{
	size_t total = 0;

	for (;;) {
		struct vouch_source_file file = {0};
		char *line = next_line(arena, stream);

		if (line == NULL)
			return broken(err, "it stops early");
		if (vouch_text_starts(line, "end "))
			return check_end(stream, line + strlen("end "), source->count, err);
		if (read_entry(arena, stream, line, &file, err) < 0 ||
			source_add(arena, source, file, &total, err) < 0)
			return -(int)VOUCH_E_SOURCE;
	}
}

int vouch_source_read_pipe(struct vouch_arena *arena, const char *name,
	const struct vouch_bytes *bytes, struct vouch_source *out, struct vouch_err *err)
{
	static const char head[] = "vouch.files/1 ";
	struct vouch_source source = {.name = vouch_arena_text(arena, name)};
	struct stream stream = {bytes->data, bytes->data + bytes->length};
	const char *line = next_line(arena, &stream);

	if (line == NULL || !vouch_text_starts(line, head) || !is_commit(line + strlen(head)))
		return vouch_err_set(err, VOUCH_E_SOURCE,
			"%s: vouch-git's answer does not begin as it should: are both of the same "
			"version?",
			name);
	source.revision = line + strlen(head);
	if (read_entries(arena, &stream, &source, err) < 0 || source_finish(&source, err) < 0)
		return vouch_err_wrap(err, "%s", name);
	*out = source;
	return 0;
}
