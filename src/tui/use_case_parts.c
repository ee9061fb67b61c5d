#include "use_case_parts.h"

#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"

static void draw_gone(const char *id, struct surface *surface)
{
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, _("The use case «%s» is not there any more."), id);
	(void)surface_text(surface, 1, 2, surface->width - 4, ATTRIBUTE_BOLD, text.data);
	(void)surface_wrap(surface, 3, 2, surface->width - 4, ATTRIBUTE_NONE,
			   _("It was taken away, or its making was taken back. Esc goes back."));
	surface_cursor(surface, 1, 2);
	buf_release(&text);
}

void use_case_tell_need(const struct ui *ui, enum use_case_field field, struct buf *out)
{
	const struct criteria *criteria = &ui->session->document->content->criteria;

	for (size_t i = 0; i < criteria->need_count; i++)
		if (criteria->need[i].field == field)
			buf_add_format(out, "%s%s", out->length ? " " : "",
				       text_in(&criteria->need[i].text, ui->scene.language));
}

bool use_case_draw_title(const struct ui *ui, const char *id, struct surface *surface)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, id);
	struct buf text;
	int used;

	if (!result) {
		draw_gone(id, surface);
		return false;
	}
	buf_init(&text);
	buf_add_format(&text, "%s %s", word_flag(surface, result), use_case_name(result->use_case));
	used = surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, text.data);
	if (strcmp(use_case_name(result->use_case), id) != 0)
		surface_text_right(surface, 0, used + 3, surface->width - used - 4, ATTRIBUTE_NONE, id);
	buf_release(&text);
	return true;
}

bool use_case_draw_head(const struct ui *ui, const char *id, struct surface *surface)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, id);
	struct buf text;

	if (!use_case_draw_title(ui, id, surface))
		return false;
	buf_init(&text);
	word_standing(&text, &ui->scene, result);
	(void)surface_wrap_within(surface, 1, 3, surface->width - 5, USE_CASE_HEAD - 1, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return true;
}

bool use_case_remove(struct ui *ui, const char *id)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, id);
	const size_t frees = result ? result->frees : 0;

	if (!ui_change(ui, CHANGE_USE_CASE, id, "present", ""))
		return false;
	if (frees) {
		buf_add_text(&ui->change, " · ");
		buf_add_format(&ui->change, message_plural("%zu use case needs it", "%zu use cases need it", frees),
			       frees);
	}
	return true;
}
