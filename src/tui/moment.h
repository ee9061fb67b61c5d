/*
 * When something was, where the program runs.
 */
#ifndef CADRAN_TUI_MOMENT_H
#define CADRAN_TUI_MOMENT_H

/* «2026-11-21» and «09:12». */
struct moment {
	char day[sizeof("2026-11-21")], hour[sizeof("09:12")];
};

/* Of a stamp, which is UTC; both "" where it is no time: a file may say anything. */
void moment_find(const char *stamp, struct moment *moment);

#endif
