/*
 * Changes (core/change.h): the keys of «cadran set», the values they take, and
 * what a change and a batch of them do to a document.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/core/charter_reading.h"
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

TestSuite(change, .init = open_document, .fini = close_document);

/* --- keys ---------------------------------------------------------------------- */

static const struct {
	const char *key, *value;
	enum change_kind kind;
	const char *made_key, *field;
} keys[] = {
	{ "service.name", "Santé au travail", CHANGE_SERVICE, "", "name" },
	{ "service.date", "2026-11-21", CHANGE_SERVICE, "", "date" },
	{ "grid.data.target", "3", CHANGE_GRID, "data", "target" },
	{ "answer.data.quality.errors", "3", CHANGE_ANSWER, "data.quality.errors", "level" },
	{ "answer.data.quality.errors.level", "3", CHANGE_ANSWER, "data.quality.errors", "level" },
	{ "answer.data.quality.errors.target", "4", CHANGE_ANSWER, "data.quality.errors", "target" },
	{ "answer.data.quality.errors.note", "a.b", CHANGE_ANSWER, "data.quality.errors", "note" },
	{ "answer.ai.skills.basics.evidence", "x", CHANGE_ANSWER, "ai.skills.basics", "evidence" },
	{ "answer.ai.skills.basics.evidence_date", "2026-11-21", CHANGE_ANSWER, "ai.skills.basics", "evidence_date" },
	{ "use-case.u.delay", "3", CHANGE_USE_CASE, "u", "delay" },
	{ "use-case.u.present", "", CHANGE_USE_CASE, "u", "present" },
	{ "score.u.impact.business", "4", CHANGE_SCORE, "u", "impact.business" },
	{ "vote.u.impact.business.Direction", "4", CHANGE_VOTE, "u.impact.business", "Direction.1" },
	{ "vote.u.impact.business.Direction.1", "4", CHANGE_VOTE, "u.impact.business", "Direction.1" },
	{ "vote.u.impact.business.Direction.12", "4", CHANGE_VOTE, "u.impact.business", "Direction.12" },
	{ "vote.u.impact.business.M. Dupont", "4", CHANGE_VOTE, "u.impact.business", "M. Dupont.1" },
	{ "vote.u.impact.business.M. Dupont.2", "4", CHANGE_VOTE, "u.impact.business", "M. Dupont.2" },
	{ "use-case.v1.2.delay", "3", CHANGE_USE_CASE, "v1.2", "delay" },
	{ "score.v1.2.impact.business", "4", CHANGE_SCORE, "v1.2", "impact.business" },
	{ "vote.v1.2.impact.business.A", "4", CHANGE_VOTE, "v1.2.impact.business", "A.1" },
	{ "matrix.id", "roi-risque", CHANGE_MATRIX, "", "id" },
	{ "charter.oversight.state", "partly", CHANGE_CHARTER, "oversight", "state" },
	{ "charter.privacy.note", "a.b", CHANGE_CHARTER, "privacy", "note" },
	{ "use.w.account", "private", CHANGE_USE, "w", "account" },
	{ "use.w.present", "", CHANGE_USE, "w", "present" },
	{ "use.w1.2.team", "x", CHANGE_USE, "w1.2", "team" },
	{ "participant.M. Dupont.present", "yes", CHANGE_PARTICIPANT, "M. Dupont", "present" },
	{ "participant.Direction.away", "", CHANGE_PARTICIPANT, "Direction", "away" },
	{ "round.u.impact.business.hidden", "2", CHANGE_ROUND, "u.impact.business", "hidden" },
};

static void expect_change(const struct change *change, size_t row)
{
	cr_expect(change->kind == keys[row].kind, "%s: kind %d", keys[row].key, change->kind);
	cr_expect_str_eq(change->key, keys[row].made_key, "%s: key «%s»", keys[row].key, change->key);
	cr_expect_str_eq(change->field, keys[row].field, "%s: field «%s»", keys[row].key, change->field);
	cr_expect_str_eq(change->value, keys[row].value, "%s: value «%s»", keys[row].key, change->value);
	cr_expect(change->before == NULL, "%s: before", keys[row].key);
}

