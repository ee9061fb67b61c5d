/*
 * Going through what is to be scored: use cases and criteria are a table, and
 * the lines at the left are one of its sides.
 */
#include <stdlib.h>

#include "cadran/tui/wording.h"
#include "scoring.h"
#include "scoring_panel.h"

/* --- moving ------------------------------------------------------------------------------------ */

static void choose(struct ui *ui, struct scoring_state *state, size_t place, size_t criterion)
{
	if (place == state->place && criterion == state->criterion)
		return;
	scoring_remember(ui, state, place);
	state->criterion = criterion;
	state->scroll = 0;
	state->scrolled = false;
}

/* A table of use cases and criteria, walked along the lines at the left, then across. */
struct walk {
	size_t *order; /* criteria of the reading */
	size_t lines, columns, line, column;
	bool by_criterion;
};

static struct walk walk_begin(struct ui *ui, struct scoring_state *state)
{
	struct walk walk = { .by_criterion = state->by_criterion };
	size_t count;

	walk.order = scoring_order(ui, &count);
	walk.lines = walk.by_criterion ? ui->evaluation.use_case_count : count;
	walk.columns = walk.by_criterion ? count : ui->evaluation.use_case_count;
	walk.line = scoring_position(state, walk.order, count);
	walk.column = state->place;
	if (walk.by_criterion) {
		walk.column = walk.line;
		walk.line = state->place;
	}
	return walk;
}

static void walk_choose(struct ui *ui, struct scoring_state *state, const struct walk *walk, size_t line, size_t column)
{
	if (walk->by_criterion)
		choose(ui, state, line, walk->order[column]);
	else
		choose(ui, state, column, walk->order[line]);
}

/* Nobody has to score what is prohibited, live or stopped. */
static bool is_open(const struct ui *ui, const struct walk *walk, size_t line, size_t column)
{
	const struct use_case_result *result = scoring_case_at(ui, walk->by_criterion ? line : column);
	const size_t criterion = walk->order[walk->by_criterion ? column : line];

	return result->criteria[criterion].source == SOURCE_MISSING && !word_out_of_race(result);
}

bool scoring_move_along(struct ui *ui, struct scoring_state *state, enum action action)
{
	struct walk walk = walk_begin(ui, state);
	const int rows = state->lines.rows;
	bool moved;

	state->list.selected = (int)walk.line;
	list_fit(&state->list, (int)walk.lines, rows > 2 ? rows - 1 : 1);
	moved = list_act(&state->list, action);
	if (moved)
		walk_choose(ui, state, &walk, (size_t)state->list.selected, walk.column);
	free(walk.order);
	return moved;
}

void scoring_move_across(struct ui *ui, struct scoring_state *state, bool right)
{
	struct walk walk = walk_begin(ui, state);

	if (right ? walk.column + 1 < walk.columns : walk.column > 0)
		walk_choose(ui, state, &walk, walk.line, right ? walk.column + 1 : walk.column - 1);
	else if (walk.by_criterion)
		ui_say(ui, "%s", right ? _("this is the last criterion") : _("this is the first criterion"));
	else
		ui_say(ui, "%s", right ? _("this is the last use case") : _("this is the first use case"));
	free(walk.order);
}

bool scoring_move_page(struct ui *ui, struct scoring_state *state, enum action action)
{
	const int half = state->lines.rows / 2, before = state->scroll;

	state->scroll += action == ACTION_PAGE_DOWN ? half : -half;
	state->scroll = state->scroll < 0 ? 0 : state->scroll;
	state->scroll = state->scroll > state->scroll_most ? state->scroll_most : state->scroll;
	if (state->scroll == before)
		return scoring_move_along(ui, state, action);
	state->scrolled = true;
	return true;
}

static void say_across(struct ui *ui, const struct walk *walk, const struct scoring_state *state)
{
	if (walk->by_criterion)
		ui_say(ui, "%s%s%s", _("next criterion"), _(": "),
		       text_in(&scoring_criteria_of(ui)->items[state->criterion].name, ui->scene.language));
	else
		ui_say(ui, "%s%s%s", _("next use case"), _(": "),
		       use_case_name(scoring_case_at(ui, state->place)->use_case));
}

/* To the next line of the same column without a score, and round; false where there is none but this. */
static bool go_to_open_line(struct ui *ui, struct scoring_state *state, const struct walk *walk)
{
	for (size_t i = 1; i < walk->lines; i++) {
		const size_t line = (walk->line + i) % walk->lines;

		if (!is_open(ui, walk, line, walk->column))
			continue;
		walk_choose(ui, state, walk, line, walk->column);
		return true;
	}
	return false;
}

void scoring_go_on_within(struct ui *ui, struct scoring_state *state)
{
	struct walk walk = walk_begin(ui, state);

	(void)go_to_open_line(ui, state, &walk);
	free(walk.order);
}

void scoring_go_to(struct ui *ui, struct scoring_state *state, const char *id, const char *criterion)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, id);
	size_t index;

	if (result && criteria_find(scoring_criteria_of(ui), criterion, &index))
		choose(ui, state, (size_t)(result - ui->evaluation.use_cases), index);
}

void scoring_go_on(struct ui *ui, struct scoring_state *state, bool round)
{
	struct walk walk = walk_begin(ui, state);
	const size_t total = walk.lines * walk.columns, here = walk.column * walk.lines + walk.line;

	if (round && go_to_open_line(ui, state, &walk)) {
		free(walk.order);
		return;
	}
	for (size_t i = 1; i <= total; i++) {
		const size_t at = (here + i) % total, column = at / walk.lines;

		if (!is_open(ui, &walk, at % walk.lines, column))
			continue;
		walk_choose(ui, state, &walk, at % walk.lines, column);
		if (i == total)
			ui_say(ui, "%s", _("this is the last one without a score"));
		else if (column != walk.column)
			say_across(ui, &walk, state);
		free(walk.order);
		return;
	}
	free(walk.order);
	ui_say(ui, "%s", _("everything that is to be decided is scored; Tab goes to the next step"));
}

/* --- searching --------------------------------------------------------------------------------- */

static bool case_has(const struct ui *ui, size_t place, const char *words)
{
	const struct use_case *use_case = scoring_case_at(ui, place)->use_case;

	return text_has(use_case_name(use_case), words) || text_has(use_case->id, words);
}

static bool criterion_has(const struct ui *ui, size_t index, const char *words)
{
	const struct criterion *criterion = &scoring_criteria_of(ui)->items[index];

	return text_has(text_in(&criterion->name, ui->scene.language), words) ||
	       text_has(text_in(&criterion->text, ui->scene.language), words) ||
	       text_has(word_family(&ui->scene, criterion->family), words);
}

static bool column_has(const struct ui *ui, const struct walk *walk, bool line, size_t index, const char *words)
{
	return line == walk->by_criterion ? case_has(ui, index, words) : criterion_has(ui, walk->order[index], words);
}

bool scoring_find(struct ui *ui, struct scoring_state *state, const char *words)
{
	struct walk walk;
	bool found = false;

	walk = walk_begin(ui, state);
	for (size_t i = 1; i <= walk.lines && !found; i++) {
		const size_t line = (walk.line + i) % walk.lines;

		found = column_has(ui, &walk, true, line, words);
		if (found)
			walk_choose(ui, state, &walk, line, walk.column);
	}
	for (size_t i = 1; i <= walk.columns && !found; i++) {
		const size_t column = (walk.column + i) % walk.columns;

		found = column_has(ui, &walk, false, column, words);
		if (found)
			walk_choose(ui, state, &walk, walk.line, column);
	}
	free(walk.order);
	return found;
}
