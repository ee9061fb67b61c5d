/*
 * The money of a use case: what is put in at the left, what comes out beside
 * it, and what had to be taken for granted.
 */
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/scoring.h"
#include "explain_money.h"
#include "form.h"
#include "pages.h"
#include "scoring_panel.h"
#include "use_case_parts.h"

enum { FORM_LEAST = 47, FORM_MOST = 52, AIRY_HEIGHT = 30, WIDE = 60, FIELD_ROWS = 12 };

static const struct form_field fields[] = {
	{ NULL, CHANGE_USE_CASE, USE_CASE_HOURS,
	  N_("Hours saved a month, all together: 40, or low/likely/high: 25/40/55.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_HOUR_COST, N_("Euros an hour, charges included: 30, or 25/30/35.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_OTHER_GAIN, N_("Euros a year, avoided or secured: 5000, or 0/5000/8000.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_BUILD_DAYS, N_("Days of work until first use: 10, or 8/10/15.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_DAY_RATE, N_("Euros a day: 400, or 350/400/600.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_BUILD_COST, N_("Euros once, besides the days: 2500, or 1500/2500/4000.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_RUN_COST,
	  N_("Euros a year: licences, hosting, review. 5400, or 4000/5400/7000.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_HORIZON, N_("Whole years that are counted: 3. Empty: 3 years.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_DISCOUNT, N_("Percent a year: 4, or 2/4/6. Empty: 0.") },
	{ NULL, CHANGE_USE_CASE, USE_CASE_RAMP_UP, N_("Months before the gain begins: 3, or 2/3/6. Empty: 0.") },
};

struct figures_state {
	char id[KEY_MOST + 1];
	struct form form;
};

static struct form *form_of(struct figures_state *state)
{
	state->form.fields = fields;
	state->form.count = (int)ARRAY_SIZE(fields);
	state->form.key = state->id;
	return &state->form;
}

void page_figures_open(struct ui *ui, const char *id)
{
	struct figures_state *state = ui_open(ui, &page_figures);

	(void)snprintf(state->id, sizeof(state->id), "%s", id);
}

/* --- results ------------------------------------------------------------------------------ */

enum outcome_unit { UNIT_EUROS, UNIT_RATIO, UNIT_MONTHS };

/* What comes out, in the order in which it is computed. */
static const struct outcome {
	const char *name;
	size_t value; /* a double of struct money */
	enum outcome_unit unit;
	bool cost;        /* the favourable estimate is the lower figure */
	const char *none; /* why there may be no figure */
} outcomes[] = {
	{ N_("Gain a year"), offsetof(struct money, gain), UNIT_EUROS, false, NULL },
	{ N_("Build"), offsetof(struct money, build), UNIT_EUROS, true, NULL },
	{ N_("Run a year"), offsetof(struct money, run), UNIT_EUROS, true, NULL },
	{ N_("Full cost (TCO)"), offsetof(struct money, tco), UNIT_EUROS, true, NULL },
	{ N_("Net gain a year"), offsetof(struct money, net_year), UNIT_EUROS, false, NULL },
	{ N_("Return on investment"), offsetof(struct money, roi), UNIT_RATIO, false, N_("none: there is no cost") },
	{ N_("Payback"), offsetof(struct money, payback), UNIT_MONTHS, true,
	  N_("none: the net gain of a year is not above 0") },
	{ N_("Net present value"), offsetof(struct money, npv), UNIT_EUROS, false, NULL },
};

static double value_of(const struct money *money, const struct outcome *outcome)
{
	double value;

	memcpy(&value, (const char *)money + outcome->value, sizeof(value));
	return value;
}

static void word_outcome(struct buf *out, const struct scene *scene, const struct outcome *outcome, double value)
{
	if (!is_figure(value))
		buf_add_text(out, outcome->unit == UNIT_MONTHS ? _("never") : "–");
	else if (outcome->unit == UNIT_EUROS)
		word_money(out, scene, value);
	else if (outcome->unit == UNIT_RATIO)
		word_number(out, scene, value, 2);
	else
		word_number(out, scene, value, 1);
	if (is_figure(value) && outcome->unit == UNIT_MONTHS)
		buf_add_format(out, "\u00a0%s", _("months"));
}

/* «9 000 € to 19 800 €»; empty where the figures are no ranges. */
static void word_range(struct buf *out, const struct scene *scene, const struct outcome *outcome,
		       const struct money money[3])
{
	const double worst = value_of(&money[ESTIMATE_LOW], outcome), best = value_of(&money[ESTIMATE_HIGH], outcome);

	if (same_figure(worst, best) || (!is_figure(worst) && !is_figure(best)))
		return;
	word_outcome(out, scene, outcome, outcome->cost ? best : worst);
	buf_add_text(out, _(" to "));
	word_outcome(out, scene, outcome, outcome->cost ? worst : best);
}

/* Why there is no likely figure, and the range where a favourable estimate has one; returns the rows. */
static int draw_none(const struct outcome *outcome, const char *range, struct surface *surface, int row)
{
	struct buf text;
	int rows;

	buf_init(&text);
	buf_add_text(&text, _(outcome->none));
	if (*range)
		buf_add_format(&text, " (%s)", range);
	rows = surface_wrap(surface, row, 2, surface->width - 2, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return rows;
}

/* The likely figure at the end of the name's column, the range beside it or, where that is narrow, below. */
static int draw_outcome(const struct scene *scene, const struct outcome *outcome, const struct money money[3],
			struct surface *surface, int row)
{
	const int figure = surface->width >= WIDE ? surface->width / 2 : surface->width;
	const double likely = value_of(&money[ESTIMATE_LIKELY], outcome);
	struct buf text;
	int used;

	buf_init(&text);
	if (is_figure(likely))
		word_outcome(&text, scene, outcome, likely);
	used = surface_text(surface, row, 0, figure, ATTRIBUTE_NONE, _(outcome->name)) + 1;
	/* Millions may need a row of their own. */
	if (used + surface_measure(surface, text.data) > figure) {
		row++;
		used = 0;
	}
	surface_text_right(surface, row, used, figure - used, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	word_range(&text, scene, outcome, money);
	if (!is_figure(likely) && outcome->none)
		row += draw_none(outcome, text.data, surface, row + 1);
	else if (text.length && figure < surface->width)
		(void)surface_text(surface, row, figure + 2, surface->width - figure - 2, ATTRIBUTE_NONE, text.data);
	else if (text.length)
		surface_text_right(surface, ++row, 0, figure, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row + 1;
}

static int draw_outcomes(const struct scene *scene, const struct use_case_result *result, struct surface *surface,
			 int row)
{
	if (!result->money[ESTIMATE_LIKELY].given) {
		row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_BOLD, _("No figures yet."));
		return row + surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE,
					  _("Hours, another gain, build days, a build cost or a run cost: one of them "
					    "is enough to begin with. Until then the conditions on money are dropped "
					    "and no score is computed."));
	}
	for (size_t i = 0; i < ARRAY_SIZE(outcomes); i++)
		row = draw_outcome(scene, &outcomes[i], result->money, surface, row);
	return row;
}

/* --- what follows from them ----------------------------------------------------------------- */

/* What counts instead of the computed score. */
static void tell_overriding(struct telling *telling, const struct criterion_result *now)
{
	if (now->source != SOURCE_RETAINED && now->source != SOURCE_VOTES)
		return;
	buf_add_format(&telling->pen.line, ", %s ",
		       now->source == SOURCE_RETAINED ? _("overridden by the retained") : _("overridden by the votes"));
	tell_number(telling, now->score, 2);
}

/* «Expected gain: 4 of 5 (computed: return on investment 1.18 ≥ 1, < 2)» */
static void tell_derived_score(struct telling *telling, size_t index, bool bounds)
{
	const struct criterion *criterion = &telling->content->criteria.items[index];
	const double score =
		derived_score(telling->content->matrix, document_profile(telling->scene->evaluation->document),
			      criterion->derive, &telling->result->money[ESTIMATE_LIKELY]);

	if (!is_figure(score))
		return;
	if (!bounds)
		buf_add_format(&telling->pen.line, "%s%s", telling->pen.line.length ? _("; ") : _("computed"),
			       telling->pen.line.length ? "" : _(": "));
	buf_add_format(&telling->pen.line, "%s%s", tell_in_language(telling, &criterion->name), bounds ? _(": ") : " ");
	buf_add_format(&telling->pen.line, _("%d of 5"), (int)score);
	tell_overriding(telling, &telling->result->criteria[index]);
	if (!bounds)
		return;
	tell_text(telling, " (");
	tell_derived(telling, criterion->derive, (int)score);
	tell_text(telling, ")");
	tell_end(telling);
}

/* With the bounds a line each, else all on one. */
static void tell_derived_scores(struct telling *telling, bool bounds)
{
	for (size_t i = 0; i < telling->content->criteria.count; i++)
		tell_derived_score(telling, i, bounds);
	if (telling->pen.line.length)
		tell_end(telling);
}

static void tell_assumed(struct telling *telling, bool bounds)
{
	(void)bounds;
	if (telling->result->money[ESTIMATE_LIKELY].given)
		tell_not_given(telling);
}

/* A paragraph from `row` on; false, with nothing drawn, where it does not end before `end`. */
static bool draw_note(const struct scene *scene, const struct use_case_result *result,
		      void (*tell)(struct telling *, bool), bool bounds, struct surface *surface, int *row, int end)
{
	struct telling telling = { .scene = scene, .content = scene->evaluation->document->content, .result = result };
	struct surface note;
	bool fits;

	surface_init(&note, surface->width, 0, surface->ascii);
	pen_init(&telling.pen, &note);
	tell(&telling, bounds);
	pen_release(&telling.pen);
	fits = *row + note.height <= end;
	if (fits && note.height) {
		/* The surface grows with what is drawn on it. */
		(void)surface_text(surface, *row + note.height - 1, 0, 1, ATTRIBUTE_NONE, " ");
		surface_blit(surface, *row, 0, &note, 0, note.height);
		*row += note.height + 1;
	}
	surface_release(&note);
	return fits;
}

/* --- the page ---------------------------------------------------------------------------------- */

static void draw_head(const struct ui *ui, const struct use_case_result *result, struct surface *surface)
{
	const size_t place = (size_t)(result - ui->evaluation.use_cases);
	struct buf text;
	int used;

	buf_init(&text);
	buf_add_format(&text, _(" · %zu of %zu"), place + 1, ui->evaluation.use_case_count);
	buf_add_format(&text, " · %s", _("figures"));
	used = surface_text(surface, 0, 1, surface->width - 2 - surface_measure(surface, text.data), ATTRIBUTE_BOLD,
			    use_case_name(result->use_case));
	(void)surface_text(surface, 0, 1 + used, surface->width, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	word_outlook(&text, &ui->scene, surface, result);
	(void)surface_text(surface, 1, 1, surface->width - 2, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/*
 * Beside the form the results, and below them the scores that follow and what
 * was not given: there where there is room, else below the form; with the
 * bounds of the matrix where there is room for those too.
 */
static void draw_results(const struct ui *ui, const struct use_case_result *result, struct surface *surface, int top,
			 int left)
{
	const int end = surface->height - 1 - top, under_top = top + FIELD_ROWS - 1,
		  under_end = surface->height - 1 - under_top;
	const struct scene *scene = &ui->scene;
	struct surface beside, under;
	int row, under_row = 0;

	surface_init(&beside, surface->width - left - 2, 0, ui->ascii);
	surface_init(&under, left - 3, 0, ui->ascii);
	row = draw_outcomes(scene, result, &beside, 0) + 1;
	if (!draw_note(scene, result, tell_derived_scores, true, &beside, &row, end) &&
	    !draw_note(scene, result, tell_derived_scores, false, &beside, &row, end))
		(void)draw_note(scene, result, tell_derived_scores, false, &under, &under_row, under_end);
	under_row -= under_row > 0;
	if (beside.width < WIDE || !draw_note(scene, result, tell_assumed, false, &beside, &row, end))
		(void)draw_note(scene, result, tell_assumed, false, &under, &under_row, INT_MAX);
	surface_blit(surface, top, left + 1, &beside, 0, end);
	surface_blit(surface, under_top, 2, &under, 0, under_end);
	if (under.height > under_end)
		(void)surface_text(surface, surface->height - 2, left - 3, 2, ATTRIBUTE_BOLD, "…");
	surface_release(&beside);
	surface_release(&under);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct figures_state *state = memory;
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, state->id);
	const int top = surface->height >= AIRY_HEIGHT ? 3 : 2;
	int left = surface->width * 2 / 5;

	if (!result) {
		use_case_draw_gone(state->id, surface);
		return;
	}
	left = left < FORM_LEAST ? FORM_LEAST : left > FORM_MOST ? FORM_MOST : left;
	draw_head(ui, result, surface);
	for (int row = top; row < surface->height - 1; row++)
		surface_glyph(surface, row, left - 1, GLYPH_VERTICAL);
	draw_results(ui, result, surface, top, left);
	form_draw_fields(ui, form_of(state), surface, top, 0, left - 1, FIELD_ROWS);
	(void)surface_text(surface, surface->height - 1, 2, surface->width - 3, ATTRIBUTE_NONE,
			   form_help(&state->form));
}

/* The figures of the use case before or after: all fields here are typed, so that ← and → are free for it. */
static void move_across(struct ui *ui, struct figures_state *state, const struct use_case_result *result, bool right)
{
	const size_t place = (size_t)(result - ui->evaluation.use_cases), count = ui->evaluation.use_case_count;

	if (right ? place + 1 == count : place == 0) {
		ui_say(ui, "%s", right ? _("this is the last use case") : _("this is the first use case"));
		return;
	}
	result += right ? 1 : -1;
	(void)snprintf(state->id, sizeof(state->id), "%s", result->use_case->id);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct figures_state *state = memory;
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, state->id);

	if (!result)
		return false;
	switch (action) {
	case ACTION_LEFT:
	case ACTION_RIGHT:
		move_across(ui, state, result, action == ACTION_RIGHT);
		return true;
	case ACTION_EXPLAIN:
		ui_explain(ui, state->id);
		return true;
	default:
		return form_act(ui, form_of(state), action, key);
	}
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct figures_state *state = memory;

	return evaluation_use_case(&ui->evaluation, state->id) && form_find(ui, form_of(state), words);
}

static const struct binding bindings[] = {
	FORM_BINDINGS,
	{ "<Esc>", ACTION_BACK, N_("back") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ NULL, ACTION_NONE, NULL },
};

static bool gone(const struct ui *ui, const void *memory)
{
	const struct figures_state *state = memory;

	return !document_use_case(ui->session->document, state->id);
}

const struct page page_figures = {
	.name = N_("Figures"),
	.state_size = sizeof(struct figures_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.gone = gone,
	.find = find,
};
