/*
 * Content files: small ones with one thing wrong each, and the shipped ones.
 *
 * For each kind there is a smallest file, all of whose keys are required.
 * Taking away each of its lines in turn must give a fault that names the key.
 * The table of wrong values replaces `old` by `new` in it; the fault must stand
 * at the line where `at` is then found, and have `words` in it.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/store/content_dir.h"
#include "cadran/store/file.h"
#include "cadran/store/ini.h"
#include "fixture.h"

TestSuite(content, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* --- the smallest files ----------------------------------------------------------- */

#define LEVELS "level1.fr = a\nlevel2.fr = b\nlevel3.fr = c\nlevel4.fr = d\nlevel5.fr = e\n"

static const char grid[] = "[grid]\nid = data\nversion = 1\nname.fr = Données\n"
			   "[level 1]\nname.fr = un\n[level 2]\nname.fr = deux\n[level 3]\nname.fr = trois\n[level 4]\nname.fr = quatre\n[level 5]\nname.fr = cinq\n"
			   "[dimension quality]\nname.fr = Qualité\n"
			   "[question quality.errors]\ntext.fr = Quoi ?\n" LEVELS;
static const char criteria[] = "[criteria]\nid = use-case\nversion = 1\nname.fr = Critères\n"
			       "[family impact]\nname.fr = Impact\n[family roi]\nname.fr = Retour\n"
			       "[family feasibility]\nname.fr = Faisabilité\n[family risk]\nname.fr = Risque\n"
			       "[criterion impact.one]\nname.fr = Un\nbetter = more\n" LEVELS;
/* What the rows put a question on the need before. */
#define CRITERION "[criterion impact.one]"
#define NEED "[need one]\ntext.fr = Quoi ?\n"
static const char matrix[] = "[matrix]\nid = m\nversion = 1\nname.fr = Matrice\n"
			     "[axis x]\nname.fr = x\nthreshold = 50\nfeasibility = 1\n"
			     "[axis y]\nname.fr = y\nthreshold = 40\nimpact = 1\n"
			     "[quadrant high-high]\nid = a\nname.fr = A\n[quadrant high-low]\nid = b\nname.fr = B\n"
			     "[quadrant low-high]\nid = c\nname.fr = C\n[quadrant low-low]\nid = d\nname.fr = D\n"
			     "[gate maturity]\npenalty = 12.5\nblock = 2\n"
			     "[quick-win]\nimpact.min = 50\n";
static const char tree[] = "[tree]\nid = ai-act\nversion = 1\nname.fr = Arbre\nfirst = one\n"
			   "[ask one]\ntext.fr = Un ?\nyes = minimal\nno = none\narticle = 3(1)\n"
			   "[class minimal]\nname.fr = Minimal\nverified = 2026-11\n"
			   "[class none]\nname.fr = Hors champ\nverified = 2026-11\n";
#define DUTY "[duty d]\nname.fr = Devoir\ntext.fr = Faire.\narticle = 35\nverified = 2026-11\n"
#define DATE(day) "[date " day "]\ntext.fr = Dès lors.\narticle = 113\nverified = 2026-11\n"
static const char charter[] = "[charter]\nid = charter\nversion = 1\nname.fr = Charte\n"
			      "[principle oversight]\nname.fr = Supervision\ntext.fr = On relit.\ncheck.fr = Une page.\nverified = 2026-11\n";
static const char catalogue[] = "[catalogue]\nid = c\nversion = 1\nname.fr = Catalogue\n[use-case notes]\n";
static const char demo[] = "[demo]\nid = d\nversion = 1\nname.fr = Service\n";

static const struct {
	enum content_kind kind;
	const char *bytes;
} smallest[] = {
	{ CONTENT_GRID, grid }, { CONTENT_CRITERIA, criteria },   { CONTENT_MATRIX, matrix },
	{ CONTENT_TREE, tree }, { CONTENT_CHARTER, charter },     { CONTENT_CATALOGUE, catalogue }, { CONTENT_DEMO, demo },
};

/* How many things of a kind were taken in. */
static size_t count_of(const struct content *content, enum content_kind kind)
{
	const size_t counts[CONTENT_KIND_COUNT] = {
		[CONTENT_GRID] = content->grid_count,
		[CONTENT_CRITERIA] = content->criteria.count ? 1 : 0,
		[CONTENT_MATRIX] = content->matrix_count,
		[CONTENT_TREE] = content->tree.ask_count ? 1 : 0,
		[CONTENT_CHARTER] = content->charter.count ? 1 : 0,
		[CONTENT_CATALOGUE] = content->catalogue_count,
		[CONTENT_DEMO] = content->demo_count,
	};

	return counts[kind];
}

/* Without the notices. */
static char *only_faults(const struct fault_list *list)
{
	char *all = fixture_faults(list), *rest = all;
	struct buf out;

	buf_init(&out);
	for (char *line; (line = strtok_r(rest, "\n", &rest));)
		if (!strstr(line, ": note: "))
			buf_add_format(&out, "%s\n", line);
	free(all);
	return buf_detach(&out);
}

/* What is said of one file alone: added, then checked. */
static char *faults_of(enum content_kind kind, const char *bytes, size_t *taken, size_t *faults)
{
	struct content *content = content_new();
	struct fault_list list = { 0 };

	content_add(content, "f.ini", bytes, strlen(bytes), &list);
	*taken = count_of(content, kind);
	content_check(content, &list);
	*faults = list.faults;
	char *text = fixture_faults(&list);
	fault_list_release(&list);
	content_free(content);
	return text;
}

Test(content, the_smallest_file_of_each_kind_is_taken_with_notices_for_the_language_it_lacks)
{
	for (size_t i = 0; i < ARRAY_SIZE(smallest); i++) {
		size_t taken, faults;
		char *text = faults_of(smallest[i].kind, smallest[i].bytes, &taken, &faults);

		cr_expect(!faults, "%s: %s", content_kind_id(smallest[i].kind), text);
		cr_expect(taken == 1, "%s", content_kind_id(smallest[i].kind));
		cr_expect(strstr(text, "f.ini:4: note: ") && strstr(text, "name.en"), "%s: %s", content_kind_id(smallest[i].kind), text);
		free(text);
	}
}

static int line_of(const char *bytes, const char *at)
{
	int line = 1;
	const char *place = strstr(bytes, at);

	cr_assert(place, "«%s» is not in:\n%s", at, bytes);
	for (const char *c = bytes; c < place; c++)
		line += *c == '\n';
	return line;
}

/* Is there a fault at this line with these words? */
static bool told(const char *text, int line, const char *words)
{
	char beginning[50];
	bool found = false;
	char *copy = xstrdup(text), *rest = copy;

	snprintf(beginning, sizeof(beginning), "f.ini:%d: ", line);
	for (char *one; (one = strtok_r(rest, "\n", &rest));)
		found |= !strncmp(one, beginning, strlen(beginning)) && !strstr(one, ": note: ") && strstr(one, words);
	free(copy);
	return found;
}

/* «name.fr» is asked for as «name», «level 1» without its id. */
static void expect_missing(enum content_kind kind, const char *base, const char *line, size_t length, int section)
{
	struct buf bytes;
	char key[60], name[200];
	size_t taken, faults;

	snprintf(key, sizeof(key), "%.*s", (int)strcspn(line, " "), line);
	char *dot = strstr(key, ".fr");
	if (dot)
		*dot = '\0';
	snprintf(name, sizeof(name), "%s without line %d («%.*s»)", content_kind_id(kind), line_of(base, line), (int)length, line);
	buf_init(&bytes);
	buf_add(&bytes, base, (size_t)(line - base));
	buf_add_text(&bytes, line + length + 1);
	char *text = faults_of(kind, bytes.data, &taken, &faults);
	cr_expect(faults >= 1, "%s: no fault", name);
	cr_expect(told(text, section, key), "%s: no word of %s at line %d:\n%s", name, key, section, text);
	cr_expect(!taken, "%s: taken in all the same", name);
	free(text);
	buf_release(&bytes);
}

/* Any one of the families will do for an axis, any condition for a rule. */
static bool is_optional(const char *line, size_t length)
{
	static const char *const lines[] = { "feasibility = 1", "impact = 1", "impact.min = 50" };

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++)
		if (strlen(lines[i]) == length && !strncmp(lines[i], line, length))
			return true;
	return false;
}

Test(content, each_required_key_that_is_missing_is_told_at_its_section)
{
	for (size_t i = 0; i < ARRAY_SIZE(smallest); i++) {
		int line = 0, section = 0;

		for (const char *at = smallest[i].bytes; *at; at += strcspn(at, "\n") + 1) {
			size_t length = strcspn(at, "\n");

			line++;
			if (*at == '[')
				section = line;
			else if (!is_optional(at, length))
				expect_missing(smallest[i].kind, smallest[i].bytes, at, length, section);
		}
	}
}

static void expect_missing_section(enum content_kind kind, const char *base, const char *begin)
{
	const char *end = strstr(begin + 1, "\n[");
	size_t taken, faults;
	struct buf bytes;
	char words[60];

	snprintf(words, sizeof(words), "%.*s", (int)strcspn(begin + 1, " ]"), begin + 1);
	buf_init(&bytes);
	buf_add(&bytes, base, (size_t)(begin - base));
	buf_add_text(&bytes, end ? end + 1 : "");
	char *text = faults_of(kind, bytes.data, &taken, &faults);
	cr_expect(faults && !taken, "%s without [%s …]: %s", content_kind_id(kind), words, text);
	cr_expect(strstr(text, words) || !strcmp(words, "class"), "%s without [%s …]: %s", content_kind_id(kind), words, text);
	free(text);
	buf_release(&bytes);
}

