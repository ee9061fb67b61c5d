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

bool door_open(struct ui *ui, enum action action)
{
	for (size_t i = 0; i < ARRAY_SIZE(doors); i++) {
		if (doors[i].action != action)
			continue;
		if (below(ui, action) < ui->steps[ui->step].depth) {
			ui_back_to(ui, below(ui, action) + 1);
			return true;
		}
		doors[i].open(ui);
		ui_top(ui)->door = (int)action;
		return true;
	}
	return false;
}

void doors_close(struct ui *ui)
{
	const struct step *step = &ui->steps[ui->step];

	for (size_t at = 1; at < step->depth; at++)
		if (step->pile[at].door)
			ui_back_to(ui, at);
}
