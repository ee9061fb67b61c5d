/*
 * Content files with one thing wrong each. Taking away each line of the
 * smallest file of a kind in turn must give a fault that names the key. The
 * table of wrong values replaces `old` by `new` in it; the fault must stand at
 * the line where `at` is then found, and have `words` in it.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smallest.h"

TestSuite(content_faults, .init = fixture_folder_make, .fini = fixture_folder_remove);

Test(content_faults, the_smallest_file_of_each_kind_is_taken_with_notices_for_the_language_it_lacks)
{
	for (size_t i = 0; i < ARRAY_SIZE(smallest); i++) {
		size_t taken, faults;
		char *text = faults_of(smallest[i].kind, smallest[i].bytes, &taken, &faults);

		cr_expect(!faults, "%s: %s", content_kind_id(smallest[i].kind), text);
		cr_expect(taken == 1, "%s", content_kind_id(smallest[i].kind));
		cr_expect(strstr(text, "f.ini:4: note: ") && strstr(text, "name.en"), "%s: %s",
			  content_kind_id(smallest[i].kind), text);
		free(text);
	}
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
	snprintf(name, sizeof(name), "%s without line %d («%.*s»)", content_kind_id(kind), line_of(base, line),
		 (int)length, line);
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

Test(content_faults, each_required_key_that_is_missing_is_told_at_its_section)
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
	cr_expect(strstr(text, words) || !strcmp(words, "class"), "%s without [%s …]: %s", content_kind_id(kind), words,
		  text);
	free(text);
	buf_release(&bytes);
}

Test(content_faults, each_required_section_that_is_missing_is_told)
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
	{ CONTENT_GRID, "[level 1]", "[level 1]\nname.fr = un\n[level 1]", "[level 1]\nname.fr = un\n[level 2]",
	  "level" },
	{ CONTENT_MATRIX, "[gate maturity]", "[gate maturity]\npenalty = 1\nblock = 1\n[gate maturity]",
	  "[gate maturity]\npenalty = 12", "gate" },
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
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.months = 3\n",
	  "[dimension quality]", "action1.who" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.fr = x\naction1.who.fr = x\n",
	  "[dimension quality]", "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction1.who.fr = x\naction1.months = 3\n",
	  "[dimension quality]", "action1.fr" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who.fr =\naction1.months = 3\n", "action1.who.fr",
	  "action1.who.fr" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who = x\naction1.months = 3\n",
	  "action1.who =", "action1.who" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = 0\n", "action1.months",
	  "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = 37\n", "action1.months",
	  "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = -1\n", "action1.months",
	  "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = 2.5\n", "action1.months",
	  "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = two\n", "action1.months",
	  "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = nan\n", "action1.months",
	  "action1.months" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction0.fr = x\n", "action0.fr", "action0.fr" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction5.fr = x\naction5.who.fr = x\naction5.months = 3\n", "action5.months",
	  "action5.months" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\naction1.fr = x\naction1.who.fr = x\naction1.months = 3\naction1.cost = 5\n",
	  "action1.cost", "action1.cost" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\naction = x\n", "action = x", "action" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nexpress = maybe\n", "express",
	  "express" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nexpress = oui\n", "express",
	  "express" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question other.errors]\n", "[question", "other" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question errors]\n", "[question", "errors" },
	{ CONTENT_GRID, "[question quality.errors]\n",
	  "[question quality.errors]\ntext.fr = x\n" LEVELS "[question quality.errors]\n",
	  "[question quality.errors]\ntext.fr = Quoi", "quality.errors" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nname.fr = x\n[dimension quality]\n",
	  "[dimension quality]\nname.fr = Qualité", "quality" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension a.b]\nname.fr = x\n[dimension quality]\n",
	  "[dimension a.b]", "a.b" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension]\nname.fr = x\n[dimension quality]\n", "[dimension]",
	  "dimension" },
	{ CONTENT_GRID, "level5.fr = e\n", "level5.fr = e\nlevel6.fr = f\n", "level6", "level6" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas =\n", "was =", "was" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = ,\n", "was =", "was" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = Quality\n",
	  "was =", "malformed" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = quality.errors\n",
	  "was =", "quality.errors" },
	{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nwas = quality.a, quality.a\n",
	  "was =", "quality.a" },
	{ CONTENT_GRID, "[question quality.errors]\n",
	  "[question quality.errors]\nwas = a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u\n", "was =", "21" },
	{ CONTENT_GRID, "[dimension quality]\n",
	  "[dimension quality]\nwas = state\nname.fr = x\n[dimension b]\nwas = state\n",
	  "was = state\nname.fr = Qualité", "state" },
	{ CONTENT_GRID, "[dimension quality]\n", "[dimension b]\nwas = quality\nname.fr = x\n[dimension quality]\n",
	  "was =", "quality" },
	{ CONTENT_GRID, "[level 5]\n", "[level 5]\nwas = 6\n", "was =", "was" },
	/* criteria */
	{ CONTENT_CRITERIA, "better = more\n", "better = higher\n", "better", "better" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nlevel1.school.fr = x\n", "level1.school",
	  "level1.school" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nlevel6.hospital.fr = x\n", "level6.hospital",
	  "level6.hospital" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nrequired = 1\n", "required", "required" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nexpress = vrai\n", "express", "express" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nderive = npv\n", "derive", "derive" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nwas = impact.one\n", "was =", "impact.one" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nwas = impact.two impact.two\n", "was =", "impact.two" },
	{ CONTENT_CRITERIA, "better = more\n", "better = less\nderive = roi\n", "derive", "derive" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nweight = -0.1\n", "weight", "weight" },
	{ CONTENT_CRITERIA, "better = more\n", "better = more\nweight = two\n", "weight", "weight" },
	{ CONTENT_CRITERIA, "[family risk]", "[family beauty]\nname.fr = Beauté\n[family risk]", "[family beauty]",
	  "beauty" },
	{ CONTENT_CRITERIA, "[criterion impact.one]", "[criterion beauty.one]", "[criterion", "beauty" },
	{ CONTENT_CRITERIA, "[criterion impact.one]", "[criterion impact]", "[criterion", "impact" },
	{ CONTENT_CRITERIA, "[criterion impact.one]\n",
	  "[criterion impact.one]\nname.fr = Un\nbetter = more\n" LEVELS "[criterion impact.one]\n",
	  "[criterion impact.one]\nname.fr = Un\nbetter = more\n" LEVELS "\0", "impact.one" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = name\n" CRITERION, "field = name",
	  "expected need, sponsor or indicator" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = Need\n" CRITERION, "field = Need", "«field = Need»" },
	{ CONTENT_CRITERIA, CRITERION, NEED CRITERION, "[need one]", "field" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field =\n" CRITERION, "field =", "field" },
	{ CONTENT_CRITERIA, CRITERION, "[need one]\nfield = need\n" CRITERION, "[need one]", "text" },
	{ CONTENT_CRITERIA, CRITERION, "[need]\ntext.fr = Quoi ?\nfield = need\n" CRITERION, "[need]", "no id" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = need\nhelp.school.fr = x\n" CRITERION, "help.school",
	  "help.school" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = need\nhelp.fr =\n" CRITERION, "help.fr", "help.fr" },
	{ CONTENT_CRITERIA, CRITERION, NEED "field = need\nweight = 1\n" CRITERION, "weight", "weight" },
	{ CONTENT_CRITERIA, CRITERION,
	  NEED "field = need\n[need two]\ntext.fr = Qui ?\nfield = need\n" NEED "field = sponsor\n" CRITERION,
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
	{ CONTENT_MATRIX, "[quadrant low-low]", "[quadrant low-middle]\nid = e\nname.fr = E\n[quadrant low-low]",
	  "[quadrant low-middle]", "quadrant" },
	{ CONTENT_MATRIX, "penalty = 12.5", "penalty = -1", "penalty", "penalty" },
	{ CONTENT_MATRIX, "block = 2", "block = two", "block", "block" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nimpact.average = 1\n", "impact.average",
	  "impact.average" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = -1\n", "impact.min", "impact.min" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = many\n", "impact.min", "impact.min" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nbeauty.max = 1\n", "beauty.max", "beauty.max" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nai-act = minimal, benign\n", "ai-act", "benign" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nmedical-device = maybe\n", "medical-device",
	  "medical-device" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nneed = 1\n", "need", "need" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\ndelay.max = -6\n", "delay.max", "delay.max" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\ndelay.express = x\n", "delay.express",
	  "delay.express" },
	{ CONTENT_MATRIX, "impact.min = 50\n", "impact.min = 50\nbuild.max = 1\nbuild.max.school = 1\n",
	  "build.max.school", "build.max.school" },
	{ CONTENT_MATRIX, "[quick-win]", "[priority]\nbeauty = 1\n[quick-win]", "beauty", "beauty" },
	{ CONTENT_MATRIX, "[quick-win]", "[priority]\nimpact = x\n[quick-win]", "impact = x", "impact" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive roi]\n2 = 0\n3 = 1\n4 = 2\n[quick-win]", "[derive roi]", "5" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive roi]\n2 = 0\n3 = 2\n4 = 1\n5 = 3\n[quick-win]", "[derive roi]",
	  "roi" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive payback]\n2 = 1\n3 = 2\n4 = 3\n5 = 4\n[quick-win]",
	  "[derive payback]", "payback" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive roi]\n1 = 0\n2 = 0\n3 = 2\n4 = 3\n5 = 4\n[quick-win]", "1 = 0", "1" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive tco]\n2 = 4\n3 = 3\n4 = 2\n5 = 1\n5.school = 2\n[quick-win]",
	  "5.school", "5.school" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive tco]\n2 = 4\n3 = 3\n4 = 2\n5 = 1\n5.hospital = many\n[quick-win]",
	  "5.hospital", "5.hospital" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive tco]\n2 = 4\n3 = 3\n4 = 2\n5 = 1\n5.hospital = 2.5\n[quick-win]",
	  "[derive tco]", "descend" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive roi]\n2 = 1\n3 = 2\n4 = 3\n5 = 4\n2.other = 2.5\n[quick-win]",
	  "[derive roi]", "ascend" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive tco]\n3 = 3\n4 = 2\n5 = 1\n2.hospital = 4\n[quick-win]",
	  "[derive tco]", "«2»" },
	{ CONTENT_MATRIX, "[quick-win]", "[derive npv]\n2 = 0\n3 = 1\n4 = 2\n5 = 3\n[quick-win]", "[derive npv]",
	  "derive" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nfamilies = free\n[quick-win]", "families", "families" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\ncriteria = order\n[quick-win]", "criteria", "criteria" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nflat = si\n[quick-win]", "flat", "flat" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nsamples = 0\n[quick-win]", "samples", "samples" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nsamples = 99.5\n[quick-win]", "samples", "whole" },
	{ CONTENT_MATRIX, "[quick-win]", "[robustness]\nseed = -1\n[quick-win]", "seed", "seed" },
	/* trees */
	{ CONTENT_TREE, "first = one\n", "first = two\n", "first", "two" },
	{ CONTENT_TREE, "yes = minimal\n", "yes = nowhere\n", "yes", "nowhere" },
	{ CONTENT_TREE, "yes = minimal\n", "yes = high\n", "yes", "high" },
	{ CONTENT_TREE, "yes = minimal\n", "yes = one\n", "[ask one]", "one" },
	{ CONTENT_TREE, "[class minimal]",
	  "[ask two]\ntext.fr = Deux ?\nyes = minimal\nno = none\narticle = 4\n[class minimal]", "[ask two]", "two" },
	{ CONTENT_TREE, "[class minimal]", "[class harmless]\nname.fr = x\nverified = 2026\n[class minimal]",
	  "[class harmless]", "harmless" },
	{ CONTENT_TREE, "verified = 2026-11\n", "verified = 2026-11\nconfirm = perhaps\n", "confirm", "confirm" },
	{ CONTENT_TREE, "[class none]\n", "[class none]\nname.fr = x\nverified = x\n[class none]\n",
	  "[class none]\nname.fr = Hors", "none" },
	{ CONTENT_TREE, "article = 3(1)\n", "article = 3(1)\nmaybe = none\n", "maybe", "maybe" },
	{ CONTENT_TREE, "[class minimal]",
	  "[ask one]\ntext.fr = Un ?\nyes = none\nno = none\narticle = 4\n[class minimal]",
	  "[ask one]\ntext.fr = Un ?\nyes = none", "one" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.hosting = eu, moon\n[class minimal]", "when.hosting", "moon" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.sector = school\n[class minimal]", "when.sector", "school" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.ai-act = benign\n[class minimal]", "when.ai-act", "benign" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.health-data = perhaps\n[class minimal]", "when.health-data",
	  "perhaps" },
	{ CONTENT_TREE, "[class minimal]", DUTY "sheet = hds\n[class minimal]", "sheet", "aipd or cse" },
	{ CONTENT_TREE, "[class minimal]", DUTY "sheet = status\n[class minimal]", "sheet", "status" },
	{ CONTENT_TREE, "[class minimal]", DUTY "sheet =\n[class minimal]", "sheet", "empty" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.hosting = \n[class minimal]", "when.hosting", "when.hosting" },
	{ CONTENT_TREE, "[class minimal]", DUTY "when.weather = fine\n[class minimal]", "when.weather",
	  "when.weather" },
	{ CONTENT_TREE, "[class minimal]", DUTY "from = soon\n[class minimal]", "from", "soon" },
	{ CONTENT_TREE, "[class minimal]", DUTY "from = 2027-2-12\n[class minimal]", "from", "2027-2-12" },
	{ CONTENT_TREE, "[class minimal]", DUTY "from = classes\n[class minimal]", "from", "class" },
	{ CONTENT_TREE, "[class minimal]", DUTY "from =\n[class minimal]", "from", "empty" },
	{ CONTENT_TREE, "verified = 2026-11\n", "verified = 2026-11\nfrom = class\n", "from", "not a date" },
	{ CONTENT_TREE, "verified = 2026-11\n", "verified = 2026-11\nfrom = 2027-02-30\n", "from", "2027-02-30" },
	{ CONTENT_TREE, "[class minimal]", DUTY "confirm = 1\n[class minimal]", "confirm", "confirm" },
	{ CONTENT_TREE, "[class minimal]",
	  DUTY "[duty d]\nname.fr = Encore\ntext.fr = Faire.\narticle = 35\nverified = x\n[class minimal]",
	  "[duty d]\nname.fr = Encore", "duty d" },
	{ CONTENT_TREE, "[class minimal]",
	  "[duty d]\nname.fr = Devoir\ntext.fr = Faire.\nverified = 2026-11\n[class minimal]", "[duty d]", "article" },
	{ CONTENT_TREE, "[class minimal]",
	  "[duty d]\nname.fr = Devoir\ntext.fr = Faire.\narticle = 35\n[class minimal]", "[duty d]", "verified" },
	{ CONTENT_TREE, "[class minimal]", "[duty d]\nname.fr = Devoir\narticle = 35\nverified = x\n[class minimal]",
	  "[duty d]", "text" },
	{ CONTENT_TREE, "[class minimal]", DATE("soon") "[class minimal]", "[date soon]", "soon" },
	{ CONTENT_TREE, "[class minimal]", DATE("2026-13-02") "[class minimal]", "[date 2026-13-02]", "2026-13-02" },
	{ CONTENT_TREE, "[class minimal]", DATE("2026-08-00") "[class minimal]", "[date 2026-08-00]", "2026-08-00" },
	{ CONTENT_TREE, "[class minimal]", DATE("2026-02-30") "[class minimal]", "[date 2026-02-30]", "2026-02-30" },
	{ CONTENT_TREE, "[class minimal]", DATE("2027-08-02") DATE("2026-08-02") "[class minimal]", "[date 2026-08-02]",
	  "2027-08-02" },
	{ CONTENT_TREE, "[class minimal]", "[date 2026-08-02]\ntext.fr = Dès lors.\nverified = x\n[class minimal]",
	  "[date 2026", "article" },
	{ CONTENT_TREE, "[class minimal]", "[date 2026-08-02]\ntext.fr = Dès lors.\narticle = 113\n[class minimal]",
	  "[date 2026", "verified" },
	/* charters */
	{ CONTENT_CHARTER, "verified = 2026-11\n", "verified = 2026-11\ncolour = red\n", "colour", "colour" },
	{ CONTENT_CHARTER, "verified = 2026-11\n", "verified = 2026-11\nexample.school.fr = x\n", "example.school",
	  "example.school" },
	{ CONTENT_CHARTER, "verified = 2026-11\n", "verified = 2026-11\nfeeds =\n", "feeds", "feeds" },
	{ CONTENT_CHARTER, "verified = 2026-11\n", "verified = 2026-11\narticle =\n", "article", "article" },
	{ CONTENT_CHARTER, "check.fr = Une page.\n", "check.fr =\n", "check.fr", "check" },
	{ CONTENT_CHARTER, "[principle oversight]", "[principle]", "[principle]", "principle" },
	{ CONTENT_CHARTER, "[principle oversight]", "[principle human.oversight]", "[principle human",
	  "human.oversight" },
	{ CONTENT_CHARTER, "[principle oversight]", "[ask oversight]", "[ask", "ask" },
	{ CONTENT_CHARTER, "verified = 2026-11\n",
	  "verified = 2026-11\n[principle oversight]\nname.fr = x\ntext.fr = x\ncheck.fr = x\nverified = x\n",
	  "[principle oversight]\nname.fr = x", "oversight" },
	/* catalogues */
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nhealth-data = perhaps\n", "health-data",
	  "perhaps" },
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\nhealth_data = no\n", "health_data",
	  "health_data" },
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
	{ CONTENT_CATALOGUE, "[use-case notes]\n", "[use-case notes]\n[use-case notes]\n", "[use-case notes]\n\0",
	  "notes" },
	/* demonstrations */
	{ CONTENT_DEMO, "version = 1\n", "version = 1\nsector = bakery\n", "sector", "bakery" },
	{ CONTENT_DEMO, "version = 1\n", "version = 1\nmotto = x\n", "motto", "motto" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer quality.errors.data]\nscore = 3\n", "score",
	  "score" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer data.quality.errors]\nlevel = 6\n", "level",
	  "«6» is not a level; expected 1 to 5, NA, ?" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer data.quality.errors]\ntarget = 0\n",
	  "target", "«0» is not a level; expected 1 to 5" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[answer data.quality.errors]\ntarget = NA\n",
	  "target", "NA" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[principle oversight]\nstate = maybe\n", "state",
	  "maybe" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[principle oversight]\nwhen = 2026\n", "when",
	  "when" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[principle]\nstate = yes\n", "[principle]",
	  "no id" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use 42]\nname = x\n", "[use 42]", "42" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use chat]\naccount = shared\n", "account",
	  "shared" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use chat]\ndeclared = maybe\n", "declared",
	  "maybe" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use chat]\nwho = x\n", "who", "who" },
	{ CONTENT_DEMO, "name.fr = Service\n", "name.fr = Service\n[use chat]\nname = x\n[use chat]\nname = y\n",
	  "[use chat]\nname = y", "chat" },
	{ CONTENT_DEMO, "name.fr = Service\n",
	  "name.fr = Service\n[answer a.b.c]\nlevel = 1\n[answer a.b.c]\nlevel = 2\n", "[answer a.b.c]\nlevel = 2",
	  "a.b.c" },
};

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
		  "%s, «%s»: no word of «%s» at line %d:\n%s", content_kind_id(row->kind), row->new, row->words, line,
		  text);
	free(text);
	free(bytes);
}

