#include "charter_parts.h"

#include "cadran/base/alloc.h"
#include "cadran/base/figures.h"
#include "cadran/core/charter_reading.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"

const char inventory_advice[] =
	N_("Name tools and teams, never people: it is for learning what is needed, not for blaming anybody.");

void charter_word_counts(struct buf *out, const struct surface *surface, const struct document *document)
{
	struct charter_reading reading;

	charter_read(document, &reading);
	for (int i = 0; i < PRINCIPLE_STATE_COUNT; i++)
		buf_add_format(out, "%s%s %zu %s", i ? "  " : "", principle_sign(surface, (enum principle_state)i),
			       reading.states[i], word_principle_state((enum principle_state)i));
}

void charter_word_reading(struct buf *out, const struct scene *scene)
{
	const struct document *document = scene->evaluation->document;
	struct charter_reading reading;

	charter_read(document, &reading);
	if (!reading.feeds)
		return;
	buf_add_format(
		out,
		_("It informs %zu of the %zu questions of «%s» (%zu of %zu principles kept), and never answers one "
		  "for you."),
		reading.informed, reading.questions,
		text_in(&document->content->grids[reading.grid].dimensions[reading.dimension].name, scene->language),
		reading.kept, reading.principles);
}

/* --- one principle ------------------------------------------------------------------------ */

static void tell(struct pen *pen, const char *label, const char *text)
{
	if (!*text)
		return;
	buf_add_format(&pen->line, "%s%s%s", label, _(": "), text);
	pen_end(pen, ATTRIBUTE_NONE);
}

/* The questions that it informs, or dimensions, as they are called. */
static void tell_fed(struct pen *pen, const struct scene *scene, const char *feeds)
{
	const struct content *content = scene->evaluation->document->content;
	size_t length, grid, dimension, question;
	const char *name;
	struct buf list;

	buf_init(&list);
	while (feeds_next(&feeds, &name, &length)) {
		if (!content_find_fed(content, name, length, &grid, &dimension, &question))
			continue;
		buf_add_format(&list, "%s%s", list.length ? " · " : "",
			       question < content->grids[grid].question_count
				       ? text_in(&content->grids[grid].questions[question].text, scene->language)
				       : text_in(&content->grids[grid].dimensions[dimension].name, scene->language));
	}
	tell(pen, _("Informs"), list.data);
	buf_release(&list);
}

/* «Law: 2024/1689 art. 50 · verified 2026-11», in French «vérifié 11/2026» */
static void tell_source(struct pen *pen, const struct scene *scene, const struct principle *principle)
{
	if (!principle->article)
		return;
	buf_add_format(&pen->line, "%s%s%s · %s ", _("Law"), _(": "), principle->article, _("verified"));
	figure_date(&pen->line, scene->language, principle->verified);
	pen_end(pen, ATTRIBUTE_NONE);
}

void charter_tell_principle(struct pen *pen, const struct scene *scene, size_t principle)
{
	const struct document *document = scene->evaluation->document;
	const struct principle *of = &document->content->charter.principles[principle];

	buf_add_text(&pen->line, text_in(&of->text, scene->language));
	pen_end(pen, ATTRIBUTE_BOLD);
	tell(pen, _("To look at"), text_in(&of->check, scene->language));
	tell(pen, _("Note"), document->ticks[principle].field[TICK_NOTE]);
	tell(pen, _("Example"), text_in(profile_example(of->example, document_profile(document)), scene->language));
	tell_fed(pen, scene, of->feeds);
	tell_source(pen, scene, of);
}

/* --- the inventory ------------------------------------------------------------------------- */

void inventory_word_counts(struct buf *out, const struct document *document)
{
	struct inventory_counts counts;

	inventory_count(&document->inventory, &counts);
	buf_add_format(
		out, message_plural("%zu use outside work accounts", "%zu uses outside work accounts", counts.outside),
		counts.outside);
	buf_add_text(out, _("; "));
	buf_add_format(out, message_plural("%zu with health data", "%zu with health data", counts.health),
		       counts.health);
}

const struct use *inventory_at(const struct document *document, size_t place)
{
	for (size_t i = 0; i < document->inventory.count; i++)
		if (use_is_present(&document->inventory.items[i]) && !place--)
			return &document->inventory.items[i];
	return NULL;
}

/* Those whose words are long drop out last. */
static const struct {
	enum use_field field;
	int least, share;
	bool droppable;
} parts[] = {
	{ USE_NAME, 24, 5, false },    { USE_TEAM, 13, 1, false },     { USE_DATA, 12, 0, false },
	{ USE_ACCOUNT, 14, 0, false }, { USE_DECISION, 10, 0, false }, { USE_DECLARED, 8, 0, true },
	{ USE_PURPOSE, 20, 3, true },
};

static void draw_use(struct surface *surface, int row, const struct table_column *columns, const struct use *use)
{
	for (size_t c = 0; c < ARRAY_SIZE(parts); c++) {
		const enum field_type type = use_field_type(parts[c].field);
		const char *value = use->field[parts[c].field];

		if (parts[c].field == USE_NAME)
			value = use_name(use);
		else if (type != FIELD_TEXT)
			value = *value ? word_choice(type, value) : surface_glyph_text(surface, GLYPH_EMPTY);
		table_cell(surface, row, &columns[c], c ? ATTRIBUTE_NONE : ATTRIBUTE_BOLD, value);
	}
}

int inventory_draw(const struct scene *scene, struct surface *surface, size_t first, size_t count)
{
	struct table_column columns[ARRAY_SIZE(parts)];
	const struct use *use;
	int row = 2;

	for (size_t c = 0; c < ARRAY_SIZE(parts); c++)
		columns[c] = (struct table_column){ .title = word_use_field(parts[c].field),
						    .least = parts[c].least,
						    .share = parts[c].share,
						    .droppable = parts[c].droppable };
	table_layout(columns, ARRAY_SIZE(parts), 0, surface->width);
	table_heading(surface, 0, columns, ARRAY_SIZE(parts));
	for (size_t i = first; i < first + count; i++) {
		use = inventory_at(scene->evaluation->document, i);
		if (!use)
			break;
		draw_use(surface, row++, columns, use);
	}
	return row;
}
