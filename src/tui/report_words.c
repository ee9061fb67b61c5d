#include "cadran/tui/report_words.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/tui/wording.h"

/* One cell on its way. */
struct coded {
	const struct scene *scene;
	const struct use_case_result *result; /* that the row is about; NULL */
	const char *code;
};

typedef void (*put_in_words)(const struct coded *coded, struct buf *out);

/* Between the things of a list: they may have commas of their own. */
static void add_separator(struct buf *out, size_t begin)
{
	if (out->length > begin)
		buf_add_text(out, " · ");
}

struct code_word {
	const char *code, *word;
};

/* The code itself where it has no word. */
static void add_word(const struct code_word *words, size_t count, const char *code, struct buf *out)
{
	size_t i = 0;

	while (i < count && strcmp(words[i].code, code) != 0)
		i++;
	buf_add_text(out, i < count ? _(words[i].word) : code);
}

static void say_verdict(const struct coded *coded, struct buf *out)
{
	static const struct code_word words[] = { { "yes", N_("yes") },
						  { "conditional", N_("under condition") },
						  { "incomplete", N_("to be completed") },
						  { "no", N_("no") } };

	add_word(words, ARRAY_SIZE(words), coded->code, out);
}

static void say_yes_no(const struct coded *coded, struct buf *out)
{
	buf_add_text(out, !strcmp(coded->code, "unknown") ? _("not known") : word_choice(FIELD_YES_NO, coded->code));
}

static void say_status(const struct coded *coded, struct buf *out)
{
	buf_add_text(out, word_choice(FIELD_STATUS, coded->code));
}

static void say_data(const struct coded *coded, struct buf *out)
{
	buf_add_text(out, word_choice(FIELD_DATA, coded->code));
}

static void say_account(const struct coded *coded, struct buf *out)
{
	buf_add_text(out, word_choice(FIELD_ACCOUNT, coded->code));
}

static void say_decision(const struct coded *coded, struct buf *out)
{
	buf_add_text(out, word_choice(FIELD_DECISION, coded->code));
}

static void say_class(const struct coded *coded, struct buf *out)
{
	const struct tree *tree = &coded->scene->evaluation->document->content->tree;

	buf_add_text(out, coded->result ? ai_act_name(tree, coded->result->facts.ai_act, coded->scene->language)
					: coded->code);
}

static void say_shortfalls(const struct coded *coded, struct buf *out)
{
	const size_t begin = out->length;

	for (size_t i = 0; coded->result && i < coded->result->requirement_count; i++) {
		if (!requirement_is_open(&coded->result->requirements[i]))
			continue;
		add_separator(out, begin);
		word_requirement(out, coded->scene, &coded->result->requirements[i]);
	}
}

static void say_obligations(const struct coded *coded, struct buf *out)
{
	if (coded->result)
		word_obligations(out, coded->result->open_obligations);
}

static void say_conditions(const struct coded *coded, bool fixable, struct buf *out)
{
	const size_t begin = out->length;

	for (size_t i = 0; coded->result && i < coded->result->condition_count; i++) {
		const struct condition_result *condition = &coded->result->conditions[i];

		if (condition->met != MET_NO || condition->fixable != fixable)
			continue;
		add_separator(out, begin);
		word_condition(out, coded->scene, coded->result, condition);
	}
}

static void say_failing(const struct coded *coded, struct buf *out)
{
	say_conditions(coded, false, out);
}

static void say_to_fix(const struct coded *coded, struct buf *out)
{
	say_conditions(coded, true, out);
}

static void say_grid(const struct coded *coded, struct buf *out)
{
	const struct grid *grid = content_grid(coded->scene->evaluation->document->content, coded->code);

	buf_add_text(out, grid ? text_in(&grid->name, coded->scene->language) : coded->code);
}

static void say_level(const struct coded *coded, struct buf *out)
{
	static const struct code_word words[] = { { "NA", N_("not applicable") }, { "?", N_("don't know") } };

	add_word(words, ARRAY_SIZE(words), coded->code, out);
}

static void say_wave(const struct coded *coded, struct buf *out)
{
	static const struct code_word words[] = { { "later", N_("later") }, { "left-out", N_("left out") } };

	add_word(words, ARRAY_SIZE(words), coded->code, out);
}

static void say_item(const struct coded *coded, struct buf *out)
{
	static const struct code_word words[] = { { "use-case", N_("use case") },
						  { "action", N_("maturity action") },
						  { "confirm", N_("level to confirm") },
						  { "obligation", N_("obligation") } };

	add_word(words, ARRAY_SIZE(words), coded->code, out);
}

static void say_obligation_kind(const struct coded *coded, struct buf *out)
{
	static const struct code_word words[] = { { "class", N_("AI Act class") },
						  { "duty", N_("duty beside the class") },
						  { "data", N_("data and dialogue") } };

	add_word(words, ARRAY_SIZE(words), coded->code, out);
}

