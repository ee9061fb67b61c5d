/*
 * Text under construction.
 *
 * Invariants: `data` is never NULL after buf_init, always ends with a NUL that
 * `length` does not count, and holds no other NUL unless bytes were added that
 * have one. A buffer lives inside another struct or on the stack; an empty one
 * owns no memory.
 */
#ifndef CADRAN_BASE_BUF_H
#define CADRAN_BASE_BUF_H

#include <stddef.h>

struct buf {
	char *data;
	size_t length, capacity;
};

void buf_init(struct buf *buf);
void buf_release(struct buf *buf);
void buf_clear(struct buf *buf);

void buf_add(struct buf *buf, const char *bytes, size_t length);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char c);
void buf_add_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* `count` times the character of `text` (any UTF-8 sequence). */
void buf_add_repeated(struct buf *buf, const char *text, size_t count);

/* Cuts to `length` bytes, which must not exceed what there is. */
void buf_truncate(struct buf *buf, size_t length);

/* The text; the caller owns it and the buffer is empty again. */
char *buf_detach(struct buf *buf);

#endif
