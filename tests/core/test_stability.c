/*
 * How far weights may move: published pairs, cases solved by hand, and for
 * random dossiers a twin that tries weights one after the other and evaluates
 * the whole dossier again with each.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/stability.h"
#include "fixture.h"

/* --- one pair ------------------------------------------------------------------ */

/*
 * cases/a10_*: computed with exact rationals, and checked there by brute force.
 * delta as Triantaphyllou & Sanchez 1997 define it, the change of a share as
 * «others rescaled proportionally».
 */
static const double a10_weights[] = { 0.35, 0.3, 0.2, 0.15 };
static const double a10[3][4] = { { 4, 3, 5, 2 }, { 3, 5, 3, 4 }, { 5, 2, 2, 3 } };
static const struct {
	size_t a, b, which;
	double proportional, delta;
} a10_rows[] = {
	{ 0, 1, 0, 0.08478260869565217, -0.15 },
	{ 0, 1, 1, -0.05675675675675676, 0.075 },
	{ 0, 1, 2, 0.05581395348837209, -0.075 },
	{ 0, 1, 3, -0.06891891891891892, 0.075 },
	{ 0, 2, 0, 0.18571428571428572, -0.4 },
	{ 0, 2, 1, NAN, NAN },
	{ 0, 2, 2, -0.12307692307692308, 0.13333333333333333 },
	{ 0, 2, 3, 0.24285714285714285, -0.4 },
	{ 1, 2, 0, 0.14019607843137255, -0.275 },
	{ 1, 2, 1, -0.15714285714285714, 0.18333333333333332 },
	{ 1, 2, 2, NAN, NAN },
	{ 1, 2, 3, NAN, NAN },
};

Test(tie_change, published_pairs_tie_where_they_must_in_any_unit)
{
	static const double units[] = { 1, 100, 7, 1e-3 };

	for (size_t u = 0; u < ARRAY_SIZE(units); u++)
		for (size_t i = 0; i < ARRAY_SIZE(a10_rows); i++) {
			double weights[4];

			for (size_t c = 0; c < 4; c++)
				weights[c] = a10_weights[c] * units[u];
			struct tie_change change =
				tie_change(a10[a10_rows[i].a], a10[a10_rows[i].b], weights, 4, a10_rows[i].which);
			struct tie_change back =
				tie_change(a10[a10_rows[i].b], a10[a10_rows[i].a], weights, 4, a10_rows[i].which);

			cr_expect(fixture_same(change.proportional, a10_rows[i].proportional), "row %zu: %.17g", i,
				  change.proportional);
			cr_expect(fixture_same(change.delta / units[u], a10_rows[i].delta), "row %zu: %.17g", i,
				  change.delta);
			cr_expect(fixture_same(change.proportional, back.proportional) &&
					  fixture_same(change.delta, back.delta),
				  "row %zu turned round", i);
		}
}

static const struct {
	const char *name;
	double a[3], b[3], weights[3], proportional, delta;
} edges[] = {
	/* 0.6 + 0.3 + 0.1 is not 1 in binary. */
	{ "tied as it is", { 1, 2, 6 }, { 2, 1, 3 }, { 0.6, 0.3, 0.1 }, 0, 0 },
	{ "the same alternative", { 1, 2, 3 }, { 1, 2, 3 }, { 1, 1, 1 }, 0, 0 },
	{ "no weights at all", { 1, 2, 3 }, { 2, 2, 3 }, { 0, 0, 0 }, NAN, NAN },
	{ "nothing else weighs", { 1, 2, 3 }, { 2, 2, 3 }, { 1, 0, 0 }, NAN, NAN },
	{ "one is better by as much everywhere", { 2, 3, 4 }, { 1, 2, 3 }, { 1, 2, 3 }, NAN, NAN },
	{ "only when the others weigh nothing", { 2, 3, 4 }, { 2, 2, 3 }, { 1, 1, 2 }, 0.75, NAN },
	{ "only when it weighs nothing", { 2, 3, 4 }, { 1, 3, 4 }, { 1, 1, 2 }, -0.25, 1 },
	{ "from no weight", { 0, 2, 2 }, { 1, 1, 1 }, { 0, 1, 1 }, 0.5, -2 },
};

