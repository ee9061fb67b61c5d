/*
 * Scoring and figures as a user goes through them: keys by name, then what is
 * in the document and which words are on the screen. The dossier is the
 * demonstration, in a folder of its own, at 80 × 24.
 */
#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/app/proposal.h"
#include "cadran/base/alloc.h"
#include "cadran/store/content_dir.h"
#include "cadran/tui/page.h"
#include "fixture.h"
#include "walk.h"
#include "../src/tui/pages.h"

TestSuite(scoring, .init = fixture_begin);
TestSuite(figures, .init = fixture_begin);

static char folder[64], path[96];
static struct session session;
static struct ui ui;

static struct content *shipped(void)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err = { 0 };

	cr_assert(content_add_path(content, "questionnaires", &faults, &err), "%s", err.text);
	cr_assert(content_add_path(content, "matrices", &faults, &err), "%s", err.text);
	cr_assert(content_choose_matrix(content, NULL, &err), "%s", err.text);
	fault_list_release(&faults);
	return content;
}

static void start(bool demo, enum language language)
{
	struct content *content = shipped();
	struct change_list changes = { 0 };
	struct err err = { 0 };

	message_init(language, "build/locale");
	(void)snprintf(folder, sizeof(folder), "/tmp/cadran-scoring-XXXXXX");
	cr_assert(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/d.cadran", folder);
	if (demo)
		cr_assert(proposal_demo(content, language, &changes, &err), "%s", err.text);
	else
		(void)change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	cr_assert(session_create(path, content, &changes, walk_stamp(), &err), "%s", err.text);
	cr_assert(session_open(path, JOURNAL_WRITE, &session, &err), "%s", err.text);
	ui_init(&ui, &session, NULL, 80, 24, false, NULL, walk_stamp);
}

static void stop(void)
{
	ui_leave(&ui);
	ui_release(&ui);
	session_close(&session);
	(void)unlink(path);
	(void)rmdir(folder);
}

/* Keys by name, ended by NULL, each followed by what a terminal does. */
static void press(const char *key, ...)
{
	va_list keys;

	va_start(keys, key);
	for (; key; key = va_arg(keys, const char *)) {
		ui_key(&ui, key);
		(void)ui_settle(&ui);
	}
	va_end(keys);
}

#define PRESS(...) press(__VA_ARGS__, NULL)

static void type(const char *text)
{
	for (; *text; text++)
		ui_key(&ui, (const char[]){ *text, '\0' });
	PRESS("<Enter>");
}

/* The words of a part of the rows, those before or after the rule that divides the body, with single blanks. */
static void add_side(struct buf *out, const char *dump, bool right)
{
	char *copy = xstrdup(dump), *rest = copy;

	for (char *line; (line = strtok_r(rest, "\n", &rest));) {
		char *rule = strstr(line, "│");

		if (right && !rule)
			continue;
		if (!right && rule)
			*rule = '\0';
		line = right ? rule + strlen("│") : line;
		for (char *word; (word = strtok_r(line, " ", &line));)
			buf_add_format(out, "%s ", word);
	}
	free(copy);
}

/* What is at the left, then what is at the right: where a sentence breaks does not matter. */
static char *screen(void)
{
	struct surface surface;
	struct buf text;
	char *dump;

	surface_init(&surface, ui.width, ui.height, ui.ascii);
	ui_draw(&ui, &surface);
	dump = fixture_dump(&surface);
	surface_release(&surface);
	buf_init(&text);
	add_side(&text, dump, false);
	buf_add_text(&text, "║ ");
	add_side(&text, dump, true);
	free(dump);
	return buf_detach(&text);
}

static void expect_words(const char *words, bool there)
{
	char *shown = screen();

	cr_expect((strstr(shown, words) != NULL) == there, "«%s» is %s in\n%s", words, there ? "not" : "still", shown);
	free(shown);
}

static void shows(const char *words)
{
	expect_words(words, true);
}

static void hides(const char *words)
{
	expect_words(words, false);
}

static size_t criterion(const char *id)
{
	size_t index;

	cr_assert(criteria_find(&session.document->content->criteria, id, &index), "no criterion %s", id);
	return index;
}

static void retained(const char *id, const char *criterion_id, const char *expected)
{
	const char *value = document_use_case(session.document, id)->scores[criterion(criterion_id)].retained;

	cr_expect_str_eq(value, expected, "%s of %s is «%s»", criterion_id, id, value);
}

static void set(const char *key, const char *value)
{
	struct change_list changes = { 0 };
	struct err err = { 0 };

	cr_assert(change_parse_key(session.document, key, value, &changes, &err), "%s", err.text);
	cr_assert(ui_change_all(&ui, &changes), "%s is refused", key);
	(void)ui_settle(&ui);
}

static void to_scores(bool demo)
{
	start(demo, LANGUAGE_EN);
	PRESS("<M-5>");
}

/* --- by use case ------------------------------------------------------------------------- */

Test(scoring, a_figure_is_retained_and_its_anchor_is_marked_where_the_cursor_stays)
{
	to_scores(true);
	shows("In-house writing assistant · 1 of 13");
	PRESS("4");
	retained("writing-assistant", "impact.strategic", "4");
	shows("▶ 4 Serves an objective with an indicator");
	shows("Score 4, retained");
	shows("Impact 62.5");
	PRESS("u");
	shows("▶ 3 Serves a written objective");
	stop();
}

Test(scoring, a_retained_score_says_that_it_overrides_the_votes_and_they_come_back_when_it_is_cleared)
{
	to_scores(true);
	PRESS("j");
	shows("6 votes 3");
	shows("A typed score overrides it.");
	shows("Votes of round 1: 2\u00a0×1, 3\u00a0×3, 4\u00a0×2");
	PRESS("5");
	shows("It overrides 3 (median of 6 votes of round 1)");
	PRESS("<Backspace>");
	retained("writing-assistant", "impact.business", "");
	shows("Score 3, median of 6 votes of round 1");
	PRESS("<Backspace>");
	shows("no score is retained here");
	stop();
}

Test(scoring, each_round_and_each_abstention_is_counted)
{
	to_scores(false);
	set("use-case.a.name", "Alpha");
	set("vote.a.impact.strategic.Anne", "2");
	set("vote.a.impact.strategic.Bob", "-");
	set("vote.a.impact.strategic.Anne.2", "3");
	set("vote.a.impact.strategic.Bob.2", "4");
	shows("Score 3.5, median of 2 votes of round 2");
	shows("Votes of round 2: 3\u00a0×1, 4\u00a0×1");
	shows("Votes of round 1: 2\u00a0×1, 1 abstention");
	shows("▶ 3");
	shows("▶ 4");
	stop();
}

Test(scoring, a_computed_score_shows_the_bounds_it_lies_between)
{
	to_scores(true);
	PRESS("<Right>", "j", "j");
	shows("Expected gain computed 4");
	shows("computed: return on investment 1.18 ≥ 1, < 2");
	stop();
}

Test(scoring, half_points_are_typed_with_a_comma_or_a_point_and_what_is_no_score_stays_to_be_mended)
{
	to_scores(true);
	PRESS(".", "<C-u>");
	type("3,5");
	retained("writing-assistant", "impact.strategic", "3.5");
	shows("▶ 3");
	shows("▶ 4");
	PRESS("=", "<C-u>");
	type("7");
	shows("is not a score; expected 1 to 5");
	cr_expect(ui.edit.open);
	PRESS("<Esc>");
	retained("writing-assistant", "impact.strategic", "3.5");
	stop();
}

Test(scoring, Enter_goes_to_the_next_without_a_score_and_then_to_the_next_use_case_with_a_word)
{
	to_scores(false);
	set("use-case.a.name", "Alpha");
	set("use-case.b.name", "Beta");
	PRESS("<End>", "2", "<Enter>");
	shows("Strategic impact 5 is best");
	for (int i = 0; i < 10; i++)
		PRESS("3", "<Enter>");
	shows("next use case: Beta");
	shows("Beta · 2 of 2");
	for (int i = 0; i < 11; i++)
		PRESS("3", "<Enter>");
	shows("everything that is to be decided is scored");
	stop();
}

Test(scoring, nobody_is_sent_to_score_what_is_live_stopped_or_prohibited)
{
	to_scores(true);
	PRESS("o");
	shows("HR and purchase re-entry robot");
	PRESS("3", "o");
	shows("everything that is to be decided is scored");
	stop();
}

Test(scoring, left_and_right_go_through_the_use_cases_and_stop_at_the_ends)
{
	to_scores(true);
	PRESS("<Left>");
	shows("this is the first use case");
	PRESS("j", "<Right>");
	shows("Meeting minutes · 2 of 13");
	shows("Impact on daily work 5 is best");
	for (int i = 0; i < 20; i++)
		PRESS("<Right>");
	shows("this is the last use case");
	shows("prohibited");
	stop();
}

Test(scoring, risk_says_that_five_is_the_worst)
{
	to_scores(true);
	PRESS("<End>");
	shows("1 is best, 5 is worst");
	stop();
}

/* One screen has one feasibility: before and after the gate, with the reason, wherever it stands. */
Test(scoring, feasibility_stands_there_before_and_after_the_gate)
{
	start(true, LANGUAGE_EN);
	page_scoring_open(&ui, "member-chatbot");
	shows("Feasibility 66.7 → 41.7");
	shows("Quick win: no · Feasibility 66.7 → 41.7 < 62.5 · and 4 more");
	stop();
}

Test(scoring, the_express_reading_shows_the_express_criteria_alone)
{
	to_scores(true);
	session.document->content->criteria.items[criterion("impact.business")].express = false;
	hides("Impact on daily w");
	PRESS("r");
	shows("complete reading: 20 criteria");
	shows("Impact on daily w");
	PRESS("j", "r");
	shows("express reading: 10 criteria");
	shows("Strategic impact 5 is best");
	stop();
}

/* --- by criterion -------------------------------------------------------------------------- */

Test(scoring, turning_keeps_the_use_case_and_the_criterion_and_so_does_leaving_and_coming_back)
{
	to_scores(true);
	PRESS("<Right>", "<Right>", "<Right>", "j", "v");
	shows("Impact · Impact on daily work · 2 of 11");
	shows("Searchable document base 5 is best");
	PRESS("<M-1>", "<M-5>");
	shows("Impact · Impact on daily work · 2 of 11");
	PRESS("v");
	shows("Searchable document base · 4 of 13");
	shows("Impact on daily work 5 is best");
	stop();
}

Test(scoring, one_criterion_is_scored_across_the_use_cases)
{
	to_scores(true);
	PRESS("v", "5", "j", "j", "1", "<Right>", "4");
	retained("writing-assistant", "impact.strategic", "5");
	retained("plain-language", "impact.strategic", "1");
	retained("plain-language", "impact.business", "4");
	shows("Impact · Impact on daily work · 2 of 11");
	PRESS("<Left>", "<Left>");
	shows("this is the first criterion");
	stop();
}

Test(scoring, what_is_live_or_prohibited_is_listed_with_a_word)
{
	to_scores(true);
	PRESS("v");
	shows("live 5");
	shows("prohibited 2");
	stop();
}

Test(scoring, Enter_goes_to_the_next_use_case_and_then_to_the_next_criterion_with_a_word)
{
	to_scores(false);
	set("use-case.a.name", "Alpha");
	set("use-case.b.name", "Beta");
	PRESS("v", "2", "4", "<Enter>");
	shows("next criterion: Impact on daily work");
	retained("a", "impact.strategic", "2");
	retained("b", "impact.strategic", "4");
	shows("Alpha 5 is best");
	stop();
}

Test(scoring, by_criterion_a_figure_goes_on_to_the_next_use_case_without_a_score_and_undo_comes_back)
{
	to_scores(false);
	set("use-case.a.name", "Alpha");
	set("use-case.b.name", "Beta");
	set("use-case.c.name", "Gamma");
	set("score.b.impact.strategic", "3");
	PRESS("v", "2");
	shows("saved: Alpha, Strategic impact: 2");
	shows("Gamma 5 is best");
	PRESS("u");
	shows("taken back: Alpha, Strategic impact: 2");
	shows("Alpha 5 is best");
	PRESS("U");
	retained("a", "impact.strategic", "2");
	PRESS("j", "j", "4");
	retained("c", "impact.strategic", "4");
	shows("Gamma 5 is best");
	stop();
}

Test(scoring, by_use_case_a_figure_stays_so_that_its_anchor_can_be_read)
{
	to_scores(false);
	set("use-case.a.name", "Alpha");
	PRESS("2");
	shows("Strategic impact 5 is best");
	stop();
}

Test(scoring, a_search_finds_criteria_and_use_cases_in_both_ways)
{
	to_scores(true);
	PRESS("/");
	type("juri");
	shows("is nowhere here");
	PRESS("<Esc>", "/");
	type("legal");
	shows("Legal risk 1 is best");
	PRESS("/");
	type("invoicing");
	shows("Member invoicing robot · 5 of 13");
	PRESS("v", "/");
	type("stress");
	shows("Stress detection from voice or face");
	stop();
}

/* --- what may be missing ---------------------------------------------------------------------- */

Test(scoring, without_a_use_case_the_page_says_where_to_add_one)
{
	to_scores(false);
	shows("There is no use case to score yet.");
	shows("They are gathered in step 4, Cases: Enter goes there.");
	shows("Enter use cases Alt-1-8 step ? help q quit");
	PRESS("4", "v", "o", "f", ".", "<Backspace>", "<Right>", "<End>");
	shows("There is no use case to score yet.");
	PRESS("<Enter>");
	shows("There is no use case yet.");
	PRESS("<M-5>", "4", "v", "<Enter>", "o", "f", ".", "<Backspace>", "<Right>", "<End>");
	stop();
}

Test(scoring, a_page_opened_for_a_use_case_says_when_it_is_gone_and_Esc_goes_back)
{
	to_scores(false);
	set("use-case.a.name", "Alpha");
	PRESS("<M-4>");
	page_scoring_open(&ui, "a");
	shows("Alpha · 1 of 1");
	PRESS("u");
	shows("The use case «a» is not there any more.");
	PRESS("3", "<Right>", "v");
	PRESS("<Esc>");
	hides("not there any more");
	stop();
}

Test(scoring, the_step_goes_to_a_neighbour_when_its_use_case_is_gone)
{
	to_scores(true);
	PRESS("<End>", "<Right>");
	set("use-case.meeting-notes.present", "");
	shows("Translated and easy-to-read leaflets · 2 of 12");
	stop();
}

Test(scoring, an_action_by_its_name_needs_a_figure)
{
	to_scores(true);
	PRESS(":");
	type("level");
	shows("press a figure from 1 to 5");
	retained("writing-assistant", "impact.strategic", "3");
	stop();
}

/* Whether every word of the text has been on one of the screens. */
static void expect_all(const char *text, const char *seen)
{
	char *copy = xstrdup(text);

	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " "))
		cr_expect(strstr(seen, word), "«%s» of «%s» is not shown", word, text);
	free(copy);
}

