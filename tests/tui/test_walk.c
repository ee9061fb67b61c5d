/*
 * The whole walk, as people take it: from no file at all to the scorecard, on
 * the real program in a terminal. What was typed is then given once more by
 * commands and CSV files, and all that is exported must be the same.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/tui/wording.h"
#include "given.h"

#define PASTED "de l'Œuvre – Évreux"
#define PASTE(text) "\033[200~" text "\033[201~"

/* --- what every page has ----------------------------------------------------------------------- */

/* In the list that opens over a field, whose first line is «not known». */
static void choose(struct program *program, const char *const *choices, const char *choice, const char *word)
{
	program_press(program, "<Enter> <Home> <Down>");
	for (; strcmp(*choices, choice) != 0; choices++)
		program_press(program, "<Down>");
	program_expect_chosen(program, word);
	program_press(program, "<Enter>");
	program_expect_saved(program);
	program_expect_chosen(program, word);
}

static void undo_and_redo(struct program *program)
{
	program_press(program, "u");
	program_expect(program, _("taken back"));
	program_press(program, "U");
	program_expect(program, _("done again"));
}

static void read_the_keys(struct program *program)
{
	program_press(program, "<F1>");
	program_leave(program, _("Answer «not applicable», with the reason"));
}

/* --- the service ---------------------------------------------------------------------------------- */

static void name_the_service(struct program *program)
{
	program_expect(program, _("What is the service called?"));
	program_press(program, "<Enter>");
	program_expect(program, _("a dossier needs the name of a service"));
	pty_bytes(program->pty, GIVEN_NAME, strlen(GIVEN_NAME) - strlen(PASTED));
	pty_type(program->pty, PASTE(PASTED));
	program_expect_chosen(program, GIVEN_NAME);
	program_press(program, "<Enter>");
	program_expect(program, _("The service"));
	program_expect_chosen(program, GIVEN_NAME);
}

static void describe_the_service(struct program *program)
{
	static const char *const sectors[] = { "spsti", "hospital", "other", NULL };
	const char *sector = given_service[SERVICE_SECTOR];

	program_press(program, "<Down>");
	program_expect_chosen(program, word_service_field(SERVICE_SECTOR));
	choose(program, sectors, sector, word_sector(sector));
	program_press(program, "<Down> <Enter>");
	for (enum service_field field = SERVICE_SIZE; field < SERVICE_PRIORITIES; field++) {
		program_expect_chosen(program, word_service_field(field));
		program_enter(program, given_service[field], "<Tab>");
	}
	program_expect_chosen(program, word_service_field(SERVICE_PRIORITIES));
	pty_type(program->pty, "Réduire les attentes");
	program_expect_chosen(program, "Réduire les attentes");
	program_press(program, "<C-w>");
	pty_wait_gone(program->pty, "attentes");
	pty_type(program->pty, "délais");
	program_press(program, "<Enter>");
	program_expect_saved(program);
	program_expect_chosen(program, given_service[SERVICE_PRIORITIES]);
}

/* --- the grids -------------------------------------------------------------------------------------- */

/* The window gets too small while a note is typed; nothing of it is lost. */
static void write_a_note(struct program *program, const char *note)
{
	const size_t half = utf8_fit(note, 9);

	program_press(program, "n");
	program_expect(program, _("Note"));
	pty_bytes(program->pty, note, half);
	program_expect_chosen_within(program, note, half);
	pty_resize(program->pty, 60, 15);
	program_expect_begin(program, "", _("The window is too small: %d × %d; at least %d × %d are needed."));
	program_expect(program, "60 × 15");
	program_expect(program, _("What you typed is kept."));
	pty_resize(program->pty, 80, 24);
	program_expect(program, _("Note"));
	pty_type(program->pty, note + half);
	program_expect_chosen(program, note);
	program_press(program, "<Enter>");
	program_expect_saved(program);
}

