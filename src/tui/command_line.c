#include "command_line.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/app/export_file.h"
#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/base/number.h"
#include "cadran/base/words.h"
#include "cadran/core/explain.h"
#include "cadran/store/import.h"
#include "cadran/tui/export_make.h"
#include "export_words.h"
#include "pages.h"
#include "ui_internal.h"

/* --- set ------------------------------------------------------------------------------- */

/* A matrix that the dossier has not yet is taken from what is shipped; what it cannot be is said by the change. */
static bool bring(struct ui *ui, const struct change *change)
{
	return change->kind != CHANGE_MATRIX || !ui_shipped(ui) || !content_matrix(ui_shipped(ui), change->value) ||
	       matrix_bring(ui, change->value);
}

static bool set(struct ui *ui, const char *rest)
{
	const size_t length = strcspn(rest, " ");
	const char *value = rest + length + strspn(rest + length, " ");
	char *key = xstrndup(rest, length);
	struct change_list changes = { 0 };
	struct err err;
	bool done;

	if (!ui_may_change(ui)) {
		free(key);
		return true;
	}
	done = import_parse_key(ui->session->document, key, value_called(key, value), &changes, &err);
	if (!done)
		ui_say_err(ui, &err);
	done = done && bring(ui, &changes.items[changes.count - 1]);
	if (done)
		done = ui_change_all(ui, &changes);
	change_list_release(&changes);
	free(key);
	return done;
}

/* --- goto and explain ------------------------------------------------------------------- */

/* The use case of that id or name, else the only one whose id or name begins so. */
static const struct use_case *use_case_called(const struct ui *ui, const char *words)
{
	const struct use_case *begins = document_use_case(ui->session->document, words);
	size_t count = 0;
	struct buf typed, name;

	if (begins)
		return begins;
	buf_init(&typed);
	buf_init(&name);
	text_fold(words, &typed);
	for (size_t i = 0; i < ui->evaluation.use_case_count && typed.length; i++) {
		const struct use_case *use_case = ui->evaluation.use_cases[i].use_case;
		bool called, id;

		buf_clear(&name);
		text_fold(use_case->id, &name);
		id = !strncmp(name.data, typed.data, typed.length);
		buf_clear(&name);
		text_fold(use_case_name(use_case), &name);
		called = !strcmp(name.data, typed.data);
		if (!called && !id && strncmp(name.data, typed.data, typed.length) != 0)
			continue;
		begins = use_case;
		count = called ? 1 : count + 1;
		if (called)
			break;
	}
	buf_release(&typed);
	buf_release(&name);
	return count == 1 ? begins : NULL;
}

static bool go_to_page(struct ui *ui, const struct page *page, size_t grid)
{
	for (size_t i = 0; i < ui->step_count; i++) {
		if (ui->steps[i].page != page || ui->steps[i].grid != grid)
			continue;
		ui_go_to_step(ui, i);
		return true;
	}
	return false;
}

/* «data.quality.errors», or «data.quality»: its first question. */
static bool go_to_question(struct ui *ui, const char *name)
{
	const struct content *content = ui->session->document->content;
	size_t g, d, question;

	if (!content_find_fed(content, name, strlen(name), &g, &d, &question))
		return false;
	if (question == content->grids[g].question_count) {
		if (!content->grids[g].dimensions[d].count)
			return false;
		question = content->grids[g].dimensions[d].first;
	}
	if (!go_to_page(ui, &page_grid, g))
		return false;
	page_question_open(ui, g, question);
	return true;
}

static bool go_to(struct ui *ui, const char *rest)
{
	const struct use_case *use_case;
	size_t step;

	if (ui_go_to_number(ui, rest) || go_to_question(ui, rest))
		return true;
	use_case = use_case_called(ui, rest);
	if (use_case && go_to_page(ui, &page_use_cases, 0)) {
		page_sheet_open(ui, use_case->id);
		return true;
	}
	if (steps_named(ui, rest, true, &step) == 1 || steps_named(ui, rest, false, &step) == 1) {
		ui_go_to_step(ui, step);
		return true;
	}
	ui_say(ui, _("«%s» is no use case, no question and no step, or begins several"), rest);
	return false;
}

