#include "cadran/tui/lineedit.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <wctype.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"
#include "cadran/core/change.h"
#include "cadran/tui/key.h"

/* Characters: a letter with its marks, or a line end. */

static uint32_t letter_at(const char *text, size_t length, size_t *bytes)
{
	uint32_t letter = 0xfffd;

	*bytes = utf8_decode(text, length, &letter);
	if (!*bytes)
		*bytes = 1;
	return letter;
}

static bool is_mark(const char *text, size_t length, size_t *bytes)
{
	return length && utf8_columns(letter_at(text, length, bytes)) == 0;
}

/* Where the character after the one at `at` begins; `at` is not the end. */
static size_t next_of(const struct buf *text, size_t at)
{
	size_t bytes;

	(void)letter_at(text->data + at, text->length - at, &bytes);
	at += bytes;
	while (is_mark(text->data + at, text->length - at, &bytes))
		at += bytes;
	return at;
}

static size_t previous_of(const struct buf *text, size_t at)
{
	size_t bytes;

	do {
		do
			at--;
		while (at && ((unsigned char)text->data[at] & 0xc0) == 0x80);
	} while (at && is_mark(text->data + at, text->length - at, &bytes));
	return at;
}

static bool is_word(const struct buf *text, size_t at)
{
	size_t bytes;

	return iswalnum((wint_t)letter_at(text->data + at, text->length - at, &bytes));
}

static bool ends_line(const struct buf *text, size_t at)
{
	return at >= text->length || text->data[at] == '\n';
}

/* Places, seen from the cursor. */

static size_t here(const struct lineedit *edit)
{
	return edit->cursor;
}

static size_t character_before(const struct lineedit *edit)
{
	return edit->cursor ? previous_of(&edit->text, edit->cursor) : 0;
}

static size_t character_after(const struct lineedit *edit)
{
	return edit->cursor < edit->text.length ? next_of(&edit->text, edit->cursor) : edit->cursor;
}

static size_t word_before(const struct lineedit *edit)
{
	const struct buf *text = &edit->text;
	bool inside = false;
	size_t at = edit->cursor;

	while (at) {
		const size_t before = previous_of(text, at);
		const bool word = is_word(text, before);

		if (inside && !word)
			break;
		inside = word;
		at = before;
	}
	return at;
}

static size_t word_after(const struct lineedit *edit)
{
	const struct buf *text = &edit->text;
	size_t at = edit->cursor;

	while (at < text->length && !is_word(text, at))
		at = next_of(text, at);
	while (at < text->length && is_word(text, at))
		at = next_of(text, at);
	return at;
}

