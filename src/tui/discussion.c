/*
 * The time for a discussion, which runs on whatever page is looked at.
 */
#include "ui_internal.h"

enum { SECOND = 1000 };

long long discussion_left(const struct ui *ui)
{
	const struct discussion *discussion = &ui->room.discussion;
	const long long left = discussion->end ? discussion->end - ui->now : discussion->left;

	return left > 0 ? left : 0;
}

bool discussion_is_on(const struct ui *ui)
{
	return ui->room.discussion.end != 0;
}

/* Once. */
static void ring(struct ui *ui)
{
	if (ui->room.discussion.over)
		return;
	ui->room.discussion.over = true;
	ui->bell = true;
}

/* Whole seconds: it is drawn once in each. */
void discussion_draw(struct ui *ui, struct buf *out)
{
	const long long left = discussion_left(ui), seconds = (left + SECOND - 1) / SECOND;

	if (ui->room.discussion.end && left)
		ui_draw_again(ui, ui->now + (left - 1) % SECOND + 1);
	if (ui->room.discussion.end && !left)
		ring(ui);
	buf_add_format(out, "%s %lld:%02lld", _("Discussion"), seconds / 60, seconds % 60);
}
