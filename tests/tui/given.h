/*
 * What the walk answers, and the same given by commands and CSV files.
 */
#ifndef TESTS_TUI_GIVEN_H
#define TESTS_TUI_GIVEN_H

#include "cadran/core/document.h"
#include "program.h"

#define GIVEN_NAME "Santé au travail de l'Œuvre – Évreux"
#define GIVEN_CASE "Dictée vocale"

/* Of the catalogue. The second one is in use already, and the typed one stands on it. */
#define GIVEN_TAKEN "meeting-notes"
#define GIVEN_LIVE "ticket-triage"

/* By enum service_field, without the name. */
extern const char *const given_service[SERVICE_FIELD_COUNT];

struct given_field {
	enum use_case_field field;
	const char *value; /* NULL: left as it is */
};

/* The sheet of the typed use case after its name, in the order of the page; then its figures, in theirs. */
extern const struct given_field given_sheet[], given_figures[];
extern const size_t given_sheet_count, given_figure_count;

/* The value of a field; of the AI Act class and the requirement what `content` makes of it. Free it. */
char *given_value(const struct content *content, const struct given_field *field);

/* The answer to the `number`th express question, both grids counted together. */
struct given_answer {
	const char *level, *target, *note, *evidence;
};

struct given_answer given_answer(size_t number);

const char *given_score(const struct criterion *criterion);

/* Makes the dossier of that name with all of it. */
void given_make(struct program *program, char *dossier);

#endif
