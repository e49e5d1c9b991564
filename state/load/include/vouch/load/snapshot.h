/* snapshot.h – snapshots as JSON: vouch.snapshot/1, read strictly, written canonically (cJSON).
 *
 * Duplicate keys, bytes after the document, bad UTF-8 and \u0000 are errors: cJSON alone lets them
 * through. So are unknown keys, wrong types, two accounts of one name.
 *
 * What a snapshot leaves out (the design says what it may) is nobody for aliases, logged_in and
 * orphan_crypto_users, set for password, and unknown for the rest. The words of password are "set",
 * "none" and "unknown". secure_token is the verdict; token_sources are kept beside it as they are.
 */
#ifndef VOUCH_LOAD_SNAPSHOT_H
#define VOUCH_LOAD_SNAPSHOT_H

#include <stddef.h>

#include "vouch/base/arena.h"
#include "vouch/base/buf.h"
#include "vouch/base/digest.h"
#include "vouch/base/err.h"
#include "vouch/model/snapshot.h"

enum { VOUCH_SNAPSHOT_MAX = 32 * 1024 * 1024 };

/* name is for messages: the file. VOUCH_E_OBSERVE with what is wrong where. */
int vouch_snapshot_read(struct vouch_arena *arena, const char *name, const char *bytes,
	size_t length, struct vouch_snapshot *out, struct vouch_err *err);
/* One document, keys in the order of the design, every key present, laid out as in
 * vouch/base/json.h, newline at the end.
 */
void vouch_snapshot_write(const struct vouch_snapshot *snapshot, struct vouch_buf *out);
/* The same on one line, as in the file of a fleet. */
void vouch_snapshot_write_line(const struct vouch_snapshot *snapshot, struct vouch_buf *out);
/* SHA-256 over canonical JSON without taken_at, lists sorted. */
void vouch_snapshot_digest(const struct vouch_snapshot *snapshot, char out[VOUCH_DIGEST_HEX]);

#endif
