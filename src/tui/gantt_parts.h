/*
 * The roadmap as bars on a time axis, wave by wave: in each the actions and
 * obligations before the use cases that wait for them, last what is left out.
 *
 *	                              0     6     12          24 months
 *	Months 0 to 6 · 2 use cases · started in it: 13 500 € of 20 000 €
 *	  Data quality 2 → 3          ▒▒▒▒  │     │           │
 *	★ Meeting notes                   ██│     │           │
 */
#ifndef CADRAN_TUI_GANTT_PARTS_H
#define CADRAN_TUI_GANTT_PARTS_H

#include "roadmap_parts.h"

enum gantt_kind { GANTT_WAVE, GANTT_ITEM, GANTT_LEFT_HEADING, GANTT_LEFT };

struct gantt_row {
	enum gantt_kind kind;
	size_t wave;                     /* of WAVE */
	const struct roadmap_item *item; /* of ITEM */
	const struct roadmap_left *left; /* of LEFT_HEADING, which is about its reason, and LEFT */
};

struct gantt {
	struct roadmap roadmap;
	struct plan plan;
	struct gantt_row *rows;
	size_t count;
};

/* The scene stays as long as the gantt, which may not be moved. */
void gantt_init(struct gantt *gantt, const struct scene *scene);
void gantt_release(struct gantt *gantt);

enum { GANTT_HEAD_ROWS = 2 };

/* The axis on the first two rows, and `count` rows from `first` on below it. */
void gantt_draw(const struct gantt *gantt, struct surface *surface, size_t first, size_t count);

/* «Data quality 2 → 3», «DPIA, for Meeting notes», the name of a use case, a wave with what it takes. */
void gantt_word_row(struct buf *out, const struct gantt *gantt, const struct gantt_row *row);

/* When, for how much, and why there. */
void gantt_word_why(struct buf *out, const struct gantt *gantt, const struct gantt_row *row);

/* What the bars mean. */
void gantt_word_key(struct buf *out, const struct surface *surface);

/* The use case that a row is about; NULL where it is about none. */
const struct use_case_result *gantt_use_case(const struct gantt *gantt, const struct gantt_row *row);

#endif
