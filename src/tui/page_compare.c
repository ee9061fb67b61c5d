/*
 * Compare: two of the dossier as it stands now, its milestones and another
 * dossier are chosen one after the other; then what moved, and because of which
 * answer.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/base/figures.h"
#include "cadran/tui/comparison_view.h"
#include "pages.h"
#include "pick_page.h"
#include "ui_internal.h"

struct side {
	enum { SIDE_NONE, SIDE_NOW, SIDE_MILESTONE, SIDE_DOSSIER } kind;
	char *text; /* the milestone's name, or the path; owned */
};

struct compare_state {
	struct pick_state base; /* first: what a line is asked by points at it */
	struct side before;     /* NONE: it is chosen first */
};

/* --- the comparison ---------------------------------------------------------------------- */

struct pair {
	struct side sides[2];
};

static void pair_release(void *memory)
{
	struct pair *pair = memory;

	for (int i = 0; i < 2; i++)
		free(pair->sides[i].text);
	free(pair);
}

/* A side as it is read for one drawing. */
struct reading {
	struct session session; /* where the side is not the dossier as it stands */
	bool opened;
	struct evaluation evaluation;
	const struct evaluation *of; /* that one, or the interface's own */
	struct buf name;
};

static bool open_side(const struct ui *ui, const struct side *side, struct reading *reading, struct err *err)
{
	const struct milestone *milestone;

	if (side->kind == SIDE_DOSSIER)
		return session_open(side->text, JOURNAL_READ, &reading->session, err);
	milestone = session_find_milestone(ui->session, side->text, err);
	return milestone && session_at_milestone(ui->session, milestone, &reading->session, err);
}

static bool read_side(const struct ui *ui, const struct side *side, bool two, struct reading *reading, struct err *err)
{
	const struct milestone *milestone = NULL;

	buf_init(&reading->name);
	reading->of = &ui->evaluation;
	if (side->kind != SIDE_NOW) {
		reading->opened = open_side(ui, side, reading, err);
		if (!reading->opened)
			return false;
		evaluation_compute(reading->session.document, &reading->evaluation);
		reading->of = &reading->evaluation;
	}
	if (side->kind == SIDE_MILESTONE)
		milestone = session_find_milestone(ui->session, side->text, err);
	comparison_name_side(&reading->name, side->kind == SIDE_DOSSIER ? &reading->session : ui->session, milestone,
			     two, false);
	return true;
}

static void reading_release(struct reading *reading)
{
	if (reading->opened) {
		evaluation_release(&reading->evaluation);
		session_close(&reading->session);
	}
	buf_release(&reading->name);
}

static void draw_pair(const struct ui *ui, void *memory, struct surface *surface)
{
	const struct pair *pair = memory;
	const bool two = pair->sides[0].kind == SIDE_DOSSIER || pair->sides[1].kind == SIDE_DOSSIER;
	struct reading readings[2] = { 0 };
	struct comparison comparison;
	struct err err = { 0 };

	if (read_side(ui, &pair->sides[0], two, &readings[0], &err) &&
	    read_side(ui, &pair->sides[1], two, &readings[1], &err)) {
		comparison_compute(readings[0].of, readings[1].of, &comparison);
		(void)comparison_draw(&comparison, readings[0].name.data, readings[1].name.data, ui->scene.language,
				      surface);
		comparison_release(&comparison);
	} else {
		(void)surface_wrap(surface, 0, 0, surface->width, ATTRIBUTE_NONE, err.text);
	}
	for (int i = 0; i < 2; i++)
		reading_release(&readings[i]);
}

/* --- the choice ------------------------------------------------------------------------------ */

/* The dossier as it stands, the milestones with the last one first, another dossier. */
static size_t count_now(struct ui *ui, const struct pick *pick)
{
	(void)pick;
	return ui->session->milestone_count + 2;
}

static const struct milestone *milestone_at(const struct ui *ui, size_t index)
{
	const size_t count = ui->session->milestone_count;

	return index && index <= count ? &ui->session->milestones[count - index] : NULL;
}

static bool is_chosen(const struct ui *ui, const struct side *side, size_t index)
{
	const struct milestone *milestone = milestone_at(ui, index);

	if (milestone)
		return side->kind == SIDE_MILESTONE && !strcmp(side->text, milestone->name);
	return side->kind == (index ? SIDE_DOSSIER : SIDE_NOW);
}

