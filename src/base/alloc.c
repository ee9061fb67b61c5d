#include "cadran/base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/die.h"

/* What every empty text of text_copy and text_take is. Only ever holds its NUL. */
static char empty[1];

void *xcalloc(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size ? size : 1);

	if (!memory)
		die("out of memory");
	return memory;
}

void *xreallocarray(void *old, size_t count, size_t size)
{
	void *memory;

	if (size && count > SIZE_MAX / size)
		die("out of memory");
	memory = realloc(old, count && size ? count * size : 1);
	if (!memory)
		die("out of memory");
	return memory;
}

char *xstrndup(const char *text, size_t length)
{
	char *copy = xreallocarray(NULL, length + 1, 1);

	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *xstrdup(const char *text)
{
	return text ? xstrndup(text, strlen(text)) : NULL;
}

char *text_copy(const char *text)
{
	return *text ? xstrdup(text) : empty;
}

char *text_take(char *text)
{
	if (*text)
		return text;
	free(text);
	return empty;
}

void text_free(char *text)
{
	if (text != empty)
		free(text);
}
