/*
 * What somebody points at: the zones that were declared where it was drawn.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "ui_internal.h"

void ui_keep_zones(struct ui *ui, const struct surface *surface)
{
	ui->zone_count = surface->zone_count;
	if (!ui->zone_count)
		return;
	ui->zones = xreallocarray(ui->zones, ui->zone_count, sizeof(*ui->zones));
	memcpy(ui->zones, surface->zones, ui->zone_count * sizeof(*ui->zones));
}

static void press_often(struct ui *ui, const char *key, int times)
{
	while (times-- > 0)
		ui_key(ui, key);
}

void ui_point(struct ui *ui, const struct point *point)
{
	const struct surface drawn = { .zones = ui->zones, .zone_count = ui->zone_count };
	const struct surface_zone *zone = surface_zone_at(&drawn, point->row, point->column);
	char key[sizeof(zone->key)];
	int away;

	if (ui_is_too_small(ui))
		return;
	if (point->what != POINT_PRESS) {
		press_often(ui, point->what == POINT_WHEEL_UP ? "<Up>" : "<Down>", !ui->edit.open);
		return;
	}
	/* What lies behind a text that is being typed waits until that is done with. */
	if (!zone || (ui->edit.open && point->row != ui->height - 1))
		return;
	memcpy(key, zone->key, sizeof(key));
	away = zone->away;
	if (*key)
		press_often(ui, key, away);
	else if (!away)
		ui_key(ui, "<Enter>");
	else
		press_often(ui, away < 0 ? "<Up>" : "<Down>", abs(away));
}
