/*
 * What unlocks what: dossiers worked by hand, a twin that tries every set of
 * use cases held back, and the dossier evaluated again with each path taken.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/unlock.h"
#include "wide.h"

struct computed {
	struct document *document;
	struct evaluation evaluation;
	struct unlock unlock;
};

static void compute_within(struct computed *computed, size_t node_limit)
{
	evaluation_compute(computed->document, &computed->evaluation);
	unlock_compute_within(&computed->evaluation, node_limit, &computed->unlock);
}

static void compute(struct computed *computed)
{
	evaluation_compute(computed->document, &computed->evaluation);
	unlock_compute(&computed->evaluation, &computed->unlock);
}

static void forget(struct computed *computed)
{
	unlock_release(&computed->unlock);
	evaluation_release(&computed->evaluation);
}

static void release(struct computed *computed)
{
	forget(computed);
	document_free(computed->document);
}

/* --- in words ---------------------------------------------------------------------- */

static void add_ids(struct buf *out, const struct evaluation *evaluation, const struct place_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		buf_add_format(out, " %s", evaluation->use_cases[list->items[i]].use_case->id);
}

static void add_step(struct buf *out, const struct evaluation *evaluation, const struct unlock_step *step)
{
	const struct grid *grid = &evaluation->document->content->grids[step->grid];

	buf_add_format(out, "%s.%s %.2f>%d+%u", grid->id, grid->dimensions[step->dimension].id, step->from, step->to,
		       step->levels);
}

static void add_path(struct buf *out, const struct evaluation *evaluation, const struct unlock_path *path)
{
	buf_add_format(out, "%zu %u%s:", path->up_to, path->levels, path->exact ? "" : "?");
	add_ids(out, evaluation, &path->frees);
	for (size_t i = 0; i < path->step_count; i++) {
		buf_add_text(out, i ? ", " : " = ");
		add_step(out, evaluation, &path->steps[i]);
	}
	buf_add_text(out, "\n");
}

static char *in_words(const struct computed *computed)
{
	const struct unlock *unlock = &computed->unlock;
	struct buf out;

	buf_init(&out);
	buf_add_text(&out, "held back:");
	add_ids(&out, &computed->evaluation, &unlock->held_back);
	buf_add_text(&out, "\n");
	for (size_t i = 0; i < unlock->dimension_count; i++) {
		add_step(&out, &computed->evaluation, &unlock->dimensions[i].step);
		buf_add_text(&out, ":");
		add_ids(&out, &computed->evaluation, &unlock->dimensions[i].frees);
		buf_add_text(&out, " |");
		add_ids(&out, &computed->evaluation, &unlock->dimensions[i].quick_wins);
		buf_add_text(&out, " |");
		add_ids(&out, &computed->evaluation, &unlock->dimensions[i].conditional);
		buf_add_text(&out, "\n");
	}
	buf_add_text(&out, "paths\n");
	for (size_t i = 0; i < unlock->path_count; i++)
		add_path(&out, &computed->evaluation, &unlock->paths[i]);
	buf_add_text(&out, "ranked\n");
	for (size_t i = 0; i < unlock->ranked_path_count; i++)
		add_path(&out, &computed->evaluation, &unlock->ranked_paths[i]);
	return buf_detach(&out);
}

static void expect_words(const struct computed *computed, const char *expected)
{
	char *words = in_words(computed);

	cr_expect_str_eq(words, expected, "\n%s\ninstead of\n\n%s", words, expected);
	free(words);
}

/* --- by hand ----------------------------------------------------------------------- */

/* data.quality 2.33 (3, 2, 2), data.governance 3, ai.skills 5, ai.usage not answered. */
static struct document *answered(void)
{
	struct document *document = fixture_document();

	fixture_fill(document,
		     "answer.data.quality.errors=3\nanswer.data.quality.owners=2\nanswer.data.quality.reuse=2\n"
		     "answer.data.governance.roles=3\nanswer.ai.skills.basics=5");
	return document;
}

static void add(struct document *document, const char *id, const char *requires)
{
	fixture_add_quick_win(document, id);
	fixture_set(document, "use-case.%s.requires=%s", id, requires);
}

