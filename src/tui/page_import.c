/*
 * What the import of a file would change, before it does: faults first, then
 * what was noticed, then the changes. Enter makes them one unit.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/app/export_file.h"
#include "cadran/base/alloc.h"
#include "cadran/base/charset.h"
#include "cadran/base/number.h"
#include "cadran/store/file.h"
#include "cadran/tui/import_words.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "export_words.h"
#include "pages.h"
#include "ui_internal.h"

enum { MARGIN = 1, HEAD_ROWS = 2, LINES_MOST = 1000 };

struct import_state {
	char *path;
	struct import_map_list maps; /* what was said of columns; the texts stand in its arena */
	char *unknown;               /* a heading that nobody knows; NULL or owned */
	bool keep_good;
	bool good; /* the changes may be made */
	struct change_list changes;
	size_t faults, row_faults;
	struct buf summary, lines; /* in words, a line each */
	unsigned long evaluation;  /* of which the changes were told */
	struct surface whole;      /* the lines, as wide as the page was last */
	int top, rows;
	bool drawn;
};

/* --- from a file to words --------------------------------------------------------------- */

static void forget(struct import_state *state)
{
	free(state->unknown);
	state->unknown = NULL;
	change_list_release(&state->changes);
	buf_release(&state->summary);
	buf_release(&state->lines);
	state->top = 0;
	state->drawn = false;
}

static void add_faults(const struct fault_list *faults, bool notices, bool ascii, struct buf *out)
{
	for (size_t i = 0; i < faults->count; i++) {
		const struct fault *fault = &faults->items[i];

		if (fault->notice == notices)
			buf_add_format(out, "%s %s%s%s\n", notices ? "·" : glyph_text(GLYPH_NOT_MET, ascii),
				       fault->place, _(": "), fault->text);
	}
}

static void put_into_words(struct ui *ui, struct import_state *state, struct import *import)
{
	fault_list_sort(&import->faults);
	for (size_t i = 0; i < import->file_count; i++)
		import_word_summary(&state->summary, &import->files[i], true);
	add_faults(&import->faults, false, ui->ascii, &state->lines);
	add_faults(&import->faults, true, ui->ascii, &state->lines);
	if (state->good)
		import_word_changes(&state->lines, import, ui->scene.language, LINES_MOST,
				    _("cadran import --dry-run --all lists them all"));
}

/* Tries the import on the document, which is as it was afterwards, and keeps what came of it. */
static bool look(struct ui *ui, struct import_state *state, struct err *err)
{
	struct import import;
	struct buf bytes;
	const bool read = (buf_init(&bytes), file_read(state->path, &bytes, err));

	if (read) {
		forget(state);
		for (size_t i = 0; i < state->maps.count; i++)
			state->maps.items[i].used = false;
		import_init(&import, ui->session->document, state->maps.items, state->maps.count);
		import.keep_good = state->keep_good;
		import.most = journal_room(&ui->session->journal);
		import_add(&import, path_base(state->path), bytes.data, bytes.length);
		state->good = import_finish(&import);
		state->faults = import.faults.faults;
		state->row_faults = import.row_faults;
		put_into_words(ui, state, &import);
		state->unknown = import.unknown;
		import.unknown = NULL;
		state->changes = import.changes;
		import.changes = (struct change_list){ 0 };
		import_release(&import);
		/* Use cases may have moved in memory. */
		ui_evaluate(ui);
		state->evaluation = ui->evaluations;
	}
	buf_release(&bytes);
	return read;
}

bool page_import_look(struct ui *ui, const char *text)
{
	struct import_state *state, found = { 0 };
	struct buf path;
	struct err err;

	if (!*text) {
		ui_say(ui, "%s", _("type a path, or Esc to give up"));
		return false;
	}
	buf_init(&path);
	export_add_typed(ui, text, &path);
	found.path = buf_detach(&path);
	buf_init(&found.summary);
	buf_init(&found.lines);
	if (!look(ui, &found, &err)) {
		free(found.path);
		ui_say_err(ui, &err);
		return false;
	}
	state = ui_open(ui, &page_import);
	*state = found;
	return true;
}

void page_import_ask(struct ui *ui)
{
	if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){
				   .label = _("Import the file (CSV)"),
				   .enter = N_("look at it"),
				   .text = "",
				   .path = true,
				   .done = page_import_look,
			   });
}

/* --- drawing -------------------------------------------------------------------------------- */

static void draw_whole(const struct ui *ui, struct import_state *state, int width)
{
	char *line = state->lines.data;
	int row = 0;

	if (state->drawn && state->whole.width == width)
		return;
	surface_release(&state->whole);
	surface_init(&state->whole, width, 0, ui->ascii);
	for (size_t length; *line; line += length + 1) {
		const int indent = (int)strspn(line, " ");
		char *one;

		length = strcspn(line, "\n");
		one = xstrndup(line, length);
		row += surface_wrap_hanging(&state->whole, row, indent, width - indent, 2, ATTRIBUTE_NONE, one);
		free(one);
	}
	state->drawn = true;
}

