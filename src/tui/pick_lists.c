/*
 * What a use case stands on, as lists: the levels of maturity that it requires,
 * and the other use cases that it has to do with. Each key makes the list of
 * the field anew, as one change.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "use_case_parts.h"

static const char *field_of(const struct ui *ui, const struct pick *pick, enum use_case_field field)
{
	const struct use_case *use_case = document_use_case(ui->session->document, pick->subject);

	return use_case ? use_case->field[field] : "";
}

static bool is_gone(const struct ui *ui, const struct pick *pick)
{
	return !document_use_case(ui->session->document, pick->subject);
}

static void change_list(struct ui *ui, const struct pick *pick, enum use_case_field field, const struct buf *list)
{
	(void)ui_change(ui, CHANGE_USE_CASE, pick->subject, use_case_field_id(field), list->data);
}

/* A title with the use case's name in it, which `pick` points at until it is opened. */
static void open_pick(struct ui *ui, struct pick *pick, const char *title, const char *id)
{
	const struct use_case *use_case = document_use_case(ui->session->document, id);
	struct buf text;

	if (!use_case || !ui_may_change(ui))
		return;
	buf_init(&text);
	buf_add_format(&text, "%s · %s", title, use_case_name(use_case));
	pick->title = text.data;
	(void)snprintf(pick->subject, sizeof(pick->subject), "%s", id);
	ui_pick(ui, pick);
	buf_release(&text);
}

/* --- requirements --------------------------------------------------------------------- */

struct place {
	const struct grid *grid;
	const struct dimension *dimension;
	const struct dimension_result *result;
};

/* The dimensions of all grids are one list. */
static struct place place_at(const struct ui *ui, size_t index)
{
	const struct content *content = ui->session->document->content;

	size_t g = 0;

	for (; g < content->grid_count && index >= content->grids[g].dimension_count; g++)
		index -= content->grids[g].dimension_count;
	/* A list is as long as place_count says, and other content closes it. */
	assert(g < content->grid_count);
	return (struct place){ &content->grids[g], &content->grids[g].dimensions[index],
			       &ui->evaluation.grids[g].dimensions[index] };
}

static size_t place_count(struct ui *ui, const struct pick *pick)
{
	const struct content *content = ui->session->document->content;
	size_t count = 0;

	for (size_t g = 0; g < content->grid_count; g++)
		count += content->grids[g].dimension_count;
	return is_gone(ui, pick) ? 0 : count;
}

/* The level that a list asks of a dimension, the highest where it is named twice; 0 where it is not. */
static double required_level(const char *list, const struct place *place)
{
	struct requirement requirement;
	double level = 0;

	while (requires_next(&list, &requirement))
		if (!strcmp(requirement.grid, place->grid->id) &&
		    !strcmp(requirement.dimension, place->dimension->id) && requirement.level > level)
			level = requirement.level;
	return level;
}

static void require(struct ui *ui, const struct pick *pick, size_t index, double level)
{
	const char *before = field_of(ui, pick, USE_CASE_REQUIRES);
	struct buf list;

	buf_init(&list);
	for (size_t i = 0; i < pick->count; i++) {
		const struct place place = place_at(ui, i);
		struct requirement requirement = { .level = i == index ? level : required_level(before, &place) };

		(void)snprintf(requirement.grid, sizeof(requirement.grid), "%s", place.grid->id);
		(void)snprintf(requirement.dimension, sizeof(requirement.dimension), "%s", place.dimension->id);
		if (requirement.level > 0)
			requires_add(&list, &requirement);
	}
	change_list(ui, pick, USE_CASE_REQUIRES, &list);
	buf_release(&list);
}

/* «required 3 · now 2,5», so that the figures of all lines stand under each other. */
static void word_levels(const struct ui *ui, double level, double now, struct buf *out)
{
	if (level > 0) {
		buf_add_format(out, "%s ", _("required"));
		word_number(out, &ui->scene, level, 1);
		buf_add_text(out, " · ");
	}
	buf_add_format(out, is_figure(now) ? "%s " : "%s   ", _("now"));
	word_fixed(out, &ui->scene, now, 1);
}

/* What the level means, and how far it is from there. */
static void word_shortfall(const struct ui *ui, const struct place *place, double level, double now, struct buf *out)
{
	const enum language language = ui->scene.language;

	if (*text_in(&place->dimension->text, language))
		buf_add_format(out, "%s\n", text_in(&place->dimension->text, language));
	if (!(level > 0)) {
		buf_add_text(out, _("Nothing is required here; 1 to 5 sets the level."));
		return;
	}
	if (!is_figure(now)) {
		buf_add_text(out, _("To be confirmed: no question of this dimension is answered."));
	} else if (reaches(now, level)) {
		buf_add_text(out, _("Reached."));
	} else {
		buf_add_format(out, "%s%s", _("Levels missing"), _(": "));
		word_number(out, &ui->scene, level - now, 2);
		buf_add_char(out, '.');
	}
	buf_add_format(out, " %s", _("Backspace takes the requirement away."));
	if (same_figure(level, (double)(int)level)) {
		const struct level *meaning = &place->grid->levels[(int)level - 1];

		buf_add_format(out, "\n%d %s%s%s", (int)level, text_in(&meaning->name, language), _(": "),
			       text_in(&meaning->text, language));
	}
}

