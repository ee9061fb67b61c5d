/*
 * Words that stand for numbers: the tables behind ids, kinds and fields.
 */
#ifndef CADRAN_BASE_WORDS_H
#define CADRAN_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The place of `word` among `count` words, -1 where it is none of them. */
int word_index(const char *const *words, int count, const char *word);

/*
 * How many bytes have to be put in, left out, replaced or swapped with their
 * neighbour to make `b` of `a` (Damerau and Levenshtein, each place touched
 * once); 1000 where one of them is longer than 63 bytes.
 */
size_t word_distance(const char *a, const char *b);

/* Whether somebody who typed `typed` may have meant `word`: a slip in a short word, one for every three bytes of a
 * longer one. */
bool word_is_near(const char *typed, const char *word, size_t *distance);

#endif
