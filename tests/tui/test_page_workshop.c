/*
 * A workshop, walked through with keys: who takes part, secret votes, what they
 * come to. What a key changed is looked up in the document.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/workshop.h"
#include "cadran/store/file.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void set(const char *kind_key, const char *value)
{
	struct change_list changes = { 0 };
	struct err err;

	cr_assert(change_parse_key(walk.session.document, kind_key, value, &changes, &err), "%s", err.text);
	cr_assert(ui_change_all(&walk.ui, &changes), "%s", walk.ui.message.data);
	(void)ui_settle(&walk.ui);
	walk.ui.message.data[0] = '\0';
	buf_clear(&walk.ui.message);
}

/* A dossier with two use cases and nobody in the room. */
static void begin_room(void)
{
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
	walk.ui.now = 1000;
	set("use-case.U1.name", "Dictation");
	set("use-case.U2.name", "Minutes");
}

static void begin(void)
{
	fixture_begin();
	begin_room();
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(workshop, .init = begin, .fini = end);

/* Ana, Bea and Cléo come in; the workshop is on the screen then. */
static void fill_room(void)
{
	walk_press(&walk, "V p a A n a <Enter> B e a <Enter> C l é o <Enter> <Enter> <Esc>");
}

static const struct score *score_of(const char *id, const char *criterion)
{
	const struct use_case *use_case = document_use_case(walk.session.document, id);
	size_t index;

	cr_assert(use_case && criteria_find(&walk.session.document->content->criteria, criterion, &index));
	return &use_case->scores[index];
}

static const char *vote_of(const char *criterion, const char *name, long round)
{
	const struct score *score = score_of("U1", criterion);
	size_t participant;

	cr_assert(document_participant(walk.session.document, name, &participant), "%s", name);
	for (size_t i = 0; i < score->vote_count; i++)
		if (score->votes[i].participant == participant && score->votes[i].round == round)
			return score->votes[i].score;
	return "";
}

#define FIRST "impact.strategic"

/* --- participants --------------------------------------------------------------------------- */

Test(workshop, participants_are_written_down_in_one_go_and_pseudonyms_are_welcome)
{
	walk_press(&walk, "V");
	walk_expect(&walk, "Nobody takes part yet: p says who does.");
	walk_press(&walk, "p");
	walk_expect(&walk, "A pseudonym will do: the file keeps each vote under the name");
	walk_press(&walk, "a A n a <Enter> B e a <Enter> <Enter>");
	walk_expect(&walk, "Participants · 2 of 2 here");
	cr_assert_eq(walk.session.document->participant_count, 2);
	cr_expect_str_eq(walk.session.document->participants[1], "Bea");
	walk_press(&walk, "a A n a <Enter>");
	walk_expect(&walk, "«Ana» takes part already");
	walk_press(&walk, "<C-u> A . 2 <Enter>");
	walk_expect(&walk, "ends as a round of votes does");
}

Test(workshop, a_participant_is_absent_renamed_and_removed_and_each_is_taken_back_in_words)
{
	fill_room();
	walk_press(&walk, "p <Home> <Space>");
	walk_expect(&walk, "saved: Ana: absent");
	walk_expect(&walk, "2 of 3 here");
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back: Ana: absent");
	walk_press(&walk, "<Home> <Enter> - X <Enter>");
	walk_expect(&walk, "saved: participant: Ana → Ana-X");
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back: participant: Ana → Ana-X");
	walk_press(&walk, "<Home> d");
	walk_expect(&walk, "participant removed: Ana · u brings it back");
	walk_expect(&walk, "2 of 2 here");
	walk_press(&walk, "u");
	walk_expect(&walk, "3 of 3 here");
}

Test(workshop, a_participant_a_use_case_and_a_criterion_are_found_by_their_words)
{
	fill_room();
	walk_press(&walk, "p <Home> / c l e <Enter> <Space>");
	walk_expect(&walk, "saved: Cléo: absent");
	walk_press(&walk, "u <Home> / z z z <Enter>");
	walk_expect(&walk, "zzz");
	walk_press(&walk, "<Esc> / m i n u t e s <Enter>");
	walk_expect(&walk, "Strategic impact · Minutes");
	walk_press(&walk, "/ l e g a l <Enter>");
	walk_expect(&walk, "· Minutes");
	walk_expect_not(&walk, "Strategic impact ·");
}

Test(workshop, a_secret_vote_that_nobody_gave_yet_is_not_said_to_be_given)
{
	fill_room();
	set("score.U1." FIRST, "3");
	set("round.U1." FIRST ".hidden", "1");
	walk_press(&walk, "<Home>");
	walk_expect(&walk, "0 of 3 have voted");
	walk_expect(&walk, "secret vote open · retained 3");
	walk_expect_not(&walk, "voted in secret");
}

Test(workshop, removing_somebody_who_voted_says_how_many_votes_go_and_asks)
{
	fill_room();
	set("vote.U1." FIRST ".Ana.1", "4");
	set("vote.U2." FIRST ".Ana.1", "2");
	walk_press(&walk, "p <Home> d");
	walk_expect(&walk, "2 votes go with «Ana». Remove? y or n");
	walk_press(&walk, "n <Enter>");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "4");
	walk_press(&walk, "d y <Enter>");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "");
	walk_press(&walk, "u");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "4");
}