/*
 * The penalty leaves «far» at 75 − 12.5 · 1.667, below 62.5; «near» at 66.7 is
 * under condition now, and so is «look», to be confirmed.
 */
Test(unlock, steps_go_to_the_next_whole_level_and_verdicts_follow)
{
	struct computed computed = { .document = answered() };

	add(computed.document, "far", "data.quality:4");
	add(computed.document, "free", "data.governance:3;ai.skills:5");
	add(computed.document, "look", "ai.usage:1");
	add(computed.document, "near", "data.quality:3");
	add(computed.document, "next", "");
	fixture_set(computed.document, "use-case.next.depends=near");
	compute(&computed);
	expect_words(&computed, "held back: look near far\n"
				"data.quality 2.33>3+1: near | next near | far\n"
				"data.governance 3.00>4+1: | |\n"
				"ai.usage nan>2+1: look | look |\n"
				"paths\n"
				"1 0: look = ai.usage nan>1+0\n"
				"2 1: look near = data.quality 2.33>3+1, ai.usage nan>1+0\n"
				"3 2: look near far = data.quality 2.33>4+2, ai.usage nan>1+0\n"
				"ranked\n"
				"1 0: look = ai.usage nan>1+0\n"
				"2 1: look near = data.quality 2.33>3+1, ai.usage nan>1+0\n"
				"3 2: look near far = data.quality 2.33>4+2, ai.usage nan>1+0\n");
	release(&computed);
}

/* Fractions are reached by the whole level above; to free a second one takes the levels of a third with it. */
Test(unlock, what_is_shared_is_paid_once)
{
	struct computed computed = { .document = answered() };

	add(computed.document, "a", "data.governance:4");
	add(computed.document, "b", "ai.usage:2.5;data.governance:3.5");
	add(computed.document, "c", "ai.usage:3");
	add(computed.document, "d", "data.quality:4");
	fixture_set(computed.document, "score.d.impact.strategic=5");
	compute(&computed);
	expect_words(&computed, "held back: c d b a\n"
				"data.quality 2.33>3+1: | | d\n"
				"data.governance 3.00>4+1: a | a |\n"
				"ai.usage nan>2+1: | |\n"
				"paths\n"
				"1 1: a = data.governance 3.00>4+1\n"
				"3 3: c b a = data.governance 3.00>4+1, ai.usage nan>3+2\n"
				"4 5: c d b a = data.quality 2.33>4+2, data.governance 3.00>4+1, ai.usage nan>3+2\n"
				"ranked\n"
				"1 2: c = ai.usage nan>3+2\n"
				"2 4: c d = data.quality 2.33>4+2, ai.usage nan>3+2\n"
				"4 5: c d b a = data.quality 2.33>4+2, data.governance 3.00>4+1, ai.usage nan>3+2\n");
	release(&computed);
}

Test(unlock, of_equal_paths_the_greater_sum_of_priorities_then_the_first_ids)
{
	struct computed computed = { .document = answered() };

	add(computed.document, "b", "data.governance:4");
	add(computed.document, "a", "data.quality:3");
	add(computed.document, "c", "ai.usage:2");
	/* Points for the points that its gate takes off, and what risk needs to be ahead: quality lacks 0.667 of a
	 * level. */
	fixture_set(computed.document, "score.c.impact.strategic=3");
	fixture_matrix(computed.document)->gate_penalty = 0;
	compute(&computed);
	cr_expect_str_eq(computed.evaluation.use_cases[computed.unlock.paths[0].frees.items[0]].use_case->id, "a");
	forget(&computed);
	fixture_set(computed.document, "score.b.impact.strategic=5");
	compute(&computed);
	cr_expect_str_eq(computed.evaluation.use_cases[computed.unlock.paths[0].frees.items[0]].use_case->id, "b");
	release(&computed);
}

Test(unlock, prohibited_live_and_stopped_ones_are_not_held_back)
{
	struct computed computed = { .document = answered() };

	add(computed.document, "a", "data.quality:3");
	add(computed.document, "b", "data.quality:3");
	add(computed.document, "c", "data.governance:4");
	fixture_fill(computed.document,
		     "use-case.a.status=live\nuse-case.b.status=stopped\nuse-case.c.ai_act=prohibited");
	compute(&computed);
	expect_words(&computed, "held back:\npaths\nranked\n");
	release(&computed);
}

