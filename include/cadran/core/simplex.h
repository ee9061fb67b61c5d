/*
 * Shares of a simplex of weights, exactly: with weights w_j ≥ 0, Σ w_j = 1,
 * drawn uniformly, how often a sum of them is on one side of 0.
 *
 * The volume of a simplex cut by a half-space: Varsi, «The multidimensional
 * content of the frustum of the simplex», Pacific J. Math. 46 (1973) 303–314;
 * Ali, «Content of the frustum of a simplex», ibid. 48 (1973) 313–322. Only
 * convex combinations occur, so that the error stays near 4e-16.
 */
#ifndef CADRAN_CORE_SIMPLEX_H
#define CADRAN_CORE_SIMPLEX_H

#include <stddef.h>

/*
 * P(Σ w_j·d_j ≤ 0), 0..1, of `count` values d_j, at least one, at the vertices of
 * the simplex; those within 1e-9 of 0 count as 0. 1 where all are 0. `scratch` has
 * room for 3·count + 1 figures. O(K·L) for K negative and L positive values.
 */
double simplex_share(const double *d, size_t count, double *scratch);

/*
 * The vertices of the simplex of ordered weights w_1 ≥ w_2 ≥ …: vertex j gives
 * 1/j to each of the first j. Turns values at single weights into values at
 * those vertices, in place: their running means.
 */
void simplex_order(double *d, size_t count);

/*
 * The same around given weights: w = (1 − spread)·centre + spread·u with u uniform.
 * `centre` sums to 1.
 */
void simplex_around(double *d, const double *centre, size_t count, double spread);

#endif
