/*
 * JSON as it is written, from the first member to the last: nothing of it is
 * kept but its text. A member is added to an object under its name, to an array
 * under NULL. What is added to a parent closes what stands open inside it; an
 * object or array that was closed is gone.
 */
#ifndef CADRAN_STORE_JSON_H
#define CADRAN_STORE_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct json;

/* The outermost object, to the end of `out`. */
struct json *json_root(struct buf *out);

struct json *json_object(struct json *parent, const char *name);
struct json *json_array(struct json *parent, const char *name);

/* The shortest text that reads back as the same double; null for a figure that does not exist or has no end. */
void json_number(struct json *parent, const char *name, double value);
void json_count(struct json *parent, const char *name, size_t count);

void json_text(struct json *parent, const char *name, const char *text);

/* Text, or null for none. */
void json_word(struct json *parent, const char *name, const char *text);

void json_bool(struct json *parent, const char *name, bool value);
void json_null(struct json *parent, const char *name);

/* Ends the whole, with a line end. */
void json_close(struct json *root);

#endif
