/*
 * The checksum of records, against zlib's.
 */
#include <criterion/criterion.h>
#include <zlib.h>

#include "../../src/store/checksum.h"

Test(checksum, is_that_of_zlib_at_every_length_and_alignment)
{
	char bytes[1300];
	uint32_t state = 1;

	for (size_t i = 0; i < sizeof(bytes); i++) {
		state = state * 1664525u + 1013904223u;
		bytes[i] = (char)(state >> 24);
	}
	for (size_t begin = 0; begin < 9; begin++)
		for (size_t length = 0; begin + length <= sizeof(bytes); length += length < 80 ? 1 : 61)
			cr_assert_eq(checksum(bytes + begin, length),
				     (uint32_t)crc32(0, (const Bytef *)bytes + begin, (uInt)length), "%zu from %zu",
				     length, begin);
}

Test(checksum, of_two_parts_is_that_of_the_whole)
{
	const char *text = "12,2026-03-01T10:00:00Z,Claire,answer,data.quality.errors,level,3,";
	const size_t whole = strlen(text);

	for (size_t first = 0; first <= whole; first++)
		cr_assert_eq(
			checksum_combine(checksum(text, first), checksum(text + first, whole - first), whole - first),
			checksum(text, whole));
}
