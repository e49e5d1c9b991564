/* fake_mac.h – a folder that looks like a Mac to the probe: its tools print fixed files.
 *
 * It has no behaviour (that is what the simulated Mac is for); it can fail in every way.
 */
#ifndef VOUCH_TEST_FAKE_MAC_H
#define VOUCH_TEST_FAKE_MAC_H

#include "vouch/base/arena.h"

struct fake_mac {
	struct vouch_arena *arena;
	const char *root;
};

/* A Mac on which every tool answers well, out of tests/transcripts. */
struct fake_mac fake_mac_new(struct vouch_arena *arena);
void fake_mac_remove(const struct fake_mac *mac);
/* Before all rules of the tool ("/usr/bin/dscl"): faketool.c tells what a rule is. out and err are
 * files of tests/transcripts, absolute paths, or "-". */
void fake_mac_rule(const struct fake_mac *mac, const char *tool, const char *word, const char *mode,
	int number, const char *out, const char *err);
/* Writes text into a file of the Mac and returns its absolute path. */
const char *fake_mac_file(const struct fake_mac *mac, const char *name, const char *text);
/* What the tool was started with so far, one line a start; "" where it never was. */
const char *fake_mac_log(const struct fake_mac *mac, const char *tool);

#endif
