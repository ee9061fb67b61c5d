/*
 * Reports as tables of typed cells: what a CSV file, a spreadsheet and a table
 * on the screen show is the same.
 */
#ifndef CADRAN_CORE_REPORT_H
#define CADRAN_CORE_REPORT_H

#include "cadran/core/evaluation.h"

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER };

struct cell {
	enum cell_kind kind;
	double number;
	char *text; /* owned */
};

struct column {
	char *id;    /* as import reads it and cadran(1) lists it; owned */
	char *title; /* in the user's language; the id again where the report is an input; owned */
};

struct report {
	struct column *columns;
	size_t column_count, column_capacity;
	struct cell *cells; /* row by row */
	size_t cell_count, cell_capacity;
	bool sketch;                    /* of report_sketch */
	const struct robustness *drawn; /* of report_build_drawn; NULL: samples are drawn when they are asked for */
};

enum report_kind {
	REPORT_SCORECARD,   /* a row a use case, with everything computed */
	REPORT_ANSWERS,     /* a row a question: what import reads */
	REPORT_USE_CASES,   /* a row a use case: what import reads */
	REPORT_VOTES,       /* a row a score or vote: what import reads */
	REPORT_MATURITY,    /* a row a question and a row a dimension, with everything computed */
	REPORT_USES,        /* a row a use of the inventory */
	REPORT_ROADMAP,     /* a row an item of the roadmap, then one a use case that is left out */
	REPORT_OBLIGATIONS, /* a row a duty of a use case */
	REPORT_TIDY,        /* a row a figure */
	REPORT_KIND_COUNT,
};

const char *report_id(enum report_kind kind);
bool report_parse(const char *id, enum report_kind *kind);

/* Titles, and texts that come from the content, are in `language`. */
void report_build(enum report_kind kind, const struct evaluation *evaluation, enum language language,
		  struct report *report);

/* The same with samples that are drawn already, of the evaluation. */
void report_build_drawn(enum report_kind kind, const struct robustness *robustness, enum language language,
			struct report *report);

/* Whether the report tells of samples. */
bool report_samples(enum report_kind kind);

/* The same, but what only sampling gives is left empty: as quick as a key wants it; REPORT_TIDY has it all the same. */
void report_sketch(enum report_kind kind, const struct evaluation *evaluation, enum language language,
		   struct report *report);

/*
 * REPORT_TIDY of one dossier among many: `number` stands for the service's name,
 * use cases whose id is not in `known` are numbered, and what only sampling
 * gives is left out.
 */
void report_tidy_of(const struct evaluation *evaluation, size_t number, const struct map *known, enum language language,
		    struct report *report);
void report_release(struct report *report);

size_t report_row_count(const struct report *report);
const struct cell *report_cell(const struct report *report, size_t row, size_t column);

#endif
