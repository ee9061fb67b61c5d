#include "term_input.h"

#include <stdio.h>
#include <string.h>

#include "cadran/base/charset.h"
#include "cadran/base/utf8.h"

enum { ESCAPE = 0x1b, DELETE = 0x7f };

enum {
	SEQUENCE_DELAY = 25,   /* ms after which the rest of a sequence will not come */
	CHARACTER_DELAY = 100, /* the rest of a character */
	PASTE_DELAY = 1000,    /* the end of a paste */
	PASTE_MAX = 1 << 20,   /* bytes */
};

/* ASCII says nothing about other bytes, and they are UTF-8 nowadays. */
void input_init(struct term_input_state *state, const char *codeset, bool erases)
{
	struct buf nothing;
	size_t bad;

	buf_init(&nothing);
	(void)snprintf(state->codeset, sizeof(state->codeset), "%s", codeset);
	state->utf8 = strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "ANSI_X3.4-1968") == 0 ||
		      !charset_to_utf8(codeset, "", 0, &nothing, &bad);
	state->erases = erases;
	state->report = state->torn = 0;
	state->points = false;
	buf_release(&nothing);
}

static void set_name(struct key *key, const char *name, bool meta)
{
	const bool bracketed = name[0] == '<' && name[1];
	const int length = (int)strlen(name) - (bracketed ? 2 : 0);

	if (meta)
		(void)snprintf(key->name, sizeof(key->name), "<M-%.*s>", length, name + bracketed);
	else
		(void)snprintf(key->name, sizeof(key->name), "%s", name);
}

static bool name_control(const struct term_input_state *state, int byte, struct key *key, bool meta)
{
	char name[] = "<C-?>";

	name[3] = (char)(byte + '`');
	if (byte == '\t')
		set_name(key, "<Tab>", meta);
	else if (byte == '\r')
		set_name(key, "<Enter>", meta);
	else if (byte == DELETE || (byte == '\b' && state->erases))
		set_name(key, "<Backspace>", meta);
	else if (byte >= 1 && byte <= 26)
		set_name(key, name, meta);
	else
		return false;
	return true;
}

