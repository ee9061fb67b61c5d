#include "telling.h"

#include "cadran/core/compare.h"

void tell_text(struct telling *telling, const char *words)
{
	buf_add_text(&telling->pen.line, words);
}

void tell_number(struct telling *telling, double value, int decimals)
{
	word_number(&telling->pen.line, telling->scene, value, decimals);
}

void tell_glyph(struct telling *telling, enum glyph glyph)
{
	tell_text(telling, surface_glyph_text(telling->pen.surface, glyph));
	tell_text(telling, " ");
}

const char *tell_in_language(const struct telling *telling, const struct text *words)
{
	return text_in(words, telling->scene->language);
}

void tell_weight(struct telling *telling, double weight)
{
	if (same_figure(weight, 1))
		return;
	buf_add_format(&telling->pen.line, " · %s\u00a0", _("weight"));
	tell_number(telling, weight, 3);
}

void tell_end(struct telling *telling)
{
	pen_end(&telling->pen, ATTRIBUTE_NONE);
}