Test(tie_change, at_its_edges)
{
	for (size_t i = 0; i < ARRAY_SIZE(edges); i++) {
		struct tie_change change = tie_change(edges[i].a, edges[i].b, edges[i].weights, 3, 0);

		cr_expect(fixture_same(change.proportional, edges[i].proportional), "%s: %.17g", edges[i].name,
			  change.proportional);
		cr_expect(fixture_same(change.delta, edges[i].delta), "%s: %.17g", edges[i].name, change.delta);
	}
}

/* --- sets ------------------------------------------------------------------------ */

/* Which of the use cases c0, c1 …: those who share the first place, or the quick wins. */
typedef unsigned long members;

static members member(const struct evaluation *evaluation, size_t use_case)
{
	return 1ul << strtoul(evaluation->use_cases[use_case].use_case->id + 1, NULL, 10);
}

static members firsts(const struct evaluation *evaluation, members among)
{
	members set = 0;
	double best = -1;

	/* One that takes a rank only as a family loses its weight is not among those compared. */
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		if (member(evaluation, evaluation->ranking[i]) & among)
			best = fmax(best, evaluation->use_cases[evaluation->ranking[i]].priority);
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		if (reaches(evaluation->use_cases[evaluation->ranking[i]].priority, best))
			set |= member(evaluation, evaluation->ranking[i]) & among;
	return set;
}

static members quick_wins(const struct evaluation *evaluation, members among)
{
	members set = 0;

	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (evaluation->use_cases[i].verdict == VERDICT_YES)
			set |= member(evaluation, i) & among;
	return set;
}

static members all_ranked(const struct evaluation *evaluation)
{
	members set = 0;

	for (size_t i = 0; i < evaluation->ranking_count; i++)
		set |= member(evaluation, evaluation->ranking[i]);
	return set;
}

static members set_of(const struct evaluation *evaluation, const size_t *use_cases, size_t count)
{
	members set = 0;

	for (size_t i = 0; i < count; i++)
		set |= member(evaluation, use_cases[i]);
	return set;
}

/* A weight of a document that moves, and the set that is watched. */
struct watch {
	struct document *document;
	double *weight, others, share;
	members (*read)(const struct evaluation *, members);
	members among, now;
};

static members at_weight(const struct watch *watch, double weight)
{
	const double before = *watch->weight;
	struct evaluation evaluation;

	*watch->weight = weight;
	evaluation_compute(watch->document, &evaluation);
	members set = watch->read(&evaluation, watch->among);
	evaluation_release(&evaluation);
	*watch->weight = before;
	return set;
}

static members at_share(const struct watch *watch, double share)
{
	return at_weight(watch, share / (1 - share) * watch->others);
}

enum { TRIES = 40 };

/* The twin: weights are tried over the whole range; nothing may change before `at`, and the change must be there. */
static void expect_change(const struct watch *watch, const struct weight_change *at, enum weight_direction direction,
			  const char *name)
{
	const double end = direction == WEIGHT_UP ? 1 : 0, sign = direction == WEIGHT_UP ? 1 : -1;
	const double stop = isnan(at->share) ? end : at->share;

	for (int i = 1; i < TRIES; i++) {
		const double share = watch->share + (stop - watch->share) * i / TRIES;

		if (fabs(stop - share) > 1e-6)
			cr_assert(at_share(watch, share) == watch->now, "%s: changes at %.12g, before %.12g", name,
				  share, stop);
	}
	if (isnan(at->share))
		return;
	cr_expect(fixture_same(at->change, fabs(at->share - watch->share)), "%s", name);
	if (at->share * sign + 1e-6 < end * sign)
		cr_expect(at_share(watch, at->share + sign * 1e-6) != watch->now, "%s: nothing changes beyond %.12g",
			  name, at->share);
	if (at->share < 1 - 1e-6)
		cr_expect(fabs(at->weight / (at->weight + watch->others) - at->share) < 1e-9, "%s: weight %g", name,
			  at->weight);
	else if (at->share >= 1)
		cr_expect(isnan(at->weight), "%s", name);
}

static double others_of_family(const struct document *document, int family)
{
	double others = 0;

	for (int i = 0; i < FAMILY_COUNT; i++)
		others += i == family ? 0 : document->content->matrix->priority[i];
	return others;
}

