/*
 * How long percentiles of money take. Standard input has a line for each use
 * case: low, likely and high of the nine figures that are drawn, then the
 * horizon. Prints the milliseconds of the best of `rounds`, then for each use
 * case P10, P50, P90 and their errors of ROI, payback and NPV, and P(NPV > 0).
 *
 * Usage: money_range SAMPLES ROUNDS
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadran/core/money_range.h"

enum { MOST = 1000 };

static const enum use_case_field figures[] = { USE_CASE_HOURS,      USE_CASE_HOUR_COST, USE_CASE_OTHER_GAIN,
					       USE_CASE_BUILD_DAYS, USE_CASE_DAY_RATE,  USE_CASE_BUILD_COST,
					       USE_CASE_RUN_COST,   USE_CASE_DISCOUNT,  USE_CASE_RAMP_UP,
					       USE_CASE_HORIZON };

static int read_facts(struct use_case_facts *facts)
{
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		struct range *range = &facts->money[figures[i] - USE_CASE_MONEY_FIRST];

		range->given = true;
		if (figures[i] == USE_CASE_HORIZON) {
			if (scanf("%lf", &range->likely) != 1)
				return 0;
			range->low = range->high = range->likely;
		} else if (scanf("%lf %lf %lf", &range->low, &range->likely, &range->high) != 3) {
			return 0;
		}
	}
	return 1;
}

static double milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static void print(const struct money_percentiles *percentiles)
{
	for (int i = 0; i < MONEY_SHARE_COUNT; i++)
		printf("%.17g %.17g ", percentiles->at[i], percentiles->error[i]);
}

int main(int argc, char **argv)
{
	static struct use_case_facts facts[MOST];
	static struct money_range ranges[MOST];
	const size_t samples = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
	int rounds = argc > 2 ? atoi(argv[2]) : 20;
	size_t count = 0;
	double best = INFINITY;

	while (count < MOST && read_facts(&facts[count]))
		count++;
	while (rounds-- > 0) {
		const double begin = milliseconds();

		for (size_t i = 0; i < count; i++) {
			char id[32];

			snprintf(id, sizeof(id), "UC%03zu", i);
			money_range_compute(&facts[i], id, 12, samples, 1, &ranges[i]);
		}
		best = fmin(best, milliseconds() - begin);
	}
	printf("%.6f\n", best);
	for (size_t i = 0; i < count; i++) {
		print(&ranges[i].roi);
		print(&ranges[i].payback);
		print(&ranges[i].npv);
		printf("%.17g\n", ranges[i].npv_positive);
	}
	return 0;
}
