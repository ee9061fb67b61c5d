#include "cadran/tui/surface.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/base/utf8.h"

static const struct {
	const char *utf8, *ascii;
} glyphs[GLYPH_COUNT] = {
	[GLYPH_HORIZONTAL] = { "─", "-" },
	[GLYPH_VERTICAL] = { "│", "|" },
	[GLYPH_TOP_LEFT] = { "┌", "+" },
	[GLYPH_TOP_RIGHT] = { "┐", "+" },
	[GLYPH_BOTTOM_LEFT] = { "└", "+" },
	[GLYPH_BOTTOM_RIGHT] = { "┘", "+" },
	[GLYPH_TEE_LEFT] = { "├", "+" },
	[GLYPH_TEE_RIGHT] = { "┤", "+" },
	[GLYPH_TEE_TOP] = { "┬", "+" },
	[GLYPH_TEE_BOTTOM] = { "┴", "+" },
	[GLYPH_CROSS] = { "┼", "+" },
	[GLYPH_FULL] = { "█", "#" },
	[GLYPH_OPEN] = { "▒", "=" },
	[GLYPH_EMPTY] = { "·", "." },
	[GLYPH_TARGET] = { "◆", "T" },
	[GLYPH_QUICK_WIN] = { "★", "*" },
	[GLYPH_CONDITIONAL] = { "☆", "~" },
	[GLYPH_PROHIBITED] = { "⊘", "X" },
	[GLYPH_HIGH_RISK] = { "!", "!" },
	[GLYPH_SETTLED] = { "○", "=" },
	[GLYPH_INCOMPLETE] = { "…", "?" },
	[GLYPH_MET] = { "✓", "+" },
	[GLYPH_NOT_MET] = { "✗", "-" },
	[GLYPH_UNKNOWN] = { "?", "?" },
	[GLYPH_NOTHING] = { "–", "-" },
	[GLYPH_CURRENT] = { "▶", ">" },
	[GLYPH_UP] = { "↑", "^" },
	[GLYPH_DOWN] = { "↓", "v" },
	[GLYPH_SHADE_1] = { "·", "." },
	[GLYPH_SHADE_2] = { "░", ":" },
	[GLYPH_SHADE_3] = { "▒", "+" },
	[GLYPH_SHADE_4] = { "▓", "#" },
	[GLYPH_SHADE_5] = { "█", "@" },
	[GLYPH_CORNER] = { "●", "O" },
	[GLYPH_EDGE] = { "•", "o" },
	[GLYPH_POINT] = { "●", "o" },
	[GLYPH_SEVERAL] = { "■", "#" },
	[GLYPH_BEFORE] = { "○", "O" },
	[GLYPH_LEADER] = { "┄", "-" },
	[GLYPH_LEADER_UPRIGHT] = { "┆", ":" },
	[GLYPH_LEADER_DOWN_RIGHT] = { "╭", "." },
	[GLYPH_LEADER_DOWN_LEFT] = { "╮", "." },
	[GLYPH_LEADER_UP_RIGHT] = { "╰", "`" },
	[GLYPH_LEADER_UP_LEFT] = { "╯", "'" },
	[GLYPH_ARROW_RIGHT] = { "▶", ">" },
	[GLYPH_ARROW_LEFT] = { "◀", "<" },
	[GLYPH_ARROW_UP] = { "▲", "^" },
	[GLYPH_ARROW_DOWN] = { "▼", "v" },
};

/* Rows: most surfaces that grow hold a message or one part of a page. */
enum { GROWS_FROM = 4 };

static const struct surface_cell blank = { " ", 1, 0 };

static void blank_rows(struct surface *surface, int from, int to)
{
	const size_t count = (size_t)(to - from) * (size_t)surface->width;
	struct surface_cell *cells = surface->cells + (size_t)from * (size_t)surface->width;
	size_t done = 1;

	if (!count)
		return;
	/* What is blank is copied, twice as much each time. */
	for (cells[0] = blank; done < count; done *= 2)
		memcpy(cells + done, cells, (done < count - done ? done : count - done) * sizeof(*cells));
}

void surface_init(struct surface *surface, int width, int height, bool ascii)
{
	*surface = (struct surface){
		.width = width > 1 ? width : 1,
		.height = height > 0 ? height : 0,
		.grows = height <= 0,
		.ascii = ascii,
		.cursor_row = -1,
		.cursor_column = -1,
	};
	surface->capacity = surface->grows ? GROWS_FROM : surface->height;
	surface->cells =
		xreallocarray(NULL, (size_t)surface->capacity * (size_t)surface->width, sizeof(*surface->cells));
	blank_rows(surface, 0, surface->height);
}

void surface_release(struct surface *surface)
{
	free(surface->cells);
	free(surface->zones);
	*surface = (struct surface){ 0 };
}

