/*
 * The dossier on one page, as a director takes it away: who, how mature, what
 * to launch, what to put right, what to do next.
 */
#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/wording.h"
#include "sureness.h"
#include "unlock_parts.h"
#include "view_parts.h"

enum { INDENT = 2, LABEL_WIDTH = 16, SHOWN = 5 };

void summary_draw_date(const struct scene *scene, struct surface *surface, int row)
{
	struct buf text;

	buf_init(&text);
	figure_date(&text, scene->language, scene->evaluation->document->service[SERVICE_DATE]);
	surface_text_right(surface, row, surface->width - 11, 11, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static int draw_service(const struct scene *scene, struct surface *surface, int row)
{
	static const struct {
		enum service_field field;
		const char *label;
	} fields[] = {
		{ SERVICE_SECTOR, N_("Sector") },
		{ SERVICE_SIZE, N_("Size") },
		{ SERVICE_FACILITATOR, N_("Facilitator") },
		{ SERVICE_PRIORITIES, N_("Priorities") },
	};
	char *const *service = scene->evaluation->document->service;
	const int room = surface->width - INDENT - LABEL_WIDTH;

	(void)surface_text(surface, row, 0, surface->width - 12, ATTRIBUTE_BOLD, service[SERVICE_NAME]);
	summary_draw_date(scene, surface, row++);
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		const char *value = service[fields[i].field];

		if (!*value)
			continue;
		(void)surface_text(surface, row, INDENT, LABEL_WIDTH, ATTRIBUTE_NONE, _(fields[i].label));
		row += surface_wrap(surface, row, INDENT + LABEL_WIDTH, room, ATTRIBUTE_NONE,
				    fields[i].field == SERVICE_SECTOR ? word_sector(value) : value);
	}
	return row;
}

static void tell_grid(struct pen *pen, const struct scene *scene, size_t index)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[index];
	const struct grid_result *result = &scene->evaluation->grids[index];

	buf_add_format(&pen->line, "%s%s", text_in(&grid->name, scene->language), _(": "));
	if (is_figure(result->measure.score)) {
		word_number(&pen->line, scene, result->measure.score, 2);
		buf_add_format(&pen->line, " %s", _("out of 5"));
	} else {
		buf_add_text(&pen->line, _("no answer yet"));
	}
	if (result->level)
		buf_add_format(&pen->line, ", %s %d %s", _("level"), result->level,
			       text_in(&grid->levels[result->level - 1].name, scene->language));
	buf_add_text(&pen->line, " · ");
	buf_add_format(&pen->line, _("%zu of %zu questions answered"), result->measure.answered, result->measure.total);
	if (result->measure.answered && !same_figure(result->measure.min, result->measure.max)) {
		buf_add_text(&pen->line, _(", from "));
		word_number(&pen->line, scene, result->measure.min, 2);
		buf_add_text(&pen->line, _(" to "));
		word_number(&pen->line, scene, result->measure.max, 2);
		buf_add_format(&pen->line, " %s", _("by what is missing"));
	}
	pen_end(pen, ATTRIBUTE_NONE);
}

void summary_tell_grids(struct pen *pen, const struct scene *scene)
{
	const struct content *content = scene->evaluation->document->content;

	pen_section(pen, _("Maturity"));
	for (size_t i = 0; i < content->grid_count; i++)
		tell_grid(pen, scene, i);
}

static void tell_use_case_line(struct pen *pen, const struct scene *scene, const struct use_case_result *result,
			       enum condition_kind why)
{
	buf_add_format(&pen->line, "%s ", word_flag(pen->surface, result));
	if (result->rank)
		buf_add_format(&pen->line, "%zu. ", result->rank);
	buf_add_format(&pen->line, "%s · ", use_case_name(result->use_case));
	if (result->rank) {
		buf_add_format(&pen->line, "%s ", _("priority"));
		word_fixed(&pen->line, scene, result->priority, 1);
		buf_add_text(&pen->line, " · ");
	}
	word_reason_about(&pen->line, scene, result, why);
	pen_end(pen, ATTRIBUTE_NONE);
}

/* Whether a use case belongs under a heading of this page. */
typedef bool belongs_fn(const struct use_case_result *result);

static bool is_quick_win(const struct use_case_result *result)
{
	return result->verdict == VERDICT_YES;
}

