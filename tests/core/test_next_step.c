/*
 * The next best step: one dossier that is filled in step by step, and each
 * reason alone.
 */
#include <criterion/criterion.h>

#include "cadran/base/alloc.h"
#include "cadran/core/next_step.h"
#include "fixture.h"

static struct document *document;

static void begin(void)
{
	document = fixture_document();
}

static void end(void)
{
	document_free(document);
}

TestSuite(next_step, .init = begin, .fini = end);

static struct next_step next(struct evaluation *evaluation)
{
	struct next_step found;

	evaluation_compute(document, evaluation);
	next_step_compute(evaluation, &found);
	return found;
}

static enum next_kind next_kind(void)
{
	struct evaluation evaluation;
	const enum next_kind kind = next(&evaluation).kind;

	evaluation_release(&evaluation);
	return kind;
}

/* The use case that the step is about. */
static const char *next_about(size_t *count)
{
	struct evaluation evaluation;
	const struct next_step found = next(&evaluation);
	const char *id = evaluation.use_cases[found.use_case].use_case->id;

	*count = found.count;
	evaluation_release(&evaluation);
	return id;
}

#define EXPRESS                                                                                                        \
	"answer.data.quality.errors=3\nanswer.data.governance.roles=3\nanswer.ai.skills.basics=3\n"                    \
	"answer.ai.usage.pilots=3"

static void answer_all(void)
{
	fixture_fill(document, "service.name=S\nservice.sector=spsti\n" EXPRESS);
}

/* Each line is filled in after those above it; the step that is next then. */
static const struct {
	const char *filled;
	enum next_kind kind;
} way[] = {
	{ "service.name=S", NEXT_SERVICE },
	{ "service.sector=spsti", NEXT_GRID },
	{ "answer.data.quality.owners=3", NEXT_GRID }, /* not of the express reading */
	{ EXPRESS, NEXT_USE_CASES },
	{ "use-case.a.present=yes", NEXT_NEED },
	{ "use-case.a.need=n\nuse-case.a.sponsor=s", NEXT_NEED },
	{ "use-case.a.indicator=i", NEXT_SCORE },
	{ "score.a.impact.strategic=4\nscore.a.roi.value=4\nscore.a.feasibility.data=4", NEXT_SCORE },
	{ "score.a.risk.ethical=2", NEXT_AI_ACT },
	{ "use-case.a.ai_act=minimal", NEXT_SHEET },
	{ "use-case.a.delay=4\nuse-case.a.health_data=no", NEXT_SHEET },
	{ "use-case.a.medical_device=no", NEXT_LAUNCH },
	{ "use-case.a.status=pilot", NEXT_EXPORT },
};

Test(next_step, follows_the_way_from_an_empty_dossier_to_the_export)
{
	document->content->tree.ask_count = 1;
	for (size_t i = 0; i < ARRAY_SIZE(way); i++) {
		fixture_fill(document, way[i].filled);
		cr_expect(next_kind() == way[i].kind, "%s: %d, expected %d", way[i].filled, (int)next_kind(),
			  (int)way[i].kind);
	}
	document->content->tree.ask_count = 0;
}

Test(next_step, goes_on_with_votes_that_are_open_whatever_else_there_is_to_do)
{
	struct evaluation evaluation;
	struct next_step found;

	fixture_fill(document, "use-case.a.present=yes\nround.a.impact.strategic.hidden=1\nround.a.roi.value.hidden=1");
	found = next(&evaluation);
	cr_expect(found.kind == NEXT_VOTE && found.count == 2);
	evaluation_release(&evaluation);
	fixture_fill(document, "round.a.impact.strategic.hidden=\nround.a.roi.value.hidden=");
	cr_expect(next_kind() == NEXT_SERVICE);
}

Test(next_step, counts_the_questions_that_are_left_in_the_express_reading_from_the_first_on)
{
	struct evaluation evaluation;
	struct next_step found;

	fixture_fill(document, "service.name=S\nservice.sector=spsti\nanswer.data.quality.errors=2");
	found = next(&evaluation);
	cr_expect(found.kind == NEXT_GRID && found.grid == FIXTURE_DATA && found.count == 1);
	cr_expect_str_eq(document->content->grids[found.grid].questions[found.question].id, "governance.roles");
	evaluation_release(&evaluation);
	fixture_fill(document, "answer.data.governance.roles=?");
	found = next(&evaluation);
	cr_expect(found.kind == NEXT_GRID && found.grid == FIXTURE_AI && found.count == 2,
		  "don't know is an answer too");
	evaluation_release(&evaluation);
}

Test(next_step, is_about_the_best_ranked_use_case_and_counts_the_others)
{
	size_t count;

	answer_all();
	fixture_add_quick_win(document, "a");
	fixture_add_quick_win(document, "b");
	fixture_add_quick_win(document, "c");
	fixture_fill(document, "score.b.impact.strategic=5");
	cr_expect_str_eq(next_about(&count), "b");
	cr_expect(count == 3 && next_kind() == NEXT_LAUNCH);
	fixture_fill(document, "use-case.c.need=\nuse-case.a.sponsor=");
	cr_expect_str_eq(next_about(&count), "a");
	cr_expect(count == 2 && next_kind() == NEXT_NEED);
}

Test(next_step, passes_over_what_is_prohibited_live_or_stopped)
{
	answer_all();
	fixture_fill(document, "use-case.a.present=yes\nuse-case.a.ai_act=prohibited");
	cr_expect(next_kind() == NEXT_USE_CASES, "one that is prohibited is none to choose from");
	fixture_fill(document, "use-case.b.present=yes\nuse-case.b.status=live");
	cr_expect(next_kind() == NEXT_EXPORT);
}

Test(next_step, unlocks_what_maturity_holds_back_when_nothing_is_left_to_launch)
{
	struct evaluation evaluation;
	struct next_step found;

	answer_all();
	fixture_add_quick_win(document, "a");
	fixture_fill(document, "use-case.a.requires=data.quality:4");
	found = next(&evaluation);
	cr_expect(found.kind == NEXT_UNLOCK, "%d", (int)found.kind);
	cr_expect(found.grid == FIXTURE_DATA && found.dimension == FIXTURE_QUALITY && found.level == 4 &&
		  found.count == 1);
	evaluation_release(&evaluation);
}

Test(next_step, a_dossier_is_begun_with_its_first_answer_or_use_case)
{
	struct evaluation evaluation;

	fixture_fill(document, "service.name=S\nservice.sector=spsti");
	evaluation_compute(document, &evaluation);
	cr_expect_not(dossier_is_begun(&evaluation));
	evaluation_release(&evaluation);
	fixture_fill(document, "answer.ai.usage.measure=NA\nanswer.ai.usage.measure.note=x");
	evaluation_compute(document, &evaluation);
	cr_expect(dossier_is_begun(&evaluation));
	evaluation_release(&evaluation);
}
