/*
 * The long table: a row a figure, so that dossiers can be put under each other
 * and asked by a database. What does not exist has no row.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/core/date.h"
#include "cadran/core/money_range.h"
#include "report_build.h"

#define UNIT_LEVEL "level"
#define UNIT_POINTS "points"
#define UNIT_EUROS "euros"
#define UNIT_MONTHS "months"
#define UNIT_FRACTION "fraction"
#define UNIT_COUNT "count"
#define UNIT_RANK "rank"
#define UNIT_YES "yes=1"

/* Whose figures they are, and what they are about. */
struct tidy {
	struct report *report;
	const char *dossier, *date;
	const char *kind;
	struct buf id; /* of what stands in `kind` */
};

static void add_row(struct tidy *tidy, const char *part, const char *measure, double value, const char *unit,
		    const char *word)
{
	struct report *report = tidy->report;

	report_add_text(report, tidy->dossier);
	report_add_text(report, tidy->date);
	report_add_text(report, tidy->kind);
	report_add_text(report, tidy->id.data);
	report_add_text(report, part);
	report_add_text(report, measure);
	report_add_number(report, value);
	report_add_text(report, unit);
	report_add_text(report, word);
}

static void figure(struct tidy *tidy, const char *part, const char *measure, double value, const char *unit)
{
	if (is_figure(value) && isfinite(value))
		add_row(tidy, part, measure, value, unit, "");
}

static void count(struct tidy *tidy, const char *part, const char *measure, size_t value)
{
	add_row(tidy, part, measure, (double)value, UNIT_COUNT, "");
}

static void word(struct tidy *tidy, const char *part, const char *measure, const char *text)
{
	if (text && *text)
		add_row(tidy, part, measure, NAN, "", text);
}

static void about(struct tidy *tidy, const char *kind, const char *grid, const char *id)
{
	tidy->kind = kind;
	buf_clear(&tidy->id);
	buf_add_format(&tidy->id, "%s%s%s", grid, *grid && *id ? "." : "", id);
}

static void add_measure(struct tidy *tidy, const struct measure *measure)
{
	figure(tidy, "", "score", measure->score, UNIT_LEVEL);
	figure(tidy, "", "min", measure->min, UNIT_LEVEL);
	figure(tidy, "", "max", measure->max, UNIT_LEVEL);
	count(tidy, "", "answered", measure->answered);
	count(tidy, "", "total", measure->total);
}

static void add_question(struct tidy *tidy, const struct grid_answers *answers, size_t question)
{
	const int level = answer_level(&answers->answers[question]), target = question_target(answers, question);

	if (level > 0)
		figure(tidy, "", "level", level, UNIT_LEVEL);
	else
		word(tidy, "", "level", answers->answers[question].field[ANSWER_LEVEL]);
	figure(tidy, "", "target", target ? (double)target : (double)NAN, UNIT_LEVEL);
}

static void add_grid(struct tidy *tidy, const struct grid *grid, const struct grid_result *result,
		     const struct grid_answers *answers)
{
	about(tidy, "grid", grid->id, "");
	add_measure(tidy, &result->measure);
	figure(tidy, "", "level", result->level ? (double)result->level : (double)NAN, UNIT_LEVEL);
	for (size_t d = 0; d < grid->dimension_count; d++) {
		about(tidy, "dimension", grid->id, grid->dimensions[d].id);
		add_measure(tidy, &result->dimensions[d].measure);
		figure(tidy, "", "target", result->dimensions[d].target, UNIT_LEVEL);
		figure(tidy, "", "gap", result->dimensions[d].gap, UNIT_LEVEL);
	}
	for (size_t q = 0; q < grid->question_count; q++) {
		about(tidy, "question", grid->id, grid->questions[q].id);
		add_question(tidy, answers, q);
	}
}

