#include "cadran/tui/pen.h"

/* What goes on over a line stands under its words, not under its sign. */
enum { HANG = 2 };

void pen_init(struct pen *pen, struct surface *surface)
{
	*pen = (struct pen){ .surface = surface };
	buf_init(&pen->line);
}

void pen_release(struct pen *pen)
{
	buf_release(&pen->line);
}

void pen_end(struct pen *pen, unsigned attributes)
{
	const int lines = surface_wrap_hanging(pen->surface, pen->row, pen->indent, pen->surface->width - pen->indent,
					       pen->indent ? HANG : 0, attributes, pen->line.data);

	pen->row += lines ? lines : 1;
	buf_clear(&pen->line);
}

void pen_section(struct pen *pen, const char *text)
{
	const int indent = pen->indent;

	if (pen->row)
		pen->row++;
	pen->indent = 0;
	buf_add_text(&pen->line, text);
	pen_end(pen, ATTRIBUTE_BOLD);
	pen->indent = indent;
}
