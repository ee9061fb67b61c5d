#include "cadran/core/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "report_build.h"

/* A report is filled from left to right; its columns are named before its first row. */
void report_add_column(struct report *report, const char *id, const char *title)
{
	ARRAY_GROW(report->columns, report->column_count, report->column_capacity);
	report->columns[report->column_count++] = (struct column){ xstrdup(id), xstrdup(title) };
}

/* The columns of an input are called the same everywhere. */
static void add_columns(struct report *report, const char *const *ids)
{
	for (; *ids; ids++)
		report_add_column(report, *ids, *ids);
}

void report_add_titled(struct report *report, const struct titled_column *columns, enum language language)
{
	for (; columns->id; columns++)
		report_add_column(report, columns->id, columns->title[language]);
}

static struct cell *add_cell(struct report *report, enum cell_kind kind)
{
	ARRAY_GROW(report->cells, report->cell_count, report->cell_capacity);
	report->cells[report->cell_count] = (struct cell){ .kind = kind };
	return &report->cells[report->cell_count++];
}

void report_add_text(struct report *report, const char *text)
{
	add_cell(report, text && *text ? CELL_TEXT : CELL_EMPTY)->text = text && *text ? xstrdup(text) : NULL;
}

void report_add_number(struct report *report, double number)
{
	add_cell(report, is_figure(number) ? CELL_NUMBER : CELL_EMPTY)->number = number;
}

void report_add_owned(struct report *report, char *text)
{
	report_add_text(report, text);
	free(text);
}

/* 0 stands for none. */
static void add_optional(struct report *report, int number)
{
	report_add_number(report, number ? (double)number : (double)NAN);
}

static void add_count(struct report *report, size_t count)
{
	report_add_number(report, (double)count);
}

/* Text that is a number is one: spreadsheets then show it in their own way. */
void report_add_level(struct report *report, const char *level)
{
	if (*level >= '0' && *level <= '9' && !level[1])
		report_add_number(report, *level - '0');
	else
		report_add_text(report, level);
}

size_t report_row_count(const struct report *report)
{
	return report->column_count ? report->cell_count / report->column_count : 0;
}

const struct cell *report_cell(const struct report *report, size_t row, size_t column)
{
	return &report->cells[row * report->column_count + column];
}

void report_release(struct report *report)
{
	for (size_t i = 0; i < report->column_count; i++) {
		free(report->columns[i].id);
		free(report->columns[i].title);
	}
	for (size_t i = 0; i < report->cell_count; i++)
		free(report->cells[i].text);
	free(report->columns);
	free(report->cells);
	*report = (struct report){ 0 };
}

static void build_answers(const struct evaluation *evaluation, enum language language, struct report *report)
{
	static const char *const columns[] = { "grid", "question", NULL };
	const struct document *document = evaluation->document;

	(void)language;
	add_columns(report, columns);
	for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
		report_add_column(report, answer_field_id((enum answer_field)f), answer_field_id((enum answer_field)f));
	for (size_t g = 0; g < document->content->grid_count; g++) {
		const struct grid *grid = &document->content->grids[g];

		for (size_t q = 0; q < grid->question_count; q++) {
			const struct answer *answer = &document->grids[g].answers[q];

			report_add_text(report, grid->id);
			report_add_text(report, grid->questions[q].id);
			for (int f = 0; f < ANSWER_FIELD_COUNT; f++) {
				if (f == ANSWER_LEVEL || f == ANSWER_TARGET)
					report_add_level(report, answer->field[f]);
				else
					report_add_text(report, answer->field[f]);
			}
		}
	}
}

static void add_field(struct report *report, const struct use_case_result *result, enum use_case_field field)
{
	const enum field_type type = use_case_field_type(field);

	if (type == FIELD_NUMBER && result->facts.delay.given)
		report_add_number(report, result->facts.delay.likely);
	else if ((type == FIELD_RANGE || type == FIELD_YEARS) && facts_money(&result->facts, field)->given &&
		 !strchr(result->use_case->field[field], '/'))
		report_add_number(report, facts_money(&result->facts, field)->likely);
	else
		report_add_text(report, result->use_case->field[field]);
}

static void build_use_cases(const struct evaluation *evaluation, enum language language, struct report *report)
{
	(void)language;
	report_add_column(report, "id", "id");
	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
		if (use_case_field_is_reported((enum use_case_field)f))
			report_add_column(report, use_case_field_id((enum use_case_field)f),
					  use_case_field_id((enum use_case_field)f));
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		report_add_text(report, evaluation->use_cases[i].use_case->id);
		for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
			if (use_case_field_is_reported((enum use_case_field)f))
				add_field(report, &evaluation->use_cases[i], (enum use_case_field)f);
	}
}

