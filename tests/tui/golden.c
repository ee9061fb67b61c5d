#include "golden.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"

/* NULL where there is none. */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buf bytes;
	int c;

	if (!file)
		return NULL;
	buf_init(&bytes);
	while ((c = getc(file)) != EOF)
		buf_add_char(&bytes, (char)c);
	(void)fclose(file);
	return bytes.length ? buf_detach(&bytes) : xstrdup("");
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	cr_assert(file, "%s: %s", path, strerror(errno));
	(void)fputs(text, file);
	cr_assert(fclose(file) == 0, "%s: %s", path, strerror(errno));
}

static bool is_rewriting(void)
{
	const char *wish = getenv("CADRAN_GOLDEN");

	return wish && !strcmp(wish, "write");
}

static void expect_same(const char *path, const char *expected, const char *shown)
{
	int line = 1;

	if (!strcmp(expected, shown))
		return;
	for (;;) {
		const size_t was = strcspn(expected, "\n"), is = strcspn(shown, "\n");

		if (was != is || strncmp(expected, shown, was) != 0 || !expected[was] || !shown[is]) {
			cr_expect(false, "%s:%d\n  was «%.*s»\n  is  «%.*s»", path, line, (int)was, expected, (int)is,
				  shown);
			return;
		}
		expected += was + 1;
		shown += is + 1;
		line++;
	}
}

void golden_expect(const char *path, const char *shown)
{
	char *expected;

	if (is_rewriting())
		write_file(path, shown);
	expected = read_file(path);
	cr_expect(expected, "%s is not there; CADRAN_GOLDEN=write makes it", path);
	if (expected)
		expect_same(path, expected, shown);
	free(expected);
}

void golden_expect_clean(const char *path, const char *shown, int width, bool ascii)
{
	char *copy = xstrdup(shown);

	cr_expect(utf8_valid(shown, strlen(shown)), "%s: not UTF-8", path);
	for (char *at = copy, *end; *at; at = end + 1) {
		end = strchr(at, '\n');
		cr_assert(end, "%s: the last line has no end", path);
		*end = '\0';
		cr_expect(utf8_width(at) <= (size_t)width, "%s: «%s» is wider than %d", path, at, width);
		cr_expect(end == at || end[-1] != ' ', "%s: «%s» ends with a blank", path, at);
		for (; *at; at++)
			cr_expect((unsigned char)*at >= ' ' && (!ascii || (unsigned char)*at < 0x7f), "%s: a byte %02x",
				  path, (unsigned char)*at);
	}
	free(copy);
}
