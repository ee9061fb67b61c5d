/*
 * The matrix as a picture that never lies, on random dossiers: 1 to 60 use
 * cases, many of them on one place, thresholds up to the edges, any width, with
 * and without ASCII.
 *
 * The trick: the same stage is drawn twice, once with nothing placed and then
 * with the names of the quadrants as they have to read, counts and all. Where
 * the two plots differ stands a label, a leader or a mark, and what stood there
 * before must be blank: so nothing lies on a line, a frame or a name, and the
 * counts are right. What differs is read by plot_law.h.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"
#include "fixture.h"
#include "../../src/tui/matrix_plot.h"
#include "plot_law.h"

TestSuite(view_matrix, .init = fixture_begin);

enum {
	RUNS = 2000,
	MOST = 60,
	TO_SCORE_SHOWN = 20, /* use cases without a place that the legend lists */
};

struct picture {
	const char *name; /* of the run, for messages */
	struct stage *stage;
	struct surface drawn, bare; /* the same, and with nothing placed */
	struct law_plot plot;
	size_t *numbers; /* of use cases, as the legend has them; 0: not in the legend */
	struct law_entry *entries;
	size_t listed;   /* without a place, in the legend */
};

static const char *cell(const struct surface *surface, int row, int column)
{
	const struct surface_cell *at = surface_at(surface, row, column);

	return at ? at->text : "";
}

static bool is_joint(const struct surface *surface, int row, int column)
{
	static const char *const joints[] = { "+", "┌", "┐", "└", "┘", "├", "┤", "┬", "┴" };

	for (size_t i = 0; i < ARRAY_SIZE(joints); i++)
		if (!strcmp(cell(surface, row, column), joints[i]))
			return true;
	return false;
}

/* From the corners; a threshold without a joint of its own lies on the frame. */
static void find_plot(struct picture *picture)
{
	const struct surface *bare = &picture->bare;
	const struct axis *axes = picture->stage->matrix.axes;
	struct law_plot *plot = &picture->plot;

	*plot = (struct law_plot){ .left = -1, .line_column = -1, .line_row = -1 };
	for (int row = 0; plot->left < 0 && row < bare->height; row++)
		for (int column = 0; plot->left < 0 && column < 10; column++)
			if (is_joint(bare, row, column))
				plot->left = column, plot->top = row;
	cr_assert(plot->left >= 0, "%s: no frame", picture->name);
	for (int column = plot->left + 1; column < bare->width; column++)
		if (is_joint(bare, plot->top, column))
			plot->line_column = plot->right, plot->right = column;
	for (int row = plot->top + 1; row < bare->height; row++)
		if (is_joint(bare, row, plot->left))
			plot->line_row = plot->bottom, plot->bottom = row;
	if (plot->line_column <= 0)
		plot->line_column = axes[AXIS_X].threshold < 50 ? plot->left : plot->right;
	if (plot->line_row <= 0)
		plot->line_row = axes[AXIS_Y].threshold < 50 ? plot->bottom : plot->top;
}

/* «Do now · 7» in the first row of each quadrant, cut where it has no room. */
static void write_names(struct picture *picture)
{
	const struct stage *stage = picture->stage;

	for (int q = 0; q < QUADRANT_COUNT; q++) {
		const struct law_plot box = law_inside(&picture->plot, (enum quadrant)q);
		size_t count = 0;
		char name[80];

		for (size_t i = 0; i < stage->evaluation.use_case_count; i++)
			count += stage->results[i].placed && stage->results[i].quadrant == (enum quadrant)q;
		(void)snprintf(name, sizeof(name), "%s · %zu", stage->matrix.quadrants[q].name.in[LANGUAGE_EN], count);
		if (box.right - box.left > 4 && box.top <= box.bottom)
			(void)surface_text(&picture->bare, box.top, box.left + 1, box.right - box.left - 1,
					   ATTRIBUTE_BOLD, name);
	}
}

static bool is_in_plot(const struct picture *picture, int row, int column)
{
	return row >= picture->plot.top && row <= picture->plot.bottom && column >= picture->plot.left &&
	       column <= picture->plot.right;
}

