/*
 * Laws of priorities that hold for every dossier: who is worse in everything
 * never comes first, a copy changes nobody else's order (with AHP it may: Belton
 * & Gear, Omega 11(3), 1983), and equals stand in one order.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "fixture.h"

enum { CASES = 4 };

static struct document *document;
static struct evaluation evaluation;

static void compute(struct document *of)
{
	document = of;
	evaluation_compute(document, &evaluation);
}

static void release(void)
{
	evaluation_release(&evaluation);
	document_free(document);
}

static size_t place_in_list(const struct use_case_result *result)
{
	size_t place = 0;

	while (&evaluation.use_cases[evaluation.ranking[place]] != result)
		place++;
	return place;
}

/* A copy of c`number` under another id. */
static void add_copy(const char *id, unsigned number, unsigned seed)
{
	fixture_random_use_case(document, id, number, seed * 100ull + number + 2);
}

/* --- dominance --------------------------------------------------------------------- */

/* Some retained scores worse by something; how many of them weigh. */
static unsigned worsen(const char *id, struct fixture_random *random)
{
	const struct use_case *use_case = document_use_case(document, id);
	struct buf lines;
	unsigned worse = 0;

	buf_init(&lines);
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
		const struct criterion *criterion = &document->content->criteria.items[c];
		const double score = atof(use_case->scores[c].retained);
		const double least = criterion->less_is_better ? fmin(5, score + 0.5) : fmax(1, score - 0.5);

		if (!*use_case->scores[c].retained || fixture_chance(random, 50) || same_figure(score, least))
			continue;
		buf_add_format(&lines, "score.%s.%s=%g\n", id, criterion->id, least);
		worse += criterion->weight > 0 && document->content->matrix->priority[criterion->family] > 0 &&
			 criterion->family != FAMILY_FEASIBILITY; /* which has a floor */
	}
	fixture_fill(document, lines.data);
	buf_release(&lines);
	return worse;
}

static void expect_dominated(const struct use_case_result *better, const struct use_case_result *worse, unsigned seed)
{
	cr_assert(isnan(worse->x) == isnan(better->x) && !(worse->x > better->x + 1e-9), "seed %u: x", seed);
	cr_assert(isnan(worse->y) == isnan(better->y) && !(worse->y > better->y + 1e-9), "seed %u: y", seed);
	cr_assert(!(worse->priority > better->priority + 1e-9), "seed %u: %g and %g", seed, worse->priority,
		  better->priority);
	cr_assert(worse->rank >= better->rank, "seed %u: ranks %zu and %zu", seed, worse->rank, better->rank);
	cr_assert(worse->verdict <= better->verdict, "seed %u: verdicts %d and %d", seed, worse->verdict,
		  better->verdict);
}

/* The worse one has the first id of all, so that only where they are equal it stands first. */
Test(laws, a_dominated_use_case_never_precedes_its_dominator)
{
	unsigned strict = 0, equal = 0;

	for (unsigned seed = 0; seed < fixture_rounds(1000); seed++) {
		struct fixture_random random = fixture_seed(seed + 7);
		char id[20];

		document = fixture_random_document(seed, CASES, NULL);
		snprintf(id, sizeof(id), "c%u", seed % CASES);
		add_copy("a", seed % CASES, seed);
		const unsigned count = worsen("a", &random);

		evaluation_compute(document, &evaluation);
		const struct use_case_result *better = fixture_result(&evaluation, id),
					     *worse = fixture_result(&evaluation, "a");

		expect_dominated(better, worse, seed);
		if (better->rank && count) {
			cr_assert(worse->rank > better->rank, "seed %u: %zu and %zu", seed, worse->rank, better->rank);
			strict++;
		}
		if (better->rank && place_in_list(worse) < place_in_list(better)) {
			cr_assert(worse->rank == better->rank, "seed %u", seed);
			cr_assert(fixture_same(worse->families[FAMILY_RISK].value, better->families[FAMILY_RISK].value),
				  "seed %u: it stands first with more risk", seed);
			equal++;
		}
		release();
	}
	cr_expect(strict > fixture_rounds(1000) / 4 && equal > fixture_rounds(1000) / 100, "%u strict, %u equal",
		  strict, equal);
}

/* --- copies ------------------------------------------------------------------------- */

struct standing {
	size_t rank;
	double priority;
	enum verdict verdict;
};

