#include "cadran/tui/book_comparison.h"

#include <math.h>
#include <string.h>

#include "book_parts.h"
#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "comparison_parts.h"

enum { SIDE_BEFORE, SIDE_AFTER, SIDES };

struct comparing {
	struct maker maker; /* of the side after */
	struct compared compared;
	const char *names[SIDES];
};

static const struct scene *scene_of(const struct comparing *comparing, int side)
{
	return side == SIDE_AFTER ? &comparing->compared.after : &comparing->compared.before;
}

static enum language language_of(const struct comparing *comparing)
{
	return comparing->compared.after.language;
}

/* --- figures ------------------------------------------------------------------------------------- */

static enum book_tone tone_of(double difference)
{
	if (!is_figure(difference) || same_figure(difference, 0))
		return BOOK_PLAIN;
	return difference > 0 ? BOOK_GOOD : BOOK_BAD;
}

static void add_move(struct book_table *table, const struct move *move)
{
	const double difference = move->after - move->before;

	(void)book_add_number(table, move->before);
	(void)book_add_number(table, move->after);
	book_add_number(table, difference)->tone = tone_of(difference);
}

/* --- what the view tells --------------------------------------------------------------------------- */

struct part {
	const struct comparing *comparing;
	const struct grid *grid;
	const struct dimension_move *dimension;
	const struct use_case_move *use_case;
	struct book_fold *fold;
};

static void draw_content(void *subject, struct surface *surface)
{
	const struct part *part = subject;
	struct pen pen;

	pen_init(&pen, surface);
	tell_moved_content(&part->comparing->compared, &pen);
	pen_release(&pen);
}

static void draw_answers(void *subject, struct surface *surface)
{
	const struct part *part = subject;
	struct pen pen;

	pen_init(&pen, surface);
	tell_moved_answers(&part->comparing->compared, &pen, part->grid, part->dimension);
	pen_release(&pen);
}

static void draw_use_case(void *subject, struct surface *surface)
{
	const struct part *part = subject;
	struct pen pen;

	pen_init(&pen, surface);
	tell_moved_use_case(&part->comparing->compared, &pen, part->use_case);
	pen_release(&pen);
}

static void add_told_item(void *context, const struct told_line *line)
{
	struct comparing *comparing = context;

	book_add_item(comparing->maker.book, line->text);
}

static void add_told_line(void *context, const struct told_line *line)
{
	const struct part *part = context;

	book_add_line(part->comparing->maker.book, part->fold, line->depth, line->strong, line->text);
}

/* --- summary --------------------------------------------------------------------------------------- */

static void make_sides(struct comparing *comparing)
{
	const char *const words[SIDES] = { _("Before"), _("After") };

	for (int side = 0; side < SIDES; side++) {
		buf_add_format(&comparing->maker.text, "%s%s%s", words[side], _(": "), comparing->names[side]);
		maker_item(&comparing->maker);
	}
}

static void make_content(struct comparing *comparing)
{
	struct part part = { .comparing = comparing };

	if (!comparing->compared.comparison->content_count)
		return;
	maker_heading(&comparing->maker, _("The content is not the same on both sides"));
	told(draw_content, &part, add_told_item, comparing);
}

static void word_level_name(struct buf *out, const struct grid *grid, double level, enum language language)
{
	if (!is_figure(level)) {
		buf_add_text(out, "–");
		return;
	}
	buf_add_format(out, "%d %s", (int)level, text_in(&grid->levels[(int)level - 1].name, language));
}

static void add_levels(struct comparing *comparing, struct book_table *table, const struct grid_move *move)
{
	struct buf *text = &comparing->maker.text;

	if (is_figure(move->level.before) || is_figure(move->level.after)) {
		word_level_name(text, move->grid, move->level.before, language_of(comparing));
		if (!move_is_none(&move->level)) {
			buf_add_text(text, " → ");
			word_level_name(text, move->grid, move->level.after, language_of(comparing));
		}
	}
	maker_cell(&comparing->maker, table)->tone = tone_of(move->level.after - move->level.before);
}