static double others_of_criterion(const struct document *document, size_t which)
{
	const struct criteria *criteria = &document->content->criteria;
	double others = 0;

	for (size_t i = 0; i < criteria->count; i++)
		others += i != which && criteria->items[i].family == criteria->items[which].family
				  ? criteria->items[i].weight
				  : 0;
	return others;
}

/* Random dossiers whose use cases have more scores than holes: ranks and verdicts to lose. */
static struct document *scored_document(unsigned long long seed, unsigned count, const unsigned *order)
{
	struct document *document = fixture_random_document(seed, count, order);

	for (unsigned i = 0; i < count; i++) {
		struct fixture_random random = fixture_seed(seed * 1000 + i);
		char id[20];

		snprintf(id, sizeof(id), "c%u", i);
		if (!fixture_chance(&random, 60))
			continue;
		fixture_add_quick_win(document, id);
		fixture_set(
			document,
			"use-case.%s.status=idea\nuse-case.%s.hosting=hds\nuse-case.%s.requires=%s\nuse-case.%s.build_cost=\nuse-case.%s.build_days=\n"
			"use-case.%s.hours=\nuse-case.%s.run_cost=\nuse-case.%s.other_gain=",
			id, id, id, fixture_chance(&random, 30) ? "data.quality:1" : "", id, id, id, id, id);
		for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
			const struct criterion *criterion = &document->content->criteria.items[c];
			const unsigned good = 20 + fixture_below(&random, 31),
				       score = criterion->less_is_better ? 60 - good : good;

			fixture_set(document, "score.%s.%s=%u.%u", id, criterion->id, score / 10, score % 10);
		}
	}
	return document;
}

static void try_families(struct document *document, unsigned seed, unsigned *found)
{
	struct evaluation evaluation;
	struct stability stability;
	char name[80];

	evaluation_compute(document, &evaluation);
	stability_compute(&evaluation, &stability);
	for (int f = 0; f < FAMILY_COUNT; f++)
		for (int d = 0; d < WEIGHT_DIRECTION_COUNT; d++) {
			const struct family_stability *family = &stability.families[f];
			const struct first_change *change = &family->changes[d];
			const double end = d == WEIGHT_UP ? 1 : 0;
			struct watch watch = { document,
					       &fixture_matrix(document)->priority[f],
					       others_of_family(document, f),
					       family->share,
					       firsts,
					       all_ranked(&evaluation),
					       0 };

			snprintf(name, sizeof(name), "seed %u, %s %s", seed, family_id((enum family)f),
				 weight_direction_id((enum weight_direction)d));
			watch.now = firsts(&evaluation, watch.among);
			if (family->left_out || !(watch.others > 0)) {
				cr_expect(isnan(change->at.share) && !change->count, "%s", name);
				continue;
			}
			expect_change(&watch, &change->at, (enum weight_direction)d, name);
			if (isnan(change->at.share))
				continue;
			const members first = set_of(&evaluation, change->first, change->count);
			const double beyond = change->at.share + (end - change->at.share) * 1e-6;

			++*found;
			if (fabs(change->at.share - end) > 1e-5)
				cr_expect(at_share(&watch, beyond) == first, "%s: at %.12g %lx, not %lx", name, beyond,
					  at_share(&watch, beyond), first);
		}
	stability_release(&stability);
	evaluation_release(&evaluation);
}

Test(stability, a_grid_of_family_weights_finds_the_same_first_change)
{
	unsigned found = 0, rounds = fixture_rounds(60);

	for (unsigned seed = 1; seed <= rounds; seed++) {
		struct document *document =
			seed % 2 ? scored_document(seed, 7, NULL) : fixture_random_document(seed, 7, NULL);

		try_families(document, seed, &found);
		document_free(document);
	}
	cr_expect(found > rounds / 2, "%u changes in %u dossiers", found, rounds);
}

