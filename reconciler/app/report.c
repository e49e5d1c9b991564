/* report.c – writes what came of a round. */
#include "vouch/app/report.h"

#include "vouch/base/json.h"

const char *vouch_ending_text(enum vouch_ending ending)
{
	switch (ending) {
	case VOUCH_ENDING_DONE: return "done";
	case VOUCH_ENDING_FAILED: return "failed";
	case VOUCH_ENDING_PENDING: return "pending";
	case VOUCH_ENDING_WAITING: return "waiting";
	case VOUCH_ENDING_REFUSED: return "refused";
	case VOUCH_ENDING_STALE: return "stale";
	case VOUCH_ENDING_INTERRUPTED: return "interrupted";
	case VOUCH_ENDING_COUNT: break;
	}
	return "failed";
}

void vouch_report_write(const struct vouch_apply_report *report, struct vouch_buf *out)
{
	static const enum vouch_outcome told[] = {VOUCH_OUTCOME_DONE, VOUCH_OUTCOME_FAILED,
		VOUCH_OUTCOME_SKIPPED, VOUCH_OUTCOME_BLOCKED, VOUCH_OUTCOME_WAITING};
	struct vouch_json json = {.out = out};
	size_t i;

	vouch_json_open(&json, NULL, '{');
	vouch_json_text(&json, "format", "vouch.report/1");
	vouch_json_text(&json, "result", vouch_ending_text(report->ending));
	vouch_json_number(&json, "run", report->run);
	vouch_json_text(&json, "plan", vouch_plan_status_text(report->status));
	vouch_json_open(&json, "actions", '{');
	for (i = 0; i < sizeof told / sizeof told[0]; i++)
		vouch_json_number(&json, vouch_outcome_text(told[i]), report->outcomes[told[i]]);
	vouch_json_number(&json, "left", report->left);
	vouch_json_close(&json, '}');
	vouch_json_number(&json, "waiting", report->summary.waiting);
	vouch_json_number(&json, "refused", report->summary.refused);
	vouch_json_open(&json, "recovered", '{');
	vouch_json_number(&json, "steps", report->steps_settled);
	vouch_json_number(&json, "promotions", report->promotions_ended);
	vouch_json_close(&json, '}');
	vouch_json_close(&json, '}');
	vouch_json_end(&json);
}
