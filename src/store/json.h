/*
 * JSON under construction. A member is added to an object under its name, to an
 * array under NULL; what is added belongs to its parent.
 */
#ifndef CADRAN_STORE_JSON_H
#define CADRAN_STORE_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct json;

/* The outermost object. */
struct json *json_root(void);

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

/* Prints the whole with a line end, and frees it. */
void json_close(struct json *root, struct buf *out);

#endif
