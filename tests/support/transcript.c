/* transcript.c – reads fixtures. TRANSCRIPTS and PROJECT are set by the build. */
#include "transcript.h"

#include <stdlib.h>
#include <unistd.h>

#include "vouch_test.h"

enum { TRANSCRIPT_CAP = 16 << 20 };

struct vouch_bytes vouch_test_transcript(struct vouch_arena *arena, const char *path)
{
	struct vouch_bytes bytes = {0};
	struct vouch_err err = {0};
	const char *whole = vouch_arena_printf(arena, "%s/%s", TRANSCRIPTS, path);

	assert_vouch_ok(vouch_file_read(arena, whole, TRANSCRIPT_CAP, &bytes, &err), &err);
	return bytes;
}

int vouch_test_captured(struct vouch_arena *arena, const char *path, struct vouch_bytes *out)
{
	const char *folder = getenv("VOUCH_TRANSCRIPTS");
	struct vouch_err err = {0};

	if (!folder)
		folder = vouch_arena_printf(arena, "%s/../shared/transcripts", PROJECT);
	if (access(folder, R_OK) != 0) {
		print_message("SKIPPED, NOT TESTED: no captured output in %s "
			      "(set VOUCH_TRANSCRIPTS)\n",
			folder);
		return 0;
	}
	assert_vouch_ok(vouch_file_read(arena, vouch_arena_printf(arena, "%s/%s", folder, path),
				TRANSCRIPT_CAP, out, &err),
		&err);
	return 1;
}
