/*
 * Radars in boxes of every size: the ends of all axes are named, whole and
 * apart, and scores stand where they are.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/tui/radar_parts.h"
#include "fixture.h"

static struct demonstration demonstration;

static void begin(void)
{
	fixture_begin();
	demonstration_init(&demonstration, LANGUAGE_FR);
}

static void end(void)
{
	demonstration_release(&demonstration);
}

TestSuite(radar, .init = begin, .fini = end);

static const struct grid *grid_of(size_t grid)
{
	return &demonstration.document->content->grids[grid];
}

/* Whether `text` stands on the screen with blanks around it. */
static bool stands(const char *screen, const char *text)
{
	const size_t length = strlen(text);

	for (const char *at = strstr(screen, text); at; at = strstr(at + 1, text))
		if ((at == screen || strchr(" \n", at[-1])) && strchr(" \n", at[length]))
			return true;
	return false;
}

static char *drawn(size_t grid, int columns, int rows, bool ascii)
{
	struct surface surface;
	char *screen;

	surface_init(&surface, columns, rows, ascii);
	radar_draw(&demonstration.scene, &surface, grid, (struct radar_box){ 0, 0, rows, columns }, -1);
	screen = fixture_dump(&surface);
	surface_release(&surface);
	return screen;
}

/* Every axis has its number, and the names stand at all of them or at none. */
static size_t expect_labels(size_t grid, int columns, int rows)
{
	char *screen = drawn(grid, columns, rows, false);
	size_t names = 0;

	for (size_t d = 0; d < grid_of(grid)->dimension_count; d++) {
		char number[24], name[100];

		(void)snprintf(number, sizeof(number), "%zu", d + 1);
		(void)snprintf(name, sizeof(name), "%zu %s", d + 1,
			       text_in(&grid_of(grid)->dimensions[d].short_name, LANGUAGE_FR));
		cr_expect(stands(screen, number), "%d × %d: axis %s\n%s", columns, rows, number, screen);
		names += stands(screen, name);
	}
	cr_expect(!names || names == grid_of(grid)->dimension_count, "%d × %d: %zu names\n%s", columns, rows, names,
		  screen);
	free(screen);
	return names;
}

Test(radar, all_axes_are_named_whole_and_apart_in_every_box)
{
	size_t named = 0;

	for (int columns = 30; columns <= 130; columns += 3)
		for (int rows = 9; rows <= 45; rows += 2)
			for (size_t grid = 0; grid < 2; grid++)
				named += expect_labels(grid, columns, rows);
	cr_expect(named, "names are drawn where there is room");
}

Test(radar, a_box_that_is_too_small_shows_nothing)
{
	char *screen = drawn(0, 6, 3, false);

	cr_expect_str_eq(screen, "\n\n\n");
	free(screen);
}

Test(radar, scores_and_targets_have_shapes_of_their_own_in_ascii_too)
{
	char *screen = drawn(0, 60, 25, true);
	size_t points = 0, targets = 0;

	for (const char *at = screen; *at; at++) {
		points += *at == 'O';
		targets += *at == 'T';
	}
	cr_expect(points == 8, "%zu points for 8 dimensions with a score\n%s", points, screen);
	cr_expect(targets >= 7, "%zu targets\n%s", targets, screen);
	free(screen);
}

/* Up is the first axis: its score of 2 and its target of 3 stand above the middle, the target farther. */
Test(radar, a_higher_level_stands_farther_from_the_middle)
{
	struct surface surface;
	int middle = -1, point = -1, target = -1;

	surface_init(&surface, 61, 31, false);
	radar_draw(&demonstration.scene, &surface, 0, (struct radar_box){ 0, 0, 31, 61 }, -1);
	for (int row = 0; row < 31; row++) {
		const char *text = surface_at(&surface, row, 30)->text;

		middle = !strcmp(text, "┼") ? row : middle;
		point = !strcmp(text, "●") && point < 0 ? row : point;
		target = !strcmp(text, "◆") && target < 0 ? row : target;
	}
	cr_expect(middle == 15 && target < point && point < middle, "%d %d %d", middle, point, target);
	surface_release(&surface);
}
