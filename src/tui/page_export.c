/*
 * What can be taken away as files, each with a line on what it is for and a
 * preview of what stands in it.
 *
 * A file that this page did not write is never written over unasked: an export
 * goes to a free name beside it. One that it did write is renewed in its place,
 * unless somebody has changed it since.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/app/sampling.h"
#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/store/markdown.h"
#include "cadran/tui/export_make.h"
#include "cadran/tui/list.h"
#include "export_preview.h"
#include "export_source.h"
#include "export_words.h"
#include "pages.h"
#include "ui_internal.h"

static const struct item {
	enum export_format format;
	enum report_kind what;     /* of CSV */
	enum book_subject subject; /* of a format that needs a book */
	const char *suffix;        /* of the file's name, a message id: letters and hyphens */
	const char *name, *help;
} items[] = {
	{ EXPORT_CSV, REPORT_SCORECARD, BOOK_REPORT, N_("-scorecard"), N_("Scorecard"),
	  N_("A row for each use case with everything that was computed: for the report, for sorting and for charts.") },
	{ EXPORT_CSV, REPORT_MATURITY, BOOK_REPORT, N_("-maturity"), N_("Maturity"),
	  N_("Dimensions with their scores, targets and gaps, and every question: for charts and for the next audit.") },
	{ EXPORT_CSV, REPORT_ROADMAP, BOOK_REPORT, N_("-roadmap"), N_("Roadmap in waves"),
	  N_("A row for each action, obligation and use case, wave by wave, then what is left out and why: for planning.") },
	{ EXPORT_CSV, REPORT_OBLIGATIONS, BOOK_REPORT, N_("-obligations"), N_("Obligations"),
	  N_("A row for each duty of each use case, its article, its date and whether it is done: for the lawyer and the DPO.") },
	{ EXPORT_CSV, REPORT_USE_CASES, BOOK_REPORT, N_("-use-cases"), N_("Use cases"),
	  N_("The sheets, to complete in a spreadsheet and import again: cadran import.") },
	{ EXPORT_CSV, REPORT_ANSWERS, BOOK_REPORT, N_("-answers"), N_("Answers to the grids"),
	  N_("A row for each question, to complete in a spreadsheet and import again: cadran import.") },
	{ EXPORT_CSV, REPORT_VOTES, BOOK_REPORT, N_("-votes"), N_("Scores and votes"),
	  N_("A row for each score and vote, to collect votes elsewhere and import them: cadran import.") },
	{ EXPORT_CSV, REPORT_USES, BOOK_REPORT, N_("-uses"), N_("Inventory of uses"),
	  N_("A row for each use of AI that is there already: for the register, and to talk about with the teams.") },
	{ EXPORT_HTML, REPORT_SCORECARD, BOOK_REPORT, N_("-report"), N_("Report (web page)"),
	  N_("Figures, charts and explanations in one file for a browser, a phone or the printer: to send to those who decide.") },
	{ EXPORT_XLSX, REPORT_SCORECARD, BOOK_REPORT, N_("-report"), N_("Workbook"),
	  N_("Seven sheets with figures that can be sorted and charts that can be restyled: for a spreadsheet and for slides.") },
	{ EXPORT_MARKDOWN, REPORT_SCORECARD, BOOK_REPORT, N_("-report"), N_("Report"),
	  N_("Everything in words: what to launch, how mature, what next, and where each figure comes from: to send, to put in a wiki.") },
	{ EXPORT_MARKDOWN, REPORT_SCORECARD, BOOK_MINUTES, N_("-minutes"), N_("Minutes of the workshop"),
	  N_("Day by day who changed what, then the quick wins, the ranking and the next steps: to send to those who were there.") },
	{ EXPORT_JSON, REPORT_SCORECARD, BOOK_REPORT, N_("-figures"), N_("All figures, for programs"),
	  N_("JSON with stable names, nothing rounded, null for what is not known: for dashboards and archives.") },
};

/* With names, and without: files of their own. */
enum { ITEM_COUNT = ARRAY_SIZE(items), FILE_COUNT = 2 * ITEM_COUNT };

enum { MARGIN = 1, NAME_WIDTH = 27, STATE_WIDTH = 12, AIRY_HEIGHT = 30, SHOWN_LOW = 9 };

static const char no_minutes[] = N_("minutes tell who said what: they are not written without names");