/* Without a rank it is freed as well, and counts last. */
Test(unlock, one_without_a_priority_is_listed_after_those_with_a_rank)
{
	struct computed computed = { .document = answered() };

	add(computed.document, "a", "data.governance:4");
	add(computed.document, "b", "data.quality:3");
	fixture_fill(computed.document, "score.a.roi.value=\nscore.a.roi.delay=");
	compute(&computed);
	expect_words(&computed, "held back: b a\n"
				"data.quality 2.33>3+1: b | b |\n"
				"data.governance 3.00>4+1: a | |\n"
				"paths\n"
				"1 1: b = data.quality 2.33>3+1\n"
				"2 2: b a = data.quality 2.33>3+1, data.governance 3.00>4+1\n"
				"ranked\n"
				"1 1: b = data.quality 2.33>3+1\n");
	release(&computed);
}

/* --- random dossiers ---------------------------------------------------------------- */

/* Higher levels of both grids, as evaluation_compute_raised takes them. */
struct raised {
	double levels[2][WIDE];
	const double *grids[2];
};

static void raised_init(struct raised *raised)
{
	for (size_t g = 0; g < 2; g++) {
		raised->grids[g] = raised->levels[g];
		for (size_t d = 0; d < WIDE; d++)
			raised->levels[g][d] = NAN;
	}
}

static bool is_open(const struct use_case_result *result)
{
	bool open = false;

	for (size_t i = 0; i < result->requirement_count; i++)
		open |= requirement_is_open(&result->requirements[i]);
	return open && !result_is_settled(result) && !result_is_prohibited(result);
}

/* --- the twin ------------------------------------------------------------------------ */

struct candidate {
	unsigned levels, count;
	double sum;
	unsigned long set; /* of those held back, by id */
};

struct twin {
	const struct use_case_result *held_back[CASES]; /* by id */
	unsigned count;
	struct candidate best[CASES + 1];
};

static int needed(const struct use_case_result *result, size_t grid, size_t dimension)
{
	for (size_t i = 0; i < result->requirement_count; i++)
		if (result->requirements[i].grid == grid && result->requirements[i].dimension == dimension &&
		    requirement_is_open(&result->requirements[i]))
			return (int)ceil(result->requirements[i].required);
	return 0;
}

static bool twin_is_better(const struct candidate *a, const struct candidate *b)
{
	if (!b->count || a->levels != b->levels)
		return !b->count || a->levels < b->levels;
	if (!same_figure(a->sum, b->sum))
		return a->sum > b->sum;
	if (a->count != b->count)
		return a->count > b->count;
	for (unsigned i = 0; i < CASES; i++)
		if ((a->set ^ b->set) >> i & 1)
			return a->set >> i & 1;
	return false;
}

/* What it takes to free a set of use cases, and all that this frees. */
static struct candidate candidate_of(const struct twin *twin, const struct evaluation *evaluation, unsigned long set)
{
	struct candidate candidate = { 0 };
	unsigned long freed = (1ul << twin->count) - 1;

	for (size_t g = 0; g < 2; g++)
		for (size_t d = 0; d < WIDE; d++) {
			const double score = evaluation->grids[g].dimensions[d].measure.score;
			const int base = isnan(score) ? 1 : (int)floor(score);
			int level = 0;

			for (unsigned i = 0; i < twin->count; i++)
				if (set >> i & 1 && needed(twin->held_back[i], g, d) > level)
					level = needed(twin->held_back[i], g, d);
			candidate.levels += level > base ? (unsigned)(level - base) : 0;
			for (unsigned i = 0; i < twin->count; i++)
				if (needed(twin->held_back[i], g, d) > level)
					freed &= ~(1ul << i);
		}
	for (unsigned i = 0; i < twin->count; i++)
		if (freed >> i & 1) {
			candidate.count++;
			candidate.sum += isnan(twin->held_back[i]->priority) ? 0 : twin->held_back[i]->priority;
		}
	candidate.set = freed;
	return candidate;
}

static int compare_ids(const void *a, const void *b)
{
	return strcmp((*(const struct use_case_result *const *)a)->use_case->id,
		      (*(const struct use_case_result *const *)b)->use_case->id);
}

