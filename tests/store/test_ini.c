/*
 * INI files as they are written by hand, by comparing a dump:
 *
 *	[KIND ID] LINE		one line for each section
 *	KEY = «VALUE» LINE	and for each key of it
 *	LINE: WORDS		and for each fault; of its sentence only WORDS must be there
 *
 * Every case is read with LF and with CRLF, with and without a byte order mark,
 * and must give the same. What inih does to long lines, to ` ;`, to line
 * numbers must not show.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/store/ini.h"
#include "fixture.h"

/* Sections and keys; the faults go to `faults`. */
static char *dump(const char *bytes, size_t length, struct fault_list *faults)
{
	struct ini ini;
	struct buf out;

	buf_init(&out);
	ini_read(&ini, "f.ini", bytes, length, faults);
	for (size_t s = 0; s < ini.count; s++) {
		const struct ini_section *section = &ini.sections[s];

		buf_add_format(&out, "[%s %s] %d\n", section->kind, section->id, section->line);
		for (size_t k = 0; k < section->count; k++)
			buf_add_format(&out, "%s = «%s» %d\n", section->keys[k].name, section->keys[k].value,
				       section->keys[k].line);
	}
	ini_release(&ini);
	return buf_detach(&out);
}

struct reading {
	const char *name, *bytes, *dump;
	const char *faults[4]; /* «LINE: WORDS» */
};

static void expect_faults(const char *name, const struct fault_list *faults, const char *const expected[4])
{
	size_t count = 0;
	char *text = fixture_faults(faults);

	while (count < 4 && expected[count])
		count++;
	cr_expect(faults->count == count, "%s: %zu faults, not %zu:\n%s", name, faults->count, count, text);
	for (size_t i = 0; i < count && i < faults->count; i++) {
		char place[100];
		int line = atoi(expected[i]);

		snprintf(place, sizeof(place), "f.ini:%d", line);
		cr_expect_str_eq(faults->items[i].place, place, "%s: %s", name, text);
		cr_expect(strstr(faults->items[i].text, strchr(expected[i], ' ') + 1), "%s: no «%s» in: %s", name,
			  expected[i], faults->items[i].text);
	}
	free(text);
}

static void expect_reading(const char *name, const char *bytes, size_t length, const char *expected,
			   const char *const faults[4])
{
	struct fault_list found = { 0 };
	char *text = dump(bytes, length, &found);

	cr_expect_str_eq(text, expected, "%s:\n%s", name, text);
	expect_faults(name, &found, faults);
	fault_list_release(&found);
	free(text);
}

/* As it stands, with CRLF, and with a byte order mark. */
static void expect_in_all_forms(const struct reading *reading)
{
	struct buf form;
	char name[200];

	expect_reading(reading->name, reading->bytes, strlen(reading->bytes), reading->dump, reading->faults);
	buf_init(&form);
	for (const char *c = reading->bytes; *c; c++)
		buf_add_format(&form, "%s%c", *c == '\n' ? "\r" : "", *c);
	snprintf(name, sizeof(name), "%s, CRLF", reading->name);
	expect_reading(name, form.data, form.length, reading->dump, reading->faults);
	buf_clear(&form);
	buf_add_format(&form, "\xef\xbb\xbf%s", reading->bytes);
	snprintf(name, sizeof(name), "%s, with a mark", reading->name);
	expect_reading(name, form.data, form.length, reading->dump, reading->faults);
	buf_release(&form);
}

#define EXPECT_ALL(table)                                                                                              \
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)                                                                 \
	expect_in_all_forms(&(table)[i])

