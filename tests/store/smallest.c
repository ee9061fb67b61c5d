#include "smallest.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char smallest_grid[] =
	"[grid]\nid = data\nversion = 1\nname.fr = Données\n"
	"[level 1]\nname.fr = un\n[level 2]\nname.fr = deux\n[level 3]\nname.fr = trois\n[level 4]\nname.fr = quatre\n[level 5]\nname.fr = cinq\n"
	"[dimension quality]\nname.fr = Qualité\n"
	"[question quality.errors]\ntext.fr = Quoi ?\n" LEVELS;
const char smallest_criteria[] = "[criteria]\nid = use-case\nversion = 1\nname.fr = Critères\n"
				 "[family impact]\nname.fr = Impact\n[family roi]\nname.fr = Retour\n"
				 "[family feasibility]\nname.fr = Faisabilité\n[family risk]\nname.fr = Risque\n"
				 "[criterion impact.one]\nname.fr = Un\nbetter = more\n" LEVELS;
const char smallest_matrix[] = "[matrix]\nid = m\nversion = 1\nname.fr = Matrice\n"
			       "[axis x]\nname.fr = x\nthreshold = 50\nfeasibility = 1\n"
			       "[axis y]\nname.fr = y\nthreshold = 40\nimpact = 1\n"
			       "[quadrant high-high]\nid = a\nname.fr = A\n[quadrant high-low]\nid = b\nname.fr = B\n"
			       "[quadrant low-high]\nid = c\nname.fr = C\n[quadrant low-low]\nid = d\nname.fr = D\n"
			       "[gate maturity]\npenalty = 12.5\nblock = 2\n"
			       "[quick-win]\nimpact.min = 50\n";
const char smallest_tree[] = "[tree]\nid = ai-act\nversion = 1\nname.fr = Arbre\nfirst = one\n"
			     "[ask one]\ntext.fr = Un ?\nyes = minimal\nno = none\narticle = 3(1)\n"
			     "[class minimal]\nname.fr = Minimal\nverified = 2026-11\n"
			     "[class none]\nname.fr = Hors champ\nverified = 2026-11\n";
const char smallest_charter[] =
	"[charter]\nid = charter\nversion = 1\nname.fr = Charte\n"
	"[principle oversight]\nname.fr = Supervision\ntext.fr = On relit.\ncheck.fr = Une page.\nverified = 2026-11\n";
const char smallest_catalogue[] = "[catalogue]\nid = c\nversion = 1\nname.fr = Catalogue\n[use-case notes]\n";
const char smallest_demo[] = "[demo]\nid = d\nversion = 1\nname.fr = Service\n";

const struct smallest smallest[CONTENT_KIND_COUNT] = {
	{ CONTENT_GRID, smallest_grid },       { CONTENT_CRITERIA, smallest_criteria },
	{ CONTENT_MATRIX, smallest_matrix },   { CONTENT_TREE, smallest_tree },
	{ CONTENT_CHARTER, smallest_charter }, { CONTENT_CATALOGUE, smallest_catalogue },
	{ CONTENT_DEMO, smallest_demo },
};

size_t count_of(const struct content *content, enum content_kind kind)
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

char *only_faults(const struct fault_list *list)
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

char *faults_of(enum content_kind kind, const char *bytes, size_t *taken, size_t *faults)
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

int line_of(const char *bytes, const char *at)
{
	int line = 1;
	const char *place = strstr(bytes, at);

	cr_assert(place, "«%s» is not in:\n%s", at, bytes);
	for (const char *c = bytes; c < place; c++)
		line += *c == '\n';
	return line;
}

bool told(const char *text, int line, const char *words)
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

char *replaced(const char *base, const char *old, const char *new)
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