static void try_criterion(struct document *document, const struct evaluation *evaluation,
			  const struct stability *stability, size_t c, unsigned seed, unsigned *found)
{
	const struct criterion_stability *criterion = &stability->criteria[c];
	struct watch watch = { document,
			       &document->content->criteria.items[c].weight,
			       others_of_criterion(document, c),
			       criterion->share,
			       quick_wins,
			       ~0ul,
			       0 };
	char name[80];

	watch.now = quick_wins(evaluation, watch.among);
	cr_expect((watch.others > 0) == !isnan(criterion->share));
	for (int d = 0; watch.others > 0 && d < WEIGHT_DIRECTION_COUNT; d++) {
		const struct quick_win_change *change = &criterion->changes[d];
		members flips = 0;

		snprintf(name, sizeof(name), "seed %u, %s %s", seed, document->content->criteria.items[c].id,
			 weight_direction_id((enum weight_direction)d));
		expect_change(&watch, &change->at, (enum weight_direction)d, name);
		if (isnan(change->at.share)) {
			cr_expect(d == WEIGHT_UP || at_weight(&watch, 0) == watch.now, "%s: changes at 0", name);
			continue;
		}
		for (size_t i = 0; i < change->count; i++) {
			flips |= member(evaluation, change->flips[i].use_case);
			cr_expect(change->flips[i].gains ==
					  !(watch.now & member(evaluation, change->flips[i].use_case)),
				  "%s", name);
		}
		const double beyond = change->at.share + (d == WEIGHT_UP ? 1e-7 : -1e-7);
		const members then = beyond <= 0  ? at_weight(&watch, 0)
				     : beyond < 1 ? at_share(&watch, beyond)
						  : watch.now ^ flips;

		/* Others may follow, whose prerequisites they are. */
		cr_expect(((then ^ watch.now) & flips) == flips, "%s: %lx are said to flip, %lx do", name, flips,
			  then ^ watch.now);
		++*found;
	}
}

Test(stability, a_grid_of_criterion_weights_finds_the_same_flip)
{
	unsigned found = 0, rounds = fixture_rounds(60);

	for (unsigned seed = 1; seed <= rounds; seed++) {
		struct document *document = scored_document(seed, 8, NULL);
		struct evaluation evaluation;
		struct stability stability;

		evaluation_compute(document, &evaluation);
		stability_compute(&evaluation, &stability);
		for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
			try_criterion(document, &evaluation, &stability, c, seed, &found);
		stability_release(&stability);
		evaluation_release(&evaluation);
		document_free(document);
	}
	cr_expect(found > rounds || !fixture_runs_all(), "%u flips in %u dossiers", found, rounds);
}

/* --- laws ------------------------------------------------------------------------ */

/* Everything in words, by id. Weights are moved off the halves, that no last bit decides how they are rounded. */
static char *in_words(const struct document *document, double unit)
{
	struct evaluation evaluation;
	struct stability stability;
	struct buf out;

	evaluation_compute(document, &evaluation);
	stability_compute(&evaluation, &stability);
	buf_init(&out);
	for (int f = 0; f < FAMILY_COUNT; f++)
		for (int d = 0; d < WEIGHT_DIRECTION_COUNT; d++) {
			const struct first_change *change = &stability.families[f].changes[d];

			buf_add_format(&out, "%d %d %d %.7f %.6f:", f, d, stability.families[f].left_out,
				       change->at.share, change->at.weight / unit + 3e-8);
			for (size_t i = 0; i < change->count; i++)
				buf_add_format(&out, " %s", evaluation.use_cases[change->first[i]].use_case->id);
			buf_add_text(&out, "\n");
		}
	for (size_t c = 0; c < stability.criterion_count; c++)
		for (int d = 0; d < WEIGHT_DIRECTION_COUNT; d++) {
			const struct quick_win_change *change = &stability.criteria[c].changes[d];

			buf_add_format(&out, "%zu %d %.7f %.6f:", c, d, change->at.share,
				       change->at.weight / unit + 3e-8);
			for (size_t i = 0; i < change->count; i++)
				buf_add_format(&out, " %s%d",
					       evaluation.use_cases[change->flips[i].use_case].use_case->id,
					       change->flips[i].gains);
			buf_add_text(&out, "\n");
		}
	buf_add_format(&out, "%d %zu %d, %d %zu %d\n", stability.nearest_first.found, stability.nearest_first.which,
		       stability.nearest_first.direction, stability.nearest_quick_win.found,
		       stability.nearest_quick_win.which, stability.nearest_quick_win.direction);
	stability_release(&stability);
	evaluation_release(&evaluation);
	return buf_detach(&out);
}

