#include "cadran/base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/message.h"
#include "cadran/base/utf8.h"

static void format_into(char *text, size_t size, const char *format, va_list arguments)
{
	int length = vsnprintf(text, size, format, arguments);

	/* A cut sentence stays valid UTF-8. */
	if (length >= 0 && (size_t)length >= size)
		text[utf8_whole(text, size - 1)] = '\0';
}

bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list arguments;

	err->kind = kind;
	va_start(arguments, format);
	format_into(err->text, sizeof(err->text), message(format), arguments);
	va_end(arguments);
	return false;
}

bool err_set_errno(struct err *err, int number, const char *format, ...)
{
	va_list arguments;
	size_t length;

	err->kind = ERR_SYSTEM;
	va_start(arguments, format);
	format_into(err->text, sizeof(err->text), message(format), arguments);
	va_end(arguments);
	length = strlen(err->text);
	(void)snprintf(err->text + length, sizeof(err->text) - length, "%s%s", message(": "), strerror(number));
	return false;
}

void fault_list_release(struct fault_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].place);
		free(list->items[i].text);
	}
	free(list->items);
	*list = (struct fault_list){ 0 };
}

/* The length of the file's name in «file:line» or «file:line:column», and the line. */
static size_t split_place(const char *place, long *line)
{
	const char *at = place + strlen(place), *digits = at;

	*line = 0;
	while (at > place && strchr("0123456789:", at[-1])) {
		at--;
		if (*at != ':' || at[1] < '0' || at[1] > '9')
			continue;
		digits = at;
		*line = strtol(at + 1, NULL, 10);
	}
	return (size_t)(digits - place);
}

static int compare_faults(const void *left, const void *right)
{
	const struct fault *a = left, *b = right;
	long a_line, b_line;
	const size_t a_length = split_place(a->place, &a_line), b_length = split_place(b->place, &b_line);
	const int order = strncmp(a->place, b->place, a_length > b_length ? a_length : b_length);

	if (a_length != b_length || order)
		return order ? order : a_length < b_length ? -1 : 1;
	if (a_line != b_line)
		return a_line < b_line ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

void fault_list_sort(struct fault_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		list->items[i].number = i;
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), compare_faults);
}

static void add(struct fault_list *list, const char *place, const char *text, bool notice)
{
	ARRAY_GROW(list->items, list->count, list->capacity);
	list->items[list->count++] = (struct fault){ xstrdup(place), xstrdup(text), notice, 0 };
	list->faults += !notice;
}

void fault_add(struct fault_list *list, const char *place, const char *format, ...)
{
	struct err err;
	va_list arguments;

	va_start(arguments, format);
	format_into(err.text, sizeof(err.text), message(format), arguments);
	va_end(arguments);
	add(list, place, err.text, false);
}

void fault_notice(struct fault_list *list, const char *place, const char *format, ...)
{
	struct err err;
	va_list arguments;

	va_start(arguments, format);
	format_into(err.text, sizeof(err.text), message(format), arguments);
	va_end(arguments);
	add(list, place, err.text, true);
}

void fault_notice_text(struct fault_list *list, const char *place, const char *text)
{
	add(list, place, text, true);
}

void fault_list_pop(struct fault_list *list)
{
	const struct fault *last = &list->items[--list->count];

	free(last->place);
	free(last->text);
	list->faults -= !last->notice;
}

void fault_add_err(struct fault_list *list, const char *place, const struct err *err)
{
	add(list, place, err->text, false);
}