static void requirement_item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct place place = place_at(ui, index);
	const double level = required_level(field_of(ui, pick, USE_CASE_REQUIRES), &place),
		     now = place.result->measure.score;

	buf_add_format(&item->text, "%s · %s", text_in(&place.grid->name, ui->scene.language),
		       text_in(&place.dimension->name, ui->scene.language));
	word_levels(ui, level, now, &item->right);
	word_shortfall(ui, &place, level, now, &item->detail);
	item->current = level > 0;
	item->marked = level > 0 && is_figure(now) && reaches(now, level);
}

static void level_item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct place place = place_at(ui, (size_t)pick->number);
	const double level = required_level(field_of(ui, pick, USE_CASE_REQUIRES), &place);
	const char word[2] = { (char)('0' + index), '\0' };

	item->current = same_figure(level, (double)index);
	if (!index) {
		buf_add_text(&item->text, _("nothing required"));
		return;
	}
	word_level(&item->text, &ui->scene, place.grid, word);
	buf_add_text(&item->detail, text_in(&place.grid->levels[index - 1].text, ui->scene.language));
}

static bool choose_level(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	struct pick dimensions = *pick;

	(void)action;
	(void)key;
	dimensions.count = place_count(ui, pick);
	require(ui, &dimensions, (size_t)pick->number, (double)index);
	return true;
}

/* The levels in words, for who does not know them by their figures. */
static void pick_level(struct ui *ui, const struct pick *pick, size_t index)
{
	const struct place place = place_at(ui, index);
	const double level = required_level(field_of(ui, pick, USE_CASE_REQUIRES), &place);
	struct pick levels = {
		.count = LEVEL_COUNT + 1,
		.selected = (size_t)level,
		.item = level_item,
		.choose = choose_level,
		.number = (int)index,
	};

	open_pick(ui, &levels, text_in(&place.dimension->name, ui->scene.language), pick->subject);
}

static bool choose_requirement(struct ui *ui, const struct pick *pick, size_t index, enum action action,
			       const char *key)
{
	if (action == ACTION_CLEAR)
		require(ui, pick, index, 0);
	else if (action == ACTION_LEVEL && *key)
		require(ui, pick, index, *key - '0');
	else
		pick_level(ui, pick, index);
	return false;
}

void pick_requirements(struct ui *ui, const char *id)
{
	static const struct binding bindings[] = {
		{ "1-5", ACTION_LEVEL, N_("level") },
		{ "<Backspace>", ACTION_CLEAR, NULL },
		{ NULL, ACTION_NONE, NULL },
	};
	struct pick pick = {
		.count_now = place_count,
		.bindings = bindings,
		.item = requirement_item,
		.choose = choose_requirement,
	};

	open_pick(ui, &pick, _("The maturity that it requires"), id);
}

/* --- dependencies ------------------------------------------------------------------------- */

/* Whether the first `items` items of a list name `id`; SIZE_MAX: whether any does. */
static bool names(const char *list, const char *id, size_t items)
{
	struct dependency dependency;

	for (size_t i = 0; i < items && depends_next(&list, &dependency); i++)
		if (!strcmp(dependency.id, id))
			return true;
	return false;
}

/*
 * What the list names and the dossier does not have, then the other use cases
 * in their order. The id of that line; NULL after the last, `*count` being how
 * many there are.
 */
static const char *other_at(const struct ui *ui, const struct pick *pick, size_t index, struct dependency *unknown,
			    size_t *count)
{
	const struct document *document = ui->session->document;
	const char *const list = field_of(ui, pick, USE_CASE_DEPENDS), *at = list;

	*count = 0;
	for (size_t i = 0; depends_next(&at, unknown); i++)
		if (!document_use_case(document, unknown->id) && !names(list, unknown->id, i) && (*count)++ == index)
			return unknown->id;
	for (size_t i = 0; i < ui->evaluation.use_case_count; i++) {
		const char *id = ui->evaluation.use_cases[i].use_case->id;

		if (strcmp(id, pick->subject) != 0 && (*count)++ == index)
			return id;
	}
	return NULL;
}

static size_t other_count(struct ui *ui, const struct pick *pick)
{
	struct dependency unknown;
	size_t count;

	(void)other_at(ui, pick, SIZE_MAX, &unknown, &count);
	return is_gone(ui, pick) ? 0 : count;
}

enum { NO_LINK = -1, LINK_KINDS = DEPENDENCY_SPREADS + 1 };

/* The kind of the first link to `id`, NO_LINK. */
static int link_kind(const char *list, const char *id)
{
	struct dependency dependency;

	while (depends_next(&list, &dependency))
		if (!strcmp(dependency.id, id))
			return (int)dependency.kind;
	return NO_LINK;
}