static void scroll_to(struct import_state *state, int top)
{
	state->top = number_between(top, 0, state->whole.height - state->rows);
}

/* What Enter would do, above what the file says of itself. */
static int draw_head(const struct import_state *state, struct surface *surface)
{
	const int width = surface->width - 2 * MARGIN;
	struct buf title;
	int row = 0;

	buf_init(&title);
	if (!state->good && state->faults > state->row_faults)
		buf_add_text(&title, _("This file cannot be imported"));
	else if (!state->good)
		buf_add_format(&title,
			       message_plural("%zu fault: nothing is imported, unless g takes the good rows alone",
					      "%zu faults: nothing is imported, unless g takes the good rows alone",
					      state->faults),
			       state->faults);
	else if (!state->changes.count)
		buf_add_text(&title, _("This file changes nothing"));
	else
		buf_add_text(&title, _("What Enter would import"));
	row += surface_wrap(surface, row, MARGIN, width, ATTRIBUTE_BOLD, title.data);
	for (const char *line = state->summary.data; *line; line += strcspn(line, "\n") + 1) {
		char *one = xstrndup(line, strcspn(line, "\n"));

		row += surface_wrap_hanging(surface, row, MARGIN, width, 2, ATTRIBUTE_NONE, one);
		free(one);
	}
	buf_release(&title);
	return row;
}