static size_t line_begin(const struct lineedit *edit)
{
	size_t at = edit->cursor;

	while (at && edit->text.data[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct lineedit *edit)
{
	size_t at = edit->cursor;

	while (!ends_line(&edit->text, at))
		at++;
	return at;
}

/*
 * Rows. Each begins where the one before ended and holds the places of the
 * cursor from `begin` up to, not with, the next row's. The cursor has a cell of
 * its own everywhere, also after the last character: a row keeps its last
 * column free for it, or for the blank that the line is broken at. The NUL
 * counts as a line end, so that the last row ends beyond it.
 */

struct layout {
	const struct buf *text;
	int columns;
	bool ascii;
};

static struct layout layout_of(const struct lineedit *edit, bool ascii, int columns)
{
	return (struct layout){ &edit->text, columns > 0 ? columns : 1, ascii };
}

/* Columns of the character from `at` to `next`, as it is drawn: at least one. */
static int columns_of(const struct layout *layout, size_t at, size_t next)
{
	const struct surface probe = { .ascii = layout->ascii };
	struct buf character;
	int columns;

	if (next == at + 1)
		return 1;
	buf_init(&character);
	buf_add(&character, layout->text->data + at, next - at);
	columns = surface_measure(&probe, character.data);
	buf_release(&character);
	return columns > 0 ? columns : 1;
}

static size_t row_after(const struct layout *layout, size_t begin)
{
	const struct buf *text = layout->text;
	size_t at = begin, cut = 0, next;

	for (int used = 0; !ends_line(text, at); at = next) {
		const bool blank = text->data[at] == ' ';
		int width;

		next = next_of(text, at);
		width = columns_of(layout, at, next);
		if (at > begin && width > layout->columns - used - (blank ? 0 : 1))
			return cut ? cut : at;
		used += width;
		cut = blank ? next : cut;
		if (ends_line(text, next) && used >= layout->columns)
			return next;
	}
	return at + 1;
}

/* The columns before `at` in the row that begins at `begin`. */
static int column_of(const struct layout *layout, size_t begin, size_t at)
{
	int columns = 0;

	for (size_t next; begin < at; begin = next) {
		next = next_of(layout->text, begin);
		columns += columns_of(layout, begin, next);
	}
	return columns;
}

/* The place in the row from `begin` to `end` that is nearest to `column` from the left. */
static size_t place_in_row(const struct layout *layout, size_t begin, size_t end, int column)
{
	size_t at = begin;

	while (!ends_line(layout->text, at)) {
		const size_t next = next_of(layout->text, at);

		column -= columns_of(layout, at, next);
		if (column < 0 || next >= end)
			break;
		at = next;
	}
	return at;
}

struct row {
	size_t begin, end; /* end: where the next one begins */
};

/* Counts the rows; `*number` is the one that the cursor stands in. */
static int count_rows(const struct layout *layout, size_t cursor, int *number)
{
	int rows = 0;

	for (size_t begin = 0; begin <= layout->text->length; rows++) {
		if (begin <= cursor)
			*number = rows;
		begin = row_after(layout, begin);
	}
	return rows;
}

static struct row nth_row(const struct layout *layout, int number)
{
	struct row row = { 0, row_after(layout, 0) };

	while (number--)
		row = (struct row){ row.end, row_after(layout, row.end) };
	return row;
}

int lineedit_rows(const struct lineedit *edit, const struct surface *surface, int columns)
{
	const struct layout layout = layout_of(edit, surface->ascii, columns);
	int number;

	return count_rows(&layout, edit->cursor, &number);
}

/* What keys do: each is told the place that its key is about. */

static void stand(struct lineedit *edit, size_t cursor)
{
	edit->cursor = cursor;
	edit->goal = -1;
}

static bool move(struct lineedit *edit, size_t place)
{
	stand(edit, place);
	return true;
}

/* Removes what lies between the cursor and `place`. */
static bool erase(struct lineedit *edit, size_t place)
{
	const size_t from = place < edit->cursor ? place : edit->cursor;
	const size_t to = place < edit->cursor ? edit->cursor : place;
	struct buf *text = &edit->text;

	stand(edit, from);
	if (from == to)
		return true;
	memmove(text->data + from, text->data + to, text->length - to);
	buf_truncate(text, text->length - (to - from));
	return true;
}

/* The same, for <C-y> to put it back. */
static bool kill_text(struct lineedit *edit, size_t place)
{
	const size_t from = place < edit->cursor ? place : edit->cursor;
	const size_t to = place < edit->cursor ? edit->cursor : place;

	if (from < to) {
		buf_clear(&edit->killed);
		buf_add(&edit->killed, edit->text.data + from, to - from);
	}
	return erase(edit, place);
}

static void insert(struct lineedit *edit, const struct buf *piece)
{
	struct buf *text = &edit->text;
	const size_t tail = text->length - edit->cursor;

	/* Grows the text; what was added is then written over. */
	buf_add(text, piece->data, piece->length);
	memmove(text->data + edit->cursor + piece->length, text->data + edit->cursor, tail);
	if (piece->length)
		memcpy(text->data + edit->cursor, piece->data, piece->length);
	stand(edit, edit->cursor + piece->length);
}

static bool has_room(const struct lineedit *edit, size_t more)
{
	return edit->text.length <= VALUE_MOST && more <= VALUE_MOST - edit->text.length;
}

static bool yank(struct lineedit *edit, size_t place)
{
	stand(edit, place);
	if (has_room(edit, edit->killed.length))
		insert(edit, &edit->killed);
	return true;
}

static bool break_line(struct lineedit *edit, size_t place)
{
	if (!edit->lines)
		return false;
	stand(edit, place);
	lineedit_paste(edit, "\n");
	return true;
}

/* Goes to another row and keeps the column, also across rows that are shorter. */
static bool climb(struct lineedit *edit, int by)
{
	const struct layout layout = layout_of(edit, edit->ascii, edit->wrap ? edit->wrap : INT_MAX);
	int number = 0, goal = edit->goal;
	const int rows = count_rows(&layout, edit->cursor, &number);
	struct row row;

	if (rows == 1)
		return false;
	if (goal < 0)
		goal = column_of(&layout, nth_row(&layout, number).begin, edit->cursor);
	if (number + by >= 0 && number + by < rows) {
		row = nth_row(&layout, number + by);
		edit->cursor = place_in_row(&layout, row.begin, row.end, goal);
	}
	edit->goal = goal;
	return true;
}

static bool climb_up(struct lineedit *edit, size_t place)
{
	(void)place;
	return climb(edit, -1);
}

static bool climb_down(struct lineedit *edit, size_t place)
{
	(void)place;
	return climb(edit, 1);
}

static const struct {
	const char *key;
	bool (*act)(struct lineedit *edit, size_t place);
	size_t (*place)(const struct lineedit *edit);
} keys[] = {
	{ "<Left>", move, character_before },
	{ "<C-b>", move, character_before },
	{ "<Right>", move, character_after },
	{ "<C-f>", move, character_after },
	{ "<C-Left>", move, word_before },
	{ "<M-b>", move, word_before },
	{ "<C-Right>", move, word_after },
	{ "<M-f>", move, word_after },
	{ "<Home>", move, line_begin },
	{ "<C-a>", move, line_begin },
	{ "<End>", move, line_end },
	{ "<C-e>", move, line_end },
	{ "<Up>", climb_up, here },
	{ "<Down>", climb_down, here },
	{ "<Backspace>", erase, character_before },
	{ "<C-h>", erase, character_before },
	{ "<Delete>", erase, character_after },
	{ "<C-d>", erase, character_after },
	{ "<C-w>", kill_text, word_before },
	{ "<M-Backspace>", kill_text, word_before },
	{ "<M-d>", kill_text, word_after },
	{ "<C-u>", kill_text, line_begin },
	{ "<C-k>", kill_text, line_end },
	{ "<C-y>", yank, here },
	{ "<M-Enter>", break_line, here },
	{ "<C-j>", break_line, here },
};

bool lineedit_feed(struct lineedit *edit, const char *key)
{
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		if (strcmp(keys[i].key, key) != 0)
			continue;
		edit->proposed = false;
		return keys[i].act(edit, keys[i].place(edit));
	}
	if (!key_is_text(key))
		return false;
	lineedit_paste(edit, key);
	return true;
}

/* A mark needs a character before it on its line. */
static bool is_carried(const struct lineedit *edit, const struct buf *piece)
{
	if (piece->length)
		return piece->data[piece->length - 1] != '\n';
	return edit->cursor && edit->text.data[edit->cursor - 1] != '\n';
}

/* Adds to `piece` what may stand in the text. */
static void sift(const struct lineedit *edit, const char *text, struct buf *piece)
{
	size_t length = strlen(text), bytes;

	for (; length; text += bytes, length -= bytes) {
		const uint32_t letter = letter_at(text, length, &bytes);
		const int columns = utf8_columns(letter);

		if (letter == '\r' && text[1] == '\n')
			continue;
		if (letter == '\r' || letter == '\n')
			buf_add_char(piece, edit->lines ? '\n' : ' ');
		else if (letter == '\t')
			buf_add_char(piece, ' ');
		else if (columns > 0 ? utf8_valid(text, bytes) : columns == 0 && is_carried(edit, piece))
			buf_add(piece, text, bytes);
	}
}

void lineedit_paste(struct lineedit *edit, const char *text)
{
	struct buf piece;

	buf_init(&piece);
	if (edit->proposed) {
		buf_clear(&edit->text);
		edit->cursor = 0;
	}
	edit->proposed = false;
	sift(edit, text, &piece);
	if (has_room(edit, piece.length))
		insert(edit, &piece);
	buf_release(&piece);
}

void lineedit_init(struct lineedit *edit, const char *text, bool lines)
{
	struct buf piece;

	*edit = (struct lineedit){ .lines = lines, .goal = -1 };
	buf_init(&edit->text);
	buf_init(&edit->killed);
	buf_init(&piece);
	sift(edit, text, &piece);
	insert(edit, &piece);
	buf_release(&piece);
}

void lineedit_release(struct lineedit *edit)
{
	buf_release(&edit->text);
	buf_release(&edit->killed);
}

/* Drawing. */

static void draw_character(const struct layout *layout, size_t at, size_t next, struct surface *surface, int row,
			   int column, int columns)
{
	struct buf character;

	buf_init(&character);
	buf_add(&character, layout->text->data + at, next - at);
	(void)surface_text(surface, row, column, columns, ATTRIBUTE_NONE, character.data);
	buf_release(&character);
}

static void draw_row(const struct layout *layout, struct row stretch, struct surface *surface, int row, int column)
{
	int used = 0;

	for (size_t at = stretch.begin, next; at < stretch.end && !ends_line(layout->text, at); at = next) {
		next = next_of(layout->text, at);
		draw_character(layout, at, next, surface, row, column + used, layout->columns - used);
		used += columns_of(layout, at, next);
	}
}

/* The row of the cursor stands in the middle where not all rows fit. */
static void draw_rows(const struct layout *layout, size_t cursor, struct surface *surface, int row, int column,
		      int rows)
{
	int number = 0, top;
	const int count = count_rows(layout, cursor, &number);
	struct row stretch;

	top = number - rows / 2 < count - rows ? number - rows / 2 : count - rows;
	top = top > 0 ? top : 0;
	stretch = nth_row(layout, top);
	for (int i = 0; i < rows && top + i < count; i++) {
		draw_row(layout, stretch, surface, row + i, column);
		if (top + i == number)
			surface_cursor(surface, row + i, column + column_of(layout, stretch.begin, cursor));
		stretch = (struct row){ stretch.end, row_after(layout, stretch.end) };
	}
}

/* What is seen of a row: columns `from` up to `to` of the text, the dots at both ends among them. */
struct window {
	int from, to;
	bool dots_left, dots_right;
};

/* The cursor stands in the middle where the text and a column after it do not fit. */
static struct window window_on(int cursor, int total, int columns)
{
	struct window window = { 0 };

	if (total > columns) {
		window.from = cursor - (columns - 1) / 2;
		window.from = window.from < total - columns ? window.from : total - columns;
		window.from = window.from > 0 ? window.from : 0;
	}
	window.to = window.from + columns;
	/* With dots at both ends there must be room for a wide character between them. */
	window.dots_left = columns > 3 && window.from > 0;
	window.dots_right = columns > 3 && window.to < total;
	return window;
}

static void draw_dots(const struct window *window, struct surface *surface, int row, int column)
{
	if (window->dots_left)
		(void)surface_text(surface, row, column, 1, ATTRIBUTE_NONE, surface->ascii ? "<" : "…");
	if (window->dots_right)
		(void)surface_text(surface, row, column + window->to - window->from - 1, 1, ATTRIBUTE_NONE,
				   surface->ascii ? ">" : "…");
}

/* Line ends are blanks here. */
static void draw_sideways(const struct layout *layout, size_t cursor, struct surface *surface, int row, int column)
{
	const int place = column_of(layout, 0, cursor);
	const int total = place + column_of(layout, cursor, layout->text->length) + 1;
	const struct window window = window_on(place, total, layout->columns);
	int used = 0;

	draw_dots(&window, surface, row, column);
	for (size_t at = 0, next; at < layout->text->length && used < window.to; at = next) {
		/* Nothing hides what the cursor stands on. */
		const int right = window.to - (window.dots_right && at != cursor ? 1 : 0);

		next = next_of(layout->text, at);
		if (used >= window.from + (window.dots_left ? 1 : 0))
			draw_character(layout, at, next, surface, row, column + used - window.from, right - used);
		used += columns_of(layout, at, next);
	}
	surface_cursor(surface, row, column + place - window.from);
}

static void clear_box(struct surface *surface, int row, int column, int columns, int rows)
{
	for (int y = 0; y < rows; y++)
		for (int x = 0; x < columns; x++)
			(void)surface_text(surface, row + y, column + x, 1, ATTRIBUTE_NONE, " ");
}

void lineedit_draw(struct lineedit *edit, struct surface *surface, int row, int column, int columns, int rows)
{
	const struct layout layout = layout_of(edit, surface->ascii, columns);

	if (columns < 1 || rows < 1)
		return;
	edit->wrap = rows > 1 ? columns : 0;
	edit->ascii = surface->ascii;
	clear_box(surface, row, column, columns, rows);
	if (rows > 1)
		draw_rows(&layout, edit->cursor, surface, row, column, rows);
	else
		draw_sideways(&layout, edit->cursor, surface, row, column);
	if (edit->proposed)
		surface_mark(surface, row, column,
			     number_between(surface_measure(surface, edit->text.data), 0, columns), ATTRIBUTE_REVERSE);
}
