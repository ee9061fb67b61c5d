/*
 * A day of the calendar, written 2026-11-21.
 */
#ifndef CADRAN_CORE_DATE_H
#define CADRAN_CORE_DATE_H

#include "cadran/base/err.h"

enum { DATE_SIZE = sizeof("2026-11-21") };

/*
 * From 2026-11-21, or 21/11/2026 as it is written in French, with or without
 * noughts before a day or a month of one figure, or with the month by its name
 * in either language, in full or by three letters or more: «21 novembre 2026»,
 * «Nov 21, 2026». A year of two figures is one of this century. Refuses
 * anything else, a day without its year too, and a day that there is not.
 */
bool date_normalise(const char *text, char date[DATE_SIZE], struct err *err);

#endif
