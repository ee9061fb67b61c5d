#ifndef TESTS_STORE_MARKUP_CHECK_H
#define TESTS_STORE_MARKUP_CHECK_H

/* What is wrong with a piece of XML (tags closed in their order, attributes in quotes, known entities, no control
 * character, UTF-8), or NULL. */
const char *markup_fault(const char *text);

#endif
