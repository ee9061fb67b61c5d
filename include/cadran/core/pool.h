/*
 * Many dossiers beside each other: how the scores of each dimension are spread,
 * which levels were reached, which candidates of the catalogue are quick wins.
 * No name, note or other text of a service gets in: figures, what content calls
 * grids, dimensions and levels, and the candidates of a catalogue.
 *
 * Nothing is told of fewer than POOL_LEAST dossiers: counts below it are as
 * good as names.
 */
#ifndef CADRAN_CORE_POOL_H
#define CADRAN_CORE_POOL_H

#include "cadran/core/evaluation.h"
#include "cadran/core/report.h"

enum { POOL_LEAST = 5 };

/* How far a candidate of the catalogue is in one dossier. */
enum pool_state { POOL_ABSENT, POOL_CANDIDATE, POOL_CONDITIONAL, POOL_QUICK_WIN, POOL_STATE_COUNT };

/* The scores of a grid, or of one of its dimensions, dossier by dossier. */
struct pool_series {
	char *grid, *dimension;                        /* ids; dimension "" for the whole grid; owned */
	char *name[LANGUAGE_COUNT];                    /* as the first dossier that has it calls it; owned */
	double *scores;                                /* NAN where a dossier has none; owned */
	signed char *levels;                           /* reached, 0 where there is none; NULL for a dimension; owned */
	char *level_name[LEVEL_COUNT][LANGUAGE_COUNT]; /* of a whole grid; owned */
};

struct pool {
	const struct content *content; /* whose catalogues tell which ids are told; borrowed */
	struct pool_series *series;    /* a grid, then its dimensions, grid after grid */
	size_t series_count, series_capacity;
	const struct preset **candidates; /* all entries of the catalogues */
	size_t candidate_count;
	struct map by_id;       /* of candidates */
	unsigned char *states;  /* enum pool_state, a row of candidates a dossier; owned */
	bool *dropped;          /* owned */
	size_t count, capacity; /* dossiers, those that were dropped too */
	size_t kept;            /* without them */
};

void pool_init(struct pool *pool, const struct content *content);
void pool_release(struct pool *pool);

/* Adds a dossier; its number. */
size_t pool_add(struct pool *pool, const struct evaluation *evaluation);

/* It counts no more. */
void pool_drop(struct pool *pool, size_t dossier);

/* Percentiles as percentile.h has them: what PostgreSQL's percentile_cont computes. NAN where count < POOL_LEAST. */
struct pool_spread {
	size_t count; /* dossiers that have a score */
	double min, p25, median, p75, max, mean;
};

void pool_spread(const struct pool *pool, size_t series, struct pool_spread *spread);

/*
 * The share of the scores that lie below `score`, 0..1, those equal to it
 * halved: (below + equal / 2) / all. NAN without a score, and where there are
 * fewer than POOL_LEAST to compare it with.
 */
double pool_place(const struct pool *pool, size_t series, double score);

/*
 * What a series is called; NULL where it must not be told: neither the pool's
 * own content has it nor POOL_LEAST dossiers a score of it.
 */
const char *pool_name(const struct pool *pool, size_t series, enum language language);

/* The score of that series in a dossier; NAN where it has none. */
double pool_score(const struct pool_series *series, const struct evaluation *evaluation);

/* How many dossiers reached each level of a whole grid, of those that reached one; the number of these. */
size_t pool_levels(const struct pool *pool, size_t series, size_t counts[LEVEL_COUNT]);

/* A candidate that is a quick win in POOL_LEAST dossiers or more. */
struct pool_candidate {
	size_t candidate;               /* of pool.candidates */
	size_t count[POOL_STATE_COUNT]; /* dossiers by state */
};

/* The most frequent quick wins first, then by id; xcalloc'ed, the caller's; `*count` of them. */
struct pool_candidate *pool_quick_wins(const struct pool *pool, size_t *count);

/* What the catalogue calls a candidate. */
const char *pool_candidate_name(const struct pool *pool, size_t candidate, enum language language);

/* Dossiers that have the candidate, whatever its state. */
size_t pool_held(const struct pool_candidate *candidate);

/*
 * All of it as a table: a row a grid, a dimension, a level, a candidate. `mine`
 * is the dossier that is compared with the others; NULL for none. Cells of what
 * is not told are empty, and the last one says why.
 */
void pool_report(const struct pool *pool, const struct evaluation *mine, enum language language, struct report *report);

#endif