static void draw_rule(const struct import_state *state, struct surface *surface, int row)
{
	struct buf text;

	surface_repeat(surface, row, MARGIN, surface->width - 2 * MARGIN, GLYPH_HORIZONTAL);
	if (state->whole.height <= state->rows)
		return;
	buf_init(&text);
	buf_add_format(&text, _(" lines %d to %d of %d "), state->top + 1,
		       state->top + state->rows > state->whole.height ? state->whole.height : state->top + state->rows,
		       state->whole.height);
	surface_text_right(surface, row, MARGIN + 1, surface->width - 2 * MARGIN - 2, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct import_state *state = memory;
	const int head = draw_head(state, surface);

	draw_whole(ui, state, surface->width - 2 * MARGIN);
	state->rows = surface->height - head - 1;
	scroll_to(state, state->top);
	draw_rule(state, surface, head);
	if (state->rows > 0)
		surface_blit(surface, head + 1, MARGIN, &state->whole, state->top, state->rows);
	surface_cursor(surface, 0, MARGIN);
}

/* --- keys ------------------------------------------------------------------------------------- */

/* Looks again; false, having said why not, where the file is not there any more. */
static bool look_again(struct ui *ui, struct import_state *state)
{
	struct err err;

	if (look(ui, state, &err))
		return true;
	ui_say_err(ui, &err);
	return false;
}

static void import_now(struct ui *ui, struct import_state *state)
{
	struct change_list changes = state->changes;

	/* What was told was told of another state of the dossier: a new id may be taken by now. */
	if (state->evaluation != ui->evaluations) {
		if (look_again(ui, state))
			ui_say(ui, "%s", _("the dossier changed meanwhile: this is what the import would change now"));
		return;
	}
	if (!state->good) {
		ui_say(ui, "%s", _("nothing was imported: correct the file first"));
		return;
	}
	if (!changes.count) {
		ui_back(ui);
		ui_say(ui, "%s", _("nothing changed: it was so already"));
		return;
	}
	state->changes = (struct change_list){ 0 };
	if (ui_change_all(ui, &changes)) {
		ui_close(ui, state);
	} else {
		struct err ignored;

		(void)look(ui, state, &ignored);
	}
}

/* Owned by the caller. */
static char *trimmed(const char *text, size_t length)
{
	while (length && *text == ' ') {
		text++;
		length--;
	}
	while (length && text[length - 1] == ' ')
		length--;
	return xstrndup(text, length);
}

/* What is mapped already is said anew, or not any more. */
static void set_map(struct import_state *state, const char *column, const char *field)
{
	struct import_map_list *maps = &state->maps;
	size_t i = 0;

	while (i < maps->count && strcmp(maps->items[i].column, column) != 0)
		i++;
	if (i == maps->count)
		import_map_add(maps, arena_strdup(&maps->arena, column), "");
	maps->items[i].field = arena_strdup(&maps->arena, field);
	if (*field)
		return;
	maps->items[i] = maps->items[maps->count - 1];
	maps->count--;
}

/* «Heading = field»; without a field the heading is as it was. */
static bool map_column(struct ui *ui, const char *text)
{
	struct import_state *state = ui_top(ui)->page == &page_import ? ui_top(ui)->state : NULL;
	const char *equals = strrchr(text, '=');
	char *column, *field;
	bool known;

	if (!state)
		return true;
	if (!equals || equals == text) {
		ui_say(ui, "%s", _("type heading = field, or Esc to give up"));
		return false;
	}
	column = trimmed(text, (size_t)(equals - text));
	field = trimmed(equals + 1, strlen(equals + 1));
	known = !*field || import_is_field(field);
	if (known) {
		set_map(state, column, field);
		(void)look_again(ui, state);
	} else {
		ui_say(ui, _("«%s» is no field; expected one such as name, sponsor, delay, level or score"), field);
	}
	free(column);
	free(field);
	return known;
}

/* After «=», the fields of a use case that begin as what was typed, by their id or their name. */
static void complete_field(const struct ui *ui, const char *typed, struct candidates *out)
{
	const char *equals = strrchr(typed, '='), *begun;
	struct buf words;
	char *before;

	(void)ui;
	if (!equals)
		return;
	begun = equals + 1 + strspn(equals + 1, " ");
	before = xstrndup(typed, (size_t)(begun - typed));
	buf_init(&words);
	text_fold(begun, &words);
	for (int field = 0; field < USE_CASE_FIELD_COUNT; field++) {
		const char *id = use_case_field_id((enum use_case_field)field);
		const char *name = word_use_case_field((enum use_case_field)field);

		if (!strncmp(id, begun, strlen(begun)) || text_has(name, words.data))
			candidates_add(out, before, id, name);
	}
	buf_release(&words);
	free(before);
}

static void ask_column(struct ui *ui, const struct import_state *state)
{
	struct buf text;

	buf_init(&text);
	if (state->unknown)
		buf_add_format(&text, "%s = ", state->unknown);
	ui_ask(ui, &(struct prompt){ .label = _("Which field a column is (heading = field)"),
				     .enter = N_("look at it"),
				     .text = text.data,
				     .complete = complete_field,
				     .done = map_column });
	buf_release(&text);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct import_state *state = memory;
	struct list list = { .count = state->whole.height, .selected = state->top, .rows = state->rows };

	(void)key;
	if (list_act(&list, action)) {
		scroll_to(state, list.selected);
		return true;
	}
	if (action == ACTION_OPEN) {
		import_now(ui, state);
		return true;
	}
	if (action == ACTION_COLUMN) {
		ask_column(ui, state);
		return true;
	}
	if (action != ACTION_GOOD_ROWS)
		return false;
	state->keep_good = !state->keep_good;
	(void)look_again(ui, state);
	return true;
}

static void release(void *memory)
{
	struct import_state *state = memory;

	forget(state);
	surface_release(&state->whole);
	import_map_list_release(&state->maps);
	free(state->path);
}

/* Enter is named where it does something. */
static const struct binding *more(const void *memory)
{
	static const struct binding importing[] = {
		{ "<Enter>", ACTION_OPEN, N_("import") },
		{ "<Esc>", ACTION_BACK, N_("give up") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding naming[] = {
		{ "<Enter>", ACTION_OPEN, N_("import") },
		{ "m", ACTION_COLUMN, N_("which field") },
		{ "<Esc>", ACTION_BACK, N_("give up") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding unknown[] = {
		{ "m", ACTION_COLUMN, N_("which field") },
		{ "<Esc>", ACTION_BACK, N_("give up") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding faulty[] = {
		{ "g", ACTION_GOOD_ROWS, N_("good rows") },
		{ "<Esc>", ACTION_BACK, N_("give up") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding faulty_unknown[] = {
		{ "g", ACTION_GOOD_ROWS, N_("good rows") },
		{ "m", ACTION_COLUMN, N_("which field") },
		{ "<Esc>", ACTION_BACK, N_("give up") },
		{ NULL, ACTION_NONE, NULL },
	};
	const struct import_state *state = memory;

	if (state->good && state->changes.count)
		return state->unknown ? naming : importing;
	if (!state->good && state->row_faults)
		return state->unknown ? faulty_unknown : faulty;
	return state->unknown || state->maps.count ? unknown : NULL;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, NULL },     { "<Down>", ACTION_NEXT, NULL }, { "<PageDown>", ACTION_PAGE_DOWN, NULL },
	{ " ", ACTION_PAGE_DOWN, NULL },      { "g", ACTION_GOOD_ROWS, NULL }, { "m", ACTION_COLUMN, NULL },
	{ "<Esc>", ACTION_BACK, N_("back") }, { NULL, ACTION_NONE, NULL },
};

const struct page page_import = {
	.name = N_("Import"),
	.state_size = sizeof(struct import_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.more = more,
	.release = release,
};
