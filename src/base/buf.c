#include "cadran/base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/die.h"

/* What an empty buffer points at, so that it owns nothing and is never NULL. Only ever holds its NUL. */
static char nothing[1];

void buf_init(struct buf *buf)
{
	*buf = (struct buf){ .data = nothing };
}

void buf_release(struct buf *buf)
{
	if (buf->capacity)
		free(buf->data);
	buf_init(buf);
}

void buf_clear(struct buf *buf)
{
	buf_truncate(buf, 0);
}

enum { FORMAT_LIKELY = 60 };

static void reserve(struct buf *buf, size_t more)
{
	if (more >= SIZE_MAX / 4 || buf->length >= SIZE_MAX / 4)
		die("out of memory");
	if (buf->length + more + 1 <= buf->capacity)
		return;
	if (!buf->capacity)
		buf->data = NULL;
	buf->capacity = buf->capacity ? buf->capacity : 64;
	while (buf->capacity < buf->length + more + 1)
		buf->capacity *= 2;
	buf->data = xreallocarray(buf->data, buf->capacity, 1);
}

void buf_add(struct buf *buf, const char *bytes, size_t length)
{
	reserve(buf, length);
	if (length)
		memcpy(buf->data + buf->length, bytes, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void buf_add_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_add_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_add_format(struct buf *buf, const char *format, ...)
{
	va_list arguments;
	int length;

	/* Formatting takes longer than anything else here: most often the first try has the room. */
	reserve(buf, FORMAT_LIKELY);
	va_start(arguments, format);
	length = vsnprintf(buf->data + buf->length, buf->capacity - buf->length, format, arguments);
	va_end(arguments);
	assert(length >= 0);
	if ((size_t)length >= buf->capacity - buf->length) {
		reserve(buf, (size_t)length);
		va_start(arguments, format);
		(void)vsnprintf(buf->data + buf->length, (size_t)length + 1, format, arguments);
		va_end(arguments);
	}
	buf->length += (size_t)length;
}

void buf_add_repeated(struct buf *buf, const char *text, size_t count)
{
	while (count--)
		buf_add_text(buf, text);
}

void buf_truncate(struct buf *buf, size_t length)
{
	assert(length <= buf->length);
	buf->length = length;
	buf->data[length] = '\0';
}

char *buf_detach(struct buf *buf)
{
	char *text = buf->capacity ? buf->data : xcalloc(1, 1);

	buf_init(buf);
	return text;
}
