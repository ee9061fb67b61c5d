#include "cadran/store/svg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "svg_draw.h"

const struct svg_style svg_alone = { .inside = false, .width = 960, .tag = "alone" };

static const double heading_size = 20;

/* --- attributes --------------------------------------------------------------------------------- */

void svg_number(struct buf *out, double number)
{
	char text[64];

	(void)snprintf(text, sizeof(text), "%.1f", number);
	if (text[strlen(text) - 1] == '0')
		text[strlen(text) - 2] = '\0';
	buf_add_text(out, strcmp(text, "-0") == 0 ? "0" : text);
}

void svg_point(struct buf *out, const char *command, double x, double y)
{
	buf_add_text(out, command);
	svg_number(out, x);
	buf_add_char(out, ' ');
	svg_number(out, y);
}

static void add_attribute(struct svg *svg, const char *name, double number)
{
	buf_add_format(svg->out, " %s=\"", name);
	svg_number(svg->out, number);
	buf_add_char(svg->out, '"');
}

static void add_paint(const struct svg *svg, struct buf *out, const char *name, enum paint paint)
{
	const struct colour *colour = markup_colour(paint);

	if (svg->style->inside && paint != PAINT_NONE)
		buf_add_format(out, " %s=\"var(--%s)\"", name, colour->name);
	else
		buf_add_format(out, " %s=\"%s\"", name, colour->light);
}

static void add_pen(struct svg *svg, const struct svg_pen *pen)
{
	add_paint(svg, svg->out, "fill", pen->fill);
	if (pen->stroke == PAINT_NONE)
		return;
	add_paint(svg, svg->out, "stroke", pen->stroke);
	add_attribute(svg, "stroke-width", pen->width);
	if (pen->dash)
		buf_add_format(svg->out, " stroke-dasharray=\"%s\"", pen->dash);
}

/* --- shapes --------------------------------------------------------------------------------------- */

struct length {
	const char *name; /* NULL after the last */
	double value;
};

static void add_shape(struct svg *svg, const char *element, const struct length *lengths, const struct svg_pen *pen)
{
	buf_add_format(svg->out, "<%s", element);
	for (; lengths->name; lengths++)
		add_attribute(svg, lengths->name, lengths->value);
	add_pen(svg, pen);
	buf_add_text(svg->out, "/>\n");
}

void svg_line(struct svg *svg, double x1, double y1, double x2, double y2, const struct svg_pen *pen)
{
	const struct length lengths[] = { { "x1", x1 }, { "y1", y1 }, { "x2", x2 }, { "y2", y2 }, { NULL, 0 } };

	add_shape(svg, "line", lengths, pen);
}

void svg_rectangle(struct svg *svg, double x, double y, double width, double height, const struct svg_pen *pen)
{
	const struct length lengths[] = {
		{ "x", x }, { "y", y }, { "width", width }, { "height", height }, { NULL, 0 }
	};

	add_shape(svg, "rect", lengths, pen);
}

void svg_circle(struct svg *svg, double x, double y, double radius, const struct svg_pen *pen)
{
	const struct length lengths[] = { { "cx", x }, { "cy", y }, { "r", radius }, { NULL, 0 } };

	add_shape(svg, "circle", lengths, pen);
}

void svg_path(struct svg *svg, const char *data, const struct svg_pen *pen)
{
	buf_add_format(svg->out, "<path d=\"%s\" stroke-linejoin=\"round\" stroke-linecap=\"%s\"", data,
		       pen->dash ? "butt" : "round");
	add_pen(svg, pen);
	buf_add_text(svg->out, "/>\n");
}

void svg_star(struct svg *svg, double x, double y, double radius, double inner, int count, const struct svg_pen *pen)
{
	static const double pi = 3.14159265358979323846;
	struct buf data;

	buf_init(&data);
	for (int i = 0; i < count; i++) {
		const double angle = 2 * pi * i / count, reach = i % 2 ? inner : radius;

		svg_point(&data, i ? " L" : "M", x + reach * sin(angle), y - reach * cos(angle));
	}
	buf_add_text(&data, " Z");
	svg_path(svg, data.data, pen);
	buf_release(&data);
}

/* --- texts ---------------------------------------------------------------------------------------- */

/* Of DejaVu Sans, one of the widest in use, in thousandths of its size; from the blank on. */
static const short advances[] = {
	318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
	636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
	575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
	611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
	278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838,
};

static double advance(uint32_t c)
{
	if (c >= ' ' && c < ' ' + ARRAY_SIZE(advances))
		return advances[c - ' '] / 1000.0;
	if (c >= 0x300 && c < 0x370)
		return 0;
	if (c == 0xa0 || c == 0x202f)
		return 0.318;
	return c < 0x1100 || (c >= 0x1e00 && c < 0x2100) ? 0.7 : 1.05;
}

/* The character at `text`, U+FFFD where there is none; returns its bytes. */
static size_t character_at(const char *text, size_t length, uint32_t *character)
{
	const size_t bytes = utf8_decode(text, length, character);

	if (!bytes)
		*character = 0xfffd;
	return bytes ? bytes : 1;
}

static double part_width(const char *text, size_t length, double size, bool strong)
{
	double width = 0;

	while (length) {
		uint32_t character;
		const size_t bytes = character_at(text, length, &character);

		width += advance(character);
		text += bytes;
		length -= bytes;
	}
	return width * size * (strong ? 1.12 : 1);
}

