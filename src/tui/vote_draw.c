/*
 * What stands on the vote page: who is to vote, what is asked, and what came of
 * it. Before the reveal none of it is made of a vote.
 */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/scoring.h"
#include "cadran/tui/wording.h"
#include "room_order.h"
#include "ui_internal.h"
#include "vote.h"

enum { BAR = 20 /* columns of the longest */, BAR_INDENT = BAR + 8, ANCHOR_INDENT = 4 };

static const struct document *document_of(const struct vote_drawing *drawing)
{
	return drawing->ui->session->document;
}

static const char *criterion_name(const struct vote_drawing *drawing, struct ballot_item item)
{
	return text_in(&document_of(drawing)->content->criteria.items[item.criterion].name,
		       drawing->ui->scene.language);
}

/* «Fairness · Dictation» */
static void draw_title(const struct vote_drawing *drawing, struct poster *poster, struct ballot_item item)
{
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s · %s", criterion_name(drawing, item),
		       use_case_name(&document_of(drawing)->use_cases[item.use_case]));
	poster_text(poster, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

static void draw_question(const struct vote_drawing *drawing, struct poster *poster, struct ballot_item item)
{
	poster_text(poster, ATTRIBUTE_NONE,
		    text_in(&document_of(drawing)->content->criteria.items[item.criterion].text,
			    drawing->ui->scene.language));
}

static const char *anchor(const struct vote_drawing *drawing, struct ballot_item item, int level)
{
	const struct document *document = document_of(drawing);

	return text_in(
		criterion_anchor(&document->content->criteria.items[item.criterion], level, document_profile(document)),
		drawing->ui->scene.language);
}

/* --- before the reveal ------------------------------------------------------------------------ */

size_t vote_count_voters(const struct ui *ui, const struct ballot *ballot, size_t *done, struct buf *waited)
{
	const struct document *document = ui->session->document;
	size_t *order = room_order(ui->session), voters = 0, first;

	*done = 0;
	for (size_t i = 0; i < document->participant_count; i++) {
		if (!participant_is_here(document, order[i]))
			continue;
		voters++;
		if (ballot_left(document, ballot, order[i], &first))
			buf_add_format(waited, "%s%s", waited->length ? ", " : "", document->participants[order[i]]);
		else
			++*done;
	}
	free(order);
	return voters;
}

static void draw_voters(const struct vote_drawing *drawing, struct poster *poster)
{
	struct buf waited, text;
	size_t done, voters;

	buf_init(&waited);
	buf_init(&text);
	voters = vote_count_voters(drawing->ui, &drawing->state->ballot, &done, &waited);
	if (done)
		buf_add_format(&text, message_plural("%zu of %zu has voted.", "%zu of %zu have voted.", done), done,
			       voters);
	else
		buf_add_format(&text, _("0 of %zu have voted."), voters);
	if (waited.length)
		buf_add_format(&text, _(" Not yet: %s."), waited.data);
	poster_text(poster, ATTRIBUTE_NONE, text.data);
	buf_release(&waited);
	buf_release(&text);
}

/* What is voted on, as far as names go on a few lines. */
static void draw_ballot(const struct vote_drawing *drawing, struct poster *poster)
{
	const struct ballot *ballot = &drawing->state->ballot;
	const struct document *document = document_of(drawing);
	enum { NAMED = 6 };
	struct buf text;
	bool one_case = true;

	for (size_t i = 1; i < ballot->count; i++)
		one_case &= ballot->items[i].use_case == ballot->items[0].use_case;
	buf_init(&text);
	if (one_case)
		buf_add_format(&text, "%s%s", use_case_name(&document->use_cases[ballot->items[0].use_case]), _(": "));
	else
		buf_add_format(&text, "%s%s", criterion_name(drawing, ballot->items[0]), _(": "));
	for (size_t i = 0; i < ballot->count && i < NAMED; i++)
		buf_add_format(&text, "%s%s", i ? ", " : "",
			       one_case ? criterion_name(drawing, ballot->items[i])
					: use_case_name(&document->use_cases[ballot->items[i].use_case]));
	if (ballot->count > NAMED)
		buf_add_format(&text, _(" and %zu more"), ballot->count - NAMED);
	poster_text(poster, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_pass(const struct vote_drawing *drawing, struct poster *poster)
{
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, _("Pass the keyboard to %s"), document_of(drawing)->participants[drawing->state->voter]);
	poster_space(poster);
	surface_cursor(poster->surface, poster->row, poster->left);
	poster_text(poster, ATTRIBUTE_BOLD, text.data);
	poster_space(poster);
	poster_text(poster, ATTRIBUTE_NONE, _("Press Enter when it is you. → lets somebody else go first."));
	poster_space(poster);
	draw_voters(drawing, poster);
	draw_ballot(drawing, poster);
	buf_release(&text);
}

/* «Claire · vote 2 of 6» */
static void draw_voter(const struct vote_drawing *drawing, struct poster *poster)
{
	const struct vote_state *state = drawing->state;
	size_t first = 0, left = ballot_left(document_of(drawing), &state->ballot, state->voter, &first);
	struct buf text;

	buf_init(&text);
	buf_add_text(&text, document_of(drawing)->participants[state->voter]);
	if (state->ballot.count > 1)
		buf_add_format(&text, _(" · vote %zu of %zu"), state->ballot.count - left + 1, state->ballot.count);
	poster_text(poster, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

/* The row of what is typed, where votes are shown. */
static void draw_choice(const struct vote_drawing *drawing, struct poster *poster, char key, const char *shown,
			const char *text)
{
	const int row = poster->row;
	const bool chosen = drawing->ui->room.shows && drawing->state->typed == key;

	poster_labelled(poster, chosen ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, shown, ANCHOR_INDENT, text);
	if (!chosen)
		return;
	surface_mark(poster->surface, row, poster->left - 1, 3, ATTRIBUTE_REVERSE);
	surface_cursor(poster->surface, row, poster->left);
}

static const char *typed_word(const struct vote_drawing *drawing)
{
	if (drawing->state->typed)
		return _("Your vote is typed. Enter confirms it; until then another figure replaces it.");
	return drawing->ui->room.shows ? _("Press a figure from 1 to 5, or x to abstain.")
				       : _("Press a figure from 1 to 5, or x to abstain. What you type is not shown.");
}

static void draw_cast(const struct vote_drawing *drawing, struct poster *poster)
{
	const struct ballot_item item = vote_item(drawing->ui, drawing->state);

	draw_voter(drawing, poster);
	poster_space(poster);
	draw_title(drawing, poster, item);
	draw_question(drawing, poster, item);
	poster_space(poster);
	for (int level = 1; level <= LEVEL_COUNT; level++)
		draw_choice(drawing, poster, (char)('0' + level), (const char[]){ (char)('0' + level), '\0' },
			    anchor(drawing, item, level));
	draw_choice(drawing, poster, '-', "x", _("I abstain"));
	poster_space(poster);
	if (poster->surface->cursor_row < 0)
		surface_cursor(poster->surface, poster->row, poster->left);
	poster_text(poster, ATTRIBUTE_BOLD, typed_word(drawing));
}

static void draw_ready(const struct vote_drawing *drawing, struct poster *poster)
{
	poster_space(poster);
	draw_title(drawing, poster, vote_item(drawing->ui, drawing->state));
	draw_question(drawing, poster, vote_item(drawing->ui, drawing->state));
	poster_space(poster);
	draw_voters(drawing, poster);
	poster_space(poster);
	surface_cursor(poster->surface, poster->row, poster->left);
	poster_text(poster, ATTRIBUTE_BOLD, _("Enter reveals the votes."));
}

/* --- after it ------------------------------------------------------------------------------------ */

/* «3 ██████ 3», two columns a vote as long as there is room. */
static void draw_bar(const struct vote_drawing *drawing, struct poster *poster, int level, const size_t *counts,
		     bool median)
{
	size_t most = BAR / 2;
	struct buf label;

	for (int i = 1; i <= LEVEL_COUNT; i++)
		most = counts[i] > most ? counts[i] : most;
	buf_init(&label);
	buf_add_format(&label, "%d ", level);
	for (size_t i = 0; i < BAR * counts[level] / most; i++)
		buf_add_text(&label, surface_glyph_text(poster->surface, GLYPH_FULL));
	if (counts[level])
		buf_add_format(&label, " %zu", counts[level]);
	else
		buf_add_text(&label, surface_glyph_text(poster->surface, GLYPH_EMPTY));
	poster_labelled(poster, median ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, label.data, BAR_INDENT,
			anchor(drawing, drawing->state->item, level));
	buf_release(&label);
}

static void draw_figures(const struct vote_drawing *drawing, struct poster *poster, const struct disagreement *votes)
{
	const struct scene *scene = &drawing->ui->scene;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s ", _("Median"));
	word_number(&text, scene, votes->median, 2);
	if (is_figure(votes->iqr)) {
		buf_add_format(&text, " · %s ", _("interquartile range"));
		word_number(&text, scene, votes->iqr, 2);
		buf_add_text(&text, " · ");
		buf_add_format(&text, _("from %.0f to %.0f"), votes->min, votes->max);
		buf_add_text(&text, " · ");
		word_agreement(&text, votes);
	}
	poster_text(poster, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

static void draw_outliers(const struct vote_drawing *drawing, struct poster *poster, const struct disagreement *votes,
			  long round)
{
	const struct document *document = document_of(drawing);
	const struct score *score = ballot_score(document, drawing->state->item);
	struct buf names;
	size_t apart = 0;

	buf_init(&names);
	for (const struct vote *vote = NULL; (vote = counting_vote(score, round, vote));)
		if (vote_stands_out((double)vote_level(vote), votes->median))
			buf_add_format(&names, "%s%s (%zu)", apart++ ? ", " : "",
				       document->participants[vote->participant], vote_level(vote));
	if (names.length) {
		struct buf text;

		buf_init(&text);
		buf_add_format(&text,
			       message_plural("Two points or more from the median: %s. They speak first.",
					      "Two points or more from the median: %s. They speak first.", apart),
			       names.data);
		poster_text(poster, ATTRIBUTE_BOLD, text.data);
		buf_release(&text);
	} else if (votes->disagreement) {
		poster_text(poster, ATTRIBUTE_BOLD,
			    _("The room is divided. Both sides speak before a score is retained."));
	} else if (votes->votes > 1) {
		poster_text(poster, ATTRIBUTE_NONE, _("Nobody is two points or more away from the median."));
	}
	buf_release(&names);
}

/* «Round 1: median 3, from 2 to 5» */
static void draw_before(const struct vote_drawing *drawing, struct poster *poster, long round)
{
	struct score earlier = *ballot_score(document_of(drawing), drawing->state->item);
	const long before = round_below(&earlier, round);
	struct disagreement votes;
	char hidden[32];
	struct buf text;

	if (!before)
		return;
	(void)snprintf(hidden, sizeof(hidden), "%ld", before + 1);
	earlier.hidden = hidden;
	disagreement_compute(&earlier, &votes);
	if (!votes.votes)
		return;
	buf_init(&text);
	buf_add_format(&text, _("Round %ld"), before);
	buf_add_format(&text, "%s%s ", _(": "), _("median"));
	word_number(&text, &drawing->ui->scene, votes.median, 2);
	buf_add_text(&text, " · ");
	buf_add_format(&text, _("from %.0f to %.0f"), votes.min, votes.max);
	poster_text(poster, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_round(struct poster *poster, long round, const size_t *counts)
{
	size_t votes = 0;
	struct buf text;

	for (int level = 1; level <= LEVEL_COUNT; level++)
		votes += counts[level];
	buf_init(&text);
	buf_add_format(&text, _("Round %ld"), round);
	buf_add_text(&text, " · ");
	buf_add_format(&text, message_plural("%zu vote", "%zu votes", votes), votes);
	if (counts[0]) {
		buf_add_text(&text, " · ");
		buf_add_format(&text, message_plural("%zu abstention", "%zu abstentions", counts[0]), counts[0]);
	}
	poster_text(poster, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* «Discussion 2:45 · Space stops the time» */
static void draw_timer(const struct vote_drawing *drawing, struct poster *poster)
{
	const bool runs = discussion_is_on(drawing->ui);
	struct buf text;

	buf_init(&text);
	discussion_draw(drawing->ui, &text);
	buf_add_format(&text, " · %s",
		       !discussion_left(drawing->ui) ? _("the time is up")
		       : runs                        ? _("Space stops the time")
						     : _("Space lets the time run"));
	poster_text(poster, runs ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_shown(const struct vote_drawing *drawing, struct poster *poster)
{
	const struct score *score = ballot_score(document_of(drawing), drawing->state->item);
	const long round = round_below(score, LONG_MAX);
	struct disagreement votes;
	size_t counts[LEVEL_COUNT + 1];

	round_count(score, round, counts);
	disagreement_compute(score, &votes);
	surface_cursor(poster->surface, poster->row, poster->left);
	draw_title(drawing, poster, drawing->state->item);
	draw_round(poster, round, counts);
	poster_space(poster);
	for (int level = LEVEL_COUNT; level > 0; level--)
		draw_bar(drawing, poster, level, counts, votes.votes && fabs(votes.median - level) < 1);
	poster_space(poster);
	if (counting_round(score) == round && votes.votes) {
		draw_figures(drawing, poster, &votes);
		draw_outliers(drawing, poster, &votes, round);
	} else {
		poster_text(poster, ATTRIBUTE_BOLD, _("Nobody gave a score in this round."));
	}
	draw_before(drawing, poster, round);
	draw_timer(drawing, poster);
}

static void draw_over(const struct vote_drawing *drawing, struct poster *poster)
{
	(void)drawing;
	poster_space(poster);
	surface_cursor(poster->surface, poster->row, poster->left);
	poster_text(poster, ATTRIBUTE_BOLD, _("No secret vote is open."));
	poster_space(poster);
	poster_text(poster, ATTRIBUTE_NONE, _("Esc goes back to the workshop, where Enter asks for one."));
}

void vote_draw(struct poster *poster, const void *context)
{
	static void (*const draws[])(const struct vote_drawing *, struct poster *) = {
		[VOTE_OVER] = draw_over,   [VOTE_PASS] = draw_pass,   [VOTE_CAST] = draw_cast,
		[VOTE_READY] = draw_ready, [VOTE_SHOWN] = draw_shown,
	};
	const struct vote_drawing *drawing = context;

	draws[drawing->state->phase](drawing, poster);
}
