/* document.h – the plan as vouch.plan/1 (design section 6): what others read, and what a saved plan
 * is compared by.
 *
 * Keys in a fixed order, every key present, no timestamps, no secrets: the same plan for the same
 * Mac and repository is the same bytes.
 */
#ifndef VOUCH_APP_DOCUMENT_H
#define VOUCH_APP_DOCUMENT_H

#include <stdbool.h>

#include "vouch/base/buf.h"
#include "vouch/base/digest.h"
#include "vouch/base/err.h"
#include "vouch/base/file.h"
#include "vouch/model/desired.h"
#include "vouch/model/snapshot.h"
#include "vouch/plan/plan.h"

enum { VOUCH_DOCUMENT_MAX = 16 * 1024 * 1024 };

/* What a plan was made of, for its head. */
struct vouch_document_head {
	const struct vouch_machine *machine;
	const char *revision; /* NULL: a folder */
	char desired_digest[VOUCH_DIGEST_HEX], observed_digest[VOUCH_DIGEST_HEX];
};

void vouch_document_head_fill(struct vouch_document_head *head, const struct vouch_desired *desired,
	const struct vouch_snapshot *observed);
void vouch_document_write(const struct vouch_document_head *head, const struct vouch_plan *plan,
	bool one_line, struct vouch_buf *out);

/* Is the saved plan the plan that was made now? VOUCH_E_STALE says what has moved: the commit, the
 * folder, the Mac, or what else a plan depends on. A file that is no plan is VOUCH_E_USAGE. */
int vouch_document_compare(const char *path, const struct vouch_bytes *saved,
	const struct vouch_document_head *head, const struct vouch_plan *plan,
	struct vouch_err *err);

#endif