static void make_grids(struct comparing *comparing, const char *id)
{
	static const struct maker_column columns[] = {
		{ N_("Grid"), BOOK_TEXT, 30 },  { N_("Before"), BOOK_FINE, 10 },
		{ N_("After"), BOOK_FINE, 10 }, { N_("Difference"), BOOK_MORE_FINE, 12 },
		{ N_("Level"), BOOK_TEXT, 30 },
	};
	const struct comparison *comparison = comparing->compared.comparison;
	struct book_table *table;

	if (!comparison->grid_count)
		return;
	table = maker_table(&comparing->maker, id, _("Score of each grid out of 5 before and after, and its level."),
			    columns, ARRAY_SIZE(columns));
	for (size_t g = 0; g < comparison->grid_count; g++) {
		const struct grid_move *move = &comparison->grids[g];

		(void)book_add_text(comparing->maker.book, table, text_in(&move->grid->name, language_of(comparing)));
		add_move(table, &move->score);
		add_levels(comparing, table, move);
	}
}

static double difference_of(const struct dimension_move *move)
{
	return move->score.after - move->score.before;
}

/* The dimension that rose most, or fell most; NULL where none did. */
static const struct dimension_move *find_most(const struct comparison *comparison, int sign)
{
	const struct dimension_move *most = NULL;

	for (size_t g = 0; g < comparison->grid_count; g++) {
		const struct grid_move *grid = &comparison->grids[g];

		for (size_t d = 0; d < grid->dimension_count; d++) {
			const double difference = sign * difference_of(&grid->dimensions[d]);

			if (is_figure(difference) && difference > COMPARE_SLACK &&
			    (!most || difference > sign * difference_of(most) + COMPARE_SLACK))
				most = &grid->dimensions[d];
		}
	}
	return most;
}

static void make_most(struct comparing *comparing)
{
	static const struct {
		int sign;
		const char *words;
	} ways[] = { { 1, N_("Dimension that rose most") }, { -1, N_("Dimension that fell most") } };
	struct maker *maker = &comparing->maker;

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		const struct dimension_move *most = find_most(comparing->compared.comparison, ways[i].sign);

		if (!most)
			continue;
		buf_add_format(&maker->text, "%s%s%s · ", _(ways[i].words), _(": "),
			       text_in(&most->dimension->name, language_of(comparing)));
		word_moved(&maker->text, maker->scene, &most->score, 2);
		maker_item(maker);
	}
}

static bool is_quick_win(const struct use_case_result *result)
{
	return result && result->verdict == VERDICT_YES;
}

static void word_name(struct buf *out, const struct use_case_result *result)
{
	buf_add_format(out, "%s %s", result->use_case->id, use_case_name(result->use_case));
}

/* Quick wins that came, or that are none any more, and what they are now. */
static void make_quick_wins(struct comparing *comparing, int side, const char *words)
{
	const struct comparison *comparison = comparing->compared.comparison;
	struct maker *maker = &comparing->maker;
	bool any = false;

	for (size_t i = 0; i < comparison->use_case_count; i++) {
		const struct use_case_move *move = &comparison->use_cases[i];

		if (is_quick_win(move->before) == is_quick_win(move->after) ||
		    is_quick_win(move->after) != (side == SIDE_AFTER))
			continue;
		if (!any)
			maker_heading(maker, words);
		any = true;
		word_name(&maker->text, move->after ? move->after : move->before);
		buf_add_text(&maker->text, " · ");
		if (side == SIDE_AFTER)
			buf_add_text(&maker->text, move->before ? word_verdict(move->before->verdict) : _("new"));
		else if (move->after)
			word_standing(&maker->text, maker->scene, move->after);
		else
			buf_add_text(&maker->text, _("gone"));
		if (side == SIDE_AFTER && move->before)
			buf_add_format(&maker->text, " → %s", word_verdict(VERDICT_YES));
		maker_item(maker);
	}
}

/* Those that share the first place; «–» for none. */
static void word_first(struct buf *out, const struct evaluation *evaluation)
{
	bool any = false;

	for (size_t i = 0; i < evaluation->ranking_count; i++) {
		const struct use_case_result *result = &evaluation->use_cases[evaluation->ranking[i]];

		if (result->rank != 1)
			break;
		buf_add_text(out, any ? ", " : "");
		word_name(out, result);
		any = true;
	}
	if (!any)
		buf_add_text(out, "–");
}

static void make_first(struct comparing *comparing)
{
	const struct comparison *comparison = comparing->compared.comparison;
	struct buf *text = &comparing->maker.text;
	struct buf sides[SIDES];

	for (int side = 0; side < SIDES; side++) {
		buf_init(&sides[side]);
		word_first(&sides[side], side == SIDE_AFTER ? comparison->after : comparison->before);
	}
	buf_add_format(text, "%s%s%s", _("In first place"), _(": "), sides[SIDE_BEFORE].data);
	if (strcmp(sides[SIDE_BEFORE].data, sides[SIDE_AFTER].data) != 0)
		buf_add_format(text, " → %s", sides[SIDE_AFTER].data);
	else
		buf_add_format(text, " (%s)", _("as before"));
	maker_item(&comparing->maker);
	for (int side = 0; side < SIDES; side++)
		buf_release(&sides[side]);
}

