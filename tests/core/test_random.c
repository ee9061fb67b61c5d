/*
 * The generator against its published outputs, against a plain one that draws
 * one number at a time, and against the moments of a uniform number.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/random.h"

/* prng.di.unimi.it/xoshiro128plusplus.c from the state 1, 2, 3, 4, as the tests of rand_xoshiro print it. */
static const uint32_t published[] = { 641,        1573767,    3222811527, 3517856514, 836907274,
				      4247214768, 3867114732, 1355841295, 495546011,  621204420 };

Test(random, every_lane_gives_the_published_numbers_of_xoshiro128_plus_plus)
{
	struct random_lanes random;
	uint32_t out[ARRAY_SIZE(published) * RANDOM_LANES];

	for (uint32_t i = 0; i < 4; i++)
		for (size_t lane = 0; lane < RANDOM_LANES; lane++)
			random.s[i][lane] = i + 1;
	random_bits(&random, out, ARRAY_SIZE(out));
	for (size_t i = 0; i < ARRAY_SIZE(out); i++)
		cr_expect(out[i] == published[i / RANDOM_LANES], "number %zu of lane %zu: %u", i / RANDOM_LANES,
			  i % RANDOM_LANES, out[i]);
}

Test(random, splitmix64_gives_the_published_numbers)
{
	/* From 1477776061723855037, as the tests of rand_xoshiro print the reference implementation. */
	static const uint64_t expected[] = { 1985237415132408290u, 2979275885539914483u, 13511426838097143398u };
	/* From 0: the first that Java's SplittableRandom(0) gives. */
	uint64_t state = 1477776061723855037u, zero = 0;

	for (size_t i = 0; i < ARRAY_SIZE(expected); i++)
		cr_expect(random_splitmix(&state) == expected[i], "number %zu", i);
	cr_expect(random_splitmix(&zero) == 0xe220a8397b1dcdafu);
}

/* isthe.com/chongo/tech/comp/fnv: the test vectors of FNV-1a, 64 bits. */
Test(random, texts_are_hashed_as_fnv_1a_does)
{
	cr_expect(random_hash("") == 0xcbf29ce484222325u);
	cr_expect(random_hash("a") == 0xaf63dc4c8601ec8cu);
	cr_expect(random_hash("foobar") == 0x85944171f73967e8u);
}

static uint32_t plain_next(uint32_t s[4])
{
	const uint32_t sum = s[0] + s[3], result = ((sum << 7) | (sum >> 25)) + s[0], t = s[1] << 9;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = (s[3] << 11) | (s[3] >> 21);
	return result;
}

enum { DRAWN = 64 * RANDOM_LANES };

Test(random, lanes_draw_what_each_would_draw_alone)
{
	for (uint64_t seed = 0; seed < 50; seed++) {
		struct random_lanes bits, singles, halves;
		uint32_t x[DRAWN];
		float f[DRAWN];
		double d[DRAWN];

		random_seed(&bits, seed, seed * seed);
		singles = halves = bits;
		struct random_lanes start = bits;
		random_bits(&bits, x, DRAWN);
		random_floats(&singles, f, DRAWN);
		random_doubles(&halves, d, DRAWN / 4);
		random_doubles(&halves, d + DRAWN / 4, DRAWN - DRAWN / 4);
		for (size_t lane = 0; lane < RANDOM_LANES; lane++) {
			uint32_t s[4] = { start.s[0][lane], start.s[1][lane], start.s[2][lane], start.s[3][lane] };

			for (size_t i = lane; i < DRAWN; i += RANDOM_LANES) {
				const uint32_t expected = plain_next(s);

				cr_assert(x[i] == expected);
				cr_assert(f[i] == (float)(((double)(expected >> 9) + 0.5) / 8388608));
				cr_assert(d[i] == ((double)expected + 0.5) / 4294967296);
			}
		}
		cr_assert(!memcmp(&bits, &singles, sizeof(bits)) && !memcmp(&bits, &halves, sizeof(bits)));
	}
}

