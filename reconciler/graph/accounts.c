/* accounts.c – which accounts belong in the picture, what kind each is, and what is said of it. */
#include "build.h"

#include "vouch/base/text.h"

/* On HFS+ it is not a token that counts, but standing on FileVault's list. */
static enum vouch_node_kind kind_on_hfs(const struct vouch_trust_account *account)
{
	switch (account->unlocks) {
	case VOUCH_YES: return account->lacks == 0 ? VOUCH_NODE_GRANTOR : VOUCH_NODE_HOLDER;
	case VOUCH_UNKNOWN: return VOUCH_NODE_UNKNOWN;
	case VOUCH_NO: break;
	}
	if (account->unlocks_after == VOUCH_YES)
		return VOUCH_NODE_GETS;
	return account->wants_unlock ? VOUCH_NODE_WAITS : VOUCH_NODE_OTHER;
}

static enum vouch_node_kind kind_of(
	const struct building *self, const struct vouch_trust_account *account)
{
	if (!self->graph->tokens)
		return kind_on_hfs(account);
	switch (account->token) {
	case VOUCH_TOKEN_LIVE: return account->lacks == 0 ? VOUCH_NODE_GRANTOR : VOUCH_NODE_HOLDER;
	case VOUCH_TOKEN_UNKNOWN: return VOUCH_NODE_UNKNOWN;
	case VOUCH_TOKEN_DEAD: return VOUCH_NODE_DEAD;
	case VOUCH_TOKEN_NONE:
	case VOUCH_TOKEN_COUNT: break;
	}
	if (account->token_after == VOUCH_TOKEN_LIVE ||
		graph_find(self, account, graph_gives) != NULL)
		return VOUCH_NODE_GETS;
	return account->wants_token ? VOUCH_NODE_WAITS : VOUCH_NODE_OTHER;
}

/* --- what is said ------------------------------------------------------------------------------
 */

static const char *rights(const struct vouch_trust_account *account)
{
	if (!account->present)
		return account->half_made != NULL ? "half made" : "not there yet";
	if (account->open_promotion)
		return "promoted for a time by an earlier run";
	switch (account->admin) {
	case VOUCH_YES: return "administrator";
	case VOUCH_NO: return "standard user";
	case VOUCH_UNKNOWN: break;
	}
	return "administrator? could not be read";
}

static const char *shortest_lack(const struct vouch_trust_account *account)
{
	static const char *const words[] = {
		[VOUCH_TRUST_ACCOUNT] = "not there",
		[VOUCH_TRUST_ADMIN] = "no administrator",
		[VOUCH_TRUST_ADMIN_UNKNOWN] = "rights could not be read",
		[VOUCH_TRUST_TOKEN] = "no token",
		[VOUCH_TRUST_TOKEN_DEAD] = "dead token",
		[VOUCH_TRUST_TOKEN_UNKNOWN] = "token could not be read",
		[VOUCH_TRUST_PASSWORD] = "no usable password",
		[VOUCH_TRUST_PASSWORD_SOURCE] = "password cannot be read",
		[VOUCH_TRUST_ABLE] = "disabled, or no plain account",
		[VOUCH_TRUST_ABLE_UNKNOWN] = "disabled? could not be read",
		[VOUCH_TRUST_UNLOCKER] = "not on FileVault's list",
		[VOUCH_TRUST_UNLOCKER_UNKNOWN] = "list could not be read",
	};
	enum vouch_trust_lack lack;

	_Static_assert(sizeof words / sizeof words[0] == VOUCH_TRUST_LACK_COUNT, "one a lack");
	for (lack = 0; lack < VOUCH_TRUST_LACK_COUNT; lack++) {
		if (vouch_trust_lacking(account->lacks, lack))
			return words[lack];
	}
	return "";
}

static void say_waiting(
	struct building *self, size_t node, const struct vouch_trust_account *account)
{
	const struct vouch_waiting *waiting = graph_waits(self, account);

	if (waiting == NULL)
		graph_add_line(self, node, "%s",
			self->subject->plan->status == VOUCH_PLAN_REFUSED
				? "nothing is done: refused"
				: "waits");
	else if (waiting->of == NULL || vouch_text_equal(waiting->of, account->name))
		graph_add_line(self, node, "waits for: %s", vouch_needs_text(waiting->needs));
	else
		graph_add_line(self, node, "waits for: %s of %s", vouch_needs_text(waiting->needs),
			waiting->of);
}