static void make_summary_of(struct comparing *comparing)
{
	const struct comparison *comparison = comparing->compared.comparison;
	struct buf *text = &comparing->maker.text;

	make_sides(comparing);
	if (comparison_is_empty(comparison)) {
		buf_add_text(text, _("Nothing has moved."));
		maker_paragraph(&comparing->maker);
	}
	make_content(comparing);
	make_grids(comparing, "summary-grids");
	make_most(comparing);
	if (!comparison->use_case_count)
		return;
	buf_add_format(text, "%s%s%zu → %zu", _("Quick wins"), _(": "), comparison->before->quick_wins,
		       comparison->after->quick_wins);
	maker_item(&comparing->maker);
	make_first(comparing);
	make_quick_wins(comparing, SIDE_AFTER, _("Quick wins gained"));
	make_quick_wins(comparing, SIDE_BEFORE, _("Quick wins lost"));
}

/* --- maturity --------------------------------------------------------------------------------------- */

static const char *short_name(const struct dimension *dimension, enum language language)
{
	const char *name = text_in(&dimension->short_name, language);

	return *name ? name : text_in(&dimension->name, language);
}

/* Where nothing moved the second line would lie on the first and hide. */
static bool has_moved_scores(const struct grid_move *move)
{
	for (size_t d = 0; d < move->dimension_count; d++)
		if (!move_is_none(&move->dimensions[d].score))
			return true;
	return false;
}

static void make_radar(struct comparing *comparing, const struct grid_move *move)
{
	struct maker *maker = &comparing->maker;
	const enum language language = language_of(comparing);
	struct book_radar *radar;

	if (!has_moved_scores(move))
		return;
	radar = book_add_radar(maker->book, maker_id(maker, "radar", move->grid->id),
			       text_in(&move->grid->name, language), 0, LEVEL_COUNT, move->dimension_count, SIDES);
	radar->series[SIDE_BEFORE].name = book_text(maker->book, _("Before"));
	radar->series[SIDE_AFTER].name = book_text(maker->book, _("After"));
	buf_add_format(&maker->text, "%s%s", _("Score of each dimension, from 1 to 5, before and after"), _(": "));
	for (size_t d = 0; d < move->dimension_count; d++) {
		const struct dimension_move *dimension = &move->dimensions[d];

		radar->axes[d] = book_text(maker->book, short_name(dimension->dimension, language));
		radar->series[SIDE_BEFORE].values[d] = dimension->score.before;
		radar->series[SIDE_AFTER].values[d] = dimension->score.after;
		buf_add_format(&maker->text, "%s%s ", d ? ", " : "", text_in(&dimension->dimension->name, language));
		word_moved(&maker->text, maker->scene, &dimension->score, 2);
	}
	buf_add_char(&maker->text, '.');
	radar->description = book_text(maker->book, maker->text.data);
	buf_clear(&maker->text);
}

static const char *make_reasons(struct comparing *comparing, const struct grid_move *grid,
				const struct dimension_move *move)
{
	struct maker *maker = &comparing->maker;
	struct part part = { .comparing = comparing, .grid = grid->grid, .dimension = move };
	struct buf name;

	buf_init(&name);
	buf_add_format(&name, "%s-%s", grid->grid->id, move->dimension->id);
	buf_add_format(&maker->text, "%s%s", text_in(&move->dimension->name, language_of(comparing)), _(": "));
	word_moved(&maker->text, maker->scene, &move->score, 2);
	part.fold = book_add_fold(maker->book, maker_id(maker, "moved", name.data), maker->text.data);
	buf_clear(&maker->text);
	told(draw_answers, &part, add_told_line, &part);
	buf_release(&name);
	return part.fold->id;
}

static struct book_table *add_dimensions(struct comparing *comparing, const struct grid_move *grid)
{
	static const struct maker_column columns[] = {
		{ N_("Dimension"), BOOK_TEXT, 30 },
		{ N_("Before"), BOOK_FINE, 10 },
		{ N_("After"), BOOK_FINE, 10 },
		{ N_("Difference"), BOOK_MORE_FINE, 12 },
		{ N_("Part in the grid"), BOOK_MORE_FINE, 14 },
		{ N_("Answers that changed"), BOOK_WHOLE, 14 },
	};
	struct maker *maker = &comparing->maker;
	struct book_table *table;
	struct buf id;

