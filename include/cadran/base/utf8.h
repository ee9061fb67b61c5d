/*
 * UTF-8 text. Bytes, characters and columns are three different numbers; this
 * is where they are told apart. Columns follow wcwidth(), as terminals and
 * ncurses do, and need a UTF-8 LC_CTYPE (the program sets one at its start).
 */
#ifndef CADRAN_BASE_UTF8_H
#define CADRAN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;

/*
 * The character at `text` (at most `length` bytes, not 0) into `*character`;
 * returns its bytes, 1 to 4, or 0 where the bytes are not UTF-8 (overlong
 * forms, surrogates and values above U+10FFFF are not).
 */
size_t utf8_decode(const char *text, size_t length, uint32_t *character);

/* Writes 1 to 4 bytes, no NUL; returns how many. */
size_t utf8_encode(uint32_t character, char bytes[4]);

bool utf8_valid(const char *text, size_t length);

/* The most bytes of `text`, `limit` or fewer, that do not end inside a character. */
size_t utf8_whole(const char *text, size_t limit);

/* Columns of one character: 0 for a combining one, 2 for a wide one, -1 for what must not be shown. */
int utf8_columns(uint32_t character);

/* Columns of a text that text_safe has passed. */
size_t utf8_width(const char *text);

/* Bytes of the longest beginning of `text` that fits `columns`, with the marks that belong to its last character. */
size_t utf8_fit(const char *text, size_t columns);

/*
 * The first character that no field may hold: a control character other than
 * tab and line ends, or DEL, C1; U+FFFD for bytes that are not UTF-8. 0 when
 * there is none.
 */
uint32_t text_forbidden(const char *text);

/*
 * Appends `text` as it can be shown on one line anywhere: control characters
 * (C0, DEL, C1), bidirectional and zero-width controls, tag characters and
 * bytes that are not UTF-8 become U+FFFD, line ends and tabs a blank, and a
 * pile of combining marks is cut after the eighth.
 */
void text_safe(struct buf *out, const char *text, size_t length);

/*
 * «text» within a sentence, on one line, and cut with an ellipsis where it has
 * more than `characters`. Whoever shows the sentence makes it safe to show.
 */
void text_quote(struct buf *out, const char *text, size_t characters);

/* The same for several lines: line ends stay. */
void text_safe_lines(struct buf *out, const char *text, size_t length);

/*
 * The same for a document that another program sets in type: what joins or parts
 * the letters of a script or the signs of an emoji stays between the two, a soft
 * hyphen between letters, and so does a character that this machine is too old
 * to know.
 */
void text_set(struct buf *out, const char *text, size_t length);
void text_set_lines(struct buf *out, const char *text, size_t length);

/* Whether nobody sees that it is there, or what it does to its neighbours: joiners and soft hyphens are such too. */
bool text_is_hidden(uint32_t character);

#endif
