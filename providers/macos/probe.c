/* probe.c – makes and frees the probe of one root. */
#include <stdlib.h>

#include "probe_self.h"
#include "root.h"
#include "vouch/macos/probe.h"

struct vouch_macos_reading vouch_macos_probe_begin(
	struct vouch_macos_probe *probe, struct vouch_arena *arena)
{
	struct vouch_macos_reading reading = {
		.arena = arena,
		.root = probe->root,
		.notes_arena = &probe->notes_arena,
		.notes = &probe->notes,
	};

	vouch_arena_reset(&probe->notes_arena);
	probe->notes = (struct vouch_probe_notes){0};
	reading.version = vouch_macos_root_version(arena, probe->root, &reading.no_version);
	reading.can = vouch_macos_capability_of(reading.version);
	return reading;
}

static int64_t now(void *self)
{
	const struct vouch_macos_probe *probe = self;

	return vouch_macos_root_now(probe->root);
}

static const struct vouch_probe_notes *notes(void *self)
{
	const struct vouch_macos_probe *probe = self;

	return &probe->notes;
}

static const struct vouch_probe_ops operations = {
	.observe = vouch_macos_observe,
	.look = vouch_macos_look,
	.token_status = vouch_macos_token_status,
	.look_machine = vouch_macos_look_machine,
	.now = now,
	.notes = notes,
};

int vouch_macos_probe_new(const char *root, struct vouch_probe *out, struct vouch_err *err)
{
	struct vouch_macos_probe *probe;
	int r = vouch_macos_root_check(root, err);

	if (r < 0)
		return r;
	probe = calloc(1, sizeof *probe);
	if (!probe)
		return vouch_err_set(err, VOUCH_E_SYSTEM, "no memory for a probe");
	vouch_arena_init(&probe->arena);
	vouch_arena_init(&probe->notes_arena);
	r = vouch_macos_root_resolve(&probe->arena, root, &probe->root, err);
	if (r < 0) {
		vouch_arena_release(&probe->arena);
		free(probe);
		return r;
	}
	*out = (struct vouch_probe){&operations, probe};
	return 0;
}

void vouch_macos_probe_free(struct vouch_probe *probe)
{
	struct vouch_macos_probe *self = probe->self;

	if (self) {
		vouch_arena_release(&self->notes_arena);
		vouch_arena_release(&self->arena);
		free(self);
	}
	*probe = (struct vouch_probe){NULL, NULL};
}
