/* transcript.h – what tools print, out of files: our own fixtures, and captured output if it is
 * there. */
#ifndef VOUCH_TEST_TRANSCRIPT_H
#define VOUCH_TEST_TRANSCRIPT_H

#include "vouch/base/arena.h"
#include "vouch/base/file.h"

/* One of tests/transcripts ("dscl/users-readall.plist"); fails the test where it is missing. */
struct vouch_bytes vouch_test_transcript(struct vouch_arena *arena, const char *path);
/* The same of the captured ones: below the folder in VOUCH_TRANSCRIPTS, else ../shared/transcripts
 * beside the project. False, said loudly, where the folder is not there; a missing file in it fails
 * the test. */
int vouch_test_captured(struct vouch_arena *arena, const char *path, struct vouch_bytes *out);

#endif