Test(workshop, withdrawing_somebody_says_what_goes_asks_and_leaves_nothing_of_them_in_the_file)
{
	struct buf bytes;
	struct err err;

	fill_room();
	set("vote.U1." FIRST ".Ana.1", "4");
	set("vote.U1." FIRST ".Bea.1", "3");
	set("use-case.U2.need", "as Ana said");
	walk_press(&walk, "p <Home> w");
	walk_expect(&walk, "«Ana» and 1 vote go for good, undo and history too. Withdraw? y or n");
	walk_press(&walk, "n <Enter>");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "4");
	walk_press(&walk, "w y <Enter>");
	walk_expect(&walk, "«Ana» is withdrawn, with 1 vote; texts with the name in them: use-case.U2.need");
	walk_expect(&walk, "2 of 2 here");
	walk_expect_not(&walk, "here Ana");
	cr_expect_str_eq(vote_of(FIRST, "Bea", 1), "3");
	buf_init(&bytes);
	cr_assert(file_read(walk.path, &bytes, &err), "%s", err.text);
	cr_expect_null(strstr(bytes.data, "Ana,"));
	cr_expect_null(strstr(bytes.data, ".Ana"));
	buf_release(&bytes);
	walk_press(&walk, "<Home> <Space>");
	walk_expect(&walk, "saved: Bea: absent");
	walk_reopen(&walk);
	cr_expect_eq(walk.session.faults.count, 0);
}

/* --- the room ------------------------------------------------------------------------------- */

Test(workshop, an_empty_dossier_says_what_to_do_first)
{
	walk_end(&walk);
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
	walk_press(&walk, "V");
	walk_expect(&walk, "No use case yet: there is nothing to vote on.");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "There is no use case yet.");
}

Test(workshop, nobody_votes_where_nobody_is_here)
{
	walk_press(&walk, "V <Enter>");
	walk_expect(&walk, "nobody is here to vote: p says who takes part");
	cr_expect_eq(hidden_round(score_of("U1", FIRST)), 0);
}

Test(workshop, it_opens_once_from_anywhere_and_by_its_name)
{
	walk_press(&walk, "<M-6> V");
	walk_expect(&walk, "not voted");
	walk_press(&walk, "p V <Esc>");
	walk_expect_not(&walk, "not voted");
	walk_press(&walk, ": w o r k s h o p <Enter>");
	walk_expect(&walk, "not voted");
}

Test(workshop, enter_asks_for_what_v_chose)
{
	struct ballot ballot;

	fill_room();
	walk_expect(&walk, "11 required criteria of this use case");
	walk_press(&walk, "v");
	walk_expect(&walk, "this criterion of this use case");
	walk_press(&walk, "v");
	walk_expect(&walk, "this criterion over 2 use cases");
	walk_press(&walk, "<Enter>");
	ballot_gather(walk.session.document, &ballot);
	cr_expect_eq(ballot.count, 2);
	cr_expect(ballot.items[0].criterion == ballot.items[1].criterion);
	ballot_release(&ballot);
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back: Dictation, Strategic impact: secret votes, round 1 (and 1 other value)");
	ballot_gather(walk.session.document, &ballot);
	cr_expect_eq(ballot.count, 0);
	ballot_release(&ballot);
}

