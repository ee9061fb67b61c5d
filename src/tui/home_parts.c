#include "home_parts.h"

#include <math.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/roadmap.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "ui_internal.h"

static void count_planned(const struct evaluation *evaluation, struct outlook *outlook)
{
	struct roadmap roadmap;

	roadmap_compute(evaluation, &roadmap);
	for (size_t wave = 0; wave <= ROADMAP_LATER; wave++)
		outlook->planned += roadmap.waves[wave].in_use;
	outlook->soon = roadmap.waves[0].in_use;
	roadmap_release(&roadmap);
}

void outlook_compute(const struct evaluation *evaluation, struct outlook *outlook)
{
	*outlook = (struct outlook){ 0 };
	next_step_compute(evaluation, &outlook->next);
	count_planned(evaluation, outlook);
}

/* --- the next step in words -------------------------------------------------------------- */

static const char *name_of(const struct scene *scene, const struct next_step *next)
{
	return use_case_name(scene->evaluation->use_cases[next->use_case].use_case);
}

static void word_grid_left(struct buf *out, const struct scene *scene, const struct next_step *next)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[next->grid];

	buf_add_format(out, _("Go on with «%s»"), text_in(&grid->name, scene->language));
	buf_add_text(out, _(": "));
	buf_add_format(out, message_plural("%zu question left to answer", "%zu questions left to answer", next->count),
		       next->count);
	if (grid->questions[next->question].express)
		buf_add_format(out, " (%s)", _("express reading"));
}

/* Of need, sponsor and indicator what is not stated. */
static const char *need_sentence(const struct use_case *use_case)
{
	if (!use_case_states(use_case, USE_CASE_NEED))
		return N_("Ask what need «%s» answers, for whom, and what will tell its success");
	if (use_case_states(use_case, USE_CASE_INDICATOR))
		return N_("Say who in the field sponsors «%s»");
	if (use_case_states(use_case, USE_CASE_SPONSOR))
		return N_("Say what figure will tell the success of «%s»");
	return N_("Say who in the field sponsors «%s», and what figure will tell its success");
}

static void word_missing_on_sheet(struct buf *out, const struct scene *scene, const struct next_step *next)
{
	buf_add_text(out, _(": "));
	word_missing(out, scene, &scene->evaluation->use_cases[next->use_case]);
}

static void word_unlock(struct buf *out, const struct scene *scene, const struct next_step *next)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[next->grid];

	buf_add_format(out, _("Bring «%s» to level %d, on the way to «%s»"),
		       text_in(&grid->dimensions[next->dimension].name, scene->language), next->level,
		       name_of(scene, next));
}

/* A sentence, about one use case where it has a place for a name, with how many others there are; or what makes it. */
static const struct {
	const char *sentence, *about, *reason;
	void (*tell)(struct buf *out, const struct scene *scene, const struct next_step *next);
} next_words[NEXT_KIND_COUNT] = {
	[NEXT_VOTE] = { N_("A secret vote is open: V goes back to it"), NULL,
			N_("Votes that are not revealed count in no figure and no export."), NULL },
	[NEXT_SERVICE] = { N_("Say who it is about: the name of the service and its sector"), NULL,
			   N_("The sector decides which examples and money bounds are used."), NULL },
	[NEXT_GRID] = { NULL, NULL,
			N_("What use cases require of data and skills is read from the grids: they come first."),
			word_grid_left },
	[NEXT_USE_CASES] = { N_("Gather use cases: ten to fifteen tasks that AI might help with"), NULL,
			     N_("There is nothing to score and rank yet."), NULL },
	[NEXT_NEED] = { NULL, NULL, N_("Without need, sponsor and indicator a use case cannot be a quick win."), NULL },
	[NEXT_SCORE] = { NULL, N_("Score «%s»"),
			 N_("A required score is missing: it has no full place in the ranking."), NULL },
	[NEXT_AI_ACT] = { NULL, N_("Classify «%s» by the AI Act"),
			  N_("What is prohibited or of high risk has to be known before anything is launched."), NULL },
	[NEXT_SHEET] = { NULL, N_("Complete the sheet of «%s»"),
			 N_("Whether it is a quick win cannot be told without this."), word_missing_on_sheet },
	[NEXT_LAUNCH] = { NULL, N_("Launch «%s»: it is a quick win; then set its status"),
			  N_("All that was asked is answered; this is the best-ranked quick win that is an idea still."),
			  NULL },
	[NEXT_UNLOCK] = { NULL, NULL, N_("No quick win is left to launch: maturity holds use cases back."),
			  word_unlock },
	[NEXT_EXPORT] = { N_("Take the scorecard and the report with you"), NULL,
			  N_("All that was asked is answered, and nothing is left to launch or to unlock."), NULL },
};

