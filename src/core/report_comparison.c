/*
 * A comparison as a table: a row a figure or a value, those of grids and
 * dimensions all, of everything else what is different.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/core/comparison.h"
#include "report_build.h"

static const struct titled_column columns[] = {
	{ "kind", { "Nature", "Kind" } },  { "id", { "Identifiant", "Id" } },
	{ "field", { "Champ", "Field" } }, { "before", { "Avant", "Before" } },
	{ "after", { "Après", "After" } }, { "difference", { "Écart", "Difference" } },
	{ "part", { "Part", "Part" } },    { "reason", { "Raison", "Reason" } },
	{ NULL, { NULL, NULL } },
};

static void add_names(struct report *report, const char *kind, const char *id, const char *field)
{
	report_add_text(report, kind);
	report_add_text(report, id);
	report_add_text(report, field);
}

static void add_move(struct report *report, const struct move *move)
{
	report_add_number(report, move->before);
	report_add_number(report, move->after);
	report_add_number(report, move->after - move->before);
}

static void add_texts(struct report *report, const char *before, const char *after)
{
	report_add_text(report, before);
	report_add_text(report, after);
	report_add_number(report, NAN);
}

/* One figure or value of a use case, whose part and reason follow. */
static void add_figure(struct report *report, const char *kind, const char *id, const char *field,
		       const struct move *move)
{
	add_names(report, kind, id, field);
	add_move(report, move);
}

static void add_end(struct report *report, double part, const char *reason)
{
	report_add_number(report, part);
	report_add_text(report, reason);
}

/* «quality.errors +0.5», after «; » where something stands before it; nothing where it moves nothing. */
static void add_reason(struct buf *reason, const char *id, double part)
{
	if (is_figure(part) && !same_figure(part, 0))
		buf_add_format(reason, "%s%s %+.4g", reason->length ? "; " : "", id, part);
}

static void add_contents(const struct comparison *comparison, struct report *report)
{
	for (size_t i = 0; i < comparison->content_count; i++) {
		const struct content_move *move = &comparison->contents[i];

		add_names(report, "content", content_kind_id(move->kind), move->id);
		add_texts(report, move->before, move->after);
		add_end(report, NAN, "");
	}
}

static void add_answers(const struct grid_move *grid, const struct dimension_move *dimension, struct report *report)
{
	struct buf id, of;

	buf_init(&id);
	buf_init(&of);
	buf_add_format(&of, "%s.%s", grid->grid->id, dimension->dimension->id);
	for (size_t i = 0; i < dimension->answer_count; i++) {
		const struct answer_move *move = &dimension->answers[i];
		double before, after;

		buf_clear(&id);
		buf_add_format(&id, "%s.%s", grid->grid->id, move->question->id);
		add_names(report, "answer", id.data, "level");
		report_add_level(report, move->before ? move->before : "");
		report_add_level(report, move->after ? move->after : "");
		report_add_number(report, move->before && move->after && number_parse(move->before, &before) &&
							  number_parse(move->after, &after)
						  ? after - before
						  : (double)NAN);
		add_end(report, move->part, of.data);
	}
	buf_release(&id);
	buf_release(&of);
}

static void add_dimension(const struct grid_move *grid, const struct dimension_move *move, struct report *report)
{
	struct buf id, reason;

	buf_init(&id);
	buf_init(&reason);
	buf_add_format(&id, "%s.%s", grid->grid->id, move->dimension->id);
	for (size_t i = 0; i < move->answer_count; i++)
		add_reason(&reason, move->answers[i].question->id, move->answers[i].part);
	add_figure(report, "dimension", id.data, "score", &move->score);
	add_end(report, move->part, reason.data);
	buf_release(&id);
	buf_release(&reason);
}

static void add_grid(const struct grid_move *move, struct report *report)
{
	struct buf reason;

	buf_init(&reason);
	for (size_t i = 0; i < move->dimension_count; i++)
		add_reason(&reason, move->dimensions[i].dimension->id, move->dimensions[i].part);
	add_figure(report, "grid", move->grid->id, "score", &move->score);
	add_end(report, NAN, reason.data);
	add_figure(report, "grid", move->grid->id, "level", &move->level);
	add_end(report, NAN, "");
	for (size_t i = 0; i < move->dimension_count; i++) {
		add_dimension(move, &move->dimensions[i], report);
		add_answers(move, &move->dimensions[i], report);
	}
	buf_release(&reason);
}

static void add_family(const struct use_case_move *move, int family, struct report *report)
{
	const char *id = move->after->use_case->id;
	struct buf reason;

	if (move_is_none(&move->families[family]))
		return;
	buf_init(&reason);
	for (size_t i = 0; i < move->score_count; i++)
		if (move->scores[i].criterion->family == (enum family)family)
			add_reason(&reason, move->scores[i].criterion->id, move->scores[i].part);
	add_figure(report, "use-case", id, family_id((enum family)family), &move->families[family]);
	add_end(report, move->parts[family], reason.data);
	buf_release(&reason);
}