/* What figures make a score of asks for no vote: it is told apart, not counted as open and not jumped to. */
Test(workshop, a_score_that_figures_make_asks_for_no_vote)
{
	fill_room();
	walk_expect(&walk, "0 of 22 retained");
	set("use-case.U1.build_cost", "1000");
	walk_expect(&walk, "0 of 20 retained · 2 computed");
	walk_expect(&walk, "= computed");
	walk_expect(&walk, "9 required criteria of this use case");
	walk_press(&walk, "<Enter>");
	cr_expect(!hidden_round(score_of("U1", "roi.cost")), "it is no part of the ballot");
	cr_expect(hidden_round(score_of("U1", FIRST)));
}

/* --- votes ---------------------------------------------------------------------------------- */

/* Asks for a vote on one criterion of the first use case. */
static void ask_one(void)
{
	fill_room();
	walk_press(&walk, "v <Enter>");
}

Test(workshop, each_in_turn_sees_their_name_the_question_and_the_anchors)
{
	ask_one();
	walk_expect(&walk, "Pass the keyboard to Ana");
	walk_expect(&walk, "0 of 3 have voted. Not yet: Ana, Bea, Cléo.");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Strategic impact · Dictation");
	walk_expect(&walk, "5 The only known means");
	walk_expect(&walk, "x I abstain");
	walk_expect(&walk, "What you type is not shown.");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "press a figure from 1 to 5, or x to abstain, then Enter");
	walk_press(&walk, "2 4");
	walk_expect(&walk, "Your vote is typed.");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "", "not before it is confirmed");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "4", "the last figure typed");
	walk_expect(&walk, "Pass the keyboard to Bea");
	walk_expect(&walk, "1 of 3 has voted. Not yet: Bea, Cléo.");
	walk_press(&walk, "<Enter> x <Enter>");
	cr_expect_str_eq(vote_of(FIRST, "Bea", 1), "-");
}

Test(workshop, a_vote_may_be_cleared_before_it_is_confirmed_and_is_not_shown_while_it_is_typed)
{
	ask_one();
	walk_press(&walk, "<Enter> 4 <Backspace> <Enter>");
	walk_expect(&walk, "press a figure from 1 to 5, or x to abstain, then Enter");
	walk_press(&walk, "4 M");
	walk_expect(&walk, "not while somebody votes");
	walk_expect(&walk, "Your vote is typed.");
	cr_expect_not(walk.ui.room.shows);
	walk_press(&walk, "j");
	walk_expect(&walk, "a cursor would show your vote");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "");
}

Test(workshop, a_voter_goes_through_the_whole_ballot_before_the_keyboard_goes_on)
{
	fill_room();
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, "Ana · vote 1 of 11");
	walk_press(&walk, "1 <Enter>");
	walk_expect(&walk, "Ana · vote 2 of 11");
	walk_press(
		&walk,
		"2 <Enter> 3 <Enter> 4 <Enter> 5 <Enter> 1 <Enter> 2 <Enter> 3 <Enter> 4 <Enter> 5 <Enter> x <Enter>");
	walk_expect(&walk, "Pass the keyboard to Bea");
}

Test(workshop, who_is_not_there_comes_later_and_who_is_absent_is_not_waited_for)
{
	ask_one();
	walk_press(&walk, "<Right>");
	walk_expect(&walk, "Ana votes later");
	walk_expect(&walk, "Pass the keyboard to Bea");
	walk_press(&walk, "<Enter> 3 <Enter> <Right>");
	walk_expect(&walk, "1 of 3 has voted. Not yet: Ana, Cléo.");
	walk_expect(&walk, "Enter reveals the votes.");
	walk_press(&walk, "<Left>");
	walk_expect(&walk, "Pass the keyboard to Ana");
	walk_press(&walk, "p <Home> <Space> <Esc>");
	walk_expect(&walk, "Pass the keyboard to Cléo");
	walk_expect(&walk, "1 of 2 has voted. Not yet: Cléo.");
}

