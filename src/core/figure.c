#include "cadran/core/figure.h"

#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"

enum { UNITS_MOST = 6 };

/* Of money, where a field is not named. */
static const char *const euros[UNITS_MOST] = { "€", "euros", "euro", "EUR" };

static const struct {
	enum use_case_field field;
	const char *units[UNITS_MOST]; /* the longer of two that end alike first */
} units[] = {
	{ USE_CASE_DELAY, { "mois", "months", "month" } },
	{ USE_CASE_RAMP_UP, { "mois", "months", "month" } },
	{ USE_CASE_HORIZON, { "ans", "an", "years", "year" } },
	{ USE_CASE_DISCOUNT, { "%" } },
	{ USE_CASE_HOURS, { "heures", "heure", "hours", "hour", "h" } },
	{ USE_CASE_BUILD_DAYS, { "jours", "jour", "days", "day", "j" } },
};

static const char *const *units_of(enum use_case_field field)
{
	for (size_t i = 0; i < ARRAY_SIZE(units); i++)
		if (units[i].field == field)
			return units[i].units;
	return euros;
}

/* The bytes of the blank that `text` begins with, 0 where it begins with none. */
static size_t blank_length(const char *text)
{
	static const char *const blanks[] = { " ", "\u00a0", "\u202f" };

	for (size_t i = 0; i < ARRAY_SIZE(blanks); i++)
		if (!strncmp(text, blanks[i], strlen(blanks[i])))
			return strlen(blanks[i]);
	return 0;
}

static void trim_end(struct buf *text)
{
	static const char *const blanks[] = { " ", "\u00a0", "\u202f" };

	for (size_t i = 0; i < ARRAY_SIZE(blanks);) {
		const size_t length = strlen(blanks[i]);

		if (text->length < length || strcmp(text->data + text->length - length, blanks[i]) != 0) {
			i++;
			continue;
		}
		buf_truncate(text, text->length - length);
		i = 0;
	}
}

static void drop_unit(enum use_case_field field, struct buf *text)
{
	const char *const *unit = units_of(field);

	trim_end(text);
	for (int i = 0; i < UNITS_MOST && unit[i]; i++) {
		const size_t length = strlen(unit[i]);

		if (text->length <= length || strcmp(text->data + text->length - length, unit[i]) != 0)
			continue;
		buf_truncate(text, text->length - length);
		trim_end(text);
		return;
	}
}

/* A blank between a digit and exactly three more parts groups. */
static bool parts_groups(const char *before, const char *start, const char *after)
{
	return before > start && strchr("0123456789", before[-1]) && strspn(after, "0123456789") == 3;
}

static void add_number(struct buf *out, const char *text)
{
	for (const char *at = text; *at;) {
		const size_t blank = blank_length(at);

		if (blank && parts_groups(at, text, at + blank)) {
			at += blank;
			continue;
		}
		buf_add_char(out, *at++);
	}
}

char *figure_plain(enum use_case_field field, const char *value)
{
	struct buf out;

	buf_init(&out);
	for (;;) {
		const size_t length = strcspn(value, "/");
		struct buf part;

		buf_init(&part);
		buf_add(&part, value, length);
		drop_unit(field, &part);
		add_number(&out, part.data);
		buf_release(&part);
		if (!value[length])
			return buf_detach(&out);
		buf_add_char(&out, '/');
		value += length + 1;
	}
}
