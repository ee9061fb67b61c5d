/*
 * How far one weight may move until two alternatives tie: published pairs, and
 * the edges.
 */
#include <criterion/criterion.h>

#include "cadran/base/alloc.h"
#include "cadran/core/stability.h"
#include "fixture.h"

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