Test(random, the_ends_are_never_drawn)
{
	struct random_lanes low = { 0 }, high = { 0 };
	float f[RANDOM_LANES];
	double d[RANDOM_LANES];

	/* A state whose next number is 0, and one whose next number is 2^32 − 1. */
	for (size_t lane = 0; lane < RANDOM_LANES; lane++) {
		low.s[1][lane] = 1;
		high.s[0][lane] = 0;
		high.s[3][lane] = UINT32_MAX;
	}
	struct random_lanes again = low;
	random_floats(&again, f, RANDOM_LANES);
	cr_expect(f[0] == 0x1p-24f && f[RANDOM_LANES - 1] == 0x1p-24f);
	random_doubles(&low, d, RANDOM_LANES);
	cr_expect(d[0] == 0x1p-33);
	again = high;
	random_floats(&again, f, RANDOM_LANES);
	cr_expect(f[0] == 1 - 0x1p-24f && f[0] < 1);
	random_doubles(&high, d, RANDOM_LANES);
	cr_expect(d[0] == 1 - 0x1p-33 && d[0] < 1);
}

Test(random, seeds_and_streams_that_differ_share_nothing)
{
	enum { SEEDS = 30, STREAMS = 30 };
	uint32_t first[SEEDS * STREAMS][RANDOM_LANES];

	for (uint64_t i = 0; i < SEEDS * STREAMS; i++) {
		struct random_lanes random;

		random_seed(&random, i / STREAMS, i % STREAMS);
		random_bits(&random, first[i], RANDOM_LANES);
		for (size_t a = 0; a < RANDOM_LANES; a++)
			for (size_t b = 0; b < a; b++)
				cr_assert(first[i][a] != first[i][b], "lanes %zu and %zu", a, b);
		for (uint64_t k = 0; k < i; k++)
			cr_assert(memcmp(first[i], first[k], sizeof(first[i])));
	}
	cr_expect(random_stream(1, 2) != random_stream(2, 1));
}

/*
 * Each against what a uniform number has, within four standard errors: mean
 * 1/2, variance 1/12, no correlation with the number before it in the lane nor
 * with the lane beside it, and tenths that hold a tenth each.
 */
Test(random, the_moments_are_those_of_a_uniform_number)
{
	enum { COUNT = 800000 };
	double *u = xcalloc(COUNT, sizeof(*u)), sum = 0, squares = 0, lag = 0, beside = 0;
	size_t tenths[10] = { 0 };
	struct random_lanes random;

	random_seed(&random, 1, 0);
	random_doubles(&random, u, COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		sum += u[i] - 0.5;
		squares += (u[i] - 0.5) * (u[i] - 0.5);
		lag += i < RANDOM_LANES ? 0 : (u[i] - 0.5) * (u[i - RANDOM_LANES] - 0.5);
		beside += i % RANDOM_LANES == 0 ? 0 : (u[i] - 0.5) * (u[i - 1] - 0.5);
		tenths[(size_t)(10 * u[i])]++;
	}
	cr_expect(fabs(sum / COUNT) < 4 * sqrt(1 / 12.0 / COUNT), "mean %g", sum / COUNT);
	cr_expect(fabs(squares / COUNT - 1 / 12.0) < 4 * sqrt(1 / 180.0 / COUNT), "variance %g", squares / COUNT);
	cr_expect(fabs(lag / COUNT) < 4 / 12.0 / sqrt(COUNT), "lag %g", lag / COUNT);
	cr_expect(fabs(beside / COUNT) < 4 / 12.0 / sqrt(COUNT), "beside %g", beside / COUNT);
	for (size_t i = 0; i < 10; i++)
		cr_expect(fabs((double)tenths[i] - COUNT / 10.0) < 4 * sqrt(0.09 * COUNT), "tenth %zu: %zu", i,
			  tenths[i]);
	free(u);
}
