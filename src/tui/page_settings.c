/*
 * Content and settings: where the dossier lies and who may write to it, what it
 * is asked and weighed with, in which language it is read.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/app/compact.h"
#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/store/content_read.h"
#include "cadran/tui/upgrade_words.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "pick_page.h"
#include "ui_internal.h"

enum { LABEL = 20 };

/* «Name                value» */
static void add_row(struct buf *out, const char *label, const char *value)
{
	const size_t width = utf8_width(label);

	buf_add_text(out, label);
	buf_add_repeated(out, " ", width < LABEL ? LABEL - width : 1);
	buf_add_text(out, value);
}

/* --- the file ------------------------------------------------------------------------------ */

static void file_item(struct ui *ui, struct pick_item *item)
{
	const struct journal *journal = &ui->session->journal;
	const char *slash = strrchr(journal->path, '/');

	add_row(&item->text, _("File"), slash ? slash + 1 : journal->path);
	buf_add_text(&item->detail, journal->path);
	buf_add_format(&item->detail, "\n%s",
		       _("It is written as you work. A copy of this one file is a copy of the whole dossier."));
}

static void size_item(struct ui *ui, struct pick_item *item)
{
	const struct session *session = ui->session;
	struct buf value;

	buf_init(&value);
	word_grouped(&value, &ui->scene, (double)session->journal.length);
	buf_add_format(&value, " %s · ", _("bytes"));
	word_grouped(&value, &ui->scene, (double)session->record_count);
	buf_add_format(&value, " %s", _("records"));
	add_row(&item->text, _("Size"), value.data);
	buf_clear(&value);
	buf_add_format(&value, _("format %d"), JOURNAL_FORMAT);
	buf_add_text(&item->right, value.data);
	buf_release(&value);
	buf_add_text(&item->detail,
		     _("A record a change, none is ever overwritten: CSV, which any spreadsheet reads. «Compact» below "
		       "leaves out what was overwritten."));
}

static void author_item(struct ui *ui, struct pick_item *item)
{
	add_row(&item->text, _("Author"), ui->stamp().author);
	buf_add_text(
		&item->detail,
		_("Stands with each change you make. CADRAN_AUTHOR, set before the program is started, gives another "
		  "name."));
}

static void lock_item(struct ui *ui, struct pick_item *item)
{
	const bool writes = ui->read_only.kind == ERR_NONE;

	add_row(&item->text, _("Held by"),
		writes ? _("you: others can only read it meanwhile") : _("not you: reading only"));
	buf_add_text(&item->detail, writes ? _("Whoever opens it as well sees it as it is then, and cannot write.")
					   : ui->read_only.text);
}

/* --- language ---------------------------------------------------------------------------------- */

static enum language other_language(const struct ui *ui)
{
	return ui->scene.language == LANGUAGE_FR ? LANGUAGE_EN : LANGUAGE_FR;
}

static void language_item(struct ui *ui, struct pick_item *item)
{
	add_row(&item->text, _("Language"), ui->scene.language == LANGUAGE_FR ? "français" : "English");
	buf_add_text(&item->right, other_language(ui) == LANGUAGE_FR ? "Enter: français" : "Entrée : English");
	buf_add_text(
		&item->detail,
		_("Of messages and of the content, until you leave. What was typed stays as it was typed. --lang and "
		  "the language of the system choose it for good."));
}

/* Back to the row that it was switched on. */
static void switch_language(struct ui *ui)
{
	const int row = ((const struct pick_state *)ui_top(ui)->state)->list.selected;

	ui_speak(ui, other_language(ui));
	(void)door_open(ui, ACTION_SETTINGS);
	((struct pick_state *)ui_top(ui)->state)->list.selected = row;
}

/* --- matrix ---------------------------------------------------------------------------------------- */

static void matrix_item(struct ui *ui, struct pick_item *item)
{
	const struct matrix *matrix = ui->session->document->content->matrix;

	add_row(&item->text, _("Matrix in use"), text_in(&matrix->name, ui->scene.language));
	buf_add_text(&item->right, _("Enter: another"));
	word_matrix_rules(&item->detail, ui, matrix);
}

