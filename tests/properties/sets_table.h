/* sets_table.h – what may vary in each set of worlds, as bits of the values that a thing takes. */
#ifndef PROPERTIES_SETS_TABLE_H
#define PROPERTIES_SETS_TABLE_H

/* 0: nothing but the first value, which is "no" for what is a yes or no. */
struct sets_ranges {
	const char *name, *summary;
	/* The machine. */
	unsigned families, filevaults;
	unsigned temporary;                              /* forbidden, allowed */
	unsigned min_admins, min_token_admins, removals; /* guards; removals: 0 to 2, and any */
	unsigned empty;                                  /* nobody named: refused, allowed */
	unsigned wants_filevault, wants_escrow;
	/* What is declared of an account. */
	unsigned tokens_wished, filevaults_wished;
	unsigned expiries; /* also an admin right whose time is over */
	unsigned required, passwords, names, uids_of_other;
	/* What is known of it. */
	unsigned proved, logged_in, ables, uids, hidden;
	unsigned baselines, established;
	/* Where it stands. */
	unsigned admins, tokens, unlocks, half_made;
};

/* NULL name: the end. */
extern const struct sets_ranges sets_table[];

#endif
