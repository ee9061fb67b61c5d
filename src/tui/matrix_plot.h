/*
 * The plot of the prioritization matrix: its four quadrants, or one of them, and
 * each use case that has a place. The printed view and the pages of the
 * interface draw it.
 *
 * Laws. A use case has a cell of its own: that of its figures, inside its
 * quadrant, or where a name stands there the nearest free one. It is shown in
 * one of three ways:
 *
 *	★01       its label, on its cell
 *	●┄★01     its label beside, and a leader from a point on its cell to it
 *	[★3]      counted in the mark of a cluster, on its cell; ● is one, and ■ are
 *	          several, where there is no room to say more
 *
 * Nothing lies on anything else, on a line or on a name; nothing is in a
 * quadrant that is not its own; nothing is left out.
 */
#ifndef CADRAN_TUI_MATRIX_PLOT_H
#define CADRAN_TUI_MATRIX_PLOT_H

#include "cadran/tui/wording.h"

/* What holds something, and what is kept blank beside a name. */
enum plot_cell_use { PLOT_FREE, PLOT_INK, PLOT_BLANK };

enum plot_way { PLOT_NOWHERE, PLOT_LABEL, PLOT_LEADER, PLOT_CLUSTER };

struct plot_entry {
	const struct use_case_result *result;
	size_t number; /* from 1: what its label says */

	/* Filled by plot_draw. */
	enum plot_way way;
	int cell_row, cell_column; /* its own */
	int row, column, width;    /* of its label; nothing in a cluster */
	size_t cluster;            /* of plot.clusters */
};

/* Several on one mark, or one that has no room for a label. */
struct plot_cluster {
	int row, column, width;
	size_t count;
	bool flagged; /* one of them is a quick win, under condition or not */
};

/* Columns and rows, all included: the frame, or the inside of a quadrant. */
struct plot_box {
	int left, right, top, bottom;
};

struct plot {
	const struct scene *scene;
	const struct matrix *matrix;
	struct plot_entry *entries; /* the ranked in their order, those placed without a rank, the others; owned */
	size_t count;

	/* Set before plot_draw. */
	bool dense; /* axis names in the frame; a quadrant's count only where there is room for it */
	bool zoomed;
	enum quadrant zoom; /* where zoomed: all of the plot */
	int traced;         /* an entry drawn with its place before its gate, where that is another one; -1: none */

	/* Filled by plot_draw. */
	struct surface *surface;
	struct plot_box frame;
	int line_column, line_row;     /* of the two thresholds */
	unsigned char *taken;          /* cells, by enum plot_cell_use; rows of the plot only; owned */
	struct plot_cluster *clusters; /* owned */
	size_t cluster_count, cluster_capacity;

	/* Filled by plot_show: what plot_draw drew last, and with which `traced`. */
	struct surface drawn;
	int drawn_traced;
};

/* The columns that the scale at the left of a frame takes. */
enum { PLOT_SCALE = 5 /* «62,5 » */ };

/* Numbers are those of the order in `numbering`, which is about the same document; NULL: in that of the scene. */
void plot_init(struct plot *plot, const struct scene *scene, const struct evaluation *numbering);
void plot_release(struct plot *plot);

/* Draws frame, scales, names and use cases. */
void plot_draw(struct plot *plot, struct surface *surface, struct plot_box frame);

/*
 * The same of a dense plot that its owner keeps while nothing but the cursor
 * moves, over all columns of its rows: it is drawn anew only where the surface,
 * the frame or what is traced is another one.
 */
void plot_show(struct plot *plot, struct surface *surface, struct plot_box frame);

/* After plot_draw: the names of use cases beside their labels, in the order of the entries, as far as there is room. */
void plot_draw_names(const struct plot *plot);

/* It is drawn: it has a place, in the quadrant that is zoomed on where one is. */
bool plot_shows(const struct plot *plot, const struct plot_entry *entry);

size_t plot_count_in(const struct plot *plot, enum quadrant quadrant);

/* Not on the matrix because a family that it is made of has no value. */
bool plot_is_to_score(const struct plot_entry *entry);

/* Reverses what shows the entry: its label and its point, or the mark of its cluster. */
void plot_mark(const struct plot *plot, const struct plot_entry *entry);

/* Pointing at what shows the entry goes `away` lines from the chosen one. */
void plot_zone(const struct plot *plot, const struct plot_entry *entry, int away);

/* «★ 01», « (12)», in bold. */
void plot_draw_number(const struct plot_entry *entry, struct surface *surface, int row, int column);

/* «[★3]» */
void plot_word_cluster(const struct plot_cluster *cluster, bool ascii, struct buf *out);

/* «[★3] Do now · Value 75 · Ease 69»: the mark of an entry in a cluster, and where it stands. */
void plot_word_place(const struct plot *plot, const struct plot_entry *entry, bool ascii, struct buf *out);

/* «Value 75 · Ease 69» */
void plot_word_figures(const struct plot *plot, double x, double y, struct buf *out);

/* «13 use cases · 3 quick wins · 1 under condition» */
void plot_word_counts(const struct plot *plot, struct buf *out);

#endif