void surface_clear(struct surface *surface)
{
	if (surface->grows)
		surface->height = 0;
	blank_rows(surface, 0, surface->height);
	surface->zone_count = 0;
	surface->cut = 0;
	surface_cursor(surface, -1, -1);
}

void surface_cursor(struct surface *surface, int row, int column)
{
	surface->cursor_row = row;
	surface->cursor_column = column;
}

static void reach(struct surface *surface, int row)
{
	const int before = surface->height;

	if (!surface->grows || row < before)
		return;
	surface->height = row + 1;
	if (surface->height > surface->capacity) {
		surface->capacity = 2 * surface->height;
		surface->cells = xreallocarray(surface->cells, (size_t)surface->capacity * (size_t)surface->width,
					       sizeof(*surface->cells));
	}
	/* Rows that nobody reaches take no memory. */
	blank_rows(surface, before, surface->height);
}

static struct surface_cell *cell_at(const struct surface *surface, int row, int column)
{
	if (row < 0 || column < 0 || row >= surface->height || column >= surface->width)
		return NULL;
	return &surface->cells[(size_t)row * (size_t)surface->width + (size_t)column];
}

const struct surface_cell *surface_at(const struct surface *surface, int row, int column)
{
	return cell_at(surface, row, column);
}

/* Half of a wide character that is drawn over leaves a blank where its other half was. */
static void unlink_halves(struct surface *surface, int row, int column)
{
	struct surface_cell *cell = cell_at(surface, row, column), *other;

	if (cell && cell->width == 0 && (other = cell_at(surface, row, column - 1)))
		*other = blank;
	if (cell && cell->width == 2 && (other = cell_at(surface, row, column + 1)))
		*other = blank;
}

static void put(struct surface *surface, int row, int column, const char *text, size_t length, int width,
		unsigned attributes)
{
	struct surface_cell *cell;

	reach(surface, row);
	cell = cell_at(surface, row, column);
	if (!cell || column + width > surface->width)
		return;
	/* Marks beyond those that a cell holds are left out. */
	if (length >= sizeof(cell->text))
		length = utf8_whole(text, sizeof(cell->text) - 1);
	for (int i = 0; i < width; i++)
		if (cell[i].width != 1)
			unlink_halves(surface, row, column + i);
	*cell = (struct surface_cell){ .width = (unsigned char)width, .attributes = (unsigned char)attributes };
	memcpy(cell->text, text, length);
	if (width == 2)
		cell[1] = (struct surface_cell){ .attributes = (unsigned char)attributes };
}

/* `text` begins with what has no room. */
static void note_cut(struct surface *surface, const char *text)
{
	if (!text[strspn(text, " ")])
		return;
	if (!surface->cut++)
		(void)snprintf(surface->first_cut, sizeof(surface->first_cut), "%.*s",
			       (int)utf8_whole(text, sizeof(surface->first_cut) - 1), text);
}

/* So many bytes of the text as this surface shows them. */
static void prepare_part(const struct surface *surface, const char *text, size_t length, struct buf *out)
{
	struct buf safe;

	if (!surface->ascii) {
		text_safe(out, text, length);
		return;
	}
	buf_init(&safe);
	text_safe(&safe, text, length);
	charset_to_ascii(safe.data, out);
	buf_release(&safe);
}

static void prepare(const struct surface *surface, const char *text, struct buf *out)
{
	prepare_part(surface, text, strlen(text), out);
}

/*
 * The same of a text for one row: a name may have a million bytes, of which a row shows some hundreds. True where
 * something was left out.
 */
static bool prepare_row(const struct surface *surface, const char *text, int columns, struct buf *out)
{
	enum { COLUMN_MOST = 64 }; /* bytes, with marks that a cell has no room for */
	const size_t most = ((size_t)columns + 2) * COLUMN_MOST, length = strnlen(text, most + 1);

	prepare_part(surface, text, length > most ? utf8_whole(text, most) : length, out);
	return length > most;
}

/* Printable ASCII with no mark on it: marks are not ASCII. */
static bool is_plain(const char *text)
{
	return text[0] >= ' ' && text[0] <= '~' && (unsigned char)text[1] < 0x80;
}

/* The bytes of a character with the marks that follow and belong to the same cell. */
static size_t next_cell(const char *text, size_t length, int *width)
{
	uint32_t character = ' ', next;
	size_t bytes;

	*width = 1;
	if (is_plain(text))
		return 1;
	bytes = utf8_decode(text, length, &character);
	*width = utf8_columns(character);
	while (bytes < length) {
		size_t more = utf8_decode(text + bytes, length - bytes, &next);

		if (!more || utf8_columns(next) != 0)
			break;
		bytes += more;
	}
	return bytes;
}