Test(scoring, every_anchor_and_all_evidence_can_be_read_at_80_by_24)
{
	for (int i = 0; i < LANGUAGE_COUNT * PROFILE_COUNT; i++) {
		const int language = i % LANGUAGE_COUNT;
		const enum profile profile = (enum profile)(i / LANGUAGE_COUNT);
		const struct criteria *criteria;

		start(true, (enum language)language);
		set("service.sector", profile_id(profile));
		PRESS("<M-5>", "<Right>", "r");
		criteria = &session.document->content->criteria;
		for (size_t c = 0; c < criteria->count; c++) {
			const struct criterion *item = &criteria->items[c];
			char *first = screen(), *second, *both;

			PRESS("<PageDown>");
			second = screen();
			PRESS("<PageUp>");
			both = xcalloc(strlen(first) + strlen(second) + 1, 1);
			(void)strcat(strcat(both, first), second);
			for (int level = 1; level <= LEVEL_COUNT; level++)
				expect_all(text_in(criterion_anchor(item, level, profile), (enum language)language),
					   both);
			expect_all(text_in(&item->evidence, (enum language)language), both);
			expect_all(text_in(&item->text, (enum language)language), both);
			free(first);
			free(second);
			free(both);
			PRESS("<Home>");
			for (size_t next = 0; next <= c; next++)
				PRESS("j");
		}
		stop();
	}
}