/* --- content ----------------------------------------------------------------------------------------- */

static void milestones_item(struct ui *ui, struct pick_item *item)
{
	const struct session *session = ui->session;
	struct buf value;

	buf_init(&value);
	buf_add_format(&value, "%zu", session->milestone_count);
	add_row(&item->text, _("Milestones"), value.data);
	buf_release(&value);
	buf_add_text(&item->right, _("Enter: history"));
	for (size_t i = session->milestone_count; i-- > 0;)
		buf_add_format(&item->detail, "%s«%s» (%.10s)", item->detail.length ? ", " : "",
			       session->milestones[i].name, session->milestones[i].time);
}

static void open_history(struct ui *ui)
{
	(void)door_open(ui, ACTION_HISTORY);
}

/* What newer content would do; draws on a page of text. */
static void draw_preview(const struct ui *ui, void *data, struct surface *surface)
{
	const struct content *own = ui->session->document->content;
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	struct content *content;
	struct buf text;
	int row = 0;

	(void)data;
	buf_init(&text);
	if (ui_find_newer(ui, newer)) {
		content = content_upgrade(own, newer);
		upgrade_report(&text, ui->session->document, content, newer);
		content_free(content);
	} else {
		buf_add_text(&text, _("nothing newer"));
	}
	for (char *rest, *line = strtok_r(text.data, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		const int indent = (int)strspn(line, " ");

		row += surface_wrap(surface, row, indent, surface->width - indent, ATTRIBUTE_NONE, line + indent);
	}
	buf_release(&text);
	free(newer);
}

static bool upgrade(struct ui *ui, const char *text)
{
	if (text_is_yes(text) && ui_upgrade(ui)) {
		(void)door_open(ui, ACTION_SETTINGS);
		ui_say(ui, "%s", _("newer content is taken up; u goes back to the old one"));
	}
	return true;
}

static size_t count_newer(const struct ui *ui)
{
	const struct content *own = ui->session->document->content;
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	const size_t count = ui_find_newer(ui, newer);

	free(newer);
	return count;
}

static void newer_item(struct ui *ui, struct pick_item *item)
{
	const size_t count = count_newer(ui);
	struct buf value;

	buf_init(&value);
	if (count)
		buf_add_format(&value, message_plural("%zu file", "%zu files", count), count);
	else
		buf_add_text(&value, _("nothing newer"));
	add_row(&item->text, _("Newer content"), value.data);
	buf_release(&value);
	if (count)
		buf_add_text(&item->right, _("Enter: preview"));
	buf_add_text(
		&item->detail,
		_("Enter shows what would be kept, reviewed and dropped; «Take it up» does it. Nothing is lost: undo "
		  "goes back."));
}

static void preview(struct ui *ui)
{
	if (count_newer(ui))
		ui_open_drawn(ui, draw_preview, NULL, NULL);
	else
		ui_say(ui, "%s", _("nothing newer"));
}

static void upgrade_item(struct ui *ui, struct pick_item *item)
{
	(void)ui;
	add_row(&item->text, _("Take it up"), _("the newer content"));
	buf_add_text(&item->detail, _("Look at the preview first; one change, which u takes back."));
}

static void ask_upgrade(struct ui *ui)
{
	if (!count_newer(ui))
		ui_say(ui, "%s", _("nothing newer"));
	else if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){
				   .label = _("Take up the newer content? yes or no"), .text = "", .done = upgrade });
}

/* --- compacting ------------------------------------------------------------------------------------------ */

static bool work_compact(const char *path, struct journal_stamp stamp, void *context, struct err *err)
{
	return compact_file(path, &(struct compact_request){ .dry_run = false }, stamp, context, err);
}

static bool compact(struct ui *ui, const char *text)
{
	struct compaction compaction = { 0 };

	if (!text_is_yes(text))
		return true;
	if (ui_work_apart(ui, work_compact, &compaction)) {
		(void)door_open(ui, ACTION_SETTINGS);
		ui_say(ui, _("%zu bytes instead of %zu; the old journal is kept as %s"), compaction.after,
		       compaction.before, compaction.kept.data);
	}
	compaction_release(&compaction);
	return true;
}

