/*
 * What is shipped, against the contract: what is there, its ids, the classes
 * that the tree of the AI Act leads to. What its texts say is in test_shipped.c.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/store/content_dir.h"
#include "smallest.h"

TestSuite(content_shipped, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* --- what is shipped ----------------------------------------------------------------------------- */

Test(content_shipped, everything_that_is_shipped_loads_without_fault_or_notice)
{
	struct content *content = fixture_shipped();

	cr_expect(content->grid_count >= 2 && content->criteria.count && content->matrix_count >= 1 &&
		  content->tree.ask_count && content->catalogue_count && content->demo_count);
	cr_expect_str_eq(content->grids[0].id, "data");
	cr_expect_str_eq(content->grids[1].id, "ai");
	cr_expect_str_eq(content->matrix->id, "valeur-facilite");
	content_free(content);
}

Test(content_shipped, the_ten_principles_that_are_shipped_keep_their_ids_and_inform_what_is_there)
{
	static const char *const ids[] = { "oversight",  "privacy",    "transparency", "fairness", "accountability",
					   "governance", "proportion", "security",     "training", "frugality" };
	struct content *content = fixture_shipped();
	const struct charter *of = &content->charter;

	cr_assert(of->count == ARRAY_SIZE(ids));
	cr_expect_str_eq(of->feeds, "ai.governance");
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		const struct principle *principle = &of->principles[i];

		cr_expect_str_eq(principle->id, ids[i]);
		cr_expect(*principle->feeds && *principle->verified, "%s", ids[i]);
		for (int p = PROFILE_SPSTI; p <= PROFILE_HOSPITAL; p++)
			cr_expect(principle->example[p].in[LANGUAGE_FR] && principle->example[p].in[LANGUAGE_EN], "%s",
				  ids[i]);
	}
	content_free(content);
}

Test(content_shipped, the_three_matrices_of_the_contract_are_shipped)
{
	static const char *const ids[] = { "valeur-facilite", "impact-faisabilite", "roi-risque" };
	struct content *content = fixture_shipped();

	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		struct err err = { 0 };

		cr_expect(content_choose_matrix(content, ids[i], &err), "%s: %s", ids[i], err.text);
	}
	content_free(content);
}

/* Ids are for ever: dossiers hold them (design §4). */
Test(content_shipped, every_criterion_that_is_shipped_has_an_id_of_the_contract)
{
	static const char ids[] =
		" impact.strategic impact.business impact.reach impact.benefit impact.momentum roi.value roi.cost roi.confidence "
		"roi.delay feasibility.funding feasibility.data feasibility.skills feasibility.integration feasibility.adoption "
		"risk.ethical risk.change risk.legal risk.security risk.dependence risk.footprint ";
	struct content *content = fixture_shipped();

	for (size_t i = 0; i < content->criteria.count; i++) {
		char id[100];

		snprintf(id, sizeof(id), " %s ", content->criteria.items[i].id);
		cr_expect(strstr(ids, id), "%s", id);
	}
	content_free(content);
}

/* --- the AI Act ------------------------------------------------------------------------------------ */

/* The questions of domain.md §5.10 in their order; Q5b is 13. */
static const struct {
	const char *id;
	int question;
} asks[] = {
	{ "learns", 1 },           { "emotions", 2 },          { "emotions-purpose", 3 },
	{ "practices", 4 },        { "practices-medical", 4 }, { "medical", 5 },
	{ "medical-emotions", 5 }, { "device-class", 13 },     { "device-class-emotions", 13 },
	{ "biometrics", 6 },       { "employment", 7 },        { "essential-services", 8 },
	{ "other-annex-3", 9 },    { "profiling", 10 },        { "narrow-task", 11 },
	{ "contact", 12 },
};

static int question_of(const char *id)
{
	for (size_t i = 0; i < ARRAY_SIZE(asks); i++)
		if (!strcmp(asks[i].id, id))
			return asks[i].question;
	cr_assert(false, "«%s» is no question of the table", id);
	return 0;
}

/* The table of domain.md §5.10, line by line; bit n of `yes` answers question n. */
static enum ai_act class_of(unsigned yes)
{
#define Q(n) (yes >> (n)&1)
	bool emotions = false;

	if (!Q(1))
		return AI_ACT_NONE;
	if (Q(2) && !Q(3))
		return AI_ACT_PROHIBITED;
	emotions = Q(2);
	if (Q(4))
		return AI_ACT_PROHIBITED;
	if (Q(5) && Q(13))
		return AI_ACT_HIGH_ANNEX_1;
	if (emotions || Q(6))
		return AI_ACT_HIGH_ANNEX_3;
	if ((Q(7) || Q(8) || Q(9)) && (Q(10) || !Q(11)))
		return AI_ACT_HIGH_ANNEX_3;
	return Q(12) ? AI_ACT_LIMITED : AI_ACT_MINIMAL;
#undef Q
}