Test(change, a_key_of_cadran_set_names_one_change)
{
	fixture_fill(document, "use-case.u.name=U\nuse-case.v1.2.name=V\nuse.w.name=W\nuse.w1.2.name=X");
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		struct change_list list = { 0 };
		struct err err = { 0 };

		cr_expect(change_parse_key(document, keys[i].key, keys[i].value, &list, &err), "%s: %s", keys[i].key,
			  err.text);
		cr_assert(list.count == 1, "%s: %zu changes", keys[i].key, list.count);
		expect_change(&list.items[0], i);
		cr_expect(document_apply_all(document, &list, false, &err), "%s: %s", keys[i].key, err.text);
		change_list_release(&list);
		fixture_fill(document, "use-case.u.present=yes\nuse.w.present=yes");
	}
}

Test(change, a_use_case_that_is_not_there_is_made_first)
{
	struct change_list list = { 0 };
	struct err err;

	cr_assert(change_parse_key(document, "use-case.new.delay", "3", &list, &err));
	cr_assert(list.count == 2);
	cr_expect(list.items[0].kind == CHANGE_USE_CASE);
	cr_expect_str_eq(list.items[0].key, "new");
	cr_expect_str_eq(list.items[0].field, "present");
	cr_expect_str_eq(list.items[0].value, "yes");
	cr_expect_str_eq(list.items[1].field, "delay");
	cr_expect(!document_use_case(document, "new"), "parsing makes nothing");
	cr_expect(document_apply_all(document, &list, false, &err));
	cr_expect(document_use_case(document, "new") && document_present_count(document) == 1);
	change_list_release(&list);
}

static const char *const bad_keys[][2] = {
	{ "", "x" },
	{ "nothing", "x" },
	{ "nothing.name", "x" },
	{ "service", "x" },
	{ "service.", "x" },
	{ "service.nothing", "x" },
	{ "grid.data", "3" },
	{ "grid.nothing.target", "3" },
	{ "grid.data.nothing", "3" },
	{ "answer", "3" },
	{ "answer.data", "3" },
	{ "answer.data.quality", "3" },
	{ "answer.nothing.quality.errors", "3" },
	{ "answer.data.quality.nothing", "3" },
	{ "answer.data.quality.errors.nothing", "3" },
	{ "use-case", "x" },
	{ "use-case.u", "x" },
	{ "use-case.u.nothing", "x" },
	{ "use-case..name", "x" },
	{ "use-case.12.name", "no letter" },
	{ "use-case.a/b.name", "x" },
	{ "score.u", "3" },
	{ "score.u.impact", "3" },
	{ "score.u.impact.nothing", "3" },
	{ "score.nowhere.impact.business", "3" },
	{ "vote.u.impact.business", "3" },
	{ "vote.u.impact.nothing.A", "3" },
	{ "vote.nowhere.impact.business.A", "3" },
	{ "vote.u.impact.business.A.0", "3" },
	{ "charter", "yes" },
	{ "charter.oversight", "yes" },
	{ "charter.nothing.state", "yes" },
	{ "charter.oversight.nothing", "yes" },
	{ "use", "x" },
	{ "use.w", "x" },
	{ "use.w.nothing", "x" },
	{ "use..name", "x" },
	{ "use.12.name", "no letter" },
	{ "use.a/b.name", "x" },
	{ "use.a/b.present", "yes" },
	{ "matrix", "roi-risque" },
	{ "matrix.", "roi-risque" },
	{ "matrix.name", "roi-risque" },
	{ "matrix.id.x", "roi-risque" },
	{ ".", "x" },
	{ "..", "x" },
};

Test(change, an_unknown_key_is_refused_and_changes_nothing)
{
	fixture_fill(document, "use-case.u.name=U");
	for (size_t i = 0; i < ARRAY_SIZE(bad_keys); i++)
		expect_refused(document, bad_keys[i][0], bad_keys[i][1]);
}

