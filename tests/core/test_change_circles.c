/*
 * Prerequisites that go round in a circle: refused and named, however long, and
 * nothing else is taken for one.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/utf8.h"
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

TestSuite(change_circles, .init = open_document, .fini = close_document);

static const struct {
	const char *name, *lines, *key, *value;
	const char *named[3]; /* any of these turns of the circle */
} circles[] = {
	{ "itself", "use-case.a.name=A", "use-case.a.depends", "a", { "a → a" } },
	{ "two", "use-case.a.depends=b", "use-case.b.depends", "a", { "a → b → a", "b → a → b" } },
	{ "three",
	  "use-case.a.depends=b\nuse-case.b.depends=c",
	  "use-case.c.depends",
	  "a",
	  { "a → b → c → a", "b → c → a → b", "c → a → b → c" } },
	{ "a circle with a tail",
	  "use-case.t.depends=a\nuse-case.a.depends=b",
	  "use-case.b.depends",
	  "x;a",
	  { "a → b → a", "b → a → b" } },
	{ "behind other links",
	  "use-case.a.depends=favours:c;b",
	  "use-case.b.depends",
	  "spreads:d;a",
	  { "a → b → a", "b → a → b" } },
};

static bool names_circle(const char *text, const char *const turns[3])
{
	for (int i = 0; i < 3 && turns[i]; i++)
		if (strstr(text, turns[i]))
			return true;
	return false;
}

Test(change_circles, a_circle_of_prerequisites_is_refused_and_named)
{
	for (size_t i = 0; i < ARRAY_SIZE(circles); i++) {
		struct err err = { 0 };

		close_document();
		open_document();
		fixture_fill(document, circles[i].lines);
		cr_expect(!document_find_cycle(document, &err), "%s: before", circles[i].name);
		expect_refused(document, circles[i].key, circles[i].value);
		fixture_try(document, circles[i].key, circles[i].value, &err);
		cr_expect(names_circle(err.text, circles[i].named), "%s: «%s»", circles[i].name, err.text);
	}
}

static const char *const no_circles[] = {
	"use-case.a.depends=favours:b\nuse-case.b.depends=favours:a",
	"use-case.a.depends=b\nuse-case.b.depends=duplicates:a",
	"use-case.a.depends=b;c\nuse-case.b.depends=d\nuse-case.c.depends=d",
	"use-case.a.depends=b;b",
	"use-case.a.depends=nowhere",
};

Test(change_circles, other_links_and_diamonds_are_no_circle)
{
	for (size_t i = 0; i < ARRAY_SIZE(no_circles); i++) {
		struct err err;

		close_document();
		open_document();
		fixture_fill(document, no_circles[i]);
		cr_expect(!document_find_cycle(document, &err), "row %zu: %s", i, err.text);
	}
}

Test(change_circles, a_use_case_taken_away_breaks_its_circle_and_cannot_close_it_again)
{
	struct err err;

	fixture_fill(document, "use-case.a.depends=b\nuse-case.b.name=B\nuse-case.a.present=\nuse-case.b.depends=a");
	cr_expect(!document_find_cycle(document, &err));
	expect_refused(document, "use-case.a.present", "yes");
}

static size_t chain(void)
{
	return fixture_rounds(100000);
}

static void link_one(size_t number, size_t to)
{
	struct change_list list = { 0 };
	struct err err;
	char id[20], depends[20];

	snprintf(id, sizeof(id), "u%zu", number);
	snprintf(depends, sizeof(depends), "u%zu", to);
	change_add(&list, CHANGE_USE_CASE, id, "present", "yes");
	change_add(&list, CHANGE_USE_CASE, id, "depends", depends);
	for (size_t i = 0; i < list.count; i++)
		cr_assert(document_apply(document, &list.items[i], &err), "%s", err.text);
	change_list_release(&list);
}

static void expect_chain_holds(void)
{
	struct evaluation evaluation;
	struct err err = { 0 };

	cr_assert(!document_find_cycle(document, &err), "%s", err.text);
	fixture_matrix(document)->conditions[0] = fixture_matrix(document)->conditions[12];
	fixture_matrix(document)->condition_count = 1;
	cr_assert_eq(fixture_matrix(document)->conditions[0].kind, CONDITION_PREREQUISITES);
	evaluation_compute(document, &evaluation);
	for (size_t i = 0; i < evaluation.use_case_count; i += 997)
		cr_assert(evaluation.use_cases[i].verdict == VERDICT_NO ||
			  evaluation.use_cases[i].verdict == VERDICT_INCOMPLETE);
	evaluation_release(&evaluation);
}

Test(change_circles, a_chain_of_100_000_prerequisites_does_not_exhaust_the_stack)
{
	for (size_t i = 0; i + 1 < chain(); i++)
		link_one(i, i + 1);
	fixture_set(document, "use-case.u%zu.name=The last", chain() - 1);
	expect_chain_holds();
}

Test(change_circles, a_chain_the_other_way_round_does_not_either)
{
	fixture_fill(document, "use-case.u0.name=The first");
	for (size_t i = 1; i < chain(); i++)
		link_one(i, i - 1);
	expect_chain_holds();
}

Test(change_circles, a_circle_of_100_000_is_found_and_its_sentence_is_cut_cleanly)
{
	struct err err = { 0 };

	for (size_t i = 0; i < chain(); i++)
		link_one(i, (i + 1) % chain());
	cr_assert(document_find_cycle(document, &err));
	cr_expect(strlen(err.text) < sizeof(err.text) && strstr(err.text, " → "));
	cr_expect(utf8_valid(err.text, strlen(err.text)), "«%s»", err.text);
}
