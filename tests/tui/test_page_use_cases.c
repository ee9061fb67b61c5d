/*
 * The pages about use cases, walked through with keys: the list, the sheet, the
 * AI Act tree, the catalogue and the two lists of what a use case stands on.
 * What a key changed is looked up in the document, what is said in the screen.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin_empty(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
	walk_press(&walk, "<M-4>");
}

static void begin_demonstration(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	walk_press(&walk, "<M-4>");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(empty, .init = begin_empty, .fini = end);
TestSuite(cases, .init = begin_demonstration, .fini = end);

static void expect_field(const char *id, enum use_case_field field, const char *value)
{
	cr_expect_str_eq(walk_field(&walk, id, field), value, "%s, %s: «%s», expected «%s»", id,
			 use_case_field_id(field), walk_field(&walk, id, field), value);
}

/* --- the list -------------------------------------------------------------------------- */

Test(empty, an_empty_list_names_the_two_keys_to_begin_with)
{
	walk_expect(&walk, "There is no use case yet.");
	walk_expect(&walk, "a add one of your own");
	walk_expect(&walk, "A choose from the catalogue");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "a adds one, A shows the catalogue");
	walk_press(&walk, "d s f t j k <Home> <End>");
	walk_expect(&walk, "There is no use case yet.");
}

Test(empty, a_name_makes_a_use_case_and_opens_its_sheet)
{
	walk_press(&walk, "a");
	walk_type(&walk, "Tri des courriels");
	walk_press(&walk, "<Enter>");
	expect_field("UC001", USE_CASE_NAME, "Tri des courriels");
	cr_expect(walk.session.unit_count == 2, "its making and its name are not one unit");
	walk_expect(&walk, "What the tool would do"); /* the cursor is on the description */
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Tri des courriels UC001");
	walk_expect(&walk, "Quick win: no · to be scored");
	walk_expect(&walk, "missing: ");
}

Test(empty, a_name_of_blanks_is_asked_for_again)
{
	walk_press(&walk, "a <Space> <Enter>");
	walk_expect(&walk, "a use case needs a name");
	cr_expect(walk.ui.edit.open && !document_present_count(walk.session.document));
	walk_press(&walk, "<Esc>");
	cr_expect(!walk.ui.edit.open);
}

Test(empty, an_id_that_was_used_is_not_given_again)
{
	for (int i = 0; i < 2; i++) {
		walk_press(&walk, "a");
		walk_type(&walk, "Un");
		walk_press(&walk, "<Enter> <Esc> d");
	}
	cr_expect(!document_present_count(walk.session.document));
	walk_press(&walk, "a");
	walk_type(&walk, "Trois");
	walk_press(&walk, "<Enter>");
	expect_field("UC003", USE_CASE_NAME, "Trois");
}

Test(cases, taking_one_away_is_one_change_that_undo_takes_back_and_the_cursor_is_on_it_again)
{
	walk_press(&walk, "j d");
	cr_expect(!document_use_case(walk.session.document, "meeting-notes"));
	walk_expect(&walk, "use case removed: Meeting minutes · u brings it back");
	walk_expect(&walk, "Limited risk · plain-language");
	walk_press(&walk, "u");
	walk_expect(&walk, "Limited risk · meeting-notes");
}

Test(cases, the_chosen_one_stays_so_when_one_before_it_goes_and_comes_back)
{
	walk_press(&walk, "d j j");
	walk_expect(&walk, "document-store");
	walk_press(&walk, "u"); /* the first one is back */
	walk_expect(&walk, "document-store");
	walk_press(&walk, "U");
	walk_expect(&walk, "document-store");
}