static void write_evidence(struct program *program, const char *evidence)
{
	program_press(program, "e");
	program_expect(program, _("Evidence: document, figure or person that shows it"));
	program_enter(program, evidence, "<Enter>");
}

/* The level after the one that is answered. */
static void set_target(struct program *program, const char *level)
{
	struct buf line;

	buf_init(&line);
	buf_add_format(&line, "◆  %s", level);
	program_press(program, "<Down> c");
	program_expect_chosen(program, line.data);
	program_expect_saved(program);
	buf_release(&line);
}

static void answer(struct program *program, const struct given_answer *answer)
{
	const bool excused = !strcmp(answer->level, "NA");

	program_press(program, excused ? "x" : !strcmp(answer->level, "?") ? "0" : answer->level);
	program_expect_saved(program);
	if (excused) {
		program_expect(program, _("Why is this not applicable?"));
		program_enter(program, answer->note, "<Enter>");
	} else if (*answer->note) {
		write_a_note(program, answer->note);
	}
	if (*answer->evidence)
		write_evidence(program, answer->evidence);
	if (*answer->target)
		set_target(program, answer->target);
}

/* More is told of a question where there is more room. */
static void widen(struct program *program, const struct question *question)
{
	pty_resize(program->pty, 120, 40);
	program_expect(program, program_text(program, &question->why));
	pty_resize(program->pty, 80, 24);
	program_expect(program, program_text(program, &question->text));
}

/* By Enter from each to the next, until the page says that it was the last. */
static void answer_grid(struct program *program, const struct grid *grid, size_t *number)
{
	program_press(program, "<Tab>");
	program_expect(program, program_text(program, &grid->name));
	program_press(program, "<Enter>");
	for (size_t q = 0; q < grid->question_count; q++) {
		const struct given_answer given = given_answer(*number);

		if (!grid->questions[q].express)
			continue;
		program_expect(program, program_text(program, &grid->questions[q].text));
		answer(program, &given);
		if (*number == 5)
			widen(program, &grid->questions[q]);
		if (*number == 6)
			undo_and_redo(program);
		if (*number == 7)
			read_the_keys(program);
		program_press(program, "<Enter>");
		++*number;
	}
	program_expect(program, _("that was the last question; Tab goes to the next step"));
}

static void answer_grids(struct program *program)
{
	size_t number = 0;

	for (size_t g = 0; g < program->content->grid_count; g++)
		answer_grid(program, &program->content->grids[g], &number);
	cr_assert_gt(number, 7, "there were questions");
}

/* --- the use cases ----------------------------------------------------------------------------------- */

static void take_from_catalogue(struct program *program)
{
	program_press(program, "<Tab>");
	program_expect(program, _("There is no use case yet."));
	program_press(program, "A");
	program_expect(program, _("Catalogue of use cases; those with a tick are in the dossier already"));
	program_search(program, program_catalogue_name(program, GIVEN_TAKEN));
	program_press(program, "<Enter>");
	program_expect_saved(program);
	program_search(program, program_catalogue_name(program, GIVEN_LIVE));
	program_press(program, "<Space>");
	program_expect_saved(program);
	program_leave(program, _("Catalogue of use cases; those with a tick are in the dossier already"));
	program_expect_chosen_within(program, program_catalogue_name(program, GIVEN_TAKEN), 20);
}

/* Down the sheet, as far as the status. */
static void put_into_use(struct program *program)
{
	program_search(program, program_catalogue_name(program, GIVEN_LIVE));
	program_press(program, "<Enter>");
	program_expect(program, GIVEN_LIVE);
	program_search(program, word_use_case_field(USE_CASE_STATUS));
	choose(program, field_choices(FIELD_STATUS), "live", word_choice(FIELD_STATUS, "live"));
	program_leave(program, word_use_case_field(USE_CASE_DELAY));
	program_expect_chosen_within(program, program_catalogue_name(program, GIVEN_LIVE), 20);
}

