#include "comparison_parts.h"

#include "cadran/tui/comparison_view.h"

#include <stdio.h>
#include <string.h>

#include "cadran/base/figures.h"
#include "cadran/core/compare.h"
#include "cadran/core/date.h"
#include "cadran/tui/wording.h"

struct compared compared_of(const struct comparison *comparison, enum language language)
{
	return (struct compared){
		.comparison = comparison,
		.before = { .evaluation = comparison->before, .language = language },
		.after = { .evaluation = comparison->after, .language = language },
	};
}

static void end_line(struct pen *pen)
{
	pen_end(pen, ATTRIBUTE_NONE);
}

void word_signed(struct buf *out, const struct scene *scene, double value, int decimals)
{
	figure_signed(out, scene->language, value, decimals);
}

void word_moved(struct buf *out, const struct scene *scene, const struct move *move, int decimals)
{
	word_number(out, scene, move->before, decimals);
	buf_add_text(out, " → ");
	word_number(out, scene, move->after, decimals);
	if (!is_figure(move->before) || !is_figure(move->after))
		return;
	buf_add_text(out, " (");
	word_signed(out, scene, move->after - move->before, decimals);
	buf_add_text(out, ")");
}

static void add_day(struct buf *out, const char *stamp)
{
	char day[DATE_SIZE];

	(void)snprintf(day, sizeof(day), "%.10s", stamp);
	figure_date(out, message_language(), day);
}

void comparison_name_side(struct buf *out, const struct session *session, const struct milestone *milestone, bool two,
			  bool dated)
{
	if (two || !milestone)
		buf_add_text(out, session->document->service[SERVICE_NAME]);
	if (two)
		buf_add_format(out, " (%s)", session->journal.path);
	if (milestone) {
		buf_add_text(out, out->length ? ", " : "");
		buf_add_format(out, _("«%s»"), milestone->name);
		buf_add_text(out, " (");
		add_day(out, milestone->time);
		buf_add_char(out, ')');
	} else if (!two) {
		buf_add_format(out, ", %s", _("as it stands now"));
	}
	if (dated && !milestone && session->done) {
		buf_add_format(out, ", %s ", _("last change"));
		add_day(out, session->units[session->done - 1].time);
	}
}

/* --- content ------------------------------------------------------------------------------------ */

void tell_moved_content(const struct compared *compared, struct pen *pen)
{
	const struct comparison *comparison = compared->comparison;
	struct buf *line = &pen->line;

	for (size_t i = 0; i < comparison->content_count; i++) {
		const struct content_move *move = &comparison->contents[i];
		const char *kind = content_kind_id(move->kind);

		if (!move->before)
			buf_add_format(line, _("%s %s: only after, version %s"), kind, move->id, move->after);
		else if (!move->after)
			buf_add_format(line, _("%s %s: only before, version %s"), kind, move->id, move->before);
		else if (move->kind == CONTENT_MATRIX && !strcmp(move->id, move->after))
			buf_add_format(line, _("another matrix: %s → %s"), move->before, move->after);
		else
			buf_add_format(line, _("%s %s: version %s → %s"), kind, move->id, move->before, move->after);
		end_line(pen);
	}
}

static void word_side(struct buf *out, const struct scene *scene, const struct grid *grid, const char *level)
{
	if (level)
		word_level(out, scene, grid, level);
	else
		buf_add_text(out, _("not asked"));
}

void tell_moved_answers(const struct compared *compared, struct pen *pen, const struct grid *grid,
			const struct dimension_move *dimension)
{
	struct buf *line = &pen->line;

	for (size_t i = 0; i < dimension->answer_count; i++) {
		const struct answer_move *move = &dimension->answers[i];

		buf_add_format(line, "%s · ", text_in(&move->question->text, compared->after.language));
		word_side(line, &compared->before, grid, move->before);
		if (move->before && move->after && !strcmp(move->before, move->after)) {
			buf_add_format(line, ", %s", _("another weight"));
		} else {
			buf_add_text(line, " → ");
			word_side(line, &compared->after, grid, move->after);
		}
		if (is_figure(move->part)) {
			buf_add_text(line, _(": "));
			word_signed(line, &compared->after, move->part, 2);
		}
		end_line(pen);
	}
}

/* --- use cases -------------------------------------------------------------------------------- */

void word_priority_parts(struct buf *out, const struct compared *compared, const struct use_case_move *move)
{
	for (int f = 0; f < FAMILY_COUNT; f++) {
		if (!is_figure(move->parts[f]) || same_figure(move->parts[f], 0))
			continue;
		buf_add_format(out, " · %s ", word_family(&compared->after, (enum family)f));
		word_signed(out, &compared->after, move->parts[f], 1);
	}
}

void word_unmoved(struct buf *out, size_t count)
{
	buf_add_format(out, message_plural("%zu use case as it was", "%zu use cases as they were", count), count);
}

/* «Priority: 60 → 65 (+5) · impact +6 · risk −1» */
static void tell_place(const struct compared *compared, struct pen *pen, const struct use_case_move *move)
{
	struct buf *line = &pen->line;

	if (!move_is_none(&move->priority)) {
		buf_add_format(line, "%s%s", _("Priority"), _(": "));
		word_moved(line, &compared->after, &move->priority, 1);
		word_priority_parts(line, compared, move);
		end_line(pen);
	}
	if (move_is_none(&move->rank))
		return;
	buf_add_format(line, "%s%s", _("Rank"), _(": "));
	word_number(line, &compared->after, move->rank.before, 0);
	buf_add_text(line, " → ");
	word_number(line, &compared->after, move->rank.after, 0);
	if (move->others)
		buf_add_format(line, " (%s)", _("because of the others"));
	end_line(pen);
}