/* Draws prepared text up to `columns`; returns the columns used. */
static int draw(struct surface *surface, int row, int column, int columns, unsigned attributes, const char *text)
{
	size_t length = strlen(text);
	int used = 0;

	if (!surface->grows && (row < 0 || row >= surface->height))
		note_cut(surface, text);
	while (length) {
		int width;
		size_t bytes = next_cell(text, length, &width);

		width = width > 0 ? width : 1;
		if (used + width > columns || column + used + width > surface->width) {
			note_cut(surface, text);
			break;
		}
		put(surface, row, column + used, text, bytes, width, attributes);
		used += width;
		text += bytes;
		length -= bytes;
	}
	return used;
}

/* Columns of a text that is printable ASCII alone, and is shown as it is; -1 for any other. */
static int plain_width(const char *text)
{
	const char *at = text;

	while (*at >= ' ' && *at <= '~')
		at++;
	return *at ? -1 : (int)(at - text);
}

int surface_text(struct surface *surface, int row, int column, int columns, unsigned attributes, const char *text)
{
	const char *ellipsis = surface->ascii ? "..." : "…";
	const int tail = surface->ascii ? 3 : 1;
	struct buf shown;
	bool longer;
	int used;

	if (columns > surface->width - column)
		columns = surface->width - column;
	if (columns <= 0) {
		note_cut(surface, text);
		return 0;
	}
	used = plain_width(text);
	if (used >= 0 && used <= columns)
		return draw(surface, row, column, columns, attributes, text);
	buf_init(&shown);
	longer = prepare_row(surface, text, columns, &shown);
	if ((longer || utf8_width(shown.data) > (size_t)columns) && columns > tail) {
		buf_truncate(&shown, utf8_fit(shown.data, (size_t)(columns - tail)));
		buf_add_text(&shown, ellipsis);
	}
	used = draw(surface, row, column, columns, attributes, shown.data);
	buf_release(&shown);
	return used;
}

int surface_measure(const struct surface *surface, const char *text)
{
	int width = plain_width(text);
	struct buf shown;
	bool longer;

	if (width >= 0)
		return width;
	buf_init(&shown);
	longer = prepare_row(surface, text, surface->width, &shown);
	width = (int)utf8_width(shown.data);
	buf_release(&shown);
	return longer && width <= surface->width ? surface->width + 1 : width;
}

void surface_text_right(struct surface *surface, int row, int column, int columns, unsigned attributes,
			const char *text)
{
	const int width = surface_measure(surface, text);
	const int shift = width < columns ? columns - width : 0;

	(void)surface_text(surface, row, column + shift, columns - shift, attributes, text);
}

/* Bytes of the next line of `text`: as many words as fit, at least one character. */
static size_t line_length(const char *text, int columns)
{
	size_t fit = utf8_fit(text, (size_t)columns), cut = fit;

	if (!text[fit])
		return fit;
	while (cut && text[cut] != ' ')
		cut--;
	if (cut)
		return cut;
	return fit ? fit : utf8_fit(text, 2);
}

int surface_wrap_hanging(struct surface *surface, int row, int column, int columns, int hang, unsigned attributes,
			 const char *text)
{
	struct buf shown, line;
	const char *at;
	int lines = 0;

	if (columns <= hang)
		return 0;
	buf_init(&shown);
	buf_init(&line);
	prepare(surface, text, &shown);
	for (at = shown.data + strspn(shown.data, " "); *at; at += strspn(at, " ")) {
		const int indent = lines ? hang : 0;
		const size_t length = line_length(at, columns - indent);

		buf_clear(&line);
		buf_add(&line, at, length);
		(void)draw(surface, row + lines++, column + indent, columns - indent, attributes, line.data);
		at += length;
	}
	buf_release(&line);
	buf_release(&shown);
	return lines;
}

int surface_wrap_within(struct surface *surface, int row, int column, int columns, int rows, unsigned attributes,
			const char *text)
{
	struct buf shown, line;
	const char *at;
	int lines = 0;

	if (columns <= 0)
		return 0;
	buf_init(&shown);
	buf_init(&line);
	prepare(surface, text, &shown);
	for (at = shown.data + strspn(shown.data, " "); *at && lines < rows; at += strspn(at, " ")) {
		/* All that is left goes on the last line, which is cut. */
		const size_t length = lines == rows - 1 ? strlen(at) : line_length(at, columns);

		buf_clear(&line);
		buf_add(&line, at, length);
		(void)surface_text(surface, row + lines++, column, columns, attributes, line.data);
		at += length;
	}
	buf_release(&line);
	buf_release(&shown);
	return lines;
}

int surface_wrap(struct surface *surface, int row, int column, int columns, unsigned attributes, const char *text)
{
	return surface_wrap_hanging(surface, row, column, columns, 0, attributes, text);
}

