/*
 * CRC-32 as zlib has it, for the short records of a journal: zlib's own takes
 * longer to begin than such a record is long.
 */
#ifndef CADRAN_STORE_CHECKSUM_H
#define CADRAN_STORE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

uint32_t checksum(const char *bytes, size_t length);

/* The checksum of `length` bytes after others, from both checksums. */
uint32_t checksum_combine(uint32_t before, uint32_t after, size_t length);

#endif
