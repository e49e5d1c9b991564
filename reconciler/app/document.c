/* document.c – writes a plan as vouch.plan/1. */
#include "document_parts.h"

#include <string.h>

#include <cjson/cJSON.h>

#include "vouch/base/json.h"
#include "vouch/base/text.h"
#include "vouch/load/desired.h"
#include "vouch/load/snapshot.h"

void vouch_document_head_fill(struct vouch_document_head *head, const struct vouch_desired *desired,
	const struct vouch_snapshot *observed)
{
	head->machine = &observed->machine;
	head->revision = desired->revision;
	vouch_desired_digest(desired, head->desired_digest);
	vouch_snapshot_digest(observed, head->observed_digest);
}

static void write_digest(struct vouch_json *json, const char *hex)
{
	struct vouch_buf text = {0};

	vouch_buf_printf(&text, "sha256:%s", hex);
	vouch_json_text(json, "digest", vouch_buf_get(&text));
	vouch_buf_release(&text);
}

void vouch_document_head(struct vouch_json *json, const struct vouch_document_head *head)
{
	vouch_json_open(json, "machine", '{');
	vouch_json_text(json, "serial", head->machine->serial);
	vouch_json_text(json, "hostname", head->machine->hostname);
	vouch_json_text(json, "os", head->machine->os);
	vouch_json_close(json, '}');
	vouch_json_open(json, "desired", '{');
	vouch_json_text(json, "revision", head->revision);
	write_digest(json, head->desired_digest);
	vouch_json_close(json, '}');
	vouch_json_open(json, "observed", '{');
	write_digest(json, head->observed_digest);
	vouch_json_close(json, '}');
}

static void write_differences(struct vouch_json *json, const struct vouch_change *change)
{
	size_t i;

	vouch_json_open(json, "changes", '[');
	for (i = 0; i < change->difference_count; i++) {
		vouch_json_open(json, NULL, '{');
		vouch_json_text(json, "field", change->differences[i].field);
		vouch_json_text(json, "from", change->differences[i].from);
		vouch_json_text(json, "to", change->differences[i].to);
		vouch_json_close(json, '}');
	}
	vouch_json_close(json, ']');
}

void vouch_document_change(struct vouch_json *json, const struct vouch_change *change)
{
	size_t i;

	vouch_json_open(json, NULL, '{');
	vouch_json_number(json, "id", change->id);
	vouch_json_text(json, "action", vouch_action_text(change->action));
	vouch_json_text(json, "user", change->user);
	vouch_json_text(json, "by", change->by);
	vouch_json_open(json, "after", '[');
	for (i = 0; i < change->after_count; i++)
		vouch_json_number(json, NULL, change->after[i]);
	vouch_json_close(json, ']');
	vouch_json_text(json, "cause", vouch_cause_text(change->cause));
	vouch_json_text(json, "reason", change->reason);
	write_differences(json, change);
	vouch_json_flag(json, "temporary", change->temporary);
	vouch_json_source(json, "source", change->source);
	vouch_json_close(json, '}');
}

void vouch_document_waiting(struct vouch_json *json, const struct vouch_waiting *waiting)
{
	vouch_json_open(json, NULL, '{');
	vouch_json_text(json, "user", waiting->user);
	vouch_json_text(json, "field", waiting->field);
	vouch_json_text(json, "needs", vouch_needs_text(waiting->needs));
	vouch_json_text(json, "of", waiting->of);
	vouch_json_text(json, "hint", waiting->hint);
	vouch_json_source(json, "source", waiting->source);
	vouch_json_close(json, '}');
}

void vouch_document_refusal(struct vouch_json *json, const struct vouch_refusal *refusal)
{
	vouch_json_open(json, NULL, '{');
	vouch_json_text(json, "guard", refusal->guard);
	vouch_json_list(json, "users", refusal->users.items, refusal->users.count);
	vouch_json_text(json, "message", refusal->message);
	vouch_json_source(json, "source", refusal->source);
	vouch_json_close(json, '}');
}

void vouch_document_finding(struct vouch_json *json, const struct vouch_finding *finding)
{
	vouch_json_open(json, NULL, '{');
	vouch_json_text(json, "kind", finding->kind);
	vouch_json_text(json, "user", finding->user);
	vouch_json_text(json, "message", finding->message);
	vouch_json_close(json, '}');
}

static void write_summary(struct vouch_json *json, const struct vouch_summary *summary)
{
	vouch_json_open(json, "summary", '{');
	vouch_json_number(json, "create", summary->create);
	vouch_json_number(json, "change", summary->change);
	vouch_json_number(json, "remove", summary->remove);
	vouch_json_number(json, "waiting", summary->waiting);
	vouch_json_number(json, "refused", summary->refused);
	vouch_json_close(json, '}');
}