Test(stability, the_unit_of_the_weights_changes_nothing)
{
	for (unsigned seed = 1; seed <= fixture_rounds(60); seed++) {
		struct document *document = scored_document(seed, 7, NULL);
		char *before = in_words(document, 1);

		for (int f = 0; f < FAMILY_COUNT; f++)
			fixture_matrix(document)->priority[f] *= 0.37;
		for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
			document->content->criteria.items[c].weight *= 0.37;
		char *after = in_words(document, 0.37);

		cr_expect_str_eq(after, before, "seed %u:\n%s\ninstead of\n%s", seed, after, before);
		free(before);
		free(after);
		document_free(document);
	}
}

Test(stability, the_order_of_the_use_cases_changes_nothing)
{
	static const unsigned order[] = { 3, 0, 6, 2, 5, 1, 4 };

	for (unsigned seed = 1; seed <= fixture_rounds(60); seed++) {
		struct document *document = scored_document(seed, 7, NULL), *permuted = scored_document(seed, 7, order);
		char *before = in_words(document, 1), *after = in_words(permuted, 1);

		cr_expect_str_eq(after, before, "seed %u:\n%s\ninstead of\n%s", seed, after, before);
		free(before);
		free(after);
		document_free(document);
		document_free(permuted);
	}
}

/* --- by hand --------------------------------------------------------------------- */

struct computed {
	struct document *document;
	struct evaluation evaluation;
	struct stability stability;
};

static void compute(struct computed *computed)
{
	evaluation_compute(computed->document, &computed->evaluation);
	stability_compute(&computed->evaluation, &computed->stability);
}

static void release(struct computed *computed)
{
	stability_release(&computed->stability);
	evaluation_release(&computed->evaluation);
	document_free(computed->document);
}

/* Impact, roi, ease, and risk as it is scored, 5 the worst. */
static void score(struct document *document, const char *id, const char *impact, const char *roi, const char *ease,
		  const char *risk)
{
	fixture_set(
		document,
		"use-case.%s.name=%s\nscore.%s.impact.strategic=%s\nscore.%s.roi.value=%s\nscore.%s.feasibility.data=%s\nscore.%s.risk.ethical=%s",
		id, id, id, impact, id, roi, id, ease, id, risk);
}

static void expect_first(const struct computed *computed, enum family family, enum weight_direction direction,
			 double share, double weight, const char *ids)
{
	const struct first_change *change = &computed->stability.families[family].changes[direction];
	char list[100] = "";

	for (size_t i = 0; i < change->count; i++)
		sprintf(list + strlen(list), "%s%s", i ? " " : "",
			computed->evaluation.use_cases[change->first[i]].use_case->id);
	cr_expect(fixture_same(change->at.share, share), "%s %d: share %.12g, not %.12g", family_id(family), direction,
		  change->at.share, share);
	cr_expect(fixture_same(change->at.weight, weight), "%s %d: weight %.12g, not %.12g", family_id(family),
		  direction, change->at.weight, weight);
	cr_expect_str_eq(list, ids, "%s %d: «%s», not «%s»", family_id(family), direction, list, ids);
}

/*
 * Weights 30 25 25 20. a: 100 50 50 50, b: 50 75 75 50: a leads by 65 to 62.5,
 * thirty times 50 against fifty times 25. With impact at W they are level at
 * 50 W = 25 · 50: W = 25 of 95. With the return at W: 30 · 50 = 25 W + 25 · 25,
 * W = 35 of 110. Risk parts nobody.
 */
Test(stability, of_two_lines_by_hand)
{
	struct computed computed = { .document = fixture_document() };

	score(computed.document, "a", "5", "3", "3", "3");
	score(computed.document, "b", "3", "4", "4", "3");
	compute(&computed);
	expect_first(&computed, FAMILY_IMPACT, WEIGHT_DOWN, 25.0 / 95, 25, "b");
	expect_first(&computed, FAMILY_IMPACT, WEIGHT_UP, NAN, NAN, "");
	expect_first(&computed, FAMILY_ROI, WEIGHT_UP, 35.0 / 110, 35, "b");
	expect_first(&computed, FAMILY_ROI, WEIGHT_DOWN, NAN, NAN, "");
	expect_first(&computed, FAMILY_FEASIBILITY, WEIGHT_UP, 35.0 / 110, 35, "b");
	expect_first(&computed, FAMILY_RISK, WEIGHT_DOWN, NAN, NAN, "");
	/* Level at last when risk is all there is. */
	expect_first(&computed, FAMILY_RISK, WEIGHT_UP, 1, NAN, "a b");
	const struct nearest_change *nearest = &computed.stability.nearest_first;

	/* 0.3 − 25/95 = 0.0368 against 35/110 − 0.25 = 0.0682. */
	cr_expect(nearest->found && nearest->which == FAMILY_IMPACT && nearest->direction == WEIGHT_DOWN);
	release(&computed);
}

