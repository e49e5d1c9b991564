/* match.h – "when" and "groups": which Macs something is meant for, by their facts.
 *
 * Keys are ANDed, the values of a key ORed; text compares as a glob without case, the version part
 * by part. A fact that is asked for and not known makes the answer unknown, whatever the other keys
 * say: a layer is never skipped by accident.
 */
#ifndef VOUCH_LOAD_MATCH_H
#define VOUCH_LOAD_MATCH_H

#include "loading.h"
#include "vouch/base/err.h"
#include "vouch/model/machine.h"

enum fact {
	FACT_OS,
	FACT_SERIAL,
	FACT_HOSTNAME,
	FACT_MODEL,
	FACT_CHIP,
	FACT_FILESYSTEM,
	FACT_MDM,
	FACT_GROUP,
	FACT_COUNT
};

struct condition {
	enum fact fact;
	struct vouch_pos pos;
	struct {
		const char **items;
		size_t count, room;
	} values;
};

struct conditions {
	struct condition *items;
	size_t count, room;
};

struct group {
	const char *name;
	struct vouch_pos pos;
	struct conditions when;
};

struct groups {
	struct group *items;
	size_t count, room;
};

/* groups: those that "group" may name; NULL where "group" itself has no place. */
void match_read(const struct loading *loading, const struct tree_node *node,
	const struct groups *groups, struct conditions *out);

/* Unknown: *asked is the condition whose fact is not known. */
enum vouch_tri match_decide(const struct conditions *when, const struct groups *groups,
	const struct vouch_machine *machine, const struct condition **asked);

/* The text of a fact; NULL where it is unknown, and for FACT_GROUP. */
const char *fact_text(enum fact fact, const struct vouch_machine *machine);
const char *fact_name(enum fact fact);
/* False where no fact has that name. */
bool fact_find(const char *name, size_t length, enum fact *out);

/* ">=14", "<15 >=13.2", "14" (14 and all that begins with it). */
bool version_is_pattern(const char *pattern);
bool version_matches(const char *pattern, const char *version);

#endif