void vouch_document_write(const struct vouch_document_head *head, const struct vouch_plan *plan,
	bool one_line, struct vouch_buf *out)
{
	struct vouch_json json = {.out = out, .one_line = one_line};
	size_t i;

	vouch_json_open(&json, NULL, '{');
	vouch_json_text(&json, "format", "vouch.plan/1");
	vouch_json_text(&json, "status", vouch_plan_status_text(plan->status));
	vouch_document_head(&json, head);
	vouch_json_open(&json, "actions", '[');
	for (i = 0; i < plan->changes.count; i++)
		vouch_document_change(&json, &plan->changes.items[i]);
	vouch_json_close(&json, ']');
	vouch_json_open(&json, "waiting", '[');
	for (i = 0; i < plan->waiting.count; i++)
		vouch_document_waiting(&json, &plan->waiting.items[i]);
	vouch_json_close(&json, ']');
	vouch_json_open(&json, "refused", '[');
	for (i = 0; i < plan->refused.count; i++)
		vouch_document_refusal(&json, &plan->refused.items[i]);
	vouch_json_close(&json, ']');
	vouch_json_open(&json, "findings", '[');
	for (i = 0; i < plan->findings.count; i++)
		vouch_document_finding(&json, &plan->findings.items[i]);
	vouch_json_close(&json, ']');
	write_summary(&json, &plan->summary);
	vouch_json_close(&json, '}');
	vouch_json_end(&json);
}

/* --- a saved plan ------------------------------------------------------------------------------
 */

static const char *text_at(const cJSON *document, const char *group, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(
		cJSON_GetObjectItemCaseSensitive(document, group), key);

	return cJSON_IsString(item) ? item->valuestring : NULL;
}

static bool digest_moved(const cJSON *document, const char *group, const char *hex)
{
	const char *saved = text_at(document, group, "digest");

	return saved == NULL || !vouch_text_starts(saved, "sha256:") ||
	       !vouch_text_equal(saved + strlen("sha256:"), hex);
}

static const char *or_none(const char *text)
{
	return text == NULL ? "none" : text;
}

static int set_what_moved(
	const cJSON *saved, const struct vouch_document_head *head, struct vouch_err *err)
{
	const char *serial = text_at(saved, "machine", "serial");
	const char *revision = text_at(saved, "desired", "revision");

	if (!vouch_text_equal(serial, head->machine->serial))
		return vouch_err_set(err, VOUCH_E_STALE,
			"it was made for the Mac %s, and this is %s: plan again on this Mac",
			or_none(serial), or_none(head->machine->serial));
	if (!vouch_text_equal(revision, head->revision))
		return vouch_err_set(err, VOUCH_E_STALE,
			"the commit has moved from %s to %s: plan again, or name the old one with "
			"--rev",
			or_none(revision), or_none(head->revision));
	if (digest_moved(saved, "desired", head->desired_digest))
		return vouch_err_set(err, VOUCH_E_STALE,
			"what the repository declares for this Mac has changed: plan again");
	if (digest_moved(saved, "observed", head->observed_digest))
		return vouch_err_set(
			err, VOUCH_E_STALE, "the Mac has changed since it was made: plan again");
	return vouch_err_set(err, VOUCH_E_STALE,
		"commit and Mac are the same, but what else decides has changed (a password "
		"source, the time, what an earlier run recorded, the file itself): plan again");
}

static int say_what_moved(const char *path, const cJSON *saved,
	const struct vouch_document_head *head, struct vouch_err *err)
{
	(void)set_what_moved(saved, head, err); /* it always sets one */
	return vouch_err_wrap(err, "the saved plan %s is stale", path);
}

static bool is_same(const struct vouch_bytes *saved, const struct vouch_document_head *head,
	const struct vouch_plan *plan, bool one_line)
{
	struct vouch_buf fresh = {0};
	bool same;

	vouch_document_write(head, plan, one_line, &fresh);
	same = fresh.length == saved->length && memcmp(fresh.bytes, saved->data, fresh.length) == 0;
	vouch_buf_release(&fresh);
	return same;
}

int vouch_document_compare(const char *path, const struct vouch_bytes *saved,
	const struct vouch_document_head *head, const struct vouch_plan *plan,
	struct vouch_err *err)
{
	cJSON *document;
	const cJSON *format;
	int r;

	if (is_same(saved, head, plan, false) || is_same(saved, head, plan, true))
		return 0;
	document = cJSON_ParseWithLength(saved->data, saved->length);
	format = cJSON_GetObjectItemCaseSensitive(document, "format");
	if (!cJSON_IsString(format) || !vouch_text_equal(format->valuestring, "vouch.plan/1"))
		r = vouch_err_set(err, VOUCH_E_USAGE,
			"%s is no saved plan: vouch plan --out FILE writes one", path);
	else
		r = say_what_moved(path, document, head, err);
	cJSON_Delete(document);
	return r;
}
