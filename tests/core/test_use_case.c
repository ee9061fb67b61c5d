/*
 * The fields of a use case's sheet: their canonical form, which ids are ids,
 * and the lists of requirements and dependencies.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "fixture.h"

static const struct {
	enum use_case_field field;
	const char *value, *canonical; /* NULL: refused */
} values[] = {
	{ USE_CASE_NAME, " as it is ", " as it is " },
	{ USE_CASE_NAME, "", "" },
	{ USE_CASE_HEALTH_DATA, "yes", "yes" },
	{ USE_CASE_HEALTH_DATA, "", "" },
	{ USE_CASE_HEALTH_DATA, "maybe", NULL },
	{ USE_CASE_HOSTING, "secnumcloud", "secnumcloud" },
	{ USE_CASE_HOSTING, "none", "none" },
	{ USE_CASE_HOSTING, "mars", NULL },
	{ USE_CASE_AIPD, "not-due", "not-due" },
	{ USE_CASE_AIPD, "no", NULL },
	{ USE_CASE_AI_ACT, "high-annex-3", "high-annex-3" },
	{ USE_CASE_AI_ACT, "annex", NULL },
	{ USE_CASE_STATUS, "pilot", "pilot" },
	{ USE_CASE_STATUS, "dead", NULL },
	{ USE_CASE_DELAY, "3", "3" },
	{ USE_CASE_DELAY, "3,0", "3" },
	{ USE_CASE_DELAY, " 2,5 ", "2.5" },
	{ USE_CASE_DELAY, "0", "0" },
	{ USE_CASE_DELAY, "-1", NULL },
	{ USE_CASE_DELAY, "1/2/3", NULL },
	{ USE_CASE_HOURS, "40", "40" },
	{ USE_CASE_HOURS, "40/60/80", "40/60/80" },
	{ USE_CASE_HOURS, "40 / 60,5 / 80", "40/60.5/80" },
	{ USE_CASE_HOURS, "40/40/40", "40/40/40" },
	{ USE_CASE_HOURS, "0/0/1", "0/0/1" },
	{ USE_CASE_HOURS, "40/60", NULL },
	{ USE_CASE_HOURS, "80/60/40", NULL },
	{ USE_CASE_HOURS, "40/60/80/90", NULL },
	{ USE_CASE_HOURS, "40/", NULL },
	{ USE_CASE_HOURS, "/", NULL },
	{ USE_CASE_HOURS, "-1/0/1", NULL },
	{ USE_CASE_HOURS, "nan", NULL },
	{ USE_CASE_HORIZON, "5", "5" },
	{ USE_CASE_HORIZON, "5,0", "5" },
	{ USE_CASE_HORIZON, "2/3/5", "2/3/5" },
	{ USE_CASE_HORIZON, "0", NULL },
	{ USE_CASE_HORIZON, "2.5", NULL },
	{ USE_CASE_REQUIRES, "data.quality:3", "data.quality:3" },
	{ USE_CASE_REQUIRES, " data.quality:3 ; ai.skills:2,5", NULL },
	{ USE_CASE_REQUIRES, "data.quality:3; ai.skills:2.5", "data.quality:3;ai.skills:2.5" },
	{ USE_CASE_REQUIRES, "data.quality:3, ai.skills:2", "data.quality:3;ai.skills:2" },
	{ USE_CASE_REQUIRES, "data.nothing:3", NULL },
	{ USE_CASE_REQUIRES, "data.quality:0", NULL },
	{ USE_CASE_REQUIRES, "data.quality:6", NULL },
	{ USE_CASE_REQUIRES, "data.quality", NULL },
	{ USE_CASE_REQUIRES, "quality:3", NULL },
	{ USE_CASE_DEPENDS, "a", "a" },
	{ USE_CASE_DEPENDS, "a; favours:b ;duplicates:c;spreads:d", "a;favours:b;duplicates:c;spreads:d" },
	{ USE_CASE_DEPENDS, "a;;b;", "a;b" },
	{ USE_CASE_DEPENDS, "loves:a", NULL },
	{ USE_CASE_DEPENDS, "favours:", NULL },
	{ USE_CASE_DEPENDS, "12", NULL },
};

Test(use_case, a_value_has_one_canonical_form_or_none)
{
	struct content *content = fixture_content();

	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		struct err err = { 0 };
		char *text = use_case_field_normalise(content, values[i].field, values[i].value, &err);

		if (values[i].canonical)
			cr_expect(text && !strcmp(text, values[i].canonical), "row %zu: «%s» is «%s»", i,
				  values[i].value, text ? text : err.text);
		else
			cr_expect(!text && *err.text, "row %zu: «%s» is «%s»", i, values[i].value,
				  text ? text : "refused without a word");
		free(text);
	}
	content_free(content);
}

Test(use_case, a_canonical_form_stays_as_it_is)
{
	struct content *content = fixture_content();

	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		struct err err;
		char *again = values[i].canonical
				      ? use_case_field_normalise(content, values[i].field, values[i].canonical, &err)
				      : NULL;

		cr_expect(!values[i].canonical || (again && !strcmp(again, values[i].canonical)), "row %zu", i);
		free(again);
	}
	content_free(content);
}

static const struct {
	const char *id;
	bool taken;
} ids[] = {
	{ "meeting-notes", true }, { "UC01", true },  { "a", true },      { "é", true },     { "cas 1", true },
	{ "v1.2", true },          { "", false },     { "12", false },    { "-", false },    { " a", false },
	{ "a ", false },           { "a;b", false },  { "a:b", false },   { "a|b", false },  { "a/b", false },
	{ "a\nb", false },         { "a\tb", false }, { "a\x1B", false }, { "../a", false },
};

