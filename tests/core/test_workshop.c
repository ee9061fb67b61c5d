/*
 * What a workshop reads from a dossier, and the changes that it makes.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "cadran/core/scoring.h"
#include "cadran/core/workshop.h"
#include "fixture.h"

static struct document *document;

static void open_document(void)
{
	document = fixture_document();
}

static void close_document(void)
{
	document_free(document);
}

TestSuite(workshop, .init = open_document, .fini = close_document);

static const struct score *score_of(size_t criterion)
{
	return &document_use_case(document, "u")->scores[criterion];
}

static void apply(struct change_list *list)
{
	struct err err;

	cr_assert(document_apply_all(document, list, true, &err), "%s", err.text);
	change_list_release(list);
}

static void fill_room(void)
{
	fixture_fill(document, "use-case.u.name=U\nuse-case.v.name=V\nparticipant.A.present=yes\n"
			       "participant.B.present=yes\nparticipant.C.present=yes\nparticipant.C.away=yes");
}

static void open_items(const struct ballot_item *items, size_t count)
{
	const struct ballot ballot = { (struct ballot_item *)(size_t)items, count };
	struct change_list list = { 0 };

	cr_assert_eq(workshop_open(document, &ballot, &list), count);
	apply(&list);
}

Test(workshop, a_ballot_is_all_that_is_hidden_use_case_by_use_case_and_family_by_family)
{
	struct ballot ballot;

	fill_room();
	open_items(
		(const struct ballot_item[]){ { 1, FIXTURE_ETHICAL }, { 0, FIXTURE_CHANGE }, { 0, FIXTURE_BUSINESS } },
		3);
	ballot_gather(document, &ballot);
	cr_assert(ballot.count == 3);
	cr_expect(ballot.items[0].use_case == 0 && ballot.items[0].criterion == FIXTURE_BUSINESS);
	cr_expect(ballot.items[1].use_case == 0 && ballot.items[1].criterion == FIXTURE_CHANGE);
	cr_expect(ballot.items[2].use_case == 1 && ballot.items[2].criterion == FIXTURE_ETHICAL);
	ballot_release(&ballot);
	fixture_fill(document, "use-case.u.present=");
	ballot_gather(document, &ballot);
	cr_expect_eq(ballot.count, 1, "what was taken away is not voted on");
	ballot_release(&ballot);
}

Test(workshop, an_abstention_is_a_vote_and_who_did_not_vote_yet_is_left)
{
	const struct ballot_item items[] = { { 0, FIXTURE_BUSINESS }, { 0, FIXTURE_ETHICAL } };
	struct change_list list = { 0 };
	struct ballot ballot;
	size_t first = 9;

	fill_room();
	open_items(items, 2);
	ballot_gather(document, &ballot);
	cr_expect_eq(ballot_left(document, &ballot, 0, &first), 2);
	workshop_vote(document, ballot.items[0], 0, "-", &list);
	apply(&list);
	cr_expect(ballot_has_vote(document, ballot.items[0], 0) && !ballot_has_vote(document, ballot.items[0], 1));
	cr_expect_eq(ballot_left(document, &ballot, 0, &first), 1);
	cr_expect_eq(first, 1);
	workshop_vote(document, ballot.items[1], 0, "2", &list);
	apply(&list);
	cr_expect_eq(ballot_left(document, &ballot, 0, &first), 0);
	cr_expect_eq(ballot_left(document, &ballot, 1, &first), 2);
	ballot_release(&ballot);
}

Test(workshop, an_item_goes_from_open_to_secret_to_revealed_to_retained)
{
	const struct ballot_item item = { 0, FIXTURE_BUSINESS };
	struct change_list list = { 0 };

	fill_room();
	cr_expect_eq(ballot_state(score_of(FIXTURE_BUSINESS)), BALLOT_OPEN);
	open_items(&item, 1);
	cr_expect_eq(ballot_state(score_of(FIXTURE_BUSINESS)), BALLOT_SECRET);
	workshop_vote(document, item, 0, "4", &list);
	workshop_reveal(document, item, &list);
	apply(&list);
	cr_expect_eq(ballot_state(score_of(FIXTURE_BUSINESS)), BALLOT_REVEALED);
	fixture_fill(document, "score.u.impact.business=3");
	cr_expect_eq(ballot_state(score_of(FIXTURE_BUSINESS)), BALLOT_RETAINED);
	open_items(&item, 1);
	cr_expect_eq(hidden_round(score_of(FIXTURE_BUSINESS)), 2, "the next round");
	cr_expect_eq(ballot_state(score_of(FIXTURE_BUSINESS)), BALLOT_SECRET);
}

Test(workshop, what_is_hidden_already_is_not_opened_again)
{
	const struct ballot_item item = { 0, FIXTURE_BUSINESS };
	const struct ballot ballot = { (struct ballot_item *)(size_t)&item, 1 };
	struct change_list list = { 0 };

	fill_room();
	open_items(&item, 1);
	cr_expect_eq(workshop_open(document, &ballot, &list), 0);
	cr_expect_eq(list.count, 0);
}

Test(workshop, hidden_votes_are_in_no_figure_and_no_report)
{
	const struct ballot_item item = { 0, FIXTURE_BUSINESS };
	struct change_list list = { 0 };
	struct disagreement votes;
	size_t counts[LEVEL_COUNT + 1];

	fill_room();
	fixture_fill(document, "vote.u.impact.business.A.1=2\nvote.u.impact.business.B.1=2");
	open_items(&item, 1);
	workshop_vote(document, item, 0, "5", &list);
	workshop_vote(document, item, 1, "1", &list);
	apply(&list);
	disagreement_compute(score_of(FIXTURE_BUSINESS), &votes);
	cr_expect(votes.votes == 2 && fixture_same(votes.median, 2) && fixture_same(votes.spread, 0));
	round_count(score_of(FIXTURE_BUSINESS), 2, counts);
	for (int level = 0; level <= LEVEL_COUNT; level++)
		cr_expect_eq(counts[level], 0, "%d", level);
	cr_expect_eq(round_below(score_of(FIXTURE_BUSINESS), 1000), 1);
	workshop_reveal(document, item, &list);
	apply(&list);
	disagreement_compute(score_of(FIXTURE_BUSINESS), &votes);
	cr_expect(votes.votes == 2 && fixture_same(votes.median, 3) && fixture_same(votes.spread, 4));
	cr_expect_eq(round_below(score_of(FIXTURE_BUSINESS), 1000), 2);
}

/* How far from the median a vote stands out. */
static const struct {
	double score, median;
	bool stands_out;
} outliers[] = {
	{ 1, 3, true },    { 5, 3, true },   { 2, 3, false },  { 4, 3, false },           { 3, 3, false },
	{ 1, 2.5, false }, { 5, 2.5, true }, { 1, 3.5, true }, { 3, (double)NAN, false },
};

