/*
 * Sections of the report, and what they share while it is put together.
 */
#ifndef CADRAN_TUI_BOOK_PARTS_H
#define CADRAN_TUI_BOOK_PARTS_H

#include "cadran/base/buf.h"
#include "cadran/base/map.h"
#include "cadran/core/roadmap.h"
#include "cadran/store/book.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/wording.h"
#include "told.h"

struct maker {
	struct book *book;
	struct scene told; /* as it was given, but for whom advice is */
	const struct scene *scene;
	const struct evaluation *evaluation;
	const struct content *content;
	struct buf text; /* under construction: what ends it empties it */
	struct map ids;  /* those given out */
	/* Ids of folds, in the book. */
	struct {
		const char *sheet, *explain;
	} * cases;               /* as evaluation.use_cases; owned */
	const char **grids;      /* as content.grids; owned */
	const char **dimensions; /* those of all grids, one after the other; owned */
	struct roadmap roadmap;
};

void make_summary(struct maker *maker);
void make_maturity(struct maker *maker);
void make_use_cases(struct maker *maker);
void make_matrix(struct maker *maker);
void make_ranking(struct maker *maker);
void make_roadmap(struct maker *maker);
void make_obligations(struct maker *maker);

/* Who took part, and every round of votes that is revealed, with its spread and what was retained. */
void make_votes(struct maker *maker);

/* What follows from the figures: quick wins, what is in the way of the others, what can begin. */
void make_decisions(struct maker *maker);

/* Makes `book` under a subtitle and gives out its ids. The maker may not be moved. */
void maker_init(struct maker *maker, struct book *book, const struct scene *scene, const char *subtitle);
void maker_release(struct maker *maker);

/* The text, as a block of the last section. */
void maker_paragraph(struct maker *maker);
void maker_item(struct maker *maker);

/* «Words:», as a paragraph before items or a table; no second colon where the words have one. */
void maker_heading(struct maker *maker, const char *words);

/* The text, as the next cell. */
struct book_cell *maker_cell(struct maker *maker, struct book_table *table);

struct maker_column {
	const char *title; /* a message id */
	enum book_format format;
	int width;
};

/* `id` is made one of a kind. */
struct book_table *maker_table(struct maker *maker, const char *id, const char *caption,
			       const struct maker_column *columns, size_t count);

/* «prefix-» and what is left of `id` in letters, digits and hyphens, with a number where another has that already. */
const char *maker_id(struct maker *maker, const char *prefix, const char *id);

typedef void maker_tell_fn(struct pen *pen, const struct scene *scene);

/* What a pen writes: headings as paragraphs, the other lines as items. */
void maker_tell(struct maker *maker, maker_tell_fn *tell);

struct explain_subject;

/* Where a figure comes from, down to `depth`. */
void maker_explain(struct maker *maker, const char *id, const char *title, const struct explain_subject *subject,
		   int depth);

const char *maker_dimension(const struct maker *maker, size_t grid, size_t dimension);

/* Score and target of each dimension of a grid; nothing where there is none of either. */
void maker_radar(struct maker *maker, const char *prefix, size_t grid);

/* A row a grid. */
void maker_grids(struct maker *maker, const char *id);

/* By verdict, status and class. */
enum book_tone maker_tone(const struct use_case_result *result);

/* «yes, under condition» */
const char *maker_verdict(const struct use_case_result *result);

const struct use_case_result *maker_result(const struct maker *maker, size_t place);

#endif