static bool explain(struct ui *ui, const char *rest)
{
	const struct use_case *use_case = use_case_called(ui, rest);
	const char *id = use_case ? use_case->id : rest;
	struct explain_subject subject;

	if (!explain_find(&ui->evaluation, id, &subject)) {
		ui_say(ui, _("«%s» is no use case, grid, dimension, question or criterion, or begins several"), rest);
		return false;
	}
	ui_explain(ui, id);
	return true;
}

/* --- files ----------------------------------------------------------------------------- */

static bool import(struct ui *ui, const char *rest)
{
	struct buf path;
	bool done;

	if (!ui_may_change(ui))
		return true;
	buf_init(&path);
	place_add_path(rest, &path);
	done = page_import_look(ui, path.data);
	buf_release(&path);
	return done;
}

static bool make(struct ui *ui, const char *path, enum export_format format, struct err *err)
{
	const struct export_request request = {
		.format = format,
		.what = REPORT_SCORECARD,
		.dialect = export_default_dialect(ui->scene.language),
		.chart = "matrix",
	};
	struct buf bytes;
	bool done;

	buf_init(&bytes);
	done = export_make(&request, BOOK_REPORT, ui->session, &ui->evaluation, &bytes, err) &&
	       export_write_new(path, &bytes, err);
	buf_release(&bytes);
	return done;
}

/* The end of its name says what it is: «report.html». A file that is there is not written over. */
static bool export(struct ui *ui, const char *rest)
{
	const char *dot = strrchr(path_base(rest), '.');
	enum export_format format;
	struct buf whole, path;
	struct err err;
	bool done;

	if (!dot || !export_format_parse(dot + 1, &format)) {
		ui_say(ui, "%s", _("the name of the file has to end in .csv, .json, .xlsx, .html, .md or .svg"));
		return false;
	}
	buf_init(&whole);
	buf_init(&path);
	place_add_path(rest, &whole);
	export_add_typed(ui, whole.data, &path);
	done = make(ui, path.data, format, &err);
	if (done)
		ui_say(ui, "%s %s%s%s", glyph_text(GLYPH_MET, ui->ascii), _("written"), _(": "), path.data);
	else
		ui_say_err(ui, &err);
	buf_release(&whole);
	buf_release(&path);
	return done;
}

/* --- all -------------------------------------------------------------------------------- */

const struct command_word command_words[] = {
	{ { [LANGUAGE_EN] = "set", [LANGUAGE_FR] = "changer" },
	  N_("Make one change: set KEY VALUE, as cadran set does"),
	  set,
	  complete_key },
	{ { [LANGUAGE_EN] = "goto", [LANGUAGE_FR] = "aller" },
	  N_("Go to a use case, a question or a dimension by its id or name"),
	  go_to,
	  complete_place },
	{ { [LANGUAGE_EN] = "explain", [LANGUAGE_FR] = "expliquer" },
	  N_("Explain a use case, a grid, a dimension or a question"),
	  explain,
	  complete_subject },
	{ { [LANGUAGE_EN] = "import", [LANGUAGE_FR] = "importer" },
	  N_("Look at a CSV file before importing it"),
	  import,
	  complete_path },
	{ { [LANGUAGE_EN] = "export", [LANGUAGE_FR] = "exporter" },
	  N_("Write a file that is not there yet: its ending says what it is"),
	  export,
	  complete_path },
	{ { NULL }, NULL, NULL, NULL },
};

static bool is_called(const struct command_word *command, const char *word, size_t length)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (strlen(command->word[i]) == length && !strncmp(command->word[i], word, length))
			return true;
	return false;
}

const struct command_word *command_line_find(const char *text, const char **rest)
{
	const size_t length = strcspn(text, " ");

	for (const struct command_word *command = command_words; command->help; command++) {
		if (!is_called(command, text, length))
			continue;
		*rest = text + length + strspn(text + length, " ");
		return command;
	}
	return NULL;
}

