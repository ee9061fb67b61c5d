#include "cadran/store/ini.h"

#include <assert.h>
#include <ctype.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"

/*
 * What inih never sees as it is. `;` begins a comment for some builds, and a
 * line over 198 bytes is cut by all: such a line is handed over as a first
 * piece and continuation pieces, each between marks that keep their blanks.
 */
enum { HIDDEN_SEMICOLON = 0x1d, PIECE_BEGIN = 0x1e, PIECE_END = 0x1f, NAME_MAX_BYTES = 49, LINE_MAX_BYTES = 64 * 1024 };

struct reader {
	struct ini *ini;
	struct fault_list *faults;
	const char *at, *end; /* the bytes not read yet */
	int line;             /* of what was handed over last */
	const char *rest;     /* of a long line, still to hand over */
	size_t rest_length;
	bool continues;   /* the line handed over continues a value */
	bool piece;       /* … without a blank: it is a piece of a long line */
	bool has_key;     /* a value that can be continued */
	bool skips;       /* the section was malformed */
	struct buf value; /* of the last key */
};

const char *ini_place(const struct ini *ini, int line, char place[INI_PLACE_SIZE])
{
	(void)snprintf(place, INI_PLACE_SIZE, "%.250s:%d", ini->name, line);
	return place;
}

static void fault(struct reader *reader, const char *text)
{
	char place[INI_PLACE_SIZE];

	fault_add(reader->faults, ini_place(reader->ini, reader->line, place), "%s", text);
}

static struct ini_section *last_section(struct ini *ini)
{
	return ini->count ? &ini->sections[ini->count - 1] : NULL;
}

/* The value is only complete when something else begins. */
static void finish_value(struct reader *reader)
{
	struct ini_section *section = last_section(reader->ini);

	if (reader->has_key) {
		assert(section);
		section->keys[section->count - 1].value = arena_strdup(&reader->ini->arena, reader->value.data);
	}
	reader->has_key = false;
}

bool ini_is_id(const char *text)
{
	return text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-.")] == '\0';
}

/* Keys after a section that is malformed belong to nothing: they are left out with it. */
static void begin_section(struct reader *reader, const char *line, size_t length)
{
	struct ini *ini = reader->ini;
	char *kind = NULL, *id;

	finish_value(reader);
	reader->skips = true;
	if (line[length - 1] != ']' || memchr(line, ']', length) != line + length - 1 || length - 2 > NAME_MAX_BYTES) {
		fault(reader, _("this section is malformed; expected [kind] or [kind id], 49 bytes at most"));
		return;
	}
	kind = arena_strndup(&ini->arena, line + 1, length - 2);
	id = kind + strcspn(kind, " \t");
	if (*id)
		*id++ = '\0';
	id += strspn(id, " \t");
	if (!*kind || !ini_is_id(kind) || !ini_is_id(id)) {
		fault(reader, _("this section's name is malformed; expected the letters a to z, digits, - and ."));
		return;
	}
	reader->skips = false;
	ARRAY_GROW(ini->sections, ini->count, ini->capacity);
	ini->sections[ini->count++] = (struct ini_section){ .kind = kind, .id = id, .line = reader->line };
}

static char *keep_name(struct ini *ini, const char *name)
{
	char *kept = arena_strdup(&ini->arena, name);

	for (char *at = kept; (at = strchr(at, HIDDEN_SEMICOLON)); at++)
		*at = ';';
	return kept;
}

static int take_pair(void *context, const char *section_name, const char *name, const char *value)
{
	struct reader *reader = context;
	struct ini_section *section = last_section(reader->ini);
	size_t length = strlen(value);

	(void)section_name;
	if (!section || !name)
		return 1;
	if (!reader->continues) {
		finish_value(reader);
		ARRAY_GROW(section->keys, section->count, section->capacity);
		section->keys[section->count++] = (struct ini_key){
			.name = keep_name(reader->ini, name),
			.value = "",
			.line = reader->line,
		};
		buf_clear(&reader->value);
		reader->has_key = true;
	}
	if (*value == PIECE_BEGIN)
		value++, length--;
	if (length && value[length - 1] == PIECE_END)
		length--;
	if (reader->continues && !reader->piece && reader->value.length)
		buf_add_char(&reader->value, ' ');
	for (size_t i = 0; i < length; i++)
		buf_add_char(&reader->value, value[i] == HIDDEN_SEMICOLON ? ';' : value[i]);
	return 1;
}

static bool check_bytes(struct reader *reader, const char *line, size_t length)
{
	char *text;
	bool control;

	if (length > LINE_MAX_BYTES) {
		fault(reader, _("this line is over 64 KiB long"));
		return false;
	}
	if (!utf8_valid(line, length)) {
		fault(reader, _("this line is not UTF-8"));
		return false;
	}
	text = xstrndup(line, length);
	control = strlen(text) < length || text_forbidden(text) || strchr(text, '\r');
	free(text);
	if (control)
		fault(reader, _("this line holds a control character"));
	return !control;
}

