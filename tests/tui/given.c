#include "given.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"

const char *const given_service[SERVICE_FIELD_COUNT] = {
	[SERVICE_SECTOR] = "spsti",       [SERVICE_SIZE] = "150 salariés, 12 centres", [SERVICE_DATE] = "2026-11-21",
	[SERVICE_FACILITATOR] = "Hélène", [SERVICE_PRIORITIES] = "Réduire les délais",
};

const struct given_field given_sheet[] = {
	{ USE_CASE_DESCRIPTION, NULL },     { USE_CASE_NEED, "Les comptes rendus attendent la frappe huit jours" },
	{ USE_CASE_SPONSOR, "Dr Lefèvre" }, { USE_CASE_INDICATOR, "Jours entre la visite et le courrier : 8" },
	{ USE_CASE_DOMAIN, NULL },          { USE_CASE_HEALTH_DATA, "yes" },
	{ USE_CASE_PERSONAL_DATA, "yes" },  { USE_CASE_HOSTING, "hds" },
	{ USE_CASE_AIPD, "done" },          { USE_CASE_CSE, "done" },
	{ USE_CASE_MEDICAL_DEVICE, "no" },  { USE_CASE_AI_ACT, "" },
	{ USE_CASE_DEPLOYMENT, NULL },      { USE_CASE_DELAY, "3" },
	{ USE_CASE_STATUS, "pilot" },       { USE_CASE_REQUIRES, "" },
	{ USE_CASE_DEPENDS, GIVEN_LIVE },
};

const struct given_field given_figures[] = {
	{ USE_CASE_HOURS, "40/60/80" }, { USE_CASE_HOUR_COST, "35" }, { USE_CASE_OTHER_GAIN, NULL },
	{ USE_CASE_BUILD_DAYS, NULL },  { USE_CASE_DAY_RATE, NULL },  { USE_CASE_BUILD_COST, "4000/5000/6000" },
};

const size_t given_sheet_count = ARRAY_SIZE(given_sheet), given_figure_count = ARRAY_SIZE(given_figures);

struct given_answer given_answer(size_t number)
{
	static const char *const levels[] = { "3", "4", "2", "5", "1" };
	static const struct given_answer particular[] = {
		[1] = { "4", "5", "", "" },
		[2] = { "?", "", "", "" },
		[3] = { "NA", "", "Rien à intégrer : un seul logiciel", "" },
		[4] = { "1", "", "À revoir avec l'équipe informatique", "Procédure QD-04" },
	};

	if (number < ARRAY_SIZE(particular) && particular[number].level)
		return particular[number];
	return (struct given_answer){ levels[number % ARRAY_SIZE(levels)], "", "", "" };
}

const char *given_score(const struct criterion *criterion)
{
	return criterion->family == FAMILY_RISK ? "2" : "4";
}

/* Yes to the first question, and no to all others. */
static char *tree_answers(const struct tree *tree)
{
	struct tree_target target = tree_begin(tree);
	struct buf list;

	buf_init(&list);
	for (bool yes = true; !target.is_class; yes = false) {
		const struct tree_answer answer = { target.index, yes };

		answers_add(&list, tree, &answer);
		target = tree->asks[target.index].answer[yes].target;
	}
	return buf_detach(&list);
}

/* Where these answers lead. */
static enum ai_act class_of(const struct tree *tree)
{
	char *answers = tree_answers(tree);
	const enum ai_act class = tree_class(tree, answers);

	free(answers);
	return class;
}

/* Level 2 of the first dimension of all, which is answered with 3. */
static char *requirement(const struct content *content)
{
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s.%s:2", content->grids[0].id, content->grids[0].dimensions[0].id);
	return buf_detach(&text);
}

char *given_value(const struct content *content, const struct given_field *field)
{
	if (field->field == USE_CASE_AI_ACT)
		return xstrdup(ai_act_id(class_of(&content->tree)));
	return field->field == USE_CASE_REQUIRES ? requirement(content) : xstrdup(field->value);
}

