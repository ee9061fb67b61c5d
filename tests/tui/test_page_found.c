/*
 * Words looked for in the whole dossier, and where they are in a text.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(found, .init = begin, .fini = end);
TestSuite(locate, .init = fixture_begin);

static void look_for(const char *words)
{
	walk_press(&walk, "/");
	walk_type(&walk, words);
	walk_press(&walk, "<Enter>");
}

static void set(enum change_kind kind, const char *key, const char *field, const char *value)
{
	cr_assert(ui_change(&walk.ui, kind, key, field, value), "%s", walk.ui.message.data);
	(void)ui_settle(&walk.ui);
}

static const struct {
	const char *text, *words, *part; /* part NULL: not there */
} located[] = {
	{ "Tri des demandes", "des", "des" },
	{ "Données de SANTÉ", "sante", "SANTÉ" },
	{ "Œuvre – Évreux", "evreux", "Évreux" },
	{ "compte-rendu", "compterendu", "compte-rendu" },
	{ "un  compte\nrendu.", "compterendu", "compte\nrendu" },
	{ "e\u0301te\u0301", "ete", "e\u0301te" },
	{ "rien", "tout", NULL },
	{ "", "tout", NULL },
	{ "rien", "", NULL },
};

Test(locate, words_are_found_as_they_stand_accents_capitals_and_signs_aside)
{
	for (size_t i = 0; i < ARRAY_SIZE(located); i++) {
		size_t first = 0, last = 0;
		const bool has = text_locate(located[i].text, located[i].words, &first, &last);

		cr_assert_eq(has, located[i].part != NULL, "%s in %s", located[i].words, located[i].text);
		if (has)
			cr_expect(!strncmp(located[i].text + first, located[i].part, strlen(located[i].part)) &&
					  last - first >= strlen(located[i].part),
				  "%s: %zu to %zu", located[i].text, first, last);
	}
}

Test(found, where_the_page_has_none_the_message_tells_how_many_there_are_elsewhere)
{
	set(CHANGE_ANSWER, "data.quality.errors", "note", "Le zèbre");
	walk_press(&walk, "<M-4>");
	look_for("zebre");
	walk_expect(&walk, "«zebre» is nowhere here · elsewhere in 1 place: // lists it");
	look_for("/");
	walk_expect(&walk, "«zèbre» in 1 place");
	look_for("/nowhere at all");
	walk_expect(&walk, "is nowhere in the dossier");
}

Test(found, a_step_that_is_come_back_to_begins_with_its_own_page)
{
	static const char *const ways[] = { "<Tab> <S-Tab>", "H <M-8>", "<Enter> <M-4> <M-8>", ": 8 <Enter>" };

	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		walk_press(&walk, "<M-8>");
		look_for("/invoicing");
		walk_expect(&walk, "«Invoicing» in 2 places");
		walk_press(&walk, ways[i]);
		walk_expect(&walk, "Files to write");
	}
}

Test(found, what_was_just_found_is_there_again_behind_home)
{
	walk_press(&walk, "<M-8>");
	look_for("/invoicing");
	walk_press(&walk, "H <Esc>");
	walk_expect(&walk, "«Invoicing» in 2 places");
	walk_press(&walk, "<Enter> <Esc>");
	walk_expect(&walk, "«Invoicing» in 2 places");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Files to write");
}

static const struct {
	enum change_kind kind;
	const char *key, *field, *shown, *there; /* what Enter shows then */
} places[] = {
	{ CHANGE_SERVICE, "", "facilitator", "Facilitator", "Val-Exemple" },
	{ CHANGE_ANSWER, "data.quality.errors", "note", "note", "5 Optimised" },
	{ CHANGE_ANSWER, "ai.skills.basics", "evidence", "evidence", "5 Optimised" },
	{ CHANGE_USE_CASE, "meeting-notes", "sponsor", "Sponsor", "zèbre" },
	{ CHANGE_CHARTER, "oversight", "note", "note", "zèbre" },
};

