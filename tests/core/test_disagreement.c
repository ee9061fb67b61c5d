/*
 * How far voters are apart: published figures of Kendall's W and of the
 * RAND/UCLA index, cases worked out by hand, and what must not change them.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/disagreement.h"
#include "fixture.h"

static struct document *document;

static void begin(void)
{
	document = fixture_document();
}

static void end(void)
{
	document_free(document);
}

TestSuite(disagreement, .init = begin, .fini = end);

static bool near(double value, double expected, double within)
{
	return isnan(expected) ? isnan(value) : fabs(value - expected) <= within;
}

/* --- RAND/UCLA, on a scale of 1 to 9 -------------------------------------------- */

/*
 * PMC3467596 (BMJ Open 2012), table 1: 15 panellists gave 1, 1, 1, 5, 5, 2 times
 * what lies from 4 to 9. Its text prints the constant as 2.5; its 6.1 is 2.35 +
 * 1.5 · 2.5.
 */
Test(disagreement, the_published_panel_has_the_published_figures)
{
	static const double ratings[] = { 9, 4, 5, 6, 7, 7, 7, 8, 7, 7, 8, 8, 8, 8, 9 };
	struct rand_ucla r;

	rand_ucla_compute(ratings, ARRAY_SIZE(ratings), &r);
	cr_expect(near(r.p30, 7, 1e-9) && near(r.p70, 8, 1e-9) && near(r.ipr, 1, 1e-9));
	cr_expect(near(r.iprcp, 7.5, 1e-9) && near(r.asymmetry, 2.5, 1e-9) && near(r.ipras, 6.1, 1e-9));
	cr_expect(near(r.index, 1 / 6.1, 1e-9) && !r.disagreement);
}

/* Worked out by hand. P30 of nine values is 0.6 from the third to the fourth and 0.4 before it. */
static const struct {
	const char *name;
	size_t count;
	double ratings[9], ipr, ipras;
	bool disagreement;
} panels[] = {
	{ "everybody in the middle", 3, { 5, 5, 5 }, 0, 2.35, false },
	{ "everybody at one end", 3, { 9, 9, 9 }, 0, 8.35, false },
	{ "two halves at both ends", 4, { 1, 1, 9, 9 }, 8, 2.35, true },
	{ "two who are far apart", 2, { 1, 9 }, 3.2, 2.35, true },
	{ "two who are beside each other", 2, { 5, 7 }, 0.8, 3.85, false },
	{ "a third on each side and a third between", 9, { 1, 1, 1, 5, 5, 5, 9, 9, 9 }, 4.8, 2.35, true },
};

Test(disagreement, an_index_above_one_is_disagreement)
{
	for (size_t i = 0; i < ARRAY_SIZE(panels); i++) {
		struct rand_ucla r;

		rand_ucla_compute(panels[i].ratings, panels[i].count, &r);
		cr_expect(near(r.ipr, panels[i].ipr, 1e-9), "%s: IPR %g", panels[i].name, r.ipr);
		cr_expect(near(r.ipras, panels[i].ipras, 1e-9), "%s: IPRAS %g", panels[i].name, r.ipras);
		cr_expect(near(r.index, panels[i].ipr / panels[i].ipras, 1e-9), "%s", panels[i].name);
		cr_expect(r.disagreement == panels[i].disagreement, "%s", panels[i].name);
		cr_expect(r.disagreement == (r.index > 1), "%s", panels[i].name);
	}
}

Test(disagreement, an_interval_as_wide_as_it_may_be_is_none)
{
	/* P30 = 5 − 1.175 and P70 = 5 + 1.175: IPR and IPRAS are 2.35. */
	static const double ratings[] = { 3.825, 3.825, 6.175, 6.175 }, wider[] = { 3.824, 3.824, 6.176, 6.176 };
	struct rand_ucla r;

	rand_ucla_compute(ratings, ARRAY_SIZE(ratings), &r);
	cr_expect(near(r.index, 1, 1e-9) && !r.disagreement);
	rand_ucla_compute(wider, ARRAY_SIZE(wider), &r);
	cr_expect(r.disagreement);
}