static void say_token(struct building *self, size_t node, const struct vouch_trust_account *account)
{
	const struct vouch_change *gives = graph_find(self, account, graph_gives);

	switch (self->graph->nodes.items[node].kind) {
	case VOUCH_NODE_GRANTOR:
		graph_add_line(self, node, "%s",
			self->graph->tokens ? "token live: can vouch"
					    : "unlocks the disk: can add others");
		break;
	case VOUCH_NODE_HOLDER:
		graph_add_line(
			self, node, "%s", self->graph->tokens ? "token live" : "unlocks the disk");
		graph_add_line(self, node, "cannot %s: %s",
			self->graph->tokens ? "vouch" : "add others", shortest_lack(account));
		break;
	case VOUCH_NODE_UNKNOWN:
		graph_add_line(self, node, "%s could not be read",
			self->graph->tokens ? "token?" : "FileVault's list?");
		break;
	case VOUCH_NODE_DEAD:
		graph_add_line(self, node, "dead token");
		if (gives == NULL && account->wants_token)
			say_waiting(self, node, account);
		break;
	case VOUCH_NODE_GETS:
		graph_add_line(self, node, "%s",
			self->graph->tokens ? "no token yet" : "does not unlock the disk yet");
		break;
	case VOUCH_NODE_WAITS: say_waiting(self, node, account); break;
	case VOUCH_NODE_OTHER:
		graph_add_line(self, node, "%s",
			self->graph->tokens ? "no token" : "not on FileVault's list");
		break;
	case VOUCH_NODE_SOURCE:
	case VOUCH_NODE_MACHINE:
	case VOUCH_NODE_MANY:
	case VOUCH_NODE_HUB:
	case VOUCH_NODE_KIND_COUNT: break;
	}
}

/* What the plan does to it that no edge shows: it is nobody else who does it. */
static void say_plan(struct building *self, size_t node, const struct vouch_trust_account *account)
{
	int i = self->first_change[account - self->subject->trust->accounts.items];
	int promoted = 0;

	for (; i != GRAPH_NOBODY; i = self->next_change[i]) {
		const struct vouch_change *change = &self->subject->plan->changes.items[i];

		if (change->temporary && change->action == VOUCH_ACTION_PROMOTE) {
			promoted = change->id;
		} else if (change->temporary) {
			graph_add_line(self, node, "administrator in steps %d to %d", promoted,
				change->id);
		} else if (change->action == VOUCH_ACTION_DELETE_USER) {
			if (promoted != 0 && account->leaves)
				graph_add_line(self, node, "administrator from step %d", promoted);
			graph_add_line(self, node, "deleted in step %d", change->id);
		} else if (change->action == VOUCH_ACTION_REMOVE_UNLOCKER) {
			graph_add_line(self, node, "off FileVault's list in step %d", change->id);
		} else if (change->action == VOUCH_ACTION_PROMOTE ||
			   change->action == VOUCH_ACTION_DEMOTE) {
			graph_add_line(self, node, "%sd in step %d",
				vouch_action_text(change->action), change->id);
		}
		if (change->temporary)
			self->graph->nodes.items[node].temporary = true;
	}
	if (account->open_promotion)
		self->graph->nodes.items[node].temporary = true;
}

void graph_accounts(struct building *self)
{
	const struct vouch_trust *trust = self->subject->trust;
	size_t i;

	for (i = 0; i < trust->accounts.count; i++) {
		const struct vouch_trust_account *account = &trust->accounts.items[i];
		enum vouch_node_kind kind = kind_of(self, account);
		size_t node;

		if (kind == VOUCH_NODE_OTHER && !self->is_asked[i]) {
			self->left_out += account->present;
			continue;
		}
		node = graph_add_node(self, kind, account);
		self->node_of[i] = (int)node;
		graph_add_line(self, node, "%s", account->name);
		graph_add_line(self, node, "%s", rights(account));
		say_token(self, node, account);
		say_plan(self, node, account);
	}
}
