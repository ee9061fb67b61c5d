#include "cadran/core/random.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* What every x86-64 adds and shifts at once; elsewhere the compiler makes of it what there is. */
typedef uint32_t bits __attribute__((vector_size(16)));

enum { WIDTH = sizeof(bits) / sizeof(uint32_t), VECTORS = RANDOM_LANES / WIDTH, CHUNK = 256 };

struct state {
	bits s[4];
};

uint64_t random_splitmix(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* Mixed one after the other: (a, b) and (b, a) are two streams. */
uint64_t random_stream(uint64_t a, uint64_t b)
{
	uint64_t state = a;

	state = random_splitmix(&state) ^ b;
	return random_splitmix(&state);
}

uint64_t random_hash(const char *text)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return hash;
}

void random_seed(struct random_lanes *random, uint64_t seed, uint64_t stream)
{
	uint64_t state = random_stream(seed, stream);

	for (size_t lane = 0; lane < RANDOM_LANES; lane++) {
		const uint64_t low = random_splitmix(&state), high = random_splitmix(&state);

		random->s[0][lane] = (uint32_t)low;
		random->s[1][lane] = (uint32_t)(low >> 32);
		random->s[2][lane] = (uint32_t)high;
		/* Nothing but zeros would stay zeros. */
		random->s[3][lane] = low || high ? (uint32_t)(high >> 32) : 1;
	}
}

static inline bits rotated(bits x, int by)
{
	return (x << by) | (x >> (32 - by));
}

static inline bits next(struct state *state)
{
	bits *s = state->s;
	const bits result = rotated(s[0] + s[3], 7) + s[0];
	const bits t = s[1] << 9;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotated(s[3], 11);
	return result;
}

/* The lanes stay in registers as long as numbers are drawn. */
void random_bits(struct random_lanes *random, uint32_t *out, size_t count)
{
	struct state states[VECTORS];

	assert(count % RANDOM_LANES == 0);
	for (size_t i = 0; i < 4; i++)
		for (size_t v = 0; v < VECTORS; v++)
			memcpy(&states[v].s[i], &random->s[i][v * WIDTH], sizeof(bits));
	for (size_t at = 0; at < count; at += RANDOM_LANES)
		for (size_t v = 0; v < VECTORS; v++) {
			const bits x = next(&states[v]);

			memcpy(out + at + v * WIDTH, &x, sizeof(x));
		}
	for (size_t i = 0; i < 4; i++)
		for (size_t v = 0; v < VECTORS; v++)
			memcpy(&random->s[i][v * WIDTH], &states[v].s[i], sizeof(bits));
}

static size_t draw_chunk(struct random_lanes *random, uint32_t x[CHUNK], size_t left)
{
	const size_t size = left < CHUNK ? left : CHUNK;

	random_bits(random, x, size);
	return size;
}

/* 23 bits and a half: a float holds that, and 1 is never reached. */
void random_floats(struct random_lanes *random, float *out, size_t count)
{
	uint32_t x[CHUNK];

	for (size_t at = 0, size; at < count; at += size) {
		size = draw_chunk(random, x, count - at);
		for (size_t i = 0; i < size; i++)
			out[at + i] = ((float)(int32_t)(x[i] >> 9) + 0.5f) * 0x1p-23f;
	}
}

/* The instruction set only knows signed whole numbers: half of the range is taken off before and added after. */
void random_doubles(struct random_lanes *random, double *out, size_t count)
{
	uint32_t x[CHUNK];

	for (size_t at = 0, size; at < count; at += size) {
		size = draw_chunk(random, x, count - at);
		for (size_t i = 0; i < size; i++)
			out[at + i] = (double)(int32_t)(x[i] ^ 0x80000000u) * 0x1p-32 + (0.5 + 0x1p-33);
	}
}

void random_triangular(struct random_lanes *random, double low, double likely, double high, double *out, size_t count)
{
	const double turn = (likely - low) / (high - low);
	const double rising = (high - low) * (likely - low), falling = (high - low) * (high - likely);

	random_doubles(random, out, count);
	/* The side is the sign of what is below the root, so that one root serves both. */
	for (size_t i = 0; i < count; i++) {
		const double u = out[i];
		const double square = u < turn ? u * rising : (u - 1) * falling;
		const double root = sqrt(fabs(square));

		out[i] = square > 0 ? low + root : high - root;
	}
}
