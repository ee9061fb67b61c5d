#include "told.h"

#include "cadran/base/buf.h"

enum { STEP = 2 /* columns */, WIDTH_FIRST = 400, WIDTH_MOST = 1 << 20, WIDER = 8 };

static bool is_blank(const struct surface_cell *cell)
{
	return cell->text[0] == ' ' && !cell->text[1];
}

/* The column after the last that is not blank. */
static int row_end(const struct surface *surface, int row)
{
	int end = surface->width;

	while (end && is_blank(surface_at(surface, row, end - 1)))
		end--;
	return end;
}

/* The columns of the first word of a row; 0 for a blank row. */
static int first_word(const struct surface *surface, int row, int end)
{
	int begin = 0, length = 0;

	while (begin < end && is_blank(surface_at(surface, row, begin)))
		begin++;
	while (begin + length < end && !is_blank(surface_at(surface, row, begin + length)))
		length++;
	return length;
}

/* A row goes on in the next one where the first word there had no room behind it. */
static bool may_be_wrapped(const struct surface *surface)
{
	int before = 0;

	for (int row = 0; row < surface->height; row++) {
		const int end = row_end(surface, row);

		if (before && end && before + 1 + first_word(surface, row, end) > surface->width)
			return true;
		before = end;
	}
	return false;
}

static void give_row(const struct surface *surface, int row, struct buf *text, told_line_fn *each, void *context)
{
	const int end = row_end(surface, row);
	int begin = 0;

	if (!end)
		return;
	while (is_blank(surface_at(surface, row, begin)))
		begin++;
	buf_clear(text);
	for (int column = begin; column < end; column++)
		buf_add_text(text, surface_at(surface, row, column)->text);
	each(context, &(struct told_line){
			      .depth = begin / STEP,
			      .strong = surface_at(surface, row, begin)->attributes & ATTRIBUTE_BOLD,
			      .text = text->data,
		      });
}

static void give_rows(const struct surface *surface, told_line_fn *each, void *context)
{
	struct buf text;

	buf_init(&text);
	for (int row = 0; row < surface->height; row++)
		give_row(surface, row, &text, each, context);
	buf_release(&text);
}

void told(told_draw_fn *draw, void *subject, told_line_fn *each, void *context)
{
	for (int width = WIDTH_FIRST; width <= WIDTH_MOST; width *= WIDER) {
		struct surface surface;
		bool done;

		surface_init(&surface, width, 0, false);
		draw(subject, &surface);
		done = width * WIDER > WIDTH_MOST || !may_be_wrapped(&surface);
		if (done)
			give_rows(&surface, each, context);
		surface_release(&surface);
		if (done)
			return;
	}
}
