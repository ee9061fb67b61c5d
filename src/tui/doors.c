/*
 * What lies behind the keys that work everywhere and open a page about the
 * whole dossier.
 */
#include "cadran/base/alloc.h"
#include "pages.h"
#include "ui_internal.h"

static const struct {
	enum action action;
	void (*open)(struct ui *ui);
} doors[] = {
	{ ACTION_HOME, page_home_open },         { ACTION_RADAR, page_radar_open },
	{ ACTION_UNLOCKS, page_unlocks_open },   { ACTION_HISTORY, page_history_open },
	{ ACTION_COMPARE, page_compare_open },   { ACTION_SETTINGS, page_settings_open },
	{ ACTION_WORKSHOP, page_workshop_open },
};

/* How many pages of the current pile lie below the one behind this door; its depth where there is none. */
static size_t below(const struct ui *ui, enum action action)
{
	const struct step *step = &ui->steps[ui->step];
	size_t at = 1;

	while (at < step->depth && step->pile[at].door != (int)action)
		at++;
	return at;
}

/* Whether a page from elsewhere was opened over this one, and something was begun on it. */
static bool is_left_behind(const struct step *step, size_t at)
{
	bool begun = false;

	if (at + 1 >= step->depth || !step->pile[at + 1].door)
		return false;
	for (size_t i = at + 1; i < step->depth; i++)
		begun |= !step->pile[i].door;
	return begun;
}

/*
 * To the page of a door that is open already, with all that lies on it closed;
 * false where it is to be opened. One that was left behind is taken out of the
 * pile for that, so that <Esc> leads back to what was begun since.
 */
static bool go_back(struct ui *ui, size_t at)
{
	const struct step *step = &ui->steps[ui->step];

	if (at == step->depth)
		return false;
	if (is_left_behind(step, at)) {
		ui_close(ui, step->pile[at].state);
		return false;
	}
	ui_back_to(ui, at + 1);
	return true;
}

bool door_open(struct ui *ui, enum action action)
{
	for (size_t i = 0; i < ARRAY_SIZE(doors); i++) {
		if (doors[i].action != action)
			continue;
		if (go_back(ui, below(ui, action)))
			return true;
		doors[i].open(ui);
		ui_top(ui)->door = (int)action;
		return true;
	}
	return false;
}

void doors_close(struct ui *ui)
{
	const struct step *step = &ui->steps[ui->step];

	/* A vote, and its discussion, goes on while another step is looked at. */
	for (size_t at = 1; at < step->depth; at++)
		if (step->pile[at].door && !(step->pile[at].door == (int)ACTION_WORKSHOP && at + 1 < step->depth))
			ui_back_to(ui, at);
}
