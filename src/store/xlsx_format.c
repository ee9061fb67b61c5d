#include "xlsx_format.h"

enum { HEADING = 0xDCE6F1, LINK = 0x0563C1 };

static lxw_format *new_format(struct xlsx_formats *formats)
{
	lxw_format *format = xlsx.workbook_add_format(formats->workbook);

	xlsx.format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	return format;
}

static void set_link(lxw_format *format)
{
	xlsx.format_set_font_color(format, LINK);
	xlsx.format_set_underline(format, LXW_UNDERLINE_SINGLE);
}

lxw_format *xlsx_text_format(struct xlsx_formats *formats, enum xlsx_place_kind kind)
{
	static const struct {
		double size;
		bool bold, muted, link;
		uint8_t indent;
	} looks[] = {
		[XLSX_HEADING] = { .size = 18, .bold = true },
		[XLSX_TITLE] = { .size = 14, .bold = true },
		[XLSX_PARAGRAPH] = { .size = 11 },
		[XLSX_ITEM] = { .size = 11, .indent = 1 },
		[XLSX_CAPTION] = { .size = 11, .bold = true },
		[XLSX_REMARK] = { .size = 10, .muted = true },
		[XLSX_LINK] = { .size = 11, .link = true },
		[XLSX_LINE] = { .size = 11 },
	};
	lxw_format *format = formats->texts[kind];

	if (format)
		return format;
	formats->texts[kind] = format = new_format(formats);
	xlsx.format_set_text_wrap(format);
	xlsx.format_set_font_size(format, looks[kind].size);
	if (looks[kind].bold)
		xlsx.format_set_bold(format);
	if (looks[kind].bold || looks[kind].muted)
		xlsx.format_set_font_color(format, looks[kind].bold ? XLSX_DARK : XLSX_GREY);
	if (looks[kind].link)
		set_link(format);
	if (looks[kind].indent)
		xlsx.format_set_indent(format, looks[kind].indent);
	return format;
}

lxw_format *xlsx_line_format(struct xlsx_formats *formats, int depth, bool strong)
{
	const int indent = depth < 0 ? 0 : depth < XLSX_DEPTH_MAX ? depth : XLSX_DEPTH_MAX;
	lxw_format **format = &formats->lines[indent][strong];

	if (*format)
		return *format;
	*format = new_format(formats);
	xlsx.format_set_text_wrap(*format);
	if (strong)
		xlsx.format_set_bold(*format);
	if (indent)
		xlsx.format_set_indent(*format, (uint8_t)indent);
	return *format;
}

lxw_format *xlsx_heading_format(struct xlsx_formats *formats, bool figures, bool numbers)
{
	lxw_format **format = &formats->headings[figures][numbers];

	if (*format)
		return *format;
	*format = new_format(formats);
	xlsx.format_set_text_wrap(*format);
	xlsx.format_set_bold(*format);
	xlsx.format_set_border(*format, LXW_BORDER_THIN);
	xlsx.format_set_border_color(*format, XLSX_LIGHT);
	xlsx.format_set_align(*format, numbers ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
	xlsx.format_set_indent(*format, 1);
	if (figures)
		xlsx.format_set_font_color(*format, XLSX_GREY);
	else
		xlsx.format_set_bg_color(*format, HEADING);
	return *format;
}

static void set_tone(lxw_format *format, enum book_tone tone)
{
	static const struct {
		lxw_color_t font, fill;
	} tones[XLSX_TONES] = {
		[BOOK_GOOD] = { 0x1E5631, 0xE2F0D9 },
		[BOOK_CARE] = { 0x7F6000, 0xFFF2CC },
		[BOOK_BAD] = { 0x8B1A10, 0xFBE3E0 },
		[BOOK_MUTED] = { XLSX_GREY, 0 },
	};

	if (tones[tone].font)
		xlsx.format_set_font_color(format, tones[tone].font);
	if (tones[tone].fill)
		xlsx.format_set_bg_color(format, tones[tone].fill);
}

lxw_format *xlsx_cell_format(struct xlsx_formats *formats, enum book_format kind, bool number, enum book_tone tone,
			     bool linked)
{
	lxw_format **format = &formats->cells[number ? kind : BOOK_FORMAT_COUNT][tone][linked];

	if (*format)
		return *format;
	*format = new_format(formats);
	xlsx.format_set_border(*format, LXW_BORDER_THIN);
	xlsx.format_set_border_color(*format, XLSX_LIGHT);
	xlsx.format_set_indent(*format, 1);
	xlsx.format_set_align(*format, number ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
	if (number)
		xlsx.format_set_num_format(*format, xlsx_number_format(formats->language, kind));
	else
		xlsx.format_set_text_wrap(*format);
	if (linked)
		set_link(*format);
	set_tone(*format, tone);
	return *format;
}