struct export_state {
	struct list list;
	const struct dialect *dialect; /* NULL: that of the language */
	struct export_source source;
	struct written {
		char *path; /* NULL: nothing was */
		struct buf bytes;
		const char *extension; /* of its format then */
		const struct dialect *dialect;
		unsigned long seq; /* of the dossier's last record then */
	} written[FILE_COUNT];
	char *asked; /* the path that is to be written over or not */
	struct preview {
		struct buf bytes;
		unsigned long of; /* the evaluation (ui.evaluations); 0: none */
	} previews[FILE_COUNT];
};

static const struct dialect *dialect_of(const struct ui *ui, const struct export_state *state)
{
	return state->dialect ? state->dialect : export_default_dialect(ui->scene.language);
}

static const char *extension_of(const struct ui *ui, const struct export_state *state, int item)
{
	return export_extension(items[item].format, dialect_of(ui, state));
}

static void add_new_path(const struct ui *ui, const struct export_state *state, int item, bool plain, struct buf *out)
{
	/* The name of a dossier is often that of its service. */
	const char *instead = state->source.anonymous ? _("anonymous") : NULL;

	export_add_path(ui, instead, _(items[item].suffix), extension_of(ui, state, item), plain, out);
}

static int file_of(const struct export_state *state, int item)
{
	return item + (state->source.anonymous ? ITEM_COUNT : 0);
}

static const struct written *written_of(const struct export_state *state, int item)
{
	return &state->written[file_of(state, item)];
}

/* Minutes tell who said what. */
static bool needs_names(const struct export_state *state, int item)
{
	return state->source.anonymous && items[item].subject == BOOK_MINUTES;
}

/* Whether what this page wrote before is where the next one goes. */
static bool is_renewed(const struct ui *ui, const struct export_state *state, int item)
{
	const struct written *written = written_of(state, item);

	return written->path && !strcmp(written->extension, extension_of(ui, state, item));
}

/* What has become of what was written; NULL where nothing was. */
static const char *state_word(const struct ui *ui, const struct export_state *state, int item)
{
	const struct written *written = written_of(state, item);

	if (!is_renewed(ui, state, item))
		return NULL;
	if (written->seq != ui->session->journal.last_seq)
		return _("out of date");
	return items[item].format != EXPORT_CSV || written->dialect == dialect_of(ui, state) ? _("written")
											     : _("other form");
}

static void add_path(const struct ui *ui, const struct export_state *state, int item, struct buf *out)
{
	if (is_renewed(ui, state, item))
		buf_add_text(out, written_of(state, item)->path);
	else
		add_new_path(ui, state, item, false, out);
}

/* --- drawing ------------------------------------------------------------------------------ */

/* What does not fit is left out at the front: files of one dossier differ at the end. */
static void draw_end(struct surface *surface, int row, int column, int columns, const char *text)
{
	const char *dots = surface->ascii ? "..." : "…";
	struct buf shown;

	buf_init(&shown);
	buf_add_text(&shown, text);
	while (surface_measure(surface, shown.data) > columns && *text) {
		text += utf8_fit(text, 1) ? utf8_fit(text, 1) : 1;
		buf_clear(&shown);
		buf_add_format(&shown, "%s%s", dots, text);
	}
	(void)surface_text(surface, row, column, columns, ATTRIBUTE_NONE, shown.data);
	buf_release(&shown);
}

static void draw_item(const struct ui *ui, const struct export_state *state, int item, struct surface *surface, int row)
{
	const char *word = state_word(ui, state, item);
	const int left = MARGIN + 1 + NAME_WIDTH, right = surface->width - MARGIN - STATE_WIDTH;
	struct buf path;

	buf_init(&path);
	add_path(ui, state, item, &path);
	(void)surface_text(surface, row, MARGIN + 1, NAME_WIDTH - 1, ATTRIBUTE_BOLD, _(items[item].name));
	draw_end(surface, row, left, right - left - 1, path_base(path.data));
	if (word)
		(void)surface_text(surface, row, right, STATE_WIDTH - 1, ATTRIBUTE_NONE, word);
	if (item == state->list.selected) {
		surface_mark(surface, row, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, MARGIN);
	}
	buf_release(&path);
}

/* That there are others above and below those that are shown. */
static void draw_more(const struct export_state *state, struct surface *surface, int row)
{
	const struct list *list = &state->list;

	if (list->top)
		surface_glyph(surface, row, surface->width - 1, GLYPH_UP);
	if (list->top + list->rows < ITEM_COUNT)
		surface_glyph(surface, row + list->rows - 1, surface->width - 1, GLYPH_DOWN);
}

