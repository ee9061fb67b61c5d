/*
 * From one character encoding to another, with iconv.
 */
#ifndef CADRAN_BASE_CHARSET_H
#define CADRAN_BASE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

#define CHARSET_UNKNOWN SIZE_MAX

/*
 * Appends `bytes`, which are in the encoding `name` (as iconv knows it), as
 * UTF-8. False when a byte means nothing in that encoding; `*bad` is then its
 * offset, CHARSET_UNKNOWN where this system does not know the encoding.
 */
bool charset_to_utf8(const char *name, const char *bytes, size_t length, struct buf *out, size_t *bad);

/* Appends UTF-8 `text` in the nearest plain ASCII: é is e, « and » are ", an unknown character is ?. */
void charset_to_ascii(const char *text, struct buf *out);

/*
 * Appends what people mean when they type a heading: lower case, no accents,
 * letters and digits only. «Coût horaire (€)» and COUT_HORAIRE_EUR are near,
 * «N° Cas» and «n cas» the same.
 */
void text_fold(const char *text, struct buf *out);

#endif
