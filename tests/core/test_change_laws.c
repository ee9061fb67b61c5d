/*
 * Laws of changes, tried on thousands of random ones, good and bad: apply then
 * revert gives the same document, so does reverting all of them in the opposite
 * order, and a change that is refused changes nothing. Documents are compared
 * as text.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "change_desk.h"

static struct document *document;

static void open_document(void)
{
	document = change_document();
}

static void close_document(void)
{
	document_free(document);
}

TestSuite(change_laws, .init = open_document, .fini = close_document);

static const char *const random_keys[] = {
	"service.name",
	"service.sector",
	"service.nothing",
	"grid.data.target",
	"grid.ai.target",
	"grid.nothing.target",
	"answer.data.quality.errors",
	"answer.data.governance.rules",
	"answer.ai.usage.pilots",
	"answer.data.quality.errors.target",
	"answer.data.quality.errors.note",
	"answer.ai.skills.basics.evidence",
	"answer.ai.skills.basics.confidence",
	"answer.ai.skills.basics.evidence_date",
	"answer.ai.skills.basics.evidence_date",
	"answer.data.quality.nothing",
	"use-case.%c.name",
	"use-case.%c.present",
	"use-case.%c.present",
	"use-case.%c.depends",
	"use-case.%c.depends",
	"use-case.%c.requires",
	"use-case.%c.delay",
	"use-case.%c.status",
	"use-case.%c.ai_act",
	"use-case.%c.hours",
	"use-case.%c.horizon",
	"use-case.%c.nothing",
	"use-case.%c.health_data",
	"score.%c.impact.business",
	"score.%c.risk.change",
	"score.%c.impact.nothing",
	"vote.%c.impact.business.A",
	"vote.%c.impact.business.B.2",
	"vote.%c.risk.change.C",
	"vote.%c.risk.change.D.1",
	"vote.%c.risk.change.A.2",
	"matrix.id",
	"matrix.id",
	"matrix.name",
	"charter.oversight.state",
	"charter.oversight.state",
	"charter.privacy.note",
	"charter.nothing.state",
	"use.%c.name",
	"use.%c.present",
	"use.%c.present",
	"use.%c.account",
	"use.%c.data",
	"use.%c.decision",
	"use.%c.declared",
	"use.%c.nothing",
	"participant.A.present",
	"participant.E.present",
	"participant.E.away",
	"participant.A.nothing",
	"round.%c.impact.business.hidden",
	"round.%c.risk.change.hidden",
	"round.%c.risk.change.nothing",
};

static const char *const random_values[] = {
	"",
	"",
	"1",
	"3",
	"5",
	"6",
	"2.5",
	"2,50",
	"-1",
	"NA",
	"?",
	"-",
	"yes",
	"no",
	"live",
	"stopped",
	"minimal",
	"high",
	"a",
	"b;c",
	"c",
	"favours:a",
	"b",
	"1/2/3",
	"3/2/1",
	"data.quality:3",
	"ai.skills:2; data.quality:4",
	"data.nothing:2",
	"Santé « au travail »",
	"\x1B[31m",
	"nan",
	"hospital",
	"partly",
	"private",
	"health",
	"to-decide",
	"2026-11-21",
	"29/02/2024",
};

/* The changes of one random key, or none where the key is refused. */
static void random_changes(struct fixture_random *random, struct change_list *list)
{
	char key[100];
	struct err err;

	snprintf(key, sizeof(key), random_keys[fixture_below(random, ARRAY_SIZE(random_keys))],
		 'a' + (int)fixture_below(random, 4));
	const char *value = random_values[fixture_below(random, ARRAY_SIZE(random_values))];
	if (!strcmp(key, "matrix.id") && fixture_chance(random, 70))
		value = document->content->matrices[fixture_below(random, 3)].id;
	if (change_parse_key(document, key, value, list, &err)) {
		struct change *last = &list->items[list->count - 1];

		if (last->kind == CHANGE_VOTE && fixture_chance(random, 30))
			*last->value = '\0'; /* withdrawn: «set» has no word for it */
		return;
	}
	change_list_release(list);
	*list = (struct change_list){ 0 };
}

