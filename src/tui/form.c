#include "form.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/figures.h"
#include "cadran/base/number.h"
#include "cadran/tui/wording.h"
#include "law_parts.h"
#include "pages.h"

enum { LABEL_WIDTH = 22, VALUE_ROWS = 6 };

/* What each kind of field knows: NULL as its value where what has it is gone. */
static const char *service_value(const struct document *document, const char *key, int field)
{
	(void)key;
	return document->service[field];
}

static const char *use_case_value(const struct document *document, const char *key, int field)
{
	const struct use_case *use_case = document_use_case(document, key);

	return use_case ? use_case->field[field] : NULL;
}

static const char *use_value(const struct document *document, const char *key, int field)
{
	const struct use *use = document_use(document, key);

	return use ? use->field[field] : NULL;
}

static const char *service_label(int field)
{
	return word_service_field((enum service_field)field);
}

static const char *use_case_label(int field)
{
	return word_use_case_field((enum use_case_field)field);
}

static const char *use_label(int field)
{
	return word_use_field((enum use_field)field);
}

static const char *service_id(int field)
{
	return service_field_id((enum service_field)field);
}

static const char *use_case_id(int field)
{
	return use_case_field_id((enum use_case_field)field);
}

static const char *use_id(int field)
{
	return use_field_id((enum use_field)field);
}

/* The sector is chosen too, from words of its own. */
static enum field_type service_type(int field)
{
	(void)field;
	return FIELD_TEXT;
}

static enum field_type use_case_type(int field)
{
	return use_case_field_type((enum use_case_field)field);
}

static enum field_type use_type(int field)
{
	return use_field_type((enum use_field)field);
}

static const struct {
	const char *(*value)(const struct document *, const char *key, int field);
	const char *(*label)(int field);
	const char *(*id)(int field);
	enum field_type (*type)(int field);
} kinds[CHANGE_KIND_COUNT] = {
	[CHANGE_SERVICE] = { service_value, service_label, service_id, service_type },
	[CHANGE_USE_CASE] = { use_case_value, use_case_label, use_case_id, use_case_type },
	[CHANGE_USE] = { use_value, use_label, use_id, use_type },
};

static const char *value_of(const struct ui *ui, const struct form *form, const struct form_field *field)
{
	return kinds[field->kind].value(ui->session->document, form->key, field->field);
}

static const char *label_of(const struct form_field *field)
{
	return kinds[field->kind].label(field->field);
}

static const char *id_of(const struct form_field *field)
{
	return kinds[field->kind].id(field->field);
}

static enum field_type type_of(const struct form_field *field)
{
	return kinds[field->kind].type(field->field);
}

/* The words that a field is chosen from, ended by NULL; NULL for what is typed. */
static const char *const *choices_of(const struct form_field *field)
{
	static const char *sectors[PROFILE_COUNT + 1];

	if (field->kind != CHANGE_SERVICE)
		return type_of(field) == FIELD_AI_ACT ? NULL : field_choices(type_of(field));
	if (field->field != SERVICE_SECTOR)
		return NULL;
	for (int i = 0; i < PROFILE_COUNT; i++)
		sectors[i] = profile_id((enum profile)i);
	return sectors;
}

static const char *word_of(const struct form_field *field, const char *choice)
{
	if (field->kind == CHANGE_SERVICE)
		return *choice ? word_sector(choice) : _("not known");
	return word_choice(type_of(field), choice);
}

static bool is_yes_no(const struct form_field *field)
{
	return field->kind != CHANGE_SERVICE && type_of(field) == FIELD_YES_NO;
}

static bool is_date(const struct form_field *field)
{
	return field->kind == CHANGE_SERVICE && field->field == SERVICE_DATE;
}

static void word_value(const struct ui *ui, const struct form_field *field, const char *value, struct buf *out)
{
	enum use_case_field unit;
	double number;

	if (field->kind == CHANGE_USE_CASE)
		word_use_case_value(out, &ui->scene, (enum use_case_field)field->field, value);
	else if (choices_of(field))
		buf_add_text(out, word_of(field, value));
	else if (is_date(field))
		figure_date(out, ui->scene.language, value);
	else if (field->kind == CHANGE_SERVICE && number_parse(value, &number) &&
		 service_field_unit((enum service_field)field->field, &unit))
		word_grouped(out, &ui->scene, number);
	else
		buf_add_text(out, value);
}

