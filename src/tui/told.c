#include "told.h"

#include "cadran/base/buf.h"

enum { STEP = 2 /* columns */, WIDTH_FIRST = 1000, WIDTH_MOST = 1 << 20, WIDER = 8, HANG_MOST = 32 };

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

/* A line that went on over the edge leaves a row, or a word at the start of the next one, of half the width. */
static bool may_be_wrapped(const struct surface *surface)
{
	for (int row = 0; row < surface->height; row++)
		if (row_end(surface, row) >= surface->width / 2 - HANG_MOST)
			return true;
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
