/*
 * What is told of a figure that the demonstration does not hold: discounted
 * years, losses, long horizons, scores that override others, single questions
 * and criteria.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/change.h"
#include "fixture.h"

TestSuite(explain, .init = fixture_begin);

static void set(struct demonstration *demonstration, const char *key, const char *value)
{
	struct change_list list = { 0 };
	struct err err = { 0 };

	cr_assert(change_parse_key(demonstration->document, key, value, &list, &err) &&
			  document_apply_all(demonstration->document, &list, false, &err),
		  "%s: %s", key, err.text);
	change_list_release(&list);
}

/* Blanks that keep a figure and its unit together are blanks here. */
static void plain_blanks(char *text)
{
	char *out = text;

	for (const char *at = text; *at;) {
		const bool kept_together = !strncmp(at, "\u00a0", strlen("\u00a0"));

		*out++ = kept_together ? ' ' : *at;
		at += kept_together ? strlen("\u00a0") : 1;
	}
	*out = '\0';
}

/* What is shown of `subject`, on lines that are never full, after the changes; free it. */
static char *explained(const char *const (*changes)[2], const char *subject, struct err *err)
{
	struct demonstration demonstration;
	struct surface surface;
	char *shown = NULL;

	demonstration_init(&demonstration, LANGUAGE_EN);
	for (size_t i = 0; changes[i][0]; i++)
		set(&demonstration, changes[i][0], changes[i][1]);
	evaluation_release(&demonstration.evaluation);
	evaluation_compute(demonstration.document, &demonstration.evaluation);
	demonstration.scene.subject = subject;
	surface_init(&surface, 240, 0, false);
	if (view_explain.draw(&demonstration.scene, &surface, err))
		plain_blanks(shown = fixture_dump(&surface));
	surface_release(&surface);
	demonstration_release(&demonstration);
	return shown;
}

enum { MOST_CHANGES = 5 };

static const struct row {
	const char *name, *subject, *changes[MOST_CHANGES][2], *line;
} rows[] = {
	{ "years that are discounted",
	  "meeting-notes",
	  { { "use-case.meeting-notes.discount", "4" } },
	  "Net present value = 6,600 € / 1.04^1 + 9,000 € / 1.04^2 + 9,000 € / 1.04^3 − 2,500 € = 20,168 € (" },
	{ "a first year at a loss",
	  "meeting-notes",
	  { { "use-case.meeting-notes.ramp_up", "14" }, { "use-case.meeting-notes.discount", "4" } },
	  "Net present value = −5,400 € / 1.04^1 + 6,600 € / 1.04^2 + 9,000 € / 1.04^3 − 2,500 € = 6,411 € (" },
	{ "losses are taken off, not added as negative",
	  "meeting-notes",
	  { { "use-case.meeting-notes.run_cost", "30000" } },
	  "Net present value = −18,000 € − 15,600 € − 15,600 € − 2,500 € = −51,700 € (" },
	{ "more years than a line holds",
	  "meeting-notes",
	  { { "use-case.meeting-notes.horizon", "6" } },
	  "Net present value = 51,600 € − 2,500 € = 49,100 € (" },
	{ "no payback",
	  "meeting-notes",
	  { { "use-case.meeting-notes.run_cost", "30000" } },
	  "Payback in months = none: the net gain of a year is not above 0\n" },
	{ "votes that are overridden",
	  "meeting-notes",
	  { { "score.meeting-notes.impact.strategic", "4" } },
	  "    Strategic impact: 4 (retained) → 25 × (4 − 1) = 75\n"
	  "      It overrides 3 (median of 6 votes of round 1: 2 3 3 3 3 4)\n" },
	{ "figures that are overridden",
	  "meeting-notes",
	  { { "score.meeting-notes.roi.value", "2" } },
	  "      It overrides 4 (computed: return on investment 1.18 ≥ 1, < 2)\n" },
	{ "one criterion",
	  "meeting-notes.impact.strategic",
	  { { NULL, NULL } },
	  "Strategic impact: 3 (median of 6 votes of round 1: 2 3 3 3 3 4) → 25 × (3 − 1) = 50\n" },
	{ "one question, with its gap",
	  "data.quality.errors",
	  { { "answer.data.quality.errors.target", "5" } },
	  " · target 5 · gap 2\n" },
	{ "a question alone", "quality.errors", { { NULL, NULL } }, " · target 4 · gap 1\n" },
	{ "levels that are missing",
	  "meeting-notes",
	  { { "use-case.meeting-notes.requires", "data.quality:5;ai.skills:4" } },
	  "  Feasibility after the gate = 75 − 12.5 × 4 = 25 (blocked)\n" },
	{ "answers that weigh the same", "ai.skills", { { NULL, NULL } }, "(2 + 2 + 3 + 1) / 4 = 2\n" },
};

Test(explain, a_formula_says_what_the_figure_is_made_of)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct err err = { 0 };
		char *shown = explained(rows[i].changes, rows[i].subject, &err);

		cr_assert(shown, "%s: %s", rows[i].name, err.text);
		cr_expect(strstr(shown, rows[i].line), "%s: «%s» is not in\n%s", rows[i].name, rows[i].line, shown);
		free(shown);
	}
}

Test(explain, what_nothing_is_called_is_refused)
{
	static const char *const subjects[] = { "",
						"meeting-notes.",
						"meeting-notes.impact",
						"meeting-notes.quality",
						"data.quality.",
						"data.quality.errors.level",
						"data.errors" };
	static const char *const none[][2] = { { NULL, NULL } };

	for (size_t i = 0; i < ARRAY_SIZE(subjects); i++) {
		struct err err = { 0 };
		char *shown = explained(none, subjects[i], &err);

		cr_expect(!shown && strstr(err.text, "there is nothing called"), "«%s»", subjects[i]);
		free(shown);
	}
}