/* Sentences may be long and have line ends, and so may the answers to the questions on the need; names, dates and
 * figures are one line. */
static bool takes_lines(const struct form_field *field)
{
	if (field->kind == CHANGE_SERVICE)
		return field->field == SERVICE_PRIORITIES;
	return field->kind == CHANGE_USE_CASE &&
	       (field->field == USE_CASE_DESCRIPTION || field->field == USE_CASE_NEED ||
		field->field == USE_CASE_SPONSOR || field->field == USE_CASE_INDICATOR);
}

/* --- drawing ------------------------------------------------------------------------ */

static int draw_edited(struct ui *ui, struct surface *surface, int row)
{
	const int width = surface->width - LABEL_WIDTH - 2;
	int rows = lineedit_rows(&ui->edit.line, surface, width);

	rows = rows > VALUE_ROWS ? VALUE_ROWS : rows;
	/* The surface grows with what is drawn on it: the rows must be there for the cursor. */
	(void)surface_text(surface, row + rows - 1, 0, 1, ATTRIBUTE_NONE, " ");
	ui_edit_draw(ui, surface, row, LABEL_WIDTH, width, rows);
	return rows;
}

static int draw_field(struct ui *ui, struct form *form, int index, struct surface *surface, int row)
{
	const struct form_field *field = &form->fields[index];
	const bool chosen = index == form->list.selected;
	const char *value = value_of(ui, form, field);
	const int width = surface->width - LABEL_WIDTH - 2;
	struct buf text;
	int rows = 1;

	(void)surface_text(surface, row, 2, LABEL_WIDTH - 3, chosen ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, label_of(field));
	if (form->lacks && form->lacks(ui, form, index))
		surface_glyph(surface, row, 0, GLYPH_CONDITIONAL);
	if (chosen) {
		surface_mark(surface, row, 1, LABEL_WIDTH - 2, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, 1);
	}
	if (ui_edits(ui, field->kind, form->key, id_of(field)))
		return draw_edited(ui, surface, row);
	buf_init(&text);
	word_value(ui, field, value ? value : "", &text);
	if (value && field->kind == CHANGE_USE_CASE && field->field == USE_CASE_AI_ACT)
		law_word_disagreement(&text, &ui->scene, document_use_case(ui->session->document, form->key));
	if (value && field->kind == CHANGE_USE_CASE && field->field == USE_CASE_MEDICAL_DEVICE &&
	    law_is_device_denied(&ui->scene, document_use_case(ui->session->document, form->key)))
		buf_add_format(&text, " · %s", _("the AI Act answers say yes"));
	if (!text.length)
		(void)surface_text(surface, row, LABEL_WIDTH, width, ATTRIBUTE_NONE, surface->ascii ? "." : "·");
	else if (chosen || form->whole)
		rows = surface_wrap(surface, row, LABEL_WIDTH, width, chosen ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
				    text.data);
	else
		(void)surface_text(surface, row, LABEL_WIDTH, width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return rows ? rows : 1;
}

/* All fields on a surface of their own; where the chosen one stands into `first` and `last`. */
static void draw_fields(struct ui *ui, struct form *form, struct surface *surface, int *first, int *last)
{
	int row = 0;

	for (int i = 0; i < form->count; i++) {
		const int before = row;

		if (form->fields[i].section) {
			row += i > 0;
			(void)surface_text(surface, row++, 0, surface->width, ATTRIBUTE_BOLD,
					   _(form->fields[i].section));
		}
		row += form->airy && i > 0;
		if (form->before)
			row = form->before(ui, form, i, surface, row);
		for (int end = row + draw_field(ui, form, i, surface, row); row < end; row++)
			surface_zone_line(surface, row, 0, surface->width, i - form->list.selected);
		if (i == form->list.selected) {
			*first = before;
			*last = row - 1;
		}
	}
}

int form_height(struct ui *ui, struct form *form, int columns)
{
	struct surface whole;
	int first, last, height;

	surface_init(&whole, columns, 0, ui->ascii);
	draw_fields(ui, form, &whole, &first, &last);
	height = whole.height;
	surface_release(&whole);
	return height;
}

/* What the sign of what is missing means, where it stands before a field, seen or not. */
static void draw_lacking(struct ui *ui, const struct form *form, struct surface *surface, int row, int column,
			 int columns)
{
	struct buf text;
	int index = 0;

	buf_init(&text);
	while (form->lacks && index < form->count && !form->lacks(ui, form, index))
		index++;
	if (form->lacks && index < form->count)
		buf_add_format(&text, " %s %s ", surface_glyph_text(surface, GLYPH_CONDITIONAL), _(form->lacking));
	else if (form->barred)
		form->barred(ui, form, &text);
	if (text.length)
		surface_text_right(surface, row, column + 2, columns - 4, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

void form_draw_fields(struct ui *ui, struct form *form, struct surface *surface, int row, int column, int columns,
		      int rows)
{
	const int shown = rows - 1;
	struct surface whole;
	int first = 0, last = 0;

	list_fit(&form->list, form->count, shown);
	surface_init(&whole, columns, 0, ui->ascii);
	draw_fields(ui, form, &whole, &first, &last);
	if (last >= form->scroll + shown)
		form->scroll = last - shown + 1;
	if (first < form->scroll)
		form->scroll = first;
	surface_blit(surface, row, column, &whole, form->scroll, shown);
	if (form->scroll)
		(void)surface_text(surface, row, column + columns - 1, 1, ATTRIBUTE_NONE,
				   surface_glyph_text(surface, GLYPH_UP));
	if (form->scroll + shown < whole.height)
		(void)surface_text(surface, row + shown, column, 1, ATTRIBUTE_NONE,
				   surface_glyph_text(surface, GLYPH_DOWN));
	surface_release(&whole);
	draw_lacking(ui, form, surface, row + shown, column, columns);
}

const char *form_help(const struct form *form)
{
	return _(form->fields[form->list.selected].help);
}

void form_draw(struct ui *ui, struct form *form, struct surface *surface, int row, int column, int columns, int rows)
{
	const int help = form->help_rows ? form->help_rows : 1;
	struct buf text;

	form_draw_fields(ui, form, surface, row, column, columns, rows - help);
	buf_init(&text);
	if (form->tell)
		form->tell(ui, &form->fields[form->list.selected], &text);
	if (!text.length)
		buf_add_text(&text, form_help(form));
	(void)surface_wrap_within(surface, row + rows - help, column + 2, columns - 3, help, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* --- changing ------------------------------------------------------------------------- */

static void choice_item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct form_field field = { .kind = (enum change_kind)(pick->number / 1000),
					  .field = pick->number % 1000 };
	const struct form form = { .key = pick->subject };
	const char *const *choices = choices_of(&field), *choice = index ? choices[index - 1] : "",
			  *value = value_of(ui, &form, &field);

	buf_add_text(&item->text, word_of(&field, choice));
	buf_add_text(&item->detail, pick->help ? _(pick->help) : "");
	item->current = value && !strcmp(value, choice);
}

/* Of a field of yes or no. */
static const struct binding yes_no_bindings[] = {
	{ "y", ACTION_YES, N_("yes") },
	{ "n", ACTION_NO, N_("no") },
	{ NULL, ACTION_NONE, NULL },
};

static bool choose(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	const struct form_field field = { .kind = (enum change_kind)(pick->number / 1000),
					  .field = pick->number % 1000 };
	const char *value = index ? choices_of(&field)[index - 1] : "";

	(void)key;
	if (action == ACTION_YES || action == ACTION_NO)
		value = action == ACTION_YES ? "yes" : "no";
	(void)ui_change(ui, field.kind, pick->subject, id_of(&field), value);
	return true;
}

static int choice_index(const char *const *choices, const char *value)
{
	assert(choices);
	for (int i = 0; choices[i]; i++)
		if (!strcmp(choices[i], value))
			return i + 1;
	return 0;
}

static int choice_count(const char *const *choices)
{
	int count = 1;

	assert(choices);
	while (choices[count - 1])
		count++;
	return count;
}

static void open_choices(struct ui *ui, const struct form *form, const struct form_field *field)
{
	const char *const *choices = choices_of(field);
	struct pick pick = {
		.title = label_of(field),
		.count = (size_t)choice_count(choices),
		.selected = (size_t)choice_index(choices, value_of(ui, form, field)),
		.item = choice_item,
		.choose = choose,
		.bindings = is_yes_no(field) ? yes_no_bindings : NULL,
		.number = (int)field->kind * 1000 + field->field,
		.help = field->help,
	};

	(void)snprintf(pick.subject, sizeof(pick.subject), "%s", form->key);
	ui_pick(ui, &pick);
}

static void turn(struct ui *ui, const struct form *form, const struct form_field *field, int by)
{
	const char *const *choices = choices_of(field);
	const int count = choice_count(choices);
	const int index = (choice_index(choices, value_of(ui, form, field)) + by + count) % count;

	(void)ui_change(ui, field->kind, form->key, id_of(field), index ? choices[index - 1] : "");
}

static bool is_typed(const struct form_field *field)
{
	static const bool opens_a_page[] = {
		[FIELD_AI_ACT] = true,
		[FIELD_REQUIRES] = true,
		[FIELD_DEPENDS] = true,
	};

	return !choices_of(field) && !opens_a_page[type_of(field)];
}

/* A day is typed as it is shown. */
static void edit_field(struct ui *ui, const struct form *form, const struct form_field *field)
{
	const char *value = value_of(ui, form, field);
	struct buf text;

	buf_init(&text);
	if (is_date(field))
		figure_date(&text, ui->scene.language, value);
	else
		buf_add_text(&text, value);
	ui_edit_value(ui, label_of(field), field->kind, form->key, id_of(field), text.data, takes_lines(field));
	ui->edit.in_form = true;
	buf_release(&text);
}

static void open_field(struct ui *ui, const struct form *form, const struct form_field *field)
{
	const enum field_type type = type_of(field);

	if (choices_of(field)) {
		open_choices(ui, form, field);
	} else if (type == FIELD_AI_ACT) {
		page_tree_open(ui, form->key);
	} else if (type == FIELD_REQUIRES) {
		pick_requirements(ui, form->key);
	} else if (type == FIELD_DEPENDS) {
		pick_dependencies(ui, form->key);
	} else {
		edit_field(ui, form, field);
	}
}

bool form_turns(const struct form *form)
{
	return choices_of(&form->fields[form->list.selected]) != NULL;
}

bool form_act(struct ui *ui, struct form *form, enum action action, const char *key)
{
	const struct form_field *field;

	/* Keys may come before the first drawing. */
	list_fit(&form->list, form->count, form->list.rows > 0 ? form->list.rows : 1);
	field = &form->fields[form->list.selected];
	if (list_act(&form->list, action))
		return true;
	if (!value_of(ui, form, field))
		return false;
	/* <Tab> out of a field goes into the next one only where that is typed too. */
	if (action == ACTION_OPEN && !strcmp(key, "<Tab>") && !is_typed(field))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_field(ui, form, field);
		return true;
	case ACTION_CLEAR:
		if (!*value_of(ui, form, field))
			ui_say(ui, "%s", _("this is empty already"));
		else
			(void)ui_change(ui, field->kind, form->key, id_of(field), "");
		return true;
	case ACTION_LEFT:
	case ACTION_RIGHT:
		if (choices_of(field))
			turn(ui, form, field, action == ACTION_RIGHT ? 1 : -1);
		else
			ui_say(ui, "%s", _("Enter changes this"));
		return true;
	default:
		return false;
	}
}

bool form_find(struct ui *ui, struct form *form, const char *words)
{
	for (int i = 1; i <= form->count; i++) {
		const int index = (form->list.selected + i) % form->count;
		const char *value = value_of(ui, form, &form->fields[index]);

		if (!text_has(label_of(&form->fields[index]), words) && !(value && text_has(value, words)))
			continue;
		form->list.selected = index;
		return true;
	}
	return false;
}