static void compact_item(struct ui *ui, struct pick_item *item)
{
	(void)ui;
	add_row(&item->text, _("Compact"), _("a smaller file"));
	buf_add_text(
		&item->detail,
		_("Leaves out values that were overwritten, and undo with them; keeps what is, with its authors, and "
		  "what was at each milestone. The old file is kept beside it."));
}

static void ask_compact(struct ui *ui)
{
	if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){ .label = _("Make the file smaller? Undo ends here. yes or no"),
					     .text = "",
					     .done = compact });
}

/* --- the list ----------------------------------------------------------------------------------------------- */

static const struct {
	void (*item)(struct ui *ui, struct pick_item *item);
	void (*open)(struct ui *ui); /* NULL: there is nothing to be done */
} rows[] = {
	{ file_item, NULL },
	{ size_item, NULL },
	{ author_item, NULL },
	{ lock_item, NULL },
	{ milestones_item, open_history },
	{ language_item, switch_language },
	{ matrix_item, pick_matrix },
	{ newer_item, preview },
	{ upgrade_item, ask_upgrade },
	{ compact_item, ask_compact },
};

static const char *kind_word(enum content_kind kind)
{
	static const char *const words[] = {
		[CONTENT_GRID] = N_("Grid"),        [CONTENT_CRITERIA] = N_("Criteria"),
		[CONTENT_TREE] = N_("AI Act tree"), [CONTENT_CATALOGUE] = N_("Catalogue"),
		[CONTENT_MATRIX] = N_("Matrix"),    [CONTENT_DEMO] = N_("Demonstration"),
		[CONTENT_CHARTER] = N_("Charter"),
	};

	return _(words[kind]);
}

/* A file of the dossier's own copy. */
static void source_item(struct ui *ui, size_t index, struct pick_item *item)
{
	const struct content *own = ui->session->document->content;
	const struct content_source *source = &own->sources[index];
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	struct buf value;

	buf_init(&value);
	add_row(&item->text, kind_word(source->kind), text_in(content_name(own, source), ui->scene.language));
	buf_add_format(&value, _("version %s"), source->version);
	buf_add_text(&item->right, value.data);
	buf_clear(&value);
	buf_add_format(&value, _("%s, version %s: the dossier keeps its own copy."), source->id, source->version);
	buf_add_text(&item->detail, value.data);
	if (ui_find_newer(ui, newer) && newer[index]) {
		buf_add_format(&item->right, " → %s", newer[index]->version);
		buf_add_format(&item->detail, "\n%s",
			       _("A newer version is there: «Newer content» shows what it changes."));
	}
	if (source->kind == CONTENT_TREE && own->tree.verified) {
		buf_clear(&value);
		buf_add_format(&value, _("Verified: %s."), own->tree.verified);
		buf_add_format(&item->detail, "\n%s", value.data);
	}
	buf_release(&value);
	free(newer);
}

static size_t count_now(struct ui *ui, const struct pick *pick)
{
	(void)pick;
	return ARRAY_SIZE(rows) + ui->session->document->content->source_count;
}

static void item_of(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	(void)pick;
	if (index < ARRAY_SIZE(rows))
		rows[index].item(ui, item);
	else
		source_item(ui, index - ARRAY_SIZE(rows), item);
}

static bool choose(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	(void)pick;
	(void)action;
	(void)key;
	if (index < ARRAY_SIZE(rows) && rows[index].open)
		rows[index].open(ui);
	else
		ui_say(ui, "%s", _("there is nothing to choose here; what it means is said below"));
	return false;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("choose") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ "<Esc>", ACTION_BACK, N_("close") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_settings = {
	.name = N_("Content and settings"),
	.state_size = sizeof(struct pick_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = pick_page_draw,
	.act = pick_page_act,
	.find = pick_page_find,
	.release = pick_page_release,
};

void page_settings_open(struct ui *ui)
{
	const struct pick pick = {
		.title = _("Content and settings"),
		.bindings = bindings,
		.item = item_of,
		.choose = choose,
		.count_now = count_now,
		.count = count_now(ui, NULL),
		.detail_rows = 5,
	};

	(void)pick_page_open(ui, &page_settings, &pick);
}