static void item_of(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct compare_state *state = (const struct compare_state *)(const void *)pick;
	const struct milestone *milestone = milestone_at(ui, index);
	const bool chosen = is_chosen(ui, &state->before, index);
	char day[DATE_SIZE];

	item->marked = chosen;
	if (milestone) {
		buf_add_format(&item->text, _("milestone «%s»"), milestone->name);
		(void)snprintf(day, sizeof(day), "%.10s", milestone->time);
		figure_date(&item->right, ui->scene.language, day);
		buf_add_format(&item->right, " · %s", milestone->author);
	} else if (index) {
		buf_add_text(&item->text, _("another dossier, by its path"));
		if (chosen)
			buf_add_text(&item->detail, state->before.text);
	} else {
		buf_add_text(&item->text, _("the dossier as it stands now"));
	}
	if (item->detail.length)
		buf_add_char(&item->detail, '\n');
	buf_add_text(&item->detail,
		     state->before.kind == SIDE_NONE
			     ? _("Enter: this is the first side, the one before. Then the other is chosen.")
			     : _("Enter: this is the other side, the one after; what is marked comes before it."));
	if (!ui->session->milestone_count)
		buf_add_format(&item->detail, "\n%s",
			       _("There is no milestone yet: m freezes the dossier as it is now under a name."));
}

/* The place of what is likely the other side: the last milestone first, then the dossier as it stands. */
static int likely(const struct ui *ui, const struct compare_state *state)
{
	return state->before.kind == SIDE_NONE && ui->session->milestone_count ? 1 : 0;
}

/* Takes `text` over. */
static void take(struct ui *ui, struct compare_state *state, struct side side)
{
	struct pair *pair;

	if (state->before.kind == SIDE_NONE) {
		state->before = side;
		free(state->base.title);
		state->base.title = xstrdup(_("Compare: and what comes after it?"));
		state->base.list.selected = likely(ui, state);
		return;
	}
	pair = xcalloc(1, sizeof(*pair));
	pair->sides[0] = state->before;
	pair->sides[0].text = xstrdup(state->before.text);
	pair->sides[1] = side;
	ui_open_drawn(ui, draw_pair, pair, pair_release);
}

/* Opening and closing the dossier's own file once more would end its lock. */
static bool is_own_file(const struct ui *ui, const char *path)
{
	const struct stat *own = &ui->session->journal.status;
	struct stat status;

	return stat(path, &status) == 0 && status.st_dev == own->st_dev && status.st_ino == own->st_ino;
}

static bool take_path(struct ui *ui, const char *path)
{
	struct layer *layer = ui_top(ui);
	struct session session;
	struct err err;

	if (!*path || layer->page != &page_compare)
		return true;
	if (is_own_file(ui, path)) {
		ui_say(ui, "%s", _("that is this dossier: choose it as it stands, or one of its milestones"));
		return false;
	}
	if (!session_open(path, JOURNAL_READ, &session, &err)) {
		ui_say_err(ui, &err);
		return false;
	}
	session_close(&session);
	take(ui, layer->state, (struct side){ SIDE_DOSSIER, xstrdup(path) });
	return true;
}

static bool choose(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	struct compare_state *state = ui_top(ui)->state;
	const struct milestone *milestone = milestone_at(ui, index);

	(void)pick;
	(void)key;
	if (action == ACTION_MILESTONE)
		milestone_ask(ui);
	else if (milestone)
		take(ui, state, (struct side){ SIDE_MILESTONE, xstrdup(milestone->name) });
	else if (!index)
		take(ui, state, (struct side){ SIDE_NOW, NULL });
	else
		ui_ask(ui, &(struct prompt){ .label = _("Path of the other dossier"),
					     .enter = N_("compare"),
					     .text = "",
					     .path = true,
					     .done = take_path });
	return false;
}

/* Gives up the first side before the page. */
static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct compare_state *state = memory;

	if (action != ACTION_BACK || state->before.kind == SIDE_NONE)
		return pick_page_act(ui, memory, action, key);
	free(state->before.text);
	state->before = (struct side){ SIDE_NONE, NULL };
	free(state->base.title);
	state->base.title = xstrdup(state->base.pick.title);
	state->base.list.selected = likely(ui, state);
	return true;
}

static void release(void *memory)
{
	free(((struct compare_state *)memory)->before.text);
	pick_page_release(memory);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("choose") },
	{ "m", ACTION_MILESTONE, N_("milestone") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ "<Esc>", ACTION_BACK, N_("close") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_compare = {
	.name = N_("Compare"),
	.state_size = sizeof(struct compare_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = pick_page_draw,
	.act = act,
	.find = pick_page_find,
	.release = release,
};

void page_compare_open(struct ui *ui)
{
	const struct pick pick = {
		.title = _("Compare: from what?"),
		.bindings = bindings,
		.count = ui->session->milestone_count + 2,
		.selected = ui->session->milestone_count ? 1 : 0,
		.item = item_of,
		.choose = choose,
		.count_now = count_now,
	};

	(void)pick_page_open(ui, &page_compare, &pick);
}