	buf_init(&id);
	buf_add_format(&id, "dimensions-%s", grid->grid->id);
	buf_add_format(&maker->text,
		       _("%s: score of each dimension before and after, and its part in the move of the grid."),
		       text_in(&grid->grid->name, language_of(comparing)));
	table = maker_table(maker, id.data, maker->text.data, columns, ARRAY_SIZE(columns));
	buf_clear(&maker->text);
	for (size_t d = 0; d < grid->dimension_count; d++) {
		const struct dimension_move *move = &grid->dimensions[d];

		(void)book_add_text(maker->book, table, text_in(&move->dimension->name, language_of(comparing)));
		add_move(table, &move->score);
		(void)book_add_number(table, move->part);
		(void)book_add_number(table, (double)move->answer_count);
	}
	buf_release(&id);
	return table;
}

static void make_grid(struct comparing *comparing, const struct grid_move *grid)
{
	enum { COLUMN_DIFFERENCE = 3 };
	struct book_table *table;

	make_radar(comparing, grid);
	table = add_dimensions(comparing, grid);
	for (size_t d = 0; d < grid->dimension_count; d++)
		if (grid->dimensions[d].answer_count)
			table->cells[d * table->column_count + COLUMN_DIFFERENCE].target =
				make_reasons(comparing, grid, &grid->dimensions[d]);
}

static void make_maturity_of(struct comparing *comparing)
{
	const struct comparison *comparison = comparing->compared.comparison;

	if (!comparison->grid_count) {
		buf_add_text(&comparing->maker.text, _("No grid is on both sides."));
		maker_paragraph(&comparing->maker);
	}
	make_grids(comparing, "maturity-grids");
	for (size_t g = 0; g < comparison->grid_count; g++)
		make_grid(comparing, &comparison->grids[g]);
}

/* --- use cases -------------------------------------------------------------------------------------- */

/* «A → B»; one of them where both are the same; «–» on the side where it is not there. */
static void word_sides(struct buf *out, const char *before, const char *after)
{
	if (before && after && !strcmp(before, after))
		buf_add_text(out, after);
	else
		buf_add_format(out, "%s → %s", before ? before : "–", after ? after : "–");
}

static const char *quadrant_on(const struct comparing *comparing, const struct use_case_move *move, int side)
{
	const struct use_case_result *result = side == SIDE_AFTER ? move->after : move->before;

	return result ? word_quadrant(scene_of(comparing, side), result) : NULL;
}

static const char *verdict_on(const struct use_case_result *result)
{
	return result ? maker_verdict(result) : NULL;
}

static void add_separator(struct buf *out)
{
	buf_add_text(out, out->length ? " · " : "");
}

static void word_because(const struct comparing *comparing, const struct use_case_move *move, struct buf *out)
{
	const struct compared *compared = &comparing->compared;
	struct buf parts;

	if (!move->before || !move->after) {
		buf_add_text(out, move->after ? _("new") : _("gone"));
		return;
	}
	buf_init(&parts);
	word_priority_parts(&parts, compared, move);
	buf_add_text(out, parts.length ? parts.data + strlen(" · ") : "");
	buf_release(&parts);
	for (size_t i = 0; i < move->gate_count; i++) {
		add_separator(out);
		word_gate_move(out, compared, &move->gates[i]);
	}
	for (size_t i = 0; i < move->condition_count; i++) {
		add_separator(out);
		word_condition_move(out, compared, move, &move->conditions[i]);
	}
	if (move->before->verdict != move->after->verdict && !move->condition_count) {
		add_separator(out);
		word_reason(out, &compared->after, move->after);
	}
	if (move->others) {
		add_separator(out);
		buf_add_format(out, "%s%s%s", _("Rank"), _(": "), _("because of the others"));
	}
}

static const char *make_use_case_fold(struct comparing *comparing, const struct use_case_move *move)
{
	struct maker *maker = &comparing->maker;
	struct part part = { .comparing = comparing, .use_case = move };

	buf_add_format(&maker->text, "%s · %s", move->after->use_case->id, use_case_name(move->after->use_case));
	part.fold = book_add_fold(maker->book, maker_id(maker, "moved", move->after->use_case->id), maker->text.data);
	buf_clear(&maker->text);
	told(draw_use_case, &part, add_told_line, &part);
	if (!part.fold->line_count)
		book_add_line(maker->book, part.fold, 0, false, _("other weights in the content"));
	return part.fold->id;
}