static void add_vote(struct report *report, const struct use_case *use_case, const char *criterion,
		     const char *participant, long round, const char *score)
{
	report_add_text(report, use_case->id);
	report_add_text(report, criterion);
	report_add_text(report, participant);
	report_add_number(report, round ? (double)round : NAN);
	if (*score && *score != '-')
		report_add_number(report, strtod(score, NULL));
	else
		report_add_text(report, "");
}

static void build_votes(const struct evaluation *evaluation, enum language language, struct report *report)
{
	static const char *const columns[] = { "use_case", "criterion", "participant", "round", "score", NULL };
	const struct document *document = evaluation->document;
	const struct criteria *criteria = &document->content->criteria;

	(void)language;
	add_columns(report, columns);
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const struct use_case *use_case = evaluation->use_cases[i].use_case;

		for (size_t c = 0; c < criteria->count; c++) {
			const struct score *score = &use_case->scores[c];

			if (*score->retained)
				add_vote(report, use_case, criteria->items[c].id, "", 0, score->retained);
			for (size_t v = 0; v < score->vote_count; v++)
				if (*score->votes[v].score && !round_is_hidden(score, score->votes[v].round))
					add_vote(report, use_case, criteria->items[c].id,
						 document->participants[score->votes[v].participant],
						 score->votes[v].round, score->votes[v].score);
		}
	}
}

static void add_empty(struct report *report, int count)
{
	while (count--)
		report_add_text(report, "");
}

static void add_dimension_row(const struct grid *grid, const struct dimension *dimension,
			      const struct dimension_result *result, enum language language, struct report *report)
{
	report_add_text(report, grid->id);
	report_add_text(report, dimension->id);
	add_empty(report, 1);
	report_add_text(report, text_in(&dimension->name, language));
	add_empty(report, 1);
	report_add_number(report, result->measure.score);
	report_add_number(report, result->measure.min);
	report_add_number(report, result->measure.max);
	report_add_number(report, result->target);
	report_add_number(report, result->gap);
	add_count(report, result->measure.answered);
	add_count(report, result->measure.total);
	add_empty(report, 2);
}

static void add_question_row(const struct grid *grid, const struct grid_answers *answers, size_t index,
			     enum language language, struct report *report)
{
	const struct question *question = &grid->questions[index];
	const struct answer *answer = &answers->answers[index];
	const int level = answer_level(answer), target = question_target(answers, index);

	report_add_text(report, grid->id);
	report_add_text(report, grid->dimensions[question->dimension].id);
	report_add_text(report, question->id);
	report_add_text(report, text_in(&question->text, language));
	report_add_level(report, answer->field[ANSWER_LEVEL]);
	add_empty(report, 3);
	add_optional(report, target);
	report_add_number(report, target && level > 0 ? fmax(0, target - level) : (double)NAN);
	add_empty(report, 2);
	report_add_text(report, answer->field[ANSWER_NOTE]);
	report_add_text(report, answer->field[ANSWER_EVIDENCE]);
}

static void build_maturity(const struct evaluation *evaluation, enum language language, struct report *report)
{
	static const struct titled_column columns[] = {
		{ "grid", { "Grille", "Grid" } },
		{ "dimension", { "Dimension", "Dimension" } },
		{ "question", { "Question", "Question" } },
		{ "name", { "Intitulé", "Text" } },
		{ "level", { "Niveau", "Level" } },
		{ "score", { "Score", "Score" } },
		{ "min", { "Score au moins", "Score at least" } },
		{ "max", { "Score au plus", "Score at most" } },
		{ "target", { "Cible", "Target" } },
		{ "gap", { "Écart", "Gap" } },
		{ "answered", { "Réponses", "Answers" } },
		{ "total", { "Questions", "Questions" } },
		{ "note", { "Note", "Note" } },
		{ "evidence", { "Preuve", "Evidence" } },
		{ NULL, { NULL, NULL } },
	};
	const struct document *document = evaluation->document;

	report_add_titled(report, columns, language);
	for (size_t g = 0; g < document->content->grid_count; g++) {
		const struct grid *grid = &document->content->grids[g];

		for (size_t d = 0; d < grid->dimension_count; d++) {
			const struct dimension *dimension = &grid->dimensions[d];

			add_dimension_row(grid, dimension, &evaluation->grids[g].dimensions[d], language, report);
			for (size_t q = dimension->first; q < dimension->first + dimension->count; q++)
				add_question_row(grid, &document->grids[g], q, language, report);
		}
	}
}