static const char *const bad_values[][2] = {
	{ "service.budget", "-1" },
	{ "service.budget", "plenty" },
	{ "service.budget", "1000/2000/3000" },
	{ "service.budget", "1e13" },
	{ "service.capacity", "60 €" },
	{ "answer.data.quality.errors", "0" },
	{ "answer.data.quality.errors", "6" },
	{ "answer.data.quality.errors", "2.5" },
	{ "answer.data.quality.errors", "yes" },
	{ "answer.data.quality.errors", "-1" },
	{ "answer.data.quality.errors.target", "6" },
	{ "answer.data.quality.errors.target", "NA" },
	{ "answer.data.quality.errors.target", "?" },
	{ "grid.data.target", "0" },
	{ "grid.data.target", "6" },
	{ "grid.data.target", "x" },
	{ "score.u.impact.business", "0" },
	{ "score.u.impact.business", "5.1" },
	{ "score.u.impact.business", "0.9" },
	{ "score.u.impact.business", "-" },
	{ "score.u.impact.business", "nan" },
	{ "vote.u.impact.business.A", "0" },
	{ "vote.u.impact.business.A", "6" },
	{ "vote.u.impact.business.A", "2.5" },
	{ "vote.u.impact.business.A", "x" },
	{ "use-case.u.delay", "-1" },
	{ "use-case.u.delay", "soon" },
	{ "use-case.u.status", "dead" },
	{ "use-case.u.ai_act", "low" },
	{ "use-case.u.health_data", "maybe" },
	{ "use-case.u.hosting", "cloud" },
	{ "use-case.u.aipd", "yes" },
	{ "use-case.u.hours", "1/2" },
	{ "use-case.u.hours", "1/2/3/4" },
	{ "use-case.u.hours", "3/2/1" },
	{ "use-case.u.hours", "-1" },
	{ "use-case.u.horizon", "0" },
	{ "use-case.u.horizon", "2.5" },
	{ "use-case.u.requires", "data.nothing:2" },
	{ "use-case.u.depends", "favours:" },
	{ "use-case.u.depends", "nothing:u" },
	{ "use-case.u.present", "perhaps" },
	{ "charter.oversight.state", "Yes" },
	{ "charter.oversight.state", "3" },
	{ "charter.oversight.note", "a\x07" },
	{ "use.w.data", "medical" },
	{ "use.w.account", "shared" },
	{ "use.w.declared", "perhaps" },
	{ "use.w.decision", "forbid" },
	{ "use.w.present", "no" },
	{ "service.name", "a\x1B[31m" },
	{ "service.date", "2026" },
	{ "service.date", "tomorrow" },
	{ "service.date", "2026-2-3" },
	{ "service.date", "26-02-03" },
	{ "service.date", "2026/02/03" },
	{ "service.date", " 2026-02-03" },
	{ "service.date", "2026-02-03 " },
	{ "service.date", "2026-02-30" },
	{ "service.date", "2026-02-29" },
	{ "service.date", "2100-02-29" },
	{ "service.date", "2026-04-31" },
	{ "service.date", "2026-13-01" },
	{ "service.date", "2026-00-01" },
	{ "service.date", "2026-01-00" },
	{ "service.date", "0000-01-01" },
	{ "service.date", "30/02/2026" },
	{ "service.date", "21/11/226" },
	{ "service.date", "0/11/2026" },
	{ "service.date", "/11/2026" },
	{ "service.date", "003/11/2026" },
	{ "service.date", "3/11/20266" },
	{ "use-case.u.name", "a\x07" },
	{ "use-case.new\x07.name", "x" },
	{ "answer.data.quality.errors.note", "\xC2\x9B" },
	{ "use-case.u.name", "not UTF-8 \xFF" },
	{ "vote.u.impact.business.A\x1B", "3" },
	{ "matrix.id", "nothing" },
	{ "matrix.id", "roi" },
	{ "matrix.id", " roi-risque" },
	{ "matrix.id", "ROI-RISQUE" },
	{ "matrix.id", "roi-risque\x1B" },
};

