/*
 * How far weights may move, on random dossiers: a twin tries weights one after
 * the other and evaluates the whole dossier again with each; then laws.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/stability.h"
#include "fixture.h"

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

Test(stability_laws, a_grid_of_family_weights_finds_the_same_first_change)
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

Test(stability_laws, a_grid_of_criterion_weights_finds_the_same_flip)
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

Test(stability_laws, the_unit_of_the_weights_changes_nothing)
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

Test(stability_laws, the_order_of_the_use_cases_changes_nothing)
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