/* «impact.min;data»: the conditions that are not met. */
static char *list_unmet(const struct use_case_result *result, bool fixable)
{
	struct buf list;

	buf_init(&list);
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];

		if (condition->met == MET_NO && condition->fixable == fixable)
			buf_add_format(&list, "%s%s", list.length ? ";" : "", condition->condition->id);
	}
	return buf_detach(&list);
}

static char *list_shortfalls(const struct evaluation *evaluation, const struct use_case_result *result)
{
	const struct content *content = evaluation->document->content;
	struct buf list;

	buf_init(&list);
	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];

		if (!requirement_is_open(gate))
			continue;
		buf_add_format(&list, "%s%s.%s:%g", list.length ? ";" : "", content->grids[gate->grid].id,
			       content->grids[gate->grid].dimensions[gate->dimension].id, gate->required);
	}
	return buf_detach(&list);
}

static char *list_obligations(unsigned open)
{
	struct buf list;

	buf_init(&list);
	for (unsigned i = 0; i < DATA_OBLIGATIONS; i++)
		if (open & 1u << i)
			buf_add_format(&list, "%s%s", list.length ? ";" : "", report_obligation(1u << i)->id);
	return buf_detach(&list);
}

static void add_scorecard_row(const struct sureness *sureness, size_t index, enum language language,
			      struct report *report)
{
	const struct evaluation *evaluation = sureness->evaluation;
	const struct use_case_result *result = &evaluation->use_cases[index];
	const struct content *content = evaluation->document->content;
	const struct money *money = &result->money[ESTIMATE_LIKELY];
	const double rank = result->rank ? (double)result->rank : NAN;

	report_add_number(report, rank);
	report_add_text(report, result->use_case->id);
	report_add_text(report, result->use_case->field[USE_CASE_NAME]);
	report_add_text(report, result->use_case->field[USE_CASE_DOMAIN]);
	report_add_text(report, result->use_case->field[USE_CASE_STATUS]);
	report_add_text(report, verdict_id(result->verdict));
	report_add_number(report, result->priority);
	report_add_text(report,
			result->placed ? text_in(&content->matrix->quadrants[result->quadrant].name, language) : "");
	report_add_number(report, result->x);
	report_add_number(report, result->y);
	for (int i = 0; i < FAMILY_COUNT; i++)
		report_add_number(report, result->families[i].value);
	report_add_number(report, result->feasibility_after);
	for (size_t c = 0; c < content->criteria.count; c++)
		report_add_number(report, result->criteria[c].score);
	report_add_text(report, ai_act_id(result->facts.ai_act));
	report_add_text(report, result->techno_push ? "yes" : "no");
	report_add_text(report, result->enabler ? "yes" : "no");
	report_add_owned(report, list_shortfalls(evaluation, result));
	report_add_owned(report, list_obligations(result->open_obligations));
	report_add_owned(report, list_unmet(result, false));
	report_add_owned(report, list_unmet(result, true));
	report_add_number(report, money->tco);
	report_add_number(report, money->net_year);
	report_add_number(report, money->roi);
	report_add_number(report, money->payback);
	report_add_number(report, money->npv);
	report_add_sureness(report, sureness, index);
}