Test(disagreement, turning_the_scale_round_or_the_panel_about_keeps_the_index)
{
	struct fixture_random random = fixture_seed(11);

	for (unsigned round = 0; round < fixture_rounds(5000); round++) {
		double ratings[12], turned[12], shuffled[12];
		const size_t count = 2 + fixture_below(&random, 11);
		struct rand_ucla one, other, third;

		for (size_t i = 0; i < count; i++) {
			ratings[i] = shuffled[i] = 1 + fixture_below(&random, 9);
			turned[i] = 10 - ratings[i];
		}
		for (size_t i = count - 1; i > 0; i--) {
			const size_t with = fixture_below(&random, (unsigned)i + 1);
			const double kept = shuffled[i];

			shuffled[i] = shuffled[with];
			shuffled[with] = kept;
		}
		rand_ucla_compute(ratings, count, &one);
		rand_ucla_compute(turned, count, &other);
		rand_ucla_compute(shuffled, count, &third);
		cr_assert(near(one.index, other.index, 1e-12) && one.disagreement == other.disagreement);
		cr_assert(!memcmp(&one, &third, sizeof(double) * 7));
		cr_assert(one.index >= 0 && one.ipr <= 8);
	}
}

/* --- votes of one use case ------------------------------------------------------- */

#define VOTE "vote.u.impact.strategic."

/* 1 to 5; the index is that of 2s − 1. All by hand. */
static const struct {
	const char *name, *lines;
	size_t votes;
	double min, max, median, spread, iqr, index;
	bool disagreement;
} ballots[] = {
	{ "nobody", "", 0, NAN, NAN, NAN, NAN, NAN, NAN, false },
	{ "abstentions", VOTE "A.1=-\n" VOTE "B.1=-", 0, NAN, NAN, NAN, NAN, NAN, NAN, false },
	{ "one vote", VOTE "A.1=4\n" VOTE "B.1=-", 1, 4, 4, 4, NAN, NAN, NAN, false },
	{ "two who agree", VOTE "A.1=3\n" VOTE "B.1=3", 2, 3, 3, 3, 0, 0, 0, false },
	/* 5 and 7: P30 5.6, P70 6.4. */
	{ "two beside each other", VOTE "A.1=3\n" VOTE "B.1=4", 2, 3, 4, 3.5, 1, 0.5, 0.8 / 3.85, false },
	{ "two at both ends", VOTE "A.1=1\n" VOTE "B.1=5", 2, 1, 5, 3, 4, 2, 3.2 / 2.35, true },
	/* 3 5 7 7 9: P30 5.4, P70 7, IPRCP 6.2. */
	{ "five votes", VOTE "A.1=2\n" VOTE "B.1=3\n" VOTE "C.1=4\n" VOTE "D.1=4\n" VOTE "E.1=5", 5, 2, 5, 4, 3, 1,
	  1.6 / (2.35 + 1.5 * 1.2), false },
	{ "the last round counts alone", VOTE "A.1=1\n" VOTE "B.1=5\n" VOTE "A.2=3\n" VOTE "B.2=3", 2, 3, 3, 3, 0, 0, 0,
	  false },
	{ "a round of abstentions is passed over", VOTE "A.1=1\n" VOTE "B.1=5\n" VOTE "A.2=-", 2, 1, 5, 3, 4, 2,
	  3.2 / 2.35, true },
	{ "a retained score hides nothing", VOTE "A.1=1\n" VOTE "B.1=5\nscore.u.impact.strategic=3", 2, 1, 5, 3, 4, 2,
	  3.2 / 2.35, true },
};

Test(disagreement, the_votes_that_count_are_measured)
{
	for (size_t i = 0; i < ARRAY_SIZE(ballots); i++) {
		struct document *one = fixture_document();
		struct disagreement d;

		fixture_fill(one, "use-case.u.name=U");
		fixture_fill(one, ballots[i].lines);
		disagreement_compute(&document_use_case(one, "u")->scores[FIXTURE_STRATEGIC], &d);
		cr_expect(d.votes == ballots[i].votes, "%s: %zu votes", ballots[i].name, d.votes);
		cr_expect(near(d.min, ballots[i].min, 0) && near(d.max, ballots[i].max, 0), "%s", ballots[i].name);
		cr_expect(near(d.median, ballots[i].median, 0), "%s: median %g", ballots[i].name, d.median);
		cr_expect(near(d.spread, ballots[i].spread, 0), "%s: spread %g", ballots[i].name, d.spread);
		cr_expect(near(d.iqr, ballots[i].iqr, 1e-12), "%s: iqr %g", ballots[i].name, d.iqr);
		cr_expect(near(d.index, ballots[i].index, 1e-12), "%s: index %g", ballots[i].name, d.index);
		cr_expect(d.disagreement == ballots[i].disagreement, "%s", ballots[i].name);
		document_free(one);
	}
}

/* --- Kendall's W ------------------------------------------------------------------- */

