#include "case_list.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/charset.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/tui/page.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "comparison_parts.h"
#include "use_case_parts.h"

/* Of the required criteria how many there are, or how many have a score. */
static size_t scored(const struct ui *ui, const struct use_case_result *result, bool all)
{
	const struct criteria *criteria = &ui->session->document->content->criteria;
	size_t count = 0;

	for (size_t i = 0; i < criteria->count; i++)
		count += criteria->items[i].required && (all || is_figure(result->criteria[i].score));
	return count;
}

/* What is not known yet, as a number of things: the required scores, and what any verdict asks for. */
static size_t unknown_count(const struct ui *ui, const struct use_case_result *result)
{
	size_t count = scored(ui, result, true) - scored(ui, result, false);

	if (result_is_prohibited(result) || result_is_settled(result))
		return 0;
	for (unsigned bit = MISSING_DELAY; bit <= MISSING_MEDICAL_DEVICE; bit <<= 1)
		count += (result->missing & bit) != 0;
	return count;
}

/* What a quick win still needs, as a number of things: the scores, and the fields that have its sign on the sheet. */
static size_t missing_count(const struct ui *ui, const struct use_case_result *result)
{
	size_t count = 0;

	if (result_is_prohibited(result) || result_is_settled(result))
		return 0;
	for (int field = 0; field < USE_CASE_FIELD_COUNT; field++)
		count += use_case_result_lacks(result, (enum use_case_field)field);
	return count + scored(ui, result, true) - scored(ui, result, false);
}

/* --- filtering -------------------------------------------------------------------------- */

static bool is_incomplete(const struct ui *ui, const struct use_case_result *result)
{
	return unknown_count(ui, result) > 0 || result->verdict == VERDICT_INCOMPLETE;
}

static bool is_quick_win(const struct ui *ui, const struct use_case_result *result)
{
	(void)ui;
	return result->verdict == VERDICT_YES && !result_is_prohibited(result);
}

static bool is_conditional(const struct ui *ui, const struct use_case_result *result)
{
	(void)ui;
	return result->verdict == VERDICT_CONDITIONAL && !result_is_prohibited(result);
}

static bool is_prohibited(const struct ui *ui, const struct use_case_result *result)
{
	(void)ui;
	return result_is_prohibited(result);
}

static bool has_no_need(const struct ui *ui, const struct use_case_result *result)
{
	(void)ui;
	return result->techno_push;
}

/* Words that are a condition, however much of them is typed from three letters on. */
static const struct {
	const char *word;
	bool (*holds)(const struct ui *ui, const struct use_case_result *result);
} conditions[] = {
	{ N_("incomplete"), is_incomplete }, { N_("quick win"), is_quick_win },
	{ N_("quick wins"), is_quick_win },  { N_("under condition"), is_conditional },
	{ N_("prohibited"), is_prohibited }, { N_("without need"), has_no_need },
};

static bool begins(const char *text, const char *beginning)
{
	struct buf folded;
	bool yes;

	buf_init(&folded);
	text_fold(text, &folded);
	yes = strlen(beginning) >= 3 && !strncmp(folded.data, beginning, strlen(beginning));
	buf_release(&folded);
	return yes;
}

static bool has_anywhere(const struct ui *ui, const struct use_case_result *result, const char *words)
{
	static const enum use_case_field fields[] = { USE_CASE_NAME, USE_CASE_DOMAIN, USE_CASE_NEED,
						      USE_CASE_DESCRIPTION, USE_CASE_SPONSOR };
	const struct tree *tree = &ui->session->document->content->tree;

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (text_has(result->use_case->field[fields[i]], words))
			return true;
	return text_has(result->use_case->id, words) || text_has(word_quadrant(&ui->scene, result), words) ||
	       text_has(word_status(result->facts.status), words) ||
	       text_has(ai_act_name(tree, result->facts.ai_act, ui->scene.language), words);
}