static void add_scores(struct tidy *tidy, const struct criteria *criteria, const struct use_case_result *result)
{
	for (int f = 0; f < FAMILY_COUNT; f++) {
		const struct family_result *family = &result->families[f];
		const char *id = family_id((enum family)f);

		figure(tidy, id, "value", family->value, UNIT_POINTS);
		figure(tidy, id, "min", family->min, UNIT_POINTS);
		figure(tidy, id, "max", family->max, UNIT_POINTS);
		count(tidy, id, "scored", family->scored);
		count(tidy, id, "total", family->total);
	}
	for (size_t c = 0; c < criteria->count; c++)
		figure(tidy, criteria->items[c].id, "score", result->criteria[c].score, UNIT_LEVEL);
}

static const char *condition_unit(enum condition_kind kind)
{
	switch (kind) {
	case CONDITION_FAMILY:
		return UNIT_POINTS;
	case CONDITION_FAMILY_ANY:
		return UNIT_LEVEL;
	case CONDITION_DELAY:
	case CONDITION_PAYBACK:
		return UNIT_MONTHS;
	case CONDITION_BUILD:
		return UNIT_EUROS;
	default:
		return "";
	}
}

static void add_gates(struct tidy *tidy, const struct content *content, const struct use_case_result *result)
{
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];
		const char *id = condition->condition->id, *unit = condition_unit(condition->condition->kind);

		if (condition->met != MET_UNKNOWN)
			figure(tidy, id, "met", condition->met == MET_YES, UNIT_YES);
		if (condition->met == MET_NO)
			figure(tidy, id, "fixable", condition->fixable, UNIT_YES);
		if (*unit) {
			figure(tidy, id, "value", condition->value, unit);
			figure(tidy, id, "limit", condition->limit, unit);
		}
	}
	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];
		const struct grid *grid = &content->grids[gate->grid];
		struct buf id;

		buf_init(&id);
		buf_add_format(&id, "%s.%s", grid->id, grid->dimensions[gate->dimension].id);
		figure(tidy, id.data, "required", gate->required, UNIT_LEVEL);
		figure(tidy, id.data, "shortfall", gate->shortfall, UNIT_LEVEL);
		buf_release(&id);
	}
	figure(tidy, "", "feasibility_after_gate", result->feasibility_after, UNIT_POINTS);
}

static void add_money(struct tidy *tidy, const struct money *money)
{
	figure(tidy, "", "tco", money->tco, UNIT_EUROS);
	figure(tidy, "", "net_year", money->net_year, UNIT_EUROS);
	figure(tidy, "", "roi_ratio", money->roi, UNIT_FRACTION);
	figure(tidy, "", "payback_months", money->payback, UNIT_MONTHS);
	figure(tidy, "", "npv", money->npv, UNIT_EUROS);
}

static void add_percentiles(struct tidy *tidy, const char *const names[MONEY_SHARE_COUNT],
			    const struct money_percentiles *percentiles, const char *unit)
{
	for (int i = 0; i < MONEY_SHARE_COUNT; i++)
		figure(tidy, "", names[i], percentiles->at[i], unit);
}

/* What is drawn by chance, or would have been. */
static void add_sureness(struct tidy *tidy, const struct sureness *sureness, size_t index)
{
	static const char *const roi[] = { "roi_p10", "roi_p50", "roi_p90" };
	static const char *const npv[] = { "npv_p10", "npv_p50", "npv_p90" };
	static const char *const payback[] = { "payback_p10", "payback_p50", "payback_p90" };
	const struct use_case_result *result = &sureness->evaluation->use_cases[index];
	const struct matrix *matrix = sureness->evaluation->document->content->matrix;
	struct money_range range;

	if (!sureness->robustness)
		return;
	if (result->rank) {
		figure(tidy, "", "quick_win_probability", robustness_quick_win(sureness->robustness, index).p,
		       UNIT_FRACTION);
		figure(tidy, "", "expected_rank", robustness_expected_rank(sureness->robustness, index).p, UNIT_RANK);
		figure(tidy, "", "first_probability", robustness_rank(sureness->robustness, index, 1).p, UNIT_FRACTION);
	}
	if (!money_is_open(&result->facts))
		return;
	money_range_compute(&result->facts, result->use_case->id, NAN, matrix->uncertainty.samples,
			    matrix->uncertainty.seed, &range);
	if (!range.given)
		return;
	add_percentiles(tidy, roi, &range.roi, UNIT_FRACTION);
	add_percentiles(tidy, npv, &range.npv, UNIT_EUROS);
	add_percentiles(tidy, payback, &range.payback, UNIT_MONTHS);
}