static const double siegel[3][10] = {
	{ 1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10 },
	{ 2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5 },
	{ 2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10 },
};
static const double zar[3][12] = {
	{ 10.4, 10.8, 11.1, 10.2, 10.3, 10.2, 10.7, 10.5, 10.8, 11.2, 10.6, 11.4 },
	{ 7.4, 7.6, 7.9, 7.2, 7.4, 7.1, 7.4, 7.2, 7.8, 7.7, 7.8, 8.3 },
	{ 17, 17, 20, 14.5, 15.5, 13, 19.5, 16, 21, 20, 18, 22 },
};
static const double anxiety[3][20] = {
	{ 3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3 },
	{ 3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4 },
	{ 2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2 },
};

/*
 * cases/p5_kendall_w*.csv: NAG g08daf (support.nag.com, g08dafe.r: 0.828, p =
 * 0.008), Zar's example 20.5 (rank sums as on Unistat's page) and the anxiety
 * data of R's irr (Wt = 0.54, chi-square 30.8 on 19); more digits computed with
 * irr::kendall.
 */
Test(disagreement, the_published_coefficients_of_concordance)
{
	static const struct {
		const char *name;
		const double *scores;
		size_t items;
		double w, chi_square;
	} rows[] = {
		{ "Siegel, NAG g08daf", siegel[0], 10, 0.827731092437, 22.3487394958 },
		{ "Zar 20.5", zar[0], 12, 0.924135220126, 30.4964622642 },
		{ "irr anxiety", anxiety[0], 20, 0.539656875954, 30.7604419294 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct agreement a;

		kendall_w(rows[i].scores, 3, rows[i].items, &a);
		cr_expect(near(a.w, rows[i].w, 1e-12), "%s: W %.12f", rows[i].name, a.w);
		cr_expect(near(a.chi_square, rows[i].chi_square, 1e-10), "%s: chi-square %g", rows[i].name,
			  a.chi_square);
		cr_expect(a.freedom == rows[i].items - 1 && a.voters == 3 && a.items == rows[i].items, "%s",
			  rows[i].name);
	}
}

/* By hand: voters in rows of three items. */
Test(disagreement, concordance_by_hand)
{
	static const struct {
		const char *name;
		size_t voters, items;
		double scores[9], w;
	} rows[] = {
		{ "against each other", 2, 3, { 1, 2, 3, 3, 2, 1 }, 0 },
		{ "as one", 2, 3, { 1, 2, 5, 2, 3, 4 }, 1 },
		{ "as one, with ties", 3, 3, { 1, 1, 2, 4, 4, 5, 1, 1, 3 }, 1 },
		/* Sums 4, 6, 8: 12 · 8 / (9 · 24). */
		{ "two as one and one turned", 3, 3, { 1, 2, 3, 1, 2, 3, 3, 2, 1 }, 1 / 9.0 },
		/* Sums 2.5, 3.5, 6: 12 · 6.5 / (4 · 24 − 2 · 6). */
		{ "one of two ties", 2, 3, { 1, 1, 2, 2, 3, 4 }, 12 * 6.5 / 84 },
		{ "one who ties all says nothing", 2, 2, { 1, 2, 3, 3 }, 12 * 0.5 / (24 - 12) },
		{ "everybody ties all", 2, 3, { 1, 1, 1, 4, 4, 4 }, NAN },
		{ "one voter", 1, 3, { 1, 2, 3 }, NAN },
		{ "one item", 3, 1, { 1, 2, 3 }, NAN },
		{ "nothing", 0, 0, { 0 }, NAN },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct agreement a;

		kendall_w(rows[i].scores, rows[i].voters, rows[i].items, &a);
		cr_expect(near(a.w, rows[i].w, 1e-12), "%s: W %g", rows[i].name, a.w);
		cr_expect(isnan(a.w) == isnan(a.chi_square) && isnan(a.w) == !a.freedom, "%s", rows[i].name);
	}
}

enum { MOST_VOTERS = 6, MOST_ITEMS = 8 };

/* Ranks by counting, W by the formula of the header, T from the pairs that tie: (t³ − t)/3 = Σ over pairs of t. */
static double plain_w(const double *scores, size_t voters, size_t items)
{
	const double m = (double)voters, n = (double)items;
	double squares = 0, ties = 0, most;

	for (size_t i = 0; i < items; i++) {
		double sum = 0;

		for (size_t v = 0; v < voters; v++) {
			const double *row = scores + v * items;
			double less = 0, same = 0;

			for (size_t k = 0; k < items; k++) {
				less += row[k] < row[i];
				same += row[k] == row[i];
			}
			sum += less + (same + 1) / 2;
			ties += same * same - 1;
		}
		squares += sum * sum;
	}
	most = m * m * n * (n * n - 1) - m * ties;
	return voters > 1 && items > 1 && most > 0 ? (12 * squares - 3 * m * m * n * (n + 1) * (n + 1)) / most : NAN;
}

static void shuffle(size_t *order, size_t count, struct fixture_random *random)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		const size_t with = fixture_below(random, (unsigned)i), kept = order[i - 1];

		order[i - 1] = order[with];
		order[with] = kept;
	}
}

