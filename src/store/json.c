#include "json.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/die.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"

/* Tables of probabilities say the same few numbers hundreds of thousands of times. */
enum { MEMO_BITS = 10 };

struct memo {
	double value;
	char text[NUMBER_SIZE];
};

/* An object or an array that is not closed yet. Each is on the heap: use after it was closed is seen by a sanitizer. */
struct json {
	struct json *open; /* the one inside */
	struct buf *out;
	struct memo *memo; /* of the root */
	size_t depth;
	bool is_array, has_members;
};

/* --- objects and arrays, laid out as cJSON prints them ------------------------ */

static struct json *json_new(const struct json *parent, struct buf *out, bool is_array)
{
	struct json *json = xcalloc(1, sizeof(*json));

	*json = (struct json){ .out = out, .is_array = is_array, .depth = parent ? parent->depth + 1 : 1 };
	json->memo = parent ? parent->memo : xcalloc((size_t)1 << MEMO_BITS, sizeof(*json->memo));
	buf_add_text(out, is_array ? "[" : "{\n");
	return json;
}

static void end(struct json *json)
{
	if (json->open)
		end(json->open);
	if (json->is_array) {
		buf_add_char(json->out, ']');
	} else {
		buf_add_text(json->out, json->has_members ? "\n" : "");
		buf_add_repeated(json->out, "\t", json->depth - 1);
		buf_add_char(json->out, '}');
	}
	free(json);
}

static void add_code(struct buf *out, uint32_t character)
{
	if (character > 0xffff)
		buf_add_format(out, "\\u%04x\\u%04x", 0xd800 + ((character - 0x10000) >> 10),
			       0xdc00 + (character & 0x3ff));
	else
		buf_add_format(out, "\\u%04x", character);
}

/* What nobody would see is written as its number: it reads back the same. */
static void add_seen(struct buf *out, const char *text)
{
	size_t length = strlen(text); /* cppcheck-suppress nullPointer ; die() in add_string does not return */

	while (length) {
		uint32_t character = 0;
		const size_t whole = utf8_decode(text, length, &character), bytes = whole ? whole : 1;

		if (whole && text_is_hidden(character))
			add_code(out, character);
		else
			buf_add(out, text, bytes);
		text += bytes;
		length -= bytes;
	}
}

/* What is ASCII and needs no escape is copied; for the rest cJSON knows how. */
static void add_string(struct buf *out, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	cJSON *string;
	char *printed;

	while (*at >= ' ' && *at <= '~' && *at != '"' && *at != '\\')
		at++;
	if (!*at) {
		buf_add_char(out, '"');
		buf_add_text(out, text);
		buf_add_char(out, '"');
		return;
	}
	string = cJSON_CreateStringReference(text);
	printed = string ? cJSON_PrintUnformatted(string) : NULL;
	if (!printed)
		die("out of memory");
	add_seen(out, printed);
	cJSON_free(printed);
	cJSON_Delete(string);
}

/* Up to where the value stands. */
static void begin_member(struct json *parent, const char *name)
{
	struct buf *out = parent->out;

	if (parent->open)
		end(parent->open);
	parent->open = NULL;
	if (parent->has_members)
		buf_add_text(out, parent->is_array ? ", " : ",\n");
	parent->has_members = true;
	if (parent->is_array)
		return;
	buf_add_repeated(out, "\t", parent->depth);
	add_string(out, name);
	buf_add_text(out, ":\t");
}

struct json *json_root(struct buf *out)
{
	return json_new(NULL, out, false);
}

struct json *json_object(struct json *parent, const char *name)
{
	begin_member(parent, name);
	parent->open = json_new(parent, parent->out, false);
	return parent->open;
}

struct json *json_array(struct json *parent, const char *name)
{
	begin_member(parent, name);
	parent->open = json_new(parent, parent->out, true);
	return parent->open;
}

void json_close(struct json *root)
{
	struct buf *out = root->out;

	free(root->memo);
	end(root);
	buf_add_char(out, '\n');
}

/* --- values ------------------------------------------------------------------- */

static void add_value(struct json *parent, const char *name, const char *value)
{
	begin_member(parent, name);
	buf_add_text(parent->out, value);
}

/* cJSON's own numbers may differ in the last digit: ours read back as the same double. */
static const char *number_text(struct memo *memo, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	memo += bits * UINT64_C(0x9E3779B97F4A7C15) >> (64 - MEMO_BITS);
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c): the same bits are meant */
	if (!*memo->text || memcmp(&memo->value, &value, sizeof(value)) != 0) {
		memo->value = value;
		(void)number_format(value, memo->text);
	}
	return memo->text;
}

void json_number(struct json *parent, const char *name, double value)
{
	add_value(parent, name, isfinite(value) ? number_text(parent->memo, value) : "null");
}

void json_count(struct json *parent, const char *name, size_t count)
{
	json_number(parent, name, (double)count);
}

void json_text(struct json *parent, const char *name, const char *text)
{
	begin_member(parent, name);
	add_string(parent->out, text);
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
	add_value(parent, name, value ? "true" : "false");
}

void json_null(struct json *parent, const char *name)
{
	add_value(parent, name, "null");
}
