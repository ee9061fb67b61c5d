/*
 * What the tests of screens share: surfaces as text, a dossier whose results
 * are set by hand, the demonstration.
 *
 * A stage is an evaluation that nothing computed: a test says where each use
 * case stands and which verdict it has, and sees what is drawn of it. Its
 * matrix has the axes «Value» and «Ease», cut at 50, and four quadrants.
 */
#ifndef TESTS_TUI_FIXTURE_H
#define TESTS_TUI_FIXTURE_H

#include "cadran/core/document.h"
#include "cadran/tui/wording.h"

/* UTF-8, messages in English, catalogues of build/locale. Every suite begins with it. */
void fixture_begin(void);

/* All rows; free it. */
char *fixture_dump(const struct surface *surface);

struct stage {
	struct matrix matrix;
	struct content content;
	struct document document;
	struct evaluation evaluation;
	struct scene scene; /* in English */
	struct use_case *use_cases;
	struct use_case_result *results;
	char (*names)[24]; /* «u000» and so on: ids, and what is shown */
};

/* `count` use cases: ideas without a place, a rank or a verdict. */
void stage_init(struct stage *stage, size_t count);
void stage_release(struct stage *stage);

/* Places a use case; its quadrant follows. */
void stage_place(struct stage *stage, size_t index, double x, double y);

/* The demonstration of questionnaires/, computed. */
struct demonstration {
	struct document *document;
	struct evaluation evaluation;
	struct scene scene;
};

/* Messages are in `language` from here on. */
void demonstration_init(struct demonstration *demonstration, enum language language);
void demonstration_release(struct demonstration *demonstration);

/* A sequence that is the same everywhere. */
struct fixture_random {
	unsigned long long state;
};

unsigned fixture_below(struct fixture_random *random, unsigned limit);

/* As many of the random rounds as CADRAN_TEST_SHARE leaves: one in so many. */
unsigned fixture_rounds(unsigned rounds);

#endif
