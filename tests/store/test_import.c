/*
 * From sheets to changes, on the tiny content of tests/core. What an import
 * brings is applied as session_apply would and compared as lines, KEY=VALUE,
 * of what is new or other in the document; after a fault the document is what
 * it was, and no change is left over.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/store/import.h"
#include "fixture.h"

/* Two use cases, one of them with all there is to clear. */
static struct document *filled_document(void)
{
	struct document *document = fixture_document();

	fixture_fill(
		document,
		"answer.data.quality.errors=3\nanswer.data.quality.errors.note=vu\nanswer.data.quality.errors.target=4\n"
		"use-case.A1.name=Dictée\nuse-case.A1.sponsor=Ana\nuse-case.A1.health_data=yes\nuse-case.A1.delay=4\n"
		"use-case.B2.name=Relances\nscore.A1.impact.business=3\nvote.A1.impact.strategic.Claire.1=4");
	return document;
}

struct outcome {
	bool ok;
	size_t changes, files;
	struct import_summary first;
	char ignored[200];
	char *faults; /* with the notices */
	char *news;   /* lines of fixture_values that were not there, and «- » before those that are there no more */
};

static bool has_line(const char *text, const char *line, size_t length)
{
	for (const char *at = text; (at = strstr(at, line)); at++)
		if ((at == text || at[-1] == '\n') && !strncmp(at, line, length) && at[length] == '\n')
			return true;
	return false;
}

static void add_difference(struct buf *out, const char *text, const char *other, const char *sign)
{
	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		size_t length = strcspn(line, "\n");
		char *one = xstrndup(line, length);

		if (!has_line(other, one, length))
			buf_add_format(out, "%s%s\n", sign, one);
		free(one);
	}
}

static void apply_all(struct document *document, struct change_list *changes)
{
	struct err err = { 0 };

	cr_expect(document_apply_all(document, changes, false, &err), "what import made is refused: %s", err.text);
}

/* `sheets` is ended by NULL; the document has the changes afterwards, where there is no fault. */
static struct outcome import_all(struct document *document, const char *const *sheets, struct import_map *maps,
				 size_t map_count)
{
	char *before = fixture_values(document), *snapshot = fixture_snapshot(document);
	struct outcome outcome = { 0 };
	struct import import;
	struct buf news;
	char name[20];

	import_init(&import, document, maps, map_count);
	for (size_t i = 0; sheets[i]; i++) {
		snprintf(name, sizeof(name), "%c.csv", (char)('a' + i));
		import_add(&import, name, sheets[i], strlen(sheets[i]));
	}
	outcome.ok = import_finish(&import);
	char *untouched = fixture_snapshot(document);
	cr_expect_str_eq(untouched, snapshot, "import_finish does not put the document back");
	outcome.changes = import.changes.count;
	outcome.files = import.file_count;
	outcome.faults = fixture_faults(&import.faults);
	cr_expect(outcome.ok == !import.faults.faults, "%s", outcome.faults);
	if (import.file_count) {
		outcome.first = import.files[0];
		snprintf(outcome.ignored, sizeof(outcome.ignored), "%s",
			 import.files[0].ignored ? import.files[0].ignored : "");
	}
	if (outcome.ok)
		apply_all(document, &import.changes);
	char *after = fixture_values(document);
	buf_init(&news);
	add_difference(&news, after, before, "");
	add_difference(&news, before, after, "- ");
	outcome.news = buf_detach(&news);
	import_release(&import);
	free(before);
	free(after);
	free(snapshot);
	free(untouched);
	return outcome;
}

static struct outcome import_one(struct document *document, const char *sheet)
{
	const char *const sheets[] = { sheet, NULL };

	return import_all(document, sheets, NULL, 0);
}

static void outcome_release(struct outcome *outcome)
{
	free(outcome->faults);
	free(outcome->news);
}

/* --- what a sheet brings ------------------------------------------------------------------ */

struct row {
	const char *name, *sheet;
	const char *news;   /* NULL: a fault */
	const char *faults; /* words that must be there, faults or notices; "" for none at all */
};

static void expect_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct document *document = filled_document();
		struct outcome outcome = import_one(document, rows[i].sheet);

		cr_expect(outcome.ok == (rows[i].news != NULL), "%s: %s", rows[i].name, outcome.faults);
		cr_expect_str_eq(outcome.news, rows[i].news ? rows[i].news : "", "%s:\n%s%s", rows[i].name,
				 outcome.news, outcome.faults);
		if (*rows[i].faults)
			cr_expect(strstr(outcome.faults, rows[i].faults), "%s: no «%s» in: %s", rows[i].name,
				  rows[i].faults, outcome.faults);
		else
			cr_expect_str_eq(outcome.faults, "", "%s: %s", rows[i].name, outcome.faults);
		cr_expect(!*outcome.news == !outcome.changes || !outcome.ok, "%s: %zu changes", rows[i].name,
			  outcome.changes);
		outcome_release(&outcome);
		document_free(document);
	}
}