Test(cases, a_field_of_yes_or_no_is_chosen_by_one_key)
{
	static const struct {
		const char *key, *value;
	} rows[] = { { "y", "yes" }, { "n", "no" }, { "o", "yes" } };

	walk_press(&walk, "<Enter> /");
	walk_type(&walk, "Health data");
	walk_press(&walk, "<Enter>");
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		walk_press(&walk, "<Enter>");
		walk_expect(&walk, "y yes n no");
		walk_press(&walk, rows[i].key);
		cr_expect_str_eq(walk_field(&walk, "writing-assistant", USE_CASE_HEALTH_DATA), rows[i].value);
		walk_expect(&walk, "saved");
	}
	/* Elsewhere these keys choose nothing. */
	walk_press(&walk, "/");
	walk_type(&walk, "Hosting");
	walk_press(&walk, "<Enter> <Enter> n");
	walk_expect(&walk, "this key does nothing here");
	walk_expect_not(&walk, "y yes");
}

Test(cases, the_line_at_the_foot_says_why)
{
	static const struct {
		const char *id, *words;
	} rows[] = {
		{ "meeting-notes", "Quick win: yes" },
		{ "meeting-notes", "Quick win: yes, express · in 67% of random draws, fragile" },
		{ "plain-language", "Quick win: no · Impact 37.5 < 50" },
		{ "transfer-robot", "Quick win: to be completed first · missing: " },
		{ "summons-rules", "Quick win: not asked any more · live" },
		{ "appointment-booking", "Quick win: yes, under condition · " },
		{ "emotion-detection", "Quick win: no · Prohibited (art. 5)" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		walk_press(&walk, "/");
		walk_type(&walk, rows[i].id);
		walk_press(&walk, "<Enter>");
		walk_expect(&walk, rows[i].id);
		walk_expect(&walk, rows[i].words);
	}
}

Test(cases, words_are_found_in_names_needs_and_domains_and_round_the_end)
{
	walk_press(&walk, "<End> /");
	walk_type(&walk, "PREVENTION");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "plain-language");
	walk_press(&walk, "/");
	walk_type(&walk, "nowhere at all");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "is nowhere here");
}

/* --- the sheet ---------------------------------------------------------------------------- */

Test(cases, every_field_is_on_the_sheet_with_its_help)
{
	walk_press(&walk, "<Enter> <Home>");
	for (int i = 0; i < USE_CASE_FIELD_COUNT; i++) {
		walk_press(&walk, "j");
	}
	walk_expect(&walk, "Months before the gain begins");
	walk_expect(&walk, "Ramp-up");
}

Test(cases, the_sheet_closes_when_the_making_of_its_use_case_is_undone)
{
	walk_press(&walk, "a");
	walk_type(&walk, "Essai");
	walk_press(&walk, "<Enter> u");
	walk_expect(&walk, "taken back: use case added: Essai");
	walk_expect_not(&walk, "UC001");
	walk_expect(&walk, "Use case");
}

Test(empty, several_of_your_own_are_added_one_after_the_other_from_their_sheets)
{
	walk_press(&walk, "a");
	walk_type(&walk, "Premier");
	walk_press(&walk, "<Enter> a");
	walk_expect(&walk, "Name of the new use case");
	walk_type(&walk, "Second");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Second UC002");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "2 use cases");
	walk_expect(&walk, "Premier");
}

Test(cases, taking_away_from_the_sheet_goes_back_to_the_list)
{
	walk_press(&walk, "<Enter> d");
	cr_expect(!document_use_case(walk.session.document, "writing-assistant"));
	walk_expect(&walk, "Limited risk · meeting-notes");
}

Test(empty, the_key_for_the_next_empty_field_goes_round_what_a_quick_win_needs)
{
	walk_press(&walk, "a");
	walk_type(&walk, "Essai");
	walk_press(&walk, "<Enter> <End> o");
	walk_expect(&walk, "What goes wrong today");
	walk_press(&walk, "o o o");
	walk_expect(&walk, "Does anything about somebody's health go into it?");
}

Test(cases, the_key_for_the_next_empty_field_goes_round_the_others_where_a_quick_win_needs_none)
{
	walk_press(&walk, "<Enter> <End> o");
	walk_expect(&walk, "Quick win: yes");
	walk_expect(&walk, "What it brings or spares in a year besides the hours.");
}

