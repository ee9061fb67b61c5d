/*
 * The dossier on one page: who, how mature, how far along, what comes first.
 */
#include <stdio.h>

#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"

enum { INDENT = 2, LABEL_WIDTH = 16, FIRST_SHOWN = 5 };

static int draw_service(const struct scene *scene, struct surface *surface, int row)
{
	static const struct {
		enum service_field field;
		const char *label;
	} fields[] = {
		{ SERVICE_SECTOR, N_("Sector") },
		{ SERVICE_SIZE, N_("Size") },
		{ SERVICE_DATE, N_("Date") },
		{ SERVICE_FACILITATOR, N_("Facilitator") },
		{ SERVICE_PRIORITIES, N_("Priorities") },
	};
	char *const *service = scene->evaluation->document->service;

	(void)surface_text(surface, row++, 0, surface->width, ATTRIBUTE_BOLD, service[SERVICE_NAME]);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (!*service[fields[i].field])
			continue;
		(void)surface_text(surface, row, INDENT, LABEL_WIDTH, ATTRIBUTE_NONE, _(fields[i].label));
		row += surface_wrap(surface, row, INDENT + LABEL_WIDTH, surface->width - INDENT - LABEL_WIDTH,
				    ATTRIBUTE_NONE,
				    fields[i].field == SERVICE_SECTOR ? word_sector(service[SERVICE_SECTOR])
								      : service[fields[i].field]);
	}
	return row + 1;
}

static int draw_grids(const struct scene *scene, struct surface *surface, int row)
{
	const struct content *content = scene->evaluation->document->content;
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < content->grid_count; i++) {
		const struct grid *grid = &content->grids[i];
		const struct grid_result *result = &scene->evaluation->grids[i];

		(void)surface_text(surface, row, 0, 28, ATTRIBUTE_BOLD, text_in(&grid->name, scene->language));
		buf_clear(&text);
		word_measure(&text, scene, &result->measure);
		if (result->level)
			buf_add_format(&text, " · %s %d %s", _("level"), result->level,
				       text_in(&grid->levels[result->level - 1].name, scene->language));
		buf_add_format(&text, " · %zu/%zu", result->measure.answered, result->measure.total);
		row += surface_wrap(surface, row, 30, surface->width - 30, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
	return row + 1;
}

static int draw_first(const struct scene *scene, struct surface *surface, int row)
{
	const struct evaluation *evaluation = scene->evaluation;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, message_plural("%zu use case", "%zu use cases", evaluation->use_case_count),
		       evaluation->use_case_count);
	buf_add_text(&text, " · ");
	buf_add_format(&text, message_plural("%zu quick win", "%zu quick wins", evaluation->quick_wins),
		       evaluation->quick_wins);
	buf_add_text(&text, " · ");
	buf_add_format(&text, _("%zu under condition"), evaluation->conditional);
	(void)surface_text(surface, row++, 0, surface->width, ATTRIBUTE_BOLD, text.data);
	for (size_t i = 0; i < evaluation->ranking_count && i < FIRST_SHOWN; i++) {
		const struct use_case_result *result = &evaluation->use_cases[evaluation->ranking[i]];
		const int half = surface->width / 2;

		buf_clear(&text);
		buf_add_format(&text, "%2zu. %s %s", result->rank, word_flag(surface, result),
			       use_case_name(result->use_case));
		(void)surface_text(surface, row, INDENT, half - INDENT, ATTRIBUTE_NONE, text.data);
		buf_clear(&text);
		word_number(&text, scene, result->priority, 1);
		buf_add_text(&text, " · ");
		word_reason(&text, scene, result);
		(void)surface_text(surface, row++, half + 1, surface->width - half - 1, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
	return row + 1;
}

/* What is still to do, in the order of the steps. */
static void draw_open(const struct scene *scene, struct surface *surface, int row)
{
	const struct evaluation *evaluation = scene->evaluation;
	size_t incomplete = 0, techno_push = 0, blocked = 0;
	const struct {
		const size_t *count;
		const char *label;
	} lines[] = {
		{ &incomplete, N_("To be completed before a quick win can be told: %zu") },
		{ &techno_push, N_("Without a stated need, sponsor or indicator (techno-push): %zu") },
		{ &blocked, N_("Blocked by the service's maturity: %zu") },
	};
	struct buf text;

	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		incomplete += evaluation->use_cases[i].verdict == VERDICT_INCOMPLETE;
		techno_push += evaluation->use_cases[i].techno_push;
		blocked += evaluation->use_cases[i].maturity_blocked;
	}
	buf_init(&text);
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (!*lines[i].count)
			continue;
		buf_clear(&text);
		buf_add_format(&text, _(lines[i].label), *lines[i].count);
		(void)surface_text(surface, row++, 0, surface->width, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
}

static bool draw_summary(const struct scene *scene, struct surface *surface, struct err *err)
{
	int row = draw_service(scene, surface, 0);

	(void)err;
	row = draw_grids(scene, surface, row);
	row = draw_first(scene, surface, row);
	draw_open(scene, surface, row);
	return true;
}

const struct view view_summary = {
	.name = "summary",
	.help = N_("the dossier on one page"),
	.draw = draw_summary,
};