/* The blank-separated word that ends before `column`, as far as `least`; its column in `*begin`. */
static void word_before(const struct surface *surface, int row, int column, int least, struct buf *word, int *begin)
{
	int from;

	buf_clear(word);
	while (column > least && !strcmp(cell(surface, row, column - 1), " "))
		column--;
	for (from = column; from > least && strcmp(cell(surface, row, from - 1), " ") != 0;)
		from--;
	*begin = from;
	for (; from < column; from++)
		buf_add_text(word, cell(surface, row, from));
}

static bool spells(const struct surface *surface, int row, int column, const char *name)
{
	for (; *name; name++, column++)
		if (cell(surface, row, column)[0] != *name || cell(surface, row, column)[1])
			return false;
	return true;
}

static const char *expected_flag(const struct picture *picture, const struct use_case_result *result)
{
	return result_is_settled(result) || result->verdict < VERDICT_INCOMPLETE ? ""
										  : word_flag(&picture->drawn, result);
}

/* «★ 01 u000»: one line, one number and the sign before it. */
static void read_legend_line(struct picture *picture, size_t index, int row, int column)
{
	const int least = row <= picture->plot.bottom + 1 ? picture->plot.right + 1 : 0;
	struct buf word;
	char number[24];
	int begin;

	buf_init(&word);
	word_before(&picture->drawn, row, column, least, &word, &begin);
	cr_expect(picture->numbers[index] == 0, "%s: %s stands in the legend twice", picture->name,
		  picture->stage->names[index]);
	picture->numbers[index] = strtoul(word.data + strspn(word.data, "("), NULL, 10);
	(void)snprintf(number, sizeof(number), "%02zu", picture->numbers[index]);
	cr_expect(picture->numbers[index] && strstr(word.data, number), "%s: %s has the number «%s»", picture->name,
		  picture->stage->names[index], word.data);
	word_before(&picture->drawn, row, begin, least, &word, &begin);
	cr_expect(!strcmp(word.data, expected_flag(picture, &picture->stage->results[index])) ||
			  !*expected_flag(picture, &picture->stage->results[index]),
		  "%s: %s has the sign «%s» in the legend", picture->name, picture->stage->names[index], word.data);
	buf_release(&word);
}

static bool is_to_score(const struct use_case_result *result)
{
	return !result->placed && !result_is_prohibited(result);
}

/* All have a line and a number of their own, but for those without a place after the first twenty. */
static void expect_numbers(struct picture *picture)
{
	const size_t count = picture->stage->evaluation.use_case_count;
	bool *taken = xcalloc(count + 1, sizeof(bool));

	for (size_t i = 0; i < count; i++) {
		const size_t number = picture->numbers[i];
		const bool to_score = is_to_score(&picture->stage->results[i]);

		if (to_score && !number)
			continue;
		picture->listed += to_score;
		cr_expect(number >= 1 && number <= count && !taken[number], "%s: %s has the number %zu", picture->name,
			  picture->stage->names[i], number);
		taken[number <= count ? number : 0] = true;
	}
	free(taken);
}

/* «… and 12 others: see ranking»: what the legend does not list is counted. */
static void expect_others_counted(const struct picture *picture)
{
	char *dump = fixture_dump(&picture->drawn);
	const char *note = strstr(dump, " others: see ranking");
	const size_t count = picture->stage->evaluation.use_case_count;
	size_t to_score = 0, others = 0;

	for (size_t i = 0; i < count; i++)
		to_score += is_to_score(&picture->stage->results[i]);
	for (const char *at = note; at && at > dump && at[-1] >= '0' && at[-1] <= '9'; at--)
		others = strtoul(at - 1, NULL, 10);
	cr_expect(picture->listed == (to_score < TO_SCORE_SHOWN ? to_score : TO_SCORE_SHOWN),
		  "%s: %zu of %zu without a place are listed", picture->name, picture->listed, to_score);
	cr_expect(picture->listed + others == to_score, "%s: %zu listed and %zu others are not %zu", picture->name,
		  picture->listed, others, to_score);
	free(dump);
}

