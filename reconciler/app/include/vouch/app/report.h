/* report.h – what came of a round, as vouch.report/1. */
#ifndef VOUCH_APP_REPORT_H
#define VOUCH_APP_REPORT_H

#include "vouch/app/apply.h"
#include "vouch/base/buf.h"

/* "done", "failed", "waiting", "refused", "interrupted": the word for people and the journal. */
const char *vouch_ending_text(enum vouch_ending ending);
void vouch_report_write(const struct vouch_apply_report *report, struct vouch_buf *out);

#endif