/* --- by commands ------------------------------------------------------------------------------- */

/* The day that the interface wrote beside the evidence: that of its clock. */
static char *evidence_day(struct program *program)
{
	char *journal = program_read(program, "walk.cadran"), *day;
	const char *found = strstr(journal, ",evidence_date,");

	cr_assert(found);
	day = xstrndup(found + strlen(",evidence_date,"), strlen("2026-11-21"));
	free(journal);
	return day;
}

static void write_answers(struct program *program)
{
	const struct content *content = program->content;
	char *day = evidence_day(program);
	struct buf text;
	size_t number = 0;

	buf_init(&text);
	buf_add_text(&text, "grid,question,level,target,note,evidence,evidence_date\n");
	for (size_t g = 0; g < content->grid_count; g++) {
		for (size_t q = 0; q < content->grids[g].question_count; q++) {
			const struct question *question = &content->grids[g].questions[q];
			struct given_answer answer;

			if (!question->express)
				continue;
			answer = given_answer(number++);
			buf_add_format(&text, "%s,%s,%s,%s,\"%s\",\"%s\",%s\n", content->grids[g].id, question->id,
				       answer.level, answer.target, answer.note, answer.evidence,
				       *answer.evidence ? day : "");
		}
	}
	program_write(program, "answers.csv", text.data);
	buf_release(&text);
	free(day);
}

/* The headings and the row of the typed use case. */
static void write_use_case(struct program *program)
{
	const struct given_field *const tables[] = { given_sheet, given_figures };
	const size_t counts[] = { given_sheet_count, given_figure_count };
	char *answers;
	struct buf text, row;

	buf_init(&text);
	buf_init(&row);
	buf_add_text(&text, "name");
	buf_add_text(&row, GIVEN_CASE);
	for (size_t t = 0; t < ARRAY_SIZE(tables); t++) {
		for (size_t i = 0; i < counts[t]; i++) {
			char *value;

			if (!tables[t][i].value)
				continue;
			value = given_value(program->content, &tables[t][i]);
			buf_add_format(&text, ",%s", use_case_field_id(tables[t][i].field));
			buf_add_format(&row, ",\"%s\"", value);
			free(value);
		}
	}
	answers = tree_answers(&program->content->tree);
	buf_add_format(&text, ",%s", use_case_field_id(USE_CASE_AI_ACT_ANSWERS));
	buf_add_format(&row, ",%s", answers);
	free(answers);
	buf_add_format(&text, "\n%s\n", row.data);
	program_write(program, "use-cases.csv", text.data);
	buf_release(&text);
	buf_release(&row);
}

static void write_scores(struct program *program)
{
	const struct criteria *criteria = &program->content->criteria;
	struct buf text;

	buf_init(&text);
	buf_add_text(&text, "use_case,criterion,score\n");
	for (size_t c = 0; c < criteria->count; c++)
		if (criteria->items[c].express)
			buf_add_format(&text, "%s,%s,%s\n", GIVEN_CASE, criteria->items[c].id,
				       given_score(&criteria->items[c]));
	program_write(program, "scores.csv", text.data);
	buf_release(&text);
}

void given_make(struct program *program, char *dossier)
{
	char key[64];

	free(program_run(program, "new", dossier, "--name", GIVEN_NAME, NULL));
	for (enum service_field field = SERVICE_SECTOR; field <= SERVICE_PRIORITIES; field++) {
		(void)snprintf(key, sizeof(key), "service.%s", service_field_id(field));
		free(program_run(program, "set", dossier, key, given_service[field], NULL));
	}
	free(program_run(program, "add", dossier, GIVEN_TAKEN, GIVEN_LIVE, NULL));
	free(program_run(program, "set", dossier, "use-case." GIVEN_LIVE ".status", "live", NULL));
	write_answers(program);
	write_use_case(program);
	write_scores(program);
	free(program_run(program, "import", dossier, "answers.csv", "use-cases.csv", "scores.csv", NULL));
}
