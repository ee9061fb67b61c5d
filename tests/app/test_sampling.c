/*
 * Threads draw what one draws: the whole export is compared, byte by byte.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "cadran/app/sampling.h"
#include "cadran/base/buf.h"
#include "cadran/store/export.h"
#include "fixture.h"

enum { CASES = 40 };

/* With votes that differ, and figures that are ranges. */
static struct document *open_document(void)
{
	struct document *document = fixture_document();

	for (unsigned i = 0; i < CASES; i++) {
		char id[8];

		snprintf(id, sizeof(id), "u%02u", i);
		fixture_add_quick_win(document, id);
		fixture_set(document,
			    "score.%s.impact.strategic=%u\nvote.%s.impact.business.a=%u\nvote.%s.impact.business.b=%u",
			    id, 1 + i % 5, id, 1 + i % 3, id, 2 + i % 4);
		fixture_set(document,
			    "use-case.%s.hours=10/20/%u\nuse-case.%s.hour_cost=30\nuse-case.%s.build_cost=4000", id,
			    25 + i, id, id);
	}
	return document;
}

static char *json_of(const struct evaluation *evaluation, size_t threads)
{
	struct robustness robustness;
	struct buf out;

	buf_init(&out);
	robustness_init(&robustness, evaluation);
	if (threads)
		sampling_finish_on(&robustness, threads);
	else
		sampling_finish(&robustness);
	cr_expect(robustness_drawn(&robustness) == robustness_asked(&robustness));
	cr_expect(robustness_drawn(&robustness) > 1000);
	export_json(&robustness, &out);
	robustness_release(&robustness);
	return buf_detach(&out);
}

Test(sampling, any_number_of_threads_gives_the_same_bytes)
{
	struct document *document = open_document();
	struct evaluation evaluation;

	char *expected = fixture_json(document);
	evaluation_compute(document, &evaluation);
	for (size_t threads = 0; threads <= 4; threads++) {
		char *json = json_of(&evaluation, threads);

		cr_expect_str_eq(json, expected, "%zu threads", threads);
		free(json);
	}
	free(expected);
	evaluation_release(&evaluation);
	document_free(document);
}
