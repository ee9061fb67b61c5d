#include "roll.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"

void roll_choose(struct roll *roll, const char *id)
{
	char *copy = xstrdup(id);

	free(roll->id);
	roll->id = copy;
}

static size_t index_at(const struct roll *roll, int line)
{
	return roll->order ? roll->order[line] : (size_t)line;
}

const char *roll_follow(const struct ui *ui, struct roll *roll, const struct roll_kind *kind)
{
	const size_t count = roll->order ? roll->count : kind->count(ui);

	for (size_t i = 0; roll->id && i < count; i++)
		if (!strcmp(kind->id(ui, index_at(roll, (int)i)), roll->id))
			roll->list.selected = (int)i;
	list_fit(&roll->list, (int)count, roll->list.rows);
	if (!count)
		return NULL;
	if (!roll->id)
		roll_choose(roll, kind->id(ui, index_at(roll, roll->list.selected)));
	return kind->id(ui, index_at(roll, roll->list.selected));
}

bool roll_act(const struct ui *ui, struct roll *roll, const struct roll_kind *kind, enum action action)
{
	const bool any = roll_follow(ui, roll, kind) != NULL, moved = list_act(&roll->list, action);

	if (moved && any)
		roll_choose(roll, kind->id(ui, index_at(roll, roll->list.selected)));
	return moved;
}

bool roll_find(const struct ui *ui, struct roll *roll, const struct roll_kind *kind, const char *words)
{
	(void)roll_follow(ui, roll, kind);
	for (int i = 1; i <= roll->list.count; i++) {
		const int line = (roll->list.selected + i) % roll->list.count;
		const size_t index = index_at(roll, line);

		if (!kind->has(ui, index, words))
			continue;
		roll->list.selected = line;
		roll_choose(roll, kind->id(ui, index));
		return true;
	}
	return false;
}

/* --- a new one ------------------------------------------------------------------------- */

void roll_ask(struct ui *ui, const struct roll_kind *kind)
{
	if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){
				   .label = _(kind->ask),
				   .enter = N_("add"),
				   .text = "",
				   .done = kind->add,
			   });
}

bool roll_add(struct ui *ui, struct roll *roll, const struct roll_kind *kind, const char *name)
{
	struct change_list changes = { 0 };
	size_t number = 0;
	char id[32];

	if (!name[strspn(name, " ")]) {
		ui_say(ui, "%s", _(kind->nameless));
		return false;
	}
	kind->next_id(ui->session->document, &number, id);
	kind->make(ui->session->document, id, &changes);
	(void)change_add(&changes, kind->kind, id, kind->name_field, name);
	if (!ui_change_all(ui, &changes))
		return false;
	if (roll)
		roll_choose(roll, id);
	kind->open(ui, id);
	return true;
}

/* --- drawing --------------------------------------------------------------------------- */

void roll_draw_rule(const struct list *list, struct surface *surface, int row)
{
	struct buf text;

	surface_repeat(surface, row, 1, surface->width - 2, GLYPH_HORIZONTAL);
	if (list->count <= list->rows)
		return;
	buf_init(&text);
	buf_add_format(&text, _(" %d of %d "), list->selected + 1, list->count);
	surface_text_right(surface, row, 2, surface->width - 4, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

bool roll_draw(const struct ui *ui, struct roll *roll, const struct roll_kind *kind, struct surface *surface)
{
	const int foot = surface->height - ROLL_FOOT_ROWS, rows = foot - ROLL_HEADING_ROWS;
	struct surface inside;
	int row;

	if (!roll_follow(ui, roll, kind))
		return false;
	list_fit(&roll->list, roll->list.count, rows);
	surface_init(&inside, surface->width - 2, surface->height, ui->ascii);
	kind->draw_lines(ui, roll, &inside, (size_t)roll->list.top, (size_t)rows);
	row = ROLL_HEADING_ROWS + roll->list.selected - roll->list.top;
	surface_mark(&inside, row, 0, inside.width, ATTRIBUTE_REVERSE);
	surface_cursor(&inside, row, 0);
	list_zones(&roll->list, &inside, ROLL_HEADING_ROWS, 0, inside.width);
	surface_blit(surface, 0, 1, &inside, 0, inside.height);
	surface_release(&inside);
	roll_draw_rule(&roll->list, surface, foot);
	kind->draw_foot(ui, index_at(roll, roll->list.selected), surface, foot);
	return true;
}

void roll_draw_empty(struct surface *surface, const char *title, const struct roll_paragraph *paragraphs, size_t count)
{
	const int width = surface->width - 4;
	int row = 3;

	(void)surface_text(surface, 1, 2, width, ATTRIBUTE_BOLD, title);
	surface_cursor(surface, 1, 2);
	for (size_t i = 0; i < count; i++)
		row += surface_wrap_hanging(surface, row, 2, width, paragraphs[i].hanging, ATTRIBUTE_NONE,
					    _(paragraphs[i].text)) +
		       1;
}

void roll_release(void *memory)
{
	free(((struct roll *)memory)->id);
}