/* One link to `id`, in the place of the first there was, else at the end. */
static void link_to(struct ui *ui, const struct pick *pick, const char *id, int kind)
{
	const char *at = field_of(ui, pick, USE_CASE_DEPENDS);
	struct dependency dependency, own = { .kind = kind == NO_LINK ? 0 : (enum dependency_kind)kind };
	bool linked = kind == NO_LINK;
	struct buf list;

	(void)snprintf(own.id, sizeof(own.id), "%s", id);
	buf_init(&list);
	while (depends_next(&at, &dependency)) {
		if (strcmp(dependency.id, own.id) != 0)
			depends_add(&list, &dependency);
		else if (!linked)
			depends_add(&list, &own);
		linked |= !strcmp(dependency.id, own.id);
	}
	if (!linked)
		depends_add(&list, &own);
	change_list(ui, pick, USE_CASE_DEPENDS, &list);
	buf_release(&list);
}

/* What the one whose sheet it is has to do with another, said of that other; and the other way round. */
static const char *const link_words[LINK_KINDS] = {
	[DEPENDENCY_PREREQUISITE] = N_("needed first"),
	[DEPENDENCY_FAVOURS] = N_("favoured by it"),
	[DEPENDENCY_DUPLICATES] = N_("duplicated by it"),
	[DEPENDENCY_SPREADS] = N_("gets its risk"),
};

static const char *const back_words[LINK_KINDS] = {
	[DEPENDENCY_PREREQUISITE] = N_("needs this first"),
	[DEPENDENCY_FAVOURS] = N_("favours this"),
	[DEPENDENCY_DUPLICATES] = N_("duplicates this"),
	[DEPENDENCY_SPREADS] = N_("spreads its risk to this"),
};

static void word_kinds(const char *const words[LINK_KINDS], const char *list, const char *id, struct buf *out)
{
	struct dependency dependency;

	while (depends_next(&list, &dependency))
		if (!strcmp(dependency.id, id))
			buf_add_format(out, "%s%s", out->length ? ", " : "", _(words[dependency.kind]));
}

/* How the other stands, and what it says of this one. */
static void word_other(const struct ui *ui, const struct pick *pick, const char *id, struct buf *out)
{
	const struct use_case_result *other = evaluation_use_case(&ui->evaluation, id);
	struct buf back;

	if (!other) {
		buf_add_text(out, _("The dossier has no use case of this id. As something needed first it leaves the "
				    "verdict open; Backspace takes it off the list."));
		return;
	}
	buf_add_format(out, "%s · ", id);
	word_standing(out, &ui->scene, other);
	buf_add_format(out, "\n%s", _("What is needed first counts as met when it is live or a quick win itself."));
	buf_init(&back);
	word_kinds(back_words, other->use_case->field[USE_CASE_DEPENDS], pick->subject, &back);
	if (back.length)
		buf_add_format(out, "\n%s%s%s", _("The other way round"), _(": "), back.data);
	buf_release(&back);
}

/* One that was removed still has its name. */
static const char *removed_name(const struct ui *ui, const char *id)
{
	const struct document *document = ui->session->document;
	size_t index;

	return map_get(&document->by_id, id, &index) ? use_case_name(&document->use_cases[index]) : id;
}

static void dependency_item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	struct dependency unknown;
	size_t count;
	const char *id = other_at(ui, pick, index, &unknown, &count);
	const struct use_case *other = id ? document_use_case(ui->session->document, id) : NULL;

	if (!id)
		return;
	if (other)
		buf_add_text(&item->text, use_case_name(other));
	else
		buf_add_format(&item->text, "%s (%s)", removed_name(ui, id), _("not in the dossier"));
	word_kinds(link_words, field_of(ui, pick, USE_CASE_DEPENDS), id, &item->right);
	word_other(ui, pick, id, &item->detail);
	item->current = item->right.length;
}

static bool choose_dependency(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	struct dependency unknown;
	size_t count;
	const char *id = other_at(ui, pick, index, &unknown, &count);
	const int kind = id ? link_kind(field_of(ui, pick, USE_CASE_DEPENDS), id) : NO_LINK;

	(void)key;
	if (!id)
		return false;
	if (action == ACTION_CLEAR)
		link_to(ui, pick, id, NO_LINK);
	else if (action == ACTION_KIND)
		link_to(ui, pick, id, (kind + 1) % LINK_KINDS);
	else
		link_to(ui, pick, id, kind == DEPENDENCY_PREREQUISITE ? NO_LINK : DEPENDENCY_PREREQUISITE);
	return false;
}

void pick_dependencies(struct ui *ui, const char *id)
{
	static const struct binding bindings[] = {
		{ "<Enter>", ACTION_OPEN, N_("needed first") },
		{ " ", ACTION_MARK, NULL },
		{ "t", ACTION_KIND, N_("other link") },
		{ "<Backspace>", ACTION_CLEAR, NULL },
		{ NULL, ACTION_NONE, NULL },
	};
	struct pick pick = {
		.count_now = other_count,
		.bindings = bindings,
		.item = dependency_item,
		.choose = choose_dependency,
	};

	open_pick(ui, &pick, _("What it has to do with the others"), id);
}