/* The word that was probably meant, to be freed; NULL where none is near. */
static char *nearest(const struct ui *ui, const char *text)
{
	struct candidates all = { 0 };
	size_t best = SIZE_MAX, distance;
	char *word = NULL;
	struct buf typed, other;

	buf_init(&typed);
	buf_init(&other);
	text_fold(text, &typed);
	command_line_complete(ui, "", &all);
	for (size_t i = 0; i < all.count; i++) {
		buf_clear(&other);
		text_fold(all.items[i].shown, &other);
		if (!word_is_near(typed.data, other.data, &distance) || distance >= best)
			continue;
		best = distance;
		free(word);
		word = xstrdup(all.items[i].shown);
	}
	candidates_release(&all);
	buf_release(&typed);
	buf_release(&other);
	return word;
}

static bool binds(const struct binding *bindings, enum action action)
{
	for (; bindings && bindings->key; bindings++)
		if (bindings->action == action)
			return true;
	return false;
}

/* Words that can be typed here: the steps, and what the page does. */
static void say_commands(struct ui *ui, const char *text)
{
	const struct binding *bindings = ui_top(ui)->page->bindings;
	struct buf steps, words;

	buf_init(&steps);
	buf_init(&words);
	for (size_t i = 0; i < ui->step_count; i++)
		buf_add_format(&steps, "%s%zu %s", i ? ", " : "", i + 1, ui->steps[i].name);
	for (int action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
		if (binds(bindings, (enum action)action))
			buf_add_format(&words, "%s%s", words.length ? ", " : "",
				       action_word((enum action)action, message_language()));
	ui_say(ui, _("«%s» is no step and no action, or begins several. Steps: %s. Actions here: %s."), text,
	       steps.data, words.data);
	buf_release(&steps);
	buf_release(&words);
}

static void say_unknown(struct ui *ui, const char *text, bool several)
{
	char *word = several ? NULL : nearest(ui, text);

	if (word)
		ui_say(ui, _("«%s» is no step and no action; did you mean «%s»? Tab lists what can be typed."), text,
		       word);
	else
		say_commands(ui, text);
	free(word);
}

/*
 * «:6», «:matrix», «:mat», «:undo». A word for a step and for an action is the
 * action where the page has it; what is written out comes before a beginning.
 */
static bool run_word(struct ui *ui, const char *text)
{
	enum action action = ACTION_NONE;
	const bool exact = action_parse(text, &action);
	size_t step = 0, steps = 0;

	if (ui_go_to_number(ui, text))
		return true;
	if (!exact || !binds(ui_top(ui)->page->bindings, action))
		steps = steps_named(ui, text, true, &step);
	if (!exact && !steps)
		steps = steps_named(ui, text, false, &step);
	if (steps == 1) {
		ui_go_to_step(ui, step);
		return true;
	}
	if (steps || (!exact && !action_parse_beginning(text, &action))) {
		say_unknown(ui, text, steps > 1);
		return false;
	}
	ui_run(ui, action, "");
	return true;
}

static bool run(struct ui *ui, const char *typed)
{
	const size_t begin = strspn(typed, " ");
	size_t length = strlen(typed + begin);
	const struct command_word *command;
	const char *rest = "";
	enum action action;
	char *text;
	bool done;

	while (length && typed[begin + length - 1] == ' ')
		length--;
	text = xstrndup(typed + begin, length);
	command = command_line_find(text, &rest);
	if (!*text) {
		done = true;
	} else if (command && *rest) {
		done = command->run(ui, rest);
	} else if (command && !action_parse(command->word[LANGUAGE_EN], &action)) {
		ui_say(ui, "%s%s%s", command->word[message_language()], _(": "), _(command->help));
		done = false;
	} else {
		done = run_word(ui, text);
	}
	free(text);
	return done;
}

void command_line_ask(struct ui *ui)
{
	ui_ask(ui, &(struct prompt){
			   .label = _("Step or action"),
			   .enter = N_("go"),
			   .text = "",
			   .done = run,
			   .complete = command_line_complete,
			   .remembers = true,
		   });
}
