/* stream.c – writing the files of a commit for vouch to read. */
#include "stream.h"

static void write_entry(FILE *out, const struct vouch_git_entry *entry)
{
	switch (entry->kind) {
	case VOUCH_GIT_KIND_FILE:
		(void)fprintf(out, "file %zu %s\n", entry->bytes.length, entry->path);
		(void)fwrite(entry->bytes.data, 1, entry->bytes.length, out);
		(void)fputc('\n', out);
		return;
	case VOUCH_GIT_KIND_LINK: (void)fprintf(out, "link %s\n", entry->path); return;
	case VOUCH_GIT_KIND_SUBMODULE: (void)fprintf(out, "submodule %s\n", entry->path); return;
	}
}

int vouch_git_stream_write(FILE *out, const struct vouch_git_files *files)
{
	size_t i;

	/* Single results are ignored: the stream remembers a failure until the end. */
	(void)fprintf(out, "vouch.files/1 %s\n", files->commit);
	for (i = 0; i < files->count; i++)
		write_entry(out, &files->items[i]);
	(void)fprintf(out, "end %zu\n", files->count);
	return fflush(out) != 0 || ferror(out) != 0 ? -1 : 0;
}