/* What it is for, how it is written, and where it goes. */
static int draw_help(const struct ui *ui, const struct export_state *state, struct surface *surface, int row)
{
	const int item = state->list.selected, width = surface->width - 2 * MARGIN - 1;
	struct buf text;

	buf_init(&text);
	row += surface_wrap(surface, row, MARGIN + 1, width, ATTRIBUTE_NONE, _(items[item].help));
	if (items[item].format == EXPORT_CSV) {
		buf_add_format(&text, "CSV%s%s", _(": "), dialect_word(dialect_of(ui, state)));
		row += surface_wrap(surface, row, MARGIN + 1, width, ATTRIBUTE_BOLD, text.data);
		buf_clear(&text);
	}
	buf_add_format(&text, "%s ", surface->ascii ? "->" : "→");
	add_path(ui, state, item, &text);
	row += surface_wrap_hanging(surface, row, MARGIN + 1, width, 2, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row;
}

/* With the samples drawn so far. */
static void sketch_book(const struct ui *ui, const struct export_state *state, const struct item *item,
			struct buf *bytes)
{
	struct book book;

	book_sketch(&book, item->subject, export_source_session(&state->source, ui),
		    export_source_scene(&state->source, ui));
	book_markdown(&book, bytes);
	book_release(&book);
}

/* What the interface has drawn in the meantime need not be drawn again. */
static void add_figures(const struct scene *scene, struct buf *out)
{
	struct robustness robustness;

	if (robustness_drawn(scene->robustness) == robustness_asked(scene->robustness)) {
		export_json(scene->robustness, out);
		return;
	}
	robustness_init(&robustness, scene->evaluation);
	sampling_finish(&robustness);
	export_json(&robustness, out);
	robustness_release(&robustness);
}

/* Bytes that take longer than a key may wait are made once for an evaluation. */
static const struct buf *preview(const struct ui *ui, struct export_state *state, int item)
{
	struct preview *preview = &state->previews[file_of(state, item)];

	if (preview->of == ui->evaluations)
		return &preview->bytes;
	if (preview->of)
		buf_release(&preview->bytes);
	buf_init(&preview->bytes);
	if (items[item].format == EXPORT_JSON)
		add_figures(export_source_scene(&state->source, ui), &preview->bytes);
	else
		sketch_book(ui, state, &items[item], &preview->bytes);
	preview->of = ui->evaluations;
	return &preview->bytes;
}

static void draw_preview(const struct ui *ui, struct export_state *state, struct surface *surface, int row)
{
	const struct item *item = &items[state->list.selected];

	if (needs_names(state, state->list.selected))
		(void)surface_wrap(surface, row, MARGIN + 1, surface->width - 2 * MARGIN - 1, ATTRIBUTE_NONE,
				   _(no_minutes));
	else if (item->format == EXPORT_CSV)
		preview_draw_report(export_source_scene(&state->source, ui),
				    &(struct export_request){ .format = item->format,
							      .what = item->what,
							      .dialect = dialect_of(ui, state) },
				    surface, row);
	else
		preview_draw_lines(preview(ui, state, state->list.selected), export_format_needs_book(item->format),
				   surface, row);
}

/* After a change, which may be one that cannot be without names, it is made anew. */
static void take_source(struct ui *ui, struct export_state *state)
{
	struct err err;

	if (export_source_take(&state->source, ui, &err))
		return;
	state->source.anonymous = false;
	ui_say_err(ui, &err);
}

static void draw_title(const struct export_state *state, struct surface *surface)
{
	struct buf text;

	buf_init(&text);
	buf_add_text(&text, _("Files to write"));
	if (state->source.anonymous)
		buf_add_format(&text, " · %s", _("anonymous: without names, notes and other free text"));
	(void)surface_text(surface, 0, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct export_state *state = memory;
	const int air = surface->height >= AIRY_HEIGHT;
	int row = 1 + air;

	take_source(ui, state);
	list_fit(&state->list, ITEM_COUNT, air ? ITEM_COUNT : SHOWN_LOW);
	draw_title(state, surface);
	draw_more(state, surface, row);
	list_zones(&state->list, surface, row, 0, surface->width);
	for (int item = state->list.top; item < ITEM_COUNT && item < state->list.top + state->list.rows; item++)
		draw_item(ui, state, item, surface, row++);
	row = draw_help(ui, state, surface, row + 1);
	draw_preview(ui, state, surface, row + air);
}

/* --- writing -------------------------------------------------------------------------------- */

static bool make_bytes(struct ui *ui, struct export_state *state, int item, struct buf *bytes)
{
	const struct export_request request = { .format = items[item].format,
						.what = items[item].what,
						.dialect = dialect_of(ui, state) };
	struct err err;

	if (export_source_take(&state->source, ui, &err) &&
	    export_make(&request, items[item].subject, export_source_session(&state->source, ui),
			export_source_evaluation(&state->source, ui), bytes, &err))
		return true;
	ui_say_err(ui, &err);
	return false;
}

/* «✓ written: PATH; opens …»: the name alone, or nothing, where the line is too short. The body has the whole path. */
static void tell_written(struct ui *ui, const struct export_state *state, int item, const char *what)
{
	const char *path = written_of(state, item)->path,
		   *opens = export_opens_with(items[item].format, dialect_of(ui, state));
	const char *const names[] = { path, path_base(path), NULL };
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		buf_clear(&text);
		buf_add_format(&text, "%s %s%s%s%s%s", glyph_text(GLYPH_MET, ui->ascii), what, names[i] ? _(": ") : "",
			       names[i] ? names[i] : "", _("; "), opens);
		if ((int)utf8_width(text.data) <= ui->width - 2)
			break;
	}
	ui_say(ui, "%s", text.data);
	buf_release(&text);
}

static void remember(const struct ui *ui, struct export_state *state, int item, const char *path,
		     const struct buf *bytes)
{
	struct written *written = &state->written[file_of(state, item)];
	char *copy = xstrdup(path);

	free(written->path);
	buf_release(&written->bytes);
	*written = (struct written){
		.path = copy,
		.extension = extension_of(ui, state, item),
		.dialect = dialect_of(ui, state),
		.seq = ui->session->journal.last_seq,
	};
	buf_init(&written->bytes);
	buf_add(&written->bytes, bytes->data, bytes->length);
}

/* `over`: a file that is there may go. */
static bool write_at(struct ui *ui, struct export_state *state, int item, const char *path, bool over)
{
	struct buf bytes;
	struct err err;
	bool done;

	buf_init(&bytes);
	done = make_bytes(ui, state, item, &bytes);
	if (done) {
		done = over ? export_write(path, &bytes, &err) : export_write_new(path, &bytes, &err);
		if (!done)
			ui_say_err(ui, &err);
	}
	if (done) {
		remember(ui, state, item, path, &bytes);
		tell_written(ui, state, item, _("written"));
	}
	buf_release(&bytes);
	return done;
}

/* Whether the first choice of a name holds just these bytes, from an earlier day. */
static bool adopt(struct ui *ui, struct export_state *state, int item)
{
	struct buf path, bytes;
	bool same;

	buf_init(&path);
	buf_init(&bytes);
	add_new_path(ui, state, item, true, &path);
	same = export_path_is_taken(path.data) && make_bytes(ui, state, item, &bytes) && export_is(path.data, &bytes);
	if (same) {
		remember(ui, state, item, path.data, &bytes);
		tell_written(ui, state, item, _("up to date"));
	}
	buf_release(&path);
	buf_release(&bytes);
	return same;
}

static void write_item(struct ui *ui, struct export_state *state, int item)
{
	const struct written *written = written_of(state, item);
	struct buf path;

	if (needs_names(state, item)) {
		ui_say(ui, "%s", _(no_minutes));
		return;
	}
	buf_init(&path);
	if (is_renewed(ui, state, item) && export_is(written->path, &written->bytes)) {
		buf_add_text(&path, written->path);
		(void)write_at(ui, state, item, path.data, true);
	} else if (!adopt(ui, state, item)) {
		add_new_path(ui, state, item, false, &path);
		(void)write_at(ui, state, item, path.data, false);
	}
	buf_release(&path);
}

/* --- to another place ------------------------------------------------------------------------- */

static struct export_state *state_of(const struct ui *ui)
{
	return ui_top(ui)->page == &page_export ? ui_top(ui)->state : NULL;
}

static bool is_ours(const struct export_state *state, const char *path)
{
	for (int file = 0; file < FILE_COUNT; file++)
		if (state->written[file].path && !strcmp(state->written[file].path, path))
			return export_is(path, &state->written[file].bytes);
	return false;
}

static bool replace_or_not(struct ui *ui, const char *text)
{
	struct export_state *state = state_of(ui);

	if (!state || !state->asked)
		return true;
	if (text_is_yes(text))
		(void)write_at(ui, state, state->list.selected, state->asked, true);
	else
		ui_say(ui, _("left as it was: %s"), state->asked);
	return true;
}

static void ask_to_replace(struct ui *ui, struct export_state *state, const char *path)
{
	struct buf label;

	free(state->asked);
	state->asked = xstrdup(path);
	buf_init(&label);
	buf_add_format(&label, _("«%s» exists already. Replace it? y or n"), path_base(path));
	ui_ask(ui, &(struct prompt){ .label = label.data, .text = "", .done = replace_or_not });
	buf_release(&label);
}

static bool write_to(struct ui *ui, const char *text)
{
	struct export_state *state = state_of(ui);
	struct buf path;
	bool done = true;

	if (!state)
		return true;
	if (!*text) {
		ui_say(ui, "%s", _("type a path, or Esc to give up"));
		return false;
	}
	buf_init(&path);
	export_add_typed(ui, text, &path);
	if (export_path_is_taken(path.data) && !is_ours(state, path.data))
		ask_to_replace(ui, state, path.data);
	else
		done = write_at(ui, state, state->list.selected, path.data, export_path_is_taken(path.data));
	buf_release(&path);
	return done;
}

static void ask_path(struct ui *ui, const struct export_state *state)
{
	struct buf path;

	if (needs_names(state, state->list.selected)) {
		ui_say(ui, "%s", _(no_minutes));
		return;
	}
	buf_init(&path);
	add_path(ui, state, state->list.selected, &path);
	ui_ask(ui, &(struct prompt){
			   .label = _("Write to"),
			   .enter = N_("write"),
			   .text = path.data,
			   .path = true,
			   .done = write_to,
		   });
	buf_release(&path);
}

/* --- keys --------------------------------------------------------------------------------------- */

static void turn_dialect(struct ui *ui, struct export_state *state, int by)
{
	size_t count = 0, now = 0;

	if (items[state->list.selected].format != EXPORT_CSV) {
		ui_say(ui, "%s", export_one_way(items[state->list.selected].format));
		return;
	}
	for (; dialect_at(count); count++)
		if (dialect_at(count) == dialect_of(ui, state))
			now = count;
	assert(count > 0);
	state->dialect = dialect_at((now + count + (size_t)(by + (int)count)) % count);
	ui_say(ui, "%s", dialect_word(state->dialect));
}

static void turn_anonymous(struct ui *ui, struct export_state *state)
{
	state->source.anonymous = !state->source.anonymous;
	take_source(ui, state);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct export_state *state = memory;

	(void)key;
	state->list.count = ITEM_COUNT;
	if (list_act(&state->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		write_item(ui, state, state->list.selected);
		return true;
	case ACTION_ANONYMOUS:
		turn_anonymous(ui, state);
		return true;
	case ACTION_PATH:
		ask_path(ui, state);
		return true;
	case ACTION_IMPORT:
		page_import_ask(ui);
		return true;
	case ACTION_DIALECT:
	case ACTION_RIGHT:
		turn_dialect(ui, state, 1);
		return true;
	case ACTION_LEFT:
		turn_dialect(ui, state, -1);
		return true;
	default:
		return false;
	}
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct export_state *state = memory;

	(void)ui;
	for (int i = 1; i <= ITEM_COUNT; i++) {
		const int item = (state->list.selected + i) % ITEM_COUNT;

		if (!text_has(_(items[item].name), words) && !text_has(_(items[item].help), words))
			continue;
		state->list.selected = item;
		return true;
	}
	return false;
}

static void release(void *memory)
{
	struct export_state *state = memory;

	for (int file = 0; file < FILE_COUNT; file++) {
		if (state->written[file].path)
			buf_release(&state->written[file].bytes);
		free(state->written[file].path);
		if (state->previews[file].of)
			buf_release(&state->previews[file].bytes);
	}
	export_source_release(&state->source);
	free(state->asked);
}

void page_export_minutes(struct ui *ui)
{
	struct export_state *state;
	size_t step = 0;

	while (step + 1 < ui->step_count && ui->steps[step].page != &page_export)
		step++;
	ui_go_to_step(ui, step);
	while (ui_top(ui)->page != &page_export && ui->steps[step].depth > 1)
		ui_back(ui);
	state = state_of(ui);
	for (int item = 0; state && item < ITEM_COUNT; item++)
		if (items[item].subject == BOOK_MINUTES)
			state->list.selected = item;
	ui_say(ui, "%s", _("V goes back to the workshop"));
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("write") },
	{ "d", ACTION_DIALECT, N_("dialect") },
	{ "a", ACTION_ANONYMOUS, N_("anonymous") },
	{ "i", ACTION_IMPORT, N_("import") },
	{ "p", ACTION_PATH, N_("other place") },
	{ "<Right>", ACTION_DIALECT, NULL },
	{ "<Left>", ACTION_LEFT, NULL },
	{ "/", ACTION_SEARCH, N_("search") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_export = {
	.name = N_("Scorecard"),
	.state_size = sizeof(struct export_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.release = release,
};