Test(content, each_required_section_that_is_missing_is_told)
{
	for (size_t i = 0; i < 4; i++)
		for (const char *begin = strstr(smallest[i].bytes, "\n["); begin; begin = strstr(begin + 1, "\n["))
			expect_missing_section(smallest[i].kind, smallest[i].bytes, begin + 1);
}

/* --- wrong values --------------------------------------------------------------------- */

static const struct wrong {
	enum content_kind kind;
	const char *old, *new, *at, *words;
} wrong[] = {
	/* everywhere */
	{ CONTENT_GRID, "version = 1\n", "version = 1\ncolour = red\n", "colour", "colour" },
	{ CONTENT_GRID, "name.fr = un\n", "name.fr = un\nname.de = eins\n", "name.de", "name.de" },
	{ CONTENT_GRID, "name.fr = Données\n", "name.fr =\n", "name.fr =\n", "name" },
	{ CONTENT_GRID, "id = data\n", "id =\n", "id =", "id" },
	{ CONTENT_GRID, "name.fr = Données\n", "name.fr = Données\nname.en =\n", "name.en", "name" },
	{ CONTENT_GRID, "version = 1\n", "version = 1\nversion = 2\n", "version = 2", "version" },
	{ CONTENT_GRID, "[dimension quality]", "[axis x]\nname.fr = x\n[dimension quality]", "[axis", "axis" },
	{ CONTENT_GRID, "[level 1]", "[level 1]\nname.fr = un\n[level 1]", "[level 1]\nname.fr = un\n[level 2]", "level" },
	{ CONTENT_MATRIX, "[gate maturity]", "[gate maturity]\npenalty = 1\nblock = 1\n[gate maturity]", "[gate maturity]\npenalty = 12", "gate" },
	/* grids */
	{ CONTENT_GRID, "version = 1\n", "version = 1\nstaged.share = 101\n", "staged.share", "staged.share" },
	{ CONTENT_GRID, "version = 1\n", "version = 1\nstaged.share = -1\n", "staged.share", "staged.share" },
	{ CONTENT_GRID, "version = 1\n", "version = 1\nstaged.share = 80 %\n", "staged.share", "staged.share" },
	{ CONTENT_GRID, "version = 1\n", "version = 1\nstaged.share = nan\n", "staged.share", "staged.share" },
	{ CONTENT_GRID, "version = 1\n", "version = 1\nstaged.slack = 6\n", "staged.slack", "staged.slack" },
	{ CONTENT_GRID, "version = 1\n", "version = 1\norder = 1001\n", "order", "order" },
	{ CONTENT_GRID, "version = 1\n", "version = 1\norder = first\n", "order", "order" },
	{ CONTENT_GRID, "[level 5]", "[level 6]\nname.fr = six\n[level 5]", "[level 6]", "level" },
	{ CONTENT_GRID, "[level 5]", "[level 0]\nname.fr = nul\n[level 5]", "[level 0]", "level" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nweight = -1\n", "weight", "weight" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nweight = inf\n", "weight", "weight" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nweight = 0x1\n", "weight", "weight" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nweight = 1e999\n", "weight", "weight" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.months = 3\n", "[dimension quality]", "action1.who" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\n", "[dimension quality]", "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.who.fr = x\naction1.months = 3\n", "[dimension quality]", "action1.fr" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr =\naction1.months = 3\n", "action1.who.fr", "action1.who.fr" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who = x\naction1.months = 3\n", "action1.who =", "action1.who" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = 0\n", "action1.months", "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = 37\n", "action1.months", "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = -1\n", "action1.months", "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = 2.5\n", "action1.months", "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = two\n", "action1.months", "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = nan\n", "action1.months", "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction0.fr = x\n", "action0.fr", "action0.fr" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction5.fr = x\naction5.who.fr = x\naction5.months = 3\n", "action5.months", "action5.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = 3\naction1.cost = 5\n", "action1.cost", "action1.cost" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction = x\n", "action = x", "action" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nexpress = maybe\n", "express", "express" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nexpress = oui\n", "express", "express" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question other.errors]\n", "[question", "other" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question errors]\n", "[question", "errors" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\ntext.fr = x\n" LEVELS "[question quality.errors]\n",
	  "[question quality.errors]\ntext.fr = Quoi", "quality.errors" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nname.fr = x\n[dimension quality]\n", "[dimension quality]\nname.fr = Qualité",
	  "quality" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension a.b]\nname.fr = x\n[dimension quality]\n", "[dimension a.b]", "a.b" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension]\nname.fr = x\n[dimension quality]\n", "[dimension]", "dimension" },
	{ CONTENT_GRID, "level5.fr = e\n", "level5.fr = e\nlevel6.fr = f\n", "level6", "level6" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas =\n", "was =", "was" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = ,\n", "was =", "was" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = Quality\n", "was =", "malformed" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = quality.errors\n", "was =", "quality.errors" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = quality.a, quality.a\n", "was =", "quality.a" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u\n", "was =", "21" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nwas = state\nname.fr = x\n[dimension b]\nwas = state\n", "was = state\nname.fr = Qualité", "state" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension b]\nwas = quality\nname.fr = x\n[dimension quality]\n", "was =", "quality" },
	{ CONTENT_GRID, "[level 5]\n", "[level 5]\nwas = 6\n", "was =", "was" },
	/* criteria */
	{ CONTENT_CRITERIA, "better = more\n", "better = higher\n", "better", "better" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nlevel1.school.fr = x\n", "level1.school", "level1.school" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nlevel6.hospital.fr = x\n", "level6.hospital", "level6.hospital" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nrequired = 1\n", "required", "required" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nexpress = vrai\n", "express", "express" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nderive = npv\n", "derive", "derive" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nwas = impact.one\n", "was =", "impact.one" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nwas = impact.two impact.two\n", "was =", "impact.two" },
	{ CONTENT_CRITERIA, "better = more\n", "better = less\nderive = roi\n", "derive", "derive" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nweight = -0.1\n", "weight", "weight" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nweight = two\n", "weight", "weight" },
	{ CONTENT_CRITERIA, "[family risk]", "[family beauty]\nname.fr = Beauté\n[family risk]", "[family beauty]", "beauty" },
	{ CONTENT_CRITERIA, "[criterion impact.one]", "[criterion beauty.one]", "[criterion", "beauty" },
	{ CONTENT_CRITERIA, "[criterion impact.one]", "[criterion impact]", "[criterion", "impact" },
	{ CONTENT_CRITERIA, "[criterion impact.one]\n", "[criterion impact.one]\nname.fr = Un\nbetter = more\n" LEVELS "[criterion impact.one]\n",
	  "[criterion impact.one]\nname.fr = Un\nbetter = more\n" LEVELS "\0", "impact.one" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = name\n" CRITERION, "field = name", "expected need, sponsor or indicator" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = Need\n" CRITERION, "field = Need", "«field = Need»" },
	{ CONTENT_CRITERIA, CRITERION, NEED CRITERION, "[need one]", "field" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field =\n" CRITERION, "field =", "field" },
	{ CONTENT_CRITERIA, CRITERION, "[need one]\nfield = need\n" CRITERION, "[need one]", "text" },
	{ CONTENT_CRITERIA, CRITERION, "[need]\ntext.fr = Quoi ?\nfield = need\n" CRITERION, "[need]", "no id" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = need\nhelp.school.fr = x\n" CRITERION, "help.school", "help.school" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = need\nhelp.fr =\n" CRITERION, "help.fr", "help.fr" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = need\nweight = 1\n" CRITERION, "weight", "weight" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = need\n[need two]\ntext.fr = Qui ?\nfield = need\n" NEED "field = sponsor\n" CRITERION,
	  NEED "field = sponsor", "twice" },
	{ CONTENT_TREE, "[class minimal]", "[need one]\n[class minimal]", "[need one]", "need" },
	/* matrices */
	{ CONTENT_MATRIX, "[axis y]", "[axis X]\n[axis y]", "[axis X]", "malformed" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive]\n[quick-win]", "[derive]", "derive" },
	{ CONTENT_MATRIX, "[quick-win]", "[gate money]\n[quick-win]", "[gate money]", "gate" },
	{ CONTENT_MATRIX, "version = 1\n", "version = 1\naggregate = mode\n", "aggregate", "aggregate" },
	{ CONTENT_MATRIX, "threshold = 50\n", "threshold = 101\n", "threshold", "threshold" },
	{ CONTENT_MATRIX, "threshold = 50\n", "threshold = -0.5\n", "threshold", "threshold" },
	{ CONTENT_MATRIX, "feasibility = 1\n", "feasibility = -1\n", "feasibility", "feasibility" },
	{ CONTENT_MATRIX, "feasibility = 1\n", "feasibility = 1\nbeauty = 1\n", "beauty", "beauty" },
	{ CONTENT_MATRIX, "[axis y]", "[axis z]\nname.fr = z\nthreshold = 1\nroi = 1\n[axis y]", "[axis z]", "axis" },
	{ CONTENT_MATRIX, "[quadrant low-low]", "[quadrant low-middle]\nid = e\nname.fr = E\n[quadrant low-low]", "[quadrant low-middle]", "quadrant" },
	{ CONTENT_MATRIX, "penalty = 12.5", "penalty = -1", "penalty", "penalty" },
	{ CONTENT_MATRIX, "block = 2", "block = two", "block", "block" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nimpact.average = 1\n", "impact.average", "impact.average" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = -1\n", "impact.min", "impact.min" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = many\n", "impact.min", "impact.min" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nbeauty.max = 1\n", "beauty.max", "beauty.max" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nai-act = minimal, benign\n", "ai-act", "benign" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nmedical-device = maybe\n", "medical-device", "medical-device" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nneed = 1\n", "need", "need" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\ndelay.max = -6\n", "delay.max", "delay.max" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\ndelay.express = x\n", "delay.express", "delay.express" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nbuild.max = 1\nbuild.max.school = 1\n", "build.max.school", "build.max.school" },
	{ CONTENT_MATRIX, "[quick-win]", "[priority]\nbeauty = 1\n[quick-win]", "beauty", "beauty" },
	{ CONTENT_MATRIX, "[quick-win]", "[priority]\nimpact = x\n[quick-win]", "impact = x", "impact" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive roi]\n2 = 0\n3 = 1\n4 = 2\n[quick-win]", "[derive roi]", "5" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive roi]\n2 = 0\n3 = 2\n4 = 1\n5 = 3\n[quick-win]", "[derive roi]", "roi" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive payback]\n2 = 1\n3 = 2\n4 = 3\n5 = 4\n[quick-win]", "[derive payback]", "payback" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive roi]\n1 = 0\n2 = 0\n3 = 2\n4 = 3\n5 = 4\n[quick-win]", "1 = 0", "1" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive tco]\n2 = 4\n3 = 3\n4 = 2\n5 = 1\n5.school = 2\n[quick-win]", "5.school", "5.school" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive tco]\n2 = 4\n3 = 3\n4 = 2\n5 = 1\n5.hospital = many\n[quick-win]", "5.hospital", "5.hospital" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive tco]\n2 = 4\n3 = 3\n4 = 2\n5 = 1\n5.hospital = 2.5\n[quick-win]", "[derive tco]", "descend" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive roi]\n2 = 1\n3 = 2\n4 = 3\n5 = 4\n2.other = 2.5\n[quick-win]", "[derive roi]", "ascend" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive tco]\n3 = 3\n4 = 2\n5 = 1\n2.hospital = 4\n[quick-win]", "[derive tco]", "«2»" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive npv]\n2 = 0\n3 = 1\n4 = 2\n5 = 3\n[quick-win]", "[derive npv]", "derive" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nfamilies = free\n[quick-win]", "families", "families" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\ncriteria = order\n[quick-win]", "criteria", "criteria" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nflat = si\n[quick-win]", "flat", "flat" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nsamples = 0\n[quick-win]", "samples", "samples" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nseed = -1\n[quick-win]", "seed", "seed" },
	/* trees */
	{ CONTENT_TREE, "first = one\n", "first = two\n", "first", "two" },
	{ CONTENT_TREE, "yes = minimal\n", "yes = nowhere\n", "yes", "nowhere" },
	{ CONTENT_TREE, "yes = minimal\n", "yes = high\n", "yes", "high" },
	{ CONTENT_TREE, "yes = minimal\n", "yes = one\n", "[ask one]", "one" },
	{ CONTENT_TREE, "[class minimal]", "[ask two]\ntext.fr = Deux ?\nyes = minimal\nno = none\narticle = 4\n[class minimal]", "[ask two]", "two" },
	{ CONTENT_TREE, "[class minimal]", "[class harmless]\nname.fr = x\nverified = 2026\n[class minimal]", "[class harmless]", "harmless" },
	{ CONTENT_TREE, "verified = 2026-11\n", "verified = 2026-11\nconfirm = perhaps\n", "confirm", "confirm" },
	{ CONTENT_TREE, "[class none]\n", "[class none]\nname.fr = x\nverified = x\n[class none]\n", "[class none]\nname.fr = Hors", "none" },
	{ CONTENT_TREE, "article = 3(1)\n", "article = 3(1)\nmaybe = none\n", "maybe", "maybe" },
	{ CONTENT_TREE, "[class minimal]", "[ask one]\ntext.fr = Un ?\nyes = none\nno = none\narticle = 4\n[class minimal]", "[ask one]\ntext.fr = Un ?\nyes = none",
	  "one" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.hosting = eu, moon\n[class minimal]", "when.hosting", "moon" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.sector = school\n[class minimal]", "when.sector", "school" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.ai-act = benign\n[class minimal]", "when.ai-act", "benign" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.health-data = perhaps\n[class minimal]", "when.health-data", "perhaps" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.hosting = \n[class minimal]", "when.hosting", "when.hosting" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.weather = fine\n[class minimal]", "when.weather", "when.weather" },
	{ CONTENT_TREE, "[class minimal]", DUTY "confirm = 1\n[class minimal]", "confirm", "confirm" },
	{ CONTENT_TREE, "[class minimal]", DUTY "[duty d]\nname.fr = Encore\ntext.fr = Faire.\narticle = 35\nverified = x\n[class minimal]",
	  "[duty d]\nname.fr = Encore", "duty d" },
	{ CONTENT_TREE, "[class minimal]", "[duty d]\nname.fr = Devoir\ntext.fr = Faire.\nverified = 2026-11\n[class minimal]", "[duty d]", "article" },
	{ CONTENT_TREE, "[class minimal]", "[duty d]\nname.fr = Devoir\ntext.fr = Faire.\narticle = 35\n[class minimal]", "[duty d]", "verified" },
	{ CONTENT_TREE, "[class minimal]", "[duty d]\nname.fr = Devoir\narticle = 35\nverified = x\n[class minimal]", "[duty d]", "text" },
	{ CONTENT_TREE, "[class minimal]", DATE("soon") "[class minimal]", "[date soon]", "soon" },
	{ CONTENT_TREE, "[class minimal]", DATE("2026-13-02") "[class minimal]", "[date 2026-13-02]", "2026-13-02" },
	{ CONTENT_TREE, "[class minimal]", DATE("2026-08-00") "[class minimal]", "[date 2026-08-00]", "2026-08-00" },
	{ CONTENT_TREE, "[class minimal]", DATE("2026-02-30") "[class minimal]", "[date 2026-02-30]", "2026-02-30" },
	{ CONTENT_TREE, "[class minimal]", DATE("2027-08-02") DATE("2026-08-02") "[class minimal]", "[date 2026-08-02]", "2027-08-02" },
	{ CONTENT_TREE, "[class minimal]", "[date 2026-08-02]\ntext.fr = Dès lors.\nverified = x\n[class minimal]", "[date 2026", "article" },
	{ CONTENT_TREE, "[class minimal]", "[date 2026-08-02]\ntext.fr = Dès lors.\narticle = 113\n[class minimal]", "[date 2026", "verified" },
	/* charters */
	{ CONTENT_CHARTER, "verified = 2026-11\n", "verified = 2026-11\ncolour = red\n", "colour", "colour" },
	{ CONTENT_CHARTER, "verified = 2026-11\n", "verified = 2026-11\nexample.school.fr = x\n", "example.school", "example.school" },
	{ CONTENT_CHARTER, "verified = 2026-11\n", "verified = 2026-11\nfeeds =\n", "feeds", "feeds" },
	{ CONTENT_CHARTER, "verified = 2026-11\n", "verified = 2026-11\narticle =\n", "article", "article" },
	{ CONTENT_CHARTER, "check.fr = Une page.\n", "check.fr =\n", "check.fr", "check" },
	{ CONTENT_CHARTER, "[principle oversight]", "[principle]", "[principle]", "principle" },
	{ CONTENT_CHARTER, "[principle oversight]", "[principle human.oversight]", "[principle human", "human.oversight" },
	{ CONTENT_CHARTER, "[principle oversight]", "[ask oversight]", "[ask", "ask" },
	{ CONTENT_CHARTER, "verified = 2026-11\n",
	  "verified = 2026-11\n[principle oversight]\nname.fr = x\ntext.fr = x\ncheck.fr = x\nverified = x\n", "[principle oversight]\nname.fr = x", "oversight" },
	/* catalogues */
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nhealth-data = perhaps\n", "health-data", "perhaps" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nhealth_data = no\n", "health_data", "health_data" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nhosting = cloud\n", "hosting", "cloud" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nai-act = benign\n", "ai-act", "benign" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nstatus = dead\n", "status", "dead" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\naipd = maybe\n", "aipd", "maybe" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\ndelay = -1\n", "delay", "-1" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nmoney.hours = 3/2/1\n", "money.hours", "3/2/1" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nmoney.horizon = 1.5\n", "money.horizon", "1.5" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nmoney.tips = 1\n", "money.tips", "money.tips" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\ndepends = ghost\n", "depends", "ghost" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\ndepends = favours:ghost\n", "depends", "ghost" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nscore.impact.one = 6\n", "score", "6" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nprofile = spsti, clinic\n", "profile", "clinic" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nprofile = ,\n", "profile", "profile" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nprofile.fr = spsti\n", "profile.fr", "profile" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\n[use-case notes]\n", "[use-case notes]\n\0", "notes" },
	/* demonstrations */
	{ CONTENT_DEMO, "version = 1\n", "version = 1\nsector = bakery\n", "sector", "bakery" },
	{ CONTENT_DEMO, "version = 1\n", "version = 1\nmotto = x\n", "motto", "motto" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer quality.errors.data]\nscore = 3\n", "score", "score" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer data.quality.errors]\nlevel = 6\n", "level",
	  "«6» is not a level; expected 1 to 5, NA, ?" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer data.quality.errors]\ntarget = 0\n", "target",
	  "«0» is not a level; expected 1 to 5" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer data.quality.errors]\ntarget = NA\n", "target", "NA" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[principle oversight]\nstate = maybe\n", "state", "maybe" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[principle oversight]\nwhen = 2026\n", "when", "when" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[principle]\nstate = yes\n", "[principle]", "no id" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use 42]\nname = x\n", "[use 42]", "42" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use chat]\naccount = shared\n", "account", "shared" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use chat]\ndeclared = maybe\n", "declared", "maybe" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use chat]\nwho = x\n", "who", "who" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use chat]\nname = x\n[use chat]\nname = y\n", "[use chat]\nname = y",
	  "chat" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer a.b.c]\nlevel = 1\n[answer a.b.c]\nlevel = 2\n", "[answer a.b.c]\nlevel = 2", "a.b.c" },
};