static void add_use_case(struct comparing *comparing, struct book_table *table, const struct use_case_move *move)
{
	const struct use_case_result *result = move->after ? move->after : move->before;
	struct maker *maker = &comparing->maker;

	(void)book_add_text(maker->book, table, result->use_case->id);
	(void)book_add_text(maker->book, table, use_case_name(result->use_case));
	word_sides(&maker->text, verdict_on(move->before), verdict_on(move->after));
	maker_cell(maker, table)->tone = move->after ? maker_tone(move->after) : BOOK_MUTED;
	word_because(comparing, move, &maker->text);
	(void)maker_cell(maker, table);
	add_move(table, &move->priority);
	(void)book_add_number(table, move->rank.before);
	(void)book_add_number(table, move->rank.after);
	word_sides(&maker->text, quadrant_on(comparing, move, SIDE_BEFORE), quadrant_on(comparing, move, SIDE_AFTER));
	(void)maker_cell(maker, table);
}

static struct book_table *add_use_cases_table(struct comparing *comparing)
{
	static const struct maker_column columns[] = {
		{ N_("Id"), BOOK_TEXT, 12 },
		{ N_("Use case"), BOOK_TEXT, 34 },
		{ N_("Quick win?"), BOOK_TEXT, 26 },
		{ N_("Because of"), BOOK_TEXT, 50 },
		{ N_("Priority before"), BOOK_DECIMAL, 12 },
		{ N_("Priority after"), BOOK_DECIMAL, 12 },
		{ N_("Difference"), BOOK_MORE, 12 },
		{ N_("Rank before"), BOOK_WHOLE, 10 },
		{ N_("Rank after"), BOOK_WHOLE, 10 },
		{ N_("Quadrant"), BOOK_TEXT, 30 },
	};

	return maker_table(&comparing->maker, "table-use-cases",
			   _("The use cases that moved, because of what, and their priority from 0 to 100."), columns,
			   ARRAY_SIZE(columns));
}

static void make_moved(struct comparing *comparing, size_t moved)
{
	const struct comparison *comparison = comparing->compared.comparison;
	struct book_table *table;
	size_t row = 0;

	if (!moved)
		return;
	table = add_use_cases_table(comparing);
	for (size_t i = 0; i < comparison->use_case_count; i++)
		if (comparison->use_cases[i].moved)
			add_use_case(comparing, table, &comparison->use_cases[i]);
	for (size_t i = 0; i < comparison->use_case_count; i++) {
		const struct use_case_move *move = &comparison->use_cases[i];

		if (!move->moved)
			continue;
		if (move->before && move->after)
			table->cells[row * table->column_count].target = make_use_case_fold(comparing, move);
		row++;
	}
}

static void make_use_cases_of(struct comparing *comparing)
{
	const struct comparison *comparison = comparing->compared.comparison;
	size_t moved = 0;

	if (!comparison->use_case_count) {
		buf_add_text(&comparing->maker.text, _("No use case is on either side."));
		maker_paragraph(&comparing->maker);
		return;
	}
	for (size_t i = 0; i < comparison->use_case_count; i++)
		moved += comparison->use_cases[i].moved;
	if (moved < comparison->use_case_count) {
		word_unmoved(&comparing->maker.text, comparison->use_case_count - moved);
		maker_paragraph(&comparing->maker);
	}
	make_moved(comparing, moved);
}

/* --- the book ------------------------------------------------------------------------------------------ */

static const struct {
	const char *id, *title;
	void (*make)(struct comparing *comparing);
} sections[] = {
	{ "summary", N_("Summary"), make_summary_of },
	{ "maturity", N_("Maturity"), make_maturity_of },
	{ "use-cases", N_("Use cases"), make_use_cases_of },
};

void book_compare(struct book *book, const struct comparison *comparison, const char *before, const char *after,
		  enum language language)
{
	struct comparing comparing = {
		.compared = compared_of(comparison, language),
		.names = { before, after },
	};
	struct maker *maker = &comparing.maker;

	maker_init(maker, book, &comparing.compared.after, _("What moved, and because of what"));
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++) {
		(void)book_add_section(book, maker_id(maker, "", sections[i].id), _(sections[i].title));
		sections[i].make(&comparing);
	}
	maker_release(maker);
}
