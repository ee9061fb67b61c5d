#include "use_case_parts.h"

#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/quick_win.h"
#include "cadran/tui/wording.h"
#include "law_parts.h"
#include "pages.h"

void use_case_draw_gone(const char *id, struct surface *surface)
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

/* --- where there is none ------------------------------------------------------------------ */

const struct binding gather_bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("use cases") },
	{ NULL, ACTION_NONE, NULL },
};

/* Where use cases are gathered; the step count where there is no such step. */
static size_t gathering_step(const struct ui *ui)
{
	size_t step = 0;

	while (step < ui->step_count && ui->steps[step].page != &page_use_cases)
		step++;
	return step;
}

void gather_draw(const struct ui *ui, struct surface *surface, int row, const char *why)
{
	const size_t step = gathering_step(ui);
	struct buf text;

	buf_init(&text);
	buf_add_text(&text, why);
	if (step < ui->step_count) {
		buf_add_char(&text, ' ');
		buf_add_format(&text, _("They are gathered in step %zu, %s: Enter goes there."), step + 1,
			       ui->steps[step].name);
	}
	(void)surface_wrap(surface, row, 1, surface->width - 2, ATTRIBUTE_NONE, text.data);
	surface_cursor(surface, row, 1);
	buf_release(&text);
}

bool gather_act(struct ui *ui, enum action action)
{
	const size_t step = gathering_step(ui);

	if (action != ACTION_OPEN || step >= ui->step_count)
		return false;
	ui_go_to_step(ui, step);
	return true;
}

static bool is_unstated(const struct use_case_result *result, enum use_case_field field)
{
	for (int i = 0; result->techno_push && i < NEED_FIELD_COUNT; i++)
		if (need_fields[i] == field)
			return !use_case_states(result->use_case, field);
	return false;
}

bool use_case_result_lacks(const struct use_case_result *result, enum use_case_field field)
{
	static const struct {
		enum use_case_field field;
		unsigned missing, open;
	} rows[] = {
		{ USE_CASE_DELAY, MISSING_DELAY, 0 },
		{ USE_CASE_AI_ACT, MISSING_AI_ACT, 0 },
		{ USE_CASE_HEALTH_DATA, MISSING_HEALTH_DATA, 0 },
		{ USE_CASE_MEDICAL_DEVICE, MISSING_MEDICAL_DEVICE, 0 },
		{ USE_CASE_HOSTING, 0, DATA_HOSTING },
		{ USE_CASE_AIPD, 0, DATA_AIPD },
		{ USE_CASE_CSE, 0, DATA_CSE },
	};

	if (result->verdict == VERDICT_NONE || result->verdict == VERDICT_YES || result_is_prohibited(result) ||
	    lasting_failure(result))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].field == field)
			return (rows[i].missing & result->missing) || (rows[i].open & result->open_obligations);
	return is_unstated(result, field);
}

bool use_case_lacks(const struct ui *ui, const struct form *form, int index)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, form->key);

	return result && use_case_result_lacks(result, (enum use_case_field)form->fields[index].field);
}

void use_case_barred(const struct ui *ui, const struct form *form, struct buf *out)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, form->key);
	const struct condition_result *failure = result ? lasting_failure(result) : NULL;

	if (!failure || result->verdict == VERDICT_NONE)
		return;
	buf_add_format(out, " %s%s", _("no quick win is possible"), _(": "));
	word_failing(out, &ui->scene, result, failure);
	buf_add_char(out, ' ');
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
		use_case_draw_gone(id, surface);
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
	law_word_device(&text, &ui->scene, result->use_case);
	word_standing(&text, &ui->scene, result);
	(void)surface_wrap_within(surface, 1, 3, surface->width - 5, USE_CASE_HEAD - 1, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return true;
}

int use_case_longest_name(const struct ui *ui, const size_t *cases, size_t count, const struct surface *surface)
{
	int longest = 0;

	for (size_t i = 0; i < count; i++) {
		const int own = surface_measure(surface, use_case_name(&ui->session->document->use_cases[cases[i]]));

		longest = own > longest ? own : longest;
	}
	return longest;
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
