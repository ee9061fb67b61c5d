/*
 * What went wrong, as a value: a kind for the program and a sentence for the
 * user, in the user's language, that says what is wrong, where, and what was
 * expected. Functions that can fail for a reason of the world return bool and
 * take a `struct err *` last; it is written on failure only. Our own mistakes
 * are asserts.
 *
 * A sentence may quote what was read from a file; whoever shows it makes it
 * safe to show (text_safe in utf8.h).
 */
#ifndef CADRAN_BASE_ERR_H
#define CADRAN_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/base/message.h"

enum err_kind {
	ERR_NONE,
	ERR_USAGE,    /* the command was called wrongly */
	ERR_VALUE,    /* a value that cannot be taken */
	ERR_FORMAT,   /* a file that is not what it should be */
	ERR_SYSTEM,   /* the disk, the terminal, a permission */
	ERR_LOCKED,   /* somebody else has the file */
	ERR_CONFLICT, /* the file changed under us */
};

struct err {
	enum err_kind kind;
	char text[1000];
};

/* Fills `err`, translating `format`; returns false, so that callers can `return err_set(…)`. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* As err_set, followed by «: » and the system's word for `number` (an errno). */
bool err_set_errno(struct err *err, int number, const char *format, ...) __attribute__((format(printf, 3, 4)));

/*
 * Every fault found, in the order found, for checks that do not stop at the
 * first. A notice does not make a file wrong.
 */
struct fault {
	char *place; /* `file:line` or `file:line:column`; owned */
	char *text;  /* owned */
	bool notice;
	size_t number; /* where it stood before sorting */
};

struct fault_list {
	struct fault *items;
	size_t count, capacity;
	size_t faults; /* without the notices */
};

void fault_list_release(struct fault_list *list);

/* By file, then by line, then as they were found. */
void fault_list_sort(struct fault_list *list);

/* Adds a sentence at `place`; `format` is translated. */
void fault_add(struct fault_list *list, const char *place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void fault_notice(struct fault_list *list, const char *place, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* A notice of any length, ready to be shown. */
void fault_notice_text(struct fault_list *list, const char *place, const char *text);

/* Takes the last one added off the list, which is not empty. */
void fault_list_pop(struct fault_list *list);

/* Adds the sentence of `err`. */
void fault_add_err(struct fault_list *list, const char *place, const struct err *err);

#endif