Test(workshop, two_points_from_the_median_stand_out)
{
	for (size_t i = 0; i < sizeof(outliers) / sizeof(*outliers); i++)
		cr_expect_eq(vote_stands_out(outliers[i].score, outliers[i].median), outliers[i].stands_out,
			     "%g from %g", outliers[i].score, outliers[i].median);
}

Test(workshop, another_name_takes_all_votes_along_hidden_ones_too)
{
	const struct ballot_item item = { 0, FIXTURE_ETHICAL };
	struct change_list list = { 0 };
	size_t old, new;

	fill_room();
	fixture_fill(document,
		     "vote.u.impact.business.C.1=2\nvote.v.impact.business.C.3=-\nvote.u.impact.business.A.1=5");
	open_items(&item, 1);
	cr_assert(document_participant(document, "C", &old));
	workshop_vote(document, item, old, "4", &list);
	apply(&list);
	workshop_rename(document, old, "Cléo", &list);
	apply(&list);
	cr_assert(document_participant(document, "Cléo", &new));
	cr_expect(!participant_is_known(document, old) && participant_is_known(document, new));
	cr_expect(!participant_is_here(document, new), "absent as before");
	cr_expect_eq(document->participant_votes[new], 3);
	cr_expect_eq(document->participant_votes[old], 0);
	cr_expect(ballot_has_vote(document, item, new));
}

Test(workshop, who_is_removed_takes_their_votes_along_and_undo_brings_all_back)
{
	struct change_list list = { 0 };
	struct err err;
	size_t participant;

	fill_room();
	fixture_fill(document, "vote.u.impact.business.A.1=2\nvote.v.impact.business.A.1=3\nvote.v.risk.change.B.1=3");
	char *before = fixture_snapshot(document);
	cr_assert(document_participant(document, "A", &participant));
	cr_expect_eq(workshop_remove(document, participant, &list), 2);
	cr_assert(document_apply_all(document, &list, true, &err), "%s", err.text);
	cr_expect(!participant_is_known(document, participant));
	cr_expect_eq(counting_round(score_of(FIXTURE_BUSINESS)), 0);
	while (list.count) {
		document_revert(document, &list.items[--list.count]);
		change_release(&list.items[list.count]);
	}
	change_list_release(&list);
	char *after = fixture_snapshot(document);
	cr_expect_str_eq(after, before);
	free(before);
	free(after);
}
