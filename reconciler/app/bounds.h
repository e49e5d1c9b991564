/* bounds.h – what a repository names on this Mac, held against the list of this Mac. */
#ifndef VOUCH_APP_BOUNDS_H
#define VOUCH_APP_BOUNDS_H

#include "vouch/app/site.h"
#include "vouch/base/arena.h"
#include "vouch/base/err.h"
#include "vouch/load/problem.h"
#include "vouch/model/desired.h"

/* A picture, or a folder to escrow to, outside the list is a problem with its place and cure, and
 * VOUCH_E_CONFIG: macOS reads the file with more right than whoever wrote the repository may have.
 * By name only, nothing is opened. Passwords are bounded where they are fetched
 * (vouch/secrets/allowed.h), and wait. */
int vouch_bounds_check(struct vouch_arena *arena, const struct vouch_site *site,
	const struct vouch_desired *desired, struct vouch_problems *problems,
	struct vouch_err *err);

#endif