static const struct reading texts[] = {
	{ "nothing", "", "", { NULL } },
	{ "blank lines and comments", "\n# a\n; b\n  # c\n\t; d\n\n", "", { NULL } },
	{ "a section without a key", "[a]", "[a ] 1\n", { NULL } },
	{ "a section with an id", "\n[a b.c-1]\n", "[a b.c-1] 2\n", { NULL } },
	{ "a key", "[a]\nk = v\n", "[a ] 1\nk = «v» 2\n", { NULL } },
	{ "no line end", "[a]\nk = v", "[a ] 1\nk = «v» 2\n", { NULL } },
	{ "no blanks, many blanks", "[a]\nk=v\nl   =\t  w  \t\n", "[a ] 1\nk = «v» 2\nl = «w» 3\n", { NULL } },
	{ "an empty value", "[a]\nk =\nl = \n", "[a ] 1\nk = «» 2\nl = «» 3\n", { NULL } },
	{ "a semicolon after a blank",
	  "[a]\nk = non classées ; sans propriétaire\n",
	  "[a ] 1\nk = «non classées ; sans propriétaire» 2\n",
	  { NULL } },
	{ "semicolons everywhere",
	  "[a]\nk = ;\nl = ; x\nm = x;y ;; z;\n",
	  "[a ] 1\nk = «;» 2\nl = «; x» 3\nm = «x;y ;; z;» 4\n",
	  { NULL } },
	{ "a number sign in a value",
	  "[a]\nk = x # y\nl = # z\nm = #1\n",
	  "[a ] 1\nk = «x # y» 2\nl = «# z» 3\nm = «#1» 4\n",
	  { NULL } },
	{ "colons in a value",
	  "[a]\nk = a : b = c\nl = : x\nm = http://x:80/?a=b\n",
	  "[a ] 1\nk = «a : b = c» 2\nl = «: x» 3\nm = «http://x:80/?a=b» 4\n",
	  { NULL } },
	{ "equal signs in a value", "[a]\nk = = =\nl == x\n", "[a ] 1\nk = «= =» 2\nl = «= x» 3\n", { NULL } },
	{ "quotes stay", "[a]\nk = \"a ; b\"\nl = 'c'\n", "[a ] 1\nk = «\"a ; b\"» 2\nl = «'c'» 3\n", { NULL } },
	{ "brackets in a value", "[a]\nk = [b] c\nl = x ]\n", "[a ] 1\nk = «[b] c» 2\nl = «x ]» 3\n", { NULL } },
	{ "a backslash at the end of a line", "[a]\nk = x \\\nl = y\n", "[a ] 1\nk = «x \\» 2\nl = «y» 3\n", { NULL } },
	{ "thin and unbreakable blanks",
	  "[a]\nk = \xc2\xa0"
	  "a\xe2\x80\xaf; b\xc2\xa0\n",
	  "[a ] 1\nk = «\xc2\xa0"
	  "a\xe2\x80\xaf; b\xc2\xa0» 2\n",
	  { NULL } },
	{ "a tab in a value", "[a]\nk = a\tb\n", "[a ] 1\nk = «a\tb» 2\n", { NULL } },
	{ "a key of one letter and of digits",
	  "[a]\n2 = x\nx.y-z_1 = y\n",
	  "[a ] 1\n2 = «x» 2\nx.y-z_1 = «y» 3\n",
	  { NULL } },
	{ "a semicolon in a name", "[a]\nx;y = z\n", "[a ] 1\nx;y = «z» 2\n", { NULL } },
	{ "a long text on several lines",
	  "[a]\nk = un ;\n    deux : trois\n\tquatre = cinq  \n  ; no text\n  # nor this\n  six\nl = x\n",
	  "[a ] 1\nk = «un ; deux : trois quatre = cinq six» 2\nl = «x» 8\n",
	  { NULL } },
	{ "a value that begins on the next line", "[a]\nk =\n  v\n", "[a ] 1\nk = «v» 2\n", { NULL } },
	{ "a line that goes on and looks like a section",
	  "[a]\nk = v\n  [b]\n  x = y\n",
	  "[a ] 1\nk = «v [b] x = y» 2\n",
	  { NULL } },
	{ "the same key in two sections",
	  "[a]\nk = 1\n[b]\nk = 2\n",
	  "[a ] 1\nk = «1» 2\n[b ] 3\nk = «2» 4\n",
	  { NULL } },
};