/* Yes to the first question, no to all others, and the class is kept. */
static void classify(struct program *program, const char *class)
{
	const struct tree *tree = &program->content->tree;
	struct tree_target target = { false, tree->first };
	enum ai_act expected;

	program_press(program, "<Enter>");
	for (bool yes = true; !target.is_class; yes = false) {
		program_expect(program, program_text(program, &tree->asks[target.index].text));
		program_press(program, yes ? "y" : "n");
		target = tree->asks[target.index].answer[yes].target;
	}
	cr_assert(ai_act_parse(class, &expected) && (size_t)expected == target.index);
	program_expect(program, _("This class is not on the sheet yet: Enter keeps it, Esc leaves it open."));
	program_press(program, "<Enter>");
	program_expect_saved(program);
	program_expect_chosen(program, ai_act_name(tree, expected, program->language));
}

/* The first dimension of all, by its figure. */
static void require(struct program *program, const char *value)
{
	const struct grid *grid = &program->content->grids[0];

	program_press(program, "<Enter>");
	program_expect_chosen(program, program_text(program, &grid->name));
	program_press(program, strchr(value, ':') + 1);
	program_expect_saved(program);
	program_leave(program, _("Reached."));
	program_expect_chosen(program, program_text(program, &grid->dimensions[0].name));
}

static void depend(struct program *program, const char *id)
{
	program_press(program, "<Enter> <End>");
	program_expect_chosen(program, program_catalogue_name(program, id));
	program_press(program, "<Enter>");
	program_expect_saved(program);
	program_leave(program, _("needed first"));
	program_expect_chosen(program, _("needs"));
}

static void fill_in(struct program *program, const struct given_field *field)
{
	const enum field_type kind = use_case_field_type(field->field);
	char *value = given_value(program->content, field);

	if (kind == FIELD_AI_ACT) {
		classify(program, value);
	} else if (kind == FIELD_REQUIRES) {
		require(program, value);
	} else if (kind == FIELD_DEPENDS) {
		depend(program, value);
	} else if (field_choices(kind)) {
		choose(program, field_choices(kind), value, word_choice(kind, value));
	} else {
		program_press(program, "<Enter>");
		program_enter(program, value, "<Enter>");
	}
	free(value);
}

static void add_by_name(struct program *program)
{
	program_press(program, "a");
	program_expect(program, _("Name of the new use case"));
	program_enter(program, GIVEN_CASE, "<Enter>");
	for (size_t i = 0; i < given_sheet_count; i++) {
		program_expect_chosen_within(program, word_use_case_field(given_sheet[i].field), 18);
		if (given_sheet[i].value)
			fill_in(program, &given_sheet[i]);
		program_press(program, "<Down>");
	}
}

/* --- scores and figures -------------------------------------------------------------------------------- */

/* Family by family, as the page has them; the first words of a name are all that has room there. */
static void score(struct program *program)
{
	const struct criteria *criteria = &program->content->criteria;
	bool first = true;

	program_press(program, "s");
	for (int family = 0; family < FAMILY_COUNT; family++) {
		for (size_t c = 0; c < criteria->count; c++) {
			const struct criterion *criterion = &criteria->items[c];

			if ((int)criterion->family != family || !criterion->express)
				continue;
			if (!first)
				program_press(program, "<Enter>");
			first = false;
			program_expect_chosen_within(program, program_text(program, &criterion->name), 18);
			program_press(program, given_score(criterion));
			program_expect_saved(program);
		}
	}
	program_leave(program, program_text(program, &criteria->families[FAMILY_FEASIBILITY].name));
	program_expect_chosen_within(program, word_use_case_field(USE_CASE_HOURS), 18);
}

/* From the sheet; Tab leads from one to the next. */
static void type_figures(struct program *program)
{
	program_press(program, "f <Enter>");
	for (size_t i = 0; i < given_figure_count; i++) {
		program_expect_chosen_within(program, word_use_case_field(given_figures[i].field), 18);
		if (given_figures[i].value)
			program_enter(program, given_figures[i].value, "<Tab>");
		else
			program_press(program, "<Tab>");
	}
	program_leave(program, _("give up"));
	program_leave(program, _("Net gain a year"));
	program_leave(program, word_use_case_field(USE_CASE_HOURS));
	program_expect_chosen_within(program, GIVEN_CASE, 20);
}

