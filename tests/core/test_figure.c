/*
 * Figures as people write them, as the value of a field.
 */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/figure.h"

static const struct {
	enum use_case_field field;
	const char *written, *value; /* NULL: refused */
} rows[] = {
	{ USE_CASE_BUILD_COST, "6000", "6000" },
	{ USE_CASE_BUILD_COST, "6 000", "6000" },
	{ USE_CASE_BUILD_COST, "6\u00a0000", "6000" },
	{ USE_CASE_BUILD_COST, "1\u202f234\u202f567", "1234567" },
	{ USE_CASE_BUILD_COST, "6 000 €", "6000" },
	{ USE_CASE_BUILD_COST, "6 000,50\u00a0€", "6000.5" },
	{ USE_CASE_BUILD_COST, "4 000/6 000/8 000 euros", "4000/6000/8000" },
	{ USE_CASE_BUILD_COST, "4 000 € / 6 000 € / 8 000 €", "4000/6000/8000" },
	{ USE_CASE_HOUR_COST, "28,50 €", "28.5" },
	{ USE_CASE_HOURS, "150 h", "150" },
	{ USE_CASE_HOURS, "1 heure", "1" },
	{ USE_CASE_DELAY, "4 mois", "4" },
	{ USE_CASE_DELAY, "4 months", "4" },
	{ USE_CASE_HORIZON, "3 ans", "3" },
	{ USE_CASE_DISCOUNT, "4\u00a0%", "4" },
	{ USE_CASE_BUILD_DAYS, "12 jours", "12" },
	/* Another field's unit, a group that is none, a unit without a number. */
	{ USE_CASE_HOURS, "4 mois", NULL },
	{ USE_CASE_DELAY, "4 €", NULL },
	{ USE_CASE_BUILD_COST, "6 00", NULL },
	{ USE_CASE_BUILD_COST, "60 0000", NULL },
	{ USE_CASE_BUILD_COST, "€", NULL },
	{ USE_CASE_BUILD_COST, "6 000 k€", NULL },
	{ USE_CASE_BUILD_COST, "6.000 €", "6" },
};

Test(figure, it_is_read_as_it_is_written)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct err err;
		char *value = use_case_field_normalise(NULL, rows[i].field, rows[i].written, &err);

		cr_expect((value != NULL) == (rows[i].value != NULL), "«%s»: %s", rows[i].written,
			  value ? value : err.text);
		if (value && rows[i].value)
			cr_expect_str_eq(value, rows[i].value, "«%s»: «%s»", rows[i].written, value);
		free(value);
	}
}