/* --- the AI Act tree ------------------------------------------------------------------------ */

Test(cases, yes_and_no_lead_to_a_class_that_enter_keeps)
{
	walk_press(&walk, "t");
	walk_expect(&walk, "AI Act class on the sheet: Limited risk");
	walk_expect(&walk, "Does the tool work out its answers itself");
	walk_expect(&walk, "Article 3(1).");
	walk_press(&walk, "y n n y");
	walk_expect(&walk, "Is this medical device in class IIa or above");
	walk_expect(&walk, "art. 5(1)(f)");
	walk_press(&walk, "o");
	walk_expect(&walk, "AI Act class: High risk, Annex I");
	walk_expect(&walk, "This class is not on the sheet yet: Enter keeps it");
	walk_press(&walk, "<Enter>");
	expect_field("writing-assistant", USE_CASE_AI_ACT, "high-annex-1");
	walk_expect(&walk, "writing-assistant");
	walk_press(&walk, "u");
	expect_field("writing-assistant", USE_CASE_AI_ACT, "limited");
}

Test(cases, one_goes_back_question_by_question_and_esc_leaves_the_class_as_it_was)
{
	walk_press(&walk, "t j <Enter>");
	walk_expect(&walk, "AI Act class: Out of scope");
	walk_press(&walk, "<Backspace>");
	walk_expect(&walk, "Does the tool work out its answers itself");
	walk_press(&walk, "<Left>");
	walk_expect(&walk, "this is the first question");
	walk_press(&walk, "n y <Esc>");
	expect_field("writing-assistant", USE_CASE_AI_ACT, "limited");
}

Test(cases, the_note_of_an_answer_is_shown_with_it)
{
	/* A class I device: the rest of the questions follow, and the other regulation applies all the same. */
	walk_press(&walk, "t y n n y n");
	walk_expect(&walk, "Class I device: note it on the sheet");
}

Test(cases, a_class_that_a_lawyer_has_to_confirm_says_so)
{
	walk_press(&walk, "t y n n n y");
	walk_expect(&walk, "High risk, Annex III · art. 6(2)");
	walk_expect(&walk, "to be confirmed by a lawyer");
}

Test(cases, the_text_of_a_class_scrolls_to_what_it_rests_on)
{
	walk_press(&walk, "t y n n n y");
	walk_expect(&walk, "lines 1 to ");
	walk_press(&walk, "<End>");
	walk_expect(&walk, "2030-08-02 · art. 111(2)");
	for (int i = 0; i < 16; i++)
		walk_press(&walk, "<Up>");
	walk_expect(&walk, "have the class confirmed by the data protection officer");
}

Test(cases, the_class_is_chosen_from_the_list_too_and_cleared)
{
	walk_press(&walk, "t c <Home> j <Enter>");
	expect_field("writing-assistant", USE_CASE_AI_ACT, "prohibited");
	walk_expect(&walk, "Prohibited · writing-assistant");
	walk_press(&walk, "t <Delete>");
	expect_field("writing-assistant", USE_CASE_AI_ACT, "");
	walk_expect(&walk, "AI Act class on the sheet: not known");
	walk_press(&walk, "c <Home> <Enter>");
	walk_expect(&walk, "the class stays as it was");
}

Test(cases, answers_are_kept_one_by_one_and_undo_takes_back_one)
{
	walk_press(&walk, "t y");
	expect_field("writing-assistant", USE_CASE_AI_ACT_ANSWERS, "learns:yes");
	walk_expect(&walk, "AI Act answers: 1, the last one yes");
	walk_press(&walk, "n");
	expect_field("writing-assistant", USE_CASE_AI_ACT_ANSWERS, "learns:yes;emotions:no");
	walk_press(&walk, "u");
	expect_field("writing-assistant", USE_CASE_AI_ACT_ANSWERS, "learns:yes");
	walk_expect(&walk, "Does it infer the emotions");
	walk_press(&walk, "<Backspace>");
	expect_field("writing-assistant", USE_CASE_AI_ACT_ANSWERS, "");
	walk_press(&walk, "u");
	expect_field("writing-assistant", USE_CASE_AI_ACT_ANSWERS, "learns:yes");
}