static void add_field(const char *code, struct buf *out)
{
	enum use_case_field field;

	if (!strcmp(code, service_field_id(SERVICE_SECTOR)))
		buf_add_text(out, word_service_field(SERVICE_SECTOR));
	else
		buf_add_text(out, use_case_field_parse(code, &field) ? word_use_case_field(field) : code);
}

static void say_fields(const struct coded *coded, struct buf *out)
{
	char *codes = xstrdup(coded->code), *rest = codes;
	const size_t begin = out->length;

	for (const char *code = strtok_r(codes, ";", &rest); code; code = strtok_r(NULL, ";", &rest)) {
		add_separator(out, begin);
		add_field(code, out);
	}
	free(codes);
}

/* How an obligation stands: «done», «HDS». */
static void say_standing(const struct coded *coded, struct buf *out)
{
	static const enum field_type types[] = { FIELD_OBLIGATION, FIELD_HOSTING };
	const char *word = coded->code;

	for (size_t i = 0; i < ARRAY_SIZE(types) && word == coded->code; i++)
		word = word_choice(types[i], coded->code);
	buf_add_text(out, word);
}

static const struct {
	enum report_kind kind;
	const char *column;
	put_in_words say;
} codings[] = {
	{ REPORT_SCORECARD, "status", say_status },
	{ REPORT_SCORECARD, "quick_win", say_verdict },
	{ REPORT_SCORECARD, "ai_act", say_class },
	{ REPORT_SCORECARD, "techno_push", say_yes_no },
	{ REPORT_SCORECARD, "enabler", say_yes_no },
	{ REPORT_SCORECARD, "maturity_shortfall", say_shortfalls },
	{ REPORT_SCORECARD, "open_obligations", say_obligations },
	{ REPORT_SCORECARD, "failing", say_failing },
	{ REPORT_SCORECARD, "to_fix", say_to_fix },
	{ REPORT_MATURITY, "grid", say_grid },
	{ REPORT_MATURITY, "level", say_level },
	{ REPORT_USES, "data", say_data },
	{ REPORT_USES, "account", say_account },
	{ REPORT_USES, "declared", say_yes_no },
	{ REPORT_USES, "decision", say_decision },
	{ REPORT_ROADMAP, "wave", say_wave },
	{ REPORT_ROADMAP, "kind", say_item },
	{ REPORT_ROADMAP, "verdict", say_verdict },
	{ REPORT_OBLIGATIONS, "status", say_status },
	{ REPORT_OBLIGATIONS, "ai_act", say_class },
	{ REPORT_OBLIGATIONS, "kind", say_obligation_kind },
	{ REPORT_OBLIGATIONS, "confirm", say_yes_no },
	{ REPORT_OBLIGATIONS, "applies", say_yes_no },
	{ REPORT_OBLIGATIONS, "missing", say_fields },
	{ REPORT_OBLIGATIONS, "field", say_fields },
	{ REPORT_OBLIGATIONS, "value", say_standing },
	{ REPORT_OBLIGATIONS, "open", say_yes_no },
};

/* In which column a row names its use case. */
static const char *const subjects[REPORT_KIND_COUNT] = {
	[REPORT_SCORECARD] = "id",
	[REPORT_OBLIGATIONS] = "use_case",
};

/* The report's column of that id; its count of columns where it has none. */
static size_t find_column(const struct report *report, const char *id)
{
	size_t column = 0;

	while (column < report->column_count && strcmp(report->columns[column].id, id) != 0)
		column++;
	return column;
}

static const struct use_case_result *find_result(const struct evaluation *evaluation, const struct cell *cell)
{
	const struct use_case *use_case =
		cell->kind == CELL_TEXT ? document_use_case(evaluation->document, cell->text) : NULL;

	for (size_t i = 0; use_case && i < evaluation->use_case_count; i++)
		if (evaluation->use_cases[i].use_case == use_case)
			return &evaluation->use_cases[i];
	return NULL;
}

static void say_cell(const struct coded *coded, put_in_words say, struct cell *cell)
{
	struct buf words;

	buf_init(&words);
	say(coded, &words);
	if (words.length) {
		free(cell->text);
		cell->text = buf_detach(&words);
	}
	buf_release(&words);
}

static void say_row(struct report *report, enum report_kind kind, const struct scene *scene, size_t row)
{
	struct cell *cells = &report->cells[row * report->column_count];
	struct coded coded = { .scene = scene };

	if (subjects[kind])
		coded.result = find_result(scene->evaluation, &cells[find_column(report, subjects[kind])]);
	for (size_t i = 0; i < ARRAY_SIZE(codings); i++) {
		const size_t column =
			codings[i].kind == kind ? find_column(report, codings[i].column) : report->column_count;

		if (column == report->column_count || cells[column].kind != CELL_TEXT)
			continue;
		coded.code = cells[column].text;
		say_cell(&coded, codings[i].say, &cells[column]);
	}
}

void report_put_in_words(struct report *report, enum report_kind kind, const void *scene)
{
	for (size_t row = 0; row < report_row_count(report); row++)
		say_row(report, kind, scene, row);
}
