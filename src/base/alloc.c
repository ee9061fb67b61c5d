#include "cadran/base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/die.h"

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
	char *copy = xcalloc(length + 1, 1);

	if (length)
		memcpy(copy, text, length);
	return copy;
}

char *xstrdup(const char *text)
{
	return text ? xstrndup(text, strlen(text)) : NULL;
}