Test(ini, texts_come_back_as_they_were_written)
{
	EXPECT_ALL(texts);
}

static const struct reading wrong[] = {
	{ "a key before any section", "k = v\n[a]\nl = w\n", "[a ] 2\nl = «w» 3\n", { "1: section" } },
	{ "a key twice",
	  "[a]\nk = 1\nl = 2\nk = 3\n",
	  "[a ] 1\nk = «1» 2\nl = «2» 3\nk = «3» 4\n",
	  { "4: «k» stands here twice, first on line 2" } },
	{ "a key three times",
	  "[a]\nk = 1\nk = 2\nk = 3\n",
	  "[a ] 1\nk = «1» 2\nk = «2» 3\nk = «3» 4\n",
	  { "3: twice", "4: twice" } },
	{ "an indented line after a section", "[a]\n  x\nk = v\n", "[a ] 1\nk = «v» 3\n", { "2: " } },
	{ "an indented line at the beginning", "  x = y\n[a]\n", "[a ] 2\n", { "1: " } },
	{ "a key without a name", "[a]\n= v\nk = w\n", "[a ] 1\nk = «w» 3\n", { "2: " } },
	{ "a line that is nothing", "[a]\nnothing\nk = w\n", "[a ] 1\nk = «w» 3\n", { "2: " } },
	{ "a colon in place of the equal sign", "[a]\nk : v\nl = w\n", "[a ] 1\nl = «w» 3\n", { "2: " } },
	{ "two wrong lines", "[a]\nx\ny\nk = w\n", "[a ] 1\nk = «w» 4\n", { "2: ", "3: " } },
};

Test(ini, what_is_malformed_is_named_with_its_line_and_the_rest_is_read)
{
	EXPECT_ALL(wrong);
}

/* What a wrong heading is followed by must not end up in the section before. */
Test(ini, a_wrong_section_is_a_fault_and_its_keys_go_nowhere_else)
{
	static const char *const headings[] = {
		"[b",    "[]",    "[ ]",   "[b] c", "[b c d]", "[B]",   "[é]",   "[b C]",
		"[b;c]", "[b:c]", "[b ;]", "[b]]",  "[[b]",    "[b_c]", "[b/c]", "[b \x7f]",
	};

	for (size_t i = 0; i < ARRAY_SIZE(headings); i++) {
		struct fault_list faults = { 0 };
		struct ini ini;
		char bytes[200];

		snprintf(bytes, sizeof(bytes), "[a]\nk = 1\n%s\nl = 2\nk = 3\n[c]\nm = 4\n", headings[i]);
		ini_read(&ini, "f.ini", bytes, strlen(bytes), &faults);
		char *text = fixture_faults(&faults);
		cr_expect(faults.faults >= 1 && strstr(text, "f.ini:3: "), "%s: %s", headings[i], text);
		cr_expect(!strstr(text, "twice"), "%s: the keys went to the section before: %s", headings[i], text);
		cr_assert(ini.count >= 2, "%s", headings[i]);
		cr_expect(ini.sections[0].count == 1, "%s", headings[i]);
		cr_expect_str_eq(ini.sections[ini.count - 1].kind, "c", "%s", headings[i]);
		cr_expect(ini.sections[ini.count - 1].count == 1 && ini.sections[ini.count - 1].keys[0].line == 7, "%s",
			  headings[i]);
		free(text);
		ini_release(&ini);
		fault_list_release(&faults);
	}
}

