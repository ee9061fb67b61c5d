/*
 * What the tests of changes share.
 */
#ifndef TESTS_CORE_CHANGE_DESK_H
#define TESTS_CORE_CHANGE_DESK_H

#include "cadran/base/alloc.h"
#include "fixture.h"

/* fixture_document with its matrix under three ids; valeur-facilite is in use. document_free. */
struct document *change_document(void);

/* The value is refused with a sentence, and the document is what it was. */
void expect_refused(struct document *document, const char *key, const char *value);

#endif
