/*
 * Newer content taken up: what becomes of each answer, score and requirement.
 * The old copy is fixture_content; the new one is another fixture_content that
 * the test bends: an id that is renamed without `was` is dropped and new.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/upgrade.h"
#include "fixture.h"

static const char given[] = "answer.data.quality.errors=3\nanswer.data.quality.errors.note=vu\nanswer.data.quality.owners=2\n"
			    "answer.data.governance.roles=NA\nanswer.ai.skills.basics=?\nanswer.ai.usage.pilots.note=plus tard\n"
			    "grid.data.target=4\nuse-case.A1.name=Un\nuse-case.A1.requires=data.governance:3;ai.skills:2\n"
			    "use-case.B2.name=Deux\nscore.A1.impact.strategic=4\nscore.B2.impact.strategic=2\n"
			    "vote.A1.risk.ethical.Ana.1=5\nvote.A1.roi.value.Bea.1=3\nvote.A1.roi.value.Ana.2=-\nuse-case.C3.name=Trois\n"
			    "score.C3.impact.business=1\nuse-case.C3.present=";

static struct document *filled(void)
{
	struct document *document = fixture_document();

	fixture_fill(document, given);
	return document;
}

/* «A data quality.errors→quality.faults review reworded», a line an item, without what is kept. */
static char *told(const struct document *document, const struct content *content, size_t *kept)
{
	static const char *const fates[] = { "kept", "review", "dropped", "new" };
	struct upgrade_plan plan;
	struct buf out;

	buf_init(&out);
	*kept = 0;
	upgrade_plan_compute(document, content, &plan);
	for (size_t i = 0; i < plan.count; i++) {
		const struct upgrade_item *item = &plan.items[i];

		*kept += item->fate == UPGRADE_KEPT;
		if (item->fate == UPGRADE_KEPT)
			continue;
		buf_add_format(&out, "%c %s %s>%s %s%s%s%s\n", "ASR"[item->part], item->content, item->before ? item->before : "",
			       item->after ? item->after : "", fates[item->fate], item->reworded ? " reworded" : "", item->use_case ? " " : "",
			       item->use_case ? item->use_case->id : "");
	}
	upgrade_plan_release(&plan);
	return buf_detach(&out);
}

static void expect_plan(struct content *content, size_t kept_expected, const char *expected)
{
	struct document *document = filled();
	size_t kept;
	char *text = told(document, content, &kept);

	cr_expect_str_eq(text, expected, "there is\n%sinstead of\n%s", text, expected);
	cr_expect_eq(kept, kept_expected, "%zu kept", kept);
	free(text);
	document_free(document);
}

Test(upgrade, the_same_content_keeps_everything)
{
	struct content *content = fixture_content();
	struct document *document = filled(), *next;
	char *before = fixture_snapshot(document), *after;

	expect_plan(content, 9, "");
	next = document_upgrade(document, content);
	after = fixture_snapshot(next);
	cr_expect_str_eq(after, before);
	cr_expect(next->participant_count == 2 && next->participant_votes[0] == document->participant_votes[0]);
	cr_expect(next->use_case_count == 3 && !document_use_case(next, "C3"), "one that was taken away stays away");
	cr_expect_str_eq(next->matrix, document->matrix);
	cr_expect_str_eq(next->first_matrix, document->first_matrix);
	free(before);
	free(after);
	document_free(document);
	document_free(next);
}

Test(upgrade, another_wording_is_to_be_reviewed_and_another_translation_that_is_added_is_not)
{
	struct content *content = fixture_content();
	struct question *questions = content->grids[FIXTURE_DATA].questions;

	questions[0].text.in[LANGUAGE_FR] = "Autre question ?";
	questions[3].level[2].in[LANGUAGE_FR] = "Autre niveau";
	questions[1].text.in[LANGUAGE_EN] = NULL;
	content->grids[FIXTURE_AI].questions[0].why.in[LANGUAGE_FR] = "Pourquoi";
	content->criteria.items[FIXTURE_STRATEGIC].anchor[4][PROFILE_SPSTI].in[LANGUAGE_FR] = "Autre";
	content->criteria.items[FIXTURE_VALUE].less_is_better = true;
	content->criteria.items[FIXTURE_ETHICAL].anchor[4][PROFILE_HOSPITAL].in[LANGUAGE_FR] = "Ailleurs";
	expect_plan(content, 4,
		    "A data quality.errors>quality.errors review reworded\nA data governance.roles>governance.roles review reworded\n"
		    "S use-case impact.strategic>impact.strategic review reworded A1\n"
		    "S use-case impact.strategic>impact.strategic review reworded B2\nS use-case roi.value>roi.value review reworded A1\n");
	content_free(content);
}

