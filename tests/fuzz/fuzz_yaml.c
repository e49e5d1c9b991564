/* fuzz_yaml.c – any bytes as a layer, and as vouch.yaml: an answer, and the same one twice. */
#include "fuzz.h"

#include <string.h>

#include "vouch/load/desired.h"

static const char manifest[] = "vouch: 1\nlayers: [{use: base.yaml}]\n";
static const char base[] = "users: {alice: {}, steward: {admin: true}}\n";

/* What is said of a file is one harmless line. */
static void check_texts(struct vouch_arena *arena, const struct vouch_problems *problems)
{
	size_t i, errors = 0;

	for (i = 0; i < problems->count; i++) {
		const char *text = vouch_problem_text(arena, &problems->items[i]);

		errors += problems->items[i].warning ? 0 : 1;
		for (; *text != '\0'; text++)
			FUZZ_PROMISE((unsigned char)*text >= 0x20 && *text != 0x7f);
	}
	FUZZ_PROMISE(errors == problems->errors);
}

static int validate(struct vouch_arena *arena, const struct vouch_source *source)
{
	struct vouch_problems problems = {0};
	struct vouch_err err;
	int result = vouch_desired_validate(arena, source, &problems, &err);

	FUZZ_PROMISE((result == 0) == (problems.errors == 0));
	check_texts(arena, &problems);
	return result;
}

static int load(struct vouch_arena *arena, const struct vouch_source *source)
{
	static const struct vouch_machine machine = {.serial = "C02TEST00001",
		.hostname = "eng-001",
		.model = "Mac14,2",
		.os = "14.5",
		.chip = VOUCH_CHIP_APPLE,
		.filesystem = VOUCH_FILESYSTEM_APFS,
		.mdm = VOUCH_MDM_NONE};
	struct vouch_problems problems = {0};
	struct vouch_desired desired;
	struct vouch_err err;
	char digest[VOUCH_DIGEST_HEX];
	int result = vouch_desired_load(arena, source, &machine, &desired, &problems, &err);

	check_texts(arena, &problems);
	if (result == 0)
		vouch_desired_digest(&desired, digest);
	FUZZ_PROMISE((result == -VOUCH_E_CONFIG) == (problems.errors > 0));
	return result;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vouch_arena arena = {0};
	struct vouch_bytes input = {vouch_arena_text_n(&arena, (const char *)data, size), size};
	struct vouch_source_file as_layer[] = {
		{"base.yaml", VOUCH_SOURCE_FILE, input},
		{"vouch.yaml", VOUCH_SOURCE_FILE, {manifest, sizeof manifest - 1}},
	};
	struct vouch_source_file as_manifest[] = {
		{"base.yaml", VOUCH_SOURCE_FILE, {base, sizeof base - 1}},
		{"vouch.yaml", VOUCH_SOURCE_FILE, input},
	};
	struct vouch_source layer = {.name = "fuzz", .files = as_layer, .count = 2, .room = 2};
	struct vouch_source root = {.name = "fuzz", .files = as_manifest, .count = 2, .room = 2};

	/* A layer for every Mac: what CI accepts, a Mac accepts, and the other way round. */
	FUZZ_PROMISE((validate(&arena, &layer) == 0) == (load(&arena, &layer) == 0));
	/* vouch.yaml may leave layers to other Macs, but never more than CI has seen. */
	if (validate(&arena, &root) == 0)
		(void)load(&arena, &root); /* a path may miss for this Mac: any answer is one */
	vouch_arena_release(&arena);
	return 0;
}
