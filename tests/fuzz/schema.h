/*
 * JSON against a JSON Schema (the part of draft 2020-12 that
 * man/cadran.schema.json uses).
 */
#ifndef TESTS_FUZZ_SCHEMA_H
#define TESTS_FUZZ_SCHEMA_H

/* What is wrong with `json` for the schema in the file `path`, read once; NULL where nothing is. */
const char *schema_fault(const char *path, const char *json);

#endif
