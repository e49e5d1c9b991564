/* fuzz_snapshot.c – any bytes as a snapshot: refused, or written and read again to the same. */
#include "fuzz.h"

#include <string.h>

#include "vouch/load/snapshot.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vouch_arena arena = {0};
	struct vouch_snapshot first, second;
	struct vouch_buf once = {0}, twice = {0};
	struct vouch_err err;
	char before[VOUCH_DIGEST_HEX], after[VOUCH_DIGEST_HEX];

	if (vouch_snapshot_read(&arena, "fuzz", (const char *)data, size, &first, &err) == 0) {
		vouch_snapshot_write(&first, &once);
		FUZZ_PROMISE(vouch_snapshot_read(
				     &arena, "again", once.bytes, once.length, &second, &err) == 0);
		vouch_snapshot_write(&second, &twice);
		FUZZ_PROMISE(strcmp(once.bytes, twice.bytes) == 0);
		vouch_snapshot_digest(&first, before);
		vouch_snapshot_digest(&second, after);
		FUZZ_PROMISE(strcmp(before, after) == 0);
	} else {
		FUZZ_PROMISE(err.code == VOUCH_E_OBSERVE && err.msg[0] != '\0');
	}
	vouch_buf_release(&once);
	vouch_buf_release(&twice);
	vouch_arena_release(&arena);
	return 0;
}