/* A «key = value» line. */
static bool check_pair(struct reader *reader, const char *line, size_t length)
{
	size_t name = 0;

	while (name < length && line[name] != '=')
		name++;
	if (name == length) {
		fault(reader, _("this line is neither a section nor a key; expected «key = value»"));
		return false;
	}
	while (name && isspace((unsigned char)line[name - 1]))
		name--;
	if (!name || name > NAME_MAX_BYTES || memchr(line, ':', name)) {
		fault(reader, _("this key is malformed; expected a name of 1 to 49 bytes before the ="));
		return false;
	}
	if (!reader->ini->count) {
		fault(reader, _("this key stands before any section"));
		return false;
	}
	return true;
}

/* The next line that says something; false at the end. */
static bool next_line(struct reader *reader, const char **line, size_t *length)
{
	while (reader->at < reader->end) {
		const char *stop = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
		const char *begin = reader->at;
		size_t blanks = 0;

		stop = stop ? stop : reader->end;
		reader->at = stop < reader->end ? stop + 1 : stop;
		reader->line++;
		while (stop > begin && isspace((unsigned char)stop[-1]))
			stop--;
		while (begin + blanks < stop && (begin[blanks] == ' ' || begin[blanks] == '\t'))
			blanks++;
		if (begin + blanks == stop || begin[blanks] == '#' || begin[blanks] == ';')
			continue;
		*line = begin;
		*length = (size_t)(stop - begin);
		if (!check_bytes(reader, *line, *length)) {
			finish_value(reader);
			reader->skips |= *begin == '[';
			continue;
		}
		if (*begin == '[')
			begin_section(reader, *line, *length);
		else if (reader->skips)
			continue;
		else if (blanks && !reader->has_key)
			fault(reader, _("this line is indented but continues no key"));
		else if (blanks || check_pair(reader, *line, *length))
			return true;
	}
	return false;
}

/* One piece of at most `room` bytes with its NUL, as inih's fgets would give it. */
static char *hand_over(struct reader *reader, char *out, size_t room)
{
	const size_t frame = reader->continues ? 5 : 3; /* blank, begin, end, line end, NUL */
	size_t take = reader->rest_length < room - frame ? reader->rest_length : room - frame;
	char *at = out;

	if (reader->continues) {
		*at++ = ' ';
		*at++ = PIECE_BEGIN;
	}
	for (size_t i = 0; i < take; i++)
		*at++ = (char)(reader->rest[i] == ';' ? HIDDEN_SEMICOLON : reader->rest[i]);
	*at++ = PIECE_END;
	*at++ = '\n';
	*at = '\0';
	reader->rest += take;
	reader->rest_length -= take;
	return out;
}

/* The function that inih calls for each line. */
static char *read_line(char *out, int room, void *context)
{
	struct reader *reader = context;
	const char *line;
	size_t length;

	if (reader->rest_length) {
		reader->continues = reader->piece = true;
		return hand_over(reader, out, (size_t)room);
	}
	if (!next_line(reader, &line, &length))
		return NULL;
	reader->continues = *line == ' ' || *line == '\t';
	reader->piece = false;
	while (length && (*line == ' ' || *line == '\t')) {
		line++;
		length--;
	}
	reader->rest = line;
	reader->rest_length = length;
	return hand_over(reader, out, (size_t)room);
}

static int compare_keys(const void *left, const void *right)
{
	const struct ini_key *a = *(const struct ini_key *const *)left, *b = *(const struct ini_key *const *)right;
	const int order = strcmp(a->name, b->name);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

static void check_twice(struct reader *reader, struct ini_section *section)
{
	struct ini_key **sorted = xcalloc(section->count, sizeof(*sorted));
	char place[INI_PLACE_SIZE];

	for (size_t i = 0; i < section->count; i++)
		sorted[i] = &section->keys[i];
	qsort(sorted, section->count, sizeof(struct ini_key *), compare_keys);
	for (size_t i = 1; i < section->count; i++) {
		if (strcmp(sorted[i]->name, sorted[i - 1]->name) != 0)
			continue;
		fault_add(reader->faults, ini_place(reader->ini, sorted[i]->line, place),
			  N_("the key «%s» stands here twice, first on line %d"), sorted[i]->name, sorted[i - 1]->line);
		/* It is told once, not as an unknown key too. */
		sorted[i]->taken = true;
	}
	free(sorted);
}

void ini_read(struct ini *ini, const char *name, const char *bytes, size_t length, struct fault_list *faults)
{
	struct reader reader = { .ini = ini, .faults = faults, .at = bytes, .end = bytes + length };

	*ini = (struct ini){ 0 };
	ini->name = arena_strdup(&ini->arena, name);
	if (length >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3))
		reader.at += 3;
	buf_init(&reader.value);
	(void)ini_parse_stream(read_line, &reader, take_pair, &reader);
	finish_value(&reader);
	for (size_t i = 0; i < ini->count; i++)
		check_twice(&reader, &ini->sections[i]);
	buf_release(&reader.value);
}

void ini_release(struct ini *ini)
{
	for (size_t i = 0; i < ini->count; i++)
		free(ini->sections[i].keys);
	free(ini->sections);
	arena_release(&ini->arena);
	*ini = (struct ini){ 0 };
}

const struct ini_key *ini_take(struct ini_section *section, const char *name)
{
	for (size_t i = 0; i < section->count; i++) {
		if (strcmp(section->keys[i].name, name))
			continue;
		section->keys[i].taken = true;
		return &section->keys[i];
	}
	return NULL;
}