const char *glyph_text(enum glyph glyph, bool ascii)
{
	return ascii ? glyphs[glyph].ascii : glyphs[glyph].utf8;
}

const char *surface_glyph_text(const struct surface *surface, enum glyph glyph)
{
	return glyph_text(glyph, surface->ascii);
}

void surface_glyph(struct surface *surface, int row, int column, enum glyph glyph)
{
	const char *text = surface_glyph_text(surface, glyph);

	put(surface, row, column, text, strlen(text), 1, ATTRIBUTE_NONE);
}

void surface_repeat(struct surface *surface, int row, int column, int count, enum glyph glyph)
{
	for (int i = 0; i < count; i++)
		surface_glyph(surface, row, column + i, glyph);
}

void surface_mark(struct surface *surface, int row, int column, int columns, unsigned attributes)
{
	for (int i = 0; i < columns; i++) {
		struct surface_cell *cell = cell_at(surface, row, column + i);

		if (cell)
			cell->attributes |= (unsigned char)attributes;
	}
}

/* --- pointing ----------------------------------------------------------------- */

static struct surface_zone *add_zone(struct surface *surface, int row, int column, int columns)
{
	struct surface_zone *zone;

	ARRAY_GROW(surface->zones, surface->zone_count, surface->zone_capacity);
	zone = &surface->zones[surface->zone_count++];
	*zone = (struct surface_zone){ .row = row, .column = column, .columns = columns };
	return zone;
}

void surface_zone_keys(struct surface *surface, int row, int column, int columns, const char *key, int times)
{
	struct surface_zone *zone = add_zone(surface, row, column, columns);

	(void)snprintf(zone->key, sizeof(zone->key), "%s", key);
	zone->away = times;
}

void surface_zone_key(struct surface *surface, int row, int column, int columns, const char *key)
{
	surface_zone_keys(surface, row, column, columns, key, 1);
}

void surface_zone_line(struct surface *surface, int row, int column, int columns, int away)
{
	add_zone(surface, row, column, columns)->away = away;
}

const struct surface_zone *surface_zone_at(const struct surface *surface, int row, int column)
{
	for (size_t i = surface->zone_count; i-- > 0;) {
		const struct surface_zone *zone = &surface->zones[i];

		if (zone->row == row && column >= zone->column && column < zone->column + zone->columns)
			return zone;
	}
	return NULL;
}

/* All of a row at once, where it has room. */
static bool copy_row(struct surface *surface, int row, int column, const struct surface *from, int y)
{
	const struct surface_cell *cells = cell_at(from, y, 0);
	struct surface_cell *to;

	if (!cells || column < 0 || column + from->width > surface->width || row < 0)
		return false;
	reach(surface, row);
	if (row >= surface->height)
		return true;
	unlink_halves(surface, row, column);
	unlink_halves(surface, row, column + from->width - 1);
	to = cell_at(surface, row, column);
	assert(to); /* there is a column of it, and room for all of them */
	memcpy(to, cells, (size_t)from->width * sizeof(*cells));
	return true;
}

void surface_blit(struct surface *surface, int row, int column, const struct surface *from, int top, int rows)
{
	const int shift = row - top;

	for (int y = top; y < top + rows && y < from->height; y++) {
		if (copy_row(surface, y + shift, column, from, y))
			continue;
		for (int x = 0; x < from->width; x++) {
			const struct surface_cell *cell = surface_at(from, y, x);

			if (!cell || !cell->width)
				continue;
			if (column + x + cell->width > surface->width)
				note_cut(surface, cell->text);
			put(surface, y + shift, column + x, cell->text, strlen(cell->text), cell->width,
			    cell->attributes);
		}
	}
	for (size_t i = 0; i < from->zone_count; i++) {
		struct surface_zone zone = from->zones[i];

		if (zone.row < top || zone.row >= top + rows)
			continue;
		zone.row += shift;
		zone.column += column;
		*add_zone(surface, 0, 0, 0) = zone;
	}
	if (from->cut && !surface->cut)
		memcpy(surface->first_cut, from->first_cut, sizeof(surface->first_cut));
	surface->cut += from->cut;
	if (from->cursor_row >= top && from->cursor_row < top + rows)
		surface_cursor(surface, from->cursor_row + shift, from->cursor_column + column);
}

void surface_dump(const struct surface *surface, struct buf *out)
{
	for (int row = 0; row < surface->height; row++) {
		size_t end = out->length;

		for (int column = 0; column < surface->width; column++) {
			const struct surface_cell *cell = surface_at(surface, row, column);

			assert(cell);
			buf_add_text(out, cell->text);
			if (cell->width && strcmp(cell->text, " ") != 0)
				end = out->length;
		}
		buf_truncate(out, end);
		buf_add_char(out, '\n');
	}
}
