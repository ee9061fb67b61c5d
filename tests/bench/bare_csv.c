/*
 * The least that reading a CSV file takes: the file into memory, libcsv over it,
 * its cells counted. What an import is measured against (tests/bench/import.py).
 */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

static size_t cells;

static void count_cell(void *bytes, size_t length, void *context)
{
	(void)bytes;
	(void)length;
	(void)context;
	cells++;
}

static void end_row(int terminator, void *context)
{
	(void)terminator;
	(void)context;
}

int main(int argc, char **argv)
{
	struct csv_parser parser;
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	static char block[1 << 16];
	size_t length;

	if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI))
		return 1;
	csv_set_delim(&parser, ';');
	while ((length = fread(block, 1, sizeof(block), file)))
		if (csv_parse(&parser, block, length, count_cell, end_row, NULL) != length)
			return 1;
	csv_fini(&parser, count_cell, end_row, NULL);
	csv_free(&parser);
	fclose(file);
	printf("%zu\n", cells);
	return 0;
}