Test(found, each_kind_of_place_is_listed_and_enter_goes_there)
{
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		const struct content *content = walk.session.document->content;

		if (places[i].kind == CHANGE_CHARTER && !content->charter.count)
			continue;
		if (places[i].kind == CHANGE_ANSWER &&
		    !grid_question(content_grid(content, strncmp(places[i].key, "ai", 2) ? "data" : "ai"),
				   strchr(places[i].key, '.') + 1))
			continue;
		set(places[i].kind, places[i].key, places[i].field, "Un zèbre passe");
		walk_press(&walk, "<M-6>");
		look_for("/ZEBRE");
		walk_expect(&walk, "«zèbre» in 1 place");
		walk_expect(&walk, places[i].shown);
		walk_press(&walk, "<Enter>");
		walk_expect(&walk, places[i].there);
		set(places[i].kind, places[i].key, places[i].field, "");
		walk_press(&walk, "<M-6> <Esc> <Esc> <Esc>");
	}
}

Test(found, a_participant_is_found_by_name_and_enter_goes_to_that_line)
{
	set(CHANGE_PARTICIPANT, "Anouk", "present", "yes");
	set(CHANGE_PARTICIPANT, "Zoé Zèbre", "present", "yes");
	set(CHANGE_PARTICIPANT, "Zèbre Deux", "present", "yes");
	look_for("/zebre");
	walk_expect(&walk, "«Zèbre» in 2 places");
	walk_expect(&walk, "Participants");
	walk_press(&walk, "<Down> <Enter>");
	walk_expect(&walk, "9 of 9 here");
	walk_press(&walk, "d");
	walk_expect(&walk, "8 of 8 here");
	walk_expect(&walk, "Zoé Zèbre");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "«Zèbre» in 1 place");
	set(CHANGE_PARTICIPANT, "Anouk", "present", "");
	look_for("/anouk");
	walk_expect(&walk, "is nowhere in the dossier");
}

/* Who has voted may be seen on the page of participants; what, nowhere. */
Test(found, nothing_of_a_hidden_round_is_found)
{
	set(CHANGE_PARTICIPANT, "Zèbre", "present", "yes");
	set(CHANGE_ROUND, "meeting-notes.impact.strategic", "hidden", "1");
	set(CHANGE_VOTE, "meeting-notes.impact.strategic", "Zèbre.1", "4");
	look_for("/zebre");
	walk_expect(&walk, "«Zèbre» in 1 place");
	walk_expect_not(&walk, "Zèbre.1");
	walk_expect_not(&walk, "vote");
}

/* A page that lies over all steps closes what lies on it when one goes to a step. */
Test(found, from_a_page_of_its_own_it_leads_to_a_step_too)
{
	set(CHANGE_SERVICE, "", "facilitator", "Un zèbre passe");
	for (const char *const *door = (const char *const[]){ "H", "R", "L", "J", "S", NULL }; *door; door++) {
		walk_press(&walk, *door);
		look_for("/zebre");
		walk_expect(&walk, "«zèbre» in 1 place");
		walk_press(&walk, "<Enter>");
		walk_expect(&walk, "Un zèbre passe");
		cr_expect_eq(walk.ui.step, 0u);
	}
}

Test(found, the_words_are_marked_also_far_into_a_text)
{
	struct surface surface;
	bool marked = false;

	set(CHANGE_ANSWER, "data.quality.errors", "note",
	    "Une longue note dont le début ne dit rien de ce que l'on cherche, puis un zèbre.");
	walk_press(&walk, "<M-6>");
	look_for("/zebre");
	free(walk_screen(&walk, &surface));
	for (int column = 0; column < surface.width; column++) {
		const struct surface_cell *cell = surface_at(&surface, 4, column);

		marked |= !strcmp(cell->text, "z") && (cell->attributes & ATTRIBUTE_REVERSE) &&
			  (cell->attributes & ATTRIBUTE_BOLD);
	}
	cr_expect(marked);
	surface_release(&surface);
}

Test(found, what_is_taken_back_goes_from_the_list)
{
	set(CHANGE_ANSWER, "data.quality.errors", "note", "zèbre");
	look_for("/zebre");
	walk_press(&walk, "u");
	walk_expect(&walk, "in 0 places");
	walk_press(&walk, "<Enter> j k");
	walk_expect(&walk, "in 0 places");
}
