/*
 * Figures as JSON: read back by cJSON, and every number compared with what was
 * computed, bit by bit.
 */
#include <cjson/cJSON.h>
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "cadran/store/export.h"
#include "fixture.h"

static cJSON *parsed(const struct document *document)
{
	char *text = fixture_json(document);
	cJSON *json = cJSON_ParseWithOpts(text, NULL, 1);

	cr_assert(json, "%.500s", text);
	free(text);
	return json;
}

/* Digits apart, of which ours are at times one fewer. */
static void drop_digits(char *text)
{
	char *kept = text;

	for (; *text; text++)
		if (!strchr("0123456789.e+-", *text))
			*kept++ = *text;
	*kept = '\0';
}

Test(export_json, json_is_laid_out_as_the_library_prints_it)
{
	struct document *document = fixture_document();
	struct buf printed;

	fixture_fill(document,
		     "service.name=\xc3\x89t\xc3\xa9 \"un\" \\ deux\nuse-case.A1.name=Vide\nuse-case.B2.name=B/2");
	char *text = fixture_json(document);
	cJSON *json = cJSON_ParseWithOpts(text, NULL, 1);
	char *expected = cJSON_Print(json);

	buf_init(&printed);
	buf_add_format(&printed, "%s\n", expected);
	drop_digits(text);
	drop_digits(printed.data);
	cr_expect(strstr(text, "\\\"un\\\" \\\\"));
	cr_expect_str_eq(text, printed.data);
	buf_release(&printed);
	cJSON_free(expected);
	cJSON_Delete(json);
	free(text);
	document_free(document);
}

/* `path` is names and indices joined by slashes; NULL where there is nothing. */
static const cJSON *at(const cJSON *json, const char *path)
{
	char *copy = xstrdup(path), *rest = copy;

	for (char *name; json && (name = strtok_r(rest, "/", &rest));)
		json = cJSON_IsArray(json) ? cJSON_GetArrayItem(json, atoi(name))
					   : cJSON_GetObjectItemCaseSensitive(json, name);
	free(copy);
	return json;
}

static void expect_number(const cJSON *json, const char *path, double expected)
{
	const cJSON *found = at(json, path);

	cr_expect(found, "no %s", path);
	if (!found)
		return;
	if (isnan(expected))
		cr_expect(cJSON_IsNull(found), "%s is not null", path);
	else
		cr_expect(cJSON_IsNumber(found) && found->valuedouble == expected, "%s is %.17g, not %.17g", path,
			  found->valuedouble, expected);
}

static void expect_word(const cJSON *json, const char *path, const char *expected)
{
	const cJSON *found = at(json, path);

	cr_assert(found, "no %s", path);
	if (!expected)
		cr_expect(cJSON_IsNull(found), "%s is not null", path);
	else
		cr_expect(cJSON_IsString(found) && !strcmp(found->valuestring, expected), "%s is %s, not %s", path,
			  cJSON_IsString(found) ? found->valuestring : "no text", expected);
}

/* Names that others build on (design §7). */
static const char *const use_case_names[] = {
	"id",
	"name",
	"priority",
	"rank",
	"quadrant",
	"ai_act",
	"x",
	"y",
	"quick_win",
	"conditions",
	"families/impact/value",
	"families/impact/min",
	"families/impact/max",
	"families/impact/scored",
	"families/impact/total",
	"families/roi",
	"families/feasibility",
	"families/risk/value",
	"feasibility_before_gate",
	"feasibility_after_gate",
	"maturity_shortfall",
	"money",
	"disagreement",
	"robust",
};

