/*
 * Content files (cadran(5)) into the structs of the core, with every fault
 * found, not only the first.
 */
#ifndef CADRAN_STORE_CONTENT_READ_H
#define CADRAN_STORE_CONTENT_READ_H

#include "cadran/core/content.h"

/* An empty content; content_free gives it back. */
struct content *content_new(void);

/*
 * Adds the file `name`, whose first section tells its kind. A file of the same
 * kind and id that is there already stays, and this one is left out: what a
 * user's own folder holds comes before what is shipped. Adds to `faults` all
 * that is wrong; what has a fault is not added.
 */
void content_add(struct content *content, const char *name, const char *bytes, size_t length,
		 struct fault_list *faults);

/*
 * As content_add, for a matrix of an id that is not there yet: documents hold
 * nothing that counts matrices. False, and nothing added, for everything else.
 */
bool content_add_matrix(struct content *content, const char *name, const char *bytes, size_t length,
			struct fault_list *faults);

/*
 * A content of the files of `own`, each of them replaced by the one at its place
 * in `newer` (as own->sources; NULL: it stays), which has its kind and id and
 * was read without fault. No matrix is chosen.
 */
struct content *content_upgrade(const struct content *own, const struct content_source *const *newer);

/*
 * What can only be checked once all files are there: values and ids that
 * charters, catalogues and demonstrations name. Grids and criteria that are not there at
 * all are not held against them.
 */
void content_check(const struct content *content, struct fault_list *faults);

/* The field of a use case that a preset's key names («health-data», «money.hours», «text»); false for other keys. */
bool preset_field(const char *name, enum use_case_field *field);

#endif