static bool passes_term(const struct ui *ui, const struct use_case_result *result, const char *words)
{
	for (size_t i = 0; i < ARRAY_SIZE(conditions); i++)
		if (begins(_(conditions[i].word), words))
			return conditions[i].holds(ui, result);
	return has_anywhere(ui, result, words);
}

static void offer(struct candidates *out, const char *before, const char *begun, const char *word, const char *help)
{
	struct buf folded;

	buf_init(&folded);
	text_fold(word, &folded);
	if (!strncmp(folded.data, begun, strlen(begun)))
		candidates_add(out, before, word, help);
	buf_release(&folded);
}

void case_list_complete(const struct ui *ui, const char *typed, struct candidates *out)
{
	const struct matrix *matrix = ui->session->document->content->matrix;
	const char *comma = strrchr(typed, ','), *begun = comma ? comma + 1 : typed;
	struct buf words;
	char *before;

	begun += strspn(begun, " ");
	before = xstrndup(typed, (size_t)(begun - typed));
	buf_init(&words);
	text_fold(begun, &words);
	for (size_t i = 0; i < ARRAY_SIZE(conditions); i++)
		/* Of two words for the same, the last. */
		if (i + 1 == ARRAY_SIZE(conditions) || conditions[i].holds != conditions[i + 1].holds)
			offer(out, before, words.data, _(conditions[i].word), "");
	for (size_t i = 0; i < ARRAY_SIZE(matrix->quadrants); i++)
		offer(out, before, words.data, text_in(&matrix->quadrants[i].name, ui->scene.language), _("quadrant"));
	buf_release(&words);
	free(before);
}

/* Terms are separated by commas, and all have to hold. */
static bool passes(const struct ui *ui, const struct use_case_result *result, const char *filter)
{
	bool holds = true;

	while (filter && *filter && holds) {
		const size_t length = strcspn(filter, ",");
		char *term = xstrndup(filter, length);
		struct buf words;

		buf_init(&words);
		text_fold(term, &words);
		holds = !words.length || passes_term(ui, result, words.data);
		buf_release(&words);
		free(term);
		filter += length + (filter[length] == ',');
	}
	return holds;
}

void case_list_filter(struct case_list *list, const char *text)
{
	char *copy = text && text[strspn(text, " ,")] ? xstrdup(text) : NULL;

	free(list->filter);
	list->filter = copy;
	list->seen = 0;
}

/* --- sorting ---------------------------------------------------------------------------- */

/* Sorted by group, then by figure or words; what has neither comes last whichever way. */
struct sort_key {
	int group;
	double figure; /* ascending; NAN: none */
	char *words;   /* folded; NULL: the figure counts */
	double way;    /* 1 or -1 */
	size_t index;
};

static double figure_of(const struct ui *ui, const struct use_case_result *result, enum case_column column)
{
	switch (column) {
	case CASE_QUICK_WIN:
		return result_is_prohibited(result) ? 0 : -(double)result->verdict;
	case CASE_NEED:
		return result->techno_push;
	case CASE_SCORED:
		return scored(ui, result, true) ? -(double)scored(ui, result, false) / (double)scored(ui, result, true)
						: (double)NAN;
	case CASE_MISSING:
		return -(double)missing_count(ui, result);
	case CASE_PRIORITY:
		return result->placed ? -result->priority : (double)NAN;
	case CASE_QUADRANT:
		return result->placed ? (double)result->quadrant : (double)NAN;
	case CASE_CLASS:
		return result->facts.ai_act == AI_ACT_UNKNOWN ? (double)NAN : (double)result->facts.ai_act;
	default:
		return 0;
	}
}

static char *words_of(const struct use_case_result *result, enum case_column column)
{
	struct buf folded;

	if (column != CASE_NAME && column != CASE_DOMAIN)
		return NULL;
	buf_init(&folded);
	text_fold(column == CASE_NAME ? use_case_name(result->use_case) : result->use_case->field[USE_CASE_DOMAIN],
		  &folded);
	return buf_detach(&folded);
}