static char *replaced(const char *base, const char *old, const char *new)
{
	const char *place = strstr(base, old);
	struct buf out;

	cr_assert(place, "«%s» is not in:\n%s", old, base);
	buf_init(&out);
	buf_add(&out, base, (size_t)(place - base));
	buf_add_text(&out, new);
	buf_add_text(&out, place + strlen(old));
	return buf_detach(&out);
}

/* The line of the last place, so that what stands twice is told at the second. */
static int last_line_of(const char *bytes, const char *at)
{
	const char *last = strstr(bytes, at), *next;

	cr_assert(last, "«%s» is not in:\n%s", at, bytes);
	while ((next = strstr(last + 1, at)))
		last = next;
	int line = 1;
	for (const char *c = bytes; c < last; c++)
		line += *c == '\n';
	return line;
}

static void expect_wrong(const struct wrong *row)
{
	char *bytes = replaced(smallest[row->kind].bytes, row->old, row->new);
	size_t taken, faults;
	char *text = faults_of(row->kind, bytes, &taken, &faults);
	bool repeated = strstr(strstr(bytes, row->at) + 1, row->at);
	int line = repeated ? last_line_of(bytes, row->at) : line_of(bytes, row->at);

	if (row->words[0] && !strcmp(row->at, row->words) && repeated)
		line = line_of(bytes, row->at);
	cr_expect(faults >= 1, "%s, «%s»: no fault", content_kind_id(row->kind), row->new);
	cr_expect(!faults || told(text, line, row->words) || told(text, line_of(bytes, row->at), row->words),
		  "%s, «%s»: no word of «%s» at line %d:\n%s", content_kind_id(row->kind), row->new, row->words, line, text);
	free(text);
	free(bytes);
}

