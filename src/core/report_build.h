/*
 * Filling a report, for the files that build one. It is filled from left to
 * right; its columns are named before its first row.
 */
#ifndef CADRAN_CORE_REPORT_BUILD_H
#define CADRAN_CORE_REPORT_BUILD_H

#include "cadran/core/report.h"
#include "cadran/core/robustness.h"

struct titled_column {
	const char *id;
	const char *title[LANGUAGE_COUNT];
};

void report_add_column(struct report *report, const char *id, const char *title);

/* The last of `columns` has no id. */
void report_add_titled(struct report *report, const struct titled_column *columns, enum language language);

/* "" and NULL are an empty cell, as is a number that does not exist. */
void report_add_text(struct report *report, const char *text);
void report_add_owned(struct report *report, char *text);
void report_add_number(struct report *report, double number);

/* Text that is one digit is a number: spreadsheets then show it in their own way. */
void report_add_level(struct report *report, const char *level);

/* Obligations on data and dialogue: what they are called, and the field of the sheet that says how they stand. */
enum { DATA_OBLIGATIONS = 3 };

struct obligation_name {
	enum data_obligation bit;
	const char *id;
	enum use_case_field field;
	const char *name[LANGUAGE_COUNT];
};

/* Of one bit. */
const struct obligation_name *report_obligation(unsigned bit);

/* How sure the figures of the scorecard are; in a sketch nothing is drawn. */
struct sureness {
	const struct evaluation *evaluation;
	const struct robustness *robustness; /* NULL in a sketch */
	struct robustness own;               /* where the report brought none */
};

/* May not be moved afterwards. */
void sureness_init(struct sureness *sureness, const struct evaluation *evaluation, const struct report *report,
		   bool sketch);
void sureness_release(struct sureness *sureness);
void report_add_sureness_columns(struct report *report, enum language language);
void report_add_sureness(struct report *report, const struct sureness *sureness, size_t index);

void report_roadmap(const struct evaluation *evaluation, enum language language, struct report *report);
void report_obligations(const struct evaluation *evaluation, enum language language, struct report *report);
void report_tidy(const struct evaluation *evaluation, enum language language, struct report *report);

#endif
