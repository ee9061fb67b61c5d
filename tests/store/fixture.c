#include "fixture.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <ftw.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cadran/store/content_dir.h"
#include "cadran/store/export.h"

/* A test program links the fixture of its own floor only. */
#include "core/fixture.c"

const struct journal_stamp fixture_stamp = { "animateur", "2026-11-21T09:12:04Z" };

/* --- files ------------------------------------------------------------------- */

static char folder[64];

void fixture_folder_make(void)
{
	strcpy(folder, "/tmp/cadran-test-XXXXXX");
	cr_assert(mkdtemp(folder));
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status, (void)type, (void)place;
	return remove(path);
}

void fixture_folder_remove(void)
{
	if (*folder)
		(void)nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

const char *fixture_path(const char *name)
{
	static char paths[16][400];
	static unsigned next;
	char *path = paths[next++ % 16];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static void make_folders(const char *path)
{
	char part[400];

	for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(part, sizeof(part), "%.*s", (int)(slash - path), path);
		(void)mkdir(part, 0700);
	}
}

void fixture_write(const char *name, const char *bytes, size_t length)
{
	const char *path = fixture_path(name);

	make_folders(path);
	FILE *file = fopen(path, "wb");
	cr_assert(file, "%s", path);
	cr_assert(fwrite(bytes, 1, length, file) == length);
	cr_assert(!fclose(file));
}

void fixture_write_text(const char *name, const char *text)
{
	fixture_write(name, text, strlen(text));
}

struct buf fixture_read(const char *path)
{
	char bytes[4096];
	struct buf out;
	FILE *file = fopen(path, "rb");

	cr_assert(file, "%s", path);
	buf_init(&out);
	for (size_t length; (length = fread(bytes, 1, sizeof(bytes), file));)
		buf_add(&out, bytes, length);
	fclose(file);
	return out;
}

void fixture_copy(const char *from, const char *name)
{
	struct buf bytes = fixture_read(from);

	fixture_write(name, bytes.data, bytes.length);
	buf_release(&bytes);
}

size_t fixture_entries(void)
{
	DIR *directory = opendir(folder);
	size_t count = 0;

	cr_assert(directory);
	for (struct dirent *entry; (entry = readdir(directory));)
		count += strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..");
	closedir(directory);
	return count;
}

void fixture_limit_files(size_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	cr_assert(!getrlimit(RLIMIT_FSIZE, &limit));
	limit.rlim_cur = bytes ? bytes : limit.rlim_max;
	cr_assert(!setrlimit(RLIMIT_FSIZE, &limit));
}

void fixture_become_nobody(void)
{
	if (geteuid())
		return;
	(void)!chown(fixture_path("."), 65534, 65534);
	cr_assert(!seteuid(65534));
}

void fixture_become_oneself(void)
{
	(void)!seteuid(getuid());
}

/* --- content ------------------------------------------------------------------- */

char *fixture_faults(const struct fault_list *faults)
{
	struct buf out;
	size_t count = 0;

	buf_init(&out);
	for (size_t i = 0; i < faults->count; i++) {
		buf_add_format(&out, "%s: %s%s\n", faults->items[i].place, faults->items[i].notice ? "note: " : "",
			       faults->items[i].text);
		count += !faults->items[i].notice;
	}
	cr_expect(count == faults->faults, "faults are counted wrongly");
	return buf_detach(&out);
}

struct content *fixture_load(const char *const *paths)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err = { 0 };

	for (; *paths; paths++)
		cr_assert(content_add_path(content, *paths, &faults, &err), "%s", err.text);
	content_check(content, &faults);
	char *text = fixture_faults(&faults);
	cr_assert(!faults.count, "%s", text);
	cr_assert(content_choose_matrix(content, NULL, &err), "%s", err.text);
	free(text);
	fault_list_release(&faults);
	return content;
}

struct content *fixture_worked(void)
{
	return fixture_load((const char *const[]){ "tests/worked/content", NULL });
}

struct content *fixture_shipped(void)
{
	return fixture_load((const char *const[]){ "questionnaires", "matrices", NULL });
}

/* --- documents as text ---------------------------------------------------------- */