/* --- the matrix and the scorecard ------------------------------------------------------------------------ */

static void see_the_quick_win(struct program *program)
{
	program_press(program, "<Tab> <Tab>");
	program_expect(program, program_text(program, &program->content->matrix->name));
	program_search(program, GIVEN_CASE);
	program_expect_chosen(program, "★");
	program_expect(program, word_verdict(VERDICT_YES));
	program_press(program, "?");
	program_expect(program, _("Families, 0 to 100 (risk is a danger: 100 is the worst)"));
	program_search(program, _("Place and priority"));
	program_leave(program, _("Place and priority"));
	program_expect_chosen(program, GIVEN_CASE);
}

/* Another matrix, and back by undo. */
static void change_the_matrix(struct program *program)
{
	const struct matrix *other = content_matrix(program->content, "impact-faisabilite");

	program_press(program, "m");
	program_expect(program, _("The matrix that use cases are compared with"));
	program_search(program, other->id);
	program_press(program, "<Enter>");
	program_expect_saved(program);
	program_expect(program, program_text(program, &other->name));
	program_press(program, "u");
	program_expect(program, _("taken back"));
	program_expect(program, program_text(program, &program->content->matrix->name));
}

static void read_the_roadmap(struct program *program)
{
	program_press(program, "<Tab>");
	program_expect_chosen(program, GIVEN_NAME);
	program_search(program, GIVEN_CASE);
}

static void write_the_scorecard(struct program *program)
{
	program_press(program, "<Tab>");
	program_expect(program, _("Files to write"));
	program_press(program, "<Enter>");
	program_expect_begin(program, "✓ ", _("written: %s"));
}

/* --- the same by commands ----------------------------------------------------------------------------------- */

static void expect_same(const char *what, char *one, char *other)
{
	cr_expect_str_eq(one, other, "%s:\n%s\n--- and by commands:\n%s", what, one, other);
	free(one);
	free(other);
}

static void expect_same_dossiers(struct program *program)
{
	static char *const reports[] = { "scorecard", "maturity", "use-cases", "answers", "votes" };
	char name[64];

	given_make(program, "commands.cadran");
	expect_same("json", program_run(program, "export", "walk.cadran", "--to", "json", NULL),
		    program_run(program, "export", "commands.cadran", "--to", "json", NULL));
	for (size_t i = 0; i < ARRAY_SIZE(reports); i++)
		expect_same(
			reports[i],
			program_run(program, "export", "walk.cadran", "--to", "csv", "--what", reports[i], NULL),
			program_run(program, "export", "commands.cadran", "--to", "csv", "--what", reports[i], NULL));
	(void)snprintf(name, sizeof(name), "walk%s.csv", _("-scorecard"));
	expect_same(name, program_read(program, name),
		    program_run(program, "export", "commands.cadran", "--to", "csv", NULL));
}

static void walk(const char *locale)
{
	struct program program = { .locale = locale };

	program_begin(&program);
	program_open(&program, "walk.cadran");
	name_the_service(&program);
	describe_the_service(&program);
	answer_grids(&program);
	take_from_catalogue(&program);
	put_into_use(&program);
	add_by_name(&program);
	score(&program);
	type_figures(&program);
	see_the_quick_win(&program);
	change_the_matrix(&program);
	read_the_roadmap(&program);
	write_the_scorecard(&program);
	program_quit(&program);
	expect_same_dossiers(&program);
	program_end(&program);
}

Test(walk, in_french_gives_what_commands_give)
{
	walk("C.UTF-8");
}

Test(walk, in_english_gives_what_commands_give)
{
	walk("en_US.UTF-8");
}