Test(workshop, a_vote_may_be_shown_to_who_types_it_and_arrows_choose_it_then)
{
	fill_room();
	walk_press(&walk, "M");
	walk_expect(&walk, "turn the screen and the projector away");
	walk_press(&walk, "v <Enter> <Enter> j j j");
	struct surface surface;
	char *screen = walk_screen(&walk, &surface);
	bool marked = false;

	for (int row = 0; row < surface.height; row++) {
		const struct surface_cell *cell = surface_at(&surface, row, 2);

		if (cell->text[0] == '3' && (cell->attributes & ATTRIBUTE_REVERSE))
			marked = surface.cursor_row == row;
	}
	cr_expect(marked, "%s", screen);
	free(screen);
	surface_release(&surface);
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "3");
}

/* --- secrecy -------------------------------------------------------------------------------- */

/* Screens one after the other, cells, weights and cursor. */
struct film {
	struct buf text;
};

static void mask_folder(char *text)
{
	for (char *at = strstr(text, walk.folder); at; at = strstr(at, walk.folder))
		memset(at + strlen(walk.folder) - 6, '0', 6);
}

static void take_picture(struct film *film)
{
	struct surface surface;
	char *screen = walk_screen(&walk, &surface);

	mask_folder(screen);
	buf_add_text(&film->text, screen);
	buf_add_format(&film->text, "cursor %d,%d:", surface.cursor_row, surface.cursor_column);
	for (int row = 0; row < surface.height; row++)
		for (int column = 0; column < surface.width; column++)
			buf_add_char(&film->text, (char)('a' + surface_at(&surface, row, column)->attributes));
	buf_add_text(&film->text, "\n");
	free(screen);
	surface_release(&surface);
}

static void press_filmed(struct film *film, const char *keys)
{
	char *copy = xstrdup(keys), *rest = copy;

	for (char *key; (key = strtok_r(rest, " ", &rest));) {
		walk_press(&walk, key);
		take_picture(film);
	}
	free(copy);
}

/* All that can be looked at between a first vote and its reveal; the vote is `vote`. */
static void film_room(const char *vote, struct film *film)
{
	buf_init(&film->text);
	walk_end(&walk);
	begin_room();
	ask_one();
	press_filmed(film, "<Enter>");
	press_filmed(film, vote);
	press_filmed(film, "<Enter> <Enter> <Esc>");
	/* Everywhere that scores, votes and changes are told. */
	press_filmed(
		film,
		"<M-1> <M-2> <M-3> <M-4> <Enter> <Esc> <M-5> ? <Esc> v ? <Esc> v <M-6> ? <Esc> r <Esc> <M-7> <M-8>");
	press_filmed(film, "V c j k V <Enter> P P <M-1> V p <Esc> V");
	press_filmed(film, "u U u U");
	walk_press(&walk, "<M-1> V <Enter> <Enter>");
	press_filmed(film, vote);
	press_filmed(film, "<Enter> u");
	walk_reopen(&walk);
	walk.ui.now = 1000;
	press_filmed(film, "V <Enter> <Enter> 3 <Enter> <Enter> 3 <Enter>");
}

Test(workshop, no_screen_between_a_vote_and_its_reveal_depends_on_it)
{
	static const char *const votes[] = { "1", "5", "3", "x" };
	struct film first;

	film_room(votes[0], &first);
	for (size_t i = 1; i < sizeof(votes) / sizeof(*votes); i++) {
		struct film film;

		film_room(votes[i], &film);
		size_t at = 0;
		while (first.text.data[at] && first.text.data[at] == film.text.data[at])
			at++;
		cr_expect(!first.text.data[at] && !film.text.data[at],
			  "a vote of %s is told:\n%.2500s\nagainst\n%.2500s", votes[i],
			  first.text.data + (at > 1800 ? at - 1800 : 0), film.text.data + (at > 1800 ? at - 1800 : 0));
		buf_release(&film.text);
	}
	buf_release(&first.text);
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Round 1 · 2 votes · 1 abstention");
}

