/*
 * The keys as text: for the help page, for «cadran show FILE keys» and for the
 * manual, which is compared with it.
 */
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/tui/key.h"
#include "pages.h"
#include "ui_internal.h"

enum { KEYS_WIDTH = 26 };

const struct page *const pages[] = {
	&page_home,      &page_service, &page_grid,     &page_question,     &page_audit,  &page_found,   &page_copy,
	&page_use_cases, &page_sheet,   &page_need,     &page_figures,      &page_tree,   &page_scoring, &page_matrix,
	&page_weights,   &page_ranking, &page_roadmap,  &page_gantt,        &page_export, &page_import,  &page_charter,
	&page_inventory, &page_use,     &page_workshop, &page_participants, &page_vote,   &page_radar,   &page_unlocks,
	&page_history,   &page_compare, &page_settings, &page_pick,         &page_text,   NULL,
};

static bool is_first_of_action(const struct binding *bindings, const struct binding *binding)
{
	for (; bindings < binding; bindings++)
		if (bindings->action == binding->action)
			return false;
	return true;
}

/* All keys of one action on one line, what they do beside it, or below where they are many. */
static int draw_action(const struct binding *first, struct surface *surface, int row)
{
	struct buf keys;
	int lines;

	buf_init(&keys);
	for (const struct binding *binding = first; binding->key; binding++)
		if (binding->action == first->action)
			buf_add_format(&keys, "%s%s", keys.length ? ", " : "", key_word(binding->key, surface->ascii));
	(void)surface_text(surface, row, 2, surface->width - 2, ATTRIBUTE_BOLD, keys.data);
	row += surface_measure(surface, keys.data) > KEYS_WIDTH - 3;
	lines = surface_wrap(surface, row, KEYS_WIDTH, surface->width - KEYS_WIDTH, ATTRIBUTE_NONE,
			     _(action_help(first->action)));
	buf_release(&keys);
	return row + (lines ? lines : 1);
}

static int draw_table(const struct binding *bindings, struct surface *surface, int row)
{
	for (const struct binding *binding = bindings; binding && binding->key; binding++)
		if (is_first_of_action(bindings, binding))
			row = draw_action(binding, surface, row);
	return row;
}

int keys_draw(const struct page *page, struct surface *surface, int row)
{
	if (page && page->bindings) {
		(void)surface_text(surface, row, 0, surface->width, ATTRIBUTE_BOLD, _(page->name));
		row = draw_table(page->bindings, surface, row + 1) + 1;
	}
	(void)surface_text(surface, row, 0, surface->width, ATTRIBUTE_BOLD, _("Everywhere"));
	return draw_table(shared_bindings, surface, row + 1);
}

static bool draw_all(const struct scene *scene, struct surface *surface, struct err *err)
{
	int row = 0;

	(void)scene;
	(void)err;
	for (const struct page *const *page = pages; *page; page++) {
		(void)surface_text(surface, row, 0, surface->width, ATTRIBUTE_BOLD, _((*page)->name));
		row = draw_table((*page)->bindings, surface, row + 1) + 1;
	}
	(void)surface_text(surface, row, 0, surface->width, ATTRIBUTE_BOLD, _("Everywhere"));
	(void)draw_table(shared_bindings, surface, row + 1);
	return true;
}

const struct view view_keys = {
	.name = "keys",
	.help = N_("the keys of the interface, page by page"),
	.draw = draw_all,
};
