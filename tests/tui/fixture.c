#include "fixture.h"

#include <criterion/criterion.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cadran/app/proposal.h"
#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/store/content_dir.h"

#define CATALOGUES "build/locale"

void fixture_begin(void)
{
	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"), "this system has no C.UTF-8");
	/* Moments are told in the time of the machine. */
	cr_assert(!setenv("TZ", "UTC0", 1));
	message_init(LANGUAGE_EN, CATALOGUES);
}

char *fixture_dump(const struct surface *surface)
{
	struct buf text;

	buf_init(&text);
	surface_dump(surface, &text);
	return buf_detach(&text);
}

#define TEXT(fr, en)                                                                                                   \
	{                                                                                                              \
		{                                                                                                      \
			[LANGUAGE_FR] = fr, [LANGUAGE_EN] = en                                                         \
		}                                                                                                      \
	}

static const struct matrix plain_matrix = {
	.id = "valeur-facilite",
	.version = "1",
	.name = TEXT("Valeur et facilité", "Value and ease"),
	.axes = {
		[AXIS_X] = { .name = TEXT("Facilité", "Ease"), .weight = { 0, 0, 60, 40 }, .threshold = 50 },
		[AXIS_Y] = { .name = TEXT("Valeur", "Value"), .weight = { 50, 50, 0, 0 }, .threshold = 50 },
	},
	.priority = { 30, 25, 25, 20 },
	.quadrants = {
		[QUADRANT_HIGH_HIGH] = { "launch", TEXT("À lancer", "Do now"), TEXT("Lancez.", "Start.") },
		[QUADRANT_HIGH_LOW] = { "plan", TEXT("Projets structurants", "Strategic projects"), TEXT("Préparez.", "Prepare.") },
		[QUADRANT_LOW_HIGH] = { "margin", TEXT("À la marge", "Fill-ins"), TEXT("Peut-être.", "Perhaps.") },
		[QUADRANT_LOW_LOW] = { "drop", TEXT("À écarter", "Drop"), TEXT("Non.", "No.") },
	},
	.gate_penalty = 12.5,
	.gate_block = 2,
	.express_delay = 3,
};

static const struct text family_names[FAMILY_COUNT] = {
	TEXT("Impact", "Impact"),
	TEXT("Retour", "Return"),
	TEXT("Faisabilité", "Feasibility"),
	TEXT("Risque", "Risk"),
};

static void fill_use_case(struct stage *stage, size_t index)
{
	struct use_case *use_case = &stage->use_cases[index];

	(void)snprintf(stage->names[index], sizeof(stage->names[index]), "u%03zu", index);
	use_case->id = stage->names[index];
	use_case->present = "yes";
	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
		use_case->field[f] = f == USE_CASE_NAME ? stage->names[index] : "";
	stage->results[index] = (struct use_case_result){
		.use_case = use_case, .x = (double)NAN, .y = (double)NAN, .priority = (double)NAN
	};
}

void stage_init(struct stage *stage, size_t count)
{
	*stage = (struct stage){ .matrix = plain_matrix };
	stage->content.matrix = &stage->matrix;
	for (int f = 0; f < FAMILY_COUNT; f++)
		stage->content.criteria.families[f].name = family_names[f];
	stage->document.content = &stage->content;
	stage->use_cases = xcalloc(count, sizeof(*stage->use_cases));
	stage->results = xcalloc(count, sizeof(*stage->results));
	stage->names = xcalloc(count, sizeof(*stage->names));
	for (size_t i = 0; i < count; i++)
		fill_use_case(stage, i);
	stage->evaluation = (struct evaluation){
		.document = &stage->document,
		.use_cases = stage->results,
		.use_case_count = count,
		.ranking = xcalloc(count, sizeof(size_t)),
	};
	stage->scene = (struct scene){ .evaluation = &stage->evaluation, .language = LANGUAGE_EN };
}

void stage_release(struct stage *stage)
{
	free(stage->evaluation.ranking);
	free(stage->use_cases);
	free(stage->results);
	free(stage->names);
}

void stage_place(struct stage *stage, size_t index, double x, double y)
{
	struct use_case_result *result = &stage->results[index];

	result->placed = true;
	result->x = x;
	result->y = y;
	result->priority = (x + y) / 2;
	result->quadrant = matrix_quadrant(&stage->matrix, x, y);
}

void demonstration_init(struct demonstration *demonstration, enum language language)
{
	static const char *const folders[] = { "questionnaires", "matrices" };
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct change_list changes = { 0 };
	struct err err = { 0 };

	message_init(language, CATALOGUES);
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++)
		cr_assert(content_add_path(content, folders[i], &faults, &err), "%s", err.text);
	cr_assert(faults.faults == 0, "%s: %s", faults.items[0].place, faults.items[0].text);
	cr_assert(content_choose_matrix(content, NULL, &err), "%s", err.text);
	demonstration->document = document_new(content);
	cr_assert(proposal_demo(content, language, &changes, &err), "%s", err.text);
	cr_assert(document_apply_all(demonstration->document, &changes, true, &err), "%s", err.text);
	evaluation_compute(demonstration->document, &demonstration->evaluation);
	demonstration->scene = (struct scene){ .evaluation = &demonstration->evaluation, .language = language };
	change_list_release(&changes);
	fault_list_release(&faults);
}

void demonstration_release(struct demonstration *demonstration)
{
	evaluation_release(&demonstration->evaluation);
	document_free(demonstration->document);
}

/* Knuth's MMIX constants; the high bits are the good ones. */
unsigned fixture_below(struct fixture_random *random, unsigned limit)
{
	random->state = random->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)((random->state >> 33) % limit);
}

unsigned fixture_rounds(unsigned rounds)
{
	const char *share = getenv("CADRAN_TEST_SHARE");
	const unsigned divisor = share ? (unsigned)strtoul(share, NULL, 10) : 1;

	return divisor > 1 ? (rounds + divisor - 1) / divisor : rounds;
}