Test(change, a_value_that_cannot_be_taken_is_refused_and_changes_nothing)
{
	fixture_fill(document, "use-case.u.name=U\nvote.u.impact.business.B=3");
	for (size_t i = 0; i < ARRAY_SIZE(bad_values); i++)
		expect_refused(document, bad_values[i][0], bad_values[i][1]);
}

/* --- values -------------------------------------------------------------------- */

static const struct {
	const char *word;
	int level;
} levels[] = { { "1", 1 }, { "5", 5 }, { "", ANSWER_BLANK }, { "?", ANSWER_UNKNOWN }, { "NA", ANSWER_NOT_APPLICABLE } };

Test(change, an_answer_is_a_level_or_one_of_three_words)
{
	for (size_t i = 0; i < ARRAY_SIZE(levels); i++) {
		fixture_set(document, "answer.data.quality.errors=%s", levels[i].word);
		cr_expect(answer_level(&document->grids[FIXTURE_DATA].answers[0]) == levels[i].level, "«%s»",
			  levels[i].word);
	}
	fixture_fill(document, "answer.data.quality.errors.target=4");
	cr_expect(answer_target(&document->grids[FIXTURE_DATA].answers[0]) == 4);
	fixture_fill(document, "answer.data.quality.errors.target=");
	cr_expect(answer_target(&document->grids[FIXTURE_DATA].answers[0]) == 0);
}

static const char *const dates[][2] = {
	{ "2026-11-21", "2026-11-21" },
	{ "21/11/2026", "2026-11-21" },
	{ "21/11/26", "2026-11-21" },
	{ "21 novembre 2026", "2026-11-21" },
	{ "3/11/2026", "2026-11-03" },
	{ "03/2/2026", "2026-02-03" },
	{ "2024-02-29", "2024-02-29" },
	{ "29/02/2000", "2000-02-29" },
	{ "", "" },
};

Test(change, a_date_is_kept_as_year_month_and_day)
{
	for (size_t i = 0; i < ARRAY_SIZE(dates); i++) {
		fixture_set(document, "service.date=%s", dates[i][0]);
		cr_expect_str_eq(document->service[SERVICE_DATE], dates[i][1], "«%s»", dates[i][0]);
	}
}

Test(change, the_day_on_which_evidence_was_seen_is_a_day_of_the_calendar_or_nothing)
{
	const char *seen = document->grids[FIXTURE_DATA].answers[0].field[ANSWER_EVIDENCE_DATE];

	cr_expect_str_eq(seen, "");
	for (size_t i = 0; i < ARRAY_SIZE(dates); i++) {
		fixture_set(document, "answer.data.quality.errors.evidence_date=%s", dates[i][0]);
		cr_expect_str_eq(document->grids[FIXTURE_DATA].answers[0].field[ANSWER_EVIDENCE_DATE], dates[i][1],
				 "«%s»", dates[i][0]);
	}
	expect_refused(document, "answer.data.quality.errors.evidence_date", "last week");
	expect_refused(document, "answer.data.quality.errors.evidence_date", "2026-02-30");
}

Test(change, a_date_that_was_any_text_stays_as_it_is_until_it_is_changed)
{
	struct change_list list = { 0 };
	struct err err = { 0 };

	struct change *change = change_add(&list, CHANGE_SERVICE, "", "date", "autumn 2026");
	cr_expect(document_apply(document, change, &err), "%s", err.text);
	cr_expect(fixture_try(document, "service.date", "autumn 2026", &err), "%s", err.text);
	cr_expect_str_eq(document->service[SERVICE_DATE], "autumn 2026");
	expect_refused(document, "service.date", "winter 2026");
	change_list_release(&list);
}

