/* fuzz_pipe.c – any bytes as vouch-git's answer: whole, or an error; never a smaller repository. */
#include "fuzz.h"

#include <string.h>

#include "vouch/load/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vouch_arena arena = {0};
	struct vouch_bytes stream = {(const char *)data, size};
	struct vouch_source source;
	struct vouch_err err;
	size_t i;

	if (vouch_source_read_pipe(&arena, "fuzz", &stream, &source, &err) == 0) {
		FUZZ_PROMISE(size > 0 && data[size - 1] == '\n' && source.revision != NULL);
		for (i = 0; i < source.count; i++) {
			FUZZ_PROMISE(source.files[i].path[0] != '/');
			FUZZ_PROMISE(vouch_source_find(&source, source.files[i].path) ==
				     &source.files[i]);
		}
		/* The same without its last byte is not whole. */
		stream.length--;
		FUZZ_PROMISE(vouch_source_read_pipe(&arena, "fuzz", &stream, &source, &err) ==
			     -VOUCH_E_SOURCE);
	} else {
		FUZZ_PROMISE(err.code == VOUCH_E_SOURCE && err.msg[0] != '\0');
	}
	vouch_arena_release(&arena);
	return 0;
}