static int compare_keys(const void *left, const void *right)
{
	const struct sort_key *one = left, *two = right;
	const bool first_empty = one->words ? !*one->words : isnan(one->figure),
		   second_empty = two->words ? !*two->words : isnan(two->figure);
	double difference = 0;

	/* All keys are of one column. */
	assert(!one->words == !two->words);
	if (one->group != two->group)
		return one->group - two->group;
	if (first_empty != second_empty)
		return first_empty ? 1 : -1;
	if (!first_empty)
		difference = one->words ? strcmp(one->words, two->words) : one->figure - two->figure;
	if (difference != 0)
		return difference * one->way < 0 ? -1 : 1;
	return (one->index > two->index) - (one->index < two->index);
}

/* What is done to those that are marked is done to none that is not seen. */
static void unmark_unseen(const struct ui *ui, struct case_list *list)
{
	for (size_t m = list->mark_count; m-- > 0;) {
		size_t i = 0;

		while (i < list->count &&
		       strcmp(ui->evaluation.use_cases[list->order[i]].use_case->id, list->marked[m]) != 0)
			i++;
		if (i == list->count)
			case_list_turn_mark(list, list->marked[m]);
	}
}

void case_list_follow(const struct ui *ui, struct case_list *list)
{
	const struct evaluation *evaluation = &ui->evaluation;
	struct sort_key *keys;

	if (list->seen == ui->evaluations && list->order)
		return;
	keys = xcalloc(evaluation->use_case_count + 1, sizeof(*keys));
	list->order = xreallocarray(list->order, evaluation->use_case_count + 1, sizeof(*list->order));
	list->count = 0;
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const struct use_case_result *result = &evaluation->use_cases[i];

		if (passes(ui, result, list->filter))
			keys[list->count++] =
				(struct sort_key){ .group = list->incomplete && !is_incomplete(ui, result),
						   .figure = figure_of(ui, result, list->sort),
						   .words = words_of(result, list->sort),
						   .way = list->turned ? -1 : 1,
						   .index = i };
	}
	qsort(keys, list->count, sizeof(*keys), compare_keys);
	for (size_t i = 0; i < list->count; i++) {
		list->order[i] = keys[i].index;
		free(keys[i].words);
	}
	free(keys);
	unmark_unseen(ui, list);
	list->seen = ui->evaluations;
}

/* --- marks ------------------------------------------------------------------------------ */

static size_t mark_index(const struct case_list *list, const char *id)
{
	size_t i = 0;

	while (i < list->mark_count && strcmp(list->marked[i], id) != 0)
		i++;
	return i;
}

bool case_list_is_marked(const struct case_list *list, const char *id)
{
	return mark_index(list, id) < list->mark_count;
}

void case_list_turn_mark(struct case_list *list, const char *id)
{
	const size_t index = mark_index(list, id);

	if (index == list->mark_count) {
		ARRAY_GROW(list->marked, list->mark_count, list->mark_capacity);
		list->marked[list->mark_count++] = xstrdup(id);
		return;
	}
	free(list->marked[index]);
	list->marked[index] = list->marked[--list->mark_count];
}

void case_list_unmark(struct case_list *list)
{
	while (list->mark_count)
		free(list->marked[--list->mark_count]);
}

void case_list_release(struct case_list *list)
{
	case_list_unmark(list);
	free(list->marked);
	free(list->filter);
	free(list->order);
	*list = (struct case_list){ 0 };
}

/* --- drawing ---------------------------------------------------------------------------- */

/* What the quick win hangs on: drawn where there is room, nothing is sorted by it. */
enum { CASE_REASON = CASE_COLUMN_COUNT, DRAWN_COUNT };

