#include "scoring_panel.h"

#include <limits.h>
#include <math.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/scoring.h"
#include "explain_money.h"

/* From here on the votes for each anchor stand beside it too. */
enum { WIDE = 60, VOTES_WIDTH = 10, ANCHOR_COLUMN = 4 };

void word_score_source(struct buf *out, const struct criterion_result *result)
{
	if (result->source == SOURCE_VOTES)
		buf_add_format(out, message_plural("%zu vote", "%zu votes", result->vote_count), result->vote_count);
	else if (result->source == SOURCE_DERIVED)
		buf_add_text(out, _("computed"));
}

void word_score_value(struct buf *out, const struct scene *scene, const struct surface *surface,
		      const struct criterion_result *result)
{
	if (result->source == SOURCE_MISSING)
		buf_add_text(out, surface_glyph_text(surface, GLYPH_EMPTY));
	else
		word_number(out, scene, result->score, 2);
}

/* What refines a family that is decided is left to be scored or not. */
static void word_interval(struct buf *out, const struct scene *scene, const struct family_result *family)
{
	if (family->complete || !is_figure(family->min) || same_figure(family->min, family->max))
		return;
	buf_add_text(out, " [");
	word_number(out, scene, family->min, 1);
	buf_add_text(out, " – ");
	word_number(out, scene, family->max, 1);
	buf_add_text(out, "]");
}

bool word_family_value(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		       enum family family)
{
	const bool lowered = family == FAMILY_FEASIBILITY && result_is_lowered_by_gate(result);

	word_number(out, scene, result->families[family].value, 1);
	word_interval(out, scene, &result->families[family]);
	if (lowered) {
		buf_add_text(out, " → ");
		word_number(out, scene, result->feasibility_after, 1);
	}
	return lowered;
}

void word_outlook(struct buf *out, const struct scene *scene, const struct surface *surface,
		  const struct use_case_result *result)
{
	const char *flag = word_flag(surface, result);

	if (*flag != ' ')
		buf_add_format(out, "%s ", flag);
	word_verdict_why(out, scene, result);
}

const char *word_out_of_race(const struct use_case_result *result)
{
	if (result_is_prohibited(result))
		return _("prohibited");
	return result_is_settled(result) ? word_status(result->facts.status) : NULL;
}

/* --- votes ------------------------------------------------------------------------------ */

/* «Round 1: 2 ×1, 3 ×4, 4 ×1, 1 abstention» */
static void tell_round(struct telling *telling, const struct score *score, long round)
{
	size_t counts[LEVEL_COUNT + 1], said = 0;

	round_count(score, round, counts);
	buf_add_format(&telling->pen.line, _("Votes of round %ld"), round);
	tell_text(telling, _(": "));
	for (int level = 1; level <= LEVEL_COUNT; level++)
		if (counts[level])
			buf_add_format(&telling->pen.line, "%s%d\u00a0×%zu", said++ ? ", " : "", level, counts[level]);
	if (counts[0]) {
		tell_text(telling, said ? ", " : "");
		buf_add_format(&telling->pen.line, message_plural("%zu abstention", "%zu abstentions", counts[0]),
			       counts[0]);
	}
	tell_end(telling);
}

static void tell_rounds(struct telling *telling, const struct score *score)
{
	for (long round = round_below(score, LONG_MAX); round; round = round_below(score, round))
		tell_round(telling, score, round);
}

/* --- where the score comes from ------------------------------------------------------------ */

static void tell_basis(struct telling *telling, const struct criterion *criterion,
		       const struct criterion_result *result)
{
	if (result->source == SOURCE_VOTES)
		tell_aggregate(telling, result);
	else
		tell_derived(telling, criterion->derive, (int)result->score);
}

/* What a retained score hides, for those who wonder why their votes do not count. */
static void tell_overridden(struct telling *telling, const struct criterion *criterion, const struct score *score)
{
	struct score others = *score;
	struct criterion_result result;

	others.retained = "";
	criterion_compute(criterion, &others, telling->content->matrix,
			  document_profile(telling->scene->evaluation->document),
			  &telling->result->money[ESTIMATE_LIKELY], &result);
	if (result.source == SOURCE_MISSING)
		return;
	buf_add_format(&telling->pen.line, ". %s ", _("It overrides"));
	tell_number(telling, result.score, 2);
	tell_text(telling, " (");
	tell_basis(telling, criterion, &result);
	tell_text(telling, ")");
}

static void tell_score(struct telling *telling, const struct criterion *criterion, const struct score *score,
		       const struct criterion_result *result)
{
	struct buf number;

	if (result->source == SOURCE_MISSING) {
		tell_text(telling, criterion->required ? _("not scored, required") : _("not scored"));
		tell_end(telling);
		return;
	}
	buf_init(&number);
	word_number(&number, telling->scene, result->score, 2);
	if (result->source == SOURCE_RETAINED) {
		buf_add_format(&telling->pen.line, _("Score %s, retained"), number.data);
		tell_overridden(telling, criterion, score);
	} else {
		buf_add_format(&telling->pen.line, _("Score %s, "), number.data);
		tell_basis(telling, criterion, result);
		buf_add_format(&telling->pen.line, ". %s", _("A typed score overrides it."));
	}
	tell_end(telling);
	buf_release(&number);
}

/* --- anchors ------------------------------------------------------------------------------- */

