/*
 * Layout of columns: rows of least widths, shares and what may drop out, then
 * the laws on random ones. No screen is needed: layout is arithmetic.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/tui/table.h"
#include "fixture.h"

TestSuite(table, .init = fixture_begin);

enum { COLUMNS_MOST = 6 };

static const struct {
	const char *name;
	int width, count;
	struct {
		int least, share;
		bool droppable;
		int most;
	} column[COLUMNS_MOST];
	int widths[COLUMNS_MOST];
} rows[] = {
	{ "one takes what it needs", 80, 1, { { 10, 0, false, 0 } }, { 10 } },
	{ "or all there is", 80, 1, { { 10, 1, false, 0 } }, { 80 } },
	{ "the rest is shared by weight", 33, 3, { { 5, 1, false, 0 }, { 5, 2, false, 0 }, { 3, 0, false, 0 } }, { 11, 17, 3 } },
	{ "and nothing of it is lost", 20, 3, { { 1, 1, false, 0 }, { 1, 1, false, 0 }, { 1, 1, false, 0 } }, { 6, 6, 6 } },
	{ "it just fits", 12, 2, { { 5, 1, true, 0 }, { 6, 1, true, 0 } }, { 5, 6 } },
	{ "one less and the last drops out", 11, 2, { { 5, 1, true, 0 }, { 6, 1, true, 0 } }, { 11, 0 } },
	{ "the last that may", 11, 3, { { 5, 0, true, 0 }, { 3, 0, true, 0 }, { 5, 1, false, 0 } }, { 5, 0, 5 } },
	{ "as many as it takes", 6, 3, { { 5, 1, false, 0 }, { 3, 0, true, 0 }, { 5, 0, true, 0 } }, { 6, 0, 0 } },
	{ "those that must stay stay", 6, 2, { { 5, 1, false, 0 }, { 5, 1, false, 0 } }, { 5, 5 } },
	{ "the most of one leaves more to those after it", 30, 2, { { 5, 1, false, 8 }, { 5, 1, false, 0 } }, { 8, 21 } },
	{ "where all have their most, some is left over", 30, 2, { { 5, 1, false, 8 }, { 5, 1, false, 9 } }, { 8, 9 } },
	{ "a dropped one takes no share", 10, 3, { { 2, 1, false, 0 }, { 2, 1, false, 0 }, { 9, 8, true, 0 } }, { 4, 5, 0 } },
};

Test(table, columns_share_what_is_left_and_drop_out_from_the_right)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct table_column columns[COLUMNS_MOST] = { 0 };

		for (int c = 0; c < rows[i].count; c++)
			columns[c] = (struct table_column){ .title = "",
							    .least = rows[i].column[c].least,
							    .share = rows[i].column[c].share,
							    .droppable = rows[i].column[c].droppable,
							    .most = rows[i].column[c].most };
		table_layout(columns, rows[i].count, 3, rows[i].width);
		for (int c = 0; c < rows[i].count; c++)
			cr_expect(columns[c].width == rows[i].widths[c], "%s: column %d is %d wide, not %d",
				  rows[i].name, c, columns[c].width, rows[i].widths[c]);
		cr_expect(columns[0].place == 3, "%s: begins at %d", rows[i].name, columns[0].place);
	}
}

Test(table, columns_never_overlap_leave_the_width_or_shrink)
{
	struct fixture_random random = { 7 };

	for (int run = 0; run < 2000; run++) {
		const int count = 1 + (int)fixture_below(&random, COLUMNS_MOST),
			  width = (int)fixture_below(&random, 120);
		struct table_column columns[COLUMNS_MOST] = { 0 };
		int end = -1, shares = 0, must = -1;

		for (int c = 0; c < count; c++) {
			columns[c].least = 1 + (int)fixture_below(&random, 20);
			columns[c].share = (int)fixture_below(&random, 4);
			columns[c].droppable = fixture_below(&random, 2);
			must += columns[c].droppable ? 0 : columns[c].least + 1;
		}
		table_layout(columns, count, 0, width);
		for (int c = 0; c < count; c++) {
			cr_expect(columns[c].width >= columns[c].least || (columns[c].droppable && !columns[c].width),
				  "run %d: column %d shrinks", run, c);
			if (!columns[c].width)
				continue;
			cr_expect(columns[c].place == end + 1, "run %d: column %d begins at %d", run, c,
				  columns[c].place);
			end = columns[c].place + columns[c].width;
			shares += columns[c].share;
		}
		cr_expect(end <= width || must > width, "run %d: ends at %d of %d", run, end, width);
		cr_expect(end == width || !shares || must > width, "run %d: %d of %d used", run, end, width);
	}
}

Test(table, a_cell_is_cut_aligned_and_not_drawn_when_its_column_dropped_out)
{
	struct table_column columns[] = {
		{ .title = "Name", .least = 6 },
		{ .title = "Figure", .least = 6, .right = true },
		{ .title = "Gone", .least = 9, .droppable = true },
	};
	struct surface surface;
	char *dump;

	table_layout(columns, 3, 1, 14);
	surface_init(&surface, 15, 0, false);
	table_heading(&surface, 0, columns, 3);
	table_cell(&surface, 2, &columns[0], ATTRIBUTE_NONE, "étendue");
	table_cell(&surface, 2, &columns[1], ATTRIBUTE_NONE, "2,5");
	table_cell(&surface, 2, &columns[2], ATTRIBUTE_NONE, "unseen");
	dump = fixture_dump(&surface);
	cr_expect(!strcmp(dump, " Name   Figure\n ────── ──────\n étend…    2,5\n"), "«%s»", dump);
	cr_expect(surface_at(&surface, 0, 1)->attributes & ATTRIBUTE_BOLD, "a heading is bold");
	free(dump);
	surface_release(&surface);
}