Test(export_json, json_has_the_names_of_the_contract_and_null_for_what_does_not_exist)
{
	struct document *document = fixture_document();
	static const char *const nulls[] = { "priority",
					     "rank",
					     "quadrant",
					     "ai_act",
					     "x",
					     "y",
					     "families/impact/value",
					     "feasibility_before_gate",
					     "feasibility_after_gate",
					     "money",
					     "robust" };

	fixture_fill(
		document,
		"service.name=Essai \"un\"\nuse-case.A1.name=Vide\nuse-case.A1.need=x\nuse-case.A1.sponsor=y\nuse-case.A1.indicator=z");
	cJSON *json = parsed(document);
	expect_number(json, "cadran", 1);
	expect_word(json, "service/name", "Essai \"un\"");
	expect_word(json, "matrix", "valeur-facilite");
	for (int g = 0; g < 2; g++) {
		static const char *const names[] = { "score", "level" };

		for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
			char path[90];

			snprintf(path, sizeof(path), "grids/%d/%s", g, names[i]);
			expect_number(json, path, NAN);
			snprintf(path, sizeof(path), "grids/%d/dimensions/0/score", g);
			expect_number(json, path, NAN);
			snprintf(path, sizeof(path), "grids/%d/dimensions/0/target", g);
			expect_number(json, path, NAN);
		}
	}
	expect_number(json, "grids/0/min", 1);
	expect_number(json, "grids/0/max", 5);
	expect_number(json, "grids/0/answered", 0);
	expect_number(json, "grids/0/total", 5);
	const cJSON *use_case = at(json, "use_cases/0");
	for (size_t i = 0; i < ARRAY_SIZE(use_case_names); i++)
		cr_expect(at(use_case, use_case_names[i]), "no %s", use_case_names[i]);
	for (size_t i = 0; i < ARRAY_SIZE(nulls); i++)
		cr_expect(cJSON_IsNull(at(use_case, nulls[i])), "%s is not null", nulls[i]);
	expect_number(use_case, "families/impact/min", 0);
	expect_number(use_case, "families/impact/max", 100);
	expect_number(use_case, "families/impact/scored", 0);
	expect_number(use_case, "families/impact/total", 2);
	expect_word(use_case, "quick_win", "incomplete");
	cJSON_Delete(json);
	document_free(document);
}

/* P30 and P70 of 3, 7 are 4.2 and 5.8; of A and B on u and v: ranks against each other. */
Test(export_json, json_says_how_far_voters_are_apart)
{
	struct document *document = fixture_document();

	fixture_fill(document, "use-case.u.name=U\nuse-case.v.name=V");
	fixture_fill(document,
		     "vote.u.impact.strategic.A.1=2\nvote.u.impact.strategic.B.1=4\nvote.u.impact.business.A.1=3\n"
		     "vote.u.impact.strategic.C.1=-\nvote.v.impact.strategic.A.1=5\nvote.v.impact.strategic.B.1=1\n"
		     "vote.v.impact.strategic.C.1=3");
	cJSON *json = parsed(document);
	cr_expect(cJSON_GetArraySize(at(json, "use_cases/0/disagreement")) == 1, "one vote alone cannot differ");
	expect_number(json, "use_cases/0/disagreement/impact.strategic/votes", 2);
	expect_number(json, "use_cases/0/disagreement/impact.strategic/spread", 2);
	expect_number(json, "use_cases/0/disagreement/impact.strategic/iqr", 1);
	const cJSON *index = at(json, "use_cases/0/disagreement/impact.strategic/index");
	cr_expect(index && fabs(index->valuedouble - 1.6 / 2.35) < 1e-9);
	cr_expect(cJSON_IsFalse(at(json, "use_cases/0/disagreement/impact.strategic/disagreement")));
	cr_expect(cJSON_IsTrue(at(json, "use_cases/1/disagreement/impact.strategic/disagreement")));
	cr_expect(cJSON_GetArraySize(at(json, "agreement")) == 1);
	expect_number(json, "agreement/impact.strategic/w", 0);
	expect_number(json, "agreement/impact.strategic/voters", 2);
	expect_number(json, "agreement/impact.strategic/use_cases", 2);
	expect_number(json, "agreement/impact.strategic/left_out", 1);
	cJSON_Delete(json);
	document_free(document);
	document = fixture_document();
	json = parsed(document);
	cr_expect(cJSON_IsObject(at(json, "agreement")) && cJSON_GetArraySize(at(json, "agreement")) == 0);
	cJSON_Delete(json);
	document_free(document);
}

static double number_at(const cJSON *json, const char *path)
{
	const cJSON *found = at(json, path);

	cr_assert(found && cJSON_IsNumber(found), "no number %s", path);
	return found->valuedouble;
}