static void expect_snapshot(const char *expected, const char *what, int step)
{
	char *now = fixture_snapshot(document);

	cr_assert_str_eq(now, expected, "step %d: %s:\n%s\nis not\n%s", step, what, now, expected);
	free(now);
}

static void revert_all(struct change_list *list)
{
	for (size_t i = list->count; i-- > 0;)
		document_revert(document, &list->items[i]);
}

/* Applies, reverts and applies again; says whether the changes were taken. */
static bool walk_one_step(struct change_list *list, int step)
{
	char *before = fixture_snapshot(document), *after;
	struct err err = { 0 };
	bool taken = document_apply_all(document, list, step % 3 == 0, &err);

	if (!taken) {
		expect_snapshot(before, "after a refusal", step);
		free(before);
		return false;
	}
	after = fixture_snapshot(document);
	revert_all(list);
	expect_snapshot(before, "after a revert", step);
	cr_assert(document_apply_all(document, list, step % 3 == 0, &err), "step %d: %s", step, err.text);
	expect_snapshot(after, "applied again", step);
	free(before);
	free(after);
	return true;
}

enum { STEPS = 5000 };

Test(change_laws, whatever_is_applied_can_be_taken_back_step_by_step_to_the_empty_dossier)
{
	struct change_list *taken = calloc(STEPS, sizeof(*taken));
	struct fixture_random random = fixture_seed(17);
	char *empty = fixture_snapshot(document);
	size_t count = 0;

	for (int step = 0; step < (int)fixture_rounds(STEPS); step++) {
		random_changes(&random, &taken[count]);
		if (taken[count].count && walk_one_step(&taken[count], step))
			count++;
		else
			change_list_release(&taken[count]);
		memset(&taken[count], 0, sizeof(taken[count]));
	}
	cr_expect(count > fixture_rounds(STEPS) / 10, "only %zu changes were taken", count);
	while (count-- > 0) {
		revert_all(&taken[count]);
		change_list_release(&taken[count]);
	}
	expect_snapshot(empty, "all taken back", STEPS);
	free(taken);
	free(empty);
}

Test(change_laws, batches_of_random_changes_are_taken_whole_or_not_at_all)
{
	struct fixture_random random = fixture_seed(23);
	int taken = 0, refused = 0;

	for (int step = 0; step < (int)fixture_rounds(3000); step++) {
		struct change_list list = { 0 };

		if (step % 200 == 0) {
			close_document();
			open_document();
		}
		for (unsigned n = 1 + fixture_below(&random, 4); n; n--) {
			struct change_list one = { 0 };

			random_changes(&random, &one);
			for (size_t i = 0; i < one.count; i++)
				change_add(&list, one.items[i].kind, one.items[i].key, one.items[i].field,
					   one.items[i].value);
			change_list_release(&one);
		}
		*(walk_one_step(&list, step) ? &taken : &refused) += 1;
		change_list_release(&list);
	}
	cr_expect(taken > (int)fixture_rounds(200) && refused > (int)fixture_rounds(200), "%d taken, %d refused", taken,
		  refused);
}

Test(change_laws, no_order_of_changes_makes_a_circle)
{
	struct fixture_random random = fixture_seed(29);
	struct err err;

	for (int step = 0; step < (int)fixture_rounds(5000); step++) {
		char key[40], value[40];

		snprintf(key, sizeof(key), "use-case.%c.%s", 'a' + (int)fixture_below(&random, 6),
			 fixture_chance(&random, 85) ? "depends" : "present");
		snprintf(value, sizeof(value), "%c;%c", 'a' + (int)fixture_below(&random, 6),
			 'a' + (int)fixture_below(&random, 6));
		fixture_try(document, key,
			    !strstr(key, "present")       ? value
			    : fixture_chance(&random, 50) ? "yes"
							  : "",
			    &err);
		cr_assert(!document_find_cycle(document, &err), "step %d: %s", step, err.text);
	}
}
