/*
 * The least that reading dossiers takes: libcsv over every file, cells and
 * records counted. What `cadran pool` is measured against (tests/bench/pool.py).
 */
#include <csv.h>
#include <stdio.h>

static size_t cells, records;

static void count_cell(void *bytes, size_t length, void *context)
{
	(void)bytes;
	(void)length;
	(void)context;
	cells++;
}

static void count_record(int terminator, void *context)
{
	(void)terminator;
	(void)context;
	records++;
}

static int read_file(const char *path)
{
	static char block[1 << 16];
	struct csv_parser parser;
	FILE *file = fopen(path, "rb");
	size_t count;
	int good = 1;

	if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI))
		return 0;
	while (good && (count = fread(block, 1, sizeof(block), file)))
		good = csv_parse(&parser, block, count, count_cell, count_record, NULL) == count;
	good = good && !csv_fini(&parser, count_cell, count_record, NULL);
	csv_free(&parser);
	(void)fclose(file);
	return good;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!read_file(argv[i]))
			return 1;
	return printf("%zu cells, %zu records\n", cells, records) < 0;
}
