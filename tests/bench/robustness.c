/*
 * Ranks, central weights, quadrants, quick wins and pairs of use cases whose
 * utilities are on standard input, families and criteria open: the least time
 * of some rounds in milliseconds, by one thread, of the exact figures of a flat
 * ranking, and by two threads; then a line a use case: how often it is first,
 * how often it is a quick win.
 *
 * Usage: robustness USE_CASES CRITERIA SAMPLES ROUNDS
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadran/core/robust_model.h"

static double now(void)
{
	struct timespec time;

	(void)clock_gettime(CLOCK_MONOTONIC, &time);
	return 1000 * (double)time.tv_sec + (double)time.tv_nsec / 1e6;
}

static struct robust_model *read_model(size_t count, size_t criteria)
{
	struct robust_model *model = robust_model_new(count, criteria);

	for (int f = 0; f <= FAMILY_COUNT; f++)
		model->first[f] = criteria * (size_t)f / FAMILY_COUNT;
	for (size_t c = 0; c < criteria; c++)
		model->weight[c] = 1;
	for (int f = 0; f < FAMILY_COUNT; f++)
		model->family_weight[f] = model->axis_weight[f < 2 ? AXIS_Y : AXIS_X][f] = f < 2 ? 0.3 : 0.2;
	model->threshold[AXIS_X] = model->threshold[AXIS_Y] = 20;
	for (size_t i = 0; i < count; i++) {
		model->items[i].placed = true;
		model->items[i].chance = 1;
		for (int f = 0; f < FAMILY_COUNT; f++)
			model->items[i].band[f].least = 50;
		for (size_t c = 0; c < criteria; c++)
			if (scanf("%lf", &model->utility[i * criteria + c]) != 1)
				exit(1);
	}
	return model;
}

static double quick_wins(const struct robust_model *model, double *share, double *scratch)
{
	const double begin = now();

	for (size_t i = 0; i < model->count; i++)
		share[i] = robust_bands(model, i, scratch);
	return now() - begin;
}

/* All pairs and so all expected ranks: one of the two ways gives the other. */
static double pairs(const struct robust_model *model, double *scratch)
{
	const double begin = now();
	double sum = 0;

	for (size_t i = 0; i < model->count; i++)
		for (size_t k = 0; k < i; k++)
			sum += robust_pair(model, i, k, scratch);
	return sum >= 0 ? now() - begin : 0;
}

static double least(double a, double b)
{
	return a < b ? a : b;
}

/* A half of the blocks. */
struct half {
	const struct robust_model *model;
	size_t first, count;
	struct robust_tally *tally;
};

static void *draw_half(void *of)
{
	struct half *half = of;

	half->tally = robust_tally_new(half->model);
	robust_draw(half->model, half->first, half->count, half->tally);
	return NULL;
}

static double draw_on_two(const struct robust_model *model)
{
	const size_t blocks = (model->open.samples + ROBUST_BLOCK - 1) / ROBUST_BLOCK;
	struct half halves[] = { { model, 0, blocks / 2, NULL }, { model, blocks / 2, blocks - blocks / 2, NULL } };
	const double begin = now();
	pthread_t thread;

	if (pthread_create(&thread, NULL, draw_half, &halves[1]))
		exit(1);
	(void)draw_half(&halves[0]);
	(void)pthread_join(thread, NULL);
	robust_tally_add(model, halves[0].tally, halves[1].tally);
	robust_tally_free(halves[0].tally);
	robust_tally_free(halves[1].tally);
	return now() - begin;
}

int main(int argc, char **argv)
{
	const size_t count = (size_t)atoi(argv[argc - 4]), criteria = (size_t)atoi(argv[argc - 3]);
	struct robust_model *model = read_model(count, criteria);
	double *scratch = calloc(5 * criteria + 16, sizeof(*scratch)), *share = calloc(count, sizeof(*share));
	double drawn = 1e9, exact = 1e9, on_two = 1e9;
	struct robust_tally *tally = NULL;

	model->open.samples = strtoul(argv[argc - 2], NULL, 10);
	robust_model_close(model);
	for (int round = 0; round < atoi(argv[argc - 1]); round++) {
		const double begin = now();

		robust_tally_free(tally);
		tally = robust_tally_new(model);
		robust_draw(model, 0, model->open.samples, tally);
		(void)quick_wins(model, share, scratch);
		drawn = least(drawn, now() - begin);
		on_two = least(on_two, draw_on_two(model));
	}
	model->open.flat = true;
	robust_model_close(model);
	for (int round = 0; round < atoi(argv[argc - 1]); round++)
		exact = least(exact, quick_wins(model, share, scratch) + pairs(model, scratch));
	printf("%.4f %.4f %.4f\n", drawn, exact, on_two);
	for (size_t i = 0; i < count; i++)
		printf("%.6f %.6f\n", (double)tally->rank[i * count] / (double)tally->samples, share[i]);
	robust_tally_free(tally);
	robust_model_free(model);
	free(scratch);
	free(share);
	return 0;
}