Test(change, an_applied_change_knows_what_was_and_what_is)
{
	struct change_list list = { 0 };
	struct err err;

	fixture_fill(document, "use-case.u.delay=2");
	struct change *change = change_add(&list, CHANGE_USE_CASE, "u", "delay", " 3,50 ");
	cr_assert(document_apply(document, change, &err), "%s", err.text);
	cr_expect_str_eq(change->before, "2");
	cr_expect_str_eq(change->value, "3.5", "canonical: «%s»", change->value);
	cr_expect_str_eq(document_use_case(document, "u")->field[USE_CASE_DELAY], "3.5");
	change_list_release(&list);
}

Test(change, numbers_of_the_service_are_canonical_and_empty_is_no_figure)
{
	cr_expect(isnan(document_number(document, SERVICE_BUDGET)), "nothing is not 0");
	fixture_fill(document, "service.budget=40 000 €\nservice.capacity=12,50 jours");
	cr_expect_str_eq(document->service[SERVICE_BUDGET], "40000");
	cr_expect_str_eq(document->service[SERVICE_CAPACITY], "12.5");
	cr_expect(document_number(document, SERVICE_BUDGET) == 40000);
	fixture_fill(document, "service.budget=0\nservice.capacity=");
	cr_expect(document_number(document, SERVICE_BUDGET) == 0, "0 is a figure");
	cr_expect(isnan(document_number(document, SERVICE_CAPACITY)));
}

Test(change, an_unknown_participant_is_added_and_goes_with_the_vote)
{
	struct change_list list = { 0 };
	struct err err;

	fixture_fill(document, "use-case.u.name=U\nvote.u.impact.business.A=3");
	cr_assert(document->participant_count == 1);
	struct change *change = change_add(&list, CHANGE_VOTE, "u.impact.business", "B.1", "4");
	cr_assert(document_apply(document, change, &err));
	cr_assert(document->participant_count == 2);
	cr_expect_str_eq(document->participants[1], "B");
	document_revert(document, change);
	cr_expect(document->participant_votes[0] == 1 && document->participant_votes[1] == 0, "B counts as not there");
	change_list_release(&list);
}

/* Names that a participant may have, and not. */
static const struct {
	const char *name;
	bool taken;
} names[] = {
	{ "Camille", true }, { "M. Dupont", true }, { "Pôle 3", true }, { "A.b", true },   { "A.", true },
	{ "", false },       { " A", false },       { "A ", false },    { "A\nB", false }, { "A.2", false },
};

Test(change, a_participant_has_a_name_that_no_round_can_be_read_into)
{
	struct err err;

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		cr_expect(participant_name_check(names[i].name, &err) == names[i].taken, "«%s»", names[i].name);
		struct change_list list = { 0 };
		struct change *change = change_add(&list, CHANGE_PARTICIPANT, names[i].name, "present", "yes");
		cr_expect(document_apply(document, change, &err) == names[i].taken, "«%s»", names[i].name);
		change_list_release(&list);
	}
}

Test(change, a_participant_is_known_as_long_as_they_are_listed_or_have_a_vote)
{
	fixture_fill(document, "use-case.u.name=U\nparticipant.A.present=yes\nvote.u.impact.business.B=3");
	cr_assert(document->participant_count == 2);
	cr_expect(participant_is_known(document, 0) && participant_is_known(document, 1));
	fixture_fill(document, "participant.B.away=yes\nparticipant.A.present=");
	cr_expect(!participant_is_known(document, 0) && !participant_is_here(document, 0));
	cr_expect(participant_is_known(document, 1) && !participant_is_here(document, 1));
	fixture_fill(document, "participant.A.present=yes\nparticipant.B.away=");
	cr_expect(participant_is_here(document, 0) && participant_is_here(document, 1));
}