static void add_use_case(struct tidy *tidy, const struct sureness *sureness, size_t index)
{
	const struct evaluation *evaluation = sureness->evaluation;
	const struct content *content = evaluation->document->content;
	const struct use_case_result *result = &evaluation->use_cases[index];

	word(tidy, "", "quick_win", verdict_id(result->verdict));
	word(tidy, "", "status", result->use_case->field[USE_CASE_STATUS]);
	word(tidy, "", "ai_act", ai_act_id(result->facts.ai_act));
	word(tidy, "", "quadrant", result->placed ? content->matrix->quadrants[result->quadrant].id : "");
	figure(tidy, "", "rank", result->rank ? (double)result->rank : (double)NAN, UNIT_RANK);
	figure(tidy, "", "priority", result->priority, UNIT_POINTS);
	figure(tidy, "", "x", result->x, UNIT_POINTS);
	figure(tidy, "", "y", result->y, UNIT_POINTS);
	add_scores(tidy, &content->criteria, result);
	add_gates(tidy, content, result);
	add_money(tidy, &result->money[ESTIMATE_LIKELY]);
	add_sureness(tidy, sureness, index);
}

/* `known`: NULL for all ids as they are. */
static void build(struct tidy *tidy, const struct sureness *sureness, const struct map *known, enum language language)
{
	static const struct titled_column columns[] = {
		{ "dossier", { "Dossier", "Dossier" } }, { "date", { "Date", "Date" } },
		{ "kind", { "Objet", "Kind" } },         { "id", { "Identifiant", "Id" } },
		{ "part", { "Partie", "Part" } },        { "measure", { "Mesure", "Measure" } },
		{ "value", { "Valeur", "Value" } },      { "unit", { "Unité", "Unit" } },
		{ "word", { "Mot", "Word" } },           { NULL, { NULL, NULL } },
	};
	const struct evaluation *evaluation = sureness->evaluation;
	const struct document *document = evaluation->document;
	size_t others = 0, place;

	report_add_titled(tidy->report, columns, language);
	for (size_t g = 0; g < document->content->grid_count; g++)
		add_grid(tidy, &document->content->grids[g], &evaluation->grids[g], &document->grids[g]);
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const char *id = evaluation->use_cases[i].use_case->id;
		char other[40];

		if (known && !map_get(known, id, &place)) {
			(void)snprintf(other, sizeof(other), "other-%zu", ++others);
			id = other;
		}
		about(tidy, "use-case", "", id);
		add_use_case(tidy, sureness, i);
	}
}

static void build_tidy(const struct evaluation *evaluation, const char *dossier, const struct map *known,
		       enum language language, bool sketch, struct report *report)
{
	struct tidy tidy = { .report = report, .dossier = dossier, .date = "" };
	struct sureness sureness;
	char date[DATE_SIZE];
	struct err err;

	/* What was no date when it was typed is none for a database. */
	if (date_normalise(evaluation->document->service[SERVICE_DATE], date, &err))
		tidy.date = date;
	buf_init(&tidy.id);
	sureness_init(&sureness, evaluation, report, sketch);
	build(&tidy, &sureness, known, language);
	sureness_release(&sureness);
	buf_release(&tidy.id);
}

void report_tidy(const struct evaluation *evaluation, enum language language, struct report *report)
{
	build_tidy(evaluation, evaluation->document->service[SERVICE_NAME], NULL, language, false, report);
}

void report_tidy_of(const struct evaluation *evaluation, size_t number, const struct map *known, enum language language,
		    struct report *report)
{
	char dossier[24];

	(void)snprintf(dossier, sizeof(dossier), "%zu", number);
	*report = (struct report){ .sketch = true };
	build_tidy(evaluation, dossier, known, language, true, report);
}