Test(stability, those_who_share_the_first_place_part_at_once)
{
	struct computed computed = { .document = fixture_document() };

	/* 25 points of return against 25 of ease, both of weight 25. */
	score(computed.document, "a", "3", "4", "3", "3");
	score(computed.document, "b", "3", "3", "4", "3");
	score(computed.document, "c", "1", "1", "1", "5");
	compute(&computed);
	expect_first(&computed, FAMILY_ROI, WEIGHT_UP, 0.25, 25, "a");
	expect_first(&computed, FAMILY_ROI, WEIGHT_DOWN, 0.25, 25, "b");
	expect_first(&computed, FAMILY_FEASIBILITY, WEIGHT_UP, 0.25, 25, "b");
	expect_first(&computed, FAMILY_IMPACT, WEIGHT_UP, NAN, NAN, "");
	cr_expect(computed.stability.families[FAMILY_ROI].changes[WEIGHT_UP].at.change == 0);
	cr_expect(computed.stability.nearest_first.which == FAMILY_ROI &&
		  computed.stability.nearest_first.direction == WEIGHT_DOWN);
	release(&computed);
}

/* Half a point of return against half a point of ease. */
Test(stability, they_part_by_however_little)
{
	struct computed computed = { .document = fixture_document() };

	score(computed.document, "a", "3", "3.02", "3", "3");
	score(computed.document, "b", "3", "3", "3.02", "3");
	compute(&computed);
	expect_first(&computed, FAMILY_ROI, WEIGHT_UP, 0.25, 25, "a");
	expect_first(&computed, FAMILY_ROI, WEIGHT_DOWN, 0.25, 25, "b");
	release(&computed);
}

Test(stability, a_family_without_a_weight_is_left_out_where_a_ranked_one_has_no_value_in_it)
{
	struct computed computed = { .document = fixture_document() };

	fixture_matrix(computed.document)->priority[FAMILY_RISK] = 0;
	score(computed.document, "a", "5", "3", "3", "3");
	score(computed.document, "b", "3", "3", "3", "");
	compute(&computed);
	cr_expect(computed.stability.families[FAMILY_RISK].left_out &&
		  !computed.stability.families[FAMILY_IMPACT].left_out);
	expect_first(&computed, FAMILY_RISK, WEIGHT_UP, NAN, NAN, "");
	expect_first(&computed, FAMILY_IMPACT, WEIGHT_DOWN, 0, 0, "a b");
	release(&computed);
}

Test(stability, nothing_changes_where_one_family_is_all_or_where_there_is_nobody)
{
	struct computed computed = { .document = fixture_document() };
	const double only_impact[FAMILY_COUNT] = { 3, 0, 0, 0 };

	memcpy(fixture_matrix(computed.document)->priority, only_impact, sizeof(only_impact));
	score(computed.document, "a", "5", "3", "3", "3");
	score(computed.document, "b", "3", "5", "3", "3");
	compute(&computed);
	cr_expect(computed.stability.families[FAMILY_IMPACT].share == 1 &&
		  computed.stability.families[FAMILY_ROI].share == 0);
	expect_first(&computed, FAMILY_IMPACT, WEIGHT_DOWN, NAN, NAN, "");
	expect_first(&computed, FAMILY_ROI, WEIGHT_UP, 0.5, 3, "b");
	release(&computed);
	computed.document = fixture_document();
	compute(&computed);
	cr_expect(!computed.stability.nearest_first.found && !computed.stability.nearest_quick_win.found);
	release(&computed);
}

static void expect_flip(const struct computed *computed, size_t criterion, enum weight_direction direction,
			double share, double weight, bool gains, size_t count)
{
	const struct quick_win_change *change = &computed->stability.criteria[criterion].changes[direction];

	cr_expect(fixture_same(change->at.share, share), "%zu %d: share %.12g, not %.12g", criterion, direction,
		  change->at.share, share);
	cr_expect(fixture_same(change->at.weight, weight), "%zu %d: weight %.12g, not %.12g", criterion, direction,
		  change->at.weight, weight);
	cr_assert(change->count == count, "%zu %d: %zu flip", criterion, direction, change->count);
	for (size_t i = 0; i < count; i++)
		cr_expect(change->flips[i].gains == gains);
}