Test(content, each_wrong_value_is_told_with_its_line)
{
	for (size_t i = 0; i < CONTENT_KIND_COUNT; i++)
		cr_assert(smallest[i].kind == i);
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		expect_wrong(&wrong[i]);
}

/* The section says it all: what stands in it is not told as well. */
Test(content, a_section_that_is_refused_is_told_once_without_its_keys)
{
	static const struct wrong rows[] = {
		{ CONTENT_GRID, "[dimension quality]", "[level 6]\nname.fr = six\nname.en = six\n[dimension quality]", "[level 6]", "level" },
		{ CONTENT_GRID, "[dimension quality]", "[colour x]\nname.fr = six\nweight = 1\n[dimension quality]", "[colour x]", "colour" },
		{ CONTENT_GRID, "[question quality.errors]", "[question far.off]\ntext.fr = Quoi ?\n" LEVELS "[question quality.errors]",
		  "[question far.off]", "far.off" },
		{ CONTENT_CRITERIA, "[family roi]", "[family danger]\nname.fr = x\ntext.fr = x\n[family roi]", "[family danger]", "danger" },
		{ CONTENT_MATRIX, "[axis y]", "[axis z]\nname.fr = z\nthreshold = 50\n[axis y]", "[axis z]", "z" },
		{ CONTENT_TREE, "[class none]", "[class harmless]\nname.fr = x\nverified = 2026-11\narticle = 1\n[class none]",
		  "[class harmless]", "harmless" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *bytes = replaced(smallest[rows[i].kind].bytes, rows[i].old, rows[i].new);
		size_t taken, faults;
		char *text = faults_of(rows[i].kind, bytes, &taken, &faults);

		cr_expect(faults == 1 && told(text, line_of(bytes, rows[i].at), rows[i].words), "%s: %s", rows[i].at, text);
		free(text);
		free(bytes);
	}
}

Test(content, a_condition_that_stands_twice_is_told_once_and_its_value_once)
{
	static const char *const twice[] = { "impact.min = high\nimpact.min = 50\n", "impact.min = 50\nimpact.min = 50\n",
					     "ai-act = harmless\nai-act = none\n", "need = perhaps\nneed = yes\n" };
	static const size_t expected[] = { 2, 1, 2, 2 };

	for (size_t i = 0; i < ARRAY_SIZE(twice); i++) {
		char *bytes = replaced(matrix, "impact.min = 50\n", twice[i]);
		size_t taken, faults;
		char *text = faults_of(CONTENT_MATRIX, bytes, &taken, &faults);

		cr_expect(faults == expected[i], "%s: %s", twice[i], text);
		free(text);
		free(bytes);
	}
}

Test(content, a_list_of_what_is_expected_ends_in_its_last_word)
{
	static const char *const rows[][2] = {
		{ "[axis y]", "[axis z]\n[axis y]" },
		{ "[quick-win]", "[robustness]\nfamilies = equal\ncriteria = \n[quick-win]" },
		{ "[quick-win]", "[robustness]\nfamilies = uniform given\n[quick-win]" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *bytes = replaced(matrix, rows[i][0], rows[i][1]);
		size_t taken, faults;
		char *text = faults_of(CONTENT_MATRIX, bytes, &taken, &faults);

		cr_expect(faults && strstr(text, "expected one of: ") && !strstr(text, " \n"), "%s", text);
		free(text);
		free(bytes);
	}
}

/* What a file alone shows; what only content_check finds is in the tables of catalogues. */
Test(content, what_has_a_fault_is_not_taken_in)
{
	for (size_t i = 0; i < ARRAY_SIZE(wrong) && wrong[i].kind < CONTENT_CATALOGUE; i++) {
		char *bytes = replaced(smallest[wrong[i].kind].bytes, wrong[i].old, wrong[i].new);
		struct content *content = content_new();
		struct fault_list faults = { 0 };

		content_add(content, "f.ini", bytes, strlen(bytes), &faults);
		cr_expect(!faults.faults == (count_of(content, wrong[i].kind) == 1), "%s, «%s»: %zu faults, yet %zu taken",
			  content_kind_id(wrong[i].kind), wrong[i].new, faults.faults, count_of(content, wrong[i].kind));
		cr_expect(!faults.faults || !content->source_count, "%s, «%s»: kept as a source", content_kind_id(wrong[i].kind), wrong[i].new);
		fault_list_release(&faults);
		content_free(content);
		free(bytes);
	}
}

Test(content, weights_that_are_all_zero_and_axes_made_of_nothing_are_faults)
{
	static const struct wrong rows[] = {
		{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nweight = 0\n", NULL, "weight" },
		{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nweight = 0\n", NULL, "weight" },
		{ CONTENT_CRITERIA, "better = more\n", "better = more\nweight = 0\n", NULL, "weigh" },
		{ CONTENT_MATRIX, "feasibility = 1\n", "feasibility = 0\n", NULL, "" },
		{ CONTENT_MATRIX, "[quick-win]", "[priority]\nimpact = 0\nroi = 0\nfeasibility = 0\nrisk = 0\n[quick-win]", NULL, "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *bytes = replaced(smallest[rows[i].kind].bytes, rows[i].old, rows[i].new);
		size_t taken, faults;
		char *text = faults_of(rows[i].kind, bytes, &taken, &faults);

		cr_expect(faults >= 1 && strstr(text, rows[i].words), "«%s»: %s", rows[i].new, text);
		cr_expect(!taken, "«%s»", rows[i].new);
		free(text);
		free(bytes);
	}
}

Test(content, all_faults_of_a_file_are_told_and_in_the_order_of_their_lines_each_once)
{
	static const char bytes[] = "[grid]\nid = data\nversion = 1\nname.fr = x\nname.en = x\nstaged.share = many\ncolour = red\n"
				    "[level 1]\nname.fr = un\nname.en = one\n[level 2]\nname.fr = deux\nname.en = two\n"
				    "[dimension quality]\nname.fr = q\nname.en = q\nweight = -1\n";
	size_t taken, faults;
	char *text = faults_of(CONTENT_GRID, bytes, &taken, &faults);

	cr_expect(told(text, 6, "staged.share") && told(text, 7, "colour") && told(text, 17, "weight"), "%s", text);
	cr_expect(strstr(text, "level 3") && strstr(text, "level 4") && strstr(text, "level 5") && strstr(text, "question"), "%s", text);
	free(text);
}

Test(content, a_file_of_no_known_kind_is_a_fault)
{
	static const char *const files[] = { "", "# nothing\n", "[page]\nid = x\nversion = 1\n", "id = x\n[grid]\n", "\xff\xfe[\n", "[level 1]\nname.fr = un\n" };

	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };

		content_add(content, "f.ini", files[i], strlen(files[i]), &faults);
		char *text = fixture_faults(&faults);
		cr_expect(faults.faults >= 1 && !strncmp(text, "f.ini", 5), "«%s»: %s", files[i], text);
		cr_expect(!content->source_count, "«%s»", files[i]);
		free(text);
		fault_list_release(&faults);
		content_free(content);
	}
}

/* --- values ------------------------------------------------------------------------------ */

Test(content, a_grid_is_read_as_it_is_written)
{
	static const char bytes[] =
		"[grid]\nid = data\nversion = 2.1\nname.fr = Données\nname.en = Data\norder = 7\nstaged.share = 75\nstaged.slack = 0.5\n"
		"[level 1]\nname.fr = un\nname.en = one\nexample.fr = pour tous\nexample.en = for all\nexample.hospital.fr = à l'hôpital\nexample.hospital.en = in hospital\n"
		"[level 2]\nname.fr = deux\nname.en = two\n[level 3]\nname.fr = trois\nname.en = three\n[level 4]\nname.fr = quatre\nname.en = four\n"
		"[level 5]\nname.fr = cinq\nname.en = five\n"
		"[dimension b]\nname.fr = B\nname.en = B\nweight = 2.5\n[dimension a]\nname.fr = A\nname.en = A\nshort.fr = a\nshort.en = a\n"
		"action4.fr = Faire\naction4.en = Do\naction4.who.fr = La direction\naction4.who.en = Management\naction4.months = 36\n"
		"[question a.x]\ntext.fr = Long ; oui :\n  suite\ntext.en = Long\nexpress = yes\nweight = 0\n"
		"level1.fr = 1\nlevel1.en = 1\nlevel2.fr = 2\nlevel2.en = 2\nlevel3.fr = 3\nlevel3.en = 3\nlevel4.fr = 4\nlevel4.en = 4\nlevel5.fr = 5\nlevel5.en = five\n"
		"[question b.y]\nwas = a.y, c.y\ntext.fr = Y\ntext.en = Y\n"
		"level1.fr = 1\nlevel1.en = 1\nlevel2.fr = 2\nlevel2.en = 2\nlevel3.fr = 3\nlevel3.en = 3\nlevel4.fr = 4\nlevel4.en = 4\nlevel5.fr = 5\nlevel5.en = 5\n"
		"[question a.z]\ntext.fr = Z\ntext.en = Z\n"
		"level1.fr = 1\nlevel1.en = 1\nlevel2.fr = 2\nlevel2.en = 2\nlevel3.fr = 3\nlevel3.en = 3\nlevel4.fr = 4\nlevel4.en = 4\nlevel5.fr = 5\nlevel5.en = 5\n";
	struct content *content = content_new();
	struct fault_list faults = { 0 };

	content_add(content, "f.ini", bytes, strlen(bytes), &faults);
	char *text = fixture_faults(&faults);
	cr_assert(!faults.count && content->grid_count == 1, "%s", text);
	free(text);
	const struct grid *read = &content->grids[0];
	cr_expect_str_eq(read->id, "data");
	cr_expect_str_eq(read->version, "2.1");
	cr_expect(read->order == 7 && fixture_same(read->staged_share, 0.75) && fixture_same(read->staged_slack, 0.5));
	cr_expect_str_eq(text_in(&read->name, LANGUAGE_EN), "Data");
	cr_expect_str_eq(text_in(profile_example(read->levels[0].example, PROFILE_HOSPITAL), LANGUAGE_FR), "à l'hôpital");
	cr_expect_str_eq(text_in(profile_example(read->levels[0].example, PROFILE_OTHER), LANGUAGE_FR), "pour tous");
	cr_assert(read->dimension_count == 2 && read->question_count == 3);
	cr_expect_str_eq(read->dimensions[0].id, "b");
	cr_expect(fixture_same(read->dimensions[0].weight, 2.5) && read->dimensions[0].first == 0 && read->dimensions[0].count == 1);
	cr_expect(fixture_same(read->dimensions[1].weight, 1) && read->dimensions[1].first == 1 && read->dimensions[1].count == 2);
	cr_expect_str_eq(text_in(&read->dimensions[1].action[3].text, LANGUAGE_EN), "Do");
	cr_expect_str_eq(text_in(&read->dimensions[1].action[3].who, LANGUAGE_FR), "La direction");
	cr_expect(read->dimensions[1].action[3].months == 36);
	cr_expect(!*text_in(&read->dimensions[1].action[2].text, LANGUAGE_FR) && read->dimensions[1].action[2].months == 0, "no action");
	/* Questions stand in the order of their dimensions. */
	cr_expect_str_eq(read->questions[0].id, "b.y");
	cr_expect_str_eq(read->questions[0].was, "a.y, c.y");
	cr_expect(!read->questions[1].was && !read->dimensions[0].was);
	cr_expect_str_eq(read->questions[1].id, "a.x");
	cr_expect_str_eq(read->questions[2].id, "a.z");
	cr_expect_str_eq(text_in(&read->questions[1].text, LANGUAGE_FR), "Long ; oui : suite");
	cr_expect_str_eq(text_in(&read->questions[1].level[4], LANGUAGE_EN), "five");
	cr_expect(read->questions[1].express && !read->questions[0].express && read->questions[1].weight == 0 && read->questions[0].weight == 1);
	cr_expect(content->source_count == 1 && content->sources[0].kind == CONTENT_GRID);
	cr_expect_str_eq(content->sources[0].id, "data");
	cr_expect_str_eq(content->sources[0].version, "2.1");
	cr_expect(content->sources[0].length == strlen(bytes) && !memcmp(content->sources[0].bytes, bytes, strlen(bytes)));
	content_free(content);
	fault_list_release(&faults);
}

Test(content, what_is_left_out_has_the_value_that_the_manual_gives)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };

	for (size_t i = 0; i < 4; i++)
		content_add(content, "f.ini", smallest[i].bytes, strlen(smallest[i].bytes), &faults);
	cr_assert(!faults.faults && content->grid_count == 1 && content->matrix_count == 1 && content->criteria.count == 1);
	cr_expect(fixture_same(content->grids[0].staged_share, 0.8) && content->grids[0].staged_slack == 1 && content->grids[0].order == 100);
	cr_expect(content->criteria.items[0].weight == 1 && content->criteria.items[0].required && !content->criteria.items[0].express);
	cr_expect(content->criteria.items[0].derive == DERIVE_NONE && content->criteria.items[0].family == FAMILY_IMPACT);
	const struct matrix *read = &content->matrices[0];
	cr_expect(read->aggregate == AGGREGATE_MEDIAN && read->express_delay == 3);
	cr_expect(read->priority[FAMILY_IMPACT] == 30 && read->priority[FAMILY_ROI] == 25 && read->priority[FAMILY_FEASIBILITY] == 25 &&
		  read->priority[FAMILY_RISK] == 20);
	cr_expect(read->axes[AXIS_X].weight[FAMILY_IMPACT] == 0 && read->axes[AXIS_X].weight[FAMILY_FEASIBILITY] == 1);
	cr_expect(!read->derive[DERIVE_ROI].given && read->condition_count == 1);
	cr_expect_str_eq(text_in(&content->grids[0].name, LANGUAGE_EN), "Données", "the other language is shown instead");
	content_free(content);
	fault_list_release(&faults);
}

Test(content, a_bound_is_for_all_profiles_but_those_that_have_one_of_their_own)
{
	static const double expected[PROFILE_COUNT][LEVEL_COUNT] = {
		[PROFILE_SPSTI] = { 0, 40, 30, 20, 10 },
		[PROFILE_HOSPITAL] = { 0, 400, 300, 20, 15 },
		[PROFILE_OTHER] = { 0, 40, 30, 20, -1 },
	};
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	char *bytes = replaced(matrix, "[quick-win]",
			       "[derive tco]\n2 = 40\n3 = 30\n4 = 20\n5 = 10\n2.hospital = 400\n3.hospital = 300\n"
			       "5.hospital = 15\n5.other = -1\n[quick-win]");

	content_add(content, "f.ini", bytes, strlen(bytes), &faults);
	cr_assert(!faults.faults && content->matrix_count == 1 && content->matrices[0].derive[DERIVE_TCO].given);
	for (int profile = 0; profile < PROFILE_COUNT; profile++)
		for (int i = 1; i < LEVEL_COUNT; i++)
			cr_expect(fixture_same(content->matrices[0].derive[DERIVE_TCO].bound[profile][i], expected[profile][i]), "%s %d",
				  profile_id((enum profile)profile), i + 1);
	free(bytes);
	content_free(content);
	fault_list_release(&faults);
}

Test(content, questions_on_the_need_keep_the_order_of_the_file_and_may_be_none)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	char *bytes = replaced(criteria, CRITERION,
			       "[need who]\ntext.fr = Qui ?\nfield = sponsor\n"
			       "[need what]\ntext.fr = Quoi ?\nfield = need\nhelp.fr = h\nhelp.hospital.fr = H\n"
			       "[need more]\ntext.fr = Encore ?\nfield = sponsor\n" CRITERION);

	content_add(content, "f.ini", bytes, strlen(bytes), &faults);
	cr_assert(!faults.faults && content->criteria.need_count == 3);
	const struct need_question *need = content->criteria.need;
	cr_expect_str_eq(need[0].id, "who");
	cr_expect(need[0].field == USE_CASE_SPONSOR && need[1].field == USE_CASE_NEED && need[2].field == USE_CASE_SPONSOR);
	cr_expect_str_eq(text_in(&need[2].text, LANGUAGE_FR), "Encore ?");
	cr_expect_str_eq(text_in(profile_example(need[1].help, PROFILE_HOSPITAL), LANGUAGE_FR), "H");
	cr_expect_str_eq(text_in(profile_example(need[1].help, PROFILE_OTHER), LANGUAGE_FR), "h");
	cr_expect_str_eq(text_in(profile_example(need[0].help, PROFILE_SPSTI), LANGUAGE_FR), "");
	cr_expect(criteria_ask_need(&content->criteria, USE_CASE_SPONSOR) && !criteria_ask_need(&content->criteria, USE_CASE_INDICATOR));
	free(bytes);
	content_free(content);
	content = content_new();
	content_add(content, "f.ini", criteria, strlen(criteria), &faults);
	cr_expect(!faults.faults && !content->criteria.need_count && content->criteria.count == 1);
	content_free(content);
	fault_list_release(&faults);
}