static void read_legend(struct picture *picture)
{
	const size_t count = picture->stage->evaluation.use_case_count;

	for (int row = 0; row < picture->drawn.height; row++)
		for (int column = 0; column < picture->drawn.width; column++)
			for (size_t i = 0; cell(&picture->drawn, row, column)[0] == 'u' && i < count; i++)
				if (!is_in_plot(picture, row, column) &&
				    spells(&picture->drawn, row, column, picture->stage->names[i]))
					read_legend_line(picture, i, row, column);
	expect_numbers(picture);
	expect_others_counted(picture);
}

/* Sign, number, and parentheses where it is live or stopped. */
static void fill_entries(struct picture *picture)
{
	for (size_t i = 0; i < picture->stage->evaluation.use_case_count; i++) {
		const struct use_case_result *result = &picture->stage->results[i];
		const bool settled = result_is_settled(result);
		struct law_entry *entry = &picture->entries[i];

		*entry = (struct law_entry){ .placed = result->placed,
					     .flagged = result->verdict >= VERDICT_CONDITIONAL,
					     .x = result->x,
					     .y = result->y,
					     .quadrant = result->quadrant };
		(void)snprintf(entry->label, sizeof(entry->label), "%s%s%02zu%s", settled ? "(" : "",
			       expected_flag(picture, result), picture->numbers[i], settled ? ")" : "");
	}
}

/* «[3] Do now · Value 75 · Ease 69: 03, 07, 12», which may go on over lines: these numbers are in marks. */
static void read_notes(const struct picture *picture, bool *noted)
{
	const size_t count = picture->stage->evaluation.use_case_count;
	char *dump = fixture_dump(&picture->drawn), *at, *note = dump;

	for (int row = 0; row <= picture->plot.bottom + 1; row++)
		note = strchr(note, '\n') + 1;
	for (at = note; *at; at++)
		if (*at == '\n')
			*at = ' ';
	for (; (note = strstr(note, " Ease ")); ) {
		strtod(note + 6, &at);
		note += 6;
		while (*at == ':' || *at == ',') {
			const size_t number = strtoul(at + 1, &at, 10);

			cr_expect(number >= 1 && number <= count && !noted[number], "%s: the notes name %zu",
				  picture->name, number);
			noted[number <= count ? number : 0] = true;
		}
	}
	free(dump);
}

static void expect_noted(const struct picture *picture)
{
	const size_t count = picture->stage->evaluation.use_case_count;
	bool *noted = xcalloc(count + 1, sizeof(bool));

	read_notes(picture, noted);
	for (size_t i = 0; i < count; i++)
		cr_expect(!picture->numbers[i] || picture->entries[i].counted == noted[picture->numbers[i]],
			  "%s: %s is %s a mark, and %s named", picture->name, picture->stage->names[i],
			  picture->entries[i].counted ? "in" : "in no", noted[picture->numbers[i]] ? "is" : "is not");
	free(noted);
}

/* Advice is for the quadrants where something stands. */
static void expect_advice(const struct picture *picture)
{
	const struct stage *stage = picture->stage;
	char *dump = fixture_dump(&picture->drawn);

	for (int q = 0; q < QUADRANT_COUNT; q++) {
		const struct quadrant_text *quadrant = &stage->matrix.quadrants[q];
		bool used = false;
		char line[120];

		for (size_t i = 0; i < stage->evaluation.use_case_count; i++)
			used |= stage->results[i].placed && stage->results[i].quadrant == (enum quadrant)q;
		(void)snprintf(line, sizeof(line), "\n%s: %s\n", quadrant->name.in[LANGUAGE_EN],
			       quadrant->advice.in[LANGUAGE_EN]);
		cr_expect((strstr(dump, line) != NULL) == used, "%s: the advice for «%s» is %s", picture->name,
			  quadrant->name.in[LANGUAGE_EN], used ? "missing" : "for nothing");
	}
	free(dump);
}