char *fixture_json(const struct document *document)
{
	struct robustness robustness;
	struct evaluation evaluation;
	struct buf out;

	buf_init(&out);
	evaluation_compute(document, &evaluation);
	robustness_init(&robustness, &evaluation);
	while (robustness_refine(&robustness, SIZE_MAX))
		;
	export_json(&robustness, &out);
	robustness_release(&robustness);
	evaluation_release(&evaluation);
	return buf_detach(&out);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_votes(const struct document *document, const char *id, size_t criterion, const struct score *score,
		      char ***lines, size_t *count, size_t *capacity)
{
	for (size_t i = 0; i < score->vote_count; i++) {
		struct buf line;

		if (!*score->votes[i].score)
			continue;
		buf_init(&line);
		buf_add_format(&line, "vote.%s.%s.%s.%ld=%s", id, document->content->criteria.items[criterion].id,
			       document->participants[score->votes[i].participant], score->votes[i].round,
			       score->votes[i].score);
		ARRAY_GROW(*lines, *count, *capacity);
		(*lines)[(*count)++] = buf_detach(&line);
	}
}

/* Lines of a snapshot begin with a key of «cadran set»; a text may go on over lines, which stay with their first. */
static bool begins_value(const char *line)
{
	static const char *const beginnings[] = { "service.", "participant.", "matrix",       "charter.",
						  "use.",     "grid.",        "answer.",      "use-case.",
						  "score.",   "vote.",        "participant=", "round." };

	for (size_t i = 0; i < ARRAY_SIZE(beginnings); i++)
		if (!strncmp(line, beginnings[i], strlen(beginnings[i])))
			return true;
	return false;
}

char *fixture_values(const struct document *document)
{
	static const char *const kept[] = { "answer.", "use-case.", "score.", "participant.", "round." };
	char *snapshot = fixture_snapshot(document), **lines = NULL;
	size_t count = 0, capacity = 0;
	struct buf out;

	for (char *line = snapshot, *end; *line; line = end) {
		end = strchr(line, '\n') + 1;
		while (*end && !begins_value(end))
			end = strchr(end, '\n') + 1;
		for (size_t i = 0; i < ARRAY_SIZE(kept); i++) {
			if (strncmp(line, kept[i], strlen(kept[i])))
				continue;
			ARRAY_GROW(lines, count, capacity);
			lines[count++] = xstrndup(line, (size_t)(end - line) - 1);
		}
	}
	for (size_t u = 0; u < document->use_case_count; u++)
		for (size_t c = 0; c < document->content->criteria.count; c++)
			add_votes(document, document->use_cases[u].id, c, &document->use_cases[u].scores[c], &lines,
				  &count, &capacity);
	if (count)
		qsort(lines, count, sizeof(*lines), by_text);
	buf_init(&out);
	for (size_t i = 0; i < count; i++) {
		buf_add_format(&out, "%s\n", lines[i]);
		free(lines[i]);
	}
	free(lines);
	free(snapshot);
	return buf_detach(&out);
}

const char *const fixture_hostile[] = {
	"=1+1",
	"=HYPERLINK(\"http://x\";\"y\")",
	"+33 6 12",
	"-5",
	"@SUM(1)",
	"|cmd",
	"%x",
	"'=1+1",
	"''=1",
	"'",
	"\tx",
	"a\n=cmd|' /C calc'!A0",
	"a\t=1",
	"a\r=1",
	"a\r\n=1",
	"première\nseconde",
	"\"",
	"\"\"",
	"a\"b;c,d\te",
	"; , : | / = [x]",
	"«élevée» ; œuvre : 3 €",
	"＝1",
	"a\n＠x",
	"sep=;",
	"NA",
	"?",
	"oui",
	"001",
	"3,5",
	"1e3",
	"null",
	"\\n\\\"\\u0000",
	"</script>&amp;",
	"e\xcc\x81\xcc\x81\xcc\x81",
	"\xf0\x9f\x98\x80 😀",
	"\xe2\x80\xa8x\xe2\x80\xae",
	"\xef\xbb\xbfx",
	"\xc2\xa0x\xc2\xa0",
	"x\n\ny",
	"#",
	NULL,
};

struct buf fixture_csv(const struct document *document, enum report_kind kind, const char *dialect)
{
	struct evaluation evaluation;
	struct report report;
	struct err err = { 0 };
	struct buf out;

	buf_init(&out);
	evaluation_compute(document, &evaluation);
	report_build(kind, &evaluation, LANGUAGE_FR, &report);
	export_csv(&report, dialect_find(dialect), &out);
	cr_expect(export_csv_verify(&report, dialect_find(dialect), out.data, out.length, &err), "%s, %s: %s",
		  report_id(kind), dialect, err.text);
	report_release(&report);
	evaluation_release(&evaluation);
	return out;
}

void fixture_put(struct document *document, const char *key, const char *value)
{
	struct err err = { 0 };

	cr_expect(fixture_try(document, key, value, &err), "%s = «%s» is refused: %s", key, value, err.text);
}