static bool is_conditional(const struct use_case_result *result)
{
	return result->verdict == VERDICT_CONDITIONAL;
}

static bool is_incomplete(const struct use_case_result *result)
{
	return result->verdict == VERDICT_INCOMPLETE ||
	       (result->verdict == VERDICT_NO && !result->placed && !result_is_prohibited(result));
}

static bool is_without_need(const struct use_case_result *result)
{
	return result->techno_push && result->verdict == VERDICT_NO && result->placed;
}

static bool is_blocked(const struct use_case_result *result)
{
	return result->maturity_blocked && !result_is_settled(result) && !result_is_prohibited(result);
}

static bool is_live(const struct use_case_result *result)
{
	return result->facts.status == STATUS_LIVE;
}

/* What the page gathers under a heading: which use cases, and the reason that it is about, CONDITION_KIND_COUNT for
 * any. */
struct part {
	const char *heading;
	belongs_fn *belongs;
	enum condition_kind why;
};

/* In the order of the ranking, then those without a rank; SHOWN of them. */
static void tell_all(struct pen *pen, const struct scene *scene, const struct part *part)
{
	const struct evaluation *evaluation = scene->evaluation;
	size_t count = 0;

	for (int ranked = 1; ranked >= 0; ranked--) {
		const size_t total = ranked ? evaluation->ranking_count : evaluation->use_case_count;

		for (size_t i = 0; i < total; i++) {
			const struct use_case_result *result =
				&evaluation->use_cases[ranked ? evaluation->ranking[i] : i];

			if ((!ranked && result->rank) || !part->belongs(result))
				continue;
			if (!count)
				pen_section(pen, _(part->heading));
			if (count++ < SHOWN || scene->interactive)
				tell_use_case_line(pen, scene, result, part->why);
		}
	}
	if (count > SHOWN && !scene->interactive) {
		buf_add_format(&pen->line, _("… and %zu others: see ranking"), count - SHOWN);
		pen_end(pen, ATTRIBUTE_NONE);
	}
}

void summary_tell_use_cases(struct pen *pen, const struct scene *scene)
{
	static const struct part parts[] = {
		{ N_("Quick wins"), is_quick_win, CONDITION_KIND_COUNT },
		{ N_("Quick wins under condition: what is left to do"), is_conditional, CONDITION_KIND_COUNT },
		{ N_("To be completed before a verdict"), is_incomplete, CONDITION_KIND_COUNT },
		{ N_("Without a stated need, sponsor or indicator"), is_without_need, CONDITION_NEED },
		{ N_("Blocked by maturity"), is_blocked, CONDITION_MATURITY },
		{ N_("In use already"), is_live, CONDITION_KIND_COUNT },
		{ N_("Prohibited"), result_is_prohibited, CONDITION_KIND_COUNT },
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		tell_all(pen, scene, &parts[i]);
}

static void tell_counts(struct pen *pen, const struct scene *scene)
{
	const struct evaluation *evaluation = scene->evaluation;

	pen->row++;
	buf_add_format(&pen->line, message_plural("%zu use case", "%zu use cases", evaluation->use_case_count),
		       evaluation->use_case_count);
	buf_add_format(&pen->line, " · %s%s%s", _("matrix"), _(": "),
		       text_in(&evaluation->document->content->matrix->name, scene->language));
	pen->indent = 0;
	pen_end(pen, ATTRIBUTE_BOLD);
	pen->indent = INDENT;
	if (evaluation->use_case_count)
		return;
	buf_add_text(&pen->line, word_how_to_begin(scene));
	pen_end(pen, ATTRIBUTE_NONE);
}

static bool draw_summary(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct pen pen;

	(void)err;
	pen_init(&pen, surface);
	pen.row = draw_service(scene, surface, 0);
	pen.indent = INDENT;
	summary_tell_grids(&pen, scene);
	tell_counts(&pen, scene);
	summary_tell_use_cases(&pen, scene);
	tell_stability(&pen, scene);
	tell_unlocks(&pen, scene);
	pen_release(&pen);
	return true;
}

const struct view view_summary = {
	.name = "summary",
	.help = N_("the dossier on one page"),
	.asks_how_sure = true,
	.draw = draw_summary,
};