static void try_everything(const struct evaluation *evaluation, struct twin *twin)
{
	*twin = (struct twin){ 0 };
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (is_open(&evaluation->use_cases[i]))
			twin->held_back[twin->count++] = &evaluation->use_cases[i];
	qsort(twin->held_back, twin->count, sizeof(*twin->held_back), compare_ids);
	for (unsigned long set = 1; set < 1ul << twin->count; set++) {
		const struct candidate candidate = candidate_of(twin, evaluation, set);

		for (unsigned k = 1; k <= candidate.count; k++)
			if (twin_is_better(&candidate, &twin->best[k]))
				twin->best[k] = candidate;
	}
}

static const struct unlock_path *path_for(const struct unlock *unlock, size_t k)
{
	for (size_t i = 0; i < unlock->path_count; i++)
		if (unlock->paths[i].up_to >= k)
			return &unlock->paths[i];
	cr_assert_fail("no path for %zu", k);
	return NULL;
}

static unsigned long set_of(const struct twin *twin, const struct evaluation *evaluation, const struct place_list *list)
{
	unsigned long set = 0;

	for (size_t i = 0; i < list->count; i++)
		for (unsigned j = 0; j < twin->count; j++)
			if (twin->held_back[j] == &evaluation->use_cases[list->items[i]])
				set |= 1ul << j;
	return set;
}

Test(unlock, paths_are_those_found_by_trying_every_set)
{
	size_t seen = 0, rounds = fixture_rounds(60);

	for (unsigned seed = 1; seed <= rounds; seed++) {
		struct computed computed = { .document = wide_document(seed, NULL) };
		struct twin twin;

		compute(&computed);
		try_everything(&computed.evaluation, &twin);
		cr_expect(twin.count == computed.unlock.held_back.count);
		for (unsigned k = 1; k <= twin.count; k++) {
			const struct unlock_path *path = path_for(&computed.unlock, k);

			cr_expect(path->exact && path->at_least == path->levels);
			cr_expect(path->levels == twin.best[k].levels, "seed %u, %u of %u: %u levels, not %u", seed, k,
				  twin.count, path->levels, twin.best[k].levels);
			cr_expect(set_of(&twin, &computed.evaluation, &path->frees) == twin.best[k].set,
				  "seed %u, %u of %u: other use cases", seed, k, twin.count);
			seen += path->levels > 0;
		}
		release(&computed);
	}
	cr_expect(seen > 4 * rounds, "%zu paths", seen);
}

Test(unlock, a_limit_of_nodes_is_told_with_a_bound_that_holds)
{
	size_t inexact = 0, rounds = fixture_rounds(40);

	for (unsigned seed = 1; seed <= rounds; seed++)
		for (size_t limit = 0; limit <= 16; limit += 4) {
			struct computed computed = { .document = wide_document(seed, NULL) };
			struct twin twin;

			compute_within(&computed, limit);
			try_everything(&computed.evaluation, &twin);
			for (unsigned k = 1; k <= twin.count; k++) {
				const struct unlock_path *path = path_for(&computed.unlock, k);

				cr_expect(path->at_least <= twin.best[k].levels && twin.best[k].levels <= path->levels,
					  "seed %u, limit %zu, %u: %u to %u, not %u", seed, limit, k, path->at_least,
					  path->levels, twin.best[k].levels);
				if (path->exact)
					cr_expect(set_of(&twin, &computed.evaluation, &path->frees) == twin.best[k].set,
						  "seed %u, limit %zu, %u", seed, limit, k);
				inexact += !path->exact;
			}
			release(&computed);
		}
	cr_expect(inexact > rounds, "%zu", inexact);
}

/* --- evaluated again ------------------------------------------------------------------ */

