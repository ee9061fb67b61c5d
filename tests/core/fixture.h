/*
 * A tiny content and the words to fill a dossier with, for the tests of core.
 *
 *	grid data (80 %, slack 1)   quality     errors* owners reuse
 *	                            governance  roles* rules
 *	grid ai                     skills      basics* training
 *	                            usage       pilots* measure
 *	criteria   impact.strategic* .business   roi.value* (derive roi) .delay (derive payback)
 *	           feasibility.data* .skills     risk.ethical* .change (less is better)
 *	matrix     valeur-facilite: x = feasibility 60, risk 40; y = impact 60, roi 40;
 *	           priority 30 25 25 20; the default quick-win rule of design §5.5
 *	charter    oversight, privacy, training; as a whole it informs ai.skills
 *
 * (* express questions, required criteria.) Everything weighs 1. The content of
 * a document is writable here, so that a test can bend it before it computes.
 */
#ifndef TESTS_CORE_FIXTURE_H
#define TESTS_CORE_FIXTURE_H

#include "cadran/core/change.h"
#include "cadran/core/compare.h"
#include "cadran/core/evaluation.h"

struct buf;

enum { FIXTURE_DATA, FIXTURE_AI };
enum { FIXTURE_QUALITY, FIXTURE_GOVERNANCE };
enum {
	FIXTURE_STRATEGIC,
	FIXTURE_BUSINESS,
	FIXTURE_VALUE,
	FIXTURE_ROI_DELAY,
	FIXTURE_FEASIBILITY_DATA,
	FIXTURE_SKILLS,
	FIXTURE_ETHICAL,
	FIXTURE_CHANGE,
	FIXTURE_CRITERIA,
};

/* Heap, its matrix in use; goes with content_free or with its document. */
struct content *fixture_content(void);

/* An empty dossier on fixture_content; document_free. */
struct document *fixture_document(void);

/* As «cadran set KEY VALUE», all or nothing. */
bool fixture_try(struct document *document, const char *key, const char *value, struct err *err);

/* The same for a list of «KEY=VALUE» lines, in one batch; the test ends where one is refused. */
void fixture_fill(struct document *document, const char *lines);

/* fixture_fill with printf. */
void fixture_set(struct document *document, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds a use case that meets every condition of the rule: families at 75, danger 25, delay 4, no figures. */
void fixture_add_quick_win(struct document *document, const char *id);

/* The matrix in use, writable. */
struct matrix *fixture_matrix(struct document *document);

/* The condition of this id; the test ends where there is none. */
const struct condition_result *fixture_condition(const struct use_case_result *result, const char *id);

/* The result of this use case; the test ends where there is none. */
const struct use_case_result *fixture_result(const struct evaluation *evaluation, const char *id);

/* Computes and says the verdict of one use case. */
enum verdict fixture_verdict(const struct document *document, const char *id);

/* Equal within 1e-9, or both no figure. */
bool fixture_same(double a, double b);

/* Everything in a document that is not empty as text, one value a line. Free it. */
char *fixture_snapshot(const struct document *document);

/* A sequence that is the same everywhere. */
struct fixture_random {
	unsigned long long state;
};

struct fixture_random fixture_seed(unsigned long long seed);
unsigned fixture_below(struct fixture_random *random, unsigned limit);
bool fixture_chance(struct fixture_random *random, unsigned percent);

/* How many of `rounds` random rounds to run: fewer where every step is slow
 * (CADRAN_TEST_SHARE=20 asks for one in twenty). */
unsigned fixture_rounds(unsigned rounds);

/* Whether all of them are run: what is to be seen among them is there then. */
bool fixture_runs_all(void);

/* Random weights for all there is to weigh, some of them 0, from `seed`. */
void fixture_random_weights(struct document *document, unsigned long long seed);

/* Random answers to both grids. */
void fixture_random_answers(struct document *document, unsigned long long seed);

/* A random use case; what it depends on is among c0 to c`before − 1`. */
void fixture_random_use_case(struct document *document, const char *id, unsigned before, unsigned long long seed);

/* Weights, answers and use cases c0 to c`count − 1`, in the order of `order` (NULL: as numbered). */
struct document *fixture_random_document(unsigned long long seed, unsigned count, const unsigned *order);

#endif
