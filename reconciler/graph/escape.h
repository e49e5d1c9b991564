/* escape.h – text of anybody's, made harmless for the format it goes into.
 *
 * All of them first make it safe to look at, as on a terminal: control characters, bidirectional
 * overrides and bytes that are no UTF-8 come out as \xNN or \u{N}.
 */
#ifndef VOUCH_GRAPH_ESCAPE_H
#define VOUCH_GRAPH_ESCAPE_H

#include "vouch/base/buf.h"

/* Inside the double quotes of a Graphviz string: no escape of its own, no entity. */
void vouch_escape_dot(struct vouch_buf *out, const char *text);
/* Inside the double quotes of a Mermaid label: nothing but letters, digits and plain signs; the
 * rest as #NN; entities. */
void vouch_escape_mermaid(struct vouch_buf *out, const char *text);
/* Text or an attribute of XML 1.0. */
void vouch_escape_xml(struct vouch_buf *out, const char *text);

#endif
