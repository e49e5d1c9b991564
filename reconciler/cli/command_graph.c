/* command_graph.c – vouch graph: the chain of trust as a picture. */
#include "decision.h"
#include "vouch/graph/graph.h"

int vouch_command_graph(struct vouch_cli *cli, struct vouch_err *err)
{
	const char *wanted = vouch_cli_value(cli, VOUCH_OPTION_FORMAT);
	enum vouch_graph_format format = VOUCH_GRAPH_DOT;
	const struct vouch_decision *decision;
	struct vouch_inputs inputs;
	struct vouch_trust trust;
	struct vouch_graph graph;
	int r;

	if (wanted != NULL && !vouch_graph_format_parse(wanted, &format))
		return vouch_err_set(
			err, VOUCH_E_USAGE, "--format %s: take dot, mermaid or svg", wanted);
	r = vouch_cli_decide(cli, true, &decision, err);
	if (r < 0)
		return r;
	inputs = vouch_decision_inputs(decision);
	vouch_trust_build(&cli->arena, &inputs, &trust);
	vouch_graph_build(&cli->arena,
		&(struct vouch_graph_subject){&decision->observed.machine, &decision->plan, &trust},
		&graph);
	vouch_graph_write(&graph, format, &cli->out);
	return VOUCH_ENDING_DONE;
}