/* --- figures ----------------------------------------------------------------------------------- */

static void to_figures(void)
{
	to_scores(false);
	set("use-case.a.name", "Alpha");
	PRESS("f");
}

Test(figures, without_money_the_page_says_so_in_words)
{
	to_figures();
	shows("Alpha · 1 of 1 · figures");
	shows("No figures yet.");
	stop();
}

Test(figures, results_follow_as_soon_as_a_field_is_kept)
{
	to_figures();
	PRESS("<Enter>");
	type("40");
	shows("Hours saved a month 40\u00a0hours");
	shows("Not given, counted as 0: Cost of an hour, Other yearly gain");
	shows("Horizon not given: 3 years.");
	PRESS("j", "<Enter>");
	type("30");
	shows("Gain a year 14,400\u00a0€");
	shows("none: there is no cost");
	PRESS("u");
	hides("14,400");
	stop();
}

Test(figures, a_range_gives_a_range)
{
	to_figures();
	set("use-case.a.hour_cost", "30");
	PRESS("<Enter>");
	type("20/40/60");
	shows("14,400\u00a0€");
	shows("7,200\u00a0€ to 21,600\u00a0€");
	stop();
}

Test(figures, millions_are_shown_whole)
{
	to_figures();
	set("use-case.a.name", "Alpha");
	set("use-case.a.other_gain", "123456789");
	set("use-case.a.build_cost", "1000");
	shows("Gain a year 123,456,789\u00a0€");
	shows("Net present value 370,369,367\u00a0€");
	message_init(LANGUAGE_FR, "build/locale");
	ui.scene.language = LANGUAGE_FR;
	shows("370\u00a0369\u00a0367\u00a0€");
	stop();
}