Test(workshop, undo_takes_back_the_last_vote_without_telling_it)
{
	ask_one();
	walk_press(&walk, "<Enter> 5 <Enter> u");
	walk_expect(&walk, "taken back: Dictation, Strategic impact: vote");
	walk_expect(&walk, "Pass the keyboard to Ana");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "");
	walk_press(&walk, "U");
	walk_expect(&walk, "Pass the keyboard to Bea");
	cr_expect_str_eq(vote_of(FIRST, "Ana", 1), "5");
}

Test(workshop, after_a_stop_the_room_goes_on_where_it_was_still_hidden)
{
	ask_one();
	walk_press(&walk, "<Enter> 5 <Enter>");
	walk_reopen(&walk);
	walk_press(&walk, "V");
	walk_expect(&walk, "Enter goes on with the secret vote: 1 of 3 has voted. Not yet: Bea, Cléo.");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Pass the keyboard to Bea");
	cr_expect_eq(hidden_round(score_of("U1", FIRST)), 1);
}

Test(workshop, after_a_stop_home_says_that_a_vote_is_open_and_leads_back_to_it)
{
	ask_one();
	walk_press(&walk, "<Enter> 5 <Enter>");
	walk_reopen(&walk);
	walk_press(&walk, "H");
	walk_expect(&walk, "▶ Next: A secret vote is open: V goes back to it.");
	walk_press(&walk, "?");
	walk_expect(&walk, "Votes that are not revealed count in no figure and no export.");
	walk_press(&walk, "<Home> <Enter>");
	walk_expect(&walk, "Enter goes on with the secret vote: 1 of 3 has voted. Not yet: Bea, Cléo.");
}

Test(workshop, who_gets_another_name_keeps_their_place_in_the_list_and_in_the_round)
{
	fill_room();
	walk_press(&walk, "p <Home> <Enter> <C-u> Z o é <Enter>");
	walk_expect(&walk, "participant: Ana → Zoé");
	walk_expect(&walk, "here Zoé 0 votes here Bea 0 votes here Cléo 0 votes");
	walk_press(&walk, "<Enter> <C-u> A n n e <Enter>");
	walk_expect(&walk, "here Anne 0 votes here Bea 0 votes here Cléo 0 votes");
	walk_press(&walk, "u");
	walk_expect(&walk, "here Zoé 0 votes here Bea 0 votes here Cléo 0 votes");
	walk_reopen(&walk);
	walk_press(&walk, "V <Enter>");
	walk_expect(&walk, "Pass the keyboard to Zoé");
	walk_expect(&walk, "Not yet: Zoé, Bea, Cléo.");
}

/* --- the reveal ------------------------------------------------------------------------------- */

/* Three votes on one criterion, revealed. */
static void reveal_votes(const char *votes)
{
	ask_one();
	for (; *votes; votes++) {
		const char key[] = { *votes, '\0' };

		walk_press(&walk, "<Enter>");
		walk_press(&walk, key);
		walk_press(&walk, "<Enter>");
	}
	walk_press(&walk, "<Enter>");
}

Test(workshop, the_reveal_shows_the_spread_in_shapes_and_words_and_names_who_stands_out)
{
	reveal_votes("225");
	walk_expect(&walk, "Round 1 · 3 votes");
	walk_expect(&walk, "2 ████ 2");
	walk_expect(&walk, "5 ██ 1");
	walk_expect(&walk, "Median 2 · interquartile range 1.5 · from 2 to 5 · 1 vote apart");
	walk_expect(&walk, "Two points or more from the median: Cléo (5). They speak first.");
	walk_expect(&walk, "Discussion 3:00");
}

Test(workshop, the_question_mark_says_what_the_figures_of_the_reveal_mean)
{
	reveal_votes("225");
	walk_press(&walk, "?");
	walk_expect(&walk, "Half of the votes lie within the interquartile range.");
	walk_expect(&walk, "A vote stands apart two points or more from the median");
	walk_expect(&walk, "disagreement above 1, here 0.68");
	walk_press(&walk, "<F1>");
	walk_expect(&walk, "Abstain, which is a vote of its own");
}

