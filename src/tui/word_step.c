/*
 * Changes in words with what was there before, for lists of them.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"
#include "cadran/core/workshop.h"
#include "cadran/tui/wording.h"

enum { NAME_SHOWN = 32, TEXT_SHOWN = 40 };

/* What is said of a change: what it is about, then the value as it was and as it is. */
struct telling {
	struct buf *out;
	const struct scene *scene;
	const struct change *change;
};

static void add_text(struct buf *out, const char *text)
{
	if (*text)
		text_quote(out, text, TEXT_SHOWN);
	else
		buf_add_text(out, "–");
}

static void add_score(struct buf *out, const struct scene *scene, const char *value)
{
	double score;

	if (!strcmp(value, "-"))
		buf_add_text(out, _("abstention"));
	else if (number_parse(value, &score))
		word_number(out, scene, score, 2);
	else
		buf_add_text(out, "–");
}

/* «Dictation (A1)»: the id tells apart what has one name. */
static void add_use_case(const struct telling *telling, const char *id)
{
	const struct document *document = telling->scene->evaluation->document;
	const char *name = "";
	size_t index;

	if (map_get(&document->by_id, id, &index))
		name = document->use_cases[index].field[USE_CASE_NAME];
	if (*name) {
		text_quote(telling->out, name, NAME_SHOWN);
		buf_add_format(telling->out, " (%s)", id);
	} else {
		buf_add_text(telling->out, id);
	}
}

static void add_step(const struct telling *telling,
		     void (*add)(const struct telling *telling, struct buf *out, const char *value))
{
	buf_add_text(telling->out, _(": "));
	if (telling->change->before) {
		add(telling, telling->out, telling->change->before);
		buf_add_text(telling->out, " → ");
	}
	add(telling, telling->out, telling->change->value);
}

static void add_use_case_value(const struct telling *telling, struct buf *out, const char *value)
{
	enum use_case_field field = USE_CASE_NAME;

	(void)use_case_field_parse(telling->change->field, &field);
	if (!*value || use_case_field_type(field) == FIELD_TEXT)
		add_text(out, value);
	else
		word_use_case_value(out, telling->scene, field, value);
}

static void tell_use_case(const struct telling *telling)
{
	enum use_case_field field;

	if (!use_case_field_parse(telling->change->field, &field)) {
		buf_add_format(telling->out, "%s%s",
			       *telling->change->value ? _("use case added") : _("use case removed"), _(": "));
		add_use_case(telling, telling->change->key);
		return;
	}
	add_use_case(telling, telling->change->key);
	buf_add_format(telling->out, ", %s", word_use_case_field(field));
	add_step(telling, add_use_case_value);
}

static const struct grid *grid_of(const struct telling *telling, const char **question)
{
	const struct content *content = telling->scene->evaluation->document->content;
	const char *dot = strchr(telling->change->key, '.');
	char *id = xstrndup(telling->change->key, strcspn(telling->change->key, "."));
	const struct grid *grid = content_grid(content, id);

	free(id);
	*question = dot ? dot + 1 : "";
	return grid;
}

static void add_answer_value(const struct telling *telling, struct buf *out, const char *value)
{
	enum answer_field field = ANSWER_LEVEL;
	const char *question;

	(void)answer_field_parse(telling->change->field, &field);
	if (field == ANSWER_LEVEL || (field == ANSWER_TARGET && *value))
		word_level(out, telling->scene, grid_of(telling, &question), value);
	else
		add_text(out, value);
}

static void tell_answer(const struct telling *telling)
{
	enum answer_field field = ANSWER_LEVEL;
	const char *id;
	const struct grid *grid = grid_of(telling, &id);
	const struct question *question = grid ? grid_question(grid, id) : NULL;

	if (!question)
		return;
	(void)answer_field_parse(telling->change->field, &field);
	buf_add_format(telling->out, "%s (%s), %s",
		       text_in(&grid->dimensions[question->dimension].name, telling->scene->language), id,
		       word_answer_field(field));
	add_step(telling, add_answer_value);
}

static void add_score_value(const struct telling *telling, struct buf *out, const char *value)
{
	add_score(out, telling->scene, value);
}

static void add_criterion(const struct telling *telling, const char *id)
{
	const struct criteria *criteria = &telling->scene->evaluation->document->content->criteria;
	size_t index;

	buf_add_format(telling->out, ", %s",
		       criteria_find(criteria, id, &index)
			       ? text_in(&criteria->items[index].name, telling->scene->language)
			       : id);
}

static void tell_score(const struct telling *telling)
{
	add_use_case(telling, telling->change->key);
	add_criterion(telling, telling->change->field);
	add_step(telling, add_score_value);
}

/* The id of the use case ends where the one of a criterion begins: both may hold dots. */
static size_t use_case_length(const struct telling *telling)
{
	const struct criteria *criteria = &telling->scene->evaluation->document->content->criteria;
	const char *key = telling->change->key;

	for (const char *dot = strchr(key, '.'); dot; dot = strchr(dot + 1, '.')) {
		size_t index;

		if (criteria_find(criteria, dot + 1, &index))
			return (size_t)(dot - key);
	}
	return strlen(key);
}

/* The participant and the round: «NAME.1». */
static void tell_vote(const struct telling *telling, bool secret)
{
	const size_t length = use_case_length(telling);
	const char *dot = strrchr(telling->change->field, '.');
	char *id = xstrndup(telling->change->key, length);
	char *participant = xstrndup(telling->change->field, dot ? (size_t)(dot - telling->change->field) : 0);

	add_use_case(telling, id);
	add_criterion(telling, telling->change->key[length] ? telling->change->key + length + 1 : "");
	buf_add_text(telling->out, ", ");
	text_quote(telling->out, participant, NAME_SHOWN);
	if (dot && strcmp(dot, ".1") != 0)
		buf_add_format(telling->out, _(", round %s"), dot + 1);
	if (secret)
		buf_add_format(telling->out, "%s%s", _(": "), _("hidden until the votes are revealed"));
	else
		add_step(telling, add_score_value);
	free(id);
	free(participant);
}

void word_secret_vote(struct buf *out, const struct scene *scene, const struct change *change)
{
	const struct telling telling = { out, scene, change };

	tell_vote(&telling, true);
}

void word_change(struct buf *out, const struct scene *scene, const struct change *change)
{
	const struct telling telling = { out, scene, change };
	const struct change_list alone = { .items = (struct change *)(size_t)change, .count = 1 };

	if (change->kind == CHANGE_USE_CASE)
		tell_use_case(&telling);
	else if (change->kind == CHANGE_ANSWER)
		tell_answer(&telling);
	else if (change->kind == CHANGE_SCORE)
		tell_score(&telling);
	else if (change->kind == CHANGE_VOTE)
		tell_vote(&telling, change_is_secret(scene->evaluation->document, change));
	else
		word_changes(out, scene, &alone);
}
