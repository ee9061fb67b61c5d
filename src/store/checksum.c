#include "checksum.h"

#include <stdbool.h>
#include <zlib.h>

enum { STRIDE = 8, LONG = 1024 };

/* What byte b becomes i bytes further on. */
static uint32_t tables[STRIDE][256];
static bool ready;

static void make_tables(void)
{
	const z_crc_t *first = get_crc_table();

	for (int b = 0; b < 256; b++)
		tables[0][b] = (uint32_t)first[b];
	for (int i = 1; i < STRIDE; i++)
		for (int b = 0; b < 256; b++)
			tables[i][b] = tables[i - 1][b] >> 8 ^ tables[0][tables[i - 1][b] & 0xff];
	ready = true;
}

uint32_t checksum(const char *bytes, size_t length)
{
	const unsigned char *at = (const unsigned char *)bytes;
	uint32_t check = 0xffffffffu;

	if (length >= LONG)
		return (uint32_t)crc32_z(0, at, length);
	if (!ready)
		make_tables();
	for (; length >= STRIDE; length -= STRIDE, at += STRIDE)
		check = tables[7][(check ^ at[0]) & 0xff] ^ tables[6][(check >> 8 ^ at[1]) & 0xff] ^
			tables[5][(check >> 16 ^ at[2]) & 0xff] ^ tables[4][check >> 24 ^ at[3]] ^ tables[3][at[4]] ^
			tables[2][at[5]] ^ tables[1][at[6]] ^ tables[0][at[7]];
	for (; length; length--)
		check = tables[0][(check ^ *at++) & 0xff] ^ check >> 8;
	return ~check;
}

uint32_t checksum_combine(uint32_t before, uint32_t after, size_t length)
{
	return (uint32_t)crc32_combine(before, after, (z_off_t)length);
}
