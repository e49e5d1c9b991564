/* secret.h – a password: in locked memory where the system allows it, wiped on release, not
 *printable.
 *
 * { 0 } is a valid empty secret. Bytes are followed by a NUL for the few calls that need one. A
 * secret is moved, never copied by assignment. There is no function that formats one.
 *
 *	VOUCH_CLEANUP(vouch_secret_release) struct vouch_secret secret = { 0 };
 */
#ifndef VOUCH_BASE_SECRET_H
#define VOUCH_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "vouch/base/err.h"

enum { VOUCH_SECRET_MAX = 4096 };

struct vouch_secret {
	char *bytes;
	size_t length;
	size_t mapped; /* size of the mapping that holds the bytes */
};

void vouch_secret_release(struct vouch_secret *secret);
/* Replaces what is there. VOUCH_E_SYSTEM where no memory can be mapped or length >
 * VOUCH_SECRET_MAX. */
int vouch_secret_set(
	struct vouch_secret *secret, const char *bytes, size_t length, struct vouch_err *err);
/* Appends; for bytes that come in pieces. The caller wipes its own piece. */
int vouch_secret_add(
	struct vouch_secret *secret, const char *bytes, size_t length, struct vouch_err *err);
void vouch_secret_move(struct vouch_secret *to, struct vouch_secret *from);
bool vouch_secret_is_empty(const struct vouch_secret *secret);
/* In constant time for equal lengths. */
bool vouch_secret_equal(const struct vouch_secret *a, const struct vouch_secret *b);
/* Overwrites memory in a way that the compiler keeps. */
void vouch_wipe(void *bytes, size_t length);

#endif