static void expect_within_width(const struct picture *picture)
{
	char *dump = fixture_dump(&picture->drawn);

	for (char *line = strtok(dump, "\n"); line; line = strtok(NULL, "\n"))
		cr_expect(utf8_width(line) <= (size_t)picture->drawn.width, "%s: «%s» is too wide", picture->name,
			  line);
	free(dump);
}

static void draw(struct stage *stage, struct surface *surface, int width, bool ascii)
{
	struct err err = { 0 };

	surface_init(surface, width, 0, ascii);
	cr_assert(view_matrix.draw(&stage->scene, surface, &err), "%s", err.text);
}

static void draw_twice(struct picture *picture, int width, bool ascii)
{
	struct stage *stage = picture->stage;
	bool *placed = xcalloc(stage->evaluation.use_case_count, sizeof(bool));

	draw(stage, &picture->drawn, width, ascii);
	for (size_t i = 0; i < stage->evaluation.use_case_count; i++) {
		placed[i] = stage->results[i].placed;
		stage->results[i].placed = false;
	}
	draw(stage, &picture->bare, width, ascii);
	find_plot(picture);
	for (size_t i = 0; i < stage->evaluation.use_case_count; i++)
		stage->results[i].placed = placed[i];
	write_names(picture);
	free(placed);
}

static void expect_honest(const char *name, struct stage *stage, int width, bool ascii)
{
	struct picture picture = { .name = name, .stage = stage };

	picture.numbers = xcalloc(stage->evaluation.use_case_count + 1, sizeof(size_t));
	picture.entries = xcalloc(stage->evaluation.use_case_count + 1, sizeof(*picture.entries));
	draw_twice(&picture, width, ascii);
	read_legend(&picture);
	fill_entries(&picture);
	law_expect(name, &picture.drawn, &picture.bare, &picture.plot, picture.entries,
		   stage->evaluation.use_case_count);
	expect_noted(&picture);
	expect_advice(&picture);
	expect_within_width(&picture);
	free(picture.numbers);
	free(picture.entries);
	surface_release(&picture.drawn);
	surface_release(&picture.bare);
}

/* Anything from a settled or prohibited use case to a quick win; half of them on one place. */
static void fill(struct stage *stage, struct fixture_random *random)
{
	static const double thresholds[] = { 0, 50, 100, 1, 99, 33.3, 62.5 };
	static const double crowded[] = { 0, 50, 72, 100 };
	const double x = crowded[fixture_below(random, 4)], y = crowded[fixture_below(random, 4)];
	struct evaluation *evaluation = &stage->evaluation;

	for (int a = 0; a < AXIS_COUNT; a++)
		stage->matrix.axes[a].threshold = thresholds[fixture_below(random, ARRAY_SIZE(thresholds))];
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		struct use_case_result *result = &stage->results[i];

		if (fixture_below(random, 10) == 0)
			result->facts.ai_act = AI_ACT_PROHIBITED;
		else if (fixture_below(random, 8) == 0)
			result->facts.status = STATUS_LIVE;
		else
			result->verdict = (enum verdict)(VERDICT_NO + fixture_below(random, 4));
		if (result->facts.ai_act == AI_ACT_PROHIBITED || fixture_below(random, 8) == 0)
			continue;
		if (fixture_below(random, 2))
			stage_place(stage, i, x, y);
		else
			stage_place(stage, i, fixture_below(random, 1001) / 10.0, fixture_below(random, 1001) / 10.0);
		if (result->verdict == VERDICT_NONE)
			continue;
		evaluation->ranking[evaluation->ranking_count] = i;
		result->rank = ++evaluation->ranking_count;
	}
}