static void add_place(const struct use_case_move *move, struct report *report)
{
	const char *id = move->after->use_case->id;
	struct buf reason;

	buf_init(&reason);
	for (int f = 0; f < FAMILY_COUNT; f++)
		add_reason(&reason, family_id((enum family)f), move->parts[f]);
	if (!move_is_none(&move->priority)) {
		add_figure(report, "use-case", id, "priority", &move->priority);
		add_end(report, NAN, reason.data);
	}
	if (!move_is_none(&move->rank)) {
		add_figure(report, "use-case", id, "rank", &move->rank);
		add_end(report, NAN, move->others ? "others" : move_is_none(&move->priority) ? "status" : "priority");
	}
	if (!move_is_none(&move->x)) {
		add_figure(report, "use-case", id, "x", &move->x);
		add_end(report, NAN, "");
	}
	if (!move_is_none(&move->y)) {
		add_figure(report, "use-case", id, "y", &move->y);
		add_end(report, NAN, "");
	}
	buf_release(&reason);
}

static void add_word(struct report *report, const char *id, const char *field, const char *before, const char *after,
		     const char *reason)
{
	add_names(report, "use-case", id, field);
	add_texts(report, before, after);
	add_end(report, NAN, reason);
}

static void add_verdict(const struct comparison *comparison, const struct use_case_move *move, struct report *report)
{
	static const char *const met[] = { "unknown", "yes", "no" };
	const char *id = move->after->use_case->id;
	const char *before = use_case_quadrant(comparison->before, move->before);
	const char *after = use_case_quadrant(comparison->after, move->after);
	struct buf reason;

	if (strcmp(before, after) != 0)
		add_word(report, id, "quadrant", before, after, "");
	buf_init(&reason);
	for (size_t i = 0; i < move->condition_count; i++)
		buf_add_format(&reason, "%s%s %s → %s", i ? "; " : "", move->conditions[i].id,
			       met[move->conditions[i].before], met[move->conditions[i].after]);
	if (move->before->verdict != move->after->verdict || move->condition_count)
		add_word(report, id, "quick_win", verdict_id(move->before->verdict), verdict_id(move->after->verdict),
			 reason.data);
	buf_release(&reason);
}

static void add_scores(const struct use_case_move *move, struct report *report)
{
	static const char *const sources[] = { "missing", "retained", "votes", "figures" };
	struct buf reason;

	buf_init(&reason);
	for (size_t i = 0; i < move->score_count; i++) {
		const struct score_move *score = &move->scores[i];

		buf_clear(&reason);
		buf_add_text(&reason, sources[score->after]);
		if (score->before != score->after) {
			buf_clear(&reason);
			buf_add_format(&reason, "%s → %s", sources[score->before], sources[score->after]);
		}
		add_figure(report, "score", move->after->use_case->id, score->criterion->id, &score->score);
		add_end(report, score->part, reason.data);
	}
	buf_release(&reason);
}

static void add_gates(const struct use_case_move *move, struct report *report)
{
	struct buf id;

	buf_init(&id);
	for (size_t i = 0; i < move->gate_count; i++) {
		buf_clear(&id);
		buf_add_format(&id, "%s.%s", move->gates[i].grid->id, move->gates[i].dimension->id);
		add_figure(report, "gate", move->after->use_case->id, id.data, &move->gates[i].shortfall);
		add_end(report, NAN, "");
	}
	buf_release(&id);
}

static void add_fields(const struct use_case_move *move, struct report *report)
{
	const char *before, *after;

	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++) {
		if (!use_case_move_field(move, (enum use_case_field)f, &before, &after))
			continue;
		add_names(report, "field", move->after->use_case->id, use_case_field_id((enum use_case_field)f));
		add_texts(report, before, after);
		add_end(report, NAN, "");
	}
}

static void add_use_case(const struct comparison *comparison, const struct use_case_move *move, struct report *report)
{
	const struct use_case_result *either = move->after ? move->after : move->before;

	assert(either);
	if (!move->before || !move->after) {
		add_word(report, either->use_case->id, "present", move->before ? "yes" : "", move->after ? "yes" : "",
			 "");
		return;
	}
	add_place(move, report);
	for (int f = 0; f < FAMILY_COUNT; f++)
		add_family(move, f, report);
	add_verdict(comparison, move, report);
	add_scores(move, report);
	add_gates(move, report);
	add_fields(move, report);
}

void report_comparison(const struct comparison *comparison, enum language language, struct report *report)
{
	*report = (struct report){ 0 };
	report_add_titled(report, columns, language);
	add_contents(comparison, report);
	for (size_t i = 0; i < comparison->grid_count; i++)
		add_grid(&comparison->grids[i], report);
	for (size_t i = 0; i < comparison->use_case_count; i++)
		if (comparison->use_cases[i].moved)
			add_use_case(comparison, &comparison->use_cases[i], report);
}