Test(content, an_anchor_is_for_all_profiles_but_those_that_have_one_of_their_own)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	char *bytes = replaced(criteria, "level2.fr = b\n", "level2.fr = b\nlevel2.hospital.fr = B\nlevel2.other.fr = ß\n");

	content_add(content, "f.ini", bytes, strlen(bytes), &faults);
	cr_assert(!faults.faults && content->criteria.count == 1);
	const struct criterion *one = &content->criteria.items[0];
	cr_expect_str_eq(text_in(criterion_anchor(one, 2, PROFILE_SPSTI), LANGUAGE_FR), "b");
	cr_expect_str_eq(text_in(criterion_anchor(one, 2, PROFILE_HOSPITAL), LANGUAGE_FR), "B");
	cr_expect_str_eq(text_in(criterion_anchor(one, 2, PROFILE_OTHER), LANGUAGE_FR), "ß");
	for (int profile = 0; profile < PROFILE_COUNT; profile++)
		cr_expect_str_eq(text_in(criterion_anchor(one, 1, (enum profile)profile), LANGUAGE_FR), "a");
	free(bytes);
	content_free(content);
	fault_list_release(&faults);
}

Test(content, grids_stand_in_their_order_then_by_file)
{
	static const struct {
		const char *id, *order;
	} rows[] = { { "a", "" }, { "b", "order = 3\n" }, { "c", "" }, { "d", "order = 1\n" }, { "e", "order = 3\n" } };
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	char all[20] = "";

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char words[50];

		snprintf(words, sizeof(words), "id = %s\n%s", rows[i].id, rows[i].order);
		char *bytes = replaced(grid, "id = data\n", words);
		content_add(content, "f.ini", bytes, strlen(bytes), &faults);
		free(bytes);
	}
	for (size_t i = 0; i < content->grid_count; i++)
		strcat(all, content->grids[i].id);
	cr_expect_str_eq(all, "dbeac");
	content_free(content);
	fault_list_release(&faults);
}