Test(view_matrix, every_use_case_stands_on_its_cell_or_on_a_leader_or_in_a_mark)
{
	for (unsigned run = 0; run < (getenv("CADRAN_TEST_SHARE") ? RUNS / 20 : RUNS); run++) {
		struct fixture_random random = { run };
		struct stage stage;
		char name[80];
		int width;

		(void)fixture_below(&random, 2);
		width = 80 + (int)fixture_below(&random, 121);
		stage_init(&stage, 1 + fixture_below(&random, MOST));
		fill(&stage, &random);
		(void)snprintf(name, sizeof(name), "run %u, %zu use cases, %d wide%s", run,
			       stage.evaluation.use_case_count, width, run % 4 ? "" : ", ASCII");
		expect_honest(name, &stage, width, run % 4 == 0);
		stage_release(&stage);
	}
}

/* Names stand beside labels, and nothing that was drawn is drawn over. */
Test(view_matrix, names_beside_labels_stand_on_blanks_only)
{
	size_t named = 0, drawn = 0;

	for (unsigned run = 0; run < 100; run++) {
		struct fixture_random random = { run };
		struct surface bare, surface;
		struct stage stage;
		struct plot plot;
		const int width = 80 + (int)fixture_below(&random, 121);
		const struct plot_box frame = { PLOT_SCALE, width - 1, 0, 30 };

		stage_init(&stage, 1 + fixture_below(&random, MOST));
		fill(&stage, &random);
		surface_init(&bare, width, 32, run % 4 == 0);
		surface_init(&surface, width, 32, run % 4 == 0);
		plot_init(&plot, &stage.scene, NULL);
		plot.dense = true;
		plot_draw(&plot, &bare, frame);
		plot_draw(&plot, &surface, frame);
		plot_draw_names(&plot);
		for (int row = 0; row < 32; row++)
			for (int column = 0; column < width; column++) {
				const char *before = surface_at(&bare, row, column)->text,
					   *after = surface_at(&surface, row, column)->text;

				cr_assert(!strcmp(before, " ") || !strcmp(before, after), "run %u: %d,%d %s over %s", run,
					  row, column, after, before);
			}
		for (size_t i = 0; i < plot.count; i++) {
			char *text = fixture_dump(&surface);

			drawn += plot.entries[i].way == PLOT_LABEL;
			named += strstr(text, use_case_name(plot.entries[i].result->use_case)) != NULL;
			free(text);
		}
		cr_expect_eq(surface.cut, 0);
		plot_release(&plot);
		surface_release(&surface);
		surface_release(&bare);
		stage_release(&stage);
	}
	cr_expect_gt(named, drawn / 4, "%zu names of %zu labels", named, drawn);
}

/* More than a hundred: numbers of three digits, and a crowd that cannot all be drawn. */
Test(view_matrix, a_crowd_is_as_honest)
{
	static const int widths[] = { 80, 120, 200 };

	for (size_t w = 0; w < ARRAY_SIZE(widths); w++) {
		struct stage stage;

		stage_init(&stage, 300);
		for (size_t i = 0; i < 300; i++) {
			stage_place(&stage, i, i % 2 ? 71.7 : 50, 68.75);
			stage.results[i].verdict = VERDICT_YES;
			stage.evaluation.ranking[i] = i;
			stage.results[i].rank = i + 1;
		}
		stage.evaluation.ranking_count = 300;
		expect_honest("300 on two places", &stage, widths[w], false);
		stage_release(&stage);
	}
}

/* Nobody scored them, many of them: the first twenty are listed, the others are counted. */
Test(view_matrix, what_is_to_be_scored_is_listed_up_to_twenty)
{
	static const size_t unplaced[] = { 0, 1, 19, 20, 21, 45 };

	for (size_t n = 0; n < ARRAY_SIZE(unplaced); n++) {
		for (int width = 80; width <= 160; width += 80) {
			struct stage stage;
			char name[80];

			stage_init(&stage, unplaced[n] + 3);
			for (size_t i = 0; i < 2; i++) {
				stage_place(&stage, i, 20, 80);
				stage.results[i].verdict = VERDICT_NO;
				stage.evaluation.ranking[i] = i;
				stage.results[i].rank = i + 1;
			}
			stage.evaluation.ranking_count = 2;
			/* A prohibited one has no place either, and is none of them. */
			stage.results[2].facts.ai_act = AI_ACT_PROHIBITED;
			for (size_t i = 3; i < unplaced[n] + 3; i++)
				stage.results[i].verdict = VERDICT_INCOMPLETE;
			(void)snprintf(name, sizeof(name), "%zu to be scored, %d wide", unplaced[n], width);
			expect_honest(name, &stage, width, false);
			stage_release(&stage);
		}
	}
}