Test(cases, the_questions_go_on_where_they_were_left)
{
	walk_press(&walk, "t y n <Esc>");
	walk_expect(&walk, "the answers are kept, the class is not yet");
	walk_reopen(&walk);
	walk_press(&walk, "<M-4> <Home> t");
	walk_expect(&walk, "Does it score social behaviour");
	walk_expect(&walk, "art. 5(1)(f)");
	walk_press(&walk, "n n n n n n n");
	walk_expect(&walk, "AI Act class: Minimal risk");
	walk_expect(&walk, "This class is not on the sheet yet");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "the class is not yet");
	expect_field("writing-assistant", USE_CASE_AI_ACT, "limited");
	walk_press(&walk, "t <Enter>");
	expect_field("writing-assistant", USE_CASE_AI_ACT, "minimal");
	walk_press(&walk, "t");
	walk_expect(&walk, "The sheet has this class already.");
	walk_press(&walk, "<Esc>");
	walk_expect_not(&walk, "the class is not yet");
}

Test(cases, the_sheet_says_when_answers_and_class_disagree)
{
	walk_press(&walk, "<Enter> t n <Esc> /");
	walk_type(&walk, "AI Act");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Limited risk · answers lead to Out of scope");
	walk_press(&walk, "t <Enter>");
	walk_expect(&walk, "Out of scope");
	walk_expect_not(&walk, "answers lead to");
	walk_press(&walk, "t <Backspace> <Esc>");
	walk_expect_not(&walk, "answers lead to"); /* nowhere yet */
}

Test(cases, clearing_takes_the_class_and_then_the_answers)
{
	walk_press(&walk, "t y n <Delete>");
	expect_field("writing-assistant", USE_CASE_AI_ACT, "");
	expect_field("writing-assistant", USE_CASE_AI_ACT_ANSWERS, "learns:yes;emotions:no");
	walk_press(&walk, "<Delete>");
	expect_field("writing-assistant", USE_CASE_AI_ACT_ANSWERS, "");
	walk_expect(&walk, "Does the tool work out its answers itself");
}

/* The duties of the class that is reached, not of the one that is kept; what is not told is asked for. */
Test(cases, the_end_of_the_questions_tells_duties_and_dates)
{
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "writing-assistant", "health_data", "yes"));
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "writing-assistant", "hosting", ""));
	ui_resize(&walk.ui, 80, 200);
	walk_press(&walk, "t y n n n y");
	walk_expect(&walk, "Duties beside the class (information, not legal advice)");
	walk_expect(&walk, "Fundamental rights impact assessment, probable (art. 27) · to be confirmed: ");
	walk_expect(&walk, "- DPIA (art. 35, 2016/679): ");
	walk_expect(
		&walk,
		"Certified health-data host (HDS) (art. L. 1111-8, code de la santé publique) · to be confirmed · to be told: Hosting");
	walk_expect_not(&walk, "establishment's social committee");
	walk_expect(&walk, "What applies from when");
	walk_expect(&walk, "2027-12-02 · art. 113 · High risk by Annex III");
	walk_press(&walk, "?");
	walk_expect(&walk, "Works council consultation (art. L. 2312-8, code du travail)");
	walk_expect(&walk, "The answers that lead to it");
	walk_expect_not(&walk, "Fundamental rights impact assessment"); /* the sheet still says limited */
}

Test(cases, beside_a_duty_stands_what_the_sheet_says_of_it)
{
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "writing-assistant", "health_data", "yes"));
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "writing-assistant", "aipd", "due"));
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "writing-assistant", "cse", "done"));
	ui_resize(&walk.ui, 120, 200);
	walk_press(&walk, "t y n n n y");
	walk_expect(&walk, " · Impact assessment: to be done");
	walk_expect(&walk, " · Works council: done");
}

