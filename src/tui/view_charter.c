/*
 * The charter with what is ticked, and the inventory of uses under it.
 */
#include "charter_parts.h"

#include "cadran/tui/wording.h"

static void tell_charter(const struct scene *scene, struct pen *pen)
{
	const struct document *document = scene->evaluation->document;
	const struct charter *charter = &document->content->charter;

	buf_add_text(&pen->line, text_in(&charter->name, scene->language));
	pen_end(pen, ATTRIBUTE_BOLD);
	charter_word_counts(&pen->line, pen->surface, document);
	pen_end(pen, ATTRIBUTE_NONE);
	charter_word_reading(&pen->line, scene);
	pen_end(pen, ATTRIBUTE_NONE);
	if (*text_in(&charter->text, scene->language)) {
		buf_add_text(&pen->line, text_in(&charter->text, scene->language));
		pen_end(pen, ATTRIBUTE_NONE);
	}
	for (size_t i = 0; i < charter->count; i++) {
		const enum principle_state state = tick_state(&document->ticks[i]);

		pen->row++;
		buf_add_format(&pen->line, "%s %zu. %s · %s", principle_sign(pen->surface, state), i + 1,
			       text_in(&charter->principles[i].name, scene->language), word_principle_state(state));
		pen_end(pen, ATTRIBUTE_BOLD);
		pen->indent = 2;
		charter_tell_principle(pen, scene, i);
		pen->indent = 0;
	}
}

static void tell_inventory(const struct scene *scene, struct pen *pen)
{
	const struct document *document = scene->evaluation->document;
	struct surface table;

	pen_section(pen, _("Uses that are there already"));
	if (!inventory_at(document, 0)) {
		buf_add_text(&pen->line, _("None is noted yet."));
		pen_end(pen, ATTRIBUTE_NONE);
	} else {
		int rows;

		surface_init(&table, pen->surface->width, 0, pen->surface->ascii);
		rows = inventory_draw(scene, &table, 0, document->inventory.count);
		/* The surface grows with what is drawn on it. */
		(void)surface_text(pen->surface, pen->row + rows - 1, 0, 1, ATTRIBUTE_NONE, " ");
		surface_blit(pen->surface, pen->row, 0, &table, 0, rows);
		surface_release(&table);
		pen->row += rows + 1;
		inventory_word_counts(&pen->line, document);
		pen_end(pen, ATTRIBUTE_BOLD);
	}
	buf_add_text(&pen->line, _(inventory_advice));
	pen_end(pen, ATTRIBUTE_NONE);
}

static bool draw(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct pen pen;

	(void)err;
	pen_init(&pen, surface);
	if (scene->evaluation->document->content->charter.count) {
		tell_charter(scene, &pen);
	} else {
		buf_add_text(&pen.line, _("This dossier was made without a charter; a new dossier has one."));
		pen_end(&pen, ATTRIBUTE_NONE);
	}
	tell_inventory(scene, &pen);
	pen_release(&pen);
	return true;
}

const struct view view_charter = {
	.name = "charter",
	.help = N_("the charter with what is ticked, and the uses that are there already"),
	.draw = draw,
};
