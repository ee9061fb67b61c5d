/*
 * Chance that is passed in: the same seed and stream give the same bytes with
 * every compiler, on every machine, in every flavour of the program.
 *
 * xoshiro128++ 1.0 (Blackman & Vigna, «Scrambled Linear Pseudorandom Number
 * Generators», ACM TOMS 47(4), 2021; prng.di.unimi.it/xoshiro128plusplus.c), as
 * RANDOM_LANES generators side by side whose states come from splitmix64
 * (Steele, Lea & Flood, OOPSLA 2014). Every number is one of:
 *
 *	float     ((x >> 9) + 1/2) / 2^23      in the open interval (0, 1), exact
 *	double    (x + 1/2) / 2^32             in the open interval (0, 1), exact
 *
 * A stream of uniform numbers is drawn so:
 *
 *	struct random_lanes random;
 *	float u[BLOCK];                              BLOCK a multiple of RANDOM_LANES
 *
 *	random_seed(&random, seed, block);           one stream for each block of samples
 *	random_floats(&random, u, BLOCK);            again for more of the same stream
 *
 * u[RANDOM_LANES · i + lane] is the i-th number of a lane. Drawing n and then m
 * numbers gives what drawing n + m gives.
 */
#ifndef CADRAN_CORE_RANDOM_H
#define CADRAN_CORE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Two vectors of the baseline instruction set of x86-64: one waits while the other computes. */
enum { RANDOM_LANES = 8 };

struct random_lanes {
	uint32_t s[4][RANDOM_LANES]; /* s[0] to s[3] of each lane, never all 0 */
};

/* Any seed and any stream; two that differ in either have nothing in common. */
void random_seed(struct random_lanes *random, uint64_t seed, uint64_t stream);

/* `count`, a multiple of RANDOM_LANES, numbers into `out`: 32 random bits, or uniform in (0, 1). */
void random_bits(struct random_lanes *random, uint32_t *out, size_t count);
void random_floats(struct random_lanes *random, float *out, size_t count);
void random_doubles(struct random_lanes *random, double *out, size_t count);

/*
 * `count` numbers of the triangular law from `low` over `likely` to `high` (in
 * ascending order, low below high), by inverse transform of random_doubles:
 *
 *	u < (likely − low) / (high − low)     low + √(u · (high − low) · (likely − low))
 *	else                                  high − √((1 − u) · (high − low) · (high − likely))
 */
void random_triangular(struct random_lanes *random, double low, double likely, double high, double *out, size_t count);

/* The next number of splitmix64, whose whole state is `*state`. */
uint64_t random_splitmix(uint64_t *state);

/* One stream number out of two: random_stream(random_hash(id), block). */
uint64_t random_stream(uint64_t a, uint64_t b);

/* A number for a text, the same everywhere: FNV-1a, 64 bits. */
uint64_t random_hash(const char *text);

#endif