Test(cases, no_duty_is_told_beside_what_is_prohibited)
{
	ui_resize(&walk.ui, 80, 200);
	walk_press(&walk, "t y y n");
	walk_expect(&walk, "AI Act class: Prohibited");
	walk_expect_not(&walk, "Duties ");
	walk_expect(&walk, "What applies from when");
}

/* --- the catalogue --------------------------------------------------------------------------- */

Test(empty, several_are_taken_from_the_catalogue_each_as_one_unit)
{
	const size_t units = walk.session.unit_count;

	walk_press(&walk, "A <Enter> j <Space>");
	cr_expect(walk.session.unit_count == units + 2, "%zu units more", walk.session.unit_count - units);
	expect_field("writing-assistant", USE_CASE_NAME, "In-house writing assistant");
	expect_field("meeting-notes", USE_CASE_NAME, "Meeting minutes");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "«Meeting minutes» is in the dossier already");
	walk_press(&walk, "u <Esc>");
	cr_expect(document_present_count(walk.session.document) == 1);
	walk_expect(&walk, "Limited risk · writing-assistant");
}

Test(empty, the_catalogue_begins_with_what_is_meant_for_such_a_service)
{
	walk_press(&walk, "A j j j j <Enter> <Esc>");
	expect_field("billing-robot", USE_CASE_NAME, "Member invoicing robot"); /* an SPSTI where no sector is said */
	cr_assert(ui_change(&walk.ui, CHANGE_SERVICE, "", "sector", "hospital"));
	walk_press(&walk, "A j j j j <Enter>");
	expect_field("transfer-robot", USE_CASE_NAME, "HR and purchase re-entry robot");
	walk_press(&walk, "<End>");
	walk_expect(&walk, "industry"); /* the rest can be taken too */
	walk_press(&walk, "<Enter> <Esc>");
	expect_field("sector-dashboard", USE_CASE_NAME, "Prevention dashboard by industry");
}

Test(empty, the_catalogue_is_searched_and_tells_what_an_entry_is)
{
	walk_press(&walk, "A /");
	walk_type(&walk, "transcribes");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "The tool transcribes the meeting");
	walk_expect(&walk, "Need: Minutes take nearly an hour");
	walk_expect(&walk, "Limited risk");
	walk_expect(&walk, "Requirements: ");
}

Test(empty, without_a_catalogue_it_is_said)
{
	walk.ui.shipped = NULL;
	walk_press(&walk, "A");
	walk_expect(&walk, "no catalogue of use cases was found");
	walk.ui.shipped = walk.shipped;
}

/* --- requirements and dependencies -------------------------------------------------------------- */

/* From the list to a field of the first use case. */
static void open_field(enum use_case_field field)
{
	static const char *const labels[USE_CASE_FIELD_COUNT] = {
		[USE_CASE_REQUIRES] = "requirements",
		[USE_CASE_DEPENDS] = "dependencies",
	};

	walk_press(&walk, "<Enter> /");
	walk_type(&walk, labels[field]);
	walk_press(&walk, "<Enter> <Enter>");
}

Test(cases, a_figure_sets_the_level_that_is_required_and_backspace_clears_it)
{
	open_field(USE_CASE_REQUIRES);
	expect_field("writing-assistant", USE_CASE_REQUIRES, "data.regulation:2;ai.governance:2;ai.skills:2;ai.uses:2");
	walk_press(&walk, "j 5");
	expect_field("writing-assistant", USE_CASE_REQUIRES,
		     "data.quality:5;data.regulation:2;ai.governance:2;ai.skills:2;ai.uses:2");
	walk_expect(&walk, "required 5");
	walk_expect(&walk, "Levels missing: ");
	walk_press(&walk, "<Backspace>");
	expect_field("writing-assistant", USE_CASE_REQUIRES, "data.regulation:2;ai.governance:2;ai.skills:2;ai.uses:2");
	walk_press(&walk, "<Enter>"); /* the levels in words */
	walk_expect(&walk, "3 Defined");
	walk_press(&walk, "j j j <Enter>");
	cr_expect(strstr(walk_field(&walk, "writing-assistant", USE_CASE_REQUIRES), "data.quality:3"));
}