Test(change, participants_rounds_and_votes_are_made_again_in_their_order)
{
	struct document *again = fixture_document();
	struct change_list list = { 0 }, none = { 0 };
	struct err err;

	fixture_fill(document, "use-case.u.name=U\nvote.u.impact.business.Z=3\nvote.u.risk.change.Y=2\n"
			       "participant.X.present=yes\nparticipant.Y.away=yes\nvote.u.impact.strategic.W=1\n"
			       "round.u.impact.strategic.hidden=1");
	document_difference(NULL, document, &list);
	cr_assert(document_apply_all(again, &list, true, &err), "%s", err.text);
	cr_assert(again->participant_count == 4);
	for (size_t i = 0; i < 4; i++)
		cr_expect_str_eq(again->participants[i], document->participants[i]);
	cr_expect(!participant_is_here(again, 1));
	cr_expect_eq(hidden_round(&document_use_case(again, "u")->scores[FIXTURE_STRATEGIC]), 1);
	document_difference(again, document, &none);
	cr_expect_eq(none.count, 0);
	change_list_release(&list);
	change_list_release(&none);
	document_free(again);
}

Test(change, a_vote_that_is_withdrawn_counts_no_more)
{
	struct change_list list = { 0 };
	struct evaluation evaluation;
	struct err err;

	fixture_fill(document, "use-case.u.name=U\nvote.u.impact.business.A.1=2\nvote.u.impact.business.A.2=5");
	struct change *change = change_add(&list, CHANGE_VOTE, "u.impact.business", "A.2", "");
	cr_assert(document_apply(document, change, &err), "%s", err.text);
	evaluation_compute(document, &evaluation);
	const struct criterion_result *criterion = &fixture_result(&evaluation, "u")->criteria[FIXTURE_BUSINESS];
	cr_expect(criterion->score == 2 && criterion->round == 1 && criterion->vote_count == 1);
	evaluation_release(&evaluation);
	change_list_release(&list);
}

Test(change, everybody_who_withdraws_and_comes_back_stands_where_he_stood)
{
	static const char *const people[] = { "A.1", "B.1", "C.1" };
	struct change_list list = { 0 };
	struct err err;

	fixture_fill(document, "use-case.u.name=U\nvote.u.impact.business.A=2\n"
			       "vote.u.impact.business.B=3\nvote.u.impact.business.C=4");
	char *before = fixture_snapshot(document);
	for (size_t i = 0; i < ARRAY_SIZE(people); i++)
		cr_assert(document_apply(document, change_add(&list, CHANGE_VOTE, "u.impact.business", people[i], ""),
					 &err));
	for (size_t i = list.count; i-- > 0;)
		document_revert(document, &list.items[i]);
	char *after = fixture_snapshot(document);
	cr_expect_str_eq(before, after, "%s\nis not\n%s", after, before);
	change_list_release(&list);
	free(before);
	free(after);
}

Test(change, a_use_case_taken_away_comes_back_as_it_was)
{
	struct change_list list = { 0 };
	struct err err;

	fixture_add_quick_win(document, "a");
	fixture_add_quick_win(document, "b");
	fixture_fill(document, "vote.a.impact.business.A=3");
	char *before = fixture_snapshot(document);
	struct change *change = change_add(&list, CHANGE_USE_CASE, "a", "present", "");
	cr_assert(document_apply(document, change, &err), "%s", err.text);
	cr_expect(!document_use_case(document, "a") && document_present_count(document) == 1);
	document_revert(document, change);
	char *after = fixture_snapshot(document);
	cr_expect_str_eq(before, after);
	cr_expect(document_use_case(document, "a") && document_present_count(document) == 2);
	change_list_release(&list);
	free(before);
	free(after);
}

static void expect_matrix(const char *id)
{
	cr_expect_str_eq(document->matrix, id);
	cr_expect(document->content->matrix == content_matrix(document->content, id), "«%s» is in use, not «%s»",
		  document->content->matrix->id, id);
}