static const struct row use_cases[] = {
	{ "a name alone makes UC001", "name\nTri\n", "use-case.UC001.name=Tri\nuse-case.UC001.present=yes\n", "" },
	{ "an id alone", "id\nC3\n", "use-case.C3.present=yes\n", "" },
	{ "two names, two ids", "name\nTri\nAgenda\n",
	  "use-case.UC001.name=Tri\nuse-case.UC001.present=yes\nuse-case.UC002.name=Agenda\nuse-case.UC002.present=yes\n",
	  "" },
	{ "an id that the file brings further down is not given to another", "id,name\n,Tri\nUC001,Agenda\n",
	  "use-case.UC001.name=Agenda\nuse-case.UC001.present=yes\nuse-case.UC002.name=Tri\nuse-case.UC002.present=yes\n",
	  "" },
	{ "a row finds its use case by id", "id,sponsor\nA1,Bea\n",
	  "use-case.A1.sponsor=Bea\n- use-case.A1.sponsor=Ana\n", "" },
	{ "by a name that only one has", "name,sponsor\nDictée,Bea\n",
	  "use-case.A1.sponsor=Bea\n- use-case.A1.sponsor=Ana\n", "" },
	{ "a dependency on what does not exist is taken and reported", "id,depends\nA1,ghost\n",
	  "use-case.A1.depends=ghost\n", "ghost" },
	{ "a name that was named by id is not found once more by name", "id,sponsor,name\nA1,X,Dictée\n,Y,Dictée\n",
	  "use-case.A1.sponsor=X\nuse-case.UC001.name=Dictée\nuse-case.UC001.present=yes\nuse-case.UC001.sponsor=Y\n- use-case.A1.sponsor=Ana\n",
	  "same name" },
	{ "an empty id is none", "id,name\n,Dictée\n", "", "" },
	{ "two rows of one name are two use cases", "name,sponsor\nTri,X\nTri,Y\n",
	  "use-case.UC001.name=Tri\nuse-case.UC001.present=yes\nuse-case.UC001.sponsor=X\n"
	  "use-case.UC002.name=Tri\nuse-case.UC002.present=yes\nuse-case.UC002.sponsor=Y\n",
	  "same name" },
	{ "two rows of a name that is there: the first is it, the second is new", "name,sponsor\nDictée,X\nDictée,Y\n",
	  "use-case.A1.sponsor=X\nuse-case.UC001.name=Dictée\nuse-case.UC001.present=yes\nuse-case.UC001.sponsor=Y\n- use-case.A1.sponsor=Ana\n",
	  "same name" },
	{ "an empty cell clears", "id,sponsor,health_data,delay\nA1,,,\n",
	  "- use-case.A1.delay=4\n- use-case.A1.health_data=yes\n- use-case.A1.sponsor=Ana\n", "" },
	{ "an empty cell takes no name away", "id,name,sponsor\nA1,,Bea\n",
	  "use-case.A1.sponsor=Bea\n- use-case.A1.sponsor=Ana\n", "" },
	{ "an absent column touches nothing", "id,need\nA1,moins de frappe\n", "use-case.A1.need=moins de frappe\n",
	  "" },
	{ "a row that is too short clears", "id,sponsor\nA1\n", "- use-case.A1.sponsor=Ana\n", "" },
	{ "the same values are no change", "id,name,sponsor,health_data,delay\nA1,Dictée,Ana,yes,4\n", "", "" },
	{ "the same value in other words is no change", "id,health_data,delay\nA1,oui,\"4,0\"\n", "", "" },
	{ "yes and no in French", "id,health_data,personal_data,medical_device\nB2,OUI,Non,n\n",
	  "use-case.B2.health_data=yes\nuse-case.B2.medical_device=no\nuse-case.B2.personal_data=no\n", "" },
	{ "French headings",
	  "Identifiant;Intitulé;Porteur métier;Données de santé;Délai (mois)\nB2;Relance;Ana;non;2,5\n",
	  "use-case.B2.delay=2.5\nuse-case.B2.health_data=no\nuse-case.B2.name=Relance\nuse-case.B2.sponsor=Ana\n- use-case.B2.name=Relances\n",
	  "" },
	{ "headings without accents, in capitals", "IDENTIFIANT;DONNEES DE SANTE;HEBERGEMENT\nB2;non;interne\n",
	  "use-case.B2.health_data=no\nuse-case.B2.hosting=own\n", "" },
	{ "choices in French",
	  "id;hébergement;aipd;cse;règlement ia;statut\nB2;aucun;fait;à faire;risque limité;en production\n",
	  "use-case.B2.ai_act=limited\nuse-case.B2.aipd=done\nuse-case.B2.cse=due\nuse-case.B2.hosting=none\nuse-case.B2.status=live\n",
	  "" },
	{ "more choices in French",
	  "id;hébergement;aipd;cse;classe ia;statut\nB2;UE;non requis;dû;Haut risque annexe III;arrêté\n",
	  "use-case.B2.ai_act=high-annex-3\nuse-case.B2.aipd=not-due\nuse-case.B2.cse=due\nuse-case.B2.hosting=eu\nuse-case.B2.status=stopped\n",
	  "" },
	{ "states as inventories write them",
	  "id;statut\nB2;À l’étude\nC3;en expérimentation\nD4;abandonné\nE5;Arrêtée\n",
	  "use-case.B2.status=idea\nuse-case.C3.present=yes\nuse-case.C3.status=pilot\nuse-case.D4.present=yes\nuse-case.D4.status=stopped\nuse-case.E5.present=yes\nuse-case.E5.status=stopped\n",
	  "" },
	{ "out of scope", "id;règlement ia\nB2;hors champ\n", "use-case.B2.ai_act=none\n", "" },
	{ "a class in English", "id,ai_act\nB2,high-annex-1\n", "use-case.B2.ai_act=high-annex-1\n", "" },
	{ "figures", "id,hours,hour_cost,discount,horizon\nB2,1.5/2/3.25,\"30,5\",4,3\n",
	  "use-case.B2.discount=4\nuse-case.B2.horizon=3\nuse-case.B2.hour_cost=30.5\nuse-case.B2.hours=1.5/2/3.25\n",
	  "" },
	{ "figures with commas", "id;hours\nB2;1,5/2/3,25\n", "use-case.B2.hours=1.5/2/3.25\n", "" },
	{ "requirements and dependencies", "id,requires,depends\nB2,data.quality:3;ai.skills:2,A1;favours:A1\n",
	  "use-case.B2.depends=A1;favours:A1\nuse-case.B2.requires=data.quality:3;ai.skills:2\n", "" },
	{ "a dependency on a row further down", "id,depends\nC3,D4\nD4,\n",
	  "use-case.C3.depends=D4\nuse-case.C3.present=yes\nuse-case.D4.present=yes\n", "" },
	{ "texts are taken as they are", "id,need,description\nB2,NA,oui\n",
	  "use-case.B2.description=oui\nuse-case.B2.need=NA\n", "" },
	{ "defusing is taken back", "id,need\nB2,'=1+1\n", "use-case.B2.need==1+1\n", "" },
	{ "rows of empty cells are none", "id,need\n,\n\nB2,x\n,\n", "use-case.B2.need=x\n", "" },
	{ "headings only", "id,need\n", "", "" },
};

Test(import, use_cases)
{
	expect_rows(use_cases, ARRAY_SIZE(use_cases));
}