double svg_width(const char *text, double size, bool strong)
{
	return part_width(text, strlen(text), size, strong);
}

double svg_lines_width(const char *lines, double size, bool strong)
{
	double widest = 0;

	for (;;) {
		const size_t length = strcspn(lines, "\n");

		widest = fmax(widest, part_width(lines, length, size, strong));
		if (!lines[length])
			return widest;
		lines += length + 1;
	}
}

/* Bytes of the longest beginning that fits, one character at least. */
static size_t fitting(const char *text, size_t length, double size, bool strong, double width)
{
	size_t taken = 0;

	while (taken < length) {
		uint32_t character;
		const size_t bytes = character_at(text + taken, length - taken, &character);

		if (taken && part_width(text, taken + bytes, size, strong) > width)
			break;
		taken += bytes;
	}
	return taken;
}

static size_t skip_blanks(const char *text)
{
	return strspn(text, " \t\r\n");
}

/* Bytes of the next line: whole words where the first of them fits. */
static size_t line_length(const char *text, double size, bool strong, double width)
{
	const size_t length = strlen(text), most = fitting(text, length, size, strong, width);
	size_t end = most;

	if (most == length)
		return length;
	while (end && !skip_blanks(text + end))
		end--;
	return end ? end : most;
}

size_t svg_wrap(struct buf *out, const char *text, double size, bool strong, double width, size_t most)
{
	size_t lines = 0;

	text += skip_blanks(text);
	do {
		const bool last = ++lines == most;
		size_t length = line_length(text, size, strong, width);
		const bool cut = last && text[length + skip_blanks(text + length)];

		if (cut)
			length = fitting(text, strlen(text), size, strong, width - svg_width("…", size, strong));
		buf_add_text(out, lines > 1 ? "\n" : "");
		buf_add(out, text, length);
		if (cut)
			buf_add_text(out, "…");
		if (last)
			break;
		text += length + skip_blanks(text + length);
	} while (*text);
	return lines;
}

static void add_text(struct svg *svg, double x, double y, const struct svg_type *type, const char *text, size_t length)
{
	static const char *const anchors[] = { "", " text-anchor=\"middle\"", " text-anchor=\"end\"" };

	buf_add_text(svg->out, "<text");
	add_attribute(svg, "x", x);
	add_attribute(svg, "y", y);
	add_attribute(svg, "font-size", type->size);
	add_paint(svg, svg->out, "fill", type->paint);
	buf_add_format(svg->out, "%s%s>", anchors[type->anchor], type->strong ? " font-weight=\"bold\"" : "");
	markup_part(svg->out, text, length);
	buf_add_text(svg->out, "</text>\n");
}

void svg_text(struct svg *svg, double x, double y, const struct svg_type *type, const char *text)
{
	add_text(svg, x, y, type, text, strlen(text));
}

void svg_text_within(struct svg *svg, double x, double y, const struct svg_type *type, const char *text, double width)
{
	struct buf line;

	buf_init(&line);
	(void)svg_wrap(&line, text, type->size, type->strong, width, 1);
	svg_text(svg, x, y, type, line.data);
	buf_release(&line);
}

void svg_lines(struct svg *svg, double x, double y, double step, const struct svg_type *type, const char *lines)
{
	for (;;) {
		const size_t length = strcspn(lines, "\n");

		add_text(svg, x, y, type, lines, length);
		if (!lines[length])
			return;
		lines += length + 1;
		y += step;
	}
}

/* --- the element ------------------------------------------------------------------------------------ */

double svg_heading(struct svg *svg, const char *title)
{
	const struct svg_type type = { heading_size, PAINT_INK, SVG_START, true };
	struct buf lines;
	size_t count;

	if (svg->style->inside || !*title)
		return 0;
	buf_init(&lines);
	count = svg_wrap(&lines, title, heading_size, true, svg->style->width - 48, 2);
	svg_lines(svg, 24, 40, 26, &type, lines.data);
	buf_release(&lines);
	return 40 + 26 * (double)(count - 1);
}

static void add_named(struct buf *out, const struct svg_style *style, const char *element, const char *id,
		      const char *text)
{
	buf_add_format(out, "<%s id=\"%s_%s_%s\">", element, style->tag, element, id);
	markup_text(out, text);
	buf_add_format(out, "</%s>\n", element);
}

void svg_close(const struct svg *svg, const char *id, const char *title, const char *description,
	       enum language language, double height, struct buf *out)
{
	const struct svg_style *style = svg->style;

	buf_add_text(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
	svg_point(out, "", style->width, ceil(height));
	buf_add_format(out, "\" width=\"%d\" height=\"%.0f\" lang=\"%s\" role=\"img\"", style->width, ceil(height),
		       language_code(language));
	buf_add_format(out, " aria-labelledby=\"%s_title_%s %s_desc_%s\"", style->tag, id, style->tag, id);
	buf_add_text(out, style->inside ? " font-family=\"inherit\">\n"
					: " font-family=\"Helvetica, Arial, sans-serif\">\n");
	add_named(out, style, "title", id, title);
	if (*description)
		add_named(out, style, "desc", id, description);
	if (!style->inside)
		buf_add_format(out, "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"%s\"/>\n",
			       markup_colour(PAINT_PAPER)->light);
	buf_add(out, svg->out->data, svg->out->length);
	buf_add_text(out, "</svg>\n");
}
