/*
 * Help with what is typed: candidates to go through with Tab, and what was
 * typed before in the same way.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "command_line.h"
#include "ui_internal.h"

enum { CANDIDATE_ROWS = 8, SHOWN_MOST = 40 };

/* --- what was typed before --------------------------------------------------------------- */

void history_add(struct history *history, const char *text)
{
	char *copy;

	if (!*text)
		return;
	copy = xstrdup(text);
	for (size_t i = 0; i < history->count; i++) {
		if (strcmp(history->items[i], text) != 0 && (i || history->count < HISTORY_MOST))
			continue;
		free(history->items[i]);
		memmove(&history->items[i], &history->items[i + 1], (history->count - i - 1) * sizeof(*history->items));
		history->count--;
		break;
	}
	history->items[history->count++] = copy;
}

void history_release(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->items[i]);
	history->count = 0;
}

/* --- the text in the field ------------------------------------------------------------------ */

static void put(struct edit *edit, const char *text)
{
	char *copy = xstrdup(text);

	lineedit_release(&edit->line);
	lineedit_init(&edit->line, copy, false);
	free(copy);
}

/* What was typed by hand stays to be come back to. */
static void remember_typed(struct edit *edit)
{
	if (!edit->typed)
		edit->typed = xstrdup(edit->line.text.data);
}

static void find(struct ui *ui)
{
	struct edit *edit = &ui->edit;

	candidates_release(&edit->candidates);
	edit->chosen = -1;
	if (edit->complete)
		edit->complete(ui, edit->line.text.data, &edit->candidates);
	else if (edit->path)
		complete_path(ui, "", edit->line.text.data, &edit->candidates);
}

void edit_offer(struct ui *ui)
{
	struct edit *edit = &ui->edit;

	free(edit->typed);
	edit->typed = NULL;
	edit->past = 0;
	/* A folder is read when somebody asks for it, not at each key. */
	if (edit->complete)
		find(ui);
	else
		candidates_release(&edit->candidates);
}

static void choose(struct ui *ui, int chosen)
{
	struct edit *edit = &ui->edit;
	const int count = (int)edit->candidates.count;

	remember_typed(edit);
	edit->chosen = (chosen + count + 1) % (count + 1);
	/* After the last one comes what was typed. */
	if (edit->chosen == count) {
		edit->chosen = -1;
		put(edit, edit->typed);
	} else {
		put(edit, edit->candidates.items[edit->chosen].text);
	}
}

bool edit_completes(const struct ui *ui)
{
	return ui->edit.complete || ui->edit.path;
}

void edit_complete(struct ui *ui, bool forward)
{
	struct edit *edit = &ui->edit;

	if (!edit->candidates.count)
		find(ui);
	if (!edit->candidates.count) {
		ui_say(ui, "%s", _("nothing that could be meant begins so"));
	} else if (edit->candidates.count == 1) {
		put(edit, edit->candidates.items[0].text);
		edit_offer(ui);
	} else if (edit->chosen < 0) {
		choose(ui, forward ? 0 : (int)edit->candidates.count - 1);
	} else {
		choose(ui, edit->chosen + (forward ? 1 : -1));
	}
}

bool edit_recall(struct ui *ui, bool back)
{
	struct edit *edit = &ui->edit;
	const struct history *history = &ui->history;
	char *typed;
	size_t past;

	if (!edit->remembers)
		return false;
	past = edit->past;
	if (back ? past == history->count : !past) {
		ui_say(ui, "%s", back ? _("nothing was typed before that") : _("nothing was typed after that"));
		return true;
	}
	past = back ? past + 1 : past - 1;
	remember_typed(edit);
	typed = edit->typed;
	edit->typed = NULL;
	put(edit, past ? history->items[history->count - past] : typed);
	edit_offer(ui);
	edit->typed = typed;
	edit->past = past;
	return true;
}

/* --- drawing --------------------------------------------------------------------------------- */

int edit_candidate_rows(const struct ui *ui)
{
	const size_t count = ui->edit.candidates.count;

	return count > CANDIDATE_ROWS ? CANDIDATE_ROWS : (int)count;
}

static int longest(const struct candidates *candidates, int first, int rows, const struct surface *surface)
{
	int width = 0;

	for (int i = first; i < first + rows; i++) {
		const int shown = surface_measure(surface, candidates->items[i].shown);

		width = shown > width ? shown : width;
	}
	return width;
}

/* «3 of 58», over the end of the rule above them. */
static void draw_count(const struct edit *edit, int rows, struct surface *surface, int row)
{
	struct buf text;

	if ((int)edit->candidates.count <= rows)
		return;
	buf_init(&text);
	if (edit->chosen < 0)
		buf_add_format(&text, _(" Tab: %zu to choose from "), edit->candidates.count);
	else
		buf_add_format(&text, _(" %d of %d "), edit->chosen + 1, (int)edit->candidates.count);
	surface_text_right(surface, row, surface->width / 2, surface->width / 2 - 1, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

void edit_draw_candidates(const struct ui *ui, struct surface *surface, int row)
{
	const struct edit *edit = &ui->edit;
	const int rows = edit_candidate_rows(ui), room = surface->width - 3;
	const int first = number_between(edit->chosen - rows + 1, 0, (int)edit->candidates.count - rows);
	int width;

	if (!rows)
		return;
	width = longest(&edit->candidates, first, rows, surface);
	/* Without anything to say of them they have the whole line. */
	if (*edit->candidates.items[first].help && width > SHOWN_MOST)
		width = SHOWN_MOST;
	for (int i = 0; i < rows; i++) {
		const struct candidate *candidate = &edit->candidates.items[first + i];
		const int used = surface_text(surface, row + i, 2, width < room ? width : room, ATTRIBUTE_BOLD,
					      candidate->shown);

		if (room - width > 3)
			(void)surface_text(surface, row + i, width + 4, room - width - 2, ATTRIBUTE_NONE,
					   candidate->help);
		if (first + i == edit->chosen)
			surface_mark(surface, row + i, 1, used + 2, ATTRIBUTE_REVERSE);
	}
	draw_count(edit, rows, surface, row - 1);
}