Test(upgrade, what_was_something_else_is_renamed_and_what_is_not_there_is_dropped)
{
	struct content *content = fixture_content();
	struct grid *data = &content->grids[FIXTURE_DATA];

	data->questions[0].id = "quality.faults";
	data->questions[0].was = "quality.bugs, quality.errors";
	data->questions[1].id = "quality.owner";
	content->criteria.items[FIXTURE_STRATEGIC].id = "impact.aim";
	content->criteria.items[FIXTURE_STRATEGIC].was = "impact.strategic";
	content->criteria.items[FIXTURE_ETHICAL].id = "risk.fair";
	expect_plan(content, 4,
		    "A data quality.errors>quality.faults review\nA data quality.owners> dropped\nA data >quality.owner new\n"
		    "S use-case impact.strategic>impact.aim review A1\nS use-case impact.strategic>impact.aim review B2\n"
		    "S use-case risk.ethical> dropped A1\nS use-case >risk.fair new\n");
	struct document *document = filled(), *next = document_upgrade(document, content);
	cr_expect_str_eq(next->grids[FIXTURE_DATA].answers[0].field[ANSWER_LEVEL], "3");
	cr_expect_str_eq(next->grids[FIXTURE_DATA].answers[0].field[ANSWER_NOTE], "vu");
	cr_expect_str_eq(next->grids[FIXTURE_DATA].answers[1].field[ANSWER_LEVEL], "");
	cr_expect_str_eq(next->grids[FIXTURE_DATA].target, "4");
	cr_expect_str_eq(document_use_case(next, "A1")->scores[FIXTURE_STRATEGIC].retained, "4");
	cr_expect_eq(document_use_case(next, "A1")->scores[FIXTURE_ETHICAL].vote_count, 0);
	cr_expect(next->participant_count == 2 && document->participant_votes[0] == 2 && next->participant_votes[0] == 1, "one vote went");
	document_free(document);
	document_free(next);
}

Test(upgrade, a_renamed_dimension_takes_its_questions_and_requirements_with_it)
{
	struct content *content = fixture_content();
	struct grid *data = &content->grids[FIXTURE_DATA];

	data->dimensions[FIXTURE_GOVERNANCE].id = "steering";
	data->dimensions[FIXTURE_GOVERNANCE].was = "governance";
	data->questions[3].id = "steering.roles";
	data->questions[4].id = "steering.rules";
	content->grids[FIXTURE_AI].dimensions[0].id = "people";
	content->grids[FIXTURE_AI].questions[0].id = "people.basics";
	content->grids[FIXTURE_AI].questions[1].id = "people.training";
	expect_plan(content, 7,
		    "A data governance.roles>steering.roles review\nA ai skills.basics> dropped\nA ai >people.basics new\n"
		    "A ai >people.training new\nR ai skills> dropped A1\n");
	struct document *document = filled(), *next = document_upgrade(document, content);
	cr_expect_str_eq(next->grids[FIXTURE_DATA].answers[3].field[ANSWER_LEVEL], "NA");
	cr_expect_str_eq(document_use_case(next, "A1")->field[USE_CASE_REQUIRES], "data.steering:3");
	document_free(document);
	document_free(next);
}

Test(upgrade, nothing_is_taken_twice_and_its_own_comes_first)
{
	struct content *content = fixture_content();
	struct question *questions = content->grids[FIXTURE_DATA].questions;

	/* owners stood beside errors and keeps its own; errors goes to nobody. */
	questions[0].id = "quality.fresh";
	questions[1].was = "quality.errors";
	expect_plan(content, 8, "A data quality.errors> dropped\nA data >quality.fresh new\n");
	/* Of two that could, the one that names it has it, not the one of the renamed dimension. */
	content->grids[FIXTURE_DATA].dimensions[FIXTURE_QUALITY].id = "state";
	content->grids[FIXTURE_DATA].dimensions[FIXTURE_QUALITY].was = "quality";
	questions[0].id = "state.errors";
	questions[1].id = "state.owners";
	questions[1].was = NULL;
	questions[2].id = "state.reuse";
	questions[4].was = "quality.errors";
	questions[4].id = "governance.faults";
	expect_plan(content, 7,
		    "A data quality.errors>governance.faults review reworded\nA data quality.owners>state.owners review\nA data >state.errors new\n");
	content_free(content);
}

Test(upgrade, newer_is_a_higher_number_of_the_same_kind_and_id)
{
	static const struct {
		const char *own, *other;
		bool newer;
	} rows[] = { { "1", "2", true }, { "2", "10", true }, { "1", "1.0", false }, { "2", "1", false }, { "1.9", "1.10", false }, { "1", "", false } };
	const struct content_source *newer[2];

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct content_source mine[] = { { .kind = CONTENT_GRID, .id = "data", .version = rows[i].own }, { .kind = CONTENT_TREE, .id = "t", .version = "1" } };
		struct content_source theirs[] = { { .kind = CONTENT_GRID, .id = "t", .version = "9" },
						   { .kind = CONTENT_CRITERIA, .id = "data", .version = "9" },
						   { .kind = CONTENT_GRID, .id = "data", .version = rows[i].other } };
		const struct content own = { .sources = mine, .source_count = 2 }, other = { .sources = theirs, .source_count = 3 };

		cr_expect_eq(content_newer(&own, &other, newer), rows[i].newer, "%s, %s", rows[i].own, rows[i].other);
		cr_expect(newer[0] == (rows[i].newer ? &theirs[2] : NULL) && !newer[1], "%s, %s", rows[i].own, rows[i].other);
	}
}
