/*
 * What becomes of what was given when newer content is taken up, in words.
 */
#include "cadran/tui/upgrade_words.h"

#include <string.h>

#include "cadran/base/message.h"
#include "cadran/base/number.h"
#include "cadran/tui/wording.h"

static bool concerns(const struct upgrade_item *item, const struct content_source *source)
{
	return (item->part == UPGRADE_SCORE ? CONTENT_CRITERIA : CONTENT_GRID) == source->kind &&
	       !strcmp(item->content, source->id);
}

/* A text in quotation marks after what it is; nothing where it is empty. */
static void add_value(struct buf *out, const char *name, const char *text)
{
	if (!*text)
		return;
	buf_add_format(out, "      %s%s", name, _(": "));
	buf_add_format(out, _("«%s»"), text);
	buf_add_char(out, '\n');
}

static void add_answer(struct buf *out, const struct answer *answer)
{
	for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
		add_value(out, word_answer_field((enum answer_field)f), answer->field[f]);
}

static void add_score(struct buf *out, const struct document *document, const struct score *score)
{
	add_value(out, _("retained score"), score->retained);
	for (size_t i = 0; i < score->vote_count; i++) {
		const struct vote *vote = &score->votes[i];

		if (!*vote->score)
			continue;
		buf_add_text(out, "      ");
		buf_add_format(
			out, _("vote of %s, round %ld: %s"), document->participants[vote->participant], vote->round,
			round_is_hidden(score, vote->round) ? _("hidden until the votes are revealed") : vote->score);
		buf_add_char(out, '\n');
	}
}

/* «quality.errors → quality.faults», «meeting-notes, impact.business». */
static void add_subject(struct buf *out, const struct upgrade_item *item)
{
	const char *id = item->before ? item->before : item->after;

	buf_add_text(out, "    ");
	if (item->use_case && item->fate == UPGRADE_DROPPED)
		buf_add_format(out, "%s, ", item->use_case->id);
	buf_add_text(out, id);
	if (item->after && strcmp(id, item->after) != 0)
		buf_add_format(out, " → %s", item->after);
	buf_add_text(out, _(": "));
}

static const char *fate(const struct upgrade_item *item)
{
	const bool renamed = item->before && item->after && strcmp(item->before, item->after) != 0;

	if (item->fate == UPGRADE_DROPPED)
		return _("dropped");
	if (item->fate == UPGRADE_NEW)
		return item->part == UPGRADE_SCORE ? _("new criterion") : _("new question");
	if (renamed && item->reworded)
		return _("to be reviewed, renamed and reworded");
	return renamed ? _("to be reviewed, renamed") : _("to be reviewed, reworded");
}

static void add_dropped(struct buf *out, const struct document *document, const struct upgrade_item *item)
{
	char number[NUMBER_SIZE];

	if (item->answer)
		add_answer(out, item->answer);
	else if (item->score)
		add_score(out, document, item->score);
	else
		add_value(out, _("required level"), number_format(item->level, number));
}

/* Scores on one criterion follow each other: its line stands once, and below it the use cases. */
static size_t add_scored(struct buf *out, const struct upgrade_plan *plan, size_t index)
{
	const struct upgrade_item *first = &plan->items[index];

	for (; index < plan->count && plan->items[index].before == first->before; index++)
		buf_add_format(out, "%s%s", &plan->items[index] == first ? "      " : ", ",
			       plan->items[index].use_case->id);
	buf_add_char(out, '\n');
	return index - 1;
}

/* Returns the index of the last item that was told. */
static size_t add_item(struct buf *out, const struct document *document, const struct upgrade_plan *plan, size_t index)
{
	const struct upgrade_item *item = &plan->items[index];

	add_subject(out, item);
	buf_add_format(out, "%s%s", fate(item), _(": "));
	buf_add_format(out, _("«%s»"), text_in(item->text, message_language()));
	buf_add_char(out, '\n');
	if (item->fate == UPGRADE_DROPPED)
		add_dropped(out, document, item);
	if (item->fate == UPGRADE_REVIEW && item->use_case)
		return add_scored(out, plan, index);
	return index;
}

static void add_kept(struct buf *out, const struct content_source *source, const struct upgrade_plan *plan)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->count; i++)
		kept += concerns(&plan->items[i], source) && plan->items[i].fate == UPGRADE_KEPT;
	buf_add_text(out, "    ");
	if (source->kind == CONTENT_GRID)
		buf_add_format(out, message_plural("%zu answer kept", "%zu answers kept", kept), kept);
	else
		buf_add_format(out, message_plural("%zu score kept", "%zu scores kept", kept), kept);
	buf_add_char(out, '\n');
}

static void add_source(struct buf *out, const struct document *document, const struct content_source *own,
		       const struct content_source *newer, const struct upgrade_plan *plan)
{
	buf_add_format(out, _("%s %s (%s): version %s → %s"), content_kind_id(own->kind), own->id,
		       text_in(content_name(document->content, own), message_language()), own->version, newer->version);
	buf_add_char(out, '\n');
	if (own->kind == CONTENT_GRID || own->kind == CONTENT_CRITERIA)
		add_kept(out, own, plan);
	for (size_t i = 0; i < plan->count; i++)
		if (concerns(&plan->items[i], own) && plan->items[i].fate != UPGRADE_KEPT)
			i = add_item(out, document, plan, i);
}

void upgrade_report(struct buf *out, const struct document *document, const struct content *content,
		    const struct content_source *const *newer)
{
	struct upgrade_plan plan;

	upgrade_plan_compute(document, content, &plan);
	for (size_t i = 0; i < document->content->source_count; i++)
		if (newer[i])
			add_source(out, document, &document->content->sources[i], newer[i], &plan);
	upgrade_plan_release(&plan);
}