Test(content_faults, each_wrong_value_is_told_with_its_line)
{
	for (size_t i = 0; i < CONTENT_KIND_COUNT; i++)
		cr_assert(smallest[i].kind == i);
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++)
		expect_wrong(&wrong[i]);
}

/* The section says it all: what stands in it is not told as well. */
Test(content_faults, a_first_section_with_an_id_does_not_tell_what_a_file_is)
{
	for (int kind = 0; kind < CONTENT_KIND_COUNT; kind++) {
		size_t taken, faults;
		char bytes[40];

		snprintf(bytes, sizeof(bytes), "[%s s]\n", content_kind_id((enum content_kind)kind));
		char *text = faults_of((enum content_kind)kind, bytes, &taken, &faults);
		cr_expect(!taken && faults == 1 && told(text, 1, "tells what a file is"), "%s: %s", bytes, text);
		free(text);
	}
}

Test(content_faults, a_section_that_is_refused_is_told_once_without_its_keys)
{
	static const struct wrong rows[] = {
		{ CONTENT_GRID, "[dimension quality]", "[level 6]\nname.fr = six\nname.en = six\n[dimension quality]",
		  "[level 6]", "level" },
		{ CONTENT_GRID, "[dimension quality]", "[colour x]\nname.fr = six\nweight = 1\n[dimension quality]",
		  "[colour x]", "colour" },
		{ CONTENT_GRID, "[question quality.errors]",
		  "[question far.off]\ntext.fr = Quoi ?\n" LEVELS "[question quality.errors]", "[question far.off]",
		  "far.off" },
		{ CONTENT_CRITERIA, "[family roi]", "[family danger]\nname.fr = x\ntext.fr = x\n[family roi]",
		  "[family danger]", "danger" },
		{ CONTENT_MATRIX, "[axis y]", "[axis z]\nname.fr = z\nthreshold = 50\n[axis y]", "[axis z]", "z" },
		{ CONTENT_TREE, "[class none]",
		  "[class harmless]\nname.fr = x\nverified = 2026-11\narticle = 1\n[class none]", "[class harmless]",
		  "harmless" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *bytes = replaced(smallest[rows[i].kind].bytes, rows[i].old, rows[i].new);
		size_t taken, faults;
		char *text = faults_of(rows[i].kind, bytes, &taken, &faults);

		cr_expect(faults == 1 && told(text, line_of(bytes, rows[i].at), rows[i].words), "%s: %s", rows[i].at,
			  text);
		free(text);
		free(bytes);
	}
}

Test(content_faults, a_condition_that_stands_twice_is_told_once_and_its_value_once)
{
	static const char *const twice[] = { "impact.min = high\nimpact.min = 50\n",
					     "impact.min = 50\nimpact.min = 50\n", "ai-act = harmless\nai-act = none\n",
					     "need = perhaps\nneed = yes\n" };
	static const size_t expected[] = { 2, 1, 2, 2 };

	for (size_t i = 0; i < ARRAY_SIZE(twice); i++) {
		char *bytes = replaced(smallest_matrix, "impact.min = 50\n", twice[i]);
		size_t taken, faults;
		char *text = faults_of(CONTENT_MATRIX, bytes, &taken, &faults);

		cr_expect(faults == expected[i], "%s: %s", twice[i], text);
		free(text);
		free(bytes);
	}
}

Test(content_faults, a_list_of_what_is_expected_ends_in_its_last_word)
{
	static const char *const rows[][2] = {
		{ "[axis y]", "[axis z]\n[axis y]" },
		{ "[quick-win]", "[robustness]\nfamilies = equal\ncriteria = \n[quick-win]" },
		{ "[quick-win]", "[robustness]\nfamilies = uniform given\n[quick-win]" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *bytes = replaced(smallest_matrix, rows[i][0], rows[i][1]);
		size_t taken, faults;
		char *text = faults_of(CONTENT_MATRIX, bytes, &taken, &faults);

		cr_expect(faults && strstr(text, "expected one of: ") && !strstr(text, " \n"), "%s", text);
		free(text);
		free(bytes);
	}
}

/* What a file alone shows; what only content_check finds is in the tables of catalogues. */
Test(content_faults, what_has_a_fault_is_not_taken_in)
{
	for (size_t i = 0; i < ARRAY_SIZE(wrong) && wrong[i].kind < CONTENT_CATALOGUE; i++) {
		char *bytes = replaced(smallest[wrong[i].kind].bytes, wrong[i].old, wrong[i].new);
		struct content *content = content_new();
		struct fault_list faults = { 0 };

		content_add(content, "f.ini", bytes, strlen(bytes), &faults);
		cr_expect(!faults.faults == (count_of(content, wrong[i].kind) == 1),
			  "%s, «%s»: %zu faults, yet %zu taken", content_kind_id(wrong[i].kind), wrong[i].new,
			  faults.faults, count_of(content, wrong[i].kind));
		cr_expect(!faults.faults || !content->source_count, "%s, «%s»: kept as a source",
			  content_kind_id(wrong[i].kind), wrong[i].new);
		fault_list_release(&faults);
		content_free(content);
		free(bytes);
	}
}

Test(content_faults, weights_that_are_all_zero_and_axes_made_of_nothing_are_faults)
{
	static const struct wrong rows[] = {
		{ CONTENT_GRID, "[dimension quality]\n", "[dimension quality]\nweight = 0\n", NULL, "weight" },
		{ CONTENT_GRID, "[question quality.errors]\n", "[question quality.errors]\nweight = 0\n", NULL,
		  "weight" },
		{ CONTENT_CRITERIA, "better = more\n", "better = more\nweight = 0\n", NULL, "weigh" },
		{ CONTENT_MATRIX, "feasibility = 1\n", "feasibility = 0\n", NULL, "" },
		{ CONTENT_MATRIX, "[quick-win]",
		  "[priority]\nimpact = 0\nroi = 0\nfeasibility = 0\nrisk = 0\n[quick-win]", NULL, "" },
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

Test(content_faults, all_faults_of_a_file_are_told_and_in_the_order_of_their_lines_each_once)
{
	static const char bytes[] =
		"[grid]\nid = data\nversion = 1\nname.fr = x\nname.en = x\nstaged.share = many\ncolour = red\n"
		"[level 1]\nname.fr = un\nname.en = one\n[level 2]\nname.fr = deux\nname.en = two\n"
		"[dimension quality]\nname.fr = q\nname.en = q\nweight = -1\n";
	size_t taken, faults;
	char *text = faults_of(CONTENT_GRID, bytes, &taken, &faults);

	cr_expect(told(text, 6, "staged.share") && told(text, 7, "colour") && told(text, 17, "weight"), "%s", text);
	cr_expect(strstr(text, "level 3") && strstr(text, "level 4") && strstr(text, "level 5") &&
			  strstr(text, "question"),
		  "%s", text);
	free(text);
}

Test(content_faults, a_file_of_no_known_kind_is_a_fault)
{
	static const char *const files[] = { "",
					     "# nothing\n",
					     "[page]\nid = x\nversion = 1\n",
					     "id = x\n[grid]\n",
					     "\xff\xfe[\n",
					     "[level 1]\nname.fr = un\n" };

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