static enum ai_act walk(const struct tree *read, unsigned yes)
{
	size_t ask = read->first;

	for (size_t steps = 0; steps <= read->ask_count; steps++) {
		const struct tree_target *target =
			&read->asks[ask].answer[yes >> question_of(read->asks[ask].id) & 1].target;

		if (target->is_class)
			return (enum ai_act)target->index;
		ask = target->index;
	}
	cr_assert(false, "questions go round in a circle");
	return AI_ACT_UNKNOWN;
}

Test(content_shipped, the_ai_act_tree_that_is_shipped_gives_the_class_of_the_table_for_all_answers)
{
	struct content *content = fixture_shipped();

	for (unsigned yes = 0; yes < 1u << 14; yes += 2)
		cr_expect(walk(&content->tree, yes) == class_of(yes), "answers %x: %s, not %s", yes,
			  ai_act_id(walk(&content->tree, yes)), ai_act_id(class_of(yes)));
	content_free(content);
}

Test(content_shipped, the_ways_through_the_ai_act_end_where_the_table_says)
{
	static const struct {
		const char *way; /* the questions answered by yes */
		enum ai_act class;
	} rows[] = {
		{ "", AI_ACT_NONE },
		{ "1", AI_ACT_MINIMAL },
		{ "1 12", AI_ACT_LIMITED },
		{ "1 2", AI_ACT_PROHIBITED },
		{ "1 2 3", AI_ACT_HIGH_ANNEX_3 },
		{ "1 2 3 4", AI_ACT_PROHIBITED },
		{ "1 2 3 5", AI_ACT_HIGH_ANNEX_3 },
		{ "1 2 3 5 13", AI_ACT_HIGH_ANNEX_1 },
		{ "1 4", AI_ACT_PROHIBITED },
		{ "1 5", AI_ACT_MINIMAL },
		{ "1 5 12", AI_ACT_LIMITED },
		{ "1 5 13", AI_ACT_HIGH_ANNEX_1 },
		{ "1 6", AI_ACT_HIGH_ANNEX_3 },
		{ "1 7 10", AI_ACT_HIGH_ANNEX_3 },
		{ "1 7", AI_ACT_HIGH_ANNEX_3 },
		{ "1 7 11", AI_ACT_MINIMAL },
		{ "1 7 11 12", AI_ACT_LIMITED },
		{ "1 8 10", AI_ACT_HIGH_ANNEX_3 },
		{ "1 8 11 12", AI_ACT_LIMITED },
		{ "1 9", AI_ACT_HIGH_ANNEX_3 },
		{ "1 9 11", AI_ACT_MINIMAL },
	};
	struct content *content = fixture_shipped();

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		unsigned yes = 0;

		for (const char *c = rows[i].way; *c; c += strspn(c, " "))
			yes |= 1u << strtoul(c, (char **)&c, 10);
		cr_expect(walk(&content->tree, yes) == rows[i].class, "«%s»: %s", rows[i].way,
			  ai_act_id(walk(&content->tree, yes)));
	}
	content_free(content);
}

Test(content_shipped, duties_and_dates_of_a_tree_are_read_in_their_order)
{
	static const char beside[] =
		DUTY "when.hosting = eu, hds\nwhen.health-data = yes\nconfirm = yes\nsheet = aipd\nfrom = class\n"
		     "[duty e]\nname.fr = Autre\ntext.fr = Faire.\narticle = 4\nverified = 2026\nfrom = 2027-12-02\n"
		     "[class limited]\nname.fr = Limité\nverified = 2026\nfrom = 2026-08-02\n" DATE("2026-08-02")
			     DATE("2026-12-02");
	struct content *content = content_new();
	struct fault_list list = { 0 };
	struct buf bytes;

	buf_init(&bytes);
	buf_add_format(&bytes, "%s%s", smallest_tree, beside);
	content_add(content, "f.ini", bytes.data, bytes.length, &list);
	cr_assert(!list.faults && content->tree.duty_count == 2 && content->tree.date_count == 2);
	cr_expect_str_eq(content->tree.duties[0].id, "d");
	cr_expect_str_eq(content->tree.duties[0].sheet, "aipd");
	cr_expect(!content->tree.duties[1].sheet);
	cr_expect(content->tree.duties[0].confirm && !content->tree.duties[1].confirm);
	cr_expect(content->tree.duties[0].when[DUTY_HOSTING] == (1u << HOSTING_EU | 1u << HOSTING_HDS));
	cr_expect(content->tree.duties[0].when[DUTY_HEALTH_DATA] == 1u << KNOWN_YES);
	cr_expect(!content->tree.duties[0].when[DUTY_AI_ACT] && !content->tree.duties[1].when[DUTY_HOSTING]);
	cr_expect_str_eq(content->tree.dates[1].id, "2026-12-02");
	cr_expect_str_eq(content->tree.duties[0].from, "class");
	cr_expect_str_eq(content->tree.duties[1].from, "2027-12-02");
	cr_expect_str_eq(content->tree.classes[AI_ACT_LIMITED].from, "2026-08-02");
	cr_expect(!content->tree.classes[AI_ACT_MINIMAL].from);
	buf_release(&bytes);
	fault_list_release(&list);
	content_free(content);
}