Test(figures, Tab_goes_through_the_fields)
{
	to_figures();
	PRESS("<Enter>", "4", "0", "<Tab>", "3", "0", "<Tab>", "5", "<Enter>");
	cr_expect_str_eq(document_use_case(session.document, "a")->field[USE_CASE_HOURS], "40");
	cr_expect_str_eq(document_use_case(session.document, "a")->field[USE_CASE_HOUR_COST], "30");
	cr_expect_str_eq(document_use_case(session.document, "a")->field[USE_CASE_OTHER_GAIN], "5");
	stop();
}

Test(figures, a_gain_that_does_not_cover_the_running_cost_has_no_payback)
{
	to_figures();
	set("use-case.a.other_gain", "1000/2000/9000");
	set("use-case.a.run_cost", "3000");
	shows("none: the net gain of a");
	shows("never");
	stop();
}

Test(figures, the_scores_that_follow_are_told_with_what_overrides_them)
{
	to_figures();
	set("use-case.a.other_gain", "20000");
	set("use-case.a.build_cost", "15000");
	shows("computed: return on");
	shows("Full cost over three years: 4");
	set("score.a.roi.cost", "2");
	shows("overridden by the retained 2");
	stop();
}

Test(figures, left_and_right_go_to_the_figures_of_the_other_use_cases)
{
	to_scores(true);
	PRESS("f", "<Right>");
	shows("Meeting minutes · 2 of 13 · figures");
	shows("Build 2,500\u00a0€");
	PRESS("<Left>", "<Left>");
	shows("this is the first use case");
	stop();
}