void word_next_step(struct buf *out, const struct scene *scene, const struct next_step *next)
{
	const char *about = next->kind == NEXT_NEED
				    ? need_sentence(scene->evaluation->use_cases[next->use_case].use_case)
				    : next_words[next->kind].about;

	if (next_words[next->kind].sentence)
		buf_add_text(out, _(next_words[next->kind].sentence));
	if (about)
		buf_add_format(out, _(about), name_of(scene, next));
	if (next_words[next->kind].tell)
		next_words[next->kind].tell(out, scene, next);
	if (about && next->count > 1) {
		buf_add_text(out, " ");
		buf_add_format(out, message_plural("(and %zu other)", "(and %zu others)", next->count - 1),
			       next->count - 1);
	}
}

const char *word_next_reason(enum next_kind kind)
{
	return _(next_words[kind].reason);
}

/* --- where it is done ------------------------------------------------------------------------ */

static const struct {
	const struct page *page; /* of the step */
	void (*open)(struct ui *ui, const char *id);
} next_places[NEXT_KIND_COUNT] = {
	[NEXT_SERVICE] = { &page_service, NULL },
	[NEXT_GRID] = { &page_grid, NULL },
	[NEXT_USE_CASES] = { &page_use_cases, NULL },
	[NEXT_NEED] = { &page_use_cases, page_need_open },
	[NEXT_SCORE] = { &page_use_cases, page_scoring_open },
	[NEXT_AI_ACT] = { &page_use_cases, page_tree_open },
	[NEXT_SHEET] = { &page_use_cases, page_sheet_open },
	[NEXT_LAUNCH] = { &page_use_cases, page_sheet_open },
	[NEXT_EXPORT] = { &page_export, NULL },
};

void go_to_next_step(struct ui *ui, const struct next_step *next)
{
	const struct next_step to = *next;

	if (to.kind == NEXT_UNLOCK || to.kind == NEXT_VOTE) {
		(void)door_open(ui, to.kind == NEXT_VOTE ? ACTION_WORKSHOP : ACTION_UNLOCKS);
		return;
	}
	ui_go_to_step(ui, step_with(ui, next_places[to.kind].page, to.kind == NEXT_GRID ? to.grid : 0));
	if (to.kind == NEXT_GRID)
		page_question_open(ui, to.grid, to.question);
	else if (next_places[to.kind].open)
		next_places[to.kind].open(ui, ui->evaluation.use_cases[to.use_case].use_case->id);
}

/* --- how far each step is ------------------------------------------------------------------------ */

static double share_of(size_t part, size_t whole)
{
	return whole ? (double)part / (double)whole : (double)NAN;
}

static double word_service_step(const struct ui *ui, const struct outlook *outlook, size_t grid, struct buf *out)
{
	size_t given = 0;

	(void)outlook;
	(void)grid;
	for (int field = 0; field < SERVICE_FIELD_COUNT; field++)
		given += *ui->session->document->service[field] != '\0';
	buf_add_format(out, _("%zu of %d fields"), given, SERVICE_FIELD_COUNT);
	return share_of(given, SERVICE_FIELD_COUNT);
}

