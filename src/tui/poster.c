#include "poster.h"

enum { GAP_MOST = 3, MARGIN = 2, AIRY_LEAST = 60 /* columns of text that stay */ };

void poster_close(struct surface *surface, poster_draw *draw, const void *context)
{
	struct poster poster = { surface, 0, MARGIN, surface->width - 2 * MARGIN, 0 };

	draw(&poster, context);
}

/* The rows that it takes. */
static int height_of(const struct surface *surface, int left, int gap, poster_draw *draw, const void *context)
{
	struct surface whole;
	struct poster poster = { &whole, 0, left, surface->width - 2 * left, gap };
	int height;

	surface_init(&whole, surface->width, 0, surface->ascii);
	draw(&poster, context);
	height = whole.height;
	surface_release(&whole);
	return height;
}

void poster_airy(struct surface *surface, poster_draw *draw, const void *context)
{
	const int wide = surface->width / 8, left = surface->width - 2 * wide < AIRY_LEAST ? MARGIN : wide;
	int gap = GAP_MOST, margin = left, height;
	struct poster poster;

	while ((height = height_of(surface, margin, gap, draw, context)) > surface->height && gap)
		gap--;
	if (height > surface->height) {
		margin = MARGIN;
		height = height_of(surface, margin, 0, draw, context);
	}
	poster = (struct poster){ surface, height < surface->height ? (surface->height - height) / 2 : 0, margin,
				  surface->width - 2 * margin, gap };
	draw(&poster, context);
}

void poster_labelled(struct poster *poster, unsigned attributes, const char *label, int indent, const char *text)
{
	struct surface lines;
	int count;

	surface_init(&lines, poster->width - indent, 0, poster->surface->ascii);
	count = surface_wrap(&lines, 0, 0, lines.width, attributes, text);
	if (*label)
		(void)surface_text(poster->surface, poster->row, poster->left, indent, ATTRIBUTE_BOLD, label);
	for (int i = 0; i < count; i++) {
		surface_blit(poster->surface, poster->row, poster->left + indent, &lines, i, 1);
		poster->row += 1 + poster->gap;
	}
	if (!count && *label)
		poster->row += 1 + poster->gap;
	surface_release(&lines);
}

void poster_text(struct poster *poster, unsigned attributes, const char *text)
{
	poster_labelled(poster, attributes, "", 0, text);
}

void poster_space(struct poster *poster)
{
	poster->row += 1 + poster->gap / 2;
}