Test(ini, bytes_that_do_not_belong_into_a_text_are_faults_with_their_line)
{
	static const struct {
		const char *name, *bytes;
		size_t length;
	} rows[] = {
		{ "NUL", "x\0y", 3 },
		{ "NUL alone", "\0", 1 },
		{ "a lone byte of 128 up", "x\x80", 2 },
		{ "Windows-1252",
		  "donn\xe9"
		  "es",
		  7 },
		{ "an overlong slash", "\xc0\xaf", 2 },
		{ "a surrogate", "\xed\xa0\x80", 3 },
		{ "above U+10FFFF", "\xf4\x90\x80\x80", 4 },
		{ "a character cut", "x\xe2\x80", 3 },
		{ "escape", "\x1b[31m", 5 },
		{ "what the reader hides ; behind",
		  "a\x1d"
		  "b",
		  3 },
		{ "what the reader begins a piece with",
		  "\x1e"
		  "b",
		  2 },
		{ "what the reader ends a piece with", "b\x1f", 2 },
		{ "delete", "\x7f", 1 },
		{ "C1", "\xc2\x9b", 2 },
		{ "form feed", "a\fb", 3 },
		{ "vertical tab", "a\vb", 3 },
		{ "bell", "\a", 1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct fault_list faults = { 0 };
		struct ini ini;
		struct buf bytes;

		buf_init(&bytes);
		buf_add_text(&bytes, "[a]\nj = 0\nk = ");
		buf_add(&bytes, rows[i].bytes, rows[i].length);
		buf_add_text(&bytes, "\nl = 1\n");
		ini_read(&ini, "f.ini", bytes.data, bytes.length, &faults);
		char *text = fixture_faults(&faults);
		cr_expect(faults.faults == 1 && !strncmp(text, "f.ini:3: ", 9), "%s: %s", rows[i].name, text);
		cr_expect(ini.count == 1, "%s", rows[i].name);
		const struct ini_key *last = ini.count ? ini_take(&ini.sections[0], "l") : NULL;
		cr_expect(last && last->line == 4 && !strcmp(last->value, "1"), "%s: what follows is not read",
			  rows[i].name);
		free(text);
		buf_release(&bytes);
		ini_release(&ini);
		fault_list_release(&faults);
	}
}

Test(ini, a_file_of_another_encoding_or_with_cr_only_is_never_read_as_nothing)
{
	static const struct {
		const char *name, *bytes;
		size_t length;
	} rows[] = {
		{ "UTF-16 with a mark", "\xff\xfe[\0a\0]\0\n\0k\0=\0v\0\n\0", 18 },
		{ "UTF-16 without a mark", "[\0a\0]\0\n\0k\0=\0v\0\n\0", 16 },
		{ "UTF-16, the other order", "\xfe\xff\0[\0a\0]\0\n", 10 },
		{ "CR only", "[a]\rk = v\rl = w\r", 16 },
		{ "CR in a line", "[a]\nk = v\rw\n", 12 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct fault_list faults = { 0 };
		char *text = dump(rows[i].bytes, rows[i].length, &faults);

		cr_expect(faults.faults || !strcmp(text, "[a ] 1\nk = «v» 2\nl = «w» 3\n"), "%s: %s", rows[i].name,
			  text);
		free(text);
		fault_list_release(&faults);
	}
}

/* One key with this value after a line of its own, and one after it: the line of the latter is exact. */
static void expect_value(const char *name, const char *value)
{
	struct fault_list faults = { 0 };
	struct ini ini;
	struct buf bytes;

	buf_init(&bytes);
	buf_add_format(&bytes, "[a]\nk = %s\nafter = x\n[b]\nlast = y", value);
	ini_read(&ini, "f.ini", bytes.data, bytes.length, &faults);
	char *text = fixture_faults(&faults);
	cr_expect(!faults.count, "%s: %s", name, text);
	cr_assert(ini.count == 2 && ini.sections[0].count == 2, "%s: %zu sections, %zu keys", name, ini.count,
		  ini.count ? ini.sections[0].count : 0);
	const struct ini_key *key = ini_take(&ini.sections[0], "k"), *after = ini_take(&ini.sections[0], "after");
	cr_expect(key && key->line == 2 && key->taken, "%s", name);
	cr_expect(key && !strcmp(key->value, value), "%s:\n«%s»\nis read as\n«%s»", name, value, key ? key->value : "");
	cr_expect(after && after->line == 3, "%s: line %d", name, after ? after->line : 0);
	cr_expect(ini.sections[1].line == 4 && ini.sections[1].keys[0].line == 5, "%s", name);
	free(text);
	buf_release(&bytes);
	ini_release(&ini);
	fault_list_release(&faults);
}

Test(ini, a_line_of_any_length_is_read_whole_and_shifts_no_line_number)
{
	static const char *const units[] = { "x", "é", "œ ; ", "a = b ", "[x] ", "€:" };
	char name[100];
	struct buf value;

	buf_init(&value);
	for (size_t u = 0; u < ARRAY_SIZE(units); u++) {
		for (size_t length = 1; length < 2100; length += length >= 180 && length < 420 ? 1 : 37) {
			buf_clear(&value);
			while (value.length < length)
				buf_add_text(&value, units[u]);
			if (value.data[value.length - 1] == ' ')
				buf_add_char(&value, '.');
			snprintf(name, sizeof(name), "«%s» up to %zu bytes", units[u], length);
			expect_value(name, value.data);
		}
	}
	buf_release(&value);
	expect_value(
		"the line of French that inih cut in three",
		"Les données utiles au pilotage sont-elles décrites, avec une définition publiée ; sinon précisez pourquoi : "
		"absence de temps, d'outil, de mandat ; et dites ce qui est = bloquant ? Une phrase de plus pour passer deux cents.");
}

Test(ini, a_long_text_over_long_lines_keeps_one_blank_at_each_joint)
{
	struct fault_list faults = { 0 };
	struct buf bytes, expected;
	struct ini ini;

	buf_init(&bytes);
	buf_init(&expected);
	buf_add_text(&bytes, "[a]\nk = ");
	for (int line = 0; line < 20; line++) {
		buf_add_text(&bytes, line ? "    " : "");
		buf_add_text(&expected, line ? " " : "");
		for (int word = 0; word < 90 + line; word++) {
			buf_add_text(&bytes, "é;=");
			buf_add_text(&expected, "é;=");
		}
		buf_add_text(&bytes, "\n");
	}
	buf_add_text(&bytes, "after = x\n");
	ini_read(&ini, "f.ini", bytes.data, bytes.length, &faults);
	cr_assert(ini.count == 1 && ini.sections[0].count == 2);
	cr_expect_str_eq(ini.sections[0].keys[0].value, expected.data);
	cr_expect(ini.sections[0].keys[1].line == 22);
	cr_expect(!faults.count);
	ini_release(&ini);
	buf_release(&bytes);
	buf_release(&expected);
	fault_list_release(&faults);
}

/* `length` bytes with their line end left out, of a line that is a key. */
static size_t faults_of_a_line(size_t length, const char *end)
{
	struct fault_list faults = { 0 };
	struct ini ini;
	struct buf bytes;
	size_t count;

	buf_init(&bytes);
	buf_add_text(&bytes, "[a]\nk = ");
	buf_add_repeated(&bytes, "x", length - 4);
	buf_add_format(&bytes, "%safter = 1\n", end);
	ini_read(&ini, "f.ini", bytes.data, bytes.length, &faults);
	count = faults.faults;
	cr_assert(ini.count == 1);
	const struct ini_key *key = ini_take(&ini.sections[0], "k"), *after = ini_take(&ini.sections[0], "after");
	cr_expect(after && after->line == 3, "after a line of %zu bytes", length);
	if (count)
		cr_expect_str_eq(faults.items[0].place, "f.ini:2");
	else
		cr_expect(key && strlen(key->value) == length - 4, "%zu bytes", length);
	ini_release(&ini);
	buf_release(&bytes);
	fault_list_release(&faults);
	return count;
}

Test(ini, a_line_has_64_kib_at_most)
{
	cr_expect(faults_of_a_line(65000, "\n") == 0);
	cr_expect(faults_of_a_line(65534, "\r\n") == 0);
	cr_expect(faults_of_a_line(65535, "\n") == 0);
	cr_expect(faults_of_a_line(65538, "\n") == 1);
	cr_expect(faults_of_a_line(200000, "\n") == 1);
	cr_expect(faults_of_a_line(200000, "\r\n") == 1);
}

static void expect_name(const char *format, size_t length, bool fits)
{
	struct fault_list faults = { 0 };
	struct ini ini;
	struct buf name;
	char bytes[1000];

	buf_init(&name);
	buf_add_repeated(&name, "n", length);
	snprintf(bytes, sizeof(bytes), format, name.data);
	ini_read(&ini, "f.ini", bytes, strlen(bytes), &faults);
	char *text = fixture_faults(&faults);
	cr_expect(fits == !faults.faults, "%zu bytes: %s", length, text);
	cr_expect(fits || !strncmp(text, "f.ini:2: ", 9), "%zu bytes: %s", length, text);
	cr_expect(fits || strstr(text, "49"), "%zu bytes: %s", length, text);
	cr_expect(!strstr(text, "twice"), "%zu bytes: %s", length, text);
	free(text);
	buf_release(&name);
	ini_release(&ini);
	fault_list_release(&faults);
}

Test(ini, a_key_and_what_is_in_the_brackets_have_49_bytes_at_most)
{
	static const size_t lengths[] = { 1, 48, 49, 50, 51, 100, 198, 199, 200, 400 };

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		expect_name("[a]\n%s = v\nk = w\n", lengths[i], lengths[i] <= 49);
		expect_name("[a]\n%s = v\n  w\n", lengths[i], lengths[i] <= 49);
		expect_name("[z]\n[%s]\nk = v\n", lengths[i], lengths[i] <= 49);
	}
	expect_name("[z]\n[a %s]\n", 47, true);
	expect_name("[z]\n[a %s]\n", 48, false);
}

/* Two keys that are the same in their first 49 bytes are two long keys, not one that stands there twice. */
Test(ini, a_name_is_never_cut)
{
	struct fault_list faults = { 0 };
	struct buf bytes;

	buf_init(&bytes);
	buf_add_text(&bytes, "[a]\n");
	for (int i = 0; i < 2; i++) {
		buf_add_repeated(&bytes, "k", 49);
		buf_add_format(&bytes, "%d = v\n", i);
	}
	char *text = dump(bytes.data, bytes.length, &faults), *told = fixture_faults(&faults);
	cr_expect(faults.faults == 2 && !strstr(told, "twice"), "%s", told);
	free(text);
	free(told);
	buf_release(&bytes);
	fault_list_release(&faults);
}

/* --- any text ------------------------------------------------------------------- */

static void add_random_character(struct fixture_random *random, struct buf *out)
{
	static const char *const others[] = { "é", "À", "œ", "€",  "«", "»",         "\xc2\xa0", "\xe2\x80\xaf",
					      "…", "’", "😀", "漢", "ß", "e\xcc\x81", "\t" };
	unsigned pick = fixture_below(random, 120);

	if (pick < 95)
		buf_add_char(out, (char)(' ' + pick));
	else if (pick < 110)
		buf_add_text(out, others[pick - 95]);
	else
		buf_add_text(out, pick < 113 ? " ; " : pick < 116 ? " : " : pick < 118 ? " = " : " # ");
}

/* Every printable character, at least once; no blank at the ends. */
static void random_text(struct fixture_random *random, size_t length, struct buf *out)
{
	buf_clear(out);
	if (length >= 200) {
		unsigned from = fixture_below(random, 94);

		for (unsigned i = 0; i < 94; i++)
			buf_add_char(out, (char)('!' + (from + i) % 94));
	}
	while (out->length < length)
		add_random_character(random, out);
	while (out->length && strchr(" \t", out->data[out->length - 1]))
		buf_truncate(out, out->length - 1);
	size_t blanks = strspn(out->data, " \t");
	memmove(out->data, out->data + blanks, out->length - blanks + 1);
	out->length -= blanks;
	if (!out->length)
		buf_add_char(out, 'x');
}

Test(ini, every_text_of_1_to_5000_bytes_comes_back_equal)
{
	struct fixture_random random = fixture_seed(3);
	struct buf value;
	char name[50];

	buf_init(&value);
	for (unsigned i = 0; i < 1500; i++) {
		random_text(&random, i < 300 ? i + 1 : 1 + fixture_below(&random, 5000), &value);
		snprintf(name, sizeof(name), "text %u", i);
		expect_value(name, value.data);
	}
	buf_release(&value);
}

/* Written as a person would: broken at blanks, each line indented; no line may begin as a comment. */
Test(ini, every_text_broken_at_its_blanks_comes_back_equal)
{
	struct fixture_random random = fixture_seed(4);
	struct buf value, bytes;

	buf_init(&value);
	buf_init(&bytes);
	for (unsigned i = 0; i < 400; i++) {
		struct fault_list faults = { 0 };
		int line = 2;
		struct ini ini;

		random_text(&random, 1 + fixture_below(&random, 5000), &value);
		buf_clear(&bytes);
		buf_add_text(&bytes, "[a]\nk = ");
		for (const char *c = value.data; *c; c++) {
			bool breaks = *c == ' ' && c > value.data && !strchr(" \t", c[-1]) && !strchr(" \t;#", c[1]) &&
				      fixture_chance(&random, 30);

			buf_add(&bytes, breaks ? "\n\t" : c, breaks ? 2 : 1);
			line += breaks;
		}
		buf_add_text(&bytes, "\nafter = x\n");
		ini_read(&ini, "f.ini", bytes.data, bytes.length, &faults);
		cr_assert(ini.count == 1 && ini.sections[0].count == 2, "text %u", i);
		cr_expect_str_eq(ini.sections[0].keys[0].value, value.data, "text %u", i);
		cr_expect(ini.sections[0].keys[1].line == line + 1, "text %u", i);
		cr_expect(!faults.count, "text %u", i);
		ini_release(&ini);
		fault_list_release(&faults);
	}
	buf_release(&value);
	buf_release(&bytes);
}

/* Whatever the bytes: no crash, and either a fault or what is there. */
Test(ini, any_bytes_are_survived)
{
	static const char alphabet[] = "[]=;:#ak. \t\n\n\r\\\"\xc3\xa9\x1d\x1e\x1f\xef\xbb\xbf";
	struct fixture_random random = fixture_seed(5);
	struct buf bytes;

	buf_init(&bytes);
	for (unsigned i = 0; i < 3000; i++) {
		struct fault_list faults = { 0 };
		unsigned length = fixture_below(&random, 600);

		buf_clear(&bytes);
		while (bytes.length < length)
			buf_add_char(&bytes, fixture_chance(&random, 2)
						     ? (char)fixture_below(&random, 256)
						     : alphabet[fixture_below(&random, sizeof(alphabet) - 1)]);
		free(dump(bytes.data, bytes.length, &faults));
		fault_list_release(&faults);
	}
	buf_release(&bytes);
}

Test(ini, a_section_of_many_keys_and_a_file_of_many_sections_are_read_at_once)
{
	struct fault_list faults = { 0 };
	struct buf bytes;
	struct ini ini;

	buf_init(&bytes);
	buf_add_text(&bytes, "[a]\n");
	for (int i = 0; i < 20000; i++)
		buf_add_format(&bytes, "k%d = %d\n", i, i);
	for (int i = 0; i < 20000; i++)
		buf_add_format(&bytes, "[b x%d]\n", i);
	ini_read(&ini, "f.ini", bytes.data, bytes.length, &faults);
	cr_expect(ini.count == 20001 && ini.sections[0].count == 20000 && !faults.count);
	cr_expect_str_eq(ini_take(&ini.sections[0], "k19999")->value, "19999");
	cr_expect(!ini_take(&ini.sections[0], "k20000"));
	cr_expect(ini.sections[20000].line == 40001);
	ini_release(&ini);
	buf_release(&bytes);
	fault_list_release(&faults);
}
