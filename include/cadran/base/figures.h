/*
 * Figures as people write them in a language: its decimal sign, its groups of
 * three digits, a minus sign and no hyphen. «–» stands for what is not finite.
 * Halves go away from zero, as spreadsheets have it.
 */
#ifndef CADRAN_BASE_FIGURES_H
#define CADRAN_BASE_FIGURES_H

#include "cadran/base/message.h"

struct buf;

/* With `decimals` digits at most, zeros at the end left out. */
void figure_number(struct buf *out, enum language language, double value, int decimals);

/* A difference: as figure_number, with «+» before what is shown as more than 0. */
void figure_signed(struct buf *out, enum language language, double value, int decimals);

/* With all its decimals, for figures that stand under each other. */
void figure_fixed(struct buf *out, enum language language, double value, int decimals);

/* In groups of three digits, with two decimals at most. */
void figure_grouped(struct buf *out, enum language language, double value);

/* Euros, rounded to one, in groups of three digits. */
void figure_euros(struct buf *out, enum language language, double value);

/* A day, or a month, that begins with 2026-11-21 or 2026-11: 21/11/2026 and 11/2026 in French; as it is in English,
 * where day and month are easily taken for each other, and where it is no date. */
void figure_date(struct buf *out, enum language language, const char *date);

/* A probability, 0..1: «62 %», «< 1 %» and «> 99 %» where rounding would make it certain. */
void figure_percent(struct buf *out, enum language language, double p);

#endif
