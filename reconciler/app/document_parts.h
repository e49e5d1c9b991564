/* document_parts.h – parts of vouch.plan/1 that other documents show as well. Private to
 * reconciler/app. */
#ifndef VOUCH_APP_DOCUMENT_PARTS_H
#define VOUCH_APP_DOCUMENT_PARTS_H

#include "vouch/app/document.h"
#include "vouch/base/json.h"

/* "machine", "desired" and "observed". */
void vouch_document_head(struct vouch_json *json, const struct vouch_document_head *head);
/* One item of "actions", "waiting", "refused", "findings". */
void vouch_document_change(struct vouch_json *json, const struct vouch_change *change);
void vouch_document_waiting(struct vouch_json *json, const struct vouch_waiting *waiting);
void vouch_document_refusal(struct vouch_json *json, const struct vouch_refusal *refusal);
void vouch_document_finding(struct vouch_json *json, const struct vouch_finding *finding);

#endif