static size_t bytes_announced(int first)
{
	return first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

/* A character of several bytes; what breaks into it is read again. */
static bool name_utf8(int first, struct key *key, bool meta)
{
	char text[5] = { (char)first };
	const size_t announced = bytes_announced(first);
	uint32_t character;

	for (size_t i = 1; i < announced; i++) {
		const int code = term_code(CHARACTER_DELAY);

		if (code < 0x80 || code > 0xbf) {
			term_uncode(code);
			return false;
		}
		text[i] = (char)code;
	}
	if (!announced || utf8_decode(text, announced, &character) != announced || text_forbidden(text))
		return false;
	set_name(key, text, meta);
	return true;
}

static bool name_other_byte(const struct term_input_state *state, int byte, struct key *key, bool meta)
{
	const char text = (char)byte;
	struct buf converted;
	size_t bad;
	bool known;

	buf_init(&converted);
	known = charset_to_utf8(state->codeset, &text, 1, &converted, &bad) && converted.length &&
		!text_forbidden(converted.data);
	if (known)
		set_name(key, converted.data, meta);
	buf_release(&converted);
	return known;
}

static bool name_code(const struct term_input_state *state, int code, struct key *key, bool meta)
{
	const char text[] = { (char)code, '\0' };
	const char *name = code > CODE_BYTE_MAX ? term_code_name(code) : text;

	if (code < ' ' || code == DELETE)
		return name_control(state, code, key, meta);
	if (code >= 0x80 && code <= CODE_BYTE_MAX)
		return state->utf8 ? name_utf8(code, key, meta) : name_other_byte(state, code, key, meta);
	if (name)
		set_name(key, name, meta);
	return name != NULL;
}

/* The rest of a sequence that nobody knows is no text. False for an end right after its beginning: <M-[>. */
static bool skip_sequence(void)
{
	int code = term_code(0);
	const bool some = code != CODE_NONE;
	int left = code == 'M' ? 3 : 0; /* where an old kind of mouse is, and what it did */

	while (code >= 0x20 && code < 0x40)
		code = term_code(SEQUENCE_DELAY);
	if (code > 0x7e)
		term_uncode(code);
	while (left-- && term_code(SEQUENCE_DELAY) != CODE_NONE)
		;
	return some;
}

/* Esc, and what came along with it. */
static bool name_escape(struct term_input_state *state, struct key *key)
{
	const int code = term_code(0);

	if (code == CODE_NONE || code == ESCAPE || code == CODE_PASTE_BEGIN) {
		term_uncode(code);
		set_name(key, "<Esc>", false);
		state->torn = code == CODE_NONE;
		return true;
	}
	if ((code == '[' || code == 'O') && skip_sequence())
		return false;
	state->torn = code == '[' ? 2 : 0;
	return name_code(state, code, key, true);
}

static void to_utf8(const struct term_input_state *state, const struct buf *raw, struct buf *out)
{
	size_t at = 0, bad = 0;

	if (state->utf8)
		buf_add(out, raw->data, raw->length);
	else
		while (!charset_to_utf8(state->codeset, raw->data + at, raw->length - at, out, &bad) &&
		       bad != CHARSET_UNKNOWN)
			at += bad + 1;
}

/* Line ends as \n; what no field may hold is left out. */
static void add_clean(struct buf *paste, const struct buf *text)
{
	size_t bytes;

	for (size_t at = 0; at < text->length; at += bytes ? bytes : 1) {
		char character[5] = { 0 };
		uint32_t value;

		bytes = utf8_decode(text->data + at, text->length - at, &value);
		memcpy(character, text->data + at, bytes);
		if (!bytes || !value || text_forbidden(character))
			continue;
		if (value == '\r')
			buf_add_char(paste, '\n');
		else if (value != '\n' || !at || text->data[at - 1] != '\r')
			buf_add(paste, character, bytes);
	}
}

static void read_paste(const struct term_input_state *state, struct buf *paste)
{
	struct buf raw, text;
	int code;

	buf_init(&raw);
	buf_init(&text);
	while ((code = term_code(PASTE_DELAY)) != CODE_NONE && code != CODE_PASTE_END)
		if (code <= CODE_BYTE_MAX && raw.length < PASTE_MAX)
			buf_add_char(&raw, (char)code);
	to_utf8(state, &raw, &text);
	add_clean(paste, &text);
	buf_release(&text);
	buf_release(&raw);
}

/* --- the mouse --- */

static void begin_report(struct term_input_state *state, int kind)
{
	state->report = kind;
	state->length = 0;
}

/* Presses of the first button and the wheel; all else that a mouse does means nothing. */
static bool point(struct point *point, int button, int column, int row)
{
	enum { MODIFIERS = 4 | 8 | 16, WHEEL = 64 };
	const int what = button & ~MODIFIERS;

	if ((what != 0 && what != WHEEL && what != WHEEL + 1) || column < 1 || row < 1)
		return false;
	*point = (struct point){ what == 0       ? POINT_PRESS
				 : what == WHEEL ? POINT_WHEEL_UP
						 : POINT_WHEEL_DOWN,
				 row - 1, column - 1 };
	return true;
}

/* «0;12;5» and «M» for a press, «m» for a release. */
static bool read_report(struct term_input_state *state, struct point *where, int code)
{
	int button, column, row;

	if (state->report == CODE_MOUSE_OLD)
		return point(where, (unsigned char)state->bytes[0] - 32, (unsigned char)state->bytes[1] - 32,
			     (unsigned char)state->bytes[2] - 32);
	state->bytes[state->length] = '\0';
	return code == 'M' && sscanf(state->bytes, "%9d;%9d;%9d", &button, &column, &row) == 3 &&
	       point(where, button, column, row);
}

/* The next piece of a report. What cannot be one ends it, and is what it is. */
static enum term_event take_report(struct term_input_state *state, struct term_input *input, int code)
{
	const bool old = state->report == CODE_MOUSE_OLD;
	const bool more = old ? code >= ' ' && code <= CODE_BYTE_MAX : (code >= '0' && code <= '9') || code == ';';
	bool ends = !old && (code == 'M' || code == 'm'), means;

	if (!ends && (!more || state->length + 1 == (int)sizeof(state->bytes))) {
		state->report = 0;
		return input_take(state, input, code);
	}
	if (more)
		state->bytes[state->length++] = (char)code;
	ends |= old && state->length == 3;
	if (!ends)
		return TERM_TIMEOUT;
	means = read_report(state, &input->point, code);
	state->report = 0;
	return means && state->points ? TERM_POINT : TERM_TIMEOUT;
}

/* Whether this goes on with a report whose Esc, or Esc and bracket, came so long before that they were taken for keys.
 */
static bool goes_on(struct term_input_state *state, int code)
{
	int next = code;

	if (state->torn == 1 && code == '[')
		next = term_code(SEQUENCE_DELAY);
	if (next == '<' && (state->torn == 2 || next != code))
		begin_report(state, CODE_MOUSE);
	else if (next != code)
		term_uncode(next);
	state->torn = 0;
	return state->report != 0;
}

enum term_event input_take(struct term_input_state *state, struct term_input *input, int code)
{
	bool named;

	if (state->report)
		return take_report(state, input, code);
	if (state->torn && goes_on(state, code))
		return TERM_TIMEOUT;
	if (code == CODE_MOUSE || code == CODE_MOUSE_OLD) {
		begin_report(state, code);
		return TERM_TIMEOUT;
	}
	if (code == CODE_PASTE_BEGIN) {
		read_paste(state, &input->paste);
		return TERM_PASTE;
	}
	named = code == ESCAPE ? name_escape(state, &input->key) : name_code(state, code, &input->key, false);
	return named ? TERM_KEY : TERM_TIMEOUT;
}