bool score_stands_on(const struct criterion_result *result, int level)
{
	return is_figure(result->score) && fabs(result->score - level) < 1 - COMPARE_SLACK;
}

static int draw_anchor(const struct scoring_panel *panel, struct surface *surface, int row, int level, size_t votes)
{
	const struct criterion *criterion =
		&panel->scene->evaluation->document->content->criteria.items[panel->criterion];
	const struct text *anchor =
		criterion_anchor(criterion, level, document_profile(panel->scene->evaluation->document));
	const bool current = score_stands_on(&panel->result->criteria[panel->criterion], level),
		   beside = surface->width >= WIDE;
	const unsigned attributes = current ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE;
	const char figure[2] = { (char)('0' + level), '\0' };
	int lines;

	if (current)
		(void)surface_text(surface, row, 0, 1, ATTRIBUTE_BOLD, surface_glyph_text(surface, GLYPH_CURRENT));
	(void)surface_text(surface, row, 2, 1, ATTRIBUTE_BOLD, figure);
	lines = surface_wrap(surface, row, ANCHOR_COLUMN, surface->width - ANCHOR_COLUMN - (beside ? VOTES_WIDTH : 0),
			     attributes, text_in(anchor, panel->scene->language));
	if (beside && votes) {
		struct buf text;

		buf_init(&text);
		buf_add_format(&text, message_plural("%zu vote", "%zu votes", votes), votes);
		surface_text_right(surface, row, surface->width - VOTES_WIDTH, VOTES_WIDTH, attributes, text.data);
		buf_release(&text);
	}
	return lines ? lines : 1;
}

static int draw_anchors(struct scoring_panel *panel, struct surface *surface, int row)
{
	const struct score *score = &panel->result->use_case->scores[panel->criterion];
	size_t counts[LEVEL_COUNT + 1];

	round_count(score, round_below(score, LONG_MAX), counts);
	panel->first = 0;
	panel->last = -1;
	for (int level = 1; level <= LEVEL_COUNT; level++) {
		const int lines = draw_anchor(panel, surface, row, level, counts[level]);

		if (score_stands_on(&panel->result->criteria[panel->criterion], level)) {
			panel->first = panel->last < 0 ? row : panel->first;
			panel->last = row + lines - 1;
		}
		row += lines + (panel->airy ? 1 : 0);
	}
	return row;
}

/* --- the whole ------------------------------------------------------------------------------ */

/* The name, and at the end of its row, where there is room, which end of the scale is the good one. */
static int draw_title(const struct scoring_panel *panel, struct surface *surface, const char *title)
{
	const struct criterion *criterion =
		&panel->scene->evaluation->document->content->criteria.items[panel->criterion];
	const char *direction = criterion->less_is_better ? _("1 is best, 5 is worst") : _("5 is best");
	const int width = surface_measure(surface, direction);
	int rows = surface_wrap(surface, 0, 0, surface->width, ATTRIBUTE_BOLD, title);

	if (rows > 1 || surface_measure(surface, title) + 2 + width > surface->width)
		rows += surface_wrap(surface, rows, 0, surface->width, ATTRIBUTE_NONE, direction);
	else
		surface_text_right(surface, 0, surface->width - width, width, ATTRIBUTE_NONE, direction);
	return rows;
}

static int draw_question(const struct scoring_panel *panel, struct surface *surface)
{
	const struct criterion *criterion =
		&panel->scene->evaluation->document->content->criteria.items[panel->criterion];
	int row;

	if (panel->by_criterion)
		return draw_title(panel, surface, use_case_name(panel->result->use_case));
	row = draw_title(panel, surface, text_in(&criterion->name, panel->scene->language));
	return row + surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE,
				  text_in(&criterion->text, panel->scene->language));
}

/* What the score moves: shown where the use case is not at the head of the page. */
static void tell_family_value(struct telling *telling, enum family family)
{
	buf_add_format(&telling->pen.line, "%s ", word_family(telling->scene, family));
	if (word_family_value(&telling->pen.line, telling->scene, telling->result, family))
		buf_add_format(&telling->pen.line, " (%s)", _("maturity missing"));
	buf_add_format(&telling->pen.line, " · %s", word_verdict(telling->result->verdict));
	tell_end(telling);
}

void scoring_panel_draw(struct scoring_panel *panel, struct surface *surface)
{
	const struct content *content = panel->scene->evaluation->document->content;
	const struct criterion *criterion = &content->criteria.items[panel->criterion];
	const struct score *score = &panel->result->use_case->scores[panel->criterion];
	const char *evidence = text_in(&criterion->evidence, panel->scene->language);
	struct telling telling = { .scene = panel->scene, .content = content, .result = panel->result };
	int row = draw_question(panel, surface) + (panel->airy ? 1 : 0);

	row = draw_anchors(panel, surface, row);
	pen_init(&telling.pen, surface);
	telling.pen.row = row;
	tell_score(&telling, criterion, score, &panel->result->criteria[panel->criterion]);
	tell_rounds(&telling, score);
	if (panel->by_criterion)
		tell_family_value(&telling, criterion->family);
	telling.pen.row += panel->airy ? 1 : 0;
	if (*evidence) {
		buf_add_format(&telling.pen.line, "%s%s%s", _("To ask for"), _(": "), evidence);
		tell_end(&telling);
	}
	pen_release(&telling.pen);
}