/* From 140 columns on it stands beside the plot, before that below it. */
Test(view_matrix, the_legend_stands_beside_a_wide_plot)
{
	for (int width = 138; width <= 142; width++) {
		struct stage stage;
		struct surface surface;
		int right = -1;

		stage_init(&stage, 1);
		stage_place(&stage, 0, 20, 20);
		draw(&stage, &surface, width, false);
		for (int column = 0; column < surface.width; column++)
			right = is_joint(&surface, 2, column) ? column : right;
		cr_expect(width < 140 ? right == width - 1 : right < width / 2, "%d wide: the plot ends at column %d",
			  width, right);
		surface_release(&surface);
		stage_release(&stage);
	}
}

/* Live and stopped ones are in parentheses, in the plot and in the legend. */
Test(view_matrix, what_is_settled_is_in_parentheses)
{
	struct stage stage;
	struct surface surface;
	char *dump;

	stage_init(&stage, 3);
	for (size_t i = 0; i < 3; i++)
		stage_place(&stage, i, 20 + 20 * (double)i, 80);
	stage.results[1].facts.status = STATUS_LIVE;
	stage.results[2].facts.status = STATUS_STOPPED;
	draw(&stage, &surface, 80, false);
	dump = fixture_dump(&surface);
	cr_expect(strstr(dump, "\n(02)  u001") && strstr(dump, "\n(03)  u002") && strstr(dump, "\n  01  u000"),
		  "the legend: «%s»", dump);
	cr_expect(strstr(dump, " (02) ") && strstr(dump, " (03) ") && strstr(dump, " 01 "), "the plot: «%s»", dump);
	cr_expect(strstr(dump, "(nn)\u00a0live or stopped"), "the key: «%s»", dump);
	free(dump);
	surface_release(&surface);
	stage_release(&stage);
}

/* Alone, a label stands where its point is: the middle of it is less than two columns off, on its very row. */
Test(view_matrix, a_use_case_alone_stands_where_its_figures_say)
{
	static const struct {
		const char *name;
		double x, y;
	} rows[] = { { "inside", 71.7, 68.75 },
		     { "low", 20, 20 },
		     { "left", 20, 80 },
		     { "right", 80, 20 },
		     { "in the middle of one", 75, 75 } };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		for (int width = 80; width <= 200; width += 40) {
			struct stage stage;
			struct picture picture = { .name = rows[i].name, .stage = &stage };
			double row = 0, column = 0;
			int cells = 0;

			stage_init(&stage, 1);
			stage_place(&stage, 0, rows[i].x, rows[i].y);
			stage.results[0].verdict = VERDICT_YES;
			draw_twice(&picture, width, false);
			for (int r = picture.plot.top; r <= picture.plot.bottom; r++)
				for (int c = picture.plot.left; c <= picture.plot.right; c++)
					if (strcmp(cell(&picture.drawn, r, c), cell(&picture.bare, r, c)) != 0)
						row += r, column += c, cells++;
			cr_assert(cells > 0, "%s: not drawn", rows[i].name);
			cr_expect(fabs(column / cells - picture.plot.left -
				       rows[i].x / 100 * (picture.plot.right - picture.plot.left)) < 2,
				  "%s, %d wide: x %g stands at column %g", rows[i].name, width, rows[i].x,
				  column / cells);
			cr_expect(fabs(row / cells - picture.plot.bottom +
				       rows[i].y / 100 * (picture.plot.bottom - picture.plot.top)) <= 0.5 + 1e-9,
				  "%s, %d wide: y %g stands at row %g", rows[i].name, width, rows[i].y, row / cells);
			surface_release(&picture.drawn);
			surface_release(&picture.bare);
			stage_release(&stage);
		}
	}
}