/* --- several files -------------------------------------------------------------------------- */

Test(content, the_first_file_of_a_kind_and_id_stays_and_the_other_is_noted)
{
	for (size_t i = 0; i < ARRAY_SIZE(smallest); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		char *own = replaced(smallest[i].bytes, "version = 1", "version = 99");
		const char *name = content_kind_id(smallest[i].kind);

		content_add(content, "own.ini", own, strlen(own), &faults);
		size_t before = faults.count;
		content_add(content, "shipped.ini", smallest[i].bytes, strlen(smallest[i].bytes), &faults);
		char *text = fixture_faults(&faults);
		cr_expect(!faults.faults && faults.count > before && strstr(text, "shipped.ini"), "%s: %s", name, text);
		cr_expect(count_of(content, smallest[i].kind) == 1, "%s: %zu", name, count_of(content, smallest[i].kind));
		cr_expect(content->source_count == 1 && !strcmp(content->sources[0].version, "99"), "%s", name);
		free(text);
		free(own);
		content_free(content);
		fault_list_release(&faults);
	}
}

Test(content, a_matrix_that_is_added_later_leaves_the_one_in_use_in_use)
{
	struct content *content = fixture_worked();
	struct fault_list faults = { 0 };
	char *other = replaced(smallest[CONTENT_MATRIX].bytes, "id = ", "id = z-"), *grid = xstrdup(smallest[CONTENT_GRID].bytes);
	const size_t grids = content->grid_count;
	struct content *one = content_new();
	struct fault_list alone = { 0 };

	content_add(one, "other.ini", other, strlen(other), &alone);
	content_free(one);

	cr_expect(content_add_matrix(content, "other.ini", other, strlen(other), &faults) && !faults.faults);
	cr_expect(faults.count == alone.count, "what is to be noticed is told once");
	cr_assert(content->matrix_count == 2);
	cr_expect(content->matrix == &content->matrices[0] && !strcmp(content->matrix->id, "essai"));
	cr_expect(!content_add_matrix(content, "again.ini", other, strlen(other), &faults), "of an id that is there");
	cr_expect(!content_add_matrix(content, "grid.ini", grid, strlen(grid), &faults), "not a matrix");
	cr_expect(!faults.faults && content->matrix_count == 2 && content->grid_count == grids);
	cr_expect(!content_add_matrix(content, "bad.ini", "[matrix]\nid = bad\n", 18, &faults) && faults.faults);
	cr_expect(content->matrix_count == 2 && content->matrix == &content->matrices[0]);
	free(other);
	free(grid);
	content_free(content);
	fault_list_release(&alone);
	fault_list_release(&faults);
}

/* --- charters ----------------------------------------------------------------------------- */

/* The faults of a charter that is checked beside a grid. */
static char *faults_beside_grid(const char *bytes, size_t *faults)
{
	struct content *content = content_new();
	struct fault_list list = { 0 };

	content_add(content, "g.ini", grid, strlen(grid), &list);
	content_add(content, "f.ini", bytes, strlen(bytes), &list);
	content_check(content, &list);
	*faults = list.faults;
	char *text = fixture_faults(&list);
	fault_list_release(&list);
	content_free(content);
	return text;
}

Test(content, what_a_principle_informs_is_a_dimension_or_a_question_that_is_there)
{
	static const struct {
		const char *feeds, *word; /* NULL: no fault */
	} rows[] = {
		{ "data.quality", NULL },	    { "data.quality.errors", NULL },
		{ "data.quality, data.quality.errors", NULL },
		{ "data", "«data»" },		    { "data.nothing", "data.nothing" },
		{ "data.quality.nothing", "data.quality.nothing" },
		{ "ai.quality", "ai.quality" },	    { "data.quality; ai", "data.quality;" },
		{ "data.quality, data.lost", "data.lost" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		for (int head = 0; head < 2; head++) {
			const char *old = head ? "name.fr = Charte\n" : "verified = 2026-11\n";
			char line[200];
			size_t faults;

			snprintf(line, sizeof(line), "%sfeeds = %s\n", old, rows[i].feeds);
			char *bytes = replaced(charter, old, line), *text = faults_beside_grid(bytes, &faults);
			cr_expect((faults > 0) == (rows[i].word != NULL), "%s: %s", rows[i].feeds, text);
			cr_expect(!rows[i].word || told(text, line_of(bytes, "feeds = "), rows[i].word), "%s: %s", rows[i].feeds, text);
			free(text);
			free(bytes);
		}
}

Test(content, what_a_principle_informs_is_not_looked_for_where_there_is_no_grid)
{
	char *bytes = replaced(charter, "verified = 2026-11\n", "verified = 2026-11\nfeeds = data.nothing\n");
	size_t taken, faults;
	char *text = faults_of(CONTENT_CHARTER, bytes, &taken, &faults);

	cr_expect(taken == 1 && !faults, "%s", text);
	free(text);
	free(bytes);
}

Test(content, a_charter_without_a_principle_is_a_fault)
{
	size_t taken, faults;
	char *text = faults_of(CONTENT_CHARTER, "[charter]\nid = c\nversion = 1\nname.fr = x\n", &taken, &faults);

	cr_expect(!taken && faults == 1 && told(text, 1, "principle"), "%s", text);
	free(text);
}

Test(content, there_is_one_set_of_criteria_and_one_tree_whatever_their_ids)
{
	static const struct {
		enum content_kind kind;
		const char *old;
	} rows[] = { { CONTENT_CRITERIA, "id = use-case" }, { CONTENT_TREE, "id = ai-act" }, { CONTENT_CHARTER, "id = charter" } };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		const char *base = smallest[rows[i].kind].bytes;
		char *other = replaced(base, rows[i].old, "id = other");

		content_add(content, "a.ini", base, strlen(base), &faults);
		content_add(content, "b.ini", other, strlen(other), &faults);
		char *text = fixture_faults(&faults);
		cr_expect(!faults.faults && strstr(text, "b.ini"), "%s", text);
		cr_expect(content->source_count == 1 && count_of(content, rows[i].kind) == 1);
		cr_expect_str_neq(content->sources[0].id, "other");
		free(text);
		free(other);
		content_free(content);
		fault_list_release(&faults);
	}
}

Test(content, a_folder_gives_every_ini_below_it_at_any_depth_and_nothing_else)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err = { 0 };

	fixture_write_text("c/b/deep/er/grid.ini", grid);
	fixture_write_text("c/a/criteria.ini", criteria);
	fixture_write_text("c/matrix.ini", matrix);
	fixture_write_text("c/notes.txt", "not content");
	fixture_write_text("c/old.ini.bak", "not content");
	fixture_write_text("c/.hidden/x.txt", "not content");
	cr_expect(content_add_path(content, fixture_path("c"), &faults, &err), "%s", err.text);
	cr_expect(!faults.faults && content->source_count == 3, "%zu", content->source_count);
	cr_expect(content->source_count == 3 && content->sources[0].kind == CONTENT_CRITERIA && content->sources[2].kind == CONTENT_MATRIX,
		  "in the order of paths");
	cr_expect(content_add_path(content, fixture_path("c/matrix.ini"), &faults, &err), "a single file");
	cr_expect(!content_add_path(content, fixture_path("c/none.ini"), &faults, &err) && strstr(err.text, "none.ini"), "%s", err.text);
	content_free(content);
	fault_list_release(&faults);
}