/* P50 of the triangular law of 10, 20, 50 is 25.505…; payback is that of the cost, in months. */
Test(export_json, json_has_percentiles_of_money_where_a_figure_is_a_range)
{
	struct document *document = fixture_document();

	fixture_fill(
		document,
		"use-case.u.build_cost=10000/20000/50000\nuse-case.u.other_gain=12000\nuse-case.v.other_gain=12000\n"
		"use-case.w.other_gain=10/20/50\nuse-case.w.run_cost=20\nuse-case.x.name=X");
	cJSON *json = parsed(document);
	const cJSON *range = at(json, "use_cases/0/money/range");
	cr_expect(fabs(number_at(range, "payback_months/p50") - 25.50510257216822) <
		  4 * number_at(range, "payback_months/error"));
	cr_expect(number_at(range, "payback_months/p10") < 17 && number_at(range, "payback_months/p90") > 38.5);
	cr_expect(number_at(range, "npv/p10") < number_at(range, "npv/p50") &&
		  number_at(range, "roi/p50") < number_at(range, "roi/p90"));
	cr_expect(number_at(range, "npv/error") > 0 && number_at(range, "npv/error") < 300);
	cr_expect(fabs(number_at(range, "p_npv_positive") - (1 - 14.0 * 14 / 1200)) < 0.02);
	cr_expect(!at(json, "use_cases/1/money/range") && at(json, "use_cases/1/money/npv"));
	cr_expect(cJSON_IsNull(at(json, "use_cases/3/money")));
	range = at(json, "use_cases/2/money/range");
	expect_number(range, "payback_months/p90", NAN);
	expect_number(range, "payback_months/error", NAN);
	expect_number(range, "payback_months/p10", 0);
	cJSON_Delete(json);
	document_free(document);
}

/* What others bring, and where they stand, is nothing to a use case. */
Test(export_json, ranges_of_a_use_case_stay_when_others_come_before_it)
{
	static const char *const lines[] = {
		"use-case.u.build_cost=10/20/50\nuse-case.u.other_gain=12",
		"use-case.a.other_gain=1/2/3\nuse-case.u.build_cost=10/20/50\nuse-case.u.other_gain=12"
	};
	char *texts[2];

	for (int i = 0; i < 2; i++) {
		struct document *document = fixture_document();

		fixture_fill(document, lines[i]);
		cJSON *json = parsed(document);
		texts[i] = cJSON_Print(cJSON_GetArrayItem(at(json, "use_cases"), i));
		char *range = strstr(texts[i], "\"range\"");
		cr_assert(range);
		memmove(texts[i], range, strlen(range) + 1);
		*strstr(texts[i], "\"robust\"") = '\0';
		cJSON_Delete(json);
		document_free(document);
	}
	cr_expect_str_eq(texts[0], texts[1]);
	cJSON_free(texts[0]);
	cJSON_free(texts[1]);
}

Test(export_json, the_charter_and_the_uses_are_in_json_by_their_words)
{
	struct document *document = fixture_document();

	fixture_fill(
		document,
		"charter.privacy.state=partly\ncharter.privacy.note=x\nuse.U001.name=Translator\nuse.U001.data=health");
	cJSON *json = parsed(document);
	cr_expect(cJSON_GetArraySize(at(json, "charter")) == 3 && cJSON_GetArraySize(at(json, "uses")) == 1);
	expect_word(json, "charter/0/id", "oversight");
	expect_word(json, "charter/0/state", NULL);
	expect_word(json, "charter/1/state", "partly");
	expect_word(json, "charter/1/note", "x");
	expect_word(json, "uses/0/id", "U001");
	expect_word(json, "uses/0/name", "Translator");
	expect_word(json, "uses/0/data", "health");
	expect_word(json, "uses/0/account", NULL);
	cJSON_Delete(json);
	document->content->charter.count = 0;
	json = parsed(document);
	cr_expect(cJSON_IsArray(at(json, "charter")) && cJSON_GetArraySize(at(json, "charter")) == 0);
	cJSON_Delete(json);
	document->content->charter.count = 3;
	document_free(document);
}

