/* layout.h – where everything stands in the picture: boxes in columns, lines from side to side.
 *
 * Measures are those of SVG (CSS pixels). Boxes never overlap; lines end at places of their own, in
 * the order of what is at their other end.
 */
#ifndef VOUCH_GRAPH_LAYOUT_H
#define VOUCH_GRAPH_LAYOUT_H

#include "vouch/graph/graph.h"

enum {
	LAYOUT_MARGIN = 24,
	LAYOUT_LINE = 16, /* of text */
	LAYOUT_PADDING = 10,
	LAYOUT_TITLE = 56 /* what stands above the boxes */
};

struct layout_box {
	int x, y, width, height;
};

/* A curve from one side of a box to a side of another. */
struct layout_line {
	int x1, y1, x2, y2;
	bool from_left, to_left; /* the side of the box */
};

struct layout {
	struct layout_box *boxes;  /* by node */
	struct layout_line *lines; /* by edge */
	int width, height;         /* with margins and title, without a legend */
};

void layout_make(struct vouch_arena *arena, const struct vouch_graph *graph, struct layout *out);
/* About how wide the text is in 12 px of a plain typeface; never too little for common letters. */
int layout_text_width(const char *text);

#endif