Test(disagreement, concordance_is_that_of_a_plain_count_and_no_order_changes_it)
{
	struct fixture_random random = fixture_seed(5);
	size_t figures = 0;

	for (unsigned round = 0; round < fixture_rounds(5000); round++) {
		const size_t voters = fixture_below(&random, MOST_VOTERS + 1);
		const size_t items = fixture_below(&random, MOST_ITEMS + 1);
		double scores[MOST_VOTERS * MOST_ITEMS], moved[MOST_VOTERS * MOST_ITEMS];
		size_t voter_at[MOST_VOTERS], item_at[MOST_ITEMS];
		struct agreement one, other;

		for (size_t i = 0; i < voters * items; i++)
			scores[i] = 1 + fixture_below(&random, 5);
		shuffle(voter_at, voters, &random);
		shuffle(item_at, items, &random);
		for (size_t v = 0; v < voters; v++)
			for (size_t i = 0; i < items; i++)
				moved[v * items + i] = scores[voter_at[v] * items + item_at[i]];
		kendall_w(scores, voters, items, &one);
		kendall_w(moved, voters, items, &other);
		cr_assert(near(one.w, plain_w(scores, voters, items), 1e-12), "round %u: %g", round, one.w);
		cr_assert(isnan(one.w) ? isnan(other.w) : one.w == other.w, "round %u", round);
		cr_assert(isnan(one.w) || (one.w >= 0 && one.w <= 1), "round %u: %g", round, one.w);
		figures += !isnan(one.w);
	}
	cr_expect(figures > fixture_rounds(5000) / 2);
}

Test(disagreement, voters_who_say_the_same_agree_wholly)
{
	struct fixture_random random = fixture_seed(6);

	for (unsigned round = 0; round < fixture_rounds(2000); round++) {
		double scores[MOST_VOTERS * MOST_ITEMS];
		const size_t voters = 2 + fixture_below(&random, MOST_VOTERS - 1);
		struct agreement a;

		for (size_t i = 0; i < MOST_ITEMS; i++)
			scores[i] = i == 0 ? 6 : 1 + fixture_below(&random, 5);
		for (size_t i = MOST_ITEMS; i < voters * MOST_ITEMS; i++)
			scores[i] = scores[i - MOST_ITEMS];
		kendall_w(scores, voters, MOST_ITEMS, &a);
		cr_assert(a.w == 1, "%.17g", a.w);
	}
}

/* --- agreement over the use cases of a dossier --------------------------------------- */

#define ON(use_case, participant, score) "vote." use_case ".impact.strategic." participant ".1=" score "\n"

static struct agreement agreement_of(const char *lines)
{
	struct document *one = fixture_document();
	struct agreement a;

	fixture_fill(one, "use-case.a.name=A\nuse-case.b.name=B\nuse-case.c.name=C");
	fixture_fill(one, lines);
	agreement_compute(one, FIXTURE_STRATEGIC, &a);
	document_free(one);
	return a;
}

static const struct {
	const char *name, *lines;
	size_t voters, items, left_out;
	double w;
} dossiers[] = {
	{ "nothing", "", 0, 0, 0, NAN },
	{ "two who agree on two", ON("a", "P", "1") ON("a", "Q", "2") ON("b", "P", "4") ON("b", "Q", "5"), 2, 2, 0, 1 },
	{ "two who do not", ON("a", "P", "1") ON("a", "Q", "5") ON("b", "P", "4") ON("b", "Q", "2"), 2, 2, 0, 0 },
	{ "a use case of one voter is no item",
	  ON("a", "P", "1") ON("a", "Q", "2") ON("b", "P", "4") ON("b", "Q", "5") ON("c", "P", "1"), 2, 2, 0, 1 },
	{ "who abstained somewhere is left out",
	  ON("a", "P", "1") ON("a", "Q", "2") ON("b", "P", "4") ON("b", "Q", "5") ON("a", "R", "5") ON("b", "R", "-"),
	  2, 2, 1, 1 },
	{ "who abstained everywhere was never in",
	  ON("a", "P", "1") ON("a", "Q", "2") ON("b", "P", "4") ON("b", "Q", "5") ON("a", "R", "-") ON("b", "R", "-"),
	  2, 2, 0, 1 },
	{ "who voted in an earlier round only is left out",
	  ON("a", "P", "1") ON("a", "Q", "2") ON("a", "R", "3") ON("b", "P", "4") ON("b", "Q", "5")
		  ON("b", "R", "1") "vote.b.impact.strategic.P.2=4\nvote.b.impact.strategic.Q.2=4\n",
	  2, 2, 1, 1 },
	{ "nobody scored all of them",
	  ON("a", "P", "1") ON("a", "Q", "2") ON("b", "Q", "4") ON("b", "R", "5") ON("c", "P", "4") ON("c", "R", "5"),
	  0, 3, 3, NAN },
	{ "a use case that was taken away is none",
	  ON("a", "P", "1") ON("a", "Q", "2") ON("b", "P", "4") ON("b", "Q", "5") ON("c", "P", "1")
		  ON("c", "R", "5") "use-case.c.present=\n",
	  2, 2, 0, 1 },
	{ "everybody ties all", ON("a", "P", "3") ON("a", "Q", "2") ON("b", "P", "3") ON("b", "Q", "2"), 2, 2, 0, NAN },
};

