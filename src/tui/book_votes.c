/*
 * What was voted, round by round, and what the group settled on.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "book_parts.h"
#include "cadran/base/alloc.h"
#include "cadran/core/change.h"
#include "cadran/core/compare.h"
#include "cadran/core/disagreement.h"
#include "cadran/core/scoring.h"

static void add_people(struct maker *maker)
{
	const struct document *document = maker->evaluation->document;
	bool some = false;

	for (size_t i = 0; i < document->participant_count; i++)
		some |= participant_is_known(document, i);
	if (!some)
		return;
	maker_heading(maker, _("Participants"));
	for (size_t i = 0; i < document->participant_count; i++) {
		if (!participant_is_known(document, i))
			continue;
		buf_add_format(&maker->text, "%s%s", maker->text.length ? ", " : "", document->participants[i]);
		if (!participant_is_here(document, i))
			buf_add_format(&maker->text, " (%s)", _("absent"));
	}
	maker_item(maker);
}

/* «2 ×1, 3 ×4, 1 abstention» */
static void word_votes(struct buf *out, const size_t counts[LEVEL_COUNT + 1])
{
	for (int level = 1; level <= LEVEL_COUNT; level++)
		if (counts[level])
			buf_add_format(out, "%s%d\u00a0×%zu", out->length ? ", " : "", level, counts[level]);
	if (counts[0]) {
		buf_add_text(out, out->length ? ", " : "");
		buf_add_format(out, message_plural("%zu abstention", "%zu abstentions", counts[0]), counts[0]);
	}
}

/* As it stood when only the rounds up to this one had been revealed. */
static void disagreement_of_round(const struct score *score, long round, struct disagreement *votes)
{
	struct score then = *score;
	char next[32];

	(void)snprintf(next, sizeof(next), "%ld", round + 1);
	then.hidden = next;
	disagreement_compute(&then, votes);
	if (counting_round(&then) != round)
		*votes = (struct disagreement){ 0, NAN, NAN, NAN, NAN, NAN, NAN, false, 0 };
}

static void add_round(struct maker *maker, struct book_table *table, const struct use_case *use_case, size_t criterion,
		      long round, bool last)
{
	const struct score *score = &use_case->scores[criterion];
	struct disagreement votes;
	size_t counts[LEVEL_COUNT + 1];

	round_count(score, round, counts);
	disagreement_of_round(score, round, &votes);
	book_add_text(maker->book, table, use_case_name(use_case));
	book_add_text(maker->book, table,
		      text_in(&maker->content->criteria.items[criterion].name, maker->scene->language));
	(void)book_add_number(table, (double)round);
	word_votes(&maker->text, counts);
	(void)maker_cell(maker, table);
	(void)book_add_number(table, votes.median);
	(void)book_add_number(table, votes.iqr);
	word_agreement(&maker->text, &votes);
	(void)maker_cell(maker, table);
	(void)book_add_number(table, last && *score->retained ? strtod(score->retained, NULL) : (double)NAN);
}

/* Rounds count upwards: those of a score are few. */
static void add_rounds(struct maker *maker, struct book_table *table, const struct use_case *use_case, size_t criterion)
{
	const struct score *score = &use_case->scores[criterion];
	const long last = round_below(score, ROUND_MOST + 1);

	for (long round = 1; round <= last; round++)
		if (round_below(score, round + 1) == round)
			add_round(maker, table, use_case, criterion, round, round == last);
}

static bool has_votes(const struct maker *maker)
{
	for (size_t i = 0; i < maker->evaluation->use_case_count; i++)
		for (size_t c = 0; c < maker->content->criteria.count; c++)
			if (round_below(&maker->evaluation->use_cases[i].use_case->scores[c], ROUND_MOST + 1))
				return true;
	return false;
}

void make_votes(struct maker *maker)
{
	static const struct maker_column columns[] = {
		{ N_("Use case"), BOOK_TEXT, 30 },  { N_("Criterion"), BOOK_TEXT, 28 },
		{ N_("Round"), BOOK_WHOLE, 6 },     { N_("Votes"), BOOK_TEXT, 28 },
		{ N_("Median"), BOOK_DECIMAL, 8 },  { N_("Interquartile range"), BOOK_DECIMAL, 10 },
		{ N_("Agreement"), BOOK_TEXT, 20 }, { N_("Retained"), BOOK_DECIMAL, 8 },
	};
	struct book_table *table;

	add_people(maker);
	if (!has_votes(maker))
		return;
	table = maker_table(maker, "table-votes", _("Votes, round by round"), columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < maker->evaluation->use_case_count; i++)
		for (size_t c = 0; c < maker->content->criteria.count; c++)
			add_rounds(maker, table, maker->evaluation->use_cases[i].use_case, c);
}