Test(import, what_empty_cells_do_is_counted)
{
	static const struct {
		const char *name, *sheet;
		size_t emptied, named_still, nameless;
	} rows[] = {
		{ "three values", "id,name,sponsor,health_data,delay\nA1,Dictée,,,\n", 3, 0, 0 },
		{ "what was empty is not emptied", "id,sponsor\nB2,\n", 0, 0, 0 },
		{ "an absent column", "id,need\nA1,x\n", 0, 0, 0 },
		{ "names that stay", "id,name\nA1,\nB2,\n", 0, 2, 0 },
		{ "new use cases", "id,name,need\nC3,,x\nD4,Tri,\nE5,,\n", 0, 0, 2 },
		{ "new ones without a column of names", "id\nC3\nA1\n", 0, 0, 1 },
		{ "a score", "use_case,criterion,score\nA1,impact.business,\n", 1, 0, 0 },
		{ "an answer", "grid,question,level\ndata,quality.owners,\n", 0, 0, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct document *document = filled_document();
		struct outcome outcome = import_one(document, rows[i].sheet);

		cr_expect(outcome.ok, "%s: %s", rows[i].name, outcome.faults);
		cr_expect(outcome.first.emptied == rows[i].emptied, "%s: %zu emptied", rows[i].name,
			  outcome.first.emptied);
		cr_expect(outcome.first.named_still == rows[i].named_still, "%s: %zu keep their names", rows[i].name,
			  outcome.first.named_still);
		cr_expect(outcome.first.nameless == rows[i].nameless, "%s: %zu without a name", rows[i].name,
			  outcome.first.nameless);
		outcome_release(&outcome);
		document_free(document);
	}
}

static const struct row use_case_faults[] = {
	{ "neither id nor name", "id,name,need\n,,x\n", NULL, "a.csv:2" },
	{ "an id twice", "id,need\nC3,x\nC3,y\n", NULL, "a.csv:3" },
	{ "an id twice, one of them there already", "id,need\nA1,x\nA1,y\n", NULL, "a.csv:3" },
	{ "an id without a letter", "id,name\n12,x\n", NULL, "a.csv:2" },
	{ "an id with a semicolon", "id,name\n\"A;B\",x\n", NULL, "a.csv:2" },
	{ "a choice that is none", "id,hosting\nA1,nuage\n", NULL, "nuage" },
	{ "a yes or no that is neither", "id,health_data\nA1,peut-être\n", NULL, "peut-être" },
	{ "a delay in words", "id,delay\nA1,bientôt\n", NULL, "bientôt" },
	{ "a negative delay", "id,delay\nA1,-1\n", NULL, "-1" },
	{ "nan", "id,hours\nA1,nan\n", NULL, "nan" },
	{ "inf", "id,hours\nA1,inf\n", NULL, "inf" },
	{ "hexadecimal", "id,hours\nA1,0x10\n", NULL, "0x10" },
	{ "overflow", "id,hours\nA1,1e999\n", NULL, "1e999" },
	{ "a range that descends", "id,hours\nA1,3/2/1\n", NULL, "3/2/1" },
	{ "a range of two", "id,hours\nA1,1/2\n", NULL, "1/2" },
	{ "half a year", "id,horizon\nA1,1.5\n", NULL, "1.5" },
	{ "an unknown dimension", "id,requires\nA1,data.beauty:3\n", NULL, "data.beauty" },
	{ "an unknown grid", "id,requires\nA1,money.quality:3\n", NULL, "money.quality" },
	{ "a requirement without a level", "id,requires\nA1,data.quality\n", NULL, "data.quality" },
	{ "a requirement above 5", "id,requires\nA1,data.quality:6\n", NULL, "data.quality:6" },
	{ "an unknown kind of dependency", "id,depends\nA1,likes:B2\n", NULL, "likes:B2" },
	{ "itself", "id,depends\nA1,A1\n", NULL, "A1" },
	{ "a circle", "id,depends\nA1,B2\nB2,A1\n", NULL, "A1" },
	{ "a long circle", "id,depends\nC1,C2\nC2,C3\nC3,C1\n", NULL, "C2" },
	{ "a control character", "id,need\nA1,a\x1b[31m\n", NULL, "a.csv:2" },
	{ "more cells than headings", "id,need\nA1,x,y\n", NULL, "a.csv:2" },
	{ "a quote that is never closed", "id,need\nA1,\"x\nB2,y\n", NULL, "a.csv:2" },
	{ "no known heading", "foo,bar\n1,2\n", NULL, "a.csv" },
	{ "nothing", "", NULL, "a.csv" },
	{ "two columns that are the same field", "id,need,besoin\nA1,x,y\n", NULL, "need" },
};

Test(import, faults_of_use_cases_name_row_and_cell_and_nothing_is_changed)
{
	expect_rows(use_case_faults, ARRAY_SIZE(use_case_faults));
}

static const struct row answers[] = {
	{ "a level", "grid,question,level\ndata,quality.owners,2\n", "answer.data.quality.owners.level=2\n", "" },
	{ "all columns", "grid,question,level,target,note,evidence,confidence\nai,skills.basics,5,5,n,e,high\n",
	  "answer.ai.skills.basics.confidence=high\nanswer.ai.skills.basics.evidence=e\nanswer.ai.skills.basics.level=5\n"
	  "answer.ai.skills.basics.note=n\nanswer.ai.skills.basics.target=5\n",
	  "" },
	{ "French headings",
	  "Grille;Question;Niveau actuel;Niveau cible;Commentaire;Preuves;Confiance\ndata;quality.owners;2;3;c;p;moyenne\n",
	  "answer.data.quality.owners.confidence=moyenne\nanswer.data.quality.owners.evidence=p\nanswer.data.quality.owners.level=2\n"
	  "answer.data.quality.owners.note=c\nanswer.data.quality.owners.target=3\n",
	  "" },
	{ "the day of the evidence, as it is written in France",
	  "grille;question;preuve;date de la preuve\ndata;quality.owners;p;21/11/2026\n",
	  "answer.data.quality.owners.evidence=p\nanswer.data.quality.owners.evidence_date=2026-11-21\n", "" },
	{ "a day that there is not", "grid,question,evidence_date\ndata,quality.owners,2026-02-30\n", NULL,
	  "2026-02-30" },
	{ "don't know", "grid,question,level\ndata,quality.errors,?\n",
	  "answer.data.quality.errors.level=?\n- answer.data.quality.errors.level=3\n", "" },
	{ "don't know in French", "grid,question,level\ndata,quality.owners,NSP\n",
	  "answer.data.quality.owners.level=?\n", "" },
	{ "not applicable with its reason", "grid,question,level,note\ndata,quality.owners,NA,pas de données\n",
	  "answer.data.quality.owners.level=NA\nanswer.data.quality.owners.note=pas de données\n", "" },
	{ "not applicable in French",
	  "grid,question,level,note\ndata,quality.owners,sans objet,x\nai,skills.basics,so,y\n",
	  "answer.ai.skills.basics.level=NA\nanswer.ai.skills.basics.note=y\nanswer.data.quality.owners.level=NA\nanswer.data.quality.owners.note=x\n",
	  "" },
	{ "not applicable without a reason is taken and reported", "grid,question,level\ndata,quality.owners,NA\n",
	  "answer.data.quality.owners.level=NA\n", "a.csv:2" },
	{ "not applicable whose reason stands there already", "grid,question,level\ndata,quality.errors,NA\n",
	  "answer.data.quality.errors.level=NA\n- answer.data.quality.errors.level=3\n", "" },
	{ "not applicable whose reason is cleared", "grid,question,level,note\ndata,quality.errors,NA,\n",
	  "answer.data.quality.errors.level=NA\n- answer.data.quality.errors.level=3\n- answer.data.quality.errors.note=vu\n",
	  "a.csv:2" },
	{ "blank clears", "grid,question,level,target\ndata,quality.errors,,\n",
	  "- answer.data.quality.errors.level=3\n- answer.data.quality.errors.target=4\n", "" },
	{ "absent columns stay", "grid,question,note\ndata,quality.errors,revu\n",
	  "answer.data.quality.errors.note=revu\n- answer.data.quality.errors.note=vu\n", "" },
	{ "the same", "grid,question,level,note,target\ndata,quality.errors,3,vu,4\n", "", "" },
	{ "a level as a spreadsheet writes it", "grid,question,level\ndata,quality.owners,\"2,0\"\n",
	  "answer.data.quality.owners.level=2\n", "" },
	{ "an unknown grid", "grid,question,level\nmoney,quality.errors,3\n", NULL, "money" },
	{ "an unknown question", "grid,question,level\ndata,quality.beauty,3\n", NULL, "quality.beauty" },
	{ "no grid", "grid,question,level\n,quality.errors,3\n", NULL, "a.csv:2" },
	{ "a question twice", "grid,question,level\ndata,quality.errors,3\ndata,quality.errors,4\n", NULL, "a.csv:3" },
	{ "level 0", "grid,question,level\ndata,quality.errors,0\n", NULL, "«0»" },
	{ "level 6", "grid,question,level\ndata,quality.errors,6\n", NULL, "«6»" },
	{ "level 2.5", "grid,question,level\ndata,quality.errors,2.5\n", NULL, "2.5" },
	{ "a level in words", "grid,question,level\ndata,quality.errors,bon\n", NULL, "bon" },
	{ "target NA", "grid,question,target\ndata,quality.errors,NA\n", NULL, "NA" },
};

Test(import, answers)
{
	expect_rows(answers, ARRAY_SIZE(answers));
}

static const struct row votes[] = {
	{ "a retained score", "use_case,criterion,score\nB2,impact.business,3.5\n", "score.B2.impact.business=3.5\n",
	  "" },
	{ "a vote", "use_case,criterion,participant,round,score\nB2,impact.business,Denis,2,4\n",
	  "vote.B2.impact.business.Denis.2=4\n", "" },
	{ "an empty round is 1", "use_case,criterion,participant,round,score\nB2,impact.business,Denis,,4\n",
	  "vote.B2.impact.business.Denis.1=4\n", "" },
	{ "an absent round is 1", "use_case,criterion,participant,score\nB2,impact.business,Denis,4\n",
	  "vote.B2.impact.business.Denis.1=4\n", "" },
	{ "an empty vote is an abstention", "use_case,criterion,participant,score\nB2,impact.business,Denis,\n",
	  "vote.B2.impact.business.Denis.1=-\n", "" },
	{ "an empty retained score clears", "use_case,criterion,score\nA1,impact.business,\n",
	  "- score.A1.impact.business=3\n", "" },
	{ "the same",
	  "use_case,criterion,participant,round,score\nA1,impact.business,,,3\nA1,impact.strategic,Claire,1,4\n", "",
	  "" },
	{ "by name", "use_case,criterion,score\nDictée,impact.business,5\n",
	  "score.A1.impact.business=5\n- score.A1.impact.business=3\n", "" },
	{ "French headings", "Cas d'usage;Critère;Votant;Tour;Vote\nB2;impact.business;Éric;1;2\n",
	  "vote.B2.impact.business.Éric.1=2\n", "" },
	{ "other French headings", "cas;critere;participant;tour;note\nB2;impact.business;;;2,5\n",
	  "score.B2.impact.business=2.5\n", "" },
	{ "a participant with a dot", "use_case,criterion,participant,round,score\nB2,impact.business,M. Roi,1,2\n",
	  "vote.B2.impact.business.M. Roi.1=2\n", "" },
	{ "several at once",
	  "use_case,criterion,participant,round,score\nB2,impact.business,X,1,2\nB2,impact.business,X,2,3\nB2,impact.business,Y,1,1\n",
	  "vote.B2.impact.business.X.1=2\nvote.B2.impact.business.X.2=3\nvote.B2.impact.business.Y.1=1\n", "" },
	{ "an unknown use case", "use_case,criterion,score\nghost,impact.business,3\n", NULL, "ghost" },
	{ "an unknown criterion", "use_case,criterion,score\nA1,impact.beauty,3\n", NULL, "impact.beauty" },
	{ "a family is no criterion", "use_case,criterion,score\nA1,impact,3\n", NULL, "impact" },
	{ "a vote with decimals", "use_case,criterion,participant,score\nA1,impact.business,X,3.5\n", NULL, "3.5" },
	{ "a vote of 6", "use_case,criterion,participant,score\nA1,impact.business,X,6\n", NULL, "6" },
	{ "a score of 0", "use_case,criterion,score\nA1,impact.business,0\n", NULL, "0" },
	{ "a score of 5.5", "use_case,criterion,score\nA1,impact.business,5.5\n", NULL, "5.5" },
	{ "round 0", "use_case,criterion,participant,round,score\nA1,impact.business,X,0,3\n", NULL, "a.csv:2" },
	{ "round 1.5", "use_case,criterion,participant,round,score\nA1,impact.business,X,1.5,3\n", NULL, "a.csv:2" },
	{ "round 1001", "use_case,criterion,participant,round,score\nA1,impact.business,X,1001,3\n", NULL, "a.csv:2" },
	{ "a vote twice",
	  "use_case,criterion,participant,round,score\nA1,impact.business,X,1,3\nA1,impact.business,X,1,4\n", NULL,
	  "a.csv:3" },
	{ "a vote twice, once without its round",
	  "use_case,criterion,participant,round,score\nA1,impact.business,X,1,3\nA1,impact.business,X,,4\n", NULL,
	  "a.csv:3" },
	{ "a vote twice, once with a round of another spelling",
	  "use_case,criterion,participant,round,score\nA1,impact.business,X,1,3\nA1,impact.business,X,\"1,0\",4\n",
	  NULL, "a.csv:3" },
	{ "a vote twice, once by name",
	  "use_case,criterion,participant,score\nA1,impact.business,X,3\nDictée,impact.business,X,4\n", NULL,
	  "a.csv:3" },
	{ "a retained score twice", "use_case,criterion,score\nA1,impact.business,3\nA1,impact.business,4\n", NULL,
	  "a.csv:3" },
};

Test(import, votes_and_retained_scores)
{
	expect_rows(votes, ARRAY_SIZE(votes));
}

/* --- what spreadsheets leave behind -------------------------------------------------------------- */

static const struct row leftovers[] = {
	{ "titles above the headings", "Inventaire 2026,,\nService X,,\n,,\nid,name,sponsor\nB2,Relances,Zoé\n",
	  "use-case.B2.sponsor=Zoé\n",
	  "a.csv:1: note: 2 rows above the headings were left out: «Inventaire 2026», «Service X»" },
	{ "one title that is a heading's word", "Cas d'usage;;\nid;name;sponsor\nB2;Relances;Zoé\n",
	  "use-case.B2.sponsor=Zoé\n", "1 row above" },
	{ "more titles than are shown", "a,\nb,\nc,\nd,\nid,sponsor\nB2,Zoé\n", "use-case.B2.sponsor=Zoé\n",
	  "4 rows above the headings were left out: «a», «b», «c», …" },
	{ "a title above a single heading", "Liste\nNom\nTri\n",
	  "use-case.UC001.name=Tri\nuse-case.UC001.present=yes\n", "«Liste»" },
	{ "a data row with a heading's word is no heading", "id,foo\nB2,note\n", "", "" },
	{ "a row of totals by its name", "name,delay\nTri,3\nTOTAL GÉNÉRAL,\"1 203,5\"\n",
	  "use-case.UC001.delay=3\nuse-case.UC001.name=Tri\nuse-case.UC001.present=yes\n",
	  "a.csv:3: note: A3, «TOTAL GÉNÉRAL»: this row of totals" },
	{ "a row of totals by its id", "id,delay\nC3,3\nMoyenne :,3 %\n",
	  "use-case.C3.delay=3\nuse-case.C3.present=yes\n", "«Moyenne :»" },
	{ "two rows of totals of one name", "id,delay\nC3,3\nTotal,3\nTotal,4\n",
	  "use-case.C3.delay=3\nuse-case.C3.present=yes\n", "a.csv:4: note: A4" },
	{ "a row of totals whose word stands in another column", "foo,id,name,delay\nx,C3,,3\nSum,,,3\n",
	  "use-case.C3.delay=3\nuse-case.C3.present=yes\n", "«Sum»" },
	{ "a use case called so that has an id", "id,name,delay\nC3,Total,3\n",
	  "use-case.C3.delay=3\nuse-case.C3.name=Total\nuse-case.C3.present=yes\n", "" },
	{ "a use case called so that has more than figures", "name,sponsor,delay\nTotal,Ana,3\n",
	  "use-case.UC001.delay=3\nuse-case.UC001.name=Total\nuse-case.UC001.present=yes\nuse-case.UC001.sponsor=Ana\n",
	  "" },
	{ "a use case called so without any figure", "name\nTotal\n",
	  "use-case.UC001.name=Total\nuse-case.UC001.present=yes\n", "" },
	{ "a row of totals among answers", "grid,question,level\ndata,quality.owners,2\nMoyenne,,\"2,0\"\n",
	  "answer.data.quality.owners.level=2\n", "«Moyenne»" },
	{ "a row of totals among votes", "use_case,criterion,score\nB2,impact.business,3\nMoyenne,,3\n",
	  "score.B2.impact.business=3\n", "«Moyenne»" },
	{ "a grid merged downwards", "grid,question,level\ndata,quality.owners,2\n,quality.errors,4\n",
	  "answer.data.quality.errors.level=4\nanswer.data.quality.owners.level=2\n- answer.data.quality.errors.level=3\n",
	  "a.csv:3:1: note: «grid»: 1 empty cell was merged with the one above, whose text was taken: A3" },
	{ "a question of another grid under a merged cell",
	  "grid,question,level\ndata,quality.owners,2\n,skills.basics,4\n", NULL, "a.csv:3" },
	{ "a merged cell after an empty row", "grid,question,level\ndata,quality.owners,2\n,,\n,quality.errors,4\n",
	  NULL, "a.csv:4" },
	{ "a use case merged downwards among votes",
	  "use_case,criterion,score\nB2,impact.business,3\n,impact.strategic,4\n",
	  "score.B2.impact.business=3\nscore.B2.impact.strategic=4\n", "A3" },
	{ "a name merged downwards is not guessed", "name,sponsor\nTri,X\n,Y\n", NULL,
	  "row 3: this row has neither an id nor a name" },
	{ "a column without a heading is told", "id,,sponsor\nB2,x,Zoé\n", "use-case.B2.sponsor=Zoé\n",
	  "a.csv:2: note: column B has no heading: its 1 cell, B2 «x», was left aside" },
	{ "a column without a heading and without cells is nothing", "id,,sponsor\nB2,,Zoé\n",
	  "use-case.B2.sponsor=Zoé\n", "" },
	{ "a heading merged over two columns of which the second is used", "id,sponsor,,delay\nB2,,Zoé,3\n", NULL,
	  "C2, «Zoé», has no heading above it and stands beside B2" },
};

Test(import, titles_totals_and_merged_cells_are_told_and_nothing_is_guessed)
{
	expect_rows(leftovers, ARRAY_SIZE(leftovers));
}

/* --- faults as people find them again ---------------------------------------------------------------- */

static const struct row cells[] = {
	{ "the cell, its heading, what stands in it and what was expected", "Identifiant;Délai (mois)\nA1;bientôt\n",
	  NULL, "a.csv:2:2: B2, «Délai (mois)»: «bientôt» is not a number" },
	{ "rows as a spreadsheet numbers them", "id,need,delay\nA1,\"two\nlines\",3\n\nB2,x,bad\n", NULL,
	  "a.csv:5:3: C4, «delay»" },
	{ "a word that was translated", "id,hosting\nA1,\"oui \"\n", NULL, "«oui »" },
	{ "a text that no sentence quotes",
	  "id,need\nA1,a\x1b"
	  "b\n",
	  NULL, "U+001B), which no field can have («a b»)" },
	{ "a cell far to the right",
	  "id,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,delay\nA1,,,,,,,,,,,,,,,,,,,,,,,,,,bad\n", NULL,
	  "AA2, «delay»" },
	{ "a cell under no heading", "id,need\nA1,x,y\n", NULL, "between quotes (C2)" },
};

Test(import, a_fault_names_the_cell_as_a_spreadsheet_does)
{
	expect_rows(cells, ARRAY_SIZE(cells));
}

Test(import, what_was_expected_is_told_of_a_long_cell_too)
{
	struct document *document = filled_document();
	struct buf sheet;

	buf_init(&sheet);
	buf_add_text(&sheet, "id,hosting\nA1,");
	buf_add_repeated(&sheet, "é", 3000);
	buf_add_char(&sheet, '\n');
	struct outcome outcome = import_one(document, sheet.data);
	cr_expect(!outcome.ok && strstr(outcome.faults, "«ééé") && strstr(outcome.faults, "…»") &&
			  strstr(outcome.faults, "secnumcloud"),
		  "%s", outcome.faults);
	cr_expect(strlen(outcome.faults) < 400, "%s", outcome.faults);
	outcome_release(&outcome);
	buf_release(&sheet);
	document_free(document);
}

Test(import, a_row_that_is_too_long_does_not_hide_the_faults_of_the_others)
{
	struct document *document = filled_document();
	struct outcome outcome = import_one(document, "id,delay\nA1,3,x\nB2,bad\nC3,worse\n");

	cr_expect(!outcome.ok && strstr(outcome.faults, "(C2)") && strstr(outcome.faults, "B3") &&
			  strstr(outcome.faults, "B4"),
		  "%s", outcome.faults);
	outcome_release(&outcome);
	document_free(document);
}

/* --- the good rows alone ------------------------------------------------------------------------------- */

static const struct {
	const char *name, *sheet, *news, *rows;
	size_t left_out;
} good_rows[] = {
	{ "one row of three", "id,sponsor,delay\nA1,X,bad\nB2,Y,3\nC3,Z,worse\n",
	  "use-case.B2.delay=3\nuse-case.B2.sponsor=Y\n", "2, 4", 2 },
	{ "a row that is too long", "id,sponsor\nA1,X,x\nB2,Y\n", "use-case.B2.sponsor=Y\n", "2", 1 },
	{ "the second of an id", "id,sponsor\nB2,X\nB2,Y\n", "use-case.B2.sponsor=X\n", "3", 1 },
	{ "an answer with a wrong target leaves its level too",
	  "grid,question,level,target\ndata,quality.owners,2,9\nai,skills.basics,3,4\n",
	  "answer.ai.skills.basics.level=3\nanswer.ai.skills.basics.target=4\n", "2", 1 },
	{ "votes", "use_case,criterion,score\nghost,impact.business,3\nB2,impact.business,4\n",
	  "score.B2.impact.business=4\n", "2", 1 },
	{ "none is good", "id,delay\nA1,bad\nC3,bad\n", "", "2, 3", 2 },
};

Test(import, the_good_rows_alone_are_taken_where_that_is_asked_for)
{
	for (size_t i = 0; i < ARRAY_SIZE(good_rows); i++) {
		struct document *document = filled_document();
		char *before = fixture_values(document);
		struct import import;
		struct buf news;

		import_init(&import, document, NULL, 0);
		import.keep_good = true;
		import_add(&import, "a.csv", good_rows[i].sheet, strlen(good_rows[i].sheet));
		cr_expect(import_finish(&import), "%s", good_rows[i].name);
		cr_expect(import.faults.faults == good_rows[i].left_out, "%s: %zu faults", good_rows[i].name,
			  import.faults.faults);
		cr_expect(import.files[0].left_out == good_rows[i].left_out);
		cr_expect_str_eq(import.files[0].left_out_rows, good_rows[i].rows, "%s", good_rows[i].name);
		apply_all(document, &import.changes);
		char *after = fixture_values(document);
		buf_init(&news);
		add_difference(&news, after, before, "");
		cr_expect_str_eq(news.data, good_rows[i].news, "%s: %s", good_rows[i].name, news.data);
		buf_release(&news);
		import_release(&import);
		free(before);
		free(after);
		document_free(document);
	}
}

Test(import, a_fault_that_is_of_no_row_takes_nothing_even_of_the_good_rows)
{
	static const char *const sheets[] = { "foo,bar\n1,2\n", "id,need,besoin\nA1,x,y\n", "id,need\nA1,\"x\n",
					      "id,depends\nA1,B2\nB2,A1\n" };

	for (size_t i = 0; i < ARRAY_SIZE(sheets); i++) {
		struct document *document = filled_document();
		struct import import;

		import_init(&import, document, NULL, 0);
		import.keep_good = true;
		import_add(&import, "a.csv", sheets[i], strlen(sheets[i]));
		cr_expect(!import_finish(&import), "%s", sheets[i]);
		import_release(&import);
		document_free(document);
	}
}

Test(import, a_trial_uses_up_no_id)
{
	struct document *document = filled_document();

	for (int i = 0; i < 2; i++) {
		struct import import;
		char id[32];
		size_t number = 0;

		import_init(&import, document, NULL, 0);
		import_add(&import, "a.csv", "name\nTri\nAgenda\n", strlen("name\nTri\nAgenda\n"));
		cr_assert(import_finish(&import));
		cr_expect_str_eq(import.changes.items[0].key, "UC001");
		cr_expect(document->use_case_count == 2);
		document_next_id(document, &number, id);
		cr_expect_str_eq(id, "UC001");
		cr_expect(document_use_case(document, "A1") && document_use_case(document, "B2"));
		import_release(&import);
	}
	document_free(document);
}

/* --- a file of columns ----------------------------------------------------------------------------------- */

static char *read_maps(struct import_map_list *list, const char *text)
{
	struct fault_list faults = { 0 };

	import_map_read(list, "m.ini", text, strlen(text), &faults);
	char *told = fixture_faults(&faults);
	fault_list_release(&faults);
	return told;
}

Test(import, a_file_of_columns_is_read_line_by_line)
{
	struct import_map_list list = { 0 };
	struct document *document = filled_document();

	import_map_add(&list, "Who", "sponsor");
	char *told = read_maps(
		&list, "; those of the register\n[columns]\nTitle = name\nWho = need\nRésumé du cas = description\n");
	cr_expect_str_eq(told, "");
	cr_assert(list.count == 3);
	const char *const sheets[] = { "Title,Who,Résumé du cas\nRelances,Zoé,court\n", NULL };
	struct outcome outcome = import_all(document, sheets, list.items, list.count);
	cr_expect_str_eq(outcome.news, "use-case.B2.description=court\nuse-case.B2.sponsor=Zoé\n", "%s%s", outcome.news,
			 outcome.faults);
	outcome_release(&outcome);
	free(told);
	import_map_list_release(&list);
	document_free(document);
}

Test(import, faults_of_a_file_of_columns_have_their_line)
{
	static const struct {
		const char *text, *fault;
	} files[] = {
		{ "", "m.ini:1: no column is named" },
		{ "[columns]\nTitle = title of the thing\n", "m.ini:2: «Title = title of the thing»" },
		{ "[columns]\nTitle =\n", "m.ini:2" },
		{ "[colonnes]\nTitle = name\n", "m.ini:1: [colonnes] is not known" },
		{ "[columns]\nTitle = name\nTitle = need\n", "m.ini:3" },
		{ "Title = name\n", "m.ini:1" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct import_map_list list = { 0 };
		char *told = read_maps(&list, files[i].text);

		cr_expect(strstr(told, files[i].fault), "%s: %s", files[i].text, told);
		free(told);
		import_map_list_release(&list);
	}
}

Test(import, a_column_that_a_file_of_columns_names_and_no_sheet_has_is_told_with_its_line)
{
	struct import_map_list list = { 0 };
	struct document *document = filled_document();
	char *told = read_maps(&list, "[columns]\nNowhere = need\n");
	const char *const sheets[] = { "id,sponsor\nA1,X\n", NULL };
	struct outcome outcome = import_all(document, sheets, list.items, list.count);

	cr_expect(!outcome.ok && strstr(outcome.faults, "m.ini:2: no file has a column «Nowhere»"), "%s",
		  outcome.faults);
	outcome_release(&outcome);
	free(told);
	import_map_list_release(&list);
	document_free(document);
}

/* --- hard cases ------------------------------------------------------------------------------ */

Test(import, a_name_that_two_have_finds_neither_and_makes_a_third)
{
	struct document *document = filled_document();

	fixture_fill(document, "use-case.C3.name=Dictée");
	struct outcome outcome = import_one(document, "name,sponsor\nDictée,X\n");
	cr_expect(outcome.ok, "%s", outcome.faults);
	cr_expect_str_eq(outcome.news,
			 "use-case.UC001.name=Dictée\nuse-case.UC001.present=yes\nuse-case.UC001.sponsor=X\n");
	outcome_release(&outcome);
	outcome = import_one(document, "use_case,criterion,score\nDictée,impact.business,3\n");
	cr_expect(!outcome.ok && strstr(outcome.faults, "Dictée"), "a vote for one of three: %s", outcome.faults);
	outcome_release(&outcome);
	document_free(document);
}

Test(import, ids_go_on_after_those_that_are_there)
{
	struct document *document = filled_document();

	fixture_fill(document, "use-case.UC001.name=x\nuse-case.UC003.name=y");
	struct outcome outcome = import_one(document, "name\nTri\nAgenda\n");
	cr_expect_str_eq(
		outcome.news,
		"use-case.UC002.name=Tri\nuse-case.UC002.present=yes\nuse-case.UC004.name=Agenda\nuse-case.UC004.present=yes\n");
	outcome_release(&outcome);
	document_free(document);
}

/* Its fields and scores would come back to life under another name. */
Test(import, the_id_of_a_use_case_that_was_taken_away_is_not_given_to_another)
{
	struct document *document = filled_document();

	fixture_fill(document, "use-case.UC001.name=Ancien\nuse-case.UC001.sponsor=Zoé\nscore.UC001.impact.business=5");
	fixture_fill(document, "use-case.UC001.present=");
	struct outcome outcome = import_one(document, "name\nTri\n");
	cr_assert(outcome.ok, "%s", outcome.faults);
	const struct use_case *made = NULL;
	for (size_t i = 0; i < document->use_case_count; i++)
		if (use_case_is_present(&document->use_cases[i]) &&
		    !strcmp(document->use_cases[i].field[USE_CASE_NAME], "Tri"))
			made = &document->use_cases[i];
	cr_assert(made);
	cr_expect_str_eq(made->field[USE_CASE_SPONSOR], "", "the new use case %s has the sponsor of the old one",
			 made->id);
	cr_expect_str_eq(made->scores[FIXTURE_BUSINESS].retained, "",
			 "the new use case %s has the score of the old one", made->id);
	outcome_release(&outcome);
	document_free(document);
}

Test(import, a_use_case_that_was_taken_away_is_not_found_by_its_name)
{
	struct document *document = filled_document();

	fixture_fill(document, "use-case.A1.present=");
	struct outcome outcome = import_one(document, "name\nDictée\n");
	cr_expect_str_eq(outcome.news, "use-case.UC001.name=Dictée\nuse-case.UC001.present=yes\n", "%s", outcome.news);
	outcome_release(&outcome);
	outcome = import_one(document, "use_case,criterion,score\nA1,impact.business,2\n");
	cr_expect(!outcome.ok, "a vote for what was taken away");
	outcome_release(&outcome);
	outcome = import_one(document, "id,depends\nB2,A1\n");
	cr_expect(strstr(outcome.faults, "A1"), "a dependency on what was taken away: %s", outcome.faults);
	outcome_release(&outcome);
	document_free(document);
}

Test(import, a_circle_with_what_is_there_already_is_a_fault_with_the_ids_on_it)
{
	struct document *document = filled_document();

	fixture_fill(document, "use-case.A1.depends=B2");
	struct outcome outcome = import_one(document, "id,depends\nC3,A1\nB2,C3\n");
	cr_expect(!outcome.ok && strstr(outcome.faults, "A1") && strstr(outcome.faults, "B2") &&
			  strstr(outcome.faults, "C3"),
		  "%s", outcome.faults);
	cr_expect_str_eq(outcome.news, "");
	outcome_release(&outcome);
	/* What is no prerequisite may go round. */
	outcome = import_one(document, "id,depends\nB2,favours:A1\n");
	cr_expect(outcome.ok, "%s", outcome.faults);
	outcome_release(&outcome);
	/* The file that opens the circle again. */
	outcome = import_one(document, "id,depends\nA1,\nB2,A1\n");
	cr_expect(outcome.ok, "%s", outcome.faults);
	outcome_release(&outcome);
	document_free(document);
}

Test(import, a_chain_of_20000_prerequisites_is_no_circle_and_takes_no_stack)
{
	struct document *document = fixture_document();
	struct buf sheet;

	buf_init(&sheet);
	buf_add_text(&sheet, "id,depends\n");
	for (int i = 0; i < 20000; i++)
		buf_add_format(&sheet, i < 19999 ? "C%d,C%d\n" : "C%d,\n", i, i + 1);
	struct import import;
	import_init(&import, document, NULL, 0);
	import_add(&import, "a.csv", sheet.data, sheet.length);
	cr_expect(import_finish(&import));
	cr_expect(import.file_count == 1 && import.files[0].added == 20000);
	import_release(&import);
	buf_release(&sheet);
	document_free(document);
}

Test(import, all_faults_are_told_each_with_its_place)
{
	struct document *document = filled_document();
	struct outcome outcome = import_one(
		document, "id,health_data,delay,requires\nA1,peut-être,x,data.beauty:3\nB2,oui,-1,\n12,oui,,\n");
	static const char *const words[] = { "a.csv:2", "peut-être", "«x»",         "data.beauty", "a.csv:3", "-1",
					     "a.csv:4", "12",        "health_data", "delay",       "requires" };

	cr_expect(!outcome.ok);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		cr_expect(strstr(outcome.faults, words[i]), "no «%s» in: %s", words[i], outcome.faults);
	cr_expect_str_eq(outcome.news, "");
	outcome_release(&outcome);
	document_free(document);
}

Test(import, later_files_see_what_earlier_ones_brought)
{
	static const char *const sheets[] = { "id,name,depends\nC3,Tri,A1\n",
					      "use_case,criterion,participant,score\nTri,impact.business,X,3\n",
					      "id,depends\nD4,C3\n", "grid,question,level\ndata,quality.owners,2\n",
					      NULL };
	struct document *document = filled_document();
	struct outcome outcome = import_all(document, sheets, NULL, 0);

	cr_expect(outcome.ok && outcome.files == 4, "%s", outcome.faults);
	cr_expect_str_eq(
		outcome.news,
		"answer.data.quality.owners.level=2\nuse-case.C3.depends=A1\nuse-case.C3.name=Tri\nuse-case.C3.present=yes\n"
		"use-case.D4.depends=C3\nuse-case.D4.present=yes\nvote.C3.impact.business.X.1=3\n");
	outcome_release(&outcome);
	document_free(document);
}

Test(import, a_dependency_on_what_a_later_file_brings_holds_and_a_fault_in_one_file_stops_all)
{
	static const char *const good[] = { "id,depends\nC3,D4\n", "id\nD4\n", NULL };
	static const char *const bad[] = { "id,need\nB2,x\n", "id,delay\nB2,soon\n", NULL };
	struct document *document = filled_document();
	struct outcome outcome = import_all(document, good, NULL, 0);

	cr_expect(outcome.ok, "%s", outcome.faults);
	outcome_release(&outcome);
	outcome = import_all(document, bad, NULL, 0);
	cr_expect(!outcome.ok && strstr(outcome.faults, "b.csv:2") && !strstr(outcome.faults, "a.csv"), "%s",
		  outcome.faults);
	cr_expect_str_eq(outcome.news, "");
	outcome_release(&outcome);
	document_free(document);
}

Test(import, the_same_file_twice_adds_nothing)
{
	static const char sheet[] = "id,name,need,depends\nC3,Tri,x,A1\n,Agenda,y,\n,Planning,z,\n";
	struct document *document = filled_document();
	struct outcome outcome = import_one(document, sheet);

	cr_expect(outcome.ok && outcome.first.added == 3 && outcome.first.row_count == 3, "%s", outcome.faults);
	outcome_release(&outcome);
	outcome = import_one(document, sheet);
	cr_expect(outcome.ok && outcome.changes == 0 && outcome.first.added == 0 && outcome.first.changed == 0 &&
			  outcome.first.same == 3,
		  "%zu %zu %zu %zu", outcome.changes, outcome.first.added, outcome.first.changed, outcome.first.same);
	outcome_release(&outcome);
	document_free(document);
}

Test(import, the_summary_counts_rows_and_names_what_nobody_knows)
{
	struct document *document = filled_document();
	struct outcome outcome =
		import_one(document, "Zork,id,need,Couleur\n1,A1,x,rouge\n2,B2,,\n3,C3,z,\n4,D4,,\n,,,\n");

	cr_expect(outcome.ok, "%s", outcome.faults);
	cr_expect(outcome.first.kind == IMPORT_USE_CASES && outcome.first.row_count == 4);
	cr_expect(outcome.first.added == 2 && outcome.first.changed == 1 && outcome.first.same == 1, "%zu %zu %zu",
		  outcome.first.added, outcome.first.changed, outcome.first.same);
	cr_expect_str_eq(outcome.ignored, "Zork, Couleur");
	outcome_release(&outcome);
	document_free(document);
}

/* --- --map --------------------------------------------------------------------------------------- */

Test(import, a_mapped_column_is_taken_for_its_field)
{
	struct document *document = filled_document();
	const char *const sheets[] = { "Projet;Mois;Qui\nDictée;7;Bea\n", NULL };
	struct import_map maps[] = { { .column = "Projet", .field = "name" }, { .column = "Mois", .field = "delay" } };
	struct outcome outcome = import_all(document, sheets, maps, 2);

	cr_expect(outcome.ok, "%s", outcome.faults);
	cr_expect_str_eq(outcome.news, "use-case.A1.delay=7\n- use-case.A1.delay=4\n");
	cr_expect(maps[0].used && maps[1].used);
	cr_expect_str_eq(outcome.ignored, "Qui");
	outcome_release(&outcome);
	document_free(document);
}

Test(import, a_map_goes_before_what_a_heading_says_and_what_it_misses_is_a_fault)
{
	static const struct {
		const char *name, *sheet, *column, *field, *news, *faults;
	} rows[] = {
		{ "before the heading", "id,need,sponsor\nB2,x,y\n", "need", "indicator",
		  "use-case.B2.indicator=x\nuse-case.B2.sponsor=y\n", "" },
		{ "no such column", "id,need\nB2,x\n", "Mois", "delay", NULL, "Mois" },
		{ "no such field", "id,Mois\nB2,x\n", "Mois", "months", NULL, "months" },
		{ "before a heading of that name, which is left aside", "id,need,Besoin 2\nB2,x,y\n", "Besoin 2",
		  "need", "use-case.B2.need=y\n", "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct document *document = filled_document();
		const char *const sheets[] = { rows[i].sheet, NULL };
		struct import_map map = { .column = rows[i].column, .field = rows[i].field };
		struct outcome outcome = import_all(document, sheets, &map, 1);

		cr_expect(outcome.ok == (rows[i].news != NULL), "%s: %s", rows[i].name, outcome.faults);
		cr_expect_str_eq(outcome.news, rows[i].news ? rows[i].news : "", "%s: %s", rows[i].name, outcome.news);
		cr_expect(strstr(outcome.faults, rows[i].faults), "%s: %s", rows[i].name, outcome.faults);
		cr_expect(strcmp(rows[i].column, "Besoin 2") || !strcmp(outcome.ignored, "need"), "left aside: «%s»",
			  outcome.ignored);
		outcome_release(&outcome);
		document_free(document);
	}
}

/* Whatever the bytes, the document is what it was until the changes are applied. */
Test(import, any_bytes_are_survived)
{
	static const char *const pieces[] = { "id",
					      "name",
					      "grid",
					      "question",
					      "level",
					      "use_case",
					      "criterion",
					      "participant",
					      "round",
					      "score",
					      "depends",
					      "requires",
					      "A1",
					      "B2",
					      "data",
					      "quality.errors",
					      "impact.business",
					      ",",
					      ",",
					      ",",
					      ";",
					      "\n",
					      "\n",
					      "\r\n",
					      "\"",
					      "3",
					      "6",
					      "'=1",
					      "é",
					      "\xff",
					      "NA",
					      "?",
					      "data.quality:3",
					      "hours",
					      "1/2/3" };
	struct fixture_random random = fixture_seed(9);
	struct document *document = filled_document();
	char *before = fixture_snapshot(document);
	struct buf sheet;

	buf_init(&sheet);
	for (int i = 0; i < 1500; i++) {
		struct import import;

		buf_clear(&sheet);
		for (unsigned n = fixture_below(&random, 60); n; n--)
			buf_add_text(&sheet, pieces[fixture_below(&random, ARRAY_SIZE(pieces))]);
		import_init(&import, document, NULL, 0);
		import_add(&import, "a.csv", sheet.data, sheet.length);
		(void)import_finish(&import);
		import_release(&import);
	}
	char *after = fixture_snapshot(document);
	cr_expect_str_eq(after, before);
	free(before);
	free(after);
	buf_release(&sheet);
	document_free(document);
}