static void expect_path_frees(const struct computed *computed, const struct unlock_path *path, unsigned seed)
{
	struct evaluation after;
	struct raised raised;
	size_t freed = 0;

	raised_init(&raised);
	for (size_t i = 0; i < path->step_count; i++)
		raised.levels[path->steps[i].grid][path->steps[i].dimension] = path->steps[i].to;
	evaluation_compute_raised(computed->document, raised.grids, &after);
	for (size_t i = 0; i < after.use_case_count; i++)
		freed += is_open(&computed->evaluation.use_cases[i]) && !is_open(&after.use_cases[i]);
	cr_expect(freed == path->frees.count, "seed %u: frees %zu, not %zu", seed, freed, path->frees.count);
	for (size_t i = 0; i < path->frees.count; i++)
		cr_expect(!is_open(&after.use_cases[path->frees.items[i]]));
	evaluation_release(&after);
}

Test(unlock, paths_free_what_they_say_and_more_of_them_take_more_levels)
{
	for (unsigned seed = 1; seed <= fixture_rounds(60); seed++) {
		struct computed computed = { .document = wide_document(seed, NULL) };
		const struct unlock *unlock = &computed.unlock;

		compute(&computed);
		for (size_t i = 0; i < unlock->path_count; i++) {
			expect_path_frees(&computed, &unlock->paths[i], seed);
			cr_expect(!i || (unlock->paths[i].levels >= unlock->paths[i - 1].levels &&
					 unlock->paths[i].up_to > unlock->paths[i - 1].up_to));
		}
		for (size_t i = 0; i < unlock->ranked_path_count; i++) {
			expect_path_frees(&computed, &unlock->ranked_paths[i], seed);
			for (size_t k = 0; k < unlock->ranked_paths[i].up_to; k++)
				cr_expect(unlock->ranked_paths[i].frees.items[k] == unlock->held_back.items[k],
					  "seed %u: not the best-ranked", seed);
			cr_expect(unlock->ranked_paths[i].levels >=
					  path_for(unlock, unlock->ranked_paths[i].up_to)->levels,
				  "seed %u", seed);
		}
		cr_expect(!unlock->held_back.count ||
			  unlock->paths[unlock->path_count - 1].frees.count == unlock->held_back.count);
		release(&computed);
	}
}

/* As many as the header says are proven within the limit of nodes; and of two paths, the longer frees more. */
Test(unlock, paths_of_a_hundred_use_cases_are_proven)
{
	for (unsigned seed = 1; seed <= fixture_rounds(5); seed++) {
		struct computed computed = { .document = wide_document_of(seed, NULL, 100) };
		const struct unlock *unlock = &computed.unlock;

		compute(&computed);
		cr_expect(unlock->held_back.count > 50, "%zu", unlock->held_back.count);
		for (size_t i = 0; i < unlock->path_count; i++) {
			cr_expect(unlock->paths[i].exact, "seed %u, %u levels", seed, unlock->paths[i].levels);
			expect_path_frees(&computed, &unlock->paths[i], seed);
		}
		for (size_t i = 0; i < unlock->ranked_path_count; i++)
			cr_expect(unlock->ranked_paths[i].levels >=
					  path_for(unlock, unlock->ranked_paths[i].frees.count)->levels,
				  "seed %u: fewer levels free as many", seed);
		release(&computed);
	}
}

static bool all_are_told(const struct use_case_result *result)
{
	for (size_t i = 0; i < result->requirement_count; i++)
		if (isnan(result->requirements[i].current))
			return false;
	return true;
}

Test(unlock, raising_a_dimension_never_holds_anybody_back)
{
	for (unsigned seed = 1; seed <= fixture_rounds(60); seed++) {
		struct document *document = wide_document(seed, NULL);
		struct fixture_random random = fixture_seed(seed);
		struct evaluation less, more;
		struct raised raised;

		raised_init(&raised);
		for (size_t d = 0; d < DIMENSIONS; d++)
			raised.levels[d % 2][d / 2] = fixture_chance(&random, 50) ? NAN : 1 + fixture_below(&random, 5);
		evaluation_compute_raised(document, raised.grids, &less);
		for (size_t d = 0; d < DIMENSIONS; d++)
			if (fixture_chance(&random, 50))
				raised.levels[d % 2][d / 2] =
					fmax(raised.levels[d % 2][d / 2], 1 + fixture_below(&random, 5));
		evaluation_compute_raised(document, raised.grids, &more);
		for (size_t i = 0; i < less.use_case_count; i++) {
			cr_expect(is_open(&less.use_cases[i]) || !is_open(&more.use_cases[i]), "seed %u", seed);
			/* What is to be confirmed takes no points, and may take some once it is told. */
			if (all_are_told(&less.use_cases[i]))
				cr_expect(more.use_cases[i].feasibility_after >=
						  less.use_cases[i].feasibility_after - 1e-9,
					  "seed %u", seed);
		}
		evaluation_release(&less);
		evaluation_release(&more);
		document_free(document);
	}
}

