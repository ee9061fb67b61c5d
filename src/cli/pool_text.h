/*
 * What «cadran pool» says for people.
 */
#ifndef CADRAN_CLI_POOL_TEXT_H
#define CADRAN_CLI_POOL_TEXT_H

#include "cadran/core/pool.h"

/* Adds the pool as text of at most 80 columns. `mine` is compared with the others; NULL for none. */
void pool_text(const struct pool *pool, const struct evaluation *mine, struct buf *out);

#endif
