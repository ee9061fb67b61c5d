/*
 * One weight that moves among others that keep their proportions, for
 * stability.h: how far it may go, and how near a change is.
 */
#ifndef CADRAN_CORE_LEVER_H
#define CADRAN_CORE_LEVER_H

#include "cadran/core/stability.h"

struct lever {
	double weight, others; /* as the file has them; `others` their sum */
	double share;          /* weight / (weight + others); NAN where there are no others */
};

struct lever lever_of(double weight, double others);

/* The share at which the range ends. */
double lever_end(enum weight_direction direction);

bool lever_can_move(const struct lever *lever, enum weight_direction direction);

extern const struct weight_change lever_no_change;

/* What is reached after `part` of the way to the end of the range, 0..1. */
struct weight_change lever_change_at(const struct lever *lever, enum weight_direction direction, double part);

/* Takes a change that is nearer than `*least`, by more than 1e-9. */
void lever_keep_nearest(struct nearest_change *nearest, double *least, const struct weight_change *change, size_t which,
			enum weight_direction direction);

/* The part of stability_compute on quick wins: fills `criteria` and `nearest_quick_win`. */
void stability_of_quick_wins(const struct evaluation *evaluation, struct stability *stability);

#endif
