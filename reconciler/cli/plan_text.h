/* plan_text.h – a plan for people: one symbol a line, the reason, from -> to, a fixed last line. */
#ifndef VOUCH_CLI_PLAN_TEXT_H
#define VOUCH_CLI_PLAN_TEXT_H

#include "paint.h"
#include "vouch/app/document.h"
#include "vouch/plan/plan.h"

void vouch_plan_text(struct vouch_page *page, const struct vouch_document_head *head,
	const struct vouch_plan *plan);
/* What moves in the journal without an action: a line each. */
void vouch_plan_text_adoptions(struct vouch_page *page, const struct vouch_plan *plan);
/* "nothing to do", "Plan: 1 to create, 0 to change, 0 to remove, 2 waiting." or
 * "Plan: refused by GUARD, GUARD; nothing is done." */
void vouch_plan_text_last_line(struct vouch_page *page, const struct vouch_plan *plan);
/* Parts of it, whole lines each. index: of the change in the plan. */
void vouch_plan_text_head(struct vouch_page *page, const struct vouch_document_head *head);
void vouch_plan_text_change(struct vouch_page *page, const struct vouch_plan *plan, size_t index);
void vouch_plan_text_waiting(struct vouch_page *page, const struct vouch_waiting *waiting);
void vouch_plan_text_refusal(struct vouch_page *page, const struct vouch_refusal *refusal);
void vouch_plan_text_finding(struct vouch_page *page, const struct vouch_finding *finding);
/* "+ alice  create_user by steward": one action, without a newline. */
void vouch_plan_text_action(struct vouch_page *page, const struct vouch_change *change);

#endif
