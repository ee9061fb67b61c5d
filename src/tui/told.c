#include "told.h"

#include <string.h>

#include "cadran/base/buf.h"

enum { STEP = 2 /* columns */, WIDTH_FIRST = 400, WIDTH_MOST = 1 << 20, WIDER = 8, HANG_MOST = 32 };

/* The row as text without its indent, which is returned; `end` is the column after the last that is not blank. */
static int read_row(const struct surface *surface, int row, struct buf *text, bool *strong, int *end)
{
	int indent = 0;

	buf_clear(text);
	*end = 0;
	for (int column = 0; column < surface->width; column++) {
		const struct surface_cell *cell = surface_at(surface, row, column);
		const bool blank = !strcmp(cell->text, " ");

		if (blank && !text->length) {
			indent++;
			continue;
		}
		if (!text->length)
			*strong = cell->attributes & ATTRIBUTE_BOLD;
		buf_add_text(text, cell->text);
		*end = cell->width && !blank ? column + cell->width : *end;
	}
	while (text->length && text->data[text->length - 1] == ' ')
		buf_truncate(text, text->length - 1);
	return indent;
}

/* A line that went on over the edge leaves a row, or a word at the start of the next one, of half the width. */
static bool may_be_wrapped(const struct surface *surface)
{
	bool wrapped = false, strong;
	struct buf text;

	buf_init(&text);
	for (int row = 0; row < surface->height && !wrapped; row++) {
		int end;

		(void)read_row(surface, row, &text, &strong, &end);
		wrapped = end >= surface->width / 2 - HANG_MOST;
	}
	buf_release(&text);
	return wrapped;
}

static void give_rows(const struct surface *surface, told_line_fn *each, void *context)
{
	struct buf text;

	buf_init(&text);
	for (int row = 0; row < surface->height; row++) {
		struct told_line line = { 0 };
		int end;

		line.depth = read_row(surface, row, &text, &line.strong, &end) / STEP;
		line.text = text.data;
		if (text.length)
			each(context, &line);
	}
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