Test(workshop, votes_that_agree_name_nobody)
{
	reveal_votes("344");
	walk_expect(&walk, "votes close together");
	walk_expect(&walk, "Nobody is two points or more away from the median.");
	walk_expect_not(&walk, "(3)");
}

Test(workshop, the_median_is_proposed_and_enter_retains_it)
{
	reveal_votes("345");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Score to retain for «Strategic impact», from 1 to 5");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(score_of("U1", FIRST)->retained, "4");
	walk_expect(&walk, "1 of 22 retained");
	walk_expect(&walk, "2 Impact on daily work · Dictation");
}

Test(workshop, another_score_may_be_typed_and_one_that_is_none_is_refused)
{
	reveal_votes("345");
	walk_press(&walk, "<Enter> <C-u> 7 <Enter>");
	walk_expect(&walk, "«7» is not a score; expected 1 to 5");
	walk_press(&walk, "<C-u> 3 . 5 <Enter>");
	cr_expect_str_eq(score_of("U1", FIRST)->retained, "3.5");
}

Test(workshop, what_is_typed_replaces_the_proposed_median)
{
	reveal_votes("345");
	walk_press(&walk, "<Enter> 3 <Enter>");
	cr_expect_str_eq(score_of("U1", FIRST)->retained, "3");
}

Test(workshop, the_proposed_median_is_kept_by_a_key_of_the_cursor)
{
	reveal_votes("345");
	walk_press(&walk, "<Enter> <End> . 2 <Enter>");
	cr_expect_str_eq(score_of("U1", FIRST)->retained, "4.2");
}

Test(workshop, a_second_round_is_hidden_again_and_the_first_one_stays)
{
	reveal_votes("225");
	walk_press(&walk, "T");
	walk_expect(&walk, "Pass the keyboard to Ana");
	cr_expect_eq(hidden_round(score_of("U1", FIRST)), 2);
	walk_press(&walk, "<Enter> 3 <Enter> <Enter> 3 <Enter> <Enter> 4 <Enter>");
	cr_expect_str_eq(vote_of(FIRST, "Cléo", 1), "5");
	cr_expect_str_eq(vote_of(FIRST, "Cléo", 2), "4");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Round 2 · 3 votes");
	walk_expect(&walk, "Round 1: median 2 · from 2 to 5");
}

Test(workshop, the_next_item_of_a_ballot_comes_by_itself)
{
	fill_room();
	walk_press(&walk, "v v <Enter>");
	walk_press(&walk, "<Enter> 1 <Enter> 2 <Enter> <Enter> 1 <Enter> 2 <Enter> <Enter> 1 <Enter> 2 <Enter>");
	walk_expect(&walk, "Strategic impact · Dictation");
	walk_press(&walk, "<Enter> <Enter> <Enter>");
	cr_expect_str_eq(score_of("U1", FIRST)->retained, "1");
	walk_expect(&walk, "Strategic impact · Minutes");
	walk_expect(&walk, "Enter reveals the votes.");
	walk_press(&walk, "<Enter> <Enter> <Enter>");
	cr_expect_str_eq(score_of("U2", FIRST)->retained, "2");
	walk_expect(&walk, "2 of 22 retained");
}

Test(workshop, votes_without_a_score_are_looked_at_again_from_the_room)
{
	reveal_votes("345");
	walk_press(&walk, "<Esc> <Left>");
	walk_expect(&walk, "revealed · round 1 · 3 votes · median 4");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Round 1 · 3 votes");
}

Test(workshop, abstentions_alone_leave_no_median)
{
	reveal_votes("xxx");
	walk_expect(&walk, "Round 1 · 0 votes · 3 abstentions");
	walk_expect(&walk, "Nobody gave a score in this round.");
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, "type a score from 1 to 5");
	cr_expect_str_eq(score_of("U1", FIRST)->retained, "");
}

/* --- the timer -------------------------------------------------------------------------------- */

static void draw_once(void)
{
	char *screen = walk_screen(&walk, NULL);

	free(screen);
}