Test(use_case, an_id_has_a_letter_and_none_of_the_signs_that_lists_use)
{
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		struct err err = { 0 };

		cr_expect(use_case_id_check(ids[i].id, &err) == ids[i].taken, "«%s»", ids[i].id);
		cr_expect(ids[i].taken || *err.text, "«%s» is refused without a word", ids[i].id);
	}
}

/* Lists take «,» between their items too, and a dependency has room for 199 bytes. */
Test(use_case, every_id_can_be_named_as_a_prerequisite)
{
	char at_most[200], too_long[401];
	const char *const odd[] = { "v1.2", "cas 1", "é", at_most, too_long, "a,b", "cas, deux" };

	memset(at_most, 'a', 199);
	memset(too_long, 'a', 400);
	at_most[199] = too_long[400] = '\0';

	for (size_t i = 0; i < ARRAY_SIZE(odd); i++) {
		struct content *content = fixture_content();
		struct err err;
		char *text = use_case_id_check(odd[i], &err)
				     ? use_case_field_normalise(content, USE_CASE_DEPENDS, odd[i], &err)
				     : NULL;
		const char *list = text;
		struct dependency dependency;

		cr_expect(!text || (depends_next(&list, &dependency) && !strcmp(dependency.id, odd[i])),
			  "«%s» is read as «%s»", odd[i], text ? text : "");
		free(text);
		content_free(content);
	}
}

Test(use_case, a_list_of_dependencies_is_walked_to_its_end)
{
	const char *list = "a;favours:b;duplicates:c d;spreads:e";
	const char *const names[] = { "a", "b", "c d", "e" };
	struct dependency dependency;

	for (int kind = DEPENDENCY_PREREQUISITE; kind <= DEPENDENCY_SPREADS; kind++) {
		cr_assert(depends_next(&list, &dependency));
		cr_expect(dependency.kind == (enum dependency_kind)kind);
		cr_expect_str_eq(dependency.id, names[kind]);
	}
	cr_expect(!depends_next(&list, &dependency));
	list = "";
	cr_expect(!depends_next(&list, &dependency));
}

Test(use_case, a_list_of_requirements_is_walked_to_its_end)
{
	const char *list = "data.quality:3;ai.skills:2.5";
	struct requirement requirement;

	cr_assert(requires_next(&list, &requirement));
	cr_expect_str_eq(requirement.grid, "data");
	cr_expect_str_eq(requirement.dimension, "quality");
	cr_expect(requirement.level == 3);
	cr_assert(requires_next(&list, &requirement));
	cr_expect_str_eq(requirement.grid, "ai");
	cr_expect(requirement.level == 2.5);
	cr_expect(!requires_next(&list, &requirement));
}

Test(use_case, fields_and_their_ids_are_one_to_one)
{
	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++) {
		enum use_case_field back;

		cr_expect(use_case_field_parse(use_case_field_id((enum use_case_field)f), &back) &&
				  back == (enum use_case_field)f,
			  "field %d", f);
	}
	enum use_case_field none;
	cr_expect(!use_case_field_parse("nothing", &none) && !use_case_field_parse("", &none));
}

Test(use_case, every_choice_is_a_canonical_value)
{
	struct content *content = fixture_content();

	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++) {
		const char *const *choices = field_choices(use_case_field_type((enum use_case_field)f));

		for (; choices && *choices; choices++) {
			struct err err;
			char *text = use_case_field_normalise(content, (enum use_case_field)f, *choices, &err);

			cr_expect(text && !strcmp(text, *choices), "%s of field %d", *choices, f);
			free(text);
		}
	}
	content_free(content);
}

Test(use_case, a_sheet_is_read_as_values)
{
	struct document *document = fixture_document();
	struct use_case_facts facts;

	fixture_fill(
		document,
		"use-case.u.health_data=yes\nuse-case.u.medical_device=no\nuse-case.u.hosting=hds\nuse-case.u.aipd=done\n"
		"use-case.u.ai_act=high-annex-1\nuse-case.u.status=pilot\nuse-case.u.delay=2.5\nuse-case.u.hours=1/2/4\n"
		"use-case.u.run_cost=7");
	use_case_facts(document_use_case(document, "u"), &facts);
	cr_expect(facts.health_data == KNOWN_YES && facts.medical_device == KNOWN_NO &&
		  facts.personal_data == KNOWN_NOT);
	cr_expect(facts.hosting == HOSTING_HDS && facts.aipd == OBLIGATION_DONE && facts.cse == OBLIGATION_UNKNOWN);
	cr_expect(facts.ai_act == AI_ACT_HIGH_ANNEX_1 && facts.status == STATUS_PILOT);
	cr_expect(facts.delay.given && facts.delay.likely == 2.5);
	const struct range *hours = facts_money(&facts, USE_CASE_HOURS), *run = facts_money(&facts, USE_CASE_RUN_COST);
	cr_expect(hours->given && hours->low == 1 && hours->likely == 2 && hours->high == 4);
	cr_expect(run->given && run->low == 7 && run->likely == 7 && run->high == 7);
	cr_expect(!facts_money(&facts, USE_CASE_BUILD_COST)->given);
	document_free(document);
}

Test(use_case, an_empty_sheet_knows_nothing_and_is_an_idea)
{
	struct document *document = fixture_document();
	struct use_case_facts facts;

	fixture_fill(document, "use-case.u.present=yes");
	use_case_facts(document_use_case(document, "u"), &facts);
	cr_expect(facts.health_data == KNOWN_NOT && facts.hosting == HOSTING_UNKNOWN && facts.ai_act == AI_ACT_UNKNOWN);
	cr_expect(facts.status == STATUS_IDEA && !facts.delay.given);
	cr_expect_str_eq(use_case_name(document_use_case(document, "u")), "u", "its id stands for its name");
	document_free(document);
}