/* CASE_MADE is the mark, where there are marks. */
static const char *titles[DRAWN_COUNT] = {
	[CASE_MADE] = N_("order of making"),
	[CASE_QUICK_WIN] = N_("Quick win"),
	[CASE_NAME] = N_("Use case"),
	[CASE_NEED] = N_("Need"),
	/* TRANSLATORS: the head of a column of «12/14», 6 columns wide */
	[CASE_SCORED] = N_("Scored"),
	/* TRANSLATORS: the head of a column of figures, 7 columns wide */
	[CASE_MISSING] = N_("Missing"),
	[CASE_PRIORITY] = N_("Priority"),
	[CASE_QUADRANT] = N_("Quadrant"),
	[CASE_CLASS] = N_("AI Act"),
	[CASE_DOMAIN] = N_("Domain"),
	[CASE_REASON] = N_("Why"),
};

static int widest_quadrant(const struct ui *ui, const struct surface *surface)
{
	const struct matrix *matrix = ui->session->document->content->matrix;
	int width = 8;

	for (int q = 0; q < QUADRANT_COUNT; q++) {
		const int own = surface_measure(surface, text_in(&matrix->quadrants[q].name, ui->scene.language));

		width = own > width ? own : width;
	}
	return number_between(width, 8, 21);
}

static void lay_out(const struct ui *ui, const struct case_list *list, const struct surface *surface,
		    struct table_column columns[DRAWN_COUNT])
{
	const struct table_column parts[DRAWN_COUNT] = {
		[CASE_MADE] = { .least = list->mark_count > 0 },
		[CASE_QUICK_WIN] = { .least = 1 },
		[CASE_NAME] = { .least = 22, .share = 4, .most = 50 },
		[CASE_NEED] = { .least = 6 },
		[CASE_SCORED] = { .least = 6, .right = true },
		[CASE_MISSING] = { .least = 7, .right = true },
		[CASE_PRIORITY] = { .least = 8, .right = true },
		[CASE_QUADRANT] = { .least = widest_quadrant(ui, surface), .droppable = true },
		[CASE_CLASS] = { .least = 17, .droppable = true },
		[CASE_DOMAIN] = { .least = 12, .share = 1, .most = 24, .droppable = true },
		[CASE_REASON] = { .least = 40, .share = 1, .droppable = true },
	};

	for (int i = 0; i < DRAWN_COUNT; i++) {
		columns[i] = parts[i];
		columns[i].title = i == CASE_MADE || i == CASE_QUICK_WIN ? "" : _(titles[i]);
	}
	table_layout(columns, DRAWN_COUNT, 0, surface->width);
}

/* The need may be stated and its sponsor or indicator not: that is begun, and not missing. */
static enum glyph need_sign(const struct use_case_result *result)
{
	if (!result->techno_push)
		return GLYPH_MET;
	return use_case_states(result->use_case, USE_CASE_NEED) ? GLYPH_INCOMPLETE : GLYPH_NOT_MET;
}

static void add_cell(const struct ui *ui, const struct surface *surface, const struct case_list *list,
		     const struct use_case_result *result, int column, struct buf *out)
{
	const struct tree *tree = &ui->session->document->content->tree;

	switch (column) {
	case CASE_MADE:
		buf_add_text(out, case_list_is_marked(list, result->use_case->id) ? "*" : "");
		break;
	case CASE_QUICK_WIN:
		buf_add_text(out, word_flag(surface, result));
		break;
	case CASE_NAME:
		buf_add_text(out, use_case_name(result->use_case));
		break;
	case CASE_NEED:
		buf_add_text(out, surface_glyph_text(surface, need_sign(result)));
		break;
	case CASE_SCORED:
		buf_add_format(out, "%zu/%zu", scored(ui, result, false), scored(ui, result, true));
		break;
	case CASE_MISSING:
		word_number(out, &ui->scene,
			    missing_count(ui, result) ? (double)missing_count(ui, result) : (double)NAN, 0);
		break;
	case CASE_PRIORITY:
		word_number(out, &ui->scene, result->placed ? result->priority : (double)NAN, 0);
		break;
	case CASE_QUADRANT:
		buf_add_text(out, result->placed ? word_quadrant(&ui->scene, result) : "–");
		break;
	case CASE_CLASS:
		buf_add_text(out, ai_act_name(tree, result->facts.ai_act, ui->scene.language));
		break;
	case CASE_DOMAIN:
		buf_add_text(out, result->use_case->field[USE_CASE_DOMAIN]);
		break;
	default:
		word_reason(out, &ui->scene, result);
	}
}