static void expect_use_case(const cJSON *json, const struct use_case_result *result)
{
	static const char *const families[] = { "impact", "roi", "feasibility", "risk" };
	bool prohibited = result_is_prohibited(result);
	char path[90];

	expect_word(json, "id", result->use_case->id);
	expect_word(json, "name", result->use_case->field[USE_CASE_NAME]);
	expect_number(json, "priority", prohibited ? NAN : result->priority);
	expect_number(json, "rank", result->rank ? (double)result->rank : NAN);
	expect_number(json, "x", prohibited ? NAN : result->x);
	expect_number(json, "y", prohibited ? NAN : result->y);
	cr_expect(cJSON_IsNull(at(json, "quadrant")) == !result->placed, "%s: quadrant", result->use_case->id);
	expect_word(json, "ai_act",
		    *result->use_case->field[USE_CASE_AI_ACT] ? result->use_case->field[USE_CASE_AI_ACT] : NULL);
	expect_word(json, "quick_win", result->verdict == VERDICT_NONE ? NULL : verdict_id(result->verdict));
	for (int f = 0; f < FAMILY_COUNT; f++) {
		snprintf(path, sizeof(path), "families/%s/value", families[f]);
		expect_number(json, path, result->families[f].value);
		snprintf(path, sizeof(path), "families/%s/min", families[f]);
		expect_number(json, path, result->families[f].min);
		snprintf(path, sizeof(path), "families/%s/max", families[f]);
		expect_number(json, path, result->families[f].max);
	}
	expect_number(json, "feasibility_before_gate", result->families[FAMILY_FEASIBILITY].value);
	expect_number(json, "feasibility_after_gate", result->feasibility_after);
	const struct money *money = &result->money[ESTIMATE_LIKELY];
	cr_expect(cJSON_IsNull(at(json, "money")) == !money->given, "%s: money", result->use_case->id);
	if (money->given) {
		expect_number(json, "money/tco", money->tco);
		expect_number(json, "money/net_year", money->net_year);
		expect_number(json, "money/roi", money->roi);
		expect_number(json, "money/payback_months", money->payback);
		expect_number(json, "money/npv", money->npv);
	}
	const cJSON *conditions = at(json, "conditions");
	cr_expect(cJSON_GetArraySize(conditions) == (int)result->condition_count, "%s", result->use_case->id);
	for (size_t i = 0; i < result->condition_count; i++) {
		const cJSON *one = cJSON_GetArrayItem(conditions, (int)i);
		const cJSON *met = at(one, "met");

		expect_word(one, "id", result->conditions[i].condition->id);
		cr_expect(result->conditions[i].met == MET_UNKNOWN ? cJSON_IsNull(met)
			  : result->conditions[i].met == MET_YES   ? cJSON_IsTrue(met)
								   : cJSON_IsFalse(met),
			  "%s: %s", result->use_case->id, result->conditions[i].condition->id);
		cr_expect(cJSON_IsBool(at(one, "fixable")));
	}
}

Test(export_json, every_number_of_json_is_the_very_one_that_was_computed)
{
	for (unsigned seed = 1; seed <= 40; seed++) {
		struct document *document = fixture_random_document(seed, 8, NULL);
		struct evaluation evaluation;
		char path[90];

		evaluation_compute(document, &evaluation);
		cJSON *json = parsed(document);
		for (size_t g = 0; g < document->content->grid_count; g++) {
			const struct grid_result *grid = &evaluation.grids[g];

			snprintf(path, sizeof(path), "grids/%zu/score", g);
			expect_number(json, path, grid->measure.score);
			snprintf(path, sizeof(path), "grids/%zu/min", g);
			expect_number(json, path, grid->measure.min);
			snprintf(path, sizeof(path), "grids/%zu/max", g);
			expect_number(json, path, grid->measure.max);
			snprintf(path, sizeof(path), "grids/%zu/level", g);
			expect_number(json, path, grid->level ? grid->level : NAN);
			for (size_t d = 0; d < document->content->grids[g].dimension_count; d++) {
				snprintf(path, sizeof(path), "grids/%zu/dimensions/%zu/score", g, d);
				expect_number(json, path, grid->dimensions[d].measure.score);
			}
		}
		cr_expect(cJSON_GetArraySize(at(json, "use_cases")) == (int)evaluation.use_case_count);
		for (size_t u = 0; u < evaluation.use_case_count; u++)
			expect_use_case(cJSON_GetArrayItem(at(json, "use_cases"), (int)u), &evaluation.use_cases[u]);
		cJSON_Delete(json);
		evaluation_release(&evaluation);
		document_free(document);
	}
}