Test(change, a_matrix_is_in_use_from_its_change_until_that_is_taken_back)
{
	struct change_list list = { 0 };
	struct err err = { 0 };

	expect_matrix("valeur-facilite");
	change_add(&list, CHANGE_MATRIX, "", "id", "roi-risque");
	change_add(&list, CHANGE_MATRIX, "", "id", "impact-faisabilite");
	change_add(&list, CHANGE_MATRIX, "", "id", "");
	cr_assert(document_apply(document, &list.items[0], &err), "%s", err.text);
	expect_matrix("roi-risque");
	cr_expect_str_eq(list.items[0].before, "valeur-facilite");
	cr_assert(document_apply(document, &list.items[1], &err), "%s", err.text);
	expect_matrix("impact-faisabilite");
	cr_assert(document_apply(document, &list.items[2], &err), "%s", err.text);
	expect_matrix("valeur-facilite");
	cr_expect_str_eq(list.items[2].value, "valeur-facilite", "the one that the dossier was made with");
	document_revert(document, &list.items[2]);
	expect_matrix("impact-faisabilite");
	document_revert(document, &list.items[1]);
	expect_matrix("roi-risque");
	document_revert(document, &list.items[0]);
	expect_matrix("valeur-facilite");
	change_list_release(&list);
}

Test(change, a_matrix_that_is_not_there_is_refused_with_those_that_are)
{
	struct err err = { 0 };

	cr_expect(!fixture_try(document, "matrix.id", "nothing", &err) && err.kind == ERR_VALUE);
	cr_expect(strstr(err.text, "nothing") && strstr(err.text, "valeur-facilite, roi-risque, impact-faisabilite"),
		  "«%s»", err.text);
	expect_matrix("valeur-facilite");
}

Test(change, a_refused_batch_leaves_the_matrix_in_use)
{
	struct change_list list = { 0 };
	struct err err = { 0 };

	change_add(&list, CHANGE_MATRIX, "", "id", "roi-risque");
	change_add(&list, CHANGE_SERVICE, "", "name", "");
	cr_expect(!document_apply_all(document, &list, false, &err));
	expect_matrix("valeur-facilite");
	change_list_release(&list);
}

Test(change, kinds_have_the_words_of_the_journal)
{
	static const char *const words[] = { "service", "grid",    "answer", "use-case",    "score", "vote",
					     "matrix",  "charter", "use",    "participant", "round" };
	enum change_kind kind;

	for (int i = 0; i < CHANGE_KIND_COUNT; i++) {
		cr_expect_str_eq(change_kind_id((enum change_kind)i), words[i]);
		cr_expect(change_kind_parse(words[i], &kind) && kind == (enum change_kind)i, "%s", words[i]);
	}
	cr_expect(!change_kind_parse("nothing", &kind));
}

/* --- the charter and the inventory ----------------------------------------------------- */

Test(change, a_use_that_is_not_there_is_made_first_and_one_taken_away_begins_anew)
{
	struct change_list list = { 0 };
	struct err err;

	fixture_fill(document, "use.U001.name=Translator\nuse.U001.account=private\nuse.U001.present=");
	cr_expect(!document_use(document, "U001"));
	cr_assert(change_parse_key(document, "use.U001.team", "Reception", &list, &err));
	cr_assert(list.count == 4, "making, clearing two fields, the team: %zu", list.count);
	cr_assert(document_apply_all(document, &list, false, &err), "%s", err.text);
	const struct use *use = document_use(document, "U001");
	cr_assert(use);
	cr_expect_str_eq(use->field[USE_ACCOUNT], "");
	cr_expect_str_eq(use->field[USE_TEAM], "Reception");
	cr_expect_str_eq(use_name(use), "U001");
	change_list_release(&list);
}

Test(change, an_id_of_a_use_is_not_given_twice)
{
	size_t number = 0;
	char id[32];

	fixture_fill(document, "use.U001.name=a\nuse.U002.name=b\nuse.U002.present=");
	document_next_use_id(document, &number, id);
	cr_expect_str_eq(id, "U003");
}