/* On the rule below its title, which is as wide as its column. */
static void draw_sort(const struct case_list *list, const struct table_column *columns, struct surface *surface)
{
	const struct table_column *column = &columns[list->sort];

	if (list->sort == CASE_MADE || !column->width)
		return;
	surface_glyph(surface, 1, column->place + (column->right ? column->width - 1 : 0),
		      list->turned ? GLYPH_UP : GLYPH_DOWN);
}

/* Pointing at a heading sorts by it; at that of the order, turns it. */
static void heading_zones(const struct case_list *list, const struct table_column *columns, struct surface *surface)
{
	for (int c = CASE_MADE + 1; c < CASE_COLUMN_COUNT; c++) {
		const int away = (c - (int)list->sort + CASE_COLUMN_COUNT) % CASE_COLUMN_COUNT;

		if (columns[c].width)
			surface_zone_keys(surface, 0, columns[c].place, columns[c].width, away ? ">" : "~",
					  away ? away : 1);
	}
}

int case_list_draw(const struct ui *ui, const struct case_list *list, struct surface *surface, size_t first,
		   size_t rows)
{
	struct table_column columns[DRAWN_COUNT];
	int row = 2;

	lay_out(ui, list, surface, columns);
	table_heading(surface, 0, columns, DRAWN_COUNT);
	draw_sort(list, columns, surface);
	heading_zones(list, columns, surface);
	for (size_t i = first; i < first + rows && i < list->count; i++, row++) {
		const struct use_case_result *result = &ui->evaluation.use_cases[list->order[i]];

		for (int c = 0; c < DRAWN_COUNT; c++) {
			struct buf text;

			if (!columns[c].width)
				continue;
			buf_init(&text);
			add_cell(ui, surface, list, result, c, &text);
			table_cell(surface, row, &columns[c], c <= CASE_NAME ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
				   text.data);
			buf_release(&text);
		}
	}
	return row;
}

static void add_part(struct buf *out, const char *text)
{
	buf_add_format(out, "%s%s", out->length ? " · " : "", text);
}

/* What the arrow means, where the column has an order that words or figures give; else NULL. */
static const char *way_word(const struct case_list *list)
{
	switch (list->sort) {
	case CASE_NAME:
	case CASE_DOMAIN:
		return list->turned ? _("Z to A") : _("A to Z");
	case CASE_SCORED:
	case CASE_MISSING:
	case CASE_PRIORITY:
		return list->turned ? _("ascending") : _("descending");
	default:
		return NULL;
	}
}

void case_list_word(const struct ui *ui, const struct case_list *list, struct buf *out)
{
	struct buf part;

	buf_init(&part);
	if (list->filter) {
		buf_add_format(&part, _("filter «%s»: %zu of %zu"), list->filter, list->count,
			       ui->evaluation.use_case_count);
		add_part(out, part.data);
	}
	if (list->incomplete)
		add_part(out, _("incomplete first"));
	if (list->sort != CASE_MADE) {
		buf_clear(&part);
		buf_add_format(&part, "%s%s%s %s", _("sorted by"), _(": "), _(titles[list->sort]),
			       glyph_text(list->turned ? GLYPH_UP : GLYPH_DOWN, ui->ascii));
		/* Beside a filter there is no room for more. */
		if (!list->filter && !list->incomplete && way_word(list))
			buf_add_format(&part, " %s", way_word(list));
		add_part(out, part.data);
	}
	if (list->mark_count) {
		buf_clear(&part);
		buf_add_format(&part, message_plural("%zu marked", "%zu marked", list->mark_count), list->mark_count);
		add_part(out, part.data);
	}
	buf_release(&part);
}
