/* probe_self.h – the probe behind vouch/macos/probe.h, and its operations. */
#ifndef VOUCH_MACOS_PROBE_SELF_H
#define VOUCH_MACOS_PROBE_SELF_H

#include "reading.h"

struct vouch_macos_probe {
	struct vouch_arena arena; /* as long as the probe */
	const char *root;
	struct vouch_arena notes_arena; /* as long as the notes of one look */
	struct vouch_probe_notes notes;
};

/* Begins a look: forgets the notes of the one before. */
struct vouch_macos_reading vouch_macos_probe_begin(
	struct vouch_macos_probe *probe, struct vouch_arena *arena);

int vouch_macos_observe(void *self, struct vouch_arena *arena, const struct vouch_names *named,
	struct vouch_snapshot *out, struct vouch_err *err);
int vouch_macos_look(void *self, struct vouch_arena *arena, const char *name,
	struct vouch_account *out, enum vouch_tri *present, struct vouch_err *err);
int vouch_macos_token_status(
	void *self, const char *name, enum vouch_tri *out, struct vouch_err *err);
int vouch_macos_look_machine(
	void *self, struct vouch_arena *arena, struct vouch_machine *out, struct vouch_err *err);

#endif
