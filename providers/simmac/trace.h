/* trace.h – every call of a tool, recorded for tests that count: ROOT/private/var/db/simmac/trace.
 *
 * One line each, fields separated by tabs, appended in one write:
 *
 *	start  PID  MILLISECONDS  CALLER  TOOL  ARGUMENT…
 *	end    PID  MILLISECONDS  CALLER  TOOL  STATUS
 *	fault  PID  MILLISECONDS  CALLER  TOOL  KIND
 *	input  PID  MILLISECONDS  CALLER  TOOL  BYTES  DIGEST
 *	effect PID  MILLISECONDS  CALLER  TOOL  WHAT…
 *
 * input and effect stand before the end of a call that read something, or changed something. The
 * digest has a key of this Mac alone. WHAT is "wrote users/alice", "removed users/bob", "wrote
 *volume". A start without an end is a call that was killed. Passwords among the arguments are
 *recorded as
 * "<secret>"; control characters are escaped.
 */
#ifndef SIMMAC_TRACE_H
#define SIMMAC_TRACE_H

#include "mac.h"

/* Best effort: a Mac whose trace cannot be written still answers. */
void simmac_trace_start(struct simmac_mac *mac, const char *tool, int argc, char **argv);
/* A fault strikes this call (fault.h). */
void simmac_trace_fault(struct simmac_mac *mac, const char *tool, const char *kind);
/* What it has read and changed. */
void simmac_trace_done(struct simmac_mac *mac, const char *tool);
void simmac_trace_end(struct simmac_mac *mac, const char *tool, int status);

#endif
