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

bool tell_quotient(struct telling *telling, const double *values, const double *weights, size_t count, int decimals)
{
	double total = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_figure(values[i]) || !(weights[i] > 0))
			continue;
		tell_text(telling, total > 0 ? " + " : "(");
		if (!same_figure(weights[i], 1)) {
			tell_number(telling, weights[i], 3);
			tell_text(telling, " × ");
		}
		tell_number(telling, values[i], decimals);
		total += weights[i];
	}
	if (!(total > 0))
		return false;
	tell_text(telling, ") / ");
	tell_number(telling, total, 3);
	return true;
}