Test(cases, links_are_made_turned_and_cleared)
{
	open_field(USE_CASE_DEPENDS);
	expect_field("writing-assistant", USE_CASE_DEPENDS, "favours:document-store");
	walk_press(&walk, "<Space>");
	expect_field("writing-assistant", USE_CASE_DEPENDS, "favours:document-store;meeting-notes");
	walk_expect(&walk, "needed first");
	walk_press(&walk, "t t");
	expect_field("writing-assistant", USE_CASE_DEPENDS, "favours:document-store;duplicates:meeting-notes");
	walk_press(&walk, "t t <Space>");
	expect_field("writing-assistant", USE_CASE_DEPENDS, "favours:document-store");
	walk_press(&walk, "j j <Backspace>");
	expect_field("writing-assistant", USE_CASE_DEPENDS, "");
}

Test(cases, a_circle_of_prerequisites_is_refused_with_a_sentence)
{
	/* member-chatbot needs document-store; the other way round it would be a circle. */
	walk_press(&walk, "/");
	walk_type(&walk, "document-store");
	walk_press(&walk, "<Enter>");
	open_field(USE_CASE_DEPENDS);
	walk_press(&walk, "/");
	walk_type(&walk, "member-chatbot");
	walk_press(&walk, "<Enter> <Enter>");
	expect_field("document-store", USE_CASE_DEPENDS, "");
	walk_expect(&walk, "→");
}

Test(cases, what_the_dossier_does_not_have_is_on_the_list_until_it_is_cleared)
{
	walk_press(&walk, "/");
	walk_type(&walk, "document-store");
	walk_press(&walk, "<Enter> d");
	walk_expect(&walk, "3 use cases need it");
	walk_press(&walk, "<Home>");
	open_field(USE_CASE_DEPENDS);
	walk_expect(&walk, "Searchable document base (not in the dossier)");
	walk_expect(&walk, "The dossier has no use case of this id.");
	walk_press(&walk, "<Backspace>");
	expect_field("writing-assistant", USE_CASE_DEPENDS, "");
	walk_expect_not(&walk, "not in the dossier");
}

Test(empty, lists_close_when_their_use_case_is_gone)
{
	walk_press(&walk, "a");
	walk_type(&walk, "Essai");
	walk_press(&walk, "<Enter>");
	walk_press(&walk, "/");
	walk_type(&walk, "dependencies");
	walk_press(&walk, "<Enter> <Enter> u");
	walk_expect(&walk, "There is no use case yet.");
	walk_press(&walk, "j t <Backspace> <Space> <Esc>");
	walk_expect(&walk, "There is no use case yet.");
}

/* --- whatever is pressed ------------------------------------------------------------------------- */

Test(cases, no_key_brings_it_down)
{
	static const char *const keys[] = { "j",       "k",           "<Enter>",  "<Esc>",      "t",        "y",
					    "n",       "o",           "d",        "u",          "U",        "A",
					    "a",       "x",           "s",        "f",          "c",        "1",
					    "5",       "<Backspace>", "<Delete>", "<Left>",     "<Right>",  "<Home>",
					    "<End>",   "<Space>",     "?",        "<PageDown>", "<PageUp>", "<Tab>",
					    "<S-Tab>", "<M-4>" };
	unsigned long long random = 1;

	for (unsigned i = 0; i < fixture_rounds(4000); i++) {
		random = random * 6364136223846793005ULL + 1442695040888963407ULL;
		walk_press(&walk, keys[(random >> 33) % ARRAY_SIZE(keys)]);
	}
}
