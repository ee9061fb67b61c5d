#include "json.h"

#include <cjson/cJSON.h>
#include <math.h>

#include "cadran/base/buf.h"
#include "cadran/base/die.h"
#include "cadran/base/number.h"

/* A struct json is a cJSON: the name keeps the library out of every other file. */
static cJSON *inside(struct json *json)
{
	return (cJSON *)json;
}

static struct json *add(struct json *parent, const char *name, cJSON *item)
{
	if (!item)
		die("out of memory");
	if (name)
		(void)cJSON_AddItemToObject(inside(parent), name, item);
	else
		(void)cJSON_AddItemToArray(inside(parent), item);
	return (struct json *)item;
}

struct json *json_root(void)
{
	cJSON *root = cJSON_CreateObject();

	if (!root)
		die("out of memory");
	return (struct json *)root;
}

struct json *json_object(struct json *parent, const char *name)
{
	return add(parent, name, cJSON_CreateObject());
}

struct json *json_array(struct json *parent, const char *name)
{
	return add(parent, name, cJSON_CreateArray());
}

/* cJSON's own numbers may differ in the last digit: ours read back as the same double. */
void json_number(struct json *parent, const char *name, double value)
{
	char text[NUMBER_SIZE];

	(void)add(parent, name, isfinite(value) ? cJSON_CreateRaw(number_format(value, text)) : cJSON_CreateNull());
}

void json_count(struct json *parent, const char *name, size_t count)
{
	json_number(parent, name, (double)count);
}

void json_text(struct json *parent, const char *name, const char *text)
{
	(void)add(parent, name, cJSON_CreateString(text));
}

void json_word(struct json *parent, const char *name, const char *text)
{
	if (text && *text)
		json_text(parent, name, text);
	else
		json_null(parent, name);
}

void json_bool(struct json *parent, const char *name, bool value)
{
	(void)add(parent, name, cJSON_CreateBool(value));
}

void json_null(struct json *parent, const char *name)
{
	(void)add(parent, name, cJSON_CreateNull());
}

void json_close(struct json *root, struct buf *out)
{
	char *text = cJSON_Print(inside(root));

	if (!text)
		die("out of memory");
	buf_add_text(out, text);
	buf_add_char(out, '\n');
	cJSON_free(text);
	cJSON_Delete(inside(root));
}