Test(export_json, hostile_texts_are_the_same_in_json)
{
	for (size_t i = 0; fixture_hostile[i]; i++) {
		struct document *document = fixture_document();

		fixture_put(document, "service.name", fixture_hostile[i]);
		fixture_put(document, "use-case.A1.name", fixture_hostile[i]);
		cJSON *json = parsed(document);
		expect_word(json, "service/name", fixture_hostile[i]);
		expect_word(json, "use_cases/0/name", fixture_hostile[i]);
		cJSON_Delete(json);
		document_free(document);
	}
}

/* No number that JSON cannot have, and none that was rounded away. */
Test(export_json, json_has_no_nan_no_infinity_and_no_decimal_comma)
{
	struct document *document = fixture_document();

	fixture_fill(
		document,
		"use-case.A1.hours=1e12\nuse-case.A1.hour_cost=1e12\nuse-case.B2.build_cost=0\nuse-case.C3.hours=0.1\nuse-case.C3.hour_cost=0.3");
	char *text = fixture_json(document);
	cJSON *json = cJSON_ParseWithOpts(text, NULL, 1);
	const char *number = strstr(text, "inf") ? strstr(text, "inf") : strstr(text, "nan");
	cr_expect(json, "not JSON: %.60s", number ? number - 20 : text);
	if (!json)
		json = cJSON_CreateNull();
	struct buf sheet = fixture_csv(document, REPORT_SCORECARD, "rfc4180");
	cr_expect(!strstr(sheet.data, "inf\"") && !strstr(sheet.data, "nan\""), "%s", sheet.data);
	buf_release(&sheet);
	expect_number(json, "use_cases/2/money/net_year", 12 * 0.1 * 0.3);
	expect_number(json, "use_cases/0/money/net_year", 12 * 1e12 * 1e12);
	cJSON_Delete(json);
	free(text);
	document_free(document);
}

/* --- stability, and what unlocks what ------------------------------------------------------------- */

/*
 * Weights 30 25 25 20. Impact 100 against 50, return 50 against 75, ease 50
 * against 75: level at an impact of 25, of 95 then. c lacks data.quality 3.
 */
static struct document *engine_document(void)
{
	static const char *const rows[][5] = { { "a\"1", "5", "3", "3", "3" },
					       { "b", "3", "4", "4", "3" },
					       { "c", "1", "1", "1", "5" } };
	struct document *document = fixture_document();

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		fixture_set(
			document,
			"use-case.%s.name=x\nscore.%s.impact.strategic=%s\nscore.%s.roi.value=%s\nscore.%s.feasibility.data=%s\nscore.%s.risk.ethical=%s",
			rows[i][0], rows[i][0], rows[i][1], rows[i][0], rows[i][2], rows[i][0], rows[i][3], rows[i][0],
			rows[i][4]);
	fixture_fill(document, "answer.data.quality.errors=2\nuse-case.c.requires=data.quality:3;ai.usage:1");
	return document;
}

Test(export_json, json_says_how_far_weights_may_move)
{
	struct document *document = engine_document();
	cJSON *json = parsed(document);

	cr_expect(cJSON_GetArraySize(at(json, "stability/families")) == 8 &&
		  cJSON_GetArraySize(at(json, "stability/criteria")) == 16);
	expect_word(json, "stability/families/0/family", "impact");
	expect_word(json, "stability/families/0/direction", "down");
	cr_expect(fabs(at(json, "stability/families/0/share_now")->valuedouble - 0.3) < 1e-9);
	cr_expect(fabs(at(json, "stability/families/0/share")->valuedouble - 25.0 / 95) < 1e-9);
	cr_expect(fabs(at(json, "stability/families/0/change")->valuedouble - (0.3 - 25.0 / 95)) < 1e-9);
	cr_expect(fabs(at(json, "stability/families/0/weight")->valuedouble - 25) < 1e-9);
	expect_word(json, "stability/families/0/first/0", "b");
	cr_expect(cJSON_GetArraySize(at(json, "stability/families/0/first")) == 1);
	cr_expect(cJSON_IsFalse(at(json, "stability/families/0/left_out")));
	expect_word(json, "stability/families/1/direction", "up");
	expect_number(json, "stability/families/1/share", NAN);
	expect_number(json, "stability/families/1/change", NAN);
	expect_number(json, "stability/families/1/weight", NAN);
	/* At a share of 1 no weight is enough, and the id comes whole. */
	expect_number(json, "stability/families/7/share", 1);
	expect_number(json, "stability/families/7/weight", NAN);
	expect_word(json, "stability/families/7/first/0", "a\"1");
	expect_word(json, "stability/nearest_first/family", "impact");
	expect_word(json, "stability/nearest_first/direction", "down");
	expect_word(json, "stability/criteria/0/criterion", "impact.strategic");
	expect_number(json, "stability/criteria/0/share_now", 0.5);
	expect_number(json, "stability/criteria/0/share", NAN);
	expect_word(json, "stability/nearest_quick_win/criterion", NULL);
	cJSON_Delete(json);
	document_free(document);
}

