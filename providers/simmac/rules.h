/* rules.h – what differs between versions of macOS, as data: one row a version family.
 *
 * The physics ask the row of their Mac and never compare version numbers themselves. A new family
 * is a new row; a rule that no row has yet is a new column.
 */
#ifndef SIMMAC_RULES_H
#define SIMMAC_RULES_H

#include <stdbool.h>

/* What hands out the first token of a Mac that has none. FACTS 1.2 */
enum simmac_first_token {
	SIMMAC_FIRST_AT_PASSWORD_SET /* 11+: whose password is set first through Open Directory */
};

/* What becomes of a holder whose password root sets without credentials. FACTS P4, P6 */
enum simmac_root_reset {
	SIMMAC_RESET_REFUSED /* 10.14+ */
};

struct simmac_rules {
	int major;
	const char *product; /* as sw_vers says it */
	enum simmac_first_token first_token;
	enum simmac_root_reset root_reset;
	bool disabled_tags; /* ;DisabledTags;SecureToken suppresses the first token. FACTS 1.3 */
	bool bootstrap_grants_any;  /* E3 for every account, not only mobile ones. FACTS 6.2 */
	bool volume_owner;          /* diskutil prints the line. FACTS 5.1 */
	bool gate_counts_bootstrap; /* under MDM, other unlock records close the gate. FACTS 1.7 */
	bool dscl_guards_last;      /* dscl -delete refuses the last holder. FACTS 1.8 */
	bool phantom_add; /* -addUser after a raw dscl -delete makes nothing. FACTS 7.10 */
};

/* NULL where this version is not known (the first round knows 13 to 15). */
const struct simmac_rules *simmac_rules_for(const char *os);
/* The build that shipped as this version; NULL where it is not known. */
const char *simmac_rules_build(const char *os);

#endif