/* A date that a duty or class holds from is one of the calendar. */
static void expect_in_calendar(const struct tree *read, const char *id, const char *from)
{
	bool found = !from || !strcmp(from, "class");

	for (size_t i = 0; i < read->date_count; i++)
		found |= from && !strcmp(read->dates[i].id, from);
	cr_expect(found, "%s: %s", id, from);
}

Test(content_shipped, the_law_holds_from_dates_that_its_calendar_has)
{
	struct content *content = fixture_shipped();
	const struct tree *read = &content->tree;

	for (size_t i = 0; i < read->duty_count; i++)
		expect_in_calendar(read, read->duties[i].id, read->duties[i].from);
	for (int class = AI_ACT_PROHIBITED; class < AI_ACT_COUNT; class ++)
		expect_in_calendar(read, ai_act_id((enum ai_act) class), read->classes[class].from);
	for (int class = AI_ACT_PROHIBITED; class <= AI_ACT_LIMITED; class ++)
		cr_expect(read->classes[class].from, "%s", ai_act_id((enum ai_act) class));
	content_free(content);
}

/* «2026-11» or a day. */
static bool is_verified(const char *date)
{
	return date && !strncmp(date, "20", 2) && strspn(date, "0123456789-") == strlen(date) && strlen(date) >= 7;
}

static bool says(const struct text *text)
{
	return *text_in(text, LANGUAGE_FR) && *text_in(text, LANGUAGE_EN) &&
	       strcmp(text_in(text, LANGUAGE_FR), text_in(text, LANGUAGE_EN)) != 0;
}

Test(content_shipped, every_statement_on_the_ai_act_has_an_article_and_a_day_when_it_was_verified)
{
	struct content *content = fixture_shipped();
	const struct tree *read = &content->tree;

	cr_expect(is_verified(read->verified), "that of the asks");
	for (size_t i = 0; i < read->ask_count; i++)
		cr_expect(read->asks[i].article && *read->asks[i].article, "%s", read->asks[i].id);
	for (int class = AI_ACT_PROHIBITED; class < AI_ACT_COUNT; class ++)
		cr_expect(read->classes[class].article && is_verified(read->classes[class].verified), "%s",
			  ai_act_id((enum ai_act) class));
	cr_expect(read->duty_count >= 10 && read->date_count >= 7);
	for (size_t i = 0; i < read->duty_count; i++)
		cr_expect(read->duties[i].article && is_verified(read->duties[i].verified) &&
				  says(&read->duties[i].name) && says(&read->duties[i].text),
			  "%s", read->duties[i].id);
	for (size_t i = 0; i < read->date_count; i++)
		cr_expect(read->dates[i].article && is_verified(read->dates[i].verified) && says(&read->dates[i].text),
			  "%s", read->dates[i].id);
	content_free(content);
}

Test(content_shipped, every_question_of_the_ai_act_names_its_article_and_every_class_its_date_and_obligations)
{
	struct content *content = fixture_shipped();
	const struct tree *read = &content->tree;

	for (size_t i = 0; i < read->ask_count; i++)
		cr_expect(read->asks[i].article && *read->asks[i].article, "%s", read->asks[i].id);
	for (int class = AI_ACT_PROHIBITED; class < AI_ACT_COUNT; class ++) {
		const char *id = ai_act_id((enum ai_act) class);

		cr_expect(read->classes[class].given, "%s", id);
		cr_expect(read->classes[class].verified && !strncmp(read->classes[class].verified, "20", 2), "%s", id);
		cr_expect(*text_in(&read->classes[class].obligations, LANGUAGE_FR) &&
				  *text_in(&read->classes[class].obligations, LANGUAGE_EN),
			  "%s", id);
	}
	content_free(content);
}
