/*
 * Figures as people write them: «6 000», «28,50 €», «4 000/6 000/8 000 euros»,
 * «4 mois». Groups of three digits may be parted by a blank, plain, no-break
 * or narrow; the field's own unit may stand behind a number.
 */
#ifndef CADRAN_CORE_FIGURE_H
#define CADRAN_CORE_FIGURE_H

#include "cadran/core/use_case.h"

/*
 * `value` without blanks between groups and without the unit of `field`, to be
 * freed. What is no figure stays as it is, for others to refuse.
 */
char *figure_plain(enum use_case_field field, const char *value);

#endif
