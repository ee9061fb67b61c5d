/*
 * Answers on the AI Act and where they lead; duties that hang on facts.
 *
 * A tree of its own: «one» asks on with yes and ends with no, «two» ends.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/duties.h"
#include "fixture.h"

static struct ask asks[] = {
	{ .id = "one", .answer = { { .target = { true, AI_ACT_NONE } }, { .target = { false, 1 } } } },
	{ .id = "two", .answer = { { .target = { true, AI_ACT_MINIMAL } }, { .target = { true, AI_ACT_LIMITED } } } },
};
static const struct tree tree = { .asks = asks, .ask_count = ARRAY_SIZE(asks) };

static const struct {
	const char *answers;
	enum ai_act class;
	size_t on_the_way, open; /* the question to be answered next, where there is no class */
} ways[] = {
	{ "", AI_ACT_UNKNOWN, 0, 0 },
	{ "one:no", AI_ACT_NONE, 1, 0 },
	{ "one:yes", AI_ACT_UNKNOWN, 1, 1 },
	{ "one:yes;two:no", AI_ACT_MINIMAL, 2, 0 },
	{ "one:yes;two:yes", AI_ACT_LIMITED, 2, 0 },
	{ "two:yes;one:yes", AI_ACT_LIMITED, 2, 0 }, /* the order does not matter */
	{ "one:no;two:yes", AI_ACT_NONE, 1, 0 },     /* off the way */
	{ "two:yes", AI_ACT_UNKNOWN, 0, 0 },
};

Test(answers, lead_to_a_class_or_to_the_question_that_is_next)
{
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		struct tree_target target = tree_begin(&tree);
		struct tree_answer answer;
		size_t count = 0;

		while (tree_next(&tree, ways[i].answers, &target, &answer))
			count++;
		cr_expect(count == ways[i].on_the_way, "«%s»: %zu", ways[i].answers, count);
		cr_expect(target.is_class == (ways[i].class != AI_ACT_UNKNOWN), "«%s»", ways[i].answers);
		cr_expect(target.index == (target.is_class ? (size_t)ways[i].class : ways[i].open), "«%s»",
			  ways[i].answers);
		cr_expect(tree_class(&tree, ways[i].answers) == ways[i].class, "«%s»", ways[i].answers);
	}
}

static const struct {
	const char *value, *canonical; /* NULL: refused */
} values[] = {
	{ "", "" },
	{ "one:yes", "one:yes" },
	{ " one:yes ; two:no;", "one:yes;two:no" },
	{ "two:no, one:yes", "two:no;one:yes" },
	{ "one:no;two:no", "one:no;two:no" },
	{ "three:yes", NULL },
	{ "on:yes", NULL },
	{ "one:", NULL },
	{ "one:maybe", NULL },
	{ "one:Yes", NULL },
	{ "one", NULL },
	{ ":yes", NULL },
	{ "one:yes;one:no", NULL },
};

Test(answers, have_one_canonical_form_or_none)
{
	struct content *content = fixture_content();

	content->tree = tree;
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		struct err err = { 0 };
		char *text = use_case_field_normalise(content, USE_CASE_AI_ACT_ANSWERS, values[i].value, &err);

		if (values[i].canonical)
			cr_expect(text && !strcmp(text, values[i].canonical), "«%s» is «%s»", values[i].value,
				  text ? text : err.text);
		else
			cr_expect(!text && *err.text, "«%s» is «%s»", values[i].value, text ? text : "");
		free(text);
	}
	content_free(content);
}

/* --- duties ------------------------------------------------------------------------------- */

#define BIT(value) (1u << (value))

static const struct duty hosted = {
	.when = { [DUTY_HEALTH_DATA] = BIT(KNOWN_YES), [DUTY_HOSTING] = BIT(HOSTING_EU) | BIT(HOSTING_HDS) },
};
static const struct duty always = { .id = "always" };

static const struct {
	const struct duty *duty;
	int health, hosting;
	enum duty_state state;
	unsigned missing;
} judged[] = {
	{ &always, KNOWN_NOT, HOSTING_UNKNOWN, DUTY_APPLIES, 0 },
	{ &hosted, KNOWN_YES, HOSTING_EU, DUTY_APPLIES, 0 },
	{ &hosted, KNOWN_YES, HOSTING_HDS, DUTY_APPLIES, 0 },
	{ &hosted, KNOWN_YES, HOSTING_OWN, DUTY_NOT, 0 },
	{ &hosted, KNOWN_NO, HOSTING_EU, DUTY_NOT, 0 },
	{ &hosted, KNOWN_YES, HOSTING_UNKNOWN, DUTY_UNKNOWN, BIT(DUTY_HOSTING) },
	{ &hosted, KNOWN_NOT, HOSTING_EU, DUTY_UNKNOWN, BIT(DUTY_HEALTH_DATA) },
	{ &hosted, KNOWN_NOT, HOSTING_UNKNOWN, DUTY_UNKNOWN, BIT(DUTY_HEALTH_DATA) | BIT(DUTY_HOSTING) },
	{ &hosted, KNOWN_NO, HOSTING_UNKNOWN, DUTY_NOT, 0 }, /* one that speaks against it is enough */
	{ &hosted, KNOWN_NOT, HOSTING_OWN, DUTY_NOT, 0 },
};

Test(duties, apply_where_all_holds_and_not_where_one_does_not)
{
	for (size_t i = 0; i < ARRAY_SIZE(judged); i++) {
		const struct duty_facts facts = {
			.value = { [DUTY_HEALTH_DATA] = judged[i].health, [DUTY_HOSTING] = judged[i].hosting },
		};
		unsigned missing = 99;

		cr_expect(duty_judge(judged[i].duty, &facts, &missing) == judged[i].state, "row %zu", i);
		cr_expect(missing == judged[i].missing, "row %zu: %u", i, missing);
	}
}

Test(duties, facts_come_from_the_sheet_and_the_service)
{
	struct document *document = fixture_document();
	char *fields[USE_CASE_FIELD_COUNT];
	struct use_case use_case;
	struct duty_facts facts;

	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
		fields[f] = "";
	fields[USE_CASE_AI_ACT] = "high";
	fields[USE_CASE_HEALTH_DATA] = "yes";
	fields[USE_CASE_HOSTING] = "hds";
	memcpy(use_case.field, fields, sizeof(fields));
	text_free(document->service[SERVICE_SECTOR]);
	document->service[SERVICE_SECTOR] = xstrdup("hospital");
	duty_facts(document, &use_case, &facts);
	cr_expect(facts.value[DUTY_AI_ACT] == AI_ACT_HIGH);
	cr_expect(facts.value[DUTY_HEALTH_DATA] == KNOWN_YES);
	cr_expect(facts.value[DUTY_PERSONAL_DATA] == KNOWN_YES, "health data are personal data");
	cr_expect(facts.value[DUTY_MEDICAL_DEVICE] == KNOWN_NOT);
	cr_expect(facts.value[DUTY_HOSTING] == HOSTING_HDS);
	cr_expect(facts.value[DUTY_SECTOR] == PROFILE_HOSPITAL + 1);
	use_case.field[USE_CASE_PERSONAL_DATA] = "no";
	duty_facts(document, &use_case, &facts);
	cr_expect(facts.value[DUTY_PERSONAL_DATA] == KNOWN_NO, "what is said stays");
	document_free(document);
}
