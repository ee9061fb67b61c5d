#include "plot_law.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "fixture.h"

struct law {
	const char *name;
	const struct surface *drawn, *bare;
	const struct law_plot *plot;
	struct law_entry *entries;
	size_t count;
	bool *explained; /* cells of the surface */
};

static const char *at(const struct surface *surface, int row, int column)
{
	const struct surface_cell *cell = surface_at(surface, row, column);

	return cell ? cell->text : "";
}

static bool is(const struct law *law, int row, int column, enum glyph glyph)
{
	return !strcmp(at(law->drawn, row, column), surface_glyph_text(law->drawn, glyph));
}

static bool differs(const struct law *law, int row, int column)
{
	return strcmp(at(law->drawn, row, column), at(law->bare, row, column)) != 0;
}

static bool *explained(const struct law *law, int row, int column)
{
	return &law->explained[(size_t)row * (size_t)law->drawn->width + (size_t)column];
}

static bool is_high(enum quadrant quadrant)
{
	return quadrant == QUADRANT_HIGH_HIGH || quadrant == QUADRANT_HIGH_LOW;
}

static bool is_right(enum quadrant quadrant)
{
	return quadrant == QUADRANT_HIGH_HIGH || quadrant == QUADRANT_LOW_HIGH;
}

struct law_plot law_inside(const struct law_plot *plot, enum quadrant quadrant)
{
	return (struct law_plot){ .left = (is_right(quadrant) ? plot->line_column : plot->left) + 1,
				  .right = (is_right(quadrant) ? plot->right : plot->line_column) - 1,
				  .top = (is_high(quadrant) ? plot->top : plot->line_row) + 1,
				  .bottom = (is_high(quadrant) ? plot->line_row : plot->bottom) - 1 };
}

static bool is_within(const struct law_plot *box, int row, int column)
{
	return row >= box->top && row <= box->bottom && column >= box->left && column <= box->right;
}