static double word_grid_step(const struct ui *ui, const struct outlook *outlook, size_t grid, struct buf *out)
{
	const struct grid_result *result = &ui->evaluation.grids[grid];
	const struct measure *measure = ui->complete || !result->express.total ? &result->measure : &result->express;

	(void)outlook;
	buf_add_format(out, "%zu/%zu", measure->answered, measure->total);
	if (is_figure(result->measure.score)) {
		buf_add_text(out, " · ");
		word_number(out, &ui->scene, result->measure.score, 2);
		buf_add_format(out, " %s", _("out of 5"));
	}
	if (result->level) {
		buf_add_text(out, " · ");
		buf_add_format(out, _("level %d"), result->level);
	}
	return share_of(measure->answered, measure->total);
}

static double word_cases_step(const struct ui *ui, const struct outlook *outlook, size_t grid, struct buf *out)
{
	const size_t count = ui->evaluation.use_case_count;
	size_t open = 0;

	(void)outlook;
	(void)grid;
	for (size_t i = 0; i < count; i++)
		open += ui->evaluation.use_cases[i].verdict == VERDICT_INCOMPLETE;
	buf_add_format(out, message_plural("%zu use case", "%zu use cases", count), count);
	if (open) {
		buf_add_text(out, " · ");
		buf_add_format(out, _("%zu to be completed"), open);
	}
	return share_of(count - open, count);
}

static double word_scores_step(const struct ui *ui, const struct outlook *outlook, size_t grid, struct buf *out)
{
	(void)outlook;
	(void)grid;
	buf_add_format(out, _("%zu of %zu scores"), ui->scored, ui->to_score);
	return share_of(ui->scored, ui->to_score);
}

static size_t count_candidates(const struct evaluation *evaluation, size_t *placed)
{
	size_t count = 0;

	*placed = 0;
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const struct use_case_result *result = &evaluation->use_cases[i];

		if (result_is_settled(result) || result_is_prohibited(result))
			continue;
		count++;
		*placed += result->placed;
	}
	return count;
}

static double word_matrix_step(const struct ui *ui, const struct outlook *outlook, size_t grid, struct buf *out)
{
	const size_t wins = ui->evaluation.quick_wins;
	size_t placed;
	const size_t count = count_candidates(&ui->evaluation, &placed);

	(void)outlook;
	(void)grid;
	buf_add_format(out, message_plural("%zu quick win", "%zu quick wins", wins), wins);
	if (ui->evaluation.conditional) {
		buf_add_text(out, " · ");
		buf_add_format(out, _("%zu under condition"), ui->evaluation.conditional);
	}
	return share_of(placed, count);
}

static double word_roadmap_step(const struct ui *ui, const struct outlook *outlook, size_t grid, struct buf *out)
{
	size_t placed;
	const size_t count = count_candidates(&ui->evaluation, &placed);

	(void)grid;
	buf_add_format(out, _("%zu planned, %zu within 6 months"), outlook->planned, outlook->soon);
	return share_of(outlook->planned, count);
}

static double word_export_step(const struct ui *ui, const struct outlook *outlook, size_t grid, struct buf *out)
{
	const struct session *session = ui->session;

	(void)outlook;
	(void)grid;
	if (session->milestone_count)
		buf_add_format(out, _("last milestone: «%s»"), session->milestones[session->milestone_count - 1].name);
	else
		buf_add_text(out, _("no milestone yet"));
	return (double)NAN;
}

double home_word_step(const struct ui *ui, const struct outlook *outlook, size_t step, struct buf *out)
{
	static const struct {
		const struct page *page;
		double (*tell)(const struct ui *, const struct outlook *, size_t grid, struct buf *);
	} tellers[] = {
		{ &page_service, word_service_step }, { &page_grid, word_grid_step },
		{ &page_use_cases, word_cases_step }, { &page_scoring, word_scores_step },
		{ &page_matrix, word_matrix_step },   { &page_roadmap, word_roadmap_step },
		{ &page_export, word_export_step },
	};

	for (size_t i = 0; i < ARRAY_SIZE(tellers); i++)
		if (tellers[i].page == ui->steps[step].page)
			return tellers[i].tell(ui, outlook, ui->steps[step].grid, out);
	return (double)NAN;
}