Test(figures, they_close_when_their_use_case_is_gone)
{
	to_figures();
	PRESS("u");
	shows("There is no use case to score yet.");
	stop();
}

Test(figures, a_figure_that_cannot_be_is_refused_and_stays)
{
	to_figures();
	PRESS("<Enter>");
	type("60/40/20");
	cr_expect(ui.edit.open);
	cr_expect_str_eq(document_use_case(session.document, "a")->field[USE_CASE_HOURS], "");
	stop();
}

/* --- anything at all ------------------------------------------------------------------------------ */

Test(scoring, no_sequence_of_keys_breaks_it)
{
	static const char *const keys[] = { "1",           "3",      "5",     "j",          "k",        "<Left>",
					    "<Right>",     "<Home>", "<End>", "<PageDown>", "<PageUp>", "<Enter>",
					    "o",           "v",      "r",     "f",          "<Esc>",    "<Esc>",
					    "<Backspace>", ".",      "=",     "u",          "U",        "?",
					    "/",           "<Tab>",  "<M-5>", "4",          "<Delete>", "a" };
	struct fixture_random random = { 7 };

	to_scores(true);
	for (int i = 0; i < 3000; i++) {
		PRESS(keys[fixture_below(&random, ARRAY_SIZE(keys))]);
		if (fixture_below(&random, 50) == 0)
			ui_resize(&ui, fixture_below(&random, 2) ? 120 : 80, fixture_below(&random, 2) ? 40 : 24);
		if (fixture_below(&random, 4) == 0)
			free(screen());
	}
	stop();
}