Test(workshop, the_discussion_wakes_once_a_second_and_only_while_it_runs)
{
	reveal_votes("225");
	draw_once();
	cr_expect_eq(ui_wait(&walk.ui), -1, "before it is started");
	walk_press(&walk, "<Space>");
	draw_once();
	cr_expect_eq(ui_wait(&walk.ui), 1000);
	walk.ui.now += 400;
	cr_expect(!ui_tick(&walk.ui), "not before its time");
	cr_expect_eq(ui_wait(&walk.ui), 600);
	walk.ui.now += 600;
	cr_expect(ui_tick(&walk.ui));
	walk_expect(&walk, "Discussion 2:59 · Space stops the time");
	walk_press(&walk, "<Space>");
	draw_once();
	cr_expect_eq(ui_wait(&walk.ui), -1, "while it stands still");
	walk.ui.now += 60000;
	walk_expect(&walk, "Discussion 2:59 · Space lets the time run");
	walk_press(&walk, "<Space>");
	walk.ui.now += 200000;
	walk_expect(&walk, "Discussion 0:00 · the time is up");
	cr_expect_eq(ui_wait(&walk.ui), -1, "after its end");
}

Test(workshop, the_discussion_goes_on_while_another_page_is_looked_at)
{
	reveal_votes("225");
	walk_press(&walk, "<Space> <M-2>");
	draw_once();
	cr_expect_eq(ui_wait(&walk.ui), 1000);
	walk.ui.now += 30000;
	walk_expect(&walk, "Discussion 2:30");
	walk_press(&walk, "<M-1>");
	walk_expect(&walk, "Discussion 2:30");
}

Test(workshop, the_discussion_goes_on_on_another_pile_where_its_item_is_shown_again)
{
	reveal_votes("225");
	walk_press(&walk, "<Space> <M-6>");
	walk.ui.now += 30000;
	walk_press(&walk, "V <Enter>");
	walk_expect(&walk, "Discussion 2:30 · Space stops the time");
}

Test(workshop, the_end_of_a_discussion_is_told_wherever_one_is_and_rings_once)
{
	reveal_votes("225");
	walk_press(&walk, "<Space> <M-6>");
	draw_once();
	cr_expect_not(walk.ui.bell);
	walk.ui.now += 180000;
	walk_expect(&walk, "Discussion 0:00 · the time is up");
	cr_expect(walk.ui.bell);
	walk.ui.bell = false;
	draw_once();
	cr_expect_not(walk.ui.bell, "once");
	cr_expect_eq(ui_wait(&walk.ui), -1, "after its end");
}

Test(workshop, minutes_of_a_discussion_are_typed)
{
	fill_room();
	walk_press(&walk, "D <C-u> 0 <Enter>");
	walk_expect(&walk, "«0» is not a number of minutes; expected 1 to 120");
	walk_press(&walk, "<C-u> 5 <Enter> v <Enter> <Enter> 1 <Enter> <Enter> 1 <Enter> <Enter> 1 <Enter> <Enter>");
	walk_expect(&walk, "Discussion 5:00");
}

Test(workshop, how_long_is_left_follows_from_what_was_retained_since_the_first_vote)
{
	fill_room();
	walk_expect_not(&walk, "left at this pace");
	walk_press(&walk, "v <Enter> <Enter> 3 <Enter> <Enter> 3 <Enter> <Enter> 3 <Enter> <Enter>");
	walk.ui.now += 2 * 60 * 1000;
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, "1 of 22 retained · about 42 min left at this pace");
}

Test(workshop, the_history_that_was_open_below_leads_back_to_the_vote)
{
	walk_press(&walk, "J");
	ask_one();
	walk_press(&walk, "J");
	walk_expect(&walk, "secret votes, round 1");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Pass the keyboard to Ana");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Enter goes on with the secret vote");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "The service");
}

Test(workshop, what_is_voted_on_stays_while_a_vote_is_open)
{
	ask_one();
	walk_press(&walk, "<Esc> v");
	walk_expect(&walk, "a secret vote is open: Enter goes on with it, u takes it back");
	walk_press(&walk, "u");
	walk_expect(&walk, "Enter asks for a secret vote on: this criterion of this use case");
}

/* --- the projector ---------------------------------------------------------------------------- */