Test(disagreement, agreement_is_that_of_who_scored_all_that_two_scored)
{
	for (size_t i = 0; i < ARRAY_SIZE(dossiers); i++) {
		const struct agreement a = agreement_of(dossiers[i].lines);

		cr_expect(a.voters == dossiers[i].voters, "%s: %zu voters", dossiers[i].name, a.voters);
		cr_expect(a.items == dossiers[i].items, "%s: %zu items", dossiers[i].name, a.items);
		cr_expect(a.left_out == dossiers[i].left_out, "%s: %zu left out", dossiers[i].name, a.left_out);
		cr_expect(near(a.w, dossiers[i].w, 1e-12), "%s: W %g", dossiers[i].name, a.w);
	}
}

/* Says how many criteria have a W. */
static size_t expect_same_agreement(const struct document *one, const struct document *other, unsigned seed)
{
	size_t figures = 0;

	for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
		struct agreement a, b;

		agreement_compute(one, c, &a);
		agreement_compute(other, c, &b);
		cr_assert(a.voters == b.voters && a.items == b.items && a.left_out == b.left_out, "seed %u", seed);
		cr_assert(isnan(a.w) ? isnan(b.w) : a.w == b.w, "seed %u: %g and %g", seed, a.w, b.w);
		figures += !isnan(a.w);
	}
	return figures;
}

/* Votes on every criterion, by three who always vote and one who often does not. */
static struct document *voted(unsigned seed)
{
	struct document *made = fixture_random_document(seed, 6, NULL);
	struct fixture_random random = fixture_seed(seed);

	for (size_t u = 0; u < made->use_case_count; u++)
		for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
			for (unsigned person = 0; person < 4; person++)
				if (person < 3 || fixture_chance(&random, 60))
					fixture_set(made, "vote.%s.%s.P%u.3=%u", made->use_cases[u].id,
						    made->content->criteria.items[c].id, person,
						    1 + fixture_below(&random, 5));
	return made;
}

Test(disagreement, an_abstention_changes_no_figure)
{
	for (unsigned seed = 1; seed <= fixture_rounds(40); seed++) {
		struct document *plain = voted(seed), *more = voted(seed);

		for (size_t u = 0; u < more->use_case_count; u++)
			for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
				const char *criterion = more->content->criteria.items[c].id;
				struct disagreement a, b;

				fixture_set(more, "vote.%s.%s.new.3=-\nvote.%s.%s.P1.4=-", more->use_cases[u].id,
					    criterion, more->use_cases[u].id, criterion);
				disagreement_compute(&plain->use_cases[u].scores[c], &a);
				disagreement_compute(&more->use_cases[u].scores[c], &b);
				cr_assert(a.votes >= 3 && a.votes == b.votes && a.median == b.median);
				cr_assert(a.spread == b.spread && a.iqr == b.iqr && a.index == b.index);
			}
		cr_expect(expect_same_agreement(plain, more, seed) == FIXTURE_CRITERIA);
		document_free(plain);
		document_free(more);
	}
}

Test(disagreement, the_order_of_use_cases_changes_no_agreement)
{
	static const unsigned turned[] = { 5, 4, 3, 2, 1, 0 };

	size_t figures = 0;

	for (unsigned seed = 1; seed <= fixture_rounds(60); seed++) {
		struct document *one = fixture_random_document(seed, 6, NULL);
		struct document *other = fixture_random_document(seed, 6, turned);

		figures += expect_same_agreement(one, other, seed);
		document_free(one);
		document_free(other);
	}
	cr_expect(figures > 0 || !fixture_runs_all());
}
