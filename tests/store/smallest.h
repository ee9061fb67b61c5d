/*
 * The smallest content file of each kind: all of its keys are required. Tests
 * change one thing in it and look at what is told.
 */
#ifndef TESTS_STORE_SMALLEST_H
#define TESTS_STORE_SMALLEST_H

#include "fixture.h"

#define LEVELS "level1.fr = a\nlevel2.fr = b\nlevel3.fr = c\nlevel4.fr = d\nlevel5.fr = e\n"
/* What the rows put a question on the need before. */
#define CRITERION "[criterion impact.one]"
#define NEED "[need one]\ntext.fr = Quoi ?\n"
#define DUTY "[duty d]\nname.fr = Devoir\ntext.fr = Faire.\narticle = 35\nverified = 2026-11\n"
#define DATE(day) "[date " day "]\ntext.fr = Dès lors.\narticle = 113\nverified = 2026-11\n"

extern const char smallest_grid[], smallest_criteria[], smallest_matrix[], smallest_tree[], smallest_charter[], smallest_catalogue[],
	smallest_demo[];

/* By kind. */
struct smallest {
	enum content_kind kind;
	const char *bytes;
};

extern const struct smallest smallest[CONTENT_KIND_COUNT];

/* How many things of a kind were taken in. */
size_t count_of(const struct content *content, enum content_kind kind);

/* The faults as text, without the notices. Free it. */
char *only_faults(const struct fault_list *list);

/* What is said of one file, «f.ini», alone: added, then checked. Free it. */
char *faults_of(enum content_kind kind, const char *bytes, size_t *taken, size_t *faults);

/* The first line that has `at` in it. */
int line_of(const char *bytes, const char *at);

/* Is there a fault at this line with these words? */
bool told(const char *text, int line, const char *words);

/* `base` with `new` in the first place of `old`. Free it. */
char *replaced(const char *base, const char *old, const char *new);

#endif
