/*
 * Samples drawn by more than one thread: the one place where the program has
 * any. The figures are the same to the last bit as those that one draws.
 */
#ifndef CADRAN_APP_SAMPLING_H
#define CADRAN_APP_SAMPLING_H

#include "cadran/core/robustness.h"

/* Draws all samples that are left; on two threads where that pays and there are two processors. */
void sampling_finish(struct robustness *robustness);

/* The same on `threads` of them, at least one. */
void sampling_finish_on(struct robustness *robustness, size_t threads);

#endif