/* Impact 100 and 25 with a limit of 50: kept while 100 s + 25 (1 − s) ≥ 50, from a share of 1/3 on; weight 1/2. */
Test(stability, of_a_quick_win_by_hand)
{
	struct computed computed = { .document = fixture_document() };

	fixture_add_quick_win(computed.document, "a");
	fixture_set(computed.document, "score.a.impact.strategic=5\nscore.a.impact.business=2");
	compute(&computed);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_DOWN, 1.0 / 3, 0.5, false, 1);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_UP, NAN, NAN, false, 0);
	expect_flip(&computed, FIXTURE_BUSINESS, WEIGHT_UP, 2.0 / 3, 2, false, 1);
	expect_flip(&computed, FIXTURE_VALUE, WEIGHT_DOWN, NAN, NAN, false, 0);
	release(&computed);
}

/* A danger of 75 and 0 stands at 37.5, on the limit: it counts as within, and leaves it with the first move up. */
Test(stability, a_quick_win_on_the_line_leaves_it_at_once)
{
	struct computed computed = { .document = fixture_document() };

	fixture_add_quick_win(computed.document, "a");
	fixture_add_quick_win(computed.document, "b");
	fixture_set(computed.document,
		    "score.a.risk.ethical=4\nscore.a.risk.change=1\nscore.b.risk.ethical=4\nscore.b.risk.change=1");
	compute(&computed);
	expect_flip(&computed, FIXTURE_ETHICAL, WEIGHT_UP, 0.5, 1, false, 2);
	expect_flip(&computed, FIXTURE_ETHICAL, WEIGHT_DOWN, NAN, NAN, false, 0);
	expect_flip(&computed, FIXTURE_CHANGE, WEIGHT_DOWN, 0.5, 1, false, 2);
	cr_expect(computed.stability.nearest_quick_win.found &&
		  computed.stability.nearest_quick_win.which == FIXTURE_ETHICAL);
	release(&computed);
}

/*
 * Below its maturity nothing is a quick win; with the condition dropped the
 * penalty counts: 100 and 50 less 12.5 reach 62.5 from a share of 1/2 on.
 */
Test(stability, feasibility_is_read_after_its_gate)
{
	struct computed computed = { .document = fixture_document() };
	struct matrix *matrix = fixture_matrix(computed.document);

	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == CONDITION_MATURITY)
			matrix->conditions[i] = matrix->conditions[--matrix->condition_count];
	fixture_add_quick_win(computed.document, "a");
	fixture_set(
		computed.document,
		"answer.data.quality.errors=2\nuse-case.a.requires=data.quality:3\nscore.a.feasibility.data=5\nscore.a.feasibility.skills=3");
	computed.document->content->criteria.items[FIXTURE_FEASIBILITY_DATA].weight = 0.25;
	compute(&computed);
	expect_flip(&computed, FIXTURE_FEASIBILITY_DATA, WEIGHT_UP, 0.5, 1, true, 1);
	expect_flip(&computed, FIXTURE_FEASIBILITY_DATA, WEIGHT_DOWN, NAN, NAN, true, 0);
	expect_flip(&computed, FIXTURE_SKILLS, WEIGHT_DOWN, 0.5, 0.25, true, 1);
	release(&computed);
}

/* Its floor reaches a limit of 0 whatever the gate takes off: 100 and 0 less 12.5 fail nowhere. */
Test(stability, the_floor_of_feasibility_counts)
{
	struct computed computed = { .document = fixture_document() };
	struct matrix *matrix = fixture_matrix(computed.document);

	for (size_t i = 0; i < matrix->condition_count; i++) {
		if (matrix->conditions[i].kind == CONDITION_MATURITY)
			matrix->conditions[i] = matrix->conditions[--matrix->condition_count];
		if (!strcmp(matrix->conditions[i].id, "feasibility.min"))
			memset(matrix->conditions[i].limit, 0, sizeof(matrix->conditions[i].limit));
	}
	fixture_add_quick_win(computed.document, "a");
	fixture_set(computed.document, "answer.data.quality.errors=2\nuse-case.a.requires=data.quality:3\n"
				       "score.a.feasibility.data=5\nscore.a.feasibility.skills=1");
	compute(&computed);
	cr_expect(computed.evaluation.use_cases[0].verdict == VERDICT_YES);
	expect_flip(&computed, FIXTURE_FEASIBILITY_DATA, WEIGHT_DOWN, NAN, NAN, false, 0);
	release(&computed);
}