static void expect_same_figures(const struct evaluation *a, const struct evaluation *b, unsigned seed)
{
	for (size_t g = 0; g < 2; g++) {
		cr_expect(fixture_same(a->grids[g].measure.score, b->grids[g].measure.score), "seed %u", seed);
		cr_expect(fixture_same(a->grids[g].measure.min, b->grids[g].measure.min), "seed %u", seed);
		for (size_t d = 0; d < a->document->content->grids[g].dimension_count; d++)
			cr_expect(fixture_same(a->grids[g].dimensions[d].gap, b->grids[g].dimensions[d].gap), "seed %u",
				  seed);
	}
	for (size_t i = 0; i < a->use_case_count; i++) {
		const struct use_case_result *left = &a->use_cases[i], *right = &b->use_cases[i];

		cr_expect(fixture_same(left->feasibility_after, right->feasibility_after) &&
				  fixture_same(left->x, right->x) && fixture_same(left->y, right->y) &&
				  fixture_same(left->priority, right->priority) && left->rank == right->rank &&
				  left->verdict == right->verdict,
			  "seed %u: %s", seed, left->use_case->id);
	}
	cr_expect(a->quick_wins == b->quick_wins && a->conditional == b->conditional, "seed %u", seed);
}

/* Random levels into `raised`, and as answers into `document`. What is not applicable has no gap, whatever is supposed.
 */
static void suppose_and_answer(struct document *document, struct raised *raised, unsigned seed)
{
	struct fixture_random random = fixture_seed(seed);

	for (size_t d = 0; d < DIMENSIONS; d++) {
		const int answer = answer_level(&document->grids[d % 2].answers[d / 2]);
		const int level = 1 + (int)fixture_below(&random, 5);

		if (answer == ANSWER_NOT_APPLICABLE || fixture_chance(&random, 30))
			continue;
		raised->levels[d % 2][d / 2] = level;
		if (answer < level)
			fixture_set(document, "answer.%s.d%zu.q=%d", d % 2 ? "ai" : "data", d / 2, level);
	}
}

/* A dimension of one question stands at a level when the question is answered so. */
Test(evaluation, a_supposed_level_gives_what_the_answer_would_give)
{
	for (unsigned seed = 1; seed <= fixture_rounds(60); seed++) {
		struct document *plain = wide_document(seed, NULL), *answered_so = wide_document(seed, NULL);
		struct evaluation supposed, expected;
		struct raised raised;

		raised_init(&raised);
		fixture_fill(plain, "grid.data.target=4");
		fixture_fill(answered_so, "grid.data.target=4");
		evaluation_compute_raised(plain, raised.grids, &supposed);
		evaluation_compute(plain, &expected);
		expect_same_figures(&supposed, &expected, seed);
		evaluation_release(&supposed);
		evaluation_release(&expected);
		suppose_and_answer(answered_so, &raised, seed);
		evaluation_compute_raised(plain, raised.grids, &supposed);
		evaluation_compute(answered_so, &expected);
		expect_same_figures(&supposed, &expected, seed);
		evaluation_release(&supposed);
		evaluation_release(&expected);
		document_free(plain);
		document_free(answered_so);
	}
}

Test(unlock, the_order_of_the_use_cases_changes_nothing)
{
	static const unsigned order[CASES] = { 7, 3, 11, 0, 9, 5, 1, 10, 4, 2, 8, 6 };

	for (unsigned seed = 1; seed <= fixture_rounds(60); seed++) {
		struct computed computed = { .document = wide_document(seed, NULL) },
				permuted = { .document = wide_document(seed, order) };

		compute(&computed);
		compute(&permuted);
		char *words = in_words(&computed);

		expect_words(&permuted, words);
		free(words);
		release(&computed);
		release(&permuted);
	}
}
