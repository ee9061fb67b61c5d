#include "cadran/tui/interface.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cadran/base/utf8.h"
#include "cadran/tui/lineedit.h"
#include "cadran/tui/term.h"
#include "cadran/tui/ui.h"
#include "editor.h"

static long long now(void)
{
	struct timespec time;

	if (clock_gettime(CLOCK_MONOTONIC, &time))
		return 0;
	return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* --- a name for a new dossier ---------------------------------------------------- */

struct naming {
	const char *path;
	struct lineedit line;
	const char *message;
};

static void naming_draw(struct naming *naming, struct surface *surface)
{
	const int width = surface->width - 4;
	int row = 1;

	surface_clear(surface);
	row += surface_wrap(surface, row, 2, width, ATTRIBUTE_BOLD, _("A new dossier")) + 1;
	row += surface_wrap(surface, row, 2, width, ATTRIBUTE_NONE, naming->path) + 1;
	row += surface_wrap(surface, row, 2, width, ATTRIBUTE_BOLD, _("What is the service called?"));
	lineedit_draw(&naming->line, surface, row, 2, width, 1);
	row += 2;
	row += surface_wrap(surface, row, 2, width, ATTRIBUTE_NONE,
			    _("Enter makes the file; Esc leaves without making anything.")) +
	       1;
	(void)surface_wrap(surface, row, 2, width, ATTRIBUTE_BOLD, naming->message);
}

static void naming_paint(struct naming *naming, bool ascii)
{
	struct surface surface;
	int width, height;

	term_size(&width, &height);
	surface_init(&surface, width, height > 1 ? height : 1, ascii);
	naming_draw(naming, &surface);
	term_show(&surface);
	surface_release(&surface);
}

static bool has_words(const char *text)
{
	return text[strspn(text, " ")] != '\0';
}

/* True while it goes on; `*named` at the end. */
static bool naming_input(struct naming *naming, const struct term_input *input, bool *named)
{
	naming->message = "";
	if (input->event == TERM_GONE)
		return false;
	if (input->event == TERM_PASTE)
		lineedit_paste(&naming->line, input->paste.data);
	if (input->event != TERM_KEY)
		return true;
	if (!strcmp(input->key.name, "<Esc>") || !strcmp(input->key.name, "<C-c>"))
		return false;
	if (strcmp(input->key.name, "<Enter>") != 0) {
		(void)lineedit_feed(&naming->line, input->key.name);
		return true;
	}
	*named = has_words(naming->line.text.data);
	if (!*named)
		naming->message = _("a dossier needs the name of a service");
	return !*named;
}

bool interface_ask_name(const struct interface *interface, const char *path, struct buf *name, int *signal,
			struct err *err)
{
	struct naming naming = { .path = path, .message = "" };
	struct term_input input = { 0 };
	bool named = false;

	if (!term_open(interface->codeset, err))
		return false;
	buf_init(&input.paste);
	lineedit_init(&naming.line, "", false);
	do {
		naming_paint(&naming, interface->ascii);
		term_read(&input, -1);
	} while (naming_input(&naming, &input, &named));
	term_close();
	*signal = term_signal();
	if (named)
		buf_add_text(name, naming.line.text.data);
	err->kind = ERR_NONE;
	lineedit_release(&naming.line);
	buf_release(&input.paste);
	return named;
}

/* --- the dossier -------------------------------------------------------------------- */

static void paint(struct ui *ui)
{
	struct surface surface;

	if (ui->redraw)
		term_redraw();
	ui->redraw = false;
	surface_init(&surface, ui->width, ui->height > 1 ? ui->height : 1, ui->ascii);
	ui_draw(ui, &surface);
	term_show(&surface);
	surface_release(&surface);
	if (ui->bell)
		term_ring();
	ui->bell = false;
}

static void resize(struct ui *ui)
{
	int width, height;

	term_size(&width, &height);
	ui_resize(ui, width, height);
}

/* True where the screen has to be drawn. */
static bool react(struct ui *ui, const struct term_input *input)
{
	switch (input->event) {
	case TERM_KEY:
		ui_key(ui, input->key.name);
		break;
	case TERM_POINT:
		ui_point(ui, &input->point);
		break;
	case TERM_PASTE:
		ui_paste(ui, input->paste.data);
		break;
	case TERM_RESIZE:
		resize(ui);
		break;
	case TERM_TIMEOUT:
		return ui_tick(ui);
	case TERM_GONE:
		ui->leaving = true;
	}
	return true;
}

/* What was typed so far is on the disk before another program has the terminal. */
static void edit_elsewhere(struct ui *ui)
{
	struct err err;
	struct buf text;
	bool edited;

	ui_leave(ui);
	buf_init(&text);
	edited = editor_run(ui->edit.line.text.data, &text, &err);
	ui->now = now();
	ui_edited(ui, edited ? text.data : NULL, &err);
	buf_release(&text);
}

/* What was just painted reaches the eye before the processor is taken for more figures: this many milliseconds. */
static int wait_after(const struct ui *ui, bool painted)
{
	enum { SHOWN = 1 };
	const int wait = ui_wait(ui);

	return painted && wait == 0 ? SHOWN : wait;
}

static void loop(struct ui *ui)
{
	struct term_input input = { 0 };
	bool painted = true;

	buf_init(&input.paste);
	while (!ui->leaving) {
		ui->now = now();
		term_read(&input, wait_after(ui, painted));
		ui->now = now();
		painted = false;
		if (!react(ui, &input))
			continue;
		if (ui->leaving)
			break;
		if (ui->wants_editor) {
			edit_elsewhere(ui);
			continue;
		}
		/* A text that never pauses is kept too. */
		ui_keep(ui);
		term_mouse(ui->mouse);
		paint(ui);
		if (ui_settle(ui))
			paint(ui);
		painted = true;
	}
	buf_release(&input.paste);
}

/* Made before it is needed: a process that crashes can do nothing but write. */
static void set_last_words(const struct session *session)
{
	char *whole = realpath(session->journal.path, NULL);
	struct buf words, shown;

	buf_init(&words);
	buf_init(&shown);
	buf_add_format(&words,
		       _("cadran: this is a fault of the program, which ends here. What was called saved is in «%s»."),
		       whole ? whole : session->journal.path);
	text_safe(&shown, words.data, words.length);
	buf_add_char(&shown, '\n');
	term_set_last_words(shown.data);
	buf_release(&words);
	buf_release(&shown);
	free(whole);
}

/* Says what is newer, and keeps nothing of it: it is a tenth of all the memory. */
static void look_for_newer(struct ui *ui, struct stock *stock)
{
	struct content *shipped = stock->load();

	if (ui_take_shipped(ui, shipped))
		paint(ui);
	ui->shipped = NULL;
	ui->stock = stock;
	content_free(shipped);
}

bool interface_run(const struct interface *interface, struct session *session, const struct err *why, int *signal,
		   struct err *err)
{
	struct stock stock = { .load = interface->load };
	int width, height;
	struct ui ui;

	if (!term_open(interface->codeset, err))
		return false;
	term_size(&width, &height);
	set_last_words(session);
	ui_init(&ui, session, NULL, width, height, interface->ascii, why, interface->stamp);
	paint(&ui);
	ui.mouse = interface->mouse;
	term_mouse(ui.mouse);
	look_for_newer(&ui, &stock);
	loop(&ui);
	ui_leave(&ui);
	term_close();
	*signal = term_signal();
	ui_release(&ui);
	content_free(stock.content);
	return true;
}