Test(content, the_default_matrix_is_valeur_facilite_else_the_only_one)
{
	static const struct {
		const char *name, *ids[4], *asked, *chosen;
	} rows[] = {
		{ "none", { NULL }, NULL, NULL },
		{ "the only one", { "a" }, NULL, "a" },
		{ "two others", { "a", "b" }, NULL, NULL },
		{ "the default, last", { "a", "b", "valeur-facilite" }, NULL, "valeur-facilite" },
		{ "asked for", { "a", "valeur-facilite", "b" }, "b", "b" },
		{ "asked for and not there", { "a" }, "b", NULL },
		{ "asked for where there is none", { NULL }, "a", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		struct err err = { 0 };

		for (size_t m = 0; m < 4 && rows[i].ids[m]; m++) {
			char words[50];

			snprintf(words, sizeof(words), "id = %s\n", rows[i].ids[m]);
			char *bytes = replaced(matrix, "id = m\n", words);
			content_add(content, rows[i].ids[m], bytes, strlen(bytes), &faults);
			free(bytes);
		}
		bool chosen = content_choose_matrix(content, rows[i].asked, &err);
		cr_expect(chosen == (rows[i].chosen != NULL), "%s: %s", rows[i].name, err.text);
		cr_expect(!chosen || !strcmp(content->matrix->id, rows[i].chosen), "%s", rows[i].name);
		cr_expect(chosen || (err.kind == ERR_USAGE && *err.text), "%s: kind %d", rows[i].name, err.kind);
		fault_list_release(&faults);
		content_free(content);
	}
}

/* --- catalogues and demonstrations -------------------------------------------------------------- */

static const char full_catalogue[] = "[catalogue]\nid = c\nversion = 1\nname.fr = C\nname.en = C\n"
				     "[use-case notes]\nname.fr = Notes\nname.en = Notes\n"
				     "[use-case store]\nname = Store\n";
static const char full_demo[] = "[demo]\nid = d\nversion = 1\nname.fr = S\nname.en = S\nparticipants = Ana | Bea\n"
				"[answer data.quality.errors]\nlevel = 3\n[candidate notes]\nstatus = idea\n";

/* With the smallest grid and criteria there. */
static const struct {
	const char *file, *old, *new, *words; /* words NULL: nothing is wrong */
} checked[] = {
	{ "catalogue", "[use-case store]\n", "[use-case store]\nscore.impact.one = 3\nrequires = data.quality:3\ndepends = notes, favours:notes\n", NULL },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nscore.impact.two = 3\n", "impact.two" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nscore.impact.one = 5.5\n", "5.5" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nrequires = data.governance:3\n", "data.governance" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nrequires = data.quality:0\n", "data.quality:0" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\ndepends = elsewhere\n", "elsewhere" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\ndelay.fr = 3\ndelay.en = x\n", "x" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\ndepends = store\n", "store" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nrequires = data.quality\n", "data.quality" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nrequires = data.quality:6\n", "data.quality:6" },
	{ "catalogue", "[use-case store]\n", "[use-case store]\nvotes.impact.one = 3, 3\n", "votes" },
	{ "catalogue", "[use-case store]\n", "[use-case 12]\n", "12" },
	{ "demo", "level = 3\n", "level = 3\ntarget = 4\nnote = x\nevidence = y\nconfidence = high\n", NULL },
	{ "demo", "level = 3\n", "level = 3\nanswer = 3\n", "answer" },
	{ "demo", "level = 3\n", "level = 7\n", "7" },
	{ "demo", "data.quality.errors", "data.quality.doubles", "data.quality.doubles" },
	{ "demo", "data.quality.errors", "ai.quality.errors", NULL },
	{ "demo", "[candidate notes]", "[candidate ghost]", "ghost" },
	{ "demo", "status = idea\n", "status = idea\nvotes.impact.one = 3, -\nvotes2.impact.one = 4\n", NULL },
	{ "demo", "status = idea\n", "votes.impact.two = 3\n", "impact.two" },
	{ "demo", "status = idea\n", "votes.impact.one = 3, 6\n", "6" },
	{ "demo", "status = idea\n", "votes.impact.one = 3, 4, 5\n", "impact.one" },
	{ "demo", "status = idea\n", "votes3.impact.one = 3\n", "votes3" },
	{ "demo", "status = idea\n", "status = asleep\n", "asleep" },
	{ "demo", "status = idea\n", "profile = spsti\n", "profile" },
	{ "demo", "status = idea\n", "depends = favours:store\n", "«store»" },
	{ "demo", "status = idea\n", "depends = favours:store\n[candidate store]\n", NULL },
	{ "demo", "participants", "target.data = 3\nparticipants", NULL },
	{ "demo", "participants", "target.data = 6\nparticipants", "6" },
	{ "demo", "participants", "target.ai = 3\nparticipants", NULL },
	{ "demo", "participants", "date = tomorrow\nsector = hospital\nparticipants", NULL },
};

Test(content, ids_and_values_that_catalogues_and_demonstrations_name_are_checked_against_the_rest)
{
	for (size_t i = 0; i < ARRAY_SIZE(checked); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		bool is_demo = !strcmp(checked[i].file, "demo");
		char *bytes = replaced(is_demo ? full_demo : full_catalogue, checked[i].old, checked[i].new);

		content_add(content, "grid.ini", grid, strlen(grid), &faults);
		content_add(content, "criteria.ini", criteria, strlen(criteria), &faults);
		content_add(content, is_demo ? "c.ini" : "f.ini", is_demo ? full_catalogue : bytes, strlen(is_demo ? full_catalogue : bytes), &faults);
		if (is_demo)
			content_add(content, "f.ini", bytes, strlen(bytes), &faults);
		content_check(content, &faults);
		char *text = only_faults(&faults);
		if (checked[i].words)
			cr_expect(faults.faults >= 1 && strstr(text, "f.ini:") && strstr(text, checked[i].words), "«%s»: %s", checked[i].new, text);
		else
			cr_expect(!faults.faults, "«%s»: %s", checked[i].new, text);
		free(text);
		free(bytes);
		fault_list_release(&faults);
		content_free(content);
	}
}

Test(content, grids_and_criteria_that_are_not_there_at_all_are_not_held_against_a_catalogue)
{
	static const char bytes[] = "[catalogue]\nid = c\nversion = 1\nname.fr = C\nname.en = C\n[use-case notes]\n"
				    "requires = data.quality:3\nscore.impact.one = 3\n";
	size_t taken, faults;
	char *text = faults_of(CONTENT_CATALOGUE, bytes, &taken, &faults);

	cr_expect(!faults && taken == 1, "%s", text);
	free(text);
}

Test(content, whom_an_entry_of_a_catalogue_is_for)
{
	static const struct {
		const char *key;
		bool is_for[PROFILE_COUNT];
	} rows[] = {
		{ "", { true, true, true } },
		{ "profile = spsti\n", { true, false, false } },
		{ "profile = hospital, spsti\n", { true, true, false } },
		{ "profile = other,hospital\n", { false, true, true } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct content *content = content_new();
		struct fault_list faults = { 0 };
		char own[sizeof(full_catalogue) + 40];

		snprintf(own, sizeof(own), "%s%s", full_catalogue, rows[i].key);
		content_add(content, "f.ini", own, strlen(own), &faults);
		cr_assert(!faults.count && content->catalogues[0].count == 2, "%s", rows[i].key);
		for (int profile = 0; profile < PROFILE_COUNT; profile++) {
			cr_expect(preset_is_for(&content->catalogues[0].entries[1], (enum profile)profile) == rows[i].is_for[profile], "%s, %s", rows[i].key, profile_id((enum profile)profile));
			cr_expect(preset_is_for(&content->catalogues[0].entries[0], (enum profile)profile), "each entry has its own");
		}
		cr_expect(!preset_value(&content->catalogues[0].entries[1], "profile"), "it is no field");
		fault_list_release(&faults);
		content_free(content);
	}
}

Test(content, the_field_that_a_key_of_a_preset_means)
{
	static const struct {
		const char *name, *field;
	} rows[] = {
		{ "name", "name" },         { "text", "description" },      { "health-data", "health_data" },     { "money.hours", "hours" },
		{ "money.hour-cost", "hour_cost" }, { "money.ramp-up", "ramp_up" }, { "ai-act", "ai_act" }, { "medical-device", "medical_device" },
		{ "description", NULL },    { "health_data", NULL },        { "hours", NULL },                    { "money.name", NULL },
		{ "money.", NULL },         { "", NULL },                   { "score.impact.one", NULL },         { "money.hour_cost", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		enum use_case_field field;
		bool found = preset_field(rows[i].name, &field);

		cr_expect(found == (rows[i].field != NULL), "%s", rows[i].name);
		cr_expect(!found || !rows[i].field || !strcmp(use_case_field_id(field), rows[i].field), "%s", rows[i].name);
	}
}

/* --- what is shipped ----------------------------------------------------------------------------- */

Test(content, everything_that_is_shipped_loads_without_fault_or_notice)
{
	struct content *content = fixture_shipped();

	cr_expect(content->grid_count >= 2 && content->criteria.count && content->matrix_count >= 1 && content->tree.ask_count &&
		  content->catalogue_count && content->demo_count);
	cr_expect_str_eq(content->grids[0].id, "data");
	cr_expect_str_eq(content->grids[1].id, "ai");
	cr_expect_str_eq(content->matrix->id, "valeur-facilite");
	content_free(content);
}

Test(content, the_ten_principles_that_are_shipped_keep_their_ids_and_inform_what_is_there)
{
	static const char *const ids[] = { "oversight",	 "privacy",    "transparency", "fairness", "accountability",
					   "governance", "proportion", "security",     "training", "frugality" };
	struct content *content = fixture_shipped();
	const struct charter *of = &content->charter;

	cr_assert(of->count == ARRAY_SIZE(ids));
	cr_expect_str_eq(of->feeds, "ai.governance");
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		const struct principle *principle = &of->principles[i];

		cr_expect_str_eq(principle->id, ids[i]);
		cr_expect(*principle->feeds && *principle->verified, "%s", ids[i]);
		for (int p = PROFILE_SPSTI; p <= PROFILE_HOSPITAL; p++)
			cr_expect(principle->example[p].in[LANGUAGE_FR] && principle->example[p].in[LANGUAGE_EN], "%s", ids[i]);
	}
	content_free(content);
}

Test(content, the_three_matrices_of_the_contract_are_shipped)
{
	static const char *const ids[] = { "valeur-facilite", "impact-faisabilite", "roi-risque" };
	struct content *content = fixture_shipped();

	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		struct err err = { 0 };

		cr_expect(content_choose_matrix(content, ids[i], &err), "%s: %s", ids[i], err.text);
	}
	content_free(content);
}

/* Ids are for ever: dossiers hold them (design §4). */
Test(content, every_criterion_that_is_shipped_has_an_id_of_the_contract)
{
	static const char ids[] = " impact.strategic impact.business impact.reach impact.benefit impact.momentum roi.value roi.cost roi.confidence "
				  "roi.delay feasibility.funding feasibility.data feasibility.skills feasibility.integration feasibility.adoption "
				  "risk.ethical risk.change risk.legal risk.security risk.dependence risk.footprint ";
	struct content *content = fixture_shipped();

	for (size_t i = 0; i < content->criteria.count; i++) {
		char id[100];

		snprintf(id, sizeof(id), " %s ", content->criteria.items[i].id);
		cr_expect(strstr(ids, id), "%s", id);
	}
	content_free(content);
}

/* --- the AI Act ------------------------------------------------------------------------------------ */

/* The questions of domain.md §5.10 in their order; Q5b is 13. */
static const struct {
	const char *id;
	int question;
} asks[] = {
	{ "learns", 1 },         { "emotions", 2 },        { "emotions-purpose", 3 },  { "practices", 4 },      { "practices-medical", 4 },
	{ "medical", 5 },        { "medical-emotions", 5 }, { "device-class", 13 },     { "device-class-emotions", 13 }, { "biometrics", 6 },
	{ "employment", 7 },     { "essential-services", 8 }, { "other-annex-3", 9 },  { "profiling", 10 },     { "narrow-task", 11 },
	{ "contact", 12 },
};

static int question_of(const char *id)
{
	for (size_t i = 0; i < ARRAY_SIZE(asks); i++)
		if (!strcmp(asks[i].id, id))
			return asks[i].question;
	cr_assert(false, "«%s» is no question of the table", id);
	return 0;
}

/* The table of domain.md §5.10, line by line; bit n of `yes` answers question n. */
static enum ai_act class_of(unsigned yes)
{
#define Q(n) (yes >> (n) & 1)
	bool emotions = false;

	if (!Q(1))
		return AI_ACT_NONE;
	if (Q(2) && !Q(3))
		return AI_ACT_PROHIBITED;
	emotions = Q(2);
	if (Q(4))
		return AI_ACT_PROHIBITED;
	if (Q(5) && Q(13))
		return AI_ACT_HIGH_ANNEX_1;
	if (emotions || Q(6))
		return AI_ACT_HIGH_ANNEX_3;
	if ((Q(7) || Q(8) || Q(9)) && (Q(10) || !Q(11)))
		return AI_ACT_HIGH_ANNEX_3;
	return Q(12) ? AI_ACT_LIMITED : AI_ACT_MINIMAL;
#undef Q
}

static enum ai_act walk(const struct tree *read, unsigned yes)
{
	size_t ask = read->first;

	for (size_t steps = 0; steps <= read->ask_count; steps++) {
		const struct tree_target *target = &read->asks[ask].answer[yes >> question_of(read->asks[ask].id) & 1].target;

		if (target->is_class)
			return (enum ai_act)target->index;
		ask = target->index;
	}
	cr_assert(false, "questions go round in a circle");
	return AI_ACT_UNKNOWN;
}

Test(content, the_ai_act_tree_that_is_shipped_gives_the_class_of_the_table_for_all_answers)
{
	struct content *content = fixture_shipped();

	for (unsigned yes = 0; yes < 1u << 14; yes += 2)
		cr_expect(walk(&content->tree, yes) == class_of(yes), "answers %x: %s, not %s", yes, ai_act_id(walk(&content->tree, yes)),
			  ai_act_id(class_of(yes)));
	content_free(content);
}

Test(content, the_ways_through_the_ai_act_end_where_the_table_says)
{
	static const struct {
		const char *way; /* the questions answered by yes */
		enum ai_act class;
	} rows[] = {
		{ "", AI_ACT_NONE },
		{ "1", AI_ACT_MINIMAL },
		{ "1 12", AI_ACT_LIMITED },
		{ "1 2", AI_ACT_PROHIBITED },
		{ "1 2 3", AI_ACT_HIGH_ANNEX_3 },
		{ "1 2 3 4", AI_ACT_PROHIBITED },
		{ "1 2 3 5", AI_ACT_HIGH_ANNEX_3 },
		{ "1 2 3 5 13", AI_ACT_HIGH_ANNEX_1 },
		{ "1 4", AI_ACT_PROHIBITED },
		{ "1 5", AI_ACT_MINIMAL },
		{ "1 5 12", AI_ACT_LIMITED },
		{ "1 5 13", AI_ACT_HIGH_ANNEX_1 },
		{ "1 6", AI_ACT_HIGH_ANNEX_3 },
		{ "1 7 10", AI_ACT_HIGH_ANNEX_3 },
		{ "1 7", AI_ACT_HIGH_ANNEX_3 },
		{ "1 7 11", AI_ACT_MINIMAL },
		{ "1 7 11 12", AI_ACT_LIMITED },
		{ "1 8 10", AI_ACT_HIGH_ANNEX_3 },
		{ "1 8 11 12", AI_ACT_LIMITED },
		{ "1 9", AI_ACT_HIGH_ANNEX_3 },
		{ "1 9 11", AI_ACT_MINIMAL },
	};
	struct content *content = fixture_shipped();

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		unsigned yes = 0;

		for (const char *c = rows[i].way; *c; c += strspn(c, " "))
			yes |= 1u << strtoul(c, (char **)&c, 10);
		cr_expect(walk(&content->tree, yes) == rows[i].class, "«%s»: %s", rows[i].way, ai_act_id(walk(&content->tree, yes)));
	}
	content_free(content);
}