static void read_standings(struct standing standings[CASES], char order[100])
{
	order[0] = '\0';
	for (unsigned i = 0; i < CASES; i++)
		standings[i] = (struct standing){ evaluation.use_cases[i].rank, evaluation.use_cases[i].priority,
						  evaluation.use_cases[i].verdict };
	for (size_t i = 0; i < evaluation.ranking_count; i++)
		if (evaluation.ranking[i] < CASES)
			sprintf(order + strlen(order), "%zu ", evaluation.ranking[i]);
}

/* Whoever is behind the one that was copied moves down by one, the others stay. */
static void expect_same_standings(const struct standing before[CASES], const struct standing now[CASES],
				  unsigned copied, unsigned seed)
{
	for (unsigned i = 0; i < CASES; i++) {
		const bool behind = before[copied].rank && before[i].rank > before[copied].rank;

		cr_assert(now[i].rank == before[i].rank + behind, "seed %u: c%u has rank %zu after %zu", seed, i,
			  now[i].rank, before[i].rank);
		cr_assert(fixture_same(now[i].priority, before[i].priority), "seed %u: priority of c%u", seed, i);
		cr_assert(now[i].verdict == before[i].verdict, "seed %u: verdict of c%u", seed, i);
	}
}

Test(laws, a_copy_changes_nobody_else_s_order)
{
	for (unsigned seed = 0; seed < fixture_rounds(1000); seed++) {
		struct standing before[CASES], now[CASES];
		char order[100], order_now[100];

		document = fixture_random_document(seed, CASES, NULL);
		evaluation_compute(document, &evaluation);
		read_standings(before, order);
		evaluation_release(&evaluation);
		add_copy(seed % 2 ? "a" : "z", seed % CASES, seed);
		evaluation_compute(document, &evaluation);
		read_standings(now, order_now);
		expect_same_standings(before, now, seed % CASES, seed);
		cr_assert_str_eq(order, order_now, "seed %u: «%s», then «%s»", seed, order, order_now);
		release();
	}
}

/* --- answers -------------------------------------------------------------------------- */

/* A better answer widens no gap, and leaves the other dimensions as they are. */
Test(laws, a_better_answer_widens_no_gap_and_moves_no_other_dimension)
{
	unsigned raised = 0, gaps = 0;

	for (unsigned seed = 0; seed < fixture_rounds(1000); seed++) {
		const struct grid *grid;
		struct grid_result before, now;

		document = fixture_document();
		fixture_random_weights(document, seed);
		fixture_random_answers(document, seed + 1);
		grid = &document->content->grids[FIXTURE_DATA];
		const size_t q = seed % grid->question_count;
		const int level = answer_level(&document->grids[FIXTURE_DATA].answers[q]);

		if (level >= 1 && level < LEVEL_COUNT) {
			const size_t d = grid->questions[q].dimension;

			fixture_fill(document, "grid.data.target=4");
			grid_compute(grid, &document->grids[FIXTURE_DATA], &before);
			fixture_set(document, "answer.data.%s=%d", grid->questions[q].id, level + 1);
			grid_compute(grid, &document->grids[FIXTURE_DATA], &now);
			cr_assert(!(now.dimensions[d].gap > before.dimensions[d].gap + 1e-9), "seed %u", seed);
			cr_assert(fixture_same(now.dimensions[!d].gap, before.dimensions[!d].gap), "seed %u", seed);
			cr_assert(fixture_same(now.dimensions[!d].measure.score, before.dimensions[!d].measure.score));
			gaps += now.dimensions[d].gap < before.dimensions[d].gap - 1e-9;
			raised++;
			grid_result_release(&before);
			grid_result_release(&now);
		}
		document_free(document);
	}
	cr_expect(raised > fixture_rounds(1000) / 4 && gaps > raised / 4, "%u raised, %u gaps", raised, gaps);
}

/* --- equals have an order ----------------------------------------------------------------
 *
 * MonAideCyber (a < b ? −1 : 1) || 0 never says that two are equal.
 */

static void list_ids(char list[300])
{
	list[0] = '\0';
	for (size_t i = 0; i < evaluation.ranking_count; i++)
		sprintf(list + strlen(list), "%s:%zu ", evaluation.use_cases[evaluation.ranking[i]].use_case->id,
			evaluation.use_cases[evaluation.ranking[i]].rank);
}