Test(change, the_inventory_counts_what_is_outside_work_accounts_and_what_is_about_health)
{
	struct inventory_counts counts;

	fixture_fill(document,
		     "use.a.account=private\nuse.a.data=health\nuse.b.account=unknown\nuse.c.account=work\n"
		     "use.c.data=health\nuse.d.name=d\nuse.e.account=private\nuse.e.data=health\nuse.e.present=");
	inventory_count(&document->inventory, &counts);
	cr_expect(counts.uses == 4 && counts.outside == 2 && counts.health == 2, "%zu, %zu, %zu", counts.uses,
		  counts.outside, counts.health);
}

Test(change, the_charter_informs_questions_and_answers_none)
{
	struct charter_reading reading;

	fixture_fill(document, "charter.oversight.state=yes\ncharter.privacy.state=no\ncharter.training.state=partly");
	charter_read(document, &reading);
	cr_expect(reading.states[PRINCIPLE_YES] == 1 && reading.states[PRINCIPLE_PARTLY] == 1 &&
		  reading.states[PRINCIPLE_NO] == 1 && reading.states[PRINCIPLE_OPEN] == 0);
	cr_assert(reading.feeds && reading.grid == FIXTURE_AI && reading.dimension == 0);
	cr_expect(reading.principles == 2 && reading.kept == 1, "%zu, %zu", reading.principles, reading.kept);
	cr_expect(reading.informed == 2 && reading.questions == 2, "%zu, %zu", reading.informed, reading.questions);
	for (size_t g = 0; g < 2; g++)
		for (size_t q = 0; q < document->content->grids[g].question_count; q++)
			cr_expect(answer_level(&document->grids[g].answers[q]) == ANSWER_BLANK);
	document->content->charter.principles[2].feeds = "ai.usage";
	charter_read(document, &reading);
	cr_expect(reading.principles == 1 && reading.informed == 1);
	document->content->charter.feeds = "ai.nothing";
	charter_read(document, &reading);
	cr_expect(!reading.feeds);
}

/* --- all or nothing -------------------------------------------------------------- */

Test(change, one_that_is_refused_takes_the_whole_batch_back)
{
	struct change_list list = { 0 };
	struct err err = { 0 };

	fixture_fill(document, "use-case.u.name=U\nservice.name=Before");
	char *before = fixture_snapshot(document);
	change_add(&list, CHANGE_SERVICE, "", "name", "After");
	change_add(&list, CHANGE_USE_CASE, "v", "present", "yes");
	change_add(&list, CHANGE_USE_CASE, "v", "name", "V");
	change_add(&list, CHANGE_VOTE, "v.impact.business", "New.1", "3");
	change_add(&list, CHANGE_USE_CASE, "u", "delay", "soon");
	cr_expect(!document_apply_all(document, &list, false, &err) && *err.text);
	char *after = fixture_snapshot(document);
	cr_expect_str_eq(before, after);
	change_list_release(&list);
	free(before);
	free(after);
}

Test(change, strict_wants_every_prerequisite_to_exist)
{
	struct change_list list = { 0 };
	struct err err = { 0 };

	change_add(&list, CHANGE_USE_CASE, "u", "present", "yes");
	change_add(&list, CHANGE_USE_CASE, "u", "depends", "nowhere");
	cr_expect(!document_apply_all(document, &list, true, &err));
	cr_expect(strstr(err.text, "nowhere"), "«%s»", err.text);
	cr_expect(!document_use_case(document, "u"), "all or none");
	cr_expect(document_apply_all(document, &list, false, &err), "%s", err.text);
	change_list_release(&list);
}

Test(change, strict_takes_what_the_batch_itself_brings_later)
{
	struct change_list list = { 0 };
	struct err err = { 0 };

	change_add(&list, CHANGE_USE_CASE, "u", "present", "yes");
	change_add(&list, CHANGE_USE_CASE, "u", "depends", "v");
	change_add(&list, CHANGE_USE_CASE, "v", "present", "yes");
	cr_expect(document_apply_all(document, &list, true, &err), "%s", err.text);
	change_list_release(&list);
}
