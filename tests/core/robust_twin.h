/*
 * Models for the tests of the robustness of a ranking, and a twin of the
 * sampler: plain doubles, one sample at a time, weights by their definition,
 * ranks by counting, a generator of its own. Slow, and easy to believe.
 */
#ifndef TESTS_CORE_ROBUST_TWIN_H
#define TESTS_CORE_ROBUST_TWIN_H

#include "cadran/core/robust_model.h"
#include "fixture.h"

/*
 * Items over `criteria` of each family: nothing on the axes, no bands, no
 * verdicts. Criteria weigh 1, families that have some share the ranking evenly.
 */
struct robust_model *twin_model(size_t items, const size_t criteria[FAMILY_COUNT], struct uncertainty open);

/* An open vote over scores that are worth `utilities`, which all pass; items in ascending order. */
void twin_open_vote(struct robust_model *model, size_t item, size_t criterion, const double *utilities, size_t count);

/* Everything there is, at random: missing scores, penalties, votes, bands, quadrants. Not closed. */
struct robust_model *twin_random_model(unsigned long long seed, size_t items, struct uncertainty open);

/* What is open in the `round`-th of the ways there are: families × criteria, and flat. */
enum { TWIN_WAYS = 9 };
struct uncertainty twin_open(unsigned round, unsigned long samples);

/* Counts as in struct robust_tally, `behind` always there. */
struct twin_tally {
	size_t samples;
	double *rank, *behind, *quadrant, *quick_win, *central, *central_squares;
	double *bands; /* how often all bands of an item held */
};

struct twin_tally *twin_draw(const struct robust_model *model, size_t samples, unsigned long long seed);
void twin_tally_free(struct twin_tally *tally);

/* All samples of the model at once; free with robust_tally_free. */
struct robust_tally *twin_whole(const struct robust_model *model);

/* Every count as one number, whatever the machine's order of bytes. */
uint64_t twin_checksum(const struct robust_model *model, const struct robust_tally *tally);

/* The exact figures, with as much to scratch on as the contract says. */
double twin_pair(const struct robust_model *model, size_t item, size_t other);
double twin_bands(const struct robust_model *model, size_t item);

/* Binomial coefficient, and P(the sum of `k` of `count` weights that are uniform on the simplex ≤ t). */
double twin_choose(size_t n, size_t k);
double twin_beta_below(size_t count, size_t k, double t);

/* How far figures are from what they should be, in standard errors. */
struct agreement {
	size_t compared, beyond; /* 4 standard errors */
	double worst;
};

/* `p` of `n` draws against an exact chance; a count is whole, so that one draw more or less says nothing. */
void agreement_exact(struct agreement *agreement, double p, double n, double exact);

/* `count` of all draws agree with an exact chance within 4 standard errors; `what` and `item` are named where not. */
void twin_expect_share(const struct robust_tally *tally, uint32_t count, double exact, const char *what, size_t item);

/* `p` of `n` draws against `q` of `m`. */
void agreement_drawn(struct agreement *agreement, double p, double n, double q, double m);

/* A figure against another with the standard error of their difference. */
void agreement_add(struct agreement *agreement, double difference, double error);

/* Beyond 4 standard errors no more than chance does: one in 16 000; and none beyond 6. */
bool agreement_holds(const struct agreement *agreement);

#endif
