/*
 * Random dossiers with two grids of six dimensions, of one question each, so
 * that a level that is supposed can also be answered.
 */
#ifndef TESTS_CORE_WIDE_H
#define TESTS_CORE_WIDE_H

#include "fixture.h"

enum { WIDE = 6, DIMENSIONS = 2 * WIDE, CASES = 12 };

/* Use cases c00, c01 …, `count` of them, at most 100, each with its own chance; in this order where there is one. */
struct document *wide_document_of(unsigned long long seed, const unsigned *order, unsigned count);

/* CASES of them. */
struct document *wide_document(unsigned long long seed, const unsigned *order);

#endif
