/*
 * What a ticked charter says: how many principles stand how, and which
 * questions of one dimension they inform. It answers none of them.
 */
#ifndef CADRAN_CORE_CHARTER_READING_H
#define CADRAN_CORE_CHARTER_READING_H

#include "cadran/core/document.h"

struct charter_reading {
	size_t states[PRINCIPLE_STATE_COUNT]; /* principles of each */
	bool feeds;                           /* the charter informs a dimension as a whole, and these are about it: */
	size_t grid, dimension;
	size_t principles, kept;    /* those that inform it or one of its questions, and those of them at yes */
	size_t informed, questions; /* its questions that a principle informs, and all of them */
};

void charter_read(const struct document *document, struct charter_reading *reading);

#endif
