/*
 * Words that stand for numbers: the tables behind ids, kinds and fields.
 */
#ifndef CADRAN_BASE_WORDS_H
#define CADRAN_BASE_WORDS_H

/* The place of `word` among `count` words, -1 where it is none of them. */
int word_index(const char *const *words, int count, const char *word);

#endif