static void shuffle(unsigned *order, unsigned count, struct fixture_random *random)
{
	for (unsigned i = 0; i < count; i++)
		order[i] = i;
	for (unsigned i = count; i > 1; i--) {
		const unsigned pick = fixture_below(random, i), kept = order[i - 1];

		order[i - 1] = order[pick];
		order[pick] = kept;
	}
}

/*
 * Impact alone decides. Of equal ones the risk is lower, or higher by less than
 * what two figures may differ, or not there: whoever compares two at a time
 * goes round in a circle.
 */
static const struct {
	const char *name;
	struct {
		const char *id, *ethical;
	} rows[4];
	const char *order;
} circles[] = {
	{ "a risk that is not there", { { "c", "2" }, { "b", "" }, { "a", "3" }, { "d", "" } }, "c:1 a:1 b:1 d:1 " },
	{ "risks that are nearly the same",
	  { { "c", "2" }, { "b", "2.00000000003" }, { "a", "2.00000000006" }, { "d", "1" } },
	  "d:1 a:1 b:1 c:1 " },
};

static struct document *circle(size_t which, const unsigned order[4])
{
	static const double impact_alone[FAMILY_COUNT] = { 1 };
	struct document *of = fixture_document();

	memcpy(fixture_matrix(of)->priority, impact_alone, sizeof(impact_alone));
	for (unsigned i = 0; i < 4; i++) {
		const char *id = circles[which].rows[order[i]].id;

		fixture_set(of, "use-case.%s.present=yes\nscore.%s.impact.strategic=4\nscore.%s.risk.ethical=%s", id,
			    id, id, circles[which].rows[order[i]].ethical);
	}
	return of;
}

Test(laws, equals_stand_in_one_order_whichever_way_they_came_in)
{
	struct fixture_random random = fixture_seed(3);

	for (size_t i = 0; i < ARRAY_SIZE(circles); i++)
		for (unsigned round = 0; round < 60; round++) {
			unsigned order[4];
			char list[300];

			shuffle(order, 4, &random);
			compute(circle(i, order));
			list_ids(list);
			cr_expect_str_eq(list, circles[i].order, "%s: «%s», not «%s»", circles[i].name, list,
					 circles[i].order);
			release();
		}
}

/* Scores of 1, 3 and 5 alone, or none, and weights of 0 and 1: hardly a dossier without equals. */
static struct document *coarse(unsigned seed, const unsigned order[8])
{
	static const char *const scores[] = { "1", "3", "5", "3", "3", "" };
	struct document *of = fixture_document();
	struct fixture_random random = fixture_seed(seed);
	struct buf lines;

	for (int family = 1; family < FAMILY_COUNT; family++)
		fixture_matrix(of)->priority[family] = fixture_below(&random, 2);
	buf_init(&lines);
	for (unsigned i = 0; i < 8; i++) {
		struct fixture_random own = fixture_seed(seed * 8ull + order[i]);

		buf_add_format(&lines, "use-case.c%u.present=yes\nscore.c%u.impact.strategic=3\n", order[i], order[i]);
		for (size_t c = FIXTURE_VALUE; c < FIXTURE_CRITERIA; c++)
			buf_add_format(&lines, "score.c%u.%s=%s\n", order[i], of->content->criteria.items[c].id,
				       scores[fixture_below(&own, ARRAY_SIZE(scores))]);
	}
	fixture_fill(of, lines.data);
	buf_release(&lines);
	return of;
}

Test(laws, equals_of_random_dossiers_stand_in_one_order)
{
	struct fixture_random random = fixture_seed(4);
	unsigned ties = 0;

	for (unsigned seed = 0; seed < fixture_rounds(500); seed++) {
		unsigned order[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };
		char list[300], other[300];

		compute(coarse(seed, order));
		list_ids(list);
		for (size_t i = 1; i < evaluation.ranking_count; i++)
			ties += evaluation.use_cases[evaluation.ranking[i]].rank ==
				evaluation.use_cases[evaluation.ranking[i - 1]].rank;
		release();
		shuffle(order, 8, &random);
		compute(coarse(seed, order));
		list_ids(other);
		cr_assert_str_eq(list, other, "seed %u: «%s» and «%s»", seed, list, other);
		release();
	}
	cr_expect(ties > fixture_rounds(500), "%u ties", ties);
}