static void expect_projected(const char *text)
{
	walk_expect(&walk, text);
	walk_expect_not(&walk, "8 Scorecard");
	walk_expect_not(&walk, "q quit");
}

Test(workshop, the_projector_shows_what_is_talked_about_and_nothing_else)
{
	ask_one();
	walk_press(&walk, "P");
	expect_projected("Pass the keyboard to Ana");
	walk_expect(&walk, "P back to the usual screen");
	walk_press(&walk, "<Enter>");
	expect_projected("x I abstain");
	walk_press(&walk, "3 <Enter> <Enter> 3 <Enter> <Enter> 3 <Enter> <Enter>");
	expect_projected("3 ██████ 3");
	walk_press(&walk, "<Enter>");
	expect_projected("Score to retain");
	walk_press(&walk, "<Esc> P");
	walk_expect(&walk, "8 Scorecard");
}

Test(workshop, the_projector_shows_a_question_the_matrix_and_the_ranking)
{
	walk_end(&walk);
	walk_begin(&walk, LANGUAGE_EN, 120, 40, false);
	walk_press(&walk, "<M-2> <Enter> P");
	expect_projected("Managed:");
	walk_expect(&walk, "Governance 1/4 · 1 of 9");
	walk_expect_not(&walk, "Don't know");
	walk_press(&walk, "0");
	expect_projected("▶ 0 Don't know");
	walk_press(&walk, "k");
	expect_projected("x Not applicable");
	walk_press(&walk, "u");
	walk_press(&walk, "<M-6>");
	expect_projected("Strategic projects");
	walk_press(&walk, "r");
	expect_projected("Ranking");
	walk_press(&walk, "P <Esc>");
	walk_expect(&walk, "8 Scorecard");
}

Test(workshop, the_projector_shows_the_criterion_that_is_scored)
{
	walk_press(&walk, "<M-5> P");
	expect_projected("Strategic impact · Dictation");
	walk_expect(&walk, "Score set: ·");
	walk_press(&walk, "4");
	expect_projected("▶ 4 Serves an objective with an indicator");
	walk_press(&walk, "<Enter>");
	expect_projected("· Dictation");
	walk_press(&walk, "P");
	walk_expect(&walk, "8 Scorecard");
}

Test(workshop, elsewhere_the_projector_has_nothing_to_show)
{
	walk_press(&walk, "<M-4> P");
	walk_expect(&walk, "there is nothing to project here");
	walk_press(&walk, "<F1> P");
	walk_expect(&walk, "there is nothing to project here");
	walk_expect(&walk, "8 Scorecard");
}

/* --- reading only ------------------------------------------------------------------------------ */

Test(workshop, nothing_is_voted_on_in_a_dossier_for_reading_only)
{
	fill_room();
	err_set(&walk.ui.read_only, ERR_LOCKED, "somebody has it");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Open for reading only");
	walk_press(&walk, "p a");
	walk_expect(&walk, "Open for reading only");
	cr_expect_eq(hidden_round(score_of("U1", FIRST)), 0);
	cr_expect_eq(walk.session.document->participant_count, 3);
}

/* --- whatever is pressed ------------------------------------------------------------------------- */

Test(workshop, random_keys_leave_a_room_that_opens_again)
{
	static const char *const keys[] = {
		"V",       "V",      "<Enter>", "<Enter>", "<Enter>", "1",      "3",     "5", "x",       "<Esc>",
		"<Right>", "<Left>", "P",       "T",       "M",       "D",      "p",     "v", "<Space>", "a",
		"d",       "u",      "U",       "j",       "k",       "<Home>", "<M-5>", "r", "o",       "<C-u>",
	};
	struct fixture_random random = { 71 };

	fill_room();
	for (unsigned i = 0; i < 600; i++) {
		walk.ui.now += 137;
		walk_press(&walk, keys[fixture_below(&random, sizeof(keys) / sizeof(*keys))]);
		draw_once();
		if (i % 150 != 149)
			continue;
		walk_press(&walk, "<Esc> <Esc>");
		walk_reopen(&walk);
		cr_assert_eq(walk.session.faults.count, 0, "%u: %s", i, walk.session.faults.items[0].text);
	}
}
