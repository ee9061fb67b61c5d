/*
 * What the fuzzers share: a folder of their own in memory, a small
 * dossier, its state as text, and a way to say what does not hold.
 *
 * A fuzzer is linked so that the program writes files only in that folder, and
 * draws a few samples where the program draws all.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdint.h>

#include "cadran/app/session.h"
#include "cadran/base/buf.h"

extern const struct journal_stamp fuzz_stamp;

/* Says what does not hold and ends: the fuzzer keeps the input. */
_Noreturn void fuzz_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The folder, made at the first call, and the dossier in it. */
const char *fuzz_folder(void);
const char *fuzz_dossier(void);

/* Removes all other files of the folder, and puts these bytes at the path of the dossier. */
void fuzz_write(const void *bytes, size_t length);

/* The smallest content that has everything, of tests/fuzz/content: a share of it, or a copy of one's own. */
struct content *fuzz_content(void);
struct content *fuzz_content_copy(void);

/* A dossier on it: three use cases, answers, votes. Its bytes, made once. */
const struct buf *fuzz_base(void);

/* All that a document holds, as text: what makes it of an empty one. */
void fuzz_state(const struct document *document, struct buf *out);
void fuzz_expect_state(const struct document *document, const struct buf *expected, const char *what);

/* Sentences are UTF-8 without control characters once they are made safe, and each has its place. */
void fuzz_check_faults(const struct fault_list *faults);
void fuzz_check_err(const struct err *err);

#endif