/* Impact 100 and 25 with a limit of 50: a quick win from a share of 1/3 on, a weight of 1/2. */
Test(export_json, json_names_the_use_case_whose_verdict_flips)
{
	struct document *document = fixture_document();

	fixture_add_quick_win(document, "q");
	fixture_fill(document, "score.q.impact.strategic=5\nscore.q.impact.business=2");
	cJSON *json = parsed(document);

	expect_word(json, "stability/criteria/0/flips/0/id", "q");
	cr_expect(cJSON_IsFalse(at(json, "stability/criteria/0/flips/0/quick_win")));
	cr_expect(fabs(at(json, "stability/criteria/0/share")->valuedouble - 1.0 / 3) < 1e-9);
	cr_expect(fabs(at(json, "stability/criteria/0/weight")->valuedouble - 0.5) < 1e-9);
	expect_word(json, "stability/nearest_quick_win/criterion", "impact.strategic");
	expect_word(json, "stability/nearest_quick_win/direction", "down");
	cJSON_Delete(json);
	document_free(document);
}

Test(export_json, json_says_what_unlocks_what)
{
	struct document *document = engine_document();
	cJSON *json = parsed(document);

	cr_expect(cJSON_GetArraySize(at(json, "unlocks")) == 2 && cJSON_GetArraySize(at(json, "unlock_path")) == 1);
	expect_word(json, "unlocks/0/dimension", "data.quality");
	expect_number(json, "unlocks/0/from", 2);
	expect_number(json, "unlocks/0/to", 3);
	cr_expect(cJSON_GetArraySize(at(json, "unlocks/0/frees")) == 0 &&
		  cJSON_IsArray(at(json, "unlocks/0/quick_wins")));
	expect_word(json, "unlocks/1/dimension", "ai.usage");
	expect_number(json, "unlocks/1/from", NAN);
	expect_number(json, "unlocks/1/to", 2);
	for (int i = 0; i < 2; i++) {
		const cJSON *path = at(json, i ? "unlock_ranked/0" : "unlock_path/0");

		expect_word(path, "frees/0", "c");
		expect_number(path, "levels", 1);
		expect_number(path, "up_to", 1);
		expect_number(path, "at_least", 1);
		cr_expect(cJSON_IsTrue(at(path, "exact")) && cJSON_GetArraySize(at(path, "steps")) == 2);
		expect_word(path, "steps/0/dimension", "data.quality");
		expect_number(path, "steps/0/to", 3);
		expect_word(path, "steps/1/dimension", "ai.usage");
		expect_number(path, "steps/1/from", NAN);
		expect_number(path, "steps/1/to", 1);
	}
	cJSON_Delete(json);
	fixture_fill(document, "answer.data.quality.errors=3\nanswer.ai.usage.pilots=1");
	json = parsed(document);
	cr_expect(cJSON_GetArraySize(at(json, "unlock_path")) == 0 && cJSON_GetArraySize(at(json, "unlocks")) == 2);
	cJSON_Delete(json);
	fixture_fill(document, "answer.ai.usage.pilots=");
	json = parsed(document);
	expect_word(json, "unlocks/1/frees/0", "c");
	cJSON_Delete(json);
	document_free(document);
}

/* --- the plan, in JSON ------------------------------------------------------------------------------------ */

