#include "cadran/tui/pen.h"

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
	const int lines = surface_wrap(pen->surface, pen->row, pen->indent, pen->surface->width - pen->indent,
				       attributes, pen->line.data);

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