static void build_scorecard(const struct evaluation *evaluation, enum language language, struct report *report)
{
	static const struct titled_column first[] = {
		{ "rank", { "Rang", "Rank" } },
		{ "id", { "Identifiant", "Id" } },
		{ "name", { "Cas d'usage", "Use case" } },
		{ "domain", { "Domaine", "Domain" } },
		{ "status", { "Statut", "Status" } },
		{ "quick_win", { "Gain rapide", "Quick win" } },
		{ "priority", { "Priorité", "Priority" } },
		{ "quadrant", { "Quadrant", "Quadrant" } },
		{ "x", { "Abscisse", "X" } },
		{ "y", { "Ordonnée", "Y" } },
		{ NULL, { NULL, NULL } },
	};
	static const struct titled_column last[] = {
		{ "ai_act", { "Règlement IA", "AI Act" } },
		{ "techno_push", { "Techno-push", "Techno-push" } },
		{ "enabler", { "Socle", "Enabler" } },
		{ "maturity_shortfall", { "Maturité manquante", "Maturity shortfall" } },
		{ "open_obligations", { "Obligations ouvertes", "Open obligations" } },
		{ "failing", { "Conditions non remplies", "Failing conditions" } },
		{ "to_fix", { "Conditions à régler", "Conditions to fix" } },
		{ "tco", { "Coût complet", "TCO" } },
		{ "net_year", { "Gain annuel net", "Net gain a year" } },
		{ "roi_ratio", { "Retour sur investissement", "Return on investment" } },
		{ "payback_months", { "Récupération (mois)", "Payback (months)" } },
		{ "npv", { "Valeur actuelle nette", "Net present value" } },
		{ NULL, { NULL, NULL } },
	};
	const struct criteria *criteria = &evaluation->document->content->criteria;
	struct sureness sureness;

	report_add_titled(report, first, language);
	for (int i = 0; i < FAMILY_COUNT; i++)
		report_add_column(report, family_id((enum family)i), text_in(&criteria->families[i].name, language));
	report_add_column(report, "feasibility_after_gate",
			  language == LANGUAGE_FR ? "Faisabilité après garde-fou" : "Feasibility after gate");
	for (size_t c = 0; c < criteria->count; c++)
		report_add_column(report, criteria->items[c].id, text_in(&criteria->items[c].name, language));
	report_add_titled(report, last, language);
	report_add_sureness_columns(report, language);
	sureness_init(&sureness, evaluation, report, report->sketch);
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		add_scorecard_row(&sureness, evaluation->ranking[i], language, report);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (!evaluation->use_cases[i].rank)
			add_scorecard_row(&sureness, i, language, report);
	sureness_release(&sureness);
}

static void build_uses(const struct evaluation *evaluation, enum language language, struct report *report)
{
	static const struct titled_column columns[] = {
		{ "id", { "Identifiant", "Id" } },
		{ "name", { "Outil ou tâche", "Tool or task" } },
		{ "team", { "Équipe", "Team" } },
		{ "purpose", { "Pour quoi faire", "Purpose" } },
		{ "data", { "Données confiées", "Data put in" } },
		{ "account", { "Compte", "Account" } },
		{ "declared", { "Déclaré", "Declared" } },
		{ "decision", { "Décision", "Decision" } },
		{ NULL, { NULL, NULL } },
	};
	const struct inventory *inventory = &evaluation->document->inventory;

	report_add_titled(report, columns, language);
	for (size_t i = 0; i < inventory->count; i++) {
		if (!use_is_present(&inventory->items[i]))
			continue;
		report_add_text(report, inventory->items[i].id);
		for (int f = 0; f < USE_FIELD_COUNT; f++)
			report_add_text(report, inventory->items[i].field[f]);
	}
}

static const struct {
	const char *id;
	void (*build)(const struct evaluation *, enum language, struct report *);
} reports[REPORT_KIND_COUNT] = {
	[REPORT_SCORECARD] = { "scorecard", build_scorecard },
	[REPORT_ANSWERS] = { "answers", build_answers },
	[REPORT_USE_CASES] = { "use-cases", build_use_cases },
	[REPORT_VOTES] = { "votes", build_votes },
	[REPORT_MATURITY] = { "maturity", build_maturity },
	[REPORT_USES] = { "uses", build_uses },
	[REPORT_ROADMAP] = { "roadmap", report_roadmap },
	[REPORT_OBLIGATIONS] = { "obligations", report_obligations },
	[REPORT_TIDY] = { "tidy", report_tidy },
};

const char *report_id(enum report_kind kind)
{
	return reports[kind].id;
}

bool report_parse(const char *id, enum report_kind *kind)
{
	for (int i = 0; i < REPORT_KIND_COUNT; i++) {
		if (strcmp(reports[i].id, id))
			continue;
		*kind = (enum report_kind)i;
		return true;
	}
	return false;
}

void report_build(enum report_kind kind, const struct evaluation *evaluation, enum language language,
		  struct report *report)
{
	*report = (struct report){ 0 };
	reports[kind].build(evaluation, language, report);
}

void report_build_drawn(enum report_kind kind, const struct robustness *robustness, enum language language,
			struct report *report)
{
	*report = (struct report){ .drawn = robustness };
	reports[kind].build(robustness->evaluation, language, report);
}

bool report_samples(enum report_kind kind)
{
	return kind == REPORT_SCORECARD || kind == REPORT_TIDY;
}

void report_sketch(enum report_kind kind, const struct evaluation *evaluation, enum language language,
		   struct report *report)
{
	*report = (struct report){ .sketch = true };
	reports[kind].build(evaluation, language, report);
}