static int between(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

/* No name stands there nor beside. */
static bool is_blank(const struct law *law, const struct law_plot *box, int row, int column)
{
	for (int i = column - 1; i <= column + 1; i++)
		if (is_within(box, row, i) && strcmp(at(law->bare, row, i), " ") != 0)
			return false;
	return true;
}

/* A blank between two words of a name is part of it. */
static bool is_in_name(const struct law *law, const struct law_plot *box, int row, int column)
{
	bool before = false, after = false;

	if (row != box->top)
		return false;
	for (int i = box->left; i <= box->right; i++) {
		const bool ink = strcmp(at(law->bare, row, i), " ") != 0;

		before |= i < column && ink;
		after |= i > column && ink;
	}
	return before && after;
}

/* That of the figures, in the quadrant; where a name is, the nearest one without, of equal ones the upper left. */
static void find_cell(const struct law *law, struct law_entry *entry)
{
	const struct law_plot *plot = law->plot, box = law_inside(plot, entry->quadrant);
	const int row = between(plot->top + (int)lround((100 - entry->y) / 100 * (plot->bottom - plot->top)), box.top,
				box.bottom);
	const int column =
		between(plot->left + (int)lround(entry->x / 100 * (plot->right - plot->left)), box.left, box.right);
	int best = INT_MAX;

	cr_assert(box.top <= box.bottom && box.left <= box.right, "%s: %s has a quadrant without room", law->name,
		  entry->label);
	for (int r = box.top; r <= box.bottom; r++) {
		for (int c = box.left; c <= box.right; c++) {
			const int cost = 2 * abs(r - row) + abs(c - column);

			if (cost >= best || !is_blank(law, &box, r, c) || is_in_name(law, &box, r, c))
				continue;
			best = cost;
			entry->row = r;
			entry->column = c;
		}
	}
}

static void explain(const struct law *law, const struct law_entry *entry, int row, int column, const char *what)
{
	const struct law_plot box = law_inside(law->plot, entry->quadrant);

	cr_expect(!strcmp(at(law->bare, row, column), " "), "%s: the %s of %s lies on «%s»", law->name, what,
		  entry->label, at(law->bare, row, column));
	cr_expect(is_within(&box, row, column), "%s: the %s of %s leaves its quadrant", law->name, what, entry->label);
	cr_expect(!*explained(law, row, column), "%s: the %s of %s lies on something else at %d:%d", law->name, what,
		  entry->label, row, column);
	*explained(law, row, column) = true;
}

/* --- labels -------------------------------------------------------------------------------------- */

static size_t next_character(const char *text)
{
	size_t length = 1;

	while ((text[length] & 0xc0) == 0x80)
		length++;
	return length;
}

/* The columns of `text` from there on, 0 where it does not stand there. */
static int spells(const struct law *law, int row, int column, const char *text)
{
	int width = 0;

	for (size_t length; *text; text += length, width++) {
		const char *cell = at(law->drawn, row, column + width);

		length = next_character(text);
		if (strlen(cell) != length || memcmp(cell, text, length) != 0 || !differs(law, row, column + width))
			return 0;
	}
	return width;
}

/* Nothing that labels are made of: a label is read whole. The brackets of a mark part it from one. */
static bool ends_label(const struct law *law, int row, int column, const char *bracket)
{
	return !differs(law, row, column) || !strcmp(at(law->drawn, row, column), bracket) ||
	       is(law, row, column, GLYPH_LEADER) || is(law, row, column, GLYPH_LEADER_DOWN_LEFT) ||
	       is(law, row, column, GLYPH_LEADER_DOWN_RIGHT) || is(law, row, column, GLYPH_LEADER_UP_LEFT) ||
	       is(law, row, column, GLYPH_LEADER_UP_RIGHT);
}

static bool find_label(const struct law *law, struct law_entry *entry, int *row, int *column, int *width)
{
	for (int r = law->plot->top; r <= law->plot->bottom; r++) {
		for (int c = law->plot->left; c <= law->plot->right; c++) {
			const int wide = spells(law, r, c, entry->label);

			if (!wide || !ends_label(law, r, c - 1, "]") || !ends_label(law, r, c + wide, "["))
				continue;
			entry->times++;
			*row = r;
			*column = c;
			*width = wide;
		}
	}
	return entry->times > 0;
}

/* --- leaders -------------------------------------------------------------------------------------- */

/* Up or down from the turn at this cell; 0 where there is none. */
static int turn(const struct law *law, int row, int column, bool leftwards)
{
	if (is(law, row, column, leftwards ? GLYPH_LEADER_DOWN_RIGHT : GLYPH_LEADER_DOWN_LEFT) &&
	    (is(law, row + 1, column, GLYPH_LEADER_UPRIGHT) || is(law, row + 1, column, GLYPH_POINT)))
		return 1;
	if (is(law, row, column, leftwards ? GLYPH_LEADER_UP_RIGHT : GLYPH_LEADER_UP_LEFT))
		return -1;
	return 0;
}

/* Follows a leader from a side of the label to its point; false where there is none. */
static bool follow(const struct law *law, const struct law_entry *entry, int row, int column, int step, bool mark)
{
	int down = 0;

	if (!differs(law, row, column) || is(law, row, column, GLYPH_POINT))
		return false;
	for (; differs(law, row, column) && is(law, row, column, GLYPH_LEADER); column += step)
		if (mark)
			explain(law, entry, row, column, "leader");
	if (differs(law, row, column) && !is(law, row, column, GLYPH_POINT)) {
		down = turn(law, row, column, step < 0);
		if (!down)
			return false;
		if (mark)
			explain(law, entry, row, column, "leader");
		for (row += down; differs(law, row, column) && is(law, row, column, GLYPH_LEADER_UPRIGHT); row += down)
			if (mark)
				explain(law, entry, row, column, "leader");
	}
	return row == entry->row && column == entry->column && is(law, row, column, GLYPH_POINT);
}

static void expect_label(const struct law *law, struct law_entry *entry)
{
	int row, column, width;

	if (!find_label(law, entry, &row, &column, &width))
		return;
	cr_expect(entry->times == 1, "%s: %s is drawn %zu times", law->name, entry->label, entry->times);
	for (int i = 0; i < width; i++)
		explain(law, entry, row, column + i, "label");
	if (row == entry->row && entry->column >= column && entry->column < column + width)
		return;
	if (follow(law, entry, row, column - 1, -1, false))
		(void)follow(law, entry, row, column - 1, -1, true);
	else
		cr_expect(follow(law, entry, row, column + width, 1, false) &&
				  follow(law, entry, row, column + width, 1, true),
			  "%s: %s at %d:%d has no leader to its cell %d:%d", law->name, entry->label, row, column,
			  entry->row, entry->column);
}

/* --- marks --------------------------------------------------------------------------------------- */

struct mark {
	int row, from, to;
	size_t count; /* 0: it does not say */
	bool flagged;
};

/* The mark that lies on this cell: «[★3]», ● or ■. */
static bool find_mark(const struct law *law, int row, int column, struct mark *mark)
{
	const struct law_plot *plot = law->plot;
	struct buf text;
	int from = column, to = column;

	*mark = (struct mark){ row, column, column, 0, false };
	if (is(law, row, column, GLYPH_POINT) || is(law, row, column, GLYPH_SEVERAL)) {
		mark->count = is(law, row, column, GLYPH_POINT);
		return true;
	}
	while (from > plot->left && strcmp(at(law->drawn, row, from), "[") != 0)
		from--;
	while (to < plot->right && strcmp(at(law->drawn, row, to), "]") != 0)
		to++;
	if (to - from > 5 || to - from < 2)
		return false;
	buf_init(&text);
	for (int i = from + 1; i < to; i++)
		buf_add_text(&text, at(law->drawn, row, i));
	*mark = (struct mark){ row, from, to, strtoul(text.data + strcspn(text.data, "0123456789"), NULL, 10),
			       strncmp(text.data, surface_glyph_text(law->drawn, GLYPH_QUICK_WIN),
				       strlen(surface_glyph_text(law->drawn, GLYPH_QUICK_WIN))) == 0 };
	buf_release(&text);
	return mark->count > 1;
}

static void expect_mark(const struct law *law, const struct law_entry *entry)
{
	size_t count = 0;
	bool flagged = false;
	struct mark mark;

	if (!find_mark(law, entry->row, entry->column, &mark)) {
		char *dump = fixture_dump(law->drawn);

		cr_expect(false, "%s: %s is nowhere, its cell is %d:%d\n%s", law->name, entry->label, entry->row,
			  entry->column, dump);
		free(dump);
		return;
	}
	for (size_t i = 0; i < law->count; i++) {
		struct law_entry *other = &law->entries[i];

		if (!other->placed || other->times || other->counted || other->row != mark.row ||
		    other->column < mark.from || other->column > mark.to)
			continue;
		other->counted = true;
		flagged |= other->flagged;
		count++;
	}
	for (int column = mark.from; column <= mark.to; column++)
		explain(law, entry, mark.row, column, "mark");
	cr_expect(mark.count ? count == mark.count : count > 1, "%s: a mark at %d:%d counts %zu, and %zu are there",
		  law->name, mark.row, mark.from, mark.count, count);
	cr_expect(mark.from == mark.to || mark.flagged == flagged, "%s: a mark at %d:%d and its star", law->name,
		  mark.row, mark.from);
}

/* --- the whole ------------------------------------------------------------------------------------- */

static void expect_nothing_else(const struct law *law)
{
	/* Points of leaders, which several may share. */
	for (size_t i = 0; i < law->count; i++)
		if (law->entries[i].placed && law->entries[i].times)
			*explained(law, law->entries[i].row, law->entries[i].column) = true;
	for (int row = law->plot->top; row <= law->plot->bottom; row++)
		for (int column = law->plot->left; column <= law->plot->right; column++)
			cr_expect(!differs(law, row, column) || *explained(law, row, column),
				  "%s: «%s» at %d:%d is nothing's", law->name, at(law->drawn, row, column), row,
				  column);
}

void law_expect(const char *name, const struct surface *drawn, const struct surface *bare, const struct law_plot *plot,
		struct law_entry *entries, size_t count)
{
	struct law law = { name,
			   drawn,
			   bare,
			   plot,
			   entries,
			   count,
			   xcalloc((size_t)drawn->height * (size_t)drawn->width, sizeof(bool)) };

	for (size_t i = 0; i < count; i++) {
		entries[i].times = 0;
		entries[i].counted = false;
		if (entries[i].placed)
			find_cell(&law, &entries[i]);
		expect_label(&law, &entries[i]);
		cr_expect(entries[i].placed || !entries[i].times, "%s: %s is drawn and has no place", name,
			  entries[i].label);
	}
	for (size_t i = 0; i < count; i++)
		if (entries[i].placed && !entries[i].times && !entries[i].counted)
			expect_mark(&law, &entries[i]);
	expect_nothing_else(&law);
	free(law.explained);
}
