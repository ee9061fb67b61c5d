/*
 * Which of the duties beside the AI Act class hold for a use case.
 *
 * A duty hangs on facts (struct duty). It does not apply where one of them is
 * known and not among those it names; it applies where all of them are; it is
 * unknown where none speaks against it and one is missing. A duty that hangs on
 * nothing always applies.
 *
 * Health data are personal data: where a sheet says yes to the first and
 * nothing of the second, the second is yes.
 */
#ifndef CADRAN_CORE_DUTIES_H
#define CADRAN_CORE_DUTIES_H

#include "cadran/core/document.h"
#include "cadran/core/tree.h"

enum duty_state { DUTY_NOT, DUTY_APPLIES, DUTY_UNKNOWN };

struct duty_facts {
	int value[DUTY_FACT_COUNT];
};

/* What its condition is called in the tree's file: «health-data». */
const char *duty_fact_id(enum duty_fact fact);

/* The field of the sheet that says it; USE_CASE_FIELD_COUNT for the sector, which is the service's. */
enum use_case_field duty_fact_field(enum duty_fact fact);

/* From 1; 0 where `word` is not a choice of the fact. */
int duty_fact_value(enum duty_fact fact, const char *word);

void duty_facts(const struct document *document, const struct use_case *use_case, struct duty_facts *facts);

/* What is missing goes to `missing` as 1 << fact, ORed: 0 unless the state is unknown. */
enum duty_state duty_judge(const struct duty *duty, const struct duty_facts *facts, unsigned *missing);

#endif