Test(content, duties_and_dates_of_a_tree_are_read_in_their_order)
{
	static const char beside[] = DUTY "when.hosting = eu, hds\nwhen.health-data = yes\nconfirm = yes\n"
		"[duty e]\nname.fr = Autre\ntext.fr = Faire.\narticle = 4\nverified = 2026\n" DATE("2026-08-02") DATE("2026-12-02");
	struct content *content = content_new();
	struct fault_list list = { 0 };
	struct buf bytes;

	buf_init(&bytes);
	buf_add_format(&bytes, "%s%s", tree, beside);
	content_add(content, "f.ini", bytes.data, bytes.length, &list);
	cr_assert(!list.faults && content->tree.duty_count == 2 && content->tree.date_count == 2);
	cr_expect_str_eq(content->tree.duties[0].id, "d");
	cr_expect(content->tree.duties[0].confirm && !content->tree.duties[1].confirm);
	cr_expect(content->tree.duties[0].when[DUTY_HOSTING] == (1u << HOSTING_EU | 1u << HOSTING_HDS));
	cr_expect(content->tree.duties[0].when[DUTY_HEALTH_DATA] == 1u << KNOWN_YES);
	cr_expect(!content->tree.duties[0].when[DUTY_AI_ACT] && !content->tree.duties[1].when[DUTY_HOSTING]);
	cr_expect_str_eq(content->tree.dates[1].id, "2026-12-02");
	buf_release(&bytes);
	fault_list_release(&list);
	content_free(content);
}

/* «2026-11» or a day. */
static bool is_verified(const char *date)
{
	return date && !strncmp(date, "20", 2) && strspn(date, "0123456789-") == strlen(date) && strlen(date) >= 7;
}

static bool says(const struct text *text)
{
	return *text_in(text, LANGUAGE_FR) && *text_in(text, LANGUAGE_EN) && strcmp(text_in(text, LANGUAGE_FR), text_in(text, LANGUAGE_EN)) != 0;
}

Test(content, every_statement_on_the_ai_act_has_an_article_and_a_day_when_it_was_verified)
{
	struct content *content = fixture_shipped();
	const struct tree *read = &content->tree;

	cr_expect(is_verified(read->verified), "that of the asks");
	for (size_t i = 0; i < read->ask_count; i++)
		cr_expect(read->asks[i].article && *read->asks[i].article, "%s", read->asks[i].id);
	for (int class = AI_ACT_PROHIBITED; class < AI_ACT_COUNT; class++)
		cr_expect(read->classes[class].article && is_verified(read->classes[class].verified), "%s", ai_act_id((enum ai_act)class));
	cr_expect(read->duty_count >= 10 && read->date_count >= 7);
	for (size_t i = 0; i < read->duty_count; i++)
		cr_expect(read->duties[i].article && is_verified(read->duties[i].verified) && says(&read->duties[i].name) && says(&read->duties[i].text),
			  "%s", read->duties[i].id);
	for (size_t i = 0; i < read->date_count; i++)
		cr_expect(read->dates[i].article && is_verified(read->dates[i].verified) && says(&read->dates[i].text), "%s", read->dates[i].id);
	content_free(content);
}

Test(content, every_question_of_the_ai_act_names_its_article_and_every_class_its_date_and_obligations)
{
	struct content *content = fixture_shipped();
	const struct tree *read = &content->tree;

	for (size_t i = 0; i < read->ask_count; i++)
		cr_expect(read->asks[i].article && *read->asks[i].article, "%s", read->asks[i].id);
	for (int class = AI_ACT_PROHIBITED; class < AI_ACT_COUNT; class++) {
		const char *id = ai_act_id((enum ai_act)class);

		cr_expect(read->classes[class].given, "%s", id);
		cr_expect(read->classes[class].verified && !strncmp(read->classes[class].verified, "20", 2), "%s", id);
		cr_expect(*text_in(&read->classes[class].obligations, LANGUAGE_FR) && *text_in(&read->classes[class].obligations, LANGUAGE_EN), "%s", id);
	}
	content_free(content);
}