const char *word_quadrant(const struct scene *scene, const struct use_case_result *result)
{
	const struct matrix *matrix = scene->evaluation->document->content->matrix;

	return result->placed ? text_in(&matrix->quadrants[result->quadrant].name, scene->language)
			      : _("no place on the matrix");
}

static void word_condition_of(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			      const char *id)
{
	for (size_t i = 0; i < result->condition_count; i++)
		if (!strcmp(result->conditions[i].condition->id, id))
			word_condition(out, scene, result, &result->conditions[i]);
}

void word_condition_move(struct buf *out, const struct compared *compared, const struct use_case_move *move,
			 const struct condition_move *condition)
{
	static const char *const met[] = {
		[MET_UNKNOWN] = N_("not known any more"),
		[MET_YES] = N_("met now"),
		[MET_NO] = N_("not met now"),
	};

	buf_add_format(out, "%s%s", _(met[condition->after]), _(": "));
	word_condition_of(out, &compared->after, move->after, condition->id);
}

static void tell_verdict(const struct compared *compared, struct pen *pen, const struct use_case_move *move)
{
	struct buf *line = &pen->line;

	if (strcmp(use_case_quadrant(compared->before.evaluation, move->before),
		   use_case_quadrant(compared->after.evaluation, move->after)) != 0) {
		buf_add_format(line, "%s%s%s → %s", _("Quadrant"), _(": "),
			       word_quadrant(&compared->before, move->before),
			       word_quadrant(&compared->after, move->after));
		end_line(pen);
	}
	if (move->before->verdict != move->after->verdict) {
		buf_add_format(line, "%s → %s", word_verdict(move->before->verdict),
			       word_verdict(move->after->verdict));
		end_line(pen);
	}
	pen->indent += 2;
	for (size_t i = 0; i < move->condition_count; i++) {
		word_condition_move(line, compared, move, &move->conditions[i]);
		end_line(pen);
	}
	pen->indent -= 2;
}

static const char *source_word(enum score_source source)
{
	static const char *const words[] = {
		[SOURCE_MISSING] = N_("not scored"),
		[SOURCE_RETAINED] = N_("retained score"),
		[SOURCE_VOTES] = N_("votes"),
		[SOURCE_DERIVED] = N_("computed from the figures"),
	};

	return _(words[source]);
}

static void tell_score(const struct compared *compared, struct pen *pen, const struct score_move *move)
{
	struct buf *line = &pen->line;

	buf_add_format(line, "%s%s", text_in(&move->criterion->name, compared->after.language), _(": "));
	word_number(line, &compared->after, move->score.before, 2);
	buf_add_text(line, " → ");
	word_number(line, &compared->after, move->score.after, 2);
	if (move->before != move->after)
		buf_add_format(line, " (%s → %s)", source_word(move->before), source_word(move->after));
	else if (move->after != SOURCE_RETAINED)
		buf_add_format(line, " (%s)", source_word(move->after));
	if (is_figure(move->part)) {
		buf_add_text(line, _(": "));
		word_signed(line, &compared->after, move->part, 1);
	}
	end_line(pen);
}

/* A family that moved, or of which a score did, with its scores. */
static void tell_family(const struct compared *compared, struct pen *pen, const struct use_case_move *move,
			enum family family)
{
	bool drawn = !move_is_none(&move->families[family]);

	for (size_t i = 0; !drawn && i < move->score_count; i++)
		drawn = move->scores[i].criterion->family == family;
	if (!drawn)
		return;
	buf_add_format(&pen->line, "%s%s", word_family(&compared->after, family), _(": "));
	word_moved(&pen->line, &compared->after, &move->families[family], 1);
	end_line(pen);
	pen->indent += 2;
	for (size_t i = 0; i < move->score_count; i++)
		if (move->scores[i].criterion->family == family)
			tell_score(compared, pen, &move->scores[i]);
	pen->indent -= 2;
}

void word_gate_move(struct buf *out, const struct compared *compared, const struct gate_move *gate)
{
	buf_add_format(out, _("levels missing in «%s»: "), text_in(&gate->dimension->name, compared->after.language));
	word_number(out, &compared->after, gate->shortfall.before, 2);
	buf_add_text(out, " → ");
	word_number(out, &compared->after, gate->shortfall.after, 2);
}

static void tell_gates(const struct compared *compared, struct pen *pen, const struct use_case_move *move)
{
	for (size_t i = 0; i < move->gate_count; i++) {
		word_gate_move(&pen->line, compared, &move->gates[i]);
		end_line(pen);
	}
}

/* A dash where nothing stands. */
static void add_value(struct buf *line, const struct scene *scene, enum use_case_field field, const char *value)
{
	const size_t length = line->length;

	word_use_case_value(line, scene, field, value);
	if (line->length == length)
		buf_add_text(line, "–");
}

static void tell_fields(const struct compared *compared, struct pen *pen, const struct use_case_move *move)
{
	struct buf *line = &pen->line;
	const char *before, *after;

	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++) {
		const enum use_case_field field = (enum use_case_field)f;

		if (!use_case_move_field(move, field, &before, &after))
			continue;
		buf_add_format(line, "%s%s", word_use_case_field(field), _(": "));
		add_value(line, &compared->before, field, before);
		buf_add_text(line, " → ");
		add_value(line, &compared->after, field, after);
		end_line(pen);
	}
}

void tell_moved_use_case(const struct compared *compared, struct pen *pen, const struct use_case_move *move)
{
	tell_place(compared, pen, move);
	tell_verdict(compared, pen, move);
	for (int f = 0; f < FAMILY_COUNT; f++)
		tell_family(compared, pen, move, (enum family)f);
	tell_gates(compared, pen, move);
	tell_fields(compared, pen, move);
}