/* A use case that is complete, worth something and neither easy nor hard. */
static void add_planned(struct document *document, const char *id, const char *fields)
{
	static const char *const sheet[] = { "need=n",         "sponsor=s",         "indicator=i", "health_data=no",
					     "ai_act=minimal", "medical_device=no", "delay=4" };
	static const char *const scores[] = { "impact.strategic=5", "roi.value=4", "feasibility.data=4",
					      "risk.ethical=2" };
	char lines[900] = "";

	for (size_t i = 0; i < ARRAY_SIZE(sheet); i++)
		sprintf(lines + strlen(lines), "use-case.%s.%s\n", id, sheet[i]);
	for (size_t i = 0; i < ARRAY_SIZE(scores); i++)
		sprintf(lines + strlen(lines), "score.%s.%s\n", id, scores[i]);
	fixture_fill(document, lines);
	fixture_fill(document, fields);
}

Test(export_json, json_has_the_roadmap_and_the_best_sets)
{
	struct document *document = fixture_document();

	fixture_fill(document, "service.name=S\nservice.budget=10000\nanswer.data.quality.errors=2");
	add_planned(document, "a",
		    "use-case.a.build_cost=8000\nuse-case.a.aipd=due\nuse-case.a.requires=data.quality:3");
	add_planned(document, "b", "use-case.b.depends=a\nuse-case.b.build_cost=3000\nuse-case.b.build_days=2");
	add_planned(document, "c", "use-case.c.depends=nowhere\nscore.c.risk.ethical=5\nuse-case.c.build_cost=1");
	add_planned(document, "d", "use-case.d.ai_act=");

	cJSON *json = parsed(document);
	expect_number(json, "service/budget", 10000);
	cr_expect(!at(json, "service/capacity"), "what is not given is not there");
	expect_number(json, "roadmap/waves/0/to", 6);
	expect_number(json, "roadmap/waves/0/cost_limit", 5000);
	expect_number(json, "roadmap/waves/0/days_limit", NAN);
	expect_word(json, "roadmap/items/0/kind", "action");
	expect_word(json, "roadmap/items/0/dimension", "data.quality");
	expect_number(json, "roadmap/items/0/from_level", 2);
	expect_number(json, "roadmap/items/0/to_level", 3);
	expect_word(json, "roadmap/items/0/unlocks/0", "a");
	expect_word(json, "roadmap/items/1/kind", "obligation");
	expect_word(json, "roadmap/items/1/obligation", "aipd");
	expect_word(json, "roadmap/items/1/reason", "before-use-case");
	expect_word(json, "roadmap/items/1/reason_of", "a");
	expect_word(json, "roadmap/items/2/use_case", "a");
	expect_word(json, "roadmap/items/2/reason", "wave-full");
	expect_number(json, "roadmap/items/2/reason_of", 1);
	expect_number(json, "roadmap/items/2/start", 6);
	expect_number(json, "roadmap/items/2/wave", 2);
	cr_expect(cJSON_IsTrue(at(json, "roadmap/items/2/oversize")), "8000 of 5000");
	expect_number(json, "roadmap/items/2/days", NAN);
	expect_word(json, "roadmap/items/3/use_case", "b");
	expect_number(json, "roadmap/items/3/days", 2);
	cr_expect_eq(cJSON_GetArraySize(at(json, "roadmap/items")), 4);
	expect_word(json, "roadmap/left_out/0/use_case", "d");
	expect_word(json, "roadmap/left_out/0/reason", "incomplete");
	expect_word(json, "roadmap/left_out/1/use_case", "c");
	expect_word(json, "roadmap/left_out/1/reason", "blocked");
	expect_word(json, "roadmap/left_out/1/blocker", "nowhere");
	expect_word(json, "portfolio/priority/chosen/0", "a");
	expect_word(json, "portfolio/priority/left/0", "b");
	expect_word(json, "portfolio/priority/uncosted/0", "d");
	expect_word(json, "portfolio/priority/unreachable/0", "c");
	expect_word(json, "portfolio/priority/more_budget/comes/0", "b");
	expect_number(json, "portfolio/priority/more_budget/budget", 20000);
	cr_expect(!at(json, "portfolio/priority/more_capacity"), "there is no limit to raise");
	expect_number(json, "portfolio/priority/cost", 8000);
	cr_expect_eq(cJSON_GetArraySize(at(json, "portfolio/npv/chosen")), 0, "nothing pays");
	cJSON_Delete(json);
	document_free(document);
}