/* Scored in one criterion only, the family loses its value with the weight of that one, and gains it so. */
Test(stability, a_family_with_one_score_needs_its_weight)
{
	struct computed computed = { .document = fixture_document() };

	fixture_add_quick_win(computed.document, "a");
	fixture_set(computed.document, "score.a.impact.business=");
	compute(&computed);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_DOWN, 0, 0, false, 1);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_UP, NAN, NAN, false, 0);
	expect_flip(&computed, FIXTURE_BUSINESS, WEIGHT_UP, NAN, NAN, false, 0);
	stability_release(&computed.stability);
	evaluation_release(&computed.evaluation);
	computed.document->content->criteria.items[FIXTURE_STRATEGIC].weight = 0;
	compute(&computed);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_UP, 0, 0, true, 1);
	release(&computed);
}

/* Between two limits on one family: impact 50 to 60, scored 0 and 100, is a quick win from 1/2 to 3/5. */
Test(stability, several_limits_on_one_family_make_an_interval)
{
	struct computed computed = { .document = fixture_document() };
	struct matrix *matrix = fixture_matrix(computed.document);

	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == CONDITION_NEED)
			matrix->conditions[i] = (struct condition){ "impact.max", CONDITION_FAMILY, FAMILY_IMPACT,
								    false,        { 60, 60, 60 },   NULL };
	fixture_add_quick_win(computed.document, "a");
	fixture_set(computed.document, "score.a.impact.strategic=5\nscore.a.impact.business=1");
	computed.document->content->criteria.items[FIXTURE_STRATEGIC].weight = 0.25;
	compute(&computed);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_UP, 0.5, 1, true, 1);
	stability_release(&computed.stability);
	evaluation_release(&computed.evaluation);
	computed.document->content->criteria.items[FIXTURE_STRATEGIC].weight = 1.25;
	compute(&computed);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_UP, 0.6, 1.5, false, 1);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_DOWN, 0.5, 1, false, 1);
	release(&computed);
}

/* Impact at most 50 and at least 60: what enters the one has left the other. */
Test(stability, limits_that_cross_leave_no_interval)
{
	struct computed computed = { .document = fixture_document() };
	struct matrix *matrix = fixture_matrix(computed.document);

	for (size_t i = 0; i < matrix->condition_count; i++) {
		if (matrix->conditions[i].kind == CONDITION_NEED)
			matrix->conditions[i] = (struct condition){ "impact.max", CONDITION_FAMILY, FAMILY_IMPACT,
								    false,        { 50, 50, 50 },   NULL };
		if (!strcmp(matrix->conditions[i].id, "impact.min"))
			matrix->conditions[i].limit[PROFILE_SPSTI] = matrix->conditions[i].limit[PROFILE_OTHER] = 60;
	}
	fixture_add_quick_win(computed.document, "a");
	fixture_set(computed.document, "score.a.impact.strategic=5\nscore.a.impact.business=1");
	computed.document->content->criteria.items[FIXTURE_STRATEGIC].weight = 0.25;
	compute(&computed);
	expect_flip(&computed, FIXTURE_STRATEGIC, WEIGHT_UP, NAN, NAN, true, 0);
	release(&computed);
}

/* What must be known is missing, though no condition of this rule asks for it. */
Test(stability, an_incomplete_one_never_flips)
{
	struct computed computed = { .document = fixture_document() };
	struct matrix *matrix = fixture_matrix(computed.document);

	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == CONDITION_MEDICAL_DEVICE)
			matrix->conditions[i] = matrix->conditions[--matrix->condition_count];
	fixture_add_quick_win(computed.document, "a");
	fixture_set(computed.document,
		    "use-case.a.medical_device=\nscore.a.impact.strategic=5\nscore.a.impact.business=2");
	compute(&computed);
	cr_expect(computed.evaluation.use_cases[0].verdict == VERDICT_INCOMPLETE);
	cr_expect(!computed.stability.nearest_quick_win.found);
	release(&computed);
}
