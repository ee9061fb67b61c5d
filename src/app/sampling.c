#include "cadran/app/sampling.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "cadran/base/alloc.h"

/* Use cases × samples from which a second thread saves more than it costs: some milliseconds of work. */
enum { WORTH_TWO = 300000 };

struct worker {
	struct robustness_part part;
	pthread_t thread;
	bool runs;
};

static void *work(void *worker)
{
	robustness_part_draw(&((struct worker *)worker)->part);
	return NULL;
}

void sampling_finish_on(struct robustness *robustness, size_t threads)
{
	struct worker *workers = xcalloc(threads, sizeof(*workers));

	for (size_t i = 0; i < threads; i++)
		robustness_part_init(&workers[i].part, robustness, i, threads);
	for (size_t i = 1; i < threads; i++)
		workers[i].runs = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
	for (size_t i = 0; i < threads; i++) {
		if (workers[i].runs)
			(void)pthread_join(workers[i].thread, NULL);
		else
			(void)work(&workers[i]);
	}
	for (size_t i = 0; i < threads; i++)
		robustness_part_join(&workers[i].part, robustness);
	free(workers);
}

void sampling_finish(struct robustness *robustness)
{
	const size_t left = robustness_asked(robustness) - robustness_drawn(robustness);
	const bool pays = left * robustness->evaluation->ranking_count >= WORTH_TWO;

	if (left)
		sampling_finish_on(robustness, pays && sysconf(_SC_NPROCESSORS_ONLN) > 1 ? 2 : 1);
}
