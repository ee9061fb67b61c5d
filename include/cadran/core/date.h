/*
 * A day of the calendar, written 2026-11-21.
 */
#ifndef CADRAN_CORE_DATE_H
#define CADRAN_CORE_DATE_H

#include "cadran/base/err.h"

enum { DATE_SIZE = sizeof("2026-11-21") };

/* From 2026-11-21, or 21/11/2026 as it is written in French, with or without noughts before a day or a month of one
   figure; refuses anything else, and a day that there is not. */
bool date_normalise(const char *text, char date[DATE_SIZE], struct err *err);

#endif
